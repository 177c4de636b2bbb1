/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same lines in a file, for a USB stick. */

#pragma once

#include "pantau-courier-file.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/* What a file is, by its first bytes. */
typedef enum
{
  PANTAU_COURIER_FILE,    /* parcels */
  PANTAU_COURIER_CARD,    /* a laptop's card: for whom another laptop may add parcels */
  PANTAU_COURIER_JOURNAL, /* the safety journal of a broken laptop */
} PantauCourierKind;

/* Whose lines came in a file that was read. */
typedef struct
{
  char *device; /* public key */
  char *who;    /* name and position, or what a laptop is called whose owner is not known here */
  guint lines;  /* that are new here */
} PantauCourierAuthor;

/*
 * What was written into a file, or read from it, or what it says of itself. Counts are of this file alone (of all its parts, where it was split). Set to
 * zeros before its first use; everything in it is owned.
 */
typedef struct
{
  PantauCourierKind kind;
  char *path;  /* of the first part */
  char *name;  /* of the file, without its folders */
  char *hash;  /* SHA-256 of the first part in hex: what the hand-over note says */
  GStrv paths; /* of all parts, where it was written */
  char *made;  /* RFC 3339, by its maker's clock */
  char *by;    /* (nullable): public key of its maker */
  char *
      who; /* (nullable): of a card, the person's name; of a file that was read, who made it, as far as that is known here */
  char *province; /* (nullable): public key */
  gboolean practice;
  gboolean torn; /* it does not go to its end: whole parcels count all the same */
  goffset bytes; /* of all parts */

  guint parcels;   /* in all */
  guint lines;     /* written: in parcels to the province; read: new ones here, from whomever */
  guint own_lines; /* of those: of this device */
  guint news;      /* read: lines that the province sent and that are new here */
  guint receipts;  /* read: of the province, believed */
  guint received;  /* own lines that they made “received by the province” */
  guint grants;    /* read: this home was enrolled, or granted anew */
  guint files;     /* whole files: written, or new here */
  guint stored;    /* read: files of which the province signed that it has them */
  guint foreign;   /* parcels for others, passed on or taken along */
  guint answers;   /* of those: the province's answers to others */
  guint
      waiting; /* read: parcels for this home that must wait for another one, which is to come before them */
  guint problems; /* read: parcels for this home that are of no use */
  GPtrArray *
      authors; /* read: of PantauCourierAuthor, whose new lines those are, the most first; this home's own too. Kept nowhere */

  GPtrArray *
      sentences; /* of char *: what a person must know, each a whole sentence; empty where there is nothing */
} PantauCourierSummary;

void pantau_courier_summary_clear (PantauCourierSummary *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauCourierSummary, pantau_courier_summary_clear)

/* Bytes done, and in all (0: not known). In the calling thread. */
typedef void (*PantauCourierProgress) (goffset done, goffset total, gpointer data);

typedef struct
{
  gboolean no_files; /* lines only */
  gboolean all;      /* everything that this home holds, also what the province has acknowledged */
  const char *const
      *cards; /* (nullable): paths of cards; whoever they are gets what his role may read */
  goffset
      most; /* bytes a file may have, at least PANTAU_COURIER_LEAST; 0: as many as fit on FAT32 */
  gboolean replace;               /* a file that is there already is replaced */
  PantauCourierProgress progress; /* (nullable) */
  gpointer data;
} PantauCourierOptions;

/* The smallest part that a file may be split into: the largest parcel fits. */
#define PANTAU_COURIER_LEAST (4 * 1024 * 1024)

/*
 * Writes a courier file to @path: what the province lacks of this home, a question for what is new, what is carried for others, and what @options ask for
 * (nullable). What does not fit into one file of `most` bytes goes on in NAME-2, NAME-3, …, each a file of its own that may be read alone and in any order. Whole or
 * not at all. Blocks; may run in any one thread while others use the home. @summary is filled in as far as it came.
 *
 * Errors: PANTAU_ERROR_NOT_ENROLLED, _CONFLICT (a file is there already), _FULL, _IO, _INVALID (a card that is none, or not of this province),
 * G_IO_ERROR_CANCELLED.
 */
gboolean pantau_courier_write (PantauHome *home,
                               const char *path,
                               const PantauCourierOptions *options,
                               PantauCourierSummary *summary,
                               GCancellable *cancellable,
                               GError **error);

