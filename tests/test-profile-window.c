/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is there, and what is said where a home cannot be opened; in a program of its own with its main loop. */

#include "config.h"

#include <glib/gstdio.h>

#include "display-fixture.h"
#include "pantau-application.h"
#include "pantau-home.h"
#include "pantau-lock.h"
#include "pantau-profile-row.h"
#include "pantau-profile-window.h"
#include "pantau-window.h"

static PantauApplication *application;

static GtkWindow *
find_window (GType type)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL;
       l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type) && gtk_widget_get_mapped (l->data))
      return l->data;

  return NULL;
}

static char *
profile_path (const char *name)
{
  g_autofree char *directory = pantau_application_profiles_directory ();

  return g_build_filename (directory, name, NULL);
}

static void
make_profile (const char *name, gboolean practice)
{
  g_autofree char *path = profile_path (name);

  g_assert_true (pantau_home_create (path, practice, NULL));
}

static guint
count_windows (void)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (application)));
}

/* A window goes before its threads have done what was asked of them. */
static gboolean
is_free (const char *profile)
{
  g_autofree char *path = profile_path (profile);
  g_autoptr (PantauLock) lock = pantau_lock_take (path, 0, NULL);

  return lock != NULL;
}

static void
close_all (void)
{
  g_autofree char *directory = pantau_application_profiles_directory ();
  g_autoptr (GPtrArray) profiles = pantau_profile_list (directory);

  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  display_wait (count_windows () == 0);
  for (guint i = 0; i < profiles->len; i++)
    display_wait (is_free (((const PantauProfile *) profiles->pdata[i])->name));
  display_settle ();
}

static void
forget_profiles (void)
{
  g_autofree char *directory = pantau_application_profiles_directory ();

  if (g_file_test (directory, G_FILE_TEST_EXISTS))
    test_dir_remove (g_steal_pointer (&directory));
}

/* No home, no question: one is made, and recording can begin. */
static void
test_first_start (void)
{
  g_autofree char *file = NULL, *path = profile_path ("utama");

  forget_profiles ();
  g_application_activate (G_APPLICATION (application));
  display_wait (find_window (PANTAU_TYPE_WINDOW) != NULL);
  g_assert_true (display_shows (GTK_WIDGET (find_window (PANTAU_TYPE_WINDOW)), "Start recording"));
  file = g_build_filename (path, "home.json", NULL);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  close_all ();
}

static void
test_one_is_opened (void)
{
  forget_profiles ();
  make_profile ("siti", TRUE);
  g_application_activate (G_APPLICATION (application));
  display_wait (find_window (PANTAU_TYPE_WINDOW) != NULL);
  g_assert_null (find_window (PANTAU_TYPE_PROFILE_WINDOW));
  g_assert_true (display_shows (GTK_WIDGET (find_window (PANTAU_TYPE_WINDOW)), "LATIHAN"));
  close_all ();
}

static void
test_several_are_a_choice (void)
{
  GtkWindow *choice;
  GtkWidget *row;

  forget_profiles ();
  make_profile ("siti", TRUE);
  make_profile ("budi", FALSE);
  g_application_activate (G_APPLICATION (application));
  display_wait ((choice = find_window (PANTAU_TYPE_PROFILE_WINDOW)) != NULL &&
                display_shows (GTK_WIDGET (choice), "siti"));
  g_assert_true (display_shows (GTK_WIDGET (choice), "budi"));
  g_assert_true (display_shows (GTK_WIDGET (choice), "LATIHAN"));

  row = gtk_widget_get_ancestor (display_find_text (GTK_WIDGET (choice), "siti"),
                                 PANTAU_TYPE_PROFILE_ROW);
  gtk_widget_activate (row);
  display_wait (find_window (PANTAU_TYPE_WINDOW) != NULL);
  display_wait (find_window (PANTAU_TYPE_PROFILE_WINDOW) == NULL);
  g_assert_true (g_str_has_suffix (pantau_session_get_path (pantau_window_get_session (
                                       PANTAU_WINDOW (find_window (PANTAU_TYPE_WINDOW)))),
                                   "/siti"));
  close_all ();
}

