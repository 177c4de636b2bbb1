/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The database connection: every guard is on and works, and a commit keeps the promise it gave.
 * test-db-statement.c has what is asked of it, test-db-file.c what happens to files.
 */

#include "config.h"

#include "pantau-db.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "db-fixture.h"
#include "test-util.h"

/*
 * SQLite's syncs pass by here on their way to the kernel: this program's functions stand before
 * those of the C library.
 */
static int n_syncs;

int
fsync (int fd)
{
  g_atomic_int_inc (&n_syncs);

  return (int) syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  g_atomic_int_inc (&n_syncs);

  return (int) syscall (SYS_fdatasync, fd);
}

/* --- What safety asks for --- */

static void
test_pragmas (void)
{
  static const char *const both[][2] = { { "journal_mode", "wal" },
                                         { "synchronous", "2" },
                                         { "mmap_size", "0" },
                                         { "trusted_schema", "0" },
                                         { "cell_size_check", "1" },
                                         { "foreign_keys", "1" },
                                         { "recursive_triggers", "1" },
                                         { "busy_timeout", "5000" },
                                         { "application_id", "1346457172" },
                                         { "ignore_check_constraints", "0" } };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) writer = db_open_new (dir), reader = db_open_reader (dir);

  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      db_assert_pragma (writer, both[i][0], both[i][1]);
      db_assert_pragma (reader, both[i][0], both[i][1]);
    }
  db_assert_newest (writer);
  db_assert_newest (reader);
  db_assert_pragma (writer, "query_only", "0");
  db_assert_pragma (reader, "query_only", "1");
  db_assert_pragma (reader, "wal_autocheckpoint", "0");
}

static void
test_defensive (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  g_autoptr (GError) error = NULL;

  pantau_db_script (db, "PRAGMA writable_schema = ON", NULL);
  g_assert_false (pantau_db_script (db, "UPDATE sqlite_schema SET sql = 'x'", &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  pantau_db_script (db, "PRAGMA journal_mode = OFF", NULL);
  db_assert_pragma (db, "journal_mode", "wal");
}

static void
test_no_attach (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  g_autofree char *other = g_build_filename (dir, "b.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_db_run (db, &error, "ATTACH ?1 AS other", "s", other));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
test_limits (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  g_autofree char *blanks = g_strnfill (300 * 1024, ' ');
  g_autofree char *longest = g_strconcat ("SELECT 1", blanks, ";", NULL);
  gint64 n;

  g_assert_false (pantau_db_script (db, longest, NULL));
  g_assert_true (pantau_db_integer (db, 0, &n, NULL, "SELECT length (zeroblob (16777216))", ""));
  g_assert_false (pantau_db_integer (db, 0, &n, NULL, "SELECT length (zeroblob (16777217))", ""));
}

static void
test_foreign_keys (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_db_script (db, "INSERT INTO unsent (entry) VALUES (12345)", &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
}

/*
 * A file that is mapped lets a stray pointer of ours change it. (SQLite always maps the -shm beside
 * it.)
 */
static void
test_not_mapped (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  g_autofree char *maps = NULL, *line = g_strconcat (dir, "/a.db\n", NULL);

  db_script (db, "PRAGMA mmap_size = 0");
  db_add_setting (db, "a", "b");
  g_assert_cmpint (db_count_settings (db), ==, 1);
  g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL);
  g_assert_nonnull (maps);
  g_assert_null (strstr (maps, line));
}

static void
test_reader_cannot_write (void)
{
  static const char *const writes[] = { "INSERT INTO setting (name, value) VALUES ('a', 'b')",
                                        "DELETE FROM setting",
                                        "CREATE TABLE t (a)",
                                        "DROP TABLE setting",
                                        "PRAGMA user_version = 7",
                                        "VACUUM" };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) writer = db_open_new (dir), reader = db_open_reader (dir);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    if (pantau_db_script (reader, writes[i], NULL))
      g_error ("a reader did: %s", writes[i]);
  pantau_db_script (reader, "PRAGMA query_only = OFF", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    if (pantau_db_script (reader, writes[i], NULL))
      g_error ("a reader did, without query_only: %s", writes[i]);
  g_assert_false (pantau_db_run (reader, &error, DB_ADD_SETTING, "ss", "a", "b"));
  test_assert_error (error, PANTAU_ERROR_IO);
  db_assert_newest (writer);
  g_assert_cmpint (db_count_settings (writer), ==, 0);
}

static void
test_reader_sees (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) writer = db_open_new (dir), reader = db_open_reader (dir);

  g_assert_cmpint (db_count_settings (reader), ==, 0);
  db_add_setting (writer, "a", "b");
  g_assert_cmpint (db_count_settings (reader), ==, 1);
  pantau_db_begin (writer, PANTAU_DB_DURABLE, NULL);
  db_add_setting (writer, "c", "d");
  g_assert_cmpint (db_count_settings (reader), ==, 1);
  pantau_db_commit (writer, NULL);
  g_assert_cmpint (db_count_settings (reader), ==, 2);
}

/* --- Promises --- */

static int
syncs_of_commit (PantauDb *db, PantauDbPromise promise, const char *name)
{
  int before = g_atomic_int_get (&n_syncs);
  g_autoptr (GError) error = NULL;

  pantau_db_begin (db, promise, &error);
  g_assert_no_error (error);
  db_add_setting (db, name, "x");
  pantau_db_commit (db, &error);
  g_assert_no_error (error);

  return g_atomic_int_get (&n_syncs) - before;
}

static void
test_commits_sync (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);

  syncs_of_commit (db, PANTAU_DB_DURABLE, "first");
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_DURABLE, "a"), >, 0);
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_LAZY, "b"), ==, 0);
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_LAZY, "c"), ==, 0);
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_DURABLE, "d"), >, 0);
  g_assert_cmpint (db_count_settings (db), ==, 5);
}

