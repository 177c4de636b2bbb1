/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Five people act at random on the same records, now with a network and now without, with wrong clocks, restarts and sticks that carry files. Once all have
 * met, whoever holds the same lines of a record shows the same of it, each difference is shown as one, and nothing is lost.
 */

#include "config.h"

#include <string.h>

#include "converge-oracle.h"
#include "pantau-courier.h"
#include "pantau-edit-link.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-sync.h"
#include "test-util.h"
#include "trip-fixture.h"

/* Of each home in one round; `tests/run --long converge` has longer ones, and more of them. */
#define ACTS  (g_getenv ("PANTAU_TEST_LONG") != NULL ? 200u : 50u)
#define BURST 12 /* acts of one home before others have their turn, at most */

/* Two who share a kecamatan, their desk, the desk of the province, and the provincial government. */
static const struct
{
  const char *name;
  const char *role;
  const char *region;
} people[] = {
  { "satu", "field", "16.13.04" }, { "dua", "field", "16.13.04" }, { "meja", "desk", "16.13" },
  { "provinsi", "desk", "16" },    { "pemprov", "pemprov", "16" },
};

#define N_PEOPLE G_N_ELEMENTS (people)

typedef struct
{
  Trip *trip;
  GRand *random;
  PantauHome *homes[N_PEOPLE];
  gboolean is_online[N_PEOPLE];
  guint acts;    /* that wrote a line */
  guint refused; /* that a rule forbade, as it should */
  guint carried; /* files by stick */
  guint differences;
} World;

static gboolean
chance (World *self, guint percent)
{
  return g_rand_int_range (self->random, 0, 100) < (gint32) percent;
}

static PantauHome *
open_home (World *self, guint who)
{
  g_autofree char *path = trip_path (self->trip, people[who].name);
  g_autoptr (GError) error = NULL;
  PantauHome *home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);

  g_assert_no_error (error);

  return home;
}

/* --- Acts --- */

/* What a rule forbids is no act; anything else that fails is a fault. */
static void
count (World *self, gboolean ok, const GError *error)
{
  if (ok)
    self->acts++;
  else if (error == NULL || g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED) ||
           g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_INVALID) ||
           g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT) ||
           g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    self->refused++;
  else
    g_assert_no_error (error);
}

/* A record that this home shows; NULL while it shows none. (transfer full) */
static char *
any_record (World *self, PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  PantauStmt *stmt;
  char *id = NULL;
  gint64 n;

  g_assert_true (pantau_db_integer (pantau_home_get_db (home), 0, &n, &error,
                                    "SELECT count(*) FROM record", ""));
  if (n == 0)
    return NULL;
  stmt = pantau_db_query (pantau_home_get_db (home),
                          "SELECT id FROM record ORDER BY n LIMIT 1 OFFSET ?1", "i",
                          (gint64) g_rand_int_range (self->random, 0, (gint32) n));
  while (pantau_stmt_next (stmt))
    id = g_strdup (pantau_stmt_text (stmt, 0));
  g_assert_true (pantau_stmt_finish (stmt, &error));

  return id;
}

static void
create (World *self, guint who)
{
  static const char *const kinds[] = { "risk", "hoax", "neutrality" };
  const char *kind = kinds[g_rand_int_range (self->random, 0, G_N_ELEMENTS (kinds))];
  g_autofree char *json = g_strdup_printf (
      "{\"election\":\"pilkada-2024\",\"places\":[{\"village\":\"16.13.04.2004\",\"tps\":[%d]}],"
      "\"occurred\":\"2024-11-26T08:00:00+07:00\",\"known\":\"2024-11-26T08:00:00+07:00\","
      "\"title\":\"Kejadian %d\",\"narrative\":\"Air naik di tepi sungai\",\"severity\":%d,"
      "\"fields\":{}}",
      g_rand_int_range (self->random, 1, 9), g_rand_int_range (self->random, 0, 1000),
      g_rand_int_range (self->random, 1, 6));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autofree char *id = NULL;

  id = pantau_edit_create (self->homes[who], kind, "16.13.04", !g_str_equal (kind, "neutrality"),
                           json_node_get_object (node), NULL, &error);
  count (self, id != NULL, error);
}

