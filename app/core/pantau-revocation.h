/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * A laptop that was stolen, or whose person has left: the province no longer lets it read, and at its next contact the program on it erases what the province
 * holds anyway (data/doc/protocol.md, "Revoked"). That it may, the province signs in the session, over this session's challenge; nobody else can make a laptop
 * empty itself.
 */

/*
 * Gives up the bodies of all lines that the province has acknowledged, files that it has, changes to records that were begun, and figures; what it does not have
 * yet stays, and goes at the contact after it was sent. Who one is stays too. What is left to be done after the transaction is in table
 * `sweep` (pantau_erasure_sweep()). @n_erased takes how many lines lost their body. Blocks.
 *
 * Should the device be granted again, everything comes back with the next pull.
 */
gboolean pantau_revocation_settle (PantauHome *home, guint *n_erased, GError **error);

/* How many lines of this home were given up so. */
gboolean pantau_revocation_count (PantauDb *db, gint64 *n, GError **error);

G_END_DECLS
