/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The score of two claims. Figures with which it reckons were chosen on the half of the labelled set that is for tuning; what was tried is
 * told in data/doc/hoaxes.md.
 */

#include "config.h"

#include "pantau-claim-score.h"

#include <string.h>

/* How much the part of the shorter text that stands in the longer counts beside what both share of all they say. */
#define SHARE_WITHIN 0.75

/* A shorter text of this weight, some five words, can be as sure as a long one; of less it is this sure at least. */
#define FULL_WEIGHT 4.0
#define LEAST_SURE  0.70

/* Numbers and places tell claims apart, but what is told of them stands in the other words: of these, so much at least must be shared. */
#define LEAST_SAID 0.45
#define UNSAID     0.55

/* The words of the shorter text are looked for among so many times as many of the longer, and some more. */
#define WINDOW_TIMES 2
#define WINDOW_MORE  8

/* A word that is mistyped counts so much. */
#define MISTYPED      0.85
#define LEAST_LETTERS 5
#define MANY_LETTERS  8

/* What remains of the score where the two disagree. */
#define OTHER_THING    0.50 /* another TPS, candidate, hour, day */
#define OTHER_AMOUNT   0.75 /* another percentage or sum */
#define OTHER_COUNT    0.92 /* another number of something */
#define OTHER_PLACE    0.45
#define OTHER_POLARITY 0.50 /* one says that it is not */
#define OTHER_STANCE   0.62 /* one denies the claim */
#define IN_PART        0.50 /* of what a disagreement costs, where they agree in others of the sort */

/* In a text of this weight a single negation is as much as the rest; in longer ones it is less. */
#define NOT_WEIGHT 12.0

/* A negation moves by so many words when somebody else tells it. */
#define NOT_NEAR 3

/* No message tells of more places; who names all villages would let everybody wait. */
#define MOST_PLACES 40

typedef struct
{
  int term; /* of the question; -1: it has none such */
  double weight;
} Word;

struct _PantauClaimQuestion
{
  PantauClaimWords *words; /* (owned) */
  GArray *terms;           /* (owned): of PantauClaimTerm */
  GHashTable *numbers;     /* (owned): text, lent by terms → number + 1 */
  GArray *sequence;        /* (owned): of Word, as they stand in the text */
  guint *places;           /* (owned): of each term: where it first stands in the sequence */
  double weight;           /* of all terms */

