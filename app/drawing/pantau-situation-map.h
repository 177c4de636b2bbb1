/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-hex-drawing.h"
#include "pantau-legend-drawing.h"
#include "pantau-situation.h"

G_BEGIN_DECLS

/*
 * The map of a situation: what each hexagon shows of the figures that are counted, and what its shades mean; for the page of the window and for pages of
 * paper. Pure: no widget, no database.
 */

/* What the map shows. Names are kept in settings: append only. */
typedef enum
{
  PANTAU_LAYER_RISKS,    /* open risks, shaded by the worst level among them */
  PANTAU_LAYER_TPS,      /* TPS that open risks expose, at least */
  PANTAU_LAYER_VOTERS,   /* voters, at least */
  PANTAU_LAYER_CLAIMS,   /* claims that no desk has decided */
  PANTAU_LAYER_COVERAGE, /* reported, nil, silent: and how many days ago */
  PANTAU_LAYER_BURDEN,   /* *Beban risiko terbuka* */
  PANTAU_LAYER_OVERDUE,  /* time limits of cases */
  PANTAU_LAYER_CASES,
} PantauLayer;
#define PANTAU_N_LAYERS (PANTAU_LAYER_CASES + 1)

/* "risiko" … (transfer none); FALSE for a name that is none. */
const char *pantau_layer_name (PantauLayer self);
gboolean pantau_layer_from_name (const char *name, PantauLayer *layer);

/* In the language of the program. (transfer none) */
const char *pantau_layer_label (PantauLayer self);

/* Cases are nobody's who reads no closed lines: Pemprov is not offered them. */
gboolean pantau_layer_is_of_cases (PantauLayer self);

/* The figure of a row, 0 for nothing; of the burden in hundredths, of the coverage whether anything was heard. */
gint64 pantau_layer_value (PantauLayer self, const PantauSituationRow *row);

/* Which records are behind it. */
PantauSituationMeasure pantau_layer_measure (PantauLayer self);

/* "3 open risks: 1 very high, 2 not assessed", of one row of the situation. (transfer full) */
char *pantau_layer_words (PantauLayer self,
                          const PantauSituation *situation,
                          const PantauSituationRow *row) G_GNUC_WARN_UNUSED_RESULT;

/* One layer of one situation. Immutable; @values, @fills and @texts are as PantauHexPicture wants them. */
typedef struct
{
  PantauLayer layer;
  guint n; /* hexagons */
  gint64 *values;
  PantauFill *fills;
  char **texts;      /* each may be NULL */
  GPtrArray *legend; /* of PantauLegendItem */
} PantauSituationMap;

/* Hexagons beyond the region of the situation are PANTAU_FILL_OUTSIDE. (transfer full) */
PantauSituationMap *pantau_situation_map_new (const PantauSituation *situation,
                                              PantauHexes *hexes,
                                              PantauLayer layer) G_GNUC_WARN_UNUSED_RESULT;
void pantau_situation_map_free (PantauSituationMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSituationMap, pantau_situation_map_free)

/*
 * All of it at once, for a page: the map, and below it the legend. @regions: for names of kabupaten; @font (nullable): a family; @letters: of the legend, in the
 * units of the surface. The background is left as it is.
 */
void pantau_situation_map_draw (const PantauSituationMap *self,
                                cairo_t *cr,
                                const cairo_rectangle_t *area,
                                PantauHexes *hexes,
                                PantauRegions *regions,
                                const PantauShades *shades,
                                const char *font,
                                double letters);

G_END_DECLS
