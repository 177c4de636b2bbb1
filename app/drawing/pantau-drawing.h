/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "pantau-shades.h"

G_BEGIN_DECLS

/* What the drawings of figures have in common: letters, and the line around a cell. Knows cairo alone, for a screen and a page alike. */

/* @family (nullable); @size in the units of the surface */
void pantau_drawing_set_font (PangoLayout *layout, const char *family, double size);

double pantau_drawing_get_width (PangoLayout *layout);

/* Goes where the layout has to begin. @align: where in its width @x is: 0 at its begin, 1 at its end; @y is the middle of its height. */
void pantau_drawing_move_to (cairo_t *cr, PangoLayout *layout, double x, double y, double align);

/* The path as a line that shows on any shade. */
void pantau_drawing_stroke_mark (cairo_t *cr, const PantauShades *shades, double width);

/* Lines from corner to corner over the rectangle, as far as the path reaches that is there: it stays. */
void pantau_drawing_hatch (cairo_t *cr,
                           const PantauShades *shades,
                           const cairo_rectangle_t *area,
                           double distance);

/* @n dots side by side around a middle, as large as @radius. */
void pantau_drawing_dots (
    cairo_t *cr, const PantauColor *color, guint n, double x, double y, double radius);

G_END_DECLS
