/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book.h"

G_BEGIN_DECLS

/*
 * The book's inside, for its files: book.c (lines and numbers), book-judge.c (who may write what), book-verdict.c (quarantine), book-device.c (join, grant, revoke),
 * book-alert.c and book-clone.c.
 */
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
   * id → reason (nullable; made when it is needed): verdicts of ours that stand and whose line is not here. They come back after the
   * province was restored from an old copy, and then that line is not judged twice.
   */
  GHashTable *returned;

  /* Openings of identities, and alerts about them, of the running transaction. */
  guint openings, alerts;
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

/* What is known of a record; the texts live in @facts itself. */
typedef struct
{
  PantauRecordFacts facts;
  char *kind;
  char *device;
  char *person;
  GStrv regions;
} PantauBookFacts;

void pantau_book_facts_clear (PantauBookFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauBookFacts, pantau_book_facts_clear)

/* @known takes @facts' own, or NULL where the record's create has not come. */
gboolean pantau_book_read_facts (PantauBook *self,
                                 const char *record,
                                 PantauBookFacts *facts,
                                 const PantauRecordFacts **known,
                                 GError **error);

/*
 * Why @device may not have written @entry, a stable code; NULL where it may. @index: its number, where it came earlier and is judged anew: a
 * revocation since then is none of it; 0 where it comes now.
 */
const char *pantau_book_judge (PantauDevice *device,
                               const PantauEntry *entry,
                               gint64 index,
                               const PantauRecordFacts *record);

/* What later lines of its record are judged by. */
gboolean pantau_book_remember_record (PantauBook *self,
                                      PantauDevice *device,
                                      const PantauEntry *entry,
                                      const PantauRecordFacts *record,
                                      GError **error);

/* Quarantine, in book-verdict.c. @n: the row of the line. Makes `returned`. */
gboolean pantau_book_load_words (PantauBook *self, GError **error);
/* A line was stored that may be such a word of the province: tells the author of what it is about, or keeps it in mind until that comes. */
gboolean
pantau_book_note_word (PantauBook *self, const PantauEntry *word, gint64 n, GError **error);
/* @entry was stored, about which there was a word before: its author hears of that. */
gboolean pantau_book_tell_words (PantauBook *self, const PantauEntry *entry, GError **error);
gboolean
pantau_book_set_quarantined (PantauBook *self, gint64 n, const char *reason, GError **error);
/* The same, and writes the verdict. */
gboolean pantau_book_put_aside (
    PantauBook *self, const PantauEntry *entry, gint64 n, const char *reason, GError **error);
/* The record became known, or another region of it: lines of it that were judged too early are judged anew. */
gboolean pantau_book_judge_again (PantauBook *self, const char *record, GError **error);
/*
 * What the ledger says of a line that is here and what holds here are to be the same: @word (nullable) came back to a province that had forgotten it, or a line that
 * had a verdict was judged by what is known now.
 */
gboolean pantau_book_settle_line (PantauBook *self,
                                  const char *record,
                                  const char *target,
                                  const PantauEntry *word,
                                  GError **error);
gboolean pantau_book_settle_word (PantauBook *self, const PantauEntry *word, GError **error);

/*
 * A receipt says that the province took the line @target at @time (Unix seconds, its own clock), and did not put it aside: what it said of the line after that it said because it had forgotten (it was
 * restored from a copy), and lets it out. A verdict of that second or before stands, and so does one that came before the line did. @admitted: it was let out. @waits: its record is not here again, so nobody can say who may read
 * the line; it is judged when that comes, and may be shown the receipt once more then.
 */
gboolean pantau_book_uphold (PantauBook *self,
                             const char *target,
                             gint64 time,
                             gboolean *admitted,
                             gboolean *waits,
                             GError **error);

/*
 * A device.join: where its invitation and MAC hold, stores it and answers with a grant. @refusal takes a
 * stable code where they do not (nothing is stored then).
 */
gboolean pantau_book_join (
    PantauBook *self, PantauEntry *join, gint64 *index, const char **refusal, GError **error);

/* An identity.open of @device was stored: counts it, and tells where there are too many. In book-alert.c. */
gboolean pantau_book_note_opening (PantauBook *self,
                                   const PantauDevice *device,
                                   const PantauEntry *entry,
                                   GError **error);

/* A line of @device was stored: where another one has its number, its home was copied; that is noted, and told once. In book-clone.c. */
gboolean pantau_book_note_clone (PantauBook *self,
                                 const PantauDevice *device,
                                 const PantauEntry *entry,
                                 GError **error);

/* Makes a grant or a revocation that was stored take effect. */
gboolean
pantau_book_apply_device (PantauBook *self, const PantauEntry *entry, gint64 index, GError **error);

G_END_DECLS
