/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which figures of closed records may be told. Every record is in one published group at most, every published figure is a multiple of
 * five, and no other figure is ever told: so neither one answer nor the difference of two says how many records a small group has.
 */

#include "config.h"

#include "pantau-counts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-entry.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-region.h"
#include "pantau-signed.h"

/* What is told apart, from the finest on: day, then stage, then area are given up. */
#define LEVELS 4

/* A group of one level while it is made. */
typedef struct
{
  PantauCount *count; /* (owned): exact */
  gint64
      most; /* what its parts could be at most, as somebody knows who sees that none of them is told */
} Group;

PantauCount *
pantau_count_new (const char *area, const char *kind, const char *stage, const char *day, gint64 n)
{
  PantauCount *self = g_new0 (PantauCount, 1);

  self->area = g_strdup (area);
  self->kind = g_strdup (kind);
  self->stage = g_strdup (stage);
  self->day = g_strdup (day);
  self->n = n;

  return self;
}

void
pantau_count_free (PantauCount *self)
{
  g_free (self->area);
  g_free (self->kind);
  g_free (self->stage);
  g_free (self->day);
  g_free (self);
}

static void
group_free (gpointer data)
{
  Group *self = data;

  g_clear_pointer (&self->count, pantau_count_free);
  g_free (self);
}

/* Adds @part to its group of @level. */
static void
add_to_group (GHashTable *groups, guint level, const PantauCount *part, gint64 most)
{
  const char *area = level < 3 ? part->area : NULL, *stage = level < 2 ? part->stage : NULL,
             *day = level < 1 ? part->day : NULL;
  g_autofree char *key = g_strjoin ("\t", area != NULL ? area : "", part->kind,
                                    stage != NULL ? stage : "", day != NULL ? day : "", NULL);
  Group *group = g_hash_table_lookup (groups, key);

  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      group->count = pantau_count_new (area, part->kind, stage, day, 0);
      g_hash_table_insert (groups, g_steal_pointer (&key), group);
    }
  group->count->n += part->n;
  group->most += most;
}

static gint64
round_down (gint64 n)
{
  return n - n % PANTAU_COUNTS_STEP;
}

/*
 * A single cell may be told once it is large enough. A rest may not where its figure is already the most that its parts could have: then
 * each of them would be known.
 */
static gboolean
may_tell (const Group *group, guint level)
{
  gint64 told = round_down (group->count->n);

  return told > 0 && (level == 0 || told < group->most);
}

/* NULL, which is anything, last. */
static int
compare_texts (const char *left, const char *right)
{
  if (left == NULL || right == NULL)
    return (left == NULL) - (right == NULL);

  return strcmp (left, right);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const PantauCount *left = *(PantauCount *const *) a, *right = *(PantauCount *const *) b;
  int order = compare_texts (left->area, right->area);

  if (order == 0)
    order = strcmp (left->kind, right->kind);
  if (order == 0)
    order = compare_texts (left->stage, right->stage);

  return order != 0 ? order : compare_texts (left->day, right->day);
}

static GHashTable *
groups_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, group_free);
}

GPtrArray *
pantau_counts_publish (GPtrArray *cells)
{
  GPtrArray *told = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_count_free);
  g_autoptr (GHashTable) groups = groups_new ();

  for (guint i = 0; i < cells->len; i++)
    add_to_group (groups, 0, g_ptr_array_index (cells, i), 0);

  for (guint level = 0; level < LEVELS; level++)
    {
      GHashTable *wider = groups_new ();
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, groups);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          Group *group = value;

          if (may_tell (group, level))
            {
              group->count->n = round_down (group->count->n);
              g_ptr_array_add (told, g_steal_pointer (&group->count));
            }
          else
            add_to_group (wider, level + 1, group->count,
                          MAX (group->count->n, PANTAU_COUNTS_STEP - 1));
        }
      g_hash_table_unref (groups);
      groups = wider;
    }
  g_ptr_array_sort (told, compare_counts);

  return told;
}

