/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what came and what ended by day. */

#include "config.h"

#include "pantau-trend-drawing.h"

#include "pantau-drawing.h"
#include "pantau-format.h"

/* In sizes of a letter: the line of dates below, room for the largest numbers at the left. */
#define FOOT  1.6
#define SCALE 2.6

/* Shades of the two. */
#define FRESH_STEP 3
#define ENDED_STEP 0

/* Where the bars are. */
typedef struct
{
  cairo_rectangle_t bars;
  double middle; /* the line between both */
  double unit;   /* height of one record */
  double column;
} Plan;

static Plan
make_plan (const PantauTrendPicture *picture, const cairo_rectangle_t *area)
{
  guint most = 1, least = 0;
  Plan plan;

  for (guint i = 0; i < picture->n; i++)
    {
      most = MAX (most, picture->fresh[i]);
      least = MAX (least, picture->ended[i]);
    }
  plan.bars =
      (cairo_rectangle_t){ area->x + SCALE * picture->letters, area->y + picture->letters / 2,
                           MAX (area->width - SCALE * picture->letters, 0),
                           MAX (area->height - (FOOT + 0.5) * picture->letters, 0) };
  plan.unit = plan.bars.height / (most + least);
  plan.middle = plan.bars.y + most * plan.unit;
  plan.column = picture->n > 0 ? plan.bars.width / picture->n : 0;

  return plan;
}

int
pantau_trend_at (const PantauTrendPicture *picture,
                 const cairo_rectangle_t *area,
                 double x,
                 double y)
{
  Plan plan = make_plan (picture, area);
  double across = (x - plan.bars.x) / plan.column;

  if (!(plan.column > 0 && across >= 0 && across < picture->n && y >= area->y &&
        y < area->y + area->height))
    return -1;

  return (int) across;
}

cairo_rectangle_t
pantau_trend_locate (const PantauTrendPicture *picture, const cairo_rectangle_t *area, guint day)
{
  Plan plan = make_plan (picture, area);

  return (cairo_rectangle_t){ plan.bars.x + day * plan.column, plan.bars.y, plan.column,
                              plan.bars.height };
}

static void
draw_bar (cairo_t *cr,
          const PantauTrendPicture *picture,
          const Plan *plan,
          guint day,
          guint n,
          gboolean is_ended)
{
  double gap = plan->column > 6 ? 2 : plan->column > 3 ? 1 : 0, height = n * plan->unit;
  cairo_rectangle_t bar = { plan->bars.x + day * plan->column + gap / 2,
                            is_ended ? plan->middle : plan->middle - height, plan->column - gap,
                            height };

  if (n == 0)
    return;
  cairo_rectangle (cr, bar.x, bar.y, bar.width, bar.height);
  pantau_color_set (&picture->shades->steps[is_ended ? ENDED_STEP : FRESH_STEP], cr);
  cairo_fill_preserve (cr);
  if (is_ended)
    pantau_drawing_hatch (cr, picture->shades, &bar, 4);
  cairo_new_path (cr);
}

static void
show_text (cairo_t *cr, PangoLayout *layout, const char *text, double x, double y, double align)
{
  pango_layout_set_text (layout, text, -1);
  pantau_drawing_move_to (cr, layout, x, y, align);
  pango_cairo_show_layout (cr, layout);
}

/* The largest of each, where its bar ends. */
static void
draw_scale (cairo_t *cr, PangoLayout *layout, const PantauTrendPicture *picture, const Plan *plan)
{
  guint most = 0, least = 0;
  double x = plan->bars.x - picture->letters / 2;
  g_autofree char *above = NULL, *below = NULL;

  for (guint i = 0; i < picture->n; i++)
    {
      most = MAX (most, picture->fresh[i]);
      least = MAX (least, picture->ended[i]);
    }
  above = pantau_format_integer (most);
  below = pantau_format_integer (least);
  pantau_drawing_set_font (layout, picture->font, picture->letters * 0.9);
  pantau_color_set (&picture->shades->name, cr);
  if (most > 0)
    show_text (cr, layout, above, x, plan->bars.y + picture->letters / 3, 1);
  if (least > 0)
    show_text (cr, layout, below, x, plan->bars.y + plan->bars.height - picture->letters / 3, 1);
}

/* "14 Nov" below the days, as many as have room; the last one always. */
static void
draw_days (cairo_t *cr,
           PangoLayout *layout,
           const PantauTrendPicture *picture,
           const Plan *plan,
           const cairo_rectangle_t *area)
{
  double y = area->y + area->height - FOOT * picture->letters / 2,
         free_until = plan->bars.x + plan->bars.width;

  pantau_drawing_set_font (layout, picture->font, picture->letters * 0.9);
  pantau_color_set (&picture->shades->name, cr);
  for (guint i = picture->n; i-- > 0;)
    {
      g_autofree char *text =
          pantau_format_time_short (picture->days[i], picture->days[i] + 2 * 86400);
      double middle = plan->bars.x + (i + 0.5) * plan->column, width;

      pango_layout_set_text (layout, text, -1);
      width = pantau_drawing_get_width (layout);
      middle = MIN (middle, plan->bars.x + plan->bars.width - width / 2);
      if (middle + width / 2 > free_until || middle - width / 2 < area->x)
        continue;
      show_text (cr, layout, text, middle, y, 0.5);
      free_until = middle - width / 2 - picture->letters;
    }
}

void
pantau_trend_draw (cairo_t *cr, const PantauTrendPicture *picture, const cairo_rectangle_t *area)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  Plan plan = make_plan (picture, area);

  cairo_save (cr);
  for (guint i = 0; i < picture->n; i++)
    {
      draw_bar (cr, picture, &plan, i, picture->fresh[i], FALSE);
      draw_bar (cr, picture, &plan, i, picture->ended[i], TRUE);
    }
  cairo_move_to (cr, plan.bars.x, plan.middle);
  cairo_line_to (cr, plan.bars.x + plan.bars.width, plan.middle);
  cairo_set_line_width (cr, 1);
  pantau_color_set (&picture->shades->border, cr);
  cairo_stroke (cr);
  draw_scale (cr, layout, picture, &plan);
  draw_days (cr, layout, picture, &plan, area);
  cairo_restore (cr);
}

void
pantau_trend_draw_mark (cairo_t *cr,
                        const PantauTrendPicture *picture,
                        const cairo_rectangle_t *area,
                        guint day,
                        double width)
{
  cairo_rectangle_t bar = pantau_trend_locate (picture, area, day);

  cairo_save (cr);
  cairo_rectangle (cr, bar.x, bar.y, bar.width, bar.height);
  pantau_drawing_stroke_mark (cr, picture->shades, width);
  cairo_restore (cr);
}
