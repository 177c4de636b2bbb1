/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a record is checked for as a case: nobody is named in an open one, a stage is one of its election, and its origin changes by the
 * table.
 */

#include "config.h"

#include "pantau-check-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-origin.h"
#include "pantau-words.h"

/* The list of choices that names stages of elections (tahapan.csv). */
#define STAGES "stage"

static gboolean
is_given (JsonObject *fields, const char *name)
{
  JsonNode *node = json_object_get_member (fields, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) > 0;

  return json_node_get_value_type (node) != G_TYPE_STRING || *json_node_get_string (node) != '\0';
}

gboolean
pantau_check_names_person (const PantauKind *kind, JsonObject *fields)
{
  for (guint i = 0; i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);

      if (field->personal && is_given (fields, field->name))
        return TRUE;
    }

  return FALSE;
}

/* TRUE where a value, or one in a row of a list, says that the party belongs to the chain that would read the record. */
static gboolean
is_above (PantauKinds *kinds, const PantauField *field, JsonNode *value)
{
  const PantauChoice *choice;

  for (guint i = 0; field->type == PANTAU_FIELD_LIST && i < field->items->len; i++)
    {
      const PantauField *item = g_ptr_array_index (field->items, i);
      JsonArray *rows = json_node_get_array (value);

      for (guint j = 0; j < json_array_get_length (rows); j++)
        {
          JsonNode *cell =
              json_object_get_member (json_array_get_object_element (rows, j), item->name);

          if (cell != NULL && is_above (kinds, item, cell))
            return TRUE;
        }
    }
  if (field->type != PANTAU_FIELD_CHOICE)
    return FALSE;

  choice = pantau_kinds_choice (kinds, field->choices, json_node_get_string (value));

  return choice != NULL && choice->above;
}

gboolean
pantau_check_goes_up (PantauReference *reference, const PantauKind *kind, JsonObject *fields)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);

      if (is_given (fields, field->name) &&
          is_above (kinds, field, json_object_get_member (fields, field->name)))
        return TRUE;
    }

  return FALSE;
}

/*
 * A code that no election has is not a stage of the law, such as “di luar tahapan”, and fits everywhere; an election of which no
 * stage is known judges nothing.
 */
static gboolean
is_of_other_election (PantauElections *elections, const PantauElection *own, const char *code)
{
  GPtrArray *list = pantau_elections_list (elections);

  if (own->stages->len == 0 || pantau_election_stage (own, code) != NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (pantau_election_stage (g_ptr_array_index (list, i), code) != NULL)
      return TRUE;

  return FALSE;
}

void
pantau_check_stages (PantauCheck *self,
                     const PantauKind *kind,
                     JsonObject *fields,
                     const char *election,
                     const char *prefix)
{
  PantauElections *elections = pantau_reference_get_elections (self->reference);
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  const PantauElection *own =
      election != NULL ? pantau_elections_lookup (elections, election) : NULL;

  for (guint i = 0; own != NULL && i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);
      const char *code = field->type == PANTAU_FIELD_CHOICE && g_str_equal (field->choices, STAGES)
                             ? pantau_json_string (fields, field->name)
                             : NULL;
      g_autofree char *at = g_strconcat (prefix, field->name, NULL);

      if (code != NULL && is_of_other_election (elections, own, code))
        pantau_check_fault (
            self, "unknown-stage", at,
            /* Translators: the name of a stage, then of an election, such as Pilkada Serentak 2024. */
            _ ("“%s” is not a stage of %s"),
            pantau_kinds_choice_label (kinds, STAGES, code, pantau_locale_get ()), own->name);
    }
}

/* The values of @name in @record, as texts. (transfer full) */
static char **
present_codes (PantauRecord *record, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      g_autoptr (JsonNode) node =
          g_str_equal (value->field, name) ? json_from_string (value->value, NULL) : NULL;

      if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  return g_strv_builder_end (builder);
}

typedef struct
{
  JsonObject *before; /* of the record, with each of several values */
  JsonObject *values; /* what is set */
} Change;

static JsonNode *
get_value (const char *name, gboolean *unclear, gpointer data)
{
  Change *self = data;
  JsonObject *from = json_object_has_member (self->values, name) ? self->values : self->before;

  return is_given (from, name) ? json_object_get_member (from, name) : NULL;
}

gboolean
pantau_check_origin (PantauReference *reference,
                     PantauRecord *record,
                     JsonObject *values,
                     const char *const *has,
                     GPtrArray *faults)
{
  PantauOrigins *origins = pantau_reference_get_origins (reference);
  const char *field = pantau_origins_get_field (origins);
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record));
  PantauCheck check = { reference, 0, NULL, FALSE, faults };
  g_autoptr (JsonObject) before = NULL;
  g_auto (GStrv) present = NULL;
  Change change;
  PantauFault *fault;

  if (kind == NULL || !json_object_has_member (values, field) ||
      pantau_kind_field (kind, field) == NULL)
    return TRUE;

  before = pantau_condition_values (record);
  present = present_codes (record, field);
  change = (Change){ before, values };
  fault = pantau_origins_judge (origins, reference, kind, (const char *const *) present,
                                pantau_json_string (values, field), has, get_value, &change);
  if (fault == NULL)
    return TRUE;
  pantau_check_take_fault (&check, fault);

  return FALSE;
}
