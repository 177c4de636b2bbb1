/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters twice as large, on the smallest laptop: nothing is cut off and nothing lies upon something else, on any page. */

#include "config.h"

#include "journey-fixture.h"

/* Screen of the smallest laptops: tests/xvfb's. */
#define WIDTH  1024
#define HEIGHT 600

static void
assert_fits (Journey *journey, const char *page)
{
  GtkWidget *window = GTK_WIDGET (journey->window);
  g_autofree char *misfits = NULL;

  display_rest (journey_session (journey));
  display_draw (window);
  misfits = display_misfits (window);
  if (*misfits != '\0')
    g_error ("%s: %s", page, misfits);
  g_assert_cmpint (gtk_widget_get_width (window), <=, WIDTH);
  g_assert_cmpint (gtk_widget_get_height (window), <=, HEIGHT);
}

/* The window of keys is one of its own, with a scroll bar. */
static void
assert_shortcuts_fit (Journey *journey)
{
  GtkWindow *keys;
  g_autofree char *misfits = NULL;
  int minimum;

  g_action_group_activate_action (G_ACTION_GROUP (journey->application), "shortcuts", NULL);
  display_wait (journey_window (journey) != journey->window);
  keys = journey_window (journey);
  display_draw (GTK_WIDGET (keys));
  misfits = display_misfits (GTK_WIDGET (keys));
  g_assert_cmpstr (misfits, ==, "");
  /* Its width is that of the window manager for a while: what it asks for is known at once. */
  gtk_widget_measure (GTK_WIDGET (keys), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, WIDTH);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (keys)), <=, WIDTH);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (keys)), <=, HEIGHT);

  journey_key (journey, GDK_KEY_Page_Down, 0);
  display_wait (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (
                    GTK_SCROLLED_WINDOW (display_find_id (GTK_WIDGET (keys), "scroller")))) > 0);
  journey_key (journey, GDK_KEY_Escape, 0);
  display_wait (journey_window (journey) == journey->window);
}

static void
walk (Journey *journey)
{
  static const char *const places[] = {
    "all",      "risk",           "drafts",   "differences",       "sync", "welcome",  "deadlines",
    "register", "register:16.13", "coverage", "coverage:16.13.03", "asks", "releases", "totals"
  };
  static const char *const kinds[] = { "risk", "hoax", "neutrality", "other", "activity" };
  GtkWidget *window = GTK_WIDGET (journey->window);
  g_autofree char *record = NULL;

  gtk_window_maximize (journey->window);
  display_wait (gtk_window_is_maximized (journey->window));
  assert_fits (journey, "the first page");

  display_seed (journey_session (journey), 40);
  record = display_record (journey_session (journey), "risk",
                           "{\"title\":\"Tiga TPS di Desa Pauh digeser ke balai desa karena banjir "
                           "setinggi lutut sejak subuh\",\"region\":\"16.13.04\",\"severity\":4,"
                           "\"fields\":{\"hazard\":\"banjir\"}}");
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gtk_widget_activate_action (window, "win.show", "s", places[i]);
      assert_fits (journey, places[i]);
    }
  gtk_widget_activate_action (window, "win.open-record", "s", record);
  /* It fills itself frame by frame, and this comes last. */
  display_wait (gtk_widget_get_mapped (display_find_id (window, "events_list")));
  assert_fits (journey, "record");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gtk_widget_activate_action (window, "win.new-record", "s", kinds[i]);
      assert_fits (journey, kinds[i]);
    }
  assert_shortcuts_fit (journey);
}

static void
test_twice (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *home = g_build_filename (dir, "home", NULL);
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * (dpi > 0 ? dpi : 96 * 1024), NULL);
  journey_run_home (home, walk, NULL);
}

/* What must be found, so that finding nothing means something. */
static void
test_misfits (void)
{
  GtkWidget *fixed = gtk_fixed_new ();
  GtkWindow *window;
  g_autofree char *found = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("one upon"), 0, 0);
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("the other"), 5, 5);
  window = display_show (fixed, NULL);
  found = display_misfits (GTK_WIDGET (window));
  lines = g_strsplit (found, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1);
  g_assert_true (g_str_has_prefix (lines[0], "GtkLabel in GtkFixed “one upon”: lies upon"));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  const char *language = g_getenv ("PANTAU_TEST_LANGUAGE");

  display_init_in (&argc, &argv, language != NULL ? language : "en");
  g_test_add_func ("/journey/large-text/misfits", test_misfits);
  g_test_add_func ("/journey/large-text/twice", test_twice);

  return g_test_run ();
}
