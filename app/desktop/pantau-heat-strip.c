/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of shades as a widget: a glance in a row of a list, or one to walk in. */

#define G_LOG_DOMAIN "pantau-heat-strip"

#include "config.h"

#include "pantau-heat-strip.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"

/* Pixels. */
#define BRIEF_WIDTH  168
#define BRIEF_HEIGHT 36
#define BRIEF_ROW    9 /* the most that a row of a brief one has */
#define BRIEF_COLUMN 3 /* the least that a column has, */
#define COLUMN       9 /* and of one with letters */
#define LEAST_WIDTH  280

/* In sizes of a letter. */
#define ROW        1.9
#define NAME_WIDTH 9.5

#define MARK_WIDTH 2.0

struct _PantauHeatStrip
{
  PantauFigureView parent_instance;

  gboolean is_brief;
  PantauHeat *heat;  /* (owned) (nullable) */
  PantauHeat *shown; /* (owned) (nullable): as it fits into the present width; row by row */
};

enum
{
  PROP_IS_BRIEF = 1,
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauHeatStrip, pantau_heat_strip, PANTAU_TYPE_FIGURE_VIEW)

static GParamSpec *properties[PROP_IS_BRIEF + 1];
static guint signals[N_SIGNALS];

static guint
row_of (PantauHeatStrip *self, int cell)
{
  return (guint) cell / self->shown->n_columns;
}

static guint
column_of (PantauHeatStrip *self, int cell)
{
  return (guint) cell % self->shown->n_columns;
}

/* When the column of @cell begins. */
static gint64
time_of (PantauHeatStrip *self, int cell)
{
  return self->shown->from + column_of (self, cell) * self->shown->seconds;
}

/* How large letters are, in pixels: as the widget's font says. */
static double
get_letters (PantauHeatStrip *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (self->is_brief)
    return 0;
  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;

  return size * 0.85;
}

static PantauHeatPicture
get_picture (PantauHeatStrip *self, const PantauHeat *heat)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);
  double letters = get_letters (self);

  return (PantauHeatPicture){
    .heat = heat,
    .scale = pantau_scale_new (pantau_heat_most (heat)),
    .shades = pantau_figure_view_get_shades (view),
    .font = pantau_figure_view_get_font (view),
    .letters = letters,
    .name_width = NAME_WIDTH * letters,
  };
}

static PantauHeatPlan
get_plan (PantauHeatStrip *self)
{
  PantauHeatPicture picture = get_picture (self, self->shown);
  double height = gtk_widget_get_height (GTK_WIDGET (self)), top = 0;

  /* Few rows of a brief one stay thin, in the middle. */
  if (self->is_brief)
    {
      double most = MIN (height, (double) BRIEF_ROW * self->shown->n_rows);

      top = (height - most) / 2;
      height = most;
    }
  else
    {
      top = 1;
      height -= 2;
    }

  return pantau_heat_plan (
      &picture, &(const cairo_rectangle_t){
                    1, top, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2, 0), height });
}

/* As many columns as there is room for. */
static void
fit (PantauHeatStrip *self, int width)
{
  double letters = get_letters (self);
  double room = width - 2 - (letters > 0 ? (NAME_WIDTH + 3) * letters : 0);
  guint n_columns = (guint) MAX (room / (self->is_brief ? BRIEF_COLUMN : COLUMN), 1);

  if (self->heat == NULL)
    return;
  if (self->shown != NULL &&
      self->shown->seconds ==
          self->heat->seconds * MAX ((self->heat->n_columns + n_columns - 1) / n_columns, 1))
    return;
  g_clear_pointer (&self->shown, pantau_heat_free);
  self->shown = pantau_heat_group (self->heat, n_columns);
  pantau_figure_view_leave_cells (PANTAU_FIGURE_VIEW (self));
}

static gboolean
pantau_heat_strip_has_cells (PantauFigureView *view)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (view);

  return !self->is_brief && self->shown != NULL && self->shown->n_rows > 0 &&
         self->shown->n_columns > 0;
}

