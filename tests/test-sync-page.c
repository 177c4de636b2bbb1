/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sync page and the line in the bottom bar: what is where, what waits and why, what to do. */

#include "config.h"

#include <glib/gstdio.h>

#include "pantau-advice.h"
#include "pantau-courier-dialog.h"
#include "pantau-error.h"
#include "pantau-home-private.h"
#include "pantau-files-rule.h"
#include "pantau-sync-page.h"
#include "pantau-sync-status.h"
#include "pantau-sync-words.h"
#include "proxy.h"
#include "scene-fixture.h"
#include "transfer-fixture.h"

/* The least width that the page may ask for, in pixels. */
#define NARROW 360

static GtkWidget *
show (Scene *scene, GType type, GtkWindow **window)
{
  GtkWidget *page = g_object_new (type, NULL);

  *window = display_show (page, scene->place.session);

  return page;
}

static gboolean
is_shown (GtkWidget *root, const char *id)
{
  return gtk_widget_get_mapped (display_find_id (root, id));
}

static void
test_alone (void)
{
  g_auto (Scene) scene = scene_new (NULL, NULL, FALSE);
  g_autofree char *record = scene_flood (&scene), *nameless = NULL;
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);

  display_wait (display_shows (page, "Banjir di Pauh"));
  g_assert_true (display_shows (page, "Everything is saved on this laptop"));
  g_assert_true (display_shows (page, "What you record is safe on this laptop."));
  g_assert_true (display_shows (page, "never yet"));
  g_assert_true (is_shown (page, "enroll_button"));
  g_assert_false (is_shown (page, "sync_button"));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (display_find_id (page, "waiting_label"))), ==,
                   "1");
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");

  gtk_widget_activate (display_find_id (page, "enroll_button"));
  display_wait (g_str_equal (display_told (window), "enroll"));
  gtk_window_destroy (window);
}

/* Minimum widths, the widest children first, for whoever has to mend it. */
static void
tell_widths (GtkWidget *widget, int least, int depth)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  if (width < least || !gtk_widget_get_mapped (widget))
    return;
  g_test_message ("%*s%s %d", depth * 2, "", G_OBJECT_TYPE_NAME (widget), width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell_widths (child, least, depth + 1);
}

/* Letters twice as large on half a small screen. */
static void
test_narrow (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene);
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWindow *window;
  GtkWidget *page;
  int dpi, width;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * (dpi > 0 ? dpi : 96 * 1024), NULL);
  page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  display_wait (display_shows (page, "Banjir di Pauh"));
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  if (width > NARROW)
    tell_widths (page, NARROW * 2 / 3, 0);
  g_assert_cmpint (width, <=, NARROW);
  gtk_window_destroy (window);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_offline (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene);
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);

  display_wait (display_shows (page, "No connection to the province"));
  display_wait (display_shows (page, "The province cannot be reached"));
  g_assert_true (display_shows (page, "Nothing is lost; it is tried again by itself"));
  display_wait (display_shows (page, "Pengawas Satu"));
  display_wait (display_shows (page, "Panwascam"));
  display_wait (display_shows (page, "field monitor"));
  display_wait (display_shows (page, "Rawas Ilir"));
  display_wait (display_shows (page, "http://127.0.0.1:1"));
  g_assert_false (is_shown (page, "enroll_button"));

  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  display_key (window, GDK_KEY_F5, 0);
  display_wait (g_str_equal (display_told (window), "sync"));
  gtk_window_destroy (window);
}

/* What changes while the page is seen is seen. */
static void
test_follows (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  g_autofree char *record = NULL;

  display_wait (display_shows (page, "Pengawas Satu"));
  /* Neither before the first answer nor after it: an empty frame is not shown. */
  g_assert_false (is_shown (page, "lines_list"));
  g_assert_false (is_shown (page, "lines_label"));
  display_rest (scene.place.session);
  g_assert_false (is_shown (page, "lines_list"));
  record = scene_flood (&scene);
  display_wait (is_shown (page, "lines_list"));
  scene_script (&scene, "DELETE FROM unsent");
  display_wait (!is_shown (page, "lines_list"));
  gtk_window_destroy (window);
}