static void
set (World *self, guint who, const char *record)
{
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *title = g_strdup_printf ("Judul %d", g_rand_int_range (self->random, 0, 6));
  gboolean ok;

  if (chance (self, 50))
    json_object_set_string_member (values, "title", title);
  else
    json_object_set_int_member (values, "severity", g_rand_int_range (self->random, 1, 6));
  ok = pantau_edit_set (self->homes[who], record, values, &error);
  count (self, ok, error);
}

static void
step (World *self, guint who, const char *record)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) steps = pantau_edit_steps (self->homes[who], record, &error);
  gboolean ok = FALSE;

  if (steps != NULL && *steps != NULL)
    ok = pantau_edit_status (
        self->homes[who], record,
        steps[g_rand_int_range (self->random, 0, (gint32) g_strv_length (steps))],
        "sesuai keadaan di lapangan", &error);
  count (self, ok, error);
}

static void
link_two (World *self, guint who, const char *record)
{
  g_autofree char *other = any_record (self, self->homes[who]);
  g_autoptr (GError) error = NULL;
  gboolean ok = pantau_edit_link (self->homes[who], record, "same-event", other, NULL, &error);

  count (self, ok, error);
}

static void
move (World *self, guint who, const char *record)
{
  static const char *const regions[] = { "16.13.04", "16.13.05", "16.13.06" };
  g_autoptr (GError) error = NULL;
  gboolean ok = pantau_edit_move (self->homes[who], record,
                                  regions[g_rand_int_range (self->random, 0, 3)], &error);

  count (self, ok, error);
}

static void
note (World *self, guint who, const char *record)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = pantau_edit_note (self->homes[who], record, "Sudah dicek ke lokasi", &error);

  count (self, ok, error);
}

static void
act (World *self, guint who)
{
  g_autofree char *record = any_record (self, self->homes[who]);
  gint32 dice = g_rand_int_range (self->random, 0, 100);

  if (record == NULL || dice < 8)
    create (self, who);
  else if (dice < 60)
    set (self, who, record);
  else if (dice < 75)
    step (self, who, record);
  else if (dice < 82)
    link_two (self, who, record);
  else if (dice < 90)
    move (self, who, record);
  else
    note (self, who, record);
}

/* --- Meeting --- */

/* FALSE where the province says that this laptop asks too often: what came so far stays, as it does in the field. */
static gboolean
sync_one (World *self, guint who)
{
  const PantauSyncOptions options = { .no_files = TRUE };
  PantauSyncResult result;
  g_autoptr (GError) error = NULL;

  pantau_sync_run (self->homes[who], &options, &result, NULL, &error);
  g_assert_cmpuint (result.refused, ==, 0);
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED))
    return FALSE;
  g_assert_no_error (error);

  return TRUE;
}

/* Until the province has time. */
static void
sync_whole (World *self, guint who)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!sync_one (self, who))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (G_USEC_PER_SEC);
    }
}

