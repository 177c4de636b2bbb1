/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"
#include "pantau-entry.h"
#include "pantau-receipt.h"

G_BEGIN_DECLS

/*
 * The facts in SQLite (data/sql/facts-NNN.sql): append, read after, head. This header is what the rest of the core knows of the
 * ledger. Laptops, desks and the province keep their lines by it.
 *
 * Every function that writes is called inside a transaction of the database that the caller began, so that
 * facts that belong together are stored together.
 */
typedef struct _PantauLedger PantauLedger;

/* Borrows @db, which must outlive the ledger and have been migrated. */
PantauLedger *pantau_ledger_new (PantauDb *db) G_GNUC_WARN_UNUSED_RESULT;
void pantau_ledger_free (PantauLedger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLedger, pantau_ledger_free)

/*
 * Stores an entry. One that is known already is left as it is, but for a missing body, which is filled in (never
 * after an erasure). @n takes the row, @is_new whether anything was written; both nullable.
 */
gboolean pantau_ledger_add (
    PantauLedger *self, const PantauEntry *entry, gint64 *n, gboolean *is_new, GError **error);

/* The row of an entry by its id in hex; 0 where it is not here. FALSE only for trouble with the database. */
gboolean pantau_ledger_find (PantauLedger *self, const char *id, gint64 *n, GError **error);

/* NULL with PANTAU_ERROR_NOT_FOUND where row @n does not exist. */
PantauEntry *
pantau_ledger_get (PantauLedger *self, gint64 n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads at most @limit entries of the rows after @after, by row. (transfer full) (element-type PantauEntry);
 * @last (nullable) takes the row of the last one. */
GPtrArray *pantau_ledger_read_after (PantauLedger *self,
                                     gint64 after,
                                     guint limit,
                                     gint64 *last,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Number of rows, which are gapless: the ledger loses none. */
gboolean pantau_ledger_count (PantauLedger *self, gint64 *count, GError **error);

/* The end of a device's chain: its highest number and that entry's id. 0 and "" where it wrote nothing. */
gboolean pantau_ledger_chain_end (
    PantauLedger *self, const char *device, gint64 *seq, char **id, GError **error);

/* The highest number up to which no entry of @device is missing, and its id ("" at 0). */
gboolean pantau_ledger_chain_contiguous (
    PantauLedger *self, const char *device, gint64 *seq, char **id, GError **error);

/* Notes that the province numbered the entry of row @n. Said twice, it is no harm. */
gboolean pantau_ledger_number (
    PantauLedger *self, const char *epoch, gint64 index, gint64 n, GError **error);

/* The entry's number in the newest epoch that is known here; 0 where it has none. */
gboolean pantau_ledger_get_number (PantauLedger *self, gint64 n, gint64 *index, GError **error);

/* Stores a verified receipt and which of @rows it covers (one for each of its lines). */
gboolean pantau_ledger_add_receipt (PantauLedger *self,
                                    const PantauReceipt *receipt,
                                    const gint64 *rows,
                                    GError **error);

/* The row of an epoch, made where it is new. */
gboolean pantau_ledger_epoch (PantauLedger *self, const char *name, gint64 *epoch, GError **error);

/*
 * Recomputes every hash, signature and the body of every entry, and the device's chains. Each fault is added to
 * @faults as a sentence (element-type utf8). @progress (nullable) is told of entries done and in all.
 * FALSE only where the ledger cannot be read.
 */
typedef void (*PantauProgress) (gint64 done, gint64 total, gpointer data);
gboolean pantau_ledger_verify (
    PantauLedger *self, GPtrArray *faults, PantauProgress progress, gpointer data, GError **error);

/*
 * The same, with what is no fault of the ledger apart: devices whose home was copied wrote more than one line with one number. All of them are kept and count,
 * but somebody should look into it; a sentence for each device is added to @copied (element-type utf8).
 */
gboolean pantau_ledger_verify_apart (PantauLedger *self,
                                     GPtrArray *faults,
                                     GPtrArray *copied,
                                     PantauProgress progress,
                                     gpointer data,
                                     GError **error);

G_END_DECLS
