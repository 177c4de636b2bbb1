/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauListPage: searching, filtering, sorting and opening as a person does, by keys. */

#include "config.h"

#include "display-fixture.h"
#include "pantau-filter-button.h"
#include "pantau-filter-popover.h"
#include "pantau-filters.h"
#include "pantau-list-head.h"
#include "pantau-list-page.h"
#include "pantau-list-view.h"

#define FLOOD                                                                                      \
  "{\"title\": \"%s\", \"region\": \"%s\", \"occurred\": \"%s\", "                                 \
  "\"fields\": {\"hazard\": \"%s\", \"phase\": \"sedang\"}}"

static char *
record (PantauSession *session, const char *title, const char *region, const char *day)
{
  g_autofree char *time = g_strdup_printf ("%sT08:00:00+07:00", day);
  g_autofree char *json = g_strdup_printf (FLOOD, title, region, time, "banjir");

  return display_record (session, "risk", json);
}

/* Three records that a person can tell apart. */
static void
record_three (PantauSession *session)
{
  g_autofree char *one = record (session, "Tongkang hanyut", "16.13.04", "2024-02-10");
  g_autofree char *two = record (session, "Jembatan putus", "16.06.01", "2024-02-12");
  g_autofree char *three = record (session, "Angin kencang", "16.71.01", "2024-02-14");
}

static GtkWidget *
search_of (GtkWindow *window)
{
  return display_find_id (GTK_WIDGET (window), "search");
}

static const char *
query_of (GtkWindow *window)
{
  return pantau_list_page_get_query (
      PANTAU_LIST_PAGE (display_find_type (GTK_WIDGET (window), PANTAU_TYPE_LIST_PAGE)));
}

static gboolean
shows (GtkWindow *window, const char *text)
{
  return display_shows (GTK_WIDGET (window), text);
}

static GtkWindow *
show_page (PantauSession *session)
{
  return display_show (g_object_new (PANTAU_TYPE_LIST_PAGE, NULL), session);
}

static void
test_empty (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window = show_page (place.session);

  display_wait (shows (window, "Nothing recorded yet"));
  g_assert_true (shows (window, "Start recording"));
  gtk_window_destroy (window);
}

static void
test_search (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;

  record_three (place.session);
  window = show_page (place.session);
  display_wait (shows (window, "3 records"));
  gtk_widget_grab_focus (search_of (window));
  display_type (window, "tongk");
  display_wait (shows (window, "1 record"));
  g_assert_true (shows (window, "Tongkang hanyut"));
  g_assert_false (shows (window, "Jembatan putus"));

  /* Escape takes away what was typed. */
  display_key (window, GDK_KEY_Escape, 0);
  display_wait (shows (window, "3 records"));
  g_assert_cmpstr (query_of (window), ==, "");
  gtk_window_destroy (window);
}

static void
test_nothing_found (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;

  record_three (place.session);
  window = show_page (place.session);
  display_wait (shows (window, "3 records"));
  gtk_widget_grab_focus (search_of (window));
  display_type (window, "gempa <b>");
  display_wait (shows (window, "Nothing found"));
  display_wait (shows (window, "You asked for: gempa"));

  gtk_widget_activate (display_find_action (GTK_WIDGET (window), "page.clear"));
  display_wait (shows (window, "3 records"));
  g_assert_cmpstr (query_of (window), ==, "");
  gtk_window_destroy (window);
}

/* What is not understood is said, and nobody is shown what was not asked for. */
static void
test_problem (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;

  record_three (place.session);
  window = show_page (place.session);
  display_wait (shows (window, "3 records"));
  gtk_widget_grab_focus (search_of (window));
  display_type (window, "wilayah:atlantis");
  display_wait (shows (window, "atlantis”"));
  display_wait (shows (window, "Nothing found"));
  gtk_window_destroy (window);
}

