/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps of a case in the window: what a step needs is asked with it, by keyboard alone, and what law says of a case, on its page and in the
 * editor. Every name and number is invented.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-consequence-card.h"
#include "pantau-consequence.h"
#include "pantau-edit.h"
#include "pantau-editor.h"
#include "pantau-election.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-record-page.h"
#include "pantau-step-dialog.h"
#include "pantau-words.h"
#include "scene-fixture.h"
#include "test-util.h"

#define CASE                                                                                       \
  "{\"region\":\"16.13.04\",\"occurred\":\"2024-10-20T10:00:00+07:00\",\"title\":\"Camat di "      \
  "kampanye\",\"fields\":{%s}}"
#define FINDING                                                                                    \
  "\"act\":\"n01\",\"case_origin\":\"temuan\",\"form_a_number\":\"012/LHP\",\"pleno_date\":"       \
  "\"2024-10-25\""
#define INITIAL                                                                                    \
  "\"act\":\"n01\",\"case_origin\":\"informasi-awal\",\"traced_from\":\"2024-10-21\","             \
  "\"traced_until\":\"2024-10-24\",\"form_a_number\":\"012/LHP\""
#define PARTY "\"act\":\"n01\",\"party_category\":\"%s\",\"candidacy_stage\":\"%s\""

static char *
record_case (Scene *scene, const char *fields)
{
  g_autofree char *json = g_strdup_printf (CASE, fields);

  return display_record (scene->place.session, "neutrality", json);
}

static gboolean
is_asking (void)
{
  return display_find_dialog (PANTAU_TYPE_STEP_DIALOG) != NULL;
}

static GtkWindow *
wait_for_dialog (void)
{
  g_autofree char *nameless = NULL;
  GtkWindow *dialog;

  display_wait (is_asking ());
  dialog = GTK_WINDOW (display_find_dialog (PANTAU_TYPE_STEP_DIALOG));
  display_present (dialog);
  nameless = display_nameless (GTK_WIDGET (dialog));
  g_assert_cmpstr (nameless, ==, "");

  return dialog;
}

static gpointer
take_step (PantauHome *home, gpointer data, GError **error)
{
  pantau_edit_status (home, data, "kajian-awal", NULL, error);

  return NULL;
}

static const char *
field_label (Scene *scene, const char *name)
{
  return pantau_words_field (pantau_session_get_reference (scene->place.session), "neutrality",
                             name);
}

/* Registered from the keyboard: only what is missing is asked, and all of it is told at once. */
static void
test_register (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_case (&scene, FINDING);
  GtkWindow *window, *dialog;
  GtkWidget *page, *fields;

  scene_act (&scene, take_step, record);
  page = scene_show_record (&scene, record, &window);
  gtk_widget_activate_action (page, "page.status", "s", "diregistrasi");
  dialog = wait_for_dialog ();
  fields = display_find_id (GTK_WIDGET (dialog), "fields");
  g_assert_true (display_shows (fields, field_label (&scene, "register_number")));
  g_assert_true (display_shows (fields, field_label (&scene, "pleno_number")));
  g_assert_false (display_shows (fields, field_label (&scene, "pleno_date")));
  g_assert_false (display_shows (GTK_WIDGET (dialog), _ ("Reason")));

  display_type (dialog, "001/TM\n");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (fields, _ ("This is needed for the step")));
  /* One comes to what is missing. */
  display_type (dialog, "7/PL");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (!is_asking ());
  display_wait (display_shows (display_find_id (page, "status_label"), "Registered"));
  display_wait (display_shows (page, "7/PL"));
  g_assert_true (display_shows (page, "001/TM"));
  gtk_window_destroy (window);
}

/* An answer makes other questions appear; Escape changes nothing. */
static void
test_grows (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_case (&scene, "\"act\":\"n01\"");
  GtkWindow *window, *dialog;
  GtkWidget *page, *fields;

  scene_act (&scene, take_step, record);
  page = scene_show_record (&scene, record, &window);
  gtk_widget_activate_action (page, "page.status", "s", "diregistrasi");
  dialog = wait_for_dialog ();
  fields = display_find_id (GTK_WIDGET (dialog), "fields");
  g_assert_true (display_shows (fields, field_label (&scene, "case_origin")));
  g_assert_false (display_shows (fields, field_label (&scene, "report_received")));
  display_type (dialog, "report\n");
  display_wait (display_shows (fields, field_label (&scene, "report_received")));
  g_assert_false (display_shows (fields, field_label (&scene, "pleno_number")));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (!is_asking ());
  display_rest (scene.place.session);
  g_assert_false (display_shows (display_find_id (page, "status_label"), "Registered"));
  gtk_window_destroy (window);
}

