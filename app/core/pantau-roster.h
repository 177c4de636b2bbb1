/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-recovery.h"

G_BEGIN_DECLS

/* More would not fit into one line of the ledger. */
#define PANTAU_ROSTER_MAX_OFFICERS 100

/* One identity officer: a device of a person with a key that envelopes are sealed to. All of it is public. */
typedef struct
{
  char *person; /* person code */
  char *name;
  char *region; /* whose envelopes: this region and below */
  char *device; /* the public key of the officer's home */
  char *seal;   /* X25519 public key, 43 characters */
  char *until;  /* (nullable): YYYY-MM-DD, the last day on which it is sealed to */
} PantauOfficer;

PantauOfficer *pantau_officer_copy (const PantauOfficer *self) G_GNUC_WARN_UNUSED_RESULT;
void pantau_officer_free (PantauOfficer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauOfficer, pantau_officer_free)

/*
 * An officer's request to be on the roster: everything of a PantauOfficer but `until`, signed by the device
 * (`{"text":…,"signature":…}`, PANTAU_PURPOSE_OFFICER). (transfer full): one line without LF
 */
char *pantau_officer_request (PantauKeypair *device,
                              const PantauOfficer *officer) G_GNUC_WARN_UNUSED_RESULT;

/* Reads one. PANTAU_ERROR_MALFORMED, _SIGNATURE where that device did not sign it. (transfer full) */
PantauOfficer *pantau_officer_request_parse (const char *statement,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The identity officers of a province as the keeper of the recovery key named them: a statement signed with that key. Immutable and
 * reference-counted, so any thread may read it.
 */
typedef struct _PantauRoster PantauRoster;

/*
 * Reads `{"text":…,"signature":…}`. PANTAU_ERROR_MALFORMED (by name of what is wrong), _NEWER, _TOO_LARGE; _SIGNATURE where the recovery
 * key that it names did not sign it. Whether that is the right recovery key is the caller's question: pantau_roster_get_fingerprint().
 */
PantauRoster *pantau_roster_parse (const char *statement, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Makes one. @officers: of PantauOfficer, at most PANTAU_ROSTER_MAX_OFFICERS, of each device one. PANTAU_ERROR_INVALID names what does not fit.
 */
PantauRoster *pantau_roster_sign (PantauRecovery *recovery,
                                  gint64 serial,
                                  const char *made,
                                  GPtrArray *officers,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

PantauRoster *pantau_roster_ref (PantauRoster *self);
void pantau_roster_unref (PantauRoster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRoster, pantau_roster_unref)

const PantauRecoveryPublic *pantau_roster_get_recovery (PantauRoster *self);
const char *pantau_roster_get_fingerprint (PantauRoster *self); /* of the recovery key */
gint64 pantau_roster_get_serial (PantauRoster *self);           /* 1 … */
const char *pantau_roster_get_made (PantauRoster *self);        /* RFC 3339 */
const char *pantau_roster_get_statement (PantauRoster *self);   /* one line without LF */

/* (transfer none): of PantauOfficer, in the order of the roster */
GPtrArray *pantau_roster_get_officers (PantauRoster *self);

/*
 * Whom an envelope of @region is for on @today (YYYY-MM-DD): the officers of the nearest region that covers it and has some whose last
 * day has not passed. (transfer container): of PantauOfficer, borrowed from @self; empty where there is none, and then only the recovery
 * key can open what is sealed.
 */
GPtrArray *pantau_roster_for_region (PantauRoster *self,
                                     const char *region,
                                     const char *today) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
