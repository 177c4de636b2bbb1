/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message cut into words and numbers. People write a message so that filters miss it, or so that it is seen: in letters from mathematics, in
 * capitals with blanks between, with emoji in the middle. All of that is one word here.
 */

#include "config.h"

#include "pantau-claim-piece.h"

#include <string.h>

#include "pantau-paste.h"
#include "pantau-pii.h"
#include "pantau-token.h"

/* Read of one text. The longest field has 5,000 characters. */
#define MAX_TEXT (64 * 1024)

/* Digits from which on a number belongs to a person or an account rather than to a claim. */
#define MAX_DIGITS 9

/* Letters in a row that are so many by shouting. */
#define STRETCHED 3

/* Single letters in a row that are one word: S E B A R. */
#define SPACED 3

/* Scripts after this point that put no blanks between words come one letter a word. */
#define FIRST_UNSPACED 0x0e00

typedef struct
{
  PantauClaimWords *words;
  gunichar *chars; /* (owned): small letters, digits, and what stands between */
  glong n;
  GPtrArray *pieces;
  gboolean ends; /* a sentence ended since the last piece */
} Cutting;

static void
piece_free (gpointer data)
{
  PantauClaimPiece *self = data;

  g_free (self->text);
  g_free (self->raw);
  g_free (self);
}

/* What stands for what was taken out of a pasted text says nothing of a claim, nor does which of several people wrote. */
static void
blank_masks (char *text)
{
  static const char *const fixed[] = { PANTAU_PASTE_NUMBER, PANTAU_PASTE_ADDRESS,
                                       PANTAU_PASTE_NAME };
  static const char sender[] = "[pengirim ";

  for (char *p = strchr (text, '['); p != NULL; p = strchr (p + 1, '['))
    {
      gsize length = 0;

      for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
        if (g_str_has_prefix (p, fixed[i]))
          length = strlen (fixed[i]);
      if (g_str_has_prefix (p, sender))
        {
          gsize digits = strspn (p + strlen (sender), "0123456789");

          if (digits > 0 && p[strlen (sender) + digits] == ']')
            length = strlen (sender) + digits + 1;
        }
      memset (p, ' ', length);
    }
}

/* @text without what only people have: telephones, identity numbers, addresses. (transfer full) */
static char *
without_people (const char *text)
{
  g_autofree char *beginning = g_strndup (text, MAX_TEXT);
  char *valid = g_utf8_make_valid (beginning, -1);
  g_autoptr (GPtrArray) found = pantau_pii_find (valid);

  for (guint i = 0; i < found->len; i++)
    {
      const PantauPii *pii = g_ptr_array_index (found, i);

      memset (valid + pii->start, ' ', pii->length);
    }
  blank_masks (valid);

  return valid;
}

/* Small letters without accents; emoji stay as what stands between words, and what only dresses a letter is gone. */
static void
fold (Cutting *self, const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  self->chars = g_new (gunichar, strlen (normal) + 1);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80)
        self->chars[self->n++] = (guchar) g_ascii_tolower ((char) c);
      else if (!g_unichar_ismark (c) && g_unichar_type (c) != G_UNICODE_FORMAT && c != 0x2019 &&
               c != 0x02bc)
        self->chars[self->n++] = g_unichar_isdigit (c)
                                     ? (gunichar) ('0' + g_unichar_digit_value (c))
                                     : g_unichar_tolower (c);
    }
  self->chars[self->n] = 0;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_letter (gunichar c)
{
  return c < 0x80 ? g_ascii_isalpha ((char) c) : g_unichar_isalpha (c);
}

static gboolean
is_blank (gunichar c)
{
  return c == 0 || g_unichar_isspace (c);
}

/* An address of the web or of a mailbox from @from up to the next blank, which is @end. */
static gboolean
is_link (Cutting *self, glong from, glong end)
{
  static const gunichar www[] = { 'w', 'w', 'w', '.' };
  gboolean has_dot = FALSE;

  if (end - from > 4 && memcmp (self->chars + from, www, sizeof www) == 0)
    return TRUE;
  for (glong i = from; i < end; i++)
    {
      gunichar c = self->chars[i];

      if (c == '@' && i > from && i + 1 < end)
        return TRUE;
      if (c == ':' && i + 2 < end && self->chars[i + 1] == '/' && self->chars[i + 2] == '/')
        return TRUE;
      if (c == '/' && has_dot)
        return TRUE;
      has_dot |= c == '.' && i > from && is_letter (self->chars[i - 1]) && i + 1 < end &&
                 is_letter (self->chars[i + 1]);
    }

  return FALSE;
}

