/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Custody in the window: what a check of all files found, and files that leave the program. */

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pantau-blob.h"
#include "pantau-edit-evidence.h"
#include "pantau-filecheck-page.h"
#include "pantau-custody.h"
#include "pantau-filecheck.h"
#include "pantau-custody-paper.h"
#include "pantau-record-page-private.h"
#include "pantau-touch-dialog.h"
#include "scene-fixture.h"
#include "test-util.h"

/* What is attached in the writing thread. */
typedef struct
{
  const char *record, *name, *text;
  char *hash; /* of it, afterwards */
} Attaching;

static gpointer
attach_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Attaching *attaching = data;
  g_autoptr (GBytes) bytes = g_bytes_new (attaching->text, strlen (attaching->text));
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  PantauAttachment *file = pantau_attachment_new_for_bytes (pantau_home_get_blobs (home), bytes,
                                                            attaching->name, NULL, error);

  g_assert_nonnull (file);
  attaching->hash = g_strdup (file->hash);
  g_ptr_array_add (files, file);
  g_assert_true (pantau_edit_attach (home, attaching->record, files, NULL, NULL, error));

  return NULL;
}

/* The path of the file in blobs/. (transfer full) */
static char *
attach (Scene *scene, const char *record, const char *name, const char *text)
{
  Attaching attaching = { .record = record, .name = name, .text = text };
  g_autofree char *directory = NULL, *hash = NULL;

  scene_act (scene, attach_in_thread, &attaching);
  hash = attaching.hash;
  directory = g_strndup (hash, 2);

  return g_build_filename (pantau_session_get_path (scene->place.session), "blobs", directory, hash,
                           NULL);
}

static GtkWidget *
show (Scene *scene, GtkWindow **window)
{
  GtkWidget *page = g_object_new (PANTAU_TYPE_FILECHECK_PAGE, NULL);

  *window = display_show (page, scene->place.session);
  display_rest (scene->place.session);
  display_settle ();

  return page;
}

static GtkWidget *
get_row (GtkWidget *page, int n)
{
  return GTK_WIDGET (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (page, "list")), n));
}

static void
check (GtkWidget *page)
{
  gtk_widget_activate (display_find_id (page, "check_button"));
  display_wait (gtk_widget_get_visible (display_find_id (page, "check_button")));
}

static void
pick (GtkWidget *page, const char *label)
{
  gtk_widget_activate (gtk_widget_get_ancestor (
      display_find_text (display_find_id (page, "choices"), label), GTK_TYPE_TOGGLE_BUTTON));
}

static void
test_none (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene);
  GtkWindow *window;
  GtkWidget *page = show (&scene, &window);

  display_wait (display_shows (page, "No record has a file"));
  g_assert_false (gtk_widget_get_mapped (display_find_id (page, "check_button")));
  gtk_window_destroy (window);
}

/* Before the first check nothing is called intact. */
static void
test_check (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *path = attach (&scene, record, "tinggi air.txt", "2,1 meter"),
                  *told = g_strdup_printf ("open-record %s", record), *nameless = NULL,
                  *misfits = NULL;
  GtkWindow *window;
  GtkWidget *page = show (&scene, &window);

  display_wait (display_shows (page, "tinggi air.txt"));
  g_assert_true (display_shows (page, "1 not checked yet"));
  g_assert_true (display_shows (page, "never checked"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  check (page);
  display_wait (display_shows (display_find_id (page, "standing_label"), "1 intact"));
  display_wait (display_shows (page, "Last check on"));
  display_wait (display_shows (get_row (page, 0), "intact, checked on"));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  misfits = display_misfits (page);
  g_assert_cmpstr (misfits, ==, "");

  gtk_widget_grab_focus (get_row (page, 0));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), told));
  gtk_window_destroy (window);
}

