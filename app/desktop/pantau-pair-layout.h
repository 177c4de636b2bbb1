/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_PAIR_LAYOUT (pantau_pair_layout_get_type ())
/*
 * Two texts of a row that are cut where they end: beside each other in columns where the row is wide, else the second below the first. So a list has
 * twice the rows where it has the whole width of a low window.
 */
G_DECLARE_FINAL_TYPE (PantauPairLayout, pantau_pair_layout, PANTAU, PAIR_LAYOUT, GtkLayoutManager)

/* From this width on they stand beside each other, in pixels. */
#define PANTAU_PAIR_WIDTH 460

G_END_DECLS
