/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * An invitation as a file that one opens instead of typing a code (data/doc/protocol.md, "Enrolment"): a JSON object `server`, `code`, and perhaps
 * `name` (whom it is for), `practice`, `pin` (by which TLS keys the province is reached) and `recovery` (whose signature on a list of identity officers counts). Whoever has the file can enrol in
 * that person's place, once: only its owner reads it.
 */
typedef struct
{
  char *server;
  char *code; /* as pantau_invite_format() writes it */
  char *name; /* (nullable) */
  gboolean practice;
  char *
      recovery; /* (nullable): fingerprint of the recovery key, as pantau_recovery_fingerprint() writes it */
  GStrv pins; /* (nullable): TLS keys by which the province is reached (pantau-pins.h) */
} PantauInvitation;

#define PANTAU_INVITATION_SUFFIX ".pantau-undangan"

void pantau_invitation_free (PantauInvitation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauInvitation, pantau_invitation_free)

/* PANTAU_ERROR_NOT_FOUND, _IO; _MALFORMED where it is no invitation, _INVALID where its code is damaged. Unknown members are passed over. */
PantauInvitation *pantau_invitation_load (const char *path,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes a new file, readable by its owner alone. PANTAU_ERROR_CONFLICT where one is there. */
gboolean pantau_invitation_save (const PantauInvitation *self, const char *path, GError **error);

G_END_DECLS
