/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "pantau-roster.h"

G_BEGIN_DECLS

/*
 * The officer's own key: `identity.key` of a home (0600), which opens envelopes. It never leaves that machine; its public half goes to
 * the keeper of the recovery key in a request.
 */

/* NULL with PANTAU_ERROR_NOT_FOUND where this home has none, _IO, _DAMAGED. (transfer full) */
PantauBoxKey *pantau_home_get_identity_key (PantauHome *home,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where there is one, whatever is in it. */
gboolean pantau_home_has_identity_key (PantauHome *home);

/*
 * The request to be an identity officer (one line without LF), and on the way the key where this home has none yet. PANTAU_ERROR_NOT_ENROLLED; _REFUSED
 * where the grant has another role than `identity`. (transfer full)
 */
char *pantau_home_request_officer (PantauHome *home, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
