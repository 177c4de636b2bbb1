/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-text.h"

G_BEGIN_DECLS

/* How near two claims are to each other. One is asked about and prepared once; the others are what the database has. */
typedef struct _PantauClaimQuestion PantauClaimQuestion;

/* A word of the question. */
typedef struct
{
  char *text;    /* as pantau_claim_text_make() writes it */
  double weight; /* as of pantau_claim_words_weight() */
} PantauClaimTerm;

/* @text as pantau_claim_text_make() writes it. Keeps a reference on @words. */
PantauClaimQuestion *pantau_claim_question_new (PantauClaimWords *words,
                                                const char *text) G_GNUC_WARN_UNUSED_RESULT;
void pantau_claim_question_free (PantauClaimQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauClaimQuestion, pantau_claim_question_free)

/* Its words, each once. (transfer none): of PantauClaimTerm */
GArray *pantau_claim_question_get_terms (PantauClaimQuestion *self);

/*
 * How sure it is that @text, in the same writing, makes the same claim: 0 … 1. The same both ways round, but for what mistyped words
 * cost. The shorter of the two must stand in the longer, its words near each other; what is named by numbers, hours, days, places or a
 * negation on both sides must agree. For one thread.
 */
double pantau_claim_question_score (PantauClaimQuestion *self, const char *text);

G_END_DECLS
