/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauWarningsPage and PantauWarningView: what is here offline, what it strikes, and one key that records risks there. */

#include "config.h"

#include <string.h>

#include "display-fixture.h"
#include "pantau-hex-map.h"
#include "mock-server.h"
#include "pantau-warning-dialog.h"
#include "pantau-warning-fetch.h"
#include "pantau-warning-row.h"
#include "pantau-warning-view.h"
#include "pantau-warning-watch.h"
#include "pantau-warnings-page.h"
#include "pantau-warnings.h"
#include "warning-fixture.h"

#define TITLE "Hujan lebat di Sumatera Selatan"

/* Times by the clock of the machine that runs this: the page goes by it. (transfer full) */
static char *
hours_from_now (int hours)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_hours (now, hours);

  return g_date_time_format (then, "%Y-%m-%dT%H:%M:%S+00:00");
}

/* A message in a file of its own, sent an hour ago, that stands for @hours from now. (transfer full): its path */
static char *
write_message (const Place *place, const char *identifier, const char *status, int hours)
{
  g_autofree char *sent = hours_from_now (-1), *expires = hours_from_now (hours), *text = NULL;
  char *path = g_build_filename (place->dir, identifier, NULL);

  text = warning_text (&(WarningText){
      .identifier = identifier,
      .status = status,
      .sent = sent,
      .expires = expires,
      .description = "di Sumatera Selatan, khususnya di Baturaja Timur dan Rawas Ilir" });
  test_file_write (path, text, strlen (text));

  return path;
}

static void
bring (GtkWidget *page, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  display_wait (gtk_widget_is_sensitive (display_find_id (page, "file_button")));
  pantau_warnings_page_read (PANTAU_WARNINGS_PAGE (page), file);
}

static gpointer
find_id (PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PantauReference) reference = pantau_reference_new (NULL, error);
  g_autoptr (PantauWarningMatcher) matcher = pantau_warning_matcher_new (reference, error);
  g_autoptr (PantauWarningItem) item = pantau_warnings_get (db, matcher, data, 0, error);

  return item != NULL ? g_strdup (item->id) : NULL;
}

static void
was_found (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = pantau_session_read_finish (PANTAU_SESSION (source), result, NULL);
}

/* (transfer full) */
static char *
id_of (PantauSession *session, const char *identifier)
{
  char *id = NULL;

  pantau_session_read (session, find_id, (gpointer) identifier, NULL, g_free, G_PRIORITY_DEFAULT,
                       NULL, was_found, &id);
  display_wait (id != NULL);

  return id;
}

/* The page brings one, and leads to it. */
static void
test_list (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *path = write_message (&place, "satu", "Actual", 3),
                  *exercise = write_message (&place, "latihan", "Exercise", 3),
                  *over = write_message (&place, "lewat", "Actual", -1), *id = NULL, *target = NULL,
                  *nameless = NULL;
  GtkWidget *page = g_object_new (PANTAU_TYPE_WARNINGS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);
  GtkWidget *row;

  display_wait (display_shows (page, "No early warning is here"));
  g_assert_true (display_shows (page, "BMKG"));
  bring (page, over);
  display_wait (display_shows (page, "No longer in force"));
  g_assert_true (display_shows (page, "0 early warnings in force"));
  bring (page, exercise);
  display_wait (display_shows (page, "Exercise or test: not real"));
  g_assert_true (display_shows (page, "0 early warnings in force"));
  bring (page, path);
  display_wait (display_shows (page, "1 early warning in force"));
  display_wait (display_shows (page, TITLE));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");

  id = id_of (place.session, "satu");
  target = g_strconcat ("show warnings:", id, NULL);
  row = gtk_widget_get_ancestor (display_find_text (page, "In force"), GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_grab_focus (row);
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), target));
  gtk_window_destroy (window);
}

/* A file that is none gives a sentence, and the page is ready for the next. */
static void
test_broken_file (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *path = g_build_filename (place.dir, "rusak.xml", NULL);
  GtkWidget *page = g_object_new (PANTAU_TYPE_WARNINGS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);

  test_file_write (path, "<alert", 6);
  bring (page, path);
  display_wait (g_str_has_prefix (display_told (window), "toast "));
  g_assert_nonnull (strstr (display_told (window), "XML"));
  display_wait (gtk_widget_is_sensitive (display_find_id (page, "fetch_button")));
  gtk_window_destroy (window);
}

