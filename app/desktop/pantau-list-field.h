/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_FIELD (pantau_list_field_get_type ())
/*
 * A question that is answered by a list of rows: exhibits, proofs, further parties. A row comes by the button, or by Enter in the last cell; Enter
 * in the last cell of an empty row goes on to the next question. What goes comes back by undo. Rows are made when they are to be seen.
 */
G_DECLARE_FINAL_TYPE (PantauListField, pantau_list_field, PANTAU, LIST_FIELD, PantauFieldView)

/* The field of a cell ("barang_bukti[2].what"), which is made where it is not yet. (transfer none) (nullable) */
PantauFieldView *pantau_list_field_find_cell (PantauListField *self, const char *name);

G_END_DECLS
