/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done about a claim. The verbs and their keys are those of a hoax's page. */

#define G_LOG_DOMAIN "pantau-claim-view"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-act-dialog.h"
#include "pantau-claim-view-private.h"
#include "pantau-edit.h"
#include "pantau-entry.h"
#include "pantau-join-dialog.h"
#include "pantau-ui.h"
#include "pantau-unlink.h"
#include "pantau-verdict-dialog.h"

static PantauSession *
get_session (PantauClaimView *self)
{
  return self->inquiry != NULL ? pantau_inquiry_get_session (self->inquiry) : NULL;
}

/* TRUE where what is shown can be acted on. */
static gboolean
is_ready (PantauClaimView *self)
{
  return self->sheet != NULL && self->rights != NULL && get_session (self) != NULL &&
         GTK_IS_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* --- What this person may do --- */

static void
rights_were_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauClaimView) self = data;
  g_autoptr (PantauRecordRights) rights =
      pantau_record_rights_read_finish (PANTAU_SESSION (source), result, NULL);

  if (rights == NULL || get_session (self) != PANTAU_SESSION (source) || self->sheet == NULL ||
      !g_str_equal (rights->record, self->sheet->part->claim->id))
    return;
  g_clear_pointer (&self->rights, pantau_record_rights_free);
  self->rights = g_steal_pointer (&rights);
  pantau_claim_view_show_rights (self);
}

/* Of the UUIDs @data those whose links may be taken back. */
static gpointer
find_unlinkable (PantauHome *home, gpointer data, GError **error)
{
  GPtrArray *records = data;
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    if (pantau_edit_may_write (home, g_ptr_array_index (records, i), PANTAU_TYPE_UNLINK, NULL))
      g_hash_table_add (found, g_strdup (g_ptr_array_index (records, i)));

  return found;
}

static void
unlinkable_were_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauClaimView) self = data;
  g_autoptr (GHashTable) found =
      pantau_session_write_finish (PANTAU_SESSION (source), result, NULL);

  if (found == NULL || get_session (self) != PANTAU_SESSION (source))
    return;
  g_clear_pointer (&self->unlinkable, g_hash_table_unref);
  self->unlinkable = g_steal_pointer (&found);
  pantau_claim_view_show_rights (self);
}

void
pantau_claim_view_ask_rights (PantauClaimView *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->sheet->sightings->len; i++)
    g_ptr_array_add (
        records,
        g_strdup (((PantauSighting *) g_ptr_array_index (self->sheet->sightings, i))->record));
  pantau_record_rights_read (get_session (self), self->sheet->part->claim->id, rights_were_read,
                             g_object_ref (self));
  pantau_session_ask (get_session (self), find_unlinkable, records,
                      (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_hash_table_unref,
                      unlinkable_were_found, g_object_ref (self));
}

/* --- Dialogs --- */

static void
give_verdict (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);
  PantauVerdictDialog *dialog;

  if (!is_ready (self) || self->rights->verdict_of == NULL)
    return;
  dialog =
      pantau_verdict_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), get_session (self),
                                 self->sheet->part->root, self->sheet->part->claim->n_sightings);
  pantau_form_dialog_present (PANTAU_FORM_DIALOG (dialog));
}

/* @entry (nullable): the forward that is answered; @subtitle: what it is about */
static void
ask (PantauClaimView *self, PantauAct act, const char *entry, const char *subtitle)
{
  PantauActDialog *dialog =
      pantau_act_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                             get_session (self), act, self->sheet->part->root, entry);

  g_object_set (dialog, "subtitle", subtitle, NULL);
  pantau_form_dialog_present (PANTAU_FORM_DIALOG (dialog));
}

static void
forward (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);

  if (is_ready (self) && self->rights->may_forward)
    ask (self, PANTAU_ACT_FORWARD, NULL, self->sheet->title);
}

static void
reply (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);
  const char *entry = g_variant_get_string (parameter, NULL);

  if (!is_ready (self) || !self->rights->may_forward)
    return;
  for (guint i = 0; i < self->sheet->requests->len; i++)
    {
      const PantauHandlingItem *item = g_ptr_array_index (self->sheet->requests, i);

      if (item->verb == PANTAU_HANDLING_REPLY && g_strcmp0 (item->target, entry) == 0)
        ask (self, PANTAU_ACT_REPLY, entry, item->title);
    }
}

