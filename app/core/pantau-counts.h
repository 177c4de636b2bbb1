/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-crypto.h"

G_BEGIN_DECLS

/*
 * Figures of closed records for those who see none of them (data/doc/protocol.md, "Signed totals"): how many, by kabupaten/kota, kind, stage
 * and day. What is published is rounded down to a multiple of this, and nothing smaller is published at all.
 */
#define PANTAU_COUNTS_STEP 5

/* Stages, by the status tables. Stored by name; append only. */
#define PANTAU_STAGE_NEW     "new"     /* the status of a new record */
#define PANTAU_STAGE_HANDLED "handled" /* any other that is not an end */
#define PANTAU_STAGE_ENDED   "ended"   /* nothing waits for anybody any more */

/* A group of records. What is NULL is not told apart in it. */
typedef struct
{
  char *
      area; /* (nullable): kabupaten/kota, or the province for what lies above them; NULL: anywhere */
  char *kind;  /* code */
  char *stage; /* (nullable): PANTAU_STAGE_* */
  char *day;   /* (nullable): YYYY-MM-DD on which it was recorded, in WIB */
  gint64 n;
} PantauCount;

PantauCount *pantau_count_new (const char *area,
                               const char *kind,
                               const char *stage,
                               const char *day,
                               gint64 n) G_GNUC_WARN_UNUSED_RESULT;
void pantau_count_free (PantauCount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCount, pantau_count_free)

/*
 * From what is so to what may be told. @cells: exact figures of single records' groups (element-type PantauCount, nothing NULL; the same
 * group may stand there several times). Each record falls into one published group at most: its cell where that has PANTAU_COUNTS_STEP or
 * more, else what is left of area, kind and stage, of area and kind, of the kind. What is then still too few, or would give its parts
 * away, is told by no figure. (transfer full) (element-type PantauCount): by area (anywhere last), kind, stage, day
 */
GPtrArray *pantau_counts_publish (GPtrArray *cells) G_GNUC_WARN_UNUSED_RESULT;

/* A statement of the province. */
typedef struct
{
  char *epoch;
  char *time;       /* RFC 3339, the province's clock */
  gint64 index;     /* the last number that it looked at */
  GPtrArray *cells; /* of PantauCount */
} PantauTotals;

PantauTotals *pantau_totals_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_totals_free (PantauTotals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauTotals, pantau_totals_free)

/* As one line of JSON under the province's signature. (transfer full) */
char *pantau_totals_seal (const PantauTotals *self, PantauKeypair *key) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Believes it only if @province signed it. @text and @signature (nullable) take what is kept as proof. Errors: PANTAU_ERROR_MALFORMED,
 * _SIGNATURE, _TOO_LARGE.
 */
PantauTotals *pantau_totals_open (const char *province,
                                  const char *bytes,
                                  gsize length,
                                  char **text,
                                  char **signature,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same from what was kept. */
PantauTotals *pantau_totals_believe (const char *province,
                                     const char *text,
                                     const char *signature,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
