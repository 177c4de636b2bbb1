/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-kind.h"
#include "pantau-rule.h"

G_BEGIN_DECLS

/*
 * Where a case comes from (laporan, temuan, informasi awal) and what it may become: a table of changes (asal.json). It is judged when
 * somebody changes it, never on what is in the ledger: what was recorded stays, and two people who differ may choose one of their
 * answers. Saying it for the first time needs nothing.
 */

/* From one origin to another. Belongs to the PantauOrigins that gave it. */
typedef struct
{
  char *from;
  char *to;
  gboolean allowed;
  char **needs;    /* fields of the kind that must be answered by then; perhaps empty */
  char **reporter; /* parts of the reporter's identity that must be sealed by then; perhaps empty */
  PantauLabel why; /* one sentence */
  char *basis;
  gboolean unsure; /* (GK) */
} PantauOriginChange;

/* The table (PantauOrigins) is immutable, so any thread may read it. Reads asal.json. NULL with PANTAU_ERROR_MALFORMED that names file and line; unknown fields and codes are faults too. */
PantauOrigins *
pantau_origins_new (GBytes *bytes, PantauKinds *kinds, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_origins_free (PantauOrigins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauOrigins, pantau_origins_free)

/* The field of a kind that holds the origin. (transfer none) */
const char *pantau_origins_get_field (PantauOrigins *self);

/* (transfer none) (nullable): NULL where the table does not speak of it */
const PantauOriginChange *
pantau_origins_lookup (PantauOrigins *self, const char *from, const char *to);

/* Whether the table asks for @name: a change of it may mend, or break, what is told beside the origin. */
gboolean pantau_origins_concern (PantauOrigins *self, const char *name);

/*
 * Judges a change of a record of @kind from @before (codes: several where people differ; empty: nothing was said) to @to (nullable: the
 * answer is taken away). @has (nullable): the parts of the reporter's identity that are sealed. @value gives the other answers as
 * they will be.
 *
 * NULL where it is allowed and nothing is missing; else one fault about the origin, code “not-allowed” with the table's reason, or
 * “lacking” with all that is missing. (transfer full) (nullable)
 */
PantauFault *pantau_origins_judge (PantauOrigins *self,
                                   PantauReference *reference,
                                   const PantauKind *kind,
                                   const char *const *before,
                                   const char *to,
                                   const char *const *has,
                                   PantauRuleValue value,
                                   gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
