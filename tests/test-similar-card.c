/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Similar claims while a hoax is recorded: shown where somebody looks, joined by one key, taken back by another. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "display-fixture.h"
#include "pantau-editor.h"
#include "pantau-form.h"
#include "pantau-link.h"
#include "pantau-similar-card.h"
#include "scene-fixture.h"

#define TITLE "TPS 5 di 5 Ulu dipindah ke balai desa karena banjir, pemilih diminta datang pukul 13"
#define REWORD                                                                                     \
  "Diteruskan: TPS 5 di 5 Ulu dipindah ke balai desa krn banjir, pemilih diminta dtg pukul 13!!"
#define OTHER "Surat suara untuk Pemilihan Gubernur sudah tercoblos di gudang KPU Lahat"
#define CLAIM                                                                                      \
  "{\"region\":\"16.71.06\",\"places\":[{\"text\":\"5 Ulu\"}],\"occurred\":\"2024-11-20\","        \
  "\"title\":\"" TITLE "\",\"fields\":{\"platform\":\"whatsapp\"}}"

typedef struct
{
  Scene scene;
  PantauEditor *editor;
  GtkWindow *window;
  char *finished; /* (nullable) */
} Desk;

static void
editor_finished (PantauEditor *editor, const char *record, Desk *self)
{
  g_free (self->finished);
  self->finished = g_strdup (record);
}

static void
open_editor (Desk *self)
{
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  self->editor = g_object_new (PANTAU_TYPE_EDITOR, NULL);
  g_signal_connect (self->editor, "finished", G_CALLBACK (editor_finished), self);
  self->window = display_show (GTK_WIDGET (self->editor), self->scene.place.session);
}

static Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);

  self->scene = scene_new (NULL, NULL, TRUE);

  return self;
}

static void
desk_free (Desk *self)
{
  gtk_window_destroy (self->window);
  scene_clear (&self->scene);
  g_free (self->finished);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static PantauForm *
form (Desk *self)
{
  return pantau_editor_get_form (self->editor);
}

static GtkWidget *
card (Desk *self)
{
  return display_find_type (GTK_WIDGET (self->editor), PANTAU_TYPE_SIMILAR_CARD);
}

static gboolean
offers (Desk *self, const char *title)
{
  return gtk_widget_get_mapped (card (self)) && display_shows (card (self), title);
}

static gboolean
is_joined (Desk *self)
{
  return offers (self, _ ("Will be saved as a sighting of this claim"));
}

/* A claim that is known, and a hoax that says the same in other words. (transfer full): the claim's UUID */
static char *
begin_similar (Desk *self)
{
  char *claim = display_record (self->scene.place.session, "hoax", CLAIM);

  open_editor (self);
  pantau_editor_begin (self->editor, "hoax");
  g_assert_false (gtk_widget_get_visible (card (self)));
  pantau_form_set_text (form (self), "title", REWORD);
  display_wait (offers (self, TITLE));

  return claim;
}

static void
test_offered (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = begin_similar (self);

  g_assert_true (display_shows (card (self), "BELUM DIVERIFIKASI – JANGAN SEBARKAN"));
  g_assert_true (display_shows (card (self), _ ("similar words")));
  g_assert_null (pantau_form_get_claim (form (self)));
  g_assert_nonnull (claim);
}

/* What says something else is not offered, and what was offered for other words goes. */
static void
test_other_words (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = begin_similar (self);

  pantau_form_set_text (form (self), "title", OTHER);
  display_wait (!gtk_widget_get_visible (card (self)));
  display_rest (self->scene.place.session);
  g_assert_false (gtk_widget_get_visible (card (self)));
  g_assert_nonnull (claim);
}

/* The reading thread is busy until somebody opens the gate. */
typedef struct
{
  GMutex lock;
  GCond cond;
  gboolean is_open;
  gboolean is_passed;
} Gate;

static gpointer
wait_at_gate (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  while (!gate->is_open)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);

  return NULL;
}

static void
gate_was_passed (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Gate *) data)->is_passed = TRUE;
}

static void
close_gate (Desk *self, Gate *gate)
{
  display_rest (self->scene.place.session);
  pantau_session_read (self->scene.place.session, wait_at_gate, gate, NULL, NULL, G_PRIORITY_HIGH,
                       NULL, gate_was_passed, gate);
}

static void
open_gate (Desk *self, Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->is_open = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->lock);
  display_wait (gate->is_passed);
  display_rest (self->scene.place.session);
}

static void
count (GObject *object, GParamSpec *pspec, guint *n)
{
  ++*n;
}

/* Nobody has to pause: it is there as soon as the thread has answered. */
static void
test_at_once (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = display_record (self->scene.place.session, "hoax", CLAIM);

  open_editor (self);
  pantau_editor_begin (self->editor, "hoax");
  pantau_form_set_text (form (self), "title", REWORD);
  display_rest (self->scene.place.session);
  g_assert_true (offers (self, TITLE));
  pantau_form_set_text (form (self), "title", "");
  display_settle ();
  g_assert_false (gtk_widget_get_visible (card (self)));
}

