/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists as people give them: rows of named cells. All faults of all cells are named at once; rows that say nothing are left out, so that
 * equal lists are equal bytes.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-check-private.h"

/* A blank text is no answer. */
static gboolean
says_nothing (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ||
         (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          g_strcmp0 (json_node_get_string (node), "") == 0);
}

static void
check_names (PantauCheck *self, const PantauField *definition, const char *at, JsonObject *row)
{
  g_autoptr (GList) names = json_object_get_members (row);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *shown = NULL, *cell = NULL;

      if (pantau_field_item (definition, l->data) != NULL)
        continue;
      shown = pantau_check_shown (l->data);
      cell = g_strconcat (at, ".", shown, NULL);
      pantau_check_fault (self, "unknown-field", cell, _ ("“%s” has no “%s”"), at, shown);
    }
}

/* The row in the order of the kind's description, empty where it says nothing. (transfer full) */
static JsonObject *
check_row (PantauCheck *self, const PantauField *definition, const char *at, JsonObject *row)
{
  JsonObject *checked = json_object_new ();
  guint before = self->faults->len;

  check_names (self, definition, at, row);
  for (guint i = 0; i < definition->items->len; i++)
    {
      const PantauField *item = g_ptr_array_index (definition->items, i);
      JsonNode *node = json_object_get_member (row, item->name), *value;
      g_autofree char *cell = g_strconcat (at, ".", item->name, NULL);

      if (says_nothing (node))
        continue;
      value = pantau_check_kind_value (self, item, cell, node);
      /* A faulty cell is there: it is not told a second time, as missing. */
      json_object_set_member (checked, item->name,
                              value != NULL ? value : json_node_init_null (json_node_alloc ()));
      if (value != NULL && says_nothing (value))
        json_object_remove_member (checked, item->name);
    }

  for (guint i = 0; i < definition->items->len; i++)
    {
      const PantauField *item = g_ptr_array_index (definition->items, i);
      g_autofree char *cell = g_strconcat (at, ".", item->name, NULL);

      if (item->required && !json_object_has_member (checked, item->name) &&
          (json_object_get_size (checked) > 0 || self->faults->len > before))
        pantau_check_fault (self, "missing", cell, _ ("“%s” has no “%s”"), at, item->name);
    }

  return checked;
}

JsonNode *
pantau_check_list (PantauCheck *self,
                   const PantauField *definition,
                   const char *field,
                   JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (JsonArray) rows = json_array_new ();
  guint before = self->faults->len;

  if (array == NULL)
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be a list"), field);
  if (json_array_get_length (array) > definition->max_items)
    return pantau_check_fault (self, "too-many", field,
                               _ ("“%s” has %u values; at most %d are taken"), field,
                               json_array_get_length (array), (int) definition->max_items);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *at = g_strdup_printf ("%s[%u]", field, i);
      g_autoptr (JsonObject) row = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          pantau_check_fault (self, "wrong-type", at, _ ("“%s” must be an object"), at);
          continue;
        }
      row = check_row (self, definition, at, json_node_get_object (element));
      if (json_object_get_size (row) > 0)
        json_array_add_object_element (rows, g_steal_pointer (&row));
    }

  return self->faults->len == before ? json_node_init_array (json_node_alloc (), rows) : NULL;
}
