/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the identity card, from the button to secure memory. */

#define G_LOG_DOMAIN "pantau-identity-picture-row"

#include "config.h"

#include "pantau-identity-picture-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-secrecy.h"

struct _PantauIdentityPictureRow
{
  AdwActionRow parent_instance;

  const PantauIdentityPart *part;
  PantauIdentity *copy;          /* (owned) (nullable): holds the picture alone */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */
  gboolean is_wiped;
};

typedef enum
{
  PROP_CHOOSING = 1,
} PantauIdentityPictureRowProperty;

enum
{
  CHANGED,
  FAULT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauIdentityPictureRow, pantau_identity_picture_row, ADW_TYPE_ACTION_ROW)

static GParamSpec *properties[PROP_CHOOSING + 1];
static guint signals[N_SIGNALS];

static void
tell_fault (PantauIdentityPictureRow *self, const char *message)
{
  g_signal_emit (self, signals[FAULT], 0, message);
}

static void
show_copy (PantauIdentityPictureRow *self)
{
  GBytes *copy = self->copy != NULL ? pantau_identity_get_copy (self->copy) : NULL;
  g_autofree char *size = copy != NULL ? pantau_format_bytes (g_bytes_get_size (copy)) : NULL;
  const char *hint = pantau_label_get (&self->part->hint, pantau_locale_get ());
  /* Translators: of a picture; %s is its size */
  g_autofree char *text =
      size != NULL ? g_strdup_printf (_ ("Taken in: %s"), size) : g_strdup (hint);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : "");
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PantauIdentity *copy = pantau_identity_new ();
  GError *error = NULL;

  if (pantau_identity_load_copy (copy, data, &error))
    {
      g_task_return_pointer (task, copy, (GDestroyNotify) pantau_identity_free);
      return;
    }
  pantau_identity_free (copy);
  g_task_return_error (task, error);
}

static void
was_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauIdentityPictureRow *self = PANTAU_IDENTITY_PICTURE_ROW (source);
  g_autoptr (GError) error = NULL;
  PantauIdentity *copy = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->is_wiped)
    {
      pantau_identity_free (copy);
      return;
    }
  if (copy == NULL)
    {
      tell_fault (self, error->message);
      return;
    }
  pantau_identity_free (self->copy);
  self->copy = copy;
  tell_fault (self, NULL);
  show_copy (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take (PantauIdentityPictureRow *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  char *path = g_file_get_path (file);

  if (path == NULL)
    {
      tell_fault (self, _ ("only files of this laptop can be opened"));
      return;
    }
  task = g_task_new (self, NULL, was_loaded, NULL);
  g_task_set_source_tag (task, take);
  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, load_in_thread);
}

static void
file_chosen (GtkNativeDialog *chooser, int response, PantauIdentityPictureRow *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;

  if (file != NULL)
    {
      pantau_secrecy_forget_file (file);
      take (self, file);
    }
  g_clear_object (&self->chooser);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOOSING]);
}

static void
choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauIdentityPictureRow *self = PANTAU_IDENTITY_PICTURE_ROW (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Copy of the identity card"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (filter, _ ("Pictures and PDF"));
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/webp");
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOOSING]);
}

static void
pantau_identity_picture_row_dispose (GObject *object)
{
  PantauIdentityPictureRow *self = PANTAU_IDENTITY_PICTURE_ROW (object);

  pantau_identity_picture_row_wipe (self);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (pantau_identity_picture_row_parent_class)->dispose (object);
}

static void
pantau_identity_picture_row_get_property (GObject *object,
                                          guint property,
                                          GValue *value,
                                          GParamSpec *pspec)
{
  switch ((PantauIdentityPictureRowProperty) property)
    {
    case PROP_CHOOSING:
      g_value_set_boolean (
          value, pantau_identity_picture_row_is_choosing (PANTAU_IDENTITY_PICTURE_ROW (object)));
      break;
    }
}

static void
pantau_identity_picture_row_class_init (PantauIdentityPictureRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pantau_identity_picture_row_dispose;
  object_class->get_property = pantau_identity_picture_row_get_property;

  properties[PROP_CHOOSING] =
      g_param_spec_boolean ("choosing", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FAULT] = g_signal_new ("fault", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "identity.choose-picture", NULL,
                                   choose);
}

static void
pantau_identity_picture_row_init (PantauIdentityPictureRow *self)
{
}

GtkWidget *
pantau_identity_picture_row_new (const PantauIdentityPart *part)
{
  PantauIdentityPictureRow *self = g_object_new (PANTAU_TYPE_IDENTITY_PICTURE_ROW, NULL);
  const char *title = pantau_label_get (&part->label, pantau_locale_get ());
  /* Translators: a button that opens a dialog for choosing a file */
  GtkWidget *row = GTK_WIDGET (self), *button = gtk_button_new_with_label (_ ("Choose…"));
  g_autofree char *name = g_strdup_printf (_ ("%s %s"), _ ("Choose…"), title);

  self->part = part;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "identity.choose-picture");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  show_copy (self);

  return row;
}

gboolean
pantau_identity_picture_row_is_choosing (PantauIdentityPictureRow *self)
{
  g_return_val_if_fail (PANTAU_IS_IDENTITY_PICTURE_ROW (self), FALSE);

  return self->chooser != NULL;
}

void
pantau_identity_picture_row_add_to (PantauIdentityPictureRow *self, PantauIdentity *identity)
{
  g_return_if_fail (PANTAU_IS_IDENTITY_PICTURE_ROW (self));

  if (self->copy != NULL)
    pantau_identity_set_copy (identity, pantau_identity_get_copy (self->copy));
}

void
pantau_identity_picture_row_wipe (PantauIdentityPictureRow *self)
{
  g_return_if_fail (PANTAU_IS_IDENTITY_PICTURE_ROW (self));

  self->is_wiped = TRUE;
  g_clear_pointer (&self->copy, pantau_identity_free);
}