/*
 * Takes a courier file in, or the journal of a broken laptop: what is for this home counts as if the network had brought it, what is for others is kept and
 * given on. In any order, any number of times, beside a sync. Each parcel is stored as it is read, so an interruption loses nothing. Blocks.
 *
 * Errors: PANTAU_ERROR_MALFORMED (no courier file), _INVALID (a card, a pipe, a link), _REFUSED (practice against real, or another province's),
 * _FULL, _IO, G_IO_ERROR_CANCELLED. That there is no room for more that is carried for others is a sentence, and keeps nothing from this home.
 */
gboolean pantau_courier_read (PantauHome *home,
                              const char *path,
                              PantauCourierProgress progress,
                              gpointer data,
                              PantauCourierSummary *summary,
                              GCancellable *cancellable,
                              GError **error);

/* What the file at @path says of itself, and whether it is whole; without a home and without opening any parcel. Reads all of it. Blocks. */
gboolean pantau_courier_look (const char *path,
                              PantauCourierSummary *summary,
                              GCancellable *cancellable,
                              GError **error);

/* Writes this home's card to @path. PANTAU_ERROR_NOT_ENROLLED, _CONFLICT, _FULL, _IO. */
gboolean
pantau_courier_write_card (PantauHome *home, const char *path, gboolean replace, GError **error);

/*
 * Begins to enrol without any signal: writes the device.join for @code and, to @path, a courier file that only the province that invited can open. What it
 * answers ends the enrolment in pantau_courier_read(). @server is the province's address for later. @recovery and @keep_real as of pantau_sync_enroll();
 * with @keep_real the answer of a province for practice is refused then.
 */
gboolean pantau_courier_enroll (PantauHome *home,
                                const char *path,
                                const char *server,
                                const char *code,
                                const char *recovery,
                                gboolean keep_real,
                                gboolean replace,
                                PantauCourierSummary *summary,
                                GCancellable *cancellable,
                                GError **error);

/* A file that was made or read here, or a parcel that is carried. */
typedef struct
{
  gboolean is_made;             /* else: read */
  char *at;                     /* RFC 3339, this device's clock */
  char *name;                   /* of the file */
  char *hash;                   /* SHA-256 in hex */
  PantauCourierSummary summary; /* its counts */
} PantauCourierEvent;

typedef struct
{
  GPtrArray *events;     /* of PantauCourierEvent, the newest first */
  guint carried;         /* parcels that are carried for others, for the province */
  guint answers;         /* and back from it */
  guint waiting;         /* parcels for this home that wait for another one */
  goffset carried_bytes; /* of all of those */
  gint64 oldest;         /* Unix seconds: when the oldest of them came; 0 where there is none */
  gint64 lines;          /* own lines that left in a courier file and that no receipt covers yet */
  char *last;            /* (nullable): when the last of them did, RFC 3339 */
} PantauCourierList;

void pantau_courier_list_free (PantauCourierList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCourierList, pantau_courier_list_free)

/* What is known here of courier files, at most @limit of them. (transfer full) */
PantauCourierList *
pantau_courier_list (PantauDb *db, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * When a line of @record left in a courier file that no receipt covers yet: RFC 3339; NULL where none did, or all are received.
 * (transfer full) (nullable)
 */
gboolean pantau_courier_get_carried (PantauDb *db, const char *record, char **at, GError **error);

/* What a record that is saved and not received says of it, by what pantau_courier_get_carried() gave. (transfer full) */
char *pantau_courier_carried_words (const char *at) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The sentences of a summary as a person reads them: what was written or read, counted, and `sentences` at their end. (transfer full) (element-type utf8)
 */
GPtrArray *pantau_courier_words (const PantauCourierSummary *summary,
                                 gboolean is_made) G_GNUC_WARN_UNUSED_RESULT;

/* Whose new lines a file that was read brought, by person: “of Siti Aminah, PKD: 3 lines”; the first eight, and how many others. (transfer full) (element-type utf8) */
GPtrArray *
pantau_courier_author_words (const PantauCourierSummary *summary) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The hand-over note: what goes on paper with the stick, line by line; counts, hash in groups, places for two signatures. Says nothing of what is in the
 * records. (transfer full) (element-type utf8)
 */
GPtrArray *pantau_courier_note (const PantauCourierSummary *summary) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
