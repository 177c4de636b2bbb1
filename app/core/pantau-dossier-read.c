/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a folder or a ZIP that somebody says is an evidence bundle. */

#include "config.h"

#include "pantau-dossier-read.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-crypto.h"
#include "pantau-dossier-private.h"
#include "pantau-dossier-sink.h"
#include "pantau-error.h"

#define CHUNK    (256 * 1024)
#define MAX_NAME 100

struct _PantauDossierReader
{
  char *path;
  int zip;            /* -1: a folder */
  GPtrArray *members; /* of PantauDossierMember, by name */
};

static void
member_free (gpointer data)
{
  PantauDossierMember *self = data;

  g_free (self->name);
  g_free (self);
}

static gboolean
throw_io (PantauDossierReader *self, GError **error)
{
  int code = errno;
  g_autofree char *name = g_filename_display_name (self->path);

  return pantau_throw (error, code == ENOENT ? PANTAU_ERROR_NOT_FOUND : PANTAU_ERROR_IO,
                       _ ("cannot read “%s”: %s"), name, g_strerror (code));
}

static gboolean
throw_zip (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the ZIP file is not as this program writes it: it was changed"));
}

/* Names that a bundle of ours has: nothing that leads anywhere, drives a terminal or opens by itself. */
static gboolean
is_name (const char *name)
{
  static const char *const fixed[] = { PANTAU_DOSSIER_TEXT,  PANTAU_DOSSIER_KEYS,
                                       PANTAU_DOSSIER_LINES, PANTAU_DOSSIER_MANIFEST,
                                       PANTAU_DOSSIER_SIG,   NULL };
  static const char *const digits = "0123456789", *const letters =
                                                      "abcdefghijklmnopqrstuvwxyz0123456789";
  g_autofree char *hash = NULL;
  gsize n;

  if (g_strv_contains (fixed, name))
    return TRUE;
  if (g_str_has_prefix (name, PANTAU_DOSSIER_RECEIPTS))
    {
      name += strlen (PANTAU_DOSSIER_RECEIPTS);
      n = strspn (name, digits);

      return n >= 4 && n <= 9 && g_str_equal (name + n, ".json");
    }
  if (!g_str_has_prefix (name, PANTAU_DOSSIER_FILES))
    return FALSE;
  name += strlen (PANTAU_DOSSIER_FILES);
  hash = g_strndup (name, PANTAU_SHA256_HEX);
  if (!pantau_is_hash (hash) || name[PANTAU_SHA256_HEX] != '.')
    return FALSE;
  name += PANTAU_SHA256_HEX + 1;
  n = strspn (name, letters);

  return n >= 1 && n <= 4 && name[n] == '\0';
}

static gboolean
add_member (PantauDossierReader *self,
            const char *name,
            goffset size,
            goffset at,
            guint32 crc,
            GError **error)
{
  PantauDossierMember *member;

  if (!is_name (name))
    {
      g_autofree char *shown = g_strescape (name, NULL);

      return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("“%.100s” does not belong there"),
                           shown);
    }
  member = g_new0 (PantauDossierMember, 1);
  member->name = g_strdup (name);
  member->size = size;
  member->at = at;
  member->crc = crc;
  g_ptr_array_add (self->members, member);

  return TRUE;
}

