/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record that lies in the wrong region: a desk moves it, and whoever reads there has all of it. */

#include "config.h"

#include <string.h>

#include "trip-fixture.h"

#define RAWAS "16.13.04"
#define ULU   "16.13.07"

static Ran *
run_move (Trip *trip, const char *home, const char *id, const char *region)
{
  return ctl (trip, home, "move", id, region, NULL);
}

/* What the new region's people get is the record, not only the line that moved it. */
static void
test_whole (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Jembatan putus", RAWAS), *id = NULL;
  g_autofree char *title = NULL, *severity = NULL, *region = NULL, *field = NULL;
  g_autoptr (GHashTable) list = NULL;

  trip_enrolled (trip, "author", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16.13");
  trip_enrolled (trip, "other", "field", ULU);
  id = ctl_record (trip, "author", "risk", json);
  ctl_do (trip, "author", "set", id, "severity=5", NULL);
  ctl_sync (trip, "author");
  ctl_sync (trip, "other");
  list = ctl_list (trip, "other");
  g_assert_null (g_hash_table_lookup (list, id));

  ctl_sync (trip, "desk");
  ctl_do (trip, "desk", "move", id, ULU, NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "other");
  ctl_sync (trip, "author");

  title = ctl_values (trip, "other", id, "title");
  severity = ctl_values (trip, "other", id, "severity");
  region = ctl_values (trip, "other", id, "region");
  field = ctl_values (trip, "author", id, "region");
  g_assert_cmpstr (title, ==, "\"Jembatan putus\"");
  g_assert_cmpstr (severity, ==, "5");
  g_assert_cmpstr (region, ==, "\"" ULU "\"");
  g_assert_cmpstr (field, ==, "\"" ULU "\"");
}

/* Two desks moved it to two places without having heard of each other: one more move decides, for everybody. */
static void
test_difference (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Logistik tertukar", RAWAS), *id = NULL;
  g_autofree char *both = NULL, *after = NULL, *elsewhere = NULL;

  trip_enrolled (trip, "author", "field", RAWAS);
  trip_enrolled (trip, "one", "desk", "16");
  trip_enrolled (trip, "two", "desk", "16");
  id = ctl_record (trip, "author", "risk", json);
  ctl_sync (trip, "author");
  ctl_sync (trip, "one");
  ctl_sync (trip, "two");
  ctl_do (trip, "one", "move", id, ULU, NULL);
  ctl_do (trip, "two", "move", id, "16.71.01", NULL);
  ctl_sync (trip, "one");
  ctl_sync (trip, "two");
  ctl_sync (trip, "one");
  both = ctl_values (trip, "one", id, "region");
  g_assert_cmpstr (both, ==, "\"" ULU "\" | \"16.71.01\"");

  ctl_do (trip, "one", "move", id, ULU, NULL);
  ctl_sync (trip, "one");
  ctl_sync (trip, "two");
  after = ctl_values (trip, "one", id, "region");
  elsewhere = ctl_values (trip, "two", id, "region");
  g_assert_cmpstr (after, ==, "\"" ULU "\"");
  g_assert_cmpstr (elsewhere, ==, "\"" ULU "\"");
}

/* Where people gave different answers, moving settles nothing but the region. */
static void
test_keeps_differences (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Gudang kebanjiran", RAWAS), *id = NULL;
  g_autofree char *before = NULL, *after = NULL;

  trip_enrolled (trip, "author", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16");
  id = ctl_record (trip, "author", "risk", json);
  ctl_sync (trip, "author");
  ctl_sync (trip, "desk");
  ctl_do (trip, "author", "set", id, "severity=4", NULL);
  ctl_do (trip, "desk", "set", id, "severity=5", NULL);
  ctl_sync (trip, "author");
  ctl_sync (trip, "desk");
  before = ctl_values (trip, "desk", id, "severity");
  g_assert_cmpstr (before, ==, "4 | 5");

  ctl_do (trip, "desk", "move", id, ULU, NULL);
  after = ctl_values (trip, "desk", id, "severity");
  g_assert_cmpstr (after, ==, "4 | 5");
}

/* A monitor may not; nobody may to nowhere, or to where it is. */
static void
test_refused (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Pohon tumbang", RAWAS), *id = NULL;
  g_autoptr (Ran) by_field = NULL, nowhere = NULL, there = NULL;

  trip_enrolled (trip, "author", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16");
  id = ctl_record (trip, "author", "risk", json);
  ctl_sync (trip, "author");
  ctl_sync (trip, "desk");
  by_field = run_move (trip, "author", id, ULU);
  nowhere = run_move (trip, "desk", id, "99.99");
  there = run_move (trip, "desk", id, RAWAS);
  g_assert_cmpint (by_field->status, ==, 1);
  g_assert_cmpint (nowhere->status, ==, 1);
  g_assert_cmpint (there->status, ==, 1);
  g_assert_nonnull (strstr (nowhere->err, "99.99"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/move/whole", test_whole);
  g_test_add_func ("/move/difference", test_difference);
  g_test_add_func ("/move/keeps-differences", test_keeps_differences);
  g_test_add_func ("/move/refused", test_refused);

  return g_test_run ();
}
