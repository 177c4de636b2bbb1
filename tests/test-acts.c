/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done about a record from its page: by keyboard alone, with nothing lost that was typed, and only by those who may. */

#include "config.h"

#include <string.h>

#include "pantau-act-dialog.h"
#include "pantau-forward.h"
#include "pantau-json.h"
#include "pantau-link.h"
#include "pantau-record-page.h"
#include "pantau-treatment.h"
#include "scene-fixture.h"

#define RISK                                                                                       \
  "{\"region\":\"16.13.04\",\"places\":[{\"village\":\"16.13.04.2004\",\"tps\":[1,2]}],"           \
  "\"occurred\":\"2024-02-13T16:00:00+07:00\",\"title\":\"Sungai Rawas naik\",\"severity\":4,"     \
  "\"fields\":{\"hazard\":\"banjir\",\"phase\":\"potensi\","                                       \
  "\"risk_matrix\":{\"impact\":5,\"likelihood\":1}}}"

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

/* The dialog that a verb of the page has opened, with the keyboard. */
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

static gboolean
is_enabled (GtkWidget *page, const char *action)
{
  GtkWidget *button = display_find_action (page, action);

  return button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button);
}

static void
forward_by_keys (GtkWindow *window)
{
  GtkWindow *dialog = open_by_key (window, GDK_KEY_f);

  display_type (dialog, "bpbd\n");
  display_type (dialog, "p\n"); /* by phone */
  display_type (dialog, "Posko siaga\n");
  send (dialog);
}

static void
test_forward (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK);
  GtkWindow *window;
  GtkWidget *page = show (&scene, record, &window);

  forward_by_keys (window);
  display_wait (display_shows (page, "BPBD of the kabupaten or kota"));
  g_assert_true (display_shows (page, "Phone · Posko siaga · "));
  g_assert_true (display_shows (page, "Answer expected by"));
  g_assert_true (is_enabled (page, "page.reply"));
  gtk_window_destroy (window);
}

/* The agency's own time is suggested, and seen before it is sent. */
static void
test_reply_due (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window), *fields;

  g_assert_nonnull (page);
  dialog = open_by_key (window, GDK_KEY_f);
  fields = display_find_id (GTK_WIDGET (dialog), "fields");
  display_type (dialog, "bpbd\n");
  display_type (dialog, "p\n\n"); /* past who was reached */
  display_key (dialog, GDK_KEY_a, GDK_CONTROL_MASK);
  display_type (dialog, "14-2-2024 16.30\n");
  g_assert_true (display_shows (fields, "14-02-2024 18:30"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

/* All that is missing is told at once, beside its question; the dialog stays, with what was typed. */
static void
test_refused (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window);
  guint n = 0;

  dialog = open_by_key (window, GDK_KEY_f);
  display_type (dialog, "\n\nPosko siaga");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_settle ();
  g_assert_true (find_dialog () == dialog);
  g_assert_true (display_shows (GTK_WIDGET (dialog), "Posko siaga"));
  for (GtkWidget *field =
           gtk_widget_get_first_child (display_find_id (GTK_WIDGET (dialog), "fields"));
       field != NULL; field = gtk_widget_get_next_sibling (field))
    n += display_shows (field, "This is needed");
  g_assert_cmpuint (n, ==, 2);
  display_type (dialog, "bpbd\np\n"); /* the focus is where the first of them is */
  send (dialog);
  display_wait (display_shows (page, "Posko siaga"));
  gtk_window_destroy (window);
}

/* What the core alone can tell comes back beside the question too. */
static void
test_refused_by_core (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window);

  dialog = open_by_key (window, GDK_KEY_t);
  display_type (dialog, "rubber\nBPBD\n");
  display_type (dialog, "14-2-2024 16.30\n"); /* long past */
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_rest (scene.place.session);
  g_assert_true (find_dialog () == dialog);
  g_assert_true (display_shows (GTK_WIDGET (dialog), "14-02-2024 16:30"));
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_window_get_focus (dialog),
                                             g_type_from_name ("PantauTimeField")));
  display_key (dialog, GDK_KEY_a, GDK_CONTROL_MASK);
  display_key (dialog, GDK_KEY_BackSpace, 0);
  send (dialog);
  display_wait (display_shows (page, "Rubber boats"));
  gtk_window_destroy (window);
}

