/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters and marks of the drawings of figures. */

#include "config.h"

#include "pantau-drawing.h"

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
