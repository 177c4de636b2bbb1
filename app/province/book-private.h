/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book.h"

G_BEGIN_DECLS

/* The book's inside, for its two files: book.c (lines and numbers) and book-device.c (join, grant, revoke). */
struct _PantauBook
{
  PantauProvince *province; /* (unowned) */
  PantauDb *db;             /* (unowned) */
  PantauLedger *ledger;     /* (unowned) */

  /* As of the running transaction. */
  gint64 index;
  guint8 head[PANTAU_SHA256_SIZE];
  gint64 epoch; /* row */
  gint64 seq;   /* the province's own chain */
  char *prev;
  GPtrArray *news;     /* of PantauNews */
  GHashTable *devices; /* key → PantauDevice: changed and not committed yet */

  /*
   * id → reason (nullable; made when it is needed): verdicts of ours whose line is not here. They come back after the
   * province was restored from an old copy, and then that line is not judged twice.
   */
  GHashTable *returned;
};

/* The device as the running transaction sees it. (transfer full) (nullable) */
PantauDevice *pantau_book_get_device (PantauBook *self, const char *key);

/* Stores and numbers an entry that was judged. */
gboolean pantau_book_number (PantauBook *self,
                             PantauEntry *entry,
                             const PantauRecordFacts *record,
                             gboolean is_quarantined,
                             gint64 *index,
                             GError **error);

/*
 * A device.join: where its invitation and MAC hold, stores it and answers with a grant. @refusal takes a
 * stable code where they do not (nothing is stored then).
 */
gboolean pantau_book_join (
    PantauBook *self, PantauEntry *join, gint64 *index, const char **refusal, GError **error);

/* Makes a grant or a revocation that was stored take effect. */
gboolean
pantau_book_apply_device (PantauBook *self, const PantauEntry *entry, gint64 index, GError **error);

G_END_DECLS
