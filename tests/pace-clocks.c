/* SPDX-License-Identifier: GPL-3.0-or-later */
/* T8: laptops whose clocks are wrong, jump, or stand in another zone. The programs run with tests/clock.c in front of the C library. */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "ran.h"
#include "test-pace.h"
#include "trip-fixture.h"

#define REGION "16.13.04"

#define DAY  (24 * 3600)
#define YEAR (365 * DAY)

/* Seconds since 1970 of a moment that a clock stands at. */
#define AT(moment) ((moment) - (gint64) (g_get_real_time () / G_USEC_PER_SEC))

typedef struct
{
  const char *name;
  gint64 first;     /* seconds that the clock is wrong while the record is made */
  gint64 second;    /* and while it is changed */
  const char *zone; /* (nullable): TZ */
} Clock;

/* From now on programs believe so. */
static void
set_clock (gint64 shift, const char *zone)
{
  static char *library, value[32];

  if (library == NULL)
    library = g_test_build_filename (G_TEST_BUILT, "libpantau-clock.so", NULL);
  g_snprintf (value, sizeof value, "%" G_GINT64_FORMAT, shift);
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
  ran_preload (library, "PANTAU_CLOCK", value, FALSE);
}

static void
right_clock (void)
{
  ran_preload (NULL, NULL, NULL, FALSE);
  g_unsetenv ("TZ");
}

/* What a record comes to on a machine, but for what belongs to that machine. */
static char *
projection (Trip *trip, const char *home, const char *id)
{
  g_autoptr (JsonObject) record = ctl_show (trip, home, id);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_remove_member (record, "state");
  json_node_set_object (node, record);

  return pantau_json_canonical (node);
}

/* Enrols, records, changes and sends by a clock that is wrong: the province takes all of it. */
static char *
live_by (Trip *trip, const Clock *clock, guint n)
{
  g_autofree char *home = g_strdup_printf ("laptop%u", n),
                  *json = record_json (clock->name, REGION);
  char *id;
  Synced synced;

  set_clock (clock->first, clock->zone);
  trip_enrolled (trip, home, "field", REGION);
  id = ctl_record (trip, home, "risk", json);
  synced = ctl_sync (trip, home);
  g_assert_cmpuint (synced.waiting, ==, 0);

  set_clock (clock->second, clock->zone);
  ctl_do (trip, home, "set", id, "severity=5", NULL);
  synced = ctl_sync (trip, home);
  g_assert_cmpuint (synced.sent, >=, 1);
  g_assert_cmpuint (synced.waiting, ==, 0);
  right_clock ();

  return id;
}

static void
test_clocks (void)
{
  const Clock clocks[] = {
    { "1970", AT (3600), AT (7200), NULL },
    { "2038", AT (G_GINT64_CONSTANT (2147483000)), AT (G_GINT64_CONSTANT (2147484000)), NULL },
    { "2106", AT (G_GINT64_CONSTANT (4294967000)), AT (G_GINT64_CONSTANT (4294968000)), NULL },
    { "ten years late", -10 * YEAR, -10 * YEAR, NULL },
    { "a day fast", DAY, DAY, NULL },
    { "three minutes late", -180, -180, NULL },
    { "jumps a year ahead", 0, YEAR, NULL },
    { "jumps a year back", 0, -YEAR, NULL },
    { "jumps to 1970", 0, AT (3600), NULL },
    { "Kiribati", 0, 0, "Pacific/Kiritimati" },
    { "the Aleutians", 0, 0, "America/Adak" },
    { "a zone that is none", 5, 5, "Nowhere/No_Such" },
  };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  trip_enrolled (trip, "desk", "desk", "16.13");
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_test_message ("%s", clocks[i].name);
      g_ptr_array_add (ids, live_by (trip, &clocks[i], i));
    }

  ctl_sync (trip, "desk");
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autofree char *home = g_strdup_printf ("laptop%u", i);
      g_autofree char *here = projection (trip, home, g_ptr_array_index (ids, i)),
                      *there = projection (trip, "desk", g_ptr_array_index (ids, i)),
                      *severity = ctl_values (trip, "desk", g_ptr_array_index (ids, i), "severity");

      g_test_message ("%s", clocks[i].name);
      g_assert_cmpstr (here, ==, there);
      g_assert_cmpstr (severity, ==, "5");
    }
}

/* A laptop is told how wrong its clock is, and its deadlines go by the province's. */
static void
test_told (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Ran) late = NULL, right = NULL;

  set_clock (-600, NULL);
  trip_enrolled (trip, "laptop", "field", REGION);
  late = ctl (trip, "laptop", "--lang", "en", "sync", NULL);
  g_assert_cmpint (late->status, ==, 0);
  g_assert_nonnull (strstr (late->err, "10 minutes slow"));
  right_clock ();
  right = ctl (trip, "laptop", "--lang", "en", "sync", NULL);
  g_assert_cmpint (right->status, ==, 0);
  g_assert_null (strstr (right->err, "slow"));
}

void
add_clock_tests (void)
{
  g_test_add_func ("/pace/clocks", test_clocks);
  g_test_add_func ("/pace/clock-is-told", test_told);
}
