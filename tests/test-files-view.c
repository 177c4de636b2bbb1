/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files on the page of a record: attached, opened by another program, saved, and opened to Pemprov. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "pantau-disclose-dialog.h"
#include "pantau-drafts.h"
#include "pantau-edit-evidence.h"
#include "pantau-evidence-row.h"
#include "pantau-files-section.h"
#include "pantau-medium-dialog.h"
#include "pantau-preview-image.h"
#include "pantau-record-page-private.h"
#include "pantau-viewer-canvas.h"
#include "pantau-viewer.h"
#include "scene-fixture.h"
#include "test-util.h"

#define HOAX                                                                                       \
  "{\"region\":\"16.13.04\",\"occurred\":\"2024-02-13T16:00:00+07:00\",\"title\":\"TPS 5 "         \
  "dipindah\",\"fields\":{\"platform\":\"whatsapp\"}}"

/* By whom the answers of a test were taken. */
static GString *told;

/* A file as a person has it. (transfer full) */
static char *
make_file (Scene *scene, const char *name, const char *text)
{
  char *path = g_build_filename (scene->place.dir, name, NULL);

  test_file_write (path, text, strlen (text));

  return path;
}

/* As the chooser gives them. */
static void
attach (GtkWidget *page, const char *one, const char *other)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_file_new_for_path (one));
  if (other != NULL)
    g_ptr_array_add (files, g_file_new_for_path (other));
  pantau_record_page_attach (PANTAU_RECORD_PAGE (page), files);
}

static GtkWidget *
get_files (GtkWidget *page)
{
  return display_find_id (page, "files_view");
}

/* The button of a row, once it is there. */
static GtkWidget *
wait_for_button (GtkWidget *page, const char *action)
{
  GtkWidget *button;

  display_wait ((button = display_find_action (get_files (page), action)) != NULL &&
                gtk_widget_get_mapped (button));

  return button;
}

static const char *
get_hash (GtkWidget *button)
{
  return g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)),
                               NULL);
}

static GtkWidget *
wait_for_dialog (GType type)
{
  GtkWidget *dialog;

  display_wait ((dialog = display_find_dialog (type)) != NULL);
  display_present (GTK_WINDOW (dialog));

  return dialog;
}

/* What it is called, how large it is and where it is. */
static void
test_attach (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *path = make_file (&scene, "catatan lapangan.txt", "Air naik sejak subuh."),
                  *nameless = NULL, *misfits = NULL;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  g_assert_true (display_shows (get_files (page), "No file is attached"));
  attach (page, path, NULL);
  display_wait (display_shows (get_files (page), "catatan lapangan.txt"));
  g_assert_true (display_shows (get_files (page), "Text · 21 B"));
  g_assert_true (display_shows (get_files (page), "not yet at the province"));
  display_wait (g_str_equal (display_told (window), "toast 1 file was attached"));
  g_assert_false (display_shows (get_files (page), "No file is attached"));
  g_assert_false (display_shows (get_files (page), "Pemprov")); /* no hoax */
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  misfits = display_misfits (get_files (page));
  g_assert_cmpstr (misfits, ==, "");
  gtk_window_destroy (window);
}

/* One that cannot be attached hinders no other, and is told until somebody has read it. */
static void
test_attach_refused (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene), *good = make_file (&scene, "baik.txt", "baik"),
                  *empty = make_file (&scene, "kosong.txt", "");
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window), *dialog;

  attach (page, empty, good);
  dialog = wait_for_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (display_shows (dialog, "1 file was attached"));
  g_assert_true (display_shows (dialog, "“kosong.txt” is empty."));
  g_assert_false (display_shows (dialog, "“kosong.txt”: ")); /* its name is said once */
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_shows (get_files (page), "baik.txt"));
  g_assert_false (display_shows (get_files (page), "kosong.txt"));
  gtk_window_destroy (window);
}