/* The page goes to another record; who reads it has the focus in it. */
static void
go_to (Scene *scene, GtkWidget *page, const char *record)
{
  pantau_record_page_set_record (PANTAU_RECORD_PAGE (page), record);
  display_rest (scene->place.session);
  display_wait (gtk_widget_get_mapped (display_find_id (page, "events_list")));
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/* Escape is no loss: the same dialog has it again, another record's has not. */
static void
test_kept (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK),
                  *other = scene_flood (&scene);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window);

  dialog = open_by_key (window, GDK_KEY_t);
  display_type (dialog, "rubber\nPosko siaga");
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);

  go_to (&scene, page, other);
  dialog = open_by_key (window, GDK_KEY_t);
  g_assert_false (display_shows (GTK_WIDGET (dialog), "Posko siaga"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);

  go_to (&scene, page, record);
  dialog = open_by_key (window, GDK_KEY_t);
  g_assert_true (display_shows (GTK_WIDGET (dialog), "Rubber boats"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "Posko siaga"));
  send (dialog);
  dialog = open_by_key (window, GDK_KEY_t);
  g_assert_false (display_shows (GTK_WIDGET (dialog), "Posko siaga"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

static guint
count_events (GtkWidget *page)
{
  GtkListBox *list = GTK_LIST_BOX (display_find_id (page, "events_list"));
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;

  return n;
}

/* From the first sign to the end, by keys; all of it stands in the history. */
static void
test_journey (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK);
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window);

  forward_by_keys (window);
  display_wait (is_enabled (page, "page.reply"));

  gtk_widget_grab_focus (display_find_action (page, "page.reply"));
  display_present (window);
  display_key (window, GDK_KEY_space, 0);
  dialog = wait_for_dialog ();
  g_assert_true (display_shows (GTK_WIDGET (dialog), "BPBD of the kabupaten or kota"));
  display_type (dialog, "Dua perahu berangkat");
  send (dialog);
  display_wait (display_shows (page, "Answered"));
  g_assert_true (display_shows (page, "Dua perahu berangkat"));

  dialog = open_by_key (window, GDK_KEY_t);
  display_type (dialog, "rubber\nBPBD\n");
  send (dialog);
  display_wait (display_shows (page, "Planned"));

  dialog = open_by_key (window, GDK_KEY_k);
  send (dialog);
  display_wait (!is_enabled (page, "page.become"));
  display_wait (display_shows (page, "Possible → Happening"));

  gtk_widget_grab_focus (display_find_action (page, "page.treatment"));
  display_present (window);
  display_key (window, GDK_KEY_space, 0);
  dialog = wait_for_dialog ();
  g_assert_true (display_shows (GTK_WIDGET (dialog), "Rubber boats"));
  display_type (dialog, "d\n"); /* done */
  send (dialog);
  display_wait (display_shows (page, "Done since"));
  display_wait (count_events (page) ==
                6); /* recorded, forwarded, answered, treated, changed, done */
  g_assert_true (display_shows (display_find_id (page, "events_list"), "Dua perahu berangkat"));
  gtk_window_destroy (window);
}

/* An observer of another kabupaten is offered nothing. */
static void
test_who_may_not (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.06.01", FALSE);
  g_autofree char *line = NULL;
  GtkWindow *window;
  GtkWidget *page;

  line = scene_write (&scene, SCENE_OTHER, TEST_RECORD, "risk", "record.create", NULL,
                      "{\"title\":\"a\",\"fields\":{\"phase\":\"potensi\"}}");
  page = show (&scene, TEST_RECORD, &window);
  display_wait (g_strcmp0 (gtk_widget_get_tooltip_text (display_find_action (page, "page.edit")),
                           "Change what was recorded (Ctrl+E)") != 0);
  g_assert_false (is_enabled (page, "page.forward"));
  g_assert_false (is_enabled (page, "page.treat"));
  g_assert_false (is_enabled (page, "page.become"));
  display_key (window, GDK_KEY_f, BOTH);
  display_key (window, GDK_KEY_k, BOTH);
  display_settle ();
  g_assert_null (find_dialog ());
  gtk_window_destroy (window);
}

/* 1 × 5 is 20, and nobody multiplies it. */
static void
test_matrix (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK);
  GtkWindow *window;
  GtkWidget *page = show (&scene, record, &window), *row = display_find_id (page, "risks_list"),
            *grid = display_find_id (row, "grid");
  GtkWidget *chosen = gtk_grid_get_child_at (GTK_GRID (grid), 4, 4); /* rarest, gravest */
  g_autofree char *name = display_name (grid);

  g_assert_true (display_shows (row, "Magnitude of the risk"));
  g_assert_true (display_shows (row, "20, "));
  g_assert_true (gtk_widget_has_css_class (chosen, "chosen"));
  g_assert_nonnull (name);
  gtk_window_destroy (window);
}

