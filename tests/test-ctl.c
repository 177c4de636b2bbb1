/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pantauctl's contracts for scripts, and what it says to bad input: one clear sentence, and nothing
 * written.
 */

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "pantau-json.h"
#include "test-util.h"
#include "trip-fixture.h"
#include "warning-fixture.h"

#define RAWAS   "16.13.04"
#define NOWHERE "http://127.0.0.1:1"

/* A home with one record and a province that nobody asks. */
static Trip *
home_new (char **id)
{
  Trip *trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Air naik", RAWAS);

  trip_home (trip, "home");
  *id = ctl_record (trip, "home", "risk", json);

  return trip;
}

static void
assert_fault (Ran *given, int status, const char *code, const char *field)
{
  g_autoptr (Ran) ran = given;

  ran_assert_fault (ran, status, code, field);
}

static void
assert_record_fault (Trip *trip,
                     const char *kind,
                     const char *json,
                     gssize length,
                     const char *code,
                     const char *field)
{
  gsize size = length < 0 ? strlen (json) : (gsize) length;

  g_test_message ("%s %s", kind, code);
  assert_fault (ctl_input (trip, "home", json, size, "--json", "record", "--kind", kind, "-", NULL),
                1, code, field);
}

/* Everything in the home that counts: what is listed, and how long its chain is. */
static char *
contents (Trip *trip)
{
  g_autofree char *list = ctl_ok (trip, "home", "list", "--json", NULL);

  return g_strdup_printf ("%" G_GINT64_FORMAT "\n%s",
                          trip_number (trip, "home", "SELECT count(*) FROM entry"), list);
}

static char *
repeated (const char *before, char c, gsize n, const char *after)
{
  g_autofree char *middle = g_strnfill (n, c);

  return g_strconcat (before, middle, after, NULL);
}

/* A record that is well but for what follows. */
#define BUT "{\"title\":\"x\",\"region\":\"" RAWAS "\","

static void
test_bad_records (void)
{
  static const struct
  {
    const char *kind, *json, *code, *field;
  } wrong[] = {
    { "flood", "{\"title\":\"x\",\"region\":\"" RAWAS "\"}", "unknown-kind", "kind" },
    { "risk", "{\"title\":\"x\",\"region\":\"99.99\"}", "unknown-region", "region" },
    { "risk", "{\"title\":\"x\",\"region\":\"Atlantis\"}", "unknown-region", "region" },
    { "risk", "{\"title\":\"x\"}", "missing", "region" },
    { "risk", "{\"region\":\"" RAWAS "\"}", "missing", "title" },
    { "risk", BUT "\"colour\":1}", "unknown-field", "colour" },
    { "risk", BUT "\"fields\":{\"colour\":1}}", "unknown-field", "fields.colour" },
    { "risk", BUT "\"fields\":{\"hazard\":\"gempa laut\"}}", "unknown-choice", "fields.hazard" },
    { "risk", BUT "\"severity\":6}", "out-of-range", "severity" },
    { "risk", BUT "\"severity\":\"5\"}", "wrong-type", "severity" },
    { "risk", BUT "\"occurred\":\"2099-01-01\"}", "in-future", "occurred" },
    { "risk", BUT "\"occurred\":\"2024-02-30\"}", "bad-date", "occurred" },
    { "neutrality", BUT "\"class\":\"open\"}", "class-fixed", "class" },
    { "risk", BUT "\"title\":\"y\"}", "duplicate-key", NULL },
    { "risk", BUT "\"\\u0074itle\":\"y\"}", "duplicate-key", NULL },
    { "risk", "{\"title\":\"\xff\",\"region\":\"" RAWAS "\"}", "invalid-utf8", NULL },
    { "risk", "{\"title\":\"x\\u0000\",\"region\":\"" RAWAS "\"}", "malformed", NULL },
  };
  g_autofree char *id = NULL, *before = NULL, *after = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  g_autofree char *huge =
      repeated ("{\"region\":\"" RAWAS "\",\"narrative\":\"", 'a', 10 * 1024 * 1024, "\"}");
  g_autofree char *long_text =
      repeated ("{\"region\":\"" RAWAS "\",\"narrative\":\"", 'a', 25000, "\"}");
  g_autofree char *deep = repeated ("{\"title\":", '[', 100000, ""),
                  *less_deep = repeated ("{\"title\":", '[', 30000, "");
  g_autofree char *blanks = repeated ("", ' ', 70000, "");

  before = contents (trip);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_record_fault (trip, wrong[i].kind, wrong[i].json, -1, wrong[i].code, wrong[i].field);
  assert_record_fault (trip, "risk", huge, -1, "too-large", NULL);
  assert_record_fault (trip, "risk", long_text, -1, "too-long", "narrative");
  assert_record_fault (trip, "risk", deep, -1, "too-large", NULL);
  assert_record_fault (trip, "risk", less_deep, -1, "too-deep", NULL);
  assert_record_fault (trip, "risk", "", 0, "malformed", NULL);
  assert_record_fault (trip, "risk", "\0\0", 2, "malformed", NULL);
  assert_record_fault (trip, "risk", blanks, -1, "too-large", NULL);
  assert_record_fault (trip, "risk", "[]", -1, "malformed", NULL);
  assert_record_fault (trip, "risk", "{\"title\":\"x\"", -1, "malformed", NULL);
  after = contents (trip);
  g_assert_cmpstr (before, ==, after);
}

