/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl's verbs about what is done with records: contracts for scripts, and faults all at once. */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "test-util.h"
#include "trip-fixture.h"

#define RAWAS   "16.13.04"
#define NOWHERE "0b7a5c0e-9999-4222-8333-444455556666"

/* A desk with a record of its own. */
static Trip *
desk_new (char **id)
{
  Trip *trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Air naik", RAWAS);

  trip_enrolled (trip, "home", "desk", "16.13");
  *id = ctl_record (trip, "home", "risk", json);

  return trip;
}

static void
assert_fault (Ran *given, const char *code, const char *field)
{
  g_autoptr (Ran) ran = given;

  ran_assert_fault (ran, 1, code, field);
}

static JsonObject *
only (JsonObject *record, const char *member)
{
  JsonArray *array = pantau_json_array (record, member);

  g_assert_cmpuint (json_array_get_length (array), ==, 1);

  return json_array_get_object_element (array, 0);
}

/* The id that is printed alone is the one that show names, with what was given. */
static void
test_forward (void)
{
  g_autofree char *id = NULL, *entry = NULL, *answer = NULL;
  g_autoptr (Trip) trip = desk_new (&id);
  g_autoptr (JsonObject) record = NULL;
  JsonObject *forward, *reply;

  entry = ctl_ok (trip, "home", "forward", id, "bpbd-kabkota", "--channel", "telepon", "--person",
                  "Pusdalops", "--copy", "kodim", "--copy", "kpu-kabkota", "--letter", "12/PM",
                  "--note", "Dua perahu", "--when", "2024-02-14T10:00", NULL);
  answer = ctl_ok (trip, "home", "reply", id, entry, "--text", "Berangkat", "--person", "Posko",
                   "--when", "2024-02-14T10:30", NULL);
  record = ctl_show (trip, "home", id);
  forward = only (record, "forwards");
  reply = only (forward, "replies");

  g_assert_cmpuint (strlen (entry), ==, 64);
  g_assert_cmpstr (pantau_json_string (forward, "entry"), ==, entry);
  g_assert_cmpstr (pantau_json_string (forward, "agency"), ==, "bpbd-kabkota");
  g_assert_cmpstr (pantau_json_string (forward, "channel"), ==, "telepon");
  g_assert_cmpstr (pantau_json_string (forward, "person"), ==, "Pusdalops");
  g_assert_cmpstr (pantau_json_string (forward, "letter"), ==, "12/PM");
  g_assert_cmpstr (pantau_json_string (forward, "note"), ==, "Dua perahu");
  g_assert_cmpstr (pantau_json_string (forward, "when"), ==, "2024-02-14T10:00:00+07:00");
  /* As soon as BPBD usually comes: two hours after it was told. */
  g_assert_cmpstr (pantau_json_string (forward, "reply_due"), ==, "2024-02-14T12:00:00+07:00");
  g_assert_cmpuint (json_array_get_length (pantau_json_array (forward, "copies")), ==, 2);
  g_assert_cmpstr (pantau_json_string (reply, "entry"), ==, answer);
  g_assert_cmpstr (pantau_json_string (reply, "text"), ==, "Berangkat");
  g_assert_cmpstr (pantau_json_string (reply, "when"), ==, "2024-02-14T10:30:00+07:00");
}

static void
test_reply_due (void)
{
  g_autofree char *id = NULL;
  g_autoptr (Trip) trip = desk_new (&id);
  g_autoptr (JsonObject) record = NULL;
  JsonArray *forwards;

  g_free (ctl_ok (trip, "home", "forward", id, "bpbd-kabkota", "--channel", "wa", "--reply-due",
                  "-", NULL));
  g_free (ctl_ok (trip, "home", "forward", id, "pln", "--channel", "wa", NULL));
  g_free (ctl_ok (trip, "home", "forward", id, "pln", "--channel", "wa", "--when",
                  "2024-02-14T10:00", "--reply-due", "2024-02-14", NULL));
  record = ctl_show (trip, "home", id);
  forwards = pantau_json_array (record, "forwards");
  g_assert_null (pantau_json_string (json_array_get_object_element (forwards, 0), "reply_due"));
  g_assert_null (pantau_json_string (json_array_get_object_element (forwards, 1), "reply_due"));
  g_assert_cmpstr (pantau_json_string (json_array_get_object_element (forwards, 2), "reply_due"),
                   ==, "2024-02-14T23:59:59+07:00");
}

