/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the queue: where its keys are heard. They are never lost while it is in sight, whatever button goes. */

#define G_LOG_DOMAIN "pantau-triage-page"

#include "config.h"

#include <adwaita.h>

#include "pantau-triage-page-private.h"
#include "pantau-triage-row.h"

/* The list (GTK 4.8) has no way to be told which row has its focus, so the row is told. */
static void
focus_row (PantauTriagePage *self, guint position)
{
  PantauTriageLine *line = pantau_triage_page_get_line (self, position);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (PANTAU_IS_TRIAGE_ROW (row) &&
          pantau_triage_row_get_line (PANTAU_TRIAGE_ROW (row)) == line &&
          gtk_widget_grab_focus (child))
        return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* The list's own focus comes along. */
void
pantau_triage_page_go_to (PantauTriagePage *self, guint position, gboolean takes_focus)
{
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->lines)))
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selected), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  if (takes_focus)
    focus_row (self, position);
}

/* To where the keys of the queue are heard and nothing is typed. */
void
pantau_triage_page_bring_keys (PantauTriagePage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  if (n > 0)
    focus_row (self, MIN (self->place, n - 1));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->status)); /* chips have letters of their own */
}

static gboolean
bring_lost_keys (gpointer data)
{
  PantauTriagePage *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->focus_source = 0;
  if (root != NULL && gtk_root_get_focus (root) == NULL &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    pantau_triage_page_bring_keys (self);

  return G_SOURCE_REMOVE;
}

/* A button that goes, or is no more to be pressed, takes the focus with it: without this no key would be heard any more. */
void
pantau_triage_page_focus_changed (PantauTriagePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && gtk_root_get_focus (root) == NULL && self->focus_source == 0)
    self->focus_source = g_idle_add_full (G_PRIORITY_HIGH, bring_lost_keys, self, NULL);
}

gboolean
pantau_triage_page_has_within (PantauTriagePage *self, gpointer widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Who came here, or pressed a button of a verb, goes on in the list; who is on the way elsewhere is left alone. */
gboolean
pantau_triage_page_has_keys (PantauTriagePage *self)
{
  return pantau_triage_page_has_within (self, self->list) ||
         pantau_triage_page_has_within (self, self->verbs) ||
         pantau_triage_page_has_within (self, self->notice) ||
         pantau_triage_page_has_within (self, self->status) ||
         (self->is_new && pantau_triage_page_has_within (self, self->views));
}
