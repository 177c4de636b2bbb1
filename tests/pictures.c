/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes pictures of the program's pages, driven as in a journey: pictures DIRECTORY SUFFIX ROLE [ARGUMENTS of pantau …]. Of tests/pictures, which
 * gives it a display, a practice province and a clock. ROLE: field, desk,
 * kecamatan, identity, pemprov, welcome, choice; states, stick: what is seen when something is wrong, and what a stick brought.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "journey-fixture.h"
#include "pantau-chips.h"
#include "pantau-claim-row.h"
#include "pantau-comparison-view.h"
#include "pantau-courier-dialog.h"
#include "pantau-editor.h"
#include "pantau-enroll-dialog.h"
#include "pantau-files-view.h"
#include "pantau-record-page.h"
#include "pantau-similar-card.h"
#include "pantau-stick-card.h"
#include "pantau-ui.h"
#include "proxy.h"

/* The real event that tests/pictures reviews, seals and forwards. */
#define CASE "query:delapan kepala desa"

static const char *directory, *suffix;

/* The whole screen: popovers and dialogs are windows of their own. */
static void
take (Journey *journey, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s/%s%s.png", directory, name, suffix);
  const char *argv[] = { "import", "-window", "root", file, NULL };

  if (PANTAU_IS_WINDOW (journey->window))
    display_rest (journey_session (journey));
  for (guint i = 0; i < 3; i++)
    display_draw (GTK_WIDGET (journey_window (journey)));
  gdk_display_sync (gdk_display_get_default ());
  g_assert_cmpint (test_run (argv, NULL, NULL), ==, 0);
}

static void
fill_screen (Journey *journey)
{
  gtk_window_maximize (journey->window);
  display_wait (gtk_window_is_maximized (journey->window));
  display_draw (GTK_WIDGET (journey->window));
}

static void
go (Journey *journey, const char *place)
{
  gtk_widget_activate_action (GTK_WIDGET (journey->window), "win.show", "s", place);
  display_rest (journey_session (journey));
}

/* The first record of the list, opened by keys. */
static void
open_first (Journey *journey, const char *place)
{
  go (journey, place);
  gtk_widget_activate_action (GTK_WIDGET (journey->window), "win.search", NULL);
  journey_key (journey, GDK_KEY_Down, 0);
  journey_key (journey, GDK_KEY_Return, 0);
  display_rest (journey_session (journey));
}

static GtkWidget *
find_page (Journey *journey)
{
  return display_find_type (GTK_WIDGET (journey->window), PANTAU_TYPE_RECORD_PAGE);
}

/* Scrolls to a verb of the record, once the parts of the page, which come frame by frame, are there. */
static void
show_verb (Journey *journey, const char *action)
{
  for (guint i = 0; i < 20; i++)
    display_draw (GTK_WIDGET (journey->window));
  gtk_widget_grab_focus (display_find_action (find_page (journey), action));
  display_rest (journey_session (journey));
}

/* A case with its lists, and what law says of it while one writes. */
static void
take_case_editor (Journey *journey)
{
  open_first (journey, CASE);
  gtk_widget_activate_action (
      GTK_WIDGET (journey->window), "win.edit-record", "s",
      pantau_record_page_get_record (PANTAU_RECORD_PAGE (find_page (journey))));
  display_rest (journey_session (journey));
  take (journey, "editor-perkara");
  gtk_widget_activate_action (GTK_WIDGET (journey->window), "win.back", NULL);
  display_rest (journey_session (journey));
}

