/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What durable recording costs: pantau_home_write() (sign, commit, journal, project) against a bare SQLite commit of the same
 * bytes with the same pragmas, alternating in one run so that both meet the same disk.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-seed.h"

#define ROUNDS 20
#define EACH   50

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *insert;
} Bare;

static void
bare_open (Bare *bare, const char *path)
{
  g_assert (sqlite3_open (path, &bare->db) == SQLITE_OK);
  g_assert (sqlite3_exec (
                bare->db,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (line TEXT);",
                NULL, NULL, NULL) == SQLITE_OK);
  g_assert (sqlite3_prepare_v2 (bare->db, "INSERT INTO t VALUES (?1)", -1, &bare->insert, NULL) ==
            SQLITE_OK);
}

/* An autocommit INSERT: the least that SQLite can do to keep these bytes through a power cut. */
static void
bare_write (Bare *bare, const char *line, int length)
{
  sqlite3_bind_text (bare->insert, 1, line, length, SQLITE_STATIC);
  g_assert (sqlite3_step (bare->insert) == SQLITE_DONE);
  sqlite3_reset (bare->insert);
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (GArray *values)
{
  qsort (values->data, values->len, sizeof (double), compare);

  return g_array_index (values, double, values->len / 2);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *template =
      g_build_filename (argc > 1 ? argv[1] : g_get_tmp_dir (), "pantau-bench-XXXXXX", NULL);
  g_autofree char *home_path = NULL, *bare_path = NULL;
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) theirs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauSeed) seed = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  Bare bare;
  double a, b;

  g_assert (g_mkdtemp (template) != NULL);
  home_path = g_build_filename (template, "home", NULL);
  bare_path = g_build_filename (template, "bare.db", NULL);
  if (!pantau_home_create (home_path, TRUE, &error) ||
      !(home = pantau_home_open (home_path, PANTAU_HOME_WRITE, &error)))
    g_error ("%s", error->message);
  seed = pantau_seed_new (pantau_home_get_reference (home), 1, NULL, now);
  bare_open (&bare, bare_path);

  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
      gint64 start;
      double took = 0;

      for (int i = 0; i < EACH; i++)
        {
          g_autoptr (GPtrArray) faults = pantau_faults_new ();
          const char *kind;
          g_autoptr (JsonObject) input = pantau_seed_next (seed, &kind);
          g_autofree char *text = pantau_json_object_text (input), *region = NULL, *class = NULL,
                          *uuid = pantau_uuid_new ();
          g_autofree char *time = pantau_home_now ();
          g_autoptr (JsonObject) body = NULL;
          g_autoptr (PantauEntry) entry = NULL;
          GString *line = g_string_new (NULL);
          PantauDraft draft;

          body = pantau_check_record (pantau_home_get_reference (home), kind, text, strlen (text),
                                      now, NULL, &region, &class, faults);
          draft = (PantauDraft){ .record = uuid,
                                 .kind = kind,
                                 .is_open = g_str_equal (class, "open"),
                                 .region = region,
                                 .type = PANTAU_TYPE_CREATE,
                                 .time = time,
                                 .body = body };
          start = g_get_monotonic_time ();
          if (!pantau_home_write (home, &draft, &entry, &error))
            g_error ("%s", error->message);
          took += (double) (g_get_monotonic_time () - start);
          pantau_entry_append_line (entry, line);
          g_ptr_array_add (lines, g_string_free (line, FALSE));
        }
      took /= EACH;
      g_array_append_val (ours, took);

      /* What lists show of these records, taken in at the next question. */
      start = g_get_monotonic_time ();
      if (!pantau_store_catch_up (pantau_home_get_store (home), &error))
        g_error ("%s", error->message);
      took = (double) (g_get_monotonic_time () - start) / EACH;
      g_array_append_val (shown, took);

      start = g_get_monotonic_time ();
      for (int i = 0; i < EACH; i++)
        {
          const char *line = g_ptr_array_index (lines, i);

          bare_write (&bare, line, (int) strlen (line));
        }
      took = (double) (g_get_monotonic_time () - start) / EACH;
      g_array_append_val (theirs, took);
    }

  a = median (ours);
  b = median (theirs);
  printf ("projecting it afterwards: %.0f µs a record\n", median (shown));
  printf ("record durably: %.0f µs; bare SQLite commit of the same bytes: %.0f µs; ratio %.2f (aim "
          "≤ 1.5)\n",
          a, b, a / b);

  sqlite3_finalize (bare.insert);
  sqlite3_close (bare.db);
  g_clear_pointer (&home, pantau_home_close);
  {
    g_autofree char *quoted = g_shell_quote (template),
                    *command = g_strdup_printf ("rm -rf %s", quoted);

    g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  }

  return 0;
}
