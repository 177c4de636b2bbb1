/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_SPLIT_LAYOUT (pantau_split_layout_get_type ())
/*
 * Two children that both scroll: beside each other where there is room, else the first above the second. Neither moves to another parent, so
 * focus and scrolling stay when a window is made smaller. It is high enough for three rows of two lines and the head of what is beside or below them, however large
 * the letters are: it stands in something that scrolls.
 */
G_DECLARE_FINAL_TYPE (
    PantauSplitLayout, pantau_split_layout, PANTAU, SPLIT_LAYOUT, GtkLayoutManager)

/* From this width on they stand beside each other, in pixels. */
#define PANTAU_SPLIT_WIDTH 880

G_END_DECLS
