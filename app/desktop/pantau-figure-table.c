/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of figures as a widget. What is drawn is kept as a node until something of it changes, as in pantau-hex-map.c. */

#define G_LOG_DOMAIN "pantau-figure-table"

#include "config.h"

#include "pantau-figure-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pantau-table-drawing.h"

/* The line around a cell, in pixels. */
#define MARK_WIDTH  2.0
#define HOVER_WIDTH 1.0

struct _PantauFigureTable
{
  PantauFigureView parent_instance;

  PantauSituationTable *table; /* (owned) (nullable): before figures are shown */
  gboolean opens_rows;

  /* What of the table is drawn: borrowed from it, row by row. */
  const char **titles;
  const char **names;
  const char **cells;
  gint64 *values;

  PantauTablePlan plan; /* of the width and letters below */
  double plan_width;    /* -1: there is none */
  double plan_letters;
  GskRenderNode *drawn; /* (owned) (nullable) */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauFigureTable, pantau_figure_table, PANTAU_TYPE_FIGURE_VIEW)

static guint signals[N_SIGNALS];

/* Cells are numbered row by row, the name of a row first. */
static int
stride (PantauFigureTable *self)
{
  return (int) self->table->columns->len + 1;
}

static int
n_cells (PantauFigureTable *self)
{
  return (int) self->table->rows->len * stride (self);
}

static guint
row_of (PantauFigureTable *self, int cell)
{
  return (guint) (cell / stride (self));
}

static int
column_of (PantauFigureTable *self, int cell)
{
  return cell % stride (self) - 1;
}

static const PantauSituationTableRow *
get_row (PantauFigureTable *self, int cell)
{
  return g_ptr_array_index (self->table->rows, row_of (self, cell));
}

/* In pixels. */
static double
get_letters (PantauFigureTable *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double height = (double) pango_font_metrics_get_height (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);

  /* A little smaller than texts: many stand beside each other. */
  return floor (height / 1.42);
}

static PantauTablePicture
get_picture (PantauFigureTable *self)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);

  return (PantauTablePicture){
    .n_rows = self->table->rows->len,
    .n_columns = self->table->columns->len,
    .corner = _ ("Region"),
    .titles = self->titles,
    .names = self->names,
    .cells = self->cells,
    .values = self->values,
    .shades = pantau_figure_view_get_shades (view),
    .font = pantau_figure_view_get_font (view),
    .letters = get_letters (self),
  };
}

static void
forget_plan (PantauFigureTable *self)
{
  pantau_table_plan_clear (&self->plan);
  self->plan_width = -1;
  g_clear_pointer (&self->drawn, gsk_render_node_unref);
}

static const PantauTablePlan *
get_plan (PantauFigureTable *self, double width)
{
  PantauTablePicture picture = get_picture (self);

  if (self->plan_width != width || self->plan_letters != picture.letters)
    {
      forget_plan (self);
      pantau_table_plan_init (&self->plan, &picture, width);
      self->plan_width = width;
      self->plan_letters = picture.letters;
    }

  return &self->plan;
}

