/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question that is read before it is answered: it cannot be taken back, and without a new invitation nothing is sent any more. */

#define G_LOG_DOMAIN "pantau-rekey-dialog"

#include "config.h"

#include "pantau-rekey-dialog.h"

struct _PantauRekeyDialog
{
  AdwWindow parent_instance;

  GtkWidget *cancel_button;
};

enum
{
  CONFIRMED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauRekeyDialog, pantau_rekey_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
confirm (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[CONFIRMED], 0);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
pantau_rekey_dialog_class_init (PantauRekeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "rekey.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "rekey.confirm", NULL, confirm);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "rekey.cancel", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-rekey-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauRekeyDialog, cancel_button);
}

static void
pantau_rekey_dialog_init (PantauRekeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_rekey_dialog_new (GtkWindow *parent)
{
  PantauRekeyDialog *self = g_object_new (PANTAU_TYPE_REKEY_DIALOG, "transient-for", parent, NULL);

  /* Return, pressed by habit, changes nothing. */
  gtk_window_set_focus (GTK_WINDOW (self), self->cancel_button);

  return GTK_WIDGET (self);
}