/* What is in the folder @prefix ("" or with its slash) of a bundle. */
static gboolean
read_folder (PantauDossierReader *self, const char *prefix, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, prefix, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  if (dir == NULL)
    return throw_io (self, error);
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = g_strconcat (prefix, entry, NULL),
                      *within = g_strconcat (name, "/", NULL),
                      *full = g_build_filename (self->path, name, NULL);
      struct stat info;

      if (lstat (full, &info) != 0)
        return throw_io (self, error);
      if (S_ISDIR (info.st_mode) && *prefix == '\0' &&
          (g_str_equal (within, PANTAU_DOSSIER_FILES) ||
           g_str_equal (within, PANTAU_DOSSIER_RECEIPTS)))
        {
          if (!read_folder (self, within, error))
            return FALSE;
        }
      /* A link or a pipe has a name that no member has. */
      else if (!add_member (self, S_ISREG (info.st_mode) ? name : within, info.st_size, 0, 0,
                            error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_at (PantauDossierReader *self, goffset at, void *bytes, gsize length, GError **error)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = pread (self->zip, (char *) bytes + done, length - done, (off_t) at + (off_t) done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return throw_io (self, error);
      if (n == 0)
        return throw_zip (error);
      done += (gsize) n;
    }

  return TRUE;
}

static guint32
get32 (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

/* One member by its entry in the directory at @central; @at moves on behind it. */
static gboolean
read_entry (PantauDossierReader *self,
            const guint8 *central,
            gsize left,
            goffset *at,
            gsize *length,
            GError **error)
{
  guint8 entry[PANTAU_DOSSIER_CENTRAL], local[PANTAU_DOSSIER_LOCAL], found[PANTAU_DOSSIER_LOCAL];
  char name[MAX_NAME + 1] = { 0 }, again[MAX_NAME + 1] = { 0 };
  const PantauDossierMember *before =
      self->members->len > 0 ? g_ptr_array_index (self->members, self->members->len - 1) : NULL;
  gsize n;
  guint32 crc, size;

  if (left < sizeof entry)
    return throw_zip (error);
  n = central[28] | (gsize) central[29] << 8;
  if (n == 0 || n > MAX_NAME || left < sizeof entry + n)
    return throw_zip (error);
  memcpy (name, central + sizeof entry, n);
  crc = get32 (central + 16);
  size = get32 (central + 24);
  pantau_dossier_put_central (entry, name, crc, size, (guint32) *at);
  pantau_dossier_put_local (local, name, crc, size);
  if (strlen (name) != n || memcmp (entry, central, sizeof entry) != 0)
    return throw_zip (error);
  if (!read_at (self, *at, found, sizeof found, error) ||
      !read_at (self, *at + (goffset) sizeof found, again, n, error))
    return FALSE;
  if (memcmp (local, found, sizeof local) != 0 || !g_str_equal (name, again) ||
      (before != NULL && strcmp (before->name, name) >= 0))
    return throw_zip (error);

  *length = sizeof entry + n;
  *at += (goffset) (sizeof local + n);
  if (!add_member (self, name, size, *at, crc, error))
    return FALSE;
  *at += size;

  return TRUE;
}

static gboolean
read_zip (PantauDossierReader *self, GError **error)
{
  guint8 last[PANTAU_DOSSIER_END], expected[PANTAU_DOSSIER_END];
  g_autofree guint8 *central = NULL;
  struct stat info;
  goffset at = 0;
  guint32 size, begin;
  guint n;

  if (fstat (self->zip, &info) != 0)
    return throw_io (self, error);
  if (info.st_size < PANTAU_DOSSIER_END || info.st_size > G_MAXUINT32)
    return throw_zip (error);
  if (!read_at (self, info.st_size - PANTAU_DOSSIER_END, last, sizeof last, error))
    return FALSE;
  n = last[10] | (guint) last[11] << 8;
  size = get32 (last + 12);
  begin = get32 (last + 16);
  pantau_dossier_put_end (expected, (guint16) n, size, begin);
  if (memcmp (last, expected, sizeof last) != 0 ||
      (goffset) begin + size + PANTAU_DOSSIER_END != info.st_size ||
      size > n * (PANTAU_DOSSIER_CENTRAL + MAX_NAME))
    return throw_zip (error);

  central = g_malloc (size + 1u);
  if (!read_at (self, begin, central, size, error))
    return FALSE;
  for (gsize done = 0; n > 0; n--)
    {
      gsize length = 0;

      if (!read_entry (self, central + done, size - done, &at, &length, error))
        return FALSE;
      done += length;
      if (n == 1 && done != size)
        return throw_zip (error);
    }

  return at == (goffset) begin || throw_zip (error);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const PantauDossierMember *const *) a)->name,
                 (*(const PantauDossierMember *const *) b)->name);
}