static guint
count_rows (GtkWidget *view)
{
  GtkListBox *list = GTK_LIST_BOX (display_find_id (view, "places_list"));
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;

  return n;
}

static PantauWarningRow *
get_row (GtkWidget *view, int n)
{
  return PANTAU_WARNING_ROW (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (view, "places_list")), n));
}

/* One key records a risk in each that is ticked, and none a second time. */
static void
test_open (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *path = write_message (&place, "satu", "Actual", 3), *id = NULL, *nameless = NULL;
  GtkWidget *page = g_object_new (PANTAU_TYPE_WARNINGS_PAGE, NULL), *view, *tick;
  GtkWindow *window = display_show (page, place.session);

  bring (page, path);
  display_wait (display_shows (page, TITLE));
  id = id_of (place.session, "satu");
  gtk_window_destroy (window);

  view = g_object_new (PANTAU_TYPE_WARNING_VIEW, "warning", id, NULL);
  window = display_show (view, place.session);
  display_wait (display_shows (view, "2 kecamatan · 416 TPS"));
  display_wait (count_rows (view) == 2);
  g_assert_true (display_shows (view, "In force"));
  g_assert_true (display_shows (view, "Kec. Baturaja Timur"));
  g_assert_true (display_shows (view, "Rutan Kelas IIB Baturaja"));
  g_assert_true (display_shows (view, "Open 2 risks"));
  g_assert_nonnull (display_find_type (view, PANTAU_TYPE_HEX_MAP));
  nameless = display_nameless (view);
  g_assert_cmpstr (nameless, ==, "");

  tick = display_find_id (GTK_WIDGET (get_row (view, 0)), "tick");
  gtk_widget_grab_focus (tick);
  display_key (window, GDK_KEY_space, 0);
  display_wait (display_shows (view, "Open 1 risk"));
  display_key (window, GDK_KEY_r, 0);
  display_wait (g_str_equal (display_told (window), "toast 1 risk recorded"));
  display_wait (display_shows (view, "a risk is open for this warning"));
  display_wait (!gtk_widget_is_sensitive (display_find_id (view, "open_button")));
  g_assert_false (pantau_warning_row_get_ticked (get_row (view, 0)));

  display_key (window, GDK_KEY_space, 0);
  display_wait (display_shows (view, "Open 1 risk"));
  gtk_window_destroy (window);
}

/* Of an exercise nothing can be opened. */
static void
test_exercise (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *path = write_message (&place, "latihan", "Exercise", 3), *id = NULL;
  GtkWidget *page = g_object_new (PANTAU_TYPE_WARNINGS_PAGE, NULL), *view;
  GtkWindow *window = display_show (page, place.session);

  bring (page, path);
  display_wait (display_shows (page, TITLE));
  id = id_of (place.session, "latihan");
  gtk_window_destroy (window);

  view = g_object_new (PANTAU_TYPE_WARNING_VIEW, "warning", id, NULL);
  window = display_show (view, place.session);
  display_wait (display_shows (view, "Exercise or test: not real"));
  display_wait (count_rows (view) == 2);
  g_assert_false (gtk_widget_is_sensitive (display_find_id (view, "open_button")));
  g_assert_false (
      gtk_widget_is_sensitive (display_find_id (GTK_WIDGET (get_row (view, 0)), "tick")));
  gtk_window_destroy (window);
}

static GtkWidget *
open_schedule (GtkWidget *page)
{
  GtkWidget *dialog;

  gtk_widget_activate (display_find_id (page, "schedule_button"));
  display_wait ((dialog = display_find_dialog (PANTAU_TYPE_WARNING_DIALOG)) != NULL);

  return dialog;
}

static void
answer_schedule (GtkWidget *dialog, const char *response)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_WARNING_DIALOG) == NULL);
}

