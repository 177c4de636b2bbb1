/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_SITUATION_LAYOUT (pantau_situation_layout_get_type ())
/*
 * Four children: a switch, a map, a table, and a column of figures. Where there is room for all of them (a wall screen) map, table and figures stand beside each
 * other and nothing has to be switched; where there is room for two, the map has the figures beside it; else all stand below each other. Then the map or
 * the table is out of sight, as property "shows-table" says. Nothing is moved between parents.
 */
G_DECLARE_FINAL_TYPE (
    PantauSituationLayout, pantau_situation_layout, PANTAU, SITUATION_LAYOUT, GtkLayoutManager)

/* TRUE where map and table are both in sight, as it was last laid out. */
gboolean pantau_situation_layout_shows_both (PantauSituationLayout *self);

G_END_DECLS
