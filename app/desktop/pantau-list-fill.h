/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows @item (of the array given) in @row. */
typedef void (*PantauListFill) (GtkWidget *row, gpointer item, gpointer data);

/*
 * Makes @box show @items (nullable: nothing) by rows of @row_type, in place: rows that are there are set anew, so focus, scrolling and what a screen reader
 * is at stay where they are. The box is hidden while it is empty.
 */
void pantau_list_fill (
    GtkListBox *box, GPtrArray *items, GType row_type, PantauListFill fill, gpointer data);

G_END_DECLS