/* One bit that is another, and a file that somebody took away: both stand first, in words, and can be listed alone. */
static void
test_faulty (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *good = attach (&scene, record, "c-baik.txt", "utuh"),
                  *changed = attach (&scene, record, "b-berubah.txt", "2,1 meter"),
                  *gone = attach (&scene, record, "a-hilang.txt", "hilang");
  GtkWindow *window;
  GtkWidget *page;

  g_assert_cmpint (g_chmod (changed, 0600), ==, 0);
  test_file_write (changed, "2,0 meter", 9);
  g_assert_cmpint (g_unlink (gone), ==, 0);
  page = show (&scene, &window);
  display_wait (get_row (page, 2) != NULL);
  check (page);
  display_wait (
      display_shows (display_find_id (page, "standing_label"), "1 intact · 1 changed · 1 missing"));
  display_wait (display_shows (get_row (page, 0), "b-berubah.txt"));
  g_assert_true (display_shows (get_row (page, 0), "changed"));
  g_assert_true (display_shows (get_row (page, 1), "a-hilang.txt"));
  g_assert_true (display_shows (get_row (page, 1), "missing"));
  g_assert_true (gtk_widget_has_css_class (display_find_id (page, "standing_label"), "error"));

  pick (page, "Changed or missing");
  display_wait (display_shows (page, "2 files"));
  g_assert_false (display_shows (page, "c-baik.txt"));
  pick (page, "Not checked for 30 days");
  display_wait (display_shows (page, "All files were checked lately"));
  gtk_window_destroy (window);
}

/* It is given up at once, and the page asks again as if nothing had been. */
static void
test_stop (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *path = attach (&scene, record, "tinggi air.txt", "2,1 meter");
  GtkWindow *window;
  GtkWidget *page = show (&scene, &window);

  display_wait (get_row (page, 0) != NULL);
  gtk_widget_activate (display_find_id (page, "check_button"));
  gtk_widget_activate (display_find_id (page, "stop_button"));
  display_wait (gtk_widget_get_visible (display_find_id (page, "check_button")));
  g_assert_false (gtk_widget_get_visible (display_find_id (page, "stop_button")));
  g_assert_false (gtk_widget_get_mapped (display_find_id (page, "fault_label")));
  check (page);
  display_wait (display_shows (page, "1 intact"));
  gtk_window_destroy (window);
}

/* A window may be closed while its files are read. */
static void
test_closed (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *path = attach (&scene, record, "tinggi air.txt", "2,1 meter");
  GtkWindow *window;
  GtkWidget *page = show (&scene, &window);

  display_wait (get_row (page, 0) != NULL);
  gtk_widget_activate (display_find_id (page, "check_button"));
  gtk_window_destroy (window);
}

/* --- Files that leave --- */

static GtkWidget *
show_record (Scene *scene, const char *record, GtkWindow **window)
{
  GtkWidget *page = g_object_new (PANTAU_TYPE_RECORD_PAGE, NULL);

  pantau_record_page_set_record (PANTAU_RECORD_PAGE (page), record);
  *window = display_show (page, scene->place.session);
  display_wait (gtk_widget_get_mapped (display_find_id (page, "events_list")));
  display_rest (scene->place.session);
  display_settle ();

  return page;
}

static PantauTouchDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (PANTAU_IS_TOUCH_DIALOG (l->data) && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static PantauTouchDialog *
open_dialog (GtkWidget *page, const char *action, const char *hash)
{
  PantauTouchDialog *dialog;

  g_assert_true (gtk_widget_activate_action (page, action, hash != NULL ? "s" : NULL, hash));
  display_wait ((dialog = find_dialog ()) != NULL);
  display_present (GTK_WINDOW (dialog));

  return dialog;
}

static void
save (PantauTouchDialog *dialog)
{
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
}

static guint
count_fields (PantauTouchDialog *dialog)
{
  guint count = 0;

  for (GtkWidget *child =
           gtk_widget_get_first_child (display_find_id (GTK_WIDGET (dialog), "fields"));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    count++;

  return count;
}

/* In the reading thread; "export to Polres · import": the newest first. */
typedef struct
{
  const char *record;
  char *text;
} Chain;

static gpointer
read_chain (PantauHome *home, gpointer data, GError **error)
{
  Chain *chain = data;
  g_autoptr (GPtrArray) steps =
      pantau_store_custody (pantau_home_get_store (home), chain->record, NULL, error);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const PantauCustody *step = g_ptr_array_index (steps, i);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? ", " : "",
                              pantau_custody_get_name (step->what), step->to != NULL ? " to " : "",
                              step->to != NULL ? step->to : "");
    }
  chain->text = g_string_free (text, FALSE);

  return NULL;
}

