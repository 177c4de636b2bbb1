/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The media type of packed lines; plain ones are text/plain. */
#define PANTAU_PACK_TYPE "application/vnd.pantau.pack-1"

/*
 * Lines for a narrow line. More than half of a compressed batch is random: signatures, hashes, UUIDs, salts; and as
 * text in base64 and hex they cost more than they are. Packed, the random bytes stand by themselves as they are, and what the
 * receiver can compute (a body's hash, the id of the line before) is left out. What remains compresses well.
 *
 *   pantau-pack-1 R H B LF      lengths of the three parts in decimal
 *   R bytes                     for each packed line: signature (64), record (16), and where it has a body its salt (16)
 *   H bytes of text             for each line its header without those, or "!" and the whole line
 *   B bytes of text             for each packed line its body without salt
 *
 * In a packed header `record` and `body` are empty and `prev` is "=" where it is the id of the device's line before
 * it in this pack. Any line travels: one that is written otherwise than ours goes whole. The lines come out byte for byte.
 */

/* @lines: ledger lines, each with its LF. (transfer full) */
GBytes *pantau_pack (const char *lines, gsize length);

/* The lines again. At most @limit bytes. Errors: PANTAU_ERROR_MALFORMED, _TOO_LARGE. (transfer full) */
GBytes *pantau_unpack (const char *pack, gsize length, gsize limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* H and B of the pack of @lines, one after the other. (transfer full) */
GBytes *pantau_pack_text (const char *lines, gsize length);

/* Where in @pack, which may end there, its R bytes are to stand, and how many they are. FALSE where the first line is none of a pack. */
gboolean pantau_pack_find_raw (const char *pack, gsize length, gsize *raw_at, gsize *raw_length);

G_END_DECLS
