/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-form.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SIMILAR_CARD (pantau_similar_card_get_type ())
/*
 * Known claims that say the same as the hoax which is being recorded, and the one that it was joined with. It asks whenever what is typed changes, never
 * shows the answer to an older question, and is out of sight while there is nothing to offer.
 *
 * Actions: similar.join (u: 1 to 3), similar.separate.
 */
G_DECLARE_FINAL_TYPE (PantauSimilarCard, pantau_similar_card, PANTAU, SIMILAR_CARD, GtkWidget)

/* @form (transfer none): of a new hoax; any other form has nothing similar. */
void pantau_similar_card_set (PantauSimilarCard *self, PantauSession *session, PantauForm *form);

/* The perceptual hashes of the draft's pictures. */
void pantau_similar_card_set_pictures (PantauSimilarCard *self, const guint64 *pictures, guint n);

/* Joins the record with the @n-th claim that is shown, from 1. FALSE where there is none. */
gboolean pantau_similar_card_join (PantauSimilarCard *self, guint n);

G_END_DECLS