static void
test_refused (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *told = g_strdup_printf ("open-record %s", record);
  GtkWindow *window;
  GtkWidget *page;

  scene_script (
      &scene,
      "INSERT INTO refused (entry, reason, epoch) SELECT entry, 'signature', 'e' FROM unsent");
  page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  display_wait (is_shown (page, "refused_box"));
  g_assert_true (display_shows (page, "Not taken: its signature does not match"));

  gtk_widget_activate (gtk_widget_get_first_child (display_find_id (page, "lines_list")));
  display_wait (g_str_equal (display_told (window), told));
  gtk_window_destroy (window);
}

static void
test_quarantined (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene), *line = scene_first_line (&scene, record),
                  *verdict = NULL, *json = NULL;
  GtkWindow *window;
  GtkWidget *page;

  json = g_strdup_printf ("{\"entry\":\"%s\",\"reason\":\"region\"}", line);
  verdict = scene_write (&scene, SCENE_PROVINCE, record, "risk", "entry.quarantine", line, json);
  page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  display_wait (is_shown (page, "quarantine_box"));
  g_assert_true (display_shows (page, "1 record is in quarantine"));
  gtk_widget_activate (display_find_name (page, "Show the records in quarantine"));
  display_wait (g_str_equal (display_told (window), "show query:karantina:ya"));
  gtk_window_destroy (window);
}

/* Two signed histories are said as long as they are news; what a copied home was told, as long as it has that key. */
static void
test_warned (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene);
  GtkWindow *window;
  GtkWidget *page;
  const char *text;

  scene_script (
      &scene,
      "INSERT INTO contradiction (at, what, proof) VALUES "
      "('2020-01-01T08:00:00+07:00', 'restored', '{}'), "
      "(strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'), 'fork', "
      "'{\"after\":{\"text\":\"{\\\"index\\\":7}\"}}'), "
      "(strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'), 'copied', '{\"device\":\"another\",\"seq\":3}')");
  page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  display_wait (is_shown (page, "warning_box"));
  text = gtk_label_get_label (GTK_LABEL (display_find_id (page, "warning_label")));
  g_assert_nonnull (strstr (text, "7"));
  g_assert_null (strchr (text, '\n')); /* the one that is news */
  g_assert_false (is_shown (page, "rekey_button"));
  gtk_window_destroy (window);
}

/* Where this very key is in two hands, what helps is offered. */
static void
test_copied (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO contradiction (at, what, proof) VALUES ('2024-02-14T08:00:00+07:00', 'copied', "
      "'{\"device\":\"%s\",\"seq\":3}')",
      pantau_session_get_device (scene.place.session));
  GtkWindow *window;
  GtkWidget *page;

  scene_script (&scene, sql);
  page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  display_wait (is_shown (page, "rekey_button"));
  g_assert_true (display_shows (page, "this laptop needs a new key"));
  gtk_widget_activate (display_find_id (page, "rekey_button"));
  display_wait (g_str_equal (display_told (window), "rekey"));
  gtk_window_destroy (window);
}

/* A desk hears that a laptop of its region was copied, and of what only a newer province notices it says nothing. */
static void
test_alerted (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = pantau_uuid_new (), *copied = NULL, *unknown = NULL;
  GtkWindow *window;
  GtkWidget *page;

  copied = scene_write (&scene, SCENE_PROVINCE, record, "device", PANTAU_TYPE_ALERT, NULL,
                        "{\"what\":\"copied\",\"device\":\"x\",\"person\":\"LAT-7\","
                        "\"seq\":3,\"entries\":[]}");
  unknown = scene_write (&scene, SCENE_PROVINCE, record, "device", PANTAU_TYPE_ALERT, NULL,
                         "{\"what\":\"kelak\",\"person\":\"LAT-8\"}");
  page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  display_wait (display_shows (page, "the data of the laptop of LAT-7 exists twice"));
  g_assert_false (display_shows (page, "LAT-8"));
  gtk_window_destroy (window);
}

static char *
next_text (GtkWidget *page)
{
  return g_strdup (gtk_label_get_label (GTK_LABEL (display_find_id (page, "next_label"))));
}

/* When it is tried again is said, and counted down without a question to the store. */
static void
test_next_try (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);

  display_wait (is_shown (page, "next_label"));
  /* Seconds that go by, or the try after them: what is said changes by itself. */
  display_wait (is_shown (page, "next_label") &&
                (g_hash_table_add (seen, next_text (page)), g_hash_table_size (seen) >= 3));
  gtk_window_destroy (window);
}

