/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases in the window: a review and a summary for Pemprov written from the record's page by keyboard alone, the register of agencies, and what Pemprov
 * sees of cases; each only for whom it is.
 */

#include "config.h"

#include <string.h>

#include "pantau-act-dialog.h"
#include "pantau-agency-page.h"
#include "pantau-edit-forward.h"
#include "pantau-edit-review.h"
#include "pantau-json.h"
#include "pantau-record-page.h"
#include "pantau-release-page.h"
#include "pantau-review.h"
#include "pantau-sidebar.h"
#include "pantau-store-release.h"
#include "scene-fixture.h"
#include "test-util.h"

#define CASE                                                                                       \
  "{\"region\":\"16.13.04\",\"occurred\":\"2024-10-20T10:00:00+07:00\",\"title\":\"Camat di "      \
  "kampanye\",\"fields\":{\"party_category\":\"asn-pns\"}}"
#define FULL                                                                                       \
  "{\"stage\":\"penuh\",\"facts\":\"Hadir dan mengajak.\",\"articles\":[\"UU 10/2016 pasal 71\"]," \
  "\"elements\":[{\"element\":\"Pejabat ASN\",\"met\":true},{\"element\":\"Fasilitas\",\"met\":"   \
  "false}],\"conclusion\":\"perundangan-lain\",\"signer\":\"Ketua Bawaslu\"}"

#define BOTH (GDK_CONTROL_MASK | GDK_SHIFT_MASK)

static GtkWidget *
show (Scene *scene, const char *record, GtkWindow **window)
{
  GtkWidget *page = scene_show_record (scene, record, window);

  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);

  return page;
}

static GtkWindow *
find_dialog (void)
{
  return (GtkWindow *) display_find_dialog (PANTAU_TYPE_ACT_DIALOG);
}

static GtkWindow *
wait_for_dialog (void)
{
  display_wait (find_dialog () != NULL);
  display_present (find_dialog ());

  return find_dialog ();
}

static GtkWindow *
open_by_key (GtkWindow *window, guint key)
{
  display_present (window);
  display_key (window, key, BOTH);

  return wait_for_dialog ();
}

static void
send (GtkWindow *dialog)
{
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () == NULL);
}

/* What is done to a record in the writing thread. */
typedef struct
{
  const char *record;
  const char *json;
  char *entry; /* (owned) */
} Deed;

static gpointer
do_review (PantauHome *home, gpointer data, GError **error)
{
  Deed *deed = data;
  g_autoptr (JsonObject) given = pantau_json_parse_known (deed->json, NULL);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  g_assert_true (pantau_edit_review (home, deed->record, given, &deed->entry, faults, error));

  return NULL;
}

static gpointer
do_forward (PantauHome *home, gpointer data, GError **error)
{
  Deed *deed = data;
  g_autoptr (JsonObject) given = pantau_json_parse_known (deed->json, NULL);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  g_assert_true (pantau_edit_forward (home, deed->record, given, &deed->entry, faults, error));

  return NULL;
}

static void
act (Scene *scene, PantauWriteFunc func, const char *record, const char *json)
{
  Deed deed = { record, json, NULL };

  scene_act (scene, func, &deed);
  g_free (deed.entry);
}

static gboolean
is_offered (GtkWidget *page, const char *action)
{
  GtkWidget *button = display_find_action (page, action);

  return button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button);
}

/* A review with its facts, articles, elements, conclusion and signer stands on the page. */
static void
test_shown (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  g_autofree char *nameless = NULL;
  GtkWindow *window;
  GtkWidget *page, *list;

  act (&scene, do_review, record, FULL);
  page = show (&scene, record, &window);
  list = display_find_id (page, "reviews_list");
  display_wait (display_shows (list, "Hadir dan mengajak."));
  g_assert_true (display_shows (list, "Breach of other legislation (neutrality)"));
  g_assert_true (display_shows (list, "Ketua Bawaslu"));
  g_assert_true (display_shows (list, "UU 10/2016 pasal 71"));
  g_assert_true (display_shows (list, "Met: Pejabat ASN"));
  g_assert_true (display_shows (list, "Not met: Fasilitas"));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  gtk_window_destroy (window);
}

