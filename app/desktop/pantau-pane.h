/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_PANE (pantau_pane_get_type ())
/*
 * A side of a leaflet that says from which width on it wants to stand beside the other: its natural width is what
 * "wish" says, while its minimum stays what its child needs. The leaflet folds where the wishes do not fit.
 *
 * Properties "child" (GtkWidget, nullable), "wish" (pixels).
 */
G_DECLARE_FINAL_TYPE (PantauPane, pantau_pane, PANTAU, PANE, GtkWidget)

void pantau_pane_set_child (PantauPane *self, GtkWidget *child);

G_END_DECLS
