/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-entry.h"
#include "pantau-error.h"

G_BEGIN_DECLS

/* The ids of two fixed lines; see test-entry.c. */
#define ENTRY_ID_1 "2c835963d05fe6dee0c16ee32d6d6bac05a93b901e8bc646000bb84bd178c0ac"
#define ENTRY_ID_2 "9e8853f5893d79029910f2a40bbf038e552dd16489271c83baf8b04a65c8305f"

/* A body that nothing is wrong with. */
#define ENTRY_BODY "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":1}"

/*
 * Decodes a line from a copy of exactly its length on the heap, so that a sanitizer sees a read
 * beyond it.
 */
PantauEntry *entry_decode (const char *line, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Asserts that the bytes are refused with @code. */
void entry_assert_refused (const char *line, gsize length, PantauError code);

/* A line over any header and body, with a signature that is right. (transfer full) */
char *entry_signed_line (PantauKeypair *key,
                         const char *header,
                         const char *body) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A good header with the member @name (nullable) as @raw JSON (NULL: left out), and then @more.
 * @body gives its hash. (transfer full)
 */
char *entry_header_with (PantauKeypair *key,
                         const char *name,
                         const char *raw,
                         const char *more,
                         const char *body) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Asserts that a correctly signed line with @more at the end of a good header, over @body, is
 * refused with @code.
 */
void entry_assert_signed_refused (PantauKeypair *key,
                                  const char *more,
                                  const char *body,
                                  PantauError code);

G_END_DECLS
