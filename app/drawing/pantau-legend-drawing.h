/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "pantau-shades.h"

G_BEGIN_DECLS

/* What the shades, hatches and dots of a map mean, on any cairo surface: as pantau-hex-drawing.h. */
typedef struct
{
  PantauFill fill;
  char *text; /* (owned) */
} PantauLegendItem;

PantauLegendItem *pantau_legend_item_new (PantauFill fill,
                                          const char *text) G_GNUC_WARN_UNUSED_RESULT;
void pantau_legend_item_free (PantauLegendItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLegendItem, pantau_legend_item_free)

typedef struct
{
  GPtrArray *items; /* of PantauLegendItem */
  const PantauShades *shades;
  const char *font; /* (nullable): a family */
  double letters;   /* how large they are, in the units of the surface */
} PantauLegendPicture;

/* How high it is where it may be @width wide: items stand side by side as far as there is room, then in the next line. 0 without any. */
double pantau_legend_height (const PantauLegendPicture *picture, double width);

/* How wide the widest item is. */
double pantau_legend_least_width (const PantauLegendPicture *picture);

/* From the top left corner of @area, which is as high as pantau_legend_height() says. */
void
pantau_legend_draw (cairo_t *cr, const PantauLegendPicture *picture, const cairo_rectangle_t *area);

G_END_DECLS