static void
test_links (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK),
                  *other = scene_flood (&scene), *line = NULL, *json = NULL,
                  *told = g_strdup_printf ("open-record %s", other);
  GtkWindow *window;
  GtkWidget *page, *list;

  json = g_strdup_printf ("{\"rel\":\"duplicate-of\",\"to\":\"%s\"}", other);
  line = scene_write (&scene, SCENE_DESK, record, "risk", "link.add", NULL, json);
  page = show (&scene, record, &window);
  list = display_find_id (page, "links_list");
  g_assert_true (display_shows (list, "Banjir di Pauh"));
  g_assert_true (display_shows (list, "This record is a duplicate of it"));
  gtk_widget_grab_focus (display_find_action (list, "win.open-record"));
  display_key (window, GDK_KEY_space, 0);
  display_wait (g_str_equal (display_told (window), told));
  gtk_window_destroy (window);
}

static gpointer
read_record (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_store_get (store, data, error);
}

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauRecord **record = data;
  g_autoptr (GError) error = NULL;

  *record = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *test;
  PantauAct act;
} Dialog;

static const Dialog dialogs[] = {
  { "/acts/dialog/forward", PANTAU_ACT_FORWARD },     { "/acts/dialog/reply", PANTAU_ACT_REPLY },
  { "/acts/dialog/treat", PANTAU_ACT_TREAT },         { "/acts/dialog/become", PANTAU_ACT_BECOME },
  { "/acts/dialog/treatment", PANTAU_ACT_TREATMENT },
};

/* Every control has a name, and a telephone's width is enough. */
static void
test_dialog (gconstpointer data)
{
  const Dialog *about = data;
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *id = display_record (scene.place.session, "risk", RISK), *nameless = NULL,
                  *misfits = NULL;
  g_autoptr (PantauRecord) record = NULL;
  GtkWindow *window = display_show (gtk_label_new (id), scene.place.session);
  GtkWidget *dialog;

  pantau_session_read (scene.place.session, read_record, g_strdup (id), g_free, g_object_unref,
                       G_PRIORITY_DEFAULT, NULL, was_read, &record);
  display_wait (record != NULL);
  dialog = GTK_WIDGET (
      pantau_act_dialog_new (window, scene.place.session, about->act, record, TEST_RECORD));
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 500);
  display_present (GTK_WINDOW (dialog));
  nameless = display_nameless (dialog);
  g_assert_cmpstr (nameless, ==, "");
  misfits = display_misfits (dialog);
  g_assert_cmpstr (misfits, ==, "");
  g_assert_cmpint (gtk_widget_get_width (dialog), <=, 360);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (window);
}

/* The page itself, with all of it filled. */
static void
test_narrow (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = display_record (scene.place.session, "risk", RISK), *misfits = NULL,
                  *nameless = NULL;
  GtkWindow *window, *dialog;
  GtkWidget *page = show (&scene, record, &window);

  forward_by_keys (window);
  dialog = open_by_key (window, GDK_KEY_t);
  display_type (dialog, "rubber\nBPBD Musi Rawas Utara\n");
  send (dialog);
  display_wait (display_shows (page, "Planned"));
  gtk_window_set_default_size (window, 360, 560);
  display_wait (gtk_widget_get_width (GTK_WIDGET (window)) <= 360);
  display_draw (page);
  misfits = display_misfits (page);
  g_assert_cmpstr (misfits, ==, "");
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  gtk_window_destroy (window);
}

/* An activity that found no power and no signal: two risks, by one key, and no third. */
static void
test_open_risks (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = display_record (
      scene.place.session, "activity",
      "{\"title\":\"Periksa TPS 3\",\"places\":[{\"village\":\"16.13.04.2004\",\"tps\":[3]}],"
      "\"occurred\":\"2024-02-13T10:00:00+07:00\",\"fields\":{\"form\":\"langsung\","
      "\"outcome\":\"kerawanan\",\"stage\":\"masa-tenang\",\"power\":false,\"signal\":false}}");
  GtkWindow *window;
  GtkWidget *page = show (&scene, record, &window);

  display_wait (display_shows (page, "Open risks (2)"));
  display_present (window);
  display_key (window, GDK_KEY_b, BOTH);
  display_wait (!display_shows (page, "Open risks ("));
  display_wait (display_shows (page, "No power"));
  g_assert_true (display_shows (page, "No signal"));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/acts/forward", test_forward);
  g_test_add_func ("/acts/reply-due", test_reply_due);
  g_test_add_func ("/acts/refused", test_refused);
  g_test_add_func ("/acts/refused-by-core", test_refused_by_core);
  g_test_add_func ("/acts/kept", test_kept);
  g_test_add_func ("/acts/journey", test_journey);
  g_test_add_func ("/acts/who-may-not", test_who_may_not);
  g_test_add_func ("/acts/matrix", test_matrix);
  g_test_add_func ("/acts/links", test_links);
  g_test_add_func ("/acts/narrow", test_narrow);
  g_test_add_func ("/acts/open-risks", test_open_risks);
  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    g_test_add_data_func (dialogs[i].test, &dialogs[i], test_dialog);

  return g_test_run ();
}
