/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "pantau-shades.h"

G_BEGIN_DECLS

/*
 * What came and what ended on each day, as bars: above the line what is new, below it, hatched, what ended. On any cairo surface, as pantau-hex-drawing.h.
 */
typedef struct
{
  guint n;            /* days */
  const gint64 *days; /* midnight of each in WIB, Unix seconds */
  const guint *fresh;
  const guint *ended;
  const PantauShades *shades;
  const char *font; /* (nullable): a family */
  double letters;   /* how large they are, in the units of the surface */
} PantauTrendPicture;

/* The day below a point of @area, in which the picture lies; -1 beside all. */
int pantau_trend_at (const PantauTrendPicture *picture,
                     const cairo_rectangle_t *area,
                     double x,
                     double y);

/* The bar of a day, as high as all. */
cairo_rectangle_t
pantau_trend_locate (const PantauTrendPicture *picture, const cairo_rectangle_t *area, guint day);

void
pantau_trend_draw (cairo_t *cr, const PantauTrendPicture *picture, const cairo_rectangle_t *area);

/* A line around a day. @width: of the line */
void pantau_trend_draw_mark (cairo_t *cr,
                             const PantauTrendPicture *picture,
                             const cairo_rectangle_t *area,
                             guint day,
                             double width);

G_END_DECLS
