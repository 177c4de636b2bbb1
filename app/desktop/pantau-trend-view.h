/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-figure-view.h"
#include "pantau-situation.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_TREND_VIEW (pantau_trend_view_get_type ())
/*
 * What was recorded and what ended on each day of a situation, as bars. Arrows walk from day to day.
 *
 * Signal "chosen" (gint64 day): the records of that day (its midnight) shall be shown.
 */
G_DECLARE_FINAL_TYPE (PantauTrendView, pantau_trend_view, PANTAU, TREND_VIEW, PantauFigureView)

/* Copies what it shows. */
void pantau_trend_view_show (PantauTrendView *self, const PantauSituation *situation);

G_END_DECLS