  /* Of the text that is compared, kept to be used again. */
  GArray *theirs;    /* (owned): of Word */
  GPtrArray *others; /* (owned): words that are none of the terms, each once; lent by the text */
  GHashTable *seen;  /* (owned): set of these */
  double *credit;    /* (owned): of each term: how far it stands in the text, 0 … 1 */
  guint *counts;     /* (owned): of each term: how often it is within the window */
};

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
  self->sequence = g_array_new (FALSE, FALSE, sizeof (Word));
  self->theirs = g_array_new (FALSE, FALSE, sizeof (Word));
  self->others = g_ptr_array_new ();
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  self->places = g_new0 (guint, g_strv_length (parts) + 1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      Word word = { .term = GPOINTER_TO_INT (g_hash_table_lookup (self->numbers, parts[i])) - 1 };

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

static const PantauClaimTerm *
term_at (PantauClaimQuestion *self, guint at)
{
  return &g_array_index (self->terms, PantauClaimTerm, at);
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
      Word found = { .term = -1 };

      end = strchr (word, ' ');
      if (end != NULL)
        *end++ = '\0';
      found.term = GPOINTER_TO_INT (g_hash_table_lookup (self->numbers, word)) - 1;
      if (found.term >= 0)
        {
          found.weight = term_at (self, (guint) found.term)->weight;
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

static gboolean
is_plain (const char *word)
{
  return strchr ("@#!~", *word) == NULL;
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
      const char *term = term_at (self, i)->text;
      gsize letters;

      if (self->credit[i] > 0 || !is_plain (term) || (*term != *word && term[1] != word[1]))
        continue;
      letters = strlen (term);
      if (letters >= LEAST_LETTERS &&
          is_near (word, length, term, letters, MIN (length, letters) >= MANY_LETTERS ? 2 : 1))
        return (int) i;
    }

  return -1;
}

/* The letters of what a number counts, its mark with them. */
static gsize
slot_length (const char *number)
{
  return strcspn (number, "0123456789");
}

static gboolean
is_slot (const char *number, const char *const *slots)
{
  for (; *slots != NULL; slots++)
    if (strlen (*slots) + 1 == slot_length (number) &&
        strncmp (number + 1, *slots, strlen (*slots)) == 0)
      return TRUE;

  return FALSE;
}

/* Numbers that name a thing; all others count some. */
static const char *const things[] = { "tps", "paslon", "jam",   "tgl",   "hari",
                                      "rt",  "rw",     "pasal", "dapil", NULL };
static const char *const hours[] = { "jam", NULL };
static const char *const amounts[] = { "persen", "rp", NULL };

/* 14 people are 14, and at one o'clock is at 13. */
static gboolean
is_same_number (const char *a, const char *b)
{
  if (is_slot (a, hours) && is_slot (b, hours))
    {
      guint64 one = g_ascii_strtoull (a + slot_length (a), NULL, 10);
      guint64 other = g_ascii_strtoull (b + slot_length (b), NULL, 10);

      return MAX (one, other) - MIN (one, other) == 1200;
    }

  return !is_slot (a, things) && !is_slot (b, things) &&
         g_str_equal (a + slot_length (a), b + slot_length (b));
}

static int
find_number (PantauClaimQuestion *self, const char *number)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (self->credit[i] <= 0 && *term_at (self, i)->text == PANTAU_CLAIM_NUMBER &&
        is_same_number (term_at (self, i)->text, number))
      return (int) i;

  return -1;
}

static void
match_mistyped (PantauClaimQuestion *self)
{
  guint other = 0;

  for (guint i = 0; i < self->theirs->len && other < self->others->len; i++)
    {
      Word *word = &g_array_index (self->theirs, Word, i);
      const char *text = self->others->pdata[other];
      int term;

      /* Only the first of equal ones has a weight, and stands among the others. */
      if (word->term >= 0 || word->weight <= 0)
        continue;
      other++;
      if (*text == PANTAU_CLAIM_NUMBER)
        term = find_number (self, text);
      else if (is_plain (text) && strlen (text) >= LEAST_LETTERS)
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
      int term = g_array_index (sequence, Word, i).term;

      if (term >= 0 && self->counts[term]++ == 0)
        sum += term_at (self, (guint) term)->weight * self->credit[term];
      if (i >= width)
        {
          term = g_array_index (sequence, Word, i - width).term;
          if (term >= 0 && --self->counts[term] == 0)
            sum -= term_at (self, (guint) term)->weight * self->credit[term];
        }
      best = MAX (best, sum);
    }

  return best;
}

static double
cost_of_slot (const char *number)
{
  return is_slot (number, things)    ? OTHER_THING
         : is_slot (number, amounts) ? OTHER_AMOUNT
                                     : OTHER_COUNT;
}

static gboolean
has_slot (const char *number, const char *other, gsize length)
{
  return strncmp (number, other, length) == 0 && slot_length (number) == length;
}

/* TRUE where no term before it is a number of the same. */
static gboolean
is_first_of_slot (PantauClaimQuestion *self, guint at)
{
  const char *number = term_at (self, at)->text;
  gsize length = slot_length (number);

  for (guint i = 0; i < at; i++)
    if (has_slot (term_at (self, i)->text, number, length))
      return FALSE;

  return TRUE;
}

/*
 * What remains for numbers: where both name a TPS, one at least must be named by both, and neither may name others only; and
 * so for each thing that is numbered.
 */
static double
judge_numbers (PantauClaimQuestion *self)
{
  double rest = 1;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const char *number = term_at (self, i)->text;
      gsize length = slot_length (number);
      gboolean is_shared = FALSE, we_differ = FALSE, they_differ = FALSE;

      if (*number != PANTAU_CLAIM_NUMBER || !is_first_of_slot (self, i))
        continue;
      for (guint j = 0; j < self->terms->len; j++)
        if (has_slot (term_at (self, j)->text, number, length))
          {
            is_shared |= self->credit[j] > 0;
            we_differ |= self->credit[j] <= 0;
          }
      for (guint j = 0; j < self->others->len; j++)
        they_differ |= has_slot (self->others->pdata[j], number, length);
      if (we_differ && they_differ)
        rest *= is_shared ? 1 - (1 - cost_of_slot (number)) * IN_PART : cost_of_slot (number);
    }

  return rest;
}

/* TRUE where @place is named only to say in what another of @places lies. */
static gboolean
is_above (PantauClaimQuestion *self, const char *place, GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    if (!g_str_equal (places->pdata[i], place) &&
        pantau_claim_words_place_covers (self->words, place, places->pdata[i]))
      return TRUE;

  return FALSE;
}

/* Takes those away that only say where another one lies. */
static void
keep_exact (PantauClaimQuestion *self, GPtrArray *places)
{
  g_autoptr (GPtrArray) exact = g_ptr_array_new ();

  for (guint i = 0; i < places->len; i++)
    if (!is_above (self, places->pdata[i], places))
      g_ptr_array_add (exact, places->pdata[i]);
  g_ptr_array_set_size (places, 0);
  g_ptr_array_extend (places, exact, NULL, NULL);
}

static void
add_place (GPtrArray *places, char *word)
{
  if (*word == PANTAU_CLAIM_PLACE && places->len < MOST_PLACES)
    g_ptr_array_add (places, word + 1);
}

