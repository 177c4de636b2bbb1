/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole trips with the real programs: written offline, received by the province, read by whom it
 * concerns and by nobody else.
 */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "trip-fixture.h"

/* Two neighbouring kecamatan of one kabupaten. */
#define KABUPATEN "16.13"
#define NIBUNG    "16.13.03"
#define RAWAS     "16.13.04"

static const char *const kinds[] = { "risk", "hoax", "neutrality", "other", "activity" };

static const char *
listed (GHashTable *list, const char *id, const char *member)
{
  JsonObject *record = g_hash_table_lookup (list, id);

  return record != NULL ? pantau_json_string (record, member) : NULL;
}

static void
assert_values (
    Trip *trip, const char *home, const char *id, const char *field, const char *expected)
{
  g_autofree char *values = ctl_values (trip, home, id, field);

  g_assert_cmpstr (values, ==, expected);
}

static void
assert_state (Trip *trip, const char *home, const char *id, const char *expected)
{
  g_autofree char *state = ctl_state (trip, home, id);

  g_assert_cmpstr (state, ==, expected);
}

/*
 * How a home shows a record; but for the authors' names, which come with their grants and so not to
 * all.
 */
static char *
shown (Trip *trip, const char *home, const char *id)
{
  g_autoptr (JsonObject) record = ctl_show (trip, home, id);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), record);
  JsonArray *timeline = pantau_json_array (record, "timeline");

  for (guint i = 0; i < json_array_get_length (timeline); i++)
    json_object_remove_member (json_array_get_object_element (timeline, i), "author");

  return pantau_json_canonical (node);
}

/* The promise of the whole program in one test. */
static void
test_each_kind (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16");
  char *ids[G_N_ELEMENTS (kinds)];
  Synced synced;

  trip_home (trip, "field");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *json = sample_json (kinds[i]);

      ids[i] = ctl_record (trip, "field", kinds[i], json);
      assert_state (trip, "field", ids[i], "saved");
    }

  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
  assert_state (trip, "field", ids[0], "saved");
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.sent, ==, G_N_ELEMENTS (kinds) + 1); /* and the join */

  trip_enrolled (trip, "desk", "desk", "16");
  ctl_sync (trip, "desk");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *here = shown (trip, "field", ids[i]);
      g_autofree char *there = shown (trip, "desk", ids[i]);
      g_autoptr (JsonObject) record = ctl_show (trip, "desk", ids[i]);
      JsonObject *event = json_array_get_object_element (pantau_json_array (record, "timeline"), 0);

      g_assert_cmpstr (here, ==, there);
      g_assert_cmpstr (pantau_json_string (record, "kind"), ==, kinds[i]);
      g_assert_cmpstr (pantau_json_string (record, "state"), ==, "received");
      g_assert_cmpuint (json_array_get_length (pantau_json_array (record, "timeline")), ==, 1);
      g_assert_cmpuint (json_array_get_length (pantau_json_array (record, "evidence")), ==, 0);
      g_assert_cmpstr (pantau_json_string (event, "type"), ==, "record.create");
      g_assert_cmpint (pantau_json_integer (event, "index", 0), >, 0);
      g_free (ids[i]);
    }

  ctl_verify (trip, "field");
  ctl_verify (trip, "desk");
}

