/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SYNC_HEAD (pantau_sync_head_get_type ())
/*
 * What the sync is doing, why it does not, what to do about it, and when it is tried again by itself: the head of the sync page, with the buttons that
 * help just now. It asks the store nothing.
 *
 * Property "session" (PantauSession, nullable).
 */
G_DECLARE_FINAL_TYPE (PantauSyncHead, pantau_sync_head, PANTAU, SYNC_HEAD, GtkWidget)

/* Tells instead of the sync's own that the page could not be read; until the next news. */
void pantau_sync_head_tell (PantauSyncHead *self, const GError *error);

G_END_DECLS
