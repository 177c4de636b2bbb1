/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a record is sent back, withdrawn, or set aside. */

#define G_LOG_DOMAIN "pantau-reason-dialog"

#include "config.h"

#include "pantau-reason-dialog.h"

#include <glib/gi18n-lib.h>

struct _PantauReasonDialog
{
  AdwMessageDialog parent_instance;

  GtkEditable *reason_entry;
};

G_DEFINE_FINAL_TYPE (PantauReasonDialog, pantau_reason_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
reason_changed_cb (PantauReasonDialog *self)
{
  g_autofree char *reason = pantau_reason_dialog_dup_reason (self);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "take", *reason != '\0');
}

static void
pantau_reason_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_REASON_DIALOG);

  G_OBJECT_CLASS (pantau_reason_dialog_parent_class)->dispose (object);
}

static void
pantau_reason_dialog_class_init (PantauReasonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_reason_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-reason-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauReasonDialog, reason_entry);
  gtk_widget_class_bind_template_callback (widget_class, reason_changed_cb);
}

static void
pantau_reason_dialog_init (PantauReasonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PantauReasonDialog *
pantau_reason_dialog_new (GtkWindow *parent, const char *status)
{
  /* Translators: %s is a status, such as “Withdrawn”. */
  g_autofree char *heading = g_strdup_printf (_ ("Why “%s”?"), status);

  return g_object_new (PANTAU_TYPE_REASON_DIALOG, "transient-for", parent, "heading", heading,
                       NULL);
}

PantauReasonDialog *
pantau_reason_dialog_new_for (GtkWindow *parent, const char *heading, const char *verb)
{
  PantauReasonDialog *self =
      g_object_new (PANTAU_TYPE_REASON_DIALOG, "transient-for", parent, "heading", heading, NULL);

  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (self), "take", verb);

  return self;
}

char *
pantau_reason_dialog_dup_reason (PantauReasonDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason_entry)));
}