/* An initial review by keys alone; what is missing is told beside its question first. */
static void
test_review (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  g_autofree char *nameless = NULL;
  g_autoptr (JsonObject) begin = pantau_json_parse_known (
      "{\"stage\":\"awal\",\"facts\":\"Syarat lengkap\",\"conclusion\":\"diregistrasi\","
      "\"signer\":\"Ketua\"}",
      NULL);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window);

  g_assert_true (is_offered (page, "page.review"));
  dialog = open_by_key (window, GDK_KEY_j);
  nameless = display_nameless (GTK_WIDGET (dialog));
  g_assert_cmpstr (nameless, ==, "");
  g_assert_true (display_shows (GTK_WIDGET (dialog), "monitors and Pemprov will not"));
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (display_find_id (GTK_WIDGET (dialog), "fields"), "This is needed"));
  g_assert_nonnull (find_dialog ());

  pantau_act_dialog_begin (PANTAU_ACT_DIALOG (dialog), begin);
  send (dialog);
  display_wait (display_shows (display_find_id (page, "reviews_list"), "Syarat lengkap"));
  gtk_window_destroy (window);
}

/* Forwarding without a full review warns in the dialog, and the row says so for ever. */
static void
test_warning (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window), *warning;

  dialog = open_by_key (window, GDK_KEY_f);
  warning = display_find_id (GTK_WIDGET (dialog), "warning_box");
  g_assert_true (gtk_widget_get_mapped (warning));
  g_assert_true (display_shows (warning, "Agencies have returned") ||
                 display_shows (warning, "agencies have returned"));
  display_type (dialog, "bkn national\n");
  display_type (dialog, "l\n"); /* by letter */
  send (dialog);
  display_wait (display_shows (display_find_id (page, "forwards_list"),
                               "It went without a full review (kajian)."));

  act (&scene, do_review, record, FULL);
  display_wait (display_shows (display_find_id (page, "reviews_list"), "Hadir dan mengajak."));
  dialog = open_by_key (window, GDK_KEY_f);
  g_assert_false (gtk_widget_get_mapped (display_find_id (GTK_WIDGET (dialog), "warning_box")));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

/* Who usually gets a copy is checked already; it can be taken away. */
static void
test_copies (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window);

  dialog = open_by_key (window, GDK_KEY_f);
  display_type (dialog, "bkn national\n");
  display_type (dialog, "l\n");
  send (dialog);
  display_wait (display_shows (display_find_id (page, "forwards_list"), "Copies: BKN"));
  gtk_window_destroy (window);
}

/* What goes to Pemprov is followed by the question what it may know; it is told who will read it. */
static void
test_release (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window), *list;

  g_assert_false (gtk_widget_get_visible (display_find_id (page, "releases_section")));
  dialog = open_by_key (window, GDK_KEY_f);
  display_type (dialog, "kesbang\n");
  display_type (dialog, "l\n");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () != NULL && find_dialog () != dialog);
  dialog = wait_for_dialog ();
  g_assert_true (display_shows (GTK_WIDGET (dialog), "(Pemprov)"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "cannot be taken back"));
  display_type (dialog, "Satu camat");
  send (dialog);
  list = display_find_id (page, "releases_list");
  display_wait (display_shows (list, "Satu camat"));
  g_assert_true (is_offered (page, "page.release"));
  gtk_window_destroy (window);
}

