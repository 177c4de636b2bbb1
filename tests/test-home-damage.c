/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home keeps what it called saved through a damaged or lost database and a damaged or lost
 * journal.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "home-fixture.h"
#include "test-util.h"

/* How many homes are damaged; `tests/run --long home-damage` damages far more. */
#define DAMAGES test_rounds (TEST_SHARE > 1 ? 10 : 50)

#define RECORDS 60

/* Every line of the ledger, sorted by where it stands in the chain. */
static char *
all_lines (PantauHome *home)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      pantau_ledger_read_after (pantau_home_get_ledger (home), 0, 100000, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    pantau_entry_append_line (g_ptr_array_index (entries, i), text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GBytes) bytes = test_file_read (from);

  test_file_write (to, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
damage (const char *path, guint kind, GRand *rand)
{
  gsize size = file_size (path), page = 4096;
  guint8 noise[4096] = { 0 };
  gsize at;

  switch (kind % 5)
    {
    case 0:
      at = (gsize) g_rand_int_range (rand, 1, (gint32) size);
      g_assert_cmpint (truncate (path, (off_t) at), ==, 0);
      g_test_message ("truncated to %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, at, size);
      break;
    case 1:
      at = (gsize) g_rand_int_range (rand, 0, (gint32) (size / page));
      file_overwrite (path, at * page, noise, page);
      g_test_message ("page %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " zeroed", at, size / page);
      break;
    case 2:
      at = (gsize) g_rand_int_range (rand, 0, (gint32) (size / page)) * page;
      for (gsize i = 0; i < page; i++)
        noise[i] = (guint8) g_rand_int (rand);
      file_overwrite (path, at, noise, page);
      g_test_message ("noise in the page at %" G_GSIZE_FORMAT, at);
      break;
    case 3:
      for (guint i = 0; i < 8; i++)
        {
          noise[0] = (guint8) g_rand_int (rand);
          at = (gsize) g_rand_int_range (rand, 0, (gint32) size);
          file_overwrite (path, at, noise, 1);
        }
      g_test_message ("eight single bytes");
      break;
    default:
      for (gsize i = 0; i < 16; i++)
        noise[i] = (guint8) g_rand_int (rand);
      at = (gsize) g_rand_int_range (rand, 0, 100);
      file_overwrite (path, at, noise, 16);
      g_test_message ("noise in the file's header at %" G_GSIZE_FORMAT, at);
      break;
    }
}

/*
 * Either the damage is met at the opening, and then all that was unsent is back, the chain goes on
 * and the damaged file is kept; or verifying tells of it; or every line is as it was.
 */
static void
check_damaged (const Place *place, const char *golden)
{
  g_autoptr (PantauHome) home = place_open (place);
  g_autofree char *lines = NULL, *id = NULL;

  if (pantau_home_get_repair (home) == NULL)
    {
      if (home_count_faults (home) == 0)
        {
          lines = all_lines (home);
          g_assert_cmpstr (lines, ==, golden);
          return;
        }

      /* Nothing that is written now brings it down, and what it calls saved is. */
      id = home_try_record (home, 10, NULL);
      if (!pantau_db_is_damaged (pantau_home_get_db (home)))
        return;

      /* SQLite has met the damage: the next opening repairs. */
      g_clear_pointer (&home, pantau_home_close);
      home = place_open (place);
      g_assert_nonnull (pantau_home_get_repair (home));
      g_assert_true (id == NULL || home_has_record (home, id));
    }

  g_assert_true (g_utf8_validate (pantau_home_get_repair (home), -1, NULL));
  g_test_message ("%s", pantau_home_get_repair (home));
  lines = all_lines (home);
  g_assert_true (g_str_has_prefix (lines, golden));
  g_assert_cmpuint (place_count_files (place, "pantau.db.rusak-"), >=, 1);
  home_assert_chain (home, RECORDS + (id != NULL));
}

static void
test_damaged_database (void)
{
  g_auto (Place) golden_place = place_new ();
  g_autoptr (GRand) rand = test_rand_new (7);
  g_autofree char *golden = NULL;
  PantauHome *home = place_open (&golden_place);
  static const char *const names[] = { "home.json", "device.key", "pantau.db", "journal.pantau" };

  home_record_many (home, RECORDS);
  golden = all_lines (home);
  pantau_home_close (home);

  for (guint i = 0, damages = DAMAGES; i < damages; i++)
    {
      g_autoptr (TestDir) dir = test_dir_new ();
      Place place = { dir, dir };
      g_autofree char *db = place_file (&place, "pantau.db");

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autofree char *from = place_file (&golden_place, names[j]),
                          *to = place_file (&place, names[j]);

          copy_file (from, to);
        }
      damage (db, i, rand);
      check_damaged (&place, golden);
    }
}

/* A reader that meets the damage cannot repair; it sees to it that the next writer looks. */
static void
test_damage_seen_by_reader (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = place_file (&place, "pantau.db");
  g_autoptr (PantauHome) reader = NULL;
  g_autoptr (GError) error = NULL;
  PantauHome *home = place_open (&place);
  guint8 noise[4096];

  home_record_many (home, RECORDS);
  pantau_home_close (home);
  memset (noise, 0xa5, sizeof noise);
  for (gsize at = 10 * sizeof noise; at + sizeof noise <= file_size (db); at += sizeof noise)
    file_overwrite (db, at, noise, sizeof noise);

  reader = pantau_home_open (place.path, PANTAU_HOME_READ, &error);
  if (reader != NULL)
    g_assert_cmpuint (home_count_faults (reader), >, 0);
  g_clear_pointer (&reader, pantau_home_close);

  home = place_open (&place);
  g_assert_nonnull (pantau_home_get_repair (home));
  home_assert_chain (home, RECORDS);
  pantau_home_close (home);

  /* Once. */
  home = place_open (&place);
  g_assert_null (pantau_home_get_repair (home));
  pantau_home_close (home);
}

static void
test_missing_database (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = place_file (&place, "pantau.db");
  PantauHome *home = place_open (&place);

  home_record_many (home, 5);
  pantau_home_close (home);
  g_assert_cmpint (g_unlink (db), ==, 0);

  home = place_open (&place);
  home_assert_chain (home, 5);
  pantau_home_close (home);

  g_assert_cmpint (truncate (db, 0), ==, 0);
  home = place_open (&place);
  home_assert_chain (home, 6);
  pantau_home_close (home);
}

/* What cannot be had back is not said to be back, and the next sync is told to ask for it. */
static void
test_journal_lost_too (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = place_file (&place, "pantau.db"),
                  *journal = place_file (&place, "journal.pantau"), *id = NULL;
  g_autoptr (GError) error = NULL;
  PantauHome *home = place_open (&place);

  home_record_many (home, 5);
  pantau_home_close (home);
  file_zero_header (db);
  g_assert_cmpint (g_unlink (journal), ==, 0);

  home = place_open (&place);
  g_assert_nonnull (strstr (pantau_home_get_repair (home), "not there"));
  g_assert_cmpint (home_count (home), ==, 0);
  g_assert_true (pantau_home_misses_own (home));
  id = home_record (home);
  pantau_home_close (home);

  /* Until a sync has brought them. */
  home = place_open (&place);
  g_assert_true (home_has_record (home, id));
  g_assert_true (pantau_home_misses_own (home));
  pantau_home_trim_journal (home, &error);
  g_assert_no_error (error);
  g_assert_false (pantau_home_misses_own (home));
  pantau_home_close (home);
}

/* Own lines that come back from the province: the chain goes on after the last of them. */
static void
test_chain_resumes (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = place_file (&place, "pantau.db"),
                  *journal = place_file (&place, "journal.pantau");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  PantauHome *home = place_open (&place);

  home_record_many (home, 5);
  entries = pantau_ledger_read_after (pantau_home_get_ledger (home), 0, 100, NULL, &error);
  g_assert_no_error (error);
  pantau_home_close (home);
  file_zero_header (db);
  g_assert_cmpint (g_unlink (journal), ==, 0);

  home = place_open (&place);
  pantau_db_begin (pantau_home_get_db (home), PANTAU_DB_DURABLE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      pantau_ledger_add (pantau_home_get_ledger (home), g_ptr_array_index (entries, i), NULL, NULL,
                         &error);
      g_assert_no_error (error);
    }
  pantau_db_commit (pantau_home_get_db (home), &error);
  g_assert_no_error (error);
  pantau_home_trim_journal (home, &error);
  g_assert_no_error (error);
  home_assert_chain (home, 5);
  pantau_home_close (home);

  home = place_open (&place);
  home_assert_chain (home, 6);
  pantau_home_close (home);
}

/* A database from yesterday's backup beside today's journal. */
static void
test_journal_ahead (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = place_file (&place, "pantau.db"), *old = place_file (&place, "old.db");
  PantauHome *home = place_open (&place);

  home_record_many (home, 5);
  pantau_home_close (home);
  copy_file (db, old);
  home = place_open (&place);
  home_record_many (home, 3);
  pantau_home_close (home);
  g_assert_cmpint (g_rename (old, db), ==, 0);

  home = place_open (&place);
  g_assert_null (pantau_home_get_repair (home));
  home_assert_chain (home, 8);
  pantau_home_close (home);
}

/* The journal is behind, torn or gone; the database teaches it, and it can save the home again. */
static void
test_journal_behind (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_auto (Place) place = place_new ();
      g_autofree char *db = place_file (&place, "pantau.db"),
                      *journal = place_file (&place, "journal.pantau");
      PantauHome *home = place_open (&place);
      gsize size;

      home_record_many (home, 6);
      pantau_home_close (home);
      size = file_size (journal);
      switch (i)
        {
        case 0: /* the last line torn */
          g_assert_cmpint (truncate (journal, (off_t) size - 10), ==, 0);
          break;
        case 1: /* the last lines gone */
          g_assert_cmpint (truncate (journal, (off_t) size / 2), ==, 0);
          break;
        case 2:
          g_assert_cmpint (g_unlink (journal), ==, 0);
          break;
        default: /* its first line spoilt */
          file_overwrite (journal, 3, "?", 1);
          break;
        }

      home = place_open (&place);
      home_assert_chain (home, 6);
      pantau_home_close (home);
      if (i == 3)
        g_assert_cmpuint (place_count_files (&place, "journal.pantau.rusak-"), ==, 1);

      file_zero_header (db);
      home = place_open (&place);
      g_assert_nonnull (pantau_home_get_repair (home));
      home_assert_chain (home, 7);
      pantau_home_close (home);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/home/damaged-database", test_damaged_database);
  g_test_add_func ("/home/damage-seen-by-reader", test_damage_seen_by_reader);
  g_test_add_func ("/home/missing-database", test_missing_database);
  g_test_add_func ("/home/journal-lost-too", test_journal_lost_too);
  g_test_add_func ("/home/chain-resumes", test_chain_resumes);
  g_test_add_func ("/home/journal-ahead", test_journal_ahead);
  g_test_add_func ("/home/journal-behind", test_journal_behind);

  return g_test_run ();
}