static void
test_someone_else (void)
{
  g_autofree char *path = profile_path ("pengguna-2");

  forget_profiles ();
  make_profile ("utama", TRUE);
  g_action_group_activate_action (G_ACTION_GROUP (application), "new-profile", NULL);
  display_wait (find_window (PANTAU_TYPE_WINDOW) != NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  close_all ();
}

/* One window for a home, however often it is asked for. */
static void
test_one_window_each (void)
{
  forget_profiles ();
  make_profile ("siti", TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_action_group_activate_action (G_ACTION_GROUP (application), "open-profile",
                                      g_variant_new_string ("siti"));
      display_wait (find_window (PANTAU_TYPE_WINDOW) != NULL);
      display_settle ();
    }
  g_assert_cmpuint (count_windows (), ==, 1);
  close_all ();
}

/* The way out has the look of libadwaita's buttons: a rule of ours for words once took its colour, and left white upon white. */
static void
assert_looks_like_a_button (GtkWidget *button)
{
  GtkBorder padding;

  g_assert_true (gtk_widget_has_css_class (button, "pill"));
  gtk_style_context_get_padding (gtk_widget_get_style_context (button), &padding);
  g_assert_cmpint (padding.left, >, 20);
}

static void
test_busy_home (void)
{
  g_autofree char *path = profile_path ("siti");
  PantauHome *other;
  GtkWindow *choice;

  forget_profiles ();
  make_profile ("siti", TRUE);
  other = pantau_home_open (path, PANTAU_HOME_WRITE, NULL);
  g_assert_nonnull (other);
  g_application_activate (G_APPLICATION (application));
  display_wait ((choice = find_window (PANTAU_TYPE_PROFILE_WINDOW)) != NULL &&
                display_shows (GTK_WIDGET (choice), "is in use by another program"));
  g_assert_null (find_window (PANTAU_TYPE_WINDOW));

  assert_looks_like_a_button (display_find_action (GTK_WIDGET (choice), "profiles.try-again"));

  pantau_home_close (other);
  gtk_widget_activate_action (GTK_WIDGET (choice), "profiles.try-again", NULL);
  display_wait (find_window (PANTAU_TYPE_WINDOW) != NULL);
  close_all ();
}

/* The next process opens the same homes at the same place. */
static void
test_language_restarts (void)
{
  g_auto (GStrv) again = NULL;
  g_autofree char *line = NULL;
  GtkWindow *window;

  forget_profiles ();
  make_profile ("siti", TRUE);
  g_application_activate (G_APPLICATION (application));
  display_wait ((window = find_window (PANTAU_TYPE_WINDOW)) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", "drafts");
  g_action_group_change_action_state (G_ACTION_GROUP (application), "language",
                                      g_variant_new_string ("id"));
  display_wait (count_windows () == 0);
  again = pantau_application_dup_restart (application);
  line = g_strjoinv (" ", again);
  g_assert_cmpstr (line, ==, "--profile siti --place drafts");
  g_action_group_activate_action (G_ACTION_GROUP (application), "stay", NULL);
  g_assert_null (pantau_application_dup_restart (application));
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
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_application_hold (G_APPLICATION (application));

  g_test_add_func ("/profile-window/first-start", test_first_start);
  g_test_add_func ("/profile-window/one-is-opened", test_one_is_opened);
  g_test_add_func ("/profile-window/several-are-a-choice", test_several_are_a_choice);
  g_test_add_func ("/profile-window/someone-else", test_someone_else);
  g_test_add_func ("/profile-window/one-window-each", test_one_window_each);
  g_test_add_func ("/profile-window/busy-home", test_busy_home);
  g_test_add_func ("/profile-window/language-restarts", test_language_restarts);
  status = g_test_run ();

  g_object_unref (application);
  pantau_settings_free (settings);

  return status;
}