/* What was released before, and the newest answer, are there when it is written anew. */
static void
test_replace (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  GtkWindow *window, *dialog;
  GtkWidget *page, *list;

  act (&scene, do_forward, record, "{\"agency\":\"kesbangpol\",\"channel\":\"surat\"}");
  page = show (&scene, record, &window);
  list = display_find_id (page, "releases_list");
  display_wait (display_shows (list, "Pemprov was told nothing of it yet"));
  gtk_widget_activate (display_find_action (page, "page.release"));
  dialog = wait_for_dialog ();
  display_type (dialog, "Pertama");
  send (dialog);
  display_wait (display_shows (list, "Pertama"));

  gtk_widget_activate (display_find_action (page, "page.release"));
  dialog = wait_for_dialog ();
  g_assert_true (display_shows (display_find_id (GTK_WIDGET (dialog), "fields"), "Pertama"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

/* A number that tells who somebody is is warned of once; whoever means it goes on. */
static void
test_hesitates (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  GtkWindow *window, *dialog;
  GtkWidget *page, *warning;

  act (&scene, do_forward, record, "{\"agency\":\"kesbangpol\",\"channel\":\"surat\"}");
  page = show (&scene, record, &window);
  display_wait (is_offered (page, "page.release"));
  gtk_widget_activate (display_find_action (page, "page.release"));
  dialog = wait_for_dialog ();
  display_type (dialog, "Pelapor 0812-3456-7890");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  warning = display_find_id (GTK_WIDGET (dialog), "warning_box");
  display_wait (gtk_widget_get_mapped (warning));
  g_assert_nonnull (find_dialog ());
  send (dialog);
  display_wait (display_shows (display_find_id (page, "releases_list"), "0812-3456-7890"));
  gtk_window_destroy (window);
}

/* The paper stands for what would be typed. */
static void
test_paper (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  g_autofree char *path = g_build_filename (scene.place.dir, "kajian.pdf", NULL);
  g_autofree char *json =
      g_strdup_printf ("{\"stage\":\"penuh\",\"conclusion\":\"pidana\",\"signer\":\"Ketua\","
                       "\"paper\":\"%s\"}",
                       path);
  g_autoptr (JsonObject) begin = pantau_json_parse_known (json, NULL);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window);

  test_file_write (path, "%PDF-1.7\n", 9);
  dialog = open_by_key (window, GDK_KEY_j);
  g_assert_true (display_shows (GTK_WIDGET (dialog), "No file is chosen"));
  pantau_act_dialog_begin (PANTAU_ACT_DIALOG (dialog), begin);
  g_assert_true (display_shows (GTK_WIDGET (dialog), "kajian.pdf"));
  send (dialog);
  display_wait (
      display_shows (display_find_id (page, "reviews_list"), "The paper itself is attached."));
  gtk_window_destroy (window);
}

/* A monitor does not judge, forward or release: nothing of it is there. */
static void
test_field (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  GtkWindow *window;
  GtkWidget *page = show (&scene, record, &window);

  g_assert_false (gtk_widget_get_visible (display_find_id (page, "reviews_section")));
  g_assert_false (gtk_widget_get_visible (display_find_id (page, "releases_section")));
  display_key (window, GDK_KEY_j, BOTH);
  display_rest (scene.place.session);
  g_assert_null (find_dialog ());
  gtk_window_destroy (window);
}

static GtkWidget *
first_row (GtkWidget *page)
{
  return GTK_WIDGET (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (page, "list")), 0));
}

/* The agencies, from there the register of one, from there the record: by Enter. */
static void
test_agencies (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  g_autofree char *told = g_strdup_printf ("open-record %s", record), *nameless = NULL;
  GtkWidget *page = g_object_new (PANTAU_TYPE_AGENCY_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);

  display_wait (display_shows (page, "Nothing was forwarded yet"));
  act (&scene, do_forward, record,
       "{\"agency\":\"bkn\",\"channel\":\"surat\",\"letter\":\"120/PM\",\"when\":"
       "\"2024-11-01T10:00\",\"reply_due\":\"2024-11-08\",\"copies\":[\"bkn-kanreg\"]}");
  display_wait (display_shows (page, "Forwarded to 2 agencies"));
  g_assert_true (display_shows (page, "1 answer overdue"));
  gtk_widget_grab_focus (first_row (page));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), "show agencies:bkn"));

  g_object_set (page, "agency", "bkn", NULL);
  display_wait (display_shows (page, "120/PM"));
  g_assert_true (display_shows (page, "Camat di kampanye"));
  g_assert_true (display_shows (page, "Answer overdue since"));
  g_assert_true (display_shows (page, "Copies: BKN"));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  gtk_widget_grab_focus (first_row (page));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), told));
  gtk_window_destroy (window);
}

