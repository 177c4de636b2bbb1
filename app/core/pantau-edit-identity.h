/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "pantau-home.h"
#include "pantau-identity.h"
#include "pantau-store-identity.h"

G_BEGIN_DECLS

/*
 * Sealing identities of reporters and witnesses, opening them, and asking an officer to reach somebody (data/doc/identities.md). All of it
 * blocks: for the session's threads.
 */

#define PANTAU_OPEN_MIN_REASON 5
#define PANTAU_OPEN_MAX_REASON 500
#define PANTAU_ASK_MAX_TEXT    500

/* Seconds for which one opening shows an identity, from the first time that it was shown. */
#define PANTAU_IDENTITY_SHOWN (5 * 60)

/*
 * Whether this home may and can seal identities to a record: FALSE with PANTAU_ERROR_NOT_FOUND, _REFUSED (role or region), or as
 * pantau_home_get_roster() says why there is nobody to seal to: _NOT_ENROLLED points to the paper form. @record NULL: to a new record.
 */
gboolean pantau_edit_may_seal (PantauHome *home, const char *record, GError **error);

/*
 * Seals @identity to the officers of the record's region, keeps the envelope and writes the identity.seal, which replaces the seals of the
 * same person and ordinal that are here. Nothing of @identity stays in this home but in the envelope. @entry (nullable) takes the id: (transfer full).
 * Errors as above, and PANTAU_ERROR_INVALID for an unknown person, an ordinal not within 1 and PANTAU_IDENTITY_MAX_ORDINAL, an empty identity.
 */
gboolean pantau_edit_seal (PantauHome *home,
                           const char *record,
                           const char *person,
                           guint ordinal,
                           PantauIdentity *identity,
                           char **entry,
                           GError **error);

/*
 * pantau_edit_create() of a draft's record with the draft's envelopes (pantau_drafts_seal()) and files (pantau_drafts_attach()), if any, whose UUID becomes that of @draft, since the envelopes
 * are bound to it. Record, seals, evidence.add and the end of the draft are one commit. Returns: (transfer full): the record's UUID.
 *
 * PANTAU_ERROR_CONFLICT where an envelope is sealed to somebody who does not serve @region (the record moved one level up, say): the
 * sentence names the person, whose identity must be typed again; or where the draft has become a record already.
 */
char *pantau_edit_create_sealed (PantauHome *home,
                                 const char *draft,
                                 const char *kind,
                                 const char *region,
                                 gboolean is_open,
                                 JsonObject *body,
                                 char **warning,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same; and where @claim (nullable: a hoax's UUID, here or not) is given, the record becomes a sighting of it (link.add) in the same commit.
 * PANTAU_ERROR_INVALID where one of both is no hoax.
 */
char *pantau_edit_create_sighting (PantauHome *home,
                                   const char *draft,
                                   const char *kind,
                                   const char *region,
                                   gboolean is_open,
                                   JsonObject *body,
                                   const char *claim,
                                   char **warning,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a change of @record: writes an identity.seal for each of the draft's envelopes and an evidence.add for its files, and takes them out of the draft. */
gboolean
pantau_edit_seal_draft (PantauHome *home, const char *draft, const char *record, GError **error);

/* Whether this person may open identities of a record: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean pantau_edit_may_open_identity (PantauHome *home, const char *record, GError **error);

/*
 * Writes why an identity is to be opened. @seal: id of an identity.seal of the record, current or earlier. @reason: PANTAU_OPEN_MIN_REASON to
 * PANTAU_OPEN_MAX_REASON characters, for everybody of the region's desks to read. Sync, then pantau_identity_reveal() with @entry (transfer
 * full). PANTAU_ERROR_NOT_FOUND, _REFUSED, _INVALID.
 */
gboolean pantau_edit_open_identity (PantauHome *home,
                                    const char *record,
                                    const char *seal,
                                    const char *reason,
                                    char **entry,
                                    GError **error);

/*
 * The identity that the opening @entry is about, in secure memory; free it within PANTAU_IDENTITY_SHOWN seconds. The envelope is fetched
 * from the province where it is not here. (transfer full)
 *
 * PANTAU_ERROR_REFUSED: the province's receipt does not cover the opening yet (sync first), it is in quarantine, of another device, or was
 * shown for long enough; _NOT_FOUND: no such opening, or the province has not got the envelope yet; _SIGNATURE, _MALFORMED: the envelope was changed or cut short, or
 * belongs to another record or person; _INVALID: sealed to keys that this home does not have. And those of PantauClient.
 */
PantauIdentity *pantau_identity_reveal (PantauHome *home,
                                        const char *entry,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Seconds for which pantau_identity_reveal() will still show it; PANTAU_IDENTITY_SHOWN before the first time, 0 after the last. */
guint pantau_identity_time_left (PantauHome *home, const char *entry);

/* What pantau_edit_reseal() did. */
typedef struct
{
  guint envelopes; /* that new officers can open now */
  guint absent;    /* that neither this home nor the province has */
  guint foreign;   /* that this home's key does not open, so that somebody else must do it */
} PantauResealed;

/*
 * Gives the officers who serve the records' regions today access to envelopes that were sealed before they were officers: an identity.wrap for each, by an
 * officer who can open them. The envelopes stay what they are. @record NULL: all records that this person may do that to. What was done stays done
 * after an error: PANTAU_ERROR_NOT_FOUND (no identity.key), _REFUSED, those of pantau_home_get_roster() and of PantauClient.
 */
gboolean pantau_edit_reseal (PantauHome *home,
                             const char *record,
                             PantauResealed *result,
                             GCancellable *cancellable,
                             GError **error);

/*
 * Asks the officers to reach somebody. @given: `person`, `ordinal`, `text` (what is needed, at most PANTAU_ASK_MAX_TEXT characters). FALSE with all faults in
 * @faults, or with an error: PANTAU_ERROR_NOT_FOUND, _REFUSED. @entry (nullable): (transfer full)
 */
gboolean pantau_edit_ask (PantauHome *home,
                          const char *record,
                          JsonObject *given,
                          char **entry,
                          GPtrArray *faults,
                          GError **error);

/* Answers @ask, id of an identity.ask of the record, else PANTAU_ERROR_NOT_FOUND. @given: `outcome` (code or name of the list `ask_outcome`), `text`
 * (optional but where nobody was reached). */
gboolean pantau_edit_answer (PantauHome *home,
                             const char *record,
                             const char *ask,
                             JsonObject *given,
                             char **entry,
                             GPtrArray *faults,
                             GError **error);

/* Whether this person may ask, or answer: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean pantau_edit_may_ask (PantauHome *home, const char *record, GError **error);
gboolean pantau_edit_may_answer (PantauHome *home, const char *record, GError **error);

/* The same checks without writing, for a dialog while one types. NULL with faults. (transfer full): the body */
JsonObject *pantau_check_ask (PantauReference *reference,
                              JsonObject *given,
                              gint64 now,
                              GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *pantau_check_answer (PantauReference *reference,
                                 JsonObject *given,
                                 gint64 now,
                                 GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

/* A reason in one writing; NULL with PANTAU_ERROR_INVALID where it is too short or too long. (transfer full) */
char *pantau_check_open_reason (const char *reason, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE with PANTAU_ERROR_INVALID for who is neither reporter nor witness, or an ordinal out of range. */
gboolean pantau_check_person (const char *person, gint64 ordinal, GError **error);

G_END_DECLS
