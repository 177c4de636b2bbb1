/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-list-model.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_VIEW (pantau_list_view_get_type ())
/*
 * The table of records: its columns, which fold away where there is no room, what it is sorted by, and its keys.
 *
 * Properties: "model" (PantauListModel, nullable). Signals: "open" (PantauListRow: Enter or a click, once its record is there), "sort-changed"
 * (a person chose another order at the heads of the columns).
 */
G_DECLARE_FINAL_TYPE (PantauListView, pantau_list_view, PANTAU, LIST_VIEW, GtkWidget)

/* Shows by what the model is sorted: the arrow at a column's head. Emits nothing. */
void pantau_list_view_set_sort (PantauListView *self, PantauSort sort, gboolean descending);
PantauSort pantau_list_view_get_sort (PantauListView *self);
gboolean pantau_list_view_is_descending (PantauListView *self);

/* To the beginning, with nothing chosen. */
void pantau_list_view_rewind (PantauListView *self);
/* Gives the keyboard to the row that was chosen last, or the first one. FALSE where there is none. */
gboolean pantau_list_view_focus (PantauListView *self);

G_END_DECLS
