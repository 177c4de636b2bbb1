/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What remains of the score of two claims where they disagree: each function gives a factor from 0 to 1. For its figures see pantau-claim-score.c.
 */

#include "config.h"

#include "pantau-claim-score-private.h"

#include <string.h>

#include "pantau-claim-number.h"

/* Numbers and places tell claims apart, but what is told of them stands in the other words: of these, so much at least must be shared. */
#define LEAST_SAID 0.45
#define UNSAID     0.55

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

static double
cost_of (const char *number)
{
  switch (pantau_claim_number_sort (number))
    {
    case PANTAU_CLAIM_NUMBER_THING:
      return OTHER_THING;
    case PANTAU_CLAIM_NUMBER_AMOUNT:
      return OTHER_AMOUNT;
    case PANTAU_CLAIM_NUMBER_COUNT:
    default:
      return OTHER_COUNT;
    }
}

/* TRUE where no term before it is a number of the same. */
static gboolean
is_first_of_slot (PantauClaimQuestion *self, guint at)
{
  const char *number = pantau_claim_question_term (self, at)->text;
  gsize length = pantau_claim_number_slot (number);

  for (guint i = 0; i < at; i++)
    if (pantau_claim_number_has_slot (pantau_claim_question_term (self, i)->text, number, length))
      return FALSE;

  return TRUE;
}

/*
 * What remains for numbers: where both name a TPS, one at least must be named by both, and neither may name others only; and
 * so for each thing that is numbered.
 */
double
pantau_claim_judge_numbers (PantauClaimQuestion *self)
{
  double rest = 1;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const char *number = pantau_claim_question_term (self, i)->text;
      gsize length = pantau_claim_number_slot (number);
      gboolean is_shared = FALSE, we_differ = FALSE, they_differ = FALSE;

      if (*number != PANTAU_CLAIM_NUMBER || !is_first_of_slot (self, i))
        continue;
      for (guint j = 0; j < self->terms->len; j++)
        if (pantau_claim_number_has_slot (pantau_claim_question_term (self, j)->text, number,
                                          length))
          {
            is_shared |= self->credit[j] > 0;
            we_differ |= self->credit[j] <= 0;
          }
      for (guint j = 0; j < self->others->len; j++)
        they_differ |= pantau_claim_number_has_slot (self->others->pdata[j], number, length);
      if (we_differ && they_differ)
        rest *= is_shared ? 1 - (1 - cost_of (number)) * IN_PART : cost_of (number);
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
double
pantau_claim_judge_places (PantauClaimQuestion *self)
{
  g_autoptr (GPtrArray) ours = g_ptr_array_new (), theirs = g_ptr_array_new ();

  for (guint i = 0; i < self->terms->len; i++)
    {
      add_place (ours, pantau_claim_question_term (self, i)->text);
      if (self->credit[i] > 0)
        add_place (theirs, pantau_claim_question_term (self, i)->text);
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
double
pantau_claim_judge_polarity (PantauClaimQuestion *self, double weight)
{
  static const char denial[] = { PANTAU_CLAIM_DENIAL, 'b', 'a', 'n', 't', 'a', 'h', '\0' };
  g_autoptr (GPtrArray) ours = g_ptr_array_new (), theirs = g_ptr_array_new ();
  double rest = has_term (self, denial) != they_have (self, denial) ? OTHER_STANCE : 1;
  gboolean is_shared = FALSE;

  for (guint i = 0; i < self->terms->len; i++)
    {
      char *text = pantau_claim_question_term (self, i)->text;

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
double
pantau_claim_judge_said (PantauClaimQuestion *self)
{
  double ours = 0, theirs = 0, both = 0, least;

  for (guint i = 0; i < self->terms->len; i++)
    if (pantau_claim_is_plain (pantau_claim_question_term (self, i)->text))
      {
        ours += pantau_claim_question_term (self, i)->weight;
        both += pantau_claim_question_term (self, i)->weight * self->credit[i];
        theirs += self->credit[i] == 1 ? pantau_claim_question_term (self, i)->weight : 0;
      }
  for (guint i = 0; i < self->others->len; i++)
    if (pantau_claim_is_plain (self->others->pdata[i]))
      theirs += pantau_claim_words_weight (self->words, self->others->pdata[i]);
  least = MIN (ours, theirs);

  return least > 0 ? UNSAID + (1 - UNSAID) * MIN (both / least / LEAST_SAID, 1) : 1;
}