/* Typing on neither hides what is right nor moves it. */
static void
test_steady (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = begin_similar (self);
  GtkWidget *button = display_find_action (card (self), "similar.join");
  Gate gate = { 0 };
  guint n_shown = 0, n_labels = 0;

  g_signal_connect (card (self), "notify::visible", G_CALLBACK (count), &n_shown);
  g_signal_connect (button, "notify::action-name", G_CALLBACK (count), &n_labels);
  close_gate (self, &gate);
  pantau_form_set_text (form (self), "title", REWORD " S");
  pantau_form_set_text (form (self), "title", REWORD " Se");
  display_settle ();
  g_assert_true (offers (self, TITLE));
  open_gate (self, &gate);
  g_assert_true (offers (self, TITLE));
  g_assert_cmpuint (n_shown, ==, 0);
  g_assert_cmpuint (n_labels, ==, 0);
}

/* Half a word is like no word of the claim, and neither is its number: that is no reason to go. */
static void
test_half_words (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = display_record (self->scene.place.session, "hoax", CLAIM);
  const char *const typed = "TPS 5 di 5 Ulu dipindah ke balai desa ";
  guint n_shown = 0;

  open_editor (self);
  pantau_editor_begin (self->editor, "hoax");
  pantau_form_set_text (form (self), "title", "TPS 5 di 5 Ulu");
  display_wait (offers (self, TITLE));
  g_signal_connect (card (self), "notify::visible", G_CALLBACK (count), &n_shown);
  for (const char *end = typed + strlen ("TPS 5 di 5 Ulu "); *end != '\0'; end++)
    {
      g_autofree char *text = g_strndup (typed, (gsize) (end - typed));

      pantau_form_set_text (form (self), "title", text);
      display_rest (self->scene.place.session);
      g_assert_true (offers (self, TITLE));
    }
  g_assert_cmpuint (n_shown, ==, 0);
}

/* A thread that is slower than fingers: what it says of older words is never shown, and it is asked the newest only. */
static void
test_late (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = display_record (self->scene.place.session, "hoax", CLAIM);
  Gate gate = { 0 };
  guint n_shown = 0;

  open_editor (self);
  pantau_editor_begin (self->editor, "hoax");
  g_signal_connect (card (self), "notify::visible", G_CALLBACK (count), &n_shown);
  close_gate (self, &gate);
  pantau_form_set_text (form (self), "title", REWORD);
  pantau_form_set_text (form (self), "title", REWORD " S");
  pantau_form_set_text (form (self), "title", OTHER);
  open_gate (self, &gate);
  g_assert_false (gtk_widget_get_visible (card (self)));
  g_assert_cmpuint (n_shown, ==, 0);
}

/* Lines that come meanwhile take nobody's answer away. */
static void
test_busy (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = display_record (self->scene.place.session, "hoax", CLAIM);
  Gate gate = { 0 };

  open_editor (self);
  pantau_editor_begin (self->editor, "hoax");
  close_gate (self, &gate);
  pantau_form_set_text (form (self), "title", REWORD);
  g_signal_emit_by_name (self->scene.place.session, "changed");
  open_gate (self, &gate);
  g_assert_true (offers (self, TITLE));
}

static void
test_link (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = display_record (
      self->scene.place.session, "hoax",
      "{\"region\":\"16.71.06\",\"places\":[{\"text\":\"5 Ulu\"}],\"occurred\":\"2024-11-20\","
      "\"title\":\"Video lama\",\"fields\":{\"platform\":\"facebook\",\"url\":"
      "\"https://www.facebook.com/warga/posts/123?fbclid=IwAR0\"}}");

  open_editor (self);
  pantau_editor_begin (self->editor, "hoax");
  pantau_form_set_text (form (self), "url", "m.facebook.com/warga/posts/123");
  display_wait (offers (self, "Video lama"));
  g_assert_true (display_shows (card (self), _ ("same link")));
  g_assert_nonnull (claim);
}

/* One key joins, another takes that back; each is a step of undo. */
static void
test_keys (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = begin_similar (self);

  display_key (self->window, GDK_KEY_j, GDK_CONTROL_MASK);
  g_assert_cmpstr (pantau_form_get_claim (form (self)), ==, claim);
  display_wait (is_joined (self));
  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_null (pantau_form_get_claim (form (self)));
  display_wait (offers (self, _ ("Similar claims")));
  display_key (self->window, GDK_KEY_1, GDK_ALT_MASK | GDK_SHIFT_MASK);
  g_assert_cmpstr (pantau_form_get_claim (form (self)), ==, claim);
  display_wait (is_joined (self));
}

/* There is no third claim: its key does nothing. */
static void
test_no_such_claim (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = begin_similar (self);

  display_key (self->window, GDK_KEY_3, GDK_ALT_MASK | GDK_SHIFT_MASK);
  g_assert_null (pantau_form_get_claim (form (self)));
  g_assert_nonnull (claim);
}

