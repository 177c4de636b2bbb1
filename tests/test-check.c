/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as people give them: what is taken, how it is written, and every way in which it can be
 * wrong.
 */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"

#define NOW G_GINT64_CONSTANT (1795000000) /* 2026-11-18 */

static PantauReference *reference;

typedef struct
{
  JsonObject *body;
  char *region;
  char *record_class;
  GPtrArray *faults;
} Result;

static void
result_clear (Result *self)
{
  g_clear_pointer (&self->body, json_object_unref);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->record_class, g_free);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static Result
check_bytes (const char *kind, const char *text, gsize length, const char *author)
{
  Result result = { .faults = pantau_faults_new () };

  result.body = pantau_check_record (reference, kind, text, length, NOW, author, &result.region,
                                     &result.record_class, result.faults);
  g_assert_true ((result.body == NULL) == (result.faults->len > 0));
  g_assert_true ((result.body == NULL) == (result.region == NULL));

  return result;
}

static Result
check (const char *kind, const char *text)
{
  return check_bytes (kind, text, strlen (text), NULL);
}

static const PantauFault *
find_fault (const Result *result, const char *code)
{
  for (guint i = 0; i < result->faults->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (result->faults, i);

      if (g_str_equal (fault->code, code))
        return fault;
    }

  return NULL;
}

/* Exactly one fault, with this code about this field, and a sentence. */
static void
assert_fault_of (
    const char *kind, const char *text, gsize length, const char *code, const char *field)
{
  g_auto (Result) result = check_bytes (kind, text, length, NULL);
  const PantauFault *fault;

  if (result.faults->len != 1)
    g_error ("%u faults for %.200s", result.faults->len, text);
  fault = g_ptr_array_index (result.faults, 0);
  g_assert_cmpstr (fault->code, ==, code);
  g_assert_cmpstr (fault->field, ==, field);
  g_assert_cmpuint (strlen (fault->message), >, 10);
  g_assert_true (g_utf8_validate (fault->message, -1, NULL));
  g_assert_null (strchr (fault->message, '\n'));
}

static void
assert_fault (const char *kind, const char *text, const char *code, const char *field)
{
  assert_fault_of (kind, text, strlen (text), code, field);
}

/* The record with @members beside a title and a region has this one fault. */
static void
assert_member_fault (const char *members, const char *code, const char *field)
{
  g_autofree char *text =
      g_strdup_printf ("{\"region\":\"16.13.04\",\"title\":\"Banjir\",%s}", members);

  assert_fault ("risk", text, code, field);
}

static void
assert_body (const char *kind, const char *text, const char *expected)
{
  g_auto (Result) result = check (kind, text);
  g_autofree char *body = NULL;

  if (result.body == NULL)
    g_error ("%s", ((const PantauFault *) g_ptr_array_index (result.faults, 0))->message);
  body = pantau_json_object_text (result.body);
  g_assert_cmpstr (body, ==, expected);
}

static void
test_normalised (void)
{
  assert_body (
      "risk",
      "{\"severity\":3,\"fields\":{\"phase\":\"Sedang "
      "terjadi\",\"hazard\":\"Banjir\",\"water_level_cm\":80.0},"
      "\"title\":\" Banjir \\r\\n di Pauh \",\"region\":\"Rawas "
      "Ilir\",\"occurred\":\"2024-02-13T09:00:00Z\","
      "\"places\":[{\"village\":\"pauh\",\"tps\":[3,1,3]},{\"village\":\"16.13.04.2002\",\"tps\":4}"
      "]}",
      "{\"election\":\"pemilu-2024\",\"places\":[{\"village\":\"16.13.04.2001\",\"tps\":[1,3]},"
      "{\"village\":\"16.13.04.2002\",\"tps\":[4]}],\"occurred\":\"2024-02-13T16:00:00+07:00\","
      "\"title\":\"Banjir   di Pauh\",\"severity\":3,"
      "\"fields\":{\"hazard\":\"banjir\",\"phase\":\"sedang\",\"water_level_cm\":80}}");
}