static PantauClaimPiece *
add_piece (Cutting *self, char *text)
{
  PantauClaimPiece *piece = g_new0 (PantauClaimPiece, 1);

  piece->text = text;
  piece->ends_sentence = self->ends;
  self->ends = FALSE;
  g_ptr_array_add (self->pieces, piece);

  return piece;
}

static const char *
last_text (Cutting *self)
{
  return self->pieces->len > 0
             ? ((PantauClaimPiece *) g_ptr_array_index (self->pieces, self->pieces->len - 1))->text
             : "";
}

/* A word as it was found, written out where it is an abbreviation. */
static void
add_word (Cutting *self, const char *word)
{
  const char *expansion = pantau_claim_words_expand (self->words, word);
  g_auto (GStrv) parts = expansion != NULL ? g_strsplit (expansion, " ", -1) : NULL;

  if (expansion == NULL)
    add_piece (self, g_strdup (word));
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      add_piece (self, g_strdup (parts[i]));
}

/* "sebarrrkan" is "sebarkan". */
static void
append_letter (GString *word, gunichar c, guint *run, gunichar *last)
{
  *run = c == *last ? *run + 1 : 1;
  *last = c;
  /* But III is three. */
  if (c == 'i' && *run == STRETCHED && word->len == STRETCHED - 1)
    *run = STRETCHED - 1;
  if (*run == STRETCHED)
    {
      /* Back to one of them. */
      char *before = g_utf8_find_prev_char (word->str, word->str + word->len);

      g_string_truncate (word, (gsize) (before - word->str));
    }
  if (*run < STRETCHED && word->len < PANTAU_TOKEN_MAX - 6)
    g_string_append_unichar (word, c);
}

/* A digit that stands for a letter: k0rupsi. */
static gunichar
letter_of (Cutting *self, glong at)
{
  static const char letters[] = "oi.ea";
  gunichar c = self->chars[at];

  return c <= '4' && c >= '0' && letters[c - '0'] != '.' && is_letter (self->chars[at + 1])
             ? (gunichar) letters[c - '0']
             : 0;
}

static glong
cut_word (Cutting *self, glong from, glong end)
{
  g_autoptr (GString) word = g_string_new (NULL);
  gunichar last = 0;
  guint run = 0;
  glong i = from;

  for (; i < end; i++)
    {
      gunichar c = self->chars[i];

      if (c == '\'')
        continue;
      if (i > from && is_digit (c))
        c = letter_of (self, i);
      if (!is_letter (c) || (c >= FIRST_UNSPACED && i > from))
        break;
      append_letter (word, c, &run, &last);
      if (c >= FIRST_UNSPACED)
        {
          i++;
          break;
        }
    }

  /* A form has a letter and a number: C6, A1. */
  if (word->len == 1 && i < end && is_digit (self->chars[i]))
    while (i < end && is_digit (self->chars[i]))
      g_string_append_c (word, (char) self->chars[i++]);
  /* "orang2", "orang-orang": the same word twice; but TPS2 has a number. */
  else if (word->len > 2 && i < end && self->chars[i] == '2' && !is_digit (self->chars[i + 1]) &&
           pantau_claim_words_lookup (self->words, PANTAU_CLAIM_WORD_NUMBERS, word->str) == NULL)
    i++;
  if (word->len > 2 && from > 0 && self->chars[from - 1] == '-' &&
      g_str_equal (word->str, last_text (self)))
    return i;
  add_word (self, word->str);

  return i;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text);

  return n;
}

/* 1.500.000 and 1,500,000, but not 50,5. */
static gboolean
is_grouped (const char *text)
{
  gsize first = strspn (text, "0123456789");

  if (first == 0 || first > 3 || text[first] == '\0')
    return FALSE;
  for (text += first; *text != '\0'; text += 4)
    if ((*text != '.' && *text != ',') || strspn (text + 1, "0123456789") < 3 ||
        g_ascii_isdigit (text[4]))
      return FALSE;

  return TRUE;
}

