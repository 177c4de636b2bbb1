/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a file is kept whose bytes do not travel. */

#define G_LOG_DOMAIN "pantau-medium-dialog"

#include "config.h"

#include "pantau-medium-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-attachment.h"
#include "pantau-ui.h"

struct _PantauMediumDialog
{
  AdwMessageDialog parent_instance;

  GtkLabel *fault_label;
  GtkEditable *medium_entry;
};

G_DEFINE_FINAL_TYPE (PantauMediumDialog, pantau_medium_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* Nobody is told off while the first letters are typed. */
static void
medium_changed_cb (PantauMediumDialog *self)
{
  const char *text = gtk_editable_get_text (self->medium_entry);
  g_autoptr (GError) error = NULL;
  g_autofree char *medium = pantau_attachment_check_medium (text, &error);
  gboolean is_long = g_utf8_strlen (text, -1) >= PANTAU_ATTACHMENT_MIN_MEDIUM;
  g_autofree char *fault =
      error != NULL && is_long ? pantau_advice_sentence (error->message) : NULL;

  pantau_ui_set_text (self->fault_label, fault);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "take", medium != NULL);
}

static void
pantau_medium_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_MEDIUM_DIALOG);

  G_OBJECT_CLASS (pantau_medium_dialog_parent_class)->dispose (object);
}

static void
pantau_medium_dialog_class_init (PantauMediumDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_medium_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-medium-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauMediumDialog, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauMediumDialog, medium_entry);
  gtk_widget_class_bind_template_callback (widget_class, medium_changed_cb);
}

static void
pantau_medium_dialog_init (PantauMediumDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PantauMediumDialog *
pantau_medium_dialog_new (GtkWindow *parent, const char *name)
{
  /* Translators: %s is the name of a file of more than 100 MiB */
  g_autofree char *heading = g_strdup_printf (_ ("“%s” is too large to be sent"), name);

  return g_object_new (PANTAU_TYPE_MEDIUM_DIALOG, "transient-for", parent, "heading", heading,
                       NULL);
}

char *
pantau_medium_dialog_dup_medium (PantauMediumDialog *self)
{
  g_return_val_if_fail (PANTAU_IS_MEDIUM_DIALOG (self), NULL);

  return pantau_attachment_check_medium (gtk_editable_get_text (self->medium_entry), NULL);
}