/* --- A network that wants a login --- */

static void
write_below (const char *dir, const char *name, const char *text, int mode)
{
  g_autofree char *path = g_build_filename (dir, name, NULL), *above = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (above, 0700), ==, 0);
  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, mode, &error);
  g_assert_no_error (error);
}

/* What stands in for the web browser: it notes which page it was to show. */
static void
set_browser (const char *dir)
{
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\nprintf %%s \"$1\" >'%s/page.new'\n"
                                             "mv '%s/page.new' '%s/page'\n",
                                             dir, dir, dir);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Peramban\n"
                                            "Exec=%s/browser %%u\n"
                                            "MimeType=x-scheme-handler/http;\n",
                                            dir);

  write_below (dir, "browser", script, 0700);
  write_below (g_get_user_data_dir (), "applications/peramban.desktop", entry, 0600);
  write_below (g_get_user_config_dir (), "mimeapps.list",
               "[Default Applications]\nx-scheme-handler/http=peramban.desktop\n", 0600);
}

static gpointer
move_province (PantauHome *home, gpointer data, GError **error)
{
  pantau_home_set_province (home, data, pantau_home_get_province (home), FALSE, error);

  return NULL;
}

static char *
read_page (Scene *scene)
{
  g_autofree char *path = g_build_filename (scene->place.dir, "page", NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static gboolean
was_opened (Scene *scene)
{
  g_autofree char *page = read_page (scene);

  return page != NULL;
}

/* The login page is offered, and the browser is given a page that betrays nothing: neither the province nor where the network sends us. */
static void
test_portal (void)
{
  const ProxyStep portal = { .fault = PROXY_SAY, .text = proxy_portal (0) };
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autoptr (Proxy) line = proxy_new ("http://127.0.0.1:1", 1);
  g_autofree char *opened = NULL;
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window), *button;

  set_browser (scene.place.dir);
  proxy_set_step (line, &portal, NULL);
  display_wait (is_shown (page, "next_label"));
  g_assert_false (is_shown (page, "portal_button"));
  scene_act (&scene, move_province, (gpointer) proxy_url (line));
  pantau_session_sync (scene.place.session);
  display_wait (is_shown (page, "portal_button"));
  g_assert_true (display_shows (page, "This network wants a login first"));
  g_assert_true (display_shows (page, "nmcheck.gnome.org"));

  button = display_find_id (page, "portal_button");
  gtk_widget_activate (button);
  display_wait (was_opened (&scene));
  opened = read_page (&scene);
  g_assert_cmpstr (opened, ==, PANTAU_ADVICE_PORTAL_PAGE);
  gtk_window_destroy (window);
}

/* --- A full disk --- */

/* As a full disk does; what stands in the reserve's place keeps it from being laid by again. */
static gpointer
give_up_reserve (PantauHome *home, gpointer data, GError **error)
{
  g_assert_true (pantau_reserve_give_up (home->reserve));
  g_assert_cmpint (g_mkdir (data, 0700), ==, 0);

  return NULL;
}

static gpointer
make_room (PantauHome *home, gpointer data, GError **error)
{
  g_assert_cmpint (g_rmdir (data), ==, 0);

  return NULL;
}

static void
test_reserve (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  PantauSession *session = scene.place.session;
  g_autofree char *path = g_build_filename (pantau_session_get_path (session), "reserve", NULL);
  GtkWindow *window, *below;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window),
            *status = show (&scene, PANTAU_TYPE_SYNC_STATUS, &below);

  display_wait (display_shows (page, "Pengawas Satu"));
  g_assert_false (is_shown (page, "reserve_box"));
  scene_act (&scene, give_up_reserve, path);
  display_wait (is_shown (page, "reserve_box"));
  display_wait (display_shows (status, "The disk of this laptop is full; please make room"));
  scene_act (&scene, make_room, path);
  display_wait (!is_shown (page, "reserve_box"));
  g_assert_false (display_shows (status, "The disk of this laptop is full"));
  g_assert_false (pantau_session_is_on_reserve (session));
  gtk_window_destroy (below);
  gtk_window_destroy (window);
}

