/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_WARNING_VIEW (pantau_warning_view_get_type ())
/*
 * One early warning: what it says, whether it still stands, which kecamatan it strikes, what is there; and one key (r, page.open-risks) that records a risk in each
 * that is ticked. What is not sure is not ticked. Outside of the person's own region kecamatan are on the map alone.
 *
 * Properties "session", "warning" (its id).
 */
G_DECLARE_FINAL_TYPE (PantauWarningView, pantau_warning_view, PANTAU, WARNING_VIEW, GtkWidget)

G_END_DECLS
