/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * A client of the home's province, with all that the home knows of it: address, keys, TLS keys. Nobody makes one for a home otherwise. Used and freed
 * by the calling thread. PANTAU_ERROR_NOT_ENROLLED. (transfer full)
 */
PantauClient *pantau_home_connect (PantauHome *home, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The statements in @bytes (pantau_succession_follow()) say which key follows @known, a key of the home's province: by the home's recovery key, and noted durably
 * before it returns. Errors as there.
 */
gboolean pantau_home_follow (
    PantauHome *home, const char *bytes, gsize length, const char *known, GError **error);

G_END_DECLS
