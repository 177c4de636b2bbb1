/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paste anything: what becomes of texts, links, chats, pictures and files; that nothing is opened, and that no number stays readable. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "display-fixture.h"
#include "pantau-application.h"
#include "pantau-blob.h"
#include "pantau-drafts.h"
#include "pantau-editor.h"
#include "pantau-files-section.h"
#include "pantau-files-view.h"
#include "pantau-list-page.h"
#include "pantau-window.h"
#include "scene-fixture.h"
#include "seal-fixture.h"

#define NUMBER "081234567890"
#define CHAT                                                                                       \
  "20/11/24 10.15 - Pak Kenari: Diteruskan berkali-kali\n"                                         \
  "20/11/24 10.15 - Pak Kenari: TPS 5 di 5 Ulu dipindah ke balai desa. Hubungi " NUMBER "\n"       \
  "20/11/24 10.17 - Bu Zulaikha: Benarkah?\n"                                                      \
  "20/11/24 10.18 - Ujang: Tanya KPU saja\n"

static PantauApplication *application;

typedef struct
{
  Scene scene;
  PantauWindow *window;
} Desk;

/* The province names one officer of the kabupaten. */
static void
name_officers (Scene *scene)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (PantauRoster) roster =
      seal_roster (recovery, 1, seal_officer (1, "16.13", NULL), NULL);
  g_autofree char *json = g_strdup_printf ("{\"roster\":%s}", pantau_roster_get_statement (roster));
  g_autofree char *record = g_uuid_string_random ();

  g_free (scene_write (scene, SCENE_PROVINCE, record, "device", "device.officers", NULL, json));
}

/* @role NULL: nobody is enrolled. */
static Desk *
desk_new_as (const char *role)
{
  Desk *self = g_new0 (Desk, 1);

  self->scene = scene_new (role, "16.13.04", role == NULL);
  if (role != NULL)
    name_officers (&self->scene);
  self->window = pantau_window_new (GTK_APPLICATION (application), self->scene.place.session);
  display_show (GTK_WIDGET (self->window), self->scene.place.session);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show", "s", "all");

  return self;
}

static Desk *
desk_new (void)
{
  return desk_new_as ("field");
}

static void
desk_free (Desk *self)
{
  PantauWindow *window = self->window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  display_wait (window == NULL);
  scene_clear (&self->scene);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static GdkClipboard *
clipboard (Desk *self)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (self->window));
}

static void
copy (Desk *self, const char *text)
{
  gdk_clipboard_set_text (clipboard (self), text);
}

