/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of databases share: one that is opened, written to, and looked at. */

#include "config.h"

#include "db-fixture.h"

#include "test-util.h"

const char *const db_parts[] = { "facts", "local", NULL };

PantauDb *
db_open_with (const char *dir, PantauDbMode mode, const char *const *parts)
{
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  PantauDb *db = pantau_db_open (path, mode, &error);

  g_assert_no_error (error);
  pantau_db_migrate (db, parts, &error);
  g_assert_no_error (error);

  return db;
}

PantauDb *
db_open_new (const char *dir)
{
  return db_open_with (dir, PANTAU_DB_READ_WRITE, db_parts);
}

PantauDb *
db_open_reader (const char *dir)
{
  return db_open_with (dir, PANTAU_DB_READ_ONLY, db_parts);
}

void
db_script (PantauDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pantau_db_script (db, sql, &error);
  g_assert_no_error (error);
}

gint64
db_count_settings (PantauDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  pantau_db_integer (db, -1, &n, &error, "SELECT count(*) FROM setting", "");
  g_assert_no_error (error);

  return n;
}

void
db_add_setting (PantauDb *db, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  pantau_db_run (db, &error, DB_ADD_SETTING, "ss", name, value);
  g_assert_no_error (error);
}

void
db_assert_pragma (PantauDb *db, const char *name, const char *value)
{
  g_autofree char *found = pantau_db_pragma (db, name);

  if (g_strcmp0 (found, value) != 0)
    g_error ("%s is %s, not %s", name, found, value);
}

void
db_assert_newest (PantauDb *db)
{
  g_autofree char *version = g_strdup_printf ("%d", pantau_db_newest_version ());

  db_assert_pragma (db, "user_version", version);
}

char *
db_copy_of (const char *dir)
{
  char *copy = test_dir_new ();
  const char *const argv[] = { "sh", "-c", "cp \"$0\"/a.db* \"$1\" && rm -f \"$1\"/*-shm",
                               dir,  copy, NULL };

  g_assert_cmpint (test_run (argv, NULL, NULL), ==, 0);

  return copy;
}