/* (transfer full) */
static char *
dup_chain (Scene *scene, const char *record)
{
  Chain chain = { .record = record };

  scene_act (scene, read_chain, &chain);

  return chain.text;
}

/* An office is needed, and nobody's number is one. What is written has all the files, and the toast says so. */
static void
test_hand_over (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene), *one = attach (&scene, record, "a.txt", "satu"),
                  *other = attach (&scene, record, "b.txt", "dua"), *chain = NULL, *nameless = NULL,
                  *misfits = NULL;
  GtkWindow *window;
  GtkWidget *page = show_record (&scene, record, &window);
  PantauTouchDialog *dialog = open_dialog (page, "page.hand-over", NULL);

  display_wait (display_shows (GTK_WIDGET (dialog), "b.txt"));
  save (dialog);
  display_wait (display_shows (GTK_WIDGET (dialog), _ ("This is needed")));
  /* What is lacking is said at the fields that are there: none is made twice. */
  g_assert_cmpuint (count_fields (dialog), ==, 2);
  display_type (GTK_WINDOW (dialog), "Andi 0812-3456-7890");
  save (dialog);
  display_wait (display_shows (GTK_WIDGET (dialog), "number"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dialog)));
  nameless = display_nameless (GTK_WIDGET (dialog));
  g_assert_cmpstr (nameless, ==, "");
  misfits = display_misfits (GTK_WIDGET (dialog));
  g_assert_cmpstr (misfits, ==, "");
  display_key (GTK_WINDOW (dialog), GDK_KEY_a, GDK_CONTROL_MASK);
  display_type (GTK_WINDOW (dialog), "Polres Musi Banyuasin");
  /* The printing dialog is GTK's own. */
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (display_find_id (GTK_WIDGET (dialog), "paper_check")), FALSE);
  save (dialog);
  display_wait (g_str_equal (display_told (window), "toast The handover was recorded"));
  display_wait (find_dialog () == NULL);
  chain = dup_chain (&scene, record);
  g_assert_cmpstr (chain, ==,
                   "import, import, hand-over to Polres Musi Banyuasin, "
                   "hand-over to Polres Musi Banyuasin");
  gtk_window_destroy (window);
}

/* The line is there though the copy could not be written: it may say more than happened, never less. What was typed stays. */
static void
test_copy (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene), *path = attach (&scene, record, "a.txt", "satu"),
                  *hash = g_path_get_basename (path),
                  *place = g_build_filename (scene.place.dir, "salinan.txt", NULL),
                  *nowhere = g_build_filename (scene.place.dir, "tidak-ada", "x.txt", NULL),
                  *chain = NULL, *again = NULL, *copied = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (place);
  g_autoptr (GFile) wrong = g_file_new_for_path (nowhere);
  GtkWindow *window;
  GtkWidget *page = show_record (&scene, record, &window);
  PantauTouchDialog *dialog = open_dialog (page, "page.save-file", hash);

  g_assert_true (display_shows (GTK_WIDGET (dialog), "a.txt")); /* which of the record's files */
  display_type (GTK_WINDOW (dialog), "Gakkumdu");
  pantau_touch_dialog_set_place (dialog, wrong);
  save (dialog);
  display_wait (gtk_widget_get_visible (display_find_id (GTK_WIDGET (dialog), "fault_box")));
  g_assert_true (find_dialog () == dialog);
  chain = dup_chain (&scene, record);
  g_assert_cmpstr (chain, ==, "import, export to Gakkumdu");

  pantau_touch_dialog_set_place (dialog, file);
  save (dialog);
  display_wait (g_str_equal (display_told (window), "toast The copy was saved"));
  g_assert_true (g_file_get_contents (place, &copied, NULL, NULL));
  g_assert_cmpstr (copied, ==, "satu");
  again = dup_chain (&scene, record);
  g_assert_cmpstr (again, ==, "import, export to Gakkumdu, export to Gakkumdu");
  gtk_window_destroy (window);
}

