/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-crypto.h"

G_BEGIN_DECLS

/* A signed answer is at most this long; the longest is the reference pack. */
#define PANTAU_SIGNED_LIMIT (1024 * 1024)

/*
 * What the province says under its signature (receipts, heads, challenges) is a JSON object
 * {"text": TEXT, "signature": SIGNATURE}, where TEXT is itself JSON: so the signed bytes travel unchanged through any
 * JSON library.
 *
 * Returns: (transfer full): that object as one line.
 */
char *pantau_signed_seal (PantauKeypair *key, PantauPurpose purpose, JsonObject *content);

/*
 * Takes such an answer apart and believes it only if @key signed it for @purpose. @text and @signature (nullable)
 * take copies of what was signed, to be kept as proof.
 * Returns: (transfer full): the content. Errors: PANTAU_ERROR_MALFORMED, _TOO_LARGE, _SIGNATURE.
 */
JsonObject *pantau_signed_open (const char *key,
                                PantauPurpose purpose,
                                const char *bytes,
                                gsize length,
                                char **text,
                                char **signature,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
