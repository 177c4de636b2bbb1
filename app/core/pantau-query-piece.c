/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed, cut into words, phrases and filters; and a filter put in or taken out without touching the rest. */

#include "config.h"

#include "pantau-query-private.h"

#include <string.h>

static void
clear_piece (gpointer data)
{
  g_free (((PantauPiece *) data)->value);
}

static gboolean
is_blank (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

/* From the quotation mark at @p to the next one or the end. */
static const char *
read_quoted (const char *p, PantauPiece *piece)
{
  const char *end = strchr (p + 1, '"');

  piece->is_quoted = TRUE;
  piece->value = end != NULL ? g_strndup (p + 1, (gsize) (end - p - 1)) : g_strdup (p + 1);

  return end != NULL ? end + 1 : p + strlen (p);
}

static const char *
read_bare (const char *p, PantauPiece *piece)
{
  const char *start = p;

  while (*p != '\0' && *p != '"' && !is_blank (p))
    p = g_utf8_next_char (p);
  piece->value = g_strndup (start, (gsize) (p - start));

  return p;
}

/* Only names of filters make one: "16:30" and "https://…" are words. */
static const char *
read_key (const char *p, PantauPiece *piece)
{
  gsize length = 0;

  while (g_ascii_isalpha (p[length]))
    length++;
  if (p[length] != ':' || !pantau_key_from_name (p, (gssize) length, &piece->key))
    return p;
  piece->is_filter = TRUE;

  return p + length + 1;
}

GArray *
pantau_query_pieces (const char *text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (PantauPiece));
  const char *p = text;

  g_array_set_clear_func (pieces, clear_piece);
  while (*p != '\0')
    {
      PantauPiece piece = { .start = (gsize) (p - text) };

      if (is_blank (p))
        {
          p = g_utf8_next_char (p);
          continue;
        }

      if (*p == '-' && p[1] != '\0' && !is_blank (p + 1))
        {
          piece.negative = TRUE;
          p++;
        }
      p = read_key (p, &piece);
      p = *p == '"' ? read_quoted (p, &piece) : read_bare (p, &piece);
      piece.end = (gsize) (p - text);
      piece.is_open = *p == '\0';
      g_array_append_val (pieces, piece);
    }

  return pieces;
}

static gboolean
is_filter (const PantauPiece *piece, PantauKey key)
{
  return piece->is_filter && piece->key == key && !piece->negative;
}

/* `key:value`, in quotation marks where there are blanks in it. */
static void
append_filter (GString *out, const char *key, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "\"", -1);
  g_autofree char *bare = g_strjoinv ("", parts);
  gboolean needs_marks = FALSE;

  for (const char *p = bare; *p != '\0'; p = g_utf8_next_char (p))
    needs_marks |= is_blank (p);
  g_string_append_printf (out, needs_marks ? "%s:\"%s\"" : "%s:%s", key, bare);
}

char *
pantau_query_with (const char *text, const char *key, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GArray) pieces = pantau_query_pieces (valid);
  GString *out = g_string_new (NULL);
  gboolean is_done = value == NULL || *value == '\0';
  gsize at = 0;
  PantauKey known;

  g_return_val_if_fail (pantau_key_from_name (key, -1, &known), g_string_free (out, FALSE));

  for (guint i = 0; i < pieces->len; i++)
    {
      const PantauPiece *piece = &g_array_index (pieces, PantauPiece, i);

      if (!is_filter (piece, known))
        continue;
      g_string_append_len (out, valid + at, (gssize) (piece->start - at));
      at = piece->end;
      if (!is_done)
        append_filter (out, key, value);
      else if (valid[at] != '\0')
        at = (gsize) (g_utf8_next_char (valid + at) - valid); /* the blank that parted it */
      else
        while (out->len > 0 && g_ascii_isspace (out->str[out->len - 1]))
          g_string_truncate (out, out->len - 1);
      is_done = TRUE;
    }
  g_string_append (out, valid + at);

  /* Before all else: the last word may be a beginning, and stays one. */
  if (!is_done)
    {
      g_autoptr (GString) filter = g_string_new (NULL);

      append_filter (filter, key, value);
      if (out->len > 0)
        g_string_append_c (filter, ' ');
      g_string_prepend (out, filter->str);
    }

  return g_string_free (out, FALSE);
}

char *
pantau_query_value (const char *text, const char *key)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GArray) pieces = pantau_query_pieces (valid);
  PantauKey known;

  g_return_val_if_fail (pantau_key_from_name (key, -1, &known), NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const PantauPiece *piece = &g_array_index (pieces, PantauPiece, i);

      if (is_filter (piece, known))
        return g_strdup (piece->value);
    }

  return NULL;
}
