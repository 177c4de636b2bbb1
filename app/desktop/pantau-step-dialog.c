/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step, and what is missing for it. */

#define G_LOG_DOMAIN "pantau-step-dialog"

#include "config.h"

#include "pantau-step-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-edit-step.h"
#include "pantau-field-factory.h"
#include "pantau-form.h"
#include "pantau-locale.h"
#include "pantau-origin.h"
#include "pantau-ui.h"
#include "pantau-words.h"

/* As of the dialog that asks a reason alone. */
#define MAX_REASON 1000

struct _PantauStepDialog
{
  PantauFormDialog parent_instance;

  char *status; /* (owned) (nullable) */
  gboolean wants_reason;
  GHashTable *views; /* (owned) name → PantauFieldView (unowned), once they were needed */

  GtkWidget *reason_box;
  GtkLabel *reason_fault;
  GtkTextView *reason_view;
};

G_DEFINE_FINAL_TYPE (PantauStepDialog, pantau_step_dialog, PANTAU_TYPE_FORM_DIALOG)

/* For the writing thread. */
typedef struct
{
  char *record;
  char *status;
  char *reason;
  JsonObject *values;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->record);
  g_free (work->status);
  g_free (work->reason);
  json_object_unref (work->values);
  g_free (work);
}

static PantauForm *
get_form (PantauStepDialog *self)
{
  return pantau_form_dialog_get_form (PANTAU_FORM_DIALOG (self));
}

static PantauRecord *
get_record (PantauStepDialog *self)
{
  return pantau_form_dialog_get_record (PANTAU_FORM_DIALOG (self));
}

static PantauReference *
get_reference (PantauStepDialog *self)
{
  return pantau_session_get_reference (pantau_form_dialog_get_session (PANTAU_FORM_DIALOG (self)));
}

static const char *
origin_field (PantauStepDialog *self)
{
  return pantau_origins_get_field (pantau_reference_get_origins (get_reference (self)));
}

/* The answers that are well so far, and those that are not. (transfer full) */
static JsonObject *
take_values (PantauStepDialog *self, GPtrArray *faults)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name, view;

  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, &name, &view))
    if (gtk_widget_get_visible (view))
      g_ptr_array_add (names, name);
  g_ptr_array_add (names, (gpointer) origin_field (self));
  g_ptr_array_add (names, NULL);

  return pantau_form_finish_some (get_form (self), (const char *const *) names->pdata,
                                  g_get_real_time () / G_USEC_PER_SEC, faults);
}

/* As it stands, faults and all: what is needed depends on it. (transfer full) */
static GStrv
needed_now (PantauStepDialog *self)
{
  g_autoptr (JsonObject) values = json_object_new ();
  PantauForm *form = get_form (self);
  GPtrArray *questions = pantau_form_get_questions (form);

  for (guint i = 0; i < questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (questions, i);
      JsonNode *value = pantau_form_get (form, question->name);

      if (value != NULL && question->field != NULL)
        json_object_set_member (values, question->name, json_node_copy (value));
    }

  return pantau_edit_step_fields (get_reference (self), get_record (self), self->status, values);
}

/* All that are needed, in that order; what is not needed any more is out of sight. */
static gboolean
pantau_step_dialog_make_fields (PantauFormDialog *dialog, guint some)
{
  PantauStepDialog *self = PANTAU_STEP_DIALOG (dialog);
  PantauForm *form = get_form (self);
  g_auto (GStrv) names = needed_now (self);
  GtkWidget *last = NULL;
  GHashTableIter iter;
  gpointer key, view;

  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, &key, &view))
    if (!g_strv_contains ((const char *const *) names, key))
      gtk_widget_set_visible (view, FALSE);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const PantauQuestion *question = pantau_form_get_question (form, names[i]);
      GtkWidget *field = g_hash_table_lookup (self->views, names[i]);

      if (question == NULL)
        continue;
      if (field == NULL)
        {
          field = pantau_field_factory_make (form, question);
          pantau_form_dialog_add_field (dialog, field);
          g_hash_table_insert (self->views, g_strdup (names[i]), field);
        }
      gtk_widget_set_visible (field, pantau_form_is_asked (form, names[i]));
      pantau_form_dialog_move_field (dialog, field, last);
      last = field;
    }

  return FALSE;
}

/* (transfer full) */
static char *
dup_reason (PantauStepDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->reason_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* Beside the reason. @text: (nullable). FALSE where there is one */
static gboolean
judge_reason (PantauStepDialog *self, const char *reason)
{
  const char *text = NULL;

  if (self->wants_reason && *reason == '\0')
    text = _ ("A reason is needed");
  else if (g_utf8_strlen (reason, -1) > MAX_REASON)
    text = _ ("The reason is too long; shorten it or write a note");
  pantau_ui_set_text (self->reason_fault, text);

  return text == NULL;
}

static gpointer
write_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  /* Neither done nor faulty: it failed, and says so by @error. */
  if (!pantau_edit_step_with (home, work->record, work->status, work->reason, work->values, faults,
                              error) &&
      faults->len == 0)
    return NULL;

  return g_steal_pointer (&faults);
}