PantauDossierReader *
pantau_dossier_reader_new (const char *path, GError **error)
{
  g_autoptr (PantauDossierReader) self = g_new0 (PantauDossierReader, 1);
  struct stat info;
  gboolean ok;

  self->path = g_strdup (path);
  self->zip = -1;
  self->members = g_ptr_array_new_with_free_func (member_free);
  /* What the person named may be a link; a pipe would keep us. */
  if (g_stat (path, &info) != 0)
    {
      throw_io (self, error);
      return NULL;
    }
  if (S_ISDIR (info.st_mode))
    ok = read_folder (self, "", error);
  else if (!S_ISREG (info.st_mode))
    ok = throw_zip (error);
  else
    {
      self->zip = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
      ok = self->zip >= 0 ? read_zip (self, error) : throw_io (self, error);
    }
  if (!ok)
    return NULL;
  g_ptr_array_sort (self->members, compare_members);

  return g_steal_pointer (&self);
}

void
pantau_dossier_reader_free (PantauDossierReader *self)
{
  if (self->zip >= 0)
    close (self->zip);
  g_ptr_array_unref (self->members);
  g_free (self->path);
  g_free (self);
}

GPtrArray *
pantau_dossier_reader_get_members (PantauDossierReader *self)
{
  return self->members;
}

static int
compare_name (gconstpointer key, gconstpointer member)
{
  return strcmp (key, (*(const PantauDossierMember *const *) member)->name);
}

const PantauDossierMember *
pantau_dossier_reader_find (PantauDossierReader *self, const char *name)
{
  /* A stranger's manifest may ask for a million of names. */
  PantauDossierMember **found = self->members->len > 0
                                    ? bsearch (name, self->members->pdata, self->members->len,
                                               sizeof (gpointer), compare_name)
                                    : NULL;

  return found != NULL ? *found : NULL;
}

typedef void (*Take) (gpointer data, const guint8 *bytes, gsize length);

/* Gives all bytes of @member to @take, and no more than its size. */
static gboolean
read_member (PantauDossierReader *self,
             const PantauDossierMember *member,
             Take take,
             gpointer data,
             GError **error)
{
  g_autofree char *path = g_build_filename (self->path, member->name, NULL);
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  PantauDossierReader one = { self->path, self->zip, NULL };
  guint32 crc = 0;
  gboolean ok = TRUE;

  if (self->zip < 0)
    one.zip = g_open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
  if (one.zip < 0)
    return throw_io (self, error);
  for (goffset done = 0; ok && done < member->size;)
    {
      gsize n = (gsize) MIN (CHUNK, member->size - done);

      ok = read_at (&one, member->at + done, buffer, n, error);
      if (ok)
        {
          take (data, buffer, n);
          if (self->zip >= 0)
            crc = pantau_dossier_crc (crc, buffer, n);
          done += (goffset) n;
        }
    }
  if (self->zip < 0)
    close (one.zip);

  return ok && (self->zip < 0 || crc == member->crc || throw_zip (error));
}

static void
append_cb (gpointer data, const guint8 *bytes, gsize length)
{
  g_byte_array_append (data, bytes, (guint) length);
}

GBytes *
pantau_dossier_reader_get (PantauDossierReader *self, const char *name, gsize limit, GError **error)
{
  const PantauDossierMember *member = pantau_dossier_reader_find (self, name);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (member == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("“%s” is missing"), name);
  if (member->size > (goffset) limit)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE, _ ("“%s” is too large"), name);

  return read_member (self, member, append_cb, bytes, error)
             ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes))
             : NULL;
}

static void
hash_cb (gpointer data, const guint8 *bytes, gsize length)
{
  pantau_sha256_update (data, bytes, length);
}

char *
pantau_dossier_reader_hash (PantauDossierReader *self,
                            const PantauDossierMember *member,
                            GError **error)
{
  PantauSha256 *sum = pantau_sha256_new ();
  gboolean ok = read_member (self, member, hash_cb, sum, error);
  g_autofree char *hash = pantau_sha256_end (sum);

  return ok ? g_steal_pointer (&hash) : NULL;
}
