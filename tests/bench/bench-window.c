/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window costs, beside an empty window of libadwaita on the same machine in the same run: the time from the start of the
 * process to the first frame with records, frames a second while scrolling, jumps, memory, and wake-ups while nobody does anything.
 *
 * bench-window HOME …: HOMEs are left as they are. Wants a display: tests/bench/window has one.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pantau-application.h"
#include "pantau-list-line.h"
#include "pantau-list-view.h"
#include "pantau-locale.h"
#include "pantau-renderer.h"
#include "pantau-ui.h"
#include "pantau-window.h"

#define STARTS       7
#define SCROLL_TIME  (5 * G_USEC_PER_SEC)
#define SCROLL_STEP  40 /* pixels a frame */
#define JUMPS        60
#define IDLE_SECONDS 20

/* The child: what it measures, one after the other. */
typedef struct
{
  gboolean first_only;
  GtkWindow *window;
  GtkWidget *list; /* that holds the rows */
  PantauListModel *model;
  guint handler;

  gint64 began; /* µs */
  guint frames;
  GRand *rand;
  GArray *jumps; /* of double, ms */
  gint64 switches;
} Bench;

static GtkWidget *
find_widget (GtkWidget *root, const char *type)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The rows in sight, and how many of them show a record. */
static void
count_rows (Bench *bench, guint *shown, guint *filled)
{
  int height = gtk_widget_get_height (bench->list);

  *shown = *filled = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (bench->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *line = find_widget (row, "PantauListLine");
      PantauListRow *item =
          line != NULL ? pantau_list_line_get_row (PANTAU_LIST_LINE (line)) : NULL;
      graphene_rect_t bounds;

      if (item == NULL || !gtk_widget_compute_bounds (row, bench->list, &bounds) ||
          bounds.origin.y + bounds.size.height <= 0 || bounds.origin.y >= (float) height)
        continue;
      ++*shown;
      *filled += pantau_list_row_get_record (item) != NULL ? 1 : 0;
    }
}

static gboolean
is_filled (Bench *bench)
{
  guint shown, filled;

  count_rows (bench, &shown, &filled);

  return shown > 0 && shown == filled;
}

/* What the main thread has computed so far: on a machine that others use too, steadier than the time on the wall. */
static gint64
thread_time (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);

  return (gint64) spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static void
tell_frame (void)
{
  printf ("frame %" G_GINT64_FORMAT "\ncomputed %" G_GINT64_FORMAT "\n", g_get_monotonic_time (),
          thread_time ());
  fflush (stdout);
}

static gint64
count_switches (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;
  gint64 sum = 0;

  while ((name = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "status", NULL);
      g_autofree char *text = NULL;
      const char *line;

      if (g_file_get_contents (path, &text, NULL, NULL) &&
          (line = strstr (text, "\nvoluntary_ctxt_switches:")) != NULL)
        sum += g_ascii_strtoll (line + strlen ("\nvoluntary_ctxt_switches:"), NULL, 10);
    }

  return sum;
}

static double
read_pss (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL) ||
      (line = strstr (text, "\nPss:")) == NULL)
    return 0;

  return (double) g_ascii_strtoll (line + strlen ("\nPss:"), NULL, 10) / 1000;
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
percentile (GArray *values, guint percent)
{
  qsort (values->data, values->len, sizeof (double), compare);

  return g_array_index (values, double, MIN (values->len - 1, values->len * percent / 100));
}

static gboolean
idle_is_over (gpointer data)
{
  Bench *bench = data;

  printf ("wakeups %.1f\n", (double) (count_switches () - bench->switches) / IDLE_SECONDS);
  printf ("pss %.1f\n", read_pss ());
  fflush (stdout);
  gtk_window_close (bench->window);

  return G_SOURCE_REMOVE;
}

static gboolean
begin_idle (gpointer data)
{
  Bench *bench = data;

  bench->switches = count_switches ();
  g_timeout_add_seconds (IDLE_SECONDS, idle_is_over, bench);

  return G_SOURCE_REMOVE;
}

static void
jump (Bench *bench)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (bench->model));

  bench->began = g_get_monotonic_time ();
  gtk_widget_activate_action (bench->list, "list.scroll-to-item", "u",
                              (guint) g_rand_int_range (bench->rand, 0, (gint32) n));
}