static void
test_bad_files (void)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  g_autofree char *dir = trip_path (trip, "home"), *none = trip_path (trip, "none"),
                  *empty = trip_path (trip, "empty");

  before = contents (trip);
  test_file_write (empty, "", 0);
  assert_fault (ctl (trip, "home", "--json", "record", "--kind", "risk", dir, NULL), 1, "invalid",
                NULL);
  assert_fault (ctl (trip, "home", "--json", "record", "--kind", "risk", none, NULL), 1,
                "not-found", NULL);
  assert_fault (ctl (trip, "home", "--json", "record", "--kind", "risk", empty, NULL), 1,
                "malformed", NULL);
  assert_fault (ctl (trip, "home", "--json", "record", "--kind", "risk", "/dev/zero", NULL), 1,
                "too-large", NULL);
  after = contents (trip);
  g_assert_cmpstr (before, ==, after);
}

/* Who mends a record wants to hear of all faults, not of one after the other. */
static void
test_all_faults (void)
{
  g_autofree char *id = NULL, *joined = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  const char *json = "{\"region\":\"Atlantis\",\"severity\":6,\"occurred\":\"2099-01-01\","
                     "\"colour\":1,\"fields\":{\"hue\":1}}";
  g_autoptr (Ran) ran = ctl_input (trip, "home", json, strlen (json), "--json", "record", "--kind",
                                   "risk", "-", NULL);
  g_auto (GStrv) faults = ran_faults (ran);
  static const char *const expected[] = { "unknown-region region",
                                          "out-of-range severity",
                                          "in-future occurred",
                                          "unknown-field colour",
                                          "unknown-field fields.hue",
                                          "missing title",
                                          NULL };

  g_assert_cmpint (ran->status, ==, 1);
  g_assert_cmpuint (g_strv_length (faults), ==, g_strv_length ((char **) expected));
  for (guint i = 0; expected[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) faults, expected[i]))
      g_error ("%s is not told", expected[i]);
}

static void
test_bad_arguments (void)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL, *file = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  const char *unknown = "0b7a5c0e-1111-4222-8333-444455556666";

  before = contents (trip);
  file = trip_path (trip, "home/home.json");
  assert_fault (ctl (trip, "home", "--json", "dance", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "--dance", NULL), 1, "failed", NULL);
  assert_fault (ctl (trip, "home", "--json", "show", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "show", unknown, NULL), 1, "not-found", NULL);
  assert_fault (ctl (trip, "home", "--json", "show", "'; DROP TABLE entry; --", NULL), 1,
                "not-found", NULL);
  assert_fault (ctl (trip, "home", "--json", "record", file, NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "set", id, NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "set", id, "severity", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "set", id, "severity=9", NULL), 1, "out-of-range",
                "severity");
  assert_fault (ctl (trip, "home", "--json", "set", id, "colour=9", NULL), 1, "unknown-field",
                "colour");
  assert_fault (ctl (trip, "home", "--json", "set", id, "title=", NULL), 1, "missing", "title");
  assert_fault (ctl (trip, "home", "--json", "set", id, "title=\xff", NULL), 1, "malformed", NULL);
  assert_fault (ctl (trip, "home", "--json", "set", unknown, "severity=3", NULL), 1, "not-found",
                NULL);
  assert_fault (ctl (trip, "home", "--json", "status", id, "terbang", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "status", id, "selesai", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "note", id, NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "note", id, " ", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "note", id, "\xff", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "note", unknown, "x", NULL), 1, "not-found", NULL);
  assert_fault (ctl (trip, "home", "--json", "seed", "0", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "seed", "many", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "seed", "1", "--region", "99.99", NULL), 1, "invalid",
                NULL);
  assert_fault (ctl (trip, "home", "--json", "sync", NULL), 1, "not-enrolled", NULL);
  assert_fault (ctl (trip, "home", "--json", "init", NULL), 1, "conflict", NULL);
  assert_fault (ctl (trip, "home", "--json", "enroll", "--server", NOWHERE, "1234", NULL), 1,
                "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "enroll", "1234", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "home/home.json", "--json", "init", NULL), 1, "invalid", NULL);
  assert_fault (ctl (trip, "nowhere", "--json", "list", NULL), 1, "not-found", NULL);
  after = contents (trip);
  g_assert_cmpstr (before, ==, after);
}

