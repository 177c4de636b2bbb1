/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_COMPARISON_VIEW (pantau_comparison_view_get_type ())
/*
 * What the daily comparison with the province found (pantau-reconcile.h), and where the province contradicted itself or this home was copied
 * (pantau-contradiction.h), in sentences. Nothing is shown where there is nothing of both.
 *
 * Property "session" (nullable).
 */
G_DECLARE_FINAL_TYPE (
    PantauComparisonView, pantau_comparison_view, PANTAU, COMPARISON_VIEW, GtkWidget)

G_END_DECLS
