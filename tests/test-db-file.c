/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file of a database: what is not ours is refused and left alone to the byte, what is broken is
 * told so, and a migration is whole or leaves nothing.
 */

#include "config.h"

#include "pantau-db.h"

#include <string.h>

#include "db-fixture.h"
#include "test-util.h"

static const char *const only_facts[] = { "facts", NULL };

/*
 * The SHA-256 of each file with contents in @dir, in one text. Read by another program: to close a
 * file here drops SQLite's locks on it.
 */
static char *
state_of (const char *dir)
{
  const char *const argv[] = {
    "sh", "-c", "cd \"$0\" && sha256sum $(find . -type f -size +0 ! -name '*-shm' | sort)", dir,
    NULL
  };
  char *out = NULL;

  g_assert_cmpint (test_run (argv, &out, NULL), ==, 0);

  return out;
}

static void
assert_left_alone (const char *dir, PantauDbMode mode, PantauError code)
{
  g_autofree char *before = state_of (dir), *path = g_build_filename (dir, "a.db", NULL),
                  *after = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (PantauDb) db = pantau_db_open (path, mode, &error);

    if (db != NULL)
      g_assert_false (pantau_db_migrate (db, db_parts, &error));
  }
  test_assert_error (error, code);
  after = state_of (dir);
  g_assert_cmpstr (after, ==, before);
}

static void
test_newer (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *version =
      g_strdup_printf ("PRAGMA user_version = %d", pantau_db_newest_version () + 1);

  {
    g_autoptr (PantauDb) db = db_open_new (dir);

    db_add_setting (db, "a", "b");
    db_script (db, version);
  }
  assert_left_alone (dir, PANTAU_DB_READ_WRITE, PANTAU_ERROR_NEWER);
  assert_left_alone (dir, PANTAU_DB_READ_ONLY, PANTAU_ERROR_NEWER);
}

/* The same after a power cut: its last commits are still in the WAL, and stay there. */
static void
test_newer_with_wal (void)
{
  g_autoptr (TestDir) dir = test_dir_new (), copy = NULL;
  g_autofree char *version =
      g_strdup_printf ("PRAGMA user_version = %d", pantau_db_newest_version () + 1);
  g_autofree char *state = NULL;
  g_autoptr (PantauDb) db = db_open_new (dir);

  db_add_setting (db, "a", "b");
  db_script (db, version);
  copy = db_copy_of (dir);
  state = state_of (copy);
  g_assert_nonnull (strstr (state, "a.db-wal"));
  assert_left_alone (copy, PANTAU_DB_READ_WRITE, PANTAU_ERROR_NEWER);
}

static void
make_foreign (const char *dir, const char *sql)
{
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_WRITE, NULL);

  g_assert_nonnull (db);
  db_script (db, sql);
}

static void
test_foreign (void)
{
  static const char *const makers[] = {
    "CREATE TABLE notes (a TEXT)",
    "CREATE TABLE entry (a TEXT); PRAGMA user_version = 1",
    "PRAGMA application_id = 252006673; PRAGMA user_version = 1; CREATE TABLE blob (a)",
    "PRAGMA application_id = 252006673", /* Fossil's */
    "PRAGMA user_version = 1", /* a version without our mark: no tables, though it says so */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (TestDir) dir = test_dir_new ();

      make_foreign (dir, makers[i]);
      assert_left_alone (dir, PANTAU_DB_READ_WRITE, PANTAU_ERROR_DAMAGED);
      assert_left_alone (dir, PANTAU_DB_READ_ONLY, PANTAU_ERROR_DAMAGED);
    }
}

static void
test_foreign_with_wal (void)
{
  g_autoptr (TestDir) dir = test_dir_new (), copy = NULL;
  g_autofree char *path = g_build_filename (dir, "a.db", NULL), *state = NULL;
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_WRITE, NULL);

  db_script (
      db, "PRAGMA journal_mode = WAL; CREATE TABLE notes (a TEXT); INSERT INTO notes VALUES ('x')");
  copy = db_copy_of (dir);
  state = state_of (copy);
  g_assert_nonnull (strstr (state, "a.db-wal"));
  assert_left_alone (copy, PANTAU_DB_READ_WRITE, PANTAU_ERROR_DAMAGED);
}

static void
test_garbage (void)
{
  g_autoptr (GRand) rand = test_rand_new (21);
  static const gsize sizes[] = { 15, 16, 99, 100, 511, 512, 4096, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (TestDir) dir = test_dir_new ();
      g_autofree char *path = g_build_filename (dir, "a.db", NULL);
      g_autofree guint8 *bytes = g_malloc (sizes[i]);

      for (gsize j = 0; j < sizes[i]; j++)
        bytes[j] = (guint8) g_rand_int_range (rand, 1, 256);
      test_file_write (path, bytes, sizes[i]);
      assert_left_alone (dir, PANTAU_DB_READ_WRITE, PANTAU_ERROR_DAMAGED);
    }
}

