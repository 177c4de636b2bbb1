/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what shades mean: a hexagon as in the map, and a word. */

#include "config.h"

#include "pantau-legend-drawing.h"

#include <math.h>

#include "pantau-drawing.h"

/* In sizes of a letter: a line, the radius of a hexagon, from it to its word, from an item to the next. */
#define LINE   1.6
#define RADIUS 0.72
#define WORD   0.4
#define GAP    1.1

PantauLegendItem *
pantau_legend_item_new (PantauFill fill, const char *text)
{
  PantauLegendItem *self = g_new0 (PantauLegendItem, 1);

  self->fill = fill;
  self->text = g_strdup (text);

  return self;
}

void
pantau_legend_item_free (PantauLegendItem *self)
{
  g_free (self->text);
  g_free (self);
}

static PangoLayout *
make_layout (cairo_t *cr, const PantauLegendPicture *picture)
{
  PangoLayout *layout;

  if (cr != NULL)
    layout = pango_cairo_create_layout (cr);
  else
    {
      PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

      layout = pango_layout_new (context);
      g_object_unref (context);
    }
  pantau_drawing_set_font (layout, picture->font, picture->letters);

  return layout;
}

static void
trace (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_path (cr);
  for (guint n = 0; n < 6; n++)
    cairo_line_to (cr, x + radius * cos (G_PI / 180 * (60.0 * n - 30)),
                   y + radius * sin (G_PI / 180 * (60.0 * n - 30)));
  cairo_close_path (cr);
}

static void
draw_cell (
    cairo_t *cr, const PantauLegendPicture *picture, const PantauFill *fill, double x, double y)
{
  const PantauColor *color = pantau_shades_of_fill (picture->shades, fill);
  double radius = RADIUS * picture->letters;

  trace (cr, x, y, radius);
  if (color != NULL)
    {
      pantau_color_set (color, cr);
      cairo_fill_preserve (cr);
      if (fill->is_hatched)
        pantau_drawing_hatch (
            cr, picture->shades,
            &(const cairo_rectangle_t){ x - radius, y - radius, 2 * radius, 2 * radius },
            radius / 2.5);
    }
  cairo_set_line_width (cr, 1);
  pantau_color_set (&picture->shades->border, cr);
  cairo_stroke (cr);
  if (color != NULL && fill->n_dots > 0)
    {
      PantauColor on = pantau_color_on (color);

      pantau_drawing_dots (cr, &on, fill->n_dots, x, y, radius * 0.095);
    }
}

/* Goes through the items as they stand; draws them where there is a @cr. Returns how high all are. */
static double
lay_out (cairo_t *cr, const PantauLegendPicture *picture, const cairo_rectangle_t *area)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, picture);
  double letters = picture->letters, x = 0, y = 0;

  for (guint i = 0; i < picture->items->len; i++)
    {
      const PantauLegendItem *item = g_ptr_array_index (picture->items, i);
      double cell = 2 * RADIUS * letters, width;

      pango_layout_set_text (layout, item->text, -1);
      width = cell + WORD * letters + pantau_drawing_get_width (layout);
      if (x > 0 && x + width > area->width)
        {
          x = 0;
          y += LINE * letters;
        }
      if (cr != NULL)
        {
          double middle = area->y + y + LINE * letters / 2;

          draw_cell (cr, picture, &item->fill, area->x + x + cell / 2, middle);
          pantau_drawing_move_to (cr, layout, area->x + x + cell + WORD * letters, middle, 0);
          pantau_color_set (&picture->shades->name, cr);
          pango_cairo_show_layout (cr, layout);
        }
      x += width + GAP * letters;
    }

  return picture->items->len > 0 ? y + LINE * letters : 0;
}

double
pantau_legend_height (const PantauLegendPicture *picture, double width)
{
  return lay_out (NULL, picture, &(const cairo_rectangle_t){ 0, 0, width, 0 });
}

double
pantau_legend_least_width (const PantauLegendPicture *picture)
{
  g_autoptr (PangoLayout) layout = make_layout (NULL, picture);
  double widest = 0;

  for (guint i = 0; i < picture->items->len; i++)
    {
      pango_layout_set_text (
          layout, ((const PantauLegendItem *) g_ptr_array_index (picture->items, i))->text, -1);
      widest = MAX (widest, pantau_drawing_get_width (layout));
    }

  return picture->items->len > 0 ? ceil (widest + (2 * RADIUS + WORD) * picture->letters) : 0;
}

void
pantau_legend_draw (cairo_t *cr, const PantauLegendPicture *picture, const cairo_rectangle_t *area)
{
  cairo_save (cr);
  lay_out (cr, picture, area);
  cairo_restore (cr);
}
