/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The database connection: every guard is on and works, a commit keeps the promise it gave, errors are told once, at the
 * end, and threads stay out of each other's way. test-db-file.c has what happens to files.
 */

#include "config.h"

#include "pantau-db.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "test-util.h"

static const char *const parts[] = { "facts", "local", NULL };

/*
 * SQLite's syncs pass by here on their way to the kernel: this program's functions stand before those of the C
 * library.
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

static PantauDb *
open_new (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  PantauDb *db = pantau_db_open (path, PANTAU_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  pantau_db_migrate (db, parts, &error);
  g_assert_no_error (error);

  return db;
}

static PantauDb *
open_reader (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  PantauDb *db = pantau_db_open (path, PANTAU_DB_READ_ONLY, &error);

  g_assert_no_error (error);
  pantau_db_migrate (db, parts, &error);
  g_assert_no_error (error);

  return db;
}

static void
script (PantauDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pantau_db_script (db, sql, &error);
  g_assert_no_error (error);
}

static gint64
count_settings (PantauDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  pantau_db_integer (db, -1, &n, &error, "SELECT count(*) FROM setting", "");
  g_assert_no_error (error);

  return n;
}

/* A literal of its own for every statement: they are kept by address. */
#define ADD_SETTING "INSERT INTO setting (name, value) VALUES (?1, ?2)"

static void
add_setting (PantauDb *db, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  pantau_db_run (db, &error, ADD_SETTING, "ss", name, value);
  g_assert_no_error (error);
}

static void
assert_pragma (PantauDb *db, const char *name, const char *value)
{
  g_autofree char *found = pantau_db_pragma (db, name);

  if (g_strcmp0 (found, value) != 0)
    g_error ("%s is %s, not %s", name, found, value);
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
                                         { "user_version", "1" },
                                         { "application_id", "1346457172" },
                                         { "ignore_check_constraints", "0" } };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) writer = open_new (dir), reader = open_reader (dir);

  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      assert_pragma (writer, both[i][0], both[i][1]);
      assert_pragma (reader, both[i][0], both[i][1]);
    }
  assert_pragma (writer, "query_only", "0");
  assert_pragma (reader, "query_only", "1");
  assert_pragma (reader, "wal_autocheckpoint", "0");
}

static void
test_defensive (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  g_autoptr (GError) error = NULL;

  pantau_db_script (db, "PRAGMA writable_schema = ON", NULL);
  g_assert_false (pantau_db_script (db, "UPDATE sqlite_schema SET sql = 'x'", &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  pantau_db_script (db, "PRAGMA journal_mode = OFF", NULL);
  assert_pragma (db, "journal_mode", "wal");
}

static void
test_no_attach (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
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
  g_autoptr (PantauDb) db = open_new (dir);
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
  g_autoptr (PantauDb) db = open_new (dir);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_db_script (db, "INSERT INTO unsent (entry) VALUES (12345)", &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
}

/* A file that is mapped lets a stray pointer of ours change it. (SQLite always maps the -shm beside it.) */
static void
test_not_mapped (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  g_autofree char *maps = NULL, *line = g_strconcat (dir, "/a.db\n", NULL);

  script (db, "PRAGMA mmap_size = 0");
  add_setting (db, "a", "b");
  g_assert_cmpint (count_settings (db), ==, 1);
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
  g_autoptr (PantauDb) writer = open_new (dir), reader = open_reader (dir);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    if (pantau_db_script (reader, writes[i], NULL))
      g_error ("a reader did: %s", writes[i]);
  pantau_db_script (reader, "PRAGMA query_only = OFF", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    if (pantau_db_script (reader, writes[i], NULL))
      g_error ("a reader did, without query_only: %s", writes[i]);
  g_assert_false (pantau_db_run (reader, &error, ADD_SETTING, "ss", "a", "b"));
  test_assert_error (error, PANTAU_ERROR_IO);
  assert_pragma (writer, "user_version", "1");
  g_assert_cmpint (count_settings (writer), ==, 0);
}

static void
test_reader_sees (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) writer = open_new (dir), reader = open_reader (dir);

  g_assert_cmpint (count_settings (reader), ==, 0);
  add_setting (writer, "a", "b");
  g_assert_cmpint (count_settings (reader), ==, 1);
  pantau_db_begin (writer, PANTAU_DB_DURABLE, NULL);
  add_setting (writer, "c", "d");
  g_assert_cmpint (count_settings (reader), ==, 1);
  pantau_db_commit (writer, NULL);
  g_assert_cmpint (count_settings (reader), ==, 2);
}

/* Copies the database with its WAL as they lie on the disk, as a power cut would leave them. */
static char *
copy_of (const char *dir)
{
  char *copy = test_dir_new ();
  const char *const argv[] = { "sh", "-c", "cp \"$0\"/a.db* \"$1\" && rm -f \"$1\"/*-shm",
                               dir,  copy, NULL };

  g_assert_cmpint (test_run (argv, NULL, NULL), ==, 0);

  return copy;
}

/* --- Promises --- */

static int
syncs_of_commit (PantauDb *db, PantauDbPromise promise, const char *name)
{
  int before = g_atomic_int_get (&n_syncs);
  g_autoptr (GError) error = NULL;

  pantau_db_begin (db, promise, &error);
  g_assert_no_error (error);
  add_setting (db, name, "x");
  pantau_db_commit (db, &error);
  g_assert_no_error (error);

  return g_atomic_int_get (&n_syncs) - before;
}

static void
test_commits_sync (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);

  syncs_of_commit (db, PANTAU_DB_DURABLE, "first");
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_DURABLE, "a"), >, 0);
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_LAZY, "b"), ==, 0);
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_LAZY, "c"), ==, 0);
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_DURABLE, "d"), >, 0);
  g_assert_cmpint (count_settings (db), ==, 5);
}

