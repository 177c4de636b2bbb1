/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The templates in `ui/`. */

#include "config.h"

#include "pantau-ui.h"

#include <string.h>

#include "pantau-advice.h"
#include "pantau-columns-layout.h"
#include "pantau-line-layout.h"
#include "pantau-page-layout.h"
#include "pantau-ui-resources.h"

void
pantau_ui_register (void)
{
  g_resources_register (pantau_ui_get_resource ());

  /* Types that are named by templates alone. */
  g_type_ensure (PANTAU_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_PAGE_LAYOUT);
}

void
pantau_ui_dispose_template (GtkWidget *widget, GType type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

static void
make_menu (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (data));
}

void
pantau_ui_set_menu (GtkMenuButton *button, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_popover (button, NULL);
  gtk_menu_button_set_create_popup_func (button, make_menu, g_object_ref (menu), g_object_unref);
}

GWeakRef *
pantau_ui_weak_new (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);

  return weak;
}

gpointer
pantau_ui_weak_take (GWeakRef *weak)
{
  gpointer object = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);

  return object;
}

void
pantau_ui_set_action (GtkActionable *widget, const char *action, const char *target)
{
  GVariant *old = gtk_actionable_get_action_target_value (widget);
  g_autoptr (GVariant) value =
      action != NULL && target != NULL ? g_variant_ref_sink (g_variant_new_string (target)) : NULL;

  if (g_strcmp0 (gtk_actionable_get_action_name (widget), action) == 0 &&
      (old == value || (old != NULL && value != NULL && g_variant_equal (old, value))))
    return;
  /* An action and a target of another one would be a warning. */
  gtk_actionable_set_action_name (widget, NULL);
  gtk_actionable_set_action_target_value (widget, value);
  gtk_actionable_set_action_name (widget, action);
}

void
pantau_ui_set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
pantau_ui_reveal (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double top;

  if (scrolled == NULL || !gtk_widget_compute_bounds (widget, scrolled, &bounds))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  top = bounds.origin.y + gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, top, top + bounds.size.height);
}

void
pantau_ui_toast (GtkWidget *widget, const char *text)
{
  gtk_widget_activate_action (widget, "win.toast", "s", text);
}

void
pantau_ui_toast_error (GtkWidget *widget, const GError *error)
{
  g_autofree char *sentence = pantau_advice_sentence (error->message);

  pantau_ui_toast (widget, sentence);
}

void
pantau_ui_toast_unless_cancelled (GtkWidget *widget, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pantau_ui_toast_error (widget, error);
}

char *
pantau_ui_region_name (PantauRegions *regions, const char *code)
{
  g_autofree char *whole = pantau_regions_qualified (regions, code);
  const char *end = strstr (whole, ", ");

  return end != NULL ? g_strndup (whole, (gsize) (end - whole)) : g_steal_pointer (&whole);
}