static char *
title_at (GtkWindow *window, guint position)
{
  PantauListView *view =
      PANTAU_LIST_VIEW (display_find_type (GTK_WIDGET (window), PANTAU_TYPE_LIST_VIEW));
  g_autoptr (GListModel) model = NULL;
  g_autoptr (PantauListRow) row = NULL;
  PantauRecord *found;

  g_object_get (view, "model", &model, NULL);
  row = g_list_model_get_item (model, position);
  found = row != NULL ? pantau_list_row_get_record (row) : NULL;

  return g_strdup (found != NULL ? pantau_record_get_title (found) : "");
}

static gboolean
is_at (GtkWindow *window, guint position, const char *title)
{
  g_autofree char *found = title_at (window, position);

  return g_str_equal (found, title);
}

/* From the search to a row and into it, without a mouse. */
static void
test_open_by_keys (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = NULL, *expected = NULL;
  GtkWindow *window;

  record_three (place.session);
  id = record (place.session, "Longsor di jalan", "16.13.04", "2024-02-11");
  expected = g_strdup_printf ("open-record %s", id);
  window = show_page (place.session);
  display_wait (shows (window, "4 records"));
  gtk_widget_grab_focus (search_of (window));
  /* Newest first: Angin, Jembatan, Longsor, Tongkang. */
  display_key (window, GDK_KEY_Down, 0);
  display_key (window, GDK_KEY_Down, 0);
  display_key (window, GDK_KEY_Down, 0);
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), expected));

  /* Letters go on with the search; a slash leads to it. */
  display_type (window, "ang");
  display_wait (g_str_equal (query_of (window), "ang"));
  display_wait (shows (window, "1 record"));
  display_key (window, GDK_KEY_Down, 0);
  display_type (window, "/i");
  g_assert_cmpstr (query_of (window), ==, "angi");
  gtk_window_destroy (window);
}

/* Newest first, unless a person says otherwise, which is remembered. */
static void
test_sort (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;

  record_three (place.session);
  window = show_page (place.session);
  display_wait (is_at (window, 0, "Angin kencang"));
  display_wait (is_at (window, 2, "Tongkang hanyut"));

  gtk_widget_activate_action (display_find_id (GTK_WIDGET (window), "view"), "page.sort", "s",
                              "title");
  gtk_widget_activate_action (display_find_id (GTK_WIDGET (window), "view"), "page.descending",
                              NULL);
  display_wait (is_at (window, 1, "Jembatan putus") && is_at (window, 0, "Angin kencang"));
  g_assert_cmpstr (pantau_session_get_setting (place.session, "list-sort"), ==, "title");
  gtk_window_destroy (window);

  window = show_page (place.session);
  display_wait (is_at (window, 2, "Tongkang hanyut") && is_at (window, 0, "Angin kencang"));
  gtk_window_destroy (window);
}

/* The head of a column sorts by it, and the newest come first where there are times. */
static void
test_sort_by_head (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;
  PantauListView *view;
  GtkWidget *title;

  record_three (place.session);
  window = show_page (place.session);
  display_wait (is_at (window, 0, "Angin kencang"));
  view = PANTAU_LIST_VIEW (display_find_type (GTK_WIDGET (window), PANTAU_TYPE_LIST_VIEW));
  title = display_find_id (display_find_type (GTK_WIDGET (window), PANTAU_TYPE_LIST_HEAD), "title");
  g_signal_emit_by_name (title, "clicked");
  g_assert_cmpint (pantau_list_view_get_sort (view), ==, PANTAU_SORT_TITLE);
  g_assert_false (pantau_list_view_is_descending (view));
  g_signal_emit_by_name (title, "clicked");
  g_assert_cmpint (pantau_list_view_get_sort (view), ==, PANTAU_SORT_TITLE);
  g_assert_true (pantau_list_view_is_descending (view));
  display_wait (is_at (window, 0, "Tongkang hanyut"));

  g_signal_emit_by_name (display_find_id (GTK_WIDGET (window), "severity"), "clicked");
  g_assert_true (pantau_list_view_is_descending (view));
  gtk_window_destroy (window);
}