/* The same file a second time is told, and is there once. */
static void
test_attach_twice (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene), *one = make_file (&scene, "satu.txt", "sama");
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  attach (page, one, NULL);
  display_wait (display_shows (get_files (page), "satu.txt"));
  display_wait (g_str_has_prefix (display_told (window), "toast 1 file"));
  attach (page, one, NULL);
  display_wait (g_str_has_prefix (display_told (window), "toast ") &&
                !g_str_has_prefix (display_told (window), "toast 1 file"));
  g_assert_null (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (get_files (page), "list")), 1));
  gtk_window_destroy (window);
}

/* The dialog of @type that asks now, answered with @response. */
static void
answer (GtkWidget *dialog, const char *response)
{
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), response));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog)); /* which a click does too */
}

/* Another record has the same file: that is said before the line is written, and in the row of both afterwards. */
static void
test_attach_same (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *first = scene_flood (&scene), *second = scene_flood (&scene),
                  *one = make_file (&scene, "satu.txt", "sama"), *misfits = NULL;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, first, &window), *dialog;

  attach (page, one, NULL);
  display_wait (display_shows (get_files (page), "satu.txt"));
  g_assert_false (display_shows (get_files (page), "Also on the record"));
  gtk_window_destroy (window);

  page = scene_show_record (&scene, second, &window);
  attach (page, one, NULL);
  dialog = wait_for_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (display_shows (dialog, "“satu.txt”: Also on the record"));
  answer (dialog, "cancel");
  display_wait (display_find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  display_rest (scene.place.session);
  g_assert_false (display_shows (get_files (page), "satu.txt"));

  /* The first record's file is none that may be let go. */
  display_wait (gtk_widget_get_sensitive (display_find_id (get_files (page), "attach_button")));
  attach (page, one, NULL);
  answer (wait_for_dialog (ADW_TYPE_MESSAGE_DIALOG), "attach");
  display_wait (display_shows (get_files (page), "satu.txt"));
  g_assert_true (display_shows (get_files (page), "Also on the record"));
  g_assert_true (display_shows (get_files (page), "On this laptop"));
  misfits = display_misfits (get_files (page));
  g_assert_cmpstr (misfits, ==, "");
  gtk_window_destroy (window);
}

/* More than 100 MiB, without taking room on the disk. (transfer full) */
static char *
make_large (Scene *scene, const char *name)
{
  char *path = make_file (scene, name, "PK\003\004");

  g_assert_cmpint (truncate (path, PANTAU_BLOB_LIMIT + 1), ==, 0);

  return path;
}

/* Says where the file is kept. */
static void
say_medium (GtkWidget *dialog, const char *medium)
{
  gtk_editable_set_text (GTK_EDITABLE (display_find_id (dialog, "medium_entry")), medium);
}

/* A file that is too large is recorded by its hash once somebody has said where it is kept. */
static void
test_attach_large (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene), *path = make_large (&scene, "rekaman.zip"),
                  *nameless = NULL, *misfits = NULL;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window), *dialog;

  attach (page, path, NULL);
  dialog = wait_for_dialog (PANTAU_TYPE_MEDIUM_DIALOG);
  g_assert_true (display_shows (dialog, "“rekaman.zip” is too large to be sent"));
  nameless = display_nameless (dialog);
  g_assert_cmpstr (nameless, ==, "");
  misfits = display_misfits (dialog);
  g_assert_cmpstr (misfits, ==, "");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "take"));
  say_medium (dialog, "hubungi 081234567890");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "take"));
  g_assert_true (gtk_widget_get_visible (display_find_id (dialog, "fault_label")));
  say_medium (dialog, "flashdisk biru, lemari 2");
  g_assert_false (gtk_widget_get_visible (display_find_id (dialog, "fault_label")));
  answer (dialog, "take");
  display_wait (display_shows (get_files (page), "Kept on: flashdisk biru, lemari 2"));
  g_assert_true (display_shows (get_files (page), "its hash is recorded"));
  g_assert_false (
      gtk_widget_get_mapped (display_find_action (get_files (page), "page.fetch-file")));
  gtk_window_destroy (window);
}

#define DRAFT "0b7a5c0e-0000-4000-8000-000000000007"

