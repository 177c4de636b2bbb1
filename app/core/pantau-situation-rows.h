/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a situation: which there are, in which of them a record counts, and what one says of the other. Between pantau-situation.c, which counts record by
 * record, and pantau-situation-exposed.c, which counts voters and TPS over all of them.
 */
#pragma once

#include "pantau-situation-sheet.h"

G_BEGIN_DECLS

/* A row, and the record by which it was last counted in: so that one with ten places in it counts once. Every row that is made here is one of these. */
typedef struct
{
  PantauSituationRow row;
  guint number; /* among all that were made, from 0 */
  guint stamp;
} PantauSituationNumberedRow;

typedef struct
{
  GPtrArray *tables[PANTAU_SITUATION_N_TABLES]; /* (owned): all of each, in the order of codes */
  PantauSituationRow **rows[PANTAU_SITUATION_N_TABLES]; /* by line; NULL where there is none */
  PantauSituationRow *total;                            /* (owned) */
  gint64 *weights[PANTAU_SITUATION_N_TABLES];           /* by line: what the burden adds up */
  gint64 total_weight;

  /*
   * What lies in one kecamatan alone is counted there, and added to all that holds it at the end: by line of the kecamatan. NULL where villages are shown.
   */
  PantauSituationRow **plain;
  gint64 *plain_weights;

  GPtrArray *touched; /* of PantauSituationNumberedRow: those of the record at hand */
  guint stamp;
  guint n_rows;
} PantauSituationRows;

/* Also of what pantau_situation_rows_init() made for a situation. */
void pantau_situation_row_free (PantauSituationRow *self);

/* Makes them, empty. Villages are shown only within a kecamatan: nobody looks at three thousand. */
void pantau_situation_rows_init (PantauSituationRows *self, const PantauSituationView *view);

/* The total and the tables become @situation's; what remains is only to be cleared. */
void pantau_situation_rows_give (PantauSituationRows *self, PantauSituation *situation);

/* @view: as for init. */
void pantau_situation_rows_clear (PantauSituationRows *self, const PantauSituationView *view);

/* What was counted in @other, which was made for the same @view. Not what is set at the end: TPS, states, burdens. */
void pantau_situation_rows_add (PantauSituationRows *self,
                                const PantauSituationRows *other,
                                const PantauSituationView *view);

/*
 * Fills `touched` with the rows in which the record is, each once; the total's too. Where it lies in one kecamatan alone the plain row of that stands for all of
 * them. @is_shared: others may have been counted in its place, which must be asked of each row.
 */
void pantau_situation_rows_touch (PantauSituationRows *self,
                                  const PantauSituationView *view,
                                  const PantauSituationRecord *item,
                                  gboolean is_shared);

/* Fills `touched` with the rows that hold the region @line, and the total's. */
void pantau_situation_rows_touch_line (PantauSituationRows *self,
                                       const PantauSituationView *view,
                                       guint line);

/* What was counted in plain rows goes to all that hold them. Once, and before pantau_situation_rows_weigh(). */
void pantau_situation_rows_add_plain (PantauSituationRows *self, const PantauSituationView *view);

/* Sets each row's TPS as the election @election (nullable: any) has them, and its burden of the weights. */
void pantau_situation_rows_weigh (PantauSituationRows *self,
                                  const PantauSituationView *view,
                                  const char *election);

/*
 * Voters and TPS that no risk names one by one, least and most, each TPS once whatever the number of risks that name it: in `unnamed` and `voters` of each row.
 * In pantau-situation-exposed.c
 */
void pantau_situation_count_exposed (const PantauSituationView *view, PantauSituationRows *rows);

G_END_DECLS
