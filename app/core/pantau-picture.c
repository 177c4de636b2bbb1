/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a helper process says of a picture, read with care; and what is done with how pictures look. */

#include "config.h"

#include "pantau-picture.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "pantau-error.h"
#include "pantau-file-type.h"
#include "pantau-json.h"
#include "pantau-picture-ask.h"

#define DOCUMENT_TYPE "application/pdf"

guint
pantau_picture_distance (guint64 a, guint64 b)
{
  return (guint) __builtin_popcountll (a ^ b);
}

char *
pantau_picture_hash_text (guint64 hash)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", hash);
}

guint64
pantau_picture_hash_parse (const char *text)
{
  guint64 hash = 0;

  if (text == NULL || strlen (text) != 16 || strspn (text, "0123456789abcdef") != 16 ||
      !g_ascii_string_to_unsigned (text, 16, 0, G_MAXUINT64, &hash, NULL))
    return 0;

  return hash;
}

/* A child that was taken over may say anything. */
static gboolean
read_picture (JsonObject *answer, gboolean is_document, PantauPicture *picture)
{
  const char *type = pantau_json_string (answer, "type"),
             *hash = pantau_json_string (answer, "hash");
  gint64 width = pantau_json_integer (answer, "width", 0),
         height = pantau_json_integer (answer, "height", 0);

  memset (picture, 0, sizeof *picture);
  if (is_document)
    {
      g_strlcpy (picture->type, DOCUMENT_TYPE, sizeof picture->type);
      return g_strcmp0 (type, DOCUMENT_TYPE) == 0 && pantau_json_integer (answer, "pages", 0) > 0;
    }
  if (!pantau_file_type_is_picture (type) || hash == NULL || width < 1 || width > G_MAXUINT16 ||
      height < 1 || height > G_MAXUINT16)
    return FALSE;

  g_strlcpy (picture->type, type, sizeof picture->type);
  picture->width = (guint) width;
  picture->height = (guint) height;
  picture->hash = pantau_picture_hash_parse (hash);

  return TRUE;
}

gboolean
pantau_picture_examine (int fd,
                        PantauPicture *picture,
                        PantauFileClaims **claims,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (JsonObject) answer = NULL;

  memset (picture, 0, sizeof *picture);
  *claims = NULL;
  answer = pantau_picture_ask (fd, 0, NULL, cancellable, error);
  if (answer == NULL)
    return FALSE;
  *claims = pantau_file_claims_from_json (pantau_json_object (answer, "claims"));
  if (read_picture (answer, pantau_picture_is_document (fd), picture))
    return TRUE;
  memset (picture, 0, sizeof *picture);

  return pantau_picture_throw (fd, answer, error);
}

gboolean
pantau_picture_read (int fd, PantauPicture *picture, GCancellable *cancellable, GError **error)
{
  g_autoptr (PantauFileClaims) claims = NULL;

  /* A document is no picture, and is not to be drawn to find that out. */
  if (pantau_picture_is_document (fd))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the file is no picture (JPEG, PNG or WebP)"));

  return pantau_picture_examine (fd, picture, &claims, cancellable, error);
}

guint64
pantau_picture_hash (int fd, GCancellable *cancellable, GError **error)
{
  PantauPicture picture;

  return pantau_picture_read (fd, &picture, cancellable, error) ? picture.hash : 0;
}

guint64
pantau_picture_hash_bytes (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  int fd = pantau_picture_open_bytes (bytes, error);
  guint64 hash = fd >= 0 ? pantau_picture_hash (fd, cancellable, error) : 0;

  if (fd >= 0)
    close (fd);

  return hash;
}