static gboolean
next_jump (gpointer data)
{
  jump (data);

  return G_SOURCE_REMOVE;
}

static void
frame_after_jump (GdkFrameClock *clock, Bench *bench)
{
  double took;

  if (bench->began == 0 || !is_filled (bench))
    return;
  took = (double) (g_get_monotonic_time () - bench->began) / 1000;
  bench->began = 0;
  g_array_append_val (bench->jumps, took);
  if (bench->jumps->len < JUMPS)
    {
      g_timeout_add (50, next_jump, bench);
      return;
    }
  g_signal_handlers_disconnect_by_func (clock, frame_after_jump, bench);
  printf ("jump50 %.1f\njump95 %.1f\n", percentile (bench->jumps, 50),
          percentile (bench->jumps, 95));
  g_timeout_add_seconds (5, begin_idle, bench); /* scroll bars fade out meanwhile */
}

static gboolean
scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->list));
  gint64 now = g_get_monotonic_time ();

  if (bench->frames == 0)
    bench->began = now;
  bench->frames++;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + SCROLL_STEP);
  if (now - bench->began < SCROLL_TIME)
    return G_SOURCE_CONTINUE;

  printf ("fps %.1f\n",
          (double) (bench->frames - 1) * G_USEC_PER_SEC / (double) (now - bench->began));
  bench->began = 0;
  g_signal_connect (clock, "after-paint", G_CALLBACK (frame_after_jump), bench);
  g_timeout_add (200, next_jump, bench);

  return G_SOURCE_REMOVE;
}

static gboolean
begin_scroll (gpointer data)
{
  Bench *bench = data;

  if (!pantau_list_model_is_complete (bench->model))
    return G_SOURCE_CONTINUE;
  gtk_widget_add_tick_callback (bench->list, scroll, bench, NULL);

  return G_SOURCE_REMOVE;
}

static void
first_frames (GdkFrameClock *clock, Bench *bench)
{
  GtkWidget *view;

  if (bench->list == NULL)
    {
      view = find_widget (GTK_WIDGET (bench->window), "PantauListView");
      bench->list = view != NULL ? find_widget (view, "GtkListView") : NULL;
    }
  if (bench->list == NULL || !gtk_widget_get_mapped (bench->list) || !is_filled (bench))
    return;

  tell_frame ();
  g_signal_handlers_disconnect_by_func (clock, first_frames, bench);
  if (bench->first_only)
    {
      /* As a person ends it: a home that was killed is checked at its next opening. */
      gtk_window_close (bench->window);
      return;
    }
  view = gtk_widget_get_ancestor (bench->list, PANTAU_TYPE_LIST_VIEW);
  g_object_get (view, "model", &bench->model, NULL);
  g_timeout_add (500, begin_scroll, bench);
}

static void
window_mapped (GtkWidget *window, Bench *bench)
{
  bench->window = GTK_WINDOW (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (first_frames),
                    bench);
}

static void
window_added (GtkApplication *application, GtkWindow *window, Bench *bench)
{
  if (bench->window == NULL && PANTAU_IS_WINDOW (window))
    g_signal_connect (window, "map", G_CALLBACK (window_mapped), bench);
}

/* What app/desktop/main.c does, with somebody who looks on. */
static int
run_pantau (const char *home, gboolean first_only)
{
  g_autoptr (PantauSettings) settings = pantau_settings_new (NULL);
  g_autoptr (PantauApplication) application = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GArray) jumps = g_array_new (FALSE, FALSE, sizeof (double));
  Bench bench = { .first_only = first_only, .rand = rand, .jumps = jumps };
  /* A home without records of its own would begin with the welcome. */
  char *arguments[] = { (char *) "pantau",  (char *) "--home", (char *) home,
                        (char *) "--place", (char *) "all",    NULL };

  pantau_locale_init (pantau_settings_get (settings, PANTAU_SETTINGS_LANGUAGE));
  gtk_disable_setlocale ();
  pantau_renderer_set ();
  pantau_ui_register ();
  application = pantau_application_new (settings);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added), &bench);

  return g_application_run (G_APPLICATION (application), G_N_ELEMENTS (arguments) - 1, arguments);
}

static void
empty_frame (GdkFrameClock *clock, gpointer data)
{
  tell_frame ();
  _exit (0);
}