/* One line for people; Indonesian whatever the laptop's locale, English by the switch. */
static void
test_languages (void)
{
  g_autofree char *id = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  g_autoptr (Ran) indonesian = ctl (trip, "home", "set", id, "severity=9", NULL);
  g_autoptr (Ran) english = ctl (trip, "home", "--lang", "en", "set", id, "severity=9", NULL);
  g_autoptr (Ran) also = ctl (trip, "home", "set", "--lang=en", id, "severity=9", NULL);

  g_assert_cmpint (indonesian->status, ==, 1);
  g_assert_cmpint (english->status, ==, 1);
  g_assert_cmpstr (indonesian->out, ==, "");
  g_assert_cmpstr (english->out, ==, "");
  g_assert_nonnull (strstr (english->err, "must lie between 1 and 5"));
  g_assert_cmpstr (also->err, ==, english->err);
  g_assert_cmpstr (indonesian->err, !=, english->err);
  g_assert_true (strchr (indonesian->err, '\n') == indonesian->err + strlen (indonesian->err) - 1);
  g_assert_true (strchr (english->err, '\n') == english->err + strlen (english->err) - 1);
}

/* A file and standard input are the same, and the answer is the UUID alone. */
static void
test_record (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Satu", RAWAS), *path = trip_path (trip, "record.json"),
                  *first = NULL;
  g_autoptr (GHashTable) list = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_home (trip, "home");
  test_file_write (path, json, strlen (json));
  first = ctl_ok (trip, "home", "record", "--kind", "risk", path, NULL);
  ran = ctl_input (trip, "home", json, strlen (json), "record", "--kind", "risk", "-", NULL);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpstr (ran->err, ==, "");
  g_assert_cmpuint (strlen (ran->out), ==, 37);
  g_assert_true (pantau_is_uuid (first));
  g_assert_true (pantau_is_uuid (g_strstrip (ran->out)));
  g_assert_cmpstr (first, !=, ran->out);
  list = ctl_list (trip, "home");
  g_assert_cmpuint (g_hash_table_size (list), ==, 2);
}

static char *
holder (Trip *trip)
{
  g_autoptr (Ran) ran = ctl (trip, "home", "--lang", "en", "set", "x", "severity=3", NULL);

  g_assert_cmpint (ran->status, ==, 75);

  return g_strdup (ran->err);
}

/* Another program has the home: writing waits for it, reading does not; and it is named. */
static guint
count_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_length (lines);
}

/* A no opens its risk once; what is printed is what a script reads. */
static void
test_checklist (void)
{
  g_autofree char *flood = NULL, *activity = NULL, *first = NULL, *again = NULL, *listed = NULL;
  g_autoptr (Trip) trip = home_new (&flood);
  g_autoptr (JsonObject) line = NULL;
  const char *risk;

  activity = ctl_record (trip, "home", "activity",
                         BUT "\"fields\":{\"stage\":\"masa-tenang\",\"power\":false,"
                             "\"signal\":true}}");
  first = ctl_ok (trip, "home", "checklist", activity, "--json", NULL);
  line = pantau_json_parse (first, strlen (first), 65536, NULL);
  g_assert_nonnull (line);
  g_assert_cmpstr (pantau_json_string (line, "item"), ==, "power");
  g_assert_true (pantau_json_boolean (line, "new"));
  risk = pantau_json_string (line, "risk");

  again = ctl_ok (trip, "home", "checklist", activity, NULL);
  g_assert_true (g_str_has_prefix (again, risk));
  listed = ctl_ok (trip, "home", "list", "--kind", "risk", "--json", NULL);
  g_assert_nonnull (strstr (listed, risk));
  g_assert_cmpuint (count_lines (listed), ==, 2);

  assert_fault (ctl (trip, "home", "--json", "checklist", flood, NULL), 1, "invalid", NULL);
}