/* Our own file, cut short, or with noise over its header or its schema. */
static void
test_broken (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GBytes) good = NULL;

  {
    g_autoptr (PantauDb) db = db_open_new (dir);

    db_add_setting (db, "a", "b");
  }
  good = test_file_read (path);
  for (guint how = 0; how < 4; how++)
    {
      gsize length = g_bytes_get_size (good);
      g_autofree char *bytes = g_memdup2 (g_bytes_get_data (good, NULL), length);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauDb) db = NULL;

      if (how == 0)
        length = length / 2;
      else if (how == 1)
        memset (bytes, 0xa5, 16);
      else if (how == 2)
        memset (bytes + 100, 0xa5, 3000);
      else
        memset (bytes + 4096, 0xa5, length - 4096);
      test_file_write (path, bytes, length);

      db = pantau_db_open (path, PANTAU_DB_READ_WRITE, &error);
      if (db != NULL && pantau_db_migrate (db, db_parts, &error))
        pantau_db_check (db, FALSE, &error);
      test_assert_error (error, PANTAU_ERROR_DAMAGED);
    }
}

static void
test_no_file (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *missing = g_build_filename (dir, "missing.db", NULL);
  g_autofree char *inside = g_build_filename (dir, "no", "such", "a.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_db_open (dir, PANTAU_DB_READ_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (pantau_db_open (missing, PANTAU_DB_READ_ONLY, &error));
  test_assert_error (error, PANTAU_ERROR_IO);
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_null (pantau_db_open (inside, PANTAU_DB_READ_WRITE, &error));
  test_assert_error (error, PANTAU_ERROR_IO);
}

static void
test_migrate_twice (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PantauDb) db = db_open_new (dir);

      g_assert_cmpint (db_count_settings (db), ==, i);
      db_add_setting (db, i == 0 ? "a" : i == 1 ? "b" : "c", "x");
      db_script (db, "SELECT 1");
      db_assert_newest (db);
    }
}

/* The second part fails: nothing of the first is left, and the next try begins anew. */
static void
test_migrate_fails (void)
{
  static const char *const failing[] = { "facts", "local", "facts", NULL };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_WRITE, NULL);
  g_autoptr (GError) error = NULL;
  gint64 objects;

  g_assert_false (pantau_db_migrate (db, failing, &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "facts-001.sql"));
  db_assert_pragma (db, "user_version", "0");
  db_assert_pragma (db, "application_id", "0");
  g_assert_true (
      pantau_db_integer (db, -1, &objects, NULL, "SELECT count(*) FROM sqlite_schema", ""));
  g_assert_cmpint (objects, ==, 0);

  g_clear_error (&error);
  pantau_db_migrate (db, db_parts, &error);
  g_assert_no_error (error);
  db_assert_newest (db);
}

static void
test_migrate_parts (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_WRITE, NULL);
  g_autoptr (GError) error = NULL;
  gint64 n;

  pantau_db_migrate (db, only_facts, &error);
  g_assert_no_error (error);
  pantau_db_integer (db, -1, &n, NULL,
                     "SELECT count(*) FROM sqlite_schema WHERE name IN ('entry', 'setting')", "");
  g_assert_cmpint (n, ==, 1);
}

/* A reader brings nothing up to date: it says who must. */
static void
test_reader_of_older (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDb) db = NULL;

  test_file_write (path, "", 0);
  db = pantau_db_open (path, PANTAU_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (pantau_db_migrate (db, db_parts, &error));
  test_assert_error (error, PANTAU_ERROR_BUSY);
}

static void
test_check (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_db_check (db, TRUE, &error));
  g_assert_true (pantau_db_check (db, FALSE, &error));
  g_assert_no_error (error);
}

static void
test_copy (void)
{
  g_autoptr (TestDir) dir = test_dir_new (), other = test_dir_new ();
  g_autofree char *path = g_build_filename (other, "a.db", NULL);
  g_autoptr (PantauDb) db = db_open_new (dir), copy = NULL;
  g_autoptr (GError) error = NULL;

  db_add_setting (db, "a", "b");
  g_assert_true (pantau_db_copy (db, path, &error));
  g_assert_no_error (error);
  db_add_setting (db, "c", "d");
  g_assert_false (pantau_db_copy (db, path, NULL)); /* never over another file */
  g_assert_false (pantau_db_script (db, "ATTACH ':memory:' AS other", NULL));
  copy = db_open_new (other);
  g_assert_cmpint (db_count_settings (copy), ==, 1);
  g_assert_true (pantau_db_check (copy, FALSE, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/reader/of-older", test_reader_of_older);
  g_test_add_func ("/db/left-alone/newer", test_newer);
  g_test_add_func ("/db/left-alone/newer-with-wal", test_newer_with_wal);
  g_test_add_func ("/db/left-alone/foreign", test_foreign);
  g_test_add_func ("/db/left-alone/foreign-with-wal", test_foreign_with_wal);
  g_test_add_func ("/db/left-alone/garbage", test_garbage);
  g_test_add_func ("/db/broken", test_broken);
  g_test_add_func ("/db/no-file", test_no_file);
  g_test_add_func ("/db/migrate/twice", test_migrate_twice);
  g_test_add_func ("/db/migrate/fails", test_migrate_fails);
  g_test_add_func ("/db/migrate/parts", test_migrate_parts);
  g_test_add_func ("/db/check", test_check);
  g_test_add_func ("/db/copy", test_copy);

  return g_test_run ();
}
