/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a body is written on the wire (the values of Content-Encoding, RFC 9110 and RFC 8878). */
typedef enum
{
  PANTAU_CODING_IDENTITY,
  PANTAU_CODING_GZIP,
  PANTAU_CODING_ZSTD,
} PantauCoding;

/* FALSE where @name (nullable: identity) is a coding that we do not speak. */
gboolean pantau_coding_from_name (const char *name, PantauCoding *coding);
const char *pantau_coding_get_name (PantauCoding coding); /* NULL for identity */

/* @level is zstd's, 1 (fast) to 19 (small); gzip uses its own middle. (transfer full) */
GBytes *pantau_codec_encode (PantauCoding coding, int level, const char *bytes, gsize length);

/*
 * Decodes at most @limit bytes; one more is PANTAU_ERROR_TOO_LARGE, however small the input was (bombs). Memory
 * grows with the output only, and never beyond @limit by much. Errors: _TOO_LARGE, _MALFORMED (also: cut short,
 * or followed by something else).
 */
GBytes *pantau_codec_decode (PantauCoding coding,
                             const char *bytes,
                             gsize length,
                             gsize limit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * zstd, so that of a beginning of it all can be had back that was written up to some bytes before: after each @part bytes what is there is complete in itself. That costs
 * some bytes more. (transfer full)
 */
GBytes *pantau_codec_encode_parts (int level, const char *bytes, gsize length, gsize part);

/* As much as can be had back of the beginning of an encoded text: at most @limit bytes, perhaps none. Whether it is right nobody knows. (transfer full) */
GBytes *
pantau_codec_decode_start (PantauCoding coding, const char *bytes, gsize length, gsize limit);

/*
 * zstd, beginning as if @known (raw bytes that the other side has too) stood before: what is repeated from there costs next to nothing. One
 * frame, which nobody reads without the very same bytes. @level as above. (transfer full)
 */
GBytes *pantau_codec_encode_after (GBytes *known, int level, const char *bytes, gsize length);

/* The reverse, bounded as pantau_codec_decode() is. Other bytes than those that were @known give garbage or _MALFORMED. (transfer full) */
GBytes *pantau_codec_decode_after (GBytes *known,
                                   const char *bytes,
                                   gsize length,
                                   gsize limit,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
