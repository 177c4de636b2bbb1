/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-outbox.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SYNC_CAUTIONS (pantau_sync_cautions_get_type ())
/*
 * What somebody should act upon, each in a box of its own: a full disk, a wrong clock, a province that contradicts itself or a home that was copied,
 * lines that were not taken or that are in quarantine. Takes no room where there is nothing.
 *
 * Property "session" (PantauSession, nullable).
 */
G_DECLARE_FINAL_TYPE (PantauSyncCautions, pantau_sync_cautions, PANTAU, SYNC_CAUTIONS, GtkWidget)

/* What the store said: (nullable) before it has answered. */
void pantau_sync_cautions_show (PantauSyncCautions *self, const PantauOutbox *outbox);

G_END_DECLS
