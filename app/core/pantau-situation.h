/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store-coverage.h"
#include "pantau-store-exposure.h"

G_BEGIN_DECLS

/*
 * How things stand in a region: what the page of the situation shows, for now or as it was at the end of a day (data/doc/situation.md).
 *
 * Which records count: those that are neither in quarantine nor void (`void` in status.json), at any time. A record is open from the day on which it was
 * recorded until that on which a status ended it, by the clocks of those who wrote; what it says of itself (places, grades, numbers) is what is
 * known of it now. It is in a region where it lies in it (the smallest region that holds all villages it names; its own region where it names none) or
 * names a village of it; so one may be in several rows of a table, and in the total once.
 *
 * All of it is counted from a PantauSituationSheet, which holds a record in some forty bytes and is read once: another day, region or election is a
 * matter of milliseconds, without the database.
 */
typedef struct _PantauSituationSheet PantauSituationSheet;

PantauSituationSheet *pantau_situation_sheet_ref (PantauSituationSheet *self);
void pantau_situation_sheet_unref (PantauSituationSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSituationSheet, pantau_situation_sheet_unref)

/*
 * The sheet of what is here now; the same one again while nothing has changed. Immutable, so any thread may count from it. Errors:
 * PANTAU_ERROR_DAMAGED where the disk spoiled it (a rebuild mends that). (transfer full)
 */