PantauTotals *
pantau_totals_new (void)
{
  PantauTotals *self = g_new0 (PantauTotals, 1);

  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_count_free);

  return self;
}

void
pantau_totals_free (PantauTotals *self)
{
  g_free (self->epoch);
  g_free (self->time);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

static void
set_text_or_null (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

char *
pantau_totals_seal (const PantauTotals *self, PantauKeypair *key)
{
  g_autoptr (JsonObject) content = json_object_new ();
  JsonArray *cells = json_array_new ();

  for (guint i = 0; i < self->cells->len; i++)
    {
      const PantauCount *count = g_ptr_array_index (self->cells, i);
      JsonObject *cell = json_object_new ();

      set_text_or_null (cell, "area", count->area);
      json_object_set_string_member (cell, "kind", count->kind);
      set_text_or_null (cell, "stage", count->stage);
      set_text_or_null (cell, "day", count->day);
      json_object_set_int_member (cell, "n", count->n);
      json_array_add_object_element (cells, cell);
    }

  json_object_set_int_member (content, "v", 1);
  json_object_set_string_member (content, "province", pantau_keypair_get_name (key));
  json_object_set_string_member (content, "epoch", self->epoch);
  json_object_set_string_member (content, "time", self->time);
  json_object_set_int_member (content, "index", self->index);
  json_object_set_int_member (content, "step", PANTAU_COUNTS_STEP);
  json_object_set_array_member (content, "cells", cells);

  return pantau_signed_seal (key, PANTAU_PURPOSE_COUNTS, content);
}

/* A figure that breaks the rules was not made by them: nobody may be shown it. */
static PantauCount *
read_count (JsonObject *cell)
{
  const char *area = pantau_json_string (cell, "area"), *kind = pantau_json_string (cell, "kind"),
             *stage = pantau_json_string (cell, "stage"), *day = pantau_json_string (cell, "day");
  gint64 n = pantau_json_integer (cell, "n", 0);

  if (kind == NULL || n < PANTAU_COUNTS_STEP || n % PANTAU_COUNTS_STEP != 0)
    return NULL;

  return pantau_count_new (area, kind, stage, day, n);
}

static gboolean
read_cells (PantauTotals *self, JsonArray *cells)
{
  guint n = cells != NULL ? json_array_get_length (cells) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (cells, i);
      PantauCount *count =
          JSON_NODE_HOLDS_OBJECT (node) ? read_count (json_node_get_object (node)) : NULL;

      if (count == NULL)
        return FALSE;
      g_ptr_array_add (self->cells, count);
    }

  return cells != NULL;
}

PantauTotals *
pantau_totals_open (const char *province,
                    const char *bytes,
                    gsize length,
                    char **text,
                    char **signature,
                    GError **error)
{
  g_autoptr (JsonObject) content =
      pantau_signed_open (province, PANTAU_PURPOSE_COUNTS, bytes, length, text, signature, error);
  g_autoptr (PantauTotals) self = pantau_totals_new ();
  const char *epoch, *time;

  if (content == NULL)
    return NULL;
  epoch = pantau_json_string (content, "epoch");
  time = pantau_json_string (content, "time");
  self->index = pantau_json_integer (content, "index", -1);
  if (g_strcmp0 (pantau_json_string (content, "province"), province) != 0 || epoch == NULL ||
      !pantau_entry_time_is_valid (time) || self->index < 0 ||
      !read_cells (self, pantau_json_array (content, "cells")))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the province's figures are not well-formed"));
  self->epoch = g_strdup (epoch);
  self->time = g_strdup (time);

  return g_steal_pointer (&self);
}

PantauTotals *
pantau_totals_believe (const char *province,
                       const char *text,
                       const char *signature,
                       GError **error)
{
  g_autoptr (JsonObject) outer = json_object_new ();
  g_autofree char *bytes = NULL;

  json_object_set_string_member (outer, "text", text);
  json_object_set_string_member (outer, "signature", signature);
  bytes = pantau_json_object_text (outer);

  return pantau_totals_open (province, bytes, strlen (bytes), NULL, NULL, error);
}
