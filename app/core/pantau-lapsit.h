/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-counts.h"
#include "pantau-situation.h"

G_BEGIN_DECLS

/*
 * Laporan Situasi: how things stand in a region at an hour, and what has happened since the report before (data/doc/lapsit.md). A report is cut at a place of
 * the ledger, so that it can be counted a second time later. It holds codes, numbers and the UUIDs of records, never what somebody wrote in a record: titles
 * are looked up when it is shown. What its author writes into it (texts) is beside what was counted, and not part of its hash.
 */

/* Names are part of what people keep: append only. */
typedef enum
{
  PANTAU_LAPSIT_DAILY,
  PANTAU_LAPSIT_WEEKLY,
} PantauLapsitPeriod;
#define PANTAU_N_LAPSIT_PERIODS (PANTAU_LAPSIT_WEEKLY + 1)

/* "daily", "weekly" (transfer none); FALSE where @name is none of them. */
const char *pantau_lapsit_period_name (PantauLapsitPeriod period);
gboolean pantau_lapsit_period_from_name (const char *name, PantauLapsitPeriod *period);

/* Figures of a region, as of PantauSituationRow. Append only. */
typedef enum
{
  PANTAU_LAPSIT_RISKS,
  PANTAU_LAPSIT_HIGH, /* of these: of the two highest levels */
  PANTAU_LAPSIT_TPS,
  PANTAU_LAPSIT_VOTERS, /* at least */
  PANTAU_LAPSIT_VOTERS_MOST,
  PANTAU_LAPSIT_LOGISTICS,
  PANTAU_LAPSIT_SPECIAL,
  PANTAU_LAPSIT_CLAIMS,
  PANTAU_LAPSIT_CASES,      /* not told to Pemprov */
  PANTAU_LAPSIT_OVERDUE,    /* of cases; not told to Pemprov */
  PANTAU_LAPSIT_REPLIES,    /* overdue; of a report at the cut alone */
  PANTAU_LAPSIT_TREATMENTS, /* likewise */
  PANTAU_LAPSIT_HEARD,      /* kecamatan of which anything was heard; of villages in a kecamatan */
  PANTAU_LAPSIT_SILENT,     /* and the others */
  PANTAU_LAPSIT_BURDEN,     /* hundredths */
  PANTAU_LAPSIT_NEW,        /* records of the period */
} PantauLapsitFigure;
#define PANTAU_N_LAPSIT_FIGURES (PANTAU_LAPSIT_NEW + 1)

/* The name in a file: "risks". (transfer none) */
const char *pantau_lapsit_figure_name (PantauLapsitFigure figure);

/* A figure that is not told. */
#define PANTAU_LAPSIT_NO_FIGURE (-1)

typedef struct
{
  char *code;
  gint64 figures[PANTAU_N_LAPSIT_FIGURES];
} PantauLapsitRow;

/* Append only. */
typedef enum
{
  PANTAU_LAPSIT_LIST_NEW,       /* recorded within the period */
  PANTAU_LAPSIT_LIST_DECIDED,   /* ended within the period, or a claim was decided */
  PANTAU_LAPSIT_LIST_OVERDUE,   /* time limits, replies, treatments that have passed */
  PANTAU_LAPSIT_LIST_LATE,      /* recorded before the period, and not here at the cut of the report before */
  PANTAU_LAPSIT_LIST_CORRECTED, /* here at that cut, and counted otherwise now */
} PantauLapsitListName;
#define PANTAU_N_LAPSIT_LISTS (PANTAU_LAPSIT_LIST_CORRECTED + 1)

/* "new", "decided" … (transfer none) */
const char *pantau_lapsit_list_name (PantauLapsitListName list);

/* One line of a list. */
typedef struct
{
  char *record; /* UUID */
  char *kind;
  char *region;
  gboolean is_open; /* whoever reads open lines may read its title */
  char *what;   /* its status, its verdict, the rule of the time limit, "reply", "treatment"; or why it is counted otherwise: PANTAU_LAPSIT_VOID … */
  gint64 at;    /* Unix seconds: when it was recorded, decided, due, corrected */
  int severity; /* 0: none */
} PantauLapsitItem;

/* Why a record is counted otherwise. Append only. */
#define PANTAU_LAPSIT_VOID       "void"       /* a mistake, a duplicate, withdrawn: it counts nowhere */
#define PANTAU_LAPSIT_QUARANTINE "quarantine" /* it counts nowhere, because of who wrote it */
#define PANTAU_LAPSIT_MOVED      "moved"      /* to another region */
#define PANTAU_LAPSIT_CHANGED    "changed"    /* a value that figures count */
#define PANTAU_LAPSIT_LATE_STEP  "late-step"  /* a step of before the cut, which came after it */

/* The most that a report keeps of one list; the rest is counted. */
#define PANTAU_LAPSIT_MAX_ITEMS 40

typedef struct
{
  guint total;
  GPtrArray *items; /* of PantauLapsitItem, perhaps fewer */
} PantauLapsitList;

/* Where in the ledger. */
typedef struct
{
  gint64 rows;   /* lines of this home, in the order in which they came: the first so many */
  char *epoch;   /* (nullable) */
  gint64 index;  /* the highest number of the province's among them; 0: none */
  gint64 unsent; /* of these lines: without a number */
  gint64 missing; /* of these lines: without their body, which was erased by law or has not come */
  char *digest;  /* SHA-256 over their ids, sorted: which lines they are, in whatever order a home has them */
} PantauLapsitCut;

