/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A flood on its way with the real programs: recorded in the field, forwarded at the desk, answered, treated by Pemprov, and read
 * again where it began.
 */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "trip-fixture.h"

#define RAWAS "16.13.04"

static JsonArray *
shown (JsonObject *record, const char *member)
{
  JsonArray *array = pantau_json_array (record, member);

  g_assert_nonnull (array);

  return array;
}

/* The one element of @member, as @home shows it: @text is canonical JSON without the author's name, which not all know. */
static char *
only (Trip *trip, const char *home, const char *id, const char *member)
{
  g_autoptr (JsonObject) record = ctl_show (trip, home, id);
  JsonArray *array = shown (record, member);
  JsonObject *element;
  JsonArray *inner;

  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  element = json_array_get_object_element (array, 0);
  json_object_remove_member (element, "author");
  inner = pantau_json_array (element, "replies");
  if (inner == NULL)
    inner = pantau_json_array (element, "steps");
  for (guint i = 0; inner != NULL && i < json_array_get_length (inner); i++)
    json_object_remove_member (json_array_get_object_element (inner, i), "author");

  return pantau_json_canonical (json_array_get_element (array, 0));
}

static void
assert_same (Trip *trip, const char *id, const char *member, const char *one, const char *other)
{
  g_autofree char *here = only (trip, one, id, member), *there = only (trip, other, id, member);

  g_assert_cmpstr (here, ==, there);
}

static guint
count (Trip *trip, const char *home, const char *id, const char *member)
{
  g_autoptr (JsonObject) record = ctl_show (trip, home, id);

  return json_array_get_length (shown (record, member));
}

/* Field, desk and Pemprov each write what is theirs to write, and all read the same. */
static void
test_flood (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Banjir", RAWAS), *id = NULL, *forward = NULL,
                  *treatment = NULL, *aid = NULL, *due = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16.13");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  id = ctl_record (trip, "field", "risk", json);
  treatment = ctl_ok (trip, "field", "treat", id, "terpal-palet", "--person", "Posko PKD", NULL);
  ctl_sync (trip, "field");

  ctl_sync (trip, "desk");
  forward = ctl_ok (trip, "desk", "forward", id, "bpbd-kabkota", "--channel", "telepon", "--person",
                    "Pusdalops", "--copy", "kpu-kabkota", NULL);
  g_free (ctl_ok (trip, "desk", "treatment", id, treatment, "berjalan", NULL));
  ctl_sync (trip, "desk");

  ctl_sync (trip, "pemprov");
  due = ctl_ok (trip, "pemprov", "due", "--json", NULL);
  g_assert_nonnull (strstr (due, forward));
  g_free (ctl_ok (trip, "pemprov", "reply", id, forward, "--text", "Tim berangkat", NULL));
  g_free (ctl_ok (trip, "pemprov", "treatment", id, treatment, "selesai", NULL));
  ctl_sync (trip, "pemprov");

  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  assert_same (trip, id, "forwards", "field", "desk");
  assert_same (trip, id, "forwards", "desk", "pemprov");
  assert_same (trip, id, "treatments", "field", "desk");
  assert_same (trip, id, "treatments", "desk", "pemprov");
  aid = only (trip, "field", id, "treatments");
  g_assert_nonnull (strstr (aid, "\"state\":\"selesai\""));
  g_free (due);
  due = ctl_ok (trip, "desk", "due", "--json", NULL);
  g_assert_cmpstr (due, ==, "");

  ctl_verify (trip, "field");
  ctl_verify (trip, "desk");
  ctl_verify (trip, "pemprov");
}

/* Two who did not know of each other: both see that it differs, and the same state. */
static void
test_differs (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Listrik padam", RAWAS), *id = NULL, *entry = NULL,
                  *here = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16.13");
  id = ctl_record (trip, "field", "risk", json);
  entry = ctl_ok (trip, "field", "treat", id, "genset", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");

  g_free (ctl_ok (trip, "field", "treatment", id, entry, "selesai", NULL));
  g_free (ctl_ok (trip, "desk", "treatment", id, entry, "berjalan", NULL));
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  assert_same (trip, id, "treatments", "field", "desk");
  here = only (trip, "field", id, "treatments");
  g_assert_nonnull (strstr (here, "\"differs\":true"));
  g_assert_nonnull (strstr (here, "\"state\":\"berjalan\""));
}

/* Of a breach of neutrality Pemprov sees nothing: neither the record nor to whom it went. */
static void
test_closed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("ASN hadir", RAWAS), *id = NULL;
  g_autoptr (GHashTable) at_pemprov = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16.13");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  id = ctl_record (trip, "field", "neutrality", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  g_free (ctl_ok (trip, "desk", "forward", id, "bkn", "--channel", "surat", "--letter", "1/PM",
                  "--copy", "bkn-kanreg", NULL));
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");

  at_pemprov = ctl_list (trip, "pemprov");
  g_assert_false (g_hash_table_contains (at_pemprov, id));
  g_assert_cmpint (
      trip_number (trip, "pemprov", "SELECT count(*) FROM entry WHERE type = 'forward.add'"), ==,
      0);
  ctl_sync (trip, "field");
  g_assert_cmpuint (count (trip, "field", id, "forwards"), ==, 1); /* it is the author's record */
  ran = ctl (trip, "field", "forward", id, "bkn", "--channel", "surat", "--json", NULL);
  ran_assert_fault (ran, 1, "refused", NULL);
}

/* A risk becomes an incident in the field, and the desk reads it so, with what was expected. */
static void
test_become (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL, *phase = NULL, *occurred = NULL;
  g_autoptr (JsonObject) record = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16.13");
  id =
      ctl_record (trip, "field", "risk",
                  "{\"title\":\"Banjir\",\"region\":\"" RAWAS "\",\"occurred\":"
                  "\"2024-02-13T10:00\",\"fields\":{\"hazard\":\"banjir\",\"phase\":\"potensi\"}}");
  ctl_do (trip, "field", "become", id, "--when", "2024-02-14T05:00", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");

  phase = ctl_values (trip, "desk", id, "phase");
  occurred = ctl_values (trip, "desk", id, "occurred");
  g_assert_cmpstr (phase, ==, "\"sedang\"");
  g_assert_cmpstr (occurred, ==, "\"2024-02-14T05:00:00+07:00\"");
  record = ctl_show (trip, "desk", id);
  g_assert_cmpuint (json_array_get_length (shown (record, "timeline")), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trip-act/flood", test_flood);
  g_test_add_func ("/trip-act/differs", test_differs);
  g_test_add_func ("/trip-act/closed", test_closed);
  g_test_add_func ("/trip-act/become", test_become);

  return g_test_run ();
}