/* A hoax that others recorded already: what is offered while one types, joined with a key, and its files. */
static void
take_similar (Journey *journey)
{
  static const char bytes[] = "%PDF-1.4 surat edaran";
  g_autoptr (GBytes) file = g_bytes_new_static (bytes, sizeof bytes - 1);
  g_autoptr (PantauFileSource) source =
      pantau_file_source_new_for_bytes (file, "surat edaran palsu.pdf");
  GtkWidget *editor, *card;

  journey_key (journey, GDK_KEY_2, GDK_CONTROL_MASK);
  display_rest (journey_session (journey));
  journey_type (journey, "Semua TPS pindah ke kantor kecamatan");
  editor = display_find_type (GTK_WIDGET (journey->window), PANTAU_TYPE_EDITOR);
  card = display_find_type (editor, PANTAU_TYPE_SIMILAR_CARD);
  display_wait (gtk_widget_get_mapped (card));
  take (journey, "klaim-serupa");
  journey_key (journey, GDK_KEY_j, GDK_CONTROL_MASK);
  pantau_editor_add_file (PANTAU_EDITOR (editor), source);
  display_wait (display_find_action (editor, "files.remove") != NULL);
  display_draw (editor);
  gtk_widget_grab_focus (display_find_action (editor, "files.choose"));
  take (journey, "berkas");
  journey_key (journey, GDK_KEY_Escape, 0);
  display_rest (journey_session (journey));
}

