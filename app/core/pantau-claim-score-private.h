/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "pantau-claim-score.h"

G_BEGIN_DECLS

/* Between pantau-claim-score.c, which looks for one claim in the other, and pantau-claim-judge.c, which says where they disagree. */

typedef struct
{
  int term; /* of the question; -1: it has none such */
  double weight;
} PantauClaimWord;

struct _PantauClaimQuestion
{
  PantauClaimWords *words; /* (owned) */
  GArray *terms;           /* (owned): of PantauClaimTerm */
  GHashTable *numbers;     /* (owned): text, lent by terms → number + 1 */
  GArray *sequence;        /* (owned): of PantauClaimWord, as they stand in the text */
  guint *places;           /* (owned): of each term: where it first stands in the sequence */
  double weight;           /* of all terms */

  /* Of the text that is compared, kept to be used again. */
  GArray *theirs;    /* (owned): of PantauClaimWord */
  GPtrArray *others; /* (owned): words that are none of the terms, each once; lent by the text */
  GHashTable *seen;  /* (owned): set of these */
  double *credit;    /* (owned): of each term: how far it stands in the text, 0 … 1 */
  guint *counts;     /* (owned): of each term: how often it is within the window */
};

static inline const PantauClaimTerm *
pantau_claim_question_term (PantauClaimQuestion *self, guint at)
{
  return &g_array_index (self->terms, PantauClaimTerm, at);
}

/* TRUE for a word that is only a word: no number, place, negation or denial. */
static inline gboolean
pantau_claim_is_plain (const char *word)
{
  return strchr ("@#!~", *word) == NULL;
}

/*
 * What remains, 0 … 1, once `others`, `seen` and `credit` tell of the text that is compared: for numbers, for places, where one says of something that it is and the
 * other that it is not (@weight is that of the shorter), and where both speak of the same TPS and place but say different things of it.
 */
double pantau_claim_judge_numbers (PantauClaimQuestion *self);
double pantau_claim_judge_places (PantauClaimQuestion *self);
double pantau_claim_judge_polarity (PantauClaimQuestion *self, double weight);
double pantau_claim_judge_said (PantauClaimQuestion *self);

G_END_DECLS
