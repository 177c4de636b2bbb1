/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words a record is found by. A change of it is a new EDITION of the projections. */

#include "config.h"

#include "pantau-search-text.h"

#include <string.h>

#include "pantau-csv.h"
#include "pantau-json.h"
#include "pantau-token.h"

struct _PantauSearchText
{
  PantauReference *reference; /* (owned) */
  GHashTable *aliases;        /* (owned): code of a region → its other names, joined */
};

/* One text in the making. */
typedef struct
{
  PantauSearchText *self;
  GString *text;
  GHashTable *stems;   /* those of this record */
  GHashTable *codes;   /* likewise */
  GHashTable *regions; /* the codes whose names stand in the text already */
  GHashTable *words;   /* the caller's */
} Making;

/* @prefix tells the sorts of codes apart; only letters and digits stay, as FTS5's tokenizer wants it. */
static char *
code_new (char prefix, const char *first, const char *second)
{
  GString *code = g_string_new (PANTAU_SEARCH_MARK);
  const char *const parts[] = { first, second };

  g_string_append_c (code, prefix);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (const char *p = parts[i]; p != NULL && *p != '\0'; p++)
      if (g_ascii_isalnum (*p))
        g_string_append_c (code, g_ascii_tolower (*p));

  return g_string_free (code, FALSE);
}

char *
pantau_search_region (const char *region)
{
  return code_new ('r', region, NULL);
}

char *
pantau_search_kind (const char *kind)
{
  return code_new ('k', kind, NULL);
}

char *
pantau_search_choice (const char *list, const char *code)
{
  return code_new ('c', list, code);
}

char *
pantau_search_device (const char *device)
{
  g_autofree char *beginning = g_strndup (device, 16); /* enough: the row has the whole of it */

  return code_new ('d', beginning, NULL);
}

static void
read_aliases (PantauSearchText *self)
{
  static const char *const columns[] = { "code", "alias", NULL };
  g_autoptr (GBytes) bytes = pantau_reference_read (self->reference, "alias.csv", NULL);
  g_autoptr (PantauCsv) csv = bytes != NULL ? pantau_csv_new ("alias.csv", bytes, columns) : NULL;

  /* The reference data were read before, so whatever is wrong here has been told. */
  while (csv != NULL && pantau_csv_next (csv))
    {
      const char *code = pantau_csv_get (csv, 0), *alias = pantau_csv_get (csv, 1);
      const char *before = g_hash_table_lookup (self->aliases, code);

      g_hash_table_replace (self->aliases, g_strdup (code),
                            before != NULL ? g_strconcat (before, " ", alias, NULL)
                                           : g_strdup (alias));
    }
}

PantauSearchText *
pantau_search_text_new (PantauReference *reference)
{
  PantauSearchText *self = g_new0 (PantauSearchText, 1);

  self->reference = pantau_reference_ref (reference);
  self->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_aliases (self);

  return self;
}

void
pantau_search_text_free (PantauSearchText *self)
{
  g_hash_table_unref (self->aliases);
  pantau_reference_unref (self->reference);
  g_free (self);
}

static void
note_word (Making *making, const char *word)
{
  if (!pantau_token_is_number (word) && !g_hash_table_contains (making->words, word))
    g_hash_table_add (making->words, g_strdup (word));
}

static gboolean
add_token (const char *surface, const char *stem, guint start, guint end, gpointer data)
{
  Making *making = data;

  g_string_append (making->text, surface);
  g_string_append_c (making->text, ' ');
  note_word (making, surface);
  if (!g_str_equal (surface, stem) && !g_hash_table_contains (making->stems, stem))
    {
      g_hash_table_add (making->stems, g_strdup (stem));
      note_word (making, stem);
    }

  return TRUE;
}

static void
add_text (Making *making, const char *text)
{
  gsize before = making->text->len;

  pantau_token_foreach (pantau_reference_get_families (making->self->reference), text, add_token,
                        making);
  if (making->text->len > before)
    g_string_append (making->text, PANTAU_SEARCH_MARK " ");
}

/* The names of a region and of all above it, and their codes. */
static void
add_region (Making *making, const char *code)
{
  PantauRegions *regions = pantau_reference_get_regions (making->self->reference);
  g_autofree char *parent = NULL;
  const PantauRegion *region;
  const char *aliases;

  if (!pantau_region_is_code (code) || g_hash_table_contains (making->regions, code))
    return;
  g_hash_table_add (making->regions, g_strdup (code));

  region = pantau_regions_lookup (regions, code);
  aliases = g_hash_table_lookup (making->self->aliases, code);
  if (region != NULL && region->level > 1)
    {
      add_text (making, region->name);
      if (aliases != NULL)
        add_text (making, aliases);
    }
  g_hash_table_add (making->codes, pantau_search_region (code));

  parent = pantau_region_parent (code);
  if (parent != NULL)
    add_region (making, parent);
}