/* What the file said is what the desk reads, and `list` and `show` speak as the contract says. */
static void
test_contents (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = sample_json ("risk"), *id = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL;
  JsonObject *record;

  trip_enrolled (trip, "field", "field", RAWAS);
  id = ctl_record (trip, "field", "risk", json);
  before = ctl_list (trip, "field");
  record = g_hash_table_lookup (before, id);
  g_assert_nonnull (record);
  g_assert_true (json_object_get_null_member (record, "index"));

  ctl_sync (trip, "field");
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  ctl_sync (trip, "desk");
  after = ctl_list (trip, "desk");
  g_assert_cmpuint (g_hash_table_size (after), ==, 1);
  record = g_hash_table_lookup (after, id);
  g_assert_cmpuint (json_object_get_size (record), ==, 8);
  g_assert_cmpstr (pantau_json_string (record, "class"), ==, "open");
  g_assert_cmpstr (pantau_json_string (record, "region"), ==, RAWAS);
  g_assert_cmpstr (pantau_json_string (record, "status"), ==, "baru");
  g_assert_cmpstr (pantau_json_string (record, "occurred"), ==, "2024-02-13T16:00:00+07:00");
  g_assert_cmpint (pantau_json_integer (record, "index", 0), >, 0);
  assert_values (trip, "desk", id, "hazard", "\"banjir\"");
  assert_values (trip, "desk", id, "tps_moved", "24");
  assert_values (trip, "desk", id, "needs", "[\"geser-tps\"]");
  assert_values (trip, "desk", id, "severity", "5");
  assert_values (trip, "desk", id, "title", "\"24 TPS di Rawas Ilir dipindahkan karena banjir\"");
}

static void
test_answers (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Jalan putus", RAWAS), *id = NULL;
  g_autoptr (GHashTable) list = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");

  ctl_do (trip, "desk", "status", id, "diverifikasi", NULL);
  ctl_do (trip, "desk", "set", id, "tps_affected=7", NULL);
  assert_state (trip, "desk", id, "saved");
  ctl_sync (trip, "desk");
  assert_state (trip, "desk", id, "received");

  ctl_sync (trip, "field");
  list = ctl_list (trip, "field");
  g_assert_cmpstr (listed (list, id, "status"), ==, "diverifikasi");
  assert_values (trip, "field", id, "tps_affected", "7");
  assert_state (trip, "field", id, "received");
}

