/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a table of places × time. Times are WIB, as everywhere. */

#include "config.h"

#include "pantau-heat-drawing.h"

#include <math.h>

#include "pantau-drawing.h"
#include "pantau-format.h"

#define HOUR 3600
#define DAY  (24 * HOUR)
#define WIB  (7 * HOUR)

/* In sizes of a letter: the line of times above the cells, room for sums behind them, from one time to the next. */
#define HEAD     1.8
#define SUMS     3.0
#define DISTANCE 4.5

/* Cells are no wider than so many letters, or a claim of one hour would be one bar. */
#define MOST_WIDTH 3.0

/* Sizes of letters as a part of the height of a row; smaller figures are left out. */
#define FIGURE_SIZE  0.62
#define LEAST_FIGURE 7.0

void
pantau_heat_free (PantauHeat *self)
{
  g_strfreev (self->names);
  g_free (self->values);
  g_free (self);
}

PantauHeat *
pantau_heat_new (const char *const *names, guint n_columns, gint64 from, gint64 seconds)
{
  PantauHeat *self = g_new0 (PantauHeat, 1);

  self->names = g_strdupv ((char **) names);
  self->n_rows = g_strv_length (self->names);
  self->n_columns = n_columns;
  self->from = from;
  self->seconds = seconds;
  self->values = g_new0 (gint64, (gsize) self->n_rows * n_columns);

  return self;
}

gint64
pantau_heat_get (const PantauHeat *self, guint row, guint column)
{
  return self->values[(gsize) row * self->n_columns + column];
}

void
pantau_heat_add (PantauHeat *self, guint row, guint column, gint64 value)
{
  g_return_if_fail (row < self->n_rows && column < self->n_columns);

  self->values[(gsize) row * self->n_columns + column] += value;
}

gint64
pantau_heat_sum (const PantauHeat *self, guint row)
{
  gint64 sum = 0;

  for (guint column = 0; column < self->n_columns; column++)
    sum += pantau_heat_get (self, row, column);

  return sum;
}

gint64
pantau_heat_most (const PantauHeat *self)
{
  gint64 most = 0;

  for (gsize i = 0; i < (gsize) self->n_rows * self->n_columns; i++)
    most = MAX (most, self->values[i]);

  return most;
}

PantauHeat *
pantau_heat_group (const PantauHeat *self, guint n_columns)
{
  guint together = MAX ((self->n_columns + MAX (n_columns, 1) - 1) / MAX (n_columns, 1), 1);
  PantauHeat *group = pantau_heat_new ((const char *const *) self->names,
                                       (self->n_columns + together - 1) / together, self->from,
                                       self->seconds * together);

  for (guint row = 0; row < self->n_rows; row++)
    for (guint column = 0; column < self->n_columns; column++)
      pantau_heat_add (group, row, column / together, pantau_heat_get (self, row, column));

  return group;
}

double
pantau_heat_height (const PantauHeatPicture *picture, double row_height)
{
  return picture->letters * HEAD + picture->heat->n_rows * row_height;
}

PantauHeatPlan
pantau_heat_plan (const PantauHeatPicture *picture, const cairo_rectangle_t *area)
{
  const PantauHeat *heat = picture->heat;
  PantauHeatPlan plan;
  double before = picture->letters > 0 ? picture->name_width : 0,
         after = picture->letters > 0 ? SUMS * picture->letters : 0,
         above = picture->letters > 0 ? HEAD * picture->letters : 0;

  plan.row_height = heat->n_rows > 0 ? MAX (area->height - above, 0) / heat->n_rows : 0;
  plan.column_width =
      heat->n_columns > 0 ? MAX (area->width - before - after, 0) / heat->n_columns : 0;
  if (picture->letters > 0)
    plan.column_width = MIN (plan.column_width, MOST_WIDTH * picture->letters);
  plan.cells =
      (cairo_rectangle_t){ area->x + before, area->y + above, plan.column_width * heat->n_columns,
                           plan.row_height * heat->n_rows };

  return plan;
}

gboolean
pantau_heat_plan_at (const PantauHeatPlan *self,
                     const PantauHeat *heat,
                     double x,
                     double y,
                     guint *row,
                     guint *column)
{
  double across = (x - self->cells.x) / self->column_width,
         down = (y - self->cells.y) / self->row_height;

  /* So written, what is no number is in no cell. */
  if (!(self->column_width > 0 && self->row_height > 0 && across >= 0 && across < heat->n_columns &&
        down >= 0 && down < heat->n_rows))
    return FALSE;
  *column = (guint) across;
  *row = (guint) down;

  return TRUE;
}

static void
trace (cairo_t *cr, const PantauHeatPlan *plan, guint row, guint column)
{
  cairo_rectangle (cr, plan->cells.x + column * plan->column_width,
                   plan->cells.y + row * plan->row_height, plan->column_width, plan->row_height);
}