PantauSituationSheet *pantau_store_situation (PantauStore *self,
                                              GCancellable *cancellable,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is asked. NULL and 0 where nothing is said. */
typedef struct
{
  const char
      *region; /* this region and all below; NULL: the province. Any code that our edition knows */
  const char *election; /* code; NULL: any, and none */
  gint64 now;           /* the corrected time in Unix seconds, pantau_home_clock(); needed */
  gint64 at;            /* as it was at the end of the day (in WIB) of this moment; 0: now */
  gboolean exactly;     /* … or at this moment itself: what happened in its second counts */
  guint heard_days;     /* how many days back counts as heard of; 0: PANTAU_SITUATION_HEARD_DAYS */
} PantauSituationQuery;

#define PANTAU_SITUATION_HEARD_DAYS 7
#define PANTAU_SITUATION_TREND_DAYS 30
#define PANTAU_SITUATION_DUE_DAYS   7

/* Levels of a matrix, and before them what was not assessed. */
#define PANTAU_SITUATION_MAX_LEVELS 10

/* How many regions below are in which state. */
typedef struct
{
  guint total;
  guint states[PANTAU_N_COVERAGE_STATES];
} PantauSituationHeard;

/* One region. */
typedef struct
{
  char *code;
  guint risks; /* open risks */
  guint levels
      [PANTAU_SITUATION_MAX_LEVELS]; /* of these: not assessed, then by the levels of the matrix, the lowest first */
  gint64 tps;                        /* TPS that open risks name, each once: those that lie here */
  PantauRange unnamed; /* TPS beyond: as of PantauExposureRow */
  PantauRange voters;  /* likewise */
  guint logistics;     /* open risks that hit the logistics */
  guint special;       /* of the TPS: those at a special place (prisons alone) */
  guint claims;        /* claims that were seen here and that no desk has decided */
  guint cases;         /* open cases: neutrality and other violations */
  guint overdue;       /* time limits of cases that have passed and were not met */
  guint
      due_today; /* now alone: that pass within this day, and within PANTAU_SITUATION_DUE_DAYS after it */
  guint due_soon;
  PantauCoverageState state;      /* of the last `heard_days` days */
  PantauSituationHeard kecamatan; /* below it; of a kecamatan none */
  PantauSituationHeard villages;  /* below it; of a village none */
  gint64
      last_heard; /* the day of the last event that is known of it, midnight in Unix seconds; 0: none */
  gint64 tps_official; /* how many TPS there are, as the burden takes it; 0: unknown */
  int burden; /* *Beban risiko terbuka* in hundredths, 0 to 10000; -1: unknown. See pantau_situation_burden_formula() */
  guint unverified;  /* now alone: what nobody has looked at (activities do not count) */
  guint differing;   /* now alone: with a field in which people differ */
  guint untended;    /* now alone: open risks without an owner, a treatment and an agency */
  guint quarantined; /* now alone: records that the province put before the desk */
  guint replies;     /* now alone: forwards whose reply should have come */
  guint treatments;  /* now alone: treatments that should be done by now */
} PantauSituationRow;

/* What happened on one day, by kind: new records, and records that ended. By PantauSituationKind (pantau-situation-item.h). */
typedef struct
{
  gint64 day; /* its midnight in WIB, in Unix seconds */
  guint fresh[6];
  guint ended[6];
} PantauSituationDay;

/* One sort of aid that open risks need or get. */
typedef struct
{
  char *code;     /* of the list `aid` */
  guint records;  /* that say they need it, with a number or without */
  gint64 needed;  /* as far as they say how many */
  gint64 planned; /* in treatments that are only planned */
  gint64 sent;    /* in treatments that have begun or are done */
} PantauSituationAidRow;

/* A special place: its TPS, and which of them open risks name. */
typedef struct
{
  const char *site; /* of the reference data that the sheet holds */
  char *village;    /* code */
  guint stations;
  guint named;
  gboolean whole; /* an open risk names its village as a whole, without numbers */
} PantauSituationSpecial;

typedef struct
{
  PantauSituationSheet *sheet; /* (owned) */
  char *region;
  char *election; /* (nullable) */
  gint64 now;
  gint64 at; /* 0: now */
  gboolean exactly;
  guint heard_days;
  PantauSituationRow *total;
  GPtrArray *
      areas; /* of PantauSituationRow: kabupaten and kota of the region, zero or not, in the order of codes */
  GPtrArray *kecamatan; /* likewise: 241 of the province */
  GPtrArray *villages;  /* likewise, where the region is a kecamatan or a village; else none */
  GPtrArray *levels;    /* of const PantauLevel *: what the numbers in `levels` from 1 on are */
  guint cells[6][6];    /* open risks by [likelihood][impact]; [0][0] not assessed */
  GArray *trend;        /* of PantauSituationDay, the oldest first, the last is the day asked for */
  GPtrArray *aid;       /* of PantauSituationAidRow: all codes of the list `aid`, zero or not */
  GPtrArray *special;   /* of PantauSituationSpecial: prisons of the region */
  guint special_total;  /* their TPS */
  const char
      *vote; /* (nullable): code of the election that votes next to the day, or the one asked for */
  gboolean has_voting_day;
  int days_to_vote; /* H-n; negative after it */
} PantauSituation;

/* Counts. PANTAU_ERROR_INVALID for a region or an election that our edition does not know. Some ten milliseconds for a million records. (transfer full) */
PantauSituation *pantau_situation_count (PantauSituationSheet *sheet,
                                         const PantauSituationQuery *query,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_situation_free (PantauSituation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSituation, pantau_situation_free)

/* The row of a region; NULL where it is none of the situation's. (transfer none) (nullable) */
const PantauSituationRow *pantau_situation_row (const PantauSituation *self, const char *region);

/* Figures that can be followed to their records. Names are part of what people keep: append only. */
typedef enum
{
  PANTAU_SITUATION_RISKS,
  PANTAU_SITUATION_TPS,     /* risks that name a TPS */
  PANTAU_SITUATION_VOTERS,  /* risks that say how many voters */
  PANTAU_SITUATION_UNNAMED, /* risks that mean TPS beyond those that they name */
  PANTAU_SITUATION_STORES,  /* risks that hit the logistics */
  PANTAU_SITUATION_PRISONS, /* risks that name a TPS at a special place */
  PANTAU_SITUATION_CLAIMS,  /* records of claims that nobody has decided */
  PANTAU_SITUATION_CASES,
  PANTAU_SITUATION_OVERDUE,
  PANTAU_SITUATION_DUE_TODAY,
  PANTAU_SITUATION_DUE_SOON,
  PANTAU_SITUATION_HEARD, /* what made the region be heard of */
  PANTAU_SITUATION_NEW,   /* recorded on the day */
  PANTAU_SITUATION_ENDED, /* ended on the day */
  PANTAU_SITUATION_NEEDS, /* risks that need an aid */
  PANTAU_SITUATION_SENT,  /* risks to which an aid was sent */
  PANTAU_SITUATION_NOT_VERIFIED,
  PANTAU_SITUATION_DIFFERING,
  PANTAU_SITUATION_UNTENDED_RISKS,
  PANTAU_SITUATION_QUARANTINED,
  PANTAU_SITUATION_REPLIES,
  PANTAU_SITUATION_TREATMENTS,
} PantauSituationMeasure;
#define PANTAU_N_SITUATION_MEASURES (PANTAU_SITUATION_TREATMENTS + 1)

/* "situasi-risiko" … (transfer none) */
const char *pantau_situation_measure_name (PantauSituationMeasure measure);
gboolean pantau_situation_measure_from_name (const char *name, PantauSituationMeasure *measure);

/* One figure of a situation. What is NULL and 0 narrows nothing. */
typedef struct
{
  PantauSituationMeasure measure;
  const char *region; /* NULL: that of the situation */
  const char *level;  /* of risks: code of a level, "" for not assessed */
  int likelihood;     /* of risks: a cell of the matrix */
  int impact;
  const char *kind; /* of PANTAU_SITUATION_NEW, _ENDED */
  const char *aid;  /* of PANTAU_SITUATION_NEEDS, _SENT */
} PantauSituationFigure;

/*
 * What a list is asked for to show the records that the figure counts, all and only these: "hitung:situasi-risiko/wilayah=16.06/pada=2024-11-20". (transfer
 * full)
 */
char *pantau_situation_query (const PantauSituation *self,
                              const PantauSituationFigure *figure) G_GNUC_WARN_UNUSED_RESULT;

/* The same records, as pantau_store_rows() takes them, newest event first. Errors as of pantau_situation_count(). (transfer full): of guint32 */
GArray *pantau_situation_records (PantauSituationSheet *sheet,
                                  const PantauSituationQuery *query,
                                  const PantauSituationFigure *figure,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How the burden is counted, in the program's language: shown beside it. (transfer none) */
const char *pantau_situation_burden_formula (void);

G_END_DECLS
