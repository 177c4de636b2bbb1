/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regions and TPS with what was heard of each: what pantau_store_coverage() reads into and makes its rows of. */
#pragma once

#include "pantau-store-coverage.h"

G_BEGIN_DECLS

/* Nothing above. */
#define PANTAU_NO_UNIT G_MAXUINT

/* Who is assigned to a place and when they wrote last. */
typedef struct
{
  guint devices;
  gint64 last; /* Unix seconds; 0: never */
} PantauCoverageAssigned;

/* A region within the one asked for. */
typedef struct
{
  char *code; /* (owned) */
  guint level;
  guint parent; /* its number; PANTAU_NO_UNIT for the one asked for */
  gboolean reported;
  gboolean nihil;
  guint records;
  PantauCoverageAssigned own;   /* by a grant for just this region */
  PantauCoverageAssigned below; /* by one for something in it */
  PantauCoverageAssigned above; /* by one that holds it */
  gint64 tps_official;          /* -1 unknown */
} PantauCoverageUnit;

typedef struct
{
  guint unit;
  guint tps;
  gboolean reported;
  gboolean nihil;
  guint records;
  PantauCoverageAssigned own;
} PantauCoverageStation;

typedef struct
{
  PantauReference *reference; /* (owned) */
  char *region;               /* (owned) */
  guint level;                /* of the rows */
  gint64 from;
  gboolean knows_grants;
  GArray *
      units; /* of PantauCoverageUnit; those of our edition in the order of codes, parents before children */
  GHashTable *unit_numbers;    /* code → number + 1 */
  GArray *stations;            /* of PantauCoverageStation */
  GHashTable *station_numbers; /* "VILLAGE TPS" → number + 1 */
  GArray *last_of_record; /* of guint, by record.n: the unit in which it was counted last + 1 */
} PantauCoverageSheet;

/* @region: a code of our edition. */
PantauCoverageSheet *pantau_coverage_sheet_new (PantauReference *reference,
                                                const char *region,
                                                guint level,
                                                gint64 from) G_GNUC_WARN_UNUSED_RESULT;
void pantau_coverage_sheet_free (PantauCoverageSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCoverageSheet, pantau_coverage_sheet_free)

/* A row of table `place`, in the order of its key. @heard: in the time asked for. */
void pantau_coverage_sheet_add_place (PantauCoverageSheet *self,
                                      const char *region,
                                      guint tps,
                                      guint record,
                                      gboolean heard,
                                      gboolean nihil);

/* A monitor's grant, or where grants are not known a device that wrote last in @region. @position (nullable) may name a TPS. */
void pantau_coverage_sheet_add_monitor (PantauCoverageSheet *self,
                                        const char *region,
                                        const char *position,
                                        gint64 last);

/* TPS of a kecamatan, and of whatever holds it. */
void
pantau_coverage_sheet_add_official (PantauCoverageSheet *self, const char *kecamatan, gint64 tps);

/* After everything was added. (transfer full) */
PantauCoverage *pantau_coverage_sheet_count (PantauCoverageSheet *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
