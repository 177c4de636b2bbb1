/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nesting that any of our documents may have; a record needs five. */
#define PANTAU_JSON_MAX_DEPTH 16

/* The largest integer that every JSON reader keeps exactly (2^53, RFC 8259 section 6). */
#define PANTAU_JSON_MAX_INTEGER G_GINT64_CONSTANT (9007199254740992)

/*
 * Checks bytes from outside before any JSON library sees them: one JSON object (RFC 8259), valid UTF-8, at most
 * @limit bytes, at most PANTAU_JSON_MAX_DEPTH deep, no key twice in one object (compared after decoding escapes), no NUL, no
 * lone surrogate, integers within 2^53, other numbers within what a double holds. Without recursion; memory in
 * proportion to @length at most.
 *
 * json-glib 1.6.6 itself overflows the stack on deep nesting, keeps the last of two equal keys silently and
 * turns large integers into -1, so nothing from outside reaches it by another way.
 *
 * Returns FALSE with PANTAU_ERROR_TOO_LARGE or PANTAU_ERROR_MALFORMED.
 */
gboolean pantau_json_scan (const char *text, gsize length, gsize limit, GError **error);

G_END_DECLS
