/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolment by code, and a record's way to the province, as a person sees it. */

#include "config.h"

#include "journey-fixture.h"
#include "proxy.h"
#include "raw-device.h"
#include "pantau-enroll-dialog.h"
#include "trip-fixture.h"

static void
type_code (Journey *journey, const char *code, const char *server)
{
  GtkWindow *dialog;

  journey_key (journey, GDK_KEY_d, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  display_wait (journey_window (journey) != journey->window);
  dialog = journey_window (journey);
  gtk_widget_grab_focus (display_find_id (GTK_WIDGET (dialog), "code_row"));
  journey_type (journey, code);
  gtk_widget_grab_focus (display_find_id (GTK_WIDGET (dialog), "server_row"));
  journey_type (journey, server);
  journey_type (journey, "\n");
  display_wait (journey_shows (journey, "This laptop is enrolled for"));
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (gtk_window_is_active (journey->window));
}

static void
record_and_send (Journey *journey)
{
  Trip *trip = journey->data;
  g_autofree char *code = trip_invite (trip, "field", "16.13.04");
  GtkWidget *window = GTK_WIDGET (journey->window);

  journey_key (journey, GDK_KEY_1, GDK_CONTROL_MASK);
  journey_type (journey, "rawas ilir pauh 2,3,4\n\n\nflood\nh\n4\nTiga TPS digeser");
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (pantau_session_get_waiting (journey_session (journey)) == 1);
  display_wait (display_shows (window, "Saved on this laptop"));

  type_code (journey, code, trip_url (trip));
  display_wait (pantau_session_is_enrolled (journey_session (journey)));
  display_wait (pantau_session_get_waiting (journey_session (journey)) == 0);
  display_wait (display_shows (window, "Everything was received by the province"));
  display_wait (display_shows (window, "Sari field"));

  /* And the other way: the province is gone, one goes on, it is back. */
  trip_stop (trip);
  journey_key (journey, GDK_KEY_2, GDK_CONTROL_MASK);
  journey_type (journey, "Kabar pemindahan TPS");
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (window, "1 line is safe on this laptop"));
  trip_start (trip);
  journey_key (journey, GDK_KEY_F5, 0);
  display_wait (display_shows (window, "Everything was received by the province"));
}

static void
test_received (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *home = trip_path (trip, "home");
  g_autofree char *listed = NULL;

  trip_home (trip, "home");
  journey_run_home (home, record_and_send, trip);
  ctl_verify (trip, "home");
  g_assert_cmpint (trip_number (trip, "home", "SELECT count(*) FROM unsent"), ==, 0);
}

/* Through the dialog, to another window that asks for an invitation; @old is the key before. */
static void
change_key (Journey *journey, const char *old)
{
  GtkWindow *before = journey->window;
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (before), "win.rekey", NULL);
  display_wait (journey_window (journey) != before);
  g_assert_true (journey_shows (journey, "What stays"));
  /* By habit: nothing happens. */
  journey_key (journey, GDK_KEY_Return, 0);
  display_wait (journey_window (journey) == before);
  g_assert_cmpstr (pantau_session_get_device (journey_session (journey)), ==, old);

  gtk_widget_activate_action (GTK_WIDGET (before), "win.rekey", NULL);
  display_wait (journey_window (journey) != before);
  gtk_widget_activate_action (GTK_WIDGET (journey_window (journey)), "rekey.confirm", NULL);
  display_wait ((dialog = display_find_dialog (PANTAU_TYPE_ENROLL_DIALOG)) != NULL &&
                gtk_window_is_active (GTK_WINDOW (dialog)));
  g_assert_true (display_shows (dialog, "This laptop has a new key. Enrol it"));
  journey->window = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  g_assert_true (PANTAU_IS_WINDOW (journey->window));
  g_assert_cmpstr (pantau_session_get_device (journey_session (journey)), !=, old);
}

static void
rekey (Journey *journey)
{
  Trip *trip = journey->data;
  g_autofree char *code = trip_invite (trip, "field", "16.13.04"),
                  *old = g_strdup (pantau_session_get_device (journey_session (journey)));
  GtkWindow *dialog;

  display_wait (pantau_session_get_waiting (journey_session (journey)) == 0);
  trip_stop (trip);
  journey_key (journey, GDK_KEY_2, GDK_CONTROL_MASK);
  journey_type (journey, "Kabar pemindahan TPS");
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (pantau_session_get_waiting (journey_session (journey)) == 1);

  change_key (journey, old);
  display_wait (display_shows (GTK_WIDGET (journey->window), "This laptop has a new key"));
  trip_start (trip);
  dialog = journey_window (journey);
  gtk_widget_grab_focus (display_find_id (GTK_WIDGET (dialog), "code_row"));
  journey_type (journey, code);
  journey_type (journey, "\n");
  display_wait (journey_shows (journey, "This laptop is enrolled for"));
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (pantau_session_get_waiting (journey_session (journey)) == 0);
  display_wait (
      display_shows (GTK_WIDGET (journey->window), "Everything was received by the province"));
}