static void
test_least (void)
{
  g_auto (Result) result =
      check ("hoax", "{\"region\":\"muba\",\"narrative\":\"Baris satu\\nBaris dua\"}");

  g_assert_nonnull (result.body);
  g_assert_cmpstr (result.region, ==, "16.06");
  g_assert_cmpstr (result.record_class, ==, "open");
  g_assert_cmpstr (pantau_json_string (result.body, "title"), ==, "Baris satu");
  g_assert_cmpstr (pantau_json_string (result.body, "occurred"), ==, "2026-11-18T18:06:40+07:00");
  g_assert_cmpstr (pantau_json_string (result.body, "election"), ==, "pemilu-2029");
  g_assert_false (json_object_has_member (result.body, "known"));
}

static void
test_region_of_village (void)
{
  g_auto (Result) result =
      check ("risk", "{\"title\":\"x\",\"places\":[{\"village\":\"16.13.04.2001\"}]}");
  g_auto (Result) author = check_bytes ("risk", "{\"title\":\"x\"}", 13, "16.13.04");
  g_auto (Result) village = check ("risk", "{\"title\":\"x\",\"region\":\"16.13.04.2001\"}");

  g_assert_cmpstr (result.region, ==, "16.13.04");
  g_assert_cmpstr (author.region, ==, "16.13.04");
  g_assert_cmpstr (village.region, ==, "16.13.04");
}

/* A monitor's work is never bounced: what our edition does not know is kept as it was written. */
static void
test_unknown_village_kept (void)
{
  assert_body (
      "risk",
      "{\"title\":\"x\",\"occurred\":\"2024-02-13\",\"region\":\"Tanjung Sakti Pumi\","
      "\"places\":[{\"village\":\"Pulau Timun\",\"tps\":3},{\"village\":\"16.04.24.2999\"}]}",
      "{\"election\":\"pemilu-2024\",\"places\":[{\"text\":\"Pulau "
      "Timun\",\"region\":\"16.04.24\",\"tps\":[3]},"
      "{\"text\":\"16.04.24.2999\",\"region\":\"16.04.24\"}],"
      "\"occurred\":\"2024-02-13T00:00:00+07:00\",\"title\":\"x\"}");
}

/* In one's own region a name that repeats elsewhere is clear. */
static void
test_author_region_first (void)
{
  const char *text = "{\"title\":\"x\",\"places\":[{\"village\":\"Keluang\"}]}";
  g_auto (Result) muba = check_bytes ("risk", text, strlen (text), "16.06");
  g_auto (Result) banyuasin = check_bytes ("risk", text, strlen (text), "16.07");
  g_auto (Result) nobody = check ("risk", text);

  g_assert_cmpstr (muba.region, ==, "16.06.08");
  g_assert_cmpstr (banyuasin.region, ==, "16.07.15");
  g_assert_nonnull (find_fault (&nobody, "ambiguous"));
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "2024-02-13", "2024-02-13T00:00:00+07:00" },
    { "2024-02-13T06:30", "2024-02-13T06:30:00+07:00" },
    { "2024-02-13 06:30:15", "2024-02-13T06:30:15+07:00" },
    { "2024-02-13T06:30:15.25+07:00", "2024-02-13T06:30:15+07:00" },
    { "2024-02-13T00:30:00+09:00", "2024-02-12T22:30:00+07:00" },
    { "2024-12-31T20:00:00Z", "2025-01-01T03:00:00+07:00" },
    { "2024-02-29", "2024-02-29T00:00:00+07:00" },
    { "2023-02-29", NULL },
    { "2024-13-01", NULL },
    { "2024-02-13T25:00", NULL },
    { "2024-02-13T06:30:00+7", NULL },
    { "13/02/2024", NULL },
    { "2024-02-13T06:30:00+07:00x", NULL },
    { "0000-00-00", NULL },
    { "", NULL },
    { "kemarin", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normalised = NULL;
      gint64 when;

      g_assert_true (pantau_check_time (cases[i].text, &normalised, &when) ==
                     (cases[i].expected != NULL));
      g_assert_cmpstr (normalised, ==, cases[i].expected);
    }
}

static void
test_class (void)
{
  g_auto (Result) tightened =
      check ("risk", "{\"region\":\"16.06\",\"title\":\"x\",\"class\":\"closed\"}");
  g_auto (Result) neutrality = check ("neutrality", "{\"region\":\"16.06\",\"title\":\"x\"}");

  g_assert_cmpstr (tightened.record_class, ==, "closed");
  g_assert_cmpstr (neutrality.record_class, ==, "closed");
  assert_fault ("neutrality", "{\"region\":\"16.06\",\"title\":\"x\",\"class\":\"open\"}",
                "class-fixed", "class");
}