static void
test_treatment (void)
{
  g_autofree char *id = NULL, *entry = NULL, *step = NULL;
  g_autoptr (Trip) trip = desk_new (&id);
  g_autoptr (JsonObject) record = NULL;
  JsonObject *treatment, *last;

  entry = ctl_ok (trip, "home", "treat", id, "perahu-karet", "--text", "Dua buah", "--person",
                  "Posko BPBD", "--due", "2090-01-01T08:00", "--aid", "perahu=2", "--aid",
                  "personel=6", NULL);
  step = ctl_ok (trip, "home", "treatment", id, entry, "berjalan", "--text", "Di jalan", NULL);
  record = ctl_show (trip, "home", id);
  treatment = only (record, "treatments");
  last = only (treatment, "steps");

  g_assert_cmpstr (pantau_json_string (treatment, "entry"), ==, entry);
  g_assert_cmpstr (pantau_json_string (treatment, "what"), ==, "perahu-karet");
  g_assert_cmpstr (pantau_json_string (treatment, "state"), ==, "berjalan");
  g_assert_cmpstr (pantau_json_string (treatment, "due"), ==, "2090-01-01T08:00:00+07:00");
  g_assert_cmpint (pantau_json_integer (pantau_json_object (treatment, "aid"), "personel", 0), ==,
                   6);
  g_assert_cmpstr (pantau_json_string (last, "entry"), ==, step);
  g_assert_cmpstr (pantau_json_string (last, "text"), ==, "Di jalan");
  g_assert_true (pantau_json_boolean (last, "current"));
}

