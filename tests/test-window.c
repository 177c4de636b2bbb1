/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window on one home: where one is and comes back to, what is made when, how it ends. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "display-fixture.h"
#include "pantau-application.h"
#include "pantau-coverage-page.h"
#include "pantau-drafts-page.h"
#include "pantau-drafts.h"
#include "pantau-editor.h"
#include "pantau-keys.h"
#include "pantau-list-page.h"
#include "pantau-matter-row.h"
#include "pantau-page-frame.h"
#include "pantau-record-page.h"
#include "pantau-sidebar-row.h"
#include "pantau-sync-page.h"
#include "pantau-window.h"
#include "warning-fixture.h"

static PantauApplication *application;

#define FLOOD                                                                                      \
  "{\"region\":\"16.13.04\",\"places\":[{\"text\":\"Pauh\"}],\"occurred\":\"2024-02-14\","         \
  "\"title\":\"Banjir di Pauh\"}"

static PantauWindow *
open_window (PantauSession *session)
{
  PantauWindow *window = pantau_window_new (GTK_APPLICATION (application), session);

  display_show (GTK_WIDGET (window), session);

  return window;
}

static void
go (PantauWindow *window, const char *place)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", place);
  display_settle ();
}

static GtkWidget *
find (PantauWindow *window, GType type)
{
  return display_find_type (GTK_WIDGET (window), type);
}

static const char *
query (PantauWindow *window)
{
  const char *text =
      pantau_list_page_get_query (PANTAU_LIST_PAGE (find (window, PANTAU_TYPE_LIST_PAGE)));

  return text != NULL ? text : "";
}

static void
close_window (PantauWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  display_wait (window == NULL);
}

static void
test_first_start (void)
{
  g_auto (Place) place = display_place_new (FALSE);
  PantauWindow *window = open_window (place.session);

  g_assert_cmpstr (pantau_window_get_place (window), ==, "welcome");
  g_assert_true (display_shows (GTK_WIDGET (window), "Start recording"));
  g_assert_true (display_shows (GTK_WIDGET (window), "Ctrl+3"));
  g_assert_nonnull (display_find_action (GTK_WIDGET (window), "win.enroll"));
  g_assert_false (display_shows (GTK_WIDGET (window), "LATIHAN"));
  close_window (window);
}

static void
test_practice_is_seen (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window = open_window (place.session);

  g_assert_true (display_shows (GTK_WIDGET (window), "LATIHAN"));
  for (const char *const *at = (const char *const[]){ "all", "drafts", "sync", NULL }; *at != NULL;
       at++)
    {
      go (window, *at);
      g_assert_true (display_shows (GTK_WIDGET (window), "LATIHAN"));
    }
  close_window (window);
}

/* What nobody looked at costs nothing at the start. */
static void
test_pages_are_made_late (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  PantauWindow *window = open_window (place.session);

  g_assert_cmpstr (pantau_window_get_place (window), ==, "all");
  g_assert_null (find (window, PANTAU_TYPE_DRAFTS_PAGE));
  g_assert_null (find (window, PANTAU_TYPE_SYNC_PAGE));
  g_assert_null (find (window, PANTAU_TYPE_RECORD_PAGE));

  go (window, "drafts");
  g_assert_nonnull (find (window, PANTAU_TYPE_DRAFTS_PAGE));
  go (window, "sync");
  g_assert_nonnull (find (window, PANTAU_TYPE_SYNC_PAGE));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "s", id);
  g_assert_nonnull (find (window, PANTAU_TYPE_RECORD_PAGE));
  g_assert_true (g_str_has_suffix (pantau_window_get_place (window), id));
  display_rest (place.session);
  close_window (window);
}