/* A report about Bawaslu's own chain is read one level above. */
static void
test_above (void)
{
  g_auto (Result) own =
      check ("neutrality", "{\"region\":\"16.13.04\",\"title\":\"x\","
                           "\"fields\":{\"party_category\":\"jajaran-bawaslu\"}}");
  g_auto (Result) usual = check ("neutrality", "{\"region\":\"16.13.04\",\"title\":\"x\","
                                               "\"fields\":{\"party_category\":\"kades\"}}");
  g_auto (Result) opened =
      check ("other", "{\"region\":\"16.13.04\",\"title\":\"x\",\"class\":\"open\","
                      "\"fields\":{\"party_category\":\"jajaran-bawaslu\"}}");

  g_assert_cmpstr (own.region, ==, "16.13");
  g_assert_cmpstr (usual.region, ==, "16.13.04");
  g_assert_cmpstr (opened.region, ==, "16.13");
  g_assert_cmpstr (opened.record_class, ==, "closed");
}

static void
test_clean_text (void)
{
  g_auto (Result) result =
      check ("risk", "{\"region\":\"16\",\"title\":\"Bahaya \\u202eterbalik\\u0007 e\\u0301\","
                     "\"narrative\":\"satu\\r\\ndua \xf0\x9f\x8c\x8a\"}");

  g_assert_cmpstr (pantau_json_string (result.body, "title"), ==, "Bahaya terbalik é");
  g_assert_cmpstr (pantau_json_string (result.body, "narrative"), ==, "satu\ndua \xf0\x9f\x8c\x8a");
}

static void
test_bad_whole (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"title\":");
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *shallow = g_strnfill (40, '[');
  g_autofree char *big = g_strnfill (10 * 1024 * 1024, 'a');
  g_autofree char *text = g_strdup_printf ("{\"region\":\"16\",\"narrative\":\"%s\"}", big);

  g_string_append (deep, brackets);
  assert_fault_of ("risk", deep->str, deep->len, "too-large", "");
  g_string_truncate (deep, 9);
  g_string_append (deep, shallow);
  assert_fault_of ("risk", deep->str, deep->len, "too-deep", "");
  assert_fault ("risk", text, "too-large", "");
  assert_fault ("risk", "", "malformed", "");
  assert_fault_of ("risk", NULL, 0, "malformed", "");
  assert_fault ("risk", "[]", "malformed", "");
  assert_fault ("risk", "{\"title\":\"x\"", "malformed", "");
  assert_fault ("risk", "{\"title\":\"x\",\"title\":\"y\"}", "duplicate-key", "");
  assert_fault ("risk", "{\"title\":\"x\",\"fields\":{\"a\":1,\"\\u0061\":2}}", "duplicate-key",
                "");
  assert_fault ("risk", "{\"title\":\"x\xff\"}", "invalid-utf8", "");
  assert_fault ("risk", "{\"title\":\"x\",\"severity\":99999999999999999999}", "out-of-range", "");
  assert_fault_of ("risk", "{\"title\":\"x\0\"}", 13, "malformed", "");
}