static void
test_difference (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Jalan putus", RAWAS), *id = NULL, *here = NULL,
                  *there = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");

  ctl_do (trip, "field", "set", id, "severity=4", NULL);
  ctl_do (trip, "desk", "set", id, "severity=1", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  assert_values (trip, "field", id, "severity", "1 | 4");
  assert_values (trip, "desk", id, "severity", "1 | 4");

  ctl_do (trip, "desk", "set", id, "severity=3", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  assert_values (trip, "desk", id, "severity", "3");
  assert_values (trip, "field", id, "severity", "3");
  here = shown (trip, "field", id);
  there = shown (trip, "desk", id);
  g_assert_cmpstr (here, ==, there);
}

/* Pemprov and the neighbours: what is closed reaches neither, not even as a line on their disk. */
static void
test_readers (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  static const struct
  {
    const char *home, *region;
    gboolean open[G_N_ELEMENTS (kinds)];
  } readers[] = {
    { "pemprov", "16", { TRUE, TRUE, FALSE, FALSE, TRUE } },
    { "neighbour", NIBUNG, { FALSE, FALSE, FALSE, FALSE, FALSE } },
    { "colleague", RAWAS, { TRUE, TRUE, FALSE, FALSE, TRUE } },
    { "desk", KABUPATEN, { TRUE, TRUE, TRUE, TRUE, TRUE } },
    { "elsewhere", "16.1", { FALSE, FALSE, FALSE, FALSE, FALSE } },
  };
  char *ids[G_N_ELEMENTS (kinds)];

  trip_enrolled (trip, "field", "field", RAWAS);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *json = record_json (kinds[i], RAWAS);

      ids[i] = ctl_record (trip, "field", kinds[i], json);
    }
  ctl_sync (trip, "field");

  for (guint r = 0; r < G_N_ELEMENTS (readers); r++)
    {
      const char *home = readers[r].home;
      g_autoptr (GHashTable) list = NULL, records = NULL;

      if (g_str_equal (home, "elsewhere"))
        trip_enrolled (trip, home, "desk", "16.71");
      else
        trip_enrolled (trip, home,
                       g_str_equal (home, "pemprov") || g_str_equal (home, "desk") ? home : "field",
                       readers[r].region);
      ctl_sync (trip, home);
      list = ctl_list (trip, home);
      records = trip_set (trip, home, "SELECT record FROM entry WHERE kind <> 'device'");
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        {
          g_assert_cmpint (g_hash_table_contains (list, ids[i]), ==, readers[r].open[i]);
          g_assert_cmpint (g_hash_table_contains (records, ids[i]), ==, readers[r].open[i]);
        }
      ctl_verify (trip, home);
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_free (ids[i]);
}

static void
test_nothing_new (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Jalan putus", RAWAS);
  Synced synced;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  g_free (ctl_record (trip, "field", "risk", json));
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.sent + synced.received + synced.waiting, ==, 0);
  synced = ctl_sync (trip, "desk");
  g_assert_cmpuint (synced.sent + synced.received + synced.waiting, ==, 0);
}

static void
assert_not_enrolled (Trip *trip, const char *home, const char *code, const char *expected)
{
  g_autoptr (Ran) ran =
      ctl (trip, home, "--json", "enroll", "--server", trip_url (trip), code, NULL);

  ran_assert_fault (ran, 1, expected, NULL);
}

static void
test_bad_invitations (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *used = trip_invite (trip, "field", RAWAS),
                  *expired = trip_invite (trip, "field", RAWAS);
  g_autofree char *mistyped = trip_invite (trip, "field", RAWAS), *good = g_strdup (mistyped);
  Synced synced;

  trip_home (trip, "first");
  ctl_do (trip, "first", "enroll", "--server", trip_url (trip), used, NULL);
  trip_home (trip, "second");
  assert_not_enrolled (trip, "second", used, "refused");

  mistyped[2] = mistyped[2] == '7' ? '8' : '7';
  assert_not_enrolled (trip, "second", mistyped, "invalid");
  /* Well-formed, but nobody's. */
  assert_not_enrolled (trip, "second", "0000-0000-0000-0000-0000-0000-0000", "refused");

  trip_stop (trip);
  trip_sql (trip, PROVINCE, "UPDATE invitation SET expires = 1000 WHERE device IS NULL");
  trip_start (trip);
  assert_not_enrolled (trip, "second", expired, "refused");

  /* None of this keeps the home from being enrolled well, and from being at rest afterwards. */
  trip_stop (trip);
  trip_sql (trip, PROVINCE,
            "UPDATE invitation SET expires = unixepoch() + 1000 WHERE device IS NULL");
  trip_start (trip);
  ctl_do (trip, "second", "enroll", "--server", trip_url (trip), good, NULL);
  synced = ctl_sync (trip, "second");
  g_assert_cmpuint (synced.waiting, ==, 0);
  /*
   * The unanswered joins have come in as lines without effect; asking again with one does not help.
   */
  assert_not_enrolled (trip, "second", used, "refused");
  synced = ctl_sync (trip, "second");
  g_assert_cmpuint (synced.sent + synced.waiting, ==, 0);
}

static void
test_practice_stays_apart (void)
{
  g_autoptr (Trip) trip = trip_new (FALSE);
  g_autofree char *code = trip_invite (trip, "field", RAWAS);

  trip_home (trip, "practice");
  assert_not_enrolled (trip, "practice", code, "refused");

  /* The invitation is still good for a real home. */
  ctl_do (trip, "real", "init", NULL);
  ctl_do (trip, "real", "enroll", "--server", trip_url (trip), code, NULL);
  ctl_sync (trip, "real");
}

static void
test_revoked (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Sebelum", RAWAS), *later = record_json ("Sesudah", RAWAS);
  g_autofree char *before = NULL, *after = NULL, *device = NULL, *out = NULL;
  g_autoptr (GHashTable) list = NULL, own = NULL;
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (Ran) ran = NULL;
  gint64 lines;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  before = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  record = ctl_show (trip, "field", before);
  device = g_strdup (pantau_json_string (
      json_array_get_object_element (pantau_json_array (record, "timeline"), 0), "device"));

  out = trip_province_ok (trip, "revoke", device, "--reason", "laptop hilang", NULL);
  after = ctl_record (trip, "field", "risk", later);
  lines = trip_number (trip, "field", "SELECT count(*) FROM entry");
  ran = ctl (trip, "field", "--json", "sync", NULL);
  ran_assert_fault (ran, 1, "refused", NULL);

  /* It read nothing, not even its revocation; and what it wrote is not lost, at neither end. */
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM entry"), ==, lines);
  own = ctl_list (trip, "field");
  g_assert_true (g_hash_table_contains (own, after));
  ctl_sync (trip, "desk");
  list = ctl_list (trip, "desk");
  g_assert_null (listed (list, before, "quarantine"));
  g_assert_cmpstr (listed (list, after, "quarantine"), ==, "revoked");
}

static void
test_outside_the_region (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Di seberang", NIBUNG), *id = NULL;
  g_autoptr (GHashTable) own = NULL, at_desk = NULL, at_colleague = NULL, at_pemprov = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  trip_enrolled (trip, "colleague", "field", NIBUNG);
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_sync (trip, "colleague");
  ctl_sync (trip, "pemprov");

  own = ctl_list (trip, "field");
  at_desk = ctl_list (trip, "desk");
  at_colleague = ctl_list (trip, "colleague");
  at_pemprov = ctl_list (trip, "pemprov");
  g_assert_true (g_hash_table_contains (own, id));
  assert_state (trip, "field", id, "received");
  g_assert_cmpstr (listed (at_desk, id, "quarantine"), ==, "region");
  g_assert_false (g_hash_table_contains (at_colleague, id));
  g_assert_false (g_hash_table_contains (at_pemprov, id));
}

/* Nobody polls: who waits hears of a line within moments of its arrival. */
static void
test_parked (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Baru", RAWAS), *id = NULL;
  g_autoptr (GSubprocess) waiting = NULL;
  g_autoptr (GHashTable) list = NULL;
  g_autoptr (Ran) ran = NULL;
  gint64 pushed;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  waiting = ctl_start (trip, "desk", "sync", "--wait", "50", NULL);
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == 1);

  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  pushed = g_get_monotonic_time ();
  ran = ran_finish (waiting);
  g_assert_cmpint (ran->status, ==, 0);
  /* Long before the request that waited would have ended by itself. */
  g_assert_cmpint (g_get_monotonic_time () - pushed, <, 30 * G_USEC_PER_SEC);
  list = ctl_list (trip, "desk");
  g_assert_true (g_hash_table_contains (list, id));
}

