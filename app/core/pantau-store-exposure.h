/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * What risks expose, counted in TPS, voters and ballots, not in records.
 *
 * Which records count: risks that are neither in quarantine nor void (recorded by mistake, duplicate, withdrawn: `void` in
 * status.json), and unless asked otherwise not ended either. Where people differ, a number counts with the smallest and the
 * largest of its values, everything else (places, hazard, matrix) with the value that lists show; such records are counted
 * apart, so that a screen can mark them.
 *
 * How they are added: a TPS is a village and a number, and counts once however many records name it. Of the other figures nobody
 * knows how much of one record's number lies in which TPS, so two records that may speak of the same TPS are not simply
 * added. `most` is the sum over all records. `least` counts the records from the largest number down and leaves out each that
 * names a TPS which one counted before names as well, or the same village where one of the two names no number there: records
 * of different places cannot share voters or ballots. Where both are equal the figure is certain, else it is “between … and …”.
 *
 * Where a record lies: in the smallest region that holds all villages it names; in its own region where it names none. So what happens in
 * two kabupaten lies in the province, and its numbers are in no line of either, since nobody can part them; its TPS are.
 */

/* Which records; NULL and 0 for no limit. */
typedef struct
{
  const char *region;   /* this region and all below */
  const char *hazard;   /* "" for those that name none */
  const char *election; /* code */
  const char *level;    /* code of a level of the matrix; "" for those that were not assessed */
  int likelihood;       /* 1 to 5: one row of the matrix */
  int impact;           /* 1 to 5: one column of it */
  gint64 from;          /* events since this moment, in Unix seconds */
  gint64 until;         /* events before this moment: what happened by then, as it is known now */
  gboolean only_region; /* only what lies in @region as a whole and in nothing below it */
  gboolean ended;       /* those that are done as well */
} PantauExposureFilter;

typedef struct
{
  gint64 least;
  gint64 most;
} PantauRange;

/* One line of a table: all, a region, a hazard, or a level. @code is what to put into the filter to get its records alone. */
typedef struct
{
  char *code; /* "" where they name none */
  guint
      records; /* of a region: that lie in it, or name a TPS there (so one may be in several lines) */
  guint differing;      /* of these: with a difference in what counts here */
  gint64 tps;           /* TPS that are named, each once; of a region: those that lie in it */
  PantauRange unnamed;  /* TPS beyond: what tps_affected says above those that the record names */
  PantauRange *figures; /* by the numbers of `figures` below */
} PantauExposureRow;

/*
 * Regions: each right below the one asked for (17 of a province), zero or not, then the region itself where records lie in
 * none of them. Hazards: in the order of the choices, then those that our edition does not know, or "". Levels: the worst
 * first, then "" for what was not assessed.
 */
typedef struct
{
  char **figures; /* the counted fields of a risk, in the order of the form */
  guint n_figures;
  PantauExposureRow *total;
  GPtrArray *regions; /* of PantauExposureRow */
  GPtrArray *hazards; /* of PantauExposureRow */
  GPtrArray *levels;  /* of PantauExposureRow */
  guint cells[6][6];  /* records by [likelihood][impact]; [0][0] what was not assessed */
} PantauExposure;

void pantau_exposure_free (PantauExposure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauExposure, pantau_exposure_free)

/*
 * Counts. @filter NULL: all that is open in the province. PANTAU_ERROR_INVALID for a region that is no code. It reads all records
 * that count once: some tens of milliseconds at a hundred thousand records, so never in the main loop.
 */
PantauExposure *pantau_store_exposure (PantauStore *self,
                                       const PantauExposureFilter *filter,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Figures besides the fields. */
#define PANTAU_EXPOSURE_RECORDS   "records"
#define PANTAU_EXPOSURE_DIFFERING "differing"
#define PANTAU_EXPOSURE_TPS       "tps"
#define PANTAU_EXPOSURE_UNNAMED   "unnamed"

/*
 * The records that a figure of the total counts, newest event first, as pantau_store_rows() takes them: those that name a TPS, those
 * with a number above zero … @figure: one of the above, or a name of `figures`; NULL for all records. For a line of a table put its
 * code into the filter. (transfer full): of guint32
 */
GArray *pantau_store_exposure_records (PantauStore *self,
                                       const PantauExposureFilter *filter,
                                       const char *figure,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "1.234", or “between 1.200 and 1.234” where the two differ, in the program's language. (transfer full) */
char *pantau_range_text (const PantauRange *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