static gpointer
put_in_thread (PantauHome *home, gpointer data, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("satu", 4);

  g_assert_true (pantau_blobs_put_bytes (pantau_home_get_blobs (home), bytes, data, error));

  return NULL;
}

/* Who may read a record and not write about it has its files, is told that no line says so, and is asked nothing. */
static void
test_copy_untold (void)
{
  g_auto (Scene) scene = scene_new ("pemprov", "16", FALSE);
  g_autofree char *record = pantau_uuid_new (), *create = NULL, *line = NULL, *hash = NULL,
                  *json = NULL, *chain = NULL,
                  *place = g_build_filename (scene.place.dir, "salinan.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (place);
  PantauTouchDialog *dialog;
  GtkWindow *window;
  GtkWidget *page;

  scene_act (&scene, put_in_thread, &hash);
  json = g_strdup_printf ("{\"files\":[{\"hash\":\"%s\",\"name\":\"a.txt\",\"size\":4,"
                          "\"type\":\"text/plain\",\"received\":"
                          "\"2024-02-13T16:00:00+07:00\"}],\"blobs\":[\"%s\"]}",
                          hash, hash);
  create = scene_write (&scene, SCENE_OTHER, record, "risk", PANTAU_TYPE_CREATE, NULL,
                        "{\"title\":\"Banjir di Pauh\"}");
  line = scene_write (&scene, SCENE_OTHER, record, "risk", PANTAU_TYPE_EVIDENCE, NULL, json);
  page = scene_show_record (&scene, record, &window);
  dialog = open_dialog (page, "page.save-file", hash);
  display_wait (display_shows (GTK_WIDGET (dialog), "no line tells"));
  g_assert_false (display_shows (GTK_WIDGET (dialog), _ ("For whom")));
  pantau_touch_dialog_set_place (dialog, file);
  save (dialog);
  display_wait (g_str_equal (display_told (window), "toast The copy was saved"));
  g_assert_true (g_file_test (place, G_FILE_TEST_EXISTS));
  chain = dup_chain (&scene, record);
  g_assert_cmpstr (chain, ==, "import");
  gtk_window_destroy (window);
}

/* Whom nobody vouches for cannot vouch for a bundle; it is said, and nothing appears. */
static void
test_bundle_alone (void)
{
  g_auto (Scene) scene = scene_new (NULL, NULL, FALSE);
  g_autofree char *record = scene_flood (&scene), *path = attach (&scene, record, "a.txt", "satu"),
                  *place = g_build_filename (scene.place.dir, "paket.zip", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (place);
  GtkWindow *window;
  GtkWidget *page = show_record (&scene, record, &window);
  PantauTouchDialog *dialog = open_dialog (page, "page.export-bundle", NULL);

  display_type (GTK_WINDOW (dialog), "Gakkumdu");
  pantau_touch_dialog_set_place (dialog, file);
  save (dialog);
  display_wait (gtk_widget_get_visible (display_find_id (GTK_WIDGET (dialog), "fault_box")));
  g_assert_false (g_file_test (place, G_FILE_TEST_EXISTS));
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (window);
}

static void
test_bundle (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16.13", FALSE);
  g_autofree char *record = scene_flood (&scene), *path = attach (&scene, record, "a.txt", "satu"),
                  *place = g_build_filename (scene.place.dir, "paket.zip", NULL), *chain = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (place);
  GtkWindow *window;
  GtkWidget *page = show_record (&scene, record, &window);
  PantauTouchDialog *dialog = open_dialog (page, "page.export-bundle", NULL);

  display_type (GTK_WINDOW (dialog), "Gakkumdu");
  pantau_touch_dialog_set_place (dialog, file);
  save (dialog);
  display_wait (g_str_equal (display_told (window), "toast The evidence bundle was saved"));
  g_assert_true (g_file_test (place, G_FILE_TEST_EXISTS));
  chain = dup_chain (&scene, record);
  g_assert_cmpstr (chain, ==, "import, export to Gakkumdu");
  gtk_window_destroy (window);
}

/* --- Paper --- */

/* What a sheet says, as any reader of PDF finds it. (transfer full) */
static char *
draw_pdf (Scene *scene, PantauPaperFlow *flow)
{
  char *path = g_build_filename (scene->place.dir, "kertas.pdf", NULL);
  cairo_surface_t *surface =
      cairo_pdf_surface_create (path, PANTAU_PAPER_FLOW_WIDTH, PANTAU_PAPER_FLOW_HEIGHT);
  cairo_t *cairo = cairo_create (surface);

  for (guint page = 0; page < pantau_paper_flow_count_pages (flow); page++)
    {
      pantau_paper_flow_draw (flow, cairo, page);
      cairo_show_page (cairo);
    }
  g_assert_cmpint (cairo_status (cairo), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);

  return path;
}

/* Both papers have every file with its hash, the chain, and a place to sign; long ones go on on the next sheet. */
static void
test_paper (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", TRUE);
  g_autofree char *record = scene_flood (&scene);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (PantauPaperFlow) flow = NULL, printed = NULL;
  PantauCustodyPaper paper = { .is_practice = TRUE, .person = "Siti", .now = 1731200000 };
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1200, 1600);
  GtkWindow *window;
  GtkWidget *page;

  for (guint i = 0; i < 14; i++)
    {
      g_autofree char *name = g_strdup_printf ("berkas %u.txt", i),
                      *path = attach (&scene, record, name, name);
    }
  page = show_record (&scene, record, &window);
  paper.reference = pantau_session_get_reference (scene.place.session);
  paper.device = pantau_session_get_device (scene.place.session);
  paper.record = ((PantauRecordPage *) page)->view->record;
  flow = pantau_custody_paper_hand_over (&paper, TRUE, "Polres Musi Banyuasin", "Barang bukti",
                                         ((PantauRecordPage *) page)->view->files->files, chain);
  g_assert_cmpuint (pantau_paper_flow_count_pages (flow), >=, 2);
  g_assert_cmpuint (pantau_paper_flow_count_pages (flow), <=, 4);
  g_free (draw_pdf (&scene, flow));

  printed = pantau_custody_paper_picture (
      &paper, g_ptr_array_index (((PantauRecordPage *) page)->view->files->files, 0), picture, 3,
      NULL);
  g_assert_cmpuint (pantau_paper_flow_count_pages (printed), ==, 1);
  g_free (draw_pdf (&scene, printed));
  cairo_surface_destroy (picture);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/filecheck-page/none", test_none);
  g_test_add_func ("/filecheck-page/check", test_check);
  g_test_add_func ("/filecheck-page/faulty", test_faulty);
  g_test_add_func ("/filecheck-page/stop", test_stop);
  g_test_add_func ("/filecheck-page/closed", test_closed);

  g_test_add_func ("/touch-dialog/hand-over", test_hand_over);
  g_test_add_func ("/touch-dialog/copy", test_copy);
  g_test_add_func ("/touch-dialog/copy-untold", test_copy_untold);
  g_test_add_func ("/touch-dialog/bundle-alone", test_bundle_alone);
  g_test_add_func ("/touch-dialog/bundle", test_bundle);
  g_test_add_func ("/custody-paper/sheets", test_paper);

  return g_test_run ();
}
