/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A stage (tahapan) of an election. Everything in it belongs to the PantauElections that gave it.
 */
typedef struct
{
  char *code;
  char *name;
  GDate start; /* not valid where the day is not known */
  GDate end;   /* the last day; not valid where it is not known */
} PantauStage;

/* An election that records belong to. */
typedef struct
{
  char *code; /* "pilkada-2024" */
  char *name;
  char *regime;          /* "pemilu" or "pilkada": which law and which clocks apply */
  GDate voting_day;      /* not valid where it is not fixed yet */
  gint64 tps;            /* polling stations in the province, or -1 */
  gint64 dpt;            /* registered voters in the province, or -1 */
  char *basis;           /* the law */
  char *wilayah_edition; /* the edition of the regions that its figures count */
  GPtrArray *stages;     /* of PantauStage, in their order */
} PantauElection;

/* The elections of the reference data. Immutable, so any thread may read it. */
typedef struct _PantauElections PantauElections;

/*
 * Reads pemilihan.csv and tahapan.csv. NULL with PANTAU_ERROR_MALFORMED that names file and line.
 */
PantauElections *
pantau_elections_new (GBytes *pemilihan, GBytes *tahapan, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauElections *pantau_elections_ref (PantauElections *self);
void pantau_elections_unref (PantauElections *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauElections, pantau_elections_unref)

/* In the order of the file, at least one. (transfer none): of PantauElection */
GPtrArray *pantau_elections_list (PantauElections *self);

/* (transfer none) (nullable) */
const PantauElection *pantau_elections_lookup (PantauElections *self, const char *code);

/*
 * The election that an event of @today most likely belongs to: one whose voting day lies at most
 * half a year back while none is within the next half year, since its cases are still handled; or
 * else the one that votes next; or else the first without a day; or else the last. (transfer none)
 */
const PantauElection *pantau_elections_default (PantauElections *self, const GDate *today);

/* (transfer none) (nullable) */
const PantauStage *pantau_election_stage (const PantauElection *self, const char *code);

/*
 * The last stage whose days hold @day. (transfer none) (nullable): NULL where no dated stage does
 */
const PantauStage *pantau_election_stage_at (const PantauElection *self, const GDate *day);

/*
 * How many days it is from @day to the voting day: 0 on it, negative after it. FALSE where the day is not fixed yet.
 */
gboolean pantau_election_days_to (const PantauElection *self, const GDate *day, int *days);

/* The same in words: "H-12", "Hari H", "H+3", as it is written under a date. (transfer full) (nullable): NULL where the day is not fixed yet */
char *pantau_election_countdown (const PantauElection *self,
                                 const GDate *day) G_GNUC_WARN_UNUSED_RESULT;

/* The day in WIB of Unix seconds. */
GDate pantau_election_day_of (gint64 when);

G_END_DECLS
