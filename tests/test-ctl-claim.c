/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl at the hoax desk: contracts for scripts, who may, and what is said where one may not. */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "test-util.h"
#include "trip-fixture.h"

#define KOTA "16.71"

#define UNVERIFIED "BELUM DIVERIFIKASI – JANGAN SEBARKAN"
#define HOAX       "HOAKS – JANGAN SEBARKAN"

/* A desk with a claim and a sighting of it. */
static Trip *
desk_new (char **claim, char **sighting)
{
  Trip *trip = trip_new (TRUE);

  trip_enrolled (trip, "desk", "desk", KOTA);
  *claim = ctl_record_hoax (trip, "desk", "TPS dipindah", KOTA ".01");
  *sighting = ctl_record_hoax (trip, "desk", "TPS pindah ke balai", KOTA ".02");
  ctl_do (trip, "desk", "link", *sighting, "sighting-of", *claim, NULL);

  return trip;
}

static JsonObject *
claim_object (Trip *trip, const char *home, const char *id)
{
  g_autofree char *out = ctl_ok (trip, home, "claim", id, "--json", NULL);
  JsonObject *object = pantau_json_parse_known (out, NULL);

  g_assert_nonnull (object);

  return object;
}

static void
assert_refused (Ran *given, const char *code)
{
  g_autoptr (Ran) ran = given;

  ran_assert_fault (ran, 1, code, NULL);
}

static void
test_claims (void)
{
  g_autofree char *claim = NULL, *sighting = NULL, *out = NULL, *text = NULL;
  g_autoptr (Trip) trip = desk_new (&claim, &sighting);
  g_autoptr (JsonObject) line = NULL, whole = NULL;
  JsonArray *members;

  out = ctl_ok (trip, "desk", "claims", "--order", "spread", "--json", NULL);
  line = pantau_json_parse_known (out, NULL);
  g_assert_nonnull (line); /* one claim alone */
  g_assert_cmpstr (pantau_json_string (line, "id"), ==, claim);
  g_assert_cmpint (pantau_json_integer (line, "sightings", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (line, "kecamatan", -1), ==, 2);
  g_assert_cmpstr (pantau_json_string (line, "label"), ==, "unverified");
  g_assert_cmpstr (pantau_json_string (line, "label_text"), ==, UNVERIFIED);
  g_assert_cmpint (pantau_json_integer (pantau_json_object (line, "harm"), "points", 0), >=, 40);

  whole = claim_object (trip, "desk", sighting);
  members = pantau_json_array (whole, "members");
  g_assert_cmpuint (json_array_get_length (members), ==, 2);
  text = ctl_ok (trip, "desk", "claim", claim, NULL);
  g_assert_true (g_str_has_prefix (text, UNVERIFIED));
  g_assert_true (g_str_has_suffix (text, UNVERIFIED));
  g_assert_nonnull (strstr (text, sighting));

  assert_refused (ctl (trip, "desk", "claims", "--order", "size", "--json", NULL), "invalid");
}

static void
test_unlink (void)
{
  g_autofree char *claim = NULL, *sighting = NULL, *text = NULL;
  g_autoptr (Trip) trip = desk_new (&claim, &sighting);
  g_autoptr (JsonObject) before = claim_object (trip, "desk", sighting), after = NULL, shown = NULL;
  JsonArray *members = pantau_json_array (before, "members");
  const char *link = NULL;

  for (guint i = 0; i < json_array_get_length (members); i++)
    if (pantau_json_string (json_array_get_object_element (members, i), "link") != NULL)
      link = pantau_json_string (json_array_get_object_element (members, i), "link");
  g_assert_nonnull (link);

  assert_refused (ctl (trip, "desk", "unlink", sighting, link, "--json", NULL), "invalid");
  assert_refused (
      ctl (trip, "desk", "unlink", claim, link, "--reason", "bukan hal yang sama", "--json", NULL),
      "not-found");
  ctl_do (trip, "desk", "unlink", sighting, link, "--reason", "bukan hal yang sama", NULL);
  assert_refused (ctl (trip, "desk", "unlink", sighting, link, "--reason", "bukan hal yang sama",
                       "--json", NULL),
                  "not-found");

  after = claim_object (trip, "desk", sighting);
  g_assert_cmpstr (pantau_json_string (after, "id"), ==, sighting);
  /* Both records are as they were, and who looks sees what was done. */
  shown = ctl_show (trip, "desk", sighting);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (shown, "timeline")), ==, 3);
}

