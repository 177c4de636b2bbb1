/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-figure-view.h"
#include "pantau-situation-table.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FIGURE_TABLE (pantau_figure_table_get_type ())
/*
 * A table of figures, drawn as one: two hundred cells as labels would hold the main loop longer than a frame with each change. Arrows walk from cell to cell,
 * Home and End to the ends of a row, Page Up and Page Down to the ends of a column. Where it is too wide it scrolls what surrounds it to the cell where one is.
 *
 * Signal "chosen" (uint row, int column): a figure that is not 0 shall be followed; column -1 is the name of the row.
 */
G_DECLARE_FINAL_TYPE (
    PantauFigureTable, pantau_figure_table, PANTAU, FIGURE_TABLE, PantauFigureView)

/* @table: (transfer full). @opens_rows: names of rows can be followed, but that of the last. The cell where one is stays where there still is one. */
void pantau_figure_table_show (PantauFigureTable *self,
                               PantauSituationTable *table,
                               gboolean opens_rows);

/* (transfer none) (nullable): NULL before there is one */
const PantauSituationTable *pantau_figure_table_get_table (PantauFigureTable *self);

/* The middle of a cell, for tests. */
gboolean pantau_figure_table_locate (PantauFigureTable *self,
                                     guint row,
                                     int column,
                                     graphene_point_t *point);

G_END_DECLS
