/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scanner that stands before every JSON parser: what it must refuse, and what it must let pass.
 * test-json-size.c has large texts, test-json-random.c sets it against the parser.
 */

#include "config.h"

#include "pantau-json.h"

#include <string.h>

#include "scan-fixture.h"
#include "test-util.h"

static void
test_accepts (void)
{
  static const char *const good[] = {
    "{}",
    " \t\r\n{ \t\r\n} \t\r\n",
    "{\"a\":1}",
    "{\"a\":null,\"b\":true,\"c\":false,\"d\":[],\"e\":{},\"f\":\"\"}",
    "{\"a\":[1,2,[3,[4]],{\"b\":{}}]}",
    "{\"a\":0,\"b\":-0,\"c\":-1,\"d\":0.5,\"e\":-0.25,\"f\":1e3,\"g\":1E+3,\"h\":1e-3,\"i\":1.5e0,"
    "\"j\":0e0}",
    "{\"a\":9007199254740992,\"b\":-9007199254740992}",
    "{\"a\":9007199254740993.0}",
    "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u00e9\\uFFFD\\ud83d\\ude00\"}",
    "{\"a\":\"\\uD834\\uDD1E\\udbff\\udfff\"}",
    "{\"a\":\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \x7f\"}",
    "{\"a b\":1,\"A B\":2,\"a\\tb\":3}",
    "{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}",
    "{\"\":1,\"a\":{\"\":2}}",
    /* RFC 8259 section 13. */
    "{\n \"Image\": {\n \"Width\": 800,\n \"Height\": 600,\n \"Title\": \"View from 15th Floor\",\n"
    " \"Thumbnail\": {\n \"Url\": \"http://www.example.com/image/481989943\",\n \"Height\": 125,\n"
    " \"Width\": 100\n },\n \"Animated\" : false,\n \"IDs\": [116, 943, 234, 38793]\n }\n}",
    "{\"places\":[{\"precision\":\"zip\",\"Latitude\":37.7668,\"Longitude\":-122.3959,\"Address\":"
    "\"\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    scan_assert_accepted (good[i]);
}

static void
test_refuses_grammar (void)
{
  static const char *const bad[] = {
    " ",
    "\n",
    "[]",
    "[{}]",
    "1",
    "null",
    "\"a\"",
    "{",
    "}",
    "{]",
    "[}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,}",
    "{,\"a\":1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\" 1}",
    "{\"a\"::1}",
    "{a:1}",
    "{'a':1}",
    "{1:1}",
    "{null:1}",
    "{\"a\":[1,]}",
    "{\"a\":[,1]}",
    "{\"a\":[1 2]}",
    "{\"a\":[1}",
    "{\"a\":{]}",
    "{\"a\":1]",
    "{\"a\":[\"b\":1]}",
    "{\"a\":undefined}",
    "{\"a\":nul}",
    "{\"a\":nulll}",
    "{\"a\":TRUE}",
    "{\"a\":True}",
    "{\"a\":NaN}",
    "{\"a\":Infinity}",
    "{\"a\":-Infinity}",
    "{\"a\":/**/1}",
    "{\"a\":1}//",
    "/**/{}",
    "#\n{}",
    "{\"a\":1;}",
    "{\"a\"=1}",
    "var a = {}",
    "{\"a\":\"b\"\"c\"}",
    "{\"a\":(1)}",
    "{\"a\":\xc2\xa0"
    "1}",
    "{\"a\":\f1}",
    "{\"a\":\v1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    scan_assert_refused (bad[i]);
  scan_assert_refused_bytes ("", 0, PANTAU_ERROR_MALFORMED);
}

static void
test_refuses_numbers (void)
{
  static const char *const bad[] = {
    "01",    "00",   "-01", "-",  "+1",   ".5",       "-.5",   "1.",   "1.e1",
    "1e",    "1e+",  "1e-", "1E", "0x10", "1_000",    "1,000", "--1",  "1-",
    "1e1.5", "1..2", "0b1", "1f", "1d",   "\xd9\xa1", "- 1",   "1e 5", "1 .5",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":%s}", bad[i]);

      scan_assert_refused (text);
    }
}

static void
test_refuses_texts (void)
{
  static const char *const bad[] = {
    "\\a",
    "\\x41",
    "\\'",
    "\\0",
    "\\",
    "\\u",
    "\\u1",
    "\\u123",
    "\\u12g4",
    "\\u-001",
    "\\u+041",
    "\\u 041",
    "\\U0041",
    "\\u0000",
    "\x01",
    "\x1f",
    "\n",
    "\t",
    "\r",
    /* Half a pair: alone, before other text, before another escape, twice, in the wrong order. */
    "\\ud800",
    "\\udbff",
    "\\udc00",
    "\\udfff",
    "\\ud800x",
    "\\ud800\\n",
    "\\ud800\\u0041",
    "\\ud800\\ud800",
    "\\udc00\\ud800",
    "\\ud83d\\",
    "\\ud83d\\u",
    "\\ud83d\\ude0",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *value = g_strdup_printf ("{\"a\":\"%s\"}", bad[i]);
      g_autofree char *key = g_strdup_printf ("{\"%s\":1}", bad[i]);

      scan_assert_refused (value);
      scan_assert_refused (key);
    }
}

static void
test_refuses_nul (void)
{
  static const char good[] = "{\"a\":\"bc\", \"d\":[1]}";

  /* In the place of every byte, and before and after it. */
  for (gsize i = 0; i < sizeof good - 1; i++)
    {
      g_autofree char *text = g_strdup (good);

      text[i] = '\0';
      scan_assert_refused_bytes (text, sizeof good - 1, PANTAU_ERROR_MALFORMED);
    }
  scan_assert_refused_bytes (good, sizeof good, PANTAU_ERROR_MALFORMED);
  scan_assert_refused_bytes ("\0{}", 3, PANTAU_ERROR_MALFORMED);
}

static void
test_refuses_invalid_utf8 (void)
{
  static const char *const bad[] = {
    "\x80",
    "\xbf",
    "\xc3",
    "\xc3(",
    "\xe2\x82",
    "\xe2(\xa1",
    "\xf0\x9f\x98",
    "\xfe",
    "\xff",
    "\xc0\xaf",
    "\xe0\x80\xaf",
    "\xf0\x80\x80\xaf", /* overlong */
    "\xc0\x80",         /* a NUL in disguise */
    "\xed\xa0\x80",
    "\xed\xbf\xbf",     /* surrogates */
    "\xf4\x90\x80\x80", /* beyond U+10FFFF */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *value = g_strdup_printf ("{\"a\":\"%s\"}", bad[i]);
      g_autofree char *key = g_strdup_printf ("{\"%s\":1}", bad[i]);
      g_autofree char *after = g_strdup_printf ("{}%s", bad[i]);

      scan_assert_refused (value);
      scan_assert_refused (key);
      scan_assert_refused (after);
    }
}

static void
test_refuses_bom (void)
{
  scan_assert_refused ("\xef\xbb\xbf{}");
  scan_assert_refused ("{}\xef\xbb\xbf");
  scan_assert_refused ("{\xef\xbb\xbf}");
}

static void
test_refuses_trailing (void)
{
  static const char *const after[] = { "{}", "[]",   "}",    "]",    ",",       "x",
                                       "1",  "\"\"", "null", "\x01", "\xc2\xa0" };

  for (gsize i = 0; i < G_N_ELEMENTS (after); i++)
    {
      g_autofree char *near = g_strconcat ("{\"a\":1}", after[i], NULL);
      g_autofree char *far = g_strconcat ("{\"a\":1} \n", after[i], NULL);

      scan_assert_refused (near);
      scan_assert_refused (far);
    }
}

static void
test_refuses_doubled_keys (void)
{
  static const char *const bad[] = {
    "{\"a\":1,\"a\":1}",
    "{\"a\":1,\"b\":2,\"a\":3}",
    "{\"a\":1,\"\\u0061\":2}",
    "{\"\\u0061\":1,\"a\":2}",
    "{\"\\u00e9\":1,\"\xc3\xa9\":2}",
    "{\"\\u00E9\":1,\"\\u00e9\":2}",
    "{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}",
    "{\"a/b\":1,\"a\\/b\":2}",
    "{\"\\n\":1,\"\\u000a\":2}",
    "{\"\\b\":1,\"\\u0008\":2}",
    "{\"\\f\":1,\"\\u000C\":2}",
    "{\"\\r\":1,\"\\u000d\":2}",
    "{\"\\t\":1,\"\\u0009\":2}",
    "{\"\\\\\":1,\"\\u005c\":2}",
    "{\"\\\"\":1,\"\\u0022\":2}",
    "{\"x\":[1,{\"y\":{\"a\":1,\"a\":2}}]}",
    "{\"a\":{\"b\":1},\"c\":[{\"b\":1}],\"a\":2}",
    "{\"a\":{\"a\":[{\"a\":{}}]},\"a\":2}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    scan_assert_refused (bad[i]);
}

/*
 * Whatever way the scanner keeps keys: objects of 1 to 60, one pair of them equal, some written
 * with an escape.
 */
static void
test_refuses_doubled_among_many (void)
{
  for (guint n = 2; n <= 60; n++)
    for (guint round = 0; round < 8; round++)
      {
        guint first = round % 2 == 0 ? 0 : (n - 2) / 2,
              second = round % 4 < 2 ? n - 1 : MIN (first + 1, n - 1);
        g_autoptr (GString) good = g_string_new ("{"), bad = g_string_new ("{");

        for (guint i = 0; i < n; i++)
          {
            const char *form = round >= 4 && i == second ? "%s\"\\u006b%u\":1" : "%s\"k%u\":1";

            g_string_append_printf (good, form, i == 0 ? "" : ",", i);
            g_string_append_printf (bad, form, i == 0 ? "" : ",", i == second ? first : i);
          }
        g_string_append_c (good, '}');
        g_string_append_c (bad, '}');
        scan_assert_accepted (good->str);
        scan_assert_refused (bad->str);
      }
}

/* An object's keys are its own: those of one that was closed at the same depth do not count. */
static void
test_keys_are_of_their_object (void)
{
  g_autoptr (GString) text = g_string_new ("{\"list\":[");

  for (guint i = 0; i < 50; i++)
    {
      g_string_append (text, i == 0 ? "{" : ",{");
      for (guint k = 0; k < i; k++)
        g_string_append_printf (text, "%s\"k%u\":{\"k0\":[]}", k == 0 ? "" : ",", k);
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}");
  scan_assert_accepted (text->str);
}

/*
 * The sentence names the key, but what comes from outside must not break it: it is cut, and on one
 * line.
 */
static void
test_doubled_key_is_named (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_key = g_strnfill (63, 'k');
  g_autofree char *long_text = g_strdup_printf (
      "{\"%s\xe2\x82\xac\xe2\x82\xac\":1,\"%s\xe2\x82\xac\xe2\x82\xac\":2}", long_key, long_key);
  static const char plain[] = "{\"judul\":1,\"judul\":2}";
  static const char nasty[] = "{\"a\\n\xe2\x80\xae\x7f\":1,\"a\\n\xe2\x80\xae\x7f\":2}";

  g_assert_false (scan_bytes (plain, strlen (plain), &error));
  test_assert_error (error, PANTAU_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "judul"));

  g_clear_error (&error);
  g_assert_false (scan_bytes (long_text, strlen (long_text), &error));
  test_assert_error (error, PANTAU_ERROR_MALFORMED);

  g_clear_error (&error);
  g_assert_false (scan_bytes (nasty, strlen (nasty), &error));
  test_assert_error (error, PANTAU_ERROR_MALFORMED);
  for (const char *p = error->message; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (g_unichar_isprint (g_utf8_get_char (p)));
}

/* U+00E9, and E with a combining accent: one letter to the eye, two keys to JSON. */
static void
test_keys_are_bytes (void)
{
  scan_assert_accepted ("{\"\xc3\xa9\":1,\"e\xcc\x81\":2}");
  scan_assert_accepted ("{\"a\":1,\"a \":2,\"A\":3}");
}

static void
test_integers (void)
{
  static const char *const large[] = {
    "9007199254740993",     "-9007199254740993",    "9223372036854775807",
    "-9223372036854775808", "9223372036854775808",  "18446744073709551615",
    "18446744073709551616", "18446744073709551617", "1000000000000000000000000000000",
  };
  static const char most[] = "{\"a\":9007199254740992,\"b\":-9007199254740992}";
  g_autoptr (JsonObject) object = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (large); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":%s}", large[i]);

      scan_assert_refused_bytes (text, strlen (text), PANTAU_ERROR_TOO_LARGE);
    }

  object = pantau_json_parse (most, strlen (most), SCAN_LIMIT, NULL);
  g_assert_cmpint (pantau_json_integer (object, "a", 0), ==, PANTAU_JSON_MAX_INTEGER);
  g_assert_cmpint (pantau_json_integer (object, "b", 0), ==, -PANTAU_JSON_MAX_INTEGER);
}