static void
assert_label (Trip *trip, const char *home, const char *id, const char *label, const char *words)
{
  g_autoptr (JsonObject) shown = ctl_show (trip, home, id);
  g_autoptr (GHashTable) list = ctl_list (trip, home);
  JsonObject *listed = g_hash_table_lookup (list, id);
  g_autofree char *text = ctl_ok (trip, home, "show", id, NULL);
  g_autofree char *lines = ctl_ok (trip, home, "list", NULL);
  g_auto (GStrv) each = g_strsplit (lines, "\n", -1);
  const char *line = "";

  g_assert_cmpstr (pantau_json_string (shown, "label"), ==, label);
  g_assert_cmpstr (pantau_json_string (shown, "label_text"), ==, words);
  g_assert_cmpstr (pantau_json_string (listed, "label"), ==, label);
  for (gsize i = 0; each[i] != NULL; i++)
    if (g_str_has_prefix (each[i], id))
      line = each[i];
  g_assert_cmpstr (line, !=, "");
  if (words == NULL)
    {
      g_assert_null (strstr (text, "JANGAN SEBARKAN"));
      g_assert_null (strstr (line, "JANGAN SEBARKAN"));
      return;
    }
  g_assert_true (g_str_has_prefix (text, words));
  g_assert_nonnull (strstr (line, words));
}

static void
test_verdict (void)
{
  g_autofree char *claim = NULL, *sighting = NULL;
  g_autoptr (Trip) trip = desk_new (&claim, &sighting);
  g_autoptr (Ran) without = NULL, unknown = NULL;

  assert_label (trip, "desk", claim, "unverified", UNVERIFIED);
  /* A hoax without a word on what is true helps nobody. */
  without = ctl (trip, "desk", "verdict", claim, "hoaks", "--json", NULL);
  ran_assert_fault (without, 1, "missing", "facts");
  unknown = ctl (trip, "desk", "verdict", claim, "mungkin", "--json", NULL);
  ran_assert_fault (unknown, 1, "unknown-choice", "verdict");

  ctl_do (trip, "desk", "verdict", claim, "hoaks", "--facts", "TPS tetap di sekolah.",
          "--references", "Surat KPU 12", NULL);
  assert_label (trip, "desk", claim, "hoax", HOAX);
  assert_label (trip, "desk", sighting, "hoax", HOAX);
  ctl_do (trip, "desk", "verdict", claim, "benar", NULL);
  assert_label (trip, "desk", sighting, "none", NULL);
}

/* Who is no desk says nothing about it, by any command, and reads what the desk said; also in a home that knows no grant but its own. */
static void
test_roles (void)
{
  static const char *const roles[] = { "field", "pemprov" };
  g_autofree char *claim = NULL, *sighting = NULL, *decided = NULL;
  g_autoptr (Trip) trip = desk_new (&claim, &sighting);

  decided = ctl_record (trip, "desk", "hoax",
                        "{\"title\":\"Pilkada ditunda\",\"region\":\"16.71.01\","
                        "\"occurred\":\"2024-11-20T06:15:00+07:00\",\"narrative\":\"Pesan "
                        "berantai.\",\"severity\":2,\"fields\":{\"platform\":\"whatsapp\","
                        "\"changes_voting\":true,\"verdict\":\"benar\",\"facts\":\"Surat KPU\"}}");
  ctl_do (trip, "desk", "verdict", claim, "hoaks", "--facts", "TPS tetap di sekolah.", NULL);
  ctl_sync (trip, "desk");

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *own = NULL;

      trip_enrolled (trip, roles[i], roles[i], i == 0 ? KOTA ".01" : "16");
      ctl_sync (trip, roles[i]);
      own = ctl_record_hoax (trip, roles[i], "Saya lihat", KOTA ".01");
      assert_refused (ctl (trip, roles[i], "set", own, "verdict=hoaks", "--json", NULL), "refused");
      assert_refused (
          ctl (trip, roles[i], "verdict", own, "hoaks", "--facts", "x x", "--json", NULL),
          "refused");
      assert_label (trip, roles[i], own, "unverified", UNVERIFIED);
      assert_label (trip, roles[i], claim, "hoax", HOAX);
      assert_label (trip, roles[i], decided, "none", NULL);
    }
}

static void
test_counter (void)
{
  g_autofree char *claim = NULL, *sighting = NULL, *text = NULL;
  g_autoptr (Trip) trip = desk_new (&claim, &sighting);

  ctl_do (trip, "desk", "set", claim, "counter_media=TPS tetap di SDN 4.", NULL);
  assert_refused (ctl (trip, "desk", "counter", claim, "media", "--json", NULL), "refused");
  ctl_do (trip, "desk", "verdict", claim, "hoaks", "--facts", "TPS tetap di sekolah.", NULL);
  assert_refused (ctl (trip, "desk", "counter", claim, "figures", "--json", NULL), "not-found");
  assert_refused (ctl (trip, "desk", "counter", claim, "radio", "--json", NULL), "invalid");

  /* Of a sighting too: it is the claim's. */
  text = ctl_ok (trip, "desk", "counter", sighting, "media", NULL);
  g_assert_true (g_str_has_prefix (text, "LATIHAN"));
  g_assert_nonnull (strstr (text, "TPS tetap di SDN 4."));
  g_assert_null (strstr (text, "TPS dipindah"));
}

