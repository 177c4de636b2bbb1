/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "book.h"

G_BEGIN_DECLS

/*
 * Identity officers at the province. It passes on what the keeper of the recovery key signed offline, and can make nothing of the kind itself: it has
 * no key that opens an envelope or that signs a list.
 */

/* The fingerprint of the recovery key that its list is signed by; NULL while it has none. Writer's thread. (transfer full) */
char *pantau_officers_get_fingerprint (PantauProvince *province) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The commands, as of pantau_command_run():
 *   keys-set {"roster": STATEMENT, "new_recovery": BOOLEAN}   writes device.officers
 *   keys-show                                                 "roster" in the answer, where there is one
 *   keys-wrap {"wraps": [{"seal": ID, "to": [{"key", "box"}]}]}  writes identity.wrap for each; "written" in the answer
 */
gboolean pantau_officers_run (PantauProvince *province,
                              PantauBook *book,
                              JsonObject *request,
                              JsonObject **answer,
                              GError **error);

G_END_DECLS
