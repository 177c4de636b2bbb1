/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars by day, as a widget. */

#define G_LOG_DOMAIN "pantau-trend-view"

#include "config.h"

#include "pantau-trend-view.h"

#include <glib/gi18n-lib.h>

#include "pantau-calendar.h"
#include "pantau-format.h"
#include "pantau-trend-drawing.h"

/* In letters: how wide at least and by its own wish, how high. */
#define LEAST   16
#define NATURAL 40
#define HEIGHT  12

/* The line around a day, in pixels. */
#define MARK_WIDTH  2.0
#define HOVER_WIDTH 1.0

#define WEEK 7

struct _PantauTrendView
{
  PantauFigureView parent_instance;

  guint n;
  gint64 *days; /* (owned) (nullable), */
  guint *fresh; /* and these likewise: as many as days */
  guint *ended;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauTrendView, pantau_trend_view, PANTAU_TYPE_FIGURE_VIEW)

static guint signals[N_SIGNALS];

static double
get_letters (PantauTrendView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double height = (double) pango_font_metrics_get_height (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);

  return height / 1.4;
}

static PantauTrendPicture
get_picture (PantauTrendView *self)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);

  return (PantauTrendPicture){
    .n = self->n,
    .days = self->days,
    .fresh = self->fresh,
    .ended = self->ended,
    .shades = pantau_figure_view_get_shades (view),
    .font = pantau_figure_view_get_font (view),
    .letters = get_letters (self),
  };
}

static cairo_rectangle_t
get_area (PantauTrendView *self)
{
  return (cairo_rectangle_t){ 0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                              gtk_widget_get_height (GTK_WIDGET (self)) };
}

static gboolean
pantau_trend_view_has_cells (PantauFigureView *view)
{
  return PANTAU_TREND_VIEW (view)->n > 0;
}

static gint64
pantau_trend_view_get_value (PantauFigureView *view, int cell)
{
  return PANTAU_TREND_VIEW (view)->fresh[cell];
}

/* "20 November 2024: 3 new, 1 ended" */
static char *
pantau_trend_view_describe (PantauFigureView *view, int cell, const char *words)
{
  PantauTrendView *self = PANTAU_TREND_VIEW (view);
  GDate day = pantau_calendar_day_of (self->days[cell]);
  g_autofree char *fresh = pantau_format_integer (self->fresh[cell]),
                  *ended = pantau_format_integer (self->ended[cell]), *name = NULL;
  char date[16];

  g_date_strftime (date, sizeof date, "%Y-%m-%d", &day);
  name = pantau_format_date (date);

  /* Translators: a day, how many records were made on it, how many ended */
  return g_strdup_printf (_ ("%s: %s new, %s ended"), name, fresh, ended);
}

static int
pantau_trend_view_find_at (PantauFigureView *view, double x, double y)
{
  PantauTrendView *self = PANTAU_TREND_VIEW (view);
  PantauTrendPicture picture = get_picture (self);
  cairo_rectangle_t area = get_area (self);

  return pantau_trend_at (&picture, &area, x, y);
}

/* On the last day. */
static int
pantau_trend_view_begin (PantauFigureView *view)
{
  return (int) PANTAU_TREND_VIEW (view)->n - 1;
}

static int
pantau_trend_view_walk (PantauFigureView *view, int cell, PantauFigureWay way)
{
  int last = (int) PANTAU_TREND_VIEW (view)->n - 1;

  switch (way)
    {
    case PANTAU_FIGURE_LEFT:
      return MAX (cell - 1, 0);
    case PANTAU_FIGURE_RIGHT:
      return MIN (cell + 1, last);
    case PANTAU_FIGURE_PREVIOUS:
      return MAX (cell - WEEK, 0);
    case PANTAU_FIGURE_NEXT:
      return MIN (cell + WEEK, last);
    case PANTAU_FIGURE_HOME:
      return 0;
    case PANTAU_FIGURE_END:
      return last;
    case PANTAU_FIGURE_UP:
    case PANTAU_FIGURE_DOWN:
      break;
    }

  return PANTAU_FIGURE_NONE;
}

static void
pantau_trend_view_follow (PantauFigureView *view, int cell)
{
  g_signal_emit (view, signals[CHOSEN], 0, PANTAU_TREND_VIEW (view)->days[cell]);
}

