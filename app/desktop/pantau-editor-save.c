/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor's end: a record, or what is wrong with it; or a draft that is kept before the window closes. */

#define G_LOG_DOMAIN "pantau-editor"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-editor-private.h"
#include "pantau-editor-work.h"

static void
toast (PantauEditor *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
set_saving (PantauEditor *self, gboolean is_saving)
{
  self->is_saving = is_saving;
  gtk_widget_set_visible (self->save_spinner, is_saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scrolled), !is_saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", !is_saving);
  pantau_editor_update_undo (self);
}

/* The first fault, beside its question; what is about the whole, or about no question of this person, on its own. */
static void
show_faults (PantauEditor *self, GPtrArray *faults)
{
  const PantauFault *fault = faults->len > 0 ? g_ptr_array_index (faults, 0) : NULL;
  PantauFieldView *field;

  if (fault == NULL)
    return;
  pantau_editor_focus_question (self, fault->field);
  field = pantau_editor_find_field (self, fault->field);
  if (field != NULL)
    pantau_field_view_complain (field, fault->message);
  else
    toast (self, fault->message);
}

/* What core says in the middle of a line, as a sentence of its own. (transfer full) */
static char *
make_sentence (const char *text)
{
  const char *rest = g_utf8_next_char (text);
  g_autofree char *first = g_utf8_strup (text, rest - text);

  return g_strconcat (first, rest, ".", NULL);
}

/* What must be read before one goes on. */
static void
warn (PantauEditor *self, const char *heading, const char *sentence)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  if (!GTK_IS_WINDOW (root))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, sentence);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Understood"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Outlives the editor: the window's own overlay shows it. */
static void
tell_saved (PantauEditor *self, const char *record)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *message;

  if (overlay == NULL)
    {
      toast (self, _ ("Saved on this laptop"));
      return;
    }
  message = adw_toast_new (_ ("Saved on this laptop"));
  /* Translators: opens the record that was just saved */
  adw_toast_set_button_label (message, _ ("Open"));
  adw_toast_set_action_name (message, "win.open-record");
  adw_toast_set_action_target_value (message, g_variant_new_string (record));
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), message);
}

static void
was_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSaved) saved =
      pantau_editor_save_finish (PANTAU_SESSION (source), result, &error);

  if (saved == NULL)
    {
      set_saving (self, FALSE);
      pantau_draft_keeper_go_on (self->keeper);
      toast (self, error->message);
      return;
    }

  pantau_editor_remember_places (PANTAU_SESSION (source), self->form);
  tell_saved (self, saved->record);
  if (saved->warning != NULL)
    {
      g_autofree char *sentence = make_sentence (saved->warning);

      warn (self, _ ("Saved, and put before the desk"), sentence);
    }
  /* Of saving alone the toast would do; but the next record may find no room at all. */
  if (pantau_session_is_on_reserve (PANTAU_SESSION (source)))
    warn (
        self, _ ("Saved, but the disk is full"),
        _ ("This record took the room that was kept for such a moment: the next may not be saved. "
           "Please empty the trash or move large files to a USB stick before you go on."));
  pantau_editor_finished (self, saved->record);
}

/* All texts with a number or an address of a person in them, one after the other: what somebody confirms once need not be asked again. */
static char *
dup_warned (PantauEditor *self, const char **first)
{
  GPtrArray *questions = pantau_form_get_questions (self->form);
  GString *out = g_string_new (NULL);

  *first = NULL;
  for (guint i = 0; i < questions->len; i++)
    {
      const PantauQuestion *question = g_ptr_array_index (questions, i);

      if (pantau_form_get_warning (self->form, question->name) != NULL)
        {
          g_autofree char *text = pantau_form_get_text (self->form, question->name);

          g_string_append_printf (out, "%s\n%s\n", question->name, text);
          if (*first == NULL)
            *first = question->name;
        }
    }

  return g_string_free (out, FALSE);
}

static void
warning_answered (AdwMessageDialog *dialog, const char *response, PantauEditor *self)
{
  const char *first;

  if (self->form == NULL)
    return;
  if (g_str_equal (response, "save"))
    {
      g_free (self->warned);
      self->warned = dup_warned (self, &first);
      gtk_widget_activate_action (GTK_WIDGET (self), "editor.save", NULL);
    }
  else
    {
      g_autofree char *warned = dup_warned (self, &first);

      if (first != NULL)
        pantau_editor_focus_question (self, first);
    }
}

/* TRUE where nothing is to be asked. */
static gboolean
is_confirmed (PantauEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *first;
  g_autofree char *warned = dup_warned (self, &first);
  GtkWidget *dialog;

  if (first == NULL || g_strcmp0 (warned, self->warned) == 0 || !GTK_IS_WINDOW (root))
    return TRUE;

  dialog = adw_message_dialog_new (GTK_WINDOW (root), _ ("Save it as it is?"),
                                   pantau_form_get_warning (self->form, first));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("_Look again"), "save",
                                    _ ("_Save"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "back");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response", G_CALLBACK (warning_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));

  return FALSE;
}

void
pantau_editor_record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauEditor *self = PANTAU_EDITOR (widget);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  if (self->form == NULL || self->is_saving)
    return;
  if (pantau_files_section_is_busy (self->files))
    {
      toast (self, _ ("A file is still being copied; save when it is there."));
      return;
    }

  pantau_editor_settle (self);
  if (pantau_form_get_first_fault (self->form) == NULL && !is_confirmed (self))
    return;
  if (!pantau_editor_save (self->session, self->form, pantau_draft_keeper_get_id (self->keeper),
                           faults, was_saved, g_object_ref (self)))
    {
      g_object_unref (self);
      show_faults (self, faults);
      return;
    }
  pantau_draft_keeper_pause (self->keeper);
  set_saving (self, TRUE);
}

gboolean
pantau_editor_is_unsaved (PantauEditor *self)
{
  if (self->keeper == NULL || self->is_saving)
    return FALSE;
  pantau_editor_settle (self);

  return pantau_draft_keeper_is_unsaved (self->keeper);
}

static void
was_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (pantau_draft_keeper_keep_finish (PANTAU_DRAFT_KEEPER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pantau_editor_keep (PantauEditor *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, pantau_editor_keep);
  if (!pantau_editor_is_unsaved (self))
    g_task_return_boolean (task, TRUE);
  else
    pantau_draft_keeper_keep (self->keeper, was_kept, g_steal_pointer (&task));
}

gboolean
pantau_editor_keep_finish (PantauEditor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
