/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attaching files to the record that is shown: chosen or dropped; with a question where another record has the same file, and one for the place of what is
 * too large to be sent.
 */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-evidence-work.h"
#include "pantau-evidence.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-medium-dialog.h"
#include "pantau-record-page-private.h"
#include "pantau-ui.h"
#include "pantau-words.h"

static GtkWindow *
get_window (PantauRecordPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* One line for all that came of it. (transfer full) */
static char *
describe_attached (guint n, char **refused)
{
  g_autofree char *number = pantau_format_number (n),
                  *reasons = refused != NULL ? g_strjoinv ("\n", refused) : NULL,
                  *done = g_strdup_printf (
                      ngettext ("%s file was attached", "%s files were attached", n), number);

  if (reasons == NULL)
    return g_steal_pointer (&done);

  return n == 0 ? g_steal_pointer (&reasons) : g_strdup_printf ("%s\n%s", done, reasons);
}

static void
attach_files (PantauRecordPage *self, GPtrArray *files, const char *medium, const char *origin);

#define ORIGIN "pantau-origin"

/* A file that is too large, and the record it was meant for. */
static void
medium_was_said (AdwMessageDialog *dialog, const char *response, PantauRecordPage *self)
{
  g_autofree char *medium = pantau_medium_dialog_dup_medium (PANTAU_MEDIUM_DIALOG (dialog));
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_object_ref (g_object_get_data (G_OBJECT (dialog), "file")));
  if (medium != NULL &&
      g_strcmp0 (g_object_get_data (G_OBJECT (dialog), "record"), self->record) == 0)
    attach_files (self, files, medium, g_object_get_data (G_OBJECT (dialog), ORIGIN));
}

/* Where each of @large (of GFile) is kept; the first one lies on top. @origin (nullable) */
static void
ask_media (PantauRecordPage *self, GPtrArray *large, const char *origin)
{
  for (guint i = large->len; i-- > 0;)
    {
      GFile *file = g_ptr_array_index (large, i);
      g_autofree char *raw = g_file_get_basename (file),
                      *name = g_filename_display_name (raw != NULL ? raw : "?"),
                      *clean = pantau_words_clean (name);
      PantauMediumDialog *dialog = pantau_medium_dialog_new (get_window (self), clean);

      g_object_set_data_full (G_OBJECT (dialog), "file", g_object_ref (file), g_object_unref);
      g_object_set_data_full (G_OBJECT (dialog), "record", g_strdup (self->record), g_free);
      g_object_set_data_full (G_OBJECT (dialog), ORIGIN, g_strdup (origin), g_free);
      g_signal_connect_object (dialog, "response::take", G_CALLBACK (medium_was_said), self, 0);
      gtk_window_present (GTK_WINDOW (dialog));
    }
}

/* What was refused is not to be missed: it stays until it was read. */
static void
tell_refused (PantauRecordPage *self, guint n, char **refused)
{
  g_autofree char *text = describe_attached (n, refused);
  GtkWidget *dialog;

  if (refused == NULL)
    {
      pantau_ui_toast (GTK_WIDGET (self), text);
      return;
    }
  dialog = adw_message_dialog_new (get_window (self), _ ("Not every file was attached"), text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Files on their way to the record. */
typedef struct
{
  PantauRecordPage *page; /* (owned) */
  char *origin;           /* (nullable) */
} Attaching;

static void
were_attached (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Attaching *attaching = data;
  g_autoptr (PantauRecordPage) self = attaching->page;
  g_autofree char *origin = attaching->origin;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) large = NULL;
  g_auto (GStrv) refused = NULL;
  guint n = pantau_evidence_work_attach_finish (PANTAU_SESSION (source), result, &refused, &large,
                                                &error);

  pantau_record_page_set_file_busy (self, PANTAU_RECORD_PAGE_ATTACHING, FALSE);
  if (error != NULL)
    pantau_ui_toast_unless_cancelled (GTK_WIDGET (self), error);
  else if (get_window (self) != NULL)
    {
      /* Where nothing else is wrong, the question says all of it. */
      if (large == NULL || n > 0 || g_strv_length (refused) > large->len)
        tell_refused (self, n, refused);
      if (large != NULL)
        ask_media (self, large, origin);
    }
}

#define QUESTION "pantau-question"

/* However the dialog ends: without an answer it was no. */
static void
same_was_refused (gpointer question)
{
  pantau_evidence_work_answer (question, FALSE);
}

static void
same_was_accepted (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  PantauEvidenceQuestion *question = g_object_steal_data (G_OBJECT (dialog), QUESTION);

  if (question != NULL)
    pantau_evidence_work_answer (question, TRUE);
}

static void
ask_same (PantauEvidenceQuestion *question, const char *sentence, gpointer data)
{
  PantauRecordPage *self = ((Attaching *) data)->page;
  GtkWidget *dialog;

  if (get_window (self) == NULL)
    {
      pantau_evidence_work_answer (question, FALSE);
      return;
    }
  dialog =
      adw_message_dialog_new (get_window (self), _ ("Another record has the same file"), sentence);
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "attach",
      /* Translators: a button: the file is attached to this record too */
      _ ("_Attach here too"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "attach");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), QUESTION, question, same_was_refused);
  g_signal_connect (dialog, "response::attach", G_CALLBACK (same_was_accepted), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* @medium (nullable): where the only one of @files is kept. @origin (nullable): from whom they came */
static void
attach_files (PantauRecordPage *self, GPtrArray *files, const char *medium, const char *origin)
{
  Attaching *attaching;

  if (!pantau_record_page_is_ready (self) || self->rights == NULL || !self->rights->may_attach ||
      g_hash_table_contains (self->busy_files, PANTAU_RECORD_PAGE_ATTACHING))
    return;
  pantau_record_page_set_file_busy (self, PANTAU_RECORD_PAGE_ATTACHING, TRUE);
  attaching = g_new0 (Attaching, 1);
  attaching->page = g_object_ref (self);
  attaching->origin = g_strdup (origin);
  pantau_evidence_work_attach (self->session, self->record, files, medium, origin, ask_same,
                               self->leaving, were_attached, attaching);
}

/* @origin (nullable) */
static void
attach_from (PantauRecordPage *self, GPtrArray *files, const char *origin)
{
  if (files->len == 0)
    return;
  if (files->len > PANTAU_EVIDENCE_MAX_FILES)
    {
      g_autofree char *number = pantau_format_number (PANTAU_EVIDENCE_MAX_FILES);
      g_autofree char *sentence =
          g_strdup_printf (_ ("At most %s files can be attached at once."), number);

      pantau_ui_toast (GTK_WIDGET (self), sentence);
      return;
    }
  attach_files (self, files, NULL, origin);
}

void
pantau_record_page_attach (PantauRecordPage *self, GPtrArray *files)
{
  attach_from (self, files, NULL);
}

gboolean
pantau_record_page_take_value (PantauRecordPage *self, const GValue *value)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSList) dropped = NULL;

  g_return_val_if_fail (PANTAU_IS_RECORD_PAGE (self), FALSE);

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) || !pantau_record_page_is_ready (self) ||
      self->rights == NULL || !self->rights->may_attach)
    return FALSE;
  dropped = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = dropped; l != NULL; l = l->next)
    g_ptr_array_add (files, g_object_ref (l->data));
  pantau_record_page_attach (self, files);

  return TRUE;
}

