/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauLapsitPage: a report is made, read, completed and kept by whoever sits before it. */

#include "config.h"

#include <string.h>

#include "pantau-lapsit-file.h"
#include "pantau-lapsit-page.h"
#include "scene-fixture.h"

#define FLOOD                                                                                      \
  "{\"title\":\"Banjir rahasia\",\"occurred\":\"2024-11-20\",\"region\":\"16.13.04\",\"severity\":4,"  \
  "\"fields\":{\"hazard\":\"banjir\"}}"

static GtkWidget *
text_view (GtkWidget *page, const char *name)
{
  return display_find_name (page, name);
}

static char *
typed (GtkWidget *page, const char *name)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view (page, name))), "text", &text,
                NULL);

  return text;
}

/* A report of what is here, made by the button. */
static void
make (GtkWidget *page)
{
  gtk_widget_activate (display_find_id (page, "make_button"));
  display_wait (display_find_id (page, "preview_label") != NULL &&
                display_shows (page, "LAPORAN SITUASI"));
  display_wait (!gtk_widget_get_visible (display_find_id (page, "spinner")));
}

static gpointer
read_kept (PantauHome *home, gpointer data, GError **error)
{
  return pantau_lapsit_list_kept (home, error);
}

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GPtrArray **kept = data;
  g_autoptr (GError) error = NULL;

  *kept = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
}

/* What the home keeps. (transfer full) */
static GPtrArray *
kept_of (PantauSession *session)
{
  GPtrArray *kept = NULL;

  pantau_session_ask (session, read_kept, NULL, NULL, NULL, was_read, &kept);
  display_wait (kept != NULL);

  return kept;
}

/* Nothing is made yet, and the page says so; a report that is made is shown and kept. */
static void
test_make (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  g_autofree char *flood = display_record (scene.place.session, "risk", FLOOD);
  GtkWindow *window = display_show (page, scene.place.session);
  g_autofree char *nameless = NULL;
  g_autoptr (GPtrArray) kept = NULL;

  display_wait (display_shows (page, "No report yet"));
  make (page);
  g_assert_true (display_shows (page, "Risiko terbuka: 1"));
  g_assert_false (display_shows (page, "Banjir rahasia"));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  kept = kept_of (scene.place.session);
  g_assert_cmpuint (kept->len, ==, 1);
  gtk_window_destroy (window);
}

/* What is typed keeps itself within two seconds, warns of a number, and is there again. */
static void
test_texts (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16.13", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);
  g_autofree char *again = NULL;
  gint64 begin;

  make (page);
  gtk_widget_grab_focus (text_view (page, "Recommendations"));
  begin = g_get_monotonic_time ();
  display_type (window, "Hubungi 081234567890");
  display_wait (display_shows (page, "Saved"));
  g_assert_cmpint (PANTAU_LAPSIT_PAGE_REST, <, 2000);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, PANTAU_LAPSIT_PAGE_REST * 1000);
  display_wait (display_shows (page, "seems to hold somebody’s number"));
  display_wait (display_shows (page, "*Rekomendasi*"));
  gtk_window_destroy (window);
  display_rest (scene.place.session);

  page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  window = display_show (page, scene.place.session);
  display_wait (display_shows (page, "LAPORAN SITUASI"));
  again = typed (page, "Recommendations");
  g_assert_cmpstr (again, ==, "Hubungi 081234567890");
  gtk_window_destroy (window);
}

/* Leaving the page keeps what was typed a moment before. */
static void
test_leave (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);
  g_autoptr (GPtrArray) kept = NULL;

  make (page);
  gtk_widget_grab_focus (text_view (page, "Analysis"));
  display_type (window, "naik");
  gtk_window_destroy (window);
  display_rest (scene.place.session);
  kept = kept_of (scene.place.session);
  g_assert_cmpstr (((PantauLapsit *) g_ptr_array_index (kept, 0))->texts.analysis, ==, "naik");
}

