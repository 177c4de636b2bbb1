/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Style class of a child that may be left out where there is no room. */
#define PANTAU_FIT_OPTIONAL "optional"

#define PANTAU_TYPE_FIT_LAYOUT (pantau_fit_layout_get_type ())
/*
 * Children side by side, each as wide as it likes to be; where they do not fit, the optional ones (PANTAU_FIT_OPTIONAL) are left out, the first
 * one first, and then whichever expands gets less than it likes. What is left over is the expanding child's. Letters twice as large leave
 * the verbs where they are and take away what is said elsewhere too.
 */
G_DECLARE_FINAL_TYPE (PantauFitLayout, pantau_fit_layout, PANTAU, FIT_LAYOUT, GtkLayoutManager)

G_END_DECLS
