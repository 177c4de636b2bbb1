/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* What an asking came to. */
typedef struct
{
  guint targets; /* lines that this person asked to have erased just now */
  guint
      seconded; /* of these: somebody else had asked already, so they go, everywhere, with the next syncs */
} PantauRedactOutcome;

/*
 * Asks, as one person of the province's desk, to have the bodies of lines of a record erased (data/doc/protocol.md, "Redaction"). It has effect
 * once a second person has asked for the same; nothing undoes it then.
 *
 * @targets: ids in hex of lines of the record; the id of a redact line stands for what that one names. NULL: all that has content. What is
 * erased already, or what this person has asked for before, is left out. One line is written for those who may see the same, so that
 * the request reaches everybody who has the target, and nobody else.
 *
 * Errors: PANTAU_ERROR_REFUSED (the role may not), _INVALID (no such line of this record; one that may not be erased; reason or basis too
 * short or too long), _CONFLICT (nothing is left to ask for).
 */
gboolean pantau_edit_redact (PantauHome *home,
                             const char *record,
                             const char *const *targets,
                             const char *reason,
                             const char *basis,
                             PantauRedactOutcome *outcome,
                             GError **error);

/* Whether this person may ask for it: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean pantau_edit_may_redact (PantauHome *home, const char *record, GError **error);

/* Checks a reason or a basis as typed. (transfer full): in one writing; NULL with PANTAU_ERROR_INVALID and a sentence */
char *pantau_check_redact_reason (const char *text, GError **error);
char *pantau_check_redact_basis (const char *text, GError **error);

G_END_DECLS
