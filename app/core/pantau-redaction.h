/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"
#include "pantau-entry.h"

G_BEGIN_DECLS

/* Lines that one redact line may name: as many as a header's `base`. */
#define PANTAU_REDACT_TARGETS PANTAU_BASE_LIMIT

/* Characters of `reason` and `basis`, each. */
#define PANTAU_REDACT_MIN_TEXT 5
#define PANTAU_REDACT_MAX_TEXT 500

/* What a redact line says (data/doc/protocol.md, "Redaction"). */
typedef struct
{
  GStrv targets;  /* ids in hex, 1 to PANTAU_REDACT_TARGETS */
  char *person;   /* person code of who asks; the province has compared it with the grant */
  char *name;     /* "" where it says none */
  char *position; /* "" likewise */
  char *reason;   /* "" likewise */
  char *basis;    /* "" likewise */
} PantauRedact;

/* (nullable): NULL where @body is missing or says nothing that could have an effect. (transfer full) */
PantauRedact *pantau_redact_parse (const char *body) G_GNUC_WARN_UNUSED_RESULT;
void pantau_redact_free (PantauRedact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRedact, pantau_redact_free)

/*
 * FALSE for what must stay readable, whoever asks: redact lines themselves (they say by whom and why), the province's verdicts,
 * and all about devices.
 */
gboolean pantau_redact_may_erase (const char *type);

/*
 * An erasure has effect once two persons have each written a redact line that names the target, about the target's own record. Both
 * functions are called inside a transaction. They erase the body; what is left to be done after it is in table `sweep`
 * (pantau-sweep.h).
 */

/* The redact line of row @n counts from now on. @erased (nullable) takes the rows that lost their body by it (of gint64). */
gboolean pantau_redaction_take (
    PantauDb *db, const PantauEntry *line, gint64 n, GArray *erased, GError **error);

/* The line of row @n has just come: where it was to be erased before it came, it is, and @erased says so. */
gboolean pantau_redaction_meet (
    PantauDb *db, const PantauEntry *entry, gint64 n, gboolean *erased, GError **error);

/*
 * For `verify`: a body that is missing although nobody erased it and it does not wait to come, and an erasure that two persons did not
 * ask for. A sentence each into @faults.
 */
gboolean pantau_redaction_verify (PantauDb *db, GPtrArray *faults, GError **error);

/* How many bodies were erased by law. */
gboolean pantau_redaction_count (PantauDb *db, gint64 *n_erased, GError **error);

G_END_DECLS