/* A single statement outside of any transaction is a durable one as well. */
static void
test_run_syncs (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  int before;

  syncs_of_commit (db, PANTAU_DB_LAZY, "a");
  before = g_atomic_int_get (&n_syncs);
  add_setting (db, "b", "x");
  g_assert_cmpint (g_atomic_int_get (&n_syncs), >, before);
}

static void
test_lazy_ends (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);

  pantau_db_begin (db, PANTAU_DB_LAZY, NULL);
  assert_pragma (db, "synchronous", "1");
  pantau_db_commit (db, NULL);
  assert_pragma (db, "synchronous", "2");
  pantau_db_begin (db, PANTAU_DB_LAZY, NULL);
  pantau_db_rollback (db);
  assert_pragma (db, "synchronous", "2");
  pantau_db_begin (db, PANTAU_DB_DURABLE, NULL);
  assert_pragma (db, "synchronous", "2");
  pantau_db_rollback (db);
}

/* What a lazy commit wrote is whole after the next durable one, even for who reads only the files. */
static void
test_lazy_then_durable (void)
{
  g_autoptr (TestDir) dir = test_dir_new (), copy = NULL;
  g_autoptr (PantauDb) db = open_new (dir);

  syncs_of_commit (db, PANTAU_DB_LAZY, "a");
  syncs_of_commit (db, PANTAU_DB_DURABLE, "b");
  copy = copy_of (dir);
  {
    g_autoptr (PantauDb) again = open_new (copy);

    g_assert_cmpint (count_settings (again), ==, 2);
  }
}

static void
test_rollback (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);

  pantau_db_begin (db, PANTAU_DB_DURABLE, NULL);
  add_setting (db, "a", "b");
  pantau_db_rollback (db);
  g_assert_cmpint (count_settings (db), ==, 0);
  add_setting (db, "a", "b");
  g_assert_cmpint (count_settings (db), ==, 1);
}

/* A commit that fails has rolled back, and the connection is as good as before. */
static void
test_commit_fails (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  g_autoptr (GError) error = NULL;

  pantau_db_begin (db, PANTAU_DB_DURABLE, NULL);
  add_setting (db, "a", "b");
  script (db, "PRAGMA defer_foreign_keys = ON; INSERT INTO unsent (entry) VALUES (999)");
  g_assert_false (pantau_db_commit (db, &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_assert_cmpint (count_settings (db), ==, 0);
  g_assert_cmpint (syncs_of_commit (db, PANTAU_DB_DURABLE, "c"), >, 0);
  g_assert_cmpint (count_settings (db), ==, 1);
}

/* Somebody else's write lock: a sentence after the wait, and nothing is left hanging. */
static void
test_begin_busy (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) one = open_new (dir), two = open_new (dir);
  g_autoptr (GError) error = NULL;

  script (two, "PRAGMA busy_timeout = 50");
  pantau_db_begin (one, PANTAU_DB_DURABLE, NULL);
  g_assert_false (pantau_db_begin (two, PANTAU_DB_LAZY, &error));
  test_assert_error (error, PANTAU_ERROR_BUSY);
  assert_pragma (two, "synchronous", "2");
  pantau_db_rollback (one);
  g_assert_cmpint (syncs_of_commit (two, PANTAU_DB_DURABLE, "a"), >, 0);
}

/* --- Statements --- */

static void
test_sticky_prepare (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  PantauStmt *stmt = pantau_db_query (db, "SELECT a FROM nowhere", "");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (pantau_stmt_next (stmt));
      g_assert_null (pantau_stmt_text (stmt, 0));
      g_assert_null (pantau_stmt_hex (stmt, 0));
      g_assert_cmpint (pantau_stmt_integer (stmt, 0), ==, 0);
      g_assert_true (pantau_stmt_is_null (stmt, 0));
      g_assert_cmpint (pantau_stmt_n_columns (stmt), ==, 0);
    }
  add_setting (db, "a", "b"); /* something that goes well does not wash the error away */
  g_assert_false (pantau_stmt_finish (stmt, &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "nowhere"));
}

