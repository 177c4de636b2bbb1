/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SYNC_STATUS (pantau_sync_status_get_type ())
/*
 * Where the records are, in one line that is always in sight; opens the sync page.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauSyncStatus, pantau_sync_status, PANTAU, SYNC_STATUS, GtkWidget)

/* The symbol of a phase: its shape tells, not its colour. (transfer none) */
const char *pantau_sync_status_icon (PantauPhase phase);

G_END_DECLS
