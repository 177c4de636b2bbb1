/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One figure. */

#define G_LOG_DOMAIN "pantau-figure-row"

#include "config.h"

#include "pantau-figure-row.h"

#include <string.h>

#include "pantau-line-layout.h"

#define RANGE_CHARS 15

struct _PantauFigureRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *figure_label;
  GtkImage *go_image;
  GtkLabel *name_label;
};

G_DEFINE_FINAL_TYPE (PantauFigureRow, pantau_figure_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_figure_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_FIGURE_ROW);

  G_OBJECT_CLASS (pantau_figure_row_parent_class)->dispose (object);
}

static void
pantau_figure_row_class_init (PantauFigureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_figure_row_dispose;

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-figure-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauFigureRow, figure_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFigureRow, go_image);
  gtk_widget_class_bind_template_child (widget_class, PantauFigureRow, name_label);
}

static void
pantau_figure_row_init (PantauFigureRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_figure_row_set (PantauFigureRow *self,
                       const char *name,
                       const char *figure,
                       const char *place)
{
  GtkActionable *actionable = GTK_ACTIONABLE (self);
  g_autofree char *whole = NULL;

  g_return_if_fail (PANTAU_IS_FIGURE_ROW (self));

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->figure_label, figure);
  /* "between 4,800 and 5,760" has two lines, not three; a number has what it needs. */
  gtk_label_set_width_chars (self->figure_label, strchr (figure, ' ') != NULL ? RANGE_CHARS : -1);
  whole = g_strdup_printf ("%s: %s", name, figure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);

  if (place != NULL)
    gtk_actionable_set_action_target (actionable, "s", place);
  gtk_actionable_set_action_name (actionable, place != NULL ? "win.show" : NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), place != NULL);
  /* Out of sight it still takes its room: the figures stay in one line. */
  gtk_widget_set_opacity (GTK_WIDGET (self->go_image), place != NULL ? 1 : 0);
}
