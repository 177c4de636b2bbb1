/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-drafts.c, pantau-drafts-seal.c, pantau-drafts-evidence.c and pantau-edit-*.c. */
#pragma once

#include "pantau-drafts.h"

G_BEGIN_DECLS

/* Ends the transaction that was begun before @ok was known. */
gboolean pantau_drafts_settle (PantauDb *db, gboolean ok, GError **error);

/*
 * Removes the file @hash where no line and no draft names it. Best effort and after the commit: what stays is a file that nobody sees, which is a
 * nuisance and not a loss.
 */
void pantau_drafts_forget_file (PantauHome *home, const char *hash);

/* The hashes of a draft's envelopes and files. (transfer full) */
GStrv pantau_drafts_collect_files (PantauDb *db, const char *draft, GError **error);

G_END_DECLS