static gint64
pantau_heat_strip_get_value (PantauFigureView *view, int cell)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (view);

  return pantau_heat_get (self->shown, row_of (self, cell), column_of (self, cell));
}

/* "Palembang, 14 Feb 16.00 – 17.00: 3 sightings" */
static char *
pantau_heat_strip_describe (PantauFigureView *view, int cell, const char *words)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (view);
  gint64 from = time_of (self, cell);
  g_autofree char *first = pantau_format_time (from),
                  *last = pantau_format_time (from + self->shown->seconds);

  /* Translators: a place, from when until when, and what is counted there */
  return g_strdup_printf (_ ("%s, from %s to %s: %s"), self->shown->names[row_of (self, cell)],
                          first, last, words);
}

static int
pantau_heat_strip_find_at (PantauFigureView *view, double x, double y)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (view);
  PantauHeatPlan plan = get_plan (self);
  guint row, column;

  return pantau_heat_plan_at (&plan, self->shown, x, y, &row, &column)
             ? (int) (row * self->shown->n_columns + column)
             : PANTAU_FIGURE_NONE;
}

/* At the first row's most. */
static int
pantau_heat_strip_begin (PantauFigureView *view)
{
  const PantauHeat *heat = PANTAU_HEAT_STRIP (view)->shown;
  guint most = 0;

  for (guint column = 1; column < heat->n_columns; column++)
    if (pantau_heat_get (heat, 0, column) > pantau_heat_get (heat, 0, most))
      most = column;

  return (int) most;
}

static int
pantau_heat_strip_walk (PantauFigureView *view, int cell, PantauFigureWay way)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (view);
  guint row = row_of (self, cell), column = column_of (self, cell);
  int n_columns = (int) self->shown->n_columns;

  switch (way)
    {
    case PANTAU_FIGURE_LEFT:
      return cell - (column > 0);
    case PANTAU_FIGURE_RIGHT:
      return cell + (column + 1 < self->shown->n_columns);
    case PANTAU_FIGURE_UP:
      return row > 0 ? cell - n_columns : cell;
    case PANTAU_FIGURE_DOWN:
      return row + 1 < self->shown->n_rows ? cell + n_columns : cell;
    case PANTAU_FIGURE_HOME:
      return cell - (int) column;
    case PANTAU_FIGURE_END:
      return cell - (int) column + n_columns - 1;
    case PANTAU_FIGURE_PREVIOUS:
    case PANTAU_FIGURE_NEXT:
      break;
    }

  return PANTAU_FIGURE_NONE;
}

static void
pantau_heat_strip_follow (PantauFigureView *view, int cell)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (view);
  gint64 from = time_of (self, cell);

  g_signal_emit (self, signals[CHOSEN], 0, row_of (self, cell), from, from + self->shown->seconds);
}

static void
pantau_heat_strip_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (widget);
  double letters = get_letters (self);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = self->is_brief ? BRIEF_WIDTH : LEAST_WIDTH;
  else if (self->is_brief)
    *minimum = *natural = BRIEF_HEIGHT;
  else if (self->heat == NULL)
    *minimum = *natural = 0;
  else
    {
      PantauHeatPicture picture = get_picture (self, self->heat);

      *minimum = *natural = (int) (pantau_heat_height (&picture, ROW * letters) + 3);
    }
}

static void
pantau_heat_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  fit (PANTAU_HEAT_STRIP (widget), width);
}

static void
pantau_heat_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (widget);
  int hovered = pantau_figure_view_get_hovered (PANTAU_FIGURE_VIEW (widget)),
      current = pantau_figure_view_get_current (PANTAU_FIGURE_VIEW (widget));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));
  PantauHeatPicture picture;
  PantauHeatPlan plan;
  cairo_t *cr;

  if (self->shown == NULL)
    return;
  picture = get_picture (self, self->shown);
  plan = get_plan (self);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  pantau_heat_draw (cr, &plan, &picture);
  if (hovered != PANTAU_FIGURE_NONE)
    pantau_heat_draw_mark (cr, &plan, &picture, row_of (self, hovered), column_of (self, hovered),
                           1);
  if (current != PANTAU_FIGURE_NONE && gtk_widget_has_focus (widget))
    pantau_heat_draw_mark (cr, &plan, &picture, row_of (self, current), column_of (self, current),
                           MARK_WIDTH);
  cairo_destroy (cr);
}

