/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header of a line: the rule of each member, and what is kept although we do not know it. Every
 * line here is signed correctly, so that nothing but the rule itself can refuse it.
 */

#include "config.h"

#include "pantau-entry.h"

#include <string.h>

#include "entry-fixture.h"
#include "pantau-json.h"
#include "test-util.h"

/* Decodes a correctly signed line that differs from a good one in a single member. */
static PantauEntry *
decode_with (const char *name, const char *raw, GError **error)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autofree char *header = entry_header_with (key, name, raw, "", ENTRY_BODY);
  g_autofree char *line = entry_signed_line (key, header, ENTRY_BODY);

  return entry_decode (line, error);
}

static void
assert_member (const char *name, const char *raw, gboolean is_good)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry = decode_with (name, raw, &error);

  if ((entry != NULL) != is_good)
    g_error ("%s: “%s” = %s", is_good ? "refused" : "accepted", name, raw);
  if (!is_good)
    test_assert_error (error, PANTAU_ERROR_MALFORMED);
}

static void
assert_members (const char *name, const char *const *good, const char *const *bad)
{
  static const char *const never[] = { "null", "true",      "[]",      "{}", "1.5",
                                       "\"\"", "{\"a\":1}", "[\"a\"]", "-1" };

  for (gsize i = 0; good[i] != NULL; i++)
    assert_member (name, good[i], TRUE);
  for (gsize i = 0; bad[i] != NULL; i++)
    assert_member (name, bad[i], FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (never); i++)
    if (!g_strv_contains (good, never[i]))
      assert_member (name, never[i], FALSE);
  assert_member (name, NULL, FALSE);
}

static char *
base_of (guint n)
{
  GString *base = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (base, "%s\"" ENTRY_ID_1 "\"", i == 0 ? "" : ",");
  g_string_append_c (base, ']');

  return g_string_free (base, FALSE);
}

static void
test_base_limit (void)
{
  g_autofree char *most = base_of (64), *more = base_of (65);
  g_autoptr (PantauEntry) entry = decode_with ("base", most, NULL);

  g_assert_nonnull (entry);
  g_assert_cmpuint (g_strv_length ((char **) entry->base), ==, 64);
  assert_member ("base", more, FALSE);
}

static void
test_member_v (void)
{
  static const char *const bad[] = { "0", "\"1\"", "1.0", "1e0", "-1", "\"2\"", "2.0", NULL };
  static const char *const newer[] = { "2", "3", "1000", "9007199254740992" };
  static const char *const good[] = { "1", NULL };

  assert_members ("v", good, bad);
  for (gsize i = 0; i < G_N_ELEMENTS (newer); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (decode_with ("v", newer[i], &error));
      test_assert_error (error, PANTAU_ERROR_NEWER);
    }
}

static void
test_member_record (void)
{
  static const char *const good[] = { "\"00000000-0000-4000-8000-000000000000\"",
                                      "\"" TEST_RECORD "\"", NULL };
  static const char *const bad[] = {
    "\"0B7A5C0E-1111-4222-8333-444455556666\"",   "\"0b7a5c0e-1111-1222-8333-444455556666\"",
    "\"0b7a5c0e-1111-4222-c333-444455556666\"",   "\"0b7a5c0e111142228333444455556666\"",
    "\"{0b7a5c0e-1111-4222-8333-444455556666}\"", NULL
  };

  assert_members ("record", good, bad);
}

/* Unknown kinds are kept like known ones: a newer program may have more. */
static void
test_member_kind (void)
{
  static const char *const good[] = { "\"risk\"",     "\"hoax\"",   "\"neutrality\"", "\"other\"",
                                      "\"activity\"", "\"device\"", "\"new-kind-2\"", NULL };
  static const char *const bad[] = {
    "\"Risk\"",
    "\"ri sk\"",
    "\"1risk\"",
    "\"-risk\"",
    "\"risk-\"",
    "\"risk.a\"",
    "\"r\xc3\xadsk\"",
    "\"r\\u0069sk\"",
    "\"../risk\"",
    "\"risk\\u0001\"",
    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
    NULL
  };

  assert_members ("kind", good, bad);
}

static void
test_member_class (void)
{
  static const char *const good[] = { "\"open\"", "\"closed\"", NULL };
  static const char *const bad[] = { "\"Open\"", "\"OPEN\"", "\"secret\"", "\"open \"", "1", NULL };

  assert_members ("class", good, bad);
}

