/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauTriagePage: the most urgent first, a key for each verb, the next one there after it, and nothing that cannot be taken back. */

#include "config.h"

#include "pantau-chips.h"
#include "pantau-filters.h"
#include "pantau-list-save.h"
#include "pantau-pending.h"
#include "pantau-triage-page.h"
#include "pantau-triage-row.h"
#include "pantau-triage-work.h"
#include "pantau-record-page.h"
#include "scene-fixture.h"

typedef struct
{
  Scene scene;
  GtkWidget *page;
  GtkWindow *window;
} Shown;

static char *
come (Scene *scene, const char *title, int severity)
{
  g_autofree char *json =
      g_strdup_printf ("{\"title\":\"%s\",\"severity\":%d,\"fields\":{}}", title, severity);
  g_autofree char *line = NULL;
  char *record = pantau_uuid_new ();

  line = scene_write (scene, SCENE_OTHER, record, "risk", PANTAU_TYPE_CREATE, NULL, json);

  return record;
}

static void
open_page (Shown *self)
{
  self->page = g_object_new (PANTAU_TYPE_TRIAGE_PAGE, NULL);
  self->window = display_show (self->page, self->scene.place.session);
}

static void
shown_clear (Shown *self)
{
  display_rest (self->scene.place.session);
  gtk_window_destroy (self->window);
  scene_clear (&self->scene);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static GtkWidget *
get_record (Shown *self)
{
  return display_find_type (self->page, PANTAU_TYPE_RECORD_PAGE);
}

/* The record that is shown beside the queue, by its title. */
static void
wait_for (Shown *self, const char *title)
{
  display_wait (gtk_widget_get_mapped (get_record (self)) &&
                display_shows (get_record (self), title));
  display_rest (self->scene.place.session);
}

static guint
count_lines (Shown *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (display_find_id (self->page, "list")))));
}

static guint
count_selected (Shown *self)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (
      gtk_list_view_get_model (GTK_LIST_VIEW (display_find_id (self->page, "list"))));

  return (guint) gtk_bitset_get_size (set);
}

/* Three risks of somebody else, "Tiga" (3), "Lima" (5) and "Satu" (1), in the queue of a desk; the first of it is shown and has the keys. */
static Shown
begin (char *records[3])
{
  Shown self = { .scene = scene_new ("desk", "16.13", FALSE) };

  records[0] = come (&self.scene, "Tiga", 3);
  records[1] = come (&self.scene, "Lima", 5);
  records[2] = come (&self.scene, "Satu", 1);
  open_page (&self);
  wait_for (&self, "Lima");

  return self;
}

static void
free_records (char *records[3])
{
  for (guint i = 0; i < 3; i++)
    g_free (records[i]);
}

static void
test_walk (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  g_autofree char *misfits = NULL, *nameless = NULL;

  g_assert_cmpuint (count_lines (&shown), ==, 3);
  display_key (shown.window, GDK_KEY_j, 0);
  wait_for (&shown, "Tiga");
  display_key (shown.window, GDK_KEY_j, 0);
  wait_for (&shown, "Satu");
  /* It ends there. */
  display_key (shown.window, GDK_KEY_j, 0);
  display_key (shown.window, GDK_KEY_k, 0);
  wait_for (&shown, "Tiga");
  /* The list itself goes on from there, either way. */
  display_key (shown.window, GDK_KEY_Down, 0);
  wait_for (&shown, "Satu");
  display_key (shown.window, GDK_KEY_Up, 0);
  wait_for (&shown, "Tiga");
  display_key (shown.window, GDK_KEY_k, 0);
  wait_for (&shown, "Lima");

  misfits = display_misfits (shown.page);
  g_assert_cmpstr (misfits, ==, "");
  nameless = display_nameless (shown.page);
  g_assert_cmpstr (nameless, ==, "");
  free_records (records);
}

/* A verb, the next one, and back again. */
static void
test_verb_and_undo (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);

  display_key (shown.window, GDK_KEY_v, 0);
  wait_for (&shown, "Tiga");
  g_assert_cmpuint (count_lines (&shown), ==, 2);
  display_wait (display_shows (shown.page, "It is written in a few seconds."));
  display_key (shown.window, GDK_KEY_u, 0);
  display_wait (count_lines (&shown) == 3);
  display_wait (display_shows (shown.page, "Taken back: 1 record"));
  free_records (records);
}