static void
press_paste (Desk *self)
{
  display_key (GTK_WINDOW (self->window), GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
}

/* The form of the editor that is in sight; NULL while there is none. */
static PantauForm *
form (Desk *self)
{
  GtkWidget *editor = display_find_type (GTK_WIDGET (self->window), PANTAU_TYPE_EDITOR);

  return editor != NULL && gtk_widget_get_mapped (editor)
             ? pantau_editor_get_form (PANTAU_EDITOR (editor))
             : NULL;
}

static PantauEditor *
editor (Desk *self)
{
  return PANTAU_EDITOR (display_find_type (GTK_WIDGET (self->window), PANTAU_TYPE_EDITOR));
}

/* Pastes @text, and waits for the record that it begins. */
static void
paste (Desk *self, const char *text)
{
  copy (self, text);
  press_paste (self);
  display_wait (form (self) != NULL);
}

static void
assert_answer (Desk *self, const char *name, const char *expected)
{
  g_autofree char *text = pantau_form_get_text (form (self), name);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
answer_holds (Desk *self, const char *name, const char *part)
{
  g_autofree char *text = pantau_form_get_text (form (self), name);

  return strstr (text, part) != NULL;
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;

  return NULL;
}

/* Presses the button of the dialog that has @label on it. */
static void
respond (const char *label)
{
  GtkWidget *text;

  display_wait (find_dialog () != NULL && gtk_window_is_active (find_dialog ()));
  text = display_find_text (GTK_WIDGET (find_dialog ()), label);
  gtk_widget_activate (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON));
  display_wait (find_dialog () == NULL ||
                display_find_text (GTK_WIDGET (find_dialog ()), label) == NULL);
}

/* What a reader finds. */
static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GPtrArray **answer = data;
  g_autoptr (GError) error = NULL;

  *answer = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
ask (Desk *self, PantauReadFunc func, gpointer data)
{
  GPtrArray *answer = NULL;

  pantau_session_read (self->scene.place.session, func, data, NULL, NULL, G_PRIORITY_DEFAULT, NULL,
                       was_read, &answer);
  display_wait (answer != NULL);

  return answer;
}

static gpointer
read_drafts (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_drafts_list (db, error);
}

static gpointer
read_envelopes (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_drafts_envelopes (db, data, error);
}

static gpointer
read_files (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_drafts_files (db, data, error);
}

static guint
count_drafts (Desk *self)
{
  g_autoptr (GPtrArray) drafts = ask (self, read_drafts, NULL);

  return drafts->len;
}

static guint
count_files (Desk *self)
{
  g_autoptr (GPtrArray) files =
      ask (self, read_files, (gpointer) pantau_editor_get_draft (editor (self)));

  return files->len;
}

static guint
count_envelopes (Desk *self)
{
  g_autoptr (GPtrArray) envelopes =
      ask (self, read_envelopes, (gpointer) pantau_editor_get_draft (editor (self)));

  return envelopes->len;
}

static void
test_text (void)
{
  g_autoptr (Desk) self = desk_new ();

  paste (self, "TPS 5 di 5 Ulu dipindah ke balai desa. Sebarkan ke semua warga sebelum terlambat!");
  g_assert_cmpstr (pantau_form_get_kind (form (self)), ==, "hoax");
  display_wait (display_shows (GTK_WIDGET (self->window), _ ("Filled in from what was pasted")));
  g_assert_true (answer_holds (self, "title", "TPS 5 di 5 Ulu dipindah ke balai desa"));
  g_assert_true (answer_holds (self, "quote", "Sebarkan ke semua warga"));
  /* It is on the disk before somebody has touched a key. */
  g_assert_cmpuint (count_drafts (self), ==, 1);
}

static void
test_link (void)
{
  g_autoptr (Desk) self = desk_new ();

  paste (self, "https://www.facebook.com/warga/posts/123?fbclid=IwAR0");
  assert_answer (self, "url", "https://www.facebook.com/warga/posts/123?fbclid=IwAR0");
  g_assert_cmpstr (json_node_get_string (pantau_form_get (form (self), "platform")), ==,
                   "facebook");
}

static gboolean
quote_is_shown (Desk *self)
{
  GtkWidget *label = display_find_text (GTK_WIDGET (editor (self)), "Original wording");

  return label != NULL && gtk_widget_get_mapped (label);
}

/* What was filled in by itself is in sight, however late it is asked: nobody saves what nobody read. */
static void
test_is_shown (void)
{
  g_autoptr (Desk) self = desk_new ();

  paste (self, "TPS 5 di 5 Ulu dipindah ke balai desa");
  display_wait (answer_holds (self, "quote", "TPS 5 di 5 Ulu"));
  display_wait (quote_is_shown (self));
}

/* Of a chat the senders are sealed: they stand in no field, no draft and no file. */
static void
test_chat (void)
{
  g_autoptr (Desk) self = desk_new ();

  paste (self, CHAT);
  display_wait (display_shows (GTK_WIDGET (self->window), _ ("Filled in; numbers and names were "
                                                             "sealed")));
  g_assert_true (answer_holds (self, "quote", "TPS 5 di 5 Ulu dipindah ke balai desa"));
  g_assert_false (answer_holds (self, "quote", NUMBER));
  g_assert_false (answer_holds (self, "quote", "Kenari"));
  display_rest (self->scene.place.session);
  g_assert_cmpuint (count_envelopes (self), ==, 1);
  scene_assert_nowhere (&self->scene, NUMBER);
  scene_assert_nowhere (&self->scene, "Kenari");
}

/* Before enrolment there is nobody to seal to: what cannot be sealed is left out, and that is told. */
static void
test_chat_unenrolled (void)
{
  g_autoptr (Desk) self = desk_new_as (NULL);

  paste (self, CHAT);
  display_wait (display_shows (GTK_WIDGET (self->window), _ ("Filled in; numbers and names were "
                                                             "left out")));
  g_assert_true (answer_holds (self, "quote", "TPS 5 di 5 Ulu dipindah ke balai desa"));
  display_rest (self->scene.place.session);
  g_assert_cmpuint (count_envelopes (self), ==, 0);
  scene_assert_nowhere (&self->scene, NUMBER);
}

static void
test_picture (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 640, 480);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GPtrArray) files = NULL;

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  texture = gdk_texture_new_for_pixbuf (pixbuf);
  gdk_clipboard_set_texture (clipboard (self), texture);
  press_paste (self);
  display_wait (form (self) != NULL && count_files (self) == 1);
  files = ask (self, read_files, (gpointer) pantau_editor_get_draft (editor (self)));
  g_assert_cmpstr (((const PantauAttachment *) g_ptr_array_index (files, 0))->type, ==,
                   "image/png");
  display_wait (display_shows (GTK_WIDGET (self->window), "KB"));
}

