/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"
#include "pantau-situation.h"

G_BEGIN_DECLS

/* One of the figures beside the map of a situation, in words, and where it leads. Pure: no widget. */
typedef struct
{
  char *name;
  char *figure;
  char *place; /* (nullable): what win.show takes; NULL where there is nothing behind it */
} PantauFigureLine;

void pantau_figure_line_free (PantauFigureLine *self);

/* What is open and exposed. @with_cases: cases and their time limits too. (transfer full): of PantauFigureLine */
GPtrArray *pantau_situation_list_figures (const PantauSituation *situation,
                                          gboolean with_cases) G_GNUC_WARN_UNUSED_RESULT;

/* What somebody has to decide on now; empty for a past day, of which nobody can say it. Likewise. */
GPtrArray *
pantau_situation_list_decisions (const PantauSituation *situation) G_GNUC_WARN_UNUSED_RESULT;

/* What aid is needed and what was sent, all sorts of it. Likewise. */
GPtrArray *pantau_situation_list_aid (const PantauSituation *situation,
                                      PantauReference *reference) G_GNUC_WARN_UNUSED_RESULT;

/* Special places of which TPS are at risk. Likewise. */
GPtrArray *pantau_situation_list_special (const PantauSituation *situation,
                                          PantauReference *reference) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