static void
show_text (cairo_t *cr, PangoLayout *layout, double x, double y, double align)
{
  pantau_drawing_move_to (cr, layout, x, y, align);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_cells (cairo_t *cr, const PantauHeatPlan *plan, const PantauHeatPicture *picture)
{
  const PantauHeat *heat = picture->heat;
  double gap = MIN (plan->column_width, plan->row_height) > 5 ? 1 : 0;

  for (guint row = 0; row < heat->n_rows; row++)
    for (guint column = 0; column < heat->n_columns; column++)
      {
        cairo_rectangle (cr, plan->cells.x + column * plan->column_width,
                         plan->cells.y + row * plan->row_height, plan->column_width - gap,
                         plan->row_height - gap);
        pantau_color_set (pantau_shades_of (picture->shades, &picture->scale,
                                            pantau_heat_get (heat, row, column)),
                          cr);
        cairo_fill (cr);
      }
}

/* Numbers in the cells, as far as they fit. */
static void
draw_figures (cairo_t *cr,
              PangoLayout *layout,
              const PantauHeatPlan *plan,
              const PantauHeatPicture *picture)
{
  const PantauHeat *heat = picture->heat;
  double size = MIN (plan->row_height, plan->column_width * 1.4) * FIGURE_SIZE;

  if (size < LEAST_FIGURE)
    return;
  pantau_drawing_set_font (layout, picture->font, size);
  for (guint row = 0; row < heat->n_rows; row++)
    for (guint column = 0; column < heat->n_columns; column++)
      {
        gint64 value = pantau_heat_get (heat, row, column);
        g_autofree char *text = value > 0 ? pantau_format_integer (value) : NULL;
        PantauColor color;

        if (text == NULL)
          continue;
        pango_layout_set_text (layout, text, -1);
        if (pantau_drawing_get_width (layout) > plan->column_width)
          continue;
        color = pantau_color_on (pantau_shades_of (picture->shades, &picture->scale, value));
        pantau_color_set (&color, cr);
        show_text (cr, layout, plan->cells.x + (column + 0.5) * plan->column_width,
                   plan->cells.y + (row + 0.5) * plan->row_height, 0.5);
      }
}

static void
draw_names (cairo_t *cr,
            PangoLayout *layout,
            const PantauHeatPlan *plan,
            const PantauHeatPicture *picture)
{
  const PantauHeat *heat = picture->heat;

  pantau_drawing_set_font (layout, picture->font, picture->letters);
  pantau_color_set (&picture->shades->name, cr);
  for (guint row = 0; row < heat->n_rows; row++)
    {
      g_autofree char *sum = pantau_format_integer (pantau_heat_sum (heat, row));
      double y = plan->cells.y + (row + 0.5) * plan->row_height;

      pango_layout_set_width (layout,
                              (int) ((picture->name_width - picture->letters / 2) * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_text (layout, heat->names[row], -1);
      show_text (cr, layout, plan->cells.x - picture->name_width, y, 0);
      pango_layout_set_width (layout, -1);
      pango_layout_set_text (layout, sum, -1);
      show_text (cr, layout, plan->cells.x + plan->cells.width + picture->letters / 2, y, 0);
    }
}

/* After which times one is written, so that they do not touch each other. */
static gint64
choose_distance (const PantauHeatPlan *plan, const PantauHeatPicture *picture)
{
  static const gint64 distances[] = { HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
                                      DAY,  2 * DAY,  7 * DAY,  14 * DAY, 30 * DAY };
  double least = DISTANCE * picture->letters, second = plan->column_width / picture->heat->seconds;

  for (gsize i = 0; i < G_N_ELEMENTS (distances); i++)
    if (distances[i] % picture->heat->seconds == 0 && distances[i] * second >= least)
      return distances[i];

  return (gint64) ceil (least / plan->column_width) * picture->heat->seconds;
}

/* "16.00" within a day, "14 Feb" where one begins. */
static void
draw_times (cairo_t *cr,
            PangoLayout *layout,
            const PantauHeatPlan *plan,
            const PantauHeatPicture *picture)
{
  const PantauHeat *heat = picture->heat;
  gint64 distance = choose_distance (plan, picture);
  /* Hours are told where the clock is round, days from the first on. */
  gint64 start = heat->seconds >= DAY ? heat->from : -WIB;
  double free_from = 0;

  pantau_drawing_set_font (layout, picture->font, picture->letters * 0.9);
  pantau_color_set (&picture->shades->name, cr);
  for (guint column = 0; column < heat->n_columns; column++)
    {
      gint64 at = heat->from + column * heat->seconds;
      double x = plan->cells.x + column * plan->column_width;
      gboolean is_midnight = (at + WIB) % DAY == 0;
      g_autofree char *text = NULL;

      /* The first says which day it is. */
      if (column > 0 && ((at - start) % distance != 0 || x < free_from))
        continue;
      text = pantau_format_time_short (
          at, column == 0 || is_midnight || heat->seconds >= DAY ? at + 2 * DAY : at);
      pango_layout_set_text (layout, text, -1);
      show_text (cr, layout, x, plan->cells.y - HEAD / 2 * picture->letters, 0);
      free_from = x + pantau_drawing_get_width (layout) + picture->letters / 2;
    }
}

void
pantau_heat_draw (cairo_t *cr, const PantauHeatPlan *plan, const PantauHeatPicture *picture)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (plan->column_width <= 0 || plan->row_height <= 0)
    return;
  cairo_save (cr);
  draw_cells (cr, plan, picture);
  if (picture->letters > 0)
    {
      layout = pango_cairo_create_layout (cr);
      draw_figures (cr, layout, plan, picture);
      draw_names (cr, layout, plan, picture);
      draw_times (cr, layout, plan, picture);
    }
  cairo_restore (cr);
}

void
pantau_heat_draw_mark (cairo_t *cr,
                       const PantauHeatPlan *plan,
                       const PantauHeatPicture *picture,
                       guint row,
                       guint column,
                       double width)
{
  cairo_save (cr);
  trace (cr, plan, row, column);
  pantau_drawing_stroke_mark (cr, picture->shades, width);
  cairo_restore (cr);
}