static void
test_way_back (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  PantauWindow *window = open_window (place.session);

  go (window, "risk");
  g_assert_cmpstr (query (window), ==, "jenis:risk");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "s", id);
  go (window, "sync");
  g_assert_cmpstr (pantau_window_get_place (window), ==, "sync");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_true (g_str_has_prefix (pantau_window_get_place (window), "record:"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (pantau_window_get_place (window), ==, "risk");
  g_assert_cmpstr (query (window), ==, "jenis:risk");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (pantau_window_get_place (window), ==, "all");
  g_assert_cmpstr (query (window), ==, "");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (pantau_window_get_place (window), ==, "all");
  display_rest (place.session);
  close_window (window);
}

/* What the list was asked for is there again. */
static void
test_back_to_a_search (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  PantauWindow *window = open_window (place.session);

  pantau_list_page_set_query (PANTAU_LIST_PAGE (find (window, PANTAU_TYPE_LIST_PAGE)), "banjir");
  go (window, "sync");
  go (window, "hoax");
  g_assert_cmpstr (query (window), ==, "jenis:hoax");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (query (window), ==, "banjir");
  display_rest (place.session);
  close_window (window);
}

static void
test_keys (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  PantauWindow *window = open_window (place.session);

  display_key (GTK_WINDOW (window), GDK_KEY_4, GDK_ALT_MASK);
  display_wait (g_str_equal (pantau_window_get_place (window), "sync"));
  display_key (GTK_WINDOW (window), GDK_KEY_2, GDK_ALT_MASK);
  display_wait (g_str_equal (pantau_window_get_place (window), "drafts"));
  display_key (GTK_WINDOW (window), GDK_KEY_Left, GDK_ALT_MASK);
  display_wait (g_str_equal (pantau_window_get_place (window), "sync"));
  display_key (GTK_WINDOW (window), GDK_KEY_Escape, 0);
  display_wait (g_str_equal (pantau_window_get_place (window), "all"));
  display_rest (place.session);
  close_window (window);
}

/* With the focus on the way back, which is where a record that was just opened has it, the record's keys do what they do inside of it. */
static void
test_keys_of_the_header (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  PantauWindow *window = open_window (place.session);
  GtkWidget *back;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "s", id);
  display_rest (place.session);
  display_wait (display_shows (find (window, PANTAU_TYPE_RECORD_PAGE), "Banjir"));
  back = display_find_action (
      gtk_widget_get_ancestor (find (window, PANTAU_TYPE_RECORD_PAGE), PANTAU_TYPE_PAGE_FRAME),
      "win.back");
  gtk_widget_grab_focus (back);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == back);
  display_key (GTK_WINDOW (window), GDK_KEY_e, GDK_CONTROL_MASK);
  display_wait (find (window, PANTAU_TYPE_EDITOR) != NULL);
  display_rest (place.session);
  close_window (window);
}

/* A record that was opened by a key is read on by keys, though nothing in it has the focus yet. */
static void
test_scrolls_from_the_header (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  PantauWindow *window = open_window (place.session);
  GtkWidget *page, *scrolled;
  GtkAdjustment *adjustment;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "s", id);
  display_rest (place.session);
  page = find (window, PANTAU_TYPE_RECORD_PAGE);
  display_wait (display_shows (page, "Banjir"));
  gtk_widget_grab_focus (
      display_find_action (gtk_widget_get_ancestor (page, PANTAU_TYPE_PAGE_FRAME), "win.back"));
  scrolled =
      gtk_widget_get_ancestor (display_find_id (page, "events_list"), GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  display_key (GTK_WINDOW (window), GDK_KEY_Page_Down, 0);
  display_wait (gtk_adjustment_get_value (adjustment) > 0);
  close_window (window);
}

/* Who makes it so wide: the deepest widgets over the limit. */
static void
tell_wide (GtkWidget *widget, int limit)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= limit || !gtk_widget_get_visible (widget))
    return;
  g_test_message ("%s %s: %d", G_OBJECT_TYPE_NAME (widget),
                  gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), minimum);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell_wide (child, limit);
}

/* Sidebar and content side by side where there is room, in turns where there is none; never wider than a phone needs. */
static void
test_widths (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window = open_window (place.session);
  gboolean is_narrow;
  int minimum;

  for (const char *const *at = (const char *const[]){ "welcome", "all", "drafts", NULL };
       *at != NULL; at++)
    {
      go (window, *at);
      gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
                          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      tell_wide (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)), 360);
      g_assert_cmpint (minimum, <=, 360);
    }
  g_object_get (window, "narrow", &is_narrow, NULL);
  g_assert_false (is_narrow);

  gtk_window_set_default_size (GTK_WINDOW (window), 600, 500);
  display_wait ((g_object_get (window, "narrow", &is_narrow, NULL), is_narrow));
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 560);
  display_wait ((g_object_get (window, "narrow", &is_narrow, NULL), !is_narrow));
  display_rest (place.session);
  close_window (window);
}

