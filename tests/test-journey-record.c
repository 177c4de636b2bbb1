/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording by keyboard alone, from a program that was just started; and what is left of a record when the laptop dies in the middle of it. */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "journey-fixture.h"
#include "pantau-drafts.h"
#include "pantau-editor.h"
#include "pantau-home.h"
#include "ran.h"

/* A slow typist's, keys a second; holding Ctrl is one more. A minute is what the plan gives for a flood. */
#define KEYS_A_SECOND 2.5
#define SECONDS       60

/* Typed into the first question of a hoax. */
#define CLAIM "Kabar pemindahan TPS"

/* What the draft must be kept within, after the last key: 2 s and the disk. */
#define KEPT_WITHIN 2100 /* ms */

/* A machine that stops meanwhile says nothing of that: the best of some letters counts. */
#define LETTERS 6

static GtkWidget *
editor_of (GtkWidget *window)
{
  GtkWidget *editor = display_find_type (window, PANTAU_TYPE_EDITOR);

  return editor != NULL && gtk_widget_get_mapped (editor) ? editor : NULL;
}

static void
record_flood (Journey *journey)
{
  GtkWidget *window = GTK_WIDGET (journey->window);
  guint before = display_keystrokes (), keys;

  journey_key (journey, GDK_KEY_1, GDK_CONTROL_MASK);
  display_wait (editor_of (window) != NULL);
  journey_type (journey, "rawas ilir pauh 2,3,4\n\n"); /* and no other place */
  journey_type (journey, "\n");                        /* now */
  journey_type (journey, "flood\n");
  journey_type (journey, "h\n");
  journey_type (journey, "4\n");
  journey_type (journey, "Tiga TPS digeser karena banjir");
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (editor_of (window) == NULL);
  display_wait (pantau_session_get_waiting (journey_session (journey)) == 1);
  display_wait (journey_shows (journey, "Tiga TPS digeser karena banjir"));

  keys = display_keystrokes () - before;
  g_test_message ("a flood by keyboard: %u keystrokes, %.0f s at %.1f a second", keys,
                  keys / KEYS_A_SECOND, KEYS_A_SECOND);
  g_assert_cmpfloat (keys / KEYS_A_SECOND, <, SECONDS);
}

static void
test_flood (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *home = g_build_filename (dir, "home", NULL);

  journey_run_home (home, record_flood, NULL);
}

/* The one draft of a home that another program has open; NULL where there is none yet. (transfer full) */
static char *
read_draft (const char *home)
{
  g_autofree char *path = g_build_filename (home, PANTAU_HOME_DATABASE, NULL);
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_ONLY, NULL);
  g_autoptr (GPtrArray) drafts = db != NULL ? pantau_drafts_list (db, NULL) : NULL;

  if (drafts == NULL || drafts->len == 0)
    return NULL;

  return g_strdup (((PantauUnfinished *) g_ptr_array_index (drafts, 0))->text);
}

static gboolean
draft_holds (const char *home, const char *text)
{
  g_autofree char *draft = read_draft (home);

  return draft != NULL && strstr (draft, text) != NULL;
}

static void
find_draft_again (Journey *journey)
{
  GtkWidget *window = GTK_WIDGET (journey->window);
  GtkWidget *go_on;

  display_wait (journey_shows (journey, CLAIM));
  go_on = display_find_name (window, "Continue");
  g_assert_nonnull (go_on);
  gtk_widget_grab_focus (go_on);
  journey_key (journey, GDK_KEY_Return, 0);
  display_wait (editor_of (window) != NULL);
  display_wait (display_shows (editor_of (window), CLAIM));
}