/* (transfer full) */
static PantauAttachment *
read_draft (Scene *scene)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GError) error = NULL;

  display_rest (scene->place.session);
  home =
      pantau_home_open (pantau_session_get_path (scene->place.session), PANTAU_HOME_READ, &error);
  g_assert_no_error (error);
  files = pantau_drafts_files (pantau_home_get_db (home), DRAFT, &error);
  g_assert_no_error (error);

  return files->len == 1 ? pantau_attachment_copy (g_ptr_array_index (files, 0)) : NULL;
}

static PantauFilesSection *
show_section (Scene *scene, const char *path, GtkWindow **window)
{
  PantauFilesSection *section = g_object_new (PANTAU_TYPE_FILES_SECTION, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PantauFileSource) source = pantau_file_source_new_for_file (file);

  *window = display_show (GTK_WIDGET (section), scene->place.session);
  pantau_files_section_set (section, scene->place.session, DRAFT, NULL);
  pantau_files_section_add (section, source);

  return section;
}

static GtkWidget *
get_row (PantauFilesSection *section)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (
      GTK_LIST_BOX (display_find_id (GTK_WIDGET (section), "list")), 0));
}

/* In the editor: from whom it came is kept at once, what WhatsApp took away and who else has it is said. */
static void
test_draft_known (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *path =
                      make_file (&scene, "IMG-20240213-WA0003.jpg", "\xff\xd8\xff\xe0\x7fpicture"),
                  *nameless = NULL, *misfits = NULL;
  g_autoptr (PantauAttachment) file = NULL, said = NULL, none = NULL;
  PantauFilesSection *section;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window), *button;

  attach (page, path, NULL);
  display_wait (display_shows (get_files (page), "IMG-20240213"));
  g_assert_true (display_shows (get_files (page), "Sent through WhatsApp"));
  gtk_window_destroy (window);

  section = show_section (&scene, path, &window);
  display_wait (get_row (section) != NULL &&
                gtk_widget_get_visible (display_find_id (get_row (section), "origin_button")));
  g_assert_true (display_shows (GTK_WIDGET (section), "Sent through WhatsApp"));
  g_assert_true (display_shows (GTK_WIDGET (section), "Also on the record"));
  nameless = display_nameless (GTK_WIDGET (section));
  g_assert_cmpstr (nameless, ==, "");
  misfits = display_misfits (GTK_WIDGET (section));
  g_assert_cmpstr (misfits, ==, "");

  button = display_find_id (get_row (section), "origin_button");
  file = read_draft (&scene);
  gtk_widget_activate_action (button, "files.origin", "(ss)", file->hash, "saksi");
  display_wait (
      g_str_equal (gtk_menu_button_get_label (GTK_MENU_BUTTON (button)), "From a witness"));
  said = read_draft (&scene);
  g_assert_cmpstr (said->origin, ==, "saksi");
  gtk_widget_activate_action (button, "files.origin", "(ss)", file->hash, "");
  display_wait (g_str_equal (gtk_menu_button_get_label (GTK_MENU_BUTTON (button)), "From whom?"));
  none = read_draft (&scene);
  g_assert_null (none->origin);

  /* The menu offers what the reference data has. */
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  display_wait (
      gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) != NULL &&
      gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)))));
  g_assert_true (display_shows (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))),
                                "From an agency"));
  /* An open menu has the keyboard, and would keep it. */
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  display_settle ();
  gtk_window_destroy (window);
}