/* An early warning from a file: listed, shown with what it strikes, and made one risk of, once. */
static void
test_alerts (void)
{
  g_autofree char *flood = NULL, *path = NULL, *expires = NULL, *text = NULL, *told = NULL,
                  *list = NULL, *shown = NULL, *opened = NULL, *again = NULL;
  g_autoptr (Trip) trip = home_new (&flood);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc (), later = g_date_time_add_hours (now, 3);
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (JsonObject) line = NULL, alert = NULL;
  JsonObject *place;

  expires = g_date_time_format (later, "%Y-%m-%dT%H:%M:%S+00:00");
  text = warning_text (&(WarningText){ .sent = "2026-01-01T10:00:00+07:00",
                                       .expires = expires,
                                       .description = "di Sumatera Selatan: Rawas Ilir" });
  path = g_build_filename (dir, "satu.xml", NULL);
  test_file_write (path, text, strlen (text));
  told = ctl_ok (trip, "home", "--json", "alerts", "read", path, NULL);
  line = pantau_json_parse (told, strlen (told), 65536, NULL);
  g_assert_cmpint (pantau_json_integer (line, "added", 0), ==, 1);

  list = ctl_ok (trip, "home", "--json", "alerts", NULL);
  g_assert_cmpuint (count_lines (list), ==, 1);
  shown = ctl_ok (trip, "home", "--json", "alerts", "show", WARNING_ID, NULL);
  alert = pantau_json_parse (shown, strlen (shown), 65536, NULL);
  g_assert_cmpstr (pantau_json_string (alert, "state"), ==, "active");
  place = json_array_get_object_element (pantau_json_array (alert, "places"), 0);
  g_assert_cmpstr (pantau_json_string (place, "region"), ==, RAWAS);
  g_assert_cmpint (pantau_json_integer (place, "tps", 0), ==, 97);
  g_assert_cmpint (pantau_json_integer (place, "risks", 0), ==, 1);
  g_assert_null (pantau_json_string (place, "record"));

  opened = ctl_ok (trip, "home", "alerts", "open", WARNING_ID, NULL);
  g_assert_cmpuint (count_lines (opened), ==, 1);
  again = ctl_ok (trip, "home", "alerts", "open", WARNING_ID, RAWAS, NULL);
  g_assert_cmpuint (count_lines (again), ==, 0);

  assert_fault (ctl (trip, "home", "--json", "alerts", "open", WARNING_ID, "16.71.01", NULL), 1,
                "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "alerts", "show", "tidak-ada", NULL), 1, "not-found",
                NULL);
  assert_fault (ctl (trip, "home", "--json", "alerts", "nonsense", NULL), 1, "invalid", NULL);
}

static void
test_elections (void)
{
  g_autofree char *id = NULL, *json = NULL, *lines = NULL;
  g_autoptr (Trip) trip = home_new (&id);

  json = ctl_ok (trip, "home", "elections", "--json", NULL);
  g_assert_cmpuint (count_lines (json), ==, 3);
  g_assert_nonnull (strstr (json, "\"code\":\"pemilu-2024\""));
  g_assert_nonnull (strstr (json, "\"voting_day\":\"2024-11-27\""));
  g_assert_nonnull (strstr (json, "\"tps\":25985"));
  g_assert_nonnull (strstr (json, "\"tps\":13206"));
  g_assert_nonnull (strstr (json, "\"countdown\":\"H+"));
  g_assert_nonnull (strstr (json, "\"voting_day\":null,\"days\":null,\"countdown\":null"));
  lines = ctl_ok (trip, "home", "elections", NULL);
  g_assert_nonnull (strstr (lines, "25.985"));
}