static void
add_station (Making *making, JsonNode *node)
{
  g_autofree char *text = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return;
  text = g_strdup_printf ("TPS %" G_GINT64_FORMAT, json_node_get_int (node));
  add_text (making, text);
}

static void
add_place (Making *making, JsonObject *place)
{
  static const char *const names[] = { "village", "region" };
  const char *text = pantau_json_string (place, "text");
  JsonArray *stations = pantau_json_array (place, "tps");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *code = pantau_json_string (place, names[i]);

      if (code != NULL)
        add_region (making, code);
    }
  if (text != NULL)
    add_text (making, text);

  if (stations == NULL)
    add_station (making, json_object_get_member (place, "tps"));
  for (guint i = 0; stations != NULL && i < json_array_get_length (stations); i++)
    add_station (making, json_array_get_element (stations, i));
}

static void
add_choice (Making *making, const PantauField *field, const char *code)
{
  PantauKinds *kinds = pantau_reference_get_kinds (making->self->reference);
  const char *id = pantau_kinds_choice_label (kinds, field->choices, code, "id");
  const char *en = pantau_kinds_choice_label (kinds, field->choices, code, "en");

  add_text (making, id);
  if (!g_str_equal (id, en))
    add_text (making, en);
  g_hash_table_add (making->codes, pantau_search_choice (field->choices, code));
}

/* Choices are words where they say what the record is about: those that are asked first. */
static gboolean
is_main (const PantauKind *kind, const PantauField *field)
{
  return kind->first != NULL && g_strv_contains ((const char *const *) kind->first, field->name);
}

/* What people wrote into the rows of a list, and the regions that they named. */
static void
add_rows (Making *making, const PantauField *field, JsonArray *rows)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    for (guint j = 0; j < field->items->len; j++)
      {
        const PantauField *item = g_ptr_array_index (field->items, j);
        JsonNode *row = json_array_get_element (rows, i);
        const char *text = JSON_NODE_HOLDS_OBJECT (row)
                               ? pantau_json_string (json_node_get_object (row), item->name)
                               : NULL;

        if (text == NULL)
          continue;
        if (item->type == PANTAU_FIELD_REGION)
          add_region (making, text);
        else if (item->type == PANTAU_FIELD_TEXT || item->type == PANTAU_FIELD_LONGTEXT)
          add_text (making, text);
      }
}

static void
add_value (Making *making, const PantauKind *kind, const char *name, JsonNode *node)
{
  const PantauField *field = kind != NULL ? pantau_kind_field (kind, name) : NULL;
  const char *text =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
          ? json_node_get_string (node)
          : NULL;

  if (g_str_equal (name, "places") && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *places = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (places); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (places, i)))
          add_place (making, json_array_get_object_element (places, i));
    }
  else if (field != NULL && field->type == PANTAU_FIELD_LIST && JSON_NODE_HOLDS_ARRAY (node))
    add_rows (making, field, json_node_get_array (node));
  else if (text == NULL)
    return;
  else if (g_str_equal (name, "title") || g_str_equal (name, "narrative"))
    add_text (making, text);
  else if (g_str_equal (name, "region") || (field != NULL && field->type == PANTAU_FIELD_REGION))
    add_region (making, text);
  else if (field != NULL &&
           (field->type == PANTAU_FIELD_TEXT || field->type == PANTAU_FIELD_LONGTEXT))
    add_text (making, text);
  else if (field != NULL && field->type == PANTAU_FIELD_CHOICE && is_main (kind, field))
    add_choice (making, field, text);
}

/* Sets have no order of their own, and the same record must give the same text every time. */
static void
append_sorted (GString *text, GHashTable *set, const char *between)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (set), (GCompareFunc) strcmp);

  for (GList *key = keys; key != NULL; key = key->next)
    {
      g_string_append (text, key->data);
      g_string_append (text, between);
    }
}

char *
pantau_search_text_make (PantauSearchText *self,
                         const char *kind,
                         const char *region,
                         const char *device,
                         PantauValues *values,
                         GHashTable *words)
{
  g_autoptr (GHashTable) stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) regions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const PantauKind *known =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), kind);
  Making making = { .self = self,
                    .text = g_string_new (NULL),
                    .stems = stems,
                    .codes = codes,
                    .regions = regions,
                    .words = words };

  for (guint i = 0; i < values->settings->len; i++)
    {
      PantauSetting *setting = g_ptr_array_index (values->settings, i);
      g_autoptr (JsonNode) node = json_from_string (setting->value, NULL);

      if (node != NULL)
        add_value (&making, known, setting->field, node);
    }
  add_region (&making, region);
  g_hash_table_add (codes, pantau_search_kind (kind));
  g_hash_table_add (codes, pantau_search_device (device));

  append_sorted (making.text, stems, " " PANTAU_SEARCH_MARK " ");
  append_sorted (making.text, codes, " ");
  /* Every record has one, also where it says nothing: what is asked for "all but" begins from it. */
  g_string_append (making.text, PANTAU_SEARCH_MARK);

  return g_string_free (making.text, FALSE);
}
