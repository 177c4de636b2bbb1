/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting record by record. Two of these count at once, each of its own kinds of records, and what one counted is then added to the other. Between
 * pantau-situation.c, which makes a situation of what was counted, and the rows.
 */
#pragma once

#include "pantau-situation-rows.h"

G_BEGIN_DECLS

typedef struct
{
  const PantauSituationView *view; /* (unowned) */
  PantauSituationRows rows;
  guint cells[6][6];
  PantauSituationDay trend[PANTAU_SITUATION_TREND_DAYS]; /* the last is the day asked for */
  guint8 *heard;     /* (owned): by line: PANTAU_SITUATION_WAS_REPORTED … */
  guint16 *last_day; /* (owned): by line */
  guint8 *worst;     /* (owned): by TPS: the weight of the worst open risk that names it, + 1 */
  guint8 *whole;     /* (owned): by line: an open risk names the village as a whole */
  PantauSituationAidRow *aid; /* (owned): by word, without codes */

  PantauSituationIndex seen; /* claim << 16 | row, of claims with several records */
  gint64 today, soon;
} PantauSituationCount;

/* What was heard of a region. */
enum
{
  PANTAU_SITUATION_WAS_REPORTED = 1,
  PANTAU_SITUATION_WAS_NIHIL = 2,
};

/* @view stays where it is until pantau_situation_count_clear(). */
void pantau_situation_count_init (PantauSituationCount *self, const PantauSituationView *view);
/* Also of one that is all zero. */
void pantau_situation_count_clear (PantauSituationCount *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauSituationCount, pantau_situation_count_clear)

/* All records of a kind that the view has. */
void pantau_situation_count_kind (PantauSituationCount *self, PantauSituationKind kind);

/* What @other, of the same view, counted of other kinds. */
void pantau_situation_count_add (PantauSituationCount *self, const PantauSituationCount *other);

G_END_DECLS