static const PantauTablePlan *
get_own_plan (PantauFigureTable *self)
{
  return get_plan (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

static gboolean
pantau_figure_table_has_cells (PantauFigureView *view)
{
  return PANTAU_FIGURE_TABLE (view)->table != NULL;
}

static gint64
pantau_figure_table_get_value (PantauFigureView *view, int cell)
{
  PantauFigureTable *self = PANTAU_FIGURE_TABLE (view);
  int column = column_of (self, cell);

  if (column < 0)
    return self->opens_rows && row_of (self, cell) + 1 < self->table->rows->len;

  return get_row (self, cell)->values[column];
}

/* "Kab. Musi Rawas Utara, open risks: 3" */
static char *
pantau_figure_table_describe (PantauFigureView *view, int cell, const char *words)
{
  PantauFigureTable *self = PANTAU_FIGURE_TABLE (view);
  const PantauSituationTableRow *row = get_row (self, cell);
  int column = column_of (self, cell);

  if (column < 0)
    return g_strdup (row->name);

  /* Translators: a cell of a table: the row, the column, and what stands there */
  return g_strdup_printf (
      _ ("%s, %s: %s"), row->name,
      ((PantauSituationColumn *) g_ptr_array_index (self->table->columns, (guint) column))->title,
      row->cells[column]);
}

static int
pantau_figure_table_find_at (PantauFigureView *view, double x, double y)
{
  PantauFigureTable *self = PANTAU_FIGURE_TABLE (view);
  guint row;
  int column;

  if (!pantau_table_plan_at (get_own_plan (self), x, y, &row, &column))
    return PANTAU_FIGURE_NONE;

  return (int) row * stride (self) + column + 1;
}

static int
pantau_figure_table_begin (PantauFigureView *view)
{
  return 0;
}

static int
pantau_figure_table_walk (PantauFigureView *view, int cell, PantauFigureWay way)
{
  PantauFigureTable *self = PANTAU_FIGURE_TABLE (view);
  int width = stride (self), column = cell % width, first = cell - column, size = n_cells (self);

  switch (way)
    {
    case PANTAU_FIGURE_LEFT:
      return MAX (cell - 1, first);
    case PANTAU_FIGURE_RIGHT:
      return MIN (cell + 1, first + width - 1);
    case PANTAU_FIGURE_UP:
      return cell >= width ? cell - width : cell;
    case PANTAU_FIGURE_DOWN:
      return cell + width < size ? cell + width : cell;
    case PANTAU_FIGURE_HOME:
      return first;
    case PANTAU_FIGURE_END:
      return first + width - 1;
    case PANTAU_FIGURE_PREVIOUS:
      return column;
    case PANTAU_FIGURE_NEXT:
      return size - width + column;
    }

  return PANTAU_FIGURE_NONE;
}

static void
pantau_figure_table_follow (PantauFigureView *view, int cell)
{
  PantauFigureTable *self = PANTAU_FIGURE_TABLE (view);

  g_signal_emit (self, signals[CHOSEN], 0, row_of (self, cell), column_of (self, cell));
}

static void
pantau_figure_table_restyle (PantauFigureView *view)
{
  forget_plan (PANTAU_FIGURE_TABLE (view));
  gtk_widget_queue_resize (GTK_WIDGET (view));
}

/* As far as it scrolls what surrounds it; each scrolls for itself. */
static void
scroll_to (GtkWidget *widget, const cairo_rectangle_t *cell)
{
  for (GtkWidget *above = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW); above != NULL;
       above = gtk_widget_get_ancestor (gtk_widget_get_parent (above), GTK_TYPE_SCROLLED_WINDOW))
    {
      GtkWidget *child = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (above));
      double x, y;

      if (GTK_IS_VIEWPORT (child))
        child = gtk_viewport_get_child (GTK_VIEWPORT (child));
      if (!gtk_widget_translate_coordinates (widget, child, cell->x, cell->y, &x, &y))
        continue;
      gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (above)),
                                 x, x + cell->width);
      gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (above)),
                                 y, y + cell->height);
    }
}

static void
show_current (PantauFigureTable *self)
{
  int cell = pantau_figure_view_get_current (PANTAU_FIGURE_VIEW (self));
  cairo_rectangle_t place;

  if (self->table == NULL || cell == PANTAU_FIGURE_NONE ||
      !gtk_widget_has_focus (GTK_WIDGET (self)) ||
      pantau_figure_view_get_hovered (PANTAU_FIGURE_VIEW (self)) != PANTAU_FIGURE_NONE)
    return;
  place =
      pantau_table_plan_locate (get_own_plan (self), row_of (self, cell), column_of (self, cell));
  scroll_to (GTK_WIDGET (self), &place);
}

static void
pantau_figure_table_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  PantauFigureTable *self = PANTAU_FIGURE_TABLE (widget);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = 0;
  if (self->table == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = (int) ceil (get_plan (self, 0)->width);
  else
    *minimum = *natural = (int) ceil (get_plan (self, MAX (for_size, 0))->height) + 1;
}

static GtkSizeRequestMode
pantau_figure_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
snapshot_mark (PantauFigureTable *self, GtkSnapshot *snapshot, int cell, double width)
{
  PantauTablePicture picture = get_picture (self);
  const PantauTablePlan *plan = get_own_plan (self);
  cairo_rectangle_t place =
      pantau_table_plan_locate (plan, row_of (self, cell), column_of (self, cell));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) place.x - 2, (float) place.y - 2,
                                               (float) place.width + 4, (float) place.height + 4);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  pantau_table_draw_mark (cr, plan, &picture, row_of (self, cell), column_of (self, cell), width);
  cairo_destroy (cr);
}

static void
draw_again (PantauFigureTable *self, int width, int height)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  PantauTablePicture picture = get_picture (self);
  const PantauTablePlan *plan = get_own_plan (self);
  cairo_t *cr;

  self->drawn = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (self->drawn);
  pantau_table_draw (cr, plan, &picture);
  cairo_destroy (cr);
}

