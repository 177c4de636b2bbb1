/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-record-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_DIFFERENCE_CARD (pantau_difference_card_get_type ())
/* A field on which people differ: all values, and one click that settles it. */
G_DECLARE_FINAL_TYPE (
    PantauDifferenceCard, pantau_difference_card, PANTAU, DIFFERENCE_CARD, GtkListBoxRow)

/* @rights (nullable): what the reader may; NULL: not known yet, so nothing is offered. */
void pantau_difference_card_set (PantauDifferenceCard *self,
                                 const PantauDifference *difference,
                                 const PantauRecordRights *rights);

G_END_DECLS
