/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-reference.h"
#include "pantau-store-exposure.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_RISK_MATRIX (pantau_risk_matrix_get_type ())
/*
 * How many risks there are in each cell of the government's table. A cell with some is followed by a click or Enter.
 *
 * Signal "chosen" (int likelihood, int impact).
 */
G_DECLARE_FINAL_TYPE (PantauRiskMatrix, pantau_risk_matrix, PANTAU, RISK_MATRIX, GtkWidget)

void pantau_risk_matrix_show (PantauRiskMatrix *self,
                              PantauReference *reference,
                              const PantauExposure *exposure);

/* The same of what was counted elsewhere: by [likelihood][impact], from 1 on. */
void pantau_risk_matrix_show_cells (PantauRiskMatrix *self,
                                    PantauReference *reference,
                                    const guint cells[6][6]);

G_END_DECLS
