/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "pantau-hexes.h"
#include "pantau-region.h"
#include "pantau-shades.h"

G_BEGIN_DECLS

/*
 * The map of hexagons on any cairo surface: a widget, a page of a PDF, a picture. No GTK, no state, so any thread may draw one of its own. Figures stand in
 * the hexagons as numbers too, so that a shade is never all that tells them.
 */
typedef struct
{
  PantauHexes *hexes;
  PantauRegions
      *regions; /* (nullable): for the names of kabupaten and kota; none are drawn without */
  const gint64 *values;    /* one for each hexagon, 0 or more */
  PantauScale scale;       /* which values have which shade */
  const PantauFill *fills; /* (nullable): one for each hexagon, instead of the scale */
  char **
      texts; /* (nullable): what stands in each hexagon instead of its value; NULL where nothing does. Not ended: one for each hexagon */
  const PantauShades *shades;
  const char *font; /* (nullable): a family */
} PantauHexPicture;

/* Where the picture lies: as large as its rectangle has room for, in the middle of it. In the units of the surface. */
typedef struct
{
  double left;
  double top;
  double radius;
} PantauHexPlan;

PantauHexPlan pantau_hex_plan (PantauHexes *hexes, const cairo_rectangle_t *area);

/* The hexagon below a point; PANTAU_HEX_NONE beside all. */
int pantau_hex_plan_at (const PantauHexPlan *self, PantauHexes *hexes, double x, double y);

/* The centre of a hexagon. */
void pantau_hex_plan_locate (const PantauHexPlan *self, const PantauHex *hex, double *x, double *y);

/* Hexagons with their figures, borders of kabupaten and kota, names over all. The background is left as it is. */
void pantau_hex_draw (cairo_t *cr, const PantauHexPlan *plan, const PantauHexPicture *picture);

/* A line around one of them, so that one sees where one is. @width: of the line */
void pantau_hex_draw_mark (cairo_t *cr,
                           const PantauHexPlan *plan,
                           const PantauHexPicture *picture,
                           guint index,
                           double width);

G_END_DECLS
