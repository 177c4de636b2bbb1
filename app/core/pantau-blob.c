/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files by their SHA-256: written aside, synced, renamed, and the directory synced. What has its name is whole. */

#include "config.h"

#include "pantau-blob.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-blob-part.h"
#include "pantau-blob-private.h"
#include "pantau-crypto.h"
#include "pantau-error.h"

#define CHUNK     (256 * 1024)
#define TEMPORARY "tmp"

struct _PantauBlobs
{
  char *directory;
};

PantauBlobs *
pantau_blobs_new (const char *directory)
{
  PantauBlobs *self = g_new0 (PantauBlobs, 1);

  self->directory = g_strdup (directory);

  return self;
}

void
pantau_blobs_free (PantauBlobs *self)
{
  g_free (self->directory);
  g_free (self);
}

const char *
pantau_blobs_get_directory (PantauBlobs *self)
{
  return self->directory;
}

gboolean
pantau_blobs_throw_errno (GError **error, const char *path)
{
  int code = errno;

  return pantau_throw (error,
                       code == ENOSPC || code == EDQUOT ? PANTAU_ERROR_FULL : PANTAU_ERROR_IO,
                       _ ("cannot write “%s”: %s"), path, g_strerror (code));
}

gboolean
pantau_blobs_write_all (int fd, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

gboolean
pantau_blobs_check_name (const char *hash, GError **error)
{
  return pantau_is_hash (hash) ||
         pantau_throw (error, PANTAU_ERROR_INVALID,
                       _ ("a file is named by its SHA-256 of 64 small hex digits"));
}

/* Of a name that was checked. */
static char *
get_path (PantauBlobs *self, const char *hash)
{
  char prefix[] = { hash[0], hash[1], '\0' };

  return g_build_filename (self->directory, prefix, hash, NULL);
}

/* What is renamed into or made in a directory is there after a power cut once the directory is synced too. */
static gboolean
sync_directory (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    pantau_blobs_throw_errno (error, path);
  if (fd >= 0)
    close (fd);

  return ok;
}

/* A link in its place would lead out of the store. */
static gboolean
is_directory (const char *path)
{
  struct stat info;

  return lstat (path, &info) == 0 && S_ISDIR (info.st_mode);
}

/* Makes @path durably in @parent, unless it is there. */
static gboolean
make_one (const char *path, const char *parent, GError **error)
{
  if (g_mkdir (path, 0700) == 0)
    {
      if (sync_directory (parent, error))
        return TRUE;
      g_rmdir (path); /* the next one would take it for durable */
      return FALSE;
    }
  if (errno == EEXIST && !is_directory (path))
    errno = ENOTDIR;

  return errno == EEXIST || pantau_blobs_throw_errno (error, path);
}

/* Makes `directory/name`, and the directory itself. */
static gboolean
make_directory (PantauBlobs *self, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autofree char *parent = NULL;

  if (is_directory (path))
    return TRUE;
  parent = g_path_get_dirname (self->directory);

  return make_one (self->directory, parent, error) && make_one (path, self->directory, error);
}

char *
pantau_blobs_temporary (PantauBlobs *self, const char *name, GError **error)
{
  return make_directory (self, TEMPORARY, error)
             ? g_build_filename (self->directory, TEMPORARY, name, NULL)
             : NULL;
}

gboolean
pantau_blobs_adopt (PantauBlobs *self, int fd, const char *path, const char *hash, GError **error)
{
  g_autofree char *target = get_path (self, hash), *parent = g_path_get_dirname (target);
  g_autofree char *prefix = g_path_get_basename (parent);
  gboolean is_new;

  if (!make_directory (self, prefix, error))
    return FALSE;
  is_new = !g_file_test (target, G_FILE_TEST_EXISTS);
  if (fchmod (fd, PANTAU_BLOB_MODE) != 0 || fsync (fd) != 0 || g_rename (path, target) != 0)
    return pantau_blobs_throw_errno (error, target);
  if (sync_directory (parent, error))
    return TRUE;

  /* Who finds it under its name says that it is safe. */
  if (is_new)
    g_rename (target, path);

  return FALSE;
}

void
pantau_blobs_sweep (PantauBlobs *self, guint days)
{
  g_autofree char *directory = g_build_filename (self->directory, TEMPORARY, NULL);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  gint64 oldest = g_get_real_time () / G_USEC_PER_SEC - (gint64) days * 24 * 3600;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      struct stat info;

      if (!g_str_has_suffix (name, PANTAU_BLOB_PART_SUFFIX) || lstat (path, &info) != 0 ||
          !S_ISREG (info.st_mode) || info.st_mtime < oldest)
        g_unlink (path);
    }
}

