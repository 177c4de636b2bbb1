/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before something goes for ever: what, by whose word, and why. */

#define G_LOG_DOMAIN "pantau-erasure-dialog"

#include "config.h"

#include "pantau-erasure-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-edit-redact.h"
#include "pantau-store-redaction.h"
#include "pantau-words.h"

struct _PantauErasureDialog
{
  AdwMessageDialog parent_instance;

  GtkLabel *asked_label;
  GtkEditable *reason_entry;
  GtkEditable *basis_entry;
  GtkCheckButton *sure_button;
};

G_DEFINE_FINAL_TYPE (PantauErasureDialog, pantau_erasure_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
answers_changed_cb (PantauErasureDialog *self)
{
  g_autofree char *reason =
      pantau_check_redact_reason (gtk_editable_get_text (self->reason_entry), NULL);
  g_autofree char *basis =
      pantau_check_redact_basis (gtk_editable_get_text (self->basis_entry), NULL);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "erase",
                                           reason != NULL && basis != NULL &&
                                               gtk_check_button_get_active (self->sure_button));
}

static void
pantau_erasure_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_ERASURE_DIALOG);

  G_OBJECT_CLASS (pantau_erasure_dialog_parent_class)->dispose (object);
}

static void
pantau_erasure_dialog_class_init (PantauErasureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_erasure_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-erasure-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauErasureDialog, asked_label);
  gtk_widget_class_bind_template_child (widget_class, PantauErasureDialog, reason_entry);
  gtk_widget_class_bind_template_child (widget_class, PantauErasureDialog, basis_entry);
  gtk_widget_class_bind_template_child (widget_class, PantauErasureDialog, sure_button);
  gtk_widget_class_bind_template_callback (widget_class, answers_changed_cb);
}

static void
pantau_erasure_dialog_init (PantauErasureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The first that somebody else asked for. (nullable) */
static const PantauRedaction *
find_other (GPtrArray *pending)
{
  for (guint i = 0; pending != NULL && i < pending->len; i++)
    {
      const PantauRedaction *line = g_ptr_array_index (pending, i);

      if (!line->is_mine)
        return line;
    }

  return NULL;
}

PantauErasureDialog *
pantau_erasure_dialog_new (GtkWindow *parent, GPtrArray *pending)
{
  PantauErasureDialog *self =
      g_object_new (PANTAU_TYPE_ERASURE_DIALOG, "transient-for", parent, NULL);
  const PantauRedaction *other = find_other (pending);
  g_autofree char *name = NULL, *reason = NULL, *text = NULL;

  if (other == NULL)
    {
      adw_message_dialog_set_body (
          ADW_MESSAGE_DIALOG (self),
          _ ("It takes two persons of the province’s desk. Nothing is erased until a second one "
             "asks for the same."));
      return self;
    }

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self),
                               _ ("You are the second person: with your request it is erased, "
                                  "everywhere."));
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (self), "erase", _ ("_Erase for good"));
  name = pantau_words_clean (*other->redact->name != '\0' ? other->redact->name
                                                          : other->redact->person);
  reason = pantau_words_clean_lines (other->redact->reason);
  /* Translators: a person, and the reason that she gave. */
  text = g_strdup_printf (_ ("%s asked for it: %s"), name, reason);
  gtk_label_set_label (self->asked_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->asked_label), TRUE);
  gtk_editable_set_text (self->basis_entry, other->redact->basis);

  return self;
}

char *
pantau_erasure_dialog_dup_reason (PantauErasureDialog *self)
{
  return g_strdup (gtk_editable_get_text (self->reason_entry));
}

char *
pantau_erasure_dialog_dup_basis (PantauErasureDialog *self)
{
  return g_strdup (gtk_editable_get_text (self->basis_entry));
}
