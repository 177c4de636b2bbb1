/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pantau_store_situation() read: between pantau-situation-sheet.c, which reads it, and the files that count from it. */
#pragma once

#include "pantau-situation-index.h"
#include "pantau-situation-item.h"
#include "pantau-situation-stations.h"
#include "pantau-situation.h"

G_BEGIN_DECLS

/* The tables of a situation, as levels of regions. */
enum
{
  PANTAU_SITUATION_BY_AREA,
  PANTAU_SITUATION_BY_KECAMATAN,
  PANTAU_SITUATION_BY_VILLAGE,
  PANTAU_SITUATION_N_TABLES
};

/* A region: those of our edition first, in the order of their codes; then what records name beyond it. */
typedef struct
{
  gint64 digits;
  guint level;
  guint parent; /* number of the region above it that is here; NOWHERE: none */
  guint above
      [PANTAU_SITUATION_N_TABLES]; /* numbers of the regions of each level that hold it, itself included; NOWHERE */
  gint64 tps;                      /* TPS of 2024, of a kecamatan and what holds it */
} PantauSituationLine;

/* A village, and where a risk names a TPS its number in all. */
typedef struct
{
  guint line;
  guint station; /* NOWHERE: as a whole */
} PantauSituationSpot;

/* Seconds. */
typedef struct
{
  guint32 from;
  guint32 until; /* 0: it has not ended */
} PantauSituationStretch;

/* A record. */
typedef struct
{
  guint32 n;
  guint32 first_spot;
  guint32 first_stretch; /* where there are several; of one `from` and `until` say all */
  guint32 first_clock;
  guint32 claim; /* of a hoax the number of its claim; NOWHERE: it is in none */
  guint32 from;  /* the second in which its first stretch begins */
  guint32 until; /* and in which its last one ends; 0: it has not */
  guint16 line;  /* where it lies */
  guint16 day;   /* of the event */
  guint16 n_spots;
  guint16 n_stretches;
  guint16 n_clocks;
  guint16 election; /* its number in `words`; 0: none */
  guint8 flags;
  guint8 is_scattered; /* it names a village outside of the kecamatan that it lies in */
} PantauSituationRecord;

/* What only risks have: of the record with the same number among them. */
typedef struct
{
  guint8 likelihood;
  guint8 impact;
  guint8 level; /* 0 not assessed, else as of PantauSituation.levels */
  guint32 voters[2];
  guint32 unnamed[2];
  gint64 mark;
  guint first_aid;
  guint n_aid;
} PantauSituationRisk;

/* What the greedy counts of pantau-situation-exposed.c need of a risk, in their order: read one after the other, they are in the processor's cache. */
typedef struct
{
  guint item; /* number among the risks */
  guint first_spot;
  guint32 range[2];
  guint32 from;
  guint32 until;
  guint16 line;
  guint16 n_spots;
  guint16 election;
  guint8 level;
  guint8 is_plain; /* it was open from `from` until `until`, and not in between opened anew */
} PantauSituationExposed;

typedef struct
{
  gint64 key;
  guint records; /* that belong to it */
  guint root;    /* number of its root among the hoaxes; NOWHERE where it is not counted */
  guint decided; /* second; 0: it is not */
} PantauSituationClaim;

/* A line that waits for somebody since @due, of a record in a region. */
typedef struct
{
  gint64 due;
  guint n;
  guint line;
} PantauSituationWait;

struct _PantauSituationSheet
{
  gatomicrefcount ref_count;
  PantauReference *reference; /* (owned) */
  gint64 stamp;
  guint n_known;   /* lines of our edition */
  guint first;     /* the second in which the first of all records was recorded; 0: there is none */
  guint worth_two; /* so many records, and two threads count them */

  GArray *lines; /* of PantauSituationLine */
  PantauSituationIndex line_numbers;
  PantauSituationStations stations;

  GArray *items[PANTAU_N_SITUATION_KINDS]; /* of PantauSituationRecord, by kind */
  GArray *spots;                           /* of PantauSituationSpot */
  GArray *stretches;                       /* of PantauSituationStretch */
  GArray *clocks;                          /* of PantauSituationClock */
  GArray *risks; /* of PantauSituationRisk, as many as there are records of this kind */
  GArray *aid;   /* of PantauSituationAid; `word` is a number in `words` */
  GArray *
      by_voters; /* of PantauSituationExposed: those that say how many voters, kecamatan by kecamatan the largest least number first */
  GArray *by_unnamed; /* likewise */
  guint8 *
      mixed; /* (owned): by line: of a village that some risk over several kecamatan may share with others, at whatever remove */
  GArray *claims; /* of PantauSituationClaim */
  PantauSituationIndex claim_numbers;