/* An empty code is none that a chooser takes. */
#define UNSAID "-"

/* From whom the files came is asked where they are chosen: afterwards it stands in a line. */
static void
add_origins (GtkFileChooser *chooser, PantauReference *reference)
{
  GPtrArray *origins =
      pantau_kinds_choices (pantau_reference_get_kinds (reference), PANTAU_ATTACHMENT_ORIGINS);
  g_autoptr (GPtrArray) codes = g_ptr_array_new (), names = g_ptr_array_new ();

  if (origins == NULL)
    return;
  g_ptr_array_add (codes, (gpointer) UNSAID);
  g_ptr_array_add (names, (gpointer) _ ("Not said"));
  for (guint i = 0; i < origins->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (origins, i);

      g_ptr_array_add (codes, choice->code);
      g_ptr_array_add (names, (gpointer) pantau_label_get (&choice->name, pantau_locale_get ()));
    }
  g_ptr_array_add (codes, NULL);
  g_ptr_array_add (names, NULL);
  /* Translators: beside a choice: from whom files came */
  gtk_file_chooser_add_choice (chooser, ORIGIN, _ ("From whom?"), (const char **) codes->pdata,
                               (const char **) names->pdata);
  gtk_file_chooser_set_choice (chooser, ORIGIN, UNSAID);
}

static void
files_were_chosen (GtkFileChooserNative *chooser, int response, PantauRecordPage *self)
{
  g_autoptr (GListModel) chosen = response == GTK_RESPONSE_ACCEPT
                                      ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser))
                                      : NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  const char *record = g_object_get_data (G_OBJECT (chooser), "record"),
             *origin = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (chooser), ORIGIN);

  for (guint i = 0; chosen != NULL && i < g_list_model_get_n_items (chosen); i++)
    g_ptr_array_add (files, g_list_model_get_item (chosen, i));
  /* Chosen for the record that was shown then. */
  if (g_strcmp0 (record, self->record) == 0)
    attach_from (self, files, g_strcmp0 (origin, UNSAID) != 0 ? origin : NULL);
  g_object_unref (chooser);
}

static void
attach (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  g_autoptr (GtkFileFilter) all = NULL;
  GtkFileChooserNative *chooser;

  if (!pantau_record_page_is_ready (self) || self->rights == NULL || !self->rights->may_attach)
    return;
  all = gtk_file_filter_new ();
  /* Translators: a dialog that chooses files, and its button */
  chooser = gtk_file_chooser_native_new (_ ("Attach files"), get_window (self),
                                         GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  /* GTK shows a choice of filters beside our own choice, “(None)” where there is none. */
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  add_origins (GTK_FILE_CHOOSER (chooser), pantau_session_get_reference (self->session));
  g_object_set_data_full (G_OBJECT (chooser), "record", g_strdup (self->record), g_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (files_were_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
pantau_record_page_install_attach (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.attach", NULL, attach);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "page.attach", NULL);
}