/* The target of the window that takes values of @type. */
static GtkDropTarget *
find_target (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gsize n = 0;
      const GType *types = GTK_IS_DROP_TARGET (controller)
                               ? gtk_drop_target_get_gtypes (GTK_DROP_TARGET (controller), &n)
                               : NULL;

      for (gsize j = 0; j < n; j++)
        if (types[j] == type)
          return GTK_DROP_TARGET (controller);
    }

  return NULL;
}

static void
drop_files (Desk *self, GSList *files, GtkWidget *where)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GdkFileList *list = gdk_file_list_new_from_list (files);
  graphene_point_t point = GRAPHENE_POINT_INIT (5, 5), at = point;
  gboolean is_taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, list);
  if (where != NULL)
    g_assert_true (gtk_widget_compute_point (where, GTK_WIDGET (self->window), &point, &at));
  g_signal_emit_by_name (find_target (GTK_WIDGET (self->window), GDK_TYPE_FILE_LIST), "drop",
                         &value, (double) at.x, (double) at.y, &is_taken);
  g_assert_true (is_taken);
}

/* (transfer full) */
static GFile *
make_file (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return g_file_new_for_path (path);
}

static void
test_dropped_files (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoslist (GFile) files = NULL;

  files = g_slist_prepend (files, make_file (dir, "surat.pdf", "%PDF-1.4 surat"));
  files = g_slist_prepend (files, make_file (dir, "rekaman.ogg", "OggS rekaman"));
  drop_files (self, files, NULL);
  display_wait (form (self) != NULL && count_files (self) == 2);
  display_wait (display_shows (GTK_WIDGET (self->window), "surat.pdf"));
}

/* A chat's export is read, not attached: it is full of people's numbers. */
static void
test_dropped_chat (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoslist (GFile) files = NULL;

  files = g_slist_prepend (files, make_file (dir, "foto.png", "\x89PNG\r\n\x1a\nfoto"));
  files =
      g_slist_prepend (files, make_file (dir, "Chat WhatsApp dengan Info Warga 5 Ulu.txt", CHAT));
  drop_files (self, files, NULL);
  display_wait (form (self) != NULL && count_files (self) == 1);
  g_assert_true (answer_holds (self, "quote", "dipindah ke balai desa"));
  g_assert_true (answer_holds (self, "group", "Info Warga 5 Ulu"));
  scene_assert_nowhere (&self->scene, NUMBER);
}

/* One that is empty says so, beside those that came. */
static void
test_dropped_empty (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoslist (GFile) files = NULL;
  GtkWidget *section;

  files = g_slist_prepend (files, make_file (dir, "kosong.jpg", ""));
  files = g_slist_prepend (files, make_file (dir, "surat.pdf", "%PDF-1.4 surat"));
  drop_files (self, files, NULL);
  display_wait (form (self) != NULL && count_files (self) == 1);
  section = display_find_type (GTK_WIDGET (self->window), PANTAU_TYPE_FILES_SECTION);
  display_wait (display_find_name (section, _ ("Dismiss")) != NULL &&
                display_shows (section, "surat.pdf"));
  display_rest (self->scene.place.session);
  gtk_widget_activate (display_find_name (section, _ ("Dismiss")));
  display_wait (display_find_action (section, "files.drop") == NULL);
  g_assert_cmpuint (count_files (self), ==, 1);
}

