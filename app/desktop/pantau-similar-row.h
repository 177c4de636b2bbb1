/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-similar-work.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SIMILAR_ROW (pantau_similar_row_get_type ())
/* A known claim: what it asserts, its label, where and how often it was seen, and the button that joins it or takes that back. */
G_DECLARE_FINAL_TYPE (PantauSimilarRow, pantau_similar_row, PANTAU, SIMILAR_ROW, GtkListBoxRow)

/* @n: which key joins it, from 1; 0: it is joined. */
void pantau_similar_row_set (PantauSimilarRow *self, const PantauSimilarClaim *claim, guint n);

/* What one presses. (transfer none) */
GtkWidget *pantau_similar_row_get_button (PantauSimilarRow *self);

G_END_DECLS
