/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs of the window, for keys, buttons and pages. Their keys are in pantau-keys.c. */

#define G_LOG_DOMAIN "pantau-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-courier-dialog.h"
#include "pantau-duty.h"
#include "pantau-enroll-dialog.h"
#include "pantau-notice-dialog.h"
#include "pantau-paper-print.h"
#include "pantau-rekey-dialog.h"
#include "pantau-window-private.h"

/* Keys are the same for everybody, so that one for something that a role does not have says why nothing comes. */
static void
new_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWindow *self = PANTAU_WINDOW (widget);
  const char *kind = g_variant_get_string (parameter, NULL);

  if (pantau_duty_may_record (self->session, kind))
    pantau_editor_begin (pantau_window_begin_editor (self), kind);
  else
    gtk_widget_activate_action (widget, "win.toast", "s", pantau_duty_explain (self->session));
}

static void
choose_kind (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWindow *self = PANTAU_WINDOW (widget);

  if (!pantau_duty_may_record (self->session, NULL))
    {
      gtk_widget_activate_action (widget, "win.toast", "s", pantau_duty_explain (self->session));
      return;
    }
  if (!gtk_widget_get_child_visible (self->sidebar_pane) ||
      !gtk_widget_get_visible (self->sidebar_pane))
    pantau_window_toggle_sidebar (self);
  pantau_sidebar_pop_up_kinds (self->sidebar);
}

static void
open_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_window_open_record (PANTAU_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
edit_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_editor_change (pantau_window_begin_editor (PANTAU_WINDOW (widget)),
                        g_variant_get_string (parameter, NULL));
}

static void
open_draft (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWindow *self = PANTAU_WINDOW (widget);

  gtk_revealer_set_reveal_child (self->resume_bar, FALSE);
  pantau_editor_resume (pantau_window_begin_editor (self), g_variant_get_string (parameter, NULL));
}

static void
show (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWindow *self = PANTAU_WINDOW (widget);
  const char *place = g_variant_get_string (parameter, NULL);

  if (pantau_duty_has_place (self->session, place))
    pantau_window_go (self, place);
  else
    gtk_widget_activate_action (widget, "win.toast", "s", _ ("This page is not for your role."));
}

static void
search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWindow *self = PANTAU_WINDOW (widget);

  /* From a page without a list one searches everything. */
  if (gtk_stack_get_visible_child (self->content) != GTK_WIDGET (self->records))
    pantau_window_go (self, "all");
  else if (adw_leaflet_get_folded (self->records) &&
           adw_leaflet_get_visible_child (self->records) == self->record_pane)
    pantau_window_back (self);
  adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
  pantau_list_page_focus_search (self->list_page);
}

static void
back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWindow *self = PANTAU_WINDOW (widget);

  if (adw_leaflet_get_folded (self->leaflet) &&
      adw_leaflet_get_visible_child (self->leaflet) == self->sidebar_pane)
    adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
  else
    pantau_window_back (self);
}

static void
toggle_sidebar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_window_toggle_sidebar (PANTAU_WINDOW (widget));
}

static void
sync_now (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWindow *self = PANTAU_WINDOW (widget);

  if (pantau_session_is_enrolled (self->session))
    pantau_session_sync (self->session);
  else
    pantau_window_go (self, "sync");
}

static void
enroll (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_window_enroll_from (PANTAU_WINDOW (widget), NULL);
}

static void
close_window (gpointer data)
{
  g_autoptr (PantauWindow) self = data;

  gtk_window_close (GTK_WINDOW (self));
}

/* The home is opened anew with it, so this window goes first, as by a person; and before it the dialog, which has not ended yet. */
static void
change_key (PantauWindow *self)
{
  self->wants_key = TRUE;
  g_idle_add_once (close_window, g_object_ref (self));
}

