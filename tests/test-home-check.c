/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a home is checked before it is used, and what a check that goes on beside its use finds. */

#include "config.h"

#include <string.h>

#include "home-fixture.h"
#include "test-util.h"

#define RECORDS 60
#define PAGE    4096
#define FINDS   (TEST_SHARE > 1 ? 1 : 3)

/* What the holder of another start of the machine left: as after a power cut. */
static void
cut_power (const Place *place)
{
  g_autofree char *lock = place_file (place, "lock");
  static const char text[] = "pantau, 1\n00000000-0000-0000-0000-000000000000\n";

  test_file_write (lock, text, strlen (text));
}

static void
count_checks (PantauHomeStep step, gint64 done, gint64 total, gpointer data)
{
  *(guint *) data += step == PANTAU_HOME_CHECKS;
}

static PantauHome *
open_impatient (const Place *place, int patience, guint *checks)
{
  g_autoptr (GError) error = NULL;
  PantauHome *home;

  *checks = 0;
  home = pantau_home_open_telling (place->path, PANTAU_HOME_WRITE, patience, count_checks, checks,
                                   &error);
  g_assert_no_error (error);

  return home;
}

static void
wait_for_check (PantauHome *home)
{
  gint64 end = g_get_monotonic_time () + G_TIME_SPAN_MINUTE;

  while (pantau_home_is_checking (home))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (1000);
    }
}

/* The lock as the kernel leaves it behind a killed program: as it is while the program lives. */
static void
kill_holder (const Place *place)
{
  g_autofree char *lock = place_file (place, "lock");
  g_autoptr (GBytes) held = NULL;
  PantauHome *home = place_open (place);

  held = test_file_read (lock);
  pantau_home_close (home);
  test_file_write (lock, g_bytes_get_data (held, NULL), g_bytes_get_size (held));
}

static void
test_when (void)
{
  g_auto (Place) place = place_new ();
  guint checks;

  pantau_home_close (open_impatient (&place, -1, &checks));
  g_assert_cmpuint (checks, ==, 0);

  kill_holder (&place);
  pantau_home_close (open_impatient (&place, -1, &checks));
  g_assert_cmpuint (checks, ==, 0);

  cut_power (&place);
  pantau_home_close (open_impatient (&place, -1, &checks));
  g_assert_cmpuint (checks, ==, 1);
  pantau_home_close (open_impatient (&place, -1, &checks));
  g_assert_cmpuint (checks, ==, 0);
}

/* A check that goes on after the opening counts as well, once it is over. */
static void
test_goes_on (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = NULL;
  guint checks;

  cut_power (&place);
  home = open_impatient (&place, 0, &checks);
  g_assert_cmpuint (checks, ==, 1);
  g_free (home_record (home));
  wait_for_check (home);
  g_clear_pointer (&home, pantau_home_close);

  home = open_impatient (&place, 0, &checks);
  g_assert_cmpuint (checks, ==, 0);
  home_assert_chain (home, 1);
}

static void
told (const GError *error, gpointer data)
{
  test_assert_error (error, PANTAU_ERROR_DAMAGED);
  g_atomic_int_inc ((int *) data);
}

/* Opens a home whose page @at is noise. Returns TRUE where the opening did not meet it, but the check did. */
static gboolean
is_found_later (const Place *place, gsize at)
{
  g_autofree char *db = place_file (place, "pantau.db"), *id = NULL;
  g_autoptr (PantauHome) home = NULL;
  guint8 noise[PAGE];
  guint checks;
  int damages = 0;

  memset (noise, 0xa5, sizeof noise);
  file_overwrite (db, at, noise, sizeof noise);
  cut_power (place);
  home = open_impatient (place, 0, &checks);
  if (pantau_home_get_repair (home) != NULL)
    return FALSE;

  id = home_try_record (home, 10, NULL);
  wait_for_check (home);
  pantau_home_set_damage_func (home, told, &damages);
  g_clear_pointer (&home, pantau_home_close);
  if (g_atomic_int_get (&damages) == 0)
    return FALSE;

  home = open_impatient (place, -1, &checks);
  g_assert_nonnull (pantau_home_get_repair (home));
  home_assert_chain (home, RECORDS + (id != NULL));
  g_clear_pointer (&home, pantau_home_close);

  /* Once. */
  home = open_impatient (place, -1, &checks);
  g_assert_null (pantau_home_get_repair (home));
  g_assert_cmpuint (checks, ==, 0);

  return TRUE;
}

