/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-drafts.h"
#include "pantau-identity-parts.h"
#include "pantau-identity.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* What the window asks of the session's threads about sealing. */

/* Whom an identity would be sealed to. */
typedef struct
{
  gboolean can_seal;
  char *fault; /* (nullable): why not, and what to do: sentences */
  GPtrArray
      *officers;     /* of char *: "Rina (Bawaslu Kota Palembang)"; empty: the recovery key alone */
  gint64 serial;     /* of the roster; 0: none */
  char *fingerprint; /* (nullable): of the recovery key that signed it */
  gboolean
      is_compared; /* the fingerprint came from a person or an invitation, not from the server alone */
  GPtrArray *envelopes; /* of PantauDraftEnvelope */
} PantauSealStanding;

void pantau_seal_standing_free (PantauSealStanding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSealStanding, pantau_seal_standing_free)

/* @draft (nullable): whose envelopes; @record (nullable): that is changed; @region (nullable): where the record will be, else the own one. */
void pantau_seal_standing_read (PantauSession *session,
                                const char *draft,
                                const char *record,
                                const char *region,
                                GAsyncReadyCallback callback,
                                gpointer data);
PantauSealStanding *pantau_seal_standing_read_finish (PantauSession *session,
                                                      GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Which envelope is written. */
typedef struct
{
  char *draft;
  char *record; /* (nullable): that is changed */
  char *region; /* (nullable) */
  char *person;
  guint ordinal;
} PantauSealPlace;

PantauSealPlace *pantau_seal_place_new (const char *draft,
                                        const char *record,
                                        const char *region,
                                        const char *person,
                                        guint ordinal) G_GNUC_WARN_UNUSED_RESULT;
PantauSealPlace *pantau_seal_place_copy (const PantauSealPlace *self) G_GNUC_WARN_UNUSED_RESULT;
void pantau_seal_place_free (PantauSealPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSealPlace, pantau_seal_place_free)

/* Seals @identity (transfer full; wiped when it is done) in place of what was there; durable when the answer comes. */
void pantau_seal_keep (PantauSession *session,
                       const PantauSealPlace *place,
                       PantauIdentity *identity,
                       GAsyncReadyCallback callback,
                       gpointer data);
/* Takes the envelope away. */
void pantau_seal_drop (PantauSession *session,
                       const PantauSealPlace *place,
                       GAsyncReadyCallback callback,
                       gpointer data);
gboolean pantau_seal_finish (PantauSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