/* 1024×600, less what desktops take: nine rows of a list and more. */
static void
test_room_for_rows (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  PantauWindow *window = open_window (place.session);
  GtkWidget *list = find (window, PANTAU_TYPE_LIST_PAGE);

  display_draw (list);
  g_assert_cmpint (gtk_widget_get_height (list), >=, 460);
  display_rest (place.session);
  close_window (window);
}

static gint64
count_of (PantauWindow *window, const char *title)
{
  GtkWidget *label = display_find_text (GTK_WIDGET (window), title);
  GtkWidget *row = gtk_widget_get_ancestor (label, PANTAU_TYPE_SIDEBAR_ROW);
  gint64 count;

  g_object_get (row, "count", &count, NULL);

  return count;
}

static void
test_counts (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *first = display_record (place.session, "risk", FLOOD), *second = NULL;
  PantauWindow *window = open_window (place.session);

  display_wait (count_of (window, "All records") == 1);
  display_wait (count_of (window, "Risks") == 1);
  second = display_record (place.session, "risk", FLOOD);
  display_wait (count_of (window, "All records") == 2);
  g_assert_cmpint (count_of (window, "Differences"), ==, 0);
  display_rest (place.session);
  close_window (window);
}

static gpointer
keep_draft (PantauHome *home, gpointer data, GError **error)
{
  g_assert_true (pantau_drafts_save (home, "0b7a5c0e-0000-4000-8000-000000000001", "risk", NULL,
                                     "Banjir di Keluang", "{}", error));

  return NULL;
}

/* The program ended without its last word: the draft is offered, not opened by itself. */
static GtkListBox *
find_places (PantauWindow *window)
{
  GtkWidget *row = find (window, PANTAU_TYPE_SIDEBAR_ROW);

  return GTK_LIST_BOX (gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX));
}

static const char *
selected_place (PantauWindow *window)
{
  return pantau_sidebar_row_get_place (
      PANTAU_SIDEBAR_ROW (gtk_list_box_get_selected_row (find_places (window))));
}

/* What the sidebar marks is what is shown, also after somebody went along it and on. */
static void
test_marked_place (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window = open_window (place.session);
  GtkWidget *first;

  go (window, "all");
  first = GTK_WIDGET (gtk_list_box_get_row_at_index (find_places (window), 0));
  gtk_widget_grab_focus (first);
  display_key (GTK_WINDOW (window), GDK_KEY_Down, 0);
  g_assert_cmpstr (selected_place (window), !=, "all");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  display_settle ();
  g_assert_cmpstr (pantau_window_get_place (window), ==, "all");
  g_assert_cmpstr (selected_place (window), ==, "all");
  close_window (window);
}

static gboolean
is_on_the_places (PantauWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (find_places (window)));
}

/* Fifteen places are one stop on the way to what they lead to. */
static void
test_tab_leaves_the_places (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window = open_window (place.session);

  go (window, "sync");
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (find_places (window), 0)));
  display_key (GTK_WINDOW (window), GDK_KEY_Tab, 0);
  g_assert_false (is_on_the_places (window));
  g_assert_true (gtk_widget_is_ancestor (
      gtk_window_get_focus (GTK_WINDOW (window)),
      gtk_widget_get_ancestor (find (window, PANTAU_TYPE_SYNC_PAGE), PANTAU_TYPE_PAGE_FRAME)));
  display_key (GTK_WINDOW (window), GDK_KEY_Tab, GDK_SHIFT_MASK);
  g_assert_true (is_on_the_places (window));
  g_assert_cmpstr (selected_place (window), ==, "sync");
  display_key (GTK_WINDOW (window), GDK_KEY_Tab, GDK_SHIFT_MASK);
  g_assert_false (is_on_the_places (window));
  close_window (window);
}

