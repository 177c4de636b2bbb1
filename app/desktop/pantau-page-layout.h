/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_PAGE_LAYOUT (pantau_page_layout_get_type ())
/*
 * For what fills a place that others made, and scrolls where it is too small: each child gets all of it. It says how large it is without being told
 * a width or a height. GTK 4.8 (windows, stacks, whatever has an alignment) asks how wide a thing would be with a certain height; each wrapped label
 * below searches for that by breaking its lines a dozen times, once for each box around it. A page of texts takes 50 to 150 ms for it, with each
 * change of anything in the window. A page answers for all of them, and its texts are only asked how high they are.
 */
G_DECLARE_FINAL_TYPE (PantauPageLayout, pantau_page_layout, PANTAU, PAGE_LAYOUT, GtkLayoutManager)

G_END_DECLS
