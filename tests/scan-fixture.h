/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-error.h"
#include "pantau-json.h"

G_BEGIN_DECLS

/* More than any text of these tests has. */
#define SCAN_LIMIT (16 * 1024 * 1024)

/*
 * Scans a copy of exactly @length bytes on the heap, so that a sanitizer sees a read beyond them.
 */
gboolean scan_bytes (const char *text, gsize length, GError **error);

/* Asserts that the scanner lets a text pass, and that the parser then takes it. */
void scan_assert_accepted (const char *text);

/*
 * Asserts that the scanner and the function that parses refuse it with @code; without one, as no
 * JSON.
 */
void scan_assert_refused_bytes (const char *text, gsize length, PantauError code);
void scan_assert_refused (const char *text);

G_END_DECLS
