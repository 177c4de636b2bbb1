/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-warning.h"

G_BEGIN_DECLS

/* BMKG's largest have some 100 KiB; a province-wide polygon by the metre would have 2 MiB. */
#define PANTAU_WARNING_MAX_BYTES (2 * 1024 * 1024)

/*
 * Reads one message of CAP 1.2 or 1.1. What the protocol requires of the head has to be there: identifier, sender, sent, status, msgType.
 * Elsewhere it is read as far as it can be: a date that is none is as missing, a polygon that is none is counted as unreadable, so that no
 * warning is lost for a slip in one of its parts. NULL with PANTAU_ERROR_TOO_LARGE or PANTAU_ERROR_MALFORMED and a sentence that says why.
 */
PantauWarning *pantau_warning_parse (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
