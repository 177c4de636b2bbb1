/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "pantau-roster.h"

G_BEGIN_DECLS

/*
 * Whom a home seals identities to. A home knows one recovery key, by its fingerprint, for ever (home.json): what an invitation said counts
 * most, then what the grant said, then the first roster that came. Only rosters that this key signed are used; of them the newest, and never an
 * older one than was here before. So a breached province can keep officers' keys from a home, but cannot slip in its own.
 */
typedef struct
{
  char *fingerprint; /* (nullable): of the recovery key; NULL while none is known */
  char *
      from; /* (nullable): "invitation", "grant" or "roster"; in the last two nobody has compared it */
  PantauRoster *roster; /* (nullable): the one to seal to */
  GPtrArray *
      refused; /* of char *: a sentence for each list that is not used, with the names of its officers */
  GPtrArray *unknown; /* of char *: names of officers of those that another key signed, each once */
} PantauTrust;

void pantau_trust_free (PantauTrust *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauTrust, pantau_trust_free)

/*
 * What the home in directory @path knows, whose projections @store shows (another connection of it will do). Any thread. Changes nothing.
 */
PantauTrust *
pantau_trust_read (PantauStore *store, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The roster to seal to. NULL with PANTAU_ERROR_NOT_ENROLLED (the home belongs to no province), _NOT_FOUND (the province has named no officers yet),
 * _SIGNATURE (there are only lists that the known key did not sign: names their officers; or only older ones than were here before). Each is a
 * sentence that says what to do instead. (transfer full)
 */
PantauRoster *pantau_home_get_roster (PantauHome *home, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Remembers the recovery key with @fingerprint (as people type it), which came by @from ("invitation" or "grant"). A better source replaces a
 * worse one; of the same source the first stays: PANTAU_ERROR_CONFLICT that names both where they differ. A worse source that says
 * something else changes nothing and is no error (pantau_trust_read() tells of its rosters). _INVALID where it is no fingerprint. The home is open for writing.
 */
gboolean pantau_home_pin_recovery (PantauHome *home,
                                   const char *fingerprint,
                                   const char *from,
                                   GError **error);

/* FALSE with the error that pantau_home_pin_recovery() would have for an invitation's @fingerprint. Writes nothing. */
gboolean pantau_home_may_pin (PantauHome *home, const char *fingerprint, GError **error);

/*
 * After lines were taken in: remembers the first recovery key that was seen where none is known, and how far its rosters went. The home is open
 * for writing.
 */
gboolean pantau_home_settle_recovery (PantauHome *home, GError **error);

G_END_DECLS
