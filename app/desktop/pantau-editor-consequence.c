/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What law says of a case while it is being recorded: it changes with each answer that it depends on. */

#define G_LOG_DOMAIN "pantau-editor"

#include "config.h"

#include "pantau-editor-private.h"

#include "pantau-election.h"
#include "pantau-session.h"

/* The answers that stand, {name: value}. (transfer full) */
static JsonObject *
take_answers (PantauForm *form)
{
  GPtrArray *questions = pantau_form_get_questions (form);
  JsonObject *fields = json_object_new ();

  for (guint i = 0; i < questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (questions, i);
      JsonNode *value = pantau_form_get (form, question->name);

      if (value != NULL && pantau_form_is_asked (form, question->name) &&
          pantau_form_get_fault (form, question->name) == NULL)
        json_object_set_member (fields, question->name, json_node_copy (value));
    }

  return fields;
}

static void
update (PantauEditor *self)
{
  g_autoptr (JsonObject) fields = NULL;
  g_autoptr (PantauConsequence) consequence = NULL;
  GDate today;

  today = pantau_election_day_of (g_get_real_time () / G_USEC_PER_SEC +
                                  pantau_session_get_clock_error (self->session));
  fields = take_answers (self->form);
  /* Before anybody said what was done there is nothing to say: a list of what is missing would be the whole form. */
  if (json_object_has_member (fields, "act") || json_object_has_member (fields, "subject"))
    consequence = pantau_consequence_new (pantau_form_get_reference (self->form),
                                          pantau_form_get_kind (self->form), fields, &today);
  pantau_consequence_card_show (self->consequence, consequence, G_MAXUINT);
}

void
pantau_editor_add_consequence (PantauEditor *self, GtkWidget *after)
{
  GtkWidget *card = g_object_new (PANTAU_TYPE_CONSEQUENCE_CARD, "is-brief", TRUE, NULL);

  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (after)), card, after);
  self->consequence = PANTAU_CONSEQUENCE_CARD (card);
  update (self);
}

void
pantau_editor_answer_changed (PantauEditor *self, const char *name)
{
  const PantauQuestion *question =
      *name != '\0' ? pantau_form_get_question (self->form, name) : NULL;
  gboolean is_text = question != NULL && question->field == NULL
                         ? g_str_equal (name, "title") || g_str_equal (name, "narrative")
                         : question != NULL && (question->field->type == PANTAU_FIELD_TEXT ||
                                                question->field->type == PANTAU_FIELD_LONGTEXT);

  /* No law depends on how something is told, and it is told letter by letter. */
  if (self->consequence != NULL && !is_text)
    update (self);
}
