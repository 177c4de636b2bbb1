/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the counters, the coverage and the deadlines cost, beside a bare SELECT of what the counters read: time on a processor, so that other
 * programs make little difference.
 *   bench-count HOME: a home that bench-search filled, or `pantauctl seed`
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pantau-agenda.h"
#include "pantau-reader.h"
#include "pantau-store-clock.h"
#include "pantau-store-coverage.h"
#include "pantau-store-exposure.h"

#define ROUNDS 20

static PantauHome *home;
static PantauReader *reader;

static void
check (gboolean ok, const GError *error)
{
  if (!ok)
    g_error ("%s", error->message);
}

static gint64
computed (void)
{
  struct timespec used;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &used);

  return (gint64) used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_times (const char *name, double *times)
{
  qsort (times, ROUNDS, sizeof *times, compare);
  printf ("  %-40s least %7.2f ms  p50 %7.2f ms  most %7.2f ms\n", name, times[0],
          times[ROUNDS / 2], times[ROUNDS - 1]);
}

static void
bench_bare (void)
{
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = computed (), sum = 0;
      PantauStmt *stmt = pantau_db_query (pantau_reader_get_db (reader),
                                          "SELECT record, region, hazard, stations, figures "
                                          "FROM exposure WHERE NOT ended",
                                          "");

      while (pantau_stmt_next (stmt))
        for (int column = 1; column < 5; column++)
          sum += pantau_stmt_text (stmt, column)[0];
      check (pantau_stmt_finish (stmt, &error), error);
      times[i] = (double) (computed () - start) / 1000;
      g_assert (sum >= 0);
    }
  print_times ("bare SELECT of open risks", times);
}

static void
bench_exposure (const char *name, const PantauExposureFilter *filter)
{
  double times[ROUNDS];
  g_autofree char *text = NULL;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = computed ();
      g_autoptr (PantauExposure) exposure =
          pantau_store_exposure (pantau_reader_get_store (reader), filter, NULL, &error);

      check (exposure != NULL, error);
      times[i] = (double) (computed () - start) / 1000;
      g_free (text);
      text = g_strdup_printf ("%s: %u records, %" G_GINT64_FORMAT " TPS", name,
                              exposure->total->records, exposure->total->tps);
    }
  print_times (text, times);
}

static void
bench_coverage (const char *name, const char *region, PantauCoverageLevel level)
{
  PantauCoverageQuery query = { .region = region, .level = level };
  double times[ROUNDS];
  g_autofree char *text = NULL;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = computed ();
      g_autoptr (PantauCoverage) coverage =
          pantau_store_coverage (pantau_reader_get_store (reader), &query, NULL, &error);

      check (coverage != NULL, error);
      times[i] = (double) (computed () - start) / 1000;
      g_free (text);
      text = g_strdup_printf ("%s: %u rows", name, coverage->rows->len);
    }
  print_times (text, times);
}

/* The page of deadlines, and what the sidebar asks after each change. @now: the busiest day of the samples. */
static void
bench_agenda (gint64 now)
{
  double pages[ROUNDS], counts[ROUNDS];
  g_autofree char *text = NULL;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      PantauStore *store = pantau_reader_get_store (reader);
      gint64 start = computed (), overdue;
      g_autoptr (PantauAgenda) agenda =
          pantau_agenda_read (store, pantau_home_get_reference (home), now, 100, NULL, &error);

      check (agenda != NULL, error);
      pages[i] = (double) (computed () - start) / 1000;
      start = computed ();
      check (pantau_agenda_count_overdue (store, now, &overdue, &error), error);
      counts[i] = (double) (computed () - start) / 1000;
      g_free (text);
      text = g_strdup_printf ("deadlines: %" G_GINT64_FORMAT " overdue", overdue);
    }
  print_times (text, pages);
  print_times ("how many are overdue", counts);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const PantauExposureFilter town = { .region = "16.71" }, floods = { .hazard = "banjir" };

  if (argc != 2)
    return 1;
  home = pantau_home_open (argv[1], PANTAU_HOME_WRITE, &error);
  check (home != NULL, error);
  check (pantau_store_catch_up (pantau_home_get_store (home), &error), error);
  reader = pantau_reader_new (home, &error);
  check (reader != NULL, error);

  printf ("counting:\n");
  bench_bare ();
  bench_exposure ("the province", NULL);
  bench_exposure ("one town", &town);
  bench_exposure ("one hazard", &floods);
  bench_coverage ("kabupaten/kota", "16", PANTAU_COVERAGE_KABKOTA);
  bench_coverage ("kecamatan", "16", PANTAU_COVERAGE_KECAMATAN);
  bench_coverage ("villages of one kecamatan", "16.71.01", PANTAU_COVERAGE_VILLAGE);

  bench_agenda (1732665600); /* 27 November 2024, the day of the regional elections */

  pantau_reader_free (reader);
  pantau_home_close (home);

  return 0;
}
