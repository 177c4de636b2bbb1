/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which envelopes of a record count: by what those who sealed knew of each other, never by the order of arrival. */

#include "config.h"

#include "pantau-act-identity.h"

#include "pantau-crypto.h"
#include "pantau-entry.h"
#include "pantau-json.h"

/* Of the seals before a current one so many are told. Nobody retypes an identity so often; who writes nonsense gets no more memory than this. */
#define MAX_EARLIER 200

void
pantau_sealed_free (PantauSealed *self)
{
  g_free (self->entry);
  g_free (self->record);
  g_free (self->person);
  g_strfreev (self->has);
  g_free (self->blob);
  g_free (self->time);
  g_free (self->device);
  g_free (self->author);
  g_strfreev (self->earlier);
  g_free (self);
}

gboolean
pantau_sealed_has (const PantauSealed *self, const char *part)
{
  return g_strv_contains ((const char *const *) self->has, part);
}

gboolean
pantau_act_read_person (JsonObject *body, const char **person, guint *ordinal)
{
  gint64 number = pantau_json_integer (body, "ordinal", 0);

  *person = pantau_json_string (body, "person");
  *ordinal = (guint) CLAMP (number, 0, PANTAU_IDENTITY_MAX_ORDINAL);

  return *person != NULL && **person != '\0' && number >= 1 &&
         number <= PANTAU_IDENTITY_MAX_ORDINAL;
}

/* What is no text is left out. */
GStrv
pantau_act_read_parts (const PantauActLine *line)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = pantau_json_array (line->body, "has");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  return g_strv_builder_end (builder);
}

/* NULL where it does not say what it must. (transfer full) (nullable) */
static PantauSealed *
read_sealed (const PantauActLine *line, const char *record)
{
  const char *blob = pantau_json_string (line->body, "blob"), *person;
  PantauSealed *self;
  guint ordinal;

  if (!pantau_act_read_person (line->body, &person, &ordinal) || !pantau_is_hash (blob))
    return NULL;

  self = g_new0 (PantauSealed, 1);
  self->entry = g_strdup (line->id);
  self->record = g_strdup (record);
  self->person = g_strdup (person);
  self->ordinal = ordinal;
  self->has = pantau_act_read_parts (line);
  self->blob = g_strdup (blob);
  self->time = g_strdup (line->time);
  self->device = g_strdup (line->device);
  self->author = g_strdup (line->author);
  self->earlier = g_new0 (char *, 1);

  return self;
}

/* A seal replaces only seals of its own person, whatever its base says: so both are in the name. (transfer full) */
static char *
name_of (const PantauSealed *sealed, const char *id)
{
  return g_strdup_printf ("%s %u %s", sealed->person, sealed->ordinal, id);
}

/* All that @sealed replaces, by its own base and by theirs. @seals: name → seal; @bases: id → the base of that line. (transfer full) */
static GStrv
collect_earlier (const PantauSealed *sealed, GHashTable *seals, GHashTable *bases)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  const char *next = sealed->entry;

  for (guint at = 0; next != NULL && found->len < MAX_EARLIER; at++)
    {
      const char *const *base = g_hash_table_lookup (bases, next);

      for (gsize i = 0; base != NULL && base[i] != NULL && found->len < MAX_EARLIER; i++)
        {
          g_autofree char *name = name_of (sealed, base[i]);
          const PantauSealed *one = g_hash_table_lookup (seals, name);

          if (one != NULL && one != sealed && g_hash_table_add (known, one->entry))
            g_ptr_array_add (found, one->entry);
        }
      next = at < found->len ? g_ptr_array_index (found, at) : NULL;
    }
  g_ptr_array_add (found, NULL);

  return g_strdupv ((char **) found->pdata);
}

/* How often each seal was opened: id → count. */
static GHashTable *
count_openings (GArray *lines)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      const char *seal = pantau_json_string (line->body, "seal");

      if (g_str_equal (line->type, PANTAU_TYPE_OPEN) && seal != NULL)
        g_hash_table_insert (
            counts, (gpointer) seal,
            GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, seal)) + 1));
    }

  return counts;
}

static int
compare_sealed (gconstpointer a, gconstpointer b)
{
  const PantauSealed *left = *(PantauSealed *const *) a, *right = *(PantauSealed *const *) b;
  int order = g_strcmp0 (left->person, right->person);

  if (order == 0)
    order = (left->ordinal > right->ordinal) - (left->ordinal < right->ordinal);

  return order != 0 ? order : g_strcmp0 (left->entry, right->entry);
}

static gboolean
same_person (const PantauSealed *a, const PantauSealed *b)
{
  return a->ordinal == b->ordinal && g_str_equal (a->person, b->person);
}

/* @list is sorted: those of one person stand together. */
static void
mark_differences (GPtrArray *list)
{
  PantauSealed *last = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      PantauSealed *sealed = g_ptr_array_index (list, i);

      if (!sealed->is_current)
        continue;
      if (last != NULL && same_person (last, sealed))
        last->differs = sealed->differs = TRUE;
      last = sealed;
    }
}

GPtrArray *
pantau_act_sealed (GArray *lines, const char *record)
{
  g_autoptr (GHashTable) seals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) bases = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) openings = count_openings (lines);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_sealed_free);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      PantauSealed *sealed =
          g_str_equal (line->type, PANTAU_TYPE_SEAL) ? read_sealed (line, record) : NULL;

      if (sealed == NULL)
        continue;
      g_ptr_array_add (list, sealed);
      g_hash_table_insert (seals, name_of (sealed, sealed->entry), sealed);
      g_hash_table_insert (bases, sealed->entry, (gpointer) line->base);
      for (gsize j = 0; line->base != NULL && line->base[j] != NULL; j++)
        g_hash_table_add (replaced, name_of (sealed, line->base[j]));
    }

  for (guint i = 0; i < list->len; i++)
    {
      PantauSealed *sealed = g_ptr_array_index (list, i);
      g_autofree char *name = name_of (sealed, sealed->entry);

      sealed->is_current = !g_hash_table_contains (replaced, name);
      sealed->opened = GPOINTER_TO_UINT (g_hash_table_lookup (openings, sealed->entry));
      if (sealed->is_current)
        {
          g_strfreev (sealed->earlier);
          sealed->earlier = collect_earlier (sealed, seals, bases);
        }
    }
  g_ptr_array_sort (list, compare_sealed);
  mark_differences (list);

  return list;
}

GPtrArray *
pantau_sealed_new (PantauRecord *record)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);
  GPtrArray *list = pantau_act_sealed (lines, pantau_record_get_id (record));

  for (guint i = list->len; i > 0; i--)
    if (!((const PantauSealed *) g_ptr_array_index (list, i - 1))->is_current)
      g_ptr_array_remove_index (list, i - 1);

  return list;
}