/* "inf" is no JSON: a number that no double holds could be read but never written again. */
static void
test_refuses_infinite_numbers (void)
{
  static const char *const bad[] = { "1e309", "-1e309", "1e999999999", "123456789e400", "1.8e308" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":%s}", bad[i]);

      scan_assert_refused_bytes (text, strlen (text), PANTAU_ERROR_TOO_LARGE);
    }
  scan_assert_accepted ("{\"a\":1.7976931348623157e308,\"b\":1e-400}");
}

/*
 * Bytes behind the length are nobody's business: neither a closing bracket nor junk there counts.
 */
static void
test_length_counts (void)
{
  static const char text[] = "{\"a\":12}junk";
  g_autoptr (JsonObject) object = pantau_json_parse (text, 8, SCAN_LIMIT, NULL);

  g_assert_nonnull (object);
  g_assert_cmpint (pantau_json_integer (object, "a", 0), ==, 12);
  g_assert_null (pantau_json_parse (text, 7, SCAN_LIMIT, NULL));
  g_assert_null (pantau_json_parse (text, 9, SCAN_LIMIT, NULL));
}

static void
test_truncated (void)
{
  static const char text[] =
      " {\"a\":[1,-2.5e-3,true,false,null,\"\\u00e9\\ud83d\\ude00\\n\xf0\x9f\x98\x80\"],"
      "\"b\":{\"c\":{},\"d\":[]}}";

  scan_assert_accepted (text);
  for (gsize i = 0; i < sizeof text - 1; i++)
    scan_assert_refused_bytes (text, i, PANTAU_ERROR_MALFORMED);
}

