/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a text matches: by the same words and families as the index, so what is marked is what was found. */

#include "config.h"

#include <string.h>

#include "pantau-query-private.h"
#include "pantau-token.h"

typedef struct
{
  char *surface;
  char *stem;
  PantauMatch at;
} Word;

static void
clear_word (gpointer data)
{
  Word *word = data;

  g_free (word->surface);
  g_free (word->stem);
}

static gboolean
take_word (const char *surface, const char *stem, guint start, guint end, gpointer data)
{
  GArray *words = data;
  Word word = { g_strdup (surface), g_strdup (stem), { start, end } };

  g_array_append_val (words, word);

  return TRUE;
}

gboolean
pantau_term_fits (const PantauTerm *self, const char *surface, const char *stem)
{
  const char *asked = self->surfaces[0];

  if (g_str_equal (asked, surface))
    return TRUE;
  if (self->is_prefix &&
      (g_str_has_prefix (surface, asked) || (self->stem != NULL && g_str_has_prefix (stem, asked))))
    return TRUE;
  if (self->stem == NULL)
    return FALSE;

  return g_str_equal (asked, stem) || g_str_equal (self->stem, surface) ||
         g_str_equal (self->stem, stem);
}

/* How many words at @at the term takes: 0 where it does not stand there. */
static guint
term_at (const PantauTerm *term, GArray *words, guint at)
{
  guint n = g_strv_length (term->surfaces);

  if (n == 1)
    {
      const Word *word = &g_array_index (words, Word, at);

      return pantau_term_fits (term, word->surface, word->stem) ? 1 : 0;
    }

  for (guint i = 0; i < n; i++)
    {
      const char *surface =
          at + i < words->len ? g_array_index (words, Word, at + i).surface : NULL;

      if (surface == NULL ||
          (term->is_prefix && i == n - 1 ? !g_str_has_prefix (surface, term->surfaces[i])
                                         : !g_str_equal (surface, term->surfaces[i])))
        return 0;
    }

  return n;
}

GArray *
pantau_query_match (PantauQuery *self, const char *text)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (PantauMatch));
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));

  g_array_set_clear_func (words, clear_word);
  if (self->terms->len > 0)
    pantau_token_foreach (pantau_reference_get_families (self->reference), text, take_word, words);

  for (guint at = 0; at < words->len; at++)
    {
      PantauMatch match = g_array_index (words, Word, at).at;
      PantauMatch *last =
          matches->len > 0 ? &g_array_index (matches, PantauMatch, matches->len - 1) : NULL;
      guint longest = 0;

      for (guint i = 0; i < self->terms->len; i++)
        {
          const PantauTerm *term = g_ptr_array_index (self->terms, i);

          if (!term->negative)
            longest = MAX (longest, term_at (term, words, at));
        }
      if (longest == 0)
        continue;

      match.end = g_array_index (words, Word, at + longest - 1).at.end;
      /* A word within a phrase that stands already. */
      if (last != NULL && match.start < last->end)
        last->end = MAX (last->end, match.end);
      else
        g_array_append_val (matches, match);
    }

  return matches;
}
