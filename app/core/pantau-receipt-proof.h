/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-crypto.h"
#include "pantau-db.h"

G_BEGIN_DECLS

/* The most bytes of one. */
#define PANTAU_RECEIPT_PROOF_LIMIT (256 * 1024)

/*
 * A receipt with the lines that it is for, so that whoever has the province's key alone can tell what it says: {`ids`: those of all lines that were stored, in the order of the push;
 * `signature` and `text` as they came}, as in an evidence bundle.
 */

/* Of the receipt of row @receipt. NULL without an error where its lines are not all here any more (a repaired home): then it would prove nothing. (transfer full) (nullable) */
char *pantau_receipt_proof_make (PantauDb *db, gint64 receipt, GError **error);

/*
 * The ids of the lines that the province of @keys took by it, and did not put into quarantine (transfer full) (element-type utf8); @time takes when, Unix seconds by its clock. PANTAU_ERROR_MALFORMED,
 * _SIGNATURE (another's, or of other lines).
 */
GPtrArray *pantau_receipt_proof_read (const char *const *keys,
                                      const char *bytes,
                                      gsize length,
                                      gint64 *time,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
