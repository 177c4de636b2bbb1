/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of JSON share: texts held against the scanner, and each against the parser too. */

#include "config.h"

#include "scan-fixture.h"

#include <string.h>

#include "test-util.h"

gboolean
scan_bytes (const char *text, gsize length, GError **error)
{
  g_autofree char *exact = g_memdup2 (text, length);

  return pantau_json_scan (exact, length, SCAN_LIMIT, error);
}

void
scan_assert_accepted (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (!scan_bytes (text, strlen (text), &error))
    g_error ("refused: %.200s: %s", text, error->message);
  object = pantau_json_parse (text, strlen (text), SCAN_LIMIT, &error);
  if (object == NULL)
    g_error ("scanned, then not parsed: %.200s: %s", text, error->message);
}

void
scan_assert_refused_bytes (const char *text, gsize length, PantauError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) parse_error = NULL;

  if (scan_bytes (text, length, &error))
    g_error ("accepted: %.200s", text);
  test_assert_error (error, code);
  g_assert_null (pantau_json_parse (text, length, SCAN_LIMIT, &parse_error));
  test_assert_error (parse_error, code);
}

void
scan_assert_refused (const char *text)
{
  scan_assert_refused_bytes (text, strlen (text), PANTAU_ERROR_MALFORMED);
}
