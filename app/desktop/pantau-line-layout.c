/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row whose height follows from its width, and never the other way round. */

#define G_LOG_DOMAIN "pantau-line-layout"

#include "config.h"

#include "pantau-line-layout.h"

struct _PantauLineLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  int share; /* per cent; 0: as it asks */
};

typedef enum
{
  PROP_SPACING = 1,
  PROP_SHARE,
} PantauLineLayoutProperty;

G_DEFINE_FINAL_TYPE (PantauLineLayout, pantau_line_layout, GTK_TYPE_LAYOUT_MANAGER)

static GParamSpec *properties[PROP_SHARE + 1];

/* The children that take part, each as the data of a GtkRequestedSize, with the widths that they ask for. */
static GArray *
ask_widths (GtkWidget *widget)
{
  GArray *sizes = g_array_new (FALSE, TRUE, sizeof (GtkRequestedSize));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequestedSize size = { .data = child };

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size,
                          &size.natural_size, NULL, NULL);
      g_array_append_val (sizes, size);
    }

  return sizes;
}

static int
gaps (PantauLineLayout *self, GArray *sizes)
{
  return sizes->len > 1 ? (int) (sizes->len - 1) * self->spacing : 0;
}

static gboolean
expands (const GtkRequestedSize *size)
{
  return gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL);
}

/* The first gets its share, as far as the others' minimum lets it: more than its own minimum only where there is room. */
static void
give_share (PantauLineLayout *self, GArray *sizes, int room)
{
  GtkRequestedSize *first = &g_array_index (sizes, GtkRequestedSize, 0);
  int wish = room * self->share / 100;

  for (guint i = 1; i < sizes->len; i++)
    room -= g_array_index (sizes, GtkRequestedSize, i).minimum_size;
  first->minimum_size = MAX (first->minimum_size, MIN (wish, room));
  first->natural_size = first->minimum_size;
}

/* From now on the minimum of each is what it gets of @width. */
static void
divide (PantauLineLayout *self, GArray *sizes, int width)
{
  int left = width - gaps (self, sizes);
  int n = 0;

  if (self->share > 0 && sizes->len > 1)
    give_share (self, sizes, left);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      left -= size->minimum_size;
      n += expands (size) ? 1 : 0;
    }
  left = gtk_distribute_natural_allocation (MAX (left, 0), sizes->len,
                                            (GtkRequestedSize *) (gpointer) sizes->data);

  for (guint i = 0; i < sizes->len && n > 0; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      if (expands (size))
        {
          int share = left / n--;

          size->minimum_size += share;
          left -= share;
        }
    }
}

static void
sum_widths (PantauLineLayout *self, GArray *sizes, int *minimum, int *natural)
{
  *minimum = *natural = gaps (self, sizes);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      *minimum += size->minimum_size;
      *natural += size->natural_size;
    }
}

static void
measure_heights (GArray *sizes, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      int least, most;

      gtk_widget_measure (size->data, GTK_ORIENTATION_VERTICAL, size->minimum_size, &least, &most,
                          NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, most);
    }
}

static GtkSizeRequestMode
pantau_line_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_line_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  PantauLineLayout *self = PANTAU_LINE_LAYOUT (manager);
  g_autoptr (GArray) sizes = ask_widths (widget);
  int least, most;

  sum_widths (self, sizes, &least, &most);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = most;
      return;
    }

  divide (self, sizes, for_size < 0 ? most : for_size);
  measure_heights (sizes, minimum, natural);
}

static void
pantau_line_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  PantauLineLayout *self = PANTAU_LINE_LAYOUT (manager);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) sizes = ask_widths (widget);
  int x = 0;

  divide (self, sizes, width);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      GtkAllocation place = { x, 0, size->minimum_size, height };

      x += place.width + self->spacing;
      if (is_mirrored)
        place.x = width - place.x - place.width;
      gtk_widget_size_allocate (size->data, &place, -1);
    }
}

static void
pantau_line_layout_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauLineLayout *self = PANTAU_LINE_LAYOUT (object);

  switch ((PantauLineLayoutProperty) property)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_SHARE:
      g_value_set_int (value, self->share);
      break;
    }
}

static void
pantau_line_layout_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauLineLayout *self = PANTAU_LINE_LAYOUT (object);

  switch ((PantauLineLayoutProperty) property)
    {
    case PROP_SPACING:
      if (self->spacing == g_value_get_int (value))
        return;
      self->spacing = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SHARE:
      if (self->share == g_value_get_int (value))
        return;
      self->share = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_line_layout_class_init (PantauLineLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = pantau_line_layout_get_property;
  object_class->set_property = pantau_line_layout_set_property;
  layout_class->get_request_mode = pantau_line_layout_get_request_mode;
  layout_class->measure = pantau_line_layout_measure;
  layout_class->allocate = pantau_line_layout_allocate;

  properties[PROP_SPACING] =
      g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHARE] =
      g_param_spec_int ("share", NULL, NULL, 0, 100, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_line_layout_init (PantauLineLayout *self)
{
}

GtkLayoutManager *
pantau_line_layout_new (int spacing)
{
  return g_object_new (PANTAU_TYPE_LINE_LAYOUT, "spacing", spacing, NULL);
}
