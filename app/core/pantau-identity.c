/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who somebody is, in memory that is wiped. */

#include "config.h"

#include "pantau-identity.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "pantau-crypto-box.h"
#include "pantau-error.h"

typedef struct
{
  char *name;
  char *text; /* (nullable): of pantau_secret_new(); what was taken away keeps its place */
} Part;

struct _PantauIdentity
{
  GArray *parts; /* (owned): of Part */
  GBytes *copy;  /* (owned) (nullable) */
};

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_free (part->name);
  pantau_secret_free (part->text);
}

PantauIdentity *
pantau_identity_new (void)
{
  PantauIdentity *self = g_new0 (PantauIdentity, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);

  return self;
}

void
pantau_identity_free (PantauIdentity *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->parts);
  g_clear_pointer (&self->copy, g_bytes_unref);
  g_free (self);
}

gboolean
pantau_identity_is_person (const char *person)
{
  return g_strcmp0 (person, "reporter") == 0 || g_strcmp0 (person, "witness") == 0;
}

static Part *
find (PantauIdentity *self, const char *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = &g_array_index (self->parts, Part, i);

      if (g_str_equal (part->name, name))
        return part;
    }

  return NULL;
}

/* As g_strstrip(), in place of it: that would need a copy which nobody wipes. */
static gsize
trim (const char **text)
{
  const char *end;

  while (g_unichar_isspace (g_utf8_get_char (*text)))
    *text = g_utf8_next_char (*text);
  end = *text + strlen (*text);
  while (end > *text)
    {
      const char *before = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (before)))
        break;
      end = before;
    }

  return (gsize) (end - *text);
}

void
pantau_identity_set (PantauIdentity *self, const char *part, const char *text)
{
  Part *known = find (self, part);
  gsize length;

  g_return_if_fail (!g_str_equal (part, PANTAU_IDENTITY_COPY));
  g_return_if_fail (text == NULL || g_utf8_validate (text, -1, NULL));

  length = text != NULL ? trim (&text) : 0;
  if (known == NULL)
    {
      Part fresh = { g_strdup (part), NULL };

      g_array_append_val (self->parts, fresh);
      known = &g_array_index (self->parts, Part, self->parts->len - 1);
    }

  /* The new one first: @text may be the old one. */
  {
    char *old = known->text;

    known->text = length > 0 ? pantau_secret_strndup (text, length) : NULL;
    pantau_secret_free (old);
  }
}

const char *
pantau_identity_get (PantauIdentity *self, const char *part)
{
  const Part *known = find (self, part);

  return known != NULL ? known->text : NULL;
}

static void
take_copy (PantauIdentity *self, guint8 *memory, gsize length)
{
  g_clear_pointer (&self->copy, g_bytes_unref);
  self->copy = g_bytes_new_with_free_func (memory, length, pantau_secret_free, memory);
}

gboolean
pantau_identity_set_copy (PantauIdentity *self, GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  guint8 *memory;

  if (length > PANTAU_IDENTITY_MAX_COPY)
    return FALSE;
  if (length == 0)
    {
      g_clear_pointer (&self->copy, g_bytes_unref);
      return TRUE;
    }

  memory = pantau_secret_new (length);
  memcpy (memory, data, length);
  take_copy (self, memory, length);

  return TRUE;
}

static gboolean
is_picture (const guint8 *data, gsize length)
{
  return (length > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0) ||
         (length > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0) ||
         (length > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0) ||
         (length > 5 && memcmp (data, "%PDF-", 5) == 0);
}

/* At most @size bytes; -1 with errno. */
static gssize
read_up_to (int fd, guint8 *buffer, gsize size)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = read (fd, buffer + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += (gsize) n;
    }

  return (gssize) done;
}

gboolean
pantau_identity_load_copy (PantauIdentity *self, const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0), code;
  guint8 *memory;
  gssize length;

  if (fd < 0)
    return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), path,
                         g_strerror (errno));

  memory = pantau_secret_new (PANTAU_IDENTITY_MAX_COPY + 1);
  length = read_up_to (fd, memory, PANTAU_IDENTITY_MAX_COPY + 1);
  code = errno;
  close (fd);

  if (length < 0)
    {
      pantau_secret_free (memory);
      return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), path,
                           g_strerror (code));
    }
  if (length > PANTAU_IDENTITY_MAX_COPY)
    {
      pantau_secret_free (memory);
      return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                           _ ("the copy of the identity card is larger than %d MiB; please take a "
                              "smaller picture"),
                           PANTAU_IDENTITY_MAX_COPY / 1024 / 1024);
    }
  if (!is_picture (memory, (gsize) length))
    {
      pantau_secret_free (memory);
      return pantau_throw (
          error, PANTAU_ERROR_INVALID,
          _ ("the copy of the identity card must be a picture (JPEG, PNG, WebP) or a PDF"));
    }
  take_copy (self, memory, (gsize) length);

  return TRUE;
}

GBytes *
pantau_identity_get_copy (PantauIdentity *self)
{
  return self->copy;
}

GStrv
pantau_identity_dup_has (PantauIdentity *self)
{
  g_autoptr (GStrvBuilder) has = g_strv_builder_new ();

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      if (part->text != NULL)
        g_strv_builder_add (has, part->name);
    }
  if (self->copy != NULL)
    g_strv_builder_add (has, PANTAU_IDENTITY_COPY);

  return g_strv_builder_end (has);
}

gboolean
pantau_identity_is_empty (PantauIdentity *self)
{
  g_auto (GStrv) has = pantau_identity_dup_has (self);

  return has[0] == NULL;
}
