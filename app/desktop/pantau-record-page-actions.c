/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a record from its page. */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-edit.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-reason-dialog.h"
#include "pantau-record-page-private.h"
#include "pantau-sheet.h"
#include "pantau-step-dialog.h"
#include "pantau-ui.h"

/* Events that "more" adds. */
#define MORE_EVENTS 50

/* An act on a record, for the writing thread. */
typedef struct
{
  char *record;
  char *field;  /* (nullable) */
  char *text;   /* a note, a status, a value as JSON */
  char *reason; /* (nullable) */
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->record);
  g_free (act->field);
  g_free (act->text);
  g_free (act->reason);
  g_free (act);
}

static Act *
act_new (PantauRecordPage *self, const char *field, const char *text, const char *reason)
{
  Act *act = g_new0 (Act, 1);

  act->record = g_strdup (self->record);
  act->field = g_strdup (field);
  act->text = g_strdup (text);
  act->reason = g_strdup (reason);

  return act;
}

gboolean
pantau_record_page_is_ready (PantauRecordPage *self)
{
  return self->session != NULL && self->view != NULL && self->record != NULL &&
         g_str_equal (pantau_record_get_id (self->view->record), self->record);
}

/* --- Copying and editing --- */

static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  if (!pantau_record_page_is_ready (self))
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->view->text);
  pantau_ui_toast (GTK_WIDGET (self), _ ("The record was copied as text"));
}

/* The parameter names a field of which the page shows one value. */
static void
copy_field (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const char *field = g_variant_get_string (parameter, NULL);

  for (guint i = 0; pantau_record_page_is_ready (self) && i < self->view->sheet->len; i++)
    {
      const PantauSheetLine *line = g_ptr_array_index (self->view->sheet, i);

      if (!g_str_equal (line->field, field))
        continue;
      gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), line->text);
      pantau_ui_toast (GTK_WIDGET (self), _ ("The link was copied"));
      return;
    }
}

static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  if (pantau_record_page_is_ready (self))
    gtk_widget_activate_action (widget, "win.edit-record", "s", self->record);
}

/* --- Notes --- */

static void
focus_note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (PANTAU_RECORD_PAGE (widget)->note_view));
}

static gpointer
add_note_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Act *act = data;

  pantau_edit_note (home, act->record, act->text, error);

  return NULL;
}

/* A note that was added; what was written meanwhile stays. */
typedef struct
{
  PantauRecordPage *page; /* (owned) */
  char *record;
  char *text;
} AddedNote;

static void
forget_note (PantauRecordPage *self, const AddedNote *added)
{
  g_autofree char *shown = pantau_record_page_dup_note (self);
  const char *kept = g_hash_table_lookup (self->notes, added->record);

  if (g_strcmp0 (self->record, added->record) == 0)
    {
      if (g_str_equal (shown, added->text))
        pantau_record_page_set_note (self, "");
    }
  else if (g_strcmp0 (kept, added->text) == 0)
    {
      g_hash_table_remove (self->notes, added->record);
    }
}

static void
note_was_added (GObject *source, GAsyncResult *result, gpointer data)
{
  AddedNote *added = data;
  PantauRecordPage *self = added->page;
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  self->is_adding_note = FALSE;
  if (error != NULL)
    pantau_ui_toast_error (GTK_WIDGET (self), error);
  else
    forget_note (self, added);
  pantau_record_page_update_actions (self);

  g_free (added->record);
  g_free (added->text);
  g_object_unref (added->page);
  g_free (added);
}

static void
add_note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  g_autofree char *text = pantau_record_page_dup_note (self), *words = g_strstrip (g_strdup (text));
  AddedNote *added;

  if (!pantau_record_page_is_ready (self) || self->is_adding_note || *words == '\0')
    return;

  added = g_new0 (AddedNote, 1);
  added->page = g_object_ref (self);
  added->record = g_strdup (self->record);
  added->text = g_strdup (text);
  self->is_adding_note = TRUE;
  pantau_record_page_update_actions (self);
  pantau_session_write (self->session, add_note_in_thread, act_new (self, NULL, words, NULL),
                        act_free, NULL, note_was_added, added);
}

/* --- Status and differences --- */

static void
act_is_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauRecordPage) self = data;
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error != NULL)
    pantau_ui_toast_error (GTK_WIDGET (self), error);
}

static gpointer
set_status_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Act *act = data;

  pantau_edit_status (home, act->record, act->text, act->reason, error);

  return NULL;
}

static void
set_status (PantauRecordPage *self, const char *status, const char *reason)
{
  pantau_session_write (self->session, set_status_in_thread, act_new (self, NULL, status, reason),
                        act_free, NULL, act_is_done, g_object_ref (self));
}

static void
reason_was_given (PantauReasonDialog *dialog, const char *response, PantauRecordPage *self)
{
  g_autofree char *reason = pantau_reason_dialog_dup_reason (dialog);

  /* Enter in the entry asks for the default answer, also where it is not enabled. */
  if (*reason != '\0' && pantau_record_page_is_ready (self))
    set_status (self, g_object_get_data (G_OBJECT (dialog), "status"), reason);
}