static void
pantau_figure_table_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PantauFigureTable *self = PANTAU_FIGURE_TABLE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget),
      hovered = pantau_figure_view_get_hovered (PANTAU_FIGURE_VIEW (widget)),
      current = pantau_figure_view_get_current (PANTAU_FIGURE_VIEW (widget));

  if (self->table == NULL || width <= 0 || height <= 0)
    return;
  get_own_plan (self);
  if (self->drawn == NULL)
    draw_again (self, width, height);
  gtk_snapshot_append_node (snapshot, self->drawn);
  if (hovered != PANTAU_FIGURE_NONE)
    snapshot_mark (self, snapshot, hovered, HOVER_WIDTH);
  if (current != PANTAU_FIGURE_NONE && gtk_widget_has_focus (widget))
    snapshot_mark (self, snapshot, current, MARK_WIDTH);
}

static void
forget_table (PantauFigureTable *self)
{
  g_clear_pointer (&self->titles, g_free);
  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->table, pantau_situation_table_free);
}

static void
pantau_figure_table_finalize (GObject *object)
{
  PantauFigureTable *self = PANTAU_FIGURE_TABLE (object);

  forget_plan (self);
  forget_table (self);

  G_OBJECT_CLASS (pantau_figure_table_parent_class)->finalize (object);
}

static void
pantau_figure_table_class_init (PantauFigureTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFigureViewClass *view_class = PANTAU_FIGURE_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pantau_figure_table_finalize;
  widget_class->get_request_mode = pantau_figure_table_get_request_mode;
  widget_class->measure = pantau_figure_table_measure;
  widget_class->snapshot = pantau_figure_table_snapshot;
  view_class->begin = pantau_figure_table_begin;
  view_class->describe = pantau_figure_table_describe;
  view_class->find_at = pantau_figure_table_find_at;
  view_class->follow = pantau_figure_table_follow;
  view_class->get_value = pantau_figure_table_get_value;
  view_class->has_cells = pantau_figure_table_has_cells;
  view_class->restyle = pantau_figure_table_restyle;
  view_class->walk = pantau_figure_table_walk;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "figuretable");
}

static void
pantau_figure_table_init (PantauFigureTable *self)
{
  self->plan_width = -1;
  g_signal_connect (self, "notify::spoken", G_CALLBACK (show_current), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Table of figures"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Arrow keys go from cell to cell, Enter opens the records."),
                                  -1);
}

/* Flat, as they are drawn. */
static void
spread (PantauFigureTable *self)
{
  guint rows = self->table->rows->len, columns = self->table->columns->len;

  self->titles = g_new0 (const char *, columns + 1);
  self->names = g_new0 (const char *, rows + 1);
  self->cells = g_new0 (const char *, (gsize) rows *columns + 1);
  self->values = g_new0 (gint64, (gsize) rows * columns + 1);
  for (guint i = 0; i < columns; i++)
    self->titles[i] =
        ((const PantauSituationColumn *) g_ptr_array_index (self->table->columns, i))->title;
  for (guint row = 0; row < rows; row++)
    {
      const PantauSituationTableRow *of = g_ptr_array_index (self->table->rows, row);

      self->names[row] = of->name;
      for (guint i = 0; i < columns; i++)
        {
          self->cells[row * columns + i] = of->cells[i];
          self->values[row * columns + i] = of->values[i];
        }
    }
}

void
pantau_figure_table_show (PantauFigureTable *self, PantauSituationTable *table, gboolean opens_rows)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);
  gboolean is_alike;

  g_return_if_fail (PANTAU_IS_FIGURE_TABLE (self));

  is_alike = self->table != NULL && self->table->rows->len == table->rows->len &&
             self->table->columns->len == table->columns->len;
  forget_table (self);
  self->table = table;
  self->opens_rows = opens_rows;
  spread (self);
  if (!is_alike)
    pantau_figure_view_leave_cells (view);
  pantau_figure_table_restyle (view);
  pantau_figure_view_set (view, pantau_figure_view_get_current (view),
                          pantau_figure_view_get_hovered (view), NULL, table->title);
}

const PantauSituationTable *
pantau_figure_table_get_table (PantauFigureTable *self)
{
  g_return_val_if_fail (PANTAU_IS_FIGURE_TABLE (self), NULL);

  return self->table;
}

gboolean
pantau_figure_table_locate (PantauFigureTable *self, guint row, int column, graphene_point_t *point)
{
  cairo_rectangle_t cell;

  g_return_val_if_fail (PANTAU_IS_FIGURE_TABLE (self), FALSE);

  if (self->table == NULL || row >= self->table->rows->len ||
      column >= (int) self->table->columns->len)
    return FALSE;
  cell = pantau_table_plan_locate (get_own_plan (self), row, column);
  graphene_point_init (point, (float) (cell.x + cell.width / 2),
                       (float) (cell.y + cell.height / 2));

  return TRUE;
}
