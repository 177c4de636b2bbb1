/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "pantau-triage-verb.h"

G_BEGIN_DECLS

/*
 * Decisions of the queue that may still be taken back (data/doc/triage.md, "Taking back"): kept durably when the person decides, signed when their time
 * has come. A ledger forgets nothing, so what nobody meant must not be written; and what somebody decided must not be lost by a power cut.
 */

/* How long they wait, in milliseconds. */
#define PANTAU_PENDING_DELAY 8000

/* What is decided about each of some records. */
typedef struct
{
  PantauVerb verb;
  const char *reason; /* (nullable) */
  const char *person; /* (nullable): to whom it is delegated: as of PantauAssignee */
  const char *name;   /* (nullable) */
  const char *region; /* (nullable) */
  const char *rel;    /* (nullable): how it is linked, of PANTAU_VERB_LINK */
  const char *to;     /* (nullable): to which record */
} PantauDecision;

/* Why a record is left out. */
typedef struct
{
  char *record;
  char *why; /* one sentence, without a full stop */
} PantauLeftOut;

/* What came of deciding. */
typedef struct
{
  char *batch;     /* names it, to be taken back */
  guint n_decided; /* records */
  GPtrArray *left; /* of PantauLeftOut: for which it is not allowed, or which lack something */
  gint64 due;      /* Unix milliseconds: when it is signed */
} PantauDecided;

void pantau_decided_free (PantauDecided *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDecided, pantau_decided_free)

/*
 * Decides about @records (ended by NULL): keeps those for which @decision is allowed, all in one durable commit, and says why the others are left out. Nothing is
 * written into the ledger. A decision that waits for a record is replaced. @delay in milliseconds. (transfer full)
 */
PantauDecided *pantau_pending_decide (PantauHome *home,
                                      const char *const *records,
                                      const PantauDecision *decision,
                                      gint64 delay,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes a batch back: @n takes how many records it was; 0 where it is signed already. */
gboolean pantau_pending_undo (PantauHome *home, const char *batch, guint *n, GError **error);

/*
 * Signs what is due (@all: whatever waits), each by itself, in the order of deciding. Where status or assignment is not what it was when the person decided,
 * nothing is written: the decision stays with its fault, to be shown in the queue, and @n_faults counts it. @n_signed likewise. FALSE where it could not go
 * on (a full disk): the rest waits.
 */
gboolean pantau_pending_sign (
    PantauHome *home, gboolean all, guint *n_signed, guint *n_faults, GError **error);

/* How many wait, without those at fault; and when the first is due, in Unix milliseconds (0: none). */
gboolean pantau_pending_count (PantauDb *db, gint64 *count, gint64 *due, GError **error);

/* A fault was read. */
gboolean pantau_pending_forget_fault (PantauDb *db, const char *record, GError **error);

G_END_DECLS
