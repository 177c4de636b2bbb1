/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes from a clipboard or a file as clean text. It names people, so it lies in memory that is wiped; and it may be made to be read otherwise than it is, so
 * what hides or turns letters goes.
 */

#include "config.h"

#include "pantau-paste-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto-box.h"
#include "pantau-error.h"

/* One byte of the input becomes at most U+FFFD, which is three. */
#define GROWTH 3

#define REPLACEMENT 0xfffd

/* Of 32 bytes, more than this many that no text has: a picture, a program. */
#define MOST_CONTROLS 3

typedef struct
{
  PantauPasteText *text;
  gunichar last;
} Writer;

static gboolean
is_embedding (gunichar c)
{
  return c == 0x202a || c == 0x202c;
}

static gboolean
is_turning (gunichar c)
{
  return c == 0x202b || c == 0x202d || c == 0x202e || (c >= 0x2066 && c <= 0x2069) || c == 0x061c;
}

/* Letters that look like another or like nothing, between which a number could hide. U+200E stays for who reads messages. */
static gboolean
is_left_out (gunichar c, gunichar last)
{
  return is_embedding (c) || c == 0x200b || c == 0x200f || c == 0x2060 || c == 0xfeff ||
         c == 0x00ad || c == 0x180e || (c >= 0xe0000 && c <= 0xe007f) ||
         (c >= 0xfff9 && c <= 0xfffb) ||
         ((c == 0x20e3 || c == 0xfe0f) && last < 0x80 && g_ascii_isdigit ((char) last)) ||
         (c < 0x20 && c != '\n') || (c >= 0x7f && c <= 0x9f);
}

/* Digits that look like others are these others: a number is one in any dress. */
static gunichar
plain_digit (gunichar c)
{
  if (c >= 0xff10 && c <= 0xff19)
    return '0' + (c - 0xff10);
  if (c >= 0x1d7ce && c <= 0x1d7ff)
    return '0' + (c - 0x1d7ce) % 10;

  return c;
}

static void
count_script (PantauPasteText *self, gunichar c)
{
  GUnicodeScript script;

  if (c < 0x80 ? !g_ascii_isalpha ((char) c) : !g_unichar_isalpha (c))
    return;
  script = c < 0x80 ? G_UNICODE_SCRIPT_LATIN : g_unichar_get_script (c);
  if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
    return;

  self->n_letters++;
  if (script != G_UNICODE_SCRIPT_LATIN)
    {
      self->n_foreign++;
      self->foreign = script;
    }
}

static void
put (Writer *self, gunichar c)
{
  PantauPasteText *text = self->text;

  if (c == 0)
    {
      text->had_nul = TRUE;
      return;
    }
  if (c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85)
    c = '\n';
  else if (c == '\t' || c == 0xa0 || c == 0x202f || c == 0x3000)
    c = ' ';
  else if (is_turning (c))
    {
      text->had_turning = TRUE;
      return;
    }
  else if (is_left_out (c, self->last))
    return;

  c = plain_digit (c);
  count_script (text, c);
  if (c < 0x80)
    text->text[text->length++] = (char) c;
  else
    text->length += (gsize) g_unichar_to_utf8 (c, text->text + text->length);
  self->last = c;
}

/* As put() of what nothing is done about: most of any text. */
static inline void
put_plain (Writer *self, char c)
{
  self->text->n_letters += g_ascii_isalpha (c) ? 1 : 0;
  self->text->text[self->text->length++] = c;
  self->last = (guchar) c;
}

static void
read_utf8 (Writer *self, const char *bytes, gsize length)
{
  const char *p = bytes, *end = bytes + length;

  while (p < end)
    {
      guchar byte = (guchar) *p;
      gunichar c;

      if (byte < 0x80)
        {
          /* "\r\n" is one end of a line. */
          if (byte == '\r' && p + 1 < end && p[1] == '\n')
            p++;
          if (byte >= ' ' && byte < 0x7f)
            put_plain (self, *p++);
          else
            put (self, (guchar) *p++);
          continue;
        }
      c = g_utf8_get_char_validated (p, end - p);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          self->text->had_broken = TRUE;
          put (self, REPLACEMENT);
          p++;
          continue;
        }
      put (self, c);
      p = g_utf8_next_char (p);
    }
}

