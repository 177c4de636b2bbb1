/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-blob.h"
#include "pantau-ledger.h"

G_BEGIN_DECLS

/*
 * A copy of a province (data/doc/operating.md):
 *
 *   MANIFEST           what is in it, signed by the province (pantau-backup-1)
 *   province-HASH.db   the database of one moment; the MANIFEST names it
 *   blobs/             the files that the database knows, as a province keeps them
 *   reference/         the province's own reference data, where it has any: HASH-NAME
 *   province.key       only where somebody asked for it
 *   lock               of who writes it just now
 *
 * The MANIFEST is replaced last and at once, so a copy that is made anew over an older one is at each moment one of the two, whole.
 */

#define PANTAU_COPY_MANIFEST "MANIFEST"
#define PANTAU_COPY_KEY      "province.key"

/* A file of the province's own reference data. */
typedef struct
{
  char *name; /* without folders */
  char *hash;
  gint64 size;
} PantauCopyFile;

typedef struct
{
  char *province; /* its key */
  gboolean practice;
  char *epoch;
  char *time; /* RFC 3339: when the copy was begun */
  gint64 index;
  char *head;
  gint64 devices;
  char *database;       /* name of the file */
  char *db_hash;        /* of its bytes */
  gint64 db_size;       /* bytes */
  gint64 files;         /* of records: those that the database knows and that were whole */
  gint64 bytes;         /* of these files */
  GStrv missing;        /* hashes of files that the province itself no longer had whole */
  GPtrArray *reference; /* (element-type PantauCopyFile) */
} PantauCopy;

void pantau_copy_free (PantauCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCopy, pantau_copy_free)

/* What a file of the reference data is called in a copy: so an older copy keeps its own. (transfer full) */
char *pantau_copy_reference_name (const char *name, const char *hash);

/* An empty list for `reference`. */
GPtrArray *pantau_copy_reference_new (void);

PantauCopyFile *pantau_copy_file_new (const char *name, const char *hash, gint64 size);

/*
 * Reads the manifest of the copy in @path and believes it only as the province's that it names itself: whether that is the right one is for the caller to
 * compare. PANTAU_ERROR_NOT_FOUND where no copy is there, _SIGNATURE, _MALFORMED, _IO.
 */
PantauCopy *pantau_copy_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes it, signed by @key, in place of the one that is there; on the disk when it returns. */
gboolean
pantau_copy_write (const PantauCopy *self, const char *path, PantauKeypair *key, GError **error);

/* What is wrong with files of records alone, apart from the rest: what is missing of them comes back from the laptops. */
typedef struct
{
  GPtrArray *faults;  /* (element-type utf8): sentences: nothing can be restored from such a copy */
  GPtrArray *damaged; /* (element-type PantauScrubFault): files */
} PantauCopyFaults;

void pantau_copy_faults_free (PantauCopyFaults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCopyFaults, pantau_copy_faults_free)

/*
 * Reads all of the copy again: manifest, database, every hash, signature, number and head in it, every file. NULL only where it cannot be read at all;
 * whatever differs is told in the result. @copy (nullable) takes the manifest (transfer full).
 */
PantauCopyFaults *pantau_copy_verify (const char *path,
                                      PantauCopy **copy,
                                      PantauProgress progress,
                                      gpointer data,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The SHA-256 of a file, and its length; NULL with an error. (transfer full) */
char *pantau_copy_hash_file (const char *path, gint64 *size, GError **error);

/* Copies a plain file to @to, which is not there yet, durably, readable by its owner alone; @hash (nullable) takes the SHA-256 (transfer full). */
gboolean pantau_copy_file (const char *from, const char *to, char **hash, GError **error);

/* A file or a directory is on the disk. */
gboolean pantau_copy_sync (const char *path, GError **error);

G_END_DECLS
