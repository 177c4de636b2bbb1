/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a line may hold at most, and what is met before any parser sees it: depth, keys given twice,
 * no JSON at all, a body without its salt.
 */

#include "config.h"

#include "pantau-entry.h"

#include <string.h>

#include "entry-fixture.h"
#include "pantau-json.h"
#include "test-util.h"

static void
test_header_limit (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);

  for (int over = 0; over < 2; over++)
    {
      g_autofree char *bare = entry_header_with (key, NULL, NULL, ",\"x\":\"\"", ENTRY_BODY);
      g_autofree char *fill = g_strnfill (PANTAU_HEADER_LIMIT - strlen (bare) + (gsize) over, 'x');
      g_autofree char *more = g_strdup_printf (",\"x\":\"%s\"", fill);
      g_autofree char *header = entry_header_with (key, NULL, NULL, more, ENTRY_BODY);
      g_autofree char *line = entry_signed_line (key, header, ENTRY_BODY);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauEntry) entry = entry_decode (line, &error);

      g_assert_cmpuint (strlen (header), ==, 8192 + (gsize) over);
      g_assert_cmpint (entry == NULL, ==, over);
      if (over)
        test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
    }
}

static void
test_body_limit (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);

  for (int over = 0; over < 2; over++)
    {
      static const char start[] = "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":\"";
      g_autofree char *fill = g_strnfill (65536 - strlen (start) - 2 + (gsize) over, 'x');
      g_autofree char *body = g_strconcat (start, fill, "\"}", NULL);
      g_autofree char *header = entry_header_with (key, NULL, NULL, "", body);
      g_autofree char *line = entry_signed_line (key, header, body);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauEntry) entry = entry_decode (line, &error);

      g_assert_cmpuint (strlen (body), ==, 65536 + (gsize) over);
      g_assert_cmpint (entry == NULL, ==, over);
      if (over)
        test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
    }
}

static void
test_line_limit (void)
{
  g_autofree char *line = g_strnfill (10 * 1024 * 1024, 'x');

  entry_assert_refused (line, strlen (line), PANTAU_ERROR_TOO_LARGE);
}

/* 10 MB of narrative: nothing is signed that would travel nowhere. */
static void
test_sign_limit (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *narrative = g_strnfill (10 * 1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = TEST_RECORD,
                        .kind = "risk",
                        .region = "16",
                        .type = PANTAU_TYPE_CREATE,
                        .time = "2024-02-13T06:15:00Z",
                        .body = body };

  json_object_set_string_member (body, "narrative", narrative);
  g_assert_null (pantau_entry_sign (key, &draft, 1, "", &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
}

/* What we sign, we can read: a 65th base is refused before it is on the disk. */
static void
test_sign_base_limit (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  const char *base[66] = { NULL };
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = TEST_RECORD,
                        .kind = "risk",
                        .region = "16",
                        .type = PANTAU_TYPE_SET,
                        .time = "2024-02-13T06:15:00Z",
                        .base = base };

  for (guint i = 0; i < 64; i++)
    base[i] = ENTRY_ID_1;
  entry = pantau_entry_sign (key, &draft, 1, "", &error);
  g_assert_no_error (error);
  base[64] = ENTRY_ID_2;
  g_assert_null (pantau_entry_sign (key, &draft, 1, "", &error));
  test_assert_error (error, PANTAU_ERROR_MALFORMED);
}

/* --- Before any parser --- */

static void
test_deep (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autofree char *in_body = g_strnfill (30000, '['), *in_header = g_strnfill (7000, '[');
  g_autofree char *closing = g_strnfill (30000, ']');
  g_autofree char *body =
      g_strdup_printf ("{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":%s%s}", in_body, closing);
  g_autofree char *good_header = entry_header_with (key, NULL, NULL, "", body);
  g_autofree char *more = g_strdup_printf (",\"a\":%s", in_header);
  g_autofree char *deep_header = entry_header_with (key, NULL, NULL, more, ENTRY_BODY);
  g_autofree char *one = entry_signed_line (key, good_header, body),
                  *two = entry_signed_line (key, deep_header, ENTRY_BODY);
  gint64 start = test_time_computed ();

  entry_assert_refused (one, strlen (one), PANTAU_ERROR_TOO_LARGE);
  entry_assert_refused (two, strlen (two), PANTAU_ERROR_TOO_LARGE);
  g_assert_cmpint (test_time_computed () - start, <, 500 * 1000);
}

static void
test_doubled_keys (void)
{
  static const char *const more[] = { ",\"region\":\"16\"", ",\"seq\":1",
                                      ",\"x\":{\"a\":1,\"a\":2}", ",\"\\u0072egion\":\"16\"",
                                      ",\"x\":1,\"x\":1" };
  static const char *const bodies[] = {
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"}",
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":1,\"a\":2}",
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":1,\"\\u0061\":2}"
  };
  g_autoptr (PantauKeypair) key = test_key_new (1);

  for (gsize i = 0; i < G_N_ELEMENTS (more); i++)
    entry_assert_signed_refused (key, more[i], ENTRY_BODY, PANTAU_ERROR_MALFORMED);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    entry_assert_signed_refused (key, "", bodies[i], PANTAU_ERROR_MALFORMED);
}

static void
test_body_no_json (void)
{
  static const char *const bodies[] = { "{",
                                        "[]",
                                        "null",
                                        "x",
                                        "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",}",
                                        "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"}{}",
                                        "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":\"\xff\"}",
                                        "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"a\":\"\\u0000\"}" };
  g_autoptr (PantauKeypair) key = test_key_new (1);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    entry_assert_signed_refused (key, "", bodies[i], PANTAU_ERROR_MALFORMED);
}

