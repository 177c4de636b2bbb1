/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the main loop is held: a function before the context's poll sees each turn begin and end; another thread looks what it waits. */

#define G_LOG_DOMAIN "pantau-watchdog"

#include "config.h"

#include "pantau-watchdog.h"

#include <gtk/gtk.h>
#include <time.h>

#include "pantau-watchdog-look.h"

typedef struct
{
  GPollFunc poll; /* whose place it took */
  gint64 bound;   /* µs */
  gboolean has_drawn;
  gboolean is_terse; /* where the thread was is for whoever asked for the watchdog */

  gboolean in_turn, is_paused;
  gint64
      began; /* what was computed until the turn began, or what of it came after the last pause; µs */
  gint64 held;     /* what counts of before; µs */
  gint64 computed; /* what of that it computed; µs */

  PantauWatchdogReport report;
} Watchdog;

static Watchdog watchdog;

static gint64
get_time_computed (void)
{
  struct timespec used;

  return clock_gettime (CLOCK_THREAD_CPUTIME_ID, &used) == 0
             ? used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000
             : 0;
}

/* The turn, or what of it comes after a pause. */
static void
begin (void)
{
  watchdog.began = get_time_computed ();
  pantau_watchdog_look_begin (watchdog.has_drawn ? watchdog.bound - watchdog.held : G_MAXINT64);
}

/* Adds what came since the beginning or the last pause. */
static void
add_up (void)
{
  gint64 waited = pantau_watchdog_look_end (), computed = get_time_computed () - watchdog.began;

  watchdog.held += computed + waited;
  watchdog.computed += computed;
}

/* A window is there once it was painted: the counter is -1 before the first frame begins. */
static gboolean
is_drawn (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

      if (gtk_widget_get_mapped (window) && clock != NULL &&
          gdk_frame_clock_get_frame_counter (clock) >= 1)
        return TRUE;
    }

  return FALSE;
}

static void
begin_turn (void)
{
  watchdog.in_turn = TRUE;
  watchdog.is_paused = FALSE;
  watchdog.held = watchdog.computed = 0;
  begin ();
}

void
pantau_watchdog_end_turn (void)
{
  PantauWatchdogReport *report = &watchdog.report;

  if (!watchdog.in_turn)
    return;

  add_up ();
  watchdog.in_turn = FALSE;
  if (!watchdog.has_drawn)
    {
      report->starting_turns++;
      report->starting += watchdog.held;
      watchdog.has_drawn = is_drawn ();
      return;
    }

  report->turns++;
  if (watchdog.held > report->longest)
    {
      report->longest = watchdog.held;
      report->computed = watchdog.computed;
    }
  if (watchdog.held > watchdog.bound)
    {
      g_autofree char *where = watchdog.is_terse ? g_strdup ("") : pantau_watchdog_look_tell ();

      report->late++;
      g_warning ("the main loop was held for %d ms, of which it computed %d ms%s",
                 (int) (watchdog.held / 1000), (int) (watchdog.computed / 1000), where);
    }
}

void
pantau_watchdog_pause (void)
{
  if (!watchdog.in_turn || watchdog.is_paused)
    return;

  add_up ();
  watchdog.is_paused = TRUE;
}

void
pantau_watchdog_resume (void)
{
  if (!watchdog.in_turn || !watchdog.is_paused)
    return;

  watchdog.is_paused = FALSE;
  begin ();
}

static int
poll_between_turns (GPollFD *fds, guint n, int timeout)
{
  int ready;

  pantau_watchdog_end_turn ();
  ready = watchdog.poll (fds, n, timeout);
  begin_turn ();

  return ready;
}

void
pantau_watchdog_start (guint bound)
{
  g_return_if_fail (bound > 0);

  if (watchdog.poll == NULL)
    {
      pantau_watchdog_look_start ();
      watchdog.poll = g_main_context_get_poll_func (NULL);
      g_main_context_set_poll_func (NULL, poll_between_turns);
    }
  watchdog.bound = bound * G_GINT64_CONSTANT (1000);
  watchdog.in_turn = FALSE;
  watchdog.has_drawn = is_drawn ();
  watchdog.report = (PantauWatchdogReport){ 0 };
}

void
pantau_watchdog_start_as_told (guint usual)
{
  const char *told = g_getenv ("PANTAU_WATCHDOG");
  guint64 bound = usual;

  if (told != NULL && !g_ascii_string_to_unsigned (told, 10, 0, 60000, &bound, NULL))
    g_warning ("PANTAU_WATCHDOG is no number of milliseconds: %s", told);
  if (bound > 0)
    pantau_watchdog_start ((guint) bound);
  watchdog.is_terse = told == NULL;
}

PantauWatchdogReport
pantau_watchdog_get_report (void)
{
  return watchdog.report;
}
