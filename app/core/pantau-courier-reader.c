/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a courier file, parcel by parcel, with no more memory than one of them needs. A stick that was pulled out in the middle leaves a file that ends
 * early; what is whole in it is of use all the same, since each parcel vouches for itself.
 */

#include "config.h"

#include "pantau-courier-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-courier-private.h"
#include "pantau-entry.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-succession.h"

#define CHUNK (64 * 1024)

/* The first line: its word, two keys, a time, statements of a succession. */
#define HEAD_LIMIT 4096

#define END "end\t"

struct _PantauCourierReader
{
  char *path;
  int fd;
  goffset size;
  PantauCourierHead head;

  GByteArray *buffer;       /* read and not consumed yet */
  gboolean at_end;          /* of the file */
  goffset position;         /* bytes consumed */
  PantauSha256 *before_end; /* (nullable): over what was consumed */
  PantauSha256 *all;        /* (nullable): over what was read */
  char *hash;               /* (nullable): of all */

  guint count;
  gboolean is_done, is_whole;
};

void
pantau_courier_head_clear (PantauCourierHead *self)
{
  g_clear_pointer (&self->province, g_free);
  g_clear_pointer (&self->made, g_free);
  g_clear_pointer (&self->by, g_free);
  g_clear_pointer (&self->succession, g_free);
}

int
pantau_courier_open_fd (const char *path, goffset *size, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  struct stat info;
  /* Not waiting for whoever might write to a pipe. */
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);

  if (fd < 0 && errno == ENOENT)
    {
      pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no file “%s”"), name);
      return -1;
    }
  if (fd < 0 && errno != ELOOP && errno != ENXIO)
    {
      pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), name, g_strerror (errno));
      return -1;
    }
  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      if (fd >= 0)
        close (fd);
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not an ordinary file"), name);
      return -1;
    }
  if (size != NULL)
    *size = info.st_size;

  return fd;
}

/* Makes @n bytes ready in the buffer, or all that there are. FALSE only where the file cannot be read. */
static gboolean
fill (PantauCourierReader *self, gsize n, GError **error)
{
  while (!self->at_end && self->buffer->len < n)
    {
      guint8 chunk[CHUNK];
      gssize got = read (self->fd, chunk, sizeof chunk);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          g_autofree char *name = g_filename_display_name (self->path);

          return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), name,
                               g_strerror (errno));
        }
      if (got == 0)
        self->at_end = TRUE;
      g_byte_array_append (self->buffer, chunk, (guint) got);
      pantau_sha256_update (self->all, chunk, (gsize) got);
    }

  return TRUE;
}

static void
consume (PantauCourierReader *self, gsize n)
{
  pantau_sha256_update (self->before_end, self->buffer->data, n);
  g_byte_array_remove_range (self->buffer, 0, (guint) n);
  self->position += (goffset) n;
}

gboolean
pantau_courier_read_head (const char *line, gsize length, PantauCourierHead *head, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  const char *province, *by, *made;
  gsize magic = strlen (PANTAU_COURIER_MAGIC);

  if (length > magic && strncmp (line, PANTAU_COURIER_MAGIC, magic) == 0)
    object = pantau_json_parse (line + magic, length - magic, HEAD_LIMIT, NULL);
  province = object != NULL ? pantau_json_string (object, "province") : NULL;
  by = object != NULL ? pantau_json_string (object, "by") : NULL;
  made = object != NULL ? pantau_json_string (object, "made") : NULL;

  if (object != NULL && pantau_json_integer (object, "v", 0) > 1)
    return pantau_throw (
        error, PANTAU_ERROR_NEWER,
        _ ("the courier file was made by a newer program; please update this one"));
  if (object == NULL || pantau_json_integer (object, "v", 0) != 1 || !pantau_key_is_valid (by) ||
      (province != NULL && !pantau_key_is_valid (province)) || !pantau_entry_time_is_valid (made))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("this is not a courier file"));

  head->province = g_strdup (province);
  head->by = g_strdup (by);
  head->made = g_strdup (made);
  head->practice = pantau_json_boolean (object, "practice");
  if (pantau_json_array (object, "succession") != NULL)
    head->succession = pantau_succession_list (pantau_json_array (object, "succession"));

  return TRUE;
}