/* A change is judged together with what stands already, and nothing of it is written. */
static void
test_broken_rules (void)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  g_autoptr (Ran) ran = NULL;

  ctl_do (trip, "home", "set", id, "ballots_total=100", "ballots_wet=60", NULL);
  before = contents (trip);
  ran = ctl (trip, "home", "--json", "set", id, "ballots_usable=41", "needed_by=2024-01-01",
             "risk_matrix=6x1", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->err, "\"code\":\"sum-exceeds\",\"field\":\"ballots_usable\""));
  g_assert_nonnull (strstr (ran->err, "\"code\":\"in-past\",\"field\":\"needed_by\""));
  g_assert_nonnull (
      strstr (ran->err, "\"code\":\"out-of-range\",\"field\":\"risk_matrix.likelihood\""));
  after = contents (trip);
  g_assert_cmpstr (after, ==, before);
}

static void
test_in_use (void)
{
  g_autofree char *id = NULL, *told = NULL, *json = record_json ("Dua", RAWAS), *code = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  g_autoptr (GHashTable) list = NULL;
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (Ran) ran = NULL, done = NULL;

  code = trip_invite (trip, "desk", RAWAS);
  ctl_do (trip, "home", "enroll", "--server", trip_url (trip), code, NULL);
  ctl_sync (trip, "home");
  other = ctl_start (trip, "home", "sync", "--wait", "60", NULL);
  TRIP_WAIT_UNTIL (trip_metric (trip, "requests_parked") == 1);

  told = holder (trip);
  g_assert_nonnull (strstr (told, "pantauctl"));
  ran = ctl_input (trip, "home", json, strlen (json), "--json", "record", "--kind", "risk", "-",
                   NULL);
  ran_assert_fault (ran, 75, "busy", NULL);
  assert_fault (ctl (trip, "home", "--json", "sync", NULL), 75, "busy", NULL);
  assert_fault (ctl (trip, "home", "--json", "rebuild", NULL), 75, "busy", NULL);
  list = ctl_list (trip, "home");
  g_assert_cmpuint (g_hash_table_size (list), ==, 1);
  ctl_verify (trip, "home");

  /* News end the waiting. */
  trip_enrolled (trip, "colleague", "field", RAWAS);
  g_free (ctl_record (trip, "colleague", "risk", json));
  ctl_sync (trip, "colleague");
  done = ran_finish (other);
  g_assert_cmpint (done->status, ==, 0);
  g_free (ctl_record (trip, "home", "risk", json));
}

static void
test_unreachable (void)
{
  g_autofree char *id = NULL, *code = NULL, *state = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  Synced synced;

  code = trip_invite (trip, "field", RAWAS);
  assert_fault (ctl (trip, "home", "--json", "enroll", "--server", NOWHERE, code, NULL), 75,
                "unreachable", NULL);
  ctl_do (trip, "home", "enroll", "--server", trip_url (trip), code, NULL);
  trip_stop (trip);
  assert_fault (ctl (trip, "home", "--json", "sync", NULL), 75, "unreachable", NULL);
  state = ctl_state (trip, "home", id);
  g_assert_cmpstr (state, ==, "saved");
  trip_start (trip);
  synced = ctl_sync (trip, "home");
  g_assert_cmpuint (synced.waiting, ==, 0);
  g_free (state);
  state = ctl_state (trip, "home", id);
  g_assert_cmpstr (state, ==, "received");
}

/* Equal seeds, equal records; and the list is by day, the newest first. */
static void
test_seed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *first = NULL, *second = NULL, *other = NULL, *last = g_strdup ("9999");
  g_auto (GStrv) lines = NULL;

  trip_home (trip, "first");
  trip_home (trip, "second");
  trip_home (trip, "other");
  ctl_do (trip, "first", "seed", "40", "--seed", "7", NULL);
  ctl_do (trip, "second", "seed", "40", "--seed", "7", NULL);
  ctl_do (trip, "other", "seed", "40", "--seed", "8", NULL);
  first = ctl_ok (trip, "first", "list", "--json", NULL);
  second = ctl_ok (trip, "second", "list", "--json", NULL);
  other = ctl_ok (trip, "other", "list", "--json", NULL);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);

  lines = g_strsplit (first, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 40);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonObject) record = pantau_json_parse (lines[i], strlen (lines[i]), 65536, NULL);
      const char *occurred = pantau_json_string (record, "occurred");

      g_assert_cmpint (strcmp (occurred, last), <=, 0);
      g_free (last);
      last = g_strdup (occurred);
    }

  /* Twice is not more. */
  ctl_do (trip, "first", "seed", "40", "--seed", "7", NULL);
  g_free (second);
  second = ctl_ok (trip, "first", "list", "--json", NULL);
  g_assert_cmpstr (first, ==, second);
}

