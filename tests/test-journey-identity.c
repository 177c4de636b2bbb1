/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reporter's identity from the monitor who types it to the officer who opens it, and a desk that reaches the reporter without learning who it is. */

#include "config.h"

#include "canary-fixture.h"
#include "journey-fixture.h"
#include "pantau-asks-page.h"
#include "pantau-edit-identity.h"
#include "pantau-identity-dialog.h"
#include "pantau-record-page.h"
#include "pantau-reveal-dialog.h"
#include "trip-fixture.h"

/* Nothing else in the program has these letters. */
#define NAME    "Kenari Zulkarnaen"
#define ADDRESS "Dusun Kutilang 77"

#define TITLE    "Camat di panggung kampanye"
#define QUESTION "Bolehkah rekamannya dipakai sebagai bukti?"
#define ANSWER   "Boleh, tanpa suara"

#define PLACE "16.13.04"

/* The officer's hours, as the test has them pass. */
static gint64 hours = 1;

static gint64
officer_clock (void)
{
  return hours;
}

typedef struct
{
  Trip *trip;
  char *record; /* once it was saved */
  char *blob;   /* the envelope's hash */
} Walk;

/* Neither in a home nor at the province nor in what a person keeps elsewhere, log and temporary files too. */
static void
assert_nowhere (Walk *self)
{
  g_autoptr (Needles) needles = needles_new ();
  g_autofree char *all = trip_path (self->trip, "."),
                  *province = trip_province_path (self->trip, "."), *found = NULL, *kept = NULL,
                  *own = NULL;
  guint files = 0;

  needles_add_text (needles, NAME);
  needles_add_text (needles, ADDRESS);
  needles_add_text (needles, "Zulkarnaen");
  needles_add_text (needles, "Kutilang");
  found = needles_find (needles, all, &files);
  g_assert_cmpstr (found, ==, NULL);
  g_assert_cmpuint (files, >, 10);
  g_assert_null (needles_find (needles, province, NULL));
  kept = g_path_get_dirname (g_get_home_dir ());
  own = needles_find (needles, kept, NULL);
  g_assert_cmpstr (own, ==, NULL);
}

static gboolean
has_envelope (Walk *self, const char *home)
{
  g_autofree char *first = g_strndup (self->blob, 2), *dir = trip_path (self->trip, home),
                  *path = g_build_filename (dir, "blobs", first, self->blob, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
phase_changed (PantauSession *session, GParamSpec *pspec, gboolean *has_run)
{
  *has_run |= pantau_session_get_phase (session) == PANTAU_PHASE_RUNNING;
}

/* What is on its way goes, and what is new comes. */
static void
exchange (Journey *journey)
{
  PantauSession *session = journey_session (journey);
  gint64 before = pantau_session_get_last_contact (session);
  gboolean has_run = FALSE;
  gulong handler;

  display_rest (session);
  handler = g_signal_connect (session, "notify::phase", G_CALLBACK (phase_changed), &has_run);
  journey_key (journey, GDK_KEY_F5, 0);
  display_wait (has_run && pantau_session_get_phase (session) == PANTAU_PHASE_RESTING &&
                pantau_session_get_waiting (session) == 0);
  g_signal_handler_disconnect (session, handler);
  g_assert_cmpint (pantau_session_get_last_contact (session), >=, before);
}

/* The dialog that came after a verb; it has the keyboard. */
static GtkWindow *
wait_dialog (Journey *journey)
{
  display_wait (journey_window (journey) != journey->window);

  return journey_window (journey);
}

static void
wait_window (Journey *journey)
{
  display_wait (journey_window (journey) == journey->window);
}

static GtkWidget *
open_record (Journey *journey)
{
  Walk *self = journey->data;
  GtkWidget *window = GTK_WIDGET (journey->window), *page;

  gtk_widget_activate_action (window, "win.open-record", "s", self->record);
  display_wait ((page = display_find_type (window, PANTAU_TYPE_RECORD_PAGE)) != NULL &&
                display_shows (page, "Sealed identities"));

  return page;
}

/* A verb of a row, once those of this person are known. */
static void
press (GtkWidget *page, const char *action)
{
  GtkWidget *button;

  display_wait ((button = display_find_action (page, action)) != NULL &&
                gtk_widget_get_mapped (button));
  gtk_widget_activate (button);
}

static GtkWidget *
find_part (GtkWindow *dialog, const char *title)
{
  GtkWidget *list = display_find_id (GTK_WIDGET (dialog), "parts_list");

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      return row;
  g_assert_not_reached ();
}

static void
type_reporter (Journey *journey)
{
  Walk *self = journey->data;
  GtkWidget *window = GTK_WIDGET (journey->window);
  GtkWindow *dialog;

  press (window, "identities.type");
  dialog = wait_dialog (journey);
  g_assert_true (PANTAU_IS_IDENTITY_DIALOG (dialog));
  journey_type (journey, NAME);
  gtk_widget_grab_focus (find_part (dialog, "Address"));
  journey_type (journey, ADDRESS);
  assert_nowhere (self);
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_window (journey);
  display_wait (display_shows (window, "Sealed for the identity officers"));
}

static void
record_case (Journey *journey)
{
  GtkWidget *window = GTK_WIDGET (journey->window);

  journey_key (journey, GDK_KEY_3, GDK_CONTROL_MASK);
  journey_type (journey, "rawas ilir pauh\n\n\n");
  journey_type (journey, "pns\n\n" TITLE);
  type_reporter (journey);
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (window, "Saved on this laptop") ||
                display_shows (window, "Everything was received by the province"));
  exchange (journey);
  display_wait (display_shows (window, "Everything was received by the province"));
}

static void
ask_to_reach (Journey *journey)
{
  GtkWidget *page;

  exchange (journey);
  page = open_record (journey);
  press (page, "page.ask-officer");
  wait_dialog (journey);
  journey_type (journey, QUESTION);
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_window (journey);
  display_wait (display_shows (page, QUESTION));
  g_assert_null (display_find_action (page, "page.open-identity"));
  exchange (journey);
}

static void
look_and_let_pass (Journey *journey)
{
  Walk *self = journey->data;
  GtkWidget *page = open_record (journey);
  GtkWindow *dialog;

  press (page, "page.open-identity");
  dialog = wait_dialog (journey);
  pantau_reveal_dialog_set_clock (PANTAU_REVEAL_DIALOG (dialog), officer_clock);
  g_assert_false (has_envelope (self, "officer"));
  journey_type (journey, "Klarifikasi kasus");
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (GTK_WIDGET (dialog), NAME));
  g_assert_true (display_shows (GTK_WIDGET (dialog), ADDRESS));
  g_assert_true (has_envelope (self, "officer"));
  assert_nowhere (self);

  hours += PANTAU_IDENTITY_SHOWN * G_USEC_PER_SEC;
  display_wait (display_shows (GTK_WIDGET (dialog), "The time is over"));
  g_assert_false (journey_shows (journey, NAME));
  journey_key (journey, GDK_KEY_Escape, 0);
  wait_window (journey);
  display_wait (display_shows (page, "Opened 1 time"));
}