/* What is too large says so in its row, with the way that is left. */
static void
test_draft_large (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *path = make_large (&scene, "rekaman.zip");
  g_autoptr (PantauAttachment) file = NULL;
  PantauFilesSection *section;
  GtkWindow *window;
  GtkWidget *dialog;

  section = show_section (&scene, path, &window);
  display_wait (get_row (section) != NULL &&
                gtk_widget_get_mapped (display_find_id (get_row (section), "keep_button")));
  g_assert_true (display_shows (GTK_WIDGET (section), "is too large"));
  g_assert_null (read_draft (&scene));
  gtk_widget_activate (display_find_id (get_row (section), "keep_button"));
  dialog = wait_for_dialog (PANTAU_TYPE_MEDIUM_DIALOG);
  say_medium (dialog, "flashdisk biru, lemari 2");
  answer (dialog, "take");
  display_wait (display_shows (GTK_WIDGET (section), "Kept on: flashdisk biru, lemari 2"));
  g_assert_false (display_shows (GTK_WIDGET (section), "is too large"));
  file = read_draft (&scene);
  g_assert_cmpstr (file->medium, ==, "flashdisk biru, lemari 2");
  gtk_window_destroy (window);
}

/* Who may not write about a record sees its files and no way to add one; a record without any has no empty section then. */
static void
test_others (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.06.01", FALSE);
  g_autofree char *record = pantau_uuid_new (), *line = NULL;
  GtkWindow *window;
  GtkWidget *page;

  line = scene_write (&scene, SCENE_OTHER, record, "risk", PANTAU_TYPE_CREATE, NULL,
                      "{\"title\":\"Milik orang\"}");
  page = scene_show_record (&scene, record, &window);
  g_assert_false (gtk_widget_get_mapped (get_files (page)));
  gtk_window_destroy (window);
}

/* Where the laptop's program for texts and web pages copies what it is given. (transfer full) */
static char *
opened_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "terbuka", NULL);
}

/* Before GIO looks for programs. */
static void
install_program (void)
{
  static const char defaults[] = "[Default Applications]\n"
                                 "text/plain=pembaca.desktop\ntext/html=pembaca.desktop\n";
  g_autofree char *to = opened_path (),
                  *programs = g_build_filename (g_get_user_data_dir (), "applications", NULL),
                  *file = g_build_filename (programs, "pembaca.desktop", NULL),
                  *list = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL),
                  *text = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Pembaca\n"
                                           "Exec=cp -p %%f %s\nMimeType=text/plain;text/html;\n",
                                           to);

  g_mkdir_with_parents (programs, 0700);
  g_mkdir_with_parents (g_get_user_config_dir (), 0700);
  test_file_write (file, text, strlen (text));
  test_file_write (list, defaults, strlen (defaults));
}

static gboolean
has_text (const char *path, const char *text)
{
  g_autofree char *contents = NULL;

  return g_file_get_contents (path, &contents, NULL, NULL) && g_str_equal (contents, text);
}