/* A whole queue is decided with one key for each of its records, or three for all, and nothing else is pressed. */
static void
test_keystrokes (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  guint before = display_keystrokes ();

  display_key (shown.window, GDK_KEY_v, 0);
  wait_for (&shown, "Tiga");
  display_key (shown.window, GDK_KEY_s, 0);
  wait_for (&shown, "Satu");
  display_key (shown.window, GDK_KEY_a, 0);
  display_wait (display_shows (shown.page, "Everything is decided"));
  g_assert_cmpuint (display_keystrokes () - before, ==, 3);

  for (guint i = 0; i < 3; i++)
    {
      display_key (shown.window, GDK_KEY_u, 0);
      display_wait (count_lines (&shown) == i + 1);
    }
  before = display_keystrokes ();
  display_key (shown.window, GDK_KEY_a, GDK_CONTROL_MASK);
  display_key (shown.window, GDK_KEY_v, 0);
  display_wait (display_shows (shown.page, "Everything is decided"));
  g_assert_cmpuint (display_keystrokes () - before, ==, 3); /* Ctrl is one */
  free_records (records);
}

/* One key after the other takes back what was decided one after the other, and shows it again. */
static void
test_undo_each (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);

  display_key (shown.window, GDK_KEY_v, 0);
  wait_for (&shown, "Tiga");
  display_key (shown.window, GDK_KEY_v, 0);
  wait_for (&shown, "Satu");
  display_key (shown.window, GDK_KEY_u, 0);
  wait_for (&shown, "Tiga");
  display_key (shown.window, GDK_KEY_u, 0);
  wait_for (&shown, "Lima");
  g_assert_cmpuint (count_lines (&shown), ==, 3);
  g_assert_cmpuint (count_selected (&shown), ==, 1);
  free_records (records);
}

static gpointer
count_signed (PantauStore *store, PantauDb *db, gpointer data, GCancellable *c, GError **error)
{
  gint64 n;

  return pantau_db_integer (db, 0, &n, error,
                            "SELECT count(*) FROM entry WHERE type = 'status.set'", "")
             ? GINT_TO_POINTER (n + 1)
             : NULL;
}

static void
was_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  int *n = data;

  *n = GPOINTER_TO_INT (pantau_session_read_finish (PANTAU_SESSION (source), result, NULL)) - 1;
}

/* Who goes on deciding does not keep back what was decided before: each is signed when its own time has come. */
static void
test_signed_in_time (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  gint64 end = g_get_monotonic_time () + 3 * PANTAU_PENDING_DELAY * 1000;
  int n = 0;

  display_key (shown.window, GDK_KEY_v, 0);
  wait_for (&shown, "Tiga");
  while (n == 0 && g_get_monotonic_time () < end)
    {
      display_key (shown.window, GDK_KEY_v, 0);
      wait_for (&shown, "Satu");
      display_key (shown.window, GDK_KEY_u, 0);
      display_wait (count_lines (&shown) == 2);
      display_key (shown.window, GDK_KEY_k, 0);
      wait_for (&shown, "Tiga");
      n = -1;
      pantau_session_read (shown.scene.place.session, count_signed, NULL, NULL, NULL,
                           G_PRIORITY_DEFAULT, NULL, was_counted, &n);
      display_wait (n >= 0);
    }
  g_assert_cmpint (n, ==, 1);
  free_records (records);
}

/* What a colleague ended first stands in the queue, with who and what, until one has gone on from it. */
static void
test_quicker (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  g_autofree char *first = scene_first_line (&shown.scene, records[1]), *line = NULL;

  display_key (shown.window, GDK_KEY_v, 0);
  wait_for (&shown, "Tiga");
  line = scene_write (&shown.scene, SCENE_DESK, records[1], "risk", PANTAU_TYPE_STATUS, first,
                      "{\"status\":\"selesai\"}");
  pantau_triage_work_sign (shown.scene.place.session, TRUE, NULL, NULL);
  display_wait (count_lines (&shown) == 3);
  display_wait (display_shows (shown.page, "Meja Latihan was quicker: “Done”; your “Verified” was "
                                           "not written"));
  wait_for (&shown, "Tiga");

  display_key (shown.window, GDK_KEY_k, 0);
  wait_for (&shown, "Lima");
  /* It stays as long as it is read, whatever comes. */
  g_free (come (&shown.scene, "Nol", 0));
  display_wait (count_lines (&shown) == 4);
  g_assert_true (display_shows (shown.page, "was quicker"));
  display_key (shown.window, GDK_KEY_j, 0);
  wait_for (&shown, "Tiga");
  display_wait (count_lines (&shown) == 3);
  free_records (records);
}

