/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watchdog sees who holds the main loop, by computing or by waiting, and accuses nobody on a busy machine. */

#include "config.h"

#include <X11/Xlib.h>
#include <sched.h>
#include <unistd.h>

#include "display-fixture.h"
#include "pantau-watchdog.h"

#define BOUND (PANTAU_WATCHDOG_BOUND * TEST_SHARE)

/* Who looks on stands in line as well, and what the machine stands still in the middle of a wait is not seen. */
#define LONG_WAIT (BOUND + 300)

static gboolean
compute (gpointer data)
{
  gint64 end = test_time_computed () + GPOINTER_TO_INT (data) * 1000;

  while (test_time_computed () < end)
    ;

  return G_SOURCE_REMOVE;
}

static gboolean
block (gpointer data)
{
  g_usleep ((gulong) GPOINTER_TO_INT (data) * 1000);

  return G_SOURCE_REMOVE;
}

/* A wait of no account, as for the lock of malloc(); then it computes. */
static gboolean
nap_and_compute (gpointer data)
{
  g_usleep (1);

  return compute (data);
}

/* Does @func (data: @ms) in the main loop, and returns when its turn is over. */
static void
do_in_loop (GSourceFunc func, int ms)
{
  guint source = g_idle_add (func, GINT_TO_POINTER (ms));

  while (g_main_context_find_source_by_id (NULL, source) != NULL)
    g_main_context_iteration (NULL, FALSE);
  pantau_watchdog_end_turn ();
}

/* A window that is drawn and at rest, watched. */
static GtkWindow *
show_watched (void)
{
  GtkWindow *window = display_show (gtk_label_new ("Watched"), NULL);

  display_settle ();
  pantau_watchdog_start (BOUND);
  display_draw (GTK_WIDGET (window));
  display_settle ();
  g_assert_cmpuint (pantau_watchdog_get_report ().turns, >, 0);
  g_assert_cmpuint (pantau_watchdog_get_report ().late, ==, 0);

  return window;
}

static void
test_computing (void)
{
  GtkWindow *window = show_watched ();
  PantauWatchdogReport report;

  g_test_expect_message ("pantau-watchdog", G_LOG_LEVEL_WARNING, "the main loop was held for*");
  do_in_loop (compute, BOUND + 10);
  g_test_assert_expected_messages ();
  report = pantau_watchdog_get_report ();
  g_assert_cmpuint (report.late, ==, 1);
  g_assert_cmpint (report.longest, >=, (BOUND + 10) * 1000);
  g_assert_cmpint (report.computed, >=, (BOUND + 10) * 1000);
  gtk_window_destroy (window);
}

/* Each turn that does @func is late, though it hardly computes. */
static void
assert_waiting_counts (GSourceFunc func)
{
  GtkWindow *window = show_watched ();
  PantauWatchdogReport report;
  g_test_expect_message ("pantau-watchdog", G_LOG_LEVEL_WARNING, "the main loop was held for*");
  do_in_loop (func, LONG_WAIT);
  g_test_assert_expected_messages ();
  report = pantau_watchdog_get_report ();
  g_assert_cmpuint (report.late, ==, 1);
  g_assert_cmpint (report.computed, <, report.longest / 2);
  gtk_window_destroy (window);
}

static void
test_blocking (void)
{
  assert_waiting_counts (block);
}

/* Whoever reads of a late turn learns where it was: g_usleep() is in GLib. */
static void
test_where (void)
{
  GtkWindow *window = show_watched ();

  g_test_expect_message ("pantau-watchdog", G_LOG_LEVEL_WARNING,
                         "the main loop was held for*waited in system call*\n*libglib-2.0*\n*");
  do_in_loop (block, LONG_WAIT);
  g_test_assert_expected_messages ();
  gtk_window_destroy (window);
}

static GMutex lock;
static gboolean is_locked;

static gpointer
hold_lock (gpointer data)
{
  g_mutex_lock (&lock);
  g_atomic_int_set (&is_locked, TRUE);
  block (data);
  g_mutex_unlock (&lock);

  return NULL;
}

static gboolean
wait_for_lock (gpointer data)
{
  GThread *thread;

  is_locked = FALSE;
  thread = g_thread_new ("lock", hold_lock, data);
  while (!g_atomic_int_get (&is_locked))
    g_thread_yield ();
  g_mutex_lock (&lock);
  g_mutex_unlock (&lock);
  g_thread_join (thread);

  return G_SOURCE_REMOVE;
}

static void
test_lock (void)
{
  assert_waiting_counts (wait_for_lock);
}

static int ends[2]; /* of a pipe */

static gpointer
write_late (gpointer data)
{
  block (data);
  g_assert_cmpint (write (ends[1], "x", 1), ==, 1);

  return NULL;
}

static gboolean
wait_for_pipe (gpointer data)
{
  GThread *thread = g_thread_new ("pipe", write_late, data);
  char byte;

  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  g_thread_join (thread);

  return G_SOURCE_REMOVE;
}

static void
test_pipe (void)
{
  g_assert_cmpint (pipe (ends), ==, 0);
  assert_waiting_counts (wait_for_pipe);
  close (ends[0]);
  close (ends[1]);
}

/* What a test does between turns is not the loop's. */
static void
test_between (void)
{
  GtkWindow *window = show_watched ();

  g_main_context_iteration (NULL, FALSE);
  pantau_watchdog_end_turn ();
  block (GINT_TO_POINTER (BOUND + 10));
  display_settle ();
  g_assert_cmpuint (pantau_watchdog_get_report ().late, ==, 0);
  gtk_window_destroy (window);
}