/* What is no hour is said beside it, and nothing is made; neither is a report of an hour to come. */
static void
test_hour (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);
  GtkWidget *entry;
  g_autoptr (GPtrArray) kept = NULL;

  display_wait (display_shows (page, "No report yet"));
  entry = display_find_id (page, "hour_entry");
  gtk_widget_grab_focus (entry);
  display_type (window, "entah\n");
  display_wait (display_shows (page, "This is no hour"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "01-01-2099 08.00");
  gtk_widget_activate (display_find_id (page, "make_button"));
  display_wait (display_shows (page, "still to come"));
  kept = kept_of (scene.place.session);
  g_assert_cmpuint (kept->len, ==, 0);
  gtk_window_destroy (window);
}

/* A report of one region and one election is of these alone. */
static void
test_narrow (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  g_autofree char *flood = display_record (scene.place.session, "risk", FLOOD);
  GtkWindow *window = display_show (page, scene.place.session);
  g_autoptr (GPtrArray) kept = NULL;
  const PantauLapsit *report;

  gtk_drop_down_set_selected (GTK_DROP_DOWN (display_find_id (page, "region_choice")), 13);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (display_find_id (page, "election_choice")), 1);
  make (page);
  kept = kept_of (scene.place.session);
  report = g_ptr_array_index (kept, 0);
  g_assert_cmpstr (report->region, ==, "16.13");
  g_assert_nonnull (report->election);
  g_assert_cmpint (report->total->figures[PANTAU_LAPSIT_RISKS], ==, 0);
  gtk_window_destroy (window);
}

/* Pemprov's report has its own letterhead and no case. */
static void
test_pemprov (void)
{
  g_auto (Scene) scene = scene_new ("pemprov", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);

  make (page);
  g_assert_false (display_shows (page, "Kasus"));
  g_assert_false (display_shows (page, "Tenggat"));
  gtk_window_destroy (window);
}

/* The message goes to the clipboard as it stands there. */
static void
test_copy (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);
  GdkContentProvider *content;
  g_auto (GValue) value = G_VALUE_INIT;

  make (page);
  gtk_widget_activate_action (page, "lapsit.copy", NULL);
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (page));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==,
                   gtk_label_get_label (GTK_LABEL (display_find_id (page, "preview_label"))));
  gtk_window_destroy (window);
}

/* Another report that is chosen is shown with its own texts. */
static void
test_choose (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);
  g_autofree char *other = NULL, *first = NULL;

  gtk_editable_set_text (GTK_EDITABLE (display_find_id (page, "hour_entry")), "01-11-2024 08.00");
  make (page);
  gtk_widget_grab_focus (text_view (page, "Analysis"));
  display_type (window, "lama");
  display_wait (display_shows (page, "Saved"));
  gtk_editable_set_text (GTK_EDITABLE (display_find_id (page, "hour_entry")), "");
  gtk_widget_activate (display_find_id (page, "make_button"));
  display_wait (g_list_model_get_n_items (gtk_drop_down_get_model (
                    GTK_DROP_DOWN (display_find_id (page, "kept_choice")))) == 2);
  display_wait (!display_shows (page, "1 November 2024"));
  other = typed (page, "Analysis");
  g_assert_cmpstr (other, ==, "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (display_find_id (page, "kept_choice")), 1);
  display_wait (display_shows (display_find_id (page, "preview_label"), "1 November 2024"));
  first = typed (page, "Analysis");
  g_assert_cmpstr (first, ==, "lama");
  gtk_window_destroy (window);
}

/* Counted again from its lines, and the page says what came of it; what is in the file no more is told. */
static void
test_recount (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  g_autofree char *flood = display_record (scene.place.session, "risk", FLOOD);
  GtkWindow *window = display_show (page, scene.place.session);

  make (page);
  gtk_widget_activate_action (page, "lapsit.recount", NULL);
  display_wait (display_shows (page, "every figure is the same"));
  g_assert_false (gtk_widget_get_visible (display_find_id (page, "progress_box")));

  /* Another report has not been counted again. */
  gtk_widget_activate (display_find_id (page, "make_button"));
  display_wait (!display_shows (page, "every figure is the same"));
  gtk_window_destroy (window);
}

