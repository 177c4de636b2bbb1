/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-document.h"

G_BEGIN_DECLS

/* Grades of likelihood and of impact: 1 to this. */
#define PANTAU_MATRIX_GRADES 5

/* One level of risk. Everything in it belongs to the PantauMatrix that gave it. */
typedef struct
{
  char *code;
  PantauLabel name;
  int to; /* the highest score of the level; it begins above the level before */
  int weight; /* 0 to 100: of an open risk in what a region bears (pantau-situation.h) */
} PantauLevel;

/*
 * The government's table of likelihood × impact (matriks.json). It is looked up and not multiplied: what hardly ever happens and is a catastrophe has 20 and is
 * high, not 5. Immutable, so any thread may read it.
 */
typedef struct _PantauMatrix PantauMatrix;

/*
 * Reads matriks.json: 5 × 5 scores that fall neither with likelihood nor with impact, and levels that cover them all. NULL with PANTAU_ERROR_MALFORMED that names file
 * and line.
 */
PantauMatrix *pantau_matrix_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauMatrix *pantau_matrix_ref (PantauMatrix *self);
void pantau_matrix_unref (PantauMatrix *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauMatrix, pantau_matrix_unref)

/* The lists of choices that name the grades. (transfer none) */
const char *pantau_matrix_get_likelihood_list (PantauMatrix *self);
const char *pantau_matrix_get_impact_list (PantauMatrix *self);

/* The score, 1 to 25; 0 where a grade is not 1 to 5. */
int pantau_matrix_score (PantauMatrix *self, gint64 likelihood, gint64 impact);

/* In the order of the scores. (transfer none): of PantauLevel */
GPtrArray *pantau_matrix_get_levels (PantauMatrix *self);

/* The level of a score. (transfer none) (nullable): NULL for 0 */
const PantauLevel *pantau_matrix_level (PantauMatrix *self, int score);

G_END_DECLS