/* By the button the keyboard stays where it was, on the way back. */
static void
test_buttons (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = begin_similar (self);
  GtkWidget *button = display_find_action (card (self), "similar.join");

  gtk_widget_grab_focus (button);
  display_key (self->window, GDK_KEY_space, 0);
  display_wait (is_joined (self));
  g_assert_cmpstr (pantau_form_get_claim (form (self)), ==, claim);
  display_wait (display_find_action (card (self), "similar.separate") != NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), card (self)));
  display_key (self->window, GDK_KEY_space, 0);
  display_wait (pantau_form_get_claim (form (self)) == NULL);
}

static gpointer
read_links (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_store_links (store, data, error);
}

static void
links_were_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GPtrArray **links = data;
  g_autoptr (GError) error = NULL;

  *links = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static void
test_saved (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = begin_similar (self);
  g_autoptr (GPtrArray) links = NULL;
  const PantauLink *link;

  display_key (self->window, GDK_KEY_j, GDK_CONTROL_MASK);
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.go-to", "s", "places");
  display_type (self->window, "rawas ilir pauh\n");
  display_key (self->window, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (self->finished != NULL);

  pantau_session_read (self->scene.place.session, read_links, self->finished, NULL, NULL,
                       G_PRIORITY_DEFAULT, NULL, links_were_read, &links);
  display_wait (links != NULL);
  g_assert_cmpuint (links->len, ==, 1);
  link = g_ptr_array_index (links, 0);
  g_assert_cmpstr (link->rel, ==, PANTAU_REL_SIGHTING);
  g_assert_cmpstr (link->record, ==, claim);
}

static void
was_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (pantau_editor_keep_finish (PANTAU_EDITOR (source), result, NULL));
  *(gboolean *) data = TRUE;
}

/* A battery that ends does not part what was joined. */
static void
test_draft (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = begin_similar (self), *draft = NULL;
  gboolean is_kept = FALSE;

  display_key (self->window, GDK_KEY_j, GDK_CONTROL_MASK);
  draft = g_strdup (pantau_editor_get_draft (self->editor));
  pantau_editor_keep (self->editor, was_kept, &is_kept);
  display_wait (is_kept);
  open_editor (self);
  pantau_editor_resume (self->editor, draft);
  display_wait (form (self) != NULL && is_joined (self));
  g_assert_true (display_shows (card (self), TITLE));
  g_assert_cmpstr (pantau_form_get_claim (form (self)), ==, claim);
}

/* Another office's claim comes while one types. */
static void
test_arrives (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = NULL;

  open_editor (self);
  pantau_editor_begin (self->editor, "hoax");
  pantau_form_set_text (form (self), "title", REWORD);
  display_rest (self->scene.place.session);
  g_assert_false (gtk_widget_get_visible (card (self)));
  claim = display_record (self->scene.place.session, "hoax", CLAIM);
  display_wait (offers (self, TITLE));
}

static void
test_other_kinds (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = display_record (self->scene.place.session, "hoax", CLAIM);

  open_editor (self);
  pantau_editor_begin (self->editor, "other");
  pantau_form_set_text (form (self), "title", REWORD);
  display_rest (self->scene.place.session);
  g_assert_false (gtk_widget_get_visible (card (self)));
  display_key (self->window, GDK_KEY_j, GDK_CONTROL_MASK);
  g_assert_null (pantau_form_get_claim (form (self)));
}

/* What is recorded already is joined from its page. */
static void
test_change (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *claim = display_record (self->scene.place.session, "hoax", CLAIM);

  open_editor (self);
  pantau_editor_change (self->editor, claim);
  display_wait (form (self) != NULL);
  pantau_form_set_text (form (self), "title", REWORD);
  display_rest (self->scene.place.session);
  g_assert_false (gtk_widget_get_visible (card (self)));
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/similar-card/offered", test_offered);
  g_test_add_func ("/similar-card/other-words", test_other_words);
  g_test_add_func ("/similar-card/at-once", test_at_once);
  g_test_add_func ("/similar-card/steady", test_steady);
  g_test_add_func ("/similar-card/half-words", test_half_words);
  g_test_add_func ("/similar-card/late", test_late);
  g_test_add_func ("/similar-card/busy", test_busy);
  g_test_add_func ("/similar-card/link", test_link);
  g_test_add_func ("/similar-card/keys", test_keys);
  g_test_add_func ("/similar-card/no-such-claim", test_no_such_claim);
  g_test_add_func ("/similar-card/buttons", test_buttons);
  g_test_add_func ("/similar-card/saved", test_saved);
  g_test_add_func ("/similar-card/draft", test_draft);
  g_test_add_func ("/similar-card/arrives", test_arrives);
  g_test_add_func ("/similar-card/other-kinds", test_other_kinds);
  g_test_add_func ("/similar-card/change", test_change);

  return g_test_run ();
}
