/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Similar claims in the window, while somebody types: from the key on the keyboard to the first frame that shows the card as that key leaves it, and how
 * often it comes and goes while a title is typed. The watchdog looks on as in every journey.
 *
 * bench-typing HOME [TITLES [PAUSE]]: HOME as bench-similar fills it; PAUSE: milliseconds from key to key.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "journey-fixture.h"
#include "pantau-editor.h"
#include "pantau-similar-card.h"
#include "pantau-similar-row.h"

/* Milliseconds from the key to the frame; of these worked by this process, all threads together. */
typedef struct
{
  double wall, work;
} Time;

typedef struct
{
  const char *home;
  guint titles;
  gint64 pause; /* µs */

  GtkWidget *card;
  char *shown;    /* what the last frame had of the card; "" where that was out of sight */
  gint64 key;     /* µs: when the last key went down */
  gint64 work;    /* µs: what this process had worked until then */
  GArray *times;  /* of Time: of keys that changed the card */
  GArray *firsts; /* likewise: of those that brought it */
  guint keys, offered, gone;
} Bench;

static gint64
work_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
add_texts (GtkWidget *widget, GString *out)
{
  g_autofree char *text = display_text (widget);

  if (text != NULL)
    g_string_append_printf (out, "%s\n", text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_texts (child, out);
}

static void
frame_was_painted (GdkFrameClock *clock, Bench *bench)
{
  GString *out = g_string_new (NULL);
  Time took = { (double) (g_get_monotonic_time () - bench->key) / 1000,
                (double) (work_time () - bench->work) / 1000 };

  if (gtk_widget_get_mapped (bench->card))
    add_texts (bench->card, out);
  if (!g_str_equal (out->str, bench->shown))
    {
      g_array_append_val (bench->times, took);
      if (*bench->shown == '\0')
        {
          g_array_append_val (bench->firsts, took);
          bench->offered++;
        }
      bench->gone += out->len == 0;
    }
  g_free (bench->shown);
  bench->shown = g_string_free (out, FALSE);
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_sorted (const char *name, GArray *times, gsize offset)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < times->len; i++)
    g_array_append_val (sorted, G_STRUCT_MEMBER (double, &g_array_index (times, Time, i), offset));
  qsort (sorted->data, sorted->len, sizeof (double), compare);
  printf ("  %s p50 %6.1f p95 %6.1f most %6.1f", name,
          g_array_index (sorted, double, sorted->len / 2),
          g_array_index (sorted, double, sorted->len * 95 / 100),
          g_array_index (sorted, double, sorted->len - 1));
}

static void
print_times (const char *name, GArray *times)
{
  if (times->len == 0)
    return;
  printf ("  %-34s %4u", name, times->len);
  print_sorted ("ms:", times, G_STRUCT_OFFSET (Time, wall));
  print_sorted ("of these work:", times, G_STRUCT_OFFSET (Time, work));
  printf ("\n");
}

static gpointer
read_titles (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  /* Spread over all of them. */
  PantauStmt *stmt = pantau_db_query (
      db, "SELECT title FROM record WHERE kind = 'hoax' AND title <> '' ORDER BY id LIMIT ?1", "i",
      (gint64) GPOINTER_TO_UINT (data));

  while (pantau_stmt_next (stmt))
    g_strv_builder_add (builder, pantau_stmt_text (stmt, 0));

  return pantau_stmt_finish (stmt, error) ? g_strv_builder_end (builder) : NULL;
}

static void
titles_came (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(char ***) data = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static void
wait_until (gint64 time)
{
  while (g_get_monotonic_time () < time)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static void
begin_key (Bench *bench)
{
  bench->work = work_time ();
  bench->key = g_get_monotonic_time ();
}

static void
type_title (Journey *journey, Bench *bench, const char *title)
{
  for (const char *p = title; *p != '\0'; p = g_utf8_next_char (p))
    {
      char letter[7] = "";

      g_unichar_to_utf8 (g_utf8_get_char (p), letter);
      begin_key (bench);
      bench->keys++;
      journey_type (journey, letter);
      wait_until (bench->key + bench->pause);
    }
}

static void
type_all (Journey *journey)
{
  Bench *bench = journey->data;
  GtkWidget *window = GTK_WIDGET (journey->window), *editor;
  g_auto (GStrv) titles = NULL;

  pantau_session_read (journey_session (journey), read_titles, GUINT_TO_POINTER (bench->titles),
                       NULL, (GDestroyNotify) g_strfreev, G_PRIORITY_DEFAULT, NULL, titles_came,
                       &titles);
  display_wait (titles != NULL);
  gtk_widget_activate_action (window, "win.new-record", "s", "hoax");
  display_wait (display_find_type (window, PANTAU_TYPE_SIMILAR_CARD) != NULL);
  editor = display_find_type (window, PANTAU_TYPE_EDITOR);
  bench->card = display_find_type (window, PANTAU_TYPE_SIMILAR_CARD);
  display_wait (pantau_editor_get_form (PANTAU_EDITOR (editor)) != NULL);
  display_rest (journey_session (journey));
  gtk_widget_activate_action (editor, "editor.go-to", "s", "title");
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (frame_was_painted), bench);
  for (guint i = 0; titles[i] != NULL; i++)
    {
      type_title (journey, bench, titles[i]);
      begin_key (bench);
      pantau_form_set_text (pantau_editor_get_form (PANTAU_EDITOR (editor)), "title", "");
      wait_until (bench->key + bench->pause);
    }
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (window), frame_was_painted,
                                        bench);
  printf ("%u titles, %u keys; the card came %u times and went %u times, each title's end too\n",
          bench->titles, bench->keys, bench->offered, bench->gone);
  print_times ("key to a card that was not there", bench->firsts);
  print_times ("key to any change of the card", bench->times);
}

int
main (int argc, char **argv)
{
  Bench bench = { .shown = g_strdup ("") };

  display_init (&argc, &argv);
  if (argc < 2)
    {
      fprintf (stderr, "bench-typing HOME [TITLES [PAUSE]]\n");
      return 1;
    }
  bench.home = argv[1];
  bench.titles = argc > 2 ? (guint) atoi (argv[2]) : 20;
  bench.pause = (argc > 3 ? atoi (argv[3]) : 100) * 1000;
  bench.times = g_array_new (FALSE, FALSE, sizeof (Time));
  bench.firsts = g_array_new (FALSE, FALSE, sizeof (Time));
  journey_run_home (bench.home, type_all, &bench);
  g_array_unref (bench.times);
  g_array_unref (bench.firsts);
  g_free (bench.shown);

  return 0;
}
