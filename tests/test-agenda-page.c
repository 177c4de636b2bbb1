/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauAgendaPage: what is overdue and due soon is told with its rule, and leads to its record. */

#include "config.h"

#include "pantau-agenda-page.h"
#include "pantau-agenda.h"
#include "pantau-sidebar.h"
#include "scene-fixture.h"
#include "world-fixture.h"

#define HOUR 3600
#define DAY  (24 * HOUR)

/* A breach of neutrality that became known @ago seconds ago: its report window of 7 days runs. */
static char *
record_breach (PantauSession *session, const char *title, gint64 ago)
{
  g_autoptr (GDateTime) known =
      g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC - ago);
  g_autofree char *time = g_date_time_format (known, "%Y-%m-%dT%H:%M:%S+00:00");
  g_autofree char *json = g_strdup_printf (
      "{\"title\":\"%s\",\"region\":\"16.13.04\",\"election\":\"pilkada-2024\",\"occurred\":\"%s\","
      "\"known\":\"%s\"}",
      title, time, time);

  return display_record (session, "neutrality", json);
}

static GtkWidget *
first_row (GtkWidget *page, const char *list)
{
  return GTK_WIDGET (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (page, list)), 0));
}

static void
test_empty (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_AGENDA_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);

  display_wait (display_shows (page, "Nothing is due"));
  gtk_window_destroy (window);
}

static void
test_parts (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *late = record_breach (place.session, "Lurah hadir di kampanye", 20 * DAY),
                  *soon = record_breach (place.session, "Camat memberi dukungan", HOUR),
                  *told = g_strdup_printf ("open-record %s", late), *nameless = NULL;
  GtkWidget *page = g_object_new (PANTAU_TYPE_AGENDA_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);

  display_wait (display_shows (page, "Lurah hadir di kampanye"));
  g_assert_true (display_shows (display_find_id (page, "overdue_list"), "Lurah hadir di kampanye"));
  g_assert_false (display_shows (display_find_id (page, "overdue_list"), "Camat memberi dukungan"));
  g_assert_true (display_shows (display_find_id (page, "soon_list"), "Camat memberi dukungan"));
  /* The rule stands with what it gives and on what it rests. */
  g_assert_true (display_shows (display_find_id (page, "soon_list"), "7 calendar days"));
  g_assert_true (display_shows (display_find_id (page, "soon_list"), "UU"));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");

  gtk_widget_grab_focus (first_row (page, "overdue_list"));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), told));
  gtk_window_destroy (window);
}

/* A desk may have hundreds: the most pressing come first, the rest when somebody asks. */
static void
test_many (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_AGENDA_PAGE, NULL), *list;
  GtkWindow *window;

  for (guint i = 0; i < 55; i++)
    {
      g_autofree char *title = g_strdup_printf ("Dugaan %u", i),
                      *record = record_breach (place.session, title, (20 + i) * DAY);
    }
  window = display_show (page, place.session);
  list = display_find_id (page, "overdue_list");
  display_wait (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 24) != NULL);
  display_rest (place.session);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 25));
  g_assert_true (display_shows (first_row (page, "overdue_list"), "Dugaan 0"));

  gtk_widget_activate (display_find_id (page, "overdue_more"));
  display_wait (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 49) != NULL);
  display_rest (place.session);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 50));
  gtk_window_destroy (window);
}

/* A summary of a case that went to an agency of the province, whose reply was due an hour ago. */
static void
release_case (Scene *scene)
{
  g_autofree char *record = pantau_uuid_new (), *due = test_time_from_now (-3600);
  g_autofree char *json = g_strdup_printf (
      "{\"agency\":\"kesbangpol\",\"letter\":\"7/PM\",\"when\":\"2024-11-01T10:00:00+07:00\","
      "\"reply_due\":\"%s\",\"summary\":\"Jarumringkasan\"}",
      due);

  g_free (scene_write (scene, SCENE_DESK, record, "neutrality", PANTAU_TYPE_RELEASE, NULL, json));
}

/* The Gubernur has to answer as PPK (Kepegawaian): Pemprov's replies are due here too, and lead to the summaries. */
static void
test_release (void)
{
  g_auto (Scene) scene = scene_new ("pemprov", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_AGENDA_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);

  release_case (&scene);
  display_wait (
      display_shows (display_find_id (page, "overdue_list"), "Forwarded case, letter 7/PM"));
  g_assert_false (display_shows (page, "Jarumringkasan"));
  gtk_widget_grab_focus (first_row (page, "overdue_list"));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), "show releases"));
  gtk_window_destroy (window);
}

/* A monitor of the kecamatan reads the summary too, and has nothing to answer. */
static void
test_release_of_others (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_AGENDA_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);

  release_case (&scene);
  display_rest (scene.place.session);
  g_assert_true (display_shows (page, "Nothing is due"));
  gtk_window_destroy (window);
}

/* What changes while the page is seen is seen. */
static void
test_follows (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_AGENDA_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);
  g_autofree char *record = NULL;

  display_wait (display_shows (page, "Nothing is due"));
  record = record_breach (place.session, "Camat memberi dukungan", HOUR);
  display_wait (display_shows (page, "Camat memberi dukungan"));
  gtk_window_destroy (window);
}

static gpointer
count_overdue (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  pantau_agenda_count_overdue (store, g_get_real_time () / G_USEC_PER_SEC, data, error);

  return NULL;
}

static void
was_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* The sidebar counts what the page lists. */
static void
test_badge (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *late = record_breach (place.session, "Lurah hadir di kampanye", 20 * DAY),
                  *soon = record_breach (place.session, "Camat memberi dukungan", HOUR),
                  *name = NULL;
  GtkWidget *sidebar = g_object_new (PANTAU_TYPE_SIDEBAR, NULL);
  GtkWindow *window = display_show (sidebar, place.session);
  gboolean is_counted = FALSE;
  gint64 overdue = 0;

  pantau_session_read (place.session, count_overdue, &overdue, NULL, NULL, G_PRIORITY_DEFAULT, NULL,
                       was_counted, &is_counted);
  display_wait (is_counted);
  g_assert_cmpint (overdue, >, 0);
  name = g_strdup_printf ("Deadlines, %" G_GINT64_FORMAT, overdue);
  display_wait (display_find_name (sidebar, name) != NULL);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/agenda-page/empty", test_empty);
  g_test_add_func ("/agenda-page/parts", test_parts);
  g_test_add_func ("/agenda-page/many", test_many);
  g_test_add_func ("/agenda-page/follows", test_follows);
  g_test_add_func ("/agenda-page/badge", test_badge);
  g_test_add_func ("/agenda-page/release", test_release);
  g_test_add_func ("/agenda-page/release-of-others", test_release_of_others);

  return g_test_run ();
}