static void
activate_empty (GtkApplication *application, gpointer data)
{
  GtkWidget *window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "application", application,
                                    "default-width", 1024, "default-height", 560, NULL);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (empty_frame),
                    NULL);
}

static int
run_empty (void)
{
  g_autoptr (AdwApplication) application =
      adw_application_new ("id.pantau.Bench", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_empty), NULL);

  return g_application_run (G_APPLICATION (application), 0, NULL);
}

/* Runs one of the above; (transfer full): what it printed, and when it began. */
static char *
run_child (const char *self, const char *mode, const char *home, gint64 *began)
{
  const char *argv[] = { self, mode, home, NULL };
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  *began = g_get_monotonic_time ();
  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s", error->message);

  return out;
}

static double
value_of (const char *out, const char *name)
{
  g_autofree char *key = g_strconcat (name, " ", NULL);
  const char *at = strstr (out, key);

  return at != NULL ? g_ascii_strtod (at + strlen (key), NULL) : -1;
}

/* Both in ms. */
typedef struct
{
  double wall;
  double computed;
} Start;

static Start
time_to_frame (const char *self, const char *mode, const char *home)
{
  gint64 began;
  g_autofree char *out = run_child (self, mode, home, &began);

  return (Start){ (value_of (out, "frame") - (double) began) / 1000,
                  value_of (out, "computed") / 1000 };
}

static GArray *
doubles_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static void
measure (const char *self, const char *home)
{
  g_autoptr (GArray) empty = doubles_new (), ours = doubles_new ();
  g_autoptr (GArray) empty_computed = doubles_new (), computed = doubles_new ();
  g_autoptr (GArray) bare = doubles_new ();
  g_autofree char *out = NULL;
  double a, b;
  gint64 began;

  /* By turns, so that both meet the same machine; the first of each warms its caches. */
  for (int i = 0; i <= STARTS; i++)
    {
      Start pantau = time_to_frame (self, "--pantau-first", home);
      Start nothing = time_to_frame (self, "--empty", NULL);
      Start without_gl = time_to_frame (self, "--empty-without-gl", NULL);

      if (i == 0)
        continue;
      g_array_append_val (ours, pantau.wall);
      g_array_append_val (computed, pantau.computed);
      g_array_append_val (empty, nothing.wall);
      g_array_append_val (empty_computed, nothing.computed);
      g_array_append_val (bare, without_gl.wall);
    }
  a = percentile (ours, 50);
  b = percentile (empty, 50);
  printf ("first frame with records: %.0f ms; an empty window: %.0f ms; ratio %.2f (aim ≤ 1.25)\n",
          a, b, a / b);
  printf ("… beside an empty window that does not open GL either, as pantau does not where cairo "
          "draws: %.0f ms; ratio %.2f\n",
          percentile (bare, 50), a / percentile (bare, 50));
  a = percentile (computed, 50);
  b = percentile (empty_computed, 50);
  printf ("… of it computed by the main thread: %.0f ms; %.0f ms; ratio %.2f\n", a, b, a / b);

  out = run_child (self, "--pantau", home, &began);
  printf ("scrolling: %.1f frames/s (aim ≥ 58)\n", value_of (out, "fps"));
  printf ("random jumps: p50 %.1f ms, p95 %.1f ms (aim ≤ 30)\n", value_of (out, "jump50"),
          value_of (out, "jump95"));
  printf ("memory (PSS): %.0f MB (aim ≤ 150)\n", value_of (out, "pss"));
  printf ("wake-ups of all threads while idle: %.1f/s\n", value_of (out, "wakeups"));
}

int
main (int argc, char **argv)
{
  if (argc > 1 && g_str_equal (argv[1], "--empty"))
    return run_empty ();
  if (argc > 1 && g_str_equal (argv[1], "--empty-without-gl"))
    {
      g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
      return run_empty ();
    }
  if (argc > 2 && g_str_equal (argv[1], "--pantau-first"))
    return run_pantau (argv[2], TRUE);
  if (argc > 2 && g_str_equal (argv[1], "--pantau"))
    return run_pantau (argv[2], FALSE);

  for (int i = 1; i < argc; i++)
    {
      printf ("== %s\n", argv[i]);
      fflush (stdout);
      measure (argv[0], argv[i]);
    }

  return argc > 1 ? 0 : 1;
}
