/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * What a figure on a screen counts, as a text: so that it can be followed to its records by the search (`hitung:…`), kept in the way back, and
 * be told to somebody else. Of the risk register ("tps/wilayah=16.06/bahaya=banjir/matriks=4x5"), of the coverage
 * ("cakupan/wilayah=16.06.01.2001/tps=3/dari=2024-11-25"), or of a claim
 * ("kemunculan/klaim=UUID/wilayah=16.71/mulai=1732492800/hingga=1732496400"), or of the situation
 * ("situasi-risiko/wilayah=16.06/tingkat=tinggi/pada=2024-11-20": pantau-situation.h).
 */
typedef struct
{
  char *name;           /* one of those below, or a figure as of pantau_store_exposure_records() */
  char *region;         /* (nullable): this region and all below */
  char *election;       /* (nullable): code */
  char *hazard;         /* (nullable): "" for none named */
  char *level;          /* (nullable): of the matrix; "" for not assessed */
  int likelihood;       /* 1 to 5; 0: any */
  int impact;           /* 1 to 5; 0: any */
  gboolean only_region; /* what lies in nothing below the region */
  guint tps;            /* of the coverage: of a village; 0: all of it */
  gint64 from;          /* of the coverage: Unix seconds, midnight in WIB; 0: since ever */
  char *
      claim; /* (nullable): UUID of a record of the claim; then @region may be "": seen in no kabupaten */
  gint64 since;     /* of a claim: seen since this moment, Unix seconds; 0: since ever */
  gint64 until;     /* of a claim: and before this one; 0: no limit */
  char *kind;       /* (nullable): of the situation: code of a kind */
  char *aid;        /* (nullable): of the situation: code of the list `aid` */
  gint64 at;        /* of the situation: the day, as any moment of it in Unix seconds; 0: now */
  gboolean exactly; /* … or this moment itself */
  guint heard_days; /* of the situation: how far back is heard; 0: as it is there */
} PantauFigure;

/* Of which places something was heard; the records of a claim, and these without its root. The others are of the register. */
#define PANTAU_FIGURE_COVERAGE  "cakupan"
#define PANTAU_FIGURE_CLAIM     "klaim"
#define PANTAU_FIGURE_SIGHTINGS "kemunculan"

void pantau_figure_free (PantauFigure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFigure, pantau_figure_free)

/* Without blanks, so that a search takes it as it is. (transfer full) */
char *pantau_figure_to_text (const PantauFigure *self) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) (nullable): NULL where @text is none */
PantauFigure *pantau_figure_from_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* What a list is asked for to show its records: "hitung:…". (transfer full) */
char *pantau_figure_query (const PantauFigure *self) G_GNUC_WARN_UNUSED_RESULT;

/* The records that it counts, newest event first, as pantau_store_rows() takes them. (transfer full): of guint32 */
GArray *pantau_store_figure_records (PantauStore *self,
                                     const PantauFigure *figure,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
