/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-handling.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_RISK_ROW (pantau_risk_row_get_type ())
/* A risk as it was judged: its cell in the government's matrix, and score and level in words. */
G_DECLARE_FINAL_TYPE (PantauRiskRow, pantau_risk_row, PANTAU, RISK_ROW, GtkListBoxRow)

void
pantau_risk_row_set (PantauRiskRow *self, PantauMatrix *matrix, const PantauHandlingRisk *risk);

G_END_DECLS
