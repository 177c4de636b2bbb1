/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * A new key for a home that was copied, or whose key may be in other hands. Two programs with one key write two lines for each number, and nobody can tell
 * them apart; so one of them begins a new chain. Lines, drafts and files stay where they are; what was not sent yet is, by the new key, as
 * lines of the former device that anybody may carry. The province has to grant the new key: it takes another invitation, for the same person, and
 * the old key should be revoked.
 */

/*
 * Gives the home in @path, which nobody has open, a new key, a new device record, and a new safety journal. The former key stays beside it as
 * device.key.lama-N and the former journal as journal.lama-N.pantau, which can be read as a courier file. Whole or not at all, at any cut. Blocks.
 *
 * Errors: PANTAU_ERROR_BUSY (somebody has it open), those of opening a home, _FULL, _IO.
 */
gboolean pantau_home_rekey (const char *path, GError **error);

/*
 * Inside a transaction: a line has come from the province and is new here. Where it says, or shows by its number, that this home was copied, that is noted
 * with its proof (pantau-contradiction.h).
 */
gboolean pantau_home_meet_copy (PantauHome *home, const PantauEntry *entry, GError **error);

/* TRUE where the province, or this home itself, has noticed that another home writes with this one's key. */
gboolean pantau_home_is_copied (PantauHome *home);

G_END_DECLS