/* What remains for places: those that both name most exactly must be the same, or one in the other. */
static double
judge_places (PantauClaimQuestion *self)
{
  g_autoptr (GPtrArray) ours = g_ptr_array_new (), theirs = g_ptr_array_new ();

  for (guint i = 0; i < self->terms->len; i++)
    {
      add_place (ours, term_at (self, i)->text);
      if (self->credit[i] > 0)
        add_place (theirs, term_at (self, i)->text);
    }
  for (guint i = 0; i < self->others->len; i++)
    add_place (theirs, self->others->pdata[i]);
  keep_exact (self, ours);
  keep_exact (self, theirs);

  for (guint i = 0; i < ours->len; i++)
    for (guint j = 0; j < theirs->len; j++)
      if (pantau_claim_words_place_covers (self->words, ours->pdata[i], theirs->pdata[j]) ||
          pantau_claim_words_place_covers (self->words, theirs->pdata[j], ours->pdata[i]))
        return 1;

  return ours->len > 0 && theirs->len > 0 ? OTHER_PLACE : 1;
}

static gboolean
has_term (PantauClaimQuestion *self, const char *text)
{
  return g_hash_table_contains (self->numbers, text);
}

static gboolean
they_have (PantauClaimQuestion *self, const char *text)
{
  int term = GPOINTER_TO_INT (g_hash_table_lookup (self->numbers, text)) - 1;

  return term >= 0 ? self->credit[term] > 0 : g_hash_table_contains (self->seen, text);
}

/* Where the term @text first stands in the question; a large number where it does not. */
static guint
place_of (PantauClaimQuestion *self, const char *text)
{
  int term = GPOINTER_TO_INT (g_hash_table_lookup (self->numbers, text)) - 1;

  return term >= 0 ? self->places[term] : G_MAXUINT / 2;
}

/* TRUE where one of @words is not denied by the other side next to one of @others: "belum TPS buka", "TPS belum buka". */
static gboolean
denies_alone (PantauClaimQuestion *self, GPtrArray *words, GPtrArray *others)
{
  for (guint i = 0; i < words->len; i++)
    {
      gboolean is_near_one = FALSE;

      for (guint j = 0; j < others->len; j++)
        {
          guint a = place_of (self, words->pdata[i]), b = place_of (self, others->pdata[j]);

          is_near_one |= MAX (a, b) - MIN (a, b) <= NOT_NEAR;
        }
      if (!is_near_one)
        return TRUE;
    }

  return FALSE;
}

/* What remains where one says of something that it is, the other that it is not; @weight is that of the shorter. */
static double
judge_polarity (PantauClaimQuestion *self, double weight)
{
  static const char denial[] = { PANTAU_CLAIM_DENIAL, 'b', 'a', 'n', 't', 'a', 'h', '\0' };
  g_autoptr (GPtrArray) ours = g_ptr_array_new (), theirs = g_ptr_array_new ();
  double rest = has_term (self, denial) != they_have (self, denial) ? OTHER_STANCE : 1;
  gboolean is_shared = FALSE;

  for (guint i = 0; i < self->terms->len; i++)
    {
      char *text = term_at (self, i)->text;

      if (*text != PANTAU_CLAIM_NOT)
        continue;
      is_shared |= self->credit[i] > 0;
      if (self->credit[i] <= 0 && they_have (self, text + 1))
        g_ptr_array_add (ours, text + 1);
    }
  for (guint i = 0; i < self->others->len; i++)
    {
      char *text = self->others->pdata[i];

      if (*text == PANTAU_CLAIM_NOT && has_term (self, text + 1))
        g_ptr_array_add (theirs, text + 1);
    }
  if (denies_alone (self, ours, theirs) || denies_alone (self, theirs, ours))
    rest *= 1 - (1 - OTHER_POLARITY) * MIN (NOT_WEIGHT / weight, 1) * (is_shared ? IN_PART : 1);

  return rest;
}

/*
 * What remains where both speak of the same TPS and place and say different things of it: by the share of the ordinary words of the one
 * that has fewer of them.
 */
static double
judge_said (PantauClaimQuestion *self)
{
  double ours = 0, theirs = 0, both = 0, least;

  for (guint i = 0; i < self->terms->len; i++)
    if (is_plain (term_at (self, i)->text))
      {
        ours += term_at (self, i)->weight;
        both += term_at (self, i)->weight * self->credit[i];
        theirs += self->credit[i] == 1 ? term_at (self, i)->weight : 0;
      }
  for (guint i = 0; i < self->others->len; i++)
    if (is_plain (self->others->pdata[i]))
      theirs += pantau_claim_words_weight (self->words, self->others->pdata[i]);
  least = MIN (ours, theirs);

  return least > 0 ? UNSAID + (1 - UNSAID) * MIN (both / least / LEAST_SAID, 1) : 1;
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
    both += term_at (self, i)->weight * self->credit[i];
  if (both <= 0)
    return 0;

  shorter = MIN (weight, self->weight);
  longer = weight > self->weight ? self->theirs : self->sequence;
  width = (longer == self->theirs ? self->sequence : self->theirs)->len;
  within = MIN (best_window (self, longer, width * WINDOW_TIMES + WINDOW_MORE) / shorter, 1);
  all = both / (weight + self->weight - both);

  return (SHARE_WITHIN * within + (1 - SHARE_WITHIN) * MIN (all, 1)) *
         MIN (LEAST_SURE + (1 - LEAST_SURE) * shorter / FULL_WEIGHT, 1) * judge_numbers (self) *
         judge_places (self) * judge_polarity (self, shorter) * judge_said (self);
}
