/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SYNC_PAGE (pantau_sync_page_get_type ())
/*
 * Where this person's records are: on this laptop, on the way, received; what waits and why, and what to do.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauSyncPage, pantau_sync_page, PANTAU, SYNC_PAGE, GtkWidget)

G_END_DECLS
