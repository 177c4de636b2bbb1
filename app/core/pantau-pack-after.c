/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packs after what is known; see the header. */

#include "config.h"

#include "pantau-pack-after.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-codec.h"
#include "pantau-error.h"
#include "pantau-pack.h"

#define MAGIC    "pantau-pack-2 "
#define NOTHING  "-"
#define SLACK    128 /* bytes: the first line of a pack */
#define FIRST    96  /* bytes: longest first line */
#define MOST_SEQ G_MAXINT64

typedef struct
{
  PantauKnownName name;
  const char *raw;
  gsize raw_length;
  const char *frame;
  gsize frame_length;
} Pieces;

static gboolean
malformed (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the packed lines are damaged"));
}

GBytes *
pantau_pack_after (const PantauKnown *known, int level, const char *lines, gsize length)
{
  g_autoptr (GBytes) pack = pantau_pack (lines, length), nothing = g_bytes_new (NULL, 0),
                     rest = NULL, frame = NULL;
  g_autoptr (GString) text = g_string_new (NULL), out = g_string_new (MAGIC);
  gsize size, raw_at, raw_length, frame_length;
  const char *bytes = g_bytes_get_data (pack, &size), *frame_bytes;

  pantau_pack_find_raw (bytes, size, &raw_at, &raw_length);
  g_string_append_len (text, bytes, (gssize) raw_at);
  g_string_append_len (text, bytes + raw_at + raw_length, (gssize) (size - raw_at - raw_length));
  frame = pantau_codec_encode_after (known != NULL ? known->text : nothing, level, text->str,
                                     text->len);

  g_string_append_printf (out, "%" G_GSIZE_FORMAT " %" G_GINT64_FORMAT " %u %s\n", raw_length,
                          known != NULL ? known->last : 0, known != NULL ? known->n : 0,
                          known != NULL ? known->sum : NOTHING);
  g_string_append_len (out, bytes + raw_at, (gssize) raw_length);
  frame_bytes = g_bytes_get_data (frame, &frame_length);
  g_string_append_len (out, frame_bytes, (gssize) frame_length);

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static gboolean
read_name (char **words, PantauKnownName *name)
{
  guint64 last, n;

  if (!g_ascii_string_to_unsigned (words[1], 10, 0, MOST_SEQ, &last, NULL) ||
      !g_ascii_string_to_unsigned (words[2], 10, 0, PANTAU_KNOWN_LINES, &n, NULL))
    return FALSE;

  *name = (PantauKnownName){ (gint64) last, (guint) n, "" };
  if (n == 0)
    return last == 0 && g_str_equal (words[3], NOTHING);
  if (last < n || strlen (words[3]) != PANTAU_KNOWN_SUM)
    return FALSE;
  g_strlcpy (name->sum, words[3], sizeof name->sum);

  return TRUE;
}

static gboolean
read_pieces (const char *pack, gsize length, Pieces *pieces)
{
  const char *lf = length > 0 ? memchr (pack, '\n', MIN (length, FIRST)) : NULL;
  g_autofree char *first = NULL;
  g_auto (GStrv) words = NULL;
  guint64 raw;
  gsize left;

  if (lf == NULL || !g_str_has_prefix (pack, MAGIC))
    return FALSE;
  first = g_strndup (pack + strlen (MAGIC), (gsize) (lf - pack) - strlen (MAGIC));
  words = g_strsplit (first, " ", -1);
  left = length - (gsize) (lf + 1 - pack);
  if (g_strv_length (words) != 4 ||
      !g_ascii_string_to_unsigned (words[0], 10, 0, left, &raw, NULL) ||
      !read_name (words, &pieces->name))
    return FALSE;

  pieces->raw = lf + 1;
  pieces->raw_length = (gsize) raw;
  pieces->frame = pieces->raw + raw;
  pieces->frame_length = left - (gsize) raw;

  return TRUE;
}

gboolean
pantau_pack_after_read (const char *pack, gsize length, PantauKnownName *name, GError **error)
{
  Pieces pieces;

  if (!read_pieces (pack, length, &pieces))
    return malformed (error);
  *name = pieces.name;

  return TRUE;
}

GBytes *
pantau_unpack_after (
    const PantauKnown *known, const char *pack, gsize length, gsize limit, GError **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0), text = NULL;
  g_autoptr (GString) whole = NULL;
  gsize size, raw_at, raw_length;
  const char *bytes;
  Pieces pieces;

  if (!read_pieces (pack, length, &pieces))
    {
      malformed (error);
      return NULL;
    }
  if (pieces.name.n > 0 &&
      (known == NULL || known->n != pieces.name.n || known->last != pieces.name.last ||
       !g_str_equal (known->sum, pieces.name.sum)))
    return pantau_throw_null (error, PANTAU_ERROR_CONFLICT,
                              _ ("the packed lines follow others than those that are here"));

  text = pantau_codec_decode_after (pieces.name.n > 0 ? known->text : nothing, pieces.frame,
                                    pieces.frame_length, limit + SLACK, error);
  if (text == NULL)
    return NULL;

  /* Its first line again, what is random, and the rest. */
  bytes = g_bytes_get_data (text, &size);
  if (!pantau_pack_find_raw (bytes, size, &raw_at, &raw_length) || raw_length != pieces.raw_length)
    {
      malformed (error);
      return NULL;
    }
  whole = g_string_new_len (bytes, (gssize) raw_at);
  g_string_append_len (whole, pieces.raw, (gssize) pieces.raw_length);
  g_string_append_len (whole, bytes + raw_at, (gssize) (size - raw_at));

  return pantau_unpack (whole->str, whole->len, limit, error);
}
