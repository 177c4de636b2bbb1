/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside each other, or one above the other, by the width that there is. */

#include "config.h"

#include "pantau-split-layout.h"

/* What the first gets: of the width, within bounds; or of the height. */
#define SHARE_OF_WIDTH  0.38
#define LEAST_WIDTH     340
#define MOST_WIDTH      560
#define SHARE_OF_HEIGHT 0.42

/* What neither goes below, in lines of text; where there is less room, who has the layout scrolls. Three rows of two lines, with what is around each; a head
 * and something of what follows. */
#define LEAST_FIRST  6
#define LEAST_SECOND 7
#define AROUND_ROWS  24

struct _PantauSplitLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (PantauSplitLayout, pantau_split_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
pantau_split_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
line_height (GtkWidget *widget)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);

  return height;
}

static int
least_of_first (GtkWidget *widget)
{
  return LEAST_FIRST * line_height (widget) + AROUND_ROWS;
}

/* The children scroll: none is asked how high it would be in a width. */
static int
least_height (GtkWidget *widget, int width)
{
  int first = least_of_first (widget), second = LEAST_SECOND * line_height (widget);

  return width >= PANTAU_SPLIT_WIDTH ? MAX (first, second) : first + second;
}

static void
pantau_split_layout_measure (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  int least = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int size;

      gtk_widget_measure (child, orientation, -1, &size, NULL, NULL, NULL);
      least = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (least, size) : least + size;
    }
  if (orientation == GTK_ORIENTATION_VERTICAL)
    least = MAX (least, least_height (widget, for_size));
  *minimum = least;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (least, PANTAU_SPLIT_WIDTH) : least;
}

static void
pantau_split_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;
  int share;

  if (second == NULL)
    return;
  if (width >= PANTAU_SPLIT_WIDTH)
    {
      share = CLAMP ((int) (width * SHARE_OF_WIDTH), LEAST_WIDTH, MOST_WIDTH);
      gtk_widget_size_allocate (first, &(GtkAllocation){ 0, 0, share, height }, -1);
      gtk_widget_size_allocate (second, &(GtkAllocation){ share, 0, width - share, height }, -1);
      return;
    }

  share = MAX ((int) (height * SHARE_OF_HEIGHT), least_of_first (widget));
  gtk_widget_size_allocate (first, &(GtkAllocation){ 0, 0, width, share }, -1);
  gtk_widget_size_allocate (second, &(GtkAllocation){ 0, share, width, height - share }, -1);
}

static void
pantau_split_layout_class_init (PantauSplitLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = pantau_split_layout_get_request_mode;
  manager_class->measure = pantau_split_layout_measure;
  manager_class->allocate = pantau_split_layout_allocate;
}

static void
pantau_split_layout_init (PantauSplitLayout *self)
{
}