/* Who writes a note while a colleague decides writes it to the end, about the same record. */
static void
test_note_goes_on (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  g_autofree char *first = scene_first_line (&shown.scene, records[1]), *line = NULL;
  GtkTextBuffer *buffer =
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (display_find_id (get_record (&shown), "note_view")));
  g_autofree char *text = NULL;

  display_key (shown.window, GDK_KEY_n, 0);
  display_type (shown.window, "Perahu ");
  line = scene_write (&shown.scene, SCENE_DESK, records[1], "risk", PANTAU_TYPE_STATUS, first,
                      "{\"status\":\"diverifikasi\"}");
  display_wait (display_shows (shown.page, "It was decided meanwhile"));
  display_type (shown.window, "dua");
  wait_for (&shown, "Lima");
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "Perahu dua");
  g_assert_cmpuint (count_lines (&shown), ==, 3);

  /* Once it is left it goes. */
  gtk_widget_grab_focus (display_find_id (shown.page, "list"));
  display_key (shown.window, GDK_KEY_j, 0);
  wait_for (&shown, "Tiga");
  display_wait (count_lines (&shown) == 2);
  free_records (records);
}

/* What is read among the unread stays there while it is read: else each thing that comes would have the next one read by nobody. */
static void
test_unread_stays (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);

  g_signal_emit_by_name (display_find_id (shown.page, "views"), "picked", "unread");
  display_wait (count_lines (&shown) == 2);
  wait_for (&shown, "Tiga");
  g_free (come (&shown.scene, "Nol", 0));
  display_wait (count_lines (&shown) == 3);
  wait_for (&shown, "Tiga");
  display_key (shown.window, GDK_KEY_j, 0);
  wait_for (&shown, "Satu");
  g_free (come (&shown.scene, "Nol lagi", 0));
  display_wait (count_lines (&shown) == 3);
  wait_for (&shown, "Satu");
  free_records (records);
}

static gboolean
has_keys (Shown *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, display_find_id (self->page, "list"));
}

/* Keys are heard wherever the focus was, also when that went: the last record of a search, its notice, a button. */
static void
test_keys_stay (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);

  display_key (shown.window, GDK_KEY_slash, 0);
  display_type (shown.window, "Tiga");
  display_wait (count_lines (&shown) == 1);
  wait_for (&shown, "Tiga");
  display_key (shown.window, GDK_KEY_Return, 0);
  display_wait (has_keys (&shown));
  display_key (shown.window, GDK_KEY_v, 0);
  display_wait (display_shows (shown.page, "Nothing found"));
  display_key (shown.window, GDK_KEY_u, 0);
  wait_for (&shown, "Tiga");
  display_wait (has_keys (&shown));

  gtk_widget_grab_focus (display_find_id (get_record (&shown), "edit_button"));
  display_key (shown.window, GDK_KEY_v, 0);
  display_wait (display_shows (shown.page, "Nothing found"));
  display_key (shown.window, GDK_KEY_slash, 0);
  display_key (shown.window, GDK_KEY_Escape, 0);
  wait_for (&shown, "Lima");
  display_wait (has_keys (&shown));

  /* Down leads from the search into the list, not past it. */
  display_key (shown.window, GDK_KEY_slash, 0);
  display_key (shown.window, GDK_KEY_Down, 0);
  display_wait (has_keys (&shown));
  gtk_window_set_focus (shown.window, NULL);
  display_wait (has_keys (&shown));
  free_records (records);
}

/* Of more than are listed at first, all are taken by one key, decided and taken back. */
static void
test_take_all (void)
{
  g_auto (Shown) shown = { .scene = scene_new ("desk", "16.13", FALSE) };

  for (guint i = 0; i < 40; i++)
    g_free (come (&shown.scene, "Banjir", 3));
  open_page (&shown);
  wait_for (&shown, "Banjir");
  g_assert_cmpuint (count_lines (&shown), <, 40);
  display_key (shown.window, GDK_KEY_a, GDK_CONTROL_MASK);
  display_wait (count_selected (&shown) == 40);
  display_key (shown.window, GDK_KEY_v, 0);
  display_wait (display_shows (shown.page, "Everything is decided"));
  display_wait (display_shows (shown.page, "Decided: 40 records"));
  display_key (shown.window, GDK_KEY_u, 0);
  display_wait (count_lines (&shown) == 40);
  display_wait (has_keys (&shown));
}