static void
test_bad_members (void)
{
  g_autofree char *title = g_strnfill (201, 'a');
  g_autofree char *narrative = g_strnfill (20001, 'a');
  g_autofree char *long_title = g_strdup_printf ("{\"region\":\"16\",\"title\":\"%s\"}", title);
  g_autofree char *long_narrative = g_strdup_printf ("\"narrative\":\"%s\"", narrative);

  assert_fault ("banjir", "{\"region\":\"16\",\"title\":\"x\"}", "unknown-kind", "kind");
  assert_fault (NULL, "{\"region\":\"16\",\"title\":\"x\"}", "unknown-kind", "kind");
  assert_fault ("risk", "{\"region\":\"16.99\",\"title\":\"x\"}", "unknown-region", "region");
  assert_fault ("risk", "{\"region\":\"Atlantis\",\"title\":\"x\"}", "unknown-region", "region");
  assert_fault ("risk", "{\"region\":7,\"title\":\"x\"}", "wrong-type", "region");
  assert_fault ("risk", "{\"title\":\"x\"}", "missing", "region");
  assert_fault ("risk", "{\"region\":\"16\"}", "missing", "title");
  assert_fault ("risk", "{\"region\":\"16\",\"title\":\"  \"}", "missing", "title");
  assert_fault ("risk", "{\"region\":\"16\",\"title\":[]}", "wrong-type", "title");
  assert_fault ("risk", long_title, "too-long", "title");
  assert_fault ("risk", "{\"title\":\"x\",\"places\":[{\"village\":\"Atlantis\"}]}",
                "unknown-village", "places[0].village");

  assert_member_fault (long_narrative, "too-long", "narrative");
  assert_member_fault ("\"severity\":6", "out-of-range", "severity");
  assert_member_fault ("\"severity\":0", "out-of-range", "severity");
  assert_member_fault ("\"severity\":2.5", "wrong-type", "severity");
  assert_member_fault ("\"severity\":\"3\"", "wrong-type", "severity");
  assert_member_fault ("\"occurred\":\"2099-01-01T00:00:00+07:00\"", "in-future", "occurred");
  assert_member_fault ("\"occurred\":\"1998-01-01\"", "too-early", "occurred");
  assert_member_fault ("\"occurred\":\"kemarin\"", "bad-date", "occurred");
  assert_member_fault ("\"occurred\":20240213", "wrong-type", "occurred");
  assert_member_fault ("\"occurred\":\"2024-02-14\",\"known\":\"2024-02-13\"", "wrong-order",
                       "known");
  assert_member_fault ("\"election\":\"pemilu-1955\"", "unknown-election", "election");
  assert_member_fault ("\"judul\":\"x\"", "unknown-field", "judul");
  assert_member_fault ("\"salt\":\"x\"", "unknown-field", "salt");
  assert_member_fault ("\"class\":\"secret\"", "unknown-choice", "class");
  assert_member_fault ("\"heard_from\":\"Ibu Guru\"", "malformed", "heard_from");
  assert_member_fault ("\"blobs\":[\"abc\"]", "malformed", "blobs");
  assert_member_fault ("\"blobs\":\"abc\"", "wrong-type", "blobs");
}

static void
test_bad_places (void)
{
  assert_member_fault ("\"places\":{}", "wrong-type", "places");
  assert_member_fault ("\"places\":[1]", "wrong-type", "places[0]");
  assert_member_fault ("\"places\":[{}]", "missing", "places[0]");
  assert_member_fault ("\"places\":[{\"village\":\"\"}]", "missing", "places[0].village");
  assert_member_fault ("\"places\":[{\"village\":\"99.01.01.2001\"}]", "unknown-village",
                       "places[0].village");
  assert_member_fault ("\"places\":[{\"text\":\"x\",\"tps\":0}]", "out-of-range", "places[0].tps");
  assert_member_fault ("\"places\":[{\"text\":\"x\"},{\"text\":\"x\",\"tps\":\"1\"}]", "wrong-type",
                       "places[1].tps");
  assert_member_fault ("\"places\":[{\"text\":\"x\",\"desa\":\"y\"}]", "unknown-field",
                       "places[0].desa");
  assert_member_fault ("\"places\":[{\"text\":\"x\",\"region\":\"16.99\"}]", "unknown-region",
                       "places[0].region");
}

static void
test_bad_fields (void)
{
  assert_member_fault ("\"fields\":[]", "wrong-type", "fields");
  assert_member_fault ("\"fields\":{\"kedalaman\":1}", "unknown-field", "fields.kedalaman");
  assert_member_fault ("\"fields\":{\"hazard\":\"naga\"}", "unknown-choice", "fields.hazard");
  assert_member_fault ("\"fields\":{\"hazard\":[\"banjir\"]}", "wrong-type", "fields.hazard");
  assert_member_fault ("\"fields\":{\"transport\":[\"perahu\",\"naga\"]}", "unknown-choice",
                       "fields.transport");
  assert_member_fault ("\"fields\":{\"water_level_cm\":-1}", "out-of-range",
                       "fields.water_level_cm");
  assert_member_fault ("\"fields\":{\"water_level_cm\":1e300}", "out-of-range",
                       "fields.water_level_cm");
  /* Larger than any number of a program: refused before a parser sees it. */
  assert_fault ("risk", "{\"title\":\"Banjir\",\"fields\":{\"water_level_cm\":1e999}}",
                "out-of-range", "");
  assert_member_fault ("\"fields\":{\"signal\":\"ya\"}", "wrong-type", "fields.signal");
  assert_member_fault ("\"fields\":{\"decision_date\":\"2024-02-30\"}", "bad-date",
                       "fields.decision_date");
  assert_member_fault ("\"fields\":{\"gauge_post\":{}}", "wrong-type", "fields.gauge_post");
}

