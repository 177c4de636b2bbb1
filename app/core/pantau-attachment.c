/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking a file over into blobs/: only plain files, whole, as they are. What is wrong with one is said in a sentence that names it, and nothing of it
 * stays.
 */

#include "config.h"

#include "pantau-attachment-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-crypto.h"
#include "pantau-error.h"
#include "pantau-file-type.h"
#include "pantau-format.h"
#include "pantau-home.h"
#include "pantau-picture.h"
#include "pantau-preview.h"

#define CHUNK (1024 * 1024)

/* After how many bytes it is told how far reading is. */
#define STEP (8 * 1024 * 1024)

PantauAttachment *
pantau_attachment_copy (const PantauAttachment *self)
{
  PantauAttachment *copy = g_new0 (PantauAttachment, 1);

  copy->hash = g_strdup (self->hash);
  copy->name = g_strdup (self->name);
  copy->size = self->size;
  copy->type = g_strdup (self->type);
  copy->received = g_strdup (self->received);
  copy->picture = self->picture;
  copy->masks = g_strdup (self->masks);
  copy->claims = self->claims != NULL ? pantau_file_claims_copy (self->claims) : NULL;
  copy->origin = g_strdup (self->origin);
  copy->stripped = g_strdup (self->stripped);
  copy->medium = g_strdup (self->medium);

  return copy;
}

void
pantau_attachment_free (PantauAttachment *self)
{
  g_free (self->hash);
  g_free (self->name);
  g_free (self->type);
  g_free (self->received);
  g_free (self->masks);
  g_clear_pointer (&self->claims, pantau_file_claims_free);
  g_free (self->origin);
  g_free (self->stripped);
  g_free (self->medium);
  g_free (self);
}

GPtrArray *
pantau_attachments_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_attachment_free);
}

/* What a sentence calls the file. */
static char *
shown_name (const char *path)
{
  g_autofree char *shown = g_filename_display_basename (path);

  return pantau_attachment_show (shown);
}

static gboolean
throw_errno (const char *shown, int code, GError **error)
{
  return pantau_throw (error, code == ENOENT ? PANTAU_ERROR_NOT_FOUND : PANTAU_ERROR_IO,
                       _ ("“%s” cannot be read: %s"), shown, g_strerror (code));
}

static gboolean
throw_changed (const char *shown, GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_CONFLICT,
                       _ ("“%s” changed while it was read; please attach it again once nothing "
                          "writes to it"),
                       shown);
}

static gboolean
check_size (const char *shown, goffset size, GError **error)
{
  g_autofree char *limit = NULL;

  if (size == 0)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is empty"), shown);
  if (size <= PANTAU_BLOB_LIMIT)
    return TRUE;
  limit = pantau_format_bytes (PANTAU_BLOB_LIMIT);

  /* Translators: a file's name, and a size such as “100.0 MiB”. */
  return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                       _ ("“%s” is too large: a file may have %s at most; of a larger one its hash "
                          "is recorded, and the drive it is on is handed over"),
                       shown, limit);
}

static gboolean
check_large (const char *shown, goffset size, GError **error)
{
  if (size == 0)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is empty"), shown);

  return size > PANTAU_BLOB_LIMIT ||
         pantau_throw (error, PANTAU_ERROR_INVALID,
                       _ ("“%s” is small enough to be attached itself"), shown);
}

static gboolean
check_plain (const char *shown, const struct stat *info, GError **error)
{
  if (S_ISDIR (info->st_mode))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("“%s” is a folder; please attach the files in it"), shown);

  return S_ISREG (info->st_mode) ||
         pantau_throw (error, PANTAU_ERROR_INVALID,
                       _ ("“%s” is no plain file, but a device or a pipe"), shown);
}

/* What is read, and what is to be true of it at the end. */
typedef struct
{
  const char *shown;
  int fd; /* -1: a stream of something else */
  struct stat before;
} Source;

