/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row in the drop-down of a filter. */

#define G_LOG_DOMAIN "pantau-filter-row"

#include "config.h"

#include "pantau-filter-row.h"

struct _PantauFilterRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *detail;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (PantauFilterRow, pantau_filter_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_filter_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_FILTER_ROW);

  G_OBJECT_CLASS (pantau_filter_row_parent_class)->dispose (object);
}

static void
pantau_filter_row_class_init (PantauFilterRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_filter_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-filter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauFilterRow, detail);
  gtk_widget_class_bind_template_child (widget_class, PantauFilterRow, label);
}

static void
pantau_filter_row_init (PantauFilterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_filter_row_new (PantauFilterChoice *choice)
{
  PantauFilterRow *self = g_object_new (PANTAU_TYPE_FILTER_ROW, NULL);
  const char *detail = pantau_filter_choice_get_detail (choice);

  gtk_label_set_label (self->label, pantau_filter_choice_get_label (choice));
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail[0] != '\0');

  return GTK_WIDGET (self);
}
