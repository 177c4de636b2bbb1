/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-figure-view.h"
#include "pantau-heat-drawing.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_HEAT_STRIP (pantau_heat_strip_get_type ())
/*
 * Where and when something was seen, as shades: places × hours or days. Where there is no room for each hour, some stand together.
 *
 * Property "is-brief": a small picture without letters, which takes no focus; else it has names, times and figures, arrows walk in it,
 * and Enter and a click follow a figure.
 * Signal "chosen" (guint row, gint64 from, gint64 until): a figure that is not 0 shall be followed.
 */
G_DECLARE_FINAL_TYPE (PantauHeatStrip, pantau_heat_strip, PANTAU, HEAT_STRIP, PantauFigureView)

/* @heat (transfer full); @summary: what is told of the whole. */
void pantau_heat_strip_show (PantauHeatStrip *self,
                             PantauHeat *heat,
                             PantauFigureWords words,
                             const char *summary);

G_END_DECLS
