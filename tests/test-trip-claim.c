/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claim that two offices opened without knowing of each other, with the real programs: joined later, and nothing of either is lost. */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "raw-device.h"
#include "test-util.h"
#include "trip-fixture.h"

#define HERE  "16.06"
#define THERE "16.71"

static JsonObject *
claim_object (Trip *trip, const char *home, const char *id)
{
  g_autofree char *out = ctl_ok (trip, home, "claim", id, "--json", NULL);
  JsonObject *object = pantau_json_parse_known (out, NULL);

  g_assert_nonnull (object);

  return object;
}

static void
assert_claim (Trip *trip, const char *home, const char *id, const char *root, guint members)
{
  g_autoptr (JsonObject) claim = claim_object (trip, home, id);

  g_assert_cmpstr (pantau_json_string (claim, "id"), ==, root);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (claim, "members")), ==, members);
}

static void
test_joined (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *ours = NULL, *theirs = NULL, *seen_here = NULL, *seen_there = NULL;
  g_autofree char *title = NULL, *facts = NULL, *own = NULL;
  g_autoptr (GHashTable) list = NULL;

  /* Offline: neither knows of the other. */
  trip_enrolled (trip, "here", "desk", HERE);
  trip_enrolled (trip, "there", "desk", THERE);
  trip_enrolled (trip, "province-desk", "desk", "16");
  ours = ctl_record_hoax (trip, "here", "TPS dipindah", HERE);
  seen_here = ctl_record_hoax (trip, "here", "TPS pindah, kata warga", HERE ".01");
  ctl_do (trip, "here", "link", seen_here, "sighting-of", ours, NULL);
  theirs = ctl_record_hoax (trip, "there", "Lokasi TPS berubah", THERE);
  seen_there = ctl_record_hoax (trip, "there", "TPS berubah lagi", THERE ".01");
  ctl_do (trip, "there", "link", seen_there, "sighting-of", theirs, NULL);
  ctl_do (trip, "there", "verdict", theirs, "hoaks", "--facts", "TPS tetap.", NULL);
  ctl_sync (trip, "here");
  ctl_sync (trip, "there");

  /* The province's desk sees both, and joins them. */
  ctl_sync (trip, "province-desk");
  assert_claim (trip, "province-desk", seen_here, ours, 2);
  assert_claim (trip, "province-desk", seen_there, theirs, 2);
  ctl_do (trip, "province-desk", "link", ours, "sighting-of", theirs, NULL);
  assert_claim (trip, "province-desk", seen_here, theirs, 4);
  ctl_sync (trip, "province-desk");

  /* Nothing of either is lost: all four are there with what they said, and the verdict holds for all. */
  list = ctl_list (trip, "province-desk");
  g_assert_cmpuint (g_hash_table_size (list), ==, 4);
  title = ctl_values (trip, "province-desk", ours, "title");
  facts = ctl_values (trip, "province-desk", theirs, "facts");
  g_assert_cmpstr (title, ==, "\"TPS dipindah\"");
  g_assert_cmpstr (facts, ==, "\"TPS tetap.\"");
  g_assert_cmpstr (pantau_json_string (g_hash_table_lookup (list, seen_here), "label"), ==, "hoax");

  /* Who made one of them reads the line that joined it, and has the record as it was; the other's is not in its region. */
  ctl_sync (trip, "here");
  own = ctl_values (trip, "here", ours, "title");
  g_assert_cmpstr (own, ==, "\"TPS dipindah\"");
  assert_claim (trip, "here", seen_here, ours, 2);
  ctl_sync (trip, "there");
  assert_claim (trip, "there", seen_there, theirs, 2);
  ctl_verify (trip, "province-desk");
}

