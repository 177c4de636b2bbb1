/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_CELLS_LAYOUT (pantau_cells_layout_get_type ())
/*
 * Children in lines of equally wide columns: as many as there is room for letters, so that large letters or a narrow window give one column. A
 * child that expands (hexpand) has a line of its own.
 *
 * Properties: "spacing" (pixels, between columns and between lines), "column-chars": the least width of a column in letters of usual width.
 */
G_DECLARE_FINAL_TYPE (
    PantauCellsLayout, pantau_cells_layout, PANTAU, CELLS_LAYOUT, GtkLayoutManager)

G_END_DECLS