/* The other program gets a copy that it cannot write, never the original. */
static void
test_open (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *path = make_file (&scene, "catatan.txt", "Air naik."), *to = opened_path ();
  GStatBuf about;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  g_unlink (to);
  attach (page, path, NULL);
  gtk_widget_activate (wait_for_button (page, "page.open-file"));
  display_wait (has_text (to, "Air naik."));
  g_assert_cmpint (g_stat (to, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0400);
  g_assert_null (display_find_dialog (ADW_TYPE_MESSAGE_DIALOG));
  display_wait (gtk_widget_get_sensitive (wait_for_button (page, "page.open-file")));
  gtk_window_destroy (window);
}

/* A web page is opened after a question only, whatever its name says. */
static void
test_open_risky (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *path = make_file (&scene, "foto.jpg",
                                     "<!DOCTYPE html><html><script>alert(1)</script></html>"),
                  *to = opened_path ();
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window), *dialog;

  g_unlink (to);
  attach (page, path, NULL);
  gtk_widget_activate (wait_for_button (page, "page.open-file"));
  dialog = wait_for_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (display_shows (dialog, "Open “foto.jpg”?"));
  display_key (GTK_WINDOW (dialog), GDK_KEY_Return, 0); /* as one does without reading */
  display_wait (display_find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  display_rest (scene.place.session);
  g_assert_false (g_file_test (to, G_FILE_TEST_EXISTS));

  gtk_widget_activate (wait_for_button (page, "page.open-file"));
  dialog = wait_for_dialog (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "open");
  display_wait (g_file_test (to, G_FILE_TEST_EXISTS));
  gtk_window_destroy (window);
}

/* What nobody said is told beside its question, and nothing goes to Pemprov; a masked copy goes in the place of the file. */
static void
test_masked (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "hoax", HOAX),
                  *path = make_file (&scene, "layar.txt", "dari Budi: TPS 5 pindah"),
                  *masked =
                      make_file (&scene, "layar-samar.txt", "dari [disamarkan]: TPS 5 pindah"),
                  *nameless = NULL, *misfits = NULL;
  g_autoptr (GFile) copy = g_file_new_for_path (masked);
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window), *dialog, *button;

  attach (page, path, NULL);
  button = wait_for_button (page, "page.open-file");
  g_assert_true (display_shows (get_files (page), "Pemprov has none of these files"));
  gtk_widget_activate_action (page, "page.release-file", "s", get_hash (button));
  dialog = wait_for_dialog (PANTAU_TYPE_DISCLOSE_DIALOG);
  nameless = display_nameless (dialog);
  g_assert_cmpstr (nameless, ==, "");
  misfits = display_misfits (dialog);
  g_assert_cmpstr (misfits, ==, "");
  display_key (GTK_WINDOW (dialog), GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (dialog, "Choose the masked copy."));
  g_assert_true (display_shows (dialog, "Say why Pemprov needs it"));

  pantau_disclose_dialog_set_copy (PANTAU_DISCLOSE_DIALOG (dialog), copy);
  gtk_widget_grab_focus (display_find_id (dialog, "reason_entry"));
  display_type (GTK_WINDOW (dialog), "untuk bantahan");
  display_key (GTK_WINDOW (dialog), GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_find_dialog (PANTAU_TYPE_DISCLOSE_DIALOG) == NULL);
  display_wait (display_shows (get_files (page), "Masked copy of “layar.txt”"));
  g_assert_true (display_shows (get_files (page), "Opened to Pemprov"));
  gtk_window_destroy (window);
}

/* The file as it is. */
static void
test_plain (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "hoax", HOAX),
                  *path = make_file (&scene, "pengumuman.txt", "palsu");
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window), *dialog, *released;

  attach (page, path, NULL);
  gtk_widget_activate_action (page, "page.release-file", "s",
                              get_hash (wait_for_button (page, "page.open-file")));
  dialog = wait_for_dialog (PANTAU_TYPE_DISCLOSE_DIALOG);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (display_find_id (dialog, "plain_check")), TRUE);
  gtk_widget_grab_focus (display_find_id (dialog, "reason_entry"));
  display_type (GTK_WINDOW (dialog), "untuk bantahan");
  display_key (GTK_WINDOW (dialog), GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_find_dialog (PANTAU_TYPE_DISCLOSE_DIALOG) == NULL);
  display_wait ((released = display_find_id (get_files (page), "released_box")) != NULL &&
                gtk_widget_get_mapped (released));
  gtk_window_destroy (window);
}

