/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk's verdict on a claim, by the keyboard alone. Everything that is claimed here is invented. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-edit-link.h"
#include "pantau-link.h"
#include "pantau-record-page.h"
#include "pantau-verdict-dialog.h"
#include "pantau-words.h"
#include "scene-fixture.h"

#define BOTH (GDK_CONTROL_MASK | GDK_SHIFT_MASK)

/* Choices of the list `verdict` by their place. */
#define KEY_HOAX "3"
#define KEY_TRUE "4"

static char *
record_hoax (Scene *scene, const char *title)
{
  g_autofree char *json = g_strdup_printf (
      "{\"region\":\"16.13.04\",\"occurred\":\"2024-02-13T16:00:00+07:00\",\"title\":\"%s\","
      "\"fields\":{\"quote\":\"Kata mereka TPS 5 pindah\"}}",
      title);

  return display_record (scene->place.session, "hoax", json);
}

static GtkWindow *
find_dialog (void)
{
  return (GtkWindow *) display_find_dialog (PANTAU_TYPE_VERDICT_DIALOG);
}

/* Ctrl+Shift+P on the page. */
static GtkWindow *
open_dialog (GtkWidget *page, GtkWindow *window)
{
  g_autofree char *nameless = NULL;
  GtkWindow *dialog;

  display_present (window);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  display_key (window, GDK_KEY_p, BOTH);
  display_wait ((dialog = find_dialog ()) != NULL);
  display_present (dialog);
  nameless = display_nameless (GTK_WIDGET (dialog));
  g_assert_cmpstr (nameless, ==, "");

  return dialog;
}

typedef struct
{
  const char *record;
  const char *field;
  gint64 lines; /* changes of the record */
  char *value;  /* (nullable): of the field */
} Asked;

static gpointer
look (PantauHome *home, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autoptr (PantauRecord) record =
      pantau_store_get (pantau_home_get_store (home), asked->record, error);
  GPtrArray *values = pantau_record_get_values (record),
            *events = pantau_record_get_timeline (record);

  for (guint i = 0; i < events->len; i++)
    asked->lines +=
        g_str_equal (((PantauEvent *) g_ptr_array_index (events, i))->type, PANTAU_TYPE_SET);
  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, asked->field))
        asked->value = g_strdup (value->value);
    }

  return NULL;
}

static char *
value_of (Scene *scene, const char *record, const char *field, gint64 *lines)
{
  Asked asked = { record, field, 0, NULL };

  scene_act (scene, look, &asked);
  if (lines != NULL)
    *lines = asked.lines;

  return asked.value;
}

/* “Hoax” without the facts is told at their question, and nothing is written; with them all of it is one line. */
static void
test_hoax (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_hoax (&scene, "TPS 5 dipindah"), *verdict = NULL, *facts = NULL;
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);
  gint64 lines;

  dialog = open_dialog (page, window);
  g_assert_true (display_shows (GTK_WIDGET (dialog), "Kata mereka TPS 5 pindah"));
  display_type (dialog, KEY_HOAX);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (GTK_WIDGET (dialog), "needs the facts"));
  verdict = value_of (&scene, record, "verdict", &lines);
  g_assert_null (verdict);
  g_assert_cmpint (lines, ==, 0);

  /* One comes to what is missing. */
  display_type (dialog, "TPS tetap di balai desa.");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () == NULL);
  verdict = value_of (&scene, record, "verdict", &lines);
  facts = value_of (&scene, record, "facts", NULL);
  g_assert_cmpstr (verdict, ==, "\"hoaks\"");
  g_assert_cmpstr (facts, ==, "\"TPS tetap di balai desa.\"");
  g_assert_cmpint (lines, ==, 1);
  gtk_window_destroy (window);
}

/* What is true needs no more than that. */
static void
test_true (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_hoax (&scene, "TPS 5 dipindah"), *verdict = NULL;
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  dialog = open_dialog (page, window);
  display_type (dialog, KEY_TRUE);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () == NULL);
  verdict = value_of (&scene, record, "verdict", NULL);
  g_assert_cmpstr (verdict, ==, "\"benar\"");
  gtk_window_destroy (window);
}