/* A stick, from the choice to the note, and what the sync page says of it then. */
static void
take_courier (Journey *journey)
{
  g_autofree char *dir = g_dir_make_tmp ("pantau-kurir-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "pantau-2024-11-26.pantau", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  PantauCourierDialog *dialog;

  g_ptr_array_add (files, g_file_new_for_path (path));
  gtk_widget_activate_action (GTK_WIDGET (journey->window), "win.courier-write", NULL);
  display_wait (journey_window (journey) != journey->window);
  take (journey, "kurir");
  dialog = PANTAU_COURIER_DIALOG (journey_window (journey));
  pantau_courier_dialog_begin (dialog, files);
  display_wait (display_shows (GTK_WIDGET (dialog), path + strlen (dir) + 1));
  display_rest (journey_session (journey));
  take (journey, "kurir-selesai");
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (journey_window (journey) == journey->window);
  display_rest (journey_session (journey));
  pantau_ui_reveal (display_find_type (GTK_WIDGET (journey->window), PANTAU_TYPE_STICK_CARD));
  display_settle ();
  take (journey, "sinkron-flashdisk");

  g_unlink (path);
  g_rmdir (dir);
}

static void
take_field (Journey *journey)
{
  fill_screen (journey);
  go (journey, "all");
  take (journey, "daftar");
  open_first (journey, "risk");
  take (journey, "peran-lapangan");
  go (journey, "all");

  gtk_widget_activate_action (GTK_WIDGET (journey->window), "win.search", NULL);
  journey_type (journey, "banjir tps");
  display_rest (journey_session (journey));
  take (journey, "cari");
  journey_key (journey, GDK_KEY_Escape, 0);

  open_first (journey, "hoax");
  take (journey, "catatan");
  open_first (journey, "differences");
  take (journey, "perbedaan");

  journey_key (journey, GDK_KEY_1, GDK_CONTROL_MASK);
  display_rest (journey_session (journey));
  take (journey, "editor");
  journey_type (journey, "rawas ilir pauh 2,3");
  display_rest (journey_session (journey));
  take (journey, "tempat");
  journey_type (journey, "\n\n");
  journey_key (journey, GDK_KEY_a, GDK_CONTROL_MASK);
  journey_type (journey, "31 februari\n");
  display_rest (journey_session (journey));
  take (journey, "editor-keliru");
  journey_key (journey, GDK_KEY_Escape, 0);
  journey_key (journey, GDK_KEY_Escape, 0);

  take_similar (journey);

  go (journey, "drafts");
  take (journey, "draf");
  go (journey, "sync");
  take (journey, "sinkron");
  take_courier (journey);
  go (journey, "deadlines");
  take (journey, "tenggat");

  journey_key (journey, GDK_KEY_question, GDK_CONTROL_MASK);
  display_wait (journey_window (journey) != journey->window);
  take (journey, "pintasan");
  gtk_window_close (journey_window (journey));
  display_settle ();
}

/* A dialog that a verb of the record's page opens. */
static void
open_act (Journey *journey, guint key)
{
  journey_key (journey, key, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  display_wait (journey_window (journey) != journey->window);
}

static void
send_act (Journey *journey)
{
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (journey_window (journey) == journey->window);
  display_rest (journey_session (journey));
}

/* A risk on its page, with what is done about it. */
static void
take_acts (Journey *journey)
{
  open_first (journey, "risk");
  gtk_widget_child_focus (find_page (journey), GTK_DIR_TAB_FORWARD);
  open_act (journey, GDK_KEY_t);
  journey_type (journey, "perahu\nBPBD\n");
  send_act (journey);
  open_act (journey, GDK_KEY_f);
  journey_type (journey, "bpbd\nr\nPosko siaga");
  take (journey, "teruskan");
  send_act (journey);
  gtk_widget_grab_focus (display_find_action (find_page (journey), "page.reply"));
  display_rest (journey_session (journey));
  take (journey, "penanganan");
}

/* The board of hoaxes, the claim that was seen in most places, and what a desk says of it. */
static void
take_claims (Journey *journey)
{
  go (journey, "claims");
  take (journey, "papan-hoaks");
  gtk_widget_grab_focus (display_find_type (GTK_WIDGET (journey->window), PANTAU_TYPE_CLAIM_ROW));
  journey_key (journey, GDK_KEY_Return, 0);
  display_rest (journey_session (journey));
  take (journey, "klaim");
  open_act (journey, GDK_KEY_p);
  take (journey, "putusan");
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (journey_window (journey) == journey->window);
}

/* Evidence: one of the record's files large, what is said where it goes, and all files of the home. */
static void
take_evidence (Journey *journey)
{
  GtkWidget *files = display_find_type (find_page (journey), PANTAU_TYPE_FILES_VIEW), *canvas;

  gtk_widget_grab_focus (display_find_type (files, GTK_TYPE_FLOW_BOX_CHILD));
  journey_key (journey, GDK_KEY_Return, 0);
  display_wait (journey_window (journey) != journey->window);
  canvas = display_find_id (GTK_WIDGET (journey_window (journey)), "canvas");
  display_wait (gtk_widget_get_mapped (canvas));
  display_rest (journey_session (journey));
  take (journey, "penampil");
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (journey_window (journey) == journey->window);

  gtk_widget_activate_action (find_page (journey), "page.hand-over", NULL);
  display_wait (journey_window (journey) != journey->window);
  journey_type (journey, "Sentra Gakkumdu Muara Enim");
  take (journey, "serah-terima");
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (journey_window (journey) == journey->window);

  go (journey, "files");
  take (journey, "berkas-bukti");
}

static void
take_report (Journey *journey)
{
  GtkWidget *window = GTK_WIDGET (journey->window);

  go (journey, "lapsit");
  gtk_widget_activate (display_find_id (window, "make_button"));
  display_wait (gtk_widget_get_mapped (display_find_id (window, "preview_label")));
  display_settle ();
  take (journey, "laporan-situasi");
}

/* Map, table, and what stands below them; the report of it. */
static void
take_situation (Journey *journey)
{
  fill_screen (journey);
  go (journey, "situation");
  for (guint i = 0; i < 20; i++)
    display_draw (GTK_WIDGET (journey->window));
  take (journey, "situasi");
  pantau_chips_set_selected (
      PANTAU_CHIPS (display_find_id (GTK_WIDGET (journey->window), "view_chips")), "table");
  g_object_set (
      gtk_widget_get_layout_manager (display_find_id (GTK_WIDGET (journey->window), "board")),
      "shows-table", TRUE, NULL);
  display_draw (GTK_WIDGET (journey->window));
  take (journey, "situasi-tabel");
  pantau_ui_reveal (display_find_id (GTK_WIDGET (journey->window), "aid_list"));
  display_settle ();
  take (journey, "situasi-bawah");
  take_report (journey);
  go (journey, "all");
}

static void
take_desk (Journey *journey)
{
  fill_screen (journey);
  go (journey, "all");
  take (journey, "meja");
  go (journey, "triage");
  take (journey, "antrean");
  open_first (journey, "differences");
  take (journey, "meja-perbedaan");
  go (journey, "deadlines");
  take (journey, "meja-tenggat");
  take_situation (journey);
  go (journey, "register");
  take (journey, "register");
  take_acts (journey);
  go (journey, "coverage");
  take (journey, "cakupan");
  open_first (journey, CASE);
  show_verb (journey, "page.forward");
  take (journey, "peran-meja");
  take_evidence (journey);
  go (journey, "agencies");
  take (journey, "instansi");
  take_case_editor (journey);
  take_claims (journey);
}

/* The desk of a kecamatan: what its villages recorded, what waits for it, of what it is told. */
static void
take_kecamatan (Journey *journey)
{
  fill_screen (journey);
  go (journey, "all");
  take (journey, "peran-kecamatan");
  go (journey, "triage");
  take (journey, "antrean-kecamatan");
  gtk_widget_activate_action (GTK_WIDGET (journey->window), "win.notices", NULL);
  display_wait (journey_window (journey) != journey->window);
  take (journey, "notifikasi");
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (journey_window (journey) == journey->window);
}

static void
take_identity (Journey *journey)
{
  fill_screen (journey);
  open_first (journey, CASE);
  show_verb (journey, "page.open-identity");
  take (journey, "peran-identitas");
  go (journey, "asks");
  take (journey, "permintaan");
}

static void
take_pemprov (Journey *journey)
{
  fill_screen (journey);
  open_first (journey, "risk");
  take (journey, "peran-pemprov");
  go (journey, "triage");
  take (journey, "antrean-pemprov");
  go (journey, "deadlines");
  take (journey, "tenggat-pemprov");
  go (journey, "releases");
  take (journey, "kasus-diteruskan");
  go (journey, "totals");
  take (journey, "jumlah-kasus");
}

/* --- What is seen when something is wrong (tests/pictures --look) --- */

static gpointer
script (PantauHome *home, gpointer sql, GError **error)
{
  g_assert_true (pantau_db_script (pantau_home_get_db (home), sql, error));

  return NULL;
}

static void
act (Journey *journey, PantauWriteFunc func, gpointer data)
{
  pantau_session_write (journey_session (journey), func, data, NULL, NULL, NULL, NULL);
  display_rest (journey_session (journey));
}

/* Before the home is opened: its province is where nobody is. */
static Proxy *
move_province (const char *path)
{
  g_autoptr (PantauHome) home = pantau_home_open (path, PANTAU_HOME_WRITE, NULL);
  Proxy *line = proxy_new ("http://127.0.0.1:1", 1);

  g_assert_true (pantau_home_set_province (home, proxy_url (line), pantau_home_get_province (home),
                                           TRUE, NULL));

  return line;
}

static void
show_sync_from (Journey *journey, const char *id)
{
  pantau_ui_reveal (display_find_id (GTK_WIDGET (journey->window), id));
  display_settle ();
}

/* The sync page without a line, behind a login page, of a copied home, compared with a province that lacks something. */
static void
take_sync_states (Journey *journey)
{
  const ProxyStep portal = { .fault = PROXY_SAY, .text = proxy_portal (0) };
  Proxy *line = journey->data;
  g_autofree char *copied = g_strdup_printf (
      "INSERT INTO contradiction (at, what, proof) VALUES ('2024-11-28T08:00:00+07:00', 'copied', "
      "'{\"device\":\"%s\",\"seq\":41}');"
      "REPLACE INTO reconciled (day, at, sent, held, files_sent, files_held, faults) VALUES "
      "('2024-11-28', '2024-11-28T15:00:00+07:00', 214, 212, 9, 9, "
      "'[{\"what\":\"lost\",\"seq\":17,\"id\":\"17\",\"settled\":true},{\"what\":\"copied\","
      "\"seq\":41,\"id\":\"41\"}]'), "
      "('2024-11-27', '2024-11-27T20:00:00+07:00', 209, 209, 9, 9, '[]')",
      pantau_session_get_device (journey_session (journey)));

  go (journey, "sync");
  display_wait (pantau_session_get_next_try (journey_session (journey)) != 0);
  take (journey, "sinkron-terputus");

  proxy_set_step (line, &portal, NULL);
  pantau_session_sync (journey_session (journey));
  display_wait (display_find_action (GTK_WIDGET (journey->window), "sync.open-portal") != NULL &&
                gtk_widget_get_mapped (
                    display_find_action (GTK_WIDGET (journey->window), "sync.open-portal")));
  take (journey, "sinkron-portal");

  act (journey, script, copied);
  show_sync_from (journey, "warning_box");
  take (journey, "sinkron-tersalin");
  pantau_ui_reveal (display_find_type (GTK_WIDGET (journey->window), PANTAU_TYPE_COMPARISON_VIEW));
  display_settle ();
  take (journey, "sinkron-dibandingkan");
  show_sync_from (journey, "laptop_buttons");
  take (journey, "sinkron-laptop");
}

static void
take_states (Journey *journey)
{
  fill_screen (journey);
  take_sync_states (journey);

  gtk_widget_activate_action (GTK_WIDGET (journey->window), "win.rekey", NULL);
  display_wait (journey_window (journey) != journey->window);
  take (journey, "kunci-baru");
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (journey_window (journey) == journey->window);

  gtk_widget_activate_action (GTK_WIDGET (journey->window), "win.enroll", NULL);
  display_wait (journey_window (journey) != journey->window);
  take (journey, "pendaftaran");
  gtk_widget_grab_focus (display_find_id (GTK_WIDGET (journey_window (journey)), "code_row"));
  journey_type (journey, "0004-1061-050R-3GG2-8A1C-60T3-GF5E");
  gtk_widget_grab_focus (
      display_find_action (GTK_WIDGET (journey_window (journey)), "enroll.by-file"));
  display_settle ();
  take (journey, "pendaftaran-berkas");
  gtk_window_close (journey_window (journey));
  display_wait (journey_window (journey) == journey->window);
}

/* A stick from a laptop without a signal: PANTAU_PICTURE_STICK. */
static void
take_stick (Journey *journey)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWindow *dialog;

  fill_screen (journey);
  go (journey, "sync");
  g_ptr_array_add (files, g_file_new_for_path (g_getenv ("PANTAU_PICTURE_STICK")));
  pantau_window_take_courier (PANTAU_WINDOW (journey->window), files);
  display_wait (journey_window (journey) != journey->window);
  dialog = journey_window (journey);
  display_wait (gtk_widget_get_mapped (display_find_id (GTK_WIDGET (dialog), "done_label")));
  take (journey, "kurir-dibaca");
  gtk_window_close (dialog);
  display_wait (journey_window (journey) == journey->window);
}

static void
take_welcome (Journey *journey)
{
  fill_screen (journey);
  take (journey, "mulai");
}

static void
take_choice (Journey *journey)
{
  take (journey, "pilih-pengguna");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    JourneyFunc take;
  } roles[] = { { "field", take_field },         { "desk", take_desk },
                { "kecamatan", take_kecamatan }, { "identity", take_identity },
                { "pemprov", take_pemprov },     { "welcome", take_welcome },
                { "choice", take_choice },       { "states", take_states },
                { "stick", take_stick },       { "situation", take_situation } };

  g_assert_cmpint (argc, >=, 4);
  directory = argv[1];
  suffix = argv[2];
  display_init_in (&argc, &argv, "id");
  /* GTK 4.8 warns of its own windows; tests are where warnings end a program. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  if (g_getenv ("PANTAU_LARGE_TEXT") != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (argv[3], roles[i].name))
      {
        g_autoptr (Proxy) line = g_str_equal (argv[3], "states") ? move_province (argv[5]) : NULL;

        journey_run ((const char *const *) argv + 4, roles[i].take, line);
      }

  return 0;
}
