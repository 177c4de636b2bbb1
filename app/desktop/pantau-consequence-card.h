/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-consequence.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CONSEQUENCE_CARD (pantau_consequence_card_get_type ())
/*
 * What law says of a case, sentence by sentence, each with its basis. Out of sight while it says nothing.
 *
 * Property "is-brief": only what whoever records must know: which breach it is, its sanction, before whom it goes, what is not answered; without
 * the articles.
 */
G_DECLARE_FINAL_TYPE (
    PantauConsequenceCard, pantau_consequence_card, PANTAU, CONSEQUENCE_CARD, GtkWidget)

/* @consequence (nullable) is read, not kept; its first @max lines are shown. */
void pantau_consequence_card_show (PantauConsequenceCard *self,
                                   const PantauConsequence *consequence,
                                   guint max);

G_END_DECLS