/* Of a long register the first part is there, and more when somebody asks. */
static void
test_long (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "neutrality", CASE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_AGENCY_PAGE, "agency", "bkn", NULL), *list;
  GtkWindow *window;

  for (guint i = 0; i < 55; i++)
    act (&scene, do_forward, record, "{\"agency\":\"bkn\",\"channel\":\"surat\"}");
  window = display_show (page, scene.place.session);
  list = display_find_id (page, "list");
  display_wait (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 49) != NULL);
  display_rest (scene.place.session);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 50));
  gtk_widget_activate (display_find_id (page, "more_button"));
  display_wait (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 54) != NULL);
  gtk_window_destroy (window);
}

/* Pemprov: the line came, the record never does; nothing there leads anywhere. */
static void
test_pemprov (void)
{
  g_auto (Scene) scene = scene_new ("pemprov", "16", FALSE);
  g_autofree char *line = NULL, *nameless = NULL;
  GtkWidget *page = g_object_new (PANTAU_TYPE_RELEASE_PAGE, NULL);
  GtkWindow *window = display_show (page, scene.place.session);

  display_wait (display_shows (page, "No case was forwarded"));
  line = scene_write (&scene, SCENE_DESK, "0b7a5c0e-2222-4222-8333-444455556666", "neutrality",
                      "release.add", NULL,
                      "{\"forward\":\"f\",\"agency\":\"kesbangpol\",\"summary\":\"Satu camat\","
                      "\"letter\":\"7/PM\",\"when\":\"2024-11-01T10:00:00+07:00\","
                      "\"reply_due\":\"2024-11-08T10:00:00+07:00\"}");
  display_wait (display_shows (page, "Satu camat"));
  g_assert_true (display_shows (page, "1 forwarded case"));
  g_assert_true (display_shows (page, "7/PM"));
  g_assert_true (display_shows (page, "Answer overdue since"));
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (first_row (page))));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  gtk_window_destroy (window);
}

static gboolean
has_row (const char *role, const char *region, const char *name)
{
  g_auto (Scene) scene = scene_new (role, region, FALSE);
  GtkWidget *sidebar = g_object_new (PANTAU_TYPE_SIDEBAR, NULL);
  GtkWindow *window = display_show (sidebar, scene.place.session);
  gboolean has;

  display_rest (scene.place.session);
  has = display_shows (sidebar, name);
  gtk_window_destroy (window);

  return has;
}

/* Each sees what is for it, and the rest is not there. */
static void
test_sidebar (void)
{
  g_assert_true (has_row ("desk", "16", "Agencies"));
  g_assert_true (has_row ("identity", "16", "Agencies"));
  g_assert_false (has_row ("field", "16.13.04", "Agencies"));
  g_assert_false (has_row ("pemprov", "16", "Agencies"));
  g_assert_true (has_row ("pemprov", "16", "Forwarded cases"));
  g_assert_false (has_row ("desk", "16", "Forwarded cases"));
  g_assert_false (has_row (NULL, NULL, "Agencies"));
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/cases-page/shown", test_shown);
  g_test_add_func ("/cases-page/review", test_review);
  g_test_add_func ("/cases-page/warning", test_warning);
  g_test_add_func ("/cases-page/copies", test_copies);
  g_test_add_func ("/cases-page/release", test_release);
  g_test_add_func ("/cases-page/replace", test_replace);
  g_test_add_func ("/cases-page/hesitates", test_hesitates);
  g_test_add_func ("/cases-page/paper", test_paper);
  g_test_add_func ("/cases-page/field", test_field);
  g_test_add_func ("/cases-page/agencies", test_agencies);
  g_test_add_func ("/cases-page/long", test_long);
  g_test_add_func ("/cases-page/pemprov", test_pemprov);
  g_test_add_func ("/cases-page/sidebar", test_sidebar);

  return g_test_run ();
}
