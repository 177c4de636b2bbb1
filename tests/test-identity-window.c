/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reporters and witnesses in the editor: typed by keyboard, sealed by themselves, and found nowhere afterwards. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "display-fixture.h"
#include "pantau-drafts.h"
#include "pantau-editor.h"
#include "pantau-identity-dialog.h"
#include "pantau-paper-form.h"
#include "pantau-secrecy.h"
#include "scene-fixture.h"
#include "seal-fixture.h"

/* Nothing else in the program has these letters. */
#define NAME    "Kenari Zulkarnaen"
#define ADDRESS "Dusun Kenari Emas 77"

typedef struct
{
  Scene scene;
  PantauEditor *editor;
  GtkWindow *window;
} Desk;

static void
open_editor (Desk *self)
{
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  self->editor = g_object_new (PANTAU_TYPE_EDITOR, NULL);
  self->window = display_show (GTK_WIDGET (self->editor), self->scene.place.session);
}

/* The province names one officer of the kabupaten. */
static void
name_officers (Desk *self)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (PantauRoster) roster =
      seal_roster (recovery, 1, seal_officer (1, "16.13", NULL), NULL);
  g_autofree char *json = g_strdup_printf ("{\"roster\":%s}", pantau_roster_get_statement (roster));
  g_autofree char *record = g_uuid_string_random ();

  g_free (
      scene_write (&self->scene, SCENE_PROVINCE, record, "device", "device.officers", NULL, json));
}

static Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);

  self->scene = scene_new ("field", "16.13.04", FALSE);
  name_officers (self);
  open_editor (self);

  return self;
}

static void
desk_free (Desk *self)
{
  gtk_window_destroy (self->window);
  scene_clear (&self->scene);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* The dialog that is open; NULL where none is. */
static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (PANTAU_IS_IDENTITY_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;

  return NULL;
}

/* The line for a part, by what stands on it. */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  GtkWidget *list = display_find_id (root, "parts_list");

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return row;
  g_assert_not_reached ();
}

/* Begins a record, and opens the dialog for its reporter. */
static GtkWindow *
open_dialog_of (Desk *self, const char *kind)
{
  GtkWidget *button;

  pantau_editor_begin (self->editor, kind);
  display_wait (display_find_id (GTK_WIDGET (self->window), "type_button") != NULL);
  button = display_find_id (GTK_WIDGET (self->window), "type_button");
  display_wait (gtk_widget_get_visible (button));
  gtk_widget_activate (button);
  display_wait (find_dialog () != NULL && gtk_window_is_active (find_dialog ()));

  return find_dialog ();
}

static GtkWindow *
open_dialog (Desk *self)
{
  return open_dialog_of (self, "neutrality");
}

static void
type_reporter (GtkWindow *dialog)
{
  display_type (dialog, NAME "\n"); /* on to the birth, which is left out */
  g_assert_true (gtk_widget_is_ancestor (
      gtk_window_get_focus (dialog), find_row (GTK_WIDGET (dialog), "Place and date of birth")));
  gtk_widget_grab_focus (find_row (GTK_WIDGET (dialog), "Address"));
  display_type (dialog, ADDRESS);
}

static void
assert_nowhere (Desk *self)
{
  scene_assert_nowhere (&self->scene, "Kenari");
  scene_assert_nowhere (&self->scene, "Zulkarnaen");
}

static gpointer
read_drafts (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_drafts_list (db, error);
}

static void
drafts_were_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GPtrArray **drafts = data;
  g_autoptr (GError) error = NULL;

  *drafts = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
ask_drafts (Desk *self)
{
  GPtrArray *drafts = NULL;

  pantau_session_read (self->scene.place.session, read_drafts, NULL, NULL, NULL, G_PRIORITY_DEFAULT,
                       NULL, drafts_were_read, &drafts);
  display_wait (drafts != NULL);

  return drafts;
}

/* By keys alone; and what was typed is in no file of the home. */
static void
test_keyboard (void)
{
  g_autoptr (Desk) self = desk_new ();
  GtkWindow *dialog = open_dialog (self);

  g_assert_true (display_shows (GTK_WIDGET (dialog), "Petugas 1"));
  type_reporter (dialog);
  display_wait (display_shows (GTK_WIDGET (dialog), "This laptop cannot read it any more"));
  assert_nowhere (self);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () == NULL);
  display_wait (display_shows (GTK_WIDGET (self->window), "Sealed for the identity officers"));
  g_assert_false (display_shows (GTK_WIDGET (self->window), "Kenari"));
  assert_nowhere (self);
}

/* The program is gone in the middle: the envelope is there, under its draft. */
static void
test_kept (void)
{
  g_autoptr (Desk) self = desk_new ();
  GtkWindow *dialog = open_dialog (self);
  g_autoptr (GPtrArray) drafts = NULL;

  type_reporter (dialog);
  display_wait (display_shows (GTK_WIDGET (dialog), "This laptop cannot read it any more"));
  display_rest (self->scene.place.session);
  open_editor (self);
  drafts = ask_drafts (self);
  g_assert_cmpuint (drafts->len, ==, 1);
  pantau_editor_resume (self->editor, ((PantauUnfinished *) g_ptr_array_index (drafts, 0))->id);
  display_wait (display_shows (GTK_WIDGET (self->window), "Sealed for the identity officers"));
  assert_nowhere (self);
}

/* Who goes away leaves nothing to read, and loses nothing. */
static void
test_patience (void)
{
  g_autoptr (Desk) self = desk_new ();
  GtkWindow *dialog = open_dialog (self);

  type_reporter (dialog);
  g_object_set (dialog, "patience", 200, NULL);
  display_wait (find_dialog () == NULL);
  display_wait (display_shows (GTK_WIDGET (self->window), "Sealed for the identity officers"));
}

