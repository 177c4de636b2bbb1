/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home is one person's and one program's at a time, and what a newer program wrote it leaves
 * alone. test-home-damage.c, test-home-kill.c and test-home-full.c have what it survives.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "home-fixture.h"
#include "test-util.h"

static void
assert_same_file (GBytes *before, const char *path)
{
  g_autoptr (GBytes) after = test_file_read (path);

  g_assert_true (g_bytes_equal (before, after));
}

static void
test_create (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *key = place_file (&place, "device.key");
  GStatBuf info;

  g_assert_null (pantau_home_get_repair (home));
  g_assert_null (pantau_home_get_province (home));
  g_assert_false (pantau_home_is_practice (home));
  home_assert_chain (home, 0);

  g_assert_cmpint (g_stat (key, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_false (pantau_home_create (place.path, FALSE, &error));
  test_assert_error (error, PANTAU_ERROR_CONFLICT);
}

static void
test_path_is_file (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "file", NULL),
                  *below = g_build_filename (path, "home", NULL);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GError) error = NULL;

  test_file_write (path, "mine", 4);
  before = test_file_read (path);

  g_assert_false (pantau_home_create (path, FALSE, &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pantau_home_create (below, FALSE, &error));
  test_assert_error (error, PANTAU_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (pantau_home_open (path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  assert_same_file (before, path);
}

static void
test_not_a_home (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_home_open (dir, PANTAU_HOME_READ, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (pantau_home_open (dir, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
}

static void
test_busy (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (PantauHome) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = home_record (home), *pid = g_strdup_printf ("%ld", (long) getpid ());

  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, g_get_prgname ()));
  g_assert_nonnull (strstr (error->message, pid));
  g_assert_true (pantau_error_is_temporary (error));

  /* Once the writer has looked at what it wrote, a reader sees it too. */
  g_clear_error (&error);
  g_assert_true (home_has_record (home, id));
  reader = pantau_home_open (place.path, PANTAU_HOME_READ, &error);
  g_assert_no_error (error);
  g_assert_true (home_has_record (reader, id));

  /* And the writer goes on beside the reader. */
  g_free (id);
  id = home_record (home);
  g_clear_pointer (&home, pantau_home_close);
  home = place_open (&place);
  g_assert_true (home_has_record (home, id));
}

static void
test_newer_database (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = place_file (&place, "pantau.db"),
                  *journal = place_file (&place, "journal.pantau");
  g_autoptr (GBytes) db_before = NULL, journal_before = NULL;
  g_autoptr (GError) error = NULL;
  PantauHome *home = place_open (&place);
  const guint8 version[] = {
    0, 0, 3, 231
  }; /* user_version, offset 60 of the file (SQLite, section 1.3.14) */

  home_record_many (home, 3);
  pantau_home_close (home);
  file_overwrite (db, 60, version, sizeof version);
  db_before = test_file_read (db);
  journal_before = test_file_read (journal);

  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_READ, &error));
  test_assert_error (error, PANTAU_ERROR_NEWER);

  assert_same_file (db_before, db);
  assert_same_file (journal_before, journal);
  g_assert_cmpuint (place_count_files (&place, "pantau.db.rusak"), ==, 0);
}

static void
test_damaged_homefile (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *file = place_file (&place, "home.json");
  g_autoptr (GError) error = NULL;

  test_file_write (file, "{\"v\":1,", 7);
  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_DAMAGED);
  g_clear_error (&error);

  test_file_write (file, "{\"v\":2}", 7);
  g_assert_null (pantau_home_open (place.path, PANTAU_HOME_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_NEWER);
}

static gpointer
record_in_thread (gpointer data)
{
  home_record_many (data, 25);

  return NULL;
}

/* Window, sync and helpers share a home: no two entries get one number. */
static void
test_threads (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("recorder", record_in_thread, home);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  home_assert_chain (home, 100);
  g_clear_pointer (&home, pantau_home_close);
  home = place_open (&place);
  home_assert_chain (home, 101);
}

/* A draft that breaks a limit spoils neither its neighbours nor the chain. */
static void
test_refused_draft (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (GError) error = NULL;

  home_record_many (home, 2);
  g_assert_null (home_try_record (home, 70000, &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
  home_assert_chain (home, 2);
}

static void
test_practice (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (PantauHome) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_home_make_practice (home, &error));
  g_assert_no_error (error);
  g_clear_pointer (&home, pantau_home_close);
  home = place_open (&place);
  g_assert_true (pantau_home_is_practice (home));
}

static void
test_practice_refused (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (GError) error = NULL;

  home_record_many (home, 1);
  g_assert_false (pantau_home_make_practice (home, &error));
  test_assert_error (error, PANTAU_ERROR_REFUSED);
  g_assert_false (pantau_home_is_practice (home));
}

static void
test_one_province (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (PantauKeypair) first = test_key_new (8), second = test_key_new (9);
  g_autoptr (GError) error = NULL;

  pantau_home_set_province (home, "http://127.0.0.1:1", pantau_keypair_get_name (first), FALSE,
                            &error);
  g_assert_no_error (error);
  g_assert_false (pantau_home_set_province (home, "http://127.0.0.1:1",
                                            pantau_keypair_get_name (second), FALSE, &error));
  test_assert_error (error, PANTAU_ERROR_CONFLICT);
  g_clear_pointer (&home, pantau_home_close);
  home = place_open (&place);
  g_assert_cmpstr (pantau_home_get_province (home), ==, pantau_keypair_get_name (first));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/home/create", test_create);
  g_test_add_func ("/home/path-is-file", test_path_is_file);
  g_test_add_func ("/home/not-a-home", test_not_a_home);
  g_test_add_func ("/home/busy", test_busy);
  g_test_add_func ("/home/newer-database", test_newer_database);
  g_test_add_func ("/home/damaged-homefile", test_damaged_homefile);
  g_test_add_func ("/home/threads", test_threads);
  g_test_add_func ("/home/refused-draft", test_refused_draft);
  g_test_add_func ("/home/practice", test_practice);
  g_test_add_func ("/home/practice-refused", test_practice_refused);
  g_test_add_func ("/home/one-province", test_one_province);

  return g_test_run ();
}
