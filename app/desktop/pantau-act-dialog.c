/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few questions, and one deed. */

#define G_LOG_DOMAIN "pantau-act-dialog"

#include "config.h"

#include "pantau-act-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-act-work.h"
#include "pantau-agency-field.h"
#include "pantau-agency.h"
#include "pantau-field-factory.h"
#include "pantau-file-field.h"
#include "pantau-pii.h"
#include "pantau-ui.h"

struct _PantauActDialog
{
  PantauFormDialog parent_instance;

  PantauAct act;
  char *entry;  /* (owned) (nullable) */
  char *person; /* (owned) (nullable): whom an officer is to reach */
  guint ordinal;
  JsonObject *answers; /* (owned) (nullable): what is being saved */
  GPtrArray *agencies; /* (owned) (nullable): of PantauAgency: that a forward may go to */
  guint made;          /* questions that have their field already */
  GPtrArray *copies;   /* (owned) (nullable): of PantauChoice: agencies that may get one */
  char *warning;       /* (owned) (nullable) */
  char *confirmed;     /* (owned) (nullable): what was warned of once, and is meant */

  GtkWidget *warning_box;
  GtkLabel *warning_label;
};

enum
{
  DONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauActDialog, pantau_act_dialog, PANTAU_TYPE_FORM_DIALOG)

static guint signals[N_SIGNALS];

static const struct
{
  const char *title;
  const char *verb;
} words[] = {
  /* Translators: a dialog, and its button: a record is handed to an agency */
  [PANTAU_ACT_FORWARD] = { N_ ("Forward"), N_ ("Forward") },
  /* Translators: a dialog that asks what an agency answered */
  [PANTAU_ACT_REPLY] = { N_ ("Answer of the agency"), N_ ("Save") },
  /* Translators: a dialog: something is to be done about a risk */
  [PANTAU_ACT_TREAT] = { N_ ("Add a treatment"), N_ ("Add") },
  /* Translators: a dialog that asks how far a treatment is */
  [PANTAU_ACT_TREATMENT] = { N_ ("Progress of the treatment"), N_ ("Save") },
  /* Translators: a dialog: what was a risk is an incident now */
  [PANTAU_ACT_BECOME] = { N_ ("It has happened"), N_ ("Make it an incident") },
  /* Translators: a dialog: the legal assessment of a case is written down */
  [PANTAU_ACT_REVIEW] = { N_ ("Review (kajian)"), N_ ("Save") },
  /* Translators: a dialog, and its button: a text about a closed record is given to the provincial government */
  [PANTAU_ACT_RELEASE] = { N_ ("Summary for Pemprov"), N_ ("Release") },
  /* Translators: a dialog that asks for the reason, and its button */
  [PANTAU_ACT_OPEN] = { N_ ("Open a sealed identity"), N_ ("Open") },
  /* Translators: a dialog: an officer is asked to reach a reporter, who stays unknown to whoever asks */
  [PANTAU_ACT_ASK] = { N_ ("Ask the officer to reach them"), N_ ("Ask") },
  /* Translators: a dialog that asks an officer what came of reaching somebody */
  [PANTAU_ACT_ANSWER] = { N_ ("Answer as identity officer"), N_ ("Save") },
};

static PantauForm *
get_form (PantauActDialog *self)
{
  return pantau_form_dialog_get_form (PANTAU_FORM_DIALOG (self));
}

static PantauRecord *
get_record (PantauActDialog *self)
{
  return pantau_form_dialog_get_record (PANTAU_FORM_DIALOG (self));
}

static PantauAgencies *
get_agencies (PantauActDialog *self)
{
  return pantau_reference_get_agencies (
      pantau_session_get_reference (pantau_form_dialog_get_session (PANTAU_FORM_DIALOG (self))));
}

static void
was_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauActDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (GPtrArray) faults =
      pantau_act_work_finish (PANTAU_SESSION (source), result, &entry, &error);

  if (self == NULL || !pantau_form_dialog_end_saving (PANTAU_FORM_DIALOG (self), faults, error))
    return;
  g_signal_emit (self, signals[DONE], 0, entry, self->answers);
  pantau_form_dialog_finish (PANTAU_FORM_DIALOG (self));
}

/* What everybody reads and nobody takes back is warned of once where it seems to tell who somebody is. */
static gboolean
hesitate (PantauActDialog *self)
{
  g_autofree char *summary = NULL, *reply = NULL, *whole = NULL, *warning = NULL;

  if (self->act != PANTAU_ACT_RELEASE)
    return FALSE;

  summary = pantau_form_get_text (get_form (self), "summary");
  reply = pantau_form_get_text (get_form (self), "reply");
  whole = g_strjoin ("\n", summary, reply, NULL);
  warning = pantau_pii_warning (whole);
  if (warning == NULL || g_strcmp0 (self->confirmed, whole) == 0)
    return FALSE;

  g_free (self->confirmed);
  self->confirmed = g_steal_pointer (&whole);
  pantau_act_dialog_set_warning (self, warning);

  return TRUE;
}