/* Without a name nobody is found again: it is said beside the dialog, and nothing is closed. */
static void
test_name_is_missing (void)
{
  g_autoptr (Desk) self = desk_new ();
  GtkWindow *dialog = open_dialog (self);

  gtk_widget_grab_focus (find_row (GTK_WIDGET (dialog), "Address"));
  display_type (dialog, ADDRESS);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (GTK_WIDGET (dialog), "is missing"));
  g_assert_true (find_dialog () == dialog);
  display_type (dialog, NAME);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () == NULL);
}

/* A hoax has nobody who reports: it has a source, of which a number is enough. */
static void
test_source (void)
{
  g_autoptr (Desk) self = desk_new ();
  GtkWindow *dialog = open_dialog_of (self, "hoax");

  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Source of the message");
  g_assert_true (display_shows (GTK_WIDGET (self->window), "Source of the message"));
  g_assert_false (display_shows (GTK_WIDGET (self->window), "Reporter and witnesses"));
  g_assert_false (display_shows (GTK_WIDGET (dialog), "Place and date of birth"));
  gtk_widget_grab_focus (find_row (GTK_WIDGET (dialog), "How it was received"));
  display_type (dialog, ADDRESS);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () == NULL);
  display_wait (display_shows (GTK_WIDGET (self->window), "How it was received"));
  assert_nowhere (self);
}

/* What was typed can be had neither by the clipboard nor by the middle button nor by undo. */
static void
test_no_copy (void)
{
  g_autoptr (Desk) self = desk_new ();
  GtkWindow *dialog = open_dialog (self);
  GtkWidget *row = find_row (GTK_WIDGET (dialog), "Full name");
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  GdkClipboard *clipboard = gtk_widget_get_clipboard (text),
               *primary = gtk_widget_get_primary_clipboard (text);

  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (GTK_TEXT (text))));
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (text)));
  display_type (dialog, NAME);
  display_key (dialog, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (text), NULL, NULL));
  display_key (dialog, GDK_KEY_c, GDK_CONTROL_MASK);
  display_key (dialog, GDK_KEY_x, GDK_CONTROL_MASK);
  display_settle ();
  g_assert_null (gdk_clipboard_get_content (clipboard));
  g_assert_null (gdk_clipboard_get_content (primary));
  g_assert_cmpstr (pantau_secrecy_row_get_text (row), ==, NAME);
}

/* Nobody to seal to: a sentence says so, and nothing can be typed. */
static void
test_nobody_to_seal_to (void)
{
  Desk *self = g_new0 (Desk, 1);

  self->scene = scene_new (NULL, NULL, TRUE);
  open_editor (self);
  pantau_editor_begin (self->editor, "neutrality");
  display_wait (display_shows (GTK_WIDGET (self->window), "paper form"));
  g_assert_null (find_dialog ());
  g_assert_false (display_shows (GTK_WIDGET (self->window), "Type…"));
  desk_free (self);
}

/* A flood has no reporter to betray. */
static void
test_not_of_risks (void)
{
  g_autoptr (Desk) self = desk_new ();

  pantau_editor_begin (self->editor, "risk");
  display_rest (self->scene.place.session);
  g_assert_false (display_shows (GTK_WIDGET (self->window), "Reporter and witnesses"));
}

static PantauPaperForm *
form_new (gboolean is_practice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReference) reference = pantau_reference_new (NULL, &error);
  PantauPaper *paper = pantau_paper_new (reference, &error);

  g_assert_no_error (error);

  return pantau_paper_form_new (paper, is_practice);
}

/* Empty it fits on two sheets, so that it is printed on one piece of paper. */
static void
test_paper_empty (void)
{
  g_autoptr (PantauPaperForm) form = form_new (TRUE);
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "form.pdf", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (pantau_paper_form_count_pages (form), ==, 2);
  g_assert_true (pantau_paper_form_save (form, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF"));
}

/* A long account goes on over as many sheets as it needs, and a person fills in the lines of that person. */
static void
test_paper_filled (void)
{
  g_autoptr (PantauPaperForm) form = form_new (FALSE);
  g_autoptr (GString) account = g_string_new (NULL);
  guint empty = pantau_paper_form_count_pages (form);

  for (guint i = 0; i < 400; i++)
    g_string_append (account, "Camat membagikan kaus kepada warga di halaman kantor. ");
  pantau_paper_form_set (form, "record.narrative", account->str);
  pantau_paper_form_take_identity (form, "reporter", seal_identity ());
  g_assert_cmpuint (pantau_paper_form_count_pages (form), >, empty);
}

static void
test_paper_cannot_be_written (void)
{
  g_autoptr (PantauPaperForm) form = form_new (FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_paper_form_save (form, "/nowhere/form.pdf", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_IO);
}

int
main (int argc, char *argv[])
{
  display_init (&argc, &argv);
  g_test_add_func ("/identity-window/keyboard", test_keyboard);
  g_test_add_func ("/identity-window/kept", test_kept);
  g_test_add_func ("/identity-window/patience", test_patience);
  g_test_add_func ("/identity-window/name-is-missing", test_name_is_missing);
  g_test_add_func ("/identity-window/source", test_source);
  g_test_add_func ("/identity-window/no-copy", test_no_copy);
  g_test_add_func ("/identity-window/nobody-to-seal-to", test_nobody_to_seal_to);
  g_test_add_func ("/identity-window/not-of-risks", test_not_of_risks);
  g_test_add_func ("/identity-window/paper/empty", test_paper_empty);
  g_test_add_func ("/identity-window/paper/filled", test_paper_filled);
  g_test_add_func ("/identity-window/paper/cannot-be-written", test_paper_cannot_be_written);

  return g_test_run ();
}
