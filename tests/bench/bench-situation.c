/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the page of the situation costs: from a cold store to the first figures, each other day, region and election after it, and reading again after
 * a record came; beside a bare SELECT that counts open risks by region. Time on the clock, since two threads count; so on a machine that does nothing else.
 *   bench-situation HOME N: HOME is filled with N records where it has none yet, which takes a while; keep it
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench-situation-fill.h"
#include "pantau-reader.h"
#include "pantau-situation.h"

#define NOW    1732690000 /* 27 November 2024, 13:46 WIB: the seed's last day */
#define DAY    86400
#define ROUNDS 60

static PantauHome *home;

static void
check (gboolean ok, const GError *error)
{
  if (!ok)
    g_error ("%s", error->message);
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_times (const char *name, double *times, guint n)
{
  qsort (times, n, sizeof *times, compare);
  printf ("  %-46s least %7.2f ms  p50 %7.2f ms  p95 %7.2f ms\n", name, times[0], times[n / 2],
          times[n * 95 / 100]);
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* A reader of its own each time, as a window that has just been opened. */
static void
bench_first (void)
{
  const PantauSituationQuery query = { .now = NOW };
  double all[10], sheets[10];

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauReader) reader = pantau_reader_new (home, &error);
      g_autoptr (PantauSituationSheet) sheet = NULL;
      g_autoptr (PantauSituation) situation = NULL;
      gint64 start = g_get_monotonic_time ();

      check (reader != NULL, error);
      sheet = pantau_store_situation (pantau_reader_get_store (reader), NULL, &error);
      check (sheet != NULL, error);
      sheets[i] = since (start);
      situation = pantau_situation_count (sheet, &query, &error);
      check (situation != NULL, error);
      all[i] = since (start);
      if (i == 0)
        printf ("  %u open risks, %" G_GINT64_FORMAT " TPS, %u claims, %u cases, %u overdue\n",
                situation->total->risks, situation->total->tps, situation->total->claims,
                situation->total->cases, situation->total->overdue);
    }
  print_times ("the page from nothing (aim: 300 ms)", all, G_N_ELEMENTS (all));
  print_times ("  of it reading the sheet", sheets, G_N_ELEMENTS (sheets));
}

static void
bench_filter (const char *name, PantauSituationSheet *sheet, PantauSituationQuery *query, guint way)
{
  static const char *const regions[] = { "16", "16.71", "16.02", "16.06.01" };
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauSituation) situation = NULL;
      gint64 start = g_get_monotonic_time ();

      if (way == 0)
        query->at = NOW - (gint64) i * DAY;
      else if (way == 1)
        query->region = regions[i % G_N_ELEMENTS (regions)];
      situation = pantau_situation_count (sheet, query, &error);
      check (situation != NULL, error);
      times[i] = since (start);
    }
  print_times (name, times, ROUNDS);
}

static void
bench_records (PantauSituationSheet *sheet)
{
  const PantauSituationQuery query = { .now = NOW };
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      const PantauSituationFigure figure = { .measure = i % PANTAU_N_SITUATION_MEASURES,
                                             .region = "16.06" };
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GArray) rows = pantau_situation_records (sheet, &query, &figure, &error);

      check (rows != NULL, error);
      times[i] = since (start);
    }
  print_times ("a figure's records", times, ROUNDS);
}

static void
bench_bare (PantauReader *reader)
{
  double times[10];

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      PantauStmt *stmt = pantau_db_query (pantau_reader_get_db (reader),
                                          "SELECT region, count(*) FROM exposure WHERE NOT ended "
                                          "GROUP BY region",
                                          "");

      while (pantau_stmt_next (stmt))
        continue;
      check (pantau_stmt_finish (stmt, &error), error);
      times[i] = since (start);
    }
  print_times ("bare SELECT: open risks by region", times, G_N_ELEMENTS (times));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReader) reader = NULL;
  g_autoptr (PantauSituationSheet) sheet = NULL;
  PantauSituationQuery now = { .now = NOW }, day = { .now = NOW }, one = { .now = NOW };
  gint64 start;

  if (argc != 3)
    return 1;
  if (!g_file_test (argv[1], G_FILE_TEST_IS_DIR))
    bench_situation_fill (argv[1], g_ascii_strtoull (argv[2], NULL, 10));
  start = g_get_monotonic_time ();
  home = pantau_home_open (argv[1], PANTAU_HOME_WRITE, &error);
  check (home != NULL, error);
  check (pantau_store_catch_up (pantau_home_get_store (home), &error), error);
  printf ("%s records, opened and taken in within %.1f s:\n", argv[2], since (start) / 1000);

  bench_first ();
  reader = pantau_reader_new (home, &error);
  check (reader != NULL, error);
  sheet = pantau_store_situation (pantau_reader_get_store (reader), NULL, &error);
  check (sheet != NULL, error);
  bench_filter ("the province now (aim of each filter: 50 ms)", sheet, &now, 2);
  bench_filter ("another day", sheet, &day, 0);
  bench_filter ("another region", sheet, &now, 1);
  one.election = "pilkada-2024";
  bench_filter ("another day of one election", sheet, &one, 0);
  bench_records (sheet);
  bench_bare (reader);

  g_clear_pointer (&sheet, pantau_situation_sheet_unref);
  g_clear_pointer (&reader, pantau_reader_free);
  pantau_home_close (home);

  return 0;
}
