/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a record that asks something first: a dialog each. */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-act-dialog.h"
#include "pantau-advice.h"
#include "pantau-edit-checklist.h"
#include "pantau-edit-release.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-record-page-private.h"
#include "pantau-record-text.h"
#include "pantau-reveal-dialog.h"
#include "pantau-ui.h"
#include "pantau-words-identity.h"
#include "pantau-words.h"

static const PantauHandlingItem *
find_item (GPtrArray *items, const char *entry)
{
  for (guint i = 0; i < items->len; i++)
    {
      const PantauHandlingItem *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (item->target, entry) == 0)
        return item;
    }

  return NULL;
}

/* What an act is asked with besides its questions. */
static void
prepare (PantauRecordPage *self, PantauActDialog *dialog, PantauAct act, const char *entry)
{
  const PantauHandling *handling = self->view->handling;
  const PantauHandlingItem *item;

  switch (act)
    {
    case PANTAU_ACT_FORWARD:
      if (handling->forward_warning != NULL)
        {
          g_autofree char *sentence = pantau_advice_sentence (handling->forward_warning);

          pantau_act_dialog_set_warning (dialog, sentence);
        }
      break;
    case PANTAU_ACT_REVIEW:
      g_object_set (dialog, "readers",
                    _ ("The desks of Bawaslu in its region will read it; monitors and Pemprov will "
                       "not."),
                    NULL);
      break;
    case PANTAU_ACT_RELEASE:
      item = find_item (handling->releases, entry);
      g_object_set (dialog, "readers", handling->release_readers, NULL);
      if (item != NULL)
        pantau_act_dialog_begin (dialog, item->begin);
      break;
    case PANTAU_ACT_REPLY:
    case PANTAU_ACT_TREAT:
    case PANTAU_ACT_TREATMENT:
    case PANTAU_ACT_BECOME:
    case PANTAU_ACT_OPEN:
    case PANTAU_ACT_ASK:
    case PANTAU_ACT_ANSWER:
    case PANTAU_ACT_COPY:
    case PANTAU_ACT_HAND_OVER:
      break;
    }
}

static PantauActDialog *
ask (PantauRecordPage *self, PantauAct act, const char *entry, const char *subtitle);

/* What went to Pemprov of a closed record says nothing to it yet: that can be written at once. */
static void
forward_done (PantauActDialog *dialog,
              const char *entry,
              JsonObject *answers,
              PantauRecordPage *self)
{
  PantauRecord *record = pantau_form_dialog_get_record (PANTAU_FORM_DIALOG (dialog));
  JsonArray *given = pantau_json_array (answers, "copies");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) copies = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; given != NULL && i < json_array_get_length (given); i++)
    g_strv_builder_add (builder, json_array_get_string_element (given, i));
  copies = g_strv_builder_end (builder);

  if (g_strcmp0 (self->record, pantau_record_get_id (record)) != 0 || self->view == NULL ||
      pantau_record_get_is_open (self->view->record) ||
      !pantau_release_is_for (pantau_session_get_reference (self->session),
                              pantau_json_string (answers, "agency"), (const char *const *) copies))
    return;
  title = pantau_words_clean (pantau_record_get_title (self->view->record));
  ask (self, PANTAU_ACT_RELEASE, entry, title);
}

/* The dialog, in sight. (transfer none) (nullable): NULL where nothing may be done now */
static PantauActDialog *
ask (PantauRecordPage *self, PantauAct act, const char *entry, const char *subtitle)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  PantauActDialog *dialog;

  if (!pantau_record_page_is_ready (self) || !GTK_IS_WINDOW (root))
    return NULL;

  dialog = pantau_act_dialog_new (GTK_WINDOW (root), self->session, act, self->view->record, entry);
  g_object_set (dialog, "subtitle", subtitle, NULL);
  prepare (self, dialog, act, entry);
  if (act == PANTAU_ACT_FORWARD)
    g_signal_connect_object (dialog, "done", G_CALLBACK (forward_done), self, 0);
  pantau_form_dialog_present (PANTAU_FORM_DIALOG (dialog));

  return dialog;
}

static void
ask_about_record (GtkWidget *widget, PantauAct act)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  g_autofree char *title = NULL;

  if (self->view == NULL)
    return;
  title = pantau_words_clean (pantau_record_title_words (self->view->record));
  ask (self, act, NULL, title);
}

static void
forward (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_about_record (widget, PANTAU_ACT_FORWARD);
}

static void
treat (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_about_record (widget, PANTAU_ACT_TREAT);
}

static void
become (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_about_record (widget, PANTAU_ACT_BECOME);
}

static void
ask_about_entry (PantauRecordPage *self, PantauAct act, GPtrArray *items, GVariant *parameter)
{
  const char *entry = g_variant_get_string (parameter, NULL);
  const PantauHandlingItem *item = find_item (items, entry);

  if (item != NULL)
    ask (self, act, entry, item->title);
}

static void
reply (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  if (self->view != NULL)
    ask_about_entry (self, PANTAU_ACT_REPLY, self->view->handling->forwards, parameter);
}

static void
review (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_about_record (widget, PANTAU_ACT_REVIEW);
}

static void
release (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  if (self->view != NULL)
    ask_about_entry (self, PANTAU_ACT_RELEASE, self->view->handling->releases, parameter);
}

static void
step_treatment (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  if (self->view != NULL)
    ask_about_entry (self, PANTAU_ACT_TREATMENT, self->view->handling->treatments, parameter);
}