static void
add_number (Cutting *self, const char *raw)
{
  GString *text = g_string_new (NULL);
  gboolean is_grouped_number = is_grouped (raw);
  const char *p = raw;
  PantauClaimPiece *piece;
  guint value;

  while (*p == '0' && g_ascii_isdigit (p[1]))
    p++;
  for (; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (text, *p);
    else if (!is_grouped_number)
      g_string_append_c (text, *p == ',' ? '.' : *p);
  if (count_digits (text->str) >= MAX_DIGITS && !is_grouped_number)
    {
      g_string_free (text, TRUE);
      return;
    }

  piece = add_piece (self, g_string_free (text, FALSE));
  piece->raw = g_strdup (raw);
  piece->is_number = TRUE;
  piece->is_integer = is_grouped_number || strspn (raw, "0123456789") == strlen (raw);
  piece->is_clock = strchr (raw, ':') != NULL;
  value = strlen (raw) == 4 && piece->is_integer ? (guint) g_ascii_strtoull (raw, NULL, 10) : 0;
  piece->is_year = value >= 1990 && value < 2040;
}

/* "27-11-2024" is a day, "5-7" and "TPS 5/6" are several numbers. */
static void
add_chunk (Cutting *self, const char *raw)
{
  PantauClaimPiece whole = { .raw = (char *) raw };
  g_auto (GStrv) parts = NULL;
  guint day, month;
  gboolean is_list = pantau_claim_words_lookup (self->words, PANTAU_CLAIM_WORD_NUMBERS,
                                                last_text (self)) != NULL &&
                     !g_str_equal (last_text (self), "tanggal");

  if (strpbrk (raw, "-/") == NULL ||
      (!is_list && pantau_claim_piece_date (&whole, &day, &month) &&
       (strchr (raw, '/') != NULL || strchr (strchr (raw, '-') + 1, '-') != NULL)))
    {
      add_number (self, raw);
      return;
    }
  parts = g_strsplit_set (raw, "-/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    add_number (self, parts[i]);
}

static glong
cut_number (Cutting *self, glong from, glong end)
{
  g_autoptr (GString) raw = g_string_new (NULL);
  glong i = from;

  for (; i < end; i++)
    {
      gunichar c = self->chars[i];

      if (!is_digit (c) &&
          !(c < 0x80 && strchr (".,:/-", (char) c) != NULL && is_digit (self->chars[i + 1])))
        break;
      if (raw->len < PANTAU_TOKEN_MAX)
        g_string_append_c (raw, (char) c);
    }
  /* Of what is longer than any number nothing is kept. */
  if (count_digits (raw->str) < MAX_DIGITS || is_grouped (raw->str) ||
      strpbrk (raw->str, "-/") != NULL)
    add_chunk (self, raw->str);

  return i;
}

/* The number before it is a percentage. */
static void
take_percent (Cutting *self)
{
  PantauClaimPiece *piece = self->pieces->len > 0 && !self->ends
                                ? g_ptr_array_index (self->pieces, self->pieces->len - 1)
                                : NULL;

  if (piece == NULL || !piece->is_number)
    return;
  piece->has_unit = TRUE;
  piece->unit = "persen";
}

/*
 * Whether a character that is part of nothing ends a sentence: a hyphen, a comma or a quotation mark does not, nor does an emoji, which people put
 * after any word ("TIDAK🔥 dipindah").
 */
static gboolean
is_end (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c < 0x80 ? c != 0 && strchr (".;:!?", (char) c) != NULL
                  : type == G_UNICODE_OTHER_PUNCTUATION || type == G_UNICODE_DASH_PUNCTUATION;
}

/* One run without blanks. */
static void
cut_run (Cutting *self, glong from, glong end)
{
  for (glong i = from; i < end;)
    {
      gunichar c = self->chars[i];

      if (is_letter (c))
        i = cut_word (self, i, end);
      else if (is_digit (c))
        i = cut_number (self, i, end);
      else
        {
          if (c == '%')
            take_percent (self);
          self->ends |= is_end (c);
          i++;
        }
    }
}

/*
 * Whether a line that is broken at @at ends a sentence. Letters are broken into lines in the middle of one; a list, an empty line and a line that
 * begins with a sign or a picture are meant to be apart.
 */
static gboolean
is_line_end (Cutting *self, glong at)
{
  glong i = at + 1;

  while (is_blank (self->chars[i]) && self->chars[i] != '\n' && self->chars[i] != 0)
    i++;
  if (is_letter (self->chars[i]))
    return FALSE;
  if (!is_digit (self->chars[i]))
    return TRUE;
  while (is_digit (self->chars[i]))
    i++;

  return (self->chars[i] == '.' || self->chars[i] == ')') && is_blank (self->chars[i + 1]);
}

/* Words of one letter in a row, which shout: one word. */
static void
join_spaced (Cutting *self, guint first)
{
  g_autoptr (GString) word = g_string_new (NULL);
  guint n = self->pieces->len - first;

  if (n < SPACED)
    return;
  for (guint i = first; i < self->pieces->len && word->len < PANTAU_TOKEN_MAX / 2; i++)
    g_string_append (word, ((PantauClaimPiece *) g_ptr_array_index (self->pieces, i))->text);
  g_ptr_array_set_size (self->pieces, (gint) first);
  add_word (self, word->str);
}

static void
cut (Cutting *self)
{
  guint spaced = 0; /* where a row of single letters began */
  glong end;

  for (glong i = 0; i < self->n; i = end)
    {
      gboolean is_single;

      end = i;
      if (is_blank (self->chars[i]))
        {
          self->ends |= self->chars[i] == '\n' && is_line_end (self, i);
          end++;
          continue;
        }
      while (!is_blank (self->chars[end]))
        end++;

      is_single = end - i == 1 && is_letter (self->chars[i]) && self->chars[i] < FIRST_UNSPACED;
      if (!is_single)
        join_spaced (self, spaced);
      if (!is_link (self, i, end))
        cut_run (self, i, end);
      if (!is_single)
        spaced = self->pieces->len;
    }
  join_spaced (self, spaced);
}

/* What only the neighbours tell: "lima" is 5, "10.00 WIB" an hour. */
static void
settle (Cutting *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      PantauClaimPiece *piece = g_ptr_array_index (self->pieces, i);
      const PantauClaimPiece *next =
          i + 1 < self->pieces->len ? g_ptr_array_index (self->pieces, i + 1) : NULL;
      const char *digit =
          pantau_claim_words_lookup (self->words, PANTAU_CLAIM_WORD_DIGIT, piece->text);

      if (digit != NULL)
        {
          g_free (piece->text);
          piece->text = g_strdup (digit);
          piece->raw = g_strdup (digit);
          piece->is_number = piece->is_integer = TRUE;
        }
      piece->is_clock |= piece->is_number && next != NULL && g_str_equal (next->text, "wib");
    }
}

GPtrArray *
pantau_claim_pieces_new (PantauClaimWords *words, const char *text)
{
  g_autofree char *clean = without_people (text);
  Cutting cutting = { .words = words, .pieces = g_ptr_array_new_with_free_func (piece_free) };

  fold (&cutting, clean);
  cut (&cutting);
  settle (&cutting);
  g_free (cutting.chars);

  return cutting.pieces;
}

gboolean
pantau_claim_piece_hour (const PantauClaimPiece *self, guint *hour, guint *minute)
{
  char *end;

  if (self->raw == NULL || strlen (self->raw) > 5)
    return FALSE;
  *hour = (guint) g_ascii_strtoull (self->raw, &end, 10);
  *minute = 0;
  if (*end == '.' || *end == ':')
    *minute = strlen (end) == 3 ? (guint) g_ascii_strtoull (end + 1, &end, 10) : 60;

  return *end == '\0' && *hour <= 24 && *minute < 60;
}

gboolean
pantau_claim_piece_date (const PantauClaimPiece *self, guint *day, guint *month)
{
  char *end;
  char sign;

  if (self->raw == NULL)
    return FALSE;
  *day = (guint) g_ascii_strtoull (self->raw, &end, 10);
  sign = *end;
  if (sign != '/' && sign != '-')
    return FALSE;
  *month = (guint) g_ascii_strtoull (end + 1, &end, 10);
  if (*end == sign)
    g_ascii_strtoull (end + 1, &end, 10);

  return *end == '\0' && *day >= 1 && *day <= 31 && *month >= 1 && *month <= 12;
}
