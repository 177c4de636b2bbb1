/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form that asks what an act on a record needs: the same questions, answers and faults, and no record at the end. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-check.h"
#include "pantau-form-private.h"

PantauForm *
pantau_form_new_for_act (PantauReference *reference, PantauAct act, const char *record, gint64 now)
{
  const PantauKind *kind = pantau_act_get_questions (act);
  PantauForm *self = pantau_form_new_asking (reference, kind, pantau_form_fields_new (kind), record,
                                             NULL, NULL, now);

  pantau_form_begin_with_time (self, "when");

  return self;
}

void
pantau_form_suggest (PantauForm *self, const char *name, JsonNode *value)
{
  PantauAnswer *answer = pantau_form_answer (self, name);

  g_return_if_fail (answer != NULL && answer->question != NULL);

  /* What somebody answered stays. */
  if (answer->typed == NULL && pantau_answer_equal (answer->value, answer->before))
    {
      g_clear_pointer (&answer->before, json_node_unref);
      answer->before = value != NULL ? json_node_copy (value) : NULL;
      pantau_form_put (self, answer, value != NULL ? json_node_copy (value) : NULL, NULL);
    }
  g_clear_pointer (&value, json_node_unref);
}

void
pantau_form_suggest_time (PantauForm *self, const char *name, gint64 when)
{
  pantau_form_suggest (self, name, when != 0 ? pantau_form_time_node (when) : NULL);
}

static void
add_fault (GPtrArray *faults, const char *code, const char *name, const char *message)
{
  PantauFault *fault = g_new0 (PantauFault, 1);

  fault->code = g_strdup (code);
  fault->field = g_strdup (name);
  fault->message = g_strdup (message);
  g_ptr_array_add (faults, fault);
}

JsonObject *
pantau_form_finish_act (PantauForm *self, GPtrArray *faults)
{
  g_autoptr (JsonObject) answers = json_object_new ();

  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      const PantauAnswer *answer = pantau_form_answer (self, question->name);
      JsonNode *value = pantau_form_normalise (self, answer);

      if (pantau_form_tell_list_faults (self, answer, faults))
        continue;
      if (answer->fault != NULL)
        add_fault (faults, "malformed", question->name, answer->fault);
      else if (value == NULL && question->required)
        add_fault (faults, "missing", question->name, _ ("This is needed"));
      if (value != NULL)
        json_object_set_member (answers, question->name, value);
    }

  return faults->len == 0 ? g_steal_pointer (&answers) : NULL;
}