/* Pemprov knows that there is a file, that it is held back, and has no button that would be refused. */
static void
test_held (void)
{
  g_auto (Scene) scene = scene_new ("pemprov", "16", FALSE);
  g_autofree char *record = pantau_uuid_new (), *create = NULL, *line = NULL;
  GtkWindow *window;
  GtkWidget *page;

  create = scene_write (&scene, SCENE_OTHER, record, "hoax", PANTAU_TYPE_CREATE, NULL,
                        "{\"title\":\"TPS 5 dipindah\"}");
  line = scene_write (&scene, SCENE_OTHER, record, "hoax", PANTAU_TYPE_EVIDENCE, NULL,
                      "{\"files\":[{\"hash\":\"" TEST_SHA256_EMPTY
                      "\",\"name\":\"layar.png\",\"size\":1200,\"type\":\"image/png\",\"received\":"
                      "\"2024-02-13T16:00:00+07:00\"}],\"blobs\":[\"" TEST_SHA256_EMPTY "\"]}");
  page = scene_show_record (&scene, record, &window);
  g_assert_true (display_shows (get_files (page), "layar.png"));
  g_assert_true (display_shows (get_files (page), "Held back"));
  g_assert_false (
      gtk_widget_get_mapped (display_find_action (get_files (page), "page.fetch-file")));
  gtk_window_destroy (window);
}

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/* What is here is compared with its name; no province is asked where it is whole. */
static void
test_mend (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = pantau_uuid_new (), *create = NULL, *line = NULL, *path = NULL,
                  *directory = g_build_filename (pantau_session_get_path (scene.place.session),
                                                 "blobs", "ba", NULL);
  GtkWindow *window;
  GtkWidget *page;

  path = g_build_filename (directory, ABC, NULL);
  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  test_file_write (path, "abc", 3);
  create = scene_write (&scene, SCENE_OTHER, record, "risk", PANTAU_TYPE_CREATE, NULL,
                        "{\"title\":\"Banjir di TPS 5\"}");
  line = scene_write (&scene, SCENE_OTHER, record, "risk", PANTAU_TYPE_EVIDENCE, NULL,
                      "{\"files\":[{\"hash\":\"" ABC "\",\"name\":\"abc.txt\",\"size\":3,\"type\":"
                      "\"text/plain\",\"received\":\"2024-02-13T16:00:00+07:00\"}],\"blobs\":"
                      "[\"" ABC "\"]}");
  page = scene_show_record (&scene, record, &window);
  display_wait (display_shows (get_files (page), "abc.txt"));
  g_assert_true (gtk_widget_activate_action (page, "page.fetch-file", "s", ABC));
  display_wait (g_str_equal (display_told (window), "toast The file is intact"));
  gtk_window_destroy (window);
}

/* A picture on the disk, of one colour; @part of its bytes, in per cent. (transfer full) */
static char *
make_picture (Scene *scene, const char *name, guint32 colour, gsize part)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 3000, 1500);
  char *path = g_build_filename (scene->place.dir, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  gdk_pixbuf_fill (pixbuf, colour);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, "jpeg", NULL, NULL));
  test_file_write (path, bytes, length * part / 100);

  return path;
}

/* The small picture at @position, once it is decided whether it can be drawn. */
static PantauPreviewImage *
wait_for_preview (GtkWidget *page, int position)
{
  GtkFlowBox *box = GTK_FLOW_BOX (display_find_type (get_files (page), GTK_TYPE_FLOW_BOX));
  GtkFlowBoxChild *child;
  PantauPreviewImage *image;

  display_wait ((child = gtk_flow_box_get_child_at_index (box, position)) != NULL);
  image = PANTAU_PREVIEW_IMAGE (gtk_flow_box_child_get_child (child));
  display_wait (pantau_preview_image_is_drawn (image) || pantau_preview_image_is_damaged (image));

  return image;
}

static GtkWindow *
view (GtkWidget *page, const char *hash)
{
  GtkWidget *viewer;

  gtk_widget_activate_action (get_files (page), "files.view", "s", hash);
  display_wait ((viewer = display_find_dialog (PANTAU_TYPE_VIEWER)) != NULL);
  display_present (GTK_WINDOW (viewer));

  return GTK_WINDOW (viewer);
}

static gboolean
is_on (GtkWindow *viewer, const char *page)
{
  return g_str_equal (
      gtk_stack_get_visible_child_name (GTK_STACK (display_find_id (GTK_WIDGET (viewer), "stack"))),
      page);
}

