/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder or a ZIP that appears whole or not at all. The ZIP is our own and not a library's: stored, dated 1980, without anything that may be one way or
 * another, because a byte that nobody can foretell is a byte that somebody may change.
 */

#include "config.h"

#include "pantau-dossier-sink.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-blob-private.h"
#include "pantau-crypto.h"
#include "pantau-dossier-leftover.h"
#include "pantau-error.h"

#define CHUNK (1024 * 1024)

struct _PantauDossierSink
{
  char *path;    /* where it is to appear */
  char *scratch; /* (nullable): what it is called until then; NULL once it is there */
  gboolean is_zip;
  GPtrArray
      *made; /* of a folder: paths in it, files and folders, in the order in which they were made */
  int fd; /* of the ZIP, or of the folder: as long as it is open, nobody takes it for a leftover */

  /* Of a ZIP. */
  guint64 at;          /* bytes written */
  GByteArray *central; /* its directory so far */
  guint n;
};

guint32
pantau_dossier_crc (guint32 crc, const guint8 *bytes, gsize length)
{
  static guint32 table[256];
  static gsize is_made;

  if (g_once_init_enter (&is_made))
    {
      for (guint32 i = 0; i < 256; i++)
        {
          guint32 value = i;

          for (int bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ ((value & 1) != 0 ? 0xedb88320u : 0);
          table[i] = value;
        }
      g_once_init_leave (&is_made, 1);
    }

  crc = ~crc;
  for (gsize i = 0; i < length; i++)
    crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >> 8);

  return ~crc;
}

static void
put16 (guint8 *bytes, guint16 value)
{
  bytes[0] = (guint8) value;
  bytes[1] = (guint8) (value >> 8);
}

static void
put32 (guint8 *bytes, guint32 value)
{
  put16 (bytes, (guint16) value);
  put16 (bytes + 2, (guint16) (value >> 16));
}

/* What both heads of a member share: version 1.0, no flags, stored, 1980-01-01 00:00. */
static void
put_common (guint8 *bytes, const char *name, guint32 crc, guint32 size)
{
  put16 (bytes, 10);
  put16 (bytes + 8, 0x21);
  put32 (bytes + 10, crc);
  put32 (bytes + 14, size);
  put32 (bytes + 18, size);
  put16 (bytes + 22, (guint16) strlen (name));
}

void
pantau_dossier_put_local (guint8 bytes[PANTAU_DOSSIER_LOCAL],
                          const char *name,
                          guint32 crc,
                          guint32 size)
{
  memset (bytes, 0, PANTAU_DOSSIER_LOCAL);
  put32 (bytes, 0x04034b50);
  put_common (bytes + 4, name, crc, size);
}

void
pantau_dossier_put_central (
    guint8 bytes[PANTAU_DOSSIER_CENTRAL], const char *name, guint32 crc, guint32 size, guint32 at)
{
  memset (bytes, 0, PANTAU_DOSSIER_CENTRAL);
  put32 (bytes, 0x02014b50);
  put16 (bytes + 4, 0x030a); /* made on Unix: the next but one says a plain file of mode 0644 */
  put_common (bytes + 6, name, crc, size);
  put32 (bytes + 38, 0100644u << 16);
  put32 (bytes + 42, at);
}

void
pantau_dossier_put_end (guint8 bytes[PANTAU_DOSSIER_END], guint16 n, guint32 size, guint32 at)
{
  memset (bytes, 0, PANTAU_DOSSIER_END);
  put32 (bytes, 0x06054b50);
  put16 (bytes + 8, n);
  put16 (bytes + 10, n);
  put32 (bytes + 12, size);
  put32 (bytes + 16, at);
}

static gboolean
throw_there (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("there is something at “%s” already"),
                       name);
}

/* Under another name beside its place. FALSE with errno. */
static gboolean
make_scratch (PantauDossierSink *self)
{
  struct stat ours, there;

  if (self->is_zip)
    self->fd = g_mkstemp_full (self->scratch, O_RDWR | O_CLOEXEC, 0600);
  else if (g_mkdtemp_full (self->scratch, 0700) != NULL)
    self->fd = g_open (self->scratch, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->fd < 0)
    return FALSE;
  pantau_dossier_leftover_claim (self->fd);

  /* Another export may have taken it for a leftover just before. */
  return fstat (self->fd, &ours) == 0 && lstat (self->scratch, &there) == 0 &&
         ours.st_ino == there.st_ino;
}

