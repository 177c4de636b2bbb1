/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children in lines, as words in a paragraph. Neither GTK 4.8 nor libadwaita 1.2 has such a layout. */

#define G_LOG_DOMAIN "pantau-wrap-layout"

#include "config.h"

#include "pantau-wrap-layout.h"

struct _PantauWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

typedef enum
{
  PROP_SPACING = 1,
} PantauWrapLayoutProperty;

G_DEFINE_FINAL_TYPE (PantauWrapLayout, pantau_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GParamSpec *properties[PROP_SPACING + 1];

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* The width that a child gets where @width is there for a line. */
static int
child_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, width));
}

static int
child_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

/* One line from @child on: sets its height, returns the first child of the next line (nullable). */
static GtkWidget *
measure_line (PantauWrapLayout *self, GtkWidget *child, int width, int *height)
{
  int used = 0;

  *height = 0;
  while (child != NULL)
    {
      int own = child_width (child, width);

      if (used > 0 && used + own > width)
        break;
      *height = MAX (*height, child_height (child, own));
      used += own + self->spacing;
      child = next_shown (gtk_widget_get_next_sibling (child));
    }

  return child;
}

static int
measure_lines (PantauWrapLayout *self, GtkWidget *widget, int width)
{
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int sum = 0;

  while (child != NULL)
    {
      int height;

      sum += sum > 0 ? self->spacing : 0;
      child = measure_line (self, child, width, &height);
      sum += height;
    }

  return sum;
}

static void
measure_width (PantauWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int own_minimum, own_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &own_minimum, &own_natural, NULL,
                          NULL);
      *minimum = MAX (*minimum, own_minimum);
      *natural += own_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static GtkSizeRequestMode
pantau_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_wrap_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  PantauWrapLayout *self = PANTAU_WRAP_LAYOUT (manager);
  int least, most;

  measure_width (self, widget, &least, &most);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = most;
      return;
    }

  *minimum = measure_lines (self, widget, for_size < 0 ? most : for_size);
  *natural = *minimum;
}

static void
pantau_wrap_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  PantauWrapLayout *self = PANTAU_WRAP_LAYOUT (manager);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      int line, x = 0;
      GtkWidget *next = measure_line (self, child, width, &line);

      for (; child != next; child = next_shown (gtk_widget_get_next_sibling (child)))
        {
          GtkAllocation place = { x, y, child_width (child, width), line };

          x += place.width + self->spacing;
          if (is_mirrored)
            place.x = width - place.x - place.width;
          gtk_widget_size_allocate (child, &place, -1);
        }
      y += line + self->spacing;
    }
}

static void
pantau_wrap_layout_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauWrapLayout *self = PANTAU_WRAP_LAYOUT (object);

  switch ((PantauWrapLayoutProperty) property)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    }
}

static void
pantau_wrap_layout_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauWrapLayout *self = PANTAU_WRAP_LAYOUT (object);

  switch ((PantauWrapLayoutProperty) property)
    {
    case PROP_SPACING:
      if (self->spacing == g_value_get_int (value))
        return;
      self->spacing = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_wrap_layout_class_init (PantauWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = pantau_wrap_layout_get_property;
  object_class->set_property = pantau_wrap_layout_set_property;
  layout_class->get_request_mode = pantau_wrap_layout_get_request_mode;
  layout_class->measure = pantau_wrap_layout_measure;
  layout_class->allocate = pantau_wrap_layout_allocate;

  properties[PROP_SPACING] =
      g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 6,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_wrap_layout_init (PantauWrapLayout *self)
{
  self->spacing = 6;
}