/* Hundreds are taken, decided and taken back without a turn of the main loop that somebody would feel: the watchdog looks on. */
static void
test_many (void)
{
  g_auto (Shown) shown = { .scene = scene_new ("desk", "16", FALSE) };
  guint n;

  display_seed (shown.scene.place.session, 3000);
  open_page (&shown);
  display_wait (count_lines (&shown) > 0);
  display_rest (shown.scene.place.session);
  gtk_widget_grab_focus (display_find_id (shown.page, "list"));
  display_key (shown.window, GDK_KEY_a, GDK_CONTROL_MASK);
  display_wait (count_selected (&shown) > 900);
  n = count_lines (&shown);
  g_assert_cmpuint (count_selected (&shown), ==, n);
  display_key (shown.window, GDK_KEY_v, 0);
  display_wait (display_shows (shown.page, "Decided: "));
  display_wait (count_lines (&shown) < n / 2);
  display_key (shown.window, GDK_KEY_u, 0);
  display_wait (count_lines (&shown) == n);
}

/* Whether that search (NULL: none) is all that is kept, under that name. */
static gboolean
is_kept (PantauSession *session, const char *query, const char *name)
{
  g_autoptr (GPtrArray) filters = pantau_filters_read (session);
  const PantauSavedFilter *filter = filters->len > 0 ? g_ptr_array_index (filters, 0) : NULL;

  return query == NULL ? filters->len == 0
                       : filters->len == 1 && g_str_equal (filter->query, query) &&
                             g_str_equal (filter->name, name);
}

/* A search is kept under a name, renamed, and kept no more, from where it is used. */
static void
test_kept_search (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  PantauSession *session = shown.scene.place.session;

  display_key (shown.window, GDK_KEY_slash, 0);
  display_type (shown.window, "Tiga");
  display_wait (count_lines (&shown) == 1);
  display_key (shown.window, GDK_KEY_s, GDK_CONTROL_MASK);
  display_wait (display_find_id (shown.page, "filter_button") != NULL &&
                display_find_type (shown.page, PANTAU_TYPE_LIST_SAVE) != NULL &&
                gtk_widget_get_mapped (display_find_type (shown.page, PANTAU_TYPE_LIST_SAVE)));
  display_type (shown.window, "Nama\n");
  display_wait (is_kept (session, "Tiga", "Nama"));
  display_wait (!gtk_widget_get_mapped (display_find_type (shown.page, PANTAU_TYPE_LIST_SAVE)));

  gtk_widget_activate_action (shown.page, "triage.keep-search", NULL);
  display_wait (gtk_widget_get_mapped (display_find_type (shown.page, PANTAU_TYPE_LIST_SAVE)));
  display_type (shown.window, "Lain\n");
  display_wait (is_kept (session, "Tiga", "Lain"));

  gtk_widget_activate_action (shown.page, "triage.narrow", "s", "Lima");
  wait_for (&shown, "Lima");
  gtk_widget_activate_action (shown.page, "triage.narrow", "s", "Tiga");
  wait_for (&shown, "Tiga");
  gtk_widget_activate_action (shown.page, "triage.forget-search", NULL);
  g_assert_true (is_kept (session, NULL, NULL));
  free_records (records);
}

/* Several at once, chosen by keys; what is not allowed is left out and named. */
static void
test_batch (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);

  display_key (shown.window, GDK_KEY_x, 0);
  display_wait (count_selected (&shown) == 2);
  display_wait (display_shows (shown.page, "2 selected"));
  display_key (shown.window, GDK_KEY_v, 0);
  wait_for (&shown, "Satu");
  display_wait (display_shows (shown.page, "Decided: 2 records"));

  /* A risk is no case. */
  display_key (shown.window, GDK_KEY_r, 0);
  display_wait (display_shows (shown.page, "Nothing was done. Not “Satu”"));
  g_assert_cmpuint (count_lines (&shown), ==, 1);
  free_records (records);
}

