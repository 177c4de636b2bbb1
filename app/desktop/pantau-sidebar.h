/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SIDEBAR (pantau_sidebar_get_type ())
/*
 * Where one can go, and how much there is: all records, the kinds, saved filters, drafts, differences, sync; above it the way to a new record
 * and the main menu. It goes there by win.show, and marks where the window is.
 *
 * Properties "session" (PantauSession, nullable until the window gives it), "place" (what win.show was given last; "" for none of them).
 */
G_DECLARE_FINAL_TYPE (PantauSidebar, pantau_sidebar, PANTAU, SIDEBAR, GtkWidget)

void pantau_sidebar_set_place (PantauSidebar *self, const char *place);

/* The name of @place as its row says it; (nullable): NULL where it has no row. */
const char *pantau_sidebar_get_title (PantauSidebar *self, const char *place);

/* Opens the menu of kinds. */
void pantau_sidebar_pop_up_kinds (PantauSidebar *self);

void pantau_sidebar_focus (PantauSidebar *self);

G_END_DECLS