  GPtrArray *words;    /* of char *, by number in table situation_word; NULL where there is none */
  GPtrArray *levels;   /* of const PantauLevel * */
  GArray *quarantined; /* of PantauSituationWait */
  GArray *replies;     /* of PantauSituationWait */
  GArray *treatments;  /* of PantauSituationWait */
};

/* The number of a region, new ones for it and for all above it where they have none: those come first. */
guint pantau_situation_sheet_line (PantauSituationSheet *self, gint64 digits);

/* Reads all records; once `words` are there. FALSE with PANTAU_ERROR_DAMAGED. These two in pantau-situation-pieces.c */
gboolean
pantau_situation_sheet_read_pieces (PantauSituationSheet *self, PantauDb *db, GError **error);

/*
 * Once all risks are read: fills `mixed`, and sorts `by_voters` and `by_unnamed` kecamatan by kecamatan, in each the largest least number first.
 * In pantau-situation-order.c
 */
void pantau_situation_sheet_order (PantauSituationSheet *self);

/* What is asked, as numbers of a sheet. */
typedef struct
{
  const PantauSituationSheet *sheet;
  guint line;     /* the region */
  guint8 *inside; /* (owned): by line: in the region */
  int election;   /* number; -1: any */
  gboolean is_now;
  guint day;    /* the one asked for; today */
  guint second; /* the last one that counts */
  guint heard_days;
  gint64 now;
  guint8 weights[PANTAU_SITUATION_MAX_LEVELS]; /* 0 to 100, by a risk's level */
} PantauSituationView;

gboolean pantau_situation_view_init (PantauSituationView *self,
                                     const PantauSituationSheet *sheet,
                                     const PantauSituationQuery *query,
                                     GError **error);
void pantau_situation_view_clear (PantauSituationView *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauSituationView, pantau_situation_view_clear)

/* Whether the record is of the election, was recorded by then, and is in the region. Asked of each record, so it is compiled into those who ask; the next one too. */
static inline gboolean
pantau_situation_view_has (const PantauSituationView *self, const PantauSituationRecord *item)
{
  const PantauSituationSpot *spots;

  if (self->election >= 0 && item->election != self->election)
    return FALSE;
  if (!self->is_now && item->from > self->second)
    return FALSE;
  if (self->inside[item->line])
    return TRUE;

  spots = &g_array_index (self->sheet->spots, PantauSituationSpot, item->first_spot);
  for (guint i = 0; i < item->n_spots; i++)
    if (self->inside[spots[i].line])
      return TRUE;

  return FALSE;
}

/* … and open then. */
static inline gboolean
pantau_situation_view_is_open (const PantauSituationView *self, const PantauSituationRecord *item)
{
  const PantauSituationStretch *stretches;

  if (self->election >= 0 && item->election != self->election)
    return FALSE;
  if (self->is_now)
    return item->until == 0;
  if (item->from > self->second || (item->until != 0 && item->until <= self->second))
    return FALSE;
  if (item->n_stretches == 1)
    return TRUE;

  stretches = &g_array_index (self->sheet->stretches, PantauSituationStretch, item->first_stretch);
  for (guint i = 0; i < item->n_stretches; i++)
    if (stretches[i].from <= self->second &&
        (stretches[i].until == 0 || stretches[i].until > self->second))
      return TRUE;

  return FALSE;
}

/* Whether a second is of the day that is asked for, as far as that had passed. */
static inline gboolean
pantau_situation_view_is_of_day (const PantauSituationView *self, guint second)
{
  return second / PANTAU_SITUATION_DAY_SECONDS == self->day && second <= self->second;
}

/* A claim that no desk had decided, and whose root was not ended. */
gboolean pantau_situation_view_is_pending (const PantauSituationView *self,
                                           const PantauSituationClaim *claim);
gboolean pantau_situation_view_is_overdue (const PantauSituationView *self,
                                           const PantauSituationRecord *item,
                                           const PantauSituationClock *clock);
/* From @from on and before @until: this day's rest, and the days after it. */
void pantau_situation_view_due (const PantauSituationView *self, gint64 *today, gint64 *soon);

G_END_DECLS
