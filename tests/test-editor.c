/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor: recording by keyboard, drafts, undo, faults, changes. */

#include "config.h"

#include <string.h>

#include "display-fixture.h"
#include "pantau-drafts.h"
#include "pantau-editor.h"
#include "pantau-field-view.h"
#include "scene-fixture.h"

/* Below 60 seconds for somebody who types 2.5 keys a second. */
#define MOST_KEYS 150

typedef struct
{
  Scene scene;
  PantauEditor *editor;
  GtkWindow *window;
  char *finished; /* (nullable): what "finished" told */
  guint keys;
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

/* @role: of who is enrolled in @region; NULL: nobody is. */
static Desk *
desk_new_enrolled (const char *role, const char *region)
{
  Desk *self = g_new0 (Desk, 1);

  self->scene = scene_new (role, region, role == NULL);
  open_editor (self);

  return self;
}

static Desk *
desk_new (void)
{
  return desk_new_enrolled (NULL, NULL);
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

static void
type (Desk *self, const char *text)
{
  self->keys += (guint) g_utf8_strlen (text, -1);
  display_type (self->window, text);
}

static void
press (Desk *self, guint key, GdkModifierType modifiers)
{
  self->keys += modifiers != 0 ? 2 : 1;
  display_key (self->window, key, modifiers);
}

static PantauForm *
form (Desk *self)
{
  return pantau_editor_get_form (self->editor);
}

/* The question that has the focus; "" where none has. */
static const char *
focused (Desk *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);
  GtkWidget *field = focus != NULL ? gtk_widget_get_ancestor (focus, PANTAU_TYPE_FIELD_VIEW) : NULL;

  return field != NULL ? pantau_field_view_get_name (PANTAU_FIELD_VIEW (field)) : "";
}

/* What a reader finds. */
typedef struct
{
  gpointer answer;
  gboolean is_there;
} Reading;

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;

  reading->answer = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
  reading->is_there = TRUE;
}

static gpointer
ask (Desk *self, PantauReadFunc func, gpointer data)
{
  Reading reading = { 0 };

  pantau_session_read (self->scene.place.session, func, data, NULL, NULL, G_PRIORITY_DEFAULT, NULL,
                       was_read, &reading);
  display_wait (reading.is_there);

  return reading.answer;
}

static gpointer
read_record (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_store_get (store, data, error);
}

static gpointer
read_drafts (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_drafts_list (db, error);
}

/* The value of a field of a record; NULL where it has none. (transfer full) */
static char *
value_of (PantauRecord *record, const char *field)
{
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, field))
        return g_strdup (value->value);
    }

  return NULL;
}

static void
assert_value (PantauRecord *record, const char *field, const char *expected)
{
  g_autofree char *found = value_of (record, field);

  g_assert_cmpstr (found, ==, expected);
}

static void
save (Desk *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.save", NULL);
  display_wait (self->finished != NULL);
}

