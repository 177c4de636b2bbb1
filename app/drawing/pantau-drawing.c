/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters and marks of the drawings of figures. */

#include "config.h"

#include "pantau-drawing.h"

/* Plain beside an empty cell, and figures above it can still be read. */
#define HATCH_ALPHA 0.4

void
pantau_drawing_set_font (PangoLayout *layout, const char *family, double size)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, family != NULL ? family : "Sans");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

double
pantau_drawing_get_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);

  return (double) logical.width / PANGO_SCALE;
}

void
pantau_drawing_move_to (cairo_t *cr, PangoLayout *layout, double x, double y, double align)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  cairo_move_to (cr, x - align * logical.width / PANGO_SCALE,
                 y - logical.height / 2.0 / PANGO_SCALE);
}

void
pantau_drawing_stroke_mark (cairo_t *cr, const PantauShades *shades, double width)
{
  cairo_set_line_width (cr, width + 2);
  pantau_color_set (&shades->halo, cr);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, width);
  pantau_color_set (&shades->mark, cr);
  cairo_stroke (cr);
}

void
pantau_drawing_hatch (cairo_t *cr,
                      const PantauShades *shades,
                      const cairo_rectangle_t *area,
                      double distance)
{
  cairo_path_t *path = cairo_copy_path (cr);

  cairo_save (cr);
  cairo_clip (cr);
  for (double x = area->x - area->height; x < area->x + area->width; x += distance)
    {
      cairo_move_to (cr, x, area->y + area->height);
      cairo_line_to (cr, x + area->height, area->y);
    }
  cairo_set_line_width (cr, MAX (distance / 6, 0.5));
  cairo_set_source_rgba (cr, shades->border.red, shades->border.green, shades->border.blue,
                         HATCH_ALPHA);
  cairo_stroke (cr);
  cairo_restore (cr);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
}

void
pantau_drawing_dots (
    cairo_t *cr, const PantauColor *color, guint n, double x, double y, double radius)
{
  double step = 3 * radius, left = x - step * (n - 1.0) / 2;

  pantau_color_set (color, cr);
  for (guint i = 0; i < n; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, left + i * step, y, radius, 0, 2 * G_PI);
    }
  cairo_fill (cr);
}