/* Small pictures of those that have a look; Enter opens one, keys enlarge it and go on to the next. */
static void
test_previews (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *one = make_picture (&scene, "satu.jpg", 0x3070a0ff, 100),
                  *other = make_file (&scene, "dua.txt", "dua"), *nameless = NULL, *misfits = NULL;
  GtkWindow *window, *viewer;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  attach (page, one, other);
  g_assert_true (pantau_preview_image_is_drawn (wait_for_preview (page, 0)));
  g_assert_null (gtk_flow_box_get_child_at_index (
      GTK_FLOW_BOX (display_find_type (get_files (page), GTK_TYPE_FLOW_BOX)), 1));
  misfits = display_misfits (get_files (page));
  g_assert_cmpstr (misfits, ==, "");

  viewer = view (page, get_hash (wait_for_button (page, "page.open-file")));
  display_wait (is_on (viewer, "picture"));
  g_assert_true (display_shows (GTK_WIDGET (viewer), "satu.jpg"));
  g_assert_true (display_shows (GTK_WIDGET (viewer), "Nothing.")); /* of EXIF, in this one */
  display_wait (display_shows (GTK_WIDGET (viewer), "brought it in"));
  display_wait (PANTAU_IS_VIEWER_CANVAS (gtk_window_get_focus (viewer)));
  display_draw (GTK_WIDGET (viewer));
  g_assert_cmpfloat (pantau_viewer_get_zoom (PANTAU_VIEWER (viewer)), ==, 1);
  display_key (viewer, GDK_KEY_plus, GDK_CONTROL_MASK);
  display_key (viewer, GDK_KEY_plus, GDK_CONTROL_MASK);
  g_assert_cmpfloat (pantau_viewer_get_zoom (PANTAU_VIEWER (viewer)), >, 1.5);
  display_key (viewer, GDK_KEY_minus, GDK_CONTROL_MASK);
  g_assert_cmpfloat (pantau_viewer_get_zoom (PANTAU_VIEWER (viewer)), >, 1);
  /* What is enlarged is moved by arrows, and the next file is not come to by accident. */
  display_key (viewer, GDK_KEY_Right, 0);
  g_assert_true (display_shows (GTK_WIDGET (viewer), "satu.jpg"));
  display_key (viewer, GDK_KEY_0, GDK_CONTROL_MASK);
  g_assert_cmpfloat (pantau_viewer_get_zoom (PANTAU_VIEWER (viewer)), ==, 1);
  nameless = display_nameless (GTK_WIDGET (viewer));
  g_assert_cmpstr (nameless, ==, "");

  display_key (viewer, GDK_KEY_Right, 0);
  display_wait (is_on (viewer, "none"));
  g_assert_true (display_shows (GTK_WIDGET (viewer), "dua.txt"));
  g_assert_true (display_shows (GTK_WIDGET (viewer), "Open with another program"));
  /* Not to a text of the side, all of which would be marked. */
  g_assert_true (gtk_window_get_focus (viewer) ==
                 display_find_id (GTK_WIDGET (viewer), "open_button"));
  display_key (viewer, GDK_KEY_Escape, 0);
  display_wait (display_find_dialog (PANTAU_TYPE_VIEWER) == NULL);
  display_rest (scene.place.session);
  gtk_window_destroy (window);
}

/* What was cut short, and what was changed on the disk since, is told and never shown as if it were whole. */
static void
test_previews_damaged (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene),
                  *cut = make_picture (&scene, "terpotong.jpg", 0x3070a0ff, 50),
                  *whole = make_picture (&scene, "utuh.jpg", 0xa07030ff, 100), *hash = NULL,
                  *blob = NULL;
  GtkWindow *window, *viewer;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  attach (page, cut, NULL);
  g_assert_true (pantau_preview_image_is_damaged (wait_for_preview (page, 0)));
  viewer = view (page, get_hash (wait_for_button (page, "page.open-file")));
  display_wait (is_on (viewer, "none"));
  g_assert_true (display_shows (GTK_WIDGET (viewer), "The picture is damaged"));
  gtk_window_close (viewer);
  display_wait (display_find_dialog (PANTAU_TYPE_VIEWER) == NULL);

  display_wait (g_str_has_prefix (display_told (window), "toast 1 file"));
  attach (page, whole, NULL);
  g_assert_true (pantau_preview_image_is_drawn (wait_for_preview (page, 1)));
  display_rest (scene.place.session);
  {
    g_autoptr (GBytes) bytes = test_file_read (whole);

    hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  }
  {
    g_autofree char *start = g_strndup (hash, 2);

    blob = g_build_filename (pantau_session_get_path (scene.place.session), "blobs", start, hash,
                             NULL);
  }
  g_assert_cmpint (g_chmod (blob, 0600), ==, 0);
  g_assert_cmpint (g_unlink (blob), ==, 0);
  {
    g_autoptr (GBytes) bytes = test_file_read (cut);

    test_file_write (blob, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  }
  viewer = view (page, hash);
  display_wait (is_on (viewer, "none"));
  gtk_window_close (viewer);
  display_wait (display_find_dialog (PANTAU_TYPE_VIEWER) == NULL);
  display_rest (scene.place.session);
  gtk_window_destroy (window);
}