static void
test_all_at_once (void)
{
  g_auto (Result) result = check (
      "naga",
      "{\"region\":\"16.99\",\"severity\":6,\"occurred\":\"2099-01-01\",\"judul\":1,\"x\":2}");

  g_assert_cmpuint (result.faults->len, ==, 7);
  g_assert_nonnull (find_fault (&result, "unknown-kind"));
  g_assert_nonnull (find_fault (&result, "unknown-region"));
  g_assert_nonnull (find_fault (&result, "out-of-range"));
  g_assert_nonnull (find_fault (&result, "in-future"));
  g_assert_nonnull (find_fault (&result, "unknown-field"));
  g_assert_nonnull (find_fault (&result, "missing"));
}

static void
test_many_faults (void)
{
  g_autoptr (GString) text = g_string_new ("{\"title\":\"x\"");
  g_auto (Result) result = { 0 };

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, ",\"a%u\":1", i);
  g_string_append_c (text, '}');
  result = check ("risk", text->str);

  g_assert_cmpuint (result.faults->len, ==, PANTAU_CHECK_MAX_FAULTS);
}

/* A laptop whose clock fell back refuses nothing that happened today. */
static void
test_wrong_clock (void)
{
  const char *text = "{\"region\":\"16\",\"title\":\"x\",\"occurred\":\"2025-12-01\"}";
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *region = NULL, *record_class = NULL;
  g_autoptr (JsonObject) body = pantau_check_record (
      reference, "risk", text, strlen (text), 1420070400, NULL, &region, &record_class, faults);

  g_assert_nonnull (body);
}

static void
test_examples (void)
{
  static const char *const kinds[] = { "risk", "hoax", "neutrality", "other", "activity" };
  static const char *const regions[] = { "16.13.04", "16.12", "16.03", "16.71", "16.04.24" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("contoh/%s.json", kinds[i]);
      g_autoptr (GBytes) bytes = pantau_reference_read (reference, name, NULL);
      g_auto (Result) result = { 0 };

      g_assert_nonnull (bytes);
      result =
          check_bytes (kinds[i], g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
      if (result.body == NULL)
        g_error ("%s: %s", name,
                 ((const PantauFault *) g_ptr_array_index (result.faults, 0))->message);
      g_assert_cmpstr (result.region, ==, regions[i]);
    }
}

/* @text of a command line for @name comes out as @expected JSON, or with a fault @expected. */
static void
assert_set (const char *kind_code, const char *name, const char *text, const char *expected)
{
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind_code);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonNode) value = pantau_check_parse_value (kind, name, text);
  g_autoptr (JsonNode) normalised = NULL;
  g_autofree char *found = NULL;

  if (pantau_check_field (reference, kind, name, value, NOW, &normalised, faults))
    found = pantau_json_node_text (normalised);
  else
    found = g_strdup (((const PantauFault *) g_ptr_array_index (faults, 0))->code);

  g_assert_true ((normalised == NULL) == (faults->len > 0));
  g_assert_cmpstr (found, ==, expected);
}

static void
test_set (void)
{
  assert_set ("risk", "title", "Banjir surut", "\"Banjir surut\"");
  assert_set ("risk", "title", "", "missing");
  assert_set ("risk", "title", "   ", "missing");
  assert_set ("risk", "severity", "4", "4");
  assert_set ("risk", "severity", "6", "out-of-range");
  assert_set ("risk", "severity", "empat", "wrong-type");
  assert_set ("risk", "severity", "", "null");
  assert_set ("risk", "occurred", "2024-02-13", "\"2024-02-13T00:00:00+07:00\"");
  assert_set ("risk", "occurred", "2099-02-13", "in-future");
  assert_set ("risk", "election", "pilkada-2024", "\"pilkada-2024\"");
  assert_set ("risk", "election", "x", "unknown-election");
  assert_set ("risk", "places", "pauh, rawas ilir", "[{\"village\":\"16.13.04.2001\"}]");
  assert_set ("risk", "places", "[{\"village\":\"16.13.04.2001\",\"tps\":2}]",
              "[{\"village\":\"16.13.04.2001\",\"tps\":[2]}]");
  assert_set ("risk", "places", "[[[", "wrong-type");
  assert_set ("risk", "heard_from", "PTPS-16.13.04.2001-003", "\"PTPS-16.13.04.2001-003\"");
  assert_set ("risk", "signal", "ya", "true");
  assert_set ("risk", "signal", "TIDAK", "false");
  assert_set ("risk", "signal", "mungkin", "wrong-type");
  assert_set ("risk", "water_level_cm", "80", "80");
  assert_set ("risk", "ballots_total", "32.444.190", "32444190");
  assert_set ("risk", "transport", "perahu, Speedboat,perahu", "[\"perahu\",\"speedboat\"]");
  assert_set ("risk", "hazard", "longsor", "\"longsor\"");
  assert_set ("risk", "likelihood", "3", "\"3\"");
  assert_set ("risk", "hazard", "", "null");
  assert_set ("risk", "url", "https://example.org", "unknown-field");
  assert_set ("risk", "blobs", "x", "unknown-field");
  assert_set ("other", "amount", "Rp 1.500.000,00", "1500000");
  assert_set ("other", "amount", "1500000", "1500000");
  assert_set ("other", "amount", "banyak", "wrong-type");
  assert_set ("neutrality", "institution_region", "muba", "\"16.06\"");
  assert_set ("neutrality", "institution_region", "Atlantis", "unknown-region");
  assert_set ("activity", "ended", "2024-02-13T20:00", "\"2024-02-13T20:00:00+07:00\"");
}