static void
pantau_act_dialog_save (PantauFormDialog *dialog)
{
  PantauActDialog *self = PANTAU_ACT_DIALOG (dialog);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  g_clear_pointer (&self->answers, json_object_unref);
  self->answers = pantau_form_finish_act (get_form (self), faults);
  if (self->answers == NULL)
    {
      pantau_form_dialog_show_faults (dialog, faults);
      return;
    }
  if (hesitate (self))
    return;

  if (self->person != NULL)
    {
      json_object_set_string_member (self->answers, "person", self->person);
      json_object_set_int_member (self->answers, "ordinal", self->ordinal);
    }
  pantau_form_dialog_begin_saving (dialog);
  pantau_act_work (pantau_form_dialog_get_session (dialog), self->act,
                   pantau_record_get_id (get_record (self)), self->entry, self->answers, was_done,
                   pantau_ui_weak_new (self));
}

/* The moment of a question; 0 where there is none. */
static gint64
get_moment (PantauActDialog *self, const char *name)
{
  JsonNode *value = pantau_form_get (get_form (self), name);
  g_autofree char *normalised = NULL;
  gint64 when;

  if (value == NULL || json_node_get_value_type (value) != G_TYPE_STRING ||
      !pantau_check_time (json_node_get_string (value), &normalised, &when))
    return 0;

  return when;
}

/* Those that get a copy of what goes to @agency, as a value of the question. (transfer full) (nullable) */
static JsonNode *
suggest_copies (PantauActDialog *self, const PantauAgency *agency, gint64 when)
{
  PantauAgencies *agencies = get_agencies (self);
  g_autoptr (GPtrArray) copies =
      agency != NULL ? pantau_agency_copies (agency, agencies, when) : g_ptr_array_new ();
  g_autoptr (JsonArray) codes = json_array_new ();

  for (guint i = 0; i < copies->len; i++)
    json_array_add_string_element (codes, ((PantauAgency *) g_ptr_array_index (copies, i))->code);

  return json_array_get_length (codes) > 0
             ? json_node_init_array (json_node_alloc (), g_steal_pointer (&codes))
             : NULL;
}

static void
show_warning (PantauActDialog *self, const PantauAgency *agency)
{
  gboolean is_shown = self->warning != NULL && (agency == NULL || !agency->takes_unreviewed);

  gtk_label_set_label (self->warning_label, is_shown ? self->warning : "");
  gtk_widget_set_visible (self->warning_box, is_shown);
}

/* Who is asked, and when, says until when an answer can be expected, and who gets a copy. */
static void
form_changed (PantauActDialog *self, const char *name)
{
  PantauAgencies *agencies = get_agencies (self);
  g_autofree char *code = NULL;
  const PantauAgency *agency;
  gint64 when;

  if (!g_str_equal (name, "agency") && !g_str_equal (name, "when"))
    return;

  code = pantau_form_get_text (get_form (self), "agency");
  agency = pantau_agencies_lookup (agencies, code);
  when = get_moment (self, "when");
  pantau_form_suggest_time (get_form (self), "reply_due",
                            agency != NULL && when != 0 ? pantau_agency_reply_due (agency, when)
                                                        : 0);
  pantau_form_suggest (get_form (self), "copies", suggest_copies (self, agency, when));
  show_warning (self, agency);
}

static void
choice_free (gpointer data)
{
  PantauChoice *choice = data;

  g_free (choice->code);
  pantau_label_clear (&choice->name);
  g_free (choice);
}

static gboolean
is_copied (GPtrArray *agencies, const char *code)
{
  for (guint i = 0; i < agencies->len; i++)
    if (g_strv_contains (
            (const char *const *) ((PantauAgency *) g_ptr_array_index (agencies, i))->copies, code))
      return TRUE;

  return FALSE;
}

/* Whoever fits this record in particular may get a copy, and who usually gets one of what goes to those. */
static void
offer_copies (PantauActDialog *self, GPtrArray *agencies)
{
  g_autoptr (GPtrArray) fitting = g_ptr_array_new ();

  for (guint i = 0; i < agencies->len; i++)
    if (pantau_agency_fit (g_ptr_array_index (agencies, i), get_record (self)) > 1)
      g_ptr_array_add (fitting, g_ptr_array_index (agencies, i));

  self->copies = g_ptr_array_new_with_free_func (choice_free);
  for (guint i = 0; i < agencies->len; i++)
    {
      const PantauAgency *agency = g_ptr_array_index (agencies, i);
      guint fit = pantau_agency_fit (agency, get_record (self));
      PantauChoice *choice;

      if (fit < 2 && !is_copied (fitting, agency->code) && !(fit > 0 && agency->is_pemprov))
        continue;
      choice = g_new0 (PantauChoice, 1);
      choice->code = g_strdup (agency->code);
      choice->name.id = g_strdup (agency->name.id);
      choice->name.en = g_strdup (agency->name.en);
      g_ptr_array_add (self->copies, choice);
    }
  pantau_form_offer (get_form (self), "copies", self->copies);
}

