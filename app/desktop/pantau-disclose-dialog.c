/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file goes to Pemprov, or a copy of it on which is covered who sent it. */

#define G_LOG_DOMAIN "pantau-disclose-dialog"

#include "config.h"

#include "pantau-disclose-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-edit-evidence.h"
#include "pantau-evidence-work.h"
#include "pantau-line-layout.h"
#include "pantau-ui.h"
#include "pantau-words.h"

struct _PantauDiscloseDialog
{
  AdwWindow parent_instance;

  PantauSession *session; /* (owned) */
  char *record;
  char *hash;
  char *seen;                    /* the file as it is, in words */
  GFile *copy;                   /* (owned) (nullable): the masked one */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */
  gboolean is_saving;

  GtkWidget *choose_button;
  GtkLabel *copy_fault;
  GtkLabel *copy_label;
  GtkWidget *fault_box;
  GtkLabel *fault_label;
  GtkLabel *file_label;
  GtkCheckButton *masked_check;
  GtkCheckButton *plain_check;
  GtkEditable *reason_entry;
  GtkLabel *reason_fault;
  GtkWidget *scrolled;
  GtkWidget *spinner;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (PantauDiscloseDialog, pantau_disclose_dialog, ADW_TYPE_WINDOW)

static void
show_fault (PantauDiscloseDialog *self, const char *text)
{
  gtk_label_set_label (self->fault_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->fault_box, text != NULL);
}

/* What goes is what is shown, before it goes. */
static void
show_seen (PantauDiscloseDialog *self)
{
  gboolean is_masked = gtk_check_button_get_active (self->masked_check);

  gtk_label_set_label (self->file_label, !is_masked ? self->seen
                                         : self->copy != NULL
                                             ? gtk_label_get_label (self->copy_label)
                                             : _ ("The copy that you choose"));
}

static void
choice_changed_cb (PantauDiscloseDialog *self)
{
  show_seen (self);
  gtk_widget_set_sensitive (self->choose_button, gtk_check_button_get_active (self->masked_check));
  pantau_ui_set_text (self->copy_fault, NULL);
}

static void
was_chosen (GtkFileChooserNative *chooser, int response, PantauDiscloseDialog *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    pantau_disclose_dialog_set_copy (self, file);
}

static void
choose_cb (PantauDiscloseDialog *self)
{
  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("Choose the masked copy"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (was_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
set_saving (PantauDiscloseDialog *self, gboolean is_saving)
{
  self->is_saving = is_saving;
  gtk_widget_set_visible (self->spinner, is_saving);
  gtk_widget_set_sensitive (self->scrolled, !is_saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "disclose.save", !is_saving);
}

static void
was_released (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauDiscloseDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gboolean is_released = pantau_evidence_work_finish (PANTAU_SESSION (source), result, &error);

  if (self == NULL)
    return;
  set_saving (self, FALSE);
  if (is_released)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  sentence = pantau_advice_sentence (error->message);
  show_fault (self, sentence);
}

/* (transfer full) */
static char *
dup_reason (PantauDiscloseDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason_entry)));
}

/* All at once, each beside what it is about. TRUE where nothing is wrong. */
static gboolean
judge (PantauDiscloseDialog *self, const char *reason)
{
  gboolean is_masked = gtk_check_button_get_active (self->masked_check);
  gboolean lacks_copy = is_masked && self->copy == NULL;
  gboolean lacks_reason = g_utf8_strlen (reason, -1) < PANTAU_EVIDENCE_MIN_REASON;

  pantau_ui_set_text (self->copy_fault, lacks_copy ? _ ("Choose the masked copy.") : NULL);
  pantau_ui_set_text (self->reason_fault,
                      lacks_reason ? _ ("Say why Pemprov needs it: it stays in the history.")
                                   : NULL);
  if (lacks_copy)
    gtk_widget_grab_focus (self->choose_button);
  else if (lacks_reason)
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_entry));

  return !lacks_copy && !lacks_reason;
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauDiscloseDialog *self = PANTAU_DISCLOSE_DIALOG (widget);
  g_autofree char *reason = dup_reason (self);
  gboolean is_masked = gtk_check_button_get_active (self->masked_check);

  if (self->is_saving || !judge (self, reason))
    return;
  show_fault (self, NULL);
  set_saving (self, TRUE);
  pantau_evidence_work_release (self->session, self->record, self->hash,
                                is_masked ? self->copy : NULL, reason, was_released,
                                pantau_ui_weak_new (self));
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
pantau_disclose_dialog_close_request (GtkWindow *window)
{
  /* It will close by itself, or tell what is wrong. */
  if (PANTAU_DISCLOSE_DIALOG (window)->is_saving)
    return GDK_EVENT_STOP;

  return GTK_WINDOW_CLASS (pantau_disclose_dialog_parent_class)->close_request (window);
}

static void
pantau_disclose_dialog_dispose (GObject *object)
{
  PantauDiscloseDialog *self = PANTAU_DISCLOSE_DIALOG (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_DISCLOSE_DIALOG);
  g_clear_object (&self->copy);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_disclose_dialog_parent_class)->dispose (object);
}

static void
pantau_disclose_dialog_finalize (GObject *object)
{
  PantauDiscloseDialog *self = PANTAU_DISCLOSE_DIALOG (object);

  g_free (self->record);
  g_free (self->hash);
  g_free (self->seen);

  G_OBJECT_CLASS (pantau_disclose_dialog_parent_class)->finalize (object);
}

static void
pantau_disclose_dialog_class_init (PantauDiscloseDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_disclose_dialog_dispose;
  object_class->finalize = pantau_disclose_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = pantau_disclose_dialog_close_request;

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-disclose-dialog.ui");
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, copy_fault);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, copy_label);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, fault_box);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, masked_check);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, plain_check);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, reason_entry);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, reason_fault);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PantauDiscloseDialog, title);

  gtk_widget_class_install_action (widget_class, "disclose.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "disclose.save", NULL, save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "disclose.cancel", NULL);
}

static void
pantau_disclose_dialog_init (PantauDiscloseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PantauDiscloseDialog *
pantau_disclose_dialog_new (GtkWindow *parent,
                            PantauSession *session,
                            const char *record,
                            const PantauFileItem *file)
{
  PantauDiscloseDialog *self =
      g_object_new (PANTAU_TYPE_DISCLOSE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->record = g_strdup (record);
  self->hash = g_strdup (file->hash);
  adw_window_title_set_subtitle (self->title, file->title);
  self->seen = g_strdup_printf ("%s\n%s", file->title, file->details);
  /* A copy of a copy is what nobody means. */
  if (file->is_masked)
    gtk_check_button_set_active (self->plain_check, TRUE);
  choice_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (file->is_masked ? self->plain_check : self->masked_check));

  return self;
}

void
pantau_disclose_dialog_set_copy (PantauDiscloseDialog *self, GFile *copy)
{
  g_autofree char *raw = g_file_get_basename (copy),
                  *name = raw != NULL ? g_filename_display_name (raw) : g_strdup (""),
                  *clean = pantau_words_clean (name);

  g_return_if_fail (PANTAU_IS_DISCLOSE_DIALOG (self));

  g_set_object (&self->copy, copy);
  gtk_label_set_label (self->copy_label, clean);
  show_seen (self);
  pantau_ui_set_text (self->copy_fault, NULL);
}
