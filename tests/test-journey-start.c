/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first start: nothing is asked, nothing is there, and one may begin at once. */

#include "config.h"

#include "journey-fixture.h"
#include "pantau-editor.h"

static void
begin_to_record (Journey *journey)
{
  GtkWidget *window = GTK_WIDGET (journey->window);

  display_wait (journey_shows (journey, "Start recording"));
  g_assert_false (pantau_session_is_enrolled (journey_session (journey)));
  g_assert_null (display_find_type (window, PANTAU_TYPE_EDITOR));

  journey_key (journey, GDK_KEY_1, GDK_CONTROL_MASK);
  display_wait (display_find_type (window, PANTAU_TYPE_EDITOR) != NULL);
  display_wait (gtk_widget_get_mapped (display_find_type (window, PANTAU_TYPE_EDITOR)));
}

/* Without a home, a network, an account: `pantau`, Ctrl+1. */
static void
test_first_start (void)
{
  journey_run (NULL, begin_to_record, NULL);
}

static void
is_there (Journey *journey)
{
  display_wait (journey_shows (journey, "Start recording"));
}

/* The home that was made is found again. */
static void
test_second_start (void)
{
  journey_run (NULL, is_there, NULL);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/journey/start/first", test_first_start);
  g_test_add_func ("/journey/start/second", test_second_start);

  return g_test_run ();
}