/* How long the threads of a process stood in line for a processor, all together. µs */
static gint64
time_in_line (GSubprocess *program)
{
  g_autofree char *tasks = g_strdup_printf ("/proc/%s/task", g_subprocess_get_identifier (program));
  g_autoptr (GDir) dir = g_dir_open (tasks, 0, NULL);
  gint64 sum = 0;
  const char *task;

  while (dir != NULL && (task = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (tasks, task, "schedstat", NULL);
      g_autofree char *told = NULL;
      char *second;

      if (!g_file_get_contents (path, &told, NULL, NULL))
        continue;
      g_ascii_strtoull (told, &second, 10);
      sum += (gint64) g_ascii_strtoull (second, NULL, 10) / 1000;
    }

  return sum;
}

static gboolean
has_keyboard (GSubprocess *program)
{
  g_autofree char *process = display_active_process ();

  return g_str_equal (process, g_subprocess_get_identifier (program));
}

/* Whether the window has come, at least as far as the home knows. */
static gboolean
is_open (const char *home)
{
  g_autofree char *path = g_build_filename (home, PANTAU_HOME_DATABASE, NULL), *value = NULL;
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_ONLY, NULL);

  return db != NULL &&
         pantau_db_text (db, &value, NULL, "SELECT value FROM setting WHERE name = 'window-open'",
                         "") &&
         g_strcmp0 (value, "1") == 0;
}

/*
 * Begins a hoax by its first letter. FALSE where nothing came of it: where opening takes long another window of the program says so, and had the
 * keyboard until the one that was meant came.
 */
static gboolean
begin_hoax (const char *home)
{
  const char first[] = { CLAIM[0], '\0' };
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  display_key_anywhere (GDK_KEY_2, GDK_CONTROL_MASK);
  display_key_anywhere (gdk_unicode_to_keyval ((guint32) first[0]), 0);
  while (!draft_holds (home, first) && g_get_monotonic_time () < end)
    g_usleep (20 * 1000);

  return draft_holds (home, first);
}

/* Types @letters; how long it took until they were durable at the end of @claim. µs, without the time in line for a processor. */
static gint64
type_and_measure (GSubprocess *program, const char *home, const char *letters, const char *claim)
{
  gint64 typed, in_line;

  for (const char *p = letters; *p != '\0'; p++)
    display_key_anywhere (gdk_unicode_to_keyval ((guint32) *p), 0);
  typed = g_get_monotonic_time ();
  in_line = time_in_line (program);
  display_wait (draft_holds (home, claim));

  return g_get_monotonic_time () - typed - (time_in_line (program) - in_line);
}

/* The program, as a process of its own, is killed as soon as the draft should be there. */
static void
test_killed (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *home = g_build_filename (dir, "home", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) program = NULL;
  g_autofree char *bound = g_strdup (g_getenv ("PANTAU_WATCHDOG"));
  g_autoptr (GString) claim = g_string_new (CLAIM);
  gboolean has_begun = FALSE;
  gint64 kept;

  g_ptr_array_add (argv, (gpointer) ran_program ("PANTAU"));
  g_ptr_array_add (argv, (gpointer) "--lang");
  g_ptr_array_add (argv, (gpointer) "en");
  g_ptr_array_add (argv, (gpointer) "--home");
  g_ptr_array_add (argv, home);
  g_setenv ("PANTAU_WATCHDOG", "0", TRUE); /* nothing there excuses the X server */
  program = ran_spawn (argv, 0);
  if (bound != NULL)
    g_setenv ("PANTAU_WATCHDOG", bound, TRUE); /* a sanitized build has another one */
  else
    g_unsetenv ("PANTAU_WATCHDOG");

  for (guint i = 0; i < 4 && !has_begun; i++)
    {
      display_wait (is_open (home) && has_keyboard (program));
      has_begun = begin_hoax (home);
    }
  g_assert_true (has_begun);
  kept = type_and_measure (program, home, CLAIM + 1, CLAIM);
  for (guint i = 0; i < LETTERS && kept >= KEPT_WITHIN * 1000 * TEST_SHARE; i++)
    {
      g_string_append_c (claim, 'a');
      kept = type_and_measure (program, home, "a", claim->str);
    }
  g_subprocess_send_signal (program, SIGKILL);
  g_subprocess_wait (program, NULL, NULL);

  g_test_message ("the draft was durable %.2f s after the last key", (double) kept / 1e6);
  g_assert_cmpint (kept, <, KEPT_WITHIN * 1000 * TEST_SHARE);
  journey_run_home (home, find_draft_again, NULL);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/journey/record/flood", test_flood);
  g_test_add_func ("/journey/record/killed", test_killed);

  return g_test_run ();
}
