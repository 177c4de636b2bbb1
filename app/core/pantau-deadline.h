/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-agency.h"
#include "pantau-calendar.h"
#include "pantau-document.h"
#include "pantau-kind.h"
#include "pantau-status.h"

G_BEGIN_DECLS

/* How a rule counts. The names in tenggat.json are a contract: append only. */
typedef enum
{
  PANTAU_UNIT_WORKING_DAYS, /* hari-kerja */
  PANTAU_UNIT_DAYS,         /* hari */
  PANTAU_UNIT_HOURS,        /* jam */
} PantauUnit;

/*
 * One rule of tenggat.json: within what time something must be done. Everything in it belongs to the PantauDeadlines that gave it.
 *
 * An event is named by a text: `known`, `occurred` or `recorded` of the record; `field:NAME`, a field of type datetime; `set:NAME`, when a
 * field got the value that it has; `status:CODE`, when the record was taken to that status; `forward:GROUP` and `reply:GROUP`, when it was
 * forwarded to an agency of that group (instansi.json) and when one of these answered.
 */
typedef struct
{
  char *code;
  PantauLabel name;
  PantauLabel note; /* what else to know; both texts NULL where there is nothing */
  char *basis;      /* the law, with article and paragraph where it is known */
  gboolean unsure;  /* (GK): general knowledge, to be checked before it is relied on; shown */
  char **kinds;
  char *regime;     /* "pemilu" or "pilkada"; NULL: any */
  GDate valid_from; /* the rule holds for what starts within these days; not valid: no bound */
  GDate valid_to;
  char **from; /* events: the first of these that happened starts it */
  char **ends; /* events: the first that is not before what started it ends it */
  int n;
  PantauUnit unit;
  PantauUnit other_unit;   /* what the text may mean as well; else the same as unit */
  gboolean first_included; /* the day of the start is day 1 */
  gboolean first_disputed; /* whether it is, is disputed */
  GPtrArray *conditions;   /* of PantauDeadlineCondition, all of which must hold */
  char *
      extension_field; /* a boolean field: where it is true, extension_n counts from the start (nullable) */
  int extension_n;
  char *extension_basis;
  gboolean
      hours_at_start; /* what starts it is taken in office hours only: later than closes, it counts from the next day */
  gboolean
      hours_at_end; /* and what ends it: the last moment is when the office closes, not the end of the day */
  int opens; /* seconds since midnight */
  int closes;
} PantauDeadline;

/* @field holds one of @values; "" for a field without a value. */
typedef struct
{
  char *field;
  char **values;
} PantauDeadlineCondition;

/* What is known of one record, as far as clocks ask for it. */
typedef struct _PantauFacts PantauFacts;

/* @regime and @voting_day are those of its election (nullable both: rules of one regime do not apply then). */
PantauFacts *pantau_facts_new (const char *kind,
                               const char *regime,
                               const GDate *voting_day) G_GNUC_WARN_UNUSED_RESULT;
void pantau_facts_free (PantauFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFacts, pantau_facts_free)

/*
 * An event as of PantauDeadline, in Unix seconds. Said more than once, the earliest starts a clock; of a field, on whose value
 * people differ, the latest ends it; of other events the earliest after the start.
 */
void pantau_facts_add_event (PantauFacts *self, const char *event, gint64 when);
/* A value of a field: a code, "true" or "false". */
void pantau_facts_add_value (PantauFacts *self, const char *field, const char *value);
/* The record's handling has ended (selesai, salah catat …): what still runs, stops. */
void pantau_facts_close (PantauFacts *self, gint64 when);

typedef enum
{
  PANTAU_CLOCK_RUNNING,
  PANTAU_CLOCK_MET,     /* done in time */
  PANTAU_CLOCK_LATE,    /* done, but after it was due */
  PANTAU_CLOCK_MISSED,  /* not done, and overdue */
  PANTAU_CLOCK_STOPPED, /* not done, and no longer asked for: the record was closed */
} PantauClockState;

/* One rule applied to one record. Times in Unix seconds. */
typedef struct
{
  const PantauDeadline *rule; /* (unowned): as long as the reference data */
  char *event;                /* what started it, one of the rule's `from` */
  gint64 event_at;            /* when that was */
  gint64 start;     /* what it counts from: later than event_at where a report came out of hours */
  gint64 due;       /* the last moment in time; where counting is disputed, the earlier one */
  gint64 other_due; /* where it is disputed, the later one; else 0 */
  gint64 ended;     /* 0: not yet */
  char *ended_by;   /* the event that ended it; NULL where none did */
  gboolean is_estimate; /* “perkiraan”: rests on days that no decree has settled */
  gboolean is_disputed;
  gboolean is_extended;
  gboolean is_stopped; /* ended because the record was closed */
} PantauClock;

void pantau_clock_free (PantauClock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauClock, pantau_clock_free)

/* @now: the corrected time, pantau_home_clock(). */
PantauClockState pantau_clock_state (const PantauClock *self, gint64 now);

/* A state as scripts read it: "running", "met", "late", "missed", "stopped". (transfer none) */
const char *pantau_clock_state_name (PantauClockState state);

/* The rules of tenggat.json. Immutable, so any thread may read it. */
typedef struct _PantauDeadlines PantauDeadlines;

/*
 * Reads tenggat.json, and checks that its kinds, fields, statuses and groups of agencies are there. NULL with PANTAU_ERROR_MALFORMED that names file
 * and line.
 */
PantauDeadlines *pantau_deadlines_new (GBytes *tenggat,
                                       PantauKinds *kinds,
                                       PantauStatuses *statuses,
                                       PantauAgencies *agencies,
                                       PantauCalendar *calendar,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauDeadlines *pantau_deadlines_ref (PantauDeadlines *self);
void pantau_deadlines_unref (PantauDeadlines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDeadlines, pantau_deadlines_unref)

/* In the order of the file. (transfer none): of PantauDeadline */
GPtrArray *pantau_deadlines_list (PantauDeadlines *self);

/* (transfer none) (nullable) */
const PantauDeadline *pantau_deadlines_lookup (PantauDeadlines *self, const char *code);

/* Whether any rule is about @kind: no need to look at the others. */
gboolean pantau_deadlines_concern (PantauDeadlines *self, const char *kind);

/* The clocks that the facts have started, in the order of the file. (transfer full): of PantauClock, perhaps none */
GPtrArray *pantau_deadlines_count (PantauDeadlines *self,
                                   const PantauFacts *facts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