/* From a page to another one the focus goes with who goes, into what there is to see. */
static void
test_focus_goes_along (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = NULL;
  PantauWindow *window = open_window (place.session);
  GtkWidget *page;

  g_assert_cmpstr (pantau_window_get_place (window), ==, "welcome");
  id = display_record (place.session, "risk", FLOOD);
  go (window, "coverage");
  display_rest (place.session);
  display_draw (GTK_WIDGET (window));
  go (window, "sync");
  display_rest (place.session);
  display_draw (GTK_WIDGET (window));
  page = find (window, PANTAU_TYPE_SYNC_PAGE);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), page));
  go (window, "coverage");
  page = find (window, PANTAU_TYPE_COVERAGE_PAGE);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), page));
  go (window, "sync");
  page = find (window, PANTAU_TYPE_SYNC_PAGE);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), page));

  /* From a record to the list that it lay over. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "s", id);
  display_rest (place.session);
  display_draw (GTK_WIDGET (window));
  gtk_widget_child_focus (find (window, PANTAU_TYPE_RECORD_PAGE), GTK_DIR_TAB_FORWARD);
  go (window, "sync");
  go (window, "all");
  page = find (window, PANTAU_TYPE_LIST_PAGE);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), page));
  close_window (window);
}

/* A list that is read anew each minute takes the keyboard from nobody who stands on one of its rows. */
static void
test_focus_stays (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *list = gtk_list_box_new (), *row = g_object_new (PANTAU_TYPE_MATTER_ROW, NULL);
  PantauMatter matter = { .icon = (char *) "mail-send-symbolic",
                          .title = (char *) "KPU Kabupaten",
                          .action = (char *) "win.show",
                          .target = (char *) "agencies:kpu" };
  GtkWindow *window;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  pantau_matter_row_set (PANTAU_MATTER_ROW (row), &matter);
  window = display_show (list, place.session);
  gtk_widget_grab_focus (row);
  g_assert_true (gtk_widget_has_focus (row));
  pantau_matter_row_set (PANTAU_MATTER_ROW (row), &matter);
  g_assert_true (gtk_widget_has_focus (row));
  matter.target = (char *) "agencies:polda";
  pantau_matter_row_set (PANTAU_MATTER_ROW (row), &matter);
  gtk_widget_grab_focus (row);
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), "show agencies:polda"));
  gtk_window_destroy (window);
}

/* Where one came by a key may be far down the list. */
static void
test_marked_place_in_sight (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window = open_window (place.session);
  GtkListBox *list = find_places (window);
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  go (window, "sync");
  display_draw (GTK_WIDGET (window));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (gtk_list_box_get_selected_row (list)),
                                            scrolled, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (scrolled));
  close_window (window);
}

static void
test_draft_after_a_crash (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window;

  pantau_session_keep (place.session, keep_draft, NULL, NULL, NULL, NULL, NULL);
  display_rest (place.session);
  pantau_session_set_setting (place.session, "window-open", "1");
  window = open_window (place.session);
  display_wait (display_shows (GTK_WIDGET (window), "Banjir di Keluang"));
  g_assert_cmpstr (pantau_window_get_place (window), !=, "editor");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.dismiss", NULL);
  display_wait (!display_shows (GTK_WIDGET (window), "Banjir di Keluang"));
  display_rest (place.session);
  close_window (window);
}

static void
test_no_draft_after_a_good_end (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window;

  pantau_session_keep (place.session, keep_draft, NULL, NULL, NULL, NULL, NULL);
  display_rest (place.session);
  pantau_session_set_setting (place.session, "window-open", "0");
  window = open_window (place.session);
  display_rest (place.session);
  g_assert_false (display_shows (GTK_WIDGET (window), "Banjir di Keluang"));
  close_window (window);
}

static void
session_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  *(PantauSession **) data = pantau_session_open_finish (result, NULL);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* With the focus on a button that belongs to the page. */
static void
test_end_in_a_record (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  PantauWindow *window = open_window (place.session);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "s", id);
  display_rest (place.session);
  gtk_widget_grab_focus (display_find_action (
      gtk_widget_get_ancestor (find (window, PANTAU_TYPE_RECORD_PAGE), PANTAU_TYPE_PAGE_FRAME),
      "win.back"));
  close_window (window);
}

static gpointer
list_drafts (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_drafts_list (db, error);
}

