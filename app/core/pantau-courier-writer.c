/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a courier file: under a hidden name beside its place until all of it is on the disk, so that a stick that is pulled out too early has no half file
 * under the name by which somebody trusts it.
 */

#include "config.h"

#include "pantau-courier-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-blob-private.h"
#include "pantau-dossier-leftover.h"
#include "pantau-error.h"
#include "pantau-json.h"

/* “end TAB COUNT TAB SHA256 LF” at its longest. */
#define END_SIZE (4 + 10 + 1 + PANTAU_SHA256_HEX + 1)

struct _PantauCourierWriter
{
  char *path;
  char *scratch; /* (nullable): what it is called until it is published */
  gboolean replace;
  int fd;
  goffset size;
  guint count;
  PantauSha256 *before_end; /* (nullable) */
  PantauSha256 *all;        /* (nullable) */
  char *hash;               /* (nullable) */
};

/* They have room in the first line beside all else; more than one is rare. */
#define MOST_STATEMENTS 4

static gboolean
put (PantauCourierWriter *self, const void *bytes, gsize length, gboolean is_end, GError **error)
{
  if (!pantau_blobs_write_all (self->fd, bytes, length))
    return pantau_blobs_throw_errno (error, self->path);
  if (!is_end)
    pantau_sha256_update (self->before_end, bytes, length);
  pantau_sha256_update (self->all, bytes, length);
  self->size += (goffset) length;

  return TRUE;
}

/* The newest of the statements: who missed more of them than there is room for asks the network. */
static void
add_succession (JsonObject *object, const char *text)
{
  g_autoptr (JsonObject) list = pantau_json_parse_known (text, NULL);
  JsonArray *all = pantau_json_array (list, "statements"), *some = json_array_new ();
  guint n = all != NULL ? json_array_get_length (all) : 0;

  for (guint i = n > MOST_STATEMENTS ? n - MOST_STATEMENTS : 0; i < n; i++)
    json_array_add_object_element (some, json_object_ref (json_array_get_object_element (all, i)));
  if (json_array_get_length (some) > 0)
    json_object_set_array_member (object, "succession", json_array_ref (some));
  json_array_unref (some);
}

static char *
head_text (const PantauCourierHead *head)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *json = NULL;

  json_object_set_int_member (object, "v", 1);
  if (head->province != NULL)
    json_object_set_string_member (object, "province", head->province);
  json_object_set_string_member (object, "made", head->made);
  json_object_set_string_member (object, "by", head->by);
  json_object_set_boolean_member (object, "practice", head->practice);
  if (head->succession != NULL)
    add_succession (object, head->succession);
  json = pantau_json_object_text (object);

  return g_strconcat (PANTAU_COURIER_MAGIC, json, "\n", NULL);
}

static gboolean
throw_there (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("there is something at “%s” already"),
                       name);
}

PantauCourierWriter *
pantau_courier_writer_new (const char *path,
                           gboolean replace,
                           const PantauCourierHead *head,
                           GError **error)
{
  g_autoptr (PantauCourierWriter) self = g_new0 (PantauCourierWriter, 1);
  g_autofree char *text = head_text (head);
  struct stat info;

  self->fd = -1;
  self->path = g_canonicalize_filename (path, NULL);
  self->replace = replace;
  self->before_end = pantau_sha256_new ();
  self->all = pantau_sha256_new ();

  if (lstat (self->path, &info) == 0 && (!replace || !S_ISREG (info.st_mode)))
    {
      throw_there (self->path, error);
      return NULL;
    }
  self->scratch = pantau_dossier_leftover_template (self->path);
  self->fd = g_mkstemp_full (self->scratch, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      pantau_blobs_throw_errno (error, self->path);
      g_clear_pointer (&self->scratch, g_free);
      return NULL;
    }
  pantau_dossier_leftover_claim (self->fd);

  return put (self, text, strlen (text), FALSE, error) ? g_steal_pointer (&self) : NULL;
}

void
pantau_courier_writer_free (PantauCourierWriter *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->scratch != NULL)
    g_remove (self->scratch);
  if (self->before_end != NULL)
    g_free (pantau_sha256_end (self->before_end));
  if (self->all != NULL)
    g_free (pantau_sha256_end (self->all));
  g_free (self->scratch);
  g_free (self->path);
  g_free (self->hash);
  g_free (self);
}

gboolean
pantau_courier_writer_add (PantauCourierWriter *self, PantauParcel *parcel, GError **error)
{
  gsize length;
  const void *bytes = g_bytes_get_data (parcel->frame, &length);

  g_return_val_if_fail (self->before_end != NULL, FALSE);
  if (!put (self, bytes, length, FALSE, error))
    return FALSE;
  self->count++;

  return TRUE;
}

goffset
pantau_courier_writer_get_size (PantauCourierWriter *self)
{
  return self->size + (self->hash == NULL ? END_SIZE : 0);
}

guint
pantau_courier_writer_get_count (PantauCourierWriter *self)
{
  return self->count;
}

const char *
pantau_courier_writer_get_path (PantauCourierWriter *self)
{
  return self->path;
}

gboolean
pantau_courier_writer_finish (PantauCourierWriter *self, GError **error)
{
  g_autofree char *before = pantau_sha256_end (g_steal_pointer (&self->before_end));
  g_autofree char *text = g_strdup_printf ("end\t%u\t%s\n", self->count, before);

  if (!put (self, text, strlen (text), TRUE, error))
    return FALSE;
  if (fsync (self->fd) != 0)
    return pantau_blobs_throw_errno (error, self->path);
  self->hash = pantau_sha256_end (g_steal_pointer (&self->all));

  return TRUE;
}

const char *
pantau_courier_writer_get_hash (PantauCourierWriter *self)
{
  return self->hash;
}

/* FALSE with errno. */
static gboolean
give_name (PantauCourierWriter *self)
{
  struct stat info;

  if (self->replace)
    return g_rename (self->scratch, self->path) == 0;
  if (renameat2 (AT_FDCWD, self->scratch, AT_FDCWD, self->path, RENAME_NOREPLACE) == 0)
    return TRUE;
  /* A stick with FAT knows no such flag. */
  if (errno != EINVAL)
    return FALSE;
  if (lstat (self->path, &info) == 0)
    {
      errno = EEXIST;
      return FALSE;
    }

  return g_rename (self->scratch, self->path) == 0;
}

/* The name too is to be there when the stick is pulled out. Some file systems cannot be asked that of a folder. */
static gboolean
sync_folder (PantauCourierWriter *self, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (self->path);
  int fd = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);

  if (!ok)
    pantau_blobs_throw_errno (error, self->path);
  if (fd >= 0)
    close (fd);

  return ok;
}

gboolean
pantau_courier_writer_publish (PantauCourierWriter *self, GError **error)
{
  g_return_val_if_fail (self->hash != NULL && self->scratch != NULL, FALSE);

  if (!give_name (self))
    return errno == EEXIST ? throw_there (self->path, error)
                           : pantau_blobs_throw_errno (error, self->path);
  g_clear_pointer (&self->scratch, g_free);

  return sync_folder (self, error);
}
