/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside each other, or one below the other, by the width that there is. */

#include "config.h"

#include "pantau-pair-layout.h"

/* What the first gets of a wide row, and what is between them. */
#define SHARE   0.56
#define SPACING 12
#define BELOW   1

struct _PantauPairLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (PantauPairLayout, pantau_pair_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
pantau_pair_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_pair_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  gboolean is_wide = for_size >= PANTAU_PAIR_WIDTH;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, best;

      gtk_widget_measure (child, orientation, -1, &least, &best, NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL || is_wide)
        {
          *minimum = MAX (*minimum, least);
          *natural = MAX (*natural, best);
        }
      else
        {
          *minimum += least + (*minimum > 0 ? BELOW : 0);
          *natural += best + (*natural > 0 ? BELOW : 0);
        }
    }
}

static void
pantau_pair_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;
  gboolean is_right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int share, top;

  if (second == NULL)
    return;
  if (width >= PANTAU_PAIR_WIDTH)
    {
      share = (int) (width * SHARE);
      gtk_widget_size_allocate (
          first, &(GtkAllocation){ is_right_to_left ? width - share : 0, 0, share, height }, -1);
      gtk_widget_size_allocate (second,
                                &(GtkAllocation){ is_right_to_left ? 0 : share + SPACING, 0,
                                                  width - share - SPACING, height },
                                -1);
      return;
    }

  gtk_widget_measure (first, GTK_ORIENTATION_VERTICAL, -1, &top, NULL, NULL, NULL);
  top = MIN (top, height);
  gtk_widget_size_allocate (first, &(GtkAllocation){ 0, 0, width, top }, -1);
  gtk_widget_size_allocate (
      second, &(GtkAllocation){ 0, top + BELOW, width, MAX (height - top - BELOW, 0) }, -1);
}

static void
pantau_pair_layout_class_init (PantauPairLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = pantau_pair_layout_get_request_mode;
  manager_class->measure = pantau_pair_layout_measure;
  manager_class->allocate = pantau_pair_layout_allocate;
}

static void
pantau_pair_layout_init (PantauPairLayout *self)
{
}
