/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one does with the files of a draft: choose some, say from whom they are, take a large one by its hash, remove and drop. */

#define G_LOG_DOMAIN "pantau-files"

#include "config.h"

#include "pantau-files-section-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-medium-dialog.h"
#include "pantau-secrecy.h"

static void
were_chosen (GtkFileChooserNative *chooser, int response, PantauFilesSection *self)
{
  g_autoptr (GListModel) files = response == GTK_RESPONSE_ACCEPT
                                     ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser))
                                     : NULL;

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      pantau_secrecy_forget_file (file);
      pantau_files_section_add_file (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilesSection *self = PANTAU_FILES_SECTION (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->chooser != NULL || !GTK_IS_WINDOW (root))
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Files of this record"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (were_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
was_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauFilesSection) self = data;
  g_autoptr (GError) error = NULL;

  if (!pantau_files_remove_finish (PANTAU_SESSION (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  pantau_files_section_read (self);
}

static void
origin_was_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauFilesSection) self = data;
  g_autoptr (GError) error = NULL;

  if (!pantau_files_remove_finish (PANTAU_SESSION (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  pantau_files_section_read (self);
}

static void
set_origin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilesSection *self = PANTAU_FILES_SECTION (widget);
  const char *hash, *origin;

  g_variant_get (parameter, "(&s&s)", &hash, &origin);
  if (self->session != NULL)
    pantau_files_set_origin (self->session, self->draft, hash, *origin != '\0' ? origin : NULL,
                             origin_was_set, g_object_ref (self));
}

/* It was too large: with a medium it is taken by its hash. */
static void
medium_was_said (AdwMessageDialog *dialog, const char *response, PantauFilesSection *self)
{
  g_autofree char *medium = pantau_medium_dialog_dup_medium (PANTAU_MEDIUM_DIALOG (dialog));
  PantauFilesCopy *copy = pantau_files_section_find_copy (
      self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "number")));
  g_autoptr (PantauFileSource) source = NULL;

  if (copy == NULL || !copy->is_large || medium == NULL || self->session == NULL)
    return;
  source = pantau_file_source_copy (copy->source);
  g_free (source->medium);
  source->medium = g_steal_pointer (&medium);
  g_ptr_array_remove (self->copies, copy);
  pantau_files_section_add (self, source);
  gtk_widget_grab_focus (self->choose_button);
}

static void
keep_large (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilesSection *self = PANTAU_FILES_SECTION (widget);
  const PantauFilesCopy *copy =
      pantau_files_section_find_copy (self, g_variant_get_uint32 (parameter));
  GtkRoot *root = gtk_widget_get_root (widget);
  PantauMediumDialog *dialog;

  if (copy == NULL || !copy->is_large || !GTK_IS_WINDOW (root))
    return;
  dialog = pantau_medium_dialog_new (GTK_WINDOW (root), copy->source->name);
  g_object_set_data (G_OBJECT (dialog), "number", GUINT_TO_POINTER (copy->number));
  g_signal_connect_object (dialog, "response::take", G_CALLBACK (medium_was_said), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_hash (PantauFilesSection *self, const char *hash)
{
  if (self->session != NULL)
    pantau_files_remove (self->session, self->draft, hash, was_removed, g_object_ref (self));
}

static void
remove_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilesSection *self = PANTAU_FILES_SECTION (widget);

  remove_hash (self, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (self->choose_button);
}

static void
drop_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilesSection *self = PANTAU_FILES_SECTION (widget);
  guint number = g_variant_get_uint32 (parameter);

  for (guint i = 0; i < self->copies->len; i++)
    {
      PantauFilesCopy *copy = g_ptr_array_index (self->copies, i);

      if (copy->number != number)
        continue;
      g_cancellable_cancel (copy->cancellable);
      /* It ended before the button was pressed, and only its row did not know. */
      if (copy->hash != NULL)
        remove_hash (self, copy->hash);
      if (copy->fault != NULL)
        g_ptr_array_remove_index (self->copies, i);
      break;
    }
  gtk_widget_grab_focus (self->choose_button);
  pantau_files_section_show (self);
}

void
pantau_files_section_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "files.choose", NULL, choose);
  gtk_widget_class_install_action (widget_class, "files.remove", "s", remove_file);
  gtk_widget_class_install_action (widget_class, "files.drop", "u", drop_copy);
  gtk_widget_class_install_action (widget_class, "files.keep", "u", keep_large);
  gtk_widget_class_install_action (widget_class, "files.origin", "(ss)", set_origin);
}
