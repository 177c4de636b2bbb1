/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a row: columns where they fit, one below the other where they do not. */

#define G_LOG_DOMAIN "pantau-cells-layout"

#include "config.h"

#include "pantau-cells-layout.h"

struct _PantauCellsLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  int chars;
};

typedef enum
{
  PROP_SPACING = 1,
  PROP_COLUMN_CHARS,
} PantauCellsLayoutProperty;

G_DEFINE_FINAL_TYPE (PantauCellsLayout, pantau_cells_layout, GTK_TYPE_LAYOUT_MANAGER)

static GParamSpec *properties[PROP_COLUMN_CHARS + 1];

/* Children beside each other. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *after; /* (nullable): the first one of the next line */
  int n;
  int height;
} Line;

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* What a column needs for its letters, and for each of its children. */
static int
column_width (PantauCellsLayout *self, GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = self->chars * pango_font_metrics_get_approximate_char_width (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      width = MAX (width, minimum);
    }

  return width;
}

static Line
find_line (GtkWidget *child, int most)
{
  Line line = { .first = child, .after = child };

  while (line.after != NULL && line.n < most &&
         (line.n == 0 || !gtk_widget_get_hexpand (line.after)))
    {
      gboolean is_alone = gtk_widget_get_hexpand (line.after);

      line.n++;
      line.after = next_shown (gtk_widget_get_next_sibling (line.after));
      if (is_alone)
        break;
    }

  return line;
}

static int
cell_width (PantauCellsLayout *self, const Line *line, int width)
{
  return MAX ((width - (line->n - 1) * self->spacing) / MAX (line->n, 1), 0);
}

static void
measure_line (PantauCellsLayout *self, Line *line, int width)
{
  for (GtkWidget *child = line->first; child != line->after;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int minimum, own = cell_width (self, line, width), least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (own, least), &minimum, NULL, NULL,
                          NULL);
      line->height = MAX (line->height, minimum);
    }
}

/* Places the children (@places), or only tells how high they are. */
static int
lay_out (PantauCellsLayout *self, GtkWidget *widget, int width, gboolean places)
{
  int column = column_width (self, widget);
  int most = MAX ((width + self->spacing) / MAX (column + self->spacing, 1), 1), y = 0;
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;)
    {
      Line line = find_line (child, most);
      int own = cell_width (self, &line, width), x = is_rtl ? width - own : 0;

      y += y > 0 ? self->spacing : 0;
      measure_line (self, &line, width);
      for (; child != line.after; child = next_shown (gtk_widget_get_next_sibling (child)))
        {
          if (places)
            gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, own, line.height }, -1);
          x += is_rtl ? -own - self->spacing : own + self->spacing;
        }
      y += line.height;
    }

  return y;
}

static GtkSizeRequestMode
pantau_cells_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_cells_layout_measure (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  PantauCellsLayout *self = PANTAU_CELLS_LAYOUT (manager);
  int column = column_width (self, widget), least = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int own;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &own, NULL, NULL, NULL);
      least = MAX (least, own);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (least, 2 * column + self->spacing);
      return;
    }

  *minimum = lay_out (self, widget, for_size < 0 ? column : MAX (for_size, least), FALSE);
  *natural = *minimum;
}

static void
pantau_cells_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (PANTAU_CELLS_LAYOUT (manager), widget, width, TRUE);
}

static void
pantau_cells_layout_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauCellsLayout *self = PANTAU_CELLS_LAYOUT (object);

  switch ((PantauCellsLayoutProperty) property)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_COLUMN_CHARS:
      g_value_set_int (value, self->chars);
      break;
    }
}

static void
pantau_cells_layout_set_property (GObject *object,
                                  guint property,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  PantauCellsLayout *self = PANTAU_CELLS_LAYOUT (object);

  switch ((PantauCellsLayoutProperty) property)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_COLUMN_CHARS:
      self->chars = g_value_get_int (value);
      break;
    }
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
pantau_cells_layout_class_init (PantauCellsLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pantau_cells_layout_get_property;
  object_class->set_property = pantau_cells_layout_set_property;
  layout_class->get_request_mode = pantau_cells_layout_get_request_mode;
  layout_class->measure = pantau_cells_layout_measure;
  layout_class->allocate = pantau_cells_layout_allocate;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_COLUMN_CHARS] =
      g_param_spec_int ("column-chars", NULL, NULL, 1, 1000, 26, flags | G_PARAM_CONSTRUCT);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_cells_layout_init (PantauCellsLayout *self)
{
}