/* Both grades or none, and people by number in the order of their list. */
static void
test_set_objects (void)
{
  assert_set ("risk", "risk_matrix", "1x5", "{\"likelihood\":1,\"impact\":5}");
  assert_set ("risk", "risk_matrix", "2, 3", "{\"likelihood\":2,\"impact\":3}");
  assert_set ("risk", "risk_matrix", "{\"impact\":3,\"likelihood\":2}",
              "{\"likelihood\":2,\"impact\":3}");
  assert_set ("risk", "risk_matrix", "0x5", "out-of-range");
  assert_set ("risk", "risk_matrix", "1x6", "out-of-range");
  assert_set ("risk", "risk_matrix", "20", "wrong-type");
  assert_set ("risk", "risk_matrix", "{\"likelihood\":2}", "missing");
  assert_set ("risk", "risk_matrix", "{\"likelihood\":2,\"impact\":null}", "missing");
  assert_set ("risk", "risk_matrix", "{\"likelihood\":2,\"impact\":2.5}", "wrong-type");
  assert_set ("risk", "risk_matrix", "{\"likelihood\":2,\"impact\":2,\"score\":4}",
              "unknown-field");
  assert_set ("risk", "people", "pemilih=1.200, kpps = 7", "{\"pemilih\":1200,\"kpps\":7}");
  assert_set ("risk", "people", "{\"kpps\":7,\"pemilih\":0}", "{\"pemilih\":0,\"kpps\":7}");
  assert_set ("risk", "people", "banyak", "wrong-type");
  assert_set ("risk", "people", "pemilih=banyak", "wrong-type");
  assert_set ("risk", "people", "pemilih=-1", "out-of-range");
  assert_set ("risk", "people", "pemilih=10000001", "out-of-range");
  assert_set ("risk", "people", "{\"Budi Santoso\":1}", "unknown-field");
  assert_set ("risk", "people", "{\"pemilih\":{}}", "wrong-type");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/check/normalised", test_normalised);
  g_test_add_func ("/check/least", test_least);
  g_test_add_func ("/check/region-of-village", test_region_of_village);
  g_test_add_func ("/check/unknown-village-kept", test_unknown_village_kept);
  g_test_add_func ("/check/author-region-first", test_author_region_first);
  g_test_add_func ("/check/times", test_times);
  g_test_add_func ("/check/class", test_class);
  g_test_add_func ("/check/above", test_above);
  g_test_add_func ("/check/clean-text", test_clean_text);
  g_test_add_func ("/check/bad-whole", test_bad_whole);
  g_test_add_func ("/check/bad-members", test_bad_members);
  g_test_add_func ("/check/bad-places", test_bad_places);
  g_test_add_func ("/check/bad-fields", test_bad_fields);
  g_test_add_func ("/check/all-at-once", test_all_at_once);
  g_test_add_func ("/check/many-faults", test_many_faults);
  g_test_add_func ("/check/wrong-clock", test_wrong_clock);
  g_test_add_func ("/check/examples", test_examples);
  g_test_add_func ("/check/set", test_set);
  g_test_add_func ("/check/set-objects", test_set_objects);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
