/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-known.h"

G_BEGIN_DECLS

/* The media type; it is compressed in itself, and has no Content-Encoding. */
#define PANTAU_PACK_AFTER_TYPE "application/vnd.pantau.pack-2"

/*
 * Packed lines (pantau-pack.h) after lines that the province holds already: who sends one record, or the next of a backlog, repeats of these little but what is new.
 *
 *   pantau-pack-2 R LAST N SUM LF  R: length of the random bytes; of the known lines the highest number, how many, and their sum;
 *                                  "0 0 -" where nothing is known
 *   R bytes                        as in a pack
 *   a zstd frame                   of the rest of the pack: its first line, H and B. Its prefix are H and B of the known lines
 *
 * The random bytes stand outside, since nothing compresses them.
 */

/* What the first line of a pack says. */
typedef struct
{
  gint64 last;
  guint n;                        /* 0: nothing is known */
  char sum[PANTAU_KNOWN_SUM + 1]; /* "" with 0 */
} PantauKnownName;

/* @known nullable; @level is zstd's, 1 to 19. (transfer full) */
GBytes *pantau_pack_after (const PantauKnown *known, int level, const char *lines, gsize length);

/* Which lines @pack begins after. FALSE where it is none, or names more than may be known: PANTAU_ERROR_MALFORMED. */
gboolean
pantau_pack_after_read (const char *pack, gsize length, PantauKnownName *name, GError **error);

/*
 * The lines again, by those that pantau_pack_after_read() named (@known nullable: none). At most @limit bytes. Errors: PANTAU_ERROR_CONFLICT where @known is not
 * what the other side meant, _MALFORMED, _TOO_LARGE. (transfer full)
 */
GBytes *pantau_unpack_after (const PantauKnown *known,
                             const char *pack,
                             gsize length,
                             gsize limit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