/* A filter writes into the search, and shows what stands there. */
static void
test_filters (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;
  GtkWidget *region, *popover;

  record_three (place.session);
  window = show_page (place.session);
  display_wait (shows (window, "3 records"));
  region = display_find_id (GTK_WIDGET (window), "region");
  gtk_menu_button_popup (GTK_MENU_BUTTON (display_find_id (region, "button")));
  display_wait ((popover = display_find_type (region, PANTAU_TYPE_FILTER_POPOVER)) != NULL &&
                gtk_widget_get_mapped (popover));
  display_type (window, "palembang\n");
  display_wait (shows (window, "1 record"));
  g_assert_true (shows (window, "Angin kencang"));
  g_assert_nonnull (strstr (query_of (window), "wilayah:"));
  g_assert_true (display_shows (region, "Palembang"));

  /* Taken out of the text, it is taken off the button. */
  gtk_editable_set_text (GTK_EDITABLE (search_of (window)), "jenis:risk");
  display_wait (shows (window, "3 records"));
  g_assert_true (display_shows (region, "Region"));
  gtk_window_destroy (window);
}

/* A record that comes meanwhile is there without anybody asking. */
static void
test_follows (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = NULL;
  GtkWindow *window;

  record_three (place.session);
  window = show_page (place.session);
  display_wait (shows (window, "3 records"));
  id = record (place.session, "Banjir bandang", "16.13.04", "2024-02-15");
  display_wait (shows (window, "4 records"));
  display_wait (shows (window, "Banjir bandang"));
  gtk_window_destroy (window);
}

/* Columns go where there is no room, and nothing scrolls sideways. */
static void
test_narrow (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;
  int minimum;

  record_three (place.session);
  window = show_page (place.session);
  display_wait (shows (window, "3 records"));
  display_wait (shows (window, "Status") && shows (window, "Place"));

  gtk_window_set_default_size (window, 360, 560);
  display_wait (gtk_widget_get_width (GTK_WIDGET (window)) <= 400);
  display_wait (!shows (window, "Place"));
  /* What the columns said is in a second line. */
  display_wait (shows (window, " · "));
  gtk_widget_measure (display_find_type (GTK_WIDGET (window), PANTAU_TYPE_LIST_PAGE),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_destroy (window);
}

/* A search with a name is kept in the home. */
static void
test_save (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (GPtrArray) filters = NULL;
  PantauSavedFilter *filter;
  GtkWindow *window;

  record_three (place.session);
  window = show_page (place.session);
  pantau_list_page_set_query (
      PANTAU_LIST_PAGE (display_find_type (GTK_WIDGET (window), PANTAU_TYPE_LIST_PAGE)), "angin");
  display_wait (shows (window, "1 record"));
  gtk_menu_button_popup (GTK_MENU_BUTTON (display_find_id (GTK_WIDGET (window), "save_button")));
  display_wait (shows (window, "Keep this search"));
  display_type (window, "Angin saja\n");
  display_wait (pantau_session_get_setting (place.session, "filters") != NULL);
  filters = pantau_filters_read (place.session);
  g_assert_cmpuint (filters->len, ==, 1);
  filter = g_ptr_array_index (filters, 0);
  g_assert_cmpstr (filter->name, ==, "Angin saja");
  g_assert_cmpstr (filter->query, ==, "angin");
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/list-page/empty", test_empty);
  g_test_add_func ("/list-page/search", test_search);
  g_test_add_func ("/list-page/nothing-found", test_nothing_found);
  g_test_add_func ("/list-page/problem", test_problem);
  g_test_add_func ("/list-page/open-by-keys", test_open_by_keys);
  g_test_add_func ("/list-page/sort", test_sort);
  g_test_add_func ("/list-page/sort-by-head", test_sort_by_head);
  g_test_add_func ("/list-page/filters", test_filters);
  g_test_add_func ("/list-page/follows", test_follows);
  g_test_add_func ("/list-page/narrow", test_narrow);
  g_test_add_func ("/list-page/save", test_save);

  return g_test_run ();
}