/* @from's file reaches @to, who carries what is not for him. */
static void
carry (World *self, guint from, guint to)
{
  g_autofree char *name = g_strdup_printf ("%u.pantau", self->carried++);
  g_autofree char *path = trip_path (self->trip, name);
  g_auto (PantauCourierSummary) made = { 0 }, taken = { 0 };
  g_autoptr (GError) error = NULL;

  pantau_courier_write (self->homes[from], path, NULL, &made, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (made.parcels > 0);
  pantau_courier_read (self->homes[to], path, NULL, NULL, &taken, NULL, &error);
  g_assert_no_error (error);
}

/* The stick goes to the province itself, and its answer back to whoever meets it. */
static void
carry_to_province (World *self, guint from)
{
  g_autofree char *name = g_strdup_printf ("%u.pantau", self->carried++),
                  *answer = g_strdup_printf ("%u-jawaban.pantau", self->carried);
  g_autofree char *path = trip_path (self->trip, name), *back = trip_path (self->trip, answer);
  g_auto (PantauCourierSummary) made = { 0 }, taken = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  pantau_courier_write (self->homes[from], path, NULL, &made, NULL, &error);
  g_assert_no_error (error);
  said = trip_province_ok (self->trip, "courier", path, "--out", back, NULL);
  pantau_courier_read (self->homes[from], back, NULL, NULL, &taken, NULL, &error);
  g_assert_no_error (error);
}

static void
restart (World *self, guint who)
{
  g_autoptr (GError) error = NULL;

  if (chance (self, 50))
    {
      g_clear_pointer (&self->homes[who], pantau_home_close);
      self->homes[who] = open_home (self, who);
    }
  else
    g_assert_true (
        pantau_store_rebuild (pantau_home_get_store (self->homes[who]), NULL, NULL, &error));
}

static void
meet (World *self, guint who)
{
  guint other = (guint) g_rand_int_range (self->random, 0, N_PEOPLE);

  if (self->is_online[who])
    sync_one (self, who);
  else if (chance (self, 30))
    carry_to_province (self, who);
  else if (other != who && chance (self, 50))
    carry (self, who, other);
  if (chance (self, 10))
    restart (self, who);
  if (chance (self, 30))
    self->is_online[who] = !self->is_online[who];
}

/* --- One round --- */

static void
play (World *self)
{
  guint left[N_PEOPLE];
  guint all = 0;

  for (guint who = 0; who < N_PEOPLE; who++)
    {
      left[who] = ACTS;
      all += ACTS;
      self->is_online[who] = chance (self, 50);
    }
  while (all > 0)
    {
      guint who = (guint) g_rand_int_range (self->random, 0, N_PEOPLE);
      guint burst = (guint) g_rand_int_range (self->random, 1, BURST);

      burst = MIN (left[who], burst);
      if (burst == 0)
        continue;
      for (guint i = 0; i < burst; i++)
        act (self, who);
      left[who] -= burst;
      all -= burst;
      meet (self, who);
    }

  /* The last one's lines reach the first one too. */
  for (guint again = 0; again < 2; again++)
    for (guint who = 0; who < N_PEOPLE; who++)
      sync_whole (self, who);
}

static void
judge (World *self)
{
  PantauDb *desk = pantau_home_get_db (self->homes[3]);

  for (guint who = 0; who < N_PEOPLE; who++)
    {
      PantauDb *db = pantau_home_get_db (self->homes[who]);
      gint64 waiting;

      g_assert_true (pantau_db_integer (db, 0, &waiting, NULL, "SELECT count(*) FROM unsent", ""));
      g_assert_cmpint (waiting, ==, 0);
      oracle_assert_holds (desk, db, pantau_home_get_device (self->homes[who]));
      oracle_assert_same (desk, db);
    }
  self->differences += oracle_assert_differences (desk);
}

/* --- A province that forgets --- */

/* What of it is refused at first, since nobody has brought its grant yet, is no fault; it says so, and tries again. */
static void
sync_tolerant (World *self, guint who)
{
  const PantauSyncOptions options = { .no_files = TRUE };
  PantauSyncResult result;
  g_autoptr (GError) error = NULL;

  if (!pantau_sync_run (self->homes[who], &options, &result, NULL, &error) &&
      !g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED) &&
      !g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED))
    g_assert_no_error (error);
}

static GHashTable *
put_aside (World *self)
{
  return trip_set (self->trip, PROVINCE,
                   "SELECT lower (hex (id)) FROM quarantined JOIN entry ON n = quarantined.entry");
}

/*
 * Restored from a copy that knows some of the people and not one line of a record, it hears of all from everybody, in an order of chance, often the desks last, who
 * alone vouch for the others. What counted before counts again, whichever came first, and the homes say what the province says.
 */
