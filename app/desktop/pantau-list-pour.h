/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-list-fill.h"

G_BEGIN_DECLS

/*
 * pantau_list_fill() for lists of more than a handful of rows: what fits into a frame is there at once, the rest comes a slice a frame. @items (nullable) is
 * kept until then; what was poured before and is not done is given up. @data must live as long as @box.
 */
void pantau_list_pour (
    GtkListBox *box, GPtrArray *items, GType row_type, PantauListFill fill, gpointer data);

G_END_DECLS
