/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-check.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/* Codes of the list `risk_phase`, which the program itself knows. For ever. */
#define PANTAU_PHASE_POSSIBLE  "potensi"
#define PANTAU_PHASE_HAPPENING "sedang"

/*
 * Links a record to another one: @rel is one of pantau_rels. The line takes the stricter class of its two ends; an end
 * that is not here counts as closed, and @warning (nullable) says that it is not here.
 *
 * PANTAU_ERROR_INVALID for an unknown relation, a link to itself, or kinds that do not fit (sightings are of hoaxes, duplicates of one
 * kind); _CONFLICT where the same link is there; _NOT_FOUND; _REFUSED.
 */
gboolean pantau_edit_link (PantauHome *home,
                           const char *record,
                           const char *rel,
                           const char *to,
                           char **warning,
                           GError **error);

/* Whether pantau_edit_link() would write it: FALSE as it gives. */
gboolean pantau_edit_check_link (
    PantauHome *home, const char *record, const char *rel, const char *to, GError **error);

/*
 * Takes a link of @record (link.add, its id @link in hex) back: link.drop {link, reason}, of the link's own class, since who may know of the one
 * may know of the other. Both records stay as they are; they may be linked again.
 *
 * PANTAU_ERROR_NOT_FOUND where the record has no such link, or it is taken back already; _INVALID without a reason (PANTAU_UNLINK_MIN_REASON
 * characters); _REFUSED.
 */
gboolean pantau_edit_unlink (
    PantauHome *home, const char *record, const char *link, const char *reason, GError **error);

/* The least that says something. */
#define PANTAU_UNLINK_MIN_REASON 5

/*
 * A risk has become an incident: one record.set of its phase, of when it happened, and, since it is known only since then, of when it became
 * known. Everything else stays; the estimate stays in the history. @when (nullable): a time as of pantau_check_time(), not in the
 * future; NULL for now.
 *
 * FALSE with faults (field `when`), or with an error: PANTAU_ERROR_INVALID for what is no risk, _CONFLICT for an
 * incident, _NOT_FOUND, _REFUSED.
 */
gboolean pantau_edit_become (
    PantauHome *home, const char *record, const char *when, GPtrArray *faults, GError **error);

/* Whether pantau_edit_become() is for this record and this person: FALSE with why not. */
gboolean pantau_edit_may_become (PantauHome *home, const char *record, GError **error);

G_END_DECLS
