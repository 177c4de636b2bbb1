/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scanner and texts of every size: where its limits stand, and that neither size nor depth nor
 * any shape makes it slow.
 */

#include "config.h"

#include "pantau-json.h"

#include <string.h>

#include "scan-fixture.h"
#include "test-util.h"

static char *
nested (guint depth, gboolean objects)
{
  GString *text = g_string_new ("{\"a\":");

  for (guint i = 1; i < depth; i++)
    g_string_append (text, objects ? "{\"a\":" : "[");
  g_string_append_c (text, '1');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, objects ? '}' : ']');
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  for (int objects = 0; objects < 2; objects++)
    {
      g_autofree char *deepest = nested (PANTAU_JSON_MAX_DEPTH, objects);
      g_autofree char *deeper = nested (PANTAU_JSON_MAX_DEPTH + 1, objects);

      scan_assert_accepted (deepest);
      scan_assert_refused_bytes (deeper, strlen (deeper), PANTAU_ERROR_TOO_LARGE);
    }

  /* Depth is what is open at once, not how often something was opened. */
  {
    g_autoptr (GString) wide = g_string_new ("{\"a\":[");

    for (guint i = 0; i < 1000; i++)
      g_string_append (wide, i == 0 ? "[{}]" : ",[{}]");
    g_string_append (wide, "]}");
    scan_assert_accepted (wide->str);
  }
}

static void
test_depth_is_quick (void)
{
  g_autofree char *arrays = nested (100000, FALSE);
  g_autofree char *objects = nested (100000, TRUE);
  gint64 start = test_time_computed ();

  scan_assert_refused_bytes (arrays, strlen (arrays), PANTAU_ERROR_TOO_LARGE);
  scan_assert_refused_bytes (objects, strlen (objects), PANTAU_ERROR_TOO_LARGE);
  g_assert_cmpint (test_time_computed () - start, <, 500 * 1000);
}

static void
test_long_numbers (void)
{
  g_autofree char *digits = g_strnfill (1000000, '1');
  g_autofree char *fraction = g_strdup_printf ("{\"a\":0.%s}", digits);
  g_autofree char *exponent = g_strdup_printf ("{\"a\":1e%s}", digits);

  scan_assert_refused_bytes (fraction, strlen (fraction), PANTAU_ERROR_TOO_LARGE);
  scan_assert_refused_bytes (exponent, strlen (exponent), PANTAU_ERROR_TOO_LARGE);
}

static void
test_limit (void)
{
  static const char text[] = "{\"a\":\"bcd\"}";
  const gsize length = sizeof text - 1;
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_json_scan (text, length, length, &error));
  g_assert_no_error (error);
  g_assert_false (pantau_json_scan (text, length, length - 1, &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
}

/* A document of about @size bytes; @shape says of what. */
static char *
big_document (gsize size, guint shape)
{
  GString *text = g_string_sized_new (size + 64);

  switch (shape)
    {
    case 0: /* one long text */
      g_string_append (text, "{\"a\":\"");
      while (text->len < size)
        g_string_append (text, "narasi \\n\xc3\xa9 ");
      g_string_append (text, "\"}");
      break;
    case 1: /* many keys */
      g_string_append_c (text, '{');
      for (guint i = 0; text->len < size; i++)
        g_string_append_printf (text, "%s\"k%u\":%u", i == 0 ? "" : ",", i, i);
      g_string_append_c (text, '}');
      break;
    case 2: /* many small objects */
      g_string_append (text, "{\"a\":[{\"b\":1}");
      while (text->len < size)
        g_string_append (text, ",{\"b\":1}");
      g_string_append (text, "]}");
      break;
    case 3: /* white space */
      g_string_append_c (text, '{');
      while (text->len < size)
        g_string_append (text, "    \t\n");
      g_string_append_c (text, '}');
      break;
    default: /* one long key, all escapes */
      g_string_append (text, "{\"");
      while (text->len < size)
        g_string_append (text, "\\u00e9\\ud83d\\ude00");
      g_string_append (text, "\":1}");
      break;
    }

  return g_string_free (text, FALSE);
}

/*
 * The shortest of some: whatever the caches had to fetch anew for another program is not the
 * scanner's.
 */
static gint64
time_of_scan (const char *text)
{
  gsize length = strlen (text);
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 5; i++)
    {
      gint64 start = test_time_computed ();

      g_assert_true (pantau_json_scan (text, length, SCAN_LIMIT, NULL));
      best = MIN (best, test_time_computed () - start);
    }

  return best;
}

/* Ten times as much may take ten times as long; 40 leaves room for caches, not for a square. */
static void
test_linear (gconstpointer shape)
{
  g_autofree char *small = big_document (1000 * 1000 / TEST_SHARE, GPOINTER_TO_UINT (shape));
  g_autofree char *large = big_document (10 * 1000 * 1000 / TEST_SHARE, GPOINTER_TO_UINT (shape));
  gint64 little = time_of_scan (small), much = time_of_scan (large);

  g_test_message ("small: %" G_GINT64_FORMAT " us, ten times as much: %" G_GINT64_FORMAT " us",
                  little, much);
  g_assert_cmpint (much, <, 40 * MAX (little, 1000));
}

/*
 * Keys that GLib's text hash cannot tell apart ("ab" and "bA" have one hash, and so has every chain
 * of them), as many as a body may hold: the table of keys must not be made to crawl.
 */
static void
test_colliding_keys (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (GError) error = NULL;
  gint64 start;

  g_assert_cmpuint (g_str_hash ("ab"), ==, g_str_hash ("bA"));

  for (guint i = 0; text->len < PANTAU_BODY_LIMIT - 40; i++)
    {
      g_string_append (text, i == 0 ? "\"" : ",\"");
      for (guint bit = 0; bit < 12; bit++)
        g_string_append (text, (i >> bit & 1) != 0 ? "ab" : "bA");
      g_string_append (text, "\":1");
    }
  g_string_append_c (text, '}');

  start = test_time_computed ();
  g_assert_true (pantau_json_scan (text->str, text->len, PANTAU_BODY_LIMIT, &error));
  g_assert_no_error (error);
  g_test_message ("%" G_GINT64_FORMAT " us", test_time_computed () - start);
  g_assert_cmpint (test_time_computed () - start, <, 500 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/refuses/long-numbers", test_long_numbers);
  g_test_add_func ("/json/depth/limit", test_depth);
  g_test_add_func ("/json/depth/quick", test_depth_is_quick);
  g_test_add_func ("/json/limit", test_limit);
  g_test_add_data_func ("/json/linear/text", GUINT_TO_POINTER (0), test_linear);
  g_test_add_data_func ("/json/linear/keys", GUINT_TO_POINTER (1), test_linear);
  g_test_add_data_func ("/json/linear/objects", GUINT_TO_POINTER (2), test_linear);
  g_test_add_data_func ("/json/linear/space", GUINT_TO_POINTER (3), test_linear);
  g_test_add_data_func ("/json/linear/long-key", GUINT_TO_POINTER (4), test_linear);
  g_test_add_func ("/json/linear/colliding-keys", test_colliding_keys);

  return g_test_run ();
}