static void
test_faults (void)
{
  g_autofree char *id = NULL, *joined = NULL;
  g_autoptr (Trip) trip = desk_new (&id);
  g_autoptr (Ran) ran = NULL;
  g_auto (GStrv) faults = NULL;
  gint64 before = trip_number (trip, "home", "SELECT count(*) FROM entry");

  ran = ctl (trip, "home", "--json", "treat", id, "sulap", "--due", "2020-01-01", "--aid", "emas=1",
             NULL);
  faults = ran_faults (ran);
  joined = g_strjoinv (", ", faults);
  g_assert_cmpstr (joined, ==, "unknown-choice what, in-past due, unknown-choice aid.emas");

  assert_fault (ctl (trip, "home", "--json", "forward", id, "atlantis", "--channel", "wa", NULL),
                "unknown-agency", "agency");
  assert_fault (ctl (trip, "home", "--json", "forward", id, "pln", NULL), "missing", "channel");
  assert_fault (ctl (trip, "home", "--json", "forward", NOWHERE, "pln", "--channel", "wa", NULL),
                "not-found", NULL);
  assert_fault (ctl (trip, "home", "--json", "reply", id, TEST_SHA256_EMPTY, "--text", "x", NULL),
                "not-found", NULL);
  assert_fault (ctl (trip, "home", "--json", "treat", id, "genset", "--aid", "perahu", NULL),
                "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "treat", id, "genset", "--aid", "perahu=dua", NULL),
                "wrong-type", "aid.perahu");
  assert_fault (ctl (trip, "home", "--json", "become", id, "--when", "kemarin", NULL), "bad-date",
                "when");
  assert_fault (ctl (trip, "home", "--json", "link", id, "same-event", id, NULL), "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "due", "--until", "besok", NULL), "invalid", NULL);
  assert_fault (ctl (trip, "home", "--json", "forward", id, NULL), "invalid", NULL);
  g_assert_cmpint (trip_number (trip, "home", "SELECT count(*) FROM entry"), ==, before);
}

/* One object a line, the earliest first, and none that is not due by then. */
static void
test_due (void)
{
  g_autofree char *id = NULL, *forward = NULL, *treatment = NULL, *all = NULL, *early = NULL;
  g_autoptr (Trip) trip = desk_new (&id);
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonObject) first = NULL, second = NULL;

  forward = ctl_ok (trip, "home", "forward", id, "pln", "--channel", "wa", "--when",
                    "2024-02-14T10:00", "--reply-due", "2024-02-14T11:00", NULL);
  treatment = ctl_ok (trip, "home", "treat", id, "genset", "--due", "2090-01-01", NULL);
  all = ctl_ok (trip, "home", "due", "--json", NULL);
  lines = g_strsplit (all, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  first = pantau_json_parse_known (lines[0], NULL);
  second = pantau_json_parse_known (lines[1], NULL);
  g_assert_cmpstr (pantau_json_string (first, "waits"), ==, "reply");
  g_assert_cmpstr (pantau_json_string (first, "record"), ==, id);
  g_assert_cmpstr (pantau_json_string (first, "entry"), ==, forward);
  g_assert_cmpstr (pantau_json_string (first, "title"), ==, "Air naik");
  g_assert_true (pantau_json_boolean (first, "overdue"));
  g_assert_cmpstr (pantau_json_string (second, "waits"), ==, "treatment");
  g_assert_cmpstr (pantau_json_string (second, "entry"), ==, treatment);
  g_assert_false (pantau_json_boolean (second, "overdue"));

  early = ctl_ok (trip, "home", "due", "--until", "2026-01-01", "--json", NULL);
  g_assert_nonnull (strstr (early, forward));
  g_assert_null (strstr (early, treatment));
}

static void
test_agencies (void)
{
  g_autofree char *id = NULL, *all = NULL, *fitting = NULL, *hoax = NULL;
  g_autoptr (Trip) trip = desk_new (&id);

  all = ctl_ok (trip, "home", "agencies", "--json", NULL);
  g_assert_nonnull (strstr (all, "\"code\":\"kasn\""));
  hoax = ctl_ok (trip, "home", "agencies", "--kind", "hoax", "--json", NULL);
  g_assert_null (strstr (hoax, "\"code\":\"pln\""));
  g_assert_nonnull (strstr (hoax, "\"code\":\"komdigi\""));
  fitting = ctl_ok (trip, "home", "agencies", id, NULL);
  g_assert_true (g_str_has_prefix (fitting, "bpbd-kabkota"));
  g_assert_null (strstr (fitting, "kasn"));
}

static void
test_link (void)
{
  g_autofree char *id = NULL, *json = record_json ("Lagi", RAWAS), *other = NULL;
  g_autoptr (Trip) trip = desk_new (&id);
  g_autoptr (JsonObject) here = NULL, there = NULL;
  g_autoptr (Ran) ran = NULL;

  other = ctl_record (trip, "home", "risk", json);
  ctl_do (trip, "home", "link", id, "duplicate-of", other, NULL);
  here = ctl_show (trip, "home", id);
  there = ctl_show (trip, "home", other);
  g_assert_cmpstr (pantau_json_string (only (here, "links"), "record"), ==, other);
  g_assert_cmpstr (pantau_json_string (only (here, "links"), "direction"), ==, "to");
  g_assert_cmpstr (pantau_json_string (only (there, "links"), "record"), ==, id);
  g_assert_cmpstr (pantau_json_string (only (there, "links"), "direction"), ==, "from");

  /* Kept, with a word of warning. */
  ran = ctl (trip, "home", "--json", "link", id, "same-event", NOWHERE, NULL);
  ran_assert_fault (ran, 0, "not-here", NULL);
}

/* How many lines `queue --json` prints with these arguments. */
static guint
count_queue (Trip *trip, const char *home, const char *option, const char *value)
{
  g_autofree char *text = ctl_ok (trip, home, "queue", "--json", option, value, NULL);
  guint n = *text != '\0';

  for (const char *end = strchr (text, '\n'); end != NULL; end = strchr (end + 1, '\n'))
    n++;

  return n;
}

/* The queue, narrowed as a list is; given, taken and given back, as colleagues read it. */
static void
test_queue (void)
{
  g_autofree char *id = NULL, *shown = NULL;
  g_autoptr (Trip) trip = desk_new (&id);
  g_autoptr (JsonObject) row = NULL;

  trip_enrolled (trip, "other", "desk", "16.13");
  trip_enrolled (trip, "field", "field", RAWAS);
  ctl_sync (trip, "home");
  ctl_sync (trip, "other");

  shown = ctl_ok (trip, "other", "queue", "--json", NULL);
  row = pantau_json_parse_known (shown, NULL);
  g_assert_cmpstr (pantau_json_string (row, "id"), ==, id);
  g_assert_cmpstr (pantau_json_string (row, "status"), ==, "baru");
  g_assert_true (pantau_json_boolean (row, "unread"));
  g_assert_null (pantau_json_string (row, "with"));
  g_assert_cmpuint (count_queue (trip, "other", "--kind", "risk"), ==, 1);
  g_assert_cmpuint (count_queue (trip, "other", "--kind", "hoax"), ==, 0);
  g_assert_cmpuint (count_queue (trip, "other", "--search", "naik"), ==, 1);
  g_assert_cmpuint (count_queue (trip, "other", "--region", "16.13.03"), ==, 0);
  g_assert_cmpuint (count_queue (trip, "other", "--view", "mine"), ==, 0);

  ctl_do (trip, "other", "assign", id, "me", NULL);
  g_assert_cmpuint (count_queue (trip, "other", "--view", "mine"), ==, 1);
  ctl_sync (trip, "other");
  ctl_sync (trip, "home");
  g_assert_cmpuint (count_queue (trip, "home", "--view", "mine"), ==, 0);
  ctl_do (trip, "home", "give-back", id, NULL);
  assert_fault (ctl (trip, "home", "give-back", id, "--json", NULL), "conflict", NULL);
  ctl_sync (trip, "home");
  ctl_sync (trip, "other");
  g_assert_cmpuint (count_queue (trip, "other", "--view", "mine"), ==, 0);
  g_assert_cmpuint (count_queue (trip, "other", "--view", "open"), ==, 1);

  /* To a whole desk; and what cannot be. */
  ctl_do (trip, "home", "assign", id, "--region", "16.13", NULL);
  g_assert_cmpuint (count_queue (trip, "home", "--view", "mine"), ==, 1);
  assert_fault (ctl (trip, "home", "assign", id, "--json", NULL), "invalid", NULL);
  assert_fault (ctl (trip, "home", "assign", id, "NOBODY", "--json", NULL), "not-found", NULL);
  assert_fault (ctl (trip, "home", "queue", "--view", "all", "--json", NULL), "invalid", NULL);
  assert_fault (ctl (trip, "field", "queue", "--json", NULL), "refused", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl-act/forward", test_forward);
  g_test_add_func ("/ctl-act/reply-due", test_reply_due);
  g_test_add_func ("/ctl-act/treatment", test_treatment);
  g_test_add_func ("/ctl-act/faults", test_faults);
  g_test_add_func ("/ctl-act/due", test_due);
  g_test_add_func ("/ctl-act/agencies", test_agencies);
  g_test_add_func ("/ctl-act/link", test_link);
  g_test_add_func ("/ctl-act/queue", test_queue);

  return g_test_run ();
}