/* Whatever the command is about: before the title of a hoax stands what it is. */
static void
assert_bears (Trip *trip, const char *const *command)
{
  g_autofree char *text = ctl_ok (trip, "desk", command[0], command[1], NULL),
                  *json = command[1] != NULL
                              ? ctl_ok (trip, "desk", command[0], command[1], "--json", NULL)
                              : ctl_ok (trip, "desk", command[0], "--json", NULL);
  const char *title = strstr (text, "TPS dipindah"), *label = strstr (text, UNVERIFIED);

  g_test_message ("%s", command[0]);
  g_assert_nonnull (title);
  g_assert_nonnull (label);
  g_assert_cmpuint (label - text, <, title - text);
  g_assert_nonnull (strstr (json, "\"TPS dipindah\""));
  g_assert_nonnull (strstr (json, "\"label\":\"unverified\""));
  g_assert_nonnull (strstr (json, "\"label_text\":\"" UNVERIFIED "\""));
}

static void
test_everywhere (void)
{
  static const char *const of_all[][2] = {
    { "list", NULL },
    { "claims", NULL },
    { "due", NULL },
    { "agency", "komdigi" },
  };
  g_autofree char *claim = NULL, *sighting = NULL;
  g_autoptr (Trip) trip = desk_new (&claim, &sighting);
  const char *const of_record[][2] = { { "show", claim }, { "claim", sighting } };
  g_autoptr (JsonObject) shown = NULL;
  JsonObject *link;

  ctl_do (trip, "desk", "forward", claim, "komdigi", "--channel", "surat", "--reply-due",
          "2090-01-01", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (of_all); i++)
    assert_bears (trip, of_all[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (of_record); i++)
    assert_bears (trip, of_record[i]);

  /* Of the record that names it. */
  shown = ctl_show (trip, "desk", sighting);
  link = json_array_get_object_element (pantau_json_array (shown, "links"), 0);
  g_assert_cmpstr (pantau_json_string (link, "title"), ==, "TPS dipindah");
  g_assert_cmpstr (pantau_json_string (link, "label_text"), ==, UNVERIFIED);
}

/* What Pemprov hears of a closed one, which has nothing else of it: nobody there knows of a verdict. */
static void
test_released (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL, *forward = NULL, *text = NULL, *json = NULL;

  trip_enrolled (trip, "desk", "desk", KOTA);
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  id = ctl_record (trip, "desk", "hoax",
                   "{\"class\":\"closed\",\"title\":\"TPS dipindah\",\"region\":\"16.71.01\","
                   "\"occurred\":\"2024-11-20T06:15:00+07:00\",\"narrative\":\"Pesan "
                   "berantai.\",\"severity\":2,\"fields\":{\"platform\":\"whatsapp\","
                   "\"changes_voting\":true}}");
  forward = ctl_ok (trip, "desk", "forward", id, "kesbangpol", "--channel", "surat", NULL);
  ctl_do (trip, "desk", "release", id, forward, "--text", "Pesan tentang TPS yang pindah.", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");
  text = ctl_ok (trip, "pemprov", "releases", NULL);
  json = ctl_ok (trip, "pemprov", "releases", "--json", NULL);
  g_assert_nonnull (strstr (text, UNVERIFIED));
  g_assert_cmpuint (strstr (text, UNVERIFIED) - text, <, strstr (text, "TPS yang pindah") - text);
  g_assert_nonnull (strstr (json, "\"label_text\":\"" UNVERIFIED "\""));
}

/* What one practises with has all that the board shows. */
static void
test_seed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;
  guint hoaxes = 0, true_ones = 0, counters = 0, overdue = 0, joined = 0;

  trip_enrolled (trip, "desk", "desk", "16");
  ctl_do (trip, "desk", "seed", "0", "--claims", NULL);
  out = ctl_ok (trip, "desk", "claims", "--order", "speed", "--json", NULL);
  lines = g_strsplit (out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonObject) claim = pantau_json_parse_known (lines[i], NULL);

      hoaxes += g_strcmp0 (pantau_json_string (claim, "verdict"), "hoaks") == 0;
      true_ones += g_strcmp0 (pantau_json_string (claim, "verdict"), "benar") == 0;
      counters += pantau_json_boolean (claim, "counter");
      overdue += pantau_json_integer (claim, "overdue", 0) > 0;
      joined += pantau_json_integer (claim, "sightings", 0) >= 10 &&
                pantau_json_integer (claim, "areas", 0) > 3;
    }
  g_assert_cmpuint (hoaxes, ==, 1);
  g_assert_cmpuint (true_ones, ==, 1);
  g_assert_cmpuint (counters, ==, 2);
  g_assert_cmpuint (overdue, ==, 1);
  g_assert_cmpuint (joined, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl-claim/claims", test_claims);
  g_test_add_func ("/ctl-claim/unlink", test_unlink);
  g_test_add_func ("/ctl-claim/verdict", test_verdict);
  g_test_add_func ("/ctl-claim/roles", test_roles);
  g_test_add_func ("/ctl-claim/counter", test_counter);
  g_test_add_func ("/ctl-claim/everywhere", test_everywhere);
  g_test_add_func ("/ctl-claim/released", test_released);
  g_test_add_func ("/ctl-claim/seed", test_seed);

  return g_test_run ();
}