/* Samples never get among real records. */
static void
test_seed_real (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Sungguh", RAWAS);

  ctl_do (trip, "real", "init", NULL);
  g_free (ctl_record (trip, "real", "risk", json));
  assert_fault (ctl (trip, "real", "--json", "seed", "3", NULL), 1, "refused", NULL);
  g_assert_cmpint (trip_number (trip, "real", "SELECT count(*) FROM entry"), ==, 1);
}

static void
test_filters (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *one = record_json ("Satu", "16.71.01"), *two = record_json ("Dua", "16.07.01");
  g_autofree char *first = NULL, *second = NULL, *out = NULL;

  trip_home (trip, "home");
  first = ctl_record (trip, "home", "risk", one);
  second = ctl_record (trip, "home", "hoax", two);
  out = ctl_ok (trip, "home", "list", "--json", "--region", "16.7", NULL);
  g_assert_cmpstr (out, ==, "");
  g_free (out);
  out = ctl_ok (trip, "home", "list", "--json", "--region", "16.71", NULL);
  g_assert_nonnull (strstr (out, first));
  g_assert_null (strstr (out, second));
  g_free (out);
  out = ctl_ok (trip, "home", "list", "--json", "--kind", "hoax", "--status", "baru", NULL);
  g_assert_nonnull (strstr (out, second));
  g_assert_null (strchr (out, '\n'));
  g_free (out);
  out = ctl_ok (trip, "home", "list", "--json", "--limit", "1", NULL);
  g_assert_null (strchr (out, '\n'));
}

static void
test_note (void)
{
  g_autofree char *id = NULL, *out = NULL, *shown = NULL, *text = NULL;
  g_autoptr (Trip) trip = home_new (&id);

  out = ctl_ok (trip, "home", "note", id, "Air surut", NULL);
  g_assert_cmpstr (out, ==, "");
  shown = ctl_ok (trip, "home", "show", id, "--json", NULL);
  g_assert_nonnull (strstr (shown, "\"type\":\"note.add\""));
  text = ctl_ok (trip, "home", "--lang", "en", "show", id, NULL);
  g_assert_nonnull (strstr (text, "You wrote a note\n      Air surut"));
}

static void
check_tampering (const char *sql)
{
  g_autofree char *id = NULL, *line = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  g_autoptr (Ran) ran = NULL;
  g_autoptr (GHashTable) entries = trip_set (trip, "home", "SELECT lower(hex(id)) FROM entry");
  g_autoptr (GList) list = g_hash_table_get_keys (entries);

  ctl_verify (trip, "home");
  trip_sql (trip, "home", sql);
  ran = ctl (trip, "home", "--json", "verify", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_cmpstr (ran->out, ==, "");
  g_assert_nonnull (strstr (ran->err, "{\"code\":\"verify\""));
  g_assert_nonnull (strstr (ran->err, list->data));
}

static void
test_tampering (void)
{
  check_tampering (
      "DROP TRIGGER body_stays; UPDATE body SET json = replace(json, 'Air naik', 'Air surut')");
  check_tampering (
      /* Another letter than the one that is there: one signature in 64 begins with "A" already. */
      "DROP TRIGGER entry_stays; UPDATE entry SET signature = "
      "iif(substr(signature, 1, 1) = 'A', 'B', 'A') || substr(signature, 2)");
  check_tampering ("DROP TRIGGER entry_stays; UPDATE entry SET region = '16.71'");
  check_tampering ("DROP TRIGGER entry_stays; UPDATE entry SET header = replace(header, "
                   "'16.13.04', '16.13.03')");
}

/* The screens' tables are made again from the lines, and nobody sees a difference. */
static void
test_rebuild (void)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL, *shown = NULL, *again = NULL;
  g_autoptr (Trip) trip = home_new (&id);

  ctl_do (trip, "home", "seed", "30", NULL);
  ctl_do (trip, "home", "set", id, "severity=5", NULL);
  before = contents (trip);
  shown = ctl_ok (trip, "home", "show", id, "--json", NULL);
  trip_sql (trip, "home", "DELETE FROM value; UPDATE record SET title = 'x'");
  ctl_do (trip, "home", "rebuild", NULL);
  after = contents (trip);
  again = ctl_ok (trip, "home", "show", id, "--json", NULL);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (shown, ==, again);
}

