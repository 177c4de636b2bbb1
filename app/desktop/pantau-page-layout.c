/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One child upon the other, and a wall that no question of width for a height passes. */

#define G_LOG_DOMAIN "pantau-page-layout"

#include "config.h"

#include "pantau-page-layout.h"

struct _PantauPageLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (PantauPageLayout, pantau_page_layout, GTK_TYPE_LAYOUT_MANAGER)

/* With it gtk_widget_measure() has no other size to tell us. */
static GtkSizeRequestMode
pantau_page_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
pantau_page_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        int least, most;

        gtk_widget_measure (child, orientation, -1, &least, &most, NULL, NULL);
        *minimum = MAX (*minimum, least);
        *natural = MAX (*natural, most);
      }
}

static void
pantau_page_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
pantau_page_layout_class_init (PantauPageLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = pantau_page_layout_get_request_mode;
  layout_class->measure = pantau_page_layout_measure;
  layout_class->allocate = pantau_page_layout_allocate;
}

static void
pantau_page_layout_init (PantauPageLayout *self)
{
}
