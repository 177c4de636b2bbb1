/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * What was heard of where: each kabupaten/kota, kecamatan, village or TPS is reported, nihil or silent, and of the silent why.
 *
 * Which records count: of every kind, neither in quarantine nor void (`void` in status.json), whose event lies in the time asked
 * for. What they name: the villages and TPS of their places; a record whose places name no village, its own region. A region
 * is reported where a record names it or anything below; a record that names a village says nothing of its TPS.
 *
 * What is known of who is assigned comes from the grants, and of who connected from the newest line of each device, by the clock
 * of that device (our own receives no time of arrival for lines of others). Grants reach desks alone: elsewhere nobody can
 * say whether somebody is assigned (PANTAU_SILENCE_UNKNOWN), and the devices that are seen are counted where they last wrote.
 */
typedef enum
{
  PANTAU_COVERAGE_REPORTED, /* a record that is no nil report */
  PANTAU_COVERAGE_NIHIL,    /* nil reports only: supervised, nothing found */
  PANTAU_COVERAGE_SILENT,   /* no record */
} PantauCoverageState;
#define PANTAU_N_COVERAGE_STATES 3

/* Why nothing was heard. */
typedef enum
{
  PANTAU_SILENCE_NONE, /* it is not silent */
  PANTAU_SILENCE_QUIET, /* somebody is assigned and connected in this time, and recorded nothing of it */
  PANTAU_SILENCE_UNCONNECTED, /* somebody is assigned, and nothing came since `last_contact` (0: never) */
  PANTAU_SILENCE_UNASSIGNED, /* nobody holds a valid grant for it */
  PANTAU_SILENCE_UNKNOWN,    /* grants are not sent to this home */
} PantauSilence;
#define PANTAU_N_SILENCES 5

/* The level of the rows: numbers as of pantau_region_level(), and one below. */
typedef enum
{
  PANTAU_COVERAGE_KABKOTA = 2,
  PANTAU_COVERAGE_KECAMATAN,
  PANTAU_COVERAGE_VILLAGE,
  PANTAU_COVERAGE_TPS,
} PantauCoverageLevel;

typedef struct
{
  const char *region;        /* NULL: the province */
  PantauCoverageLevel level; /* 0: the one right below @region */
  const char *election;      /* code; NULL: of any election */
  gint64 from;               /* Unix seconds; 0: since ever */
  gint64 until;              /* Unix seconds, exclusive; 0: now and later */
  gint64 now;                /* Unix seconds: whose grants are valid; 0: this machine's clock */
} PantauCoverageQuery;

/* How many regions (or TPS) below a row are in which state. */
typedef struct
{
  guint total;
  guint states[PANTAU_N_COVERAGE_STATES];
  guint silences[PANTAU_N_SILENCES]; /* of the silent: why */
} PantauCoverageCount;

typedef struct
{
  char *code; /* of the region; of a TPS that of its village */
  char *name; /* "Kec. Rawas Ilir"; "TPS 3" */
  guint tps;  /* the number of a TPS; 0: a region */
  PantauCoverageState state;
  PantauSilence silence;
  gint64
      last_contact; /* Unix seconds by the clock of that device, of the devices assigned here; 0: none is known */
  guint assigned;                /* devices with a valid grant of a monitor for this place */
  guint records;                 /* that name it, or anything in it */
  PantauCoverageCount kecamatan; /* below it; total 0 where it is a kecamatan itself or less */
  PantauCoverageCount villages;
  PantauCoverageCount
      tps_known; /* TPS that any record of the election ever named, or that somebody is assigned to */
  gint64
      tps_official; /* how many there are in that election: in pemilihan.csv the province's, in kecamatan.csv those of 2024; -1 unknown */
} PantauCoverageRow;

typedef struct
{
  PantauCoverageRow *total; /* the region asked for */
  GPtrArray *rows;          /* of PantauCoverageRow, in the order of the codes (TPS by number) */
  gboolean knows_grants;    /* this home is a desk of the region: who is assigned is known */
} PantauCoverage;

void pantau_coverage_free (PantauCoverage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCoverage, pantau_coverage_free)

/*
 * Counts. PANTAU_ERROR_INVALID for a region that our edition does not know, or a level that does not lie below it. TPS are listed
 * below a village or a kecamatan as far as they are known. Reads every place of the region: not in the main loop.
 */
PantauCoverage *pantau_store_coverage (PantauStore *self,
                                       const PantauCoverageQuery *query,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The records that make a row what it is, newest event first, as pantau_store_rows() takes them: those of @query's time and election that name
 * @code (a region) or, where @tps is not 0, that TPS of the village @code. (transfer full): of guint32
 */
GArray *pantau_store_coverage_records (PantauStore *self,
                                       const PantauCoverageQuery *query,
                                       const char *code,
                                       guint tps,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* In the program's language: "Reported", "Nil", "Silent". (transfer none) */
const char *pantau_coverage_state_label (PantauCoverageState state);

/* "not connected since 12 Feb 2024", "nobody assigned" …; "" where it is not silent. @now for the day. (transfer full) */
char *pantau_coverage_silence_text (const PantauCoverageRow *self,
                                    gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