/* What somebody was typing when they closed the window is a draft. */
static void
test_end_keeps_what_is_typed (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window = open_window (place.session);
  g_autofree char *path = g_strdup (pantau_session_get_path (place.session));
  g_autoptr (PantauSession) again = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  GAsyncResult *result = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-record", "s", "hoax");
  display_rest (place.session);
  display_type (GTK_WINDOW (window), "Surat suara palsu");
  close_window (window);
  display_settle ();

  pantau_session_open (path, FALSE, NULL, session_opened, &again);
  display_wait (again != NULL);
  pantau_session_read (again, list_drafts, NULL, NULL, NULL, G_PRIORITY_DEFAULT, NULL, take_result,
                       &result);
  display_wait (result != NULL);
  drafts = pantau_session_read_finish (again, result, NULL);
  g_object_unref (result);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_nonnull (strstr (((PantauUnfinished *) g_ptr_array_index (drafts, 0))->text, "palsu"));
  pantau_session_close (again);
}

static void
test_end (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window = open_window (place.session);
  g_autofree char *path = g_strdup (pantau_session_get_path (place.session));
  g_autoptr (PantauSession) again = NULL;

  close_window (window);

  /* Nobody holds the home any more, and the next start knows that this one ended well. */
  display_settle ();
  pantau_session_open (path, FALSE, NULL, session_opened, &again);
  display_wait (again != NULL);
  g_assert_cmpstr (pantau_session_get_setting (again, "window-open"), ==, "0");
  g_assert_nonnull (pantau_session_get_setting (again, "window-size"));
}

/* A repair is told until somebody has read it. */
static void
test_repair_is_told (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *home = g_build_filename (dir, "home", NULL),
                  *database = g_build_filename (home, "pantau.db", NULL);
  PantauSession *session = NULL;
  PantauWindow *window;

  g_assert_true (pantau_home_create (home, TRUE, NULL));
  g_assert_true (g_file_set_contents (database, "this is no database at all, is it", -1, NULL));
  pantau_session_open (home, FALSE, NULL, session_opened, &session);
  display_wait (session != NULL);
  g_assert_nonnull (pantau_session_get_repair (session));

  window = open_window (session);
  g_assert_true (display_shows (GTK_WIDGET (window), pantau_session_get_repair (session)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.dismiss", NULL);
  display_wait (!display_shows (GTK_WIDGET (window), pantau_session_get_repair (session)));
  close_window (window);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  display_wait (session == NULL);
}

static void
collect_accelerators (GtkWidget *widget, GHashTable *found)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *text = NULL;
      g_auto (GStrv) keys = NULL;

      g_object_get (widget, "accelerator", &text, NULL);
      keys = g_strsplit (text, " ", -1);
      for (char **key = keys; *key != NULL; key++)
        {
          char *dots = strstr (*key, "...");

          /* "<Control>1...5": one digit after the other */
          for (char digit = dots != NULL ? dots[-1] : 0; dots != NULL && digit <= dots[3]; digit++)
            g_hash_table_add (found,
                              g_strdup_printf ("%.*s%c", (int) (dots - *key - 1), *key, digit));
          if (dots == NULL)
            g_hash_table_add (found, g_strdup (*key));
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_accelerators (child, found);
}

/* Each key of the program is in the shortcuts window, and does what a verb that exists does. */
/* Two files at once, as a file manager gives them: read one after the other, on their page. */
static void
test_open_warnings (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  PantauWindow *window = open_window (place.session);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  static const char *const names[] = { "satu.xml", "dua.cap" };
  static const char *const titles[] = { "Hujan satu", "Hujan dua" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *text =
          warning_text (&(WarningText){ .identifier = names[i], .headline = titles[i] });
      g_autofree char *path = g_build_filename (place.dir, names[i], NULL);

      test_file_write (path, text, strlen (text));
      g_ptr_array_add (files, g_file_new_for_path (path));
    }
  pantau_window_take_warnings (window, files);
  g_assert_cmpstr (pantau_window_get_place (window), ==, "warnings");
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    display_wait (display_shows (GTK_WIDGET (window), titles[i]));
  display_rest (place.session);
  close_window (window);
}

static void
test_shortcuts_agree (void)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/id/pantau/Pantau/ui/pantau-shortcuts.ui");
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidgetClass *klass = g_type_class_ref (PANTAU_TYPE_WINDOW);

  collect_accelerators (window, shown);
  for (const PantauKey *key = pantau_keys; key->action != NULL; key++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      gboolean exists = g_str_equal (key->action, "app.menu");
      const GVariantType *type;
      const char *action, *property;
      GType owner;

      g_assert_true (g_action_parse_detailed_name (key->action, &name, &target, NULL));
      for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &action, &type, &property);
           i++)
        exists |= g_str_equal (action, name);
      if (g_str_has_prefix (name, "app."))
        exists |= g_action_map_lookup_action (G_ACTION_MAP (application), name + 4) != NULL;
      if (!exists)
        g_error ("no verb %s", name);

      for (guint i = 0; i < G_N_ELEMENTS (key->keys) && key->keys[i] != NULL; i++)
        if (!g_hash_table_contains (shown, key->keys[i]))
          g_error ("%s is not in the shortcuts window", key->keys[i]);
    }

  g_type_class_unref (klass);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* An empty badge once stood there in the colour that asks for care. */