/* Of many lines the newest are listed, and all are counted. */
static void
test_many (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  GtkWindow *window;
  GtkWidget *page;

  display_seed (scene.place.session, 120);
  page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  display_wait (display_shows (page, "What waits: the newest 20 of 120"));
  g_assert_nonnull (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (page, "lines_list")), 19));
  g_assert_null (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (page, "lines_list")), 20));
  gtk_window_destroy (window);
}

static void
test_status (void)
{
  g_auto (Scene) scene = scene_new (NULL, NULL, FALSE);
  GtkWindow *window;
  GtkWidget *status = show (&scene, PANTAU_TYPE_SYNC_STATUS, &window), *button;
  g_autofree char *nameless = NULL;

  display_wait (display_shows (status, pantau_session_get_sync_text (scene.place.session)));
  button = display_find_type (status, GTK_TYPE_BUTTON);
  nameless = display_nameless (status);
  g_assert_cmpstr (nameless, ==, "");
  gtk_widget_activate (button);
  display_wait (g_str_equal (display_told (window), "show sync"));
  gtk_window_destroy (window);
}

/* Each phase has a shape of its own. */
static void
test_icons (void)
{
  for (PantauPhase a = PANTAU_PHASE_ALONE; a <= PANTAU_PHASE_FAULT; a++)
    for (PantauPhase b = PANTAU_PHASE_ALONE; b < a; b++)
      g_assert_cmpstr (pantau_sync_status_icon (a), !=, pantau_sync_status_icon (b));
}

/* Every state has its sentence; and there is something to do, or it says that there is not. */
static void
test_words (void)
{
  static const int codes[] = { PANTAU_ERROR_PORTAL, PANTAU_ERROR_OVERLOADED,
                               PANTAU_ERROR_BUSY,   PANTAU_ERROR_UNREACHABLE,
                               PANTAU_ERROR_FULL,   PANTAU_ERROR_REFUSED,
                               PANTAU_ERROR_FAILED };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (PANTAU_ERROR, codes[i], "x");
      PantauPhase phase =
          pantau_error_is_temporary (error) ? PANTAU_PHASE_OFFLINE : PANTAU_PHASE_FAULT;

      g_assert_true (
          g_hash_table_add (seen, (gpointer) pantau_sync_words_title (phase, error, 3, 0)));
      g_assert_cmpstr (pantau_sync_words_advice (phase, error, 3, 0), ==,
                       pantau_advice_for_error (error));
    }
  for (PantauPhase phase = PANTAU_PHASE_ALONE; phase <= PANTAU_PHASE_RUNNING; phase++)
    g_assert_true (g_hash_table_add (seen, (gpointer) pantau_sync_words_title (phase, NULL, 0, 0)));
  g_assert_true (g_hash_table_add (
      seen, (gpointer) pantau_sync_words_title (PANTAU_PHASE_RUNNING, NULL, 3, 0)));
  g_assert_true (g_hash_table_add (
      seen, (gpointer) pantau_sync_words_title (PANTAU_PHASE_RESTING, NULL, 3, 0)));
  g_assert_nonnull (pantau_sync_words_advice (PANTAU_PHASE_ALONE, NULL, 0, 0));
  g_assert_nonnull (pantau_sync_words_advice (PANTAU_PHASE_RESTING, NULL, 0, 0));
}

static gpointer
add_file (PantauHome *home, gpointer data, GError **error)
{
  g_free (transfer_add (home, 3000, 1));

  return NULL;
}

/* What waits, why, and the two ways to make it wait. */
static void
test_files (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window), *button, *choice;
  PantauSession *session = scene.place.session;

  display_wait (display_shows (page, "No file waits on this laptop."));
  choice = display_find_id (page, "limit_choice");
  scene_act (&scene, add_file, NULL);
  display_wait (display_shows (page, "1 file (3 KB) waits on this laptop."));
  display_wait (display_shows (page, "waits for its line, which goes first"));
  scene_script (&scene, "DELETE FROM unsent");
  display_wait (display_shows (page, "waits to be sent"));

  button =
      display_find_id (gtk_widget_get_parent (display_find_id (page, "state_label")), "button");
  g_assert_true (gtk_widget_activate (button));
  display_wait (display_shows (page, "Paused: 1 file (3 KB) waits on this laptop."));
  g_assert_cmpstr (pantau_session_get_setting (session, PANTAU_SETTING_FILES_PAUSED), ==, "1");
  display_wait (display_shows (page, "paused"));
  g_assert_true (display_shows (page, "Resume files"));
  g_assert_true (gtk_widget_activate (button));
  display_wait (display_shows (page, "Pause files"));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 2);
  g_assert_cmpstr (pantau_session_get_setting (session, PANTAU_SETTING_FILES_METERED), ==,
                   "1000000");
  pantau_session_limit_files (session, 7000);
  display_wait (display_shows (page, "Files above 7 KB"));
  pantau_session_limit_files (session, -1);
  gtk_window_destroy (window);
}

