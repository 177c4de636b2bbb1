/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauCoveragePage: three states in words and numbers, down to the TPS. */

#include "config.h"

#include <string.h>

#include "pantau-coverage-page.h"
#include "scene-fixture.h"

#define HOUR 3600
#define DAY  (24 * HOUR)

static void
record_ago (PantauSession *session, const char *kind, gint64 ago, const char *rest)
{
  g_autoptr (GDateTime) moment =
      g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC - ago);
  g_autofree char *time = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S+00:00"), *json = NULL,
                  *record = NULL;

  json = g_strdup_printf ("{\"title\":\"Contoh\",\"occurred\":\"%s\",%s}", time, rest);
  record = display_record (session, kind, json);
}

/* A flood in Pauh and a nil report of Pauh I just now, a flood in Sekayu ten days ago. */
static void
record_some (PantauSession *session)
{
  record_ago (session, "risk", 0,
              "\"places\":[{\"village\":\"16.13.04.2001\",\"tps\":[1,2]}],"
              "\"fields\":{\"hazard\":\"banjir\"}");
  record_ago (session, "activity", 0,
              "\"places\":[{\"village\":\"16.13.04.2011\",\"tps\":[4]}],"
              "\"fields\":{\"outcome\":\"nihil\"}");
  record_ago (session, "risk", 10 * DAY,
              "\"places\":[{\"village\":\"16.06.01.2001\",\"tps\":[7]}],"
              "\"fields\":{\"hazard\":\"banjir\"}");
}

static GtkWidget *
find_row (GtkWidget *page, const char *title)
{
  GtkWidget *label = display_find_text (display_find_id (page, "list"), title);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW) : NULL;
}

static void
test_province (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_COVERAGE_PAGE, NULL);
  g_autofree char *nameless = NULL;
  GtkWindow *window;

  record_some (place.session);
  window = display_show (page, place.session);
  display_wait (display_shows (page, "17 kabupaten and cities: 1 reported, 0 nil, 16 silent"));
  display_wait (find_row (page, "Musi Rawas Utara") != NULL);
  g_assert_true (display_shows (find_row (page, "Musi Rawas Utara"), "Reported"));
  display_wait (find_row (page, "Palembang") != NULL);
  g_assert_true (display_shows (find_row (page, "Palembang"), "Silent"));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");

  gtk_widget_grab_focus (find_row (page, "Musi Rawas Utara"));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), "show coverage:16.13"));
  gtk_window_destroy (window);
}

static void
test_below (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_COVERAGE_PAGE, "region", "16.13.04", NULL);
  GtkWindow *window;

  record_some (place.session);
  window = display_show (page, place.session);
  display_wait (display_shows (page, "1 reported, 1 nil"));
  display_wait (find_row (page, "Pauh I") != NULL);
  g_assert_true (display_shows (find_row (page, "Pauh I"), "Nil"));

  /* Below the villages are the TPS that somebody named. */
  g_object_set (page, "region", "16.13.04.2001", NULL);
  display_wait (find_row (page, "TPS 2") != NULL);
  g_assert_true (display_shows (find_row (page, "TPS 2"), "Reported"));
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (find_row (page, "TPS 2"))));
  g_assert_true (
      display_shows (display_find_id (find_row (page, "TPS 2"), "records_button"), "1 record"));
  gtk_widget_activate (display_find_name (page, "TPS 2, 1 record"));
  display_wait (
      g_str_has_prefix (display_told (window), "show query:hitung:cakupan/wilayah=16.13.04.2001/"));
  g_assert_nonnull (strstr (display_told (window), "/tps=2/dari="));
  gtk_window_destroy (window);
}

static GtkWidget *
find_chip (GtkWidget *page, const char *label)
{
  return gtk_widget_get_ancestor (display_find_text (display_find_id (page, "periods"), label),
                                  GTK_TYPE_BUTTON);
}

/* What was heard depends on the time that is asked for; and a time is always asked for. */
static void
test_period (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_COVERAGE_PAGE, NULL);
  GtkWindow *window;

  record_ago (place.session, "risk", 5 * DAY,
              "\"places\":[{\"village\":\"16.06.01.2001\",\"tps\":[7]}],"
              "\"fields\":{\"hazard\":\"banjir\"}");
  window = display_show (page, place.session);
  display_wait (display_shows (page, "1 reported, 0 nil, 16 silent"));
  gtk_widget_activate (find_chip (page, "3 days"));
  display_wait (display_shows (page, "0 reported, 0 nil, 17 silent"));
  gtk_widget_activate (find_chip (page, "7 days"));
  display_wait (display_shows (page, "1 reported, 0 nil, 16 silent"));
  gtk_widget_activate (find_chip (page, "7 days"));
  display_rest (place.session);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_chip (page, "7 days"))));
  gtk_window_destroy (window);
}

/* Elsewhere than at a desk nobody can say who is assigned, and the page says so. */
static void
test_grants (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_COVERAGE_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);

  display_wait (display_shows (page, "Who is assigned where is known to desks alone"));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/coverage-page/province", test_province);
  g_test_add_func ("/coverage-page/below", test_below);
  g_test_add_func ("/coverage-page/period", test_period);
  g_test_add_func ("/coverage-page/grants", test_grants);

  return g_test_run ();
}
