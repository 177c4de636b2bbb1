/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* What a comparison of a file's bytes with its name found. Names are a contract (`verify --json`, table `file_check`); append only. */
typedef enum
{
  PANTAU_FILECHECK_UNCHECKED, /* "unchecked": it came since the last check */
  PANTAU_FILECHECK_INTACT,    /* "intact": the very bytes */
  PANTAU_FILECHECK_CHANGED,   /* "changed": other bytes, or they cannot be read */
  PANTAU_FILECHECK_MISSING,   /* "missing": it was here, or was attached here, and is not */
  PANTAU_FILECHECK_AWAY,      /* "away": somebody else's, and never fetched */
  PANTAU_FILECHECK_ELSEWHERE, /* "elsewhere": too large for blobs/; the medium is kept by hand */
} PantauFilecheckState;

const char *pantau_filecheck_state_get_name (PantauFilecheckState state);

/* In words: “intact”. (transfer none) */
const char *pantau_words_filecheck (PantauFilecheckState state);

/* One file of one record. Texts are as they were written. */
typedef struct
{
  char *hash;
  char *record; /* UUID; "" for a file that no record names */
  char *title;  /* of the record; "" where it is not here */
  char *kind;   /* of the record; "" likewise */
  char *name;   /* "" where its line says none */
  char *type;   /* MIME */
  goffset size; /* bytes; -1 where nobody says */
  char *medium; /* (nullable): where it is kept, of one that is elsewhere */
  PantauFilecheckState state;
  gint64 at; /* Unix seconds: when it was last compared; 0: never */
} PantauFilecheck;

void pantau_filecheck_free (PantauFilecheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFilecheck, pantau_filecheck_free)

/*
 * The files of all records, each once for each record that names it, with what the last check found: what is wrong first, then by title and name. Compares
 * nothing. Thread of the reading session. (transfer full): of PantauFilecheck
 */
GPtrArray *pantau_filecheck_list (PantauStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a check found. */
typedef struct
{
  guint intact, changed, missing; /* files */
  goffset bytes;                  /* that were read */
  gint64 at;                      /* Unix seconds, when it ended */
  GPtrArray *
      files; /* of PantauFilecheck, by hash: all that were compared or are missing, each once, with one of the records that name it */
} PantauFilecheckResult;

void pantau_filecheck_result_free (PantauFilecheckResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFilecheckResult, pantau_filecheck_result_free)

/* Files and bytes that are done, and in all; in the checking thread, after each file. */
typedef void (*PantauFilecheckProgress) (
    guint files, guint all_files, goffset bytes, goffset all_bytes, gpointer data);

/*
 * Reads all that is in blobs/ and compares it with its name, and notes in table `file_check` what it found, where the home is open for writing: a few files at a
 * time, so that it may be given up at any point, and nobody who writes waits longer than for that. Files are read in pieces, outside of any
 * transaction. Damage is a finding, no error. Any thread of its own: it takes as long as the disk does. @progress, @cancellable: (nullable).
 *
 * FALSE with PANTAU_ERROR_IO where blobs/ cannot be listed, G_IO_ERROR_CANCELLED, or an error of the database; what was found before stays noted.
 */
gboolean pantau_filecheck_run (PantauHome *home,
                               PantauFilecheckProgress progress,
                               gpointer data,
                               GCancellable *cancellable,
                               PantauFilecheckResult **result,
                               GError **error);

/* Notes @result in a home that is open for writing; for who ran the check on one that was open for reading. */
gboolean
pantau_filecheck_note (PantauHome *home, const PantauFilecheckResult *result, GError **error);

/* A sentence about a file that is changed or missing; NULL where nothing is wrong. (transfer full) (nullable) */
char *pantau_filecheck_fault (const PantauFilecheck *self);

G_END_DECLS
