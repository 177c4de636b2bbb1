/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * The daily comparison of what this home believes it has sent with what the province says it holds, signed: "we sent 214, the province holds 214", line by line
 * where that is not so. What differs is put right by itself, and told (data/doc/sync.md). Once a day within a sync; table `reconciled`.
 */

/* What differs. Names are stored; append only. */
typedef enum
{
  PANTAU_DIFFERENCE_LOST, /* a receipt covers it here, and it is not there: it is offered again */
  PANTAU_DIFFERENCE_MISSING, /* it is there and not here: it is asked for again */
  PANTAU_DIFFERENCE_COPIED, /* there another line has the number of one here: this home exists twice */
  PANTAU_DIFFERENCE_FILE_LOST, /* it was received, and is not there any more: it is sent again */
} PantauDifferenceKind;

typedef struct
{
  PantauDifferenceKind kind;
  gint64 seq;          /* of the line; 0 for a file */
  char id[65];         /* of the line, or the file's SHA-256 */
  gboolean is_settled; /* the comparison after it did not find it again */
} PantauDifference;

/* What a day's comparison found. */
typedef struct
{
  char *day;   /* YYYY-MM-DD in WIB, by the province's clock */
  char *at;    /* RFC 3339, the province's clock */
  gint64 sent; /* own lines that a receipt covers */
  gint64
      held; /* lines of this device that the province holds; more than were sent where receipts are on their way */
  gint64 files_sent;
  gint64 files_held;
  GArray *differences; /* of PantauDifference, at most PANTAU_RECONCILE_MOST */
  gint64 more;         /* differences beyond them */
} PantauReconciled;

#define PANTAU_RECONCILE_MOST 1000

void pantau_reconciled_free (PantauReconciled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauReconciled, pantau_reconciled_free)

/* Its stable name: "lost", "missing", "copied", "file-lost". */
const char *pantau_difference_get_name (PantauDifferenceKind kind);

/* TRUE where nothing differs, or what did is settled. */
gboolean pantau_reconciled_is_well (const PantauReconciled *self);

/* The newest; NULL without an error where there was none yet. (transfer full) (nullable) */
PantauReconciled *pantau_reconciled_get_last (PantauDb *db,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The newest @limit, newest first. (transfer full) (element-type PantauReconciled) */
GPtrArray *
pantau_reconciled_list (PantauDb *db, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * TRUE where today's comparison is still to be made. @now: Unix seconds by the province's clock. After one that failed there is an hour's rest.
 */
gboolean pantau_reconcile_is_due (PantauHome *home, gint64 now);
/* It was tried at @now and failed. */
void pantau_reconcile_note_failure (PantauHome *home, gint64 now);

/*
 * Compares, with a session open, after a push. What differs is entered for the next push, pull and transfer in the same transaction as the row of `reconciled`.
 * @before (nullable): what the comparison just before found, whose differences stay in the row, settled or not.
 *
 * Errors of PantauClient: _NOT_FOUND where the province is too old to be asked, _EPOCH, _SIGNATURE, _MALFORMED where it contradicts itself.
 * Then nothing is changed. Blocks. (transfer full)
 */
PantauReconciled *pantau_reconcile_run (PantauHome *home,
                                        PantauClient *client,
                                        const PantauReconciled *before,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