/* What a colleague decides goes, and what one looks at stays. */
static void
test_live (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  g_autofree char *first = NULL, *line = NULL, *another = NULL;

  display_key (shown.window, GDK_KEY_j, 0);
  wait_for (&shown, "Tiga");
  first = scene_first_line (&shown.scene, records[1]);
  line = scene_write (&shown.scene, SCENE_DESK, records[1], "risk", PANTAU_TYPE_STATUS, first,
                      "{\"status\":\"diverifikasi\"}");
  display_wait (count_lines (&shown) == 2);
  wait_for (&shown, "Tiga");
  g_assert_cmpuint (count_selected (&shown), ==, 1);

  another = come (&shown.scene, "Empat", 4);
  display_wait (count_lines (&shown) == 3);
  wait_for (&shown, "Tiga");
  g_assert_cmpuint (count_selected (&shown), ==, 1);
  free_records (records);
}

/* Two desks decided differently: it is there, says so, and is settled beside it. */
static void
test_differs (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  g_autofree char *first = scene_first_line (&shown.scene, records[1]), *one = NULL, *two = NULL;

  one = scene_write (&shown.scene, SCENE_DESK, records[1], "risk", PANTAU_TYPE_STATUS, first,
                     "{\"status\":\"diverifikasi\"}");
  display_wait (count_lines (&shown) == 2);
  two = scene_write (&shown.scene, SCENE_DESK, records[1], "risk", PANTAU_TYPE_STATUS, first,
                     "{\"status\":\"selesai\"}");
  display_wait (count_lines (&shown) == 3);
  display_wait (display_shows (shown.page, "Two desks decided differently"));
  display_key (shown.window, GDK_KEY_k, 0);
  wait_for (&shown, "Lima");
  display_wait (gtk_widget_get_mapped (display_find_id (get_record (&shown), "differences_list")));
  free_records (records);
}

/* Taking over is a decision like others; it stands with me while the queue is looked at otherwise. */
static void
test_take_over (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  GtkWidget *views = display_find_id (shown.page, "views");

  display_key (shown.window, GDK_KEY_a, 0);
  wait_for (&shown, "Tiga");
  display_wait (display_shows (shown.page, "Decided: 1 record"));
  g_signal_emit_by_name (views, "picked", "mine");
  display_wait (display_shows (shown.page, "Nothing is with you"));
  g_signal_emit_by_name (views, "picked", "open");
  display_wait (count_lines (&shown) == 2);
  free_records (records);
}

/* What is with me goes back to all by a key; what is with nobody says so. */
static void
test_give_back (void)
{
  char *records[3];
  g_auto (Shown) shown = begin (records);
  GtkWidget *views = display_find_id (shown.page, "views");

  display_key (shown.window, GDK_KEY_b, 0);
  display_wait (display_shows (shown.page, "Nothing was done. Not “"));
  display_wait (display_shows (shown.page, "nobody looks after the record"));
  g_assert_cmpuint (count_lines (&shown), ==, 3);

  display_key (shown.window, GDK_KEY_a, 0);
  display_wait (display_shows (shown.page, "Decided: 1 record"));
  pantau_triage_work_sign (shown.scene.place.session, TRUE, NULL, NULL);
  g_signal_emit_by_name (views, "picked", "mine");
  display_wait (count_lines (&shown) == 1);
  display_wait (display_shows (shown.page, "With you"));
  display_key (shown.window, GDK_KEY_b, 0);
  display_wait (display_shows (shown.page, "Nothing is with you"));
  free_records (records);
}

/* A low window that is wide shows a record in one line of the queue, a narrow one in two. */
static void
test_dense (void)
{
  g_auto (Shown) shown = { .scene = scene_new ("desk", "16.13", FALSE) };
  g_autofree char *record = come (&shown.scene, "Banjir di Pauh", 5);
  GtkWidget *row;

  open_page (&shown);
  wait_for (&shown, "Banjir di Pauh");
  row = display_find_type (shown.page, PANTAU_TYPE_TRIAGE_ROW);
  display_draw (row);
  if (gtk_widget_get_width (row) >= 600)
    g_assert_cmpint (gtk_widget_get_height (row), <=, 30);
  else
    g_assert_cmpint (gtk_widget_get_height (row), >, 30);
}

