/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as people read it: its answered questions in words and in order, for a page, a text or a print. */

#include "config.h"

#include "pantau-sheet.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "pantau-locale.h"
#include "pantau-words-list.h"
#include "pantau-words.h"

static const char *const common[] = { "places", "occurred", "known",
                                      "region", "election", "heard_from" };
static const char *const heads[] = { "title", "status", "severity", NULL };

typedef struct
{
  PantauReference *reference;
  PantauRecord *record;
  const char *kind;
  const PantauKind *description; /* (nullable) */
  GPtrArray *lines;
} Sheet;

static void
line_free (gpointer data)
{
  PantauSheetLine *line = data;

  g_free (line->field);
  g_free (line->label);
  g_free (line->text);
  g_free (line);
}

GPtrArray *
pantau_sheet_distinct (PantauRecord *record, const char *field)
{
  GPtrArray *values = pantau_record_get_values (record), *distinct = g_ptr_array_new ();

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      PantauValue *value = g_ptr_array_index (values, i);
      gboolean is_new = g_str_equal (value->field, field);

      for (guint j = 0; is_new && j < distinct->len; j++)
        is_new =
            !g_str_equal (((PantauValue *) g_ptr_array_index (distinct, j))->value, value->value);
      if (is_new)
        g_ptr_array_add (distinct, value);
    }

  return distinct;
}

GStrv
pantau_sheet_differences (PantauRecord *record)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *values = pantau_record_get_values (record);
  const char *last = NULL;

  /* The values of a field stand together. */
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      g_autoptr (GPtrArray) distinct = NULL;

      if (g_strcmp0 (last, value->field) == 0)
        continue;
      last = value->field;
      distinct = pantau_sheet_distinct (record, last);
      if (distinct->len > 1)
        g_strv_builder_add (builder, last);
    }

  return g_strv_builder_end (builder);
}

/* (transfer none) (nullable) */
static const PantauField *
find_field (PantauReference *reference, const char *kind, const char *field)
{
  const PantauKind *description =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);

  return description != NULL ? pantau_kind_field (description, field) : NULL;
}

/* Texts that people wrote in lines keep them. */
static gboolean
has_lines (const PantauField *known, const char *field)
{
  return g_str_equal (field, "narrative") ||
         (known != NULL && known->type == PANTAU_FIELD_LONGTEXT);
}

static char *
place_lines (PantauReference *reference, const char *kind, JsonArray *places)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (places); i++)
    {
      g_autofree char *json = json_to_string (json_array_get_element (places, i), FALSE);
      g_autofree char *place = pantau_words_value (reference, kind, "places", json);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", place);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_sheet_value (PantauReference *reference,
                    const char *kind,
                    const char *field,
                    const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  const PantauField *known = find_field (reference, kind, field);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && known != NULL &&
      known->type == PANTAU_FIELD_LIST)
    return pantau_words_list (reference, known, json_node_get_array (node), "\n");
  if (node != NULL && g_str_equal (field, "places") && JSON_NODE_HOLDS_ARRAY (node))
    return place_lines (reference, kind, json_node_get_array (node));
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING && has_lines (known, field))
    return pantau_words_clean_lines (json_node_get_string (node));

  return pantau_words_value (reference, kind, field, json);
}

/* A value that was taken away leaves `null`: nothing to show, unless somebody else left one. */
static gboolean
says_nothing (GPtrArray *distinct)
{
  const PantauValue *value;

  if (distinct->len != 1)
    return distinct->len == 0;
  value = g_ptr_array_index (distinct, 0);

  return g_str_equal (value->value, "null") || g_str_equal (value->value, "\"\"") ||
         g_str_equal (value->value, "[]") || g_str_equal (value->value, "{}");
}

static void
add_line (Sheet *self, PantauSheetPart part, const char *field)
{
  g_autoptr (GPtrArray) distinct = pantau_sheet_distinct (self->record, field);
  g_autoptr (GString) text = g_string_new (NULL);
  PantauSheetLine *line;

  if (says_nothing (distinct))
    return;

  for (guint i = 0; i < distinct->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (distinct, i);
      g_autofree char *words =
          pantau_sheet_value (self->reference, self->kind, field, value->value);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", *words != '\0' ? words : "–");
    }

  line = g_new0 (PantauSheetLine, 1);
  line->part = part;
  line->field = g_strdup (field);
  line->label = pantau_words_clean (pantau_words_field (self->reference, self->kind, field));
  line->text = g_string_free (g_steal_pointer (&text), FALSE);
  line->differs = distinct->len > 1;
  g_ptr_array_add (self->lines, line);
}

/* The kind's own questions, in its order. */
static void
add_fields (Sheet *self, PantauSheetPart part, gboolean of_desk)
{
  GPtrArray *fields = self->description != NULL ? self->description->fields : NULL;

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (fields, i);

      if (!field->of_desk == !of_desk)
        add_line (self, part, field->name);
    }
}

static gboolean
is_known (Sheet *self, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_str_equal (common[i], field))
      return TRUE;

  return g_strv_contains (heads, field) || g_str_equal (field, "narrative") ||
         (self->description != NULL && pantau_kind_field (self->description, field) != NULL);
}

static void
add_newer (Sheet *self)
{
  GPtrArray *values = pantau_record_get_values (self->record);
  const char *last = NULL;

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_strcmp0 (last, value->field) != 0 && !is_known (self, value->field))
        add_line (self, PANTAU_SHEET_NEWER, value->field);
      last = value->field;
    }
}

GPtrArray *
pantau_sheet_new (PantauReference *reference, PantauRecord *record)
{
  const char *kind = pantau_record_get_kind (record);
  Sheet self = { reference, record, kind,
                 pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind),
                 g_ptr_array_new_with_free_func (line_free) };

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    add_line (&self, PANTAU_SHEET_COMMON, common[i]);
  add_line (&self, PANTAU_SHEET_NARRATIVE, "narrative");
  add_fields (&self, PANTAU_SHEET_FIELD, FALSE);
  add_fields (&self, PANTAU_SHEET_DESK, TRUE);
  add_newer (&self);

  return self.lines;
}

char *
pantau_sheet_severity (PantauReference *reference, PantauRecord *record)
{
  g_autofree char *json = g_strdup_printf ("%d", pantau_record_get_severity (record));

  if (pantau_record_get_severity (record) == 0)
    return NULL;

  return pantau_words_value (reference, pantau_record_get_kind (record), "severity", json);
}
