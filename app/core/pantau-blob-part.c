/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that comes in pieces. Its length is the only note of how far it came: no second one can contradict it. */

#include "config.h"

#include "pantau-blob-part.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-blob-private.h"
#include "pantau-crypto.h"
#include "pantau-error.h"

#define CHUNK (256 * 1024)

struct _PantauBlobPart
{
  PantauBlobs *blobs; /* (unowned) */
  char *path;
  int fd;
  goffset size;
};

static gboolean
is_name (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= 128 &&
         strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
             length;
}

static char *
get_path (PantauBlobs *blobs, const char *name)
{
  g_autofree char *file = g_strconcat (name, PANTAU_BLOB_PART_SUFFIX, NULL);

  return g_build_filename (pantau_blobs_get_directory (blobs), "tmp", file, NULL);
}

/* A part that was about to be ended may be read-only already: what failed, or was killed, just then is gone on with. */
static int
open_part (const char *path)
{
  const int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  int fd = g_open (path, flags, 0600);
  struct stat info;

  if (fd < 0 && errno == EACCES && lstat (path, &info) == 0 && S_ISREG (info.st_mode) &&
      g_chmod (path, 0600) == 0)
    fd = g_open (path, flags, 0600);

  return fd;
}

PantauBlobPart *
pantau_blob_part_open (PantauBlobs *blobs, const char *name, GError **error)
{
  g_autoptr (PantauBlobPart) self = NULL;
  g_autofree char *file = NULL, *path = NULL;
  struct stat info;

  if (!is_name (name))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("this is no name of a transfer"));
  file = g_strconcat (name, PANTAU_BLOB_PART_SUFFIX, NULL);
  path = pantau_blobs_temporary (blobs, file, error);
  if (path == NULL)
    return NULL;

  self = g_new0 (PantauBlobPart, 1);
  self->blobs = blobs;
  self->path = g_steal_pointer (&path);
  self->fd = open_part (self->path);
  if (self->fd < 0 || fstat (self->fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      pantau_blobs_throw_errno (error, self->path);
      return NULL;
    }
  self->size = info.st_size;

  return g_steal_pointer (&self);
}

void
pantau_blob_part_close (PantauBlobPart *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

goffset
pantau_blob_part_get_size (PantauBlobPart *self)
{
  return self->size;
}

gboolean
pantau_blob_part_append (PantauBlobPart *self, const void *bytes, gsize length, GError **error)
{
  if (lseek (self->fd, self->size, SEEK_SET) == self->size &&
      pantau_blobs_write_all (self->fd, bytes, length))
    {
      self->size += (goffset) length;
      return TRUE;
    }

  pantau_blobs_throw_errno (error, self->path);
  /* What was written of it would be taken for bytes that count. */
  pantau_blob_part_cut (self, self->size, NULL);

  return FALSE;
}

gboolean
pantau_blob_part_sync (PantauBlobPart *self, GError **error)
{
  return fdatasync (self->fd) == 0 || pantau_blobs_throw_errno (error, self->path);
}

gboolean
pantau_blob_part_cut (PantauBlobPart *self, goffset size, GError **error)
{
  if (ftruncate (self->fd, size) != 0)
    return pantau_blobs_throw_errno (error, self->path);
  self->size = size;

  return TRUE;
}

static gssize
read_at (int fd, guint8 *buffer, goffset at)
{
  gssize n;

  do
    n = pread (fd, buffer, CHUNK, at);
  while (n < 0 && errno == EINTR);

  return n;
}

/* NULL with an error. (transfer full) */
static char *
get_hash (PantauBlobPart *self, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  PantauSha256 *sum = pantau_sha256_new ();
  g_autofree char *hash = NULL;
  goffset at = 0;
  gssize n = 0;

  while (!g_cancellable_is_cancelled (cancellable) && (n = read_at (self->fd, buffer, at)) > 0)
    {
      pantau_sha256_update (sum, buffer, (gsize) n);
      at += n;
    }
  hash = pantau_sha256_end (sum);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (n < 0)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read “%s”"), self->path);

  return g_steal_pointer (&hash);
}

gboolean
pantau_blob_part_finish (PantauBlobPart *self,
                         const char *hash,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *found = NULL;

  if (!pantau_blobs_check_name (hash, error))
    return FALSE;
  found = get_hash (self, cancellable, error);
  if (found == NULL)
    return FALSE;

  if (!g_str_equal (found, hash))
    {
      g_unlink (self->path);
      return pantau_throw (error, PANTAU_ERROR_DAMAGED,
                           _ ("the file did not arrive as it was sent; it is sent once more"));
    }

  return pantau_blobs_adopt (self->blobs, self->fd, self->path, hash, error);
}

void
pantau_blob_part_remove (PantauBlobs *blobs, const char *name)
{
  g_autofree char *path = is_name (name) ? get_path (blobs, name) : NULL;

  if (path != NULL)
    g_unlink (path);
}

goffset
pantau_blob_part_look (PantauBlobs *blobs, const char *name, gint64 *changed)
{
  g_autofree char *path = is_name (name) ? get_path (blobs, name) : NULL;
  struct stat info;

  if (path == NULL || lstat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return -1;
  if (changed != NULL)
    *changed = info.st_mtime;

  return info.st_size;
}
