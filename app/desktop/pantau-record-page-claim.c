/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The claim that a hoax belongs to, on the page of a record: the verdict of the desk, joining and letting go, and what answers the claim. */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-join-dialog.h"
#include "pantau-record-page-private.h"
#include "pantau-ui.h"
#include "pantau-unlink.h"
#include "pantau-verdict-dialog.h"

/* (nullable): what the page shows of the claim, where something may be done with it */
static const PantauClaimPart *
get_claim (PantauRecordPage *self)
{
  return pantau_record_page_is_ready (self) && self->rights != NULL ? self->view->claim : NULL;
}

/* --- The verdict --- */

/* Of a sighting the claim is judged where this desk may: its verdict counts for all of them. */
static void
give_verdict (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const PantauClaimPart *claim = get_claim (self);
  PantauVerdictDialog *dialog;
  gboolean is_of_claim;

  if (claim == NULL || self->rights->verdict_of == NULL)
    return;

  is_of_claim = g_str_equal (self->rights->verdict_of, claim->claim->id);
  dialog = pantau_verdict_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                      is_of_claim ? claim->root : self->view->record,
                                      is_of_claim ? claim->claim->n_sightings : 0);
  pantau_form_dialog_present (PANTAU_FORM_DIALOG (dialog));
}

/* --- Joining, and letting go --- */

static void
was_joined (PantauJoinDialog *dialog, const char *claim, PantauRecordPage *self)
{
  pantau_ui_toast (GTK_WIDGET (self), _ ("Joined: this record is a sighting now"));
}

static void
join (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  PantauJoinDialog *dialog;

  if (get_claim (self) == NULL || !self->rights->may_join)
    return;
  dialog = pantau_join_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                   self->view->record);
  g_signal_connect_object (dialog, "joined", G_CALLBACK (was_joined), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
has_tie (const PantauClaimPart *claim, const char *entry)
{
  for (guint i = 0; i < claim->ties->len; i++)
    if (g_str_equal (((PantauClaimTie *) g_ptr_array_index (claim->ties, i))->entry, entry))
      return TRUE;

  return FALSE;
}

static void
unlink_tie (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const PantauClaimPart *claim = get_claim (self);
  const char *entry = g_variant_get_string (parameter, NULL);

  if (claim != NULL && self->rights->may_unlink && has_tie (claim, entry))
    pantau_unlink_ask (widget, self->session, self->record, entry,
                       _ ("Detached: this record stands by itself again"));
}

/* --- What answers the claim --- */

static void
copy_counter (PantauRecordPage *self, PantauAudience audience)
{
  const PantauClaimPart *claim = get_claim (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (claim == NULL)
    return;
  text = pantau_claim_counter_text (pantau_session_get_reference (self->session), claim->root,
                                    claim->claim, audience,
                                    pantau_session_is_practice (self->session), &error);
  if (text == NULL)
    {
      pantau_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  pantau_ui_toast (GTK_WIDGET (self), _ ("The counter-message was copied"));
}

static void
copy_for_media (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy_counter (PANTAU_RECORD_PAGE (widget), PANTAU_AUDIENCE_MEDIA);
}

static void
copy_for_figures (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy_counter (PANTAU_RECORD_PAGE (widget), PANTAU_AUDIENCE_FIGURES);
}

static void
choose_counter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_claim_banner_open_counter (PANTAU_RECORD_PAGE (widget)->claim_banner);
}

void
pantau_record_page_show_claim (PantauRecordPage *self)
{
  pantau_claim_banner_set (self->claim_banner, self->view->claim, self->rights);
}

void
pantau_record_page_update_claim (PantauRecordPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const PantauClaimPart *claim = get_claim (self);

  gtk_widget_action_set_enabled (widget, "page.verdict",
                                 claim != NULL && self->rights->verdict_of != NULL);
  gtk_widget_action_set_enabled (widget, "page.join", claim != NULL && self->rights->may_join);
  gtk_widget_action_set_enabled (widget, "page.unlink", claim != NULL && self->rights->may_unlink);
  gtk_widget_action_set_enabled (widget, "page.counter", claim != NULL);
  gtk_widget_action_set_enabled (widget, "page.copy-counter-media",
                                 claim != NULL && claim->media_refusal == NULL);
  gtk_widget_action_set_enabled (widget, "page.copy-counter-figures",
                                 claim != NULL && claim->figures_refusal == NULL);
}

void
pantau_record_page_install_claim (GtkWidgetClass *widget_class)
{
  const GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (widget_class, "page.verdict", NULL, give_verdict);
  gtk_widget_class_install_action (widget_class, "page.join", NULL, join);
  gtk_widget_class_install_action (widget_class, "page.unlink", "s", unlink_tie);
  gtk_widget_class_install_action (widget_class, "page.counter", NULL, choose_counter);
  gtk_widget_class_install_action (widget_class, "page.copy-counter-media", NULL, copy_for_media);
  gtk_widget_class_install_action (widget_class, "page.copy-counter-figures", NULL,
                                   copy_for_figures);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, both, "page.verdict", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, both, "page.join", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, both, "page.counter", NULL);
}
