/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-entry.h"

G_BEGIN_DECLS

/* What a grant makes of a person. Stored by name; append only. */
typedef enum
{
  PANTAU_ROLE_FIELD,    /* records in the own kecamatan: Panwascam, PKD, PTPS */
  PANTAU_ROLE_DESK,     /* a desk of Bawaslu: its region and all below */
  PANTAU_ROLE_PEMPROV,  /* the provincial government's monitoring team: open lines only */
  PANTAU_ROLE_IDENTITY, /* a desk that may open sealed identities too */
  PANTAU_ROLE_ADMIN,    /* devices, nothing else */
  PANTAU_ROLE_PROVINCE, /* the province's own key */
} PantauRole;

#define PANTAU_N_ROLES (PANTAU_ROLE_PROVINCE + 1)

/* By its name in grants, which is a contract; FALSE for any other, and for NULL. */
gboolean pantau_role_from_name (const char *name, PantauRole *role);
const char *pantau_role_get_name (PantauRole role);

/* Who asks. Borrowed texts. */
typedef struct
{
  PantauRole role;
  const char *region;
  const char *device;
  const char *person; /* person code; "" where the grant has none */
} PantauActor;

/* What is known of a record whose line it is: from its first record.create and its moves. Borrowed texts. */
typedef struct
{
  const char *kind;
  gboolean is_open;
  const char *device; /* who created it */
  const char *person;
  const char *const *regions; /* where it is and was, newest first; never empty */
} PantauRecordFacts;

/* The line that is judged: its header, and where the type needs it, a word of its body. */
typedef struct
{
  const char *type;
  const char *kind;
  gboolean is_open;
  const char *region;
  const char *device;
  const char *status;    /* (nullable): of a status.set */
  gboolean sets_verdict; /* a record.set that says what a hoax is */
} PantauLine;

/*
 * May @actor have written @line about a record of which @record is known (NULL: nothing yet)? Returns NULL where
 * it may, else a stable code for the quarantine: "role", "region", "class", "kind", "not-own", "unknown-record",
 * "record-exists", "status", "verdict".
 */
const char *pantau_access_judge (const PantauActor *actor,
                                 const PantauLine *line,
                                 const PantauRecordFacts *record);

/*
 * May @actor see @line? Decided for ever by the line's own header and by who created the record, but for one
 * thing: a line in quarantine is shown to desks and to its author alone, whatever class it claims.
 */
gboolean pantau_access_may_read (const PantauActor *actor,
                                 const PantauLine *line,
                                 const PantauRecordFacts *record,
                                 gboolean is_quarantined);

/* May @role say what a hoax is (field `verdict`)? */
gboolean pantau_access_may_judge_claims (PantauRole role);

/*
 * Are there records of @kind that @role may make, in its own region? May there be some that it can list: its own, or by a line of their
 * content, which a desk's release is not? For what a screen offers; each line is judged by the functions above.
 */
gboolean pantau_access_may_record (PantauRole role, const char *kind);
gboolean pantau_access_may_list (PantauRole role, const char *kind);

G_END_DECLS
