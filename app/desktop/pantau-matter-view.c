/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of agencies and of releases have in common: a list that may be long, and what is said of an empty one. */

#define G_LOG_DOMAIN "pantau-matter-view"

#include "config.h"

#include "pantau-matter-view.h"

#include <adwaita.h>

#include "pantau-list-pour.h"
#include "pantau-matter-row.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

struct _PantauMatterView
{
  GtkWidget parent_instance;

  GtkLabel *heading_label;
  GtkListBox *list;
  GtkWidget *more_button;
  GtkLabel *note_label;
  GtkStack *stack;
  AdwStatusPage *status;
};

enum
{
  MORE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauMatterView, pantau_matter_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
show_more (PantauMatterView *self)
{
  g_signal_emit (self, signals[MORE], 0);
}

static void
pantau_matter_view_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_MATTER_VIEW);

  G_OBJECT_CLASS (pantau_matter_view_parent_class)->dispose (object);
}

static void
pantau_matter_view_class_init (PantauMatterViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_matter_view_dispose;

  signals[MORE] = g_signal_new ("more", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-matter-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterView, heading_label);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterView, list);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterView, more_button);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterView, note_label);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterView, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterView, status);
}

static void
pantau_matter_view_init (PantauMatterView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_row (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_matter_row_set (PANTAU_MATTER_ROW (row), item);
}

void
pantau_matter_view_set (PantauMatterView *self,
                        const char *heading,
                        const char *note,
                        GPtrArray *matters,
                        gboolean has_more)
{
  g_return_if_fail (PANTAU_IS_MATTER_VIEW (self));

  gtk_label_set_label (self->heading_label, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, -1);
  pantau_ui_set_text (self->note_label, note);
  pantau_list_pour (self->list, matters, PANTAU_TYPE_MATTER_ROW, fill_row, NULL);
  gtk_widget_set_visible (self->more_button, has_more);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

void
pantau_matter_view_set_empty (PantauMatterView *self,
                              const char *icon,
                              const char *title,
                              const char *description)
{
  g_autofree char *title_text = g_markup_escape_text (title, -1);
  g_autofree char *text = g_markup_escape_text (description, -1);

  g_return_if_fail (PANTAU_IS_MATTER_VIEW (self));

  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, title_text);
  adw_status_page_set_description (self->status, text);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}
