/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-query.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * The queue of a desk (data/doc/triage.md): what came and nobody has decided on, the most urgent first. That is, in this order: the greatest urgency; the
 * clock that ends first; what came first. The urgency is the severity, or 5 where a clock is overdue or ends within a day, 4 within three
 * days, 3 where any runs. Before all of it, what was decided here and could not be written because a colleague had ended it: nobody would look for it
 * elsewhere.
 */

/* What of it is shown. Names are kept in settings: append only. */
typedef enum
{
  PANTAU_TRIAGE_OPEN,     /* waits for a decision */
  PANTAU_TRIAGE_UNREAD,   /* of these: what this person has not seen since it changed */
  PANTAU_TRIAGE_MINE,     /* what this person or the own desk looks after, under way too */
  PANTAU_TRIAGE_RETURNED, /* waits to be completed by who recorded it */
} PantauTriageView;

#define PANTAU_N_TRIAGE_VIEWS (PANTAU_TRIAGE_RETURNED + 1)

const char *pantau_triage_view_get_name (PantauTriageView view);
gboolean pantau_triage_view_from_name (const char *name, PantauTriageView *view);

typedef struct
{
  PantauTriageView view;
  const char *person;  /* (nullable): code of who works here */
  const char *region;  /* (nullable): of the own desk */
  gboolean is_pemprov; /* risks and hoaxes alone */
  PantauQuery *query;  /* (nullable): narrows it further */
  const char *
      shown; /* (nullable): UUID: unread or not, it stays in PANTAU_TRIAGE_UNREAD while somebody reads it */
  gint64 now;  /* the corrected time, pantau_home_clock(); needed */
  guint limit; /* 0: all */
} PantauTriageFilter;

typedef struct
{
  guint32 n;            /* as of pantau_store_find() */
  PantauRecord *record; /* (owned) */
  int urgency;          /* 0 to 5 */
  gint64 due;           /* of the clock that ends first, Unix seconds; G_MAXINT64: none runs */
  gint64 last;          /* entry.n of its newest line */
  gboolean is_unread;
  gboolean differs; /* desks decided without knowing of each other */
  char *
      assignee; /* (nullable): who looks after it: names, or desks' regions; several where people differ */
  gboolean is_mine;
  char *fault; /* (nullable): a sentence: what was decided here and could not be signed */
  gboolean
      is_gone; /* it waits no more: a page keeps it as long as somebody writes about it; never set by pantau_triage_read() */
} PantauTriageItem;

PantauTriageItem *pantau_triage_item_copy (const PantauTriageItem *self) G_GNUC_WARN_UNUSED_RESULT;
void pantau_triage_item_free (PantauTriageItem *self);

typedef struct
{
  GPtrArray *
      items; /* of PantauTriageItem, at most as many as the limit; whoever takes it away leaves NULL */
  gboolean has_more;
} PantauTriage;

void pantau_triage_free (PantauTriage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauTriage, pantau_triage_free)

/* What was decided and is not signed yet (pantau-pending.h) is not in it. (transfer full) */
PantauTriage *pantau_triage_read (PantauStore *store,
                                  const PantauTriageFilter *filter,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody to whom a record can be given: a colleague, or a whole desk. */
typedef struct
{
  char *person;   /* (nullable): person code; NULL for the desk */
  char *name;     /* (nullable): of the person */
  char *position; /* (nullable) */
  char *region;   /* of the desk */
} PantauColleague;

void pantau_colleague_free (PantauColleague *self);

/* The desks whose grants are here, each with its people but for @me (nullable: person code), by region. (transfer full): of PantauColleague */
GPtrArray *pantau_triage_colleagues (PantauStore *store,
                                     const char *me,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many wait for a decision or are there for a fault, and how many of them are unread: what the sidebar shows. */
gboolean pantau_triage_count (
    PantauStore *store, gboolean is_pemprov, gint64 *waiting, gint64 *unread, GError **error);

/* This person has looked at @record, up to its newest line here. */
gboolean pantau_triage_mark_seen (PantauDb *db, const char *record, GError **error);

G_END_DECLS