/* On the section of files nothing is asked, whatever is recorded; and what came can go. */
static void
test_dropped_on_section (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoslist (GFile) files = NULL;
  GtkWidget *section;

  files = g_slist_prepend (files, make_file (dir, "surat.pdf", "%PDF-1.4 surat"));
  display_key (GTK_WINDOW (self->window), GDK_KEY_1, GDK_CONTROL_MASK);
  display_wait (form (self) != NULL);
  section = display_find_type (GTK_WIDGET (self->window), PANTAU_TYPE_FILES_SECTION);
  gtk_widget_grab_focus (display_find_action (section, "files.choose"));
  display_draw (section);
  display_settle ();
  drop_files (self, files, section);
  display_wait (count_files (self) == 1);
  g_assert_null (find_dialog ());
  g_assert_cmpstr (pantau_form_get_kind (form (self)), ==, "risk");

  display_wait (display_find_action (section, "files.remove") != NULL);
  gtk_widget_activate (display_find_action (section, "files.remove"));
  display_wait (count_files (self) == 0);
}

/* On the files of a record that is shown they are attached to it, and no other record begins. */
static void
test_dropped_on_record (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoslist (GFile) files = NULL;
  g_autofree char *record = scene_flood (&self->scene);
  GtkWidget *view, *button;

  files = g_slist_prepend (files, make_file (dir, "surat.pdf", "%PDF-1.4 surat"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-record", "s", record);
  display_wait ((view = display_find_type (GTK_WIDGET (self->window), PANTAU_TYPE_FILES_VIEW)) !=
                    NULL &&
                gtk_widget_get_mapped (view));
  display_rest (self->scene.place.session);
  button = display_find_id (view, "attach_button");
  gtk_widget_grab_focus (button);
  display_draw (view);
  display_settle ();
  drop_files (self, files, button);
  display_wait (display_shows (view, "surat.pdf"));
  g_assert_null (form (self));
  g_assert_null (find_dialog ());
}

static GtkWidget *
row_of (GtkWidget *section, const char *name)
{
  return gtk_widget_get_ancestor (display_find_text (section, name), GTK_TYPE_LIST_BOX_ROW);
}

/* Whose row stands where, and which widget it is, does not change when one that was copied longer than it comes: a press never hits a neighbour. */
static void
test_rows_stay (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoslist (GFile) files = NULL;
  GtkWidget *section, *empty, *letter;

  files = g_slist_prepend (files, make_file (dir, "surat.pdf", "%PDF-1.4 surat"));
  files = g_slist_prepend (files, make_file (dir, "kosong.jpg", ""));
  display_key (GTK_WINDOW (self->window), GDK_KEY_1, GDK_CONTROL_MASK);
  display_wait (form (self) != NULL);
  section = display_find_type (GTK_WIDGET (self->window), PANTAU_TYPE_FILES_SECTION);
  gtk_widget_grab_focus (display_find_action (section, "files.choose"));
  display_draw (section);
  display_settle ();
  drop_files (self, files, section);
  display_wait (display_shows (section, "kosong.jpg") && display_shows (section, "surat.pdf"));
  empty = row_of (section, "kosong.jpg");
  letter = row_of (section, "surat.pdf");
  display_wait (display_find_action (letter, "files.remove") != NULL &&
                display_find_name (empty, _ ("Dismiss")) != NULL);
  display_rest (self->scene.place.session);

  g_assert_true (row_of (section, "kosong.jpg") == empty);
  g_assert_true (row_of (section, "surat.pdf") == letter);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (empty)), ==, 0);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (letter)), ==, 1);
}

/* The same bytes twice are one file, and the second says so in a row of its own. */
static void
test_dropped_twice (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoslist (GFile) files = NULL;
  GtkWidget *section, *row;

  files = g_slist_prepend (files, make_file (dir, "surat.pdf", "%PDF-1.4 surat"));
  files = g_slist_prepend (files, make_file (dir, "surat-lagi.pdf", "%PDF-1.4 surat"));
  drop_files (self, files, NULL);
  display_wait (form (self) != NULL);
  section = display_find_type (GTK_WIDGET (self->window), PANTAU_TYPE_FILES_SECTION);
  display_wait (display_find_name (section, _ ("Dismiss")) != NULL &&
                display_find_action (section, "files.remove") != NULL);
  display_rest (self->scene.place.session);
  row = gtk_widget_get_ancestor (display_find_action (section, "files.remove"),
                                 GTK_TYPE_LIST_BOX_ROW);
  g_assert_null (display_find_name (row, _ ("Dismiss")));
  g_assert_cmpuint (count_files (self), ==, 1);
}