PantauCourierReader *
pantau_courier_reader_open (const char *path, GError **error)
{
  g_autoptr (PantauCourierReader) self = g_new0 (PantauCourierReader, 1);
  const char *lf;

  self->path = g_strdup (path);
  self->buffer = g_byte_array_new ();
  self->before_end = pantau_sha256_new ();
  self->all = pantau_sha256_new ();
  self->fd = pantau_courier_open_fd (path, &self->size, error);
  if (self->fd < 0 || !fill (self, HEAD_LIMIT, error))
    return NULL;

  lf = self->buffer->len > 0
           ? memchr (self->buffer->data, '\n', MIN (self->buffer->len, HEAD_LIMIT))
           : NULL;
  if (lf == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is not a courier file"));
  if (!pantau_courier_read_head ((const char *) self->buffer->data,
                                 (gsize) (lf - (const char *) self->buffer->data), &self->head,
                                 error))
    return NULL;
  consume (self, (gsize) (lf - (const char *) self->buffer->data) + 1);

  return g_steal_pointer (&self);
}

void
pantau_courier_reader_close (PantauCourierReader *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->before_end != NULL)
    g_free (pantau_sha256_end (self->before_end));
  if (self->all != NULL)
    g_free (pantau_sha256_end (self->all));
  g_byte_array_unref (self->buffer);
  pantau_courier_head_clear (&self->head);
  g_free (self->path);
  g_free (self->hash);
  g_free (self);
}

const PantauCourierHead *
pantau_courier_reader_get_head (PantauCourierReader *self)
{
  return &self->head;
}

goffset
pantau_courier_reader_get_size (PantauCourierReader *self)
{
  return self->size;
}

goffset
pantau_courier_reader_get_position (PantauCourierReader *self)
{
  return self->position;
}

/* “end TAB COUNT TAB SHA256 LF”, and nothing after it. */
static gboolean
check_end (PantauCourierReader *self)
{
  g_autofree char *before = pantau_sha256_end (g_steal_pointer (&self->before_end));
  g_autofree char *expected = g_strdup_printf (END "%u\t%s\n", self->count, before);

  return self->buffer->len == strlen (expected) &&
         memcmp (self->buffer->data, expected, self->buffer->len) == 0;
}

/* Nothing more comes out; what is left is read for the hash of the whole. */
static gboolean
end (PantauCourierReader *self, GError **error)
{
  if (!fill (self, strlen (END) + 32 + PANTAU_SHA256_HEX, error))
    return FALSE;
  self->is_done = TRUE;
  self->is_whole = self->at_end && check_end (self);
  while (!self->at_end)
    {
      g_byte_array_set_size (self->buffer, 0);
      if (!fill (self, 1, error))
        return FALSE;
    }
  self->hash = pantau_sha256_end (g_steal_pointer (&self->all));

  return TRUE;
}

gboolean
pantau_courier_reader_next (PantauCourierReader *self, PantauParcel **parcel, GError **error)
{
  g_autoptr (GBytes) frame = NULL;
  gsize length;

  *parcel = NULL;
  if (self->is_done)
    return TRUE;
  if (!fill (self, PANTAU_PARCEL_HEADER_LIMIT + 64, error))
    return FALSE;
  if (!pantau_parcel_measure ((const char *) self->buffer->data, self->buffer->len, &length,
                              NULL) ||
      length == 0)
    return end (self, error);

  if (!fill (self, length, error))
    return FALSE;
  if (self->buffer->len < length)
    return end (self, error);
  frame = g_bytes_new (self->buffer->data, length);
  *parcel = pantau_parcel_read (frame, NULL);
  if (*parcel == NULL)
    return end (self, error);
  consume (self, length);
  self->count++;

  return TRUE;
}

gboolean
pantau_courier_reader_is_whole (PantauCourierReader *self)
{
  return self->is_whole;
}

const char *
pantau_courier_reader_get_hash (PantauCourierReader *self)
{
  return self->hash;
}