/* The journey of the plan: a flood in under a minute of a slow typist, without the mouse. */
static void
test_keyboard (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (PantauRecord) record = NULL;

  pantau_editor_begin (self->editor, "risk");
  g_assert_cmpstr (focused (self), ==, "places");
  type (self, "rawas ilir pauh 2,3,4\n");
  type (self, "\n"); /* no other place */
  g_assert_cmpstr (focused (self), ==, "occurred");
  type (self, "\n"); /* now */
  g_assert_cmpstr (focused (self), ==, "hazard");
  type (self, "flood\n");
  g_assert_cmpstr (focused (self), ==, "phase");
  type (self, "h\n");
  g_assert_cmpstr (focused (self), ==, "severity");
  type (self, "4\n");
  g_assert_cmpstr (focused (self), ==, "title");
  type (self, "Tiga TPS digeser karena banjir");
  press (self, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (self->finished != NULL);

  g_test_message ("%u keystrokes", self->keys);
  g_assert_cmpuint (self->keys, <=, MOST_KEYS);
  record = ask (self, read_record, self->finished);
  assert_value (record, "hazard", "\"banjir\"");
  assert_value (record, "phase", "\"sedang\"");
  assert_value (record, "severity", "4");
  assert_value (record, "title", "\"Tiga TPS digeser karena banjir\"");
  assert_value (record, "places", "[{\"tps\":[2,3,4],\"village\":\"16.13.04.2001\"}]");
}

static void
test_kind (gconstpointer data)
{
  const char *kind = data;
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (PantauRecord) record = NULL;

  pantau_editor_begin (self->editor, kind);
  g_assert_true (pantau_form_get_question (form (self), "places")->first);
  pantau_form_set_text (form (self), "title", "Judul");
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.go-to", "s", "places");
  display_type (self->window, "rawas ilir pauh\n");
  save (self);

  record = ask (self, read_record, self->finished);
  g_assert_cmpstr (pantau_record_get_kind (record), ==, kind);
  g_assert_cmpstr (pantau_record_get_region (record), ==, "16.13.04");
}

static void
test_fault_is_shown (void)
{
  g_autoptr (Desk) self = desk_new ();

  pantau_editor_begin (self->editor, "risk");
  pantau_form_set_text (form (self), "occurred", "some day");
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.save", NULL);
  display_settle ();

  g_assert_null (self->finished);
  g_assert_cmpstr (focused (self), ==, "occurred");
  g_assert_true (display_shows (gtk_window_get_focus (self->window), "some day"));
}

/* What a record cannot do without is no fault while one types; who saves is told beside the question. */
static void
test_missing_is_shown (void)
{
  g_autoptr (Desk) self = desk_new ();
  GtkWidget *field;

  pantau_editor_begin (self->editor, "hoax");
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.save", NULL);
  display_settle ();

  g_assert_null (self->finished);
  g_assert_cmpstr (focused (self), !=, "");
  field = gtk_widget_get_ancestor (gtk_window_get_focus (self->window), PANTAU_TYPE_FIELD_VIEW);
  g_assert_true (pantau_field_view_is_faulty (PANTAU_FIELD_VIEW (field)));
}

/* One history: Ctrl+Z in a line takes back the line, and then what was answered before. */
static void
test_undo (void)
{
  g_autoptr (Desk) self = desk_new ();

  pantau_editor_begin (self->editor, "risk");
  display_type (self->window, "rawas ilir pauh 2\n\n\nflood\n");
  g_assert_nonnull (pantau_form_get (form (self), "hazard"));
  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_null (pantau_form_get (form (self), "hazard"));
  g_assert_cmpstr (focused (self), ==, "hazard");
  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_null (pantau_form_get (form (self), "places"));
  g_assert_cmpstr (focused (self), ==, "places");

  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_nonnull (pantau_form_get (form (self), "places"));
  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_nonnull (pantau_form_get (form (self), "hazard"));
}

static void
test_draft_by_itself (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (GPtrArray) drafts = NULL;

  pantau_editor_begin (self->editor, "hoax");
  /* Not by keys: however late they come, there is no turn of the loop in which the draft could be kept. */
  pantau_form_set_text (form (self), "title", "Kabar pemindahan TPS");
  g_assert_true (pantau_editor_is_unsaved (self->editor));
  g_assert_false (display_shows (GTK_WIDGET (self->editor), "Draft saved"));
  display_wait (!pantau_editor_is_unsaved (self->editor));

  g_assert_true (display_shows (GTK_WIDGET (self->editor), "Draft saved"));
  drafts = ask (self, read_drafts, NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (((PantauUnfinished *) g_ptr_array_index (drafts, 0))->title, ==,
                   "Kabar pemindahan TPS");
}

static void
was_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_editor_keep_finish (PANTAU_EDITOR (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
assert_text (Desk *self, const char *name, const char *expected)
{
  g_autofree char *text = pantau_form_get_text (form (self), name);

  g_assert_cmpstr (text, ==, expected);
}

/* The one draft that is durable and holds @text. (transfer full) (nullable) */
static char *
draft_with (Desk *self, const char *text)
{
  g_autoptr (GPtrArray) drafts = ask (self, read_drafts, NULL);
  const PantauUnfinished *draft = drafts->len > 0 ? g_ptr_array_index (drafts, 0) : NULL;

  g_assert_cmpuint (drafts->len, <=, 1);

  return draft != NULL && strstr (draft->text, text) != NULL ? g_strdup (draft->id) : NULL;
}

static GtkWidget *
find_question (Desk *self, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.go-to", "s", name);
  g_assert_cmpstr (focused (self), ==, name);

  return gtk_widget_get_ancestor (gtk_window_get_focus (self->window), PANTAU_TYPE_FIELD_VIEW);
}

/*
 * The laptop dies while a line has the caret: nobody pressed Enter, nobody left the line, no window was closed. What was typed stands there
 * again, is taken as if nothing had been, and is not lost a second time.
 */
static void
test_draft_pending (gconstpointer data)
{
  const char *const *about = data; /* kind, question, half-typed, what it means */
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *id = NULL;

  pantau_editor_begin (self->editor, about[0]);
  find_question (self, about[1]);
  display_type (self->window, about[2]);
  display_wait ((id = draft_with (self, about[2])) != NULL);
  g_assert_null (pantau_form_get (form (self), about[1]));

  open_editor (self);
  pantau_editor_resume (self->editor, id);
  display_wait (form (self) != NULL);
  g_assert_null (pantau_form_get (form (self), about[1]));
  g_assert_true (display_shows (find_question (self, about[1]), about[2]));

  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.next", NULL);
  g_assert_true (display_shows (GTK_WIDGET (self->editor), about[3]));
  g_assert_null (pantau_form_get_pending (form (self), about[1]));
  g_assert_nonnull (pantau_form_get (form (self), about[1]));
}

/* A line that was never drawn yet: its candidates cannot be seen, and Enter takes the first all the same. */
static void
test_faster_than_the_screen (void)
{
  g_autoptr (Desk) self = desk_new ();

  pantau_editor_begin (self->editor, "neutrality");
  find_question (self, "institution_region");
  display_type (self->window, "musi banyu\n");

  assert_text (self, "institution_region", "Kab. Musi Banyuasin");
  g_assert_cmpstr (focused (self), !=, "institution_region");
  display_settle ();
  g_assert_cmpstr (focused (self), !=, "institution_region");
}

/* Who empties the line has nothing to keep. */
static void
test_draft_pending_emptied (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (GPtrArray) drafts = NULL;

  pantau_editor_begin (self->editor, "risk");
  display_type (self->window, "ra");
  display_wait (display_shows (GTK_WIDGET (self->editor), "Draft saved"));
  display_key (self->window, GDK_KEY_BackSpace, 0);
  display_key (self->window, GDK_KEY_BackSpace, 0);
  display_wait (!display_shows (GTK_WIDGET (self->editor), "Draft saved"));

  drafts = ask (self, read_drafts, NULL);
  g_assert_cmpuint (drafts->len, ==, 0);
}

/* What is typed and not taken yet, a broken answer too, is there again. */
static void
test_draft_again (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (GPtrArray) drafts = NULL;
  gboolean is_kept = FALSE;
  const char *id;

  pantau_editor_begin (self->editor, "risk");
  display_type (self->window, "rawas ilir pauh 2");
  pantau_form_set_text (form (self), "occurred", "some day");
  pantau_editor_keep (self->editor, was_kept, &is_kept);
  display_wait (is_kept);
  g_assert_false (pantau_editor_is_unsaved (self->editor));
  drafts = ask (self, read_drafts, NULL);
  id = ((PantauUnfinished *) g_ptr_array_index (drafts, 0))->id;

  open_editor (self);
  pantau_editor_resume (self->editor, id);
  display_wait (form (self) != NULL);

  g_assert_true (display_shows (GTK_WIDGET (self->editor), "Desa Pauh"));
  g_assert_true (display_shows (GTK_WIDGET (self->editor), "some day"));
  g_assert_nonnull (pantau_form_get_fault (form (self), "occurred"));
}

static void
test_draft_goes_with_the_record (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (GPtrArray) drafts = NULL;
  gboolean is_kept = FALSE;

  pantau_editor_begin (self->editor, "risk");
  display_type (self->window, "rawas ilir pauh 2\n");
  pantau_form_set_text (form (self), "title", "Judul");
  pantau_editor_keep (self->editor, was_kept, &is_kept);
  display_wait (is_kept);
  save (self);

  drafts = ask (self, read_drafts, NULL);
  g_assert_cmpuint (drafts->len, ==, 0);
}

/* Who takes everything back has no draft. */
static void
test_draft_taken_back (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (GPtrArray) drafts = NULL;
  gboolean is_kept = FALSE;

  pantau_editor_begin (self->editor, "hoax");
  display_type (self->window, "a");
  pantau_editor_keep (self->editor, was_kept, &is_kept);
  display_wait (is_kept);
  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK);
  is_kept = FALSE;
  pantau_editor_keep (self->editor, was_kept, &is_kept);
  display_wait (is_kept);

  drafts = ask (self, read_drafts, NULL);
  g_assert_cmpuint (drafts->len, ==, 0);
}

static void
test_draft_gone (void)
{
  g_autoptr (Desk) self = desk_new ();

  pantau_editor_resume (self->editor, "0b7a5c0e-1111-4222-8333-444455556666");

  display_wait (display_shows (GTK_WIDGET (self->editor), "This cannot be opened"));
  g_assert_false (pantau_editor_is_unsaved (self->editor));
}

/* A change says what was changed, and nothing that was not. */
static void
test_change (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *id =
      display_record (self->scene.place.session, "risk",
                      "{\"title\": \"Banjir\", \"places\": [{\"village\": \"16.13.04.2001\"}],"
                      " \"severity\": 3, \"fields\": {\"hazard\": \"banjir\"}}");
  g_autoptr (PantauRecord) record = NULL;
  GPtrArray *timeline;
  const PantauEvent *event;

  pantau_editor_change (self->editor, id);
  display_wait (form (self) != NULL);
  g_assert_true (display_shows (GTK_WIDGET (self->editor), "Flood"));
  pantau_form_set (form (self), "severity", json_node_init_int (json_node_alloc (), 5));
  save (self);

  g_assert_cmpstr (self->finished, ==, id);
  record = ask (self, read_record, id);
  timeline = pantau_record_get_timeline (record);
  g_assert_cmpuint (timeline->len, ==, 2);
  event = g_ptr_array_index (timeline, 1);
  g_assert_cmpstr (event->type, ==, "record.set");
  g_assert_nonnull (strstr (event->body, "\"severity\":5"));
  g_assert_null (strstr (event->body, "hazard"));
  g_assert_null (strstr (event->body, "title"));
}

/* Recent places of this record are the first of the next one. */
static void
test_places_are_remembered (void)
{
  g_autoptr (Desk) self = desk_new ();

  pantau_editor_begin (self->editor, "risk");
  display_type (self->window, "rawas ilir pauh 2\n");
  pantau_form_set_text (form (self), "title", "Judul");
  save (self);

  g_assert_cmpstr (pantau_session_get_setting (self->scene.place.session, "places-recent"), ==,
                   "16.13.04.2001");
}

/* The questions that may wait are made when somebody wants them; a click on what is missing wants one. */
static void
test_more (void)
{
  g_autoptr (Desk) self = desk_new ();

  pantau_editor_begin (self->editor, "risk");
  g_assert_null (display_find_text (GTK_WIDGET (self->editor), "Depth of water"));
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.go-to", "s", "narrative");

  g_assert_cmpstr (focused (self), ==, "narrative");
  g_assert_nonnull (display_find_text (GTK_WIDGET (self->editor), "Access"));
  /* Not asked of the field, and this home is nobody's desk. */
  g_assert_null (display_find_text (GTK_WIDGET (self->editor), "Residual risk"));
}

/* What only desks are asked stands in a group of its own, for them. */
static void
test_role (gconstpointer data)
{
  gboolean is_desk = g_str_equal (data, "desk");
  g_autoptr (Desk) self = desk_new_enrolled (data, is_desk ? "16.13" : "16.13.04");
  GtkWidget *editor;

  pantau_editor_begin (self->editor, "risk");
  editor = GTK_WIDGET (self->editor);
  find_question (self, "narrative");

  g_assert_nonnull (display_find_text (editor, "Details"));
  g_assert_true ((display_find_text (editor, "For the desk") != NULL) == is_desk);
  g_assert_true ((display_find_text (editor, "Residual risk") != NULL) == is_desk);
  if (is_desk)
    {
      find_question (self, "voting_decision");
      display_draw (editor);
    }
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;

  return NULL;
}

/* Recorded by a monitor of Rawas Ilir: where it happened decides whether the desk has to accept it. */
static void
test_quarantine (gconstpointer data)
{
  const char *const *about = data; /* place, whether it is outside */
  g_autoptr (Desk) self = desk_new_enrolled ("field", "16.13.04");
  g_autoptr (PantauRecord) record = NULL;
  GtkWindow *dialog;

  pantau_editor_begin (self->editor, "risk");
  display_type (self->window, about[0]);
  find_question (self, "title");
  display_type (self->window, "Banjir");
  save (self);

  dialog = find_dialog ();
  g_assert_true ((dialog != NULL) == g_str_equal (about[1], "outside"));
  record = ask (self, read_record, self->finished);
  g_assert_nonnull (record);
  if (dialog == NULL)
    return;
  display_wait (display_shows (GTK_WIDGET (dialog), "outside your region (Kec. Rawas Ilir,"));
  g_assert_true (gtk_window_get_modal (dialog));
  display_wait (gtk_window_is_active (dialog));
  display_key (dialog, GDK_KEY_Return, 0);
  display_wait (find_dialog () == NULL);
}

/* All of the field that has the focus is in sight, what is told of an answer too. */
static gboolean
is_in_sight (Desk *self, const char *question)
{
  GtkWidget *scrolled = display_find_id (GTK_WIDGET (self->editor), "scrolled");
  GtkWidget *field =
      gtk_widget_get_ancestor (gtk_window_get_focus (self->window), PANTAU_TYPE_FIELD_VIEW);
  graphene_rect_t bounds;

  g_assert_cmpstr (focused (self), ==, question);
  g_assert_true (gtk_widget_compute_bounds (field, scrolled, &bounds));

  return bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scrolled);
}

static void
test_in_sight (void)
{
  g_autoptr (Desk) self = desk_new ();

  gtk_window_set_default_size (self->window, 600, 360);
  pantau_editor_begin (self->editor, "risk");
  display_type (self->window, "rawas ilir pauh 2,3,4\n\n\nflood\nh\n4");
  display_wait (is_in_sight (self, "severity"));
  display_type (self->window, "\n");
  display_wait (is_in_sight (self, "title"));
}

static void
test_tab_order (void)
{
  g_autoptr (Desk) self = desk_new ();
  const char *order[] = { "places", "occurred", "occurred", "occurred",
                          "hazard", "phase",    "severity", "title" };

  pantau_editor_begin (self->editor, "risk");
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_assert_cmpstr (focused (self), ==, order[i]);
      display_key (self->window, GDK_KEY_Tab, 0);
    }
}

static void
test_names (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *nameless = NULL;

  pantau_editor_begin (self->editor, "risk");
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.go-to", "s", "narrative");
  nameless = display_nameless (GTK_WIDGET (self->editor));

  g_assert_cmpstr (nameless, ==, "");
}

int
main (int argc, char **argv)
{
  const char *kinds[] = { "risk", "hoax", "neutrality", "other", "activity" };
  static const char *const pending[][4] = {
    { "risk", "places", "rawas pauh 2,", "Desa Pauh" },
    { "risk", "hazard", "floo", "Flood" },
    { "neutrality", "institution_region", "musi banyu", "Kab. Musi Banyuasin" },
  };

  static const char *const places[][2] = {
    { "ilir timur satu\n", "outside" },
    { "rawas ilir pauh\n", "inside" },
  };

  display_init (&argc, &argv);

  g_test_add_func ("/editor/keyboard", test_keyboard);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/editor/kind/", kinds[i], NULL);

      g_test_add_data_func (path, kinds[i], test_kind);
    }
  g_test_add_func ("/editor/faster-than-the-screen", test_faster_than_the_screen);
  g_test_add_func ("/editor/fault", test_fault_is_shown);
  g_test_add_func ("/editor/missing", test_missing_is_shown);
  g_test_add_func ("/editor/undo", test_undo);
  g_test_add_func ("/editor/draft/by-itself", test_draft_by_itself);
  g_test_add_func ("/editor/draft/again", test_draft_again);
  for (guint i = 0; i < G_N_ELEMENTS (pending); i++)
    {
      g_autofree char *path = g_strconcat ("/editor/draft/pending/", pending[i][1], NULL);

      g_test_add_data_func (path, pending[i], test_draft_pending);
    }
  g_test_add_func ("/editor/draft/pending-emptied", test_draft_pending_emptied);
  g_test_add_func ("/editor/draft/goes", test_draft_goes_with_the_record);
  g_test_add_func ("/editor/draft/taken-back", test_draft_taken_back);
  g_test_add_func ("/editor/draft/gone", test_draft_gone);
  g_test_add_func ("/editor/change", test_change);
  g_test_add_func ("/editor/places", test_places_are_remembered);
  g_test_add_func ("/editor/more", test_more);
  g_test_add_data_func ("/editor/role/desk", "desk", test_role);
  g_test_add_data_func ("/editor/role/field", "field", test_role);
  g_test_add_data_func ("/editor/quarantine/outside", places[0], test_quarantine);
  g_test_add_data_func ("/editor/quarantine/inside", places[1], test_quarantine);
  g_test_add_func ("/editor/in-sight", test_in_sight);
  g_test_add_func ("/editor/tab", test_tab_order);
  g_test_add_func ("/editor/names", test_names);

  return g_test_run ();
}