/* Lets the X server answer others again, after a time. */
static gpointer
let_go (gpointer data)
{
  Display *other = data;

  g_usleep ((BOUND + 10) * 1000);
  XUngrabServer (other);
  XCloseDisplay (other);

  return NULL;
}

static gboolean
ask_x_server (gpointer data)
{
  Display *other = XOpenDisplay (NULL);
  GThread *thread;

  XGrabServer (other);
  XSync (other, False);
  thread = g_thread_new ("let-go", let_go, other);
  gdk_display_sync (gdk_display_get_default ());
  g_thread_join (thread);

  return G_SOURCE_REMOVE;
}

/* An X server that takes its time is none of the program's doing. */
static void
test_x_server (void)
{
  GtkWindow *window = show_watched ();

  do_in_loop (ask_x_server, 0);
  g_assert_cmpuint (pantau_watchdog_get_report ().late, ==, 0);
  gtk_window_destroy (window);
}

static gboolean is_busy;

static gpointer
be_busy (gpointer data)
{
  while (g_atomic_int_get (&is_busy))
    ;

  return NULL;
}

static void
test_busy_machine (void)
{
  GtkWindow *window = show_watched ();
  GThread *threads[8];

  is_busy = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("busy", be_busy, NULL);
  for (guint i = 0; i < 8; i++)
    do_in_loop (compute, BOUND / 3);
  g_atomic_int_set (&is_busy, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (pantau_watchdog_get_report ().late, ==, 0);
  gtk_window_destroy (window);
}

/* Many on one processor: a turn lasts far longer than the bound, and computes less. */
static void
assert_no_late_turn (GSourceFunc func)
{
  GtkWindow *window = show_watched ();
  GThread *threads[4];
  cpu_set_t before, one;
  gint64 longest = 0;

  g_assert_cmpint (sched_getaffinity (0, sizeof before, &before), ==, 0);
  CPU_ZERO (&one);
  for (int cpu = 0; CPU_COUNT (&one) == 0; cpu++)
    if (CPU_ISSET (cpu, &before))
      CPU_SET (cpu, &one);
  g_assert_cmpint (sched_setaffinity (0, sizeof one, &one), ==, 0);
  is_busy = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("busy", be_busy, NULL); /* on the same one */
  while (longest <= BOUND * 1000)
    {
      gint64 began = g_get_monotonic_time ();

      do_in_loop (func, BOUND / 3);
      longest = MAX (longest, g_get_monotonic_time () - began);
    }
  g_atomic_int_set (&is_busy, FALSE);
  g_assert_cmpint (sched_setaffinity (0, sizeof before, &before), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (pantau_watchdog_get_report ().late, ==, 0);
  gtk_window_destroy (window);
}

static void
test_preempted (void)
{
  assert_no_late_turn (compute);
}

/* What is short about a wait does not make the time in line a part of it. */
static void
test_napping (void)
{
  assert_no_late_turn (nap_and_compute);
}

/* A machine that stands still for a time makes nobody late, neither who works nor who just waits a little. */
static void
test_standing_still (void)
{
  g_autofree char *script = g_strdup_printf ("sleep 0.1; kill -STOP %d; sleep %.3f; kill -CONT %d",
                                             getpid (), 3 * BOUND / 1000.0, getpid ());
  const char *const command[] = { "sh", "-c", script, NULL };
  GtkWindow *window = show_watched ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) other = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_NONE, &error);
  gint64 longest = 0;

  g_assert_no_error (error);
  while (longest <= 2 * BOUND * 1000)
    {
      gint64 began = g_get_monotonic_time ();

      do_in_loop (nap_and_compute, BOUND / 5);
      longest = MAX (longest, g_get_monotonic_time () - began);
    }
  g_assert_true (g_subprocess_wait_check (other, NULL, &error));
  g_assert_cmpuint (pantau_watchdog_get_report ().late, ==, 0);
  gtk_window_destroy (window);
}

/* Without PANTAU_WATCHDOG the caller's; 0 is none. */
static void
test_environment (void)
{
  g_unsetenv ("PANTAU_WATCHDOG");
  pantau_watchdog_start_as_told (BOUND);
  g_setenv ("PANTAU_WATCHDOG", "fast", TRUE);
  g_test_expect_message ("pantau-watchdog", G_LOG_LEVEL_WARNING, "*no number*");
  pantau_watchdog_start_as_told (0);
  g_test_assert_expected_messages ();
}

/* The first of all: nothing was drawn yet. */
static void
test_start (void)
{
  PantauWatchdogReport report;

  pantau_watchdog_start (BOUND);
  do_in_loop (compute, BOUND + 10);
  report = pantau_watchdog_get_report ();
  g_assert_cmpuint (report.late, ==, 0);
  g_assert_cmpuint (report.turns, ==, 0);
  g_assert_cmpint (report.starting, >=, (BOUND + 10) * 1000);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestFunc func;
  } tests[] = {
    { "start", test_start },         { "computing", test_computing },
    { "blocking", test_blocking },   { "lock", test_lock },
    { "pipe", test_pipe },           { "between", test_between },
    { "x-server", test_x_server },   { "busy-machine", test_busy_machine },
    { "preempted", test_preempted }, { "napping", test_napping },
    { "where", test_where },         { "standing-still", test_standing_still },
  };

  display_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/watchdog/%s", tests[i].name);

      g_test_add_func (path, tests[i].func);
    }
  g_test_add_func ("/watchdog/environment", test_environment);

  return g_test_run ();
}
