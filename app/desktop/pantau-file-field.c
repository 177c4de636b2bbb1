/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper as a PDF, chosen from the files of the laptop. */

#define G_LOG_DOMAIN "pantau-file-field"

#include "config.h"

#include "pantau-file-field.h"

#include <glib/gi18n-lib.h>

struct _PantauFileField
{
  PantauFieldView parent_instance;

  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */

  GtkWidget *choose_button;
  GtkLabel *name_label;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (PantauFileField, pantau_file_field, PANTAU_TYPE_FIELD_VIEW)

static void
take_file (PantauFileField *self, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && g_utf8_validate (path, -1, NULL))
    pantau_field_view_answer_text (PANTAU_FIELD_VIEW (self), path);
  else if (file != NULL)
    pantau_field_view_complain (PANTAU_FIELD_VIEW (self),
                                _ ("Only files of this laptop can be attached."));
  pantau_field_view_show_answer (PANTAU_FIELD_VIEW (self));
}

static void
was_chosen (GtkFileChooserNative *chooser, int response, PantauFileField *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    take_file (self, file);
}

static void
choose (PantauFileField *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("Choose the paper"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, _ ("PDF papers"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (was_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
take_away (PantauFileField *self)
{
  pantau_field_view_answer (PANTAU_FIELD_VIEW (self), NULL);
  pantau_field_view_show_answer (PANTAU_FIELD_VIEW (self));
  gtk_widget_grab_focus (self->choose_button);
}

static void
pantau_file_field_show_answer (PantauFieldView *view)
{
  PantauFileField *self = PANTAU_FILE_FIELD (view);
  g_autofree char *path =
      pantau_form_get_text (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  g_autofree char *name =
      *path != '\0' ? g_filename_display_basename (path) : g_strdup (_ ("No file is chosen"));

  gtk_label_set_label (self->name_label, name);
  gtk_widget_set_visible (self->remove_button, *path != '\0');
}

static GtkWidget *
pantau_file_field_get_control (PantauFieldView *view)
{
  return PANTAU_FILE_FIELD (view)->choose_button;
}

static void
pantau_file_field_dispose (GObject *object)
{
  PantauFileField *self = PANTAU_FILE_FIELD (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (pantau_file_field_parent_class)->dispose (object);
}

static void
pantau_file_field_class_init (PantauFileFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_file_field_dispose;
  field_class->get_control = pantau_file_field_get_control;
  field_class->show_answer = pantau_file_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-file-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, choose);
  gtk_widget_class_bind_template_callback (widget_class, take_away);
  gtk_widget_class_bind_template_child (widget_class, PantauFileField, choose_button);
  gtk_widget_class_bind_template_child (widget_class, PantauFileField, name_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFileField, remove_button);
}

static void
pantau_file_field_init (PantauFileField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