static void
test_sticky_step (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  g_autoptr (GError) error = NULL;
  PantauStmt *stmt;
  guint n = 0;

  script (db, "INSERT INTO setting (name, value) VALUES ('1', '{}'), ('2', '{}'), ('3', 'no "
              "JSON'), ('4', '{}')");
  stmt = pantau_db_query (db, "SELECT json_type (value) FROM setting ORDER BY name", "");
  while (pantau_stmt_next (stmt))
    n++;
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (pantau_stmt_next (stmt));
  g_assert_null (pantau_stmt_text (stmt, 0));
  g_assert_false (pantau_stmt_finish (stmt, &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_assert_cmpint (count_settings (db), ==, 4);
}

static void
test_sticky_bind (void)
{
  static const char *const bad[] = { "xyz", "ABCD", "abc", "ab cd" };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 n = 5;

      g_assert_false (pantau_db_integer (db, 7, &n, &error, "SELECT length (?1)", "x", bad[i]));
      test_assert_error (error, PANTAU_ERROR_FAILED);
      g_assert_null (strstr (error->message, "not an error"));
      g_assert_cmpint (n, ==, 7);
    }
}

static void
test_values (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  g_autoptr (GError) error = NULL;
  g_autofree char *hex = NULL, *none = NULL, *text = NULL;
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7", "siixxxs", "teks — ok", G_MININT64,
                       G_MAXINT64, "00ff10", "", NULL, NULL);
  gint64 n;

  g_assert_true (pantau_stmt_next (stmt));
  g_assert_cmpint (pantau_stmt_n_columns (stmt), ==, 7);
  g_assert_cmpstr (pantau_stmt_text (stmt, 0), ==, "teks — ok");
  g_assert_cmpint (pantau_stmt_integer (stmt, 1), ==, G_MININT64);
  g_assert_cmpint (pantau_stmt_integer (stmt, 2), ==, G_MAXINT64);
  hex = pantau_stmt_hex (stmt, 3);
  g_assert_cmpstr (hex, ==, "00ff10");
  none = pantau_stmt_hex (stmt, 4);
  g_assert_cmpstr (none, ==, "");
  g_assert_null (pantau_stmt_hex (stmt, 5));
  g_assert_true (pantau_stmt_is_null (stmt, 5));
  g_assert_null (pantau_stmt_text (stmt, 6));
  g_assert_false (pantau_stmt_next (stmt));
  g_assert_true (pantau_stmt_finish (stmt, &error));
  g_assert_no_error (error);

  /* No row, a NULL, and a value that looks like the fallback. */
  g_assert_true (pantau_db_integer (db, 7, &n, &error, "SELECT 1 FROM setting", ""));
  g_assert_cmpint (n, ==, 7);
  g_assert_true (pantau_db_integer (db, 7, &n, &error, "SELECT max(1) FROM setting", ""));
  g_assert_cmpint (n, ==, 7);
  g_assert_true (pantau_db_integer (db, 7, &n, &error, "SELECT 0", ""));
  g_assert_cmpint (n, ==, 0);
  g_assert_true (pantau_db_text (db, &text, &error, "SELECT name FROM setting", ""));
  g_assert_null (text);
}

/* One literal, twice at once: each walks its own rows. */
static PantauStmt *
walk (PantauDb *db)
{
  return pantau_db_query (db, "SELECT name FROM setting ORDER BY name", "");
}

static void
test_nested (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  guint n = 0;

  script (db, "INSERT INTO setting (name, value) VALUES ('a', ''), ('b', ''), ('c', '')");
  for (guint round = 0; round < 3; round++)
    {
      PantauStmt *outer = walk (db);

      while (pantau_stmt_next (outer))
        {
          PantauStmt *inner = walk (db);

          while (pantau_stmt_next (inner))
            n++;
          g_assert_true (pantau_stmt_finish (inner, NULL));
        }
      g_assert_true (pantau_stmt_finish (outer, NULL));
    }
  g_assert_cmpuint (n, ==, 27);
}