/* It is no link: nobody opens it, and nothing runs. */
static void
test_javascript (void)
{
  g_autoptr (Desk) self = desk_new ();

  paste (self, "javascript:alert(document.cookie)");
  assert_answer (self, "url", "");
}

static void
assert_refused (Desk *self)
{
  display_wait (find_dialog () != NULL);
  g_assert_null (form (self));
  g_assert_cmpuint (count_drafts (self), ==, 0);
  respond ("Understood");
  display_wait (find_dialog () == NULL);
}

/* The main loop goes on meanwhile: the watchdog looks at it. */
static void
test_five_megabytes (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *text = g_strnfill (5 * 1024 * 1024, 'a');

  copy (self, text);
  press_paste (self);
  assert_refused (self);
}

static void
test_blank (void)
{
  g_autoptr (Desk) self = desk_new ();

  copy (self, " \n\t ");
  press_paste (self);
  assert_refused (self);
}

static void
test_nothing (void)
{
  g_autoptr (Desk) self = desk_new ();

  gdk_clipboard_set_content (clipboard (self), NULL);
  press_paste (self);
  display_wait (display_shows (GTK_WIDGET (self->window), _ ("There is nothing to paste: copy a "
                                                             "text, a link, a picture or files "
                                                             "first")));
  g_assert_null (form (self));
}

/* Ctrl+V in a line of text is that line's; elsewhere it begins a record. */
static void
test_plain_key (void)
{
  g_autoptr (Desk) self = desk_new ();

  copy (self, "banjir");
  display_key (GTK_WINDOW (self->window), GDK_KEY_f, GDK_CONTROL_MASK);
  display_key (GTK_WINDOW (self->window), GDK_KEY_v, GDK_CONTROL_MASK);
  display_wait (display_shows (GTK_WIDGET (self->window), "banjir"));
  display_rest (self->scene.place.session);
  g_assert_null (form (self));

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show", "s", "sync");
  display_settle ();
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  display_key (GTK_WINDOW (self->window), GDK_KEY_v, GDK_CONTROL_MASK);
  display_wait (form (self) != NULL);
  g_assert_true (answer_holds (self, "quote", "banjir"));
}

/* A second one goes into the same record only where somebody says so. */
static void
test_into_this (void)
{
  g_autoptr (Desk) self = desk_new ();
  PantauEditor *first;

  paste (self, "TPS 5 di 5 Ulu dipindah ke balai desa");
  first = editor (self);
  copy (self, "https://x.com/warga/status/123");
  press_paste (self);
  display_wait (find_dialog () != NULL);
  g_assert_true (answer_holds (self, "url", ""));
  respond ("Add to this one");
  display_wait (answer_holds (self, "url", "https://x.com/warga/status/123"));
  g_assert_true (editor (self) == first);
  g_assert_true (answer_holds (self, "quote", "TPS 5 di 5 Ulu dipindah ke balai desa"));
}

static void
test_into_new (void)
{
  g_autoptr (Desk) self = desk_new ();

  paste (self, "TPS 5 di 5 Ulu dipindah ke balai desa");
  copy (self, "Surat suara tercoblos di Lahat");
  press_paste (self);
  respond ("New record");
  display_wait (form (self) != NULL && answer_holds (self, "quote", "Surat suara"));
  display_rest (self->scene.place.session);
  g_assert_cmpuint (count_drafts (self), ==, 2);
}

static void
test_cancelled (void)
{
  g_autoptr (Desk) self = desk_new ();

  paste (self, "TPS 5 di 5 Ulu dipindah ke balai desa");
  copy (self, "Surat suara tercoblos di Lahat");
  press_paste (self);
  respond ("Cancel");
  display_wait (find_dialog () == NULL);
  display_rest (self->scene.place.session);
  g_assert_false (answer_holds (self, "quote", "Surat suara"));
  g_assert_cmpuint (count_drafts (self), ==, 1);
}