/* Rows of the queue that are on the screen whole. */
static guint
count_in_sight (Shown *self)
{
  GtkWidget *scroller = display_find_id (self->page, "scroller");
  GtkWidget *list = display_find_id (self->page, "list"), *around = gtk_widget_get_parent (list);
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t here, there;

      if (gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, around, &here) &&
          gtk_widget_compute_bounds (row, scroller, &there) && here.origin.y > -1 &&
          here.origin.y + here.size.height <= (float) gtk_widget_get_height (around) + 1 &&
          there.origin.y > -1 &&
          there.origin.y + there.size.height <= (float) gtk_widget_get_height (scroller) + 1)
        n++;
    }

  return n;
}

/* With letters twice as large three records are in sight; the one that is chosen is reached by keys, and so are they again. */
static void
test_large_letters (void)
{
  g_auto (Shown) shown = { .scene = scene_new ("desk", "16.13", FALSE) };
  int dpi;

  for (guint i = 0; i < 8; i++)
    g_free (come (&shown.scene, "Banjir setinggi lutut di jalan ke kecamatan", 3));
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * (dpi > 0 ? dpi : 96 * 1024), NULL);
  open_page (&shown);
  wait_for (&shown, "Banjir");
  display_draw (shown.page);
  g_assert_cmpuint (count_in_sight (&shown), >=, 3);

  display_key (shown.window, GDK_KEY_Return, 0);
  display_wait (!has_keys (&shown));
  display_key (shown.window, GDK_KEY_j, 0);
  display_wait (has_keys (&shown));
  display_draw (shown.page);
  display_wait (count_in_sight (&shown) >= 2);
  display_key (shown.window, GDK_KEY_v, 0);
  display_wait (count_lines (&shown) == 7);
  display_rest (shown.scene.place.session);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

/* Pemprov sees risks and hoaxes, and has no verdict, registration or closing. */
static void
test_pemprov (void)
{
  g_auto (Shown) shown = { .scene = scene_new ("pemprov", "16", FALSE) };
  g_autofree char *risk = come (&shown.scene, "Banjir", 4), *line = NULL;
  g_autofree char *activity = pantau_uuid_new ();
  static const char *const never[] = { "Verify", "Register", "Finish", "Delegate", "Take over" };

  line = scene_write (&shown.scene, SCENE_OTHER, activity, "activity", PANTAU_TYPE_CREATE, NULL,
                      "{\"title\":\"Kegiatan\"}");
  open_page (&shown);
  wait_for (&shown, "Banjir");
  g_assert_cmpuint (count_lines (&shown), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_false (display_shows (display_find_id (shown.page, "verbs"), never[i]));
  g_assert_true (display_shows (display_find_id (shown.page, "verbs"), "Forward"));
  display_key (shown.window, GDK_KEY_v, 0);
  display_settle ();
  g_assert_cmpuint (count_lines (&shown), ==, 1);
}

static void
test_empty (void)
{
  g_auto (Shown) shown = { .scene = scene_new ("desk", "16.13", FALSE) };

  open_page (&shown);
  display_wait (display_shows (shown.page, "Everything is decided"));
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/triage-page/walk", test_walk);
  g_test_add_func ("/triage-page/verb-and-undo", test_verb_and_undo);
  g_test_add_func ("/triage-page/keystrokes", test_keystrokes);
  g_test_add_func ("/triage-page/undo-each", test_undo_each);
  g_test_add_func ("/triage-page/signed-in-time", test_signed_in_time);
  g_test_add_func ("/triage-page/quicker", test_quicker);
  g_test_add_func ("/triage-page/note-goes-on", test_note_goes_on);
  g_test_add_func ("/triage-page/unread-stays", test_unread_stays);
  g_test_add_func ("/triage-page/keys-stay", test_keys_stay);
  g_test_add_func ("/triage-page/take-all", test_take_all);
  g_test_add_func ("/triage-page/many", test_many);
  g_test_add_func ("/triage-page/kept-search", test_kept_search);
  g_test_add_func ("/triage-page/batch", test_batch);
  g_test_add_func ("/triage-page/live", test_live);
  g_test_add_func ("/triage-page/differs", test_differs);
  g_test_add_func ("/triage-page/take-over", test_take_over);
  g_test_add_func ("/triage-page/give-back", test_give_back);
  g_test_add_func ("/triage-page/dense", test_dense);
  g_test_add_func ("/triage-page/large-letters", test_large_letters);
  g_test_add_func ("/triage-page/pemprov", test_pemprov);
  g_test_add_func ("/triage-page/empty", test_empty);

  return g_test_run ();
}
