/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-claim-board.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CLAIM_ROW (pantau_claim_row_get_type ())
/*
 * A claim on the board: its label above all else, how far and how fast it went, where and when as shades. Activated it opens the claim
 * (win.show claims:UUID); its figures lead to the records that they count.
 */
G_DECLARE_FINAL_TYPE (PantauClaimRow, pantau_claim_row, PANTAU, CLAIM_ROW, GtkListBoxRow)

/* Copies what it shows of @item. */
void pantau_claim_row_set (PantauClaimRow *self, const PantauBoardItem *item);

G_END_DECLS
