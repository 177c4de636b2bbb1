/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of a record against the rules of its kind: what is set now, together with what stands already. */

#include "config.h"

#include "pantau-check-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"
#include "pantau-rule.h"

typedef struct
{
  PantauRecord *record;
  JsonObject *values;
  GPtrArray *parsed; /* of JsonNode, to be freed */
} Change;

static JsonNode *
get_value (const char *name, gboolean *unclear, gpointer data)
{
  Change *self = data;
  GPtrArray *values = pantau_record_get_values (self->record);
  const char *found = NULL;
  JsonNode *node;

  if (json_object_has_member (self->values, name))
    return json_object_get_member (self->values, name);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (!g_str_equal (value->field, name))
        continue;
      *unclear |= found != NULL && !g_str_equal (found, value->value);
      found = value->value;
    }
  node = found != NULL ? json_from_string (found, NULL) : NULL;
  if (node != NULL)
    g_ptr_array_add (self->parsed, node);

  return node;
}

static gboolean
is_touched (const PantauRule *rule, JsonObject *values)
{
  for (guint i = 0; rule->fields[i] != NULL; i++)
    if (json_object_has_member (values, rule->fields[i]))
      return TRUE;

  return rule->other != NULL && json_object_has_member (values, rule->other);
}

/* Of an open record: what says who somebody is belongs in a closed one, and its class cannot be changed any more. */
static void
check_names (PantauCheck *check, const PantauKind *kind, JsonObject *values)
{
  for (guint i = 0; i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);
      g_autoptr (JsonObject) alone = json_object_new ();

      if (!field->personal || !json_object_has_member (values, field->name))
        continue;
      json_object_set_member (alone, field->name,
                              json_node_copy (json_object_get_member (values, field->name)));
      if (pantau_check_names_person (kind, alone))
        pantau_check_fault (check, "names-person", field->name, "%s",
                            _ ("this record is open and names nobody: record a closed one with "
                               "the name, and link the two"));
    }
}

/* Stages by the election that the record will be of. */
static void
check_stages (PantauCheck *check, const PantauKind *kind, Change *change)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  gboolean unclear = FALSE;
  JsonNode *election = get_value ("election", &unclear, change);

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);
      JsonNode *node = json_object_has_member (change->values, "election") ||
                               json_object_has_member (change->values, field->name)
                           ? get_value (field->name, &unclear, change)
                           : NULL;

      if (node != NULL)
        json_object_set_member (fields, field->name, json_node_copy (node));
    }
  if (election != NULL && JSON_NODE_HOLDS_VALUE (election))
    pantau_check_stages (check, kind, fields, json_node_get_string (election), "");
}

gboolean
pantau_check_change (PantauReference *reference,
                     PantauRecord *record,
                     JsonObject *values,
                     gint64 now,
                     GPtrArray *faults)
{
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record));
  g_autoptr (GPtrArray) parsed = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  Change change = { record, values, parsed };
  PantauCheck check = { reference, now, NULL, FALSE, faults };
  guint before = faults->len;

  /* A kind of a newer program has rules that we do not know. */
  for (guint i = 0; kind != NULL && i < kind->rules->len; i++)
    {
      const PantauRule *rule = g_ptr_array_index (kind->rules, i);
      PantauFault *fault = is_touched (rule, values)
                               ? pantau_rule_judge (rule, reference, kind, now, get_value, &change)
                               : NULL;

      if (fault != NULL)
        pantau_check_take_fault (&check, fault);
    }

  if (kind != NULL && pantau_record_get_is_open (record))
    check_names (&check, kind, values);
  if (kind != NULL)
    check_stages (&check, kind, &change);

  return faults->len == before;
}
