/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-figure-view.h"
#include "pantau-reference.h"
#include "pantau-situation-map.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_HEX_MAP (pantau_hex_map_get_type ())
/*
 * Figures by kecamatan on the map of hexagons. Arrows walk, Page Up and Page Down go to the next that has figures, Home to the one with most.
 *
 * Signal "chosen" (const char *kecamatan): a figure that is not 0 shall be followed.
 */
G_DECLARE_FINAL_TYPE (PantauHexMap, pantau_hex_map, PANTAU, HEX_MAP, PantauFigureView)

/* One figure for each hexagon of the reference data (copied). @summary: what is told of the whole. The current hexagon stays. */
void pantau_hex_map_show (PantauHexMap *self,
                          PantauReference *reference,
                          const gint64 *values,
                          PantauFigureWords words,
                          const char *summary);

/* The same with shades, figures and words of its own. @map: (transfer full) */
void pantau_hex_map_show_map (PantauHexMap *self,
                              PantauReference *reference,
                              PantauSituationMap *map,
                              const char *summary);

/* How high it is at most, in pixels; where it is wider than there is height for, the map stands in the middle. */
void pantau_hex_map_set_most_height (PantauHexMap *self, int height);

/* The current kecamatan. (transfer none) (nullable) */
const char *pantau_hex_map_get_current (PantauHexMap *self);

G_END_DECLS
