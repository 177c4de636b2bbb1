/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * The government's table of risk in a GtkGrid: impact grows to the right, likelihood upwards. Who shows it puts its cells in (buttons of the
 * style class "cell"); names of the grades, places of cells and keys are the same everywhere.
 */

/* The names of the grades beside the cells, and of the axes in the corner. */
void pantau_matrix_grid_add_names (GtkGrid *grid, PantauReference *reference);

/* Puts @cell where its grades say, in the colour of its level. */
void pantau_matrix_grid_add_cell (
    GtkGrid *grid, PantauReference *reference, GtkWidget *cell, int likelihood, int impact);

/* (transfer none) */
GtkWidget *pantau_matrix_grid_get_cell (GtkGrid *grid, int likelihood, int impact);
void pantau_matrix_grid_get_grades (GtkGrid *grid, GtkWidget *cell, int *likelihood, int *impact);

/* Arrows walk, and Tab leaves from any cell as from the last. TRUE where the key was one of those and is done with. */
gboolean pantau_matrix_grid_key (GtkGrid *grid, guint key, GdkModifierType modifiers);

G_END_DECLS
