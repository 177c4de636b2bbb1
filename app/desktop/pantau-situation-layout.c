/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column, two or three, by the width that there is. */

#define G_LOG_DOMAIN "pantau-situation-layout"

#include "config.h"

#include "pantau-situation-layout.h"

#define SPACING 24
#define LINE    12 /* below the switch */

/* In letters: the least a map needs beside something, and how wide figures become, in two columns and in three. */
#define MAP_LETTERS       42
#define SIDE_LETTERS      60
#define WIDE_MAP_LETTERS  60
#define WIDE_SIDE_LETTERS 46

/* Of hundred parts of the width the figures have so many where there is room. */
#define SIDE_SHARE 38

struct _PantauSituationLayout
{
  GtkLayoutManager parent_instance;

  gboolean shows_table;
  gboolean shows_both;
};

typedef enum
{
  PROP_SHOWS_TABLE = 1,
} PantauSituationLayoutProperty;

G_DEFINE_FINAL_TYPE (PantauSituationLayout, pantau_situation_layout, GTK_TYPE_LAYOUT_MANAGER)

static GParamSpec *properties[PROP_SHOWS_TABLE + 1];

enum
{
  SWITCH,
  MAP,
  TABLE,
  SIDE,
  N_CHILDREN
};

/* Where all stand in a width; what is out of sight has none. */
typedef struct
{
  GtkAllocation places[N_CHILDREN];
  gboolean is_shown[N_CHILDREN];
  int height;
} Plan;

static gboolean
find_children (GtkWidget *widget, GtkWidget *children[N_CHILDREN])
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (guint i = 0; i < N_CHILDREN; i++)
    {
      if (child == NULL)
        return FALSE;
      children[i] = child;
      child = gtk_widget_get_next_sibling (child);
    }

  return TRUE;
}

static int
least_width (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

static int
own_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
height_of (GtkWidget *child, int width)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (width, least_width (child)), &minimum,
                      NULL, NULL, NULL);

  return minimum;
}

static int
letter_width (GtkWidget *widget)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);

  return MAX (width, 1);
}

/* Puts a child where it may be @width wide; returns where the next one may begin. */
static int
put (Plan *plan, GtkWidget *children[N_CHILDREN], guint child, int x, int y, int width)
{
  plan->places[child] = (GtkAllocation){ x, y, width, height_of (children[child], width) };
  plan->is_shown[child] = TRUE;
  plan->height = MAX (plan->height, y + plan->places[child].height);

  return y + plan->places[child].height;
}

static Plan
make_plan (PantauSituationLayout *self,
           GtkWidget *widget,
           GtkWidget *children[N_CHILDREN],
           int width)
{
  int letter = letter_width (widget), table = own_width (children[TABLE]),
      least_side = least_width (children[SIDE]), least_map = least_width (children[MAP]),
      wide_side = MAX (WIDE_SIDE_LETTERS * letter, least_side),
      side = CLAMP (width * SIDE_SHARE / 100, least_side, MAX (SIDE_LETTERS * letter, least_side)),
      y;
  guint view = self->shows_table ? TABLE : MAP;
  Plan plan = { 0 };

  if (width >= table + wide_side + MAX (WIDE_MAP_LETTERS * letter, least_map) + 2 * SPACING)
    {
      int map = width - table - wide_side - 2 * SPACING;

      put (&plan, children, MAP, 0, 0, map);
      put (&plan, children, TABLE, map + SPACING, 0, table);
      put (&plan, children, SIDE, map + table + 2 * SPACING, 0, wide_side);
      return plan;
    }

  y = put (&plan, children, SWITCH, 0, 0, width) + LINE;
  if (view == MAP && width >= side + MAX (MAP_LETTERS * letter, least_map) + SPACING)
    {
      int map = width - side - SPACING;

      put (&plan, children, MAP, 0, y, map);
      put (&plan, children, SIDE, map + SPACING, y, side);
      return plan;
    }

  y = put (&plan, children, view, 0, y, width) + SPACING;
  put (&plan, children, SIDE, 0, y, width);

  return plan;
}

static GtkSizeRequestMode
pantau_situation_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_situation_layout_measure (GtkLayoutManager *manager,
                                 GtkWidget *widget,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural,
                                 int *minimum_baseline,
                                 int *natural_baseline)
{
  GtkWidget *children[N_CHILDREN];
  int least = 0, whole = 0;

  *minimum = *natural = 0;
  if (!find_children (widget, children))
    return;
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      least = MAX (least, least_width (children[i]));
      whole += own_width (children[i]);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = whole;
      return;
    }
  *minimum = *natural =
      make_plan (PANTAU_SITUATION_LAYOUT (manager), widget, children, MAX (for_size, least)).height;
}

static void
pantau_situation_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  PantauSituationLayout *self = PANTAU_SITUATION_LAYOUT (manager);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *children[N_CHILDREN];
  Plan plan;

  if (!find_children (widget, children))
    return;
  plan = make_plan (self, widget, children, width);
  self->shows_both = plan.is_shown[MAP] && plan.is_shown[TABLE];
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      gtk_widget_set_child_visible (children[i], plan.is_shown[i]);
      if (!plan.is_shown[i])
        continue;
      if (is_rtl)
        plan.places[i].x = width - plan.places[i].x - plan.places[i].width;
      gtk_widget_size_allocate (children[i], &plan.places[i], -1);
    }
}

static void
pantau_situation_layout_get_property (GObject *object,
                                      guint property,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  switch ((PantauSituationLayoutProperty) property)
    {
    case PROP_SHOWS_TABLE:
      g_value_set_boolean (value, PANTAU_SITUATION_LAYOUT (object)->shows_table);
      break;
    }
}

static void
pantau_situation_layout_set_property (GObject *object,
                                      guint property,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  PantauSituationLayout *self = PANTAU_SITUATION_LAYOUT (object);

  switch ((PantauSituationLayoutProperty) property)
    {
    case PROP_SHOWS_TABLE:
      if (self->shows_table == g_value_get_boolean (value))
        return;
      self->shows_table = g_value_get_boolean (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_situation_layout_class_init (PantauSituationLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = pantau_situation_layout_get_property;
  object_class->set_property = pantau_situation_layout_set_property;
  manager_class->allocate = pantau_situation_layout_allocate;
  manager_class->get_request_mode = pantau_situation_layout_get_request_mode;
  manager_class->measure = pantau_situation_layout_measure;

  properties[PROP_SHOWS_TABLE] =
      g_param_spec_boolean ("shows-table", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_situation_layout_init (PantauSituationLayout *self)
{
}

gboolean
pantau_situation_layout_shows_both (PantauSituationLayout *self)
{
  g_return_val_if_fail (PANTAU_IS_SITUATION_LAYOUT (self), FALSE);

  return self->shows_both;
}
