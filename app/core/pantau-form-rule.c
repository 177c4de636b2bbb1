/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a kind (pantau-rule.h) while somebody fills in the form: what breaks one is told beside the answer at once. */

#include "config.h"

#include "pantau-form-private.h"
#include "pantau-json.h"
#include "pantau-origin.h"
#include "pantau-rule.h"

/* What is known of the answers while one rule is judged. */
typedef struct
{
  PantauForm *form;
  GPtrArray *values; /* of JsonNode, to be freed */
} Answers;

/* Only what is asked now will be part of the record. */
static JsonNode *
get_value (const char *name, gboolean *unclear, gpointer data)
{
  Answers *self = data;
  const PantauAnswer *answer = pantau_form_answer (self->form, name);
  JsonNode *value;

  if (answer == NULL || !pantau_form_is_asked (self->form, name) ||
      !pantau_answer_is_given (answer))
    return NULL;

  value = pantau_form_normalise (self->form, answer);
  *unclear |= value == NULL;
  if (value != NULL)
    g_ptr_array_add (self->values, value);

  return value;
}

static gboolean
is_answer_changed (PantauForm *self, const char *name)
{
  const PantauAnswer *answer = pantau_form_answer (self, name);

  return answer != NULL && pantau_form_is_changed (self, answer);
}

/* A rule that an older record broke hinders nobody who corrects something else. */
static gboolean
is_touched (PantauForm *self, const PantauRule *rule)
{
  if (self->record == NULL)
    return TRUE;

  for (guint i = 0; rule->fields[i] != NULL; i++)
    if (is_answer_changed (self, rule->fields[i]))
      return TRUE;

  return rule->other != NULL && is_answer_changed (self, rule->other);
}

char *
pantau_form_find_breach (PantauForm *self, const PantauQuestion *question)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  Answers answers = { self, values };

  for (guint i = 0; i < self->kind->rules->len; i++)
    {
      const PantauRule *rule = g_ptr_array_index (self->kind->rules, i);
      PantauFault *fault = NULL;
      char *text = NULL;

      if (g_strv_contains ((const char *const *) rule->fields, question->name) &&
          is_touched (self, rule))
        fault = pantau_rule_judge (rule, self->reference, self->kind, pantau_form_now (self),
                                   get_value, &answers);
      if (fault != NULL && g_str_equal (fault->field, question->name))
        text = pantau_form_fault_text (self, question, fault);
      g_clear_pointer (&fault, pantau_fault_free);
      if (text != NULL)
        return text;
    }

  return pantau_form_find_case_breach (self, question, get_value, &answers);
}

gboolean
pantau_form_is_ruled (PantauForm *self, const char *name)
{
  for (guint i = 0; i < self->kind->rules->len; i++)
    if (pantau_rule_concerns (g_ptr_array_index (self->kind->rules, i), name))
      return TRUE;

  return self->record != NULL &&
         pantau_origins_concern (pantau_reference_get_origins (self->reference), name);
}