static void
test_canonical (void)
{
  g_autoptr (JsonNode) a =
      json_from_string ("{\"b\":[{\"y\":1,\"x\":2}],\"a\":\"\\u00e9\",\"c\":{}}", NULL);
  g_autoptr (JsonNode) b =
      json_from_string (" { \"c\" : {}, \"a\":\"\xc3\xa9\",\"b\":[{\"x\":2,\"y\":1}] }", NULL);
  g_autofree char *one = pantau_json_canonical (a), *two = pantau_json_canonical (b);

  g_assert_cmpstr (one, ==, two);
  g_assert_cmpstr (one, ==, "{\"a\":\"\xc3\xa9\",\"b\":[{\"x\":2,\"y\":1}],\"c\":{}}");
}

/* A body is one line of a ledger: no text may bring an LF or TAB into it. */
static void
test_written_on_one_line (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "a\nb", "c\nd\te\rf\x01\x1e\x1f\x7f");
  text = pantau_json_object_text (object);
  for (const char *p = text; *p != '\0'; p++)
    g_assert_cmpint ((guchar) *p, >=, 0x20);
  scan_assert_accepted (text);
}

static void
test_members_by_type (void)
{
  static const char text[] =
      "{\"s\":\"x\",\"i\":5,\"d\":5.0,\"t\":true,\"n\":null,\"o\":{},\"a\":[]}";
  g_autoptr (JsonObject) object = pantau_json_parse (text, strlen (text), SCAN_LIMIT, NULL);
  static const char *const names[] = { "s", "i", "d", "t", "n", "o", "a", "missing" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = names[i];

      g_assert_cmpstr (pantau_json_string (object, name), ==, *name == 's' ? "x" : NULL);
      g_assert_cmpint (pantau_json_integer (object, name, 7), ==, *name == 'i' ? 5 : 7);
      g_assert_cmpint (pantau_json_boolean (object, name), ==, *name == 't');
      g_assert_cmpint (pantau_json_object (object, name) != NULL, ==, *name == 'o');
      g_assert_cmpint (pantau_json_array (object, name) != NULL, ==, *name == 'a');
    }
  g_assert_null (pantau_json_string (NULL, "s"));
  g_assert_cmpint (pantau_json_integer (NULL, "i", 7), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/accepts", test_accepts);
  g_test_add_func ("/json/refuses/grammar", test_refuses_grammar);
  g_test_add_func ("/json/refuses/numbers", test_refuses_numbers);
  g_test_add_func ("/json/refuses/texts", test_refuses_texts);
  g_test_add_func ("/json/refuses/nul", test_refuses_nul);
  g_test_add_func ("/json/refuses/invalid-utf8", test_refuses_invalid_utf8);
  g_test_add_func ("/json/refuses/bom", test_refuses_bom);
  g_test_add_func ("/json/refuses/trailing", test_refuses_trailing);
  g_test_add_func ("/json/refuses/doubled-keys", test_refuses_doubled_keys);
  g_test_add_func ("/json/refuses/infinite-numbers", test_refuses_infinite_numbers);
  g_test_add_func ("/json/refuses/doubled-among-many", test_refuses_doubled_among_many);
  g_test_add_func ("/json/keys-are-bytes", test_keys_are_bytes);
  g_test_add_func ("/json/keys-are-of-their-object", test_keys_are_of_their_object);
  g_test_add_func ("/json/doubled-key-is-named", test_doubled_key_is_named);
  g_test_add_func ("/json/integers", test_integers);
  g_test_add_func ("/json/length-counts", test_length_counts);
  g_test_add_func ("/json/truncated", test_truncated);
  g_test_add_func ("/json/written/canonical", test_canonical);
  g_test_add_func ("/json/written/on-one-line", test_written_on_one_line);
  g_test_add_func ("/json/members-by-type", test_members_by_type);

  return g_test_run ();
}