static void
test_member_region (void)
{
  static const char *const good[] = { "\"16\"",       "\"16.13\"",         "\"16.71\"",
                                      "\"16.13.03\"", "\"16.13.03.2001\"", NULL };
  static const char *const bad[] = { "16",
                                     "16.13",
                                     "\"1\"",
                                     "\"16.\"",
                                     "\".16\"",
                                     "\"16.1\"",
                                     "\"16.133\"",
                                     "\"16..13\"",
                                     "\"1613\"",
                                     "\"16-13\"",
                                     "\"16.13.3\"",
                                     "\"16.13.03.201\"",
                                     "\"16.13.03.20011\"",
                                     "\"16.13.03.2001.1\"",
                                     "\" 16\"",
                                     "\"16 \"",
                                     "\"ab\"",
                                     "\"16.ab\"",
                                     "\"16/13\"",
                                     NULL };

  assert_members ("region", good, bad);
}

static void
test_member_type (void)
{
  static const char *const good[] = {
    "\"record.create\"",    "\"redact\"", "\"device.join\"", "\"future.type.deep\"", "\"a.b\"",
    "\"entry.quarantine\"", NULL
  };
  static const char *const bad[] = { "\"Record.create\"",
                                     "\"record\"",
                                     "\"record.\"",
                                     "\".create\"",
                                     "\"record..create\"",
                                     "\"record create\"",
                                     "\"record.Create\"",
                                     "\"record.cr\xc3\xa9"
                                     "ate\"",
                                     NULL };

  assert_members ("type", good, bad);
}

static void
test_member_device (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autofree char *own = g_strdup_printf ("\"%s\"", pantau_keypair_get_name (key));
  g_autofree char *padded = g_strdup_printf ("\"%s=\"", pantau_keypair_get_name (key));
  g_autofree char *short_one = g_strdup_printf ("\"%.42s\"", pantau_keypair_get_name (key));
  g_autofree char *loose = g_strdup (own);
  const char *const good[] = { own, NULL };
  const char *const bad[] = { padded, short_one, loose, "\"" TEST_SHA256_EMPTY "\"", NULL };

  /*
   * The last character holds four bits; one with any of its two spare bits set is another writing
   * of the same key.
   */
  loose[43] = (char) (loose[43] + 1);
  assert_members ("device", good, bad);
}

static void
test_member_seq (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  static const char *const good[] = { "1", NULL };
  static const char *const bad[] = {
    "0", "-1", "1.0", "1e0", "\"1\"", "2", "9007199254740992", NULL
  };
  static const char *const later[] = { "2", "3", "1000000", "9007199254740992" };

  /* Above 1 there is a `prev`. */
  assert_members ("seq", good, bad);
  for (gsize i = 0; i < G_N_ELEMENTS (later); i++)
    {
      g_autofree char *raw = g_strdup_printf ("\"" ENTRY_ID_1 "\",\"seq\":%s", later[i]);
      g_autofree char *with = entry_header_with (key, "prev", raw, "", ENTRY_BODY);
      g_auto (GStrv) parts = g_strsplit (with, "\"seq\":1,", 2);
      g_autofree char *header = g_strconcat (parts[0], parts[1], NULL);
      g_autofree char *line = entry_signed_line (key, header, ENTRY_BODY);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauEntry) entry = entry_decode (line, &error);

      g_assert_no_error (error);
      g_assert_cmpint (entry->seq, ==, g_ascii_strtoll (later[i], NULL, 10));
      g_assert_cmpstr (entry->prev, ==, ENTRY_ID_1);
    }
}

static void
test_member_prev (void)
{
  static const char *const good[] = { "\"\"", NULL };
  static const char *const bad[] = { "\"" ENTRY_ID_1 "\"", "\"x\"", "0", NULL };
  static const char *const bad_later[] = {
    "\"\"", "\"x\"", "null", "\"" TEST_SHA256_EMPTY "0\"",
    "\"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\""
  };
  g_autoptr (PantauKeypair) key = test_key_new (1);

  assert_members ("prev", good, bad);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_later); i++)
    {
      g_autofree char *raw = g_strdup_printf ("%s,\"seq\":2", bad_later[i]);
      g_autofree char *with = entry_header_with (key, "prev", raw, "", ENTRY_BODY);
      g_auto (GStrv) parts = g_strsplit (with, "\"seq\":1,", 2);
      g_autofree char *header = g_strconcat (parts[0], parts[1], NULL);
      g_autofree char *line = entry_signed_line (key, header, ENTRY_BODY);

      entry_assert_refused (line, strlen (line), PANTAU_ERROR_MALFORMED);
    }
}

static void
test_member_base (void)
{
  static const char *const good[] = { "[]", "[ ]", "[\"" ENTRY_ID_1 "\"]",
                                      "[ \"" ENTRY_ID_1 "\" , \"" ENTRY_ID_2 "\" ]", NULL };
  static const char *const bad[] = { "\"" ENTRY_ID_1 "\"",
                                     "[\"\"]",
                                     "[\"x\"]",
                                     "[1]",
                                     "[null]",
                                     "[[]]",
                                     "[{}]",
                                     "[\"" ENTRY_ID_1 "\",1]",
                                     "[[\"" ENTRY_ID_1 "\"]]",
                                     "[{\"" ENTRY_ID_1 "\":1}]",
                                     "{\"a\":\"" ENTRY_ID_1 "\"}",
                                     "[\"" ENTRY_ID_1 "0\"]",
                                     NULL };

  assert_members ("base", good, bad);
}

