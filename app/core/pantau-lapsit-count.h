/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-lapsit.h"

G_BEGIN_DECLS

/* What a report is asked for. */
typedef struct
{
  PantauLapsitPeriod period;
  gint64 until;         /* Unix seconds, not after @now */
  gint64 now;           /* the corrected time, pantau_home_clock() */
  const char *region;   /* within @office */
  const char *election; /* (nullable) */
  const char *role;     /* "desk" or "pemprov" */
  const char *office;   /* the region of who makes it */
  gboolean practice;
  gboolean as_of_old; /* PANTAU_LAPSIT_OF_OLD, to count an old report again */
  const PantauTotals *totals;   /* (nullable): for Pemprov */
  const PantauLapsit *previous; /* (nullable): the report before: then it begins where that one ended */
} PantauLapsitOrder;

/*
 * Counts a report from what is here now, and cuts it there: figures from the sheet of the situation, lists from the few lines of the period, found by indices. In
 * seconds for a hundred thousand records; no line is replayed. Without an id and texts. Errors: PANTAU_ERROR_INVALID (region, election, an hour to come), _BUSY where
 * others write all the time; those of the database.
 */
PantauLapsit *pantau_lapsit_count (PantauStore *store,
                                   PantauDb *db,
                                   PantauReference *reference,
                                   const PantauLapsitOrder *order,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SHA-256 over the ids of the first @rows lines, sorted. (transfer full): NULL on trouble with the database */
char *pantau_lapsit_digest (PantauDb *db, gint64 rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many of these lines are without their body: where the number is another one later, figures may be too. */
gboolean pantau_lapsit_missing (PantauDb *db, gint64 rows, gint64 *missing, GError **error);

/* --- Between pantau-lapsit-count.c and pantau-lapsit-list.c --- */

typedef struct
{
  PantauDb *db;
  PantauReference *reference;
  const PantauLapsitOrder *order;
  PantauSituationSheet *sheet;
  PantauLapsit *report; /* what is filled */
  gint64 at;            /* of which moment its state is; 0: now */
  guint row_level;      /* of the rows' regions */
  GHashTable *row_of;   /* code → PantauLapsitRow */
} PantauLapsitWork;

/* Fills lists, the figures of the period, and what is counted otherwise now. Inside a reading of the database. */
gboolean pantau_lapsit_fill_lists (PantauLapsitWork *work, GError **error);

G_END_DECLS