/* A new key in the middle of work: what was recorded with the old one and not sent arrives all the same. */
static void
test_rekey (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *home = trip_path (trip, "home");

  trip_enrolled (trip, "home", "field", "16.13.04");
  journey_run_home (home, rekey, trip);
  ctl_verify (trip, "home");
  g_assert_cmpint (trip_number (trip, "home", "SELECT count(*) FROM unsent"), ==, 0);
  g_assert_cmpint (trip_number (trip, "home", "SELECT count(*) FROM former"), ==, 1);
}

static void
told_by_duty (Journey *journey)
{
  display_wait (display_shows (GTK_WIDGET (journey->window), "Field monitor · Rawas Ilir"));
  g_assert_false (display_shows (GTK_WIDGET (journey->window), "Not enrolled"));
}

/* An invitation need not name a person: who came by it is enrolled all the same, and is told so. */
static void
test_nameless (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *home = trip_path (trip, "home"), *code = NULL;

  trip_home (trip, "home");
  code = trip_province_ok (trip, "invite", "--role", "field", "--region", "16.13.04", NULL);
  ctl_do (trip, "home", "enroll", "--server", trip_url (trip), code, NULL);
  journey_run_home (home, told_by_duty, NULL);
}

/* ---- T14: a line that is cut again and again ---- */

/* What others wrote meanwhile, what waits here, and how often the line is cut. */
#define FOREIGN 490
#define OWN     5
#define CUTS    (g_getenv ("PANTAU_TEST_LONG") != NULL ? 100u : TEST_SHARE > 1 ? 4u : 8u)

#define CROSSING "16.13.04"

static void
write_foreign (Trip *trip)
{
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "desk", "16.13");
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (Reply) reply = NULL;

  for (guint i = 0; i < FOREIGN; i++)
    {
      g_autoptr (PantauEntry) entry = raw_device_write (device, CROSSING);

      pantau_entry_append_line (entry, lines);
    }
  reply = raw_device_push (device, NULL, lines->str, lines->len);
  g_assert_cmpuint (reply->status, ==, 200);
}

/*
 * A person looks on, goes from page to page and asks again each time that the line was cut. The watchdog fails the journey where the window does not answer, and
 * says how long its longest turn was.
 */
static void
look_on (Journey *journey)
{
  Proxy *line = journey->data;
  GtkWidget *window = GTK_WIDGET (journey->window);
  PantauSession *session = journey_session (journey);
  guint met = 0;

  while ((met = proxy_get_cuts (line)) < CUTS)
    {
      journey_key (journey, met % 2 == 0 ? GDK_KEY_1 : GDK_KEY_2, GDK_ALT_MASK);
      journey_key (journey, GDK_KEY_F5, 0);
      display_wait (proxy_get_cuts (line) > met);
    }
  proxy_cut_some (line, 0, 0, FALSE);
  journey_key (journey, GDK_KEY_F5, 0);
  display_wait (pantau_session_get_waiting (session) == 0);
  display_wait (display_shows (window, "Everything was received by the province"));
  g_test_message ("%u cuts", met);
}

static void
test_cuts (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Proxy) line = proxy_new (trip_url (trip), 14);
  g_autofree char *home = trip_path (trip, "home"), *code = trip_invite (trip, "desk", "16.13");

  trip_home (trip, "home");
  ctl_do (trip, "home", "enroll", "--server", proxy_url (line), code, NULL);
  write_foreign (trip);
  for (guint i = 0; i < OWN; i++)
    g_free (ctl_record_hoax (trip, "home", "Kabar pemindahan TPS", CROSSING));

  /* Not even the smallest page gets through where it is longer than this; the others do. */
  proxy_cut_some (line, G_MAXUINT, 6 * 1024, FALSE);
  journey_run_home (home, look_on, line);

  g_assert_cmpuint (proxy_get_cuts (line), >=, CUTS);
  ctl_verify (trip, "home");
  g_assert_cmpint (trip_number (trip, "home", "SELECT count(*) FROM unsent"), ==, 0);
  ctl_sync (trip, "home");
  g_assert_cmpint (trip_number (trip, "home", "SELECT count(*) FROM record"), ==, FOREIGN + OWN);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/journey/sync/received", test_received);
  g_test_add_func ("/journey/sync/rekey", test_rekey);
  g_test_add_func ("/journey/sync/nameless", test_nameless);
  g_test_add_func ("/journey/sync/cuts", test_cuts);

  return g_test_run ();
}
