/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a text: where they stand, how they are compared, which family they belong to. */

#include "config.h"

#include "pantau-token.h"

#include <string.h>

/* Decompositions of one letter; Unicode's longest is 18. */
#define MAX_PARTS 18

typedef enum
{
  CHAR_WORD,
  CHAR_INSIDE, /* stands inside a word and is not compared */
  CHAR_BETWEEN,
} CharClass;

static CharClass
classify (gunichar c)
{
  if (c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c) && c != 0x02bc)
    return CHAR_WORD;
  if (c == '\'' || c == 0x2019 || c == 0x02bc || (c >= 0x80 && g_unichar_ismark (c)) || c == 0x00ad)
    return CHAR_INSIDE;

  return CHAR_BETWEEN;
}

static void
append_folded (GString *out, gunichar c)
{
  gunichar parts[MAX_PARTS];
  gsize n;

  if (c < 0x80)
    {
      g_string_append_c (out, g_ascii_tolower ((char) c));
      return;
    }

  n = g_unichar_fully_decompose (g_unichar_tolower (c), TRUE, parts, MAX_PARTS);
  for (gsize i = 0; i < n; i++)
    if (g_unichar_isalnum (parts[i]))
      g_string_append_unichar (out, g_unichar_tolower (parts[i]));
}

/* The next character of @text at @p, and where the one after it begins. What is no UTF-8 stands between words. */
static gunichar
next_char (const char *p, const char **next)
{
  gunichar c;

  if ((guchar) *p < 0x80)
    {
      *next = p + 1;
      return (guchar) *p;
    }

  c = g_utf8_get_char_validated (p, -1);
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *next = p + 1;
      return ' ';
    }
  *next = g_utf8_next_char (p);

  return c;
}

/* Cut at a whole character. */
static void
shorten (GString *word)
{
  gsize length = PANTAU_TOKEN_MAX;

  if (word->len <= PANTAU_TOKEN_MAX)
    return;
  while (length > 0 && ((guchar) word->str[length] & 0xc0) == 0x80)
    length--;
  g_string_truncate (word, length);
}

void
pantau_token_foreach (PantauFamilies *families,
                      const char *text,
                      PantauTokenFunc func,
                      gpointer data)
{
  g_autoptr (GString) word = g_string_sized_new (PANTAU_TOKEN_MAX);
  g_autoptr (GString) stem = g_string_sized_new (PANTAU_TOKEN_MAX);
  const char *p = text;

  while (*p != '\0')
    {
      const char *start = p, *end, *next;

      if (classify (next_char (p, &next)) != CHAR_WORD)
        {
          p = next;
          continue;
        }

      g_string_truncate (word, 0);
      for (end = p; *p != '\0'; p = next)
        {
          gunichar c = next_char (p, &next);
          CharClass class = classify (c);

          if (class == CHAR_BETWEEN)
            break;
          if (class == CHAR_INSIDE)
            continue;
          /* Bounded while it grows: a text may be one word of megabytes. */
          if (word->len <= PANTAU_TOKEN_MAX)
            append_folded (word, c);
          end = next;
        }

      shorten (word);
      if (word->len == 0)
        continue;
      pantau_families_stem (families, word->str, stem);
      if (!func (word->str, stem->str, (guint) (start - text), (guint) (end - text), data))
        return;
    }
}

gboolean
pantau_token_is_number (const char *word)
{
  return *word != '\0' && strspn (word, "0123456789") == strlen (word);
}

char *
pantau_token_fold (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *next;

  for (const char *p = text; *p != '\0'; p = next)
    {
      gunichar c = next_char (p, &next);

      if (classify (c) == CHAR_WORD)
        append_folded (out, c);
    }

  return g_string_free (out, FALSE);
}
