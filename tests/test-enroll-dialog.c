/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolment in a window: the code while it is typed, a real province, and what is asked before real records go to practice. */

#include "config.h"

#include "display-fixture.h"
#include "pantau-enroll-dialog.h"
#include "pantau-homefile.h"
#include "pantau-invitation.h"
#include "pantau-invite.h"
#include "trip-fixture.h"

#define FLOOD                                                                                      \
  "{\"region\":\"16.13.04\",\"places\":[{\"text\":\"Pauh\"}],\"occurred\":\"2024-02-14\","         \
  "\"title\":\"Banjir di Pauh\"}"

typedef struct
{
  GtkWindow *parent;
  GtkWidget *dialog; /* (nullable) once it was closed */
} Scene;

static void
open_dialog (Scene *scene, PantauSession *session)
{
  scene->parent = display_show (gtk_label_new (NULL), NULL);
  scene->dialog = pantau_enroll_dialog_new (scene->parent, session);
  g_object_add_weak_pointer (G_OBJECT (scene->dialog), (gpointer *) &scene->dialog);
  display_present (GTK_WINDOW (scene->dialog));
}

static void
close_dialog (Scene *scene)
{
  gtk_window_close (GTK_WINDOW (scene->dialog));
  display_wait (scene->dialog == NULL);
  gtk_window_destroy (scene->parent);
  display_settle ();
}

static void
set_text (Scene *scene, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (display_find_id (scene->dialog, id)), text);
}

static gboolean
may_go (Scene *scene)
{
  return gtk_widget_is_sensitive (display_find_action (scene->dialog, "enroll.go"));
}

static gboolean
shows (Scene *scene, const char *text)
{
  return display_shows (scene->dialog, text);
}

static void
go (Scene *scene)
{
  gtk_widget_activate_action (scene->dialog, "enroll.go", NULL);
}

static void
test_code_while_typed (void)
{
  g_auto (Place) place = display_place_new (FALSE);
  Scene scene;

  open_dialog (&scene, place.session);
  g_assert_false (may_go (&scene));
  set_text (&scene, "server_row", "https://pantau.example.id");
  set_text (&scene, "code_row", "0123-45");
  g_assert_true (shows (&scene, "6 of 28 letters"));
  g_assert_false (may_go (&scene));
  set_text (&scene, "code_row", "0123-4U");
  g_assert_true (shows (&scene, "“U” never occurs in a code"));
  set_text (&scene, "code_row", "0000-0000-0000-0000-0000-0000-0001");
  g_assert_true (shows (&scene, "mistyped"));
  g_assert_false (may_go (&scene));
  close_dialog (&scene);
}

static void
test_enrols (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_province_ok (
      trip, "invite", "--role", "field", "--region", "16.13.04", "--person",
      "{\"code\":\"LAT-7\",\"name\":\"Siti Aminah\",\"position\":\"Panwaslu Kecamatan\"}", NULL);
  g_auto (Place) place = display_place_new (TRUE);
  Scene scene;

  open_dialog (&scene, place.session);
  set_text (&scene, "server_row", trip_url (trip));
  set_text (&scene, "code_row", code);
  g_assert_true (shows (&scene, "The code is complete"));
  g_assert_true (may_go (&scene));
  go (&scene);
  display_wait (shows (&scene, "Siti Aminah"));
  g_assert_true (shows (&scene, "Panwaslu Kecamatan"));
  g_assert_true (shows (&scene, "Musi Rawas Utara"));
  g_assert_true (shows (&scene, "LATIHAN"));
  g_assert_true (pantau_session_is_enrolled (place.session));
  /* The code is used up, and nobody who looks over a shoulder needs it. */
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (display_find_id (scene.dialog, "code_row"))), ==, "");
  close_dialog (&scene);
}

/* Nobody answers: a sentence, the form as it was, and a second try that works. */
static void
test_unreachable (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16.13.04");
  g_auto (Place) place = display_place_new (TRUE);
  Scene scene;

  open_dialog (&scene, place.session);
  trip_stop (trip);
  set_text (&scene, "server_row", trip_url (trip));
  set_text (&scene, "code_row", code);
  go (&scene);
  display_wait (gtk_widget_get_mapped (display_find_id (scene.dialog, "fault_box")));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (display_find_id (scene.dialog, "code_row"))), ==, code);
  g_assert_false (pantau_session_is_enrolled (place.session));

  trip_start (trip);
  go (&scene);
  display_wait (pantau_session_is_enrolled (place.session));
  display_wait (shows (&scene, "This laptop is enrolled for"));
  close_dialog (&scene);
}

static GtkWidget *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;

  return NULL;
}

