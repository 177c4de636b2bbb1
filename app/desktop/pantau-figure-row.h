/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_FIGURE_ROW (pantau_figure_row_get_type ())
/* A figure and what it counts; activated, it leads to the records that it counts. */
G_DECLARE_FINAL_TYPE (PantauFigureRow, pantau_figure_row, PANTAU, FIGURE_ROW, GtkListBoxRow)

/* @place: what win.show takes; NULL where there is nothing to follow. */
void pantau_figure_row_set (PantauFigureRow *self,
                            const char *name,
                            const char *figure,
                            const char *place);

G_END_DECLS