static void
test_salt (void)
{
  static const char *const bad[] = {
    "{}",
    "{\"a\":1}",
    "{\"a\":1,\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"}", /* not first */
    "{\"Salt\":\"AAECAwQFBgcICQoLDA0ODw\"}",
    "{\"salt\":\"AAECAwQFBgcICQoLDA0OD\"}",    /* short */
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODwA\"}",  /* long */
    "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"}", /* padded */
    "{\"salt\":\"AAECAwQFBgcICQ+LDA0ODw\"}",   /* the other base64 */
    "{\"salt\":\"AAECAwQFBgcICQ/LDA0ODw\"}",
    "{\"salt\":\"\"}",
    "{\"salt\":null}",
    "{\"salt\":1234567890123456}",
    "{\"salt\":{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"}}",
  };
  g_autoptr (PantauKeypair) key = test_key_new (1);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    entry_assert_signed_refused (key, "", bad[i], PANTAU_ERROR_MALFORMED);
}

/* Equal words, unequal hashes: nobody guesses "nihil" from its hash. */
static void
test_salt_is_random (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autoptr (PantauEntry) a = test_entry_new (key, PANTAU_TYPE_NOTE, 1, "", "{\"text\":\"nihil\"}");
  g_autoptr (PantauEntry) b = test_entry_new (key, PANTAU_TYPE_NOTE, 1, "", "{\"text\":\"nihil\"}");

  g_assert_cmpstr (a->body_hash, !=, b->body_hash);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entry/limit/header", test_header_limit);
  g_test_add_func ("/entry/limit/body", test_body_limit);
  g_test_add_func ("/entry/limit/line", test_line_limit);
  g_test_add_func ("/entry/limit/sign", test_sign_limit);
  g_test_add_func ("/entry/limit/sign-base", test_sign_base_limit);
  g_test_add_func ("/entry/before-parser/deep", test_deep);
  g_test_add_func ("/entry/before-parser/doubled-keys", test_doubled_keys);
  g_test_add_func ("/entry/before-parser/no-json", test_body_no_json);
  g_test_add_func ("/entry/salt/form", test_salt);
  g_test_add_func ("/entry/salt/random", test_salt_is_random);

  return g_test_run ();
}