/* Who has just begun a hoax is asked nothing. */
static void
test_fresh (void)
{
  g_autoptr (Desk) self = desk_new ();

  display_key (GTK_WINDOW (self->window), GDK_KEY_2, GDK_CONTROL_MASK);
  display_wait (form (self) != NULL);
  copy (self, "TPS 5 di 5 Ulu dipindah ke balai desa");
  press_paste (self);
  display_wait (answer_holds (self, "quote", "TPS 5 di 5 Ulu"));
  g_assert_null (find_dialog ());
}

/* What there is no room for is left out whole, and told. */
static void
test_no_room (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *text = NULL;
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (words, "kata%u ", i);
  text = g_string_free (words, FALSE);
  paste (self, text);
  copy (self, text + 6);
  press_paste (self);
  respond ("Add to this one");
  display_wait (find_dialog () != NULL && display_shows (GTK_WIDGET (find_dialog ()), "no room"));
  respond ("Understood");
  g_assert_null (pantau_form_get_fault (form (self), "quote"));
  g_assert_true (answer_holds (self, "quote", "kata0 "));
}

/* A draft of files alone is found again, whole. */
static void
test_files_stay (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoslist (GFile) files = NULL;
  g_autofree char *draft = NULL;

  files = g_slist_prepend (files, make_file (dir, "surat.pdf", "%PDF-1.4 surat"));
  drop_files (self, files, NULL);
  display_wait (form (self) != NULL && count_files (self) == 1);
  display_wait (!pantau_editor_is_unsaved (editor (self)));
  draft = g_strdup (pantau_editor_get_draft (editor (self)));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show", "s", "drafts");
  display_rest (self->scene.place.session);
  g_assert_cmpuint (count_drafts (self), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-draft", "s", draft);
  display_wait (form (self) != NULL && display_shows (GTK_WIDGET (self->window), "surat.pdf"));
  display_rest (self->scene.place.session);
  g_assert_cmpuint (count_files (self), ==, 1);
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
  /* As a service it opens no home by itself. */
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE | G_APPLICATION_IS_SERVICE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_application_hold (G_APPLICATION (application));

  g_test_add_func ("/window-paste/text", test_text);
  g_test_add_func ("/window-paste/link", test_link);
  g_test_add_func ("/window-paste/is-shown", test_is_shown);
  g_test_add_func ("/window-paste/chat", test_chat);
  g_test_add_func ("/window-paste/chat-unenrolled", test_chat_unenrolled);
  g_test_add_func ("/window-paste/picture", test_picture);
  g_test_add_func ("/window-paste/dropped-files", test_dropped_files);
  g_test_add_func ("/window-paste/dropped-chat", test_dropped_chat);
  g_test_add_func ("/window-paste/dropped-empty", test_dropped_empty);
  g_test_add_func ("/window-paste/dropped-on-section", test_dropped_on_section);
  g_test_add_func ("/window-paste/dropped-on-record", test_dropped_on_record);
  g_test_add_func ("/window-paste/rows-stay", test_rows_stay);
  g_test_add_func ("/window-paste/dropped-twice", test_dropped_twice);
  g_test_add_func ("/window-paste/javascript", test_javascript);
  g_test_add_func ("/window-paste/five-megabytes", test_five_megabytes);
  g_test_add_func ("/window-paste/blank", test_blank);
  g_test_add_func ("/window-paste/nothing", test_nothing);
  g_test_add_func ("/window-paste/plain-key", test_plain_key);
  g_test_add_func ("/window-paste/into-this", test_into_this);
  g_test_add_func ("/window-paste/into-new", test_into_new);
  g_test_add_func ("/window-paste/cancelled", test_cancelled);
  g_test_add_func ("/window-paste/fresh", test_fresh);
  g_test_add_func ("/window-paste/no-room", test_no_room);
  g_test_add_func ("/window-paste/files-stay", test_files_stay);

  status = g_test_run ();
  g_object_unref (application);
  pantau_settings_free (settings);

  return status;
}