static void
test_nothing_needs_care (void)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (
      pantau_sidebar_row_new ("differences", NULL, "emblem-ok-symbolic", "Differences"));
  GtkWidget *count = display_find_id (row, "count_label");

  g_object_set (row, "needs-care", TRUE, NULL);
  pantau_sidebar_row_set_count (PANTAU_SIDEBAR_ROW (row), 0);
  g_assert_false (gtk_widget_get_visible (count));
  pantau_sidebar_row_set_count (PANTAU_SIDEBAR_ROW (row), 2);
  g_assert_true (gtk_widget_get_visible (count));
}

int
main (int argc, char **argv)
{
  g_autofree char *file = NULL;
  PantauSettings *settings;
  int status;

  display_init (&argc, &argv);
  file = g_build_filename (g_get_user_config_dir (), "settings.ini", NULL);
  settings = pantau_settings_new (file);
  application = pantau_application_new (settings);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_application_hold (G_APPLICATION (application));

  g_test_add_func ("/window/first-start", test_first_start);
  g_test_add_func ("/window/practice-is-seen", test_practice_is_seen);
  g_test_add_func ("/window/pages-are-made-late", test_pages_are_made_late);
  g_test_add_func ("/window/way-back", test_way_back);
  g_test_add_func ("/window/back-to-a-search", test_back_to_a_search);
  g_test_add_func ("/window/keys", test_keys);
  g_test_add_func ("/window/keys-of-the-header", test_keys_of_the_header);
  g_test_add_func ("/window/scrolls-from-the-header", test_scrolls_from_the_header);
  g_test_add_func ("/window/widths", test_widths);
  g_test_add_func ("/window/room-for-rows", test_room_for_rows);
  g_test_add_func ("/window/counts", test_counts);
  g_test_add_func ("/window/marked-place", test_marked_place);
  g_test_add_func ("/window/tab-leaves-the-places", test_tab_leaves_the_places);
  g_test_add_func ("/window/focus-goes-along", test_focus_goes_along);
  g_test_add_func ("/window/focus-stays", test_focus_stays);
  g_test_add_func ("/window/marked-place-in-sight", test_marked_place_in_sight);
  g_test_add_func ("/window/draft-after-a-crash", test_draft_after_a_crash);
  g_test_add_func ("/window/no-draft-after-a-good-end", test_no_draft_after_a_good_end);
  g_test_add_func ("/window/end", test_end);
  g_test_add_func ("/window/end-in-a-record", test_end_in_a_record);
  g_test_add_func ("/window/end-keeps-what-is-typed", test_end_keeps_what_is_typed);
  g_test_add_func ("/window/repair-is-told", test_repair_is_told);
  g_test_add_func ("/window/nothing-needs-care", test_nothing_needs_care);
  g_test_add_func ("/window/open-warnings", test_open_warnings);
  g_test_add_func ("/window/shortcuts-agree", test_shortcuts_agree);
  status = g_test_run ();

  g_object_unref (application);
  pantau_settings_free (settings);

  return status;
}
