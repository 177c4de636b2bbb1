/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers in a place as people type it. Behind "tps" they are polling stations; at the end, without it, they are stations or
 * belong to the name ("35 Ilir", "Ilir Barat 1"), which only the names can tell, so that each way to read them is given.
 */

#include "config.h"

#include "pantau-place-private.h"

#include <string.h>

#include "pantau-check.h"

#define MAX_TOKENS 128

typedef enum
{
  TOKEN_WORD,
  TOKEN_NUMBER,
  TOKEN_TPS,
  TOKEN_TO,  /* - – s/d sampai */
  TOKEN_AND, /* , ; / & dan */
} TokenKind;

typedef struct
{
  TokenKind kind;
  gsize start, end; /* bytes of the text */
  guint number;     /* 0: not one of a station */
} Token;

typedef struct
{
  const char *text;
  Token tokens[MAX_TOKENS];
  guint n;
} Tokens;

static void
reading_free (gpointer data)
{
  pantau_place_reading_free (data);
}

void
pantau_place_reading_free (PantauPlaceReading *self)
{
  g_free (self->name);
  g_array_unref (self->tps);
  g_free (self);
}

static gboolean
is_letter (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_unichar_isalpha (c) || c == '\'' || c == 0x2019;
}

/* "s/d" and "s.d." stand for "sampai dengan". Returns: its length in bytes, or 0. */
static gsize
until_length (const char *at)
{
  if (g_ascii_tolower (at[0]) != 's' || (at[1] != '/' && at[1] != '.') ||
      g_ascii_tolower (at[2]) != 'd' || g_ascii_isalpha (at[3]))
    return 0;

  return at[3] == '.' ? 4 : 3;
}

static TokenKind
word_kind (const char *word, gsize length)
{
  static const struct
  {
    const char *word;
    TokenKind kind;
  } words[] = {
    { "tps", TOKEN_TPS }, { "sampai", TOKEN_TO }, { "hingga", TOKEN_TO }, { "sd", TOKEN_TO },
    { "to", TOKEN_TO },   { "dan", TOKEN_AND },   { "and", TOKEN_AND },   { "serta", TOKEN_AND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].word) == length && g_ascii_strncasecmp (words[i].word, word, length) == 0)
      return words[i].kind;

  return TOKEN_WORD;
}

static guint
station_number (const char *digits, gsize length)
{
  g_autofree char *text = g_strndup (digits, length);
  guint64 number;

  return g_ascii_string_to_unsigned (text, 10, 1, PANTAU_PLACE_LAST_TPS, &number, NULL)
             ? (guint) number
             : 0;
}

static gboolean
add (Tokens *self, TokenKind kind, gsize start, gsize end, guint number)
{
  if (self->n == MAX_TOKENS)
    return FALSE;
  self->tokens[self->n++] = (Token){ kind, start, end, number };

  return TRUE;
}

/* FALSE where there are more words than any place has. */
static gboolean
cut (Tokens *self, const char *text)
{
  const char *at = text;

  self->text = text;
  while (*at != '\0')
    {
      gsize start = (gsize) (at - text), digits = strspn (at, "0123456789");
      gunichar c = g_utf8_get_char (at);
      gboolean has_room = TRUE;

      if (digits > 0)
        {
          has_room = add (self, TOKEN_NUMBER, start, start + digits, station_number (at, digits));
          at += digits;
        }
      else if (until_length (at) > 0)
        {
          at += until_length (at);
          has_room = add (self, TOKEN_TO, start, (gsize) (at - text), 0);
        }
      else if (is_letter (at))
        {
          const char *word = at;

          while (*at != '\0' && is_letter (at))
            at = g_utf8_next_char (at);
          has_room =
              add (self, word_kind (word, (gsize) (at - word)), start, (gsize) (at - text), 0);
        }
      else
        {
          at = g_utf8_next_char (at);
          if (c == '-' || c == 0x2013 || c == 0x2014)
            has_room = add (self, TOKEN_TO, start, (gsize) (at - text), 0);
          else if (c == ',' || c == ';' || c == '/' || c == '&' || c == '+')
            has_room = add (self, TOKEN_AND, start, (gsize) (at - text), 0);
        }
      if (!has_room)
        return FALSE;
    }

  return TRUE;
}

static TokenKind
kind_at (const Tokens *self, guint i)
{
  return i < self->n ? self->tokens[i].kind : TOKEN_WORD;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return (left > right) - (left < right);
}

/* One number or range from @i on. Returns: where it ends; @i itself where there is none. */
static guint
take_item (const Tokens *self, guint i, GArray *numbers)
{
  guint first = kind_at (self, i) == TOKEN_NUMBER ? self->tokens[i].number : 0, last = first;
  guint end = i + 1;

  if (first == 0)
    return i;
  if (kind_at (self, i + 1) == TOKEN_TO && kind_at (self, i + 2) == TOKEN_NUMBER)
    {
      last = self->tokens[i + 2].number;
      end = i + 3;
      if (last < first || last - first >= PANTAU_CHECK_MAX_TPS)
        return i;
    }
  for (guint number = first; number <= last; number++)
    g_array_append_val (numbers, number);

  return end;
}

/*
 * A list of stations from @i on: items joined by "," or "dan", and where @loose by blanks. Joints at its end belong to it, because
 * somebody is typing. Returns: where it ends, or @i where there is no list or it is none of stations.
 */
