/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_COLUMNS_LAYOUT (pantau_columns_layout_get_type ())
/*
 * Two children, one below the other in a column for reading; side by side where there is room for both. Nothing is moved between parents, so
 * focus and scrolling stay as they are when a window is resized.
 *
 * Property "threshold": the width in pixels from which on they stand side by side, if they fit.
 */
G_DECLARE_FINAL_TYPE (
    PantauColumnsLayout, pantau_columns_layout, PANTAU, COLUMNS_LAYOUT, GtkLayoutManager)

/* The threshold where none is set. */
#define PANTAU_COLUMNS_WIDTH 1100

G_END_DECLS