/* What concerns others does not wake who waits; and who waits for nothing gets nothing, in time. */
static void
test_parked_for_nothing (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Rahasia", RAWAS);
  g_autoptr (GSubprocess) waiting = NULL;
  g_autoptr (Ran) ran = NULL;
  gint64 started;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  ctl_sync (trip, "pemprov");
  started = g_get_monotonic_time ();
  waiting = ctl_start (trip, "pemprov", "--lang", "en", "sync", "--wait", "8", NULL);
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == 1);
  g_free (ctl_record (trip, "field", "neutrality", json));
  ctl_sync (trip, "field");

  ran = ran_finish (waiting);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 8 * G_USEC_PER_SEC);
  g_assert_true (g_str_has_prefix (ran->out, "sent 0, received 0,"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trip/each-kind", test_each_kind);
  g_test_add_func ("/trip/contents", test_contents);
  g_test_add_func ("/trip/answers", test_answers);
  g_test_add_func ("/trip/difference", test_difference);
  g_test_add_func ("/trip/readers", test_readers);
  g_test_add_func ("/trip/nothing-new", test_nothing_new);
  g_test_add_func ("/trip/bad-invitations", test_bad_invitations);
  g_test_add_func ("/trip/practice-stays-apart", test_practice_stays_apart);
  g_test_add_func ("/trip/revoked", test_revoked);
  g_test_add_func ("/trip/outside-the-region", test_outside_the_region);
  g_test_add_func ("/trip/parked", test_parked);
  g_test_add_func ("/trip/parked-for-nothing", test_parked_for_nothing);

  return g_test_run ();
}
