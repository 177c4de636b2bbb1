/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-warnings.h"

G_BEGIN_DECLS

/*
 * What a warning means for an election here: which polling stations, how many voters, which prisons, what is known of open risks and of stores. Figures of
 * stations are those of Pemilu 2024; voters of a kecamatan are not published, so they are its share of the province's by its stations, and said to be about that many.
 */

typedef struct
{
  PantauWarningHit hit; /* copied */
  guint tps;            /* of Pemilu 2024 */
  gint64 voters;        /* about; -1 where nobody knows */
  guint special;        /* TPS at places of their own */
  char *sites;          /* (nullable): which: "Rutan Kelas IIB Baturaja; …" */
  guint risks; /* open risks that lie there or name a TPS there, as the risk register counts them */
  guint stores; /* open risks there that are about a place where logistics are kept */
  char *
      record; /* (nullable): the risk that was opened there for this warning, or one that it replaces */
} PantauWarningPlace;

typedef struct
{
  GPtrArray *places; /* of PantauWarningPlace, by code */
  guint tps;         /* sums */
  gint64 voters;
  guint special;
  guint risks;
  guint stores;
  const char *election; /* the name of the one that comes next; borrowed from the reference data */
  char *
      countdown; /* (nullable): "H-12" on the day when the warning ends; NULL where no day is fixed */
} PantauWarningImpact;

void pantau_warning_impact_free (PantauWarningImpact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWarningImpact, pantau_warning_impact_free)

/* The field of a risk that says which warning it was opened for: "agency identifier". */
#define PANTAU_WARNING_FIELD "early_warning"

/*
 * Counts for the kecamatan that @item hits. @region (nullable): only those in this region. It reads all open risks once for each kabupaten, so never in the main
 * loop. NULL with an error of the database.
 */
PantauWarningImpact *pantau_warning_impact (PantauStore *store,
                                            PantauDb *db,
                                            PantauWarningMatcher *matcher,
                                            const PantauWarningItem *item,
                                            const char *region,
                                            gint64 now,
                                            GCancellable *cancellable,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
