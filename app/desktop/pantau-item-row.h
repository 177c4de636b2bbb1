/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_ITEM_ROW (pantau_item_row_get_type ())
/*
 * One row of a list in a form: its cells, each a field as any question has (pantau-field-factory.h), and a button that takes the row away. It stands
 * for the row at its place: when rows before it go, it shows the one that is there now. Enter goes from cell to cell.
 *
 * Signals: "next": Enter in the last cell. "removed": the button.
 */
G_DECLARE_FINAL_TYPE (PantauItemRow, pantau_item_row, PANTAU, ITEM_ROW, GtkWidget)

/* @list: name of the question; @row must be there. */
GtkWidget *pantau_item_row_new (PantauForm *form, const char *list, guint row);
guint pantau_item_row_get_row (PantauItemRow *self);
/*
 * The first cell takes the focus. It is no grab_focus(): a widget of GTK asks for that of itself too, when Shift+Tab is about to leave it, and
 * would never be left.
 */
gboolean pantau_item_row_focus (PantauItemRow *self);
/* A cell by its name ("barang_bukti[2].what"). (transfer none) (nullable) */
PantauFieldView *pantau_item_row_find_cell (PantauItemRow *self, const char *name);
/* As pantau_field_view_settle(), for all cells. */
void pantau_item_row_settle (PantauItemRow *self);

G_END_DECLS
