/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements of the database: errors are told once, at the end, values come back as they went in,
 * and threads stay out of each other's way.
 */

#include "config.h"

#include "pantau-db.h"

#include <string.h>

#include "db-fixture.h"
#include "test-util.h"

static void
test_sticky_prepare (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
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
  db_add_setting (db, "a", "b"); /* something that goes well does not wash the error away */
  g_assert_false (pantau_stmt_finish (stmt, &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "nowhere"));
}

static void
test_sticky_step (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  g_autoptr (GError) error = NULL;
  PantauStmt *stmt;
  guint n = 0;

  db_script (db, "INSERT INTO setting (name, value) VALUES ('1', '{}'), ('2', '{}'), ('3', 'no "
                 "JSON'), ('4', '{}')");
  stmt = pantau_db_query (db, "SELECT json_type (value) FROM setting ORDER BY name", "");
  while (pantau_stmt_next (stmt))
    n++;
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (pantau_stmt_next (stmt));
  g_assert_null (pantau_stmt_text (stmt, 0));
  g_assert_false (pantau_stmt_finish (stmt, &error));
  test_assert_error (error, PANTAU_ERROR_FAILED);
  g_assert_cmpint (db_count_settings (db), ==, 4);
}

static void
test_sticky_bind (void)
{
  static const char *const bad[] = { "xyz", "ABCD", "abc", "ab cd" };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);

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
  g_autoptr (PantauDb) db = db_open_new (dir);
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
  g_autoptr (PantauDb) db = db_open_new (dir);
  guint n = 0;

  db_script (db, "INSERT INTO setting (name, value) VALUES ('a', ''), ('b', ''), ('c', '')");
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
  g_autoptr (PantauDb) db = db_open_new (dir);

  db_script (db, "INSERT INTO epoch (n, name) VALUES (41, 'a')");
  pantau_db_run (db, NULL, "INSERT INTO epoch (name) VALUES (?1)", "s", "b");
  g_assert_cmpint (pantau_db_last_row (db), ==, 42);
  db_script (db, "INSERT INTO setting (name, value) VALUES ('a', ''), ('b', '')");
  pantau_db_run (db, NULL, "UPDATE setting SET value = ?1", "s", "x");
  g_assert_cmpint (pantau_db_changes (db), ==, 2);
  pantau_db_run (db, NULL, "UPDATE setting SET value = ?1 WHERE name = 'none'", "s", "x");
  g_assert_cmpint (pantau_db_changes (db), ==, 0);
}

/* --- Threads --- */

#define N_ROUNDS 150

/*
 * Reads, waits a little, writes one more: lost updates show at once where transactions do not keep
 * others out.
 */
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
  g_autoptr (PantauDb) db = db_open_new (dir);
  GThread *threads[3];
  gint64 n;

  db_add_setting (db, "n", "0");
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
  g_autoptr (PantauDb) db = db_open_new (dir);
  GThread *other = g_thread_new ("errors", make_errors, db);

  make_errors (db);
  g_thread_join (other);
}

static gpointer
add_one (gpointer data)
{
  db_add_setting (data, "z", "x");

  return NULL;
}

/* From its first row to its finish a query keeps other threads out: it sees one state. */
static void
test_threads_query (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (PantauDb) db = db_open_new (dir);
  PantauStmt *stmt;
  GThread *other;
  guint n = 1;

  db_script (db, "INSERT INTO setting (name, value) VALUES ('a', ''), ('b', ''), ('c', '')");
  stmt = walk (db);
  g_assert_true (pantau_stmt_next (stmt));
  other = g_thread_new ("add", add_one, db);
  g_usleep (20 * 1000);
  while (pantau_stmt_next (stmt))
    n++;
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (pantau_stmt_finish (stmt, NULL));
  g_thread_join (other);
  g_assert_cmpint (db_count_settings (db), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

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
