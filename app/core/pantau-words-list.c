/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of rows as people read them. */

#include "config.h"

#include "pantau-words-list.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-words.h"

static char *
text_words (PantauReference *reference, const PantauField *item, const char *text)
{
  switch (item->type)
    {
    case PANTAU_FIELD_CHOICE:
      return g_strdup (pantau_kinds_choice_label (pantau_reference_get_kinds (reference),
                                                  item->choices, text, pantau_locale_get ()));
    case PANTAU_FIELD_DATE:
      return pantau_format_date (text);
    case PANTAU_FIELD_DATETIME:
      return pantau_format_rfc3339 (text);
    case PANTAU_FIELD_REGION:
      return pantau_regions_qualified (pantau_reference_get_regions (reference), text);
    case PANTAU_FIELD_TEXT:
    case PANTAU_FIELD_LONGTEXT:
    case PANTAU_FIELD_CHOICES:
    case PANTAU_FIELD_INTEGER:
    case PANTAU_FIELD_NUMBER:
    case PANTAU_FIELD_MONEY:
    case PANTAU_FIELD_BOOLEAN:
    case PANTAU_FIELD_MATRIX:
    case PANTAU_FIELD_PEOPLE:
    case PANTAU_FIELD_LIST:
    default:
      return g_strdup (text);
    }
}

static char *
number_words (const PantauField *item, gint64 value)
{
  g_autofree char *number = pantau_format_integer (value);

  return item->unit != NULL ? g_strdup_printf ("%s %s", number, item->unit)
                            : g_steal_pointer (&number);
}

char *
pantau_words_cell (PantauReference *reference, const PantauField *item, JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  g_autofree char *text =
      type == G_TYPE_STRING    ? text_words (reference, item, json_node_get_string (node))
      : type == G_TYPE_INT64   ? number_words (item, json_node_get_int (node))
      : type == G_TYPE_BOOLEAN ? g_strdup (json_node_get_boolean (node) ? _ ("yes") : _ ("no"))
                               : pantau_json_node_text (node);

  return pantau_words_clean (text);
}

static void
append_cell (GString *row, const char *label, const char *text)
{
  if (row->len == 0)
    g_string_append (row, text);
  else
    {
      g_string_append (row, " · ");
      /* Translators: the name of a cell and what stands in it: “Number: BB-01” */
      g_string_append_printf (row, _ ("%s: %s"), label, text);
    }
}

static char *
row_words (PantauReference *reference, const PantauField *field, JsonObject *object)
{
  g_autoptr (GString) row = g_string_new (NULL);
  g_autoptr (GList) names = json_object_get_members (object);

  for (guint i = 0; i < field->items->len; i++)
    {
      const PantauField *item = g_ptr_array_index (field->items, i);
      JsonNode *node = json_object_get_member (object, item->name);
      g_autofree char *text = NULL;

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      text = pantau_words_cell (reference, item, node);
      append_cell (row, pantau_label_get (&item->label, pantau_locale_get ()), text);
    }
  for (GList *l = names; l != NULL; l = l->next)
    if (pantau_field_item (field, l->data) == NULL)
      {
        g_autofree char *text = pantau_json_node_text (json_object_get_member (object, l->data));
        g_autofree char *cell = pantau_words_clean (text), *name = pantau_words_clean (l->data);

        append_cell (row, name, cell);
      }

  return g_string_free (g_steal_pointer (&row), FALSE);
}

char *
pantau_words_list (PantauReference *reference,
                   const PantauField *field,
                   JsonArray *rows,
                   const char *between)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = json_array_get_length (rows);
  gboolean is_numbered = n > 1 && g_str_equal (between, "\n");

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      g_autofree char *row = JSON_NODE_HOLDS_OBJECT (node)
                                 ? row_words (reference, field, json_node_get_object (node))
                                 : pantau_json_node_text (node);

      if (i > 0)
        g_string_append (words, between);
      if (is_numbered)
        g_string_append_printf (words, "%u. ", i + 1);
      g_string_append (words, *row != '\0' ? row : "–");
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}
