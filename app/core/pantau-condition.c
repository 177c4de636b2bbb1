/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions of the reference data: on which answers something depends. */

#include "config.h"

#include "pantau-condition.h"

#include "pantau-json.h"

void
pantau_condition_free (gpointer data)
{
  PantauCondition *self = data;

  g_free (self->field);
  g_strfreev (self->values);
  g_free (self);
}

static void
read_one (PantauDocument *document, JsonObject *object, GPtrArray *conditions)
{
  PantauCondition *self = g_new0 (PantauCondition, 1);

  self->field = g_strdup (pantau_document_string (document, object, "field"));
  if (json_object_has_member (object, "in"))
    self->values = pantau_document_strings (document, object, "in");
  g_ptr_array_add (conditions, self);
}

GPtrArray *
pantau_conditions_read (PantauDocument *document, JsonObject *object)
{
  JsonObject *one = pantau_json_object (object, "when");
  g_autoptr (GPtrArray) conditions = NULL;
  JsonArray *several;

  if (!json_object_has_member (object, "when"))
    return NULL;

  conditions = g_ptr_array_new_with_free_func (pantau_condition_free);
  several = one == NULL ? pantau_document_objects (document, object, "when") : NULL;
  if (one != NULL)
    read_one (document, one, conditions);
  for (guint i = 0; several != NULL && i < json_array_get_length (several); i++)
    read_one (document, json_array_get_object_element (several, i), conditions);

  return g_steal_pointer (&conditions);
}

static gboolean
is_answer (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) > 0;

  return !JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING ||
         *json_node_get_string (value) != '\0';
}

static gboolean
has_code (JsonNode *value, const char *const *codes)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_NONE;
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (has_code (json_array_get_element (array, i), codes))
      return TRUE;

  if (type == G_TYPE_BOOLEAN)
    return g_strv_contains (codes, json_node_get_boolean (value) ? "true" : "false");

  return type == G_TYPE_STRING && g_strv_contains (codes, json_node_get_string (value));
}

gboolean
pantau_condition_takes (const PantauCondition *self, JsonNode *value)
{
  const char *const *codes = (const char *const *) self->values;

  if (!is_answer (value))
    return codes != NULL && g_strv_contains (codes, "");

  return codes == NULL || has_code (value, codes);
}

gboolean
pantau_conditions_hold (GPtrArray *conditions, JsonObject *values)
{
  for (guint i = 0; conditions != NULL && i < conditions->len; i++)
    {
      const PantauCondition *condition = g_ptr_array_index (conditions, i);

      if (!pantau_condition_takes (condition, json_object_get_member (values, condition->field)))
        return FALSE;
    }

  return TRUE;
}

JsonObject *
pantau_condition_values (PantauRecord *record)
{
  GPtrArray *list = pantau_record_get_values (record);
  JsonObject *values = json_object_new ();

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (list, i);
      JsonNode *before = json_object_get_member (values, value->field);
      JsonNode *node = json_from_string (value->value, NULL);
      JsonArray *several;

      if (node == NULL)
        continue;
      if (before == NULL)
        {
          json_object_set_member (values, value->field, node);
          continue;
        }
      several = JSON_NODE_HOLDS_ARRAY (before) ? json_array_ref (json_node_get_array (before))
                                               : json_array_new ();
      if (!JSON_NODE_HOLDS_ARRAY (before))
        json_array_add_element (several, json_node_copy (before));
      json_array_add_element (several, node);
      json_object_set_array_member (values, value->field, several);
    }

  return values;
}