/* Before the fields are made, which show the agencies. */
static void
follow_agency (PantauActDialog *self)
{
  self->agencies =
      pantau_agencies_for (get_agencies (self), get_record (self), get_moment (self, "when"));
  offer_copies (self, self->agencies);
  g_signal_connect_object (get_form (self), "changed", G_CALLBACK (form_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
add_field (PantauActDialog *self, const PantauQuestion *question)
{
  GtkWidget *field;

  if (self->agencies != NULL && g_str_equal (question->name, "agency"))
    {
      field = g_object_new (PANTAU_TYPE_AGENCY_FIELD, "form", get_form (self), "question",
                            question->name, NULL);
      pantau_agency_field_set_agencies (PANTAU_AGENCY_FIELD (field), self->agencies);
    }
  else if (self->act == PANTAU_ACT_REVIEW && g_str_equal (question->name, "paper"))
    field = g_object_new (PANTAU_TYPE_FILE_FIELD, "form", get_form (self), "question",
                          question->name, NULL);
  else
    field = pantau_field_factory_make (get_form (self), question);
  pantau_form_dialog_add_field (PANTAU_FORM_DIALOG (self), field);
}

static gboolean
pantau_act_dialog_make_fields (PantauFormDialog *dialog, guint some)
{
  PantauActDialog *self = PANTAU_ACT_DIALOG (dialog);
  GPtrArray *questions = pantau_form_get_questions (get_form (self));

  for (; some > 0 && self->made < questions->len; some--)
    add_field (self, g_ptr_array_index (questions, self->made++));

  return self->made < questions->len;
}

static void
pantau_act_dialog_dispose (GObject *object)
{
  PantauActDialog *self = PANTAU_ACT_DIALOG (object);

  g_clear_pointer (&self->agencies, g_ptr_array_unref);
  g_clear_pointer (&self->copies, g_ptr_array_unref);
  g_clear_pointer (&self->answers, json_object_unref);

  G_OBJECT_CLASS (pantau_act_dialog_parent_class)->dispose (object);
}

static void
pantau_act_dialog_finalize (GObject *object)
{
  PantauActDialog *self = PANTAU_ACT_DIALOG (object);

  g_free (self->entry);
  g_free (self->warning);
  g_free (self->person);
  g_free (self->confirmed);

  G_OBJECT_CLASS (pantau_act_dialog_parent_class)->finalize (object);
}

static void
pantau_act_dialog_class_init (PantauActDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFormDialogClass *dialog_class = PANTAU_FORM_DIALOG_CLASS (klass);

  object_class->dispose = pantau_act_dialog_dispose;
  object_class->finalize = pantau_act_dialog_finalize;
  dialog_class->make_fields = pantau_act_dialog_make_fields;
  dialog_class->save = pantau_act_dialog_save;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, JSON_TYPE_OBJECT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-act-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauActDialog, warning_box);
  gtk_widget_class_bind_template_child (widget_class, PantauActDialog, warning_label);
}

static void
pantau_act_dialog_init (PantauActDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PantauActDialog *
pantau_act_dialog_new (GtkWindow *parent,
                       PantauSession *session,
                       PantauAct act,
                       PantauRecord *record,
                       const char *entry)
{
  PantauActDialog *self = g_object_new (PANTAU_TYPE_ACT_DIALOG, "transient-for", parent, "title",
                                        _ (words[act].title), "verb", _ (words[act].verb), NULL);
  PantauFormDialog *dialog = PANTAU_FORM_DIALOG (self);
  g_autoptr (PantauForm) form =
      pantau_form_new_for_act (pantau_session_get_reference (session), act,
                               pantau_record_get_id (record), g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *name =
      g_strdup_printf ("%s %s", pantau_act_get_questions (act)->code, entry != NULL ? entry : "");

  self->act = act;
  self->entry = g_strdup (entry);
  pantau_form_dialog_set_up (dialog, session, record, form);
  pantau_form_dialog_keep_as (
      dialog, name, act != PANTAU_ACT_OPEN && act != PANTAU_ACT_ASK && act != PANTAU_ACT_ANSWER);
  if (act == PANTAU_ACT_FORWARD)
    follow_agency (self);
  pantau_form_dialog_begin (dialog);
  pantau_form_dialog_focus_first_empty (dialog);

  return self;
}

void
pantau_act_dialog_begin (PantauActDialog *self, JsonObject *answers)
{
  g_autoptr (GList) names = json_object_get_members (answers);

  g_return_if_fail (PANTAU_IS_ACT_DIALOG (self));

  for (GList *l = names; l != NULL; l = l->next)
    pantau_form_suggest (get_form (self), l->data,
                         json_node_copy (json_object_get_member (answers, l->data)));
}

void
pantau_act_dialog_set_warning (PantauActDialog *self, const char *text)
{
  g_return_if_fail (PANTAU_IS_ACT_DIALOG (self));

  g_free (self->warning);
  self->warning = g_strdup (text);
  show_warning (self, NULL);
}

void
pantau_act_dialog_set_person (PantauActDialog *self, const char *person, guint ordinal)
{
  g_return_if_fail (PANTAU_IS_ACT_DIALOG (self));

  g_free (self->person);
  self->person = g_strdup (person);
  self->ordinal = ordinal;
}