/* --- Compared with the province --- */

static void
test_compared (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);

  display_rest (scene.place.session);
  g_assert_false (display_shows (page, "Compared with the province"));

  scene_script (
      &scene, "INSERT INTO reconciled (day, at, sent, held, files_sent, files_held, faults) VALUES "
              "('2024-02-14', '2024-02-14T20:00:00+07:00', 214, 214, 0, 0, '[]');"
              "INSERT INTO contradiction (at, what, proof) VALUES ('2024-02-14T20:00:00+07:00', "
              "'restored', '{\"after\":{\"text\":\"{}\",\"signature\":\"\"}}')");
  display_wait (display_shows (page, "Compared with the province"));
  g_assert_true (display_shows (page, "214"));
  g_assert_true (is_shown (page, "caution_label"));
  gtk_window_destroy (window);
}

/* --- By USB stick --- */

/* A dialog that has begun with the file @name of the test's directory. (transfer none) */
static PantauCourierDialog *
begin_courier (Scene *scene, GtkWindow *window, PantauCourierJob job, const char *name)
{
  PantauCourierDialog *dialog = pantau_courier_dialog_new (window, scene->place.session, job);
  g_autofree char *path = g_build_filename (scene->place.dir, name, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_file_new_for_path (path));
  pantau_courier_dialog_begin (dialog, files);
  display_present (GTK_WINDOW (dialog));

  return dialog;
}

static gboolean
is_on_disk (Scene *scene, const char *name)
{
  g_autofree char *path = g_build_filename (scene->place.dir, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_stick_written (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", TRUE);
  g_autofree char *record = scene_flood (&scene), *nameless = NULL;
  PantauCourierDialog *dialog;
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);

  display_wait (display_shows (page, "Whoever finds it can read nothing."));
  dialog = begin_courier (&scene, window, PANTAU_COURIER_JOB_WRITE, "bawa.pantau");
  display_wait (
      display_shows (GTK_WIDGET (dialog), "The file is written. The stick can be taken out."));
  g_assert_true (is_on_disk (&scene, "bawa.pantau"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "bawa.pantau"));
  g_assert_true (is_shown (GTK_WIDGET (dialog), "print_button"));
  g_assert_false (is_shown (GTK_WIDGET (dialog), "again_button"));
  nameless = display_nameless (GTK_WIDGET (dialog));
  g_assert_cmpstr (nameless, ==, "");

  display_wait (display_shows (page, "left on a stick, last on"));
  g_assert_true (display_shows (page, "Written on "));
  display_key (GTK_WINDOW (dialog), GDK_KEY_Escape, 0);
  display_wait (display_find_dialog (PANTAU_TYPE_COURIER_DIALOG) == NULL);
  gtk_window_destroy (window);
}

/* A stick that is not there, and a file that is none: said, and nothing is lost. */
static void
test_stick_faults (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene), *path = NULL;
  PantauCourierDialog *dialog;
  GtkWindow *window;

  show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  dialog = begin_courier (&scene, window, PANTAU_COURIER_JOB_WRITE, "tidak-ada/bawa.pantau");
  display_wait (display_shows (GTK_WIDGET (dialog), "The file was not written. Nothing is lost."));
  g_assert_true (is_shown (GTK_WIDGET (dialog), "fault_label"));
  g_assert_true (is_shown (GTK_WIDGET (dialog), "again_button"));
  g_assert_false (is_shown (GTK_WIDGET (dialog), "print_button"));
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_COURIER_DIALOG) == NULL);

  path = g_build_filename (scene.place.dir, "resep.pantau", NULL);
  g_assert_true (g_file_set_contents (path, "bawang, cabai, terasi", -1, NULL));
  dialog = begin_courier (&scene, window, PANTAU_COURIER_JOB_READ, "resep.pantau");
  display_wait (display_shows (GTK_WIDGET (dialog), "Not all could be taken in."));
  g_assert_true (is_shown (GTK_WIDGET (dialog), "fault_label"));
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_COURIER_DIALOG) == NULL);
  gtk_window_destroy (window);
}

