/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window stands on, without a window: settings, the renderer's choice, the way back, profiles. */

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "pantau-history.h"
#include "pantau-home.h"
#include "pantau-profile.h"
#include "pantau-renderer.h"
#include "pantau-settings.h"
#include "test-util.h"

static void
test_settings_are_kept (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "new", "settings.ini", NULL);
  PantauSettings *settings = pantau_settings_new (path);

  g_assert_null (pantau_settings_get (settings, PANTAU_SETTINGS_LANGUAGE));
  pantau_settings_set (settings, PANTAU_SETTINGS_LANGUAGE, "en");
  pantau_settings_set (settings, PANTAU_SETTINGS_LANGUAGE, "id");
  pantau_settings_set (settings, PANTAU_SETTINGS_COLORS, "dark");
  g_assert_cmpstr (pantau_settings_get (settings, PANTAU_SETTINGS_LANGUAGE), ==, "id");
  pantau_settings_free (settings);

  settings = pantau_settings_new (path);
  g_assert_cmpstr (pantau_settings_get (settings, PANTAU_SETTINGS_LANGUAGE), ==, "id");
  g_assert_cmpstr (pantau_settings_get (settings, PANTAU_SETTINGS_COLORS), ==, "dark");
  pantau_settings_free (settings);
}

static void
test_damaged_settings (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "settings.ini", NULL);
  PantauSettings *settings;

  g_assert_true (g_file_set_contents (path, "\001\002 no key file [", -1, NULL));
  settings = pantau_settings_new (path);
  g_assert_null (pantau_settings_get (settings, PANTAU_SETTINGS_COLORS));
  pantau_settings_set (settings, PANTAU_SETTINGS_COLORS, "light");
  pantau_settings_free (settings);

  settings = pantau_settings_new (path);
  g_assert_cmpstr (pantau_settings_get (settings, PANTAU_SETTINGS_COLORS), ==, "light");
  pantau_settings_free (settings);
}

static void
make_node (const char *dir, const char *name, const char *driver)
{
  g_autofree char *node = g_build_filename (dir, name, NULL);
  g_autofree char *device = g_build_filename (dir, "sys", name, "device", NULL);
  g_autofree char *link = g_build_filename (device, "driver", NULL);
  g_autofree char *target = g_strconcat ("../../../bus/drivers/", driver, NULL);

  g_assert_true (g_file_set_contents (node, "", 0, NULL));
  g_assert_cmpint (g_mkdir_with_parents (device, 0700), ==, 0);
  g_assert_cmpint (symlink (target, link), ==, 0);
}

static void
test_renderer (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *sys = g_build_filename (dir, "sys", NULL);

  g_assert_cmpstr (pantau_renderer_choose ("/nonexistent", sys, NULL), ==, "cairo");
  make_node (dir, "card0", "simpledrm");
  g_assert_cmpstr (pantau_renderer_choose (dir, sys, NULL), ==, "cairo");
  make_node (dir, "renderD128", "vgem");
  g_assert_cmpstr (pantau_renderer_choose (dir, sys, NULL), ==, "cairo");
  make_node (dir, "renderD129", "i915");
  g_assert_null (pantau_renderer_choose (dir, sys, NULL));
  g_assert_null (pantau_renderer_choose (dir, sys, "0"));
  g_assert_cmpstr (pantau_renderer_choose (dir, sys, "1"), ==, "cairo");
}

static void
assert_back (PantauHistory *history, const char *place, const char *query)
{
  g_autofree char *was = NULL, *asked = NULL;

  g_assert_true (pantau_history_back (history, &was, &asked));
  g_assert_cmpstr (was, ==, place);
  g_assert_cmpstr (asked, ==, query);
}

static void
test_way_back (void)
{
  g_autoptr (PantauHistory) history = pantau_history_new ();
  g_autofree char *place = NULL, *query = NULL;

  pantau_history_leave (history, "all", "banjir");
  pantau_history_leave (history, "record:1", NULL);
  pantau_history_leave (history, "all", "");
  pantau_history_leave (history, "all", "longsor");
  g_assert_cmpuint (pantau_history_get_length (history), ==, 3);
  assert_back (history, "all", "longsor");
  assert_back (history, "record:1", "");
  assert_back (history, "all", "banjir");
  g_assert_false (pantau_history_back (history, &place, &query));
}

static void
test_way_back_is_bounded (void)
{
  g_autoptr (PantauHistory) history = pantau_history_new ();

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *place = g_strdup_printf ("record:%u", i);

      pantau_history_leave (history, place, NULL);
    }
  g_assert_cmpuint (pantau_history_get_length (history), <=, 64);
  assert_back (history, "record:999", "");
}

static void
test_profiles (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *first = g_build_filename (dir, "utama", NULL),
                  *second = g_build_filename (dir, "pengguna-2", NULL),
                  *other = g_build_filename (dir, "no home", NULL), *name = NULL;
  g_autoptr (GPtrArray) none = pantau_profile_list ("/nonexistent"), found = NULL;
  const PantauProfile *practice;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (pantau_home_create (first, FALSE, NULL));
  g_assert_true (pantau_home_create (second, TRUE, NULL));
  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);

  found = pantau_profile_list (dir);
  g_assert_cmpuint (found->len, ==, 2);
  practice = g_ptr_array_index (found, 0); /* by name, where nothing was ever written */
  g_assert_cmpstr (practice->name, ==, "pengguna-2");
  g_assert_true (practice->practice);
  g_assert_false (practice->enrolled);
  g_assert_null (practice->person);

  name = pantau_profile_new_name (dir);
  g_assert_cmpstr (name, ==, "pengguna-3");
}

/* The name comes from a command line and becomes a directory. */
static void
test_profile_names (void)
{
  g_autofree char *longest = g_strnfill (41, 'a');

  g_assert_true (pantau_profile_name_is_valid ("utama"));
  g_assert_true (pantau_profile_name_is_valid ("pengguna-2"));
  g_assert_false (pantau_profile_name_is_valid (""));
  g_assert_false (pantau_profile_name_is_valid (".."));
  g_assert_false (pantau_profile_name_is_valid ("a/b"));
  g_assert_false (pantau_profile_name_is_valid ("dua kata"));
  g_assert_false (pantau_profile_name_is_valid (longest));
}

/* GL is not even opened where cairo draws, and what somebody asked of GDK besides stays. */
static void
test_renderer_debug (void)
{
  g_autofree char *none = pantau_renderer_debug (NULL, NULL);
  g_autofree char *gl = pantau_renderer_debug ("ngl", "events");
  g_autofree char *cairo = pantau_renderer_debug ("cairo", NULL);
  g_autofree char *more = pantau_renderer_debug ("cairo", "events");
  g_autofree char *already = pantau_renderer_debug ("cairo", "gl-disable,events");

  g_assert_null (none);
  g_assert_cmpstr (gl, ==, "events");
  g_assert_cmpstr (cairo, ==, "gl-disable");
  g_assert_cmpstr (more, ==, "events,gl-disable");
  g_assert_cmpstr (already, ==, "gl-disable,events");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shell/settings-are-kept", test_settings_are_kept);
  g_test_add_func ("/shell/damaged-settings", test_damaged_settings);
  g_test_add_func ("/shell/renderer", test_renderer);
  g_test_add_func ("/shell/renderer-debug", test_renderer_debug);
  g_test_add_func ("/shell/way-back", test_way_back);
  g_test_add_func ("/shell/way-back-is-bounded", test_way_back_is_bounded);
  g_test_add_func ("/shell/profiles", test_profiles);
  g_test_add_func ("/shell/profile-names", test_profile_names);

  return g_test_run ();
}