static guint
take_list (const Tokens *self, guint i, gboolean loose, GArray *numbers)
{
  guint end = take_item (self, i, numbers);

  if (end == i)
    return i;
  for (;;)
    {
      guint next = end, after;

      while (kind_at (self, next) == TOKEN_AND)
        next++;
      if (next == end && !loose)
        break;
      after = take_item (self, next, numbers);
      /* A number that is no station's makes the whole no list of stations. */
      if (after == next && kind_at (self, next) == TOKEN_NUMBER)
        return i;
      if (after == next)
        break;
      end = after;
    }
  while (kind_at (self, end) == TOKEN_AND || kind_at (self, end) == TOKEN_TO)
    end++;

  return numbers->len <= PANTAU_CHECK_MAX_TPS ? end : i;
}

/* The text without the tokens from @from up to @to, with @numbers sorted. */
static PantauPlaceReading *
reading_new (const Tokens *self, guint from, guint to, GArray *numbers)
{
  PantauPlaceReading *reading = g_new0 (PantauPlaceReading, 1);
  gsize before = from < self->n ? self->tokens[from].start : strlen (self->text);
  const char *after = to < self->n ? self->text + self->tokens[to].start : "";
  g_autofree char *head = g_strndup (self->text, before);

  g_strstrip (head);
  reading->name = g_strstrip (g_strconcat (head, *after != '\0' ? " " : "", after, NULL));
  /* "Pauh, TPS 3" */
  for (gsize n = strlen (reading->name); n > 0 && strchr (",; ", reading->name[n - 1]) != NULL; n--)
    reading->name[n - 1] = '\0';

  reading->tps = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (i == 0 || g_array_index (numbers, guint, i) != g_array_index (numbers, guint, i - 1))
      g_array_append_val (reading->tps, g_array_index (numbers, guint, i));

  return reading;
}

static PantauPlaceReading *
reading_plain (const char *text)
{
  PantauPlaceReading *reading = g_new0 (PantauPlaceReading, 1);

  reading->name = g_strdup (text);
  reading->tps = g_array_new (FALSE, FALSE, sizeof (guint));

  return reading;
}

static guint
find_tps (const Tokens *self)
{
  guint i = 0;

  while (i < self->n && self->tokens[i].kind != TOKEN_TPS)
    i++;

  return i;
}

/* Where the numbers behind "tps" at @at begin: "tps no. 3", "tps-3", "tps tps 3". */
static guint
list_start (const Tokens *self, guint at)
{
  guint i = at + 1;

  while (kind_at (self, i) == TOKEN_TO || kind_at (self, i) == TOKEN_AND ||
         kind_at (self, i) == TOKEN_TPS)
    i++;
  if (i < self->n && self->tokens[i].kind == TOKEN_WORD && kind_at (self, i + 1) == TOKEN_NUMBER)
    {
      gsize length = self->tokens[i].end - self->tokens[i].start;
      const char *word = self->text + self->tokens[i].start;

      if ((length == 2 && g_ascii_strncasecmp (word, "no", 2) == 0) ||
          (length == 5 && g_ascii_strncasecmp (word, "nomor", 5) == 0))
        i++;
    }

  return i;
}

/* The reading by the word "tps"; NULL where what follows it is no list of stations. */
static PantauPlaceReading *
read_marked (const Tokens *self, gboolean loose)
{
  guint at = find_tps (self), start = list_start (self, at), end;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  if (at == self->n)
    return NULL;
  /* "pauh tps": the number is still to come. */
  if (start == self->n)
    return reading_new (self, at, self->n, numbers);

  end = take_list (self, start, loose, numbers);
  if (end == start)
    return NULL;

  return reading_new (self, at, end, numbers);
}

/* The readings whose stations are the last numbers: none of them, one group, two groups … */
static void
read_trailing (const Tokens *self, GPtrArray *readings)
{
  guint first = self->n;

  while (first > 0 && self->tokens[first - 1].kind != TOKEN_WORD &&
         self->tokens[first - 1].kind != TOKEN_TPS)
    first--;

  /* Only where a blank stands between two numbers may one belong to the name and the next to the stations. */
  for (guint i = self->n; i > MAX (first, 1); i--)
    {
      g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));

      if (kind_at (self, i - 1) != TOKEN_NUMBER ||
          (i - 1 > first && self->tokens[i - 2].kind != TOKEN_NUMBER &&
           !(i - 2 == first && self->tokens[first].kind == TOKEN_AND)))
        continue;
      if (take_list (self, i - 1, TRUE, numbers) == self->n)
        g_ptr_array_add (readings, reading_new (self, i - 1, self->n, numbers));
    }
}

GPtrArray *
pantau_place_read (const char *text)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func (reading_free);
  g_autofree Tokens *tokens = g_new0 (Tokens, 1);
  PantauPlaceReading *strict, *loose;

  if (!cut (tokens, text))
    {
      g_ptr_array_add (readings, reading_plain (text));
      return readings;
    }

  strict = read_marked (tokens, FALSE);
  if (strict != NULL)
    {
      /* "TPS 12 35 Ilir" before "pauh tps 1 2 3" */
      loose = read_marked (tokens, TRUE);
      g_ptr_array_add (readings, strict);
      if (loose != NULL)
        g_ptr_array_add (readings, loose);
      return readings;
    }

  g_ptr_array_add (readings, reading_plain (text));
  read_trailing (tokens, readings);

  return readings;
}

PantauPlaceReading *
pantau_place_read_unknown (const char *text)
{
  g_autofree Tokens *tokens = g_new0 (Tokens, 1);
  g_autoptr (PantauPlaceReading) reading = cut (tokens, text) ? read_marked (tokens, TRUE) : NULL;

  if (reading == NULL || *reading->name == '\0')
    return reading_plain (text);

  return g_steal_pointer (&reading);
}