/* Real records: a question before they would go to practice, and nothing happens on “no”. */
static void
test_asks_before_practice (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16.13.04");
  g_auto (Place) place = display_place_new (FALSE);
  g_autofree char *id = display_record (place.session, "risk", FLOOD);
  Scene scene;

  open_dialog (&scene, place.session);
  set_text (&scene, "server_row", trip_url (trip));
  set_text (&scene, "code_row", code);
  go (&scene);
  display_wait (find_question () != NULL);
  gtk_window_close (GTK_WINDOW (find_question ()));
  display_wait (find_question () == NULL);
  g_assert_false (pantau_session_is_enrolled (place.session));
  g_assert_false (pantau_session_is_practice (place.session));

  go (&scene);
  display_wait (find_question () != NULL);
  gtk_widget_activate (gtk_widget_get_ancestor (
      display_find_text (find_question (), "Make it practice"), GTK_TYPE_BUTTON));
  display_wait (pantau_session_is_practice (place.session));
  display_wait (shows (&scene, "This laptop is enrolled for"));
  close_dialog (&scene);
}

static void
test_invitation_file (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *path = trip_path (trip, "siti.pantau-undangan"), *code = NULL;
  g_auto (Place) place = display_place_new (TRUE);
  Scene scene;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  open_dialog (&scene, place.session);
  code =
      trip_province_ok (trip, "invite", "--role", "desk", "--region", "16.13", "--person",
                        "{\"name\":\"Budi\"}", "--file", path, "--server", trip_url (trip), NULL);
  pantau_enroll_dialog_read (PANTAU_ENROLL_DIALOG (scene.dialog), file);
  display_wait (may_go (&scene));
  g_assert_true (shows (&scene, "An invitation for Budi"));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (display_find_id (scene.dialog, "code_row"))), ==, code);
  go (&scene);
  display_wait (shows (&scene, "Budi"));
  display_wait (pantau_session_is_enrolled (place.session));
  g_assert_cmpstr (pantau_session_get_role (place.session), ==, "desk");
  display_rest (place.session);
  close_dialog (&scene);
}

/* The letters that a file brings beside the code are remembered as the invitation's. */
static void
test_invitation_recovery (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *path = trip_path (trip, "siti.pantau-undangan"),
                  *code = trip_invite (trip, "field", "16.13.04"), *letters = NULL;
  g_auto (Place) place = display_place_new (TRUE);
  guint8 bytes[PANTAU_INVITE_CODE_SIZE] = { 7 };
  PantauInvitation given = { (char *) trip_url (trip), code, NULL, TRUE };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PantauHomefile) home = NULL;
  Scene scene;

  letters = pantau_invite_format (bytes);
  given.recovery = letters;
  g_assert_true (pantau_invitation_save (&given, path, NULL));
  open_dialog (&scene, place.session);
  pantau_enroll_dialog_read (PANTAU_ENROLL_DIALOG (scene.dialog), file);
  display_wait (may_go (&scene));
  go (&scene);
  display_wait (pantau_session_is_enrolled (place.session));
  display_rest (place.session);
  home = pantau_homefile_load (pantau_session_get_path (place.session), NULL);
  g_assert_cmpstr (home->recovery, ==, letters);
  g_assert_cmpstr (home->recovery_from, ==, "invitation");
  close_dialog (&scene);
}

static void
test_no_invitation (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *path = g_build_filename (place.dir, "x.pantau-undangan", NULL);
  Scene scene;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  open_dialog (&scene, place.session);
  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  pantau_enroll_dialog_read (PANTAU_ENROLL_DIALOG (scene.dialog), file);
  display_wait (shows (&scene, "is no invitation of Pantau"));
  close_dialog (&scene);
}

/* The window goes while the province is asked. */
static void
test_closed_while_it_asks (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = trip_invite (trip, "field", "16.13.04");
  g_auto (Place) place = display_place_new (TRUE);
  Scene scene;

  open_dialog (&scene, place.session);
  set_text (&scene, "server_row", trip_url (trip));
  set_text (&scene, "code_row", code);
  go (&scene);
  close_dialog (&scene);
  display_rest (place.session);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/enroll-dialog/code-while-typed", test_code_while_typed);
  g_test_add_func ("/enroll-dialog/enrols", test_enrols);
  g_test_add_func ("/enroll-dialog/unreachable", test_unreachable);
  g_test_add_func ("/enroll-dialog/asks-before-practice", test_asks_before_practice);
  g_test_add_func ("/enroll-dialog/invitation-file", test_invitation_file);
  g_test_add_func ("/enroll-dialog/invitation-recovery", test_invitation_recovery);
  g_test_add_func ("/enroll-dialog/no-invitation", test_no_invitation);
  g_test_add_func ("/enroll-dialog/closed-while-it-asks", test_closed_while_it_asks);

  return g_test_run ();
}