/* A file being written, which is removed with its scope unless it was adopted. */
typedef struct
{
  int fd;
  char *path;
  PantauSha256 *sum;
  goffset size;
} Scratch;

static void
scratch_clear (Scratch *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  if (self->sum != NULL)
    g_free (pantau_sha256_end (self->sum));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scratch, scratch_clear)

static gboolean
scratch_open (Scratch *self, PantauBlobs *blobs, GError **error)
{
  g_autofree char *name = pantau_random_text (16), *path = NULL;

  path = pantau_blobs_temporary (blobs, name, error);
  if (path == NULL)
    return FALSE;
  self->fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return pantau_blobs_throw_errno (error, path);
  self->path = g_steal_pointer (&path);
  self->sum = pantau_sha256_new ();

  return TRUE;
}

static gboolean
scratch_write (Scratch *self, const void *bytes, gsize length, GError **error)
{
  if (!pantau_blobs_write_all (self->fd, bytes, length))
    return pantau_blobs_throw_errno (error, self->path);
  pantau_sha256_update (self->sum, bytes, length);
  self->size += (goffset) length;

  return TRUE;
}

static gboolean
scratch_finish (Scratch *self, PantauBlobs *blobs, char **hash, GError **error)
{
  g_autofree char *name = pantau_sha256_end (g_steal_pointer (&self->sum));

  if (!pantau_blobs_adopt (blobs, self->fd, self->path, name, error))
    return FALSE;
  g_clear_pointer (&self->path, g_free);
  if (hash != NULL)
    *hash = g_steal_pointer (&name);

  return TRUE;
}

gboolean
pantau_blobs_put_bytes (PantauBlobs *self, GBytes *bytes, char **hash, GError **error)
{
  g_auto (Scratch) scratch = { .fd = -1 };
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  return scratch_open (&scratch, self, error) && scratch_write (&scratch, data, length, error) &&
         scratch_finish (&scratch, self, hash, error);
}

/* Not every stream looks at the cancellable. */
static gssize
read_some (GInputStream *stream, guint8 *buffer, GCancellable *cancellable, GError **error)
{
  return g_cancellable_set_error_if_cancelled (cancellable, error)
             ? -1
             : g_input_stream_read (stream, buffer, CHUNK, cancellable, error);
}

gboolean
pantau_blobs_put_stream_if (PantauBlobs *self,
                            GInputStream *stream,
                            goffset limit,
                            PantauBlobHolds holds,
                            gpointer data,
                            char **hash,
                            GCancellable *cancellable,
                            GError **error)
{
  g_auto (Scratch) scratch = { .fd = -1 };
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gssize n;

  if (!scratch_open (&scratch, self, error))
    return FALSE;

  while ((n = read_some (stream, buffer, cancellable, error)) > 0)
    {
      if (n > limit - scratch.size)
        return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("the file is too large"));
      if (!scratch_write (&scratch, buffer, (gsize) n, error))
        return FALSE;
    }

  return n == 0 && (holds == NULL || holds (scratch.size, data, error)) &&
         scratch_finish (&scratch, self, hash, error);
}

gboolean
pantau_blobs_put_stream (PantauBlobs *self,
                         GInputStream *stream,
                         goffset limit,
                         char **hash,
                         GCancellable *cancellable,
                         GError **error)
{
  return pantau_blobs_put_stream_if (self, stream, limit, NULL, NULL, hash, cancellable, error);
}

gboolean
pantau_blobs_has (PantauBlobs *self, const char *hash)
{
  return pantau_blobs_get_size (self, hash) >= 0;
}

goffset
pantau_blobs_get_size (PantauBlobs *self, const char *hash)
{
  g_autofree char *path = NULL;
  struct stat info;

  if (!pantau_is_hash (hash))
    return -1;
  path = get_path (self, hash);

  return lstat (path, &info) == 0 && S_ISREG (info.st_mode) ? info.st_size : -1;
}

