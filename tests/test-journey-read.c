/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the search to a record and back by keyboard; and a difference that is settled. */

#include "config.h"

#include <string.h>

#include "journey-fixture.h"
#include "pantau-list-page.h"
#include "pantau-record-page.h"
#include "trip-fixture.h"

static GtkWidget *
shown (Journey *journey, GType type)
{
  GtkWidget *found = display_find_type (GTK_WIDGET (journey->window), type);

  return found != NULL && gtk_widget_get_mapped (found) ? found : NULL;
}

static void
find_and_come_back (Journey *journey)
{
  g_autofree char *record = NULL;
  GtkWidget *page;

  display_seed (journey_session (journey), 60);
  record =
      display_record (journey_session (journey), "risk",
                      "{\"title\":\"Jembatan gantung putus\",\"region\":\"16.13.04\","
                      "\"narrative\":\"Perahu dipakai untuk membawa logistik.\",\"severity\":4,"
                      "\"fields\":{\"hazard\":\"banjir\"}}");

  journey_key (journey, GDK_KEY_f, GDK_CONTROL_MASK);
  journey_type (journey, "gantung putus");
  display_wait (journey_shows (journey, "1 record"));
  journey_key (journey, GDK_KEY_Down, 0);
  journey_key (journey, GDK_KEY_Return, 0);
  display_wait (shown (journey, PANTAU_TYPE_RECORD_PAGE) != NULL);
  page = shown (journey, PANTAU_TYPE_RECORD_PAGE);
  g_assert_cmpstr (pantau_record_page_get_record (PANTAU_RECORD_PAGE (page)), ==, record);
  display_wait (display_shows (page, "Perahu dipakai untuk membawa logistik."));

  /* As it was: the question, and the keyboard in the list. */
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (shown (journey, PANTAU_TYPE_LIST_PAGE) != NULL);
  page = shown (journey, PANTAU_TYPE_LIST_PAGE);
  g_assert_cmpstr (pantau_list_page_get_query (PANTAU_LIST_PAGE (page)), ==, "gantung putus");
  display_wait (journey_focus_is_in (journey, page));
  journey_key (journey, GDK_KEY_Return, 0);
  display_wait (shown (journey, PANTAU_TYPE_RECORD_PAGE) != NULL);
}

static void
test_search (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *home = g_build_filename (dir, "home", NULL);

  journey_run_home (home, find_and_come_back, NULL);
}

static void
settle (Journey *journey)
{
  GtkWidget *window = GTK_WIDGET (journey->window), *page, *use;

  journey_key (journey, GDK_KEY_3, GDK_ALT_MASK);
  display_wait (journey_shows (journey, "Kotak suara basah"));
  journey_key (journey, GDK_KEY_f, GDK_CONTROL_MASK);
  journey_key (journey, GDK_KEY_Down, 0);
  journey_key (journey, GDK_KEY_Return, 0);
  display_wait (shown (journey, PANTAU_TYPE_RECORD_PAGE) != NULL);
  page = shown (journey, PANTAU_TYPE_RECORD_PAGE);
  /* The answers come with the record, the buttons with what this person may do. */
  display_wait (display_shows (page, "People gave different answers"));
  display_wait ((use = display_find_text (page, "Use this")) != NULL);
  gtk_widget_activate (gtk_widget_get_ancestor (use, GTK_TYPE_BUTTON));
  display_wait (!display_shows (page, "People gave different answers"));
  display_wait (pantau_session_get_waiting (journey_session (journey)) == 0);
  g_assert_true (gtk_widget_get_mapped (window));
}

/* The field and the desk gave different answers without having heard of each other; one click of the desk decides. */
static void
test_difference (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *home = trip_path (trip, "desk"), *before = NULL, *after = NULL, *field = NULL;
  g_autofree char *json = record_json ("Kotak suara basah", "16.13.04");
  g_autofree char *id = NULL;

  trip_enrolled (trip, "field", "field", "16.13.04");
  trip_enrolled (trip, "desk", "desk", "16");
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_do (trip, "field", "set", id, "severity=4", NULL);
  ctl_do (trip, "desk", "set", id, "severity=5", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  before = ctl_values (trip, "desk", id, "severity");
  g_assert_cmpstr (before, ==, "4 | 5");

  journey_run_home (home, settle, NULL);

  ctl_sync (trip, "field");
  after = ctl_values (trip, "desk", id, "severity");
  field = ctl_values (trip, "field", id, "severity");
  g_assert_cmpstr (after, !=, before);
  g_assert_null (strchr (after, '|'));
  g_assert_cmpstr (field, ==, after);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/journey/read/search", test_search);
  g_test_add_func ("/journey/read/difference", test_difference);

  return g_test_run ();
}