/* The own file is given back by mistake: it says so, and does nothing. */
static void
test_stick_read (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene);
  PantauCourierDialog *dialog;
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);

  dialog = begin_courier (&scene, window, PANTAU_COURIER_JOB_WRITE, "bawa.pantau");
  display_wait (is_shown (GTK_WIDGET (dialog), "print_button"));
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_COURIER_DIALOG) == NULL);
  dialog = begin_courier (&scene, window, PANTAU_COURIER_JOB_READ, "bawa.pantau");
  display_wait (display_shows (GTK_WIDGET (dialog), "This file was made on this laptop"));
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_COURIER_DIALOG) == NULL);
  g_assert_false (display_shows (page, "Taken in on "));
  gtk_window_destroy (window);
}

/* Before enrolment there is nobody to seal to: by a file one enrols. */
static void
test_stick_alone (void)
{
  g_auto (Scene) scene = scene_new (NULL, NULL, FALSE);
  GtkWindow *window;
  GtkWidget *page = show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);

  display_wait (display_shows (page, "A laptop without any signal is enrolled by a file too"));
  g_assert_null (display_find_text (page, "Write to a stick…"));
  g_assert_nonnull (display_find_text (page, "Take in from a stick…"));
  gtk_window_destroy (window);
}

static void
test_stick_enrols (void)
{
  g_auto (Scene) scene = scene_new (NULL, NULL, FALSE);
  const PantauCourierJoin join = { "https://pantau.example.id",
                                   "0004-1061-050R-3GG2-8A1C-60T3-GF5E", NULL, FALSE };
  g_autofree char *path = g_build_filename (scene.place.dir, "daftar.pantau", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  PantauCourierDialog *dialog;
  GtkWindow *window;

  show (&scene, PANTAU_TYPE_SYNC_PAGE, &window);
  dialog = pantau_courier_dialog_new_for_enrolment (window, scene.place.session, &join);
  g_ptr_array_add (files, g_file_new_for_path (path));
  pantau_courier_dialog_begin (dialog, files);
  display_present (GTK_WINDOW (dialog));
  display_wait (display_shows (GTK_WIDGET (dialog), "Let somebody take it to the province"));
  g_assert_true (is_on_disk (&scene, "daftar.pantau"));
  g_assert_true (is_shown (GTK_WIDGET (dialog), "print_button"));
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_COURIER_DIALOG) == NULL);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/sync-page/alone", test_alone);
  g_test_add_func ("/sync-page/narrow", test_narrow);
  g_test_add_func ("/sync-page/offline", test_offline);
  g_test_add_func ("/sync-page/follows", test_follows);
  g_test_add_func ("/sync-page/files", test_files);
  g_test_add_func ("/sync-page/refused", test_refused);
  g_test_add_func ("/sync-page/quarantined", test_quarantined);
  g_test_add_func ("/sync-page/warned", test_warned);
  g_test_add_func ("/sync-page/copied", test_copied);
  g_test_add_func ("/sync-page/alerted", test_alerted);
  g_test_add_func ("/sync-page/next-try", test_next_try);
  g_test_add_func ("/sync-page/portal", test_portal);
  g_test_add_func ("/sync-page/reserve", test_reserve);
  g_test_add_func ("/sync-page/many", test_many);
  g_test_add_func ("/sync-page/words", test_words);
  g_test_add_func ("/sync-page/compared", test_compared);
  g_test_add_func ("/stick/written", test_stick_written);
  g_test_add_func ("/stick/faults", test_stick_faults);
  g_test_add_func ("/stick/read", test_stick_read);
  g_test_add_func ("/stick/alone", test_stick_alone);
  g_test_add_func ("/stick/enrols", test_stick_enrols);
  g_test_add_func ("/sync-status/line", test_status);
  g_test_add_func ("/sync-status/icons", test_icons);

  return g_test_run ();
}
