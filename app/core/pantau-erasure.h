/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Erasure by law in a home (pantau-redaction.h). A sync does both, at its end; they block, in the thread of the sync.
 */

/*
 * Lets the redact lines count that the province has numbered and not put into quarantine, and erases what two persons asked for: bodies,
 * drafts of these records, what is shown of them. To be called where all that the province says has been pulled: what an erasure takes is
 * gone, so the province's verdict on the line that asks must be here first. @n_erased (nullable) takes how many lines lost their body.
 */
gboolean pantau_erasure_settle (PantauHome *home, guint *n_erased, GError **error);

/*
 * Does what erasures have left to be done (pantau-sweep.h): journal, files, search index, the bytes in the database's files. What fails
 * stays due for the next time.
 */
gboolean pantau_erasure_sweep (PantauHome *home, GError **error);

G_END_DECLS
