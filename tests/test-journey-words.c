/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the field, in Indonesian whatever the machine speaks: those that the plan fixes are on the screen where they belong. */

#include "config.h"

#include "journey-fixture.h"
#include "pantau-home.h"

static void
read_words (Journey *journey)
{
  GtkWidget *window = GTK_WIDGET (journey->window);
  g_autofree char *record = NULL;

  display_wait (journey_shows (journey, "LATIHAN"));
  display_wait (journey_shows (journey, "Mulai mencatat"));

  journey_key (journey, GDK_KEY_1, GDK_CONTROL_MASK);
  display_wait (journey_shows (journey, "Lengkapi nanti"));
  journey_key (journey, GDK_KEY_Escape, 0);

  record = display_record (journey_session (journey), "risk",
                           "{\"title\":\"Kotak suara basah\",\"region\":\"16.13.04\","
                           "\"fields\":{\"hazard\":\"banjir\"}}");
  gtk_widget_activate_action (window, "win.open-record", "s", record);
  display_wait (journey_shows (journey, "Kotak suara basah"));
  display_wait (journey_shows (journey, "Tersimpan di laptop ini"));
}

static void
test_words (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *home = g_build_filename (dir, "home", NULL);
  g_autoptr (GError) error = NULL;

  pantau_home_create (home, TRUE, &error);
  g_assert_no_error (error);
  journey_run_home (home, read_words, NULL);
}

int
main (int argc, char **argv)
{
  display_init_in (&argc, &argv, "id");
  g_test_add_func ("/journey/words/fixed", test_words);

  return g_test_run ();
}
