/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of widgets that leaves out what does not fit. */

#define G_LOG_DOMAIN "pantau-fit-layout"

#include "config.h"

#include "pantau-fit-layout.h"

struct _PantauFitLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (PantauFitLayout, pantau_fit_layout, GTK_TYPE_LAYOUT_MANAGER)

static gboolean
is_optional (GtkWidget *child)
{
  return gtk_widget_has_css_class (child, PANTAU_FIT_OPTIONAL);
}

static GtkSizeRequestMode
pantau_fit_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
pantau_fit_layout_measure (GtkLayoutManager *manager,
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
    {
      int least, wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &least, &wanted, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum = MAX (*minimum, least);
          *natural = MAX (*natural, wanted);
          continue;
        }
      *natural += wanted;
      if (!is_optional (child))
        *minimum += gtk_widget_get_hexpand (child) ? least : wanted;
    }
}

static int
natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* Decides who is there; the width that they leave over, negative where they have too little. */
static int
leave_out (GtkWidget *widget, int width)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      width -= natural_width (child);

  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean is_out = width < 0 && is_optional (child) && gtk_widget_should_layout (child);

      gtk_widget_set_child_visible (child, !is_out);
      width += is_out ? natural_width (child) : 0;
    }

  return width;
}

static void
pantau_fit_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  int left = leave_out (widget, width), x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int own, least;

      if (!gtk_widget_should_layout (child) || !gtk_widget_get_child_visible (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &own, NULL, NULL);
      if (gtk_widget_get_hexpand (child))
        own = MAX (least, own + left);
      gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, own, height }, -1);
      x += own;
    }
}

static void
pantau_fit_layout_class_init (PantauFitLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->allocate = pantau_fit_layout_allocate;
  manager_class->get_request_mode = pantau_fit_layout_get_request_mode;
  manager_class->measure = pantau_fit_layout_measure;
}

static void
pantau_fit_layout_init (PantauFitLayout *self)
{
}