/* The verdict on a claim reaches who recorded a sighting elsewhere; what a desk said of one sighting by itself stays, and follows no later verdict. */
static void
test_passed_on (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *claim = NULL, *seen = NULL, *judged = NULL, *verdict = NULL, *own = NULL;

  trip_enrolled (trip, "field", "field", THERE ".01");
  trip_enrolled (trip, "there", "desk", THERE);
  trip_enrolled (trip, "desk", "desk", "16");
  seen = ctl_record_hoax (trip, "field", "Lokasi TPS berubah", THERE ".01");
  judged = ctl_record_hoax (trip, "field", "TPS kata orang pindah", THERE ".01");
  ctl_sync (trip, "field");
  ctl_sync (trip, "there");
  ctl_do (trip, "there", "verdict", judged, "benar", "--facts", "Yang ini memang pindah.", NULL);
  ctl_sync (trip, "there");
  ctl_sync (trip, "desk");
  claim = ctl_record_hoax (trip, "desk", "TPS dipindah", HERE);
  ctl_do (trip, "desk", "link", seen, "sighting-of", claim, NULL);
  ctl_do (trip, "desk", "link", judged, "sighting-of", claim, NULL);
  ctl_do (trip, "desk", "verdict", claim, "hoaks", "--facts", "TPS tetap.", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  verdict = ctl_values (trip, "field", seen, "verdict");
  own = ctl_values (trip, "field", judged, "verdict");
  g_assert_cmpstr (verdict, ==, "\"hoaks\"");
  g_assert_cmpstr (own, ==, "\"benar\"");

  ctl_do (trip, "desk", "verdict", claim, "tak-terverifikasi", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  g_free (g_steal_pointer (&verdict));
  g_free (g_steal_pointer (&own));
  verdict = ctl_values (trip, "field", seen, "verdict");
  own = ctl_values (trip, "field", judged, "verdict");
  g_assert_cmpstr (verdict, ==, "\"tak-terverifikasi\"");
  g_assert_cmpstr (own, ==, "\"benar\"");
}

/* Two desks of the province make each the other's record the claim at once: both homes come to the same root. */
static void
test_ring (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *first = NULL, *second = NULL;
  const char *root;

  trip_enrolled (trip, "one", "desk", "16");
  trip_enrolled (trip, "two", "desk", "16");
  first = ctl_record_hoax (trip, "one", "TPS dipindah", HERE);
  second = ctl_record_hoax (trip, "two", "Lokasi TPS berubah", THERE);
  ctl_sync (trip, "one");
  ctl_sync (trip, "two");
  ctl_sync (trip, "one");

  ctl_do (trip, "one", "link", first, "sighting-of", second, NULL);
  ctl_do (trip, "two", "link", second, "sighting-of", first, NULL);
  ctl_sync (trip, "one");
  ctl_sync (trip, "two");
  ctl_sync (trip, "one");

  root = strcmp (first, second) < 0 ? first : second;
  assert_claim (trip, "one", first, root, 2);
  assert_claim (trip, "one", second, root, 2);
  assert_claim (trip, "two", first, root, 2);
  assert_claim (trip, "two", second, root, 2);
}

/* A line of a hostile program: it is signed as any other. */
static void
push (RawDevice *device, const char *record, const char *type, const char *json)
{
  g_autoptr (JsonObject) body = pantau_json_parse_known (json, NULL);
  PantauDraft draft = { .record = record,
                        .kind = "hoax",
                        .is_open = TRUE,
                        .region = THERE ".01",
                        .type = type,
                        .time = "2024-11-20T06:15:00+07:00",
                        .body = body };
  g_autoptr (PantauEntry) entry = raw_device_sign (device, &draft);
  g_autofree char *line = test_entry_line (entry);
  g_autoptr (Reply) reply = raw_device_push (device, NULL, line, strlen (line));

  g_assert_cmpuint (reply->status, ==, 200);
}

static void
assert_unverified (Trip *trip, const char *home, const char *id)
{
  g_autoptr (JsonObject) record = ctl_show (trip, home, id);

  g_assert_cmpstr (pantau_json_string (record, "label"), ==, "unverified");
}

/* A monitor with a program of their own takes no label away: neither where grants are known, nor where they are not, nor by a desk that moves the record. */
static void
test_forged (void)
{
  static const char *const set = "aaaaaaaa-0000-4000-8000-000000000001",
                           *const born = "aaaaaaaa-0000-4000-8000-000000000002";
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) field = raw_device_enrolled (trip, "field", THERE ".01");
  g_autoptr (JsonObject) shown = NULL;
  JsonArray *timeline;
  const char *reason = NULL;

  trip_enrolled (trip, "desk", "desk", THERE);
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  push (field, set, "record.create",
        "{\"title\":\"A\",\"occurred\":\"2024-11-20T06:15:00+07:00\"}");
  push (field, set, "record.set", "{\"fields\":{\"verdict\":\"benar\"}}");
  push (field, born, "record.create",
        "{\"title\":\"B\",\"occurred\":\"2024-11-20T06:15:00+07:00\",\"fields\":{\"verdict\":"
        "\"benar\"}}");
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");

  shown = ctl_show (trip, "desk", set);
  timeline = pantau_json_array (shown, "timeline");
  for (guint i = 0; i < json_array_get_length (timeline); i++)
    if (reason == NULL)
      reason = pantau_json_string (json_array_get_object_element (timeline, i), "quarantine");
  g_assert_cmpstr (reason, ==, "verdict");
  assert_unverified (trip, "desk", set);
  assert_unverified (trip, "desk", born);
  assert_unverified (trip, "pemprov", set);
  assert_unverified (trip, "pemprov", born);

  ctl_do (trip, "desk", "move", born, THERE ".02", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");
  assert_unverified (trip, "desk", born);
  assert_unverified (trip, "pemprov", born);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trip-claim/joined", test_joined);
  g_test_add_func ("/trip-claim/passed-on", test_passed_on);
  g_test_add_func ("/trip-claim/ring", test_ring);
  g_test_add_func ("/trip-claim/forged", test_forged);

  return g_test_run ();
}
