/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

#define PANTAU_ASSIGN_MAX_NAME   200 /* characters */
#define PANTAU_ASSIGN_MAX_REASON 500

/* Who is to look after a record. */
typedef struct
{
  const char *person; /* (nullable): person code; NULL for the whole desk */
  const char *name;   /* (nullable): of that person, for readers who do not know the code */
  const char *region; /* (nullable): of the desk; NULL: it is given back to all */
  const char *reason; /* (nullable) */
} PantauAssignee;

/*
 * Gives @record to somebody: assignment.set, which replaces what is present. Where its table has a status for that (pantau-triage-verb.h: a case that a
 * desk hands to one below it is “dilimpahkan”, one that it takes from there “diambil alih”), the step is taken too, with the reason: both, or neither.
 *
 * PANTAU_ERROR_INVALID for an unknown region, a text that is too long or a reason that the status asks for and nobody gave; _CONFLICT where it is
 * theirs already; _NOT_FOUND; _REFUSED where this person may not.
 */
gboolean pantau_edit_assign (PantauHome *home,
                             const char *record,
                             const PantauAssignee *assignee,
                             GError **error);

/* The same to who works here. */
gboolean
pantau_edit_take_over (PantauHome *home, const char *record, const char *reason, GError **error);

/*
 * The status that comes with it, of the record's table; NULL where none does. (transfer none): of the reference data
 */
const char *
pantau_edit_assign_status (PantauHome *home, const char *record, const PantauAssignee *assignee);

/* Whether this person may: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean pantau_edit_may_assign (PantauHome *home, const char *record, GError **error);

G_END_DECLS
