/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program in this process, driven from within its own main loop. */

#include "config.h"

#include "journey-fixture.h"

#include "pantau-application.h"
#include "pantau-profile-row.h"
#include "pantau-watchdog.h"

/* What the end of the program may take, in seconds. */
#define ENDS_WITHIN 30

typedef struct
{
  Journey journey;
  JourneyFunc func;
  guint ending; /* a source, once it was quit */
} Run;

/* NULL between two windows. */
static GtkWindow *
find_active (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_is_active (l->data))
      return l->data;

  return NULL;
}

GtkWindow *
journey_window (Journey *journey)
{
  display_wait (find_active () != NULL);

  return find_active ();
}

static void
tell_turns (void)
{
  PantauWatchdogReport report = pantau_watchdog_get_report ();

  g_test_message ("main loop: %u turns, the longest %.1f ms (computing %.1f ms); %.0f ms until the "
                  "first frame",
                  report.turns, (double) report.longest / 1000, (double) report.computed / 1000,
                  (double) report.starting / 1000);
  g_assert_cmpuint (report.late, ==, 0);
}

static gboolean
did_not_end (gpointer data)
{
  g_error ("the program was quit and does not end");

  return G_SOURCE_REMOVE;
}

/* Returns the source that fails a program which does not end. */
static guint
quit (Journey *journey)
{
  guint ending = g_timeout_add_seconds (ENDS_WITHIN * TEST_SHARE, did_not_end, NULL);

  /* Threads are joined while no window is in sight: that keeps nobody waiting. */
  pantau_watchdog_start (ENDS_WITHIN * 1000);
  g_action_group_activate_action (G_ACTION_GROUP (journey->application), "quit", NULL);

  return ending;
}

/* Where opening takes long a window says so first; where several could be opened it ends with the choice. */
static gboolean
is_open (GtkWindow *window)
{
  return PANTAU_IS_WINDOW (window) ||
         (window != NULL && display_find_type (GTK_WIDGET (window), PANTAU_TYPE_PROFILE_ROW) != NULL);
}

/* Within the program's main loop; what it waits for iterates the same loop. */
static gboolean
go (gpointer data)
{
  Run *run = data;
  Journey *journey = &run->journey;

  display_wait (is_open (find_active ()));
  journey->window = find_active ();
  display_draw (GTK_WIDGET (journey->window));
  run->func (journey);
  tell_turns ();
  run->ending = quit (journey);

  return G_SOURCE_REMOVE;
}

static void
began (GApplication *application, gpointer data)
{
  g_idle_add_full (G_PRIORITY_LOW, go, data, NULL);
}

void
journey_run (const char *const *arguments, JourneyFunc func, gpointer data)
{
  g_autoptr (PantauSettings) settings = pantau_settings_new (NULL);
  g_autoptr (PantauApplication) application = pantau_application_new (settings);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  Run run = { .journey = { .application = G_APPLICATION (application), .data = data },
              .func = func };
  int status;

  g_strv_builder_add (builder, "pantau");
  for (gsize i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_strv_builder_add (builder, arguments[i]);
  argv = g_strv_builder_end (builder);

  /* Another program's, where it is one of several in this process. */
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) |
                               G_APPLICATION_NON_UNIQUE);
  g_signal_connect_after (application, "startup", G_CALLBACK (began), &run);
  pantau_watchdog_start_as_told (PANTAU_WATCHDOG_BOUND);
  status = g_application_run (G_APPLICATION (application), (int) g_strv_length (argv), argv);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (run.ending, !=, 0);
  g_source_remove (run.ending);
}

void
journey_run_home (const char *home, JourneyFunc func, gpointer data)
{
  journey_run ((const char *const[]){ "--home", home, NULL }, func, data);
}

PantauSession *
journey_session (Journey *journey)
{
  return pantau_window_get_session (PANTAU_WINDOW (journey->window));
}

void
journey_key (Journey *journey, guint keyval, GdkModifierType modifiers)
{
  display_key (journey_window (journey), keyval, modifiers);
}

void
journey_type (Journey *journey, const char *text)
{
  display_type (journey_window (journey), text);
}

gboolean
journey_shows (Journey *journey, const char *text)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (display_shows (l->data, text))
      return TRUE;

  return FALSE;
}

GtkWidget *
journey_focus (Journey *journey)
{
  GtkWindow *window = find_active ();

  return window != NULL ? gtk_window_get_focus (window) : NULL;
}

gboolean
journey_focus_is_in (Journey *journey, GtkWidget *widget)
{
  GtkWidget *focus = journey_focus (journey);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}