PantauDossierSink *
pantau_dossier_sink_new (const char *path, GError **error)
{
  g_autoptr (PantauDossierSink) self = g_new0 (PantauDossierSink, 1);
  /* Also of "/media/stick/bundle/". */
  g_autofree char *whole = g_canonicalize_filename (path, NULL),
                  *lower = g_ascii_strdown (whole, -1);
  struct stat info;

  self->fd = -1;
  self->path = g_steal_pointer (&whole);
  self->made = g_ptr_array_new_with_free_func (g_free);
  self->central = g_byte_array_new ();
  self->is_zip = g_str_has_suffix (lower, ".zip");
  if (lstat (self->path, &info) == 0)
    {
      throw_there (path, error);
      return NULL;
    }

  self->scratch = pantau_dossier_leftover_template (self->path);
  if (!make_scratch (self))
    {
      pantau_blobs_throw_errno (error, self->path);
      g_remove (self->scratch);
      g_clear_pointer (&self->scratch, g_free);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
pantau_dossier_sink_free (PantauDossierSink *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->scratch != NULL)
    {
      for (guint i = self->made->len; i > 0; i--)
        g_remove (g_ptr_array_index (self->made, i - 1));
      g_remove (self->scratch);
    }
  g_ptr_array_unref (self->made);
  g_byte_array_unref (self->central);
  g_free (self->scratch);
  g_free (self->path);
  g_free (self);
}

static gboolean
write_all (PantauDossierSink *self, int fd, const void *bytes, gsize length, GError **error)
{
  return pantau_blobs_write_all (fd, bytes, length) || pantau_blobs_throw_errno (error, self->path);
}

/* A member that is being written. */
typedef struct
{
  int fd;
  guint64 begin; /* of a ZIP: where its head is */
  guint32 crc;
  guint64 size;
} Member;

/* Makes the folder of a member, once. */
static gboolean
make_folder (PantauDossierSink *self, const char *path, GError **error)
{
  char *folder = g_path_get_dirname (path);

  if (g_str_equal (folder, self->scratch) ||
      g_ptr_array_find_with_equal_func (self->made, folder, g_str_equal, NULL))
    {
      g_free (folder);
      return TRUE;
    }
  if (g_mkdir (folder, 0700) != 0)
    {
      pantau_blobs_throw_errno (error, self->path);
      g_free (folder);
      return FALSE;
    }
  g_ptr_array_add (self->made, folder);

  return TRUE;
}

static gboolean
begin (PantauDossierSink *self, const char *name, Member *member, GError **error)
{
  guint8 head[PANTAU_DOSSIER_LOCAL];
  char *path;

  *member = (Member){ self->fd, self->at, 0, 0 };
  if (self->is_zip)
    {
      /* Put right once the member has been read. */
      pantau_dossier_put_local (head, name, 0, 0);
      self->at += sizeof head + strlen (name);

      return write_all (self, self->fd, head, sizeof head, error) &&
             write_all (self, self->fd, name, strlen (name), error);
    }

  path = g_build_filename (self->scratch, name, NULL);
  if (!make_folder (self, path, error))
    {
      g_free (path);
      return FALSE;
    }
  member->fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (member->fd < 0)
    {
      pantau_blobs_throw_errno (error, self->path);
      g_free (path);
      return FALSE;
    }
  g_ptr_array_add (self->made, path);

  return TRUE;
}

static gboolean
put (PantauDossierSink *self, Member *member, const void *bytes, gsize length, GError **error)
{
  member->size += length;
  if (self->is_zip)
    {
      member->crc = pantau_dossier_crc (member->crc, bytes, length);
      self->at += length;
      /* Its numbers have 32 bits; the directory is to fit too. */
      if (self->at > G_MAXUINT32 - CHUNK - self->central->len || self->n >= G_MAXUINT16 - 1)
        return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                             _ ("so much does not fit into one ZIP file; export it as a folder"));
    }

  return write_all (self, member->fd, bytes, length, error);
}

static gboolean
end (PantauDossierSink *self, const char *name, Member *member, GError **error)
{
  guint8 head[PANTAU_DOSSIER_LOCAL], entry[PANTAU_DOSSIER_CENTRAL];
  gboolean ok;

  if (!self->is_zip)
    {
      ok = fsync (member->fd) == 0 || pantau_blobs_throw_errno (error, self->path);
      close (member->fd);

      return ok;
    }

  pantau_dossier_put_local (head, name, member->crc, (guint32) member->size);
  if (pwrite (self->fd, head, sizeof head, (off_t) member->begin) != (gssize) sizeof head)
    return pantau_blobs_throw_errno (error, self->path);
  pantau_dossier_put_central (entry, name, member->crc, (guint32) member->size,
                              (guint32) member->begin);
  g_byte_array_append (self->central, entry, sizeof entry);
  g_byte_array_append (self->central, (const guint8 *) name, (guint) strlen (name));
  self->n++;

  return TRUE;
}

