/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_LINE_LAYOUT (pantau_line_layout_get_type ())
/*
 * Children beside each other, as in a horizontal GtkBox, for rows with texts that wrap. Each has its natural width where there is room, its minimum
 * where there is none, those that expand share the rest; all are as high as the highest.
 *
 * To know its height a GtkBox (4.8) asks each child how wide it would be with its least height, and a wrapped label searches for that by
 * breaking its lines a dozen times: the history of a record takes 150 ms instead of 20. Here nobody is asked how wide with a certain height.
 *
 * Properties "spacing" (pixels), "share" (per cent of the width): what the first child gets, whatever it asks for but its minimum, so that rows below
 * each other have columns; 0 for none.
 */
G_DECLARE_FINAL_TYPE (PantauLineLayout, pantau_line_layout, PANTAU, LINE_LAYOUT, GtkLayoutManager)

GtkLayoutManager *pantau_line_layout_new (int spacing);

G_END_DECLS