int
pantau_blobs_open_fd (PantauBlobs *self, const char *hash, goffset *size, GError **error)
{
  g_autofree char *path = NULL;
  struct stat info;
  int fd;

  if (!pantau_blobs_check_name (hash, error))
    return -1;

  path = get_path (self, hash);
  fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
  if (fd < 0 && errno == ENOENT)
    {
      pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("the file is not on this computer"));
      return -1;
    }
  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot read “%s”"), path);
      if (fd >= 0)
        close (fd);
      return -1;
    }
  if (size != NULL)
    *size = info.st_size;

  return fd;
}

GInputStream *
pantau_blobs_open (PantauBlobs *self, const char *hash, GError **error)
{
  int fd = pantau_blobs_open_fd (self, hash, NULL, error);

  return fd >= 0 ? g_unix_input_stream_new (fd, TRUE) : NULL;
}

static gboolean
throw_damaged (const char *hash, GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_DAMAGED,
                       _ ("the file %.12s… is damaged: its bytes are not those that were recorded"),
                       hash);
}

GBytes *
pantau_blobs_get_bytes (PantauBlobs *self, const char *hash, goffset limit, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;
  guint8 *data;
  gsize read;
  goffset size;
  int fd = pantau_blobs_open_fd (self, hash, &size, error);

  if (fd < 0)
    return NULL;
  stream = g_unix_input_stream_new (fd, TRUE);
  data = size <= limit ? g_try_malloc ((gsize) size + 1) : NULL;
  if (data == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE, _ ("the file is too large"));

  bytes = g_bytes_new_take (data, (gsize) size);
  if (!g_input_stream_read_all (stream, data, (gsize) size, &read, NULL, error))
    return NULL;
  found = pantau_sha256_text (data, read);
  if (read != (gsize) size || !g_str_equal (found, hash))
    {
      throw_damaged (hash, error);
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

gboolean
pantau_blobs_check (PantauBlobs *self, const char *hash, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = pantau_blobs_open (self, hash, error);
  g_autofree guint8 *buffer = NULL;
  g_autofree char *found = NULL;
  PantauSha256 *sum;
  gssize n;

  if (stream == NULL)
    return FALSE;

  buffer = g_malloc (CHUNK);
  sum = pantau_sha256_new ();
  while ((n = read_some (stream, buffer, cancellable, error)) > 0)
    pantau_sha256_update (sum, buffer, (gsize) n);
  found = pantau_sha256_end (sum);

  return n == 0 && (g_str_equal (found, hash) || throw_damaged (hash, error));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
list_directory (PantauBlobs *self, const char *prefix, GPtrArray *names)
{
  g_autofree char *path = g_build_filename (self->directory, prefix, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (pantau_is_hash (name) && strncmp (name, prefix, 2) == 0)
      g_ptr_array_add (names, g_strdup (name));
}

GPtrArray *
pantau_blobs_list (PantauBlobs *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (self->directory, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&names);

  dir = g_dir_open (self->directory, 0, error);
  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (strlen (name) == 2)
      list_directory (self, name, names);
  g_ptr_array_sort (names, compare_names);

  return g_steal_pointer (&names);
}

gboolean
pantau_blobs_verify (PantauBlobs *self, GPtrArray *faults, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_blobs_list (self, error);

  if (names == NULL)
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GError) fault = NULL;

      if (!pantau_blobs_check (self, g_ptr_array_index (names, i), NULL, &fault))
        g_ptr_array_add (faults, g_strdup (fault->message));
    }

  return TRUE;
}

gboolean
pantau_blobs_remove (PantauBlobs *self, const char *hash, GError **error)
{
  g_autofree char *path = NULL, *parent = NULL;

  if (!pantau_blobs_check_name (hash, error))
    return FALSE;

  path = get_path (self, hash);
  if (g_unlink (path) != 0)
    return errno == ENOENT || pantau_blobs_throw_errno (error, path);
  parent = g_path_get_dirname (path);

  return sync_directory (parent, error);
}

gboolean
pantau_blobs_set_aside (PantauBlobs *self, const char *hash, GError **error)
{
  g_autofree char *path = NULL, *aside = NULL;

  if (!pantau_blobs_check_name (hash, error))
    return FALSE;

  path = get_path (self, hash);
  aside = g_strdup_printf ("%s.rusak-%" G_GINT64_FORMAT, path, g_get_real_time ());

  return g_rename (path, aside) == 0 || pantau_blobs_throw_errno (error, path);
}
