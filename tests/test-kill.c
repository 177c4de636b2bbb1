/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 at random moments, of the province while it takes lines in and of the client while it
 * records and sends: what was said to be saved or received is there afterwards, once.
 */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "checker.h"
#include "proxy.h"
#include "test-util.h"
#include "trip-fixture.h"

/* Moments are met by the hundred without sanitizers; with them it is the programs that are looked at. */
#define ROUNDS  test_rounds (TEST_SHARE > 1 ? 12 : 30)
#define BOTH    test_rounds (TEST_SHARE > 1 ? 4 : 15)
#define SET     (TEST_SHARE > 1 ? 40 : 120) /* records that are changed, of twice RECORDS: more lines than a batch has */
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

/*
 * All that the home holds is at the province, once, under numbers without a gap, and so is what was said to be saved: @said (nullable), UUIDs,
 * of @attempted records.
 */
static void
assert_whole (Trip *trip, const char *home, GHashTable *said, guint attempted)
{
  g_autoptr (GHashTable) here = NULL, there = NULL;
  g_autoptr (Checker) checker = checker_new ();
  g_autoptr (PantauDb) home_db = NULL, province_db = NULL;
  GHashTableIter iter;
  gpointer record;

  trip_stop (trip);
  home_db = trip_db (trip, home);
  province_db = trip_db (trip, PROVINCE);
  checker_attempt (checker, attempted);
  if (said != NULL)
    for (g_hash_table_iter_init (&iter, said); g_hash_table_iter_next (&iter, &record, NULL);)
      checker_saved (checker, record);
  checker_look_home (checker, home_db);
  checker_look_province (checker, province_db);
  checker_expect_all (checker);
  checker_assert (checker);
  g_clear_pointer (&home_db, pantau_db_close);
  g_clear_pointer (&province_db, pantau_db_close);

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

/*
 * Within which time the next kill comes: some must come before the end and some after it, on a machine that others make slower and
 * faster as well.
 */
static gint64
adapt (gint64 within, gboolean was_too_late)
{
  return was_too_late ? within * 3 / 4 : within * 4 / 3;
}

static void
test_province (void)
{
  g_autoptr (GRand) rand = test_rand_new (20241127);
  g_autoptr (Trip) trip = trip_new (TRUE);
  guint interrupted = 0;
  gint64 within, receipts;
  Synced synced;

  trip_enrolled (trip, "field", "field", RAWAS);
  seed (trip, "field", RECORDS, 1000);
  within = duration (trip, "field", "sync");

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GSubprocess) sync = NULL;
      g_autoptr (Ran) ran = NULL;

      seed (trip, "field", RECORDS, round);
      sync = ctl_start (trip, "field", "--json", "sync", NULL);
      g_usleep ((gulong) g_rand_double_range (rand, 0, (double) within));
      trip_kill (trip);
      ran = ran_finish (sync);
      if (ran->status != 0)
        {
          ran_assert_fault (ran, 75, "unreachable", NULL);
          interrupted++;
        }
      within = adapt (within, ran->status == 0);
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
  assert_whole (trip, "field", NULL, RECORDS * (ROUNDS + 1));
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

      recorded = kill_after (record, (gint64) g_rand_double_range (rand, 0, (double) recording));
      recording = adapt (recording, recorded->status == 0);
      if (g_str_has_suffix (recorded->out, "\n"))
        g_hash_table_add (said, g_strdup (g_strstrip (recorded->out)));
      seed (trip, "field", RECORDS / 4, round);
      sync = ctl_start (trip, "field", "sync", NULL);
      synced_ran = kill_after (sync, (gint64) g_rand_double_range (rand, 0, (double) syncing));
      syncing = adapt (syncing, synced_ran->status == 0);
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
  assert_whole (trip, "field", said, ROUNDS + 1);
  ctl_sync (trip, "desk");
  at_desk = ctl_list (trip, "desk");
  trip_assert_holds (at_desk, list);
  g_assert_cmpint (trip_number (trip, "field",
                                "SELECT count(DISTINCT seq) = max(seq) FROM entry WHERE device = "
                                "(SELECT device FROM entry WHERE type = 'device.join')"),
                   ==, 1);
}

/* How many syncs it takes until nothing waits. */
static gint64
count_syncs (Trip *trip, const char *home)
{
  gint64 n = 1;

  while (ctl_sync (trip, home).waiting > 0)
    n++;

  return n;
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
  for (guint i = 0; i < SET && g_hash_table_iter_next (&iter, &id, NULL); i++)
    ctl_do (trip, "field", "set", id, "severity=5", NULL);
  ctl_sync (trip, "field");
  assert_whole (trip, "field", NULL, RECORDS * 2);
}

/* Both at once, over a line that is cut as well; the power comes back, and after two syncs nothing is missing. */
static void
test_both (void)
{
  g_autoptr (GRand) rand = test_rand_new (20241128);
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Proxy) line = proxy_new (trip_url (trip), g_rand_int (rand));
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *code = trip_invite (trip, "field", RAWAS);
  gint64 syncing, most = 0;
  guint killed = 0, rounds = 0;

  trip_home (trip, "field");
  ctl_do (trip, "field", "enroll", "--server", proxy_url (line), code, NULL);
  seed (trip, "field", RECORDS, 1000);
  syncing = duration (trip, "field", "sync");

  /* How long a sync takes is a guess: where too few were met, some more. */
  while (rounds < BOTH || (killed < 2 && rounds < 5 * BOTH))
    {
      g_autofree char *title = g_strdup_printf ("Putaran %u", ++rounds),
                      *json = record_json (title, RAWAS);
      g_autoptr (GSubprocess) sync = NULL;
      g_autoptr (Ran) ran = NULL;

      g_hash_table_add (said, ctl_record (trip, "field", "risk", json));
      seed (trip, "field", RECORDS / 4, rounds);
      if (g_rand_boolean (rand))
        proxy_cut_at (line, g_rand_boolean (rand), (gsize) g_rand_int_range (rand, 0, 4000));
      sync = ctl_start (trip, "field", "sync", NULL);
      g_usleep ((gulong) g_rand_double_range (rand, 0, (double) syncing));
      if (g_rand_boolean (rand))
        trip_kill (trip);
      g_subprocess_send_signal (sync, SIGKILL);
      ran = ran_finish (sync);
      syncing = adapt (syncing, ran->status == 0);
      killed += ran->status == -SIGKILL;
      if (trip_pid (trip) != 0)
        trip_kill (trip);

      proxy_cut_at (line, TRUE, G_MAXSIZE);
      trip_start (trip);
      most = MAX (most, count_syncs (trip, "field"));
    }

  g_test_message ("%u of %u syncs were killed, %" G_GINT64_FORMAT " syncs healed the worst", killed,
                  rounds, most);
  g_assert_cmpuint (killed, >, 1);
  g_assert_cmpint (most, <=, 2);
  assert_whole (trip, "field", said, rounds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kill/province", test_province);
  g_test_add_func ("/kill/client", test_client);
  g_test_add_func ("/kill/both", test_both);
  g_test_add_func ("/kill/order", test_order);

  return g_test_run ();
}