/* Initial information becomes a finding once a plenary set it: the menu has the verb, the dialog what it needs. */
static void
test_origin (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_case (&scene, INITIAL);
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window), *fields;

  gtk_widget_activate_action (page, "page.origin", "s", "temuan");
  dialog = wait_for_dialog ();
  fields = display_find_id (GTK_WIDGET (dialog), "fields");
  g_assert_true (display_shows (fields, field_label (&scene, "pleno_date")));
  g_assert_false (display_shows (fields, field_label (&scene, "traced_from")));
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (fields, _ ("This is needed for the step")));
  display_type (dialog, "25-10-2024\n7/PL");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (!is_asking ());
  display_wait (display_shows (page, "7/PL"));
  display_rest (scene.place.session);

  /* A finding stays one. */
  gtk_widget_activate_action (page, "page.origin", "s", "informasi-awal");
  display_settle ();
  g_assert_false (is_asking ());
  gtk_window_destroy (window);
}

static gboolean
offers (GtkWidget *page, const char *text)
{
  GtkWidget *button = display_find_id (page, "status_button");
  gboolean offered;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  display_wait (
      gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)))));
  offered =
      display_shows (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), text);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  display_settle ();

  return offered;
}

/* The verb stands beneath the steps of status, and is not there where the table does not allow it. */
static void
test_menu (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *initial = record_case (&scene, INITIAL), *finding = NULL;
  g_autofree char *verb = g_strdup_printf (_ ("Make it “%s”…"), "Report");
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, initial, &window);

  g_assert_true (offers (page, verb));
  gtk_window_destroy (window);
  finding = record_case (&scene, FINDING);
  page = scene_show_record (&scene, finding, &window);
  g_assert_false (offers (page, verb));
  gtk_window_destroy (window);
}

/* With letters twice as large, all that is asked fits. */
static void
test_large (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_case (&scene, INITIAL), *misfits = NULL;
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  gtk_widget_activate_action (page, "page.origin", "s", "laporan");
  dialog = wait_for_dialog ();
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (gtk_widget_get_mapped (display_find_id (GTK_WIDGET (dialog), "fault_box")));
  display_draw (GTK_WIDGET (dialog));
  misfits = display_misfits (GTK_WIDGET (dialog));
  g_assert_cmpstr (misfits, ==, "");
  gtk_window_destroy (dialog);
  gtk_window_destroy (window);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

/* A report needs a formal reporter, and it is said at once with what else is missing. */
static void
test_reporter (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_case (&scene, INITIAL);
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  gtk_widget_activate_action (page, "page.origin", "s", "laporan");
  dialog = wait_for_dialog ();
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (gtk_widget_get_mapped (display_find_id (GTK_WIDGET (dialog), "fault_box")));
  g_assert_true (display_shows (display_find_id (GTK_WIDGET (dialog), "fields"),
                                _ ("This is needed for the step")));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (!is_asking ());
  gtk_window_destroy (window);
}

/* A monitor makes nothing else of where a case comes from. */
static void
test_field_role (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *record = record_case (&scene, INITIAL);
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  gtk_widget_activate_action (page, "page.origin", "s", "temuan");
  display_settle ();
  g_assert_false (is_asking ());
  gtk_window_destroy (window);
}

/* Sent back as incomplete, the reason begins with what is missing; an empty one is not taken. */
static void
test_incomplete (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_case (&scene, FINDING), *text = NULL;
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window), *reason;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  gtk_widget_activate_action (page, "page.status", "s", "perlu-dilengkapi");
  dialog = wait_for_dialog ();
  reason = display_find_id (GTK_WIDGET (dialog), "reason_view");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (reason));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_nonnull (strstr (text, field_label (&scene, "party_category")));

  gtk_text_buffer_set_text (buffer, "", -1);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (GTK_WIDGET (dialog), _ ("A reason is needed")));
  display_type (dialog, "Foto menyusul");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (!is_asking ());
  display_wait (display_shows (page, "Foto menyusul"));
  gtk_window_destroy (window);
}