static const PantauStatus *
find_status (PantauRecordPage *self, const char *code)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference),
                                                pantau_record_get_kind (self->view->record));

  return kind != NULL ? pantau_statuses_lookup (pantau_reference_get_statuses (reference),
                                                kind->status_table, code)
                      : NULL;
}

static void
change_status (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const char *code = g_variant_get_string (parameter, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  PantauReasonDialog *dialog;
  PantauStepDialog *asking;
  const PantauStatus *status;

  if (!pantau_record_page_is_ready (self))
    return;
  asking = pantau_step_dialog_new (window, self->session, self->view->record, code, NULL);
  if (asking != NULL)
    {
      gtk_window_present (GTK_WINDOW (asking));
      return;
    }
  status = find_status (self, code);
  if (status == NULL || !status->reason)
    {
      set_status (self, code, NULL);
      return;
    }

  dialog =
      pantau_reason_dialog_new (window, pantau_label_get (&status->name, pantau_locale_get ()));
  g_object_set_data_full (G_OBJECT (dialog), "status", g_strdup (code), g_free);
  g_signal_connect_object (dialog, "response::take", G_CALLBACK (reason_was_given), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What was initial information becomes a finding or a report: its proofs are asked with it. */
static void
change_origin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const char *origin = g_variant_get_string (parameter, NULL);
  PantauStepDialog *dialog;

  if (!pantau_record_page_is_ready (self) || self->rights == NULL ||
      self->rights->origins == NULL ||
      !g_strv_contains ((const char *const *) self->rights->origins, origin))
    return;
  dialog = pantau_step_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                   self->view->record, NULL, origin);
  if (dialog != NULL)
    gtk_window_present (GTK_WINDOW (dialog));
}

static gpointer
settle_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Act *act = data;
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *node = json_from_string (act->text, &local_error);

  if (node == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (g_str_equal (act->field, "region") && json_node_get_value_type (node) == G_TYPE_STRING)
    pantau_edit_move (home, act->record, json_node_get_string (node), error);
  json_object_set_member (values, act->field, node);
  if (!g_str_equal (act->field, "region"))
    pantau_edit_set (home, act->record, values, error);

  return NULL;
}

/* Chooses one of several values: it names all of them as its base, so that they are settled for everybody. */
static void
settle (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  g_autoptr (JsonNode) node = NULL;
  const char *field, *json;

  g_variant_get (parameter, "(&s&s)", &field, &json);
  if (!pantau_record_page_is_ready (self) || *field == '\0')
    return;

  if (g_str_equal (field, "status"))
    {
      node = json_from_string (json, NULL);
      if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
        gtk_widget_activate_action (widget, "page.status", "s", json_node_get_string (node));
      return;
    }
  pantau_session_write (self->session, settle_in_thread, act_new (self, field, json, NULL),
                        act_free, NULL, act_is_done, g_object_ref (self));
}

/* --- History --- */

static void
more (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  if (self->view == NULL)
    return;
  self->n_events += MORE_EVENTS;
  pantau_record_page_show_history (self);
}

/* What the button does, or why it does nothing. */
static void
explain_edit (PantauRecordPage *self)
{
  const char *refusal = self->rights != NULL ? self->rights->refusal : NULL;
  const char *text = refusal != NULL ? refusal : _ ("Change what was recorded (Ctrl+E)");

  gtk_widget_set_tooltip_text (self->edit_button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->edit_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

void
pantau_record_page_update_actions (PantauRecordPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean ready = pantau_record_page_is_ready (self);
  /* Until the rights are known it may: the box does not flicker for those who do. */
  gboolean may_note = self->rights == NULL || self->rights->may_note;
  g_autofree char *note = g_strstrip (pantau_record_page_dup_note (self));

  gtk_widget_action_set_enabled (widget, "page.copy", ready);
  gtk_widget_action_set_enabled (widget, "page.edit",
                                 ready && self->rights != NULL && self->rights->may_set);
  gtk_widget_action_set_enabled (widget, "page.note", ready && may_note);
  gtk_widget_action_set_enabled (widget, "page.add-note",
                                 ready && may_note && !self->is_adding_note && *note != '\0');
  gtk_widget_set_visible (self->note_button, may_note);
  gtk_widget_set_visible (self->note_box, may_note);
  explain_edit (self);
  pantau_record_page_update_acts (self);
}

void
pantau_record_page_install_actions (GtkWidgetClass *widget_class)
{
  const GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (widget_class, "page.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "page.copy-field", "s", copy_field);
  gtk_widget_class_install_action (widget_class, "page.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "page.note", NULL, focus_note);
  gtk_widget_class_install_action (widget_class, "page.add-note", NULL, add_note);
  gtk_widget_class_install_action (widget_class, "page.status", "s", change_status);
  gtk_widget_class_install_action (widget_class, "page.origin", "s", change_origin);
  gtk_widget_class_install_action (widget_class, "page.settle", "(ss)", settle);
  gtk_widget_class_install_action (widget_class, "page.more", NULL, more);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, both, "page.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "page.edit",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, both, "page.note", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "page.note", NULL);
}
