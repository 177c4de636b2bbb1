/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invitation that came as a file: chosen, and read where the window does not wait for a disk. */

#define G_LOG_DOMAIN "pantau-enroll-file"

#include "config.h"

#include "pantau-enroll-file.h"

#include <glib/gi18n-lib.h>

GtkFileChooserNative *
pantau_enroll_file_chooser_new (GtkWindow *parent)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new (), all = gtk_file_filter_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Open an invitation"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_filter_set_name (filter, _ ("Invitations of Pantau"));
  gtk_file_filter_add_pattern (filter, "*" PANTAU_INVITATION_SUFFIX);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);

  return chooser;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (data);
  GError *error = NULL;
  PantauInvitation *invitation = NULL;

  if (path == NULL)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _ ("only files of this laptop can be opened"));
  else
    invitation = pantau_invitation_load (path, &error);
  if (invitation == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, invitation, (GDestroyNotify) pantau_invitation_free);
}

void
pantau_enroll_file_read (GtkWidget *widget,
                         GFile *file,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (widget, NULL, callback, data);

  g_task_set_source_tag (task, pantau_enroll_file_read);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

PantauInvitation *
pantau_enroll_file_read_finish (GtkWidget *widget, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, widget), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