/* From where and how often is chosen, told, and there when one comes again; an address that nobody may ask cannot be. */
static void
test_schedule (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_WARNINGS_PAGE, NULL), *dialog;
  GtkWindow *window = display_show (page, place.session);
  g_autofree char *nameless = NULL;

  g_assert_cmpuint (pantau_warning_watch_get_minutes (place.session), ==, 0);
  dialog = open_schedule (page);
  nameless = display_nameless (dialog);
  g_assert_cmpstr (nameless, ==, "");
  gtk_editable_set_text (GTK_EDITABLE (display_find_id (dialog, "url_entry")),
                         "http://contoh.go.id/cap");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "keep"));
  display_wait (gtk_widget_get_mapped (display_find_id (dialog, "fault_label")));
  answer_schedule (dialog, "keep");
  g_assert_null (pantau_session_get_setting (place.session, PANTAU_SETTING_WARNINGS_URL));

  dialog = open_schedule (page);
  gtk_editable_set_text (GTK_EDITABLE (display_find_id (dialog, "url_entry")),
                         " https://contoh.go.id/cap/rss.xml ");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (display_find_id (dialog, "every_choice")), 2);
  answer_schedule (dialog, "keep");
  g_assert_cmpuint (pantau_warning_watch_get_minutes (place.session), ==, 30);
  display_wait (display_shows (page, "Fetched from https://contoh.go.id/cap/rss.xml"));
  g_assert_true (display_shows (page, "Every 30 minutes by itself, while this window is open"));

  dialog = open_schedule (page);
  g_assert_cmpuint (
      gtk_drop_down_get_selected (GTK_DROP_DOWN (display_find_id (dialog, "every_choice"))), ==, 2);
  gtk_editable_set_text (GTK_EDITABLE (display_find_id (dialog, "url_entry")), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (display_find_id (dialog, "every_choice")), 0);
  answer_schedule (dialog, "keep");
  g_assert_cmpuint (pantau_warning_watch_get_minutes (place.session), ==, 0);
  g_assert_null (pantau_session_get_setting (place.session, PANTAU_SETTING_WARNINGS_URL));
  gtk_window_destroy (window);
}

/*
 * It comes by itself and is seen; what fails is tried again, and nobody is troubled. Where nothing was chosen nobody is asked, and after the watch is gone nobody is asked any more.
 */
static void
test_watch (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autoptr (PantauMock) mock = pantau_mock_new (key);
  g_autofree char *url = g_strconcat (pantau_mock_get_url (mock), "/satu.xml", NULL);
  g_autofree char *sent = hours_from_now (-1), *expires = hours_from_now (3), *text = NULL;
  GtkWidget *page = g_object_new (PANTAU_TYPE_WARNINGS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);
  PantauWarningWatch *watch;

  pantau_warning_watch_set_minute (6);
  pantau_warning_fetch_set_pace (1);
  pantau_session_set_setting (place.session, PANTAU_SETTING_WARNINGS_URL, url);
  watch = pantau_warning_watch_new (place.session);
  display_rest (place.session);
  g_assert_cmpuint (pantau_mock_count (mock), ==, 0);

  text = warning_text (&(WarningText){ .identifier = "satu", .sent = sent, .expires = expires });
  pantau_mock_add_reply (mock, 500, NULL, "");
  pantau_mock_add_reply (mock, 200, "Content-Type: application/xml\r\n", text);
  pantau_session_set_setting (place.session, PANTAU_SETTING_WARNINGS_EVERY, "60");
  display_wait (display_shows (page, "1 early warning in force"));
  g_assert_cmpuint (pantau_mock_count (mock), ==, 2);
  g_assert_cmpstr (display_told (window), ==, "");

  g_object_unref (watch);
  display_rest (place.session);
  g_assert_cmpuint (pantau_mock_count (mock), ==, 2);
  pantau_warning_watch_set_minute (0);
  pantau_warning_fetch_set_pace (0);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/warnings-page/list", test_list);
  g_test_add_func ("/warnings-page/broken-file", test_broken_file);
  g_test_add_func ("/warnings-page/open", test_open);
  g_test_add_func ("/warnings-page/exercise", test_exercise);
  g_test_add_func ("/warnings-page/schedule", test_schedule);
  g_test_add_func ("/warnings-page/watch", test_watch);

  return g_test_run ();
}
