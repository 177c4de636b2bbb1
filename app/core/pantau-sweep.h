/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"

G_BEGIN_DECLS

/*
 * What an erasure leaves behind: files that nothing names any more, and the bytes of what was deleted, which SQLite leaves in its files until
 * they are written over. Table `sweep` says what is still to be done, from the transaction of the erasure on, so a crash forgets none of
 * it. Outside of transactions; each of these is done again at no harm.
 */

/* What there is to sweep, by the names in the table. Append only. */
#define PANTAU_SWEEP_FILE    "file"    /* a file that an erased body named */
#define PANTAU_SWEEP_SEARCH  "search"  /* words in the search index; homes only */
#define PANTAU_SWEEP_JOURNAL "journal" /* a line in the safety journal; homes only */
#define PANTAU_SWEEP_BYTES   "bytes"   /* the files of the database */
#define PANTAU_SWEEP_REPORTS "reports" /* situation reports: what was counted of bodies; homes only, and only of one that may no longer read */

/* Is there something of @what (NULL: anything) to do? */
gboolean pantau_sweep_is_due (PantauDb *db, const char *what, gboolean *is_due, GError **error);

/* All of @what was done. */
gboolean pantau_sweep_mark_done (PantauDb *db, const char *what, GError **error);

/* Removes the file @hash, where it is here. */
typedef gboolean (*PantauSweepRemove) (const char *hash, gpointer data, GError **error);

/* Removes the files that erased bodies named and no other body does. */
gboolean pantau_sweep_files (PantauDb *db, PantauSweepRemove remove, gpointer data, GError **error);

/* Takes out of the set @names (of texts) all files that a body still names. Reads all bodies. */
gboolean pantau_sweep_spare_named (PantauDb *db, GHashTable *names, GError **error);

/* Last: rewrites the database's files where that is due. PANTAU_ERROR_BUSY: it stays due. */
gboolean pantau_sweep_bytes (PantauDb *db, GError **error);

G_END_DECLS
