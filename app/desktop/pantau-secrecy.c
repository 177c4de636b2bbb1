/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GtkText gives away what is selected in four ways: the clipboard, the primary selection, dragging, and its menu. Each is closed here on its own, since no
 * property closes them together while the letters are shown.
 */

#define G_LOG_DOMAIN "pantau-secrecy"

#include "config.h"

#include "pantau-secrecy.h"

#include <sys/prctl.h>

static guint n_secrets; /* main loop only */

static GtkText *
get_text (GtkWidget *row)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (row)));
}

static void
refuse_copy (GtkText *text)
{
  g_signal_stop_emission_by_name (text, "copy-clipboard");
  gtk_widget_error_bell (GTK_WIDGET (text));
}

static void
refuse_cut (GtkText *text)
{
  g_signal_stop_emission_by_name (text, "cut-clipboard");
  gtk_widget_error_bell (GTK_WIDGET (text));
}

/* A selection is offered to the middle button elsewhere: it is taken back before anybody can ask for it, and GtkText gives it up. So there is none to drag either. */
static void
primary_changed (GdkClipboard *primary, GtkWidget *text)
{
  if (gdk_clipboard_is_local (primary) && gdk_clipboard_get_content (primary) != NULL &&
      gtk_widget_has_focus (text))
    gdk_clipboard_set_content (primary, NULL);
}

static void
text_realized (GtkWidget *text)
{
  g_signal_connect_object (gtk_widget_get_primary_clipboard (text), "changed",
                           G_CALLBACK (primary_changed), text, 0);
}

/* No menu, which has a way of copying. */
static void
button_pressed (GtkGestureClick *click)
{
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
guard (GtkText *text)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_text_set_input_hints (text, GTK_INPUT_HINT_PRIVATE | GTK_INPUT_HINT_NO_SPELLCHECK |
                                      GTK_INPUT_HINT_NO_EMOJI);
  gtk_text_set_input_purpose (text, GTK_INPUT_PURPOSE_FREE_FORM);
  gtk_text_set_visibility (text, TRUE);
  gtk_text_set_extra_menu (text, NULL);
  gtk_editable_set_enable_undo (GTK_EDITABLE (text), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (text), "menu.popup", FALSE);
  g_signal_connect (text, "copy-clipboard", G_CALLBACK (refuse_copy), NULL);
  g_signal_connect (text, "cut-clipboard", G_CALLBACK (refuse_cut), NULL);
  g_signal_connect (text, "realize", G_CALLBACK (text_realized), NULL);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (button_pressed), NULL);
  gtk_widget_add_controller (GTK_WIDGET (text), GTK_EVENT_CONTROLLER (click));
}

/* The eye is for the mouse: by keys one hides all lines at once, and Tab goes from line to line. */
static void
skip_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    gtk_widget_set_focusable (widget, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    skip_buttons (child);
}

GtkWidget *
pantau_secrecy_row_new (const char *title, const char *hint)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_widget_set_tooltip_text (row, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (get_text (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  guard (get_text (row));
  skip_buttons (row);

  return row;
}

const char *
pantau_secrecy_row_get_text (GtkWidget *row)
{
  return gtk_entry_buffer_get_text (gtk_text_get_buffer (get_text (row)));
}

void
pantau_secrecy_row_set_hidden (GtkWidget *row, gboolean hidden)
{
  gtk_text_set_visibility (get_text (row), !hidden);
}

void
pantau_secrecy_row_wipe (GtkWidget *row)
{
  gtk_entry_buffer_delete_text (gtk_text_get_buffer (get_text (row)), 0, -1);
}

void
pantau_secrecy_begin (void)
{
  if (n_secrets++ == 0)
    prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void
pantau_secrecy_end (void)
{
  g_return_if_fail (n_secrets > 0);

  if (--n_secrets == 0)
    prctl (PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static void
recent_changed (GtkRecentManager *manager, const char *uri)
{
  if (gtk_recent_manager_has_item (manager, uri))
    gtk_recent_manager_remove_item (manager, uri, NULL);
}

static void
uri_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* GTK enters it some time after the dialog has answered, so whoever takes it out must wait for that. */
void
pantau_secrecy_forget_file (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentManager *manager = gtk_recent_manager_get_default ();

  recent_changed (manager, uri);
  g_signal_connect_data (manager, "changed", G_CALLBACK (recent_changed), g_steal_pointer (&uri),
                         uri_free, 0);
}