/* Letters are part of its height. */
static void
pantau_heat_strip_restyle (PantauFigureView *view)
{
  if (!PANTAU_HEAT_STRIP (view)->is_brief)
    gtk_widget_queue_resize (GTK_WIDGET (view));
}

static void
set_is_brief (PantauHeatStrip *self, gboolean is_brief)
{
  if (self->is_brief == is_brief)
    return;
  self->is_brief = is_brief;
  gtk_widget_set_focusable (GTK_WIDGET (self), !is_brief);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BRIEF]);
}

static void
pantau_heat_strip_finalize (GObject *object)
{
  PantauHeatStrip *self = PANTAU_HEAT_STRIP (object);

  g_clear_pointer (&self->heat, pantau_heat_free);
  g_clear_pointer (&self->shown, pantau_heat_free);

  G_OBJECT_CLASS (pantau_heat_strip_parent_class)->finalize (object);
}

static void
pantau_heat_strip_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_IS_BRIEF:
      g_value_set_boolean (value, PANTAU_HEAT_STRIP (object)->is_brief);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
pantau_heat_strip_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_IS_BRIEF:
      set_is_brief (PANTAU_HEAT_STRIP (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
pantau_heat_strip_class_init (PantauHeatStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFigureViewClass *view_class = PANTAU_FIGURE_VIEW_CLASS (klass);

  object_class->finalize = pantau_heat_strip_finalize;
  object_class->get_property = pantau_heat_strip_get_property;
  object_class->set_property = pantau_heat_strip_set_property;
  widget_class->measure = pantau_heat_strip_measure;
  widget_class->size_allocate = pantau_heat_strip_size_allocate;
  widget_class->snapshot = pantau_heat_strip_snapshot;
  view_class->begin = pantau_heat_strip_begin;
  view_class->describe = pantau_heat_strip_describe;
  view_class->find_at = pantau_heat_strip_find_at;
  view_class->follow = pantau_heat_strip_follow;
  view_class->get_value = pantau_heat_strip_get_value;
  view_class->has_cells = pantau_heat_strip_has_cells;
  view_class->restyle = pantau_heat_strip_restyle;
  view_class->walk = pantau_heat_strip_walk;

  properties[PROP_IS_BRIEF] =
      g_param_spec_boolean ("is-brief", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_INT64, G_TYPE_INT64);

  gtk_widget_class_set_css_name (widget_class, "heatstrip");
}

static void
pantau_heat_strip_init (PantauHeatStrip *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Where and when it was seen"), -1);
}

void
pantau_heat_strip_show (PantauHeatStrip *self,
                        PantauHeat *heat,
                        PantauFigureWords words,
                        const char *summary)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self)), current;
  g_autoptr (PantauHeat) before = NULL;

  g_return_if_fail (PANTAU_IS_HEAT_STRIP (self));

  current = pantau_figure_view_get_current (view);
  before = g_steal_pointer (&self->shown);
  g_clear_pointer (&self->heat, pantau_heat_free);
  self->heat = heat;
  if (width > 0)
    fit (self, width);
  /* Where the keys were there may be nothing any more, or another place or time. */
  if (before == NULL || self->shown == NULL || before->seconds != self->shown->seconds ||
      before->from != self->shown->from || before->n_columns != self->shown->n_columns ||
      current >= (int) (self->shown->n_rows * self->shown->n_columns))
    current = PANTAU_FIGURE_NONE;
  pantau_figure_view_set (view, current, PANTAU_FIGURE_NONE, words, summary);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
