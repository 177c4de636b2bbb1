/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 at random moments, of the province while it takes lines in and of the client while it
 * records and sends: what was said to be saved or received is there afterwards, once.
 */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "test-util.h"
#include "trip-fixture.h"

#define ROUNDS  test_rounds (30)
#define RECORDS 60 /* a round; more than the first batch */
#define RAWAS   "16.13.04"

/* How long a run takes that nobody kills, in µs. */
static gint64
duration (Trip *trip, const char *home, const char *command)
{
  gint64 started = g_get_monotonic_time ();

  ctl_do (trip, home, command, NULL);

  return g_get_monotonic_time () - started;
}

static void
seed (Trip *trip, const char *home, guint records, guint number)
{
  g_autofree char *n = g_strdup_printf ("%u", records), *seed_text = g_strdup_printf ("%u", number);

  ctl_do (trip, home, "seed", n, "--seed", seed_text, "--region", RAWAS, NULL);
}

/* Entries that a receipt covers, with the number that it gave them. */
#define COVERED                                                                                    \
  "SELECT lower(hex(id)) || ' ' || idx FROM covered JOIN entry ON n = covered.entry "              \
  "JOIN number ON number.entry = n"
#define NUMBERED "SELECT lower(hex(id)) || ' ' || idx FROM number JOIN entry ON n = number.entry"
#define ENTRIES  "SELECT lower(hex(id)) FROM entry"

static void
assert_receipts_are_true (Trip *trip, const char *home)
{
  g_autoptr (GHashTable) covered = trip_set (trip, home, COVERED);
  g_autoptr (GHashTable) numbered = trip_set (trip, PROVINCE, NUMBERED);

  trip_assert_holds (numbered, covered);
}

/* All that the homes hold is at the province, once, under numbers without a gap. */
static void
assert_whole (Trip *trip, const char *home)
{
  g_autoptr (GHashTable) here = NULL, there = NULL;

  trip_stop (trip);
  here = trip_set (trip, home, ENTRIES);
  there = trip_set (trip, PROVINCE, ENTRIES);
  trip_assert_holds (there, here);
  assert_receipts_are_true (trip, home);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM entry"), ==,
                   g_hash_table_size (there));
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT max(idx) FROM number"), ==,
                   g_hash_table_size (there));
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM quarantined"), ==, 0);
  trip_start (trip);
  ctl_verify (trip, home);
}

static void
test_province (void)
{
  g_autoptr (GRand) rand = test_rand_new (20241127);
  g_autoptr (Trip) trip = trip_new (TRUE);
  guint interrupted = 0;
  gint64 usual, receipts;
  Synced synced;

  trip_enrolled (trip, "field", "field", RAWAS);
  seed (trip, "field", RECORDS, 1000);
  usual = duration (trip, "field", "sync");

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GSubprocess) sync = NULL;
      g_autoptr (Ran) ran = NULL;

      seed (trip, "field", RECORDS, round);
      sync = ctl_start (trip, "field", "--json", "sync", NULL);
      g_usleep ((gulong) g_rand_double_range (rand, 0, (double) usual * 1.2));
      trip_kill (trip);
      ran = ran_finish (sync);
      if (ran->status != 0)
        {
          ran_assert_fault (ran, 75, "unreachable", NULL);
          interrupted++;
        }
      assert_receipts_are_true (trip, "field");
      trip_start (trip);
    }

  receipts = trip_number (trip, "field", "SELECT count(*) FROM receipt");
  g_test_message ("%u of %u syncs were interrupted, %" G_GINT64_FORMAT " receipts had come",
                  interrupted, ROUNDS, receipts);
  g_assert_cmpint (receipts, >, 4);
  g_assert_cmpuint (interrupted, >, ROUNDS / 10);
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.waiting, ==, 0);
  assert_whole (trip, "field");
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM record"), ==,
                   RECORDS * (ROUNDS + 1));
}

static GSubprocess *
start_record (Trip *trip, guint round)
{
  g_autofree char *title = g_strdup_printf ("Putaran %u", round),
                  *json = record_json (title, RAWAS);
  g_autofree char *path = trip_path (trip, "record.json");

  test_file_write (path, json, strlen (json));

  return ctl_start (trip, "field", "record", "--kind", "risk", path, NULL);
}

static Ran *
kill_after (GSubprocess *process, gint64 after)
{
  g_usleep ((gulong) after);
  g_subprocess_send_signal (process, SIGKILL);

  return ran_finish (process);
}

static void
test_client (void)
{
  g_autoptr (GRand) rand = test_rand_new (20240214);
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) list = NULL, at_desk = NULL;
  gint64 recording, syncing;
  guint killed = 0;
  Synced synced;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16.13");
  seed (trip, "field", RECORDS, 1000);
  syncing = duration (trip, "field", "sync");
  recording = g_get_monotonic_time ();
  {
    g_autoptr (GSubprocess) process = start_record (trip, 0);
    g_autoptr (Ran) ran = ran_finish (process);

    g_hash_table_add (said, g_strdup (g_strstrip (ran->out)));
  }
  recording = g_get_monotonic_time () - recording;

  for (guint round = 1; round <= ROUNDS; round++)
    {
      g_autoptr (GSubprocess) record = start_record (trip, round), sync = NULL;
      g_autoptr (Ran) recorded = NULL, synced_ran = NULL;

      recorded =
          kill_after (record, (gint64) g_rand_double_range (rand, 0, (double) recording * 1.2));
      if (g_str_has_suffix (recorded->out, "\n"))
        g_hash_table_add (said, g_strdup (g_strstrip (recorded->out)));
      seed (trip, "field", RECORDS / 4, round);
      sync = ctl_start (trip, "field", "sync", NULL);
      synced_ran = kill_after (sync, (gint64) g_rand_double_range (rand, 0, (double) syncing));
      killed += (recorded->status == -SIGKILL) + (synced_ran->status == -SIGKILL);
    }

  g_test_message ("%u runs were killed, %u records were acknowledged", killed,
                  g_hash_table_size (said));
  g_assert_cmpuint (killed, >, ROUNDS / 2);
  g_assert_cmpuint (g_hash_table_size (said), >, 1);
  synced = ctl_sync (trip, "field");
  g_assert_cmpuint (synced.waiting, ==, 0);
  list = ctl_list (trip, "field");
  trip_assert_holds (list, said);
  assert_whole (trip, "field");
  ctl_sync (trip, "desk");
  at_desk = ctl_list (trip, "desk");
  trip_assert_holds (at_desk, list);
  g_assert_cmpint (trip_number (trip, "field",
                                "SELECT count(DISTINCT seq) = max(seq) FROM entry WHERE device = "
                                "(SELECT device FROM entry WHERE type = 'device.join')"),
                   ==, 1);
}

/*
 * What follows a change in the ledger is judged after it, however many batches are under way at
 * once.
 */
static void
test_order (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GHashTable) list = NULL;
  GHashTableIter iter;
  gpointer id;

  trip_enrolled (trip, "field", "field", RAWAS);
  seed (trip, "field", RECORDS * 2, 7);
  list = ctl_list (trip, "field");
  g_hash_table_iter_init (&iter, list);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    ctl_do (trip, "field", "set", id, "severity=5", NULL);
  ctl_sync (trip, "field");
  assert_whole (trip, "field");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kill/province", test_province);
  g_test_add_func ("/kill/client", test_client);
  g_test_add_func ("/kill/order", test_order);

  return g_test_run ();
}
