/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-condition.h"
#include "pantau-document.h"

G_BEGIN_DECLS

/* Something that a record must say before anybody takes it to a status. Belongs to the status. */
typedef struct
{
  PantauCondition what; /* the field, and the answers that will do; NULL: any */
  GPtrArray *when; /* (nullable): of PantauCondition: it is needed only where all of them hold */
  PantauLabel why; /* one sentence; both texts NULL where the field's name says it */
} PantauStatusNeed;

/* One status of a table. Everything in it belongs to the PantauStatuses that gave it. */
typedef struct
{
  char *code;
  PantauLabel name;
  gboolean ended;         /* nothing waits for anybody any more */
  gboolean reason;        /* whoever takes a record there is asked why */
  gboolean lists_missing; /* what completeness lacks is where the reason begins */
  gboolean is_void;       /* as if it had never been recorded: no figure counts it */
  gboolean in_queue;      /* a desk has to decide what becomes of it: pantau-triage.h */
  char *verb;             /* (nullable): of the queue, that leads here: pantau-triage-verb.h */
  GPtrArray *needs;       /* of PantauStatusNeed; perhaps empty */
} PantauStatus;

/*
 * Tables of statuses and of the steps between them, one table for each way of handling a record (a
 * kind names its table). Immutable, so any thread may read it.
 */
typedef struct _PantauStatuses PantauStatuses;

/* Reads status.json. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauStatuses *pantau_statuses_new (GBytes *status, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauStatuses *pantau_statuses_ref (PantauStatuses *self);
void pantau_statuses_unref (PantauStatuses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauStatuses, pantau_statuses_unref)

/*
 * The statuses of @table in order. (transfer none) (nullable): of PantauStatus; NULL for an unknown
 * table
 */
GPtrArray *pantau_statuses_list (PantauStatuses *self, const char *table);

/* The status of a new record. (transfer none) (nullable): NULL for an unknown table */
const char *pantau_statuses_initial (PantauStatuses *self, const char *table);

/* (transfer none) (nullable) */
const PantauStatus *
pantau_statuses_lookup (PantauStatuses *self, const char *table, const char *code);

/*
 * The name of a status in @language ("id", "en"); the code itself where the table does not know it.
 * (transfer none)
 */
const char *pantau_statuses_label (PantauStatuses *self,
                                   const char *table,
                                   const char *code,
                                   const char *language);

/*
 * TRUE where @table has a step from status @from to status @to that @role ("field", "desk",
 * "identity") may take; a NULL @role asks whether anybody may.
 */
gboolean pantau_statuses_allows (
    PantauStatuses *self, const char *table, const char *from, const char *to, const char *role);

/*
 * Where @role (nullable) may go from @from, in the table's order. (transfer container): of const
 * PantauStatus *
 */
GPtrArray *pantau_statuses_next (PantauStatuses *self,
                                 const char *table,
                                 const char *from,
                                 const char *role) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What a record with @values, {name: value} (pantau_condition_values()), lacks for the status @to. It is asked of who takes the step;
 * steps that are in the ledger are valid without. (transfer container): of const PantauStatusNeed *
 */
GPtrArray *pantau_statuses_lacking (PantauStatuses *self,
                                    const char *table,
                                    const char *to,
                                    JsonObject *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