static void
pantau_step_dialog_save (PantauFormDialog *dialog)
{
  PantauStepDialog *self = PANTAU_STEP_DIALOG (dialog);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) values = take_values (self, faults);
  g_autofree char *reason = dup_reason (self);
  gboolean has_reason = judge_reason (self, reason);
  Work *work;

  pantau_edit_step_tell_lacking (get_reference (self), get_record (self), self->status, values,
                                 faults);
  pantau_form_dialog_show_faults (dialog, faults);
  if (!has_reason && faults->len == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_view));
  if (!has_reason || faults->len > 0)
    return;

  work = g_new0 (Work, 1);
  work->record = g_strdup (pantau_record_get_id (get_record (self)));
  work->status = g_strdup (self->status);
  work->reason = *reason != '\0' ? g_steal_pointer (&reason) : NULL;
  work->values = g_steal_pointer (&values);
  pantau_form_dialog_write (dialog, write_in_thread, work, work_free);
}

static void
pantau_step_dialog_finalize (GObject *object)
{
  PantauStepDialog *self = PANTAU_STEP_DIALOG (object);

  g_hash_table_unref (self->views);
  g_free (self->status);

  G_OBJECT_CLASS (pantau_step_dialog_parent_class)->finalize (object);
}

static void
pantau_step_dialog_class_init (PantauStepDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFormDialogClass *dialog_class = PANTAU_FORM_DIALOG_CLASS (klass);

  object_class->finalize = pantau_step_dialog_finalize;
  dialog_class->make_fields = pantau_step_dialog_make_fields;
  dialog_class->save = pantau_step_dialog_save;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-step-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauStepDialog, reason_box);
  gtk_widget_class_bind_template_child (widget_class, PantauStepDialog, reason_fault);
  gtk_widget_class_bind_template_child (widget_class, PantauStepDialog, reason_view);
}

static void
pantau_step_dialog_init (PantauStepDialog *self)
{
  self->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const PantauStatus *
find_status (PantauReference *reference, const PantauKind *kind, const char *code)
{
  return code != NULL ? pantau_statuses_lookup (pantau_reference_get_statuses (reference),
                                                kind->status_table, code)
                      : NULL;
}

static const char *
filled (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static void
set_title (PantauStepDialog *self, const PantauStatus *status, const char *origin)
{
  PantauKinds *kinds = pantau_reference_get_kinds (get_reference (self));
  const PantauField *field = pantau_kind_field (
      pantau_kinds_lookup (kinds, pantau_record_get_kind (get_record (self))), origin_field (self));
  g_autofree char *subtitle = pantau_words_clean (pantau_record_get_title (get_record (self)));
  g_autofree char *title = NULL;

  if (status != NULL)
    title = g_strdup (pantau_label_get (&status->name, pantau_locale_get ()));
  else if (field != NULL && origin != NULL)
    title = g_strdup_printf (
        /* Translators: where a case comes from becomes another: %s is “Finding” or “Report”. */
        _ ("Make it “%s”"),
        pantau_kinds_choice_label (kinds, field->choices, origin, pantau_locale_get ()));
  g_object_set (self, "title", title != NULL ? title : "", "subtitle", subtitle, NULL);
  if (status == NULL)
    g_object_set (self, "verb", _ ("Save"), NULL);
}

PantauStepDialog *
pantau_step_dialog_new (GtkWindow *parent,
                        PantauSession *session,
                        PantauRecord *record,
                        const char *status,
                        const char *origin)
{
  PantauReference *reference = pantau_session_get_reference (session);
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record));
  const PantauStatus *to = kind != NULL ? find_status (reference, kind, status) : NULL;
  g_autoptr (PantauForm) form = NULL;
  g_auto (GStrv) has = NULL, needed = NULL;
  g_autofree char *reason = NULL;
  PantauStepDialog *self;

  if (kind == NULL || (status != NULL && to == NULL))
    return NULL;

  form = pantau_form_new_for_record (reference, record, filled (pantau_session_get_role (session)),
                                     filled (pantau_session_get_region (session)),
                                     g_get_real_time () / G_USEC_PER_SEC);
  has = pantau_edit_reporter_has (record);
  pantau_form_set_reporter_has (form, (const char *const *) has);
  needed = pantau_edit_step_fields (reference, record, status, NULL);
  reason = to != NULL && to->lists_missing ? pantau_form_dup_missing_text (form) : g_strdup ("");
  if (status != NULL && needed[0] == NULL && *reason == '\0')
    return NULL;

  self = g_object_new (PANTAU_TYPE_STEP_DIALOG, "transient-for", parent, NULL);
  pantau_form_dialog_set_up (PANTAU_FORM_DIALOG (self), session, record, form);
  self->status = g_strdup (status);
  self->wants_reason = to != NULL && to->reason;
  if (origin != NULL)
    pantau_form_set_text (form, origin_field (self), origin);

  set_title (self, to, origin);
  gtk_widget_set_visible (self->reason_box, self->wants_reason);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->reason_view), reason, -1);
  pantau_form_dialog_begin (PANTAU_FORM_DIALOG (self));
  g_signal_connect_object (form, "changed", G_CALLBACK (pantau_form_dialog_queue_fields), self,
                           G_CONNECT_SWAPPED);
  if (!pantau_form_dialog_focus_first (PANTAU_FORM_DIALOG (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_view));

  return self;
}
