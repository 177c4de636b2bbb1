/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the situation in a window: from the page's being shown to all of its figures, from a step of the slider to the frame that has that
 * day's, a step of scrolling, and what the drawing of the map costs. Time on the clock, and what this process worked in it. The watchdog looks on.
 *   bench-situation-page HOME: as bench-situation fills it
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "display-fixture.h"
#include "pantau-figure-table.h"
#include "pantau-hex-map.h"
#include "pantau-situation-map.h"
#include "pantau-situation-page.h"
#include "pantau-table-drawing.h"

#define DAYS   30
#define ROUNDS 40

static gint64
worked (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
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

static void
was_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(PantauSession **) data = pantau_session_open_finish (result, &error);
  g_assert_no_error (error);
}

static PantauFigureTable *
find_table (GtkWidget *page)
{
  return PANTAU_FIGURE_TABLE (display_find_id (page, "table"));
}

/* All parts: the last list is filled. */
static gboolean
is_filled (GtkWidget *page)
{
  return pantau_figure_table_get_table (find_table (page)) != NULL &&
         gtk_widget_get_visible (display_find_id (page, "aid_list"));
}

static void
bench_page (GtkWidget *page, PantauSession *session, GtkWindow **window)
{
  gint64 start = g_get_monotonic_time (), work = worked ();

  *window = display_show (page, session);
  display_wait (is_filled (page));
  display_draw (page);
  printf ("  the page, with a window of its own (aim 300 ms): %.0f ms, worked %.0f ms\n",
          (double) (g_get_monotonic_time () - start) / 1000, (double) (worked () - work) / 1000);
}

/* The title tells the day. */
static void
bench_slider (GtkWidget *page)
{
  GtkRange *scale = GTK_RANGE (display_find_id (page, "day_scale"));
  double walls[DAYS], works[DAYS];

  for (int day = 1; day <= DAYS; day++)
    {
      g_autofree char *before = g_strdup (pantau_figure_table_get_table (find_table (page))->title);
      gint64 start, work;

      /* Somebody slides again after a while. */
      for (gint64 end = g_get_monotonic_time () + 200 * 1000; g_get_monotonic_time () < end;)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (500);
      start = g_get_monotonic_time ();
      work = worked ();
      gtk_range_set_value (scale, -day);
      display_wait (
          !g_str_equal (pantau_figure_table_get_table (find_table (page))->title, before));
      display_draw (page);
      walls[day - 1] = (double) (g_get_monotonic_time () - start) / 1000;
      works[day - 1] = (double) (worked () - work) / 1000;
    }
  print_times ("slider to the frame of another day (aim 50 ms)", walls, DAYS);
  print_times ("  of it worked, all threads together", works, DAYS);
}

/* The whole of the page is painted at each step. */
static void
bench_scroll (GtkWidget *page)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (display_find_id (page, "scroller")));
  double works[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 work;

      display_settle ();
      work = worked ();
      gtk_adjustment_set_value (adjustment, 4 * (i % (ROUNDS / 2)));
      display_draw (page);
      works[i] = (double) (worked () - work) / 1000;
    }
  print_times ("a step of scrolling (a frame: 16.7 ms)", works, ROUNDS);
  gtk_adjustment_set_value (adjustment, 0);
}

static void
draw (PantauReference *reference, const PantauSituationMap *map, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  pantau_situation_map_draw (map, cr, &(const cairo_rectangle_t){ 0, 0, width, height },
                             pantau_reference_get_hexes (reference),
                             pantau_reference_get_regions (reference),
                             pantau_shades_get (FALSE, FALSE), NULL, 12);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

typedef struct
{
  PantauReference *reference;
  PantauLayer layer;
} Drawn;

static gpointer
make_map (PantauHome *home, gpointer data, GError **error)
{
  const Drawn *drawn = data;
  const PantauSituationQuery query = { .now = g_get_real_time () / G_USEC_PER_SEC };
  g_autoptr (PantauSituationSheet) sheet =
      pantau_store_situation (pantau_home_get_store (home), NULL, error);
  g_autoptr (PantauSituation) situation =
      sheet != NULL ? pantau_situation_count (sheet, &query, error) : NULL;

  return situation != NULL
             ? pantau_situation_map_new (situation, pantau_reference_get_hexes (drawn->reference),
                                         drawn->layer)
             : NULL;
}

static void
map_came (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(gpointer *) data = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static void
bench_map (PantauSession *session, int width, int height)
{
  double times[ROUNDS];
  g_autofree char *name =
      g_strdup_printf ("the map drawn anew, %d × %d (a frame: 16.7 ms)", width, height);

  for (guint i = 0; i < ROUNDS; i++)
    {
      Drawn drawn = { pantau_session_get_reference (session), (PantauLayer) (i % PANTAU_N_LAYERS) };
      g_autoptr (PantauSituationMap) map = NULL;
      gpointer answer = NULL;
      gint64 work;

      pantau_session_ask (session, make_map, &drawn, NULL, NULL, map_came, &answer);
      display_wait (answer != NULL);
      map = answer;
      work = worked ();
      draw (drawn.reference, map, width, height);
      times[i] = (double) (worked () - work) / 1000;
    }
  print_times (name, times, ROUNDS);
}

int
main (int argc, char **argv)
{
  PantauSession *session = NULL;
  GtkWindow *window;
  GtkWidget *page;

  display_init (&argc, &argv);
  if (argc < 2)
    {
      fprintf (stderr, "bench-situation-page HOME\n");
      return 1;
    }
  pantau_session_open (argv[1], FALSE, NULL, was_opened, &session);
  display_wait (session != NULL);
  page = g_object_new (PANTAU_TYPE_SITUATION_PAGE, NULL);
  bench_page (page, session, &window);
  bench_slider (page);
  bench_scroll (page);
  bench_map (session, 600, 480);
  bench_map (session, 1100, 900);
  gtk_window_destroy (window);
  pantau_session_close (session);
  g_object_unref (session);

  return 0;
}