/* Damage that the opening does not meet is told; what was recorded meanwhile survives the repair at the next one. */
static void
test_finds_damage (void)
{
  guint found = 0;

  for (gsize page = 2; page < 60 && found < FINDS; page += 3)
    {
      g_auto (Place) place = place_new ();
      g_autoptr (PantauHome) home = place_open (&place);

      home_record_many (home, RECORDS);
      g_clear_pointer (&home, pantau_home_close);
      found += is_found_later (&place, page * PAGE);
    }
  g_assert_cmpuint (found, ==, FINDS);
}

/* Whoever closes the home does not wait for the end, and what was not checked stays so. */
static void
test_closed_meanwhile (void)
{
  g_auto (Place) place = place_new ();
  guint checks, given_up = 0;

  {
    g_autoptr (PantauHome) home = place_open (&place);

    home_record_many (home, RECORDS);
  }
  for (guint i = 0; i < 200 && given_up == 0; i++)
    {
      PantauHome *home;
      gboolean was_checking;

      cut_power (&place);
      home = open_impatient (&place, 0, &checks);
      was_checking = pantau_home_is_checking (home);
      pantau_home_close (home);
      pantau_home_close (open_impatient (&place, -1, &checks));
      g_assert_true (was_checking || checks == 0);
      given_up += checks;
    }
  g_assert_cmpuint (given_up, ==, 1);
}

typedef struct
{
  guint steps;
  gint64 first, done, total;
} TakenIn;

static void
note_taken_in (PantauHomeStep step, gint64 done, gint64 total, gpointer data)
{
  TakenIn *taken = data;

  g_assert_cmpint (step, ==, PANTAU_HOME_TAKES_IN);
  if (taken->steps++ == 0)
    taken->first = done;
  taken->done = done;
  taken->total = total;
}

static TakenIn
open_counting (const Place *place)
{
  g_autoptr (GError) error = NULL;
  TakenIn taken = { 0 };
  g_autoptr (PantauHome) home =
      pantau_home_open_telling (place->path, PANTAU_HOME_WRITE, -1, note_taken_in, &taken, &error);

  g_assert_no_error (error);

  return taken;
}

/* After an upgrade all lines are taken in again: from 0 to the last. Else nothing is told. */
static void
test_upgrade (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *path = place_file (&place, "pantau.db");
  g_autoptr (GError) error = NULL;
  TakenIn taken;

  {
    g_autoptr (PantauHome) home = place_open (&place);

    home_record_many (home, RECORDS);
  }
  {
    g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_WRITE, &error);

    g_assert_no_error (error);
    g_assert_true (pantau_db_run (db, &error, "UPDATE projected SET edition = 0", ""));
  }

  taken = open_counting (&place);
  g_assert_cmpuint (taken.steps, >=, 2);
  g_assert_cmpint (taken.first, ==, 0);
  g_assert_cmpint (taken.done, ==, RECORDS);
  g_assert_cmpint (taken.total, ==, RECORDS);

  taken = open_counting (&place);
  g_assert_cmpuint (taken.steps, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/home-check/when", test_when);
  g_test_add_func ("/home-check/goes-on", test_goes_on);
  g_test_add_func ("/home-check/finds-damage", test_finds_damage);
  g_test_add_func ("/home-check/closed-meanwhile", test_closed_meanwhile);

  g_test_add_func ("/home-check/upgrade", test_upgrade);

  return g_test_run ();
}
