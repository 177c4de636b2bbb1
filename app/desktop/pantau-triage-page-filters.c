/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the queue: searches that the person keeps. They are those of the sidebar (pantau-filters.h), so that a name means the same everywhere; here they
 * narrow the queue.
 */

#define G_LOG_DOMAIN "pantau-triage-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-filters.h"
#include "pantau-list-save.h"
#include "pantau-triage-page-private.h"
#include "pantau-ui.h"

static PantauSession *
get_session (PantauTriagePage *self)
{
  return self->inquiry != NULL ? pantau_inquiry_get_session (self->inquiry) : NULL;
}

/* (transfer full): what is typed; "" for nothing */
static char *
dup_query (PantauTriagePage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
}

/* Under which name what is typed is kept. (transfer full) (nullable) */
static char *
find_name (PantauTriagePage *self)
{
  g_autofree char *query = dup_query (self);

  return get_session (self) != NULL && *query != '\0'
             ? pantau_filters_find (get_session (self), query)
             : NULL;
}

static void
narrow (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_editable_set_text (GTK_EDITABLE (PANTAU_TRIAGE_PAGE (widget)->search),
                         g_variant_get_string (parameter, NULL));
}

/* Another name for the same search is its new name. */
static void
save (PantauTriagePage *self, const char *name)
{
  g_autofree char *query = dup_query (self), *old = find_name (self);
  g_autofree char *text = g_strdup_printf (_ ("The search “%s” is in the sidebar now"), name);

  gtk_popover_popdown (GTK_POPOVER (self->filter_popover));
  pantau_filters_save (get_session (self), name, query);
  if (old != NULL && !g_str_equal (old, name))
    pantau_filters_remove (get_session (self), old);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
begin_saving (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);
  g_autofree char *name = find_name (self), *query = dup_query (self);
  graphene_rect_t bounds;

  if (*query == '\0' || get_session (self) == NULL)
    return;
  if (self->filter_popover == NULL)
    {
      self->filter_popover = pantau_list_save_new ();
      gtk_widget_set_parent (self->filter_popover, GTK_WIDGET (self));
      g_signal_connect_object (self->filter_popover, "save", G_CALLBACK (save), self,
                               G_CONNECT_SWAPPED);
    }
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->filter_button), GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->filter_popover),
                                 &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                  (int) bounds.size.width,
                                                  (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->filter_popover));
  pantau_list_save_begin (PANTAU_LIST_SAVE (self->filter_popover), name != NULL ? name : "");
}

static void
forget (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);
  g_autofree char *name = find_name (self), *text = NULL;

  if (name == NULL)
    return;
  pantau_filters_remove (get_session (self), name);
  text = g_strdup_printf (_ ("The search “%s” is kept no more"), name);
  gtk_widget_activate_action (widget, "win.toast", "s", text);
}

void
pantau_triage_page_update_filters (PantauTriagePage *self)
{
  PantauSession *session = get_session (self);
  g_autoptr (GPtrArray) filters = session != NULL ? pantau_filters_read (session) : NULL;
  g_autoptr (GMenu) menu = g_menu_new (), kept = g_menu_new (), acts = g_menu_new ();
  g_autofree char *name = find_name (self), *query = dup_query (self);

  for (guint i = 0; filters != NULL && i < filters->len; i++)
    {
      const PantauSavedFilter *filter = g_ptr_array_index (filters, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (filter->name, NULL);

      g_menu_item_set_action_and_target (item, "triage.narrow", "s", filter->query);
      g_menu_append_item (kept, item);
    }
  g_menu_append (acts, name != NULL ? _ ("Rename this search…") : _ ("Keep this search…"),
                 "triage.keep-search");
  g_menu_append (acts, _ ("Keep it no more"), "triage.forget-search");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (kept));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (acts));
  pantau_ui_set_menu (self->filter_button, G_MENU_MODEL (menu));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.keep-search", *query != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.forget-search", name != NULL);
}

void
pantau_triage_page_install_filters (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "triage.narrow", "s", narrow);
  gtk_widget_class_install_action (widget_class, "triage.keep-search", NULL, begin_saving);
  gtk_widget_class_install_action (widget_class, "triage.forget-search", NULL, forget);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK,
                                       "triage.keep-search", NULL);
}