static void
test_member_body (void)
{
  static const char *const good[] = { NULL };
  static const char *const bad[] = {
    "\"x\"", "\"C320E58087A815EC10F5713DA81D77C7C7D056B9EB9C5D54184BECCACFDD8044\"", NULL
  };

  assert_members ("body", good, bad);
}

static void
test_member_time (void)
{
  static const char *const good[] = { "\"2024-02-13T06:15:00+07:00\"",
                                      "\"2024-02-13T06:15:00Z\"",
                                      "\"2024-02-29T23:59:59.999999-11:30\"",
                                      "\"1970-01-01T00:00:00Z\"",
                                      "\"2015-01-01T00:00:00+07:00\"",
                                      "\"2099-12-31T23:59:59+00:00\"",
                                      "\"2038-01-19T03:14:08Z\"",
                                      "\"2024-02-13T06:15:00.5+07:00\"",
                                      NULL };
  static const char *const bad[] = { "\"2024-02-30T06:15:00Z\"",
                                     "\"2023-02-29T06:15:00Z\"",
                                     "\"2024-13-01T06:15:00Z\"",
                                     "\"2024-00-01T06:15:00Z\"",
                                     "\"2024-01-00T06:15:00Z\"",
                                     "\"2024-01-32T06:15:00Z\"",
                                     "\"2024-04-31T06:15:00Z\"",
                                     "\"2024-02-13T24:00:00Z\"",
                                     "\"2024-02-13T25:00:00Z\"",
                                     "\"2024-02-13T06:60:00Z\"",
                                     "\"2024-02-13T06:15:61Z\"",
                                     "\"2024-02-13T06:15:00\"",
                                     "\"2024-02-13T06:15:00+0700\"",
                                     "\"2024-02-13T06:15:00+07\"",
                                     "\"2024-02-13T06:15:00+7:00\"",
                                     "\"2024-02-13T06:15:00+25:00\"",
                                     "\"2024-02-13T06:15:00+07:60\"",
                                     "\"2024-02-13T06:15:00+0a:00\"",
                                     "\"2024-02-13T06:15:00+07:0a\"",
                                     "\"2024-02-13T06:15:00+ 7:00\"",
                                     "\"2024-02-13T06:15:00+99:99\"",
                                     "\"2024-02-13 06:15:00Z\"",
                                     "\"2024-02-13t06:15:00Z\"",
                                     "\"2024-02-13T06:15:00z\"",
                                     "\"2024-02-13\"",
                                     "\"2024-02-13T06:15Z\"",
                                     "\"2024-02-13T06:15:00.Z\"",
                                     "\"2024-02-13T06:15:00.+07:00\"",
                                     "\"2024-02-13T06:15:00,5Z\"",
                                     "\"2024-02-13T06:15:00Z \"",
                                     "\" 2024-02-13T06:15:00Z\"",
                                     "\"20240213T061500Z\"",
                                     "\"2024-W07-2T06:15:00Z\"",
                                     "\"2024-044T06:15:00Z\"",
                                     "\"0000-01-01T00:00:00Z\"",
                                     "\"+024-02-13T06:15:00Z\"",
                                     "\"2024-02-13T06:15:00+07:00Z\"",
                                     "\"2024-02-13T06:15:00.00000000000000000000000000000Z\"",
                                     "1707779700",
                                     NULL };

  assert_members ("time", good, bad);
}

static void
test_unknown_kept (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  static const char body[] = "{\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",  \"fresh\" : [ 1.50, "
                             "\"\\u00e9\\/\", {\"z\":null, \"a\":-0} ]}";
  g_autofree char *header = entry_header_with (
      key, "type", "\"moon.landing\"",
      ", \"later\" : { \"b\":[true,\"\\ud83d\\ude00\",\"}]\\\"\\\\\"],\"seq\":7 } ,\"n\":1.0",
      body);
  g_autofree char *line = entry_signed_line (key, header, body), *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry = entry_decode (line, &error);
  g_autofree char *id = pantau_sha256_text (header, strlen (header));

  g_assert_no_error (error);
  g_assert_cmpstr (entry->type, ==, "moon.landing");
  g_assert_cmpint (entry->seq, ==, 1);
  g_assert_cmpstr (entry->id, ==, id);
  again = test_entry_line (entry);
  g_assert_cmpstr (again, ==, line);
}

/*
 * Members may stand in any order and with blanks between: another program writes JSON its own way.
 */