static void
source_clear (Source *self)
{
  if (self->fd >= 0)
    close (self->fd);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_clear)

static gboolean
is_same_time (const struct timespec *a, const struct timespec *b)
{
  return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

/* Opens a plain file, whatever waits behind its name. */
static gboolean
open_source (Source *source, const char *path, GError **error)
{
  /* A pipe that nobody writes to must not keep us. */
  source->fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  if (source->fd < 0 || fstat (source->fd, &source->before) != 0)
    return throw_errno (source->shown, errno, error);

  return check_plain (source->shown, &source->before, error);
}

/* Whether it is still what it was when we began, and all @size bytes of it were read. */
static gboolean
is_unchanged (const Source *source, goffset size, GError **error)
{
  struct stat after;

  return source->fd < 0 ||
         (fstat (source->fd, &after) == 0 && size == source->before.st_size &&
          after.st_size == size && is_same_time (&after.st_mtim, &source->before.st_mtim)) ||
         throw_changed (source->shown, error);
}

static gboolean
holds (goffset size, gpointer data, GError **error)
{
  const Source *source = data;

  return check_size (source->shown, size, error) && is_unchanged (source, size, error);
}

/* By its first bytes. */
static const char *
guess_type (int fd)
{
  guint8 head[PANTAU_FILE_TYPE_BYTES];
  gssize got = pread (fd, head, sizeof head, 0);

  return pantau_file_type_guess (head, got > 0 ? (gsize) got : 0);
}

/* What it says of itself, and how it looks. A picture that nobody can read is evidence all the same. */
static void
look_at (PantauAttachment *self, int fd, GCancellable *cancellable)
{
  PantauPicture picture = { .hash = 0 };

  if (pantau_preview_is_for_type (self->type) &&
      pantau_picture_examine (fd, &picture, &self->claims, cancellable, NULL))
    self->picture = picture.hash;
}

/* Type, claims and picture, by what is in the store now. FALSE where that cannot be read. */
static gboolean
examine (PantauAttachment *self, PantauBlobs *blobs, GCancellable *cancellable, GError **error)
{
  int fd = pantau_blobs_open_fd (blobs, self->hash, &self->size, error);

  if (fd < 0)
    return FALSE;
  self->type = g_strdup (guess_type (fd));
  self->stripped = g_strdup (pantau_attachment_find_stripped (fd, self->name, self->type));
  look_at (self, fd, cancellable);
  close (fd);

  return TRUE;
}

/* What went wrong with the store or the stream, which do not know which file it was. Takes @fault. */
static void
throw_about (const char *shown, GError *fault, GError **error)
{
  g_autoptr (GError) local_error = fault;

  if (g_error_matches (fault, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
    check_size (shown, PANTAU_BLOB_LIMIT + 1, error);
  else if (g_error_matches (fault, PANTAU_ERROR, PANTAU_ERROR_FULL))
    pantau_throw (error, PANTAU_ERROR_FULL,
                  _ ("“%s” was not attached: there is no room for it on this computer's disk"),
                  shown);
  else if (fault->domain == G_IO_ERROR && fault->code != G_IO_ERROR_CANCELLED)
    pantau_throw (error, PANTAU_ERROR_IO, _ ("“%s” cannot be read: %s"), shown, fault->message);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
}

/* What @stream gives is a file called @name. */
static PantauAttachment *
take_stream (PantauBlobs *blobs,
             GInputStream *stream,
             Source *source,
             const char *name,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (PantauAttachment) self = g_new0 (PantauAttachment, 1);
  GError *fault = NULL;

  if (!pantau_blobs_put_stream_if (blobs, stream, PANTAU_BLOB_LIMIT, holds, source, &self->hash,
                                   cancellable, &fault))
    {
      throw_about (source->shown, fault, error);
      return NULL;
    }
  self->name = pantau_attachment_clean_name (name);
  self->received = pantau_home_now ();

  return examine (self, blobs, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

PantauAttachment *
pantau_attachment_new_for_path (PantauBlobs *blobs,
                                const char *path,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autofree char *shown = shown_name (path), *name = g_path_get_basename (path);
  g_auto (Source) source = { .shown = shown, .fd = -1 };
  g_autoptr (GInputStream) stream = NULL;

  /* The size first: before 100 MB are copied. */
  if (!open_source (&source, path, error) || !check_size (shown, source.before.st_size, error))
    return NULL;
  stream = g_unix_input_stream_new (source.fd, FALSE);

  return take_stream (blobs, stream, &source, name, cancellable, error);
}

PantauAttachment *
pantau_attachment_new_for_file (PantauBlobs *blobs,
                                GFile *file,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autofree char *path = g_file_get_path (file), *base = NULL, *name = NULL, *shown = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_auto (Source) source = { .fd = -1 };

  if (path != NULL)
    return pantau_attachment_new_for_path (blobs, path, cancellable, error);

  base = g_file_get_basename (file);
  name = g_filename_display_name (base != NULL ? base : "");
  source.shown = shown = pantau_attachment_show (name);
  stream = g_file_read (file, cancellable, error);

  return stream != NULL
             ? take_stream (blobs, G_INPUT_STREAM (stream), &source, name, cancellable, error)
             : NULL;
}

PantauAttachment *
pantau_attachment_new_for_bytes (
    PantauBlobs *blobs, GBytes *bytes, const char *name, GCancellable *cancellable, GError **error)
{
  g_autofree char *shown = pantau_attachment_clean_name (name != NULL ? name : "");
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_auto (Source) source = { .shown = shown, .fd = -1 };

  return take_stream (blobs, stream, &source, shown, cancellable, error);
}

/* All of @source through the hash. (transfer full): NULL with an error */
static char *
hash_source (const Source *source,
             PantauAttachmentProgress progress,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  g_autofree char *hash = NULL;
  PantauSha256 *sum = pantau_sha256_new ();
  goffset size = 0, told = 0;
  gssize n = 1;

  /* Something may write as fast as we read. */
  while (n > 0 && size <= source->before.st_size && !g_cancellable_is_cancelled (cancellable))
    {
      n = read (source->fd, buffer, CHUNK);
      if (n < 0 && errno == EINTR)
        n = 1;
      else if (n > 0)
        {
          pantau_sha256_update (sum, buffer, (gsize) n);
          size += n;
        }
      if (progress != NULL && (n == 0 || size - told >= STEP))
        progress (told = size, source->before.st_size, data);
    }
  if (n < 0)
    throw_errno (source->shown, errno, error);
  hash = pantau_sha256_end (sum);
  if (n < 0 || g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !is_unchanged (source, size, error))
    return NULL;

  return g_steal_pointer (&hash);
}

PantauAttachment *
pantau_attachment_new_for_medium (const char *path,
                                  const char *medium,
                                  PantauAttachmentProgress progress,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autofree char *shown = shown_name (path), *name = g_path_get_basename (path), *hash = NULL,
                  *where = pantau_attachment_check_medium (medium, error);
  g_auto (Source) source = { .shown = shown, .fd = -1 };
  g_autoptr (PantauAttachment) self = NULL;

  if (where == NULL || !open_source (&source, path, error) ||
      !check_large (shown, source.before.st_size, error))
    return NULL;
  hash = hash_source (&source, progress, data, cancellable, error);
  if (hash == NULL)
    return NULL;

  self = g_new0 (PantauAttachment, 1);
  self->hash = g_steal_pointer (&hash);
  self->name = pantau_attachment_clean_name (name);
  self->size = source.before.st_size;
  self->type = g_strdup (guess_type (source.fd));
  self->received = pantau_home_now ();
  self->stripped = g_strdup (pantau_attachment_find_stripped (source.fd, self->name, self->type));
  self->medium = g_steal_pointer (&where);

  return g_steal_pointer (&self);
}
