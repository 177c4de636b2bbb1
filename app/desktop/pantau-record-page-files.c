/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files on the page of a record: fetched, opened by other programs, and opened to Pemprov. */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-disclose-dialog.h"
#include "pantau-evidence-work.h"
#include "pantau-launch.h"
#include "pantau-record-page-private.h"
#include "pantau-ui.h"

/* A file with which something is done, about one record. */
typedef struct
{
  PantauRecordPage *page; /* (owned) */
  char *hash;
  char *type;
  gboolean is_mending; /* what is here is compared, and fetched only where it is damaged */
} Errand;

static Errand *
errand_new (PantauRecordPage *self, const PantauFileItem *file)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->page = g_object_ref (self);
  errand->hash = g_strdup (file->hash);
  errand->type = g_strdup (file->type);

  return errand;
}

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->page);
  g_free (errand->hash);
  g_free (errand->type);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

void
pantau_record_page_show_files (PantauRecordPage *self)
{
  const PantauRecordRights *rights = self->rights;
  PantauRecord *record = self->view->record;

  pantau_files_view_set_record (self->files_view, self->session, self->record);
  pantau_files_view_set (self->files_view, self->view->files,
                         pantau_record_get_is_open (record) &&
                             g_str_equal (pantau_record_get_kind (record), "hoax"),
                         rights != NULL && rights->may_attach,
                         rights != NULL && rights->may_release_files, self->busy_files);
}

void
pantau_record_page_set_file_busy (PantauRecordPage *self, const char *key, gboolean is_busy)
{
  if (is_busy)
    g_hash_table_add (self->busy_files, g_strdup (key));
  else
    g_hash_table_remove (self->busy_files, key);
  if (self->view != NULL &&
      (self->steps == 0 || gtk_widget_get_visible (GTK_WIDGET (self->files_view))))
    pantau_record_page_show_files (self);
  pantau_record_page_update_files (self);
}

/* (nullable) */
static const PantauFileItem *
find_file (PantauRecordPage *self, GVariant *parameter)
{
  return pantau_record_page_is_ready (self)
             ? pantau_files_part_find (self->view->files, g_variant_get_string (parameter, NULL))
             : NULL;
}

static GtkWindow *
get_window (PantauRecordPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* --- Fetching --- */

static void
was_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;

  if (!pantau_evidence_work_finish (PANTAU_SESSION (source), result, &error))
    pantau_ui_toast_unless_cancelled (GTK_WIDGET (errand->page), error);
  else if (errand->is_mending)
    pantau_ui_toast (GTK_WIDGET (errand->page), _ ("The file is intact"));
  pantau_record_page_set_file_busy (errand->page, errand->hash, FALSE);
  pantau_record_page_refresh (errand->page);
}

static void
fetch_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const PantauFileItem *file = find_file (self, parameter);
  Errand *errand;

  if (file == NULL || !(file->may_fetch || file->may_mend) ||
      g_hash_table_contains (self->busy_files, file->hash))
    return;
  errand = errand_new (self, file);
  errand->is_mending = file->may_mend;
  pantau_record_page_set_file_busy (self, errand->hash, TRUE);
  pantau_evidence_work_fetch (self->session, self->record, errand->hash, self->leaving, was_fetched,
                              errand);
}

/* --- Opening --- */

static void
was_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!pantau_launch_finish (GTK_WIDGET (source), result, &error))
    pantau_ui_toast_unless_cancelled (GTK_WIDGET (source), error);
}

static void
copy_is_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      pantau_evidence_work_open_finish (PANTAU_SESSION (source), result, &error);

  pantau_record_page_set_file_busy (errand->page, errand->hash, FALSE);
  if (path == NULL)
    pantau_ui_toast_unless_cancelled (GTK_WIDGET (errand->page), error);
  else if (get_window (errand->page) != NULL)
    pantau_launch (GTK_WIDGET (errand->page), path, errand->type, was_launched, NULL);
}

static void
open_now (PantauRecordPage *self, const PantauFileItem *file)
{
  Errand *errand;

  if (g_hash_table_contains (self->busy_files, file->hash))
    return;
  errand = errand_new (self, file);
  pantau_record_page_set_file_busy (self, errand->hash, TRUE);
  pantau_evidence_work_open (self->session, errand->hash, file->name, copy_is_ready, errand);
}

static void
risk_was_taken (AdwMessageDialog *dialog, const char *response, PantauRecordPage *self)
{
  const PantauFileItem *file =
      pantau_record_page_is_ready (self)
          ? pantau_files_part_find (self->view->files,
                                    g_object_get_data (G_OBJECT (dialog), "hash"))
          : NULL;

  if (file != NULL)
    open_now (self, file);
}

static void
ask_risk (PantauRecordPage *self, const PantauFileItem *file)
{
  /* Translators: %s is the name of a file */
  g_autofree char *heading = g_strdup_printf (_ ("Open “%s”?"), file->title);
  GtkWidget *dialog = adw_message_dialog_new (
      get_window (self), heading,
      _ ("Files of this kind can run a program or call the internet. Open it only if you know "
         "what it is; a computer without your work on it is safer."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open",
                                    _ ("_Open all the same"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "open",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "hash", g_strdup (file->hash), g_free);
  g_signal_connect_object (dialog, "response::open", G_CALLBACK (risk_was_taken), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const PantauFileItem *file = find_file (self, parameter);

  if (file == NULL || !file->is_here)
    return;
  if (file->is_risky)
    ask_risk (self, file);
  else
    open_now (self, file);
}

/* --- To Pemprov --- */

static void
release_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const PantauFileItem *file = find_file (self, parameter);

  if (file == NULL || file->is_released || self->rights == NULL || !self->rights->may_release_files)
    return;
  gtk_window_present (GTK_WINDOW (
      pantau_disclose_dialog_new (get_window (self), self->session, self->record, file)));
}

void
pantau_record_page_update_files (PantauRecordPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const PantauRecordRights *rights = pantau_record_page_is_ready (self) ? self->rights : NULL;

  gtk_widget_action_set_enabled (
      widget, "page.attach",
      rights != NULL && rights->may_attach &&
          !g_hash_table_contains (self->busy_files, PANTAU_RECORD_PAGE_ATTACHING));
  gtk_widget_action_set_enabled (widget, "page.release-file",
                                 rights != NULL && rights->may_release_files);
}

void
pantau_record_page_install_files (GtkWidgetClass *widget_class)
{
  pantau_record_page_install_attach (widget_class);
  gtk_widget_class_install_action (widget_class, "page.fetch-file", "s", fetch_file);
  gtk_widget_class_install_action (widget_class, "page.open-file", "s", open_file);
  gtk_widget_class_install_action (widget_class, "page.release-file", "s", release_file);
}