/* A member that came to nothing. */
static gboolean
give_up (PantauDossierSink *self, Member *member)
{
  if (!self->is_zip)
    close (member->fd);

  return FALSE;
}

gboolean
pantau_dossier_sink_add_bytes (
    PantauDossierSink *self, const char *name, const void *bytes, gsize length, GError **error)
{
  Member member;

  if (!begin (self, name, &member, error))
    return FALSE;
  if (!put (self, &member, bytes, length, error))
    return give_up (self, &member);

  return end (self, name, &member, error);
}

/* All of @stream, whose hash must be @hash. */
static gboolean
put_stream (PantauDossierSink *self,
            Member *member,
            GInputStream *stream,
            const char *hash,
            PantauDossierSinkProgress progress,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  g_autofree char *found = NULL;
  PantauSha256 *sum = pantau_sha256_new ();
  gssize n;
  gboolean ok = TRUE;

  while ((n = g_input_stream_read (stream, buffer, CHUNK, cancellable, error)) > 0)
    {
      pantau_sha256_update (sum, buffer, (gsize) n);
      ok = put (self, member, buffer, (gsize) n, error);
      if (!ok)
        break;
      if (progress != NULL)
        progress ((gsize) n, data);
    }
  found = pantau_sha256_end (sum);
  if (n < 0 || !ok)
    return FALSE;

  return g_str_equal (found, hash) ||
         pantau_throw (error, PANTAU_ERROR_DAMAGED,
                       _ ("the file %.12s… is damaged: its bytes are not those that were recorded"),
                       hash);
}

gboolean
pantau_dossier_sink_add_blob (PantauDossierSink *self,
                              const char *name,
                              PantauBlobs *blobs,
                              const char *hash,
                              PantauDossierSinkProgress progress,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GInputStream) stream = pantau_blobs_open (blobs, hash, error);
  Member member;

  if (stream == NULL || !begin (self, name, &member, error))
    return FALSE;
  if (!put_stream (self, &member, stream, hash, progress, data, cancellable, error))
    return give_up (self, &member);

  return end (self, name, &member, error);
}

static gboolean
sync_folder (PantauDossierSink *self, const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  /* Some file systems of sticks cannot. */
  gboolean ok = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);

  if (!ok)
    pantau_blobs_throw_errno (error, self->path);
  if (fd >= 0)
    close (fd);

  return ok;
}

static gboolean
end_zip (PantauDossierSink *self, GError **error)
{
  guint8 last[PANTAU_DOSSIER_END];

  pantau_dossier_put_end (last, (guint16) self->n, self->central->len, (guint32) self->at);

  return write_all (self, self->fd, self->central->data, self->central->len, error) &&
         write_all (self, self->fd, last, sizeof last, error) &&
         (fsync (self->fd) == 0 || pantau_blobs_throw_errno (error, self->path));
}

static gboolean
end_folder (PantauDossierSink *self, GError **error)
{
  for (guint i = 0; i < self->made->len; i++)
    {
      const char *path = g_ptr_array_index (self->made, i);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !sync_folder (self, path, error))
        return FALSE;
    }

  return sync_folder (self, self->scratch, error);
}

static gboolean
publish (PantauDossierSink *self, GError **error)
{
  struct stat info;

  if (renameat2 (AT_FDCWD, self->scratch, AT_FDCWD, self->path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno == EEXIST)
    return throw_there (self->path, error);
  /* A stick with FAT knows no such flag. */
  if (errno == EINVAL && lstat (self->path, &info) != 0 &&
      g_rename (self->scratch, self->path) == 0)
    return TRUE;

  return pantau_blobs_throw_errno (error, self->path);
}

gboolean
pantau_dossier_sink_finish (PantauDossierSink *self, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (self->path);

  if (!(self->is_zip ? end_zip (self, error) : end_folder (self, error)) || !publish (self, error))
    return FALSE;
  g_clear_pointer (&self->scratch, g_free);

  return sync_folder (self, parent, error);
}