static void
pantau_trend_view_restyle (PantauFigureView *view)
{
  gtk_widget_queue_resize (GTK_WIDGET (view));
}

static void
pantau_trend_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  double letters = get_letters (PANTAU_TREND_VIEW (widget));

  *minimum_baseline = *natural_baseline = -1;
  *minimum = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST : HEIGHT) * letters);
  *natural = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL : HEIGHT) * letters);
}

static void
pantau_trend_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PantauTrendView *self = PANTAU_TREND_VIEW (widget);
  PantauTrendPicture picture = get_picture (self);
  cairo_rectangle_t area = get_area (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) area.width, (float) area.height);
  int hovered = pantau_figure_view_get_hovered (PANTAU_FIGURE_VIEW (widget)),
      current = pantau_figure_view_get_current (PANTAU_FIGURE_VIEW (widget));
  cairo_t *cr;

  if (self->n == 0 || area.width <= 0 || area.height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  pantau_trend_draw (cr, &picture, &area);
  if (hovered != PANTAU_FIGURE_NONE)
    pantau_trend_draw_mark (cr, &picture, &area, (guint) hovered, HOVER_WIDTH);
  if (current != PANTAU_FIGURE_NONE && gtk_widget_has_focus (widget))
    pantau_trend_draw_mark (cr, &picture, &area, (guint) current, MARK_WIDTH);
  cairo_destroy (cr);
}

static void
forget (PantauTrendView *self)
{
  g_clear_pointer (&self->days, g_free);
  g_clear_pointer (&self->fresh, g_free);
  g_clear_pointer (&self->ended, g_free);
}

static void
pantau_trend_view_finalize (GObject *object)
{
  forget (PANTAU_TREND_VIEW (object));

  G_OBJECT_CLASS (pantau_trend_view_parent_class)->finalize (object);
}

static void
pantau_trend_view_class_init (PantauTrendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFigureViewClass *view_class = PANTAU_FIGURE_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pantau_trend_view_finalize;
  widget_class->measure = pantau_trend_view_measure;
  widget_class->snapshot = pantau_trend_view_snapshot;
  view_class->begin = pantau_trend_view_begin;
  view_class->describe = pantau_trend_view_describe;
  view_class->find_at = pantau_trend_view_find_at;
  view_class->follow = pantau_trend_view_follow;
  view_class->get_value = pantau_trend_view_get_value;
  view_class->has_cells = pantau_trend_view_has_cells;
  view_class->restyle = pantau_trend_view_restyle;
  view_class->walk = pantau_trend_view_walk;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_css_name (widget_class, "trendview");
}

static void
pantau_trend_view_init (PantauTrendView *self)
{
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Records by day"),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      _ ("Arrow keys go from day to day, Enter opens what was recorded on it."), -1);
}

/* "In 30 days: 120 new, 80 ended" (transfer full) */
static char *
summarize (PantauTrendView *self)
{
  guint64 fresh = 0, ended = 0;
  g_autofree char *days = pantau_format_integer (self->n), *came = NULL, *went = NULL;

  for (guint i = 0; i < self->n; i++)
    {
      fresh += self->fresh[i];
      ended += self->ended[i];
    }
  came = pantau_format_integer ((gint64) fresh);
  went = pantau_format_integer ((gint64) ended);

  return g_strdup_printf (
      ngettext ("In %s day: %s new, %s ended", "In %s days: %s new, %s ended", self->n), days, came,
      went);
}

void
pantau_trend_view_show (PantauTrendView *self, const PantauSituation *situation)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);
  g_autofree char *summary = NULL;

  g_return_if_fail (PANTAU_IS_TREND_VIEW (self));

  if (self->n != situation->trend->len)
    pantau_figure_view_leave_cells (view);
  forget (self);
  self->n = situation->trend->len;
  self->days = g_new0 (gint64, self->n);
  self->fresh = g_new0 (guint, self->n);
  self->ended = g_new0 (guint, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      const PantauSituationDay *day = &g_array_index (situation->trend, PantauSituationDay, i);

      self->days[i] = day->day;
      for (guint kind = 0; kind < G_N_ELEMENTS (day->fresh); kind++)
        {
          self->fresh[i] += day->fresh[kind];
          self->ended[i] += day->ended[kind];
        }
    }
  summary = summarize (self);
  pantau_figure_view_set (view, pantau_figure_view_get_current (view),
                          pantau_figure_view_get_hovered (view), NULL, summary);
}