static void
open_identity (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  const PantauSealed *sealed;

  if (!pantau_record_page_is_ready (self) || !GTK_IS_WINDOW (root))
    return;
  sealed = pantau_sealed_part_find (self->view->identities, g_variant_get_string (parameter, NULL));
  if (sealed != NULL)
    gtk_window_present (GTK_WINDOW (
        pantau_reveal_dialog_new (GTK_WINDOW (root), self->session, self->view->record, sealed)));
}

static void
ask_officer (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const PantauSealed *sealed =
      self->view != NULL
          ? pantau_sealed_part_find (self->view->identities, g_variant_get_string (parameter, NULL))
          : NULL;
  g_autofree char *person = NULL;
  PantauActDialog *dialog;

  if (sealed == NULL)
    return;
  person = pantau_words_person_of (pantau_session_get_reference (self->session),
                                   pantau_record_get_kind (self->view->record), sealed->person,
                                   sealed->ordinal);
  dialog = ask (self, PANTAU_ACT_ASK, sealed->entry, person);
  if (dialog != NULL)
    pantau_act_dialog_set_person (dialog, sealed->person, sealed->ordinal);
}

static void
answer_ask (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  if (self->view != NULL)
    ask_about_entry (self, PANTAU_ACT_ANSWER, self->view->identities->asks, parameter);
}

static gpointer
open_risks_in_thread (PantauHome *home, gpointer data, GError **error)
{
  return pantau_edit_open_risks (home, data, NULL, error);
}

static void
risks_are_open (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauRecordPage) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) opened = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  g_autofree char *number = NULL, *sentence = NULL;

  if (opened != NULL)
    {
      number = pantau_format_number (g_strv_length (opened));
      sentence = g_strdup_printf (
          ngettext ("%s risk was recorded", "%s risks were recorded", g_strv_length (opened)),
          number);
    }
  else
    sentence = pantau_advice_sentence (error->message);
  pantau_ui_toast (GTK_WIDGET (self), sentence);
}

/* Of an activity whose checklist says no somewhere: nothing is typed again. */
static void
open_risks (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  if (pantau_record_page_is_ready (self))
    pantau_session_write (self->session, open_risks_in_thread, g_strdup (self->record), g_free,
                          (GDestroyNotify) g_strfreev, risks_are_open, g_object_ref (self));
}

static void
show_open_risks (PantauRecordPage *self, guint n)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.open-risks", n > 0);
  gtk_widget_set_visible (self->risks_button, n > 0);
  if (n > 0)
    {
      g_autofree char *number = pantau_format_number (n);
      /* Translators: a button; %s is how many answers of a checklist were “no” */
      g_autofree char *label = g_strdup_printf (_ ("Open risks (%s)"), number);

      gtk_button_set_label (GTK_BUTTON (self->risks_button), label);
    }
}

void
pantau_record_page_update_acts (PantauRecordPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const PantauRecordRights *rights = pantau_record_page_is_ready (self) ? self->rights : NULL;

  gtk_widget_action_set_enabled (widget, "page.forward", rights != NULL && rights->may_forward);
  gtk_widget_action_set_enabled (widget, "page.reply", rights != NULL && rights->may_forward);
  gtk_widget_action_set_enabled (widget, "page.treat", rights != NULL && rights->may_treat);
  gtk_widget_action_set_enabled (widget, "page.treatment", rights != NULL && rights->may_treat);
  gtk_widget_action_set_enabled (widget, "page.review", rights != NULL && rights->may_review);
  gtk_widget_action_set_enabled (widget, "page.release", rights != NULL && rights->may_release);
  gtk_widget_action_set_enabled (widget, "page.open-identity",
                                 rights != NULL && rights->may_open_identity);
  gtk_widget_action_set_enabled (widget, "page.ask-officer", rights != NULL && rights->may_ask);
  gtk_widget_action_set_enabled (widget, "page.answer-ask", rights != NULL && rights->may_answer);
  gtk_widget_action_set_enabled (widget, "page.become", rights != NULL && rights->may_become);
  gtk_widget_set_visible (self->become_button, rights != NULL && rights->may_become);
  show_open_risks (self, rights != NULL ? rights->open_risks : 0);
  pantau_record_page_update_redact (self);
  pantau_record_page_update_claim (self);
  pantau_record_page_update_files (self);
  pantau_record_page_update_custody (self);
}

void
pantau_record_page_install_acts (GtkWidgetClass *widget_class)
{
  const GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (widget_class, "page.forward", NULL, forward);
  gtk_widget_class_install_action (widget_class, "page.reply", "s", reply);
  gtk_widget_class_install_action (widget_class, "page.treat", NULL, treat);
  gtk_widget_class_install_action (widget_class, "page.treatment", "s", step_treatment);
  gtk_widget_class_install_action (widget_class, "page.become", NULL, become);
  gtk_widget_class_install_action (widget_class, "page.review", NULL, review);
  gtk_widget_class_install_action (widget_class, "page.release", "s", release);
  gtk_widget_class_install_action (widget_class, "page.open-risks", NULL, open_risks);
  gtk_widget_class_install_action (widget_class, "page.open-identity", "s", open_identity);
  gtk_widget_class_install_action (widget_class, "page.ask-officer", "s", ask_officer);
  gtk_widget_class_install_action (widget_class, "page.answer-ask", "s", answer_ask);
  pantau_record_page_install_redact (widget_class);
  pantau_record_page_install_claim (widget_class);
  pantau_record_page_install_files (widget_class);
  pantau_record_page_install_custody (widget_class);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, both, "page.forward", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, both, "page.treat", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, both, "page.review", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, both, "page.become", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, both, "page.open-risks", NULL);
}
