/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a form says beside its answers: a telephone number in open text, that a record closes by itself, that it will be read one level
 * up; and where the case comes from, by the table of changes.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-form-private.h"
#include "pantau-json.h"
#include "pantau-origin.h"
#include "pantau-pii.h"

void
pantau_form_set_reporter_has (PantauForm *self, const char *const *has)
{
  if (self->reporter_has != NULL && has != NULL &&
      g_strv_equal ((const char *const *) self->reporter_has, has))
    return;

  g_strfreev (self->reporter_has);
  self->reporter_has = g_strdupv ((char **) has);
  pantau_form_changed_all (self);
}

static gboolean
is_personal (PantauForm *self, const PantauQuestion *question)
{
  return question->field != NULL && question->field->personal &&
         pantau_form_is_asked (self, question->name) &&
         pantau_answer_is_given (pantau_form_answer (self, question->name));
}

gboolean
pantau_form_names_person (PantauForm *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (is_personal (self, g_ptr_array_index (self->questions, i)))
      return TRUE;

  return FALSE;
}

/* Texts that people write freely; what has a form says itself what it is. */
static gboolean
is_open_text (const PantauQuestion *question)
{
  static const char *const texts[] = { "title", "narrative", NULL };

  if (question->field == NULL)
    return g_strv_contains (texts, question->name);

  return (question->field->type == PANTAU_FIELD_TEXT &&
          question->field->form == PANTAU_NUMBER_ANY) ||
         question->field->type == PANTAU_FIELD_LONGTEXT;
}

const char *
pantau_form_get_warning (PantauForm *self, const char *name)
{
  PantauAnswer *answer = pantau_form_answer (self, name);
  const char *text;

  if (answer == NULL || answer->question == NULL || !is_open_text (answer->question) ||
      answer->value == NULL || !JSON_NODE_HOLDS_VALUE (answer->value) ||
      json_node_get_value_type (answer->value) != G_TYPE_STRING)
    return NULL;

  text = json_node_get_string (answer->value);
  g_free (answer->warning);
  answer->warning = pantau_pii_warning (text);

  return answer->warning;
}

/* The kecamatan of the first place that says it, else that of who records. (transfer full) (nullable) */
static char *
dup_region (PantauForm *self)
{
  const PantauAnswer *answer = pantau_form_answer (self, "places");
  g_autoptr (JsonNode) places = answer != NULL ? pantau_form_normalise (self, answer) : NULL;
  JsonArray *array =
      places != NULL && JSON_NODE_HOLDS_ARRAY (places) ? json_node_get_array (places) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *place = json_array_get_object_element (array, i);
      const char *village = pantau_json_string (place, "village");
      const char *region = village != NULL ? village : pantau_json_string (place, "region");

      if (region != NULL)
        return pantau_region_kecamatan (region);
    }

  return self->region != NULL ? pantau_region_kecamatan (self->region) : NULL;
}

/* Whether the answer says that the party belongs to the chain that would read the record. */
static gboolean
is_above (PantauForm *self, const PantauAnswer *answer)
{
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  const PantauField *field = answer->question != NULL ? answer->question->field : NULL;
  const PantauChoice *choice;

  if (field == NULL || field->type != PANTAU_FIELD_CHOICE || answer->value == NULL ||
      answer->fault != NULL || !JSON_NODE_HOLDS_VALUE (answer->value) ||
      json_node_get_value_type (answer->value) != G_TYPE_STRING)
    return FALSE;
  choice = pantau_kinds_choice (kinds, field->choices, json_node_get_string (answer->value));

  return choice != NULL && choice->above;
}

static char *
above_notice (PantauForm *self, const PantauAnswer *answer)
{
  PantauRegions *regions = pantau_reference_get_regions (self->reference);
  g_autofree char *region = NULL, *above = NULL, *name = NULL;

  if (self->record != NULL && pantau_answer_equal (answer->value, answer->before))
    return NULL;
  if (self->record != NULL)
    return g_strdup (_ ("The party is of Bawaslu’s own chain, and this record stays where it is: "
                        "a desk must move it one level up"));

  region = dup_region (self);
  above = region != NULL ? pantau_region_parent (region) : NULL;
  name = above != NULL ? pantau_regions_qualified (regions, above) : NULL;
  if (name == NULL)
    return g_strdup (_ ("The party is of Bawaslu’s own chain: the record is closed and goes one "
                        "level up, not to the party’s colleagues"));

  /* Translators: %s is a region, such as Kabupaten Musi Rawas Utara. */
  return g_strdup_printf (_ ("The party is of Bawaslu’s own chain: the record is closed and goes "
                             "one level up, to %s, not to the party’s colleagues"),
                          name);
}

char *
pantau_form_dup_notice (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = pantau_form_answer (self, name);

  if (answer == NULL)
    return NULL;
  if (answer->question == NULL)
    return self->record == NULL && answer->value != NULL && pantau_form_names_person (self)
               ? g_strdup (_ ("The record is closed, because it names a person"))
               : NULL;

  return pantau_form_is_asked (self, name) && is_above (self, answer) ? above_notice (self, answer)
                                                                      : NULL;
}

/* The texts of @before: one, or the record had none. (transfer full) */
static char **
codes_before (const PantauAnswer *answer)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (answer->before != NULL && JSON_NODE_HOLDS_VALUE (answer->before) &&
      json_node_get_value_type (answer->before) == G_TYPE_STRING)
    g_strv_builder_add (builder, json_node_get_string (answer->before));

  return g_strv_builder_end (builder);
}

char *
pantau_form_find_case_breach (PantauForm *self,
                              const PantauQuestion *question,
                              PantauRuleValue value,
                              gpointer data)
{
  PantauOrigins *origins = pantau_reference_get_origins (self->reference);
  const PantauAnswer *answer = pantau_form_answer (self, question->name);
  g_auto (GStrv) before = NULL;
  PantauFault *fault;
  char *message;

  if (self->record == NULL || pantau_answer_equal (answer->value, answer->before))
    return NULL;
  if (self->is_open && question->field != NULL && question->field->personal &&
      pantau_answer_is_given (answer))
    return g_strdup (_ ("This record is open and names nobody: record a closed one with the name, "
                        "and link the two"));
  if (!g_str_equal (question->name, pantau_origins_get_field (origins)))
    return NULL;

  before = codes_before (answer);
  fault = pantau_origins_judge (origins, self->reference, self->kind, (const char *const *) before,
                                answer->value != NULL &&
                                        json_node_get_value_type (answer->value) == G_TYPE_STRING
                                    ? json_node_get_string (answer->value)
                                    : NULL,
                                (const char *const *) self->reporter_has, value, data);
  message = fault != NULL ? pantau_form_fault_text (self, question, fault) : NULL;
  g_clear_pointer (&fault, pantau_fault_free);

  return message;
}