/* Who asked, in the order of the answers. */
static void
note_drawn (PantauDrawn *drawn, const GError *error, gpointer data)
{
  g_string_append (told, data);
}

/* What was asked for last is drawn first, what nobody waits for any more not at all, and what was drawn is kept. */
static void
test_previews_order (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = scene_flood (&scene);
  PantauPreviews *previews = pantau_previews_of (scene.place.session);
  char *hashes[4];
  guint forgotten;

  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.jpg", i),
                      *path = make_picture (&scene, name, 0x1030a0ff + (i << 20), 100);
      g_autoptr (GBytes) bytes = test_file_read (path);
      g_autofree char *blobs =
          g_build_filename (pantau_session_get_path (scene.place.session), "blobs", NULL);
      g_autoptr (PantauBlobs) store = pantau_blobs_new (blobs);
      g_autoptr (GError) error = NULL;

      g_assert_true (pantau_blobs_put_bytes (store, bytes, &hashes[i], &error));
    }
  told = g_string_new (NULL);
  pantau_previews_ask (previews, hashes[0], 64, note_drawn, "a");
  pantau_previews_ask (previews, hashes[1], 64, note_drawn, "b");
  forgotten = pantau_previews_ask (previews, hashes[2], 64, note_drawn, "c");
  pantau_previews_ask (previews, hashes[3], 64, note_drawn, "d");
  pantau_previews_ask (previews, hashes[1], 64, note_drawn, "B");
  pantau_previews_forget (previews, forgotten);
  g_assert_cmpstr (told->str, ==, ""); /* never before it has returned */
  display_wait (told->len == 4);
  g_assert_cmpstr (told->str, ==, "abBd");
  g_assert_nonnull (pantau_previews_lookup (previews, hashes[3], 64));
  g_assert_null (pantau_previews_lookup (previews, hashes[3], 65));
  g_assert_null (pantau_previews_lookup (previews, hashes[2], 64));
  /* One that runs and that nobody waits for any more gives way. */
  pantau_previews_forget (previews, pantau_previews_ask (previews, hashes[2], 64, note_drawn, "c"));
  pantau_previews_ask (previews, hashes[0], 64, note_drawn, "A");
  display_wait (told->len == 5);
  g_assert_cmpstr (told->str, ==, "abBdA");
  g_string_free (g_steal_pointer (&told), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    g_free (hashes[i]);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  install_program ();

  g_test_add_func ("/files-view/attach", test_attach);
  g_test_add_func ("/files-view/attach-refused", test_attach_refused);
  g_test_add_func ("/files-view/attach-twice", test_attach_twice);
  g_test_add_func ("/files-view/attach-same", test_attach_same);
  g_test_add_func ("/files-view/attach-large", test_attach_large);
  g_test_add_func ("/files-view/draft-known", test_draft_known);
  g_test_add_func ("/files-view/draft-large", test_draft_large);
  g_test_add_func ("/files-view/others", test_others);
  g_test_add_func ("/files-view/open", test_open);
  g_test_add_func ("/files-view/open-risky", test_open_risky);
  g_test_add_func ("/files-view/masked", test_masked);
  g_test_add_func ("/files-view/plain", test_plain);
  g_test_add_func ("/files-view/held", test_held);
  g_test_add_func ("/files-view/mend", test_mend);
  g_test_add_func ("/files-view/previews", test_previews);
  g_test_add_func ("/files-view/previews/order", test_previews_order);
  g_test_add_func ("/files-view/previews/damaged", test_previews_damaged);

  return g_test_run ();
}