/* It may be stopped: then nothing is said of figures. The window may go meanwhile. */
static void
test_recount_stopped (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page;
  GtkWindow *window;

  display_seed (scene.place.session, 300);
  page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  window = display_show (page, scene.place.session);
  make (page);
  gtk_widget_activate_action (page, "lapsit.recount", NULL);
  g_signal_emit_by_name (display_find_id (page, "stop_button"), "clicked");
  display_wait (display_shows (page, "Counting again was stopped"));
  gtk_widget_activate_action (page, "lapsit.recount", NULL);
  gtk_window_destroy (window);
  display_rest (scene.place.session);
}

/* Nothing goes before somebody has said so once more; then the report before is shown, or that there is none. */
static void
test_remove (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);
  GtkWidget *dialog;
  g_autoptr (GPtrArray) kept = NULL, left = NULL;

  make (page);
  gtk_widget_activate_action (page, "lapsit.remove", NULL);
  display_wait (display_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = display_find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  kept = kept_of (scene.place.session);
  g_assert_cmpuint (kept->len, ==, 1);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "remove");
  display_wait (display_shows (page, "No report yet"));
  left = kept_of (scene.place.session);
  g_assert_cmpuint (left->len, ==, 0);
  gtk_window_destroy (window);
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

/* The sheets are those of the PDF, and those of what is typed. */
static void
test_sheets (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);
  GtkWidget *sheets;
  GdkPaintable *before;
  g_autofree char *nameless = NULL;

  make (page);
  sheets = display_find_id (page, "sheets");
  g_assert_cmpuint (count_children (sheets), ==, 0);
  g_signal_emit_by_name (display_find_id (page, "view_chips"), "picked", "sheets");
  display_wait (count_children (sheets) >= 2);
  display_draw (page);
  g_assert_cmpint (gtk_widget_get_height (gtk_widget_get_first_child (sheets)), >, 500);
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  display_draw (page);

  before = gtk_picture_get_paintable (GTK_PICTURE (gtk_widget_get_first_child (sheets)));
  gtk_widget_grab_focus (text_view (page, "Analysis"));
  display_type (window, "Air surut");
  display_wait (gtk_picture_get_paintable (GTK_PICTURE (gtk_widget_get_first_child (sheets))) !=
                before);
  gtk_window_destroy (window);
}

/* All of it has room, with letters twice as large too, and nothing asks for more than a small laptop's screen. */
static void
test_fits (void)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  for (guint times = 1; times <= 2; times++)
    {
      g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
      GtkWidget *page = g_object_new (PANTAU_TYPE_LAPSIT_PAGE, NULL);
      GtkWindow *window;
      g_autofree char *misfits = NULL;
      int least;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                    (int) times * (dpi > 0 ? dpi : 96 * 1024), NULL);
      window = display_show (page, scene.place.session);
      make (page);
      display_draw (page);
      misfits = display_misfits (page);
      g_assert_cmpstr (misfits, ==, "");
      gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_assert_cmpint (least, <=, 1024);
      gtk_window_destroy (window);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/lapsit-page/make", test_make);
  g_test_add_func ("/lapsit-page/texts", test_texts);
  g_test_add_func ("/lapsit-page/leave", test_leave);
  g_test_add_func ("/lapsit-page/hour", test_hour);
  g_test_add_func ("/lapsit-page/narrow", test_narrow);
  g_test_add_func ("/lapsit-page/pemprov", test_pemprov);
  g_test_add_func ("/lapsit-page/copy", test_copy);
  g_test_add_func ("/lapsit-page/choose", test_choose);
  g_test_add_func ("/lapsit-page/recount", test_recount);
  g_test_add_func ("/lapsit-page/recount-stopped", test_recount_stopped);
  g_test_add_func ("/lapsit-page/remove", test_remove);
  g_test_add_func ("/lapsit-page/sheets", test_sheets);
  g_test_add_func ("/lapsit-page/fits", test_fits);

  return g_test_run ();
}