/* What law says of @fields: the lines of @part. (transfer full): of char * */
static GPtrArray *
expected (Scene *scene, const char *fields, PantauConsequencePart part)
{
  g_autofree char *json =
      g_strdup_printf ("{\"occurred\":\"2024-10-20T10:00:00+07:00\",%s}", fields);
  g_autoptr (JsonObject) values = pantau_json_parse_known (json, NULL);
  GDate today = pantau_election_day_of (g_get_real_time () / G_USEC_PER_SEC);
  g_autoptr (PantauConsequence) consequence = pantau_consequence_new (
      pantau_session_get_reference (scene->place.session), "neutrality", values, &today);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < consequence->lines->len; i++)
    {
      const PantauConsequenceLine *line = g_ptr_array_index (consequence->lines, i);

      if (line->part == part)
        g_ptr_array_add (texts, g_strdup (line->text));
    }

  return texts;
}

static void
assert_card (Scene *scene, const char *fields, PantauConsequencePart part, GtkWidget *card)
{
  g_autoptr (GPtrArray) texts = expected (scene, fields, part);

  g_assert_cmpuint (texts->len, >, 0);
  for (guint i = 0; i < texts->len; i++)
    g_assert_true (display_shows (card, g_ptr_array_index (texts, i)));
}

/* On the page: by category and stage, each with the gaps that are left; another kind has none of it. */
static void
test_card (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *before = g_strdup_printf (PARTY, "asn-pns", "sebelum-penetapan");
  g_autofree char *after = g_strdup_printf (PARTY, "asn-pns", "sesudah-penetapan");
  g_autofree char *soldier = g_strdup_printf (PARTY, "tni", "sesudah-penetapan");
  const char *cases[] = { before, after, soldier };
  g_autoptr (GPtrArray) ethics = expected (&scene, before, PANTAU_CONSEQUENCE_NATURE);
  g_autofree char *flood = scene_flood (&scene);
  GtkWindow *window;
  GtkWidget *page;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *record = record_case (&scene, cases[i]);
      GtkWidget *card;

      page = scene_show_record (&scene, record, &window);
      card = display_find_id (page, "consequence_card");
      display_wait (gtk_widget_get_mapped (card));
      assert_card (&scene, cases[i], PANTAU_CONSEQUENCE_AGENCY, card);
      if (i < 2)
        assert_card (&scene, cases[i], PANTAU_CONSEQUENCE_NATURE, card);
      if (i > 0)
        g_assert_false (display_shows (card, g_ptr_array_index (ethics, 0)));
      gtk_window_destroy (window);
    }

  page = scene_show_record (&scene, flood, &window);
  g_assert_false (gtk_widget_get_mapped (display_find_id (page, "consequence_card")));
  gtk_window_destroy (window);
}

/* What is not answered is told as such. */
static void
test_gap (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_case (&scene, "\"act\":\"n01\"");
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window);
  GtkWidget *card = display_find_id (page, "consequence_card");

  display_wait (gtk_widget_get_mapped (card));
  g_assert_true (display_shows (card, _ ("Not answered yet")));
  assert_card (&scene, "\"act\":\"n01\"", PANTAU_CONSEQUENCE_GAP, card);
  gtk_window_destroy (window);
}

static PantauEditor *
open_editor (Scene *scene, const char *kind, GtkWindow **window)
{
  PantauEditor *editor = g_object_new (PANTAU_TYPE_EDITOR, NULL);

  *window = display_show (GTK_WIDGET (editor), scene->place.session);
  pantau_editor_begin (editor, kind);
  display_wait (pantau_editor_get_form (editor) != NULL);
  display_rest (scene->place.session);

  return editor;
}

