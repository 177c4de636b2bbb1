/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form as one JSON text, and back: {"v", "kind", "record", "class", "answers": {name: value or null}, "typed": {name: text},
 * "pending": {name: text}, "claim": {"record", "title"}}. It never leaves the laptop; a newer program's draft is read as far as it is understood.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-form-private.h"
#include "pantau-json.h"

/* Faulty answers may be longer than a record's. */
#define MAX_DRAFT (4 * 1024 * 1024)

char *
pantau_form_save (PantauForm *self)
{
  g_autoptr (JsonObject) draft = json_object_new ();
  JsonObject *answers = json_object_new (), *typed = json_object_new ();
  JsonObject *pending = json_object_new ();
  /* What was chosen, though a name may close it: who takes the name out again has the choice back. */
  const PantauAnswer *of_class = pantau_form_answer (self, PANTAU_FORM_CLASS);
  const char *record_class = of_class->value != NULL ? json_node_get_string (of_class->value) : "";

  json_object_set_int_member (draft, "v", 1);
  json_object_set_string_member (draft, "kind", self->kind->code);
  if (self->record != NULL)
    json_object_set_string_member (draft, "record", self->record);
  if (*record_class != '\0')
    json_object_set_string_member (draft, "class", record_class);
  json_object_set_object_member (draft, "answers", answers);
  json_object_set_object_member (draft, "typed", typed);
  json_object_set_object_member (draft, "pending", pending);

  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      const PantauAnswer *answer = pantau_form_answer (self, question->name);

      if (answer->pending != NULL)
        json_object_set_string_member (pending, question->name, answer->pending);
      if (answer->typed != NULL)
        json_object_set_string_member (typed, question->name, answer->typed);
      else if (!pantau_answer_equal (answer->value, answer->before))
        json_object_set_member (answers, question->name,
                                answer->value != NULL ? json_node_copy (answer->value)
                                                      : json_node_init_null (json_node_alloc ()));
      else if (self->record == NULL && answer->value != NULL)
        json_object_set_member (answers, question->name, json_node_copy (answer->value));
    }

  pantau_form_save_pending_cells (self, pending);
  pantau_form_claim_save (self, draft);

  return pantau_json_object_text (draft);
}

/* Takes the answers that this program asks for. */
static void
take_answers (PantauForm *self, JsonObject *answers, JsonObject *typed)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);
      PantauAnswer *answer = pantau_form_answer (self, question->name);
      const char *text = typed != NULL ? pantau_json_string (typed, question->name) : NULL;
      JsonNode *value = answers != NULL ? json_object_get_member (answers, question->name) : NULL;

      if (text == NULL && value == NULL && self->record != NULL)
        continue;
      g_clear_pointer (&answer->value, json_node_unref);
      g_clear_pointer (&answer->typed, g_free);
      if (text != NULL)
        answer->typed = g_strdup (text);
      else if (value != NULL && !JSON_NODE_HOLDS_NULL (value))
        answer->value = json_node_copy (value);
    }
}

static void
take_pending (PantauForm *self, JsonObject *pending)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (self->questions, i);

      pantau_form_set_pending (self, question->name,
                               pending != NULL ? pantau_json_string (pending, question->name)
                                               : NULL);
    }
  pantau_form_load_pending_cells (self, pending);
}

gboolean
pantau_form_load (PantauForm *self, const char *text, GError **error)
{
  g_autoptr (JsonObject) draft = pantau_json_parse (text, strlen (text), MAX_DRAFT, error);
  const char *record_class;

  if (draft == NULL)
    return FALSE;
  if (g_strcmp0 (pantau_json_string (draft, "kind"), self->kind->code) != 0 ||
      g_strcmp0 (pantau_json_string (draft, "record"), self->record) != 0 ||
      pantau_json_object (draft, "answers") == NULL)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("this is no draft of such a record"));

  take_answers (self, pantau_json_object (draft, "answers"), pantau_json_object (draft, "typed"));
  take_pending (self, pantau_json_object (draft, "pending"));
  pantau_form_claim_load (self, draft);
  record_class = pantau_json_string (draft, "class");
  if (record_class != NULL)
    pantau_form_set_class (self, record_class);
  pantau_form_forget_steps (self);
  pantau_form_changed_all (self);

  return TRUE;
}
