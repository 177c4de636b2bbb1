/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The score of two claims: how much of the shorter stands in the longer. What remains of it where they disagree is in pantau-claim-judge.c. Figures with which both
 * reckon were chosen on the half of the labelled set that is for tuning; what was tried is told in data/doc/hoaxes.md.
 */

#include "config.h"

#include "pantau-claim-score.h"

#include <string.h>

#include "pantau-claim-number.h"
#include "pantau-claim-score-private.h"

/* How much the part of the shorter text that stands in the longer counts beside what both share of all they say. */
#define SHARE_WITHIN 0.75

/* A shorter text of this weight, some five words, can be as sure as a long one; of less it is this sure at least. */
#define FULL_WEIGHT 4.0
#define LEAST_SURE  0.70

/* The words of the shorter text are looked for among so many times as many of the longer, and some more. */
#define WINDOW_TIMES 2
#define WINDOW_MORE  8

/* A word that is mistyped counts so much. */
#define MISTYPED      0.85
#define LEAST_LETTERS 5
#define MANY_LETTERS  8

static void
clear_term (gpointer data)
{
  g_free (((PantauClaimTerm *) data)->text);
}

PantauClaimQuestion *
pantau_claim_question_new (PantauClaimWords *words, const char *text)
{
  PantauClaimQuestion *self = g_new0 (PantauClaimQuestion, 1);
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  self->words = pantau_claim_words_ref (words);
  self->terms = g_array_new (FALSE, FALSE, sizeof (PantauClaimTerm));
  g_array_set_clear_func (self->terms, clear_term);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->sequence = g_array_new (FALSE, FALSE, sizeof (PantauClaimWord));
  self->theirs = g_array_new (FALSE, FALSE, sizeof (PantauClaimWord));
  self->others = g_ptr_array_new ();
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  self->places = g_new0 (guint, g_strv_length (parts) + 1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      PantauClaimWord word = {
        .term = GPOINTER_TO_INT (g_hash_table_lookup (self->numbers, parts[i])) - 1
      };

      if (*parts[i] == '\0')
        continue;
      if (word.term < 0)
        {
          PantauClaimTerm term = { g_strdup (parts[i]),
                                   pantau_claim_words_weight (words, parts[i]) };

          word.term = (int) self->terms->len;
          self->places[word.term] = self->sequence->len;
          g_array_append_val (self->terms, term);
          g_hash_table_insert (self->numbers, term.text, GINT_TO_POINTER (word.term + 1));
          self->weight += term.weight;
        }
      word.weight = g_array_index (self->terms, PantauClaimTerm, word.term).weight;
      g_array_append_val (self->sequence, word);
    }
  self->credit = g_new0 (double, self->terms->len + 1);
  self->counts = g_new0 (guint, self->terms->len + 1);

  return self;
}

void
pantau_claim_question_free (PantauClaimQuestion *self)
{
  g_free (self->counts);
  g_free (self->credit);
  g_free (self->places);
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->others);
  g_array_unref (self->theirs);
  g_array_unref (self->sequence);
  g_hash_table_unref (self->numbers);
  g_array_unref (self->terms);
  pantau_claim_words_unref (self->words);
  g_free (self);
}

GArray *
pantau_claim_question_get_terms (PantauClaimQuestion *self)
{
  return self->terms;
}

/* Reads @text, whose blanks become ends of strings. Returns what its words weigh, each once. */
static double
read_words (PantauClaimQuestion *self, char *text)
{
  double weight = 0;

  g_array_set_size (self->theirs, 0);
  g_ptr_array_set_size (self->others, 0);
  g_hash_table_remove_all (self->seen);
  memset (self->credit, 0, sizeof (double) * self->terms->len);

  for (char *word = text, *end; word != NULL && *word != '\0'; word = end)
    {
      PantauClaimWord found = { .term = -1 };

      end = strchr (word, ' ');
      if (end != NULL)
        *end++ = '\0';
      found.term = GPOINTER_TO_INT (g_hash_table_lookup (self->numbers, word)) - 1;
      if (found.term >= 0)
        {
          found.weight = pantau_claim_question_term (self, (guint) found.term)->weight;
          weight += self->credit[found.term] > 0 ? 0 : found.weight;
          self->credit[found.term] = 1;
        }
      else if (g_hash_table_add (self->seen, word))
        {
          found.weight = pantau_claim_words_weight (self->words, word);
          weight += found.weight;
          g_ptr_array_add (self->others, word);
        }
      g_array_append_val (self->theirs, found);
    }

  return weight;
}

