/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_WRAP_LAYOUT (pantau_wrap_layout_get_type ())
/*
 * Children beside each other at their natural width, and on a new line where the width ends: what a GtkFlowBox does in equal columns only.
 *
 * Property "spacing": pixels between children and between lines.
 */
G_DECLARE_FINAL_TYPE (PantauWrapLayout, pantau_wrap_layout, PANTAU, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
