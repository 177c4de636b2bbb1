/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Checks the address of a province: https:// anywhere, http:// on this very machine only
 * (127.0.0.0/8, ::1, localhost); perhaps with a port and a path, but without user, query or
 * fragment. Spaces around it are forgiven.
 *
 * Returns: (transfer full): the address without a final slash, or NULL with PANTAU_ERROR_INVALID.
 */
char *pantau_address_read (const char *url, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