/* A single statement outside of any transaction is a durable one as well. */
static void
test_run_syncs (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  int before;

  syncs_of_commit (db, PANTAU_DB_LAZY, "a");
  before = g_atomic_int_get (&n_syncs);
  db_add_setting (db, "b", "x");
  g_assert_cmpint (g_atomic_int_get (&n_syncs), >, before);
}

static void
test_lazy_ends (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);

  pantau_db_begin (db, PANTAU_DB_LAZY, NULL);
  db_assert_pragma (db, "synchronous", "1");
  pantau_db_commit (db, NULL);
  db_assert_pragma (db, "synchronous", "2");
  pantau_db_begin (db, PANTAU_DB_LAZY, NULL);
  pantau_db_rollback (db);
  db_assert_pragma (db, "synchronous", "2");
  pantau_db_begin (db, PANTAU_DB_DURABLE, NULL);
  db_assert_pragma (db, "synchronous", "2");
  pantau_db_rollback (db);
}

/*
 * What a lazy commit wrote is whole after the next durable one, even for who reads only the files.
 */
static void
test_lazy_then_durable (void)
{
  g_autoptr (TestDir) dir = test_dir_new (), copy = NULL;
  g_autoptr (PantauDb) db = db_open_new (dir);

  syncs_of_commit (db, PANTAU_DB_LAZY, "a");
  syncs_of_commit (db, PANTAU_DB_DURABLE, "b");
  copy = db_copy_of (dir);
  {
    g_autoptr (PantauDb) again = db_open_new (copy);

    g_assert_cmpint (db_count_settings (again), ==, 2);
  }
}

static void
test_rollback (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);

  pantau_db_begin (db, PANTAU_DB_DURABLE, NULL);
  db_add_setting (db, "a", "b");
  pantau_db_rollback (db);
  g_assert_cmpint (db_count_settings (db), ==, 0);
  db_add_setting (db, "a", "b");
  g_assert_cmpint (db_count_settings (db), ==, 1);
}

/* A commit that fails has rolled back, and the connection is as good as before. */
static void
test_commit_fails (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  g_autoptr (GError) error = NULL;

  pantau_db_begin (db, PANTAU_DB_DURABLE, NULL);
  db_add_setting (db, "a", "b");
  db_script (db, "PRAGMA defer_foreign_keys = ON; INSERT INTO unsent (entry) VALUES (999)");
  g_assert_false (pantau_db_commit (db, &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_assert_cmpint (db_count_settings (db), ==, 0);
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_DURABLE, "c"), >, 0);
  g_assert_cmpint (db_count_settings (db), ==, 1);
}

/* Somebody else's write lock: a sentence after the wait, and nothing is left hanging. */
static void
test_begin_busy (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) one = db_open_new (dir), two = db_open_new (dir);
  g_autoptr (GError) error = NULL;

  db_script (two, "PRAGMA busy_timeout = 50");
  pantau_db_begin (one, PANTAU_DB_DURABLE, NULL);
  g_assert_false (pantau_db_begin (two, PANTAU_DB_LAZY, &error));
  test_assert_error (error, PANTAU_ERROR_BUSY);
  db_assert_pragma (two, "synchronous", "2");
  pantau_db_rollback (one);
  g_assert_cmpint (syncs_of_commit (two, PANTAU_DB_DURABLE, "a"), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/guards/pragmas", test_pragmas);
  g_test_add_func ("/db/guards/defensive", test_defensive);
  g_test_add_func ("/db/guards/no-attach", test_no_attach);
  g_test_add_func ("/db/guards/limits", test_limits);
  g_test_add_func ("/db/guards/foreign-keys", test_foreign_keys);
  g_test_add_func ("/db/guards/not-mapped", test_not_mapped);
  g_test_add_func ("/db/reader/cannot-write", test_reader_cannot_write);
  g_test_add_func ("/db/reader/sees", test_reader_sees);
  g_test_add_func ("/db/promise/commits-sync", test_commits_sync);
  g_test_add_func ("/db/promise/run-syncs", test_run_syncs);
  g_test_add_func ("/db/promise/lazy-ends", test_lazy_ends);
  g_test_add_func ("/db/promise/lazy-then-durable", test_lazy_then_durable);
  g_test_add_func ("/db/promise/rollback", test_rollback);
  g_test_add_func ("/db/promise/commit-fails", test_commit_fails);
  g_test_add_func ("/db/promise/begin-busy", test_begin_busy);

  return g_test_run ();
}