static void
rekey (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = pantau_rekey_dialog_new (GTK_WINDOW (widget));

  g_signal_connect_object (dialog, "confirmed", G_CALLBACK (change_key), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
toast (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = g_markup_escape_text (g_variant_get_string (parameter, NULL), -1);

  adw_toast_overlay_add_toast (PANTAU_WINDOW (widget)->toasts, adw_toast_new (text));
}

static void
print_form (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_paper_print_blank (GTK_WINDOW (widget), PANTAU_WINDOW (widget)->session);
}

static void
save_form (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_paper_save_blank (GTK_WINDOW (widget), PANTAU_WINDOW (widget)->session);
}

static void
open_courier (PantauWindow *self, PantauCourierJob job)
{
  pantau_courier_dialog_present (pantau_courier_dialog_new (GTK_WINDOW (self), self->session, job));
}

static void
write_courier (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_courier (PANTAU_WINDOW (widget), PANTAU_COURIER_JOB_WRITE);
}

static void
read_courier (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_courier (PANTAU_WINDOW (widget), PANTAU_COURIER_JOB_READ);
}

static void
write_card (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_courier (PANTAU_WINDOW (widget), PANTAU_COURIER_JOB_CARD);
}

static void
choose_notices (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (
      GTK_WINDOW (pantau_notice_dialog_new (GTK_WINDOW (widget), PANTAU_WINDOW (widget)->session)));
}

static void
dismiss (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWindow *self = PANTAU_WINDOW (widget);

  gtk_revealer_set_reveal_child (self->repair_bar, FALSE);
  gtk_revealer_set_reveal_child (self->resume_bar, FALSE);
}

void
pantau_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.new-record", "s", new_record);
  gtk_widget_class_install_action (klass, "win.choose-kind", NULL, choose_kind);
  gtk_widget_class_install_action (klass, "win.open-record", "s", open_record);
  gtk_widget_class_install_action (klass, "win.edit-record", "s", edit_record);
  gtk_widget_class_install_action (klass, "win.open-draft", "s", open_draft);
  gtk_widget_class_install_action (klass, "win.show", "s", show);
  gtk_widget_class_install_action (klass, "win.search", NULL, search);
  gtk_widget_class_install_action (klass, "win.back", NULL, back);
  gtk_widget_class_install_action (klass, "win.toggle-sidebar", NULL, toggle_sidebar);
  gtk_widget_class_install_action (klass, "win.sync", NULL, sync_now);
  gtk_widget_class_install_action (klass, "win.paste", NULL, pantau_window_paste);
  gtk_widget_class_install_action (klass, "win.enroll", NULL, enroll);
  gtk_widget_class_install_action (klass, "win.rekey", NULL, rekey);
  gtk_widget_class_install_action (klass, "win.toast", "s", toast);
  gtk_widget_class_install_action (klass, "win.print-form", NULL, print_form);
  gtk_widget_class_install_action (klass, "win.save-form", NULL, save_form);
  gtk_widget_class_install_action (klass, "win.courier-write", NULL, write_courier);
  gtk_widget_class_install_action (klass, "win.courier-read", NULL, read_courier);
  gtk_widget_class_install_action (klass, "win.courier-card", NULL, write_card);
  gtk_widget_class_install_action (klass, "win.notices", NULL, choose_notices);
  gtk_widget_class_install_action (klass, "win.dismiss", NULL, dismiss);

  /* After whatever has the focus: a popover, a search entry and a field each have their own use for Escape. */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  /* Likewise: a line of text takes what is pasted into it. */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
}

void
pantau_window_enroll_from (PantauWindow *self, GFile *file)
{
  GtkWidget *dialog;

  g_return_if_fail (PANTAU_IS_WINDOW (self));

  dialog = pantau_enroll_dialog_new (GTK_WINDOW (self), self->session);
  if (file != NULL)
    pantau_enroll_dialog_read (PANTAU_ENROLL_DIALOG (dialog), file);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
pantau_window_take_courier (PantauWindow *self, GPtrArray *files)
{
  PantauCourierDialog *dialog;

  g_return_if_fail (PANTAU_IS_WINDOW (self));

  dialog = pantau_courier_dialog_new (GTK_WINDOW (self), self->session, PANTAU_COURIER_JOB_READ);
  pantau_courier_dialog_begin (dialog, files);
  gtk_window_present (GTK_WINDOW (dialog));
}