/* --- Joining, and letting go --- */

static void
was_joined (PantauJoinDialog *dialog, const char *claim, PantauClaimView *self)
{
  pantau_ui_toast (GTK_WIDGET (self), _ ("Joined: both are one claim now"));
}

static void
join (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);
  PantauJoinDialog *dialog;

  if (!is_ready (self) || !self->rights->may_join)
    return;
  dialog = pantau_join_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), get_session (self),
                                   self->sheet->part->root);
  g_signal_connect_object (dialog, "joined", G_CALLBACK (was_joined), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* (nullable): the sighting that hangs on the link @entry, where it may be taken back */
static const PantauSighting *
find_unlinkable_sighting (PantauClaimView *self, const char *entry)
{
  for (guint i = 0; self->unlinkable != NULL && i < self->sheet->sightings->len; i++)
    {
      const PantauSighting *sighting = g_ptr_array_index (self->sheet->sightings, i);

      if (g_strcmp0 (sighting->link, entry) == 0)
        return g_hash_table_contains (self->unlinkable, sighting->record) ? sighting : NULL;
    }

  return NULL;
}

static void
unlink_sighting (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);
  const char *entry = g_variant_get_string (parameter, NULL);
  const PantauSighting *sighting = is_ready (self) ? find_unlinkable_sighting (self, entry) : NULL;

  if (sighting != NULL)
    pantau_unlink_ask (widget, get_session (self), sighting->record, entry,
                       _ ("Detached: that record stands by itself again"));
}

/* --- What answers the claim, and its own record --- */

static void
copy (PantauClaimView *self, const char *text)
{
  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  pantau_ui_toast (GTK_WIDGET (self), _ ("The counter-message was copied"));
}

static void
copy_for_media (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);

  if (self->sheet != NULL)
    copy (self, self->sheet->media);
}

static void
copy_for_figures (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);

  if (self->sheet != NULL)
    copy (self, self->sheet->figures);
}

static void
open_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);

  if (self->sheet != NULL)
    gtk_widget_activate_action (widget, "win.open-record", "s", self->sheet->part->claim->id);
}

void
pantau_claim_view_update_actions (PantauClaimView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const PantauRecordRights *rights = self->sheet != NULL ? self->rights : NULL;

  gtk_widget_action_set_enabled (widget, "page.open", self->sheet != NULL);
  gtk_widget_action_set_enabled (widget, "page.verdict",
                                 rights != NULL && rights->verdict_of != NULL);
  gtk_widget_action_set_enabled (widget, "page.join", rights != NULL && rights->may_join);
  gtk_widget_action_set_enabled (widget, "page.forward", rights != NULL && rights->may_forward);
  gtk_widget_action_set_enabled (widget, "page.reply", rights != NULL && rights->may_forward);
  gtk_widget_action_set_enabled (widget, "page.copy-counter-media",
                                 self->sheet != NULL && self->sheet->media != NULL);
  gtk_widget_action_set_enabled (widget, "page.copy-counter-figures",
                                 self->sheet != NULL && self->sheet->figures != NULL);
}

void
pantau_claim_view_install_actions (GtkWidgetClass *widget_class)
{
  const GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (widget_class, "page.open", NULL, open_record);
  gtk_widget_class_install_action (widget_class, "page.verdict", NULL, give_verdict);
  gtk_widget_class_install_action (widget_class, "page.join", NULL, join);
  gtk_widget_class_install_action (widget_class, "page.unlink", "s", unlink_sighting);
  gtk_widget_class_install_action (widget_class, "page.forward", NULL, forward);
  gtk_widget_class_install_action (widget_class, "page.reply", "s", reply);
  gtk_widget_class_install_action (widget_class, "page.copy-counter-media", NULL, copy_for_media);
  gtk_widget_class_install_action (widget_class, "page.copy-counter-figures", NULL,
                                   copy_for_figures);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, both, "page.verdict", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, both, "page.join", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, both, "page.forward", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, both, "page.copy-counter-media",
                                       NULL);
}
