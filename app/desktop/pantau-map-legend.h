/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-situation-map.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_MAP_LEGEND (pantau_map_legend_get_type ())
/* What the shades of a map mean, in as many lines as it needs. */
G_DECLARE_FINAL_TYPE (PantauMapLegend, pantau_map_legend, PANTAU, MAP_LEGEND, GtkWidget)

/* @items: of PantauLegendItem; a reference is taken. */
void pantau_map_legend_show (PantauMapLegend *self, GPtrArray *items);

G_END_DECLS