static void
forget (World *self)
{
  g_autoptr (GHashTable) before = NULL, after = NULL, shown = NULL;
  gboolean desks_wait = chance (self, 75);

  trip_stop (self->trip);
  before = put_aside (self);
  trip_copy (self->trip, "copy", PROVINCE);
  trip_sql (self->trip, PROVINCE,
            "UPDATE setting SET value = 'restored-' || hex (randomblob (4)) WHERE name = 'epoch'");
  trip_start (self->trip);

  for (guint pass = 0; pass < 2; pass++)
    {
      guint order[N_PEOPLE];

      for (guint i = 0; i < N_PEOPLE; i++)
        {
          guint at = (guint) g_rand_int_range (self->random, 0, (gint32) i + 1);

          order[i] = order[at];
          order[at] = i;
        }
      for (guint i = 0; i < N_PEOPLE; i++)
        if (pass > 0 || !desks_wait || !g_str_equal (people[order[i]].role, "desk"))
          sync_tolerant (self, order[i]);
    }
  for (guint again = 0; again < 2; again++)
    for (guint who = 0; who < N_PEOPLE; who++)
      sync_whole (self, who);

  trip_stop (self->trip);
  after = put_aside (self);
  trip_assert_holds (before, after);
  shown = trip_set (self->trip, people[3].name, "SELECT lower (hex (id)) FROM verdict");
  trip_assert_holds (after, shown);
  trip_assert_holds (shown, after);
  g_test_message ("%" G_GINT64_FORMAT " lines came before what they are judged by",
                  trip_number (self->trip, PROVINCE, "SELECT count(*) FROM admitted"));
  trip_start (self->trip);
}

/* Returns how many records ended with a difference. */
static guint
play_round (guint32 seed)
{
  World self = { .random = g_rand_new_with_seed (seed), .trip = trip_new (TRUE) };
  /* Somebody must be able to vouch for the others: the desk of the province is in every copy. */
  static const guint order[N_PEOPLE] = { 3, 2, 1, 4, 0 };
  guint known =
      chance (&self, 60) ? N_PEOPLE - 1 : (guint) g_rand_int_range (self.random, 1, N_PEOPLE);

  g_test_message ("PANTAU_TEST_SEED=%u", seed);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      guint who = order[i];

      if (i == known)
        {
          trip_stop (self.trip);
          trip_copy (self.trip, PROVINCE, "copy");
          trip_start (self.trip);
        }
      trip_enrolled (self.trip, people[who].name, people[who].role, people[who].region);
      self.homes[who] = open_home (&self, who);
    }
  play (&self);
  judge (&self);
  forget (&self);
  judge (&self);
  g_test_message ("%u acts, %u refused by a rule, %u files by stick", self.acts, self.refused,
                  self.carried);
  g_assert_cmpuint (self.acts, >, N_PEOPLE * ACTS / 3);

  for (guint who = 0; who < N_PEOPLE; who++)
    pantau_home_close (self.homes[who]);
  for (guint who = 0; who < N_PEOPLE; who++)
    ctl_verify (self.trip, people[who].name);
  trip_stop (self.trip);
  g_assert_cmpint (trip_number (self.trip, PROVINCE, "SELECT max(idx) - count(*) FROM number"), ==,
                   0);
  trip_start (self.trip);
  trip_free (self.trip);
  g_rand_free (self.random);

  return self.differences;
}

static void
test_converge (void)
{
  const char *given = g_getenv ("PANTAU_TEST_SEED");
  /* CI has seeds of its own, the same each time; the long size draws others. */
  guint rounds = test_rounds (TEST_SHARE > 1 ? 2 : 10), differences = 0;

  if (given != NULL)
    {
      play_round ((guint32) g_ascii_strtoull (given, NULL, 10));
      return;
    }
  for (guint i = 0; i < rounds; i++)
    differences += play_round (rounds > 10 ? g_random_int () : i + 1);
  /* Or nobody ever changed what another one was changing. */
  g_assert_cmpuint (differences, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/converge/random", test_converge);

  return g_test_run ();
}