/* In the editor, beneath the act: nothing before the act is known, then what follows from each answer. */
static void
test_editor_card (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  PantauEditor *editor = open_editor (&scene, "neutrality", &window);
  PantauForm *form = pantau_editor_get_form (editor);
  GtkWidget *card = display_find_type (GTK_WIDGET (editor), PANTAU_TYPE_CONSEQUENCE_CARD);

  g_assert_nonnull (card);
  g_assert_false (gtk_widget_get_visible (card));
  pantau_form_set (form, "act", json_node_init_string (json_node_alloc (), "n01"));
  g_assert_true (gtk_widget_get_visible (card));
  display_wait (display_shows (card, _ ("Not answered yet")));
  g_assert_false (display_shows (card, _ ("Kind of breach")));

  pantau_form_set (form, "party_category", json_node_init_string (json_node_alloc (), "asn-pns"));
  pantau_form_set (form, "candidacy_stage",
                   json_node_init_string (json_node_alloc (), "sesudah-penetapan"));
  display_wait (display_shows (card, _ ("Kind of breach")));
  pantau_form_set (form, "act", NULL);
  g_assert_false (gtk_widget_get_visible (card));
  gtk_window_destroy (window);
}

/* A name closes the record, and the switch says why it cannot be moved. */
static void
test_editor_class (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  PantauEditor *editor = open_editor (&scene, "other", &window);
  PantauForm *form = pantau_editor_get_form (editor);
  GtkWidget *row = display_find_id (GTK_WIDGET (editor), "class_row");
  GtkWidget *shut = display_find_id (GTK_WIDGET (editor), "class_switch");

  pantau_form_set_class (form, "open");
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (shut)));
  pantau_form_set_text (form, "party_name", "Terlapor AB");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (shut)));
  g_assert_false (gtk_widget_is_sensitive (shut));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   _ ("The record is closed, because it names a person"));
  pantau_form_set_text (form, "party_name", "");
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (shut)));
  g_assert_true (gtk_widget_is_sensitive (shut));
  gtk_window_destroy (window);
}

static void
note_finished (PantauEditor *editor, const char *record, gboolean *finished)
{
  *finished = TRUE;
}

/* A number of a person in open text is asked about once; whoever means it saves. */
static void
test_editor_warns (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16.13", FALSE);
  GtkWindow *window;
  PantauEditor *editor = open_editor (&scene, "other", &window);
  PantauForm *form = pantau_editor_get_form (editor);
  gboolean finished = FALSE;
  GtkWidget *dialog;

  g_signal_connect (editor, "finished", G_CALLBACK (note_finished), &finished);
  pantau_form_set (form, "places", json_from_string ("[{\"village\":\"16.13.04.2001\"}]", NULL));
  pantau_form_set (form, "subject", json_node_init_string (json_node_alloc (), "politik-uang"));
  pantau_form_set_text (form, "title", "Amplop di pasar");
  pantau_form_set_text (form, "narrative", "Dibagikan oleh 1613041204870003 di pasar");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  display_wait (display_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = display_find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  display_present (GTK_WINDOW (dialog));
  g_assert_true (display_shows (dialog, _ ("Save it as it is?")));
  g_assert_false (finished);
  display_key (GTK_WINDOW (dialog), GDK_KEY_Escape, 0);
  display_wait (display_find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  display_rest (scene.place.session);
  g_assert_false (finished);

  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  display_wait (display_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = display_find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  display_present (GTK_WINDOW (dialog));
  display_key (GTK_WINDOW (dialog), GDK_KEY_s, GDK_ALT_MASK);
  display_wait (finished);
  g_assert_null (display_find_dialog (ADW_TYPE_MESSAGE_DIALOG));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/steps/register", test_register);
  g_test_add_func ("/steps/grows", test_grows);
  g_test_add_func ("/steps/origin", test_origin);
  g_test_add_func ("/steps/menu", test_menu);
  g_test_add_func ("/steps/large", test_large);
  g_test_add_func ("/steps/reporter", test_reporter);
  g_test_add_func ("/steps/field-role", test_field_role);
  g_test_add_func ("/steps/incomplete", test_incomplete);
  g_test_add_func ("/steps/card", test_card);
  g_test_add_func ("/steps/gap", test_gap);
  g_test_add_func ("/steps/editor-card", test_editor_card);
  g_test_add_func ("/steps/editor-class", test_editor_class);
  g_test_add_func ("/steps/editor-warns", test_editor_warns);

  return g_test_run ();
}