/* A newer program's home is left alone, to the byte. */
static void
test_newer (void)
{
  g_autofree char *id = NULL, *path = NULL;
  g_autoptr (Trip) trip = home_new (&id);
  g_autoptr (GBytes) before = NULL, after = NULL;

  trip_sql (trip, "home", "PRAGMA user_version = 9999; PRAGMA wal_checkpoint(TRUNCATE)");
  path = trip_path (trip, "home/pantau.db");
  before = test_file_read (path);
  assert_fault (ctl (trip, "home", "--json", "list", NULL), 1, "newer", NULL);
  assert_fault (ctl (trip, "home", "--json", "set", id, "severity=1", NULL), 1, "newer", NULL);
  assert_fault (ctl (trip, "home", "--json", "rebuild", NULL), 1, "newer", NULL);
  after = test_file_read (path);
  g_assert_true (g_bytes_equal (before, after));
}

/* Rows of a list: recorded from a file, replaced as a whole by JSON, shown in words, and refused by the cell. */
static void
test_rows (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL, *json = NULL, *words = NULL, *none = NULL;

  trip_home (trip, "home");
  id = ctl_record (trip, "home", "other",
                   "{\"title\":\"Amplop\",\"region\":\"" RAWAS "\",\"fields\":{\"barang_bukti\":"
                   "[{\"number\":\"BB-01\",\"what\":\"Spanduk\"},{}]}}");
  json = ctl_ok (trip, "home", "show", id, "--json", NULL);
  g_assert_nonnull (strstr (json, "\"value\":[{\"number\":\"BB-01\",\"what\":\"Spanduk\"}]"));

  assert_fault (ctl (trip, "home", "--json", "set", id, "barang_bukti=[{\"number\":\"1\"}]", NULL),
                1, "missing", "barang_bukti[0].what");
  assert_fault (ctl (trip, "home", "--json", "set", id, "barang_bukti=Spanduk", NULL), 1,
                "wrong-type", "barang_bukti");
  g_free (ctl_ok (trip, "home", "set", id,
                  "barang_bukti=[{\"what\":\"Amplop\"},{\"what\":\"Kaus\",\"where\":\"Kantor\"}]",
                  NULL));
  words = ctl_ok (trip, "home", "--lang", "en", "show", id, NULL);
  g_assert_nonnull (strstr (words, "  1. Amplop\n  2. Kaus · Kept at: Kantor\n"));
  g_assert_nonnull (strstr (words, "\nExhibits:\n"));
  g_assert_null (strstr (words, "{\"what\""));
  g_free (ctl_ok (trip, "home", "set", id, "barang_bukti=", NULL));
  none = ctl_ok (trip, "home", "--lang", "en", "show", id, NULL);
  g_assert_null (strstr (none, "\nExhibits:\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/bad-records", test_bad_records);
  g_test_add_func ("/ctl/bad-files", test_bad_files);
  g_test_add_func ("/ctl/all-faults", test_all_faults);
  g_test_add_func ("/ctl/bad-arguments", test_bad_arguments);
  g_test_add_func ("/ctl/note", test_note);
  g_test_add_func ("/ctl/languages", test_languages);
  g_test_add_func ("/ctl/record", test_record);
  g_test_add_func ("/ctl/rows", test_rows);
  g_test_add_func ("/ctl/checklist", test_checklist);
  g_test_add_func ("/ctl/alerts", test_alerts);
  g_test_add_func ("/ctl/elections", test_elections);
  g_test_add_func ("/ctl/broken-rules", test_broken_rules);
  g_test_add_func ("/ctl/in-use", test_in_use);
  g_test_add_func ("/ctl/unreachable", test_unreachable);
  g_test_add_func ("/ctl/seed", test_seed);
  g_test_add_func ("/ctl/seed-real", test_seed_real);
  g_test_add_func ("/ctl/filters", test_filters);
  g_test_add_func ("/ctl/tampering", test_tampering);
  g_test_add_func ("/ctl/rebuild", test_rebuild);
  g_test_add_func ("/ctl/newer", test_newer);

  return g_test_run ();
}