/* A figure of the report before that comes out otherwise now. */
typedef struct
{
  gboolean is_ended; /* records that ended; else new ones */
  char *kind;
  gint64 said;
  gint64 now;
} PantauLapsitRevision;

/* One sort of aid. */
typedef struct
{
  char *code;
  gint64 records, needed, planned, sent;
} PantauLapsitAid;

/* What the author adds; never NULL. */
typedef struct
{
  char *analysis;
  char *efforts;
  char *recommendations;
  char *signatory; /* name of who signs */
} PantauLapsitTexts;

/* The kinds of records that are counted one by one: those of PantauSituationKind, but the unknown. */
#define PANTAU_N_LAPSIT_KINDS 5

/* Of which moment the figures of the state are. */
typedef enum
{
  PANTAU_LAPSIT_OF_OLD,    /* counted by an older program: as AT_CUT where `is_at_cut`, else of the end of its last day */
  PANTAU_LAPSIT_AT_CUT,    /* what lists showed when it was made: it ends then */
  PANTAU_LAPSIT_AT_MOMENT, /* of `until`, by the clocks of those who wrote, as known at the cut */
} PantauLapsitState;

typedef struct
{
  char *id; /* of this home: "harian-20241120-1600-16", perhaps with "-2" behind it */

  /* What was asked. */
  PantauLapsitPeriod period;
  gint64 from;    /* Unix seconds: after it, */
  gint64 until;   /* and up to here */
  gint64 made;    /* when */
  char *region;
  char *election; /* (nullable) */
  char *role;     /* of who made it: "desk" or "pemprov" */
  char *office;   /* the region of who made it */
  gboolean practice;

  PantauLapsitState state;
  gboolean is_at_cut; /* made on the day that it tells of: it also tells what is overdue at the cut and has no clock of its own */
  PantauLapsitCut cut;
  char *previous;      /* (nullable): id of the report before, */
  char *previous_hash; /* and its hash */
  gint64 previous_until;
  gint64 previous_rows; /* of its cut */

  /* What was counted. */
  PantauLapsitRow *total;
  GPtrArray *rows; /* of PantauLapsitRow: 17 of the province, zero or not; kecamatan of a kabupaten, villages of a kecamatan */
  gint64 levels[PANTAU_SITUATION_MAX_LEVELS]; /* open risks: not assessed, then by level */
  GStrv level_codes;                          /* of `levels` from 1 on */
  GHashTable *map;                            /* code of a kecamatan → GINT_TO_POINTER (open risks), where there are any */
  gint64 fresh[PANTAU_N_LAPSIT_KINDS];
  gint64 ended[PANTAU_N_LAPSIT_KINDS];
  GPtrArray *aid;                  /* of PantauLapsitAid: what anybody needs or gets */
  PantauLapsitList lists[PANTAU_N_LAPSIT_LISTS];
  GPtrArray *revisions;            /* of PantauLapsitRevision */
  char *totals_time;               /* (nullable): RFC 3339: of the province's signed totals, for Pemprov */
  GPtrArray *totals;               /* of PantauLapsitTotal */

  char *hash; /* of all above: pantau_lapsit_seal() */
  PantauLapsitTexts texts;
  gint64 edited; /* Unix seconds: when the texts were last changed; 0: never */
} PantauLapsit;

/* What Pemprov is told of cases: rounded as the province signed it. */
typedef struct
{
  char *kind;
  gint64 n;
} PantauLapsitTotal;

PantauLapsit *pantau_lapsit_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_lapsit_free (PantauLapsit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLapsit, pantau_lapsit_free)

PantauLapsitRow *pantau_lapsit_row_new (const char *code) G_GNUC_WARN_UNUSED_RESULT;
void pantau_lapsit_row_free (PantauLapsitRow *self);
void pantau_lapsit_item_free (PantauLapsitItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLapsitItem, pantau_lapsit_item_free)

/* Nothing new, decided, late or corrected: the day is nihil. */
gboolean pantau_lapsit_is_nihil (const PantauLapsit *self);

/* How many records are new, and how many ended. */
gint64 pantau_lapsit_sum_fresh (const PantauLapsit *self);
gint64 pantau_lapsit_sum_ended (const PantauLapsit *self);

/* Gives it its hash, of what was counted. */
void pantau_lapsit_seal (PantauLapsit *self);

/* TRUE where the hash is that of what was counted. */
gboolean pantau_lapsit_is_intact (const PantauLapsit *self);

/* What was counted, so that equal reports have equal texts: canonical JSON, without id and hash. (transfer full) */
char *pantau_lapsit_counted_text (const PantauLapsit *self) G_GNUC_WARN_UNUSED_RESULT;

/* The whole as one JSON object, and back. PANTAU_ERROR_MALFORMED where it is none of ours. (transfer full) */
char *pantau_lapsit_to_json (const PantauLapsit *self) G_GNUC_WARN_UNUSED_RESULT;
PantauLapsit *pantau_lapsit_from_json (const char *text,
                                       gsize length,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
