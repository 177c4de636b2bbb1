/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of records on their way here and out again, each compared with its name; and which of our own are gone. */

#include "config.h"

#include "pantau-evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "pantau-blob-private.h"
#include "pantau-crypto.h"
#include "pantau-error.h"
#include "pantau-sync.h"

#define CHUNK (256 * 1024)

/* Whether the record has the file, and it is one that travels. */
static gboolean
is_of_record (PantauHome *home, const char *record, const char *hash, GError **error)
{
  g_autofree char *medium = NULL;
  PantauStmt *stmt;
  gboolean is_found;

  if (!pantau_is_hash (hash))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("a file is named by its SHA-256 of 64 small hex digits"));
  if (!pantau_store_catch_up (pantau_home_get_store (home), error))
    return FALSE;
  stmt = pantau_db_query (pantau_home_get_db (home),
                          "SELECT medium FROM evidence WHERE record = ?1 AND hash = ?2", "ss",
                          record, hash);
  is_found = pantau_stmt_next (stmt);
  medium = is_found ? g_strdup (pantau_stmt_text (stmt, 0)) : NULL;
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  if (!is_found)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("the record has no file “%s”"), hash);

  return medium == NULL ||
         pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                       /* Translators: %s says where: “blue flash drive, cupboard 2” */
                       _ ("the file is too large to be sent; it is kept here: %s"), medium);
}

typedef struct
{
  PantauProgress progress; /* (nullable) */
  gpointer data;
  gint64 total; /* bytes, as the line says; -1: it does not */
} Telling;

static void
fetched_cb (goffset done, gpointer data)
{
  const Telling *self = data;

  if (self->progress != NULL)
    self->progress (done, self->total, self->data);
}

static gint64
size_of (PantauHome *home, const char *record, const char *hash)
{
  gint64 size;

  return pantau_db_integer (pantau_home_get_db (home), -1, &size, NULL,
                            "SELECT size FROM evidence WHERE record = ?1 AND hash = ?2", "ss",
                            record, hash)
             ? size
             : -1;
}

gboolean
pantau_evidence_fetch_telling (PantauHome *home,
                               const char *record,
                               const char *hash,
                               PantauProgress progress,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error)
{
  PantauBlobs *blobs = pantau_home_get_blobs (home);
  Telling telling = { progress, data, -1 };
  g_autoptr (GError) damage = NULL;

  if (!is_of_record (home, record, hash, error))
    return FALSE;
  if (pantau_blobs_has (blobs, hash))
    {
      if (pantau_blobs_check (blobs, hash, cancellable, &damage))
        return TRUE;
      if (!g_error_matches (damage, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&damage));
          return FALSE;
        }
      if (!pantau_blobs_set_aside (blobs, hash, error))
        return FALSE;
    }
  telling.total = size_of (home, record, hash);

  return pantau_sync_fetch_blob_telling (home, hash, fetched_cb, &telling, cancellable, error);
}

gboolean
pantau_evidence_fetch (PantauHome *home,
                       const char *record,
                       const char *hash,
                       GCancellable *cancellable,
                       GError **error)
{
  return pantau_evidence_fetch_telling (home, record, hash, NULL, NULL, cancellable, error);
}

/* Copies all of @hash into @fd. */
static gboolean
copy (PantauBlobs *blobs,
      const char *hash,
      int fd,
      const char *path,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GInputStream) stream = pantau_blobs_open (blobs, hash, error);
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  g_autofree char *found = NULL;
  PantauSha256 *sum;
  gssize n = 0;
  gboolean ok = stream != NULL;

  if (!ok)
    return FALSE;

  sum = pantau_sha256_new ();
  while (ok && !g_cancellable_is_cancelled (cancellable) &&
         (n = g_input_stream_read (stream, buffer, CHUNK, NULL, error)) > 0)
    {
      pantau_sha256_update (sum, buffer, (gsize) n);
      ok = pantau_blobs_write_all (fd, buffer, (gsize) n) || pantau_blobs_throw_errno (error, path);
    }
  found = pantau_sha256_end (sum);
  if (!ok || n < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!g_str_equal (found, hash))
    return pantau_throw (
        error, PANTAU_ERROR_DAMAGED,
        _ ("the file %.12s… is damaged: its bytes are not those that were recorded"), hash);

  return fsync (fd) == 0 || pantau_blobs_throw_errno (error, path);
}

/* Renames what is whole to where it was wanted. */
static gboolean
publish (const char *from, const char *to, gboolean replace, GError **error)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, replace ? 0 : RENAME_NOREPLACE) == 0)
    return TRUE;
  /* A stick with FAT knows no such flag. */
  if (errno == EINVAL && !replace && !g_file_test (to, G_FILE_TEST_EXISTS) &&
      g_rename (from, to) == 0)
    return TRUE;
  if (errno == EEXIST || errno == EINVAL)
    {
      g_autofree char *shown = g_filename_display_name (to);

      return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is there already"), shown);
    }

  return pantau_blobs_throw_errno (error, to);
}

/* That it has its name is to outlast a power cut, where the file system of a stick can see to that. */
static void
sync_name (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  int fd = g_open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

gboolean
pantau_evidence_save (PantauHome *home,
                      const char *hash,
                      const char *path,
                      gboolean replace,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *scratch = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (scratch, O_WRONLY | O_CLOEXEC, 0600);
  gboolean ok;

  if (fd < 0)
    return pantau_blobs_throw_errno (error, path);
  ok = copy (pantau_home_get_blobs (home), hash, fd, path, cancellable, error);
  close (fd);
  ok = ok && publish (scratch, path, replace, error);
  if (ok)
    sync_name (path);
  else
    g_unlink (scratch);

  return ok;
}

static gboolean
tell_missing (PantauHome *home, PantauStmt *stmt, GPtrArray *faults, GError **error)
{
  while (pantau_stmt_next (stmt))
    {
      const char *hash = pantau_stmt_text (stmt, 0), *record = pantau_stmt_text (stmt, 1);

      if (!pantau_blobs_has (pantau_home_get_blobs (home), hash))
        /* Translators: the beginning of a file's name, and a record's UUID. */
        g_ptr_array_add (faults, g_strdup_printf (_ ("the file %.12s… of the record %s is not on "
                                                     "this computer"),
                                                  hash, record));
    }

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_evidence_verify (PantauHome *home, GPtrArray *faults, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);

  /* What others attached is fetched when it is wanted; what we attached was here. */
  return tell_missing (home,
                       pantau_db_query (db,
                                        "SELECT hash, record FROM upload JOIN entry ON n = "
                                        "upload.entry ORDER BY hash",
                                        ""),
                       faults, error) &&
         tell_missing (home,
                       pantau_db_query (db,
                                        "SELECT hash, record FROM draft_file "
                                        "WHERE medium IS NULL UNION "
                                        "SELECT blob, record FROM draft_envelope ORDER BY 1",
                                        ""),
                       faults, error);
}