/* TRUE where @a becomes @b by at most @most letters that are put in, left out or changed, or neighbours that change places. */
static gboolean
is_near (const char *a, gsize n_a, const char *b, gsize n_b, guint most)
{
  guint8 rows[3][64];

  if (n_a >= G_N_ELEMENTS (rows[0]) || n_b >= G_N_ELEMENTS (rows[0]) ||
      MAX (n_a, n_b) - MIN (n_a, n_b) > most)
    return FALSE;
  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = (guint8) j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint8 *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
      guint least;

      row[0] = (guint8) i;
      least = row[0];
      for (gsize j = 1; j <= n_b; j++)
        {
          guint cost = above[j - 1] + (a[i - 1] != b[j - 1]);

          cost = MIN (cost, MIN (above[j], row[j - 1]) + 1u);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            cost = MIN (cost, before[j - 2] + 1u);
          row[j] = (guint8) cost;
          least = MIN (least, cost);
        }
      if (least > most)
        return FALSE;
    }

  return rows[n_a % 3][n_b] <= most;
}

/* A term that @word may be with a typing error. */
static int
find_mistyped (PantauClaimQuestion *self, const char *word)
{
  gsize length = strlen (word);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const char *term = pantau_claim_question_term (self, i)->text;
      gsize letters;

      if (self->credit[i] > 0 || !pantau_claim_is_plain (term) ||
          (*term != *word && term[1] != word[1]))
        continue;
      letters = strlen (term);
      if (letters >= LEAST_LETTERS &&
          is_near (word, length, term, letters, MIN (length, letters) >= MANY_LETTERS ? 2 : 1))
        return (int) i;
    }

  return -1;
}

static int
find_number (PantauClaimQuestion *self, const char *number)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (self->credit[i] <= 0 &&
        *pantau_claim_question_term (self, i)->text == PANTAU_CLAIM_NUMBER &&
        pantau_claim_number_is_same (pantau_claim_question_term (self, i)->text, number))
      return (int) i;

  return -1;
}

static void
match_mistyped (PantauClaimQuestion *self)
{
  guint other = 0;

  for (guint i = 0; i < self->theirs->len && other < self->others->len; i++)
    {
      PantauClaimWord *word = &g_array_index (self->theirs, PantauClaimWord, i);
      const char *text = self->others->pdata[other];
      int term;

      /* Only the first of equal ones has a weight, and stands among the others. */
      if (word->term >= 0 || word->weight <= 0)
        continue;
      other++;
      if (*text == PANTAU_CLAIM_NUMBER)
        term = find_number (self, text);
      else if (pantau_claim_is_plain (text) && strlen (text) >= LEAST_LETTERS)
        term = find_mistyped (self, text);
      else
        continue;
      if (term < 0)
        continue;
      word->term = term;
      self->credit[term] = MISTYPED;
    }
}

/* The most that terms in the text weigh together within @width words in a row of @sequence. */
static double
best_window (PantauClaimQuestion *self, GArray *sequence, guint width)
{
  double sum = 0, best = 0;

  memset (self->counts, 0, sizeof (guint) * self->terms->len);
  for (guint i = 0; i < sequence->len; i++)
    {
      int term = g_array_index (sequence, PantauClaimWord, i).term;

      if (term >= 0 && self->counts[term]++ == 0)
        sum += pantau_claim_question_term (self, (guint) term)->weight * self->credit[term];
      if (i >= width)
        {
          term = g_array_index (sequence, PantauClaimWord, i - width).term;
          if (term >= 0 && --self->counts[term] == 0)
            sum -= pantau_claim_question_term (self, (guint) term)->weight * self->credit[term];
        }
      best = MAX (best, sum);
    }

  return best;
}

double
pantau_claim_question_score (PantauClaimQuestion *self, const char *text)
{
  g_autofree char *copy = g_strdup (text);
  double weight = read_words (self, copy), both = 0, shorter, within, all;
  GArray *longer;
  guint width;

  if (weight <= 0 || self->weight <= 0)
    return 0;
  match_mistyped (self);
  for (guint i = 0; i < self->terms->len; i++)
    both += pantau_claim_question_term (self, i)->weight * self->credit[i];
  if (both <= 0)
    return 0;

  shorter = MIN (weight, self->weight);
  longer = weight > self->weight ? self->theirs : self->sequence;
  width = (longer == self->theirs ? self->sequence : self->theirs)->len;
  within = MIN (best_window (self, longer, width * WINDOW_TIMES + WINDOW_MORE) / shorter, 1);
  all = both / (weight + self->weight - both);

  return (SHARE_WITHIN * within + (1 - SHARE_WITHIN) * MIN (all, 1)) *
         MIN (LEAST_SURE + (1 - LEAST_SURE) * shorter / FULL_WEIGHT, 1) *
         pantau_claim_judge_numbers (self) * pantau_claim_judge_places (self) *
         pantau_claim_judge_polarity (self, shorter) * pantau_claim_judge_said (self);
}