static void
test_nothing_chosen (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_hoax (&scene, "TPS 5 dipindah");
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  dialog = open_dialog (page, window);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (GTK_WIDGET (dialog), "Choose what was found out"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

/* Somebody looks something up in between. */
static void
test_kept (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_hoax (&scene, "TPS 5 dipindah"), *verdict = NULL;
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  dialog = open_dialog (page, window);
  display_type (dialog, KEY_HOAX "\nbelum selesai");
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  verdict = value_of (&scene, record, "verdict", NULL);
  g_assert_null (verdict);

  dialog = open_dialog (page, window);
  display_wait (display_shows (GTK_WIDGET (dialog), "belum selesai"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

static void
has_come (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* The program ends and begins anew. */
static void
open_again (Scene *scene)
{
  g_autofree char *path = g_strdup (pantau_session_get_path (scene->place.session));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  display_rest (scene->place.session);
  pantau_session_close (scene->place.session);
  g_clear_object (&scene->place.session);
  pantau_session_open (path, FALSE, NULL, has_come, &result);
  display_wait (result != NULL);
  scene->place.session = pantau_session_open_finish (result, &error);
  g_assert_no_error (error);
}

/* What a verdict stands on takes longer to write than a day at the desk; once it is given, nothing of it is left. */
static void
test_kept_beyond_the_end (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_hoax (&scene, "TPS 5 dipindah"), *verdict = NULL;
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  dialog = open_dialog (page, window);
  display_type (dialog, KEY_HOAX "\nbelum selesai");
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
  open_again (&scene);

  page = scene_show_record (&scene, record, &window);
  dialog = open_dialog (page, window);
  display_wait (display_shows (GTK_WIDGET (dialog), "belum selesai"));
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () == NULL);
  verdict = value_of (&scene, record, "verdict", NULL);
  g_assert_nonnull (verdict);
  gtk_window_destroy (window);
  open_again (&scene);

  page = scene_show_record (&scene, record, &window);
  dialog = open_dialog (page, window);
  g_assert_true (pantau_form_dialog_get_record (PANTAU_FORM_DIALOG (dialog)) != NULL);
  display_settle ();
  g_assert_false (
      pantau_form_is_worth_keeping (pantau_form_dialog_get_form (PANTAU_FORM_DIALOG (dialog))));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

/* The program is quit with the dialog open. */
static void
test_kept_at_the_end (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_hoax (&scene, "TPS 5 dipindah");
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  dialog = open_dialog (page, window);
  display_type (dialog, KEY_HOAX "\nbelum selesai");
  gtk_window_destroy (dialog);
  gtk_window_destroy (window);
  open_again (&scene);

  page = scene_show_record (&scene, record, &window);
  dialog = open_dialog (page, window);
  display_wait (display_shows (GTK_WIDGET (dialog), "belum selesai"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

/* Not with the page: another one of the same session has it again. */
static void
test_kept_elsewhere (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_hoax (&scene, "TPS 5 dipindah");
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  dialog = open_dialog (page, window);
  display_type (dialog, KEY_HOAX "\nbelum selesai");
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);

  page = scene_show_record (&scene, record, &window);
  dialog = open_dialog (page, window);
  display_wait (display_shows (GTK_WIDGET (dialog), "belum selesai"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
  gtk_window_destroy (window);
}

/* The window goes while the verdict is written: it is written, and nobody is left to be told. */
static void
test_gone_while_saving (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *record = record_hoax (&scene, "TPS 5 dipindah"), *verdict = NULL;
  GtkWindow *window, *dialog;
  GtkWidget *page = scene_show_record (&scene, record, &window);

  dialog = open_dialog (page, window);
  display_type (dialog, KEY_TRUE);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  gtk_window_destroy (dialog);
  gtk_window_destroy (window);
  verdict = value_of (&scene, record, "verdict", NULL);
  g_assert_cmpstr (verdict, ==, "\"benar\"");
  display_settle ();
}

static gpointer
link_records (PantauHome *home, gpointer data, GError **error)
{
  const char **records = data;

  pantau_edit_link (home, records[0], PANTAU_REL_SIGHTING, records[1], NULL, error);

  return NULL;
}

/* On the page of a sighting it is the claim that is judged, and the dialog says so. */
static void
test_of_claim (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *claim = record_hoax (&scene, "TPS 5 dipindah"),
                  *sighting = record_hoax (&scene, "Katanya TPS 5 pindah"), *verdict = NULL,
                  *none = NULL;
  const char *records[] = { sighting, claim };
  GtkWindow *window, *dialog;
  GtkWidget *page;

  scene_act (&scene, link_records, records);
  page = scene_show_record (&scene, sighting, &window);
  dialog = open_dialog (page, window);
  g_assert_true (display_shows (GTK_WIDGET (dialog), "TPS 5 dipindah"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "its 1 sighting"));
  display_type (dialog, KEY_TRUE);
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (find_dialog () == NULL);
  verdict = value_of (&scene, claim, "verdict", NULL);
  none = value_of (&scene, sighting, "verdict", NULL);
  g_assert_cmpstr (verdict, ==, "\"benar\"");
  g_assert_null (none);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/verdict-dialog/hoax", test_hoax);
  g_test_add_func ("/verdict-dialog/true", test_true);
  g_test_add_func ("/verdict-dialog/nothing-chosen", test_nothing_chosen);
  g_test_add_func ("/verdict-dialog/kept", test_kept);
  g_test_add_func ("/verdict-dialog/kept-beyond-the-end", test_kept_beyond_the_end);
  g_test_add_func ("/verdict-dialog/kept-at-the-end", test_kept_at_the_end);
  g_test_add_func ("/verdict-dialog/kept-elsewhere", test_kept_elsewhere);
  g_test_add_func ("/verdict-dialog/gone-while-saving", test_gone_while_saving);
  g_test_add_func ("/verdict-dialog/of-claim", test_of_claim);

  return g_test_run ();
}