static void
test_last_row_and_changes (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);

  script (db, "INSERT INTO epoch (n, name) VALUES (41, 'a')");
  pantau_db_run (db, NULL, "INSERT INTO epoch (name) VALUES (?1)", "s", "b");
  g_assert_cmpint (pantau_db_last_row (db), ==, 42);
  script (db, "INSERT INTO setting (name, value) VALUES ('a', ''), ('b', '')");
  pantau_db_run (db, NULL, "UPDATE setting SET value = ?1", "s", "x");
  g_assert_cmpint (pantau_db_changes (db), ==, 2);
  pantau_db_run (db, NULL, "UPDATE setting SET value = ?1 WHERE name = 'none'", "s", "x");
  g_assert_cmpint (pantau_db_changes (db), ==, 0);
}

/* --- Threads --- */

#define N_ROUNDS 150

/* Reads, waits a little, writes one more: lost updates show at once where transactions do not keep others out. */
static gpointer
count_up (gpointer data)
{
  PantauDb *db = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *next = NULL;
      gint64 n;

      pantau_db_begin (db, i % 2 == 0 ? PANTAU_DB_LAZY : PANTAU_DB_DURABLE, &error);
      g_assert_no_error (error);
      pantau_db_integer (db, -1, &n, &error, "SELECT value FROM setting WHERE name = 'n'", "");
      g_assert_no_error (error);
      g_thread_yield ();
      next = g_strdup_printf ("%" G_GINT64_FORMAT, n + 1);
      pantau_db_run (db, &error, "UPDATE setting SET value = ?1 WHERE name = 'n'", "s", next);
      g_assert_no_error (error);
      if (i % 10 == 9)
        {
          pantau_db_rollback (db);
        }
      else
        {
          pantau_db_commit (db, &error);
          g_assert_no_error (error);
        }
    }

  return NULL;
}

static void
test_threads_write (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  GThread *threads[3];
  gint64 n;

  add_setting (db, "n", "0");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("count", count_up, db);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  pantau_db_integer (db, -1, &n, NULL, "SELECT value FROM setting WHERE name = 'n'", "");
  g_assert_cmpint (n, ==, 3 * (N_ROUNDS - N_ROUNDS / 10));
}

/* Errors of two threads at once: each gets its own, none is garbled. */
static gpointer
make_errors (gpointer data)
{
  PantauDb *db = data;

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GError) error = NULL;

      if (i % 2 == 0)
        {
          g_assert_false (
              pantau_db_script (db, "SELECT * FROM somewhere_far_away_with_a_long_name", &error));
          g_assert_nonnull (strstr (error->message, "somewhere_far_away_with_a_long_name"));
        }
      else
        {
          pantau_db_script (db, "SELECT 1", &error);
          g_assert_no_error (error);
        }
    }

  return NULL;
}

static void
test_threads_errors (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  GThread *other = g_thread_new ("errors", make_errors, db);

  make_errors (db);
  g_thread_join (other);
}

static gpointer
add_one (gpointer data)
{
  add_setting (data, "z", "x");

  return NULL;
}

/* From its first row to its finish a query keeps other threads out: it sees one state. */
static void
test_threads_query (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = open_new (dir);
  PantauStmt *stmt;
  GThread *other;
  guint n = 1;

  script (db, "INSERT INTO setting (name, value) VALUES ('a', ''), ('b', ''), ('c', '')");
  stmt = walk (db);
  g_assert_true (pantau_stmt_next (stmt));
  other = g_thread_new ("add", add_one, db);
  g_usleep (20 * 1000);
  while (pantau_stmt_next (stmt))
    n++;
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (pantau_stmt_finish (stmt, NULL));
  g_thread_join (other);
  g_assert_cmpint (count_settings (db), ==, 4);
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
  g_test_add_func ("/db/statement/sticky-prepare", test_sticky_prepare);
  g_test_add_func ("/db/statement/sticky-step", test_sticky_step);
  g_test_add_func ("/db/statement/sticky-bind", test_sticky_bind);
  g_test_add_func ("/db/statement/values", test_values);
  g_test_add_func ("/db/statement/nested", test_nested);
  g_test_add_func ("/db/statement/last-row-and-changes", test_last_row_and_changes);
  g_test_add_func ("/db/threads/write", test_threads_write);
  g_test_add_func ("/db/threads/errors", test_threads_errors);
  g_test_add_func ("/db/threads/query", test_threads_query);

  return g_test_run ();
}