static void
read_utf16 (Writer *self, const guchar *bytes, gsize length, gboolean is_big)
{
  gunichar high = 0;

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      gunichar unit = is_big ? (gunichar) bytes[i] << 8 | bytes[i + 1]
                             : (gunichar) bytes[i + 1] << 8 | bytes[i];

      if (unit == '\r' && i + 3 < length && bytes[is_big ? i + 3 : i + 2] == '\n')
        continue;
      if (high != 0 && unit >= 0xdc00 && unit <= 0xdfff)
        {
          put (self, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
          high = 0;
          continue;
        }
      if (high != 0 || (unit >= 0xdc00 && unit <= 0xdfff))
        {
          self->text->had_broken = TRUE;
          put (self, REPLACEMENT);
        }
      high = unit >= 0xd800 && unit <= 0xdbff ? unit : 0;
      if (high == 0 && !(unit >= 0xdc00 && unit <= 0xdfff))
        put (self, unit);
    }
  if (high != 0 || length % 2 != 0)
    self->text->had_broken = TRUE;
}

/* By its mark, or since every second byte of Latin letters is zero. */
static gboolean
looks_like_utf16 (const guchar *bytes, gsize length, gboolean *is_big)
{
  guint even = 0, odd = 0;
  gsize n = MIN (length, 512) & ~(gsize) 1;

  if (length >= 2 &&
      ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
    {
      *is_big = bytes[0] == 0xfe;
      return TRUE;
    }
  for (gsize i = 0; i < n; i += 2)
    {
      even += bytes[i] == 0 ? 1 : 0;
      odd += bytes[i + 1] == 0 ? 1 : 0;
    }
  *is_big = even > odd;

  return n >= 8 && MAX (even, odd) * 10 > n / 2 * 7 && MIN (even, odd) * 10 < n / 2;
}

/* What begins as a picture, a document or an archive does, or has bytes all over that no text has. */
static gboolean
looks_binary (const guchar *bytes, gsize length)
{
  static const char *const marks[] = { "\x89PNG",
                                       "\xff\xd8\xff",
                                       "GIF8",
                                       "%PDF-",
                                       "PK\x03\x04",
                                       "\x7f"
                                       "ELF",
                                       "RIFF",
                                       "OggS",
                                       "\x1f\x8b\x08" };
  gsize n = MIN (length, 4096), controls = 0;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length > strlen (marks[i]) && memcmp (bytes, marks[i], strlen (marks[i])) == 0)
      return TRUE;
  for (gsize i = 0; i < n; i++)
    controls +=
        bytes[i] < 0x20 && bytes[i] != 0 && strchr ("\t\n\r\f\b\033", bytes[i]) == NULL ? 1 : 0;

  return controls > MOST_CONTROLS && controls * 32 > n * MOST_CONTROLS;
}

gboolean
pantau_paste_text_read (PantauPasteText *self, const char *bytes, gsize length, GError **error)
{
  Writer writer = { self, 0 };
  gboolean is_big = FALSE;

  *self =
      (PantauPasteText){ .was_utf16 = looks_like_utf16 ((const guchar *) bytes, length, &is_big) };
  if (!self->was_utf16 && looks_binary ((const guchar *) bytes, length))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("this is a picture, a document or a program and no text; please attach "
                            "it to the record as a file"));

  self->text = pantau_secret_new (GROWTH * length + 1);
  if (self->was_utf16)
    read_utf16 (&writer, (const guchar *) bytes, length, is_big);
  else
    read_utf8 (&writer, bytes, length);
  self->text[self->length] = '\0';

  return TRUE;
}

void
pantau_paste_text_begin (PantauPasteText *self, gsize capacity)
{
  *self = (PantauPasteText){ .text = pantau_secret_new (GROWTH * capacity + 1) };
  self->text[0] = '\0';
}

void
pantau_paste_text_append (PantauPasteText *self, const char *bytes, gsize length)
{
  Writer writer = { self, 0 };

  read_utf8 (&writer, bytes, length);
  self->text[self->length] = '\0';
}

void
pantau_paste_text_clear (PantauPasteText *self)
{
  g_clear_pointer (&self->text, pantau_secret_free);
}
