/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a register. */

#define G_LOG_DOMAIN "pantau-matter-row"

#include "config.h"

#include "pantau-matter-row.h"

#include "pantau-line-layout.h"
#include "pantau-ui.h"

struct _PantauMatterRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *details_label;
  GtkImage *image;
  GtkWidget *next_image;
  GtkLabel *state_label;
  GtkLabel *title_label;
};

G_DEFINE_FINAL_TYPE (PantauMatterRow, pantau_matter_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_matter_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_MATTER_ROW);

  G_OBJECT_CLASS (pantau_matter_row_parent_class)->dispose (object);
}

static void
pantau_matter_row_class_init (PantauMatterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_matter_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-matter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauMatterRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterRow, image);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterRow, next_image);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauMatterRow, title_label);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
}

static void
pantau_matter_row_init (PantauMatterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_matter_row_set (PantauMatterRow *self, const PantauMatter *matter)
{
  g_autofree char *name = NULL;

  g_return_if_fail (PANTAU_IS_MATTER_ROW (self));

  gtk_image_set_from_icon_name (self->image, matter->icon);
  gtk_label_set_label (self->title_label, matter->title);
  pantau_ui_set_text (self->state_label, matter->state);
  pantau_ui_set_text (self->details_label, matter->details);
  if (matter->is_urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "warning-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "warning-text");

  name = matter->state != NULL ? g_strjoin (", ", matter->title, matter->state, NULL)
                               : g_strdup (matter->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, matter->details, -1);
  gtk_widget_set_visible (self->next_image, matter->action != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), matter->action != NULL);
  pantau_ui_set_action (GTK_ACTIONABLE (self), matter->action, matter->target);
}
