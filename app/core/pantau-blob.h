/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The most that one file may have (data/doc/protocol.md, "Limits"). */
#define PANTAU_BLOB_LIMIT (100 * 1024 * 1024)

/*
 * A directory of files that are named by their SHA-256, as homes and provinces keep them:
 *
 *   ab/abcdef…   a whole file, which only its owner may read and nobody writes (0400)
 *   tmp/         what is being written: at a crash it stays here, and is swept
 *
 * A file appears under its name whole and on the disk, or not at all. Names come from outside; every function refuses
 * what is not 64 small hex digits with PANTAU_ERROR_INVALID before it touches the disk. Links are never followed.
 *
 * Any thread; threads may share one. Errors besides: PANTAU_ERROR_NOT_FOUND (no such file), _DAMAGED (its bytes are not
 * those of its name), _TOO_LARGE, _FULL, _IO, G_IO_ERROR_CANCELLED.
 */
typedef struct _PantauBlobs PantauBlobs;

/* Touches nothing: directories are made when they are first needed. */
PantauBlobs *pantau_blobs_new (const char *directory) G_GNUC_WARN_UNUSED_RESULT;
void pantau_blobs_free (PantauBlobs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauBlobs, pantau_blobs_free)

const char *pantau_blobs_get_directory (PantauBlobs *self);

/*
 * Removes what a crash left in tmp/; for whoever alone writes here. Transfers under way (pantau-blob-part.h) stay
 * for @days after their last byte, so that they may go on.
 */
void pantau_blobs_sweep (PantauBlobs *self, guint days);

/* Stores bytes. @hash (nullable) takes their name (transfer full). What is here already is written anew, which heals it. */
gboolean pantau_blobs_put_bytes (PantauBlobs *self, GBytes *bytes, char **hash, GError **error);

/* Stores all that @stream gives, hashed while it is copied; more than @limit bytes are PANTAU_ERROR_TOO_LARGE. */
gboolean pantau_blobs_put_stream (PantauBlobs *self,
                                  GInputStream *stream,
                                  goffset limit,
                                  char **hash,
                                  GCancellable *cancellable,
                                  GError **error);

/*
 * The same, but what was read stays only where @holds, asked at the end and told how many bytes they are, says TRUE: else nothing is kept, and its error
 * is ours. For what may have changed while it was read.
 */
typedef gboolean (*PantauBlobHolds) (goffset size, gpointer data, GError **error);
gboolean pantau_blobs_put_stream_if (PantauBlobs *self,
                                     GInputStream *stream,
                                     goffset limit,
                                     PantauBlobHolds holds,
                                     gpointer data,
                                     char **hash,
                                     GCancellable *cancellable,
                                     GError **error);

gboolean pantau_blobs_has (PantauBlobs *self, const char *hash);

/* In bytes; -1 where it is not here. */
goffset pantau_blobs_get_size (PantauBlobs *self, const char *hash);

/* Opens a file to read, at its start. The bytes are not compared with the name: see pantau_blobs_check(). */
GInputStream *
pantau_blobs_open (PantauBlobs *self, const char *hash, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same as a descriptor, which is the caller's; -1 with an error. @size (nullable) in bytes. */
int pantau_blobs_open_fd (PantauBlobs *self, const char *hash, goffset *size, GError **error);

/* All of a file of at most @limit bytes, compared with its name. */
GBytes *pantau_blobs_get_bytes (PantauBlobs *self, const char *hash, goffset limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Compares a file with its name. */
gboolean
pantau_blobs_check (PantauBlobs *self, const char *hash, GCancellable *cancellable, GError **error);

/*
 * Compares all files with their names; each fault is added to @faults as a sentence (element-type utf8). FALSE only where the
 * directory cannot be read.
 */
gboolean pantau_blobs_verify (PantauBlobs *self, GPtrArray *faults, GError **error);

/* The names of all files, sorted. (transfer full) (element-type utf8) */
GPtrArray *pantau_blobs_list (PantauBlobs *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes a file for ever, as the law may ask; TRUE too where it is not here. */
gboolean pantau_blobs_remove (PantauBlobs *self, const char *hash, GError **error);

/* Renames a damaged file to NAME.rusak-N, out of the way of a whole one and for a person to look at. */
gboolean pantau_blobs_set_aside (PantauBlobs *self, const char *hash, GError **error);

G_END_DECLS