static void
test_other_order (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autofree char *hash = pantau_sha256_text (ENTRY_BODY, strlen (ENTRY_BODY));
  g_autofree char *header = g_strdup_printf (
      " { \"time\" : \"2024-02-13T06:15:00Z\" , \"body\" : \"%s\",\"base\" : [ \"" ENTRY_ID_1
      "\" ] , \"prev\" : \"" ENTRY_ID_2 "\" , "
      "\"seq\" : 12 , \"x\":\"seq\", \"y\":{\"seq\":99,\"kind\":\"hoax\"}, "
      "\"device\":\"%s\",\"type\":\"note.add\",\"region\":\"16\","
      "\"class\":\"closed\",\"kind\":\"other\" ,\"record\":\"" TEST_RECORD "\",\"v\":1 } ",
      hash, pantau_keypair_get_name (key));
  g_autofree char *line = entry_signed_line (key, header, ENTRY_BODY);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry = entry_decode (line, &error);

  g_assert_no_error (error);
  g_assert_cmpint (entry->seq, ==, 12);
  g_assert_cmpstr (entry->kind, ==, "other");
  g_assert_cmpstr (entry->prev, ==, ENTRY_ID_2);
  g_assert_cmpstr (entry->base[0], ==, ENTRY_ID_1);
  g_assert_cmpstr (entry->time, ==, "2024-02-13T06:15:00Z");
  g_assert_cmpstr (entry->type, ==, "note.add");
}

/*
 * Mutations that the signature would stop anyway, without it: the reader of headers by itself never
 * goes astray.
 */
static void
test_random_headers (void)
{
  g_autoptr (GRand) rand = test_rand_new (20240217);
  g_autoptr (PantauKeypair) key = test_key_new (1);
  guint n_accepted = 0;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *header =
          entry_header_with (key, NULL, NULL, ",\"x\":{\"y\":[1,\"]\"]}", ENTRY_BODY);
      g_autofree char *line = NULL;
      g_autoptr (PantauEntry) entry = NULL;
      gsize n = strlen (header);
      static const char likely[] = "{}[]:,\"\\ 0129aefu.-";

      for (gint32 j = g_rand_int_range (rand, 1, 4); j > 0; j--)
        header[g_rand_int_range (rand, 0, (gint32) n)] =
            likely[g_rand_int_range (rand, 0, sizeof likely - 1)];
      line = entry_signed_line (key, header, ENTRY_BODY);
      entry = entry_decode (line, NULL);
      if (entry != NULL)
        {
          g_autoptr (JsonObject) object = pantau_json_parse_known (entry->header, NULL);

          /* What our reader saw is what a JSON library sees. */
          g_assert_cmpstr (entry->record, ==, pantau_json_string (object, "record"));
          g_assert_cmpstr (entry->kind, ==, pantau_json_string (object, "kind"));
          g_assert_cmpstr (entry->region, ==, pantau_json_string (object, "region"));
          g_assert_cmpstr (entry->type, ==, pantau_json_string (object, "type"));
          g_assert_cmpstr (entry->device, ==, pantau_json_string (object, "device"));
          g_assert_cmpstr (entry->prev, ==, pantau_json_string (object, "prev"));
          g_assert_cmpstr (entry->time, ==, pantau_json_string (object, "time"));
          g_assert_cmpstr (entry->body_hash, ==, pantau_json_string (object, "body"));
          g_assert_cmpint (entry->seq, ==, pantau_json_integer (object, "seq", -1));
          g_assert_cmpuint (g_strv_length ((char **) entry->base), ==,
                            json_array_get_length (pantau_json_array (object, "base")));
          n_accepted++;
        }
    }
  g_test_message ("%u of 10000 accepted", n_accepted);
  g_assert_cmpuint (n_accepted, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entry/limit/base", test_base_limit);
  g_test_add_func ("/entry/member/v", test_member_v);
  g_test_add_func ("/entry/member/record", test_member_record);
  g_test_add_func ("/entry/member/kind", test_member_kind);
  g_test_add_func ("/entry/member/class", test_member_class);
  g_test_add_func ("/entry/member/region", test_member_region);
  g_test_add_func ("/entry/member/type", test_member_type);
  g_test_add_func ("/entry/member/device", test_member_device);
  g_test_add_func ("/entry/member/seq", test_member_seq);
  g_test_add_func ("/entry/member/prev", test_member_prev);
  g_test_add_func ("/entry/member/base", test_member_base);
  g_test_add_func ("/entry/member/body", test_member_body);
  g_test_add_func ("/entry/member/time", test_member_time);
  g_test_add_func ("/entry/kept/unknown", test_unknown_kept);
  g_test_add_func ("/entry/kept/other-order", test_other_order);
  g_test_add_func ("/entry/random/headers", test_random_headers);

  return g_test_run ();
}
