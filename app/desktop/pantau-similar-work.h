/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-label.h"
#include "pantau-form.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* What the card of similar claims asks of the reading thread. */

/* How many claims are offered at once: each has a key. */
#define PANTAU_SIMILAR_SHOWN 3

/* A claim, in words. */
typedef struct
{
  char *claim; /* UUID */
  char *title; /* what it asserts; never empty */
  PantauClaimLabel label;
  char *detail; /* where it was seen, how often, and why it is offered */
} PantauSimilarClaim;

/* The answer. */
typedef struct
{
  PantauSimilarClaim
      *joined; /* (owned) (nullable): the one of which the form's record will be a sighting */
  GPtrArray
      *claims; /* of PantauSimilarClaim: the others, best first; PANTAU_SIMILAR_SHOWN at most */
} PantauSimilarAnswer;

void pantau_similar_answer_free (PantauSimilarAnswer *self);
/* TRUE where both (each nullable) are shown alike. */
gboolean pantau_similar_answer_equal (const PantauSimilarAnswer *self,
                                      const PantauSimilarAnswer *other);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSimilarAnswer, pantau_similar_answer_free)

/* TRUE where the form says enough to ask by: a title, a quote, a link; or @n_pictures. */
gboolean pantau_similar_can_ask (PantauForm *form, guint n_pictures);

/* What the answers say now is what is asked, whatever is typed meanwhile. @pictures: perceptual hashes of the draft's files (nullable). */
void pantau_similar_ask (PantauSession *session,
                         PantauForm *form,
                         const guint64 *pictures,
                         guint n_pictures,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
PantauSimilarAnswer *pantau_similar_ask_finish (PantauSession *session,
                                                GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