static void
open_and_answer (Journey *journey)
{
  GtkWidget *window = GTK_WIDGET (journey->window);

  exchange (journey);
  look_and_let_pass (journey);

  gtk_widget_activate_action (window, "win.show", "s", "asks");
  display_wait (display_shows (window, QUESTION));
  press (display_find_type (window, PANTAU_TYPE_ASKS_PAGE), "page.answer-ask");
  wait_dialog (journey);
  journey_type (journey, "reached\n" ANSWER);
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_window (journey);
  display_wait (display_shows (window, ANSWER));
  exchange (journey);
}

static void
read_answer (Journey *journey)
{
  GtkWidget *page;

  exchange (journey);
  page = open_record (journey);
  display_wait (display_shows (page, ANSWER));
  g_assert_false (journey_shows (journey, NAME));
}

/* The one text of a column. (transfer full) */
static char *
read_text (Trip *trip, const char *home, const char *sql)
{
  g_autoptr (GHashTable) found = trip_set (trip, home, sql);
  g_autofree char **texts = (char **) g_hash_table_get_keys_as_array (found, NULL);

  g_assert_cmpuint (g_hash_table_size (found), ==, 1);

  return g_strdup (texts[0]);
}

static void
run_home (Walk *self, const char *name, JourneyFunc func)
{
  g_autofree char *path = trip_path (self->trip, name);

  journey_run_home (path, func, self);
  ctl_verify (self->trip, name);
  assert_nowhere (self);
}

static void
test_whole_way (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  Walk self = { .trip = trip };

  trip_enrolled (trip, "officer", "identity", "16");
  trip_name_officer (trip, "officer");
  trip_enrolled (trip, "field", "field", PLACE);
  trip_enrolled (trip, "desk", "desk", "16");
  ctl_sync (trip, "field");

  run_home (&self, "field", record_case);
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM unsent"), ==, 0);
  self.record = read_text (trip, "field", "SELECT id FROM record WHERE kind = 'neutrality'");
  self.blob = read_text (trip, "field", "SELECT hash FROM upload");

  run_home (&self, "desk", ask_to_reach);
  run_home (&self, "officer", open_and_answer);
  run_home (&self, "desk", read_answer);
  g_assert_false (has_envelope (&self, "desk"));

  g_free (self.record);
  g_free (self.blob);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/journey/identity/whole-way", test_whole_way);

  return g_test_run ();
}
