/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_TRUST_VIEW (pantau_trust_view_get_type ())
/*
 * Whom identities are sealed to here: the recovery key by its fingerprint, who vouches for that, and the officers that it named; lists of officers that are not believed; and what
 * the province warns of. Whoever has the fingerprint from elsewhere types it to compare. Out of sight where there is nothing to tell.
 *
 * Property "session" (PantauSession, nullable until somebody gives it).
 */
G_DECLARE_FINAL_TYPE (PantauTrustView, pantau_trust_view, PANTAU, TRUST_VIEW, GtkWidget)

G_END_DECLS
