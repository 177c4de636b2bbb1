/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column or two, by the width that there is. */

#define G_LOG_DOMAIN "pantau-columns-layout"

#include "config.h"

#include "pantau-columns-layout.h"

#define MAIN_WIDTH 860 /* longer lines are hard to read */
#define SIDE_WIDTH 460
#define SPACING    24

struct _PantauColumnsLayout
{
  GtkLayoutManager parent_instance;

  int threshold;
};

typedef enum
{
  PROP_THRESHOLD = 1,
} PantauColumnsLayoutProperty;

G_DEFINE_FINAL_TYPE (PantauColumnsLayout, pantau_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

static GParamSpec *properties[PROP_THRESHOLD + 1];

/* The first two visible children. @side is NULL where there is one. */
static void
find_children (GtkWidget *widget, GtkWidget **first, GtkWidget **side)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *first = *side = NULL;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      if (*first == NULL)
        *first = child;
      else if (*side == NULL)
        *side = child;
    }
}

/* The widths of both columns where they stand side by side in @width. */
static void
divide (int width, int *first, int *second)
{
  *second = CLAMP (width * 36 / 100, 0, SIDE_WIDTH);
  *first = MIN (width - *second - SPACING, MAIN_WIDTH);
}

static gboolean
fits (GtkWidget *child, int width)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum <= width;
}

/* Large letters may need more than half of a window. */
static gboolean
is_wide (PantauColumnsLayout *self, int width, GtkWidget *first, GtkWidget *side)
{
  int main_width, side_width;

  if (side == NULL || width < self->threshold)
    return FALSE;
  divide (width, &main_width, &side_width);

  return fits (first, main_width) && fits (side, side_width);
}

static int
height_of (GtkWidget *child, int width)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);

  return minimum;
}

static int
total_height (PantauColumnsLayout *self, GtkWidget *first, GtkWidget *side, int width)
{
  int main_width, side_width;

  if (is_wide (self, width, first, side))
    {
      divide (width, &main_width, &side_width);
      return MAX (height_of (first, main_width), height_of (side, side_width));
    }

  main_width = MIN (width, MAIN_WIDTH);

  return height_of (first, main_width) +
         (side != NULL ? SPACING + height_of (side, main_width) : 0);
}

static GtkSizeRequestMode
pantau_columns_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_columns_layout_measure (GtkLayoutManager *manager,
                               GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  GtkWidget *children[2];
  int least = 0;

  find_children (widget, &children[0], &children[1]);
  for (guint i = 0; i < G_N_ELEMENTS (children) && children[i] != NULL; i++)
    {
      int width;

      gtk_widget_measure (children[i], GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      least = MAX (least, width);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (least, MAIN_WIDTH);
    }
  else
    {
      *minimum = *natural = children[0] != NULL
                                ? total_height (PANTAU_COLUMNS_LAYOUT (manager), children[0],
                                                children[1], MAX (for_size, least))
                                : 0;
    }
}

static void
pantau_columns_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  PantauColumnsLayout *self = PANTAU_COLUMNS_LAYOUT (manager);
  GtkWidget *first, *side;
  int main_width, side_width, left;

  find_children (widget, &first, &side);
  if (first == NULL)
    return;

  if (is_wide (self, width, first, side))
    {
      divide (width, &main_width, &side_width);
      left = (width - main_width - SPACING - side_width) / 2;
      gtk_widget_size_allocate (
          first, &(GtkAllocation){ left, 0, main_width, height_of (first, main_width) }, -1);
      gtk_widget_size_allocate (side,
                                &(GtkAllocation){ left + main_width + SPACING, 0, side_width,
                                                  height_of (side, side_width) },
                                -1);
      return;
    }

  main_width = MIN (width, MAIN_WIDTH);
  left = (width - main_width) / 2;
  height = height_of (first, main_width);
  gtk_widget_size_allocate (first, &(GtkAllocation){ left, 0, main_width, height }, -1);
  if (side != NULL)
    gtk_widget_size_allocate (
        side, &(GtkAllocation){ left, height + SPACING, main_width, height_of (side, main_width) },
        -1);
}

static void
pantau_columns_layout_get_property (GObject *object,
                                    guint property,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  PantauColumnsLayout *self = PANTAU_COLUMNS_LAYOUT (object);

  switch ((PantauColumnsLayoutProperty) property)
    {
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    }
}

static void
pantau_columns_layout_set_property (GObject *object,
                                    guint property,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  PantauColumnsLayout *self = PANTAU_COLUMNS_LAYOUT (object);

  switch ((PantauColumnsLayoutProperty) property)
    {
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      break;
    }
}

static void
pantau_columns_layout_class_init (PantauColumnsLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = pantau_columns_layout_get_request_mode;
  manager_class->measure = pantau_columns_layout_measure;
  manager_class->allocate = pantau_columns_layout_allocate;
  object_class->get_property = pantau_columns_layout_get_property;
  object_class->set_property = pantau_columns_layout_set_property;

  properties[PROP_THRESHOLD] =
      g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, PANTAU_COLUMNS_WIDTH,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_columns_layout_init (PantauColumnsLayout *self)
{
  self->threshold = PANTAU_COLUMNS_WIDTH;
}
