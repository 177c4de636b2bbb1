/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From where and how often: two settings of the home. */

#define G_LOG_DOMAIN "pantau-warning-dialog"

#include "config.h"

#include "pantau-warning-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-warning-fetch.h"
#include "pantau-warning-http.h"
#include "pantau-warning-watch.h"
#include "pantau-words-warning.h"

struct _PantauWarningDialog
{
  AdwMessageDialog parent_instance;

  PantauSession *session; /* (owned) (nullable) */

  GtkDropDown *every_choice;
  GtkLabel *fault_label;
  GtkEditable *url_entry;
};

G_DEFINE_FINAL_TYPE (PantauWarningDialog, pantau_warning_dialog, ADW_TYPE_MESSAGE_DIALOG)

static char *
get_url (PantauWarningDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->url_entry)));
}

/* Nothing typed is the agency's own. */
static void
check (PantauWarningDialog *self)
{
  g_autofree char *url = get_url (self), *sentence = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = *url == '\0' || pantau_warning_http_check (url, &error);

  sentence = ok ? g_strdup ("") : pantau_advice_sentence (error->message);
  gtk_label_set_label (self->fault_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), !ok);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "keep", ok);
}

/* Enter in the entry asks for the default answer, also where it is not enabled. */
static void
keep (PantauWarningDialog *self)
{
  g_autofree char *url = get_url (self), *every = NULL;
  guint selected = gtk_drop_down_get_selected (self->every_choice);

  if (*url != '\0' && !pantau_warning_http_check (url, NULL))
    return;
  if (selected > 0)
    every = g_strdup_printf ("%u", pantau_warning_watch_choices ()[selected - 1]);
  pantau_session_set_setting (self->session, PANTAU_SETTING_WARNINGS_URL,
                              *url != '\0' ? url : NULL);
  pantau_session_set_setting (self->session, PANTAU_SETTING_WARNINGS_EVERY, every);
}

static void
fill (PantauWarningDialog *self)
{
  const char *url = pantau_session_get_setting (self->session, PANTAU_SETTING_WARNINGS_URL);
  guint minutes = pantau_warning_watch_get_minutes (self->session), selected = 0;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const guint *choices = pantau_warning_watch_choices ();

  /* Translators: how often early warnings are fetched by themselves */
  gtk_string_list_append (list, _ ("Only when I ask for them"));
  for (guint i = 0; choices[i] != 0; i++)
    {
      g_autofree char *text = pantau_words_warning_every (choices[i]);

      gtk_string_list_append (list, text);
      if (choices[i] == minutes)
        selected = i + 1;
    }
  gtk_drop_down_set_model (self->every_choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->every_choice, selected);
  gtk_editable_set_text (self->url_entry, url != NULL ? url : "");
  check (self);
}

static void
pantau_warning_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_WARNING_DIALOG);
  g_clear_object (&PANTAU_WARNING_DIALOG (object)->session);

  G_OBJECT_CLASS (pantau_warning_dialog_parent_class)->dispose (object);
}

static void
pantau_warning_dialog_class_init (PantauWarningDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_warning_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-warning-dialog.ui");
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningDialog, every_choice);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningDialog, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningDialog, url_entry);
}

static void
pantau_warning_dialog_init (PantauWarningDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_warning_dialog_new (GtkWindow *parent, PantauSession *session)
{
  PantauWarningDialog *self =
      g_object_new (PANTAU_TYPE_WARNING_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill (self);
  g_signal_connect (self, "response::keep", G_CALLBACK (keep), NULL);

  return GTK_WIDGET (self);
}
