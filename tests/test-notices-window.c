/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notifications: what is chosen is kept, what comes is told to the desktop, and what one chooses there leads to the record. */

#include "config.h"

#include <string.h>

#include "pantau-application-private.h"
#include "pantau-notice-dialog.h"
#include "pantau-notifier.h"
#include "pantau-record-page.h"
#include "pantau-window.h"
#include "scene-fixture.h"
#include "world-fixture.h"

static PantauApplication *application;

/* --- A desktop that shows notifications --- */

/* org.freedesktop.Notifications on a connection of its own, as another process would have it. */
typedef struct
{
  GDBusConnection *bus; /* (owned) */
  GDBusNodeInfo *node;  /* (owned) */
  guint object, name;
  gboolean is_there;
  guint n;              /* how many were asked to be shown */
  char *title, *body;   /* of the last one */
  gboolean has_default; /* it leads somewhere */
  char *button;         /* (nullable): the action of its first button */
  guint n_closed;       /* how many were taken back */
  guint closed;         /* the last of them */
} Desktop;

static const char interface[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "</interface></node>";

static void
was_called (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *name,
            const char *method,
            GVariant *arguments,
            GDBusMethodInvocation *invocation,
            gpointer data)
{
  Desktop *desktop = data;
  g_autofree const char **actions = NULL;

  if (!g_str_equal (method, "Notify"))
    {
      desktop->n_closed++;
      g_variant_get (arguments, "(u)", &desktop->closed);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_free (desktop->title);
  g_free (desktop->body);
  g_variant_get_child (arguments, 3, "s", &desktop->title);
  g_variant_get_child (arguments, 4, "s", &desktop->body);
  g_variant_get_child (arguments, 5, "^a&s", &actions);
  desktop->has_default = g_strv_contains (actions, "default");
  g_clear_pointer (&desktop->button, g_free);
  for (guint i = 0; actions[i] != NULL && desktop->button == NULL; i += 2)
    if (!g_str_equal (actions[i], "default"))
      desktop->button = g_strdup (actions[i]);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", ++desktop->n));
}

static void
name_acquired (GDBusConnection *bus, const char *name, gpointer data)
{
  ((Desktop *) data)->is_there = TRUE;
}

static void
desktop_begin (Desktop *self)
{
  static const GDBusInterfaceVTable calls = { .method_call = was_called };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;

  self->bus =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  self->node = g_dbus_node_info_new_for_xml (interface, &error);
  g_assert_no_error (error);
  self->object =
      g_dbus_connection_register_object (self->bus, "/org/freedesktop/Notifications",
                                         self->node->interfaces[0], &calls, self, NULL, &error);
  g_assert_no_error (error);
  self->name =
      g_bus_own_name_on_connection (self->bus, "org.freedesktop.Notifications",
                                    G_BUS_NAME_OWNER_FLAGS_NONE, name_acquired, NULL, self, NULL);
  display_wait (self->is_there);
}

/* Somebody chooses what was shown last, by a click on it or on its button. */
static void
desktop_choose (Desktop *self, const char *action)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->bus, NULL, "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", self->n, action), &error);
  g_assert_no_error (error);
}

static void
desktop_end (Desktop *self)
{
  g_bus_unown_name (self->name);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->node, g_dbus_node_info_unref);
  g_free (self->title);
  g_free (self->body);
  g_free (self->button);
}

/* --- What is told --- */

/* A person who was told before, so that whatever comes is new. */
static Scene
begin (const char *role)
{
  Scene scene = scene_new (role, "16", FALSE);

  scene_script (&scene, "INSERT INTO setting (name, value) VALUES ('notices-last', '0')");

  return scene;
}

/* A flood of just now that somebody else found. (transfer full): its UUID; @entry takes the id of its line */
static char *
flood_full (Scene *scene, int severity, char **entry)
{
  char *record = pantau_uuid_new ();
  g_autofree char *now = test_time_from_now (-60);
  g_autofree char *json = g_strdup_printf ("{\"title\":\"Jarumjudul\",\"occurred\":\"%s\","
                                           "\"severity\":%d,\"fields\":{\"hazard\":\"banjir\"}}",
                                           now, severity);

  *entry = scene_write (scene, SCENE_OTHER, record, "risk", PANTAU_TYPE_CREATE, NULL, json);

  return record;
}

static char *
flood (Scene *scene, int severity)
{
  g_autofree char *entry = NULL;

  return flood_full (scene, severity, &entry);
}

static PantauWindow *
open_window (Scene *scene)
{
  PantauWindow *window = pantau_window_new (GTK_APPLICATION (application), scene->place.session);

  display_show (GTK_WIDGET (window), scene->place.session);
  pantau_application_watch (application, window);

  return window;
}

static void
close_window (Scene *scene, PantauWindow *window)
{
  display_rest (scene->place.session);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  display_wait (window == NULL);
}

/* What comes is on the desktop, and leads to the record from wherever one is. */
static void
test_desktop (void)
{
  g_auto (Scene) scene = begin ("desk");
  PantauWindow *window = open_window (&scene);
  g_autofree char *record = NULL, *place = NULL, *other = NULL;
  Desktop desktop = { 0 };

  desktop_begin (&desktop);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", "sync");
  record = flood (&scene, 5);
  place = g_strconcat ("record:", record, NULL);
  display_wait (desktop.n == 1);
  g_assert_cmpstr (desktop.title, ==, "Severity 5: Disaster and logistics risk");
  g_assert_cmpstr (desktop.body, ==, "Flood · Kec. Rawas Ilir, Kab. Musi Rawas Utara");
  g_assert_true (desktop.has_default);
  g_assert_cmpstr (pantau_window_get_place (window), ==, "sync");

  /* Not every desktop takes away what was chosen. */
  desktop_choose (&desktop, "default");
  display_wait (g_str_equal (pantau_window_get_place (window), place));
  display_wait (display_shows (GTK_WIDGET (window), "Jarumjudul"));
  display_wait (desktop.n_closed == 1);

  /* Some desktops take a click for “I have read it”: they have its button. */
  g_free (flood_full (&scene, 5, &other));
  display_wait (desktop.n == 2);
  display_rest (scene.place.session);
  desktop_choose (&desktop, desktop.button);
  display_wait (!g_str_equal (pantau_window_get_place (window), place));
  g_assert_true (g_str_has_prefix (pantau_window_get_place (window), "record:"));

  close_window (&scene, window);
  desktop_end (&desktop);
}

/* Who looks at the record by hand is told of it no more; nor is anybody told of one that has ended. */
static void
test_taken_back (void)
{
  g_auto (Scene) scene = begin ("desk");
  PantauWindow *window = open_window (&scene);
  g_autofree char *record = NULL, *place = NULL, *other = NULL, *entry = NULL;
  Desktop desktop = { 0 };

  desktop_begin (&desktop);
  record = flood (&scene, 5);
  place = g_strconcat ("record:", record, NULL);
  display_wait (desktop.n == 1);
  /* GLib takes nothing back before it has read its number. */
  display_rest (scene.place.session);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", place);
  display_wait (desktop.n_closed == 1);
  g_assert_cmpuint (desktop.closed, ==, 1);

  other = flood_full (&scene, 5, &entry);
  display_wait (desktop.n == 2);
  display_rest (scene.place.session);
  g_free (scene_write (&scene, SCENE_OTHER, other, "risk", PANTAU_TYPE_STATUS, entry,
                       "{\"status\":\"salah-catat\",\"reason\":\"x\"}"));
  display_wait (desktop.n_closed == 2);
  g_assert_cmpuint (desktop.closed, ==, 2);

  close_window (&scene, window);
  desktop_end (&desktop);
}

/* A desktop that shows none: the window says it. */
static void
test_no_desktop (void)
{
  g_auto (Scene) scene = begin ("desk");
  PantauWindow *window = open_window (&scene);
  g_autofree char *record = flood (&scene, 5);

  display_wait (
      display_shows (GTK_WIDGET (window), "Severity 5: Disaster and logistics risk — Flood"));
  close_window (&scene, window);
}

/* Only a home of this program is opened because a notification says so. */
static void
test_stranger (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "pantau-tidak-ada", NULL);

  guint n = g_list_length (gtk_application_get_windows (GTK_APPLICATION (application)));

  g_action_group_activate_action (G_ACTION_GROUP (application), "notice",
                                  g_variant_new ("(sss)", path, "all", "sample"));
  display_settle ();
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==,
                    n);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
collect (PantauSession *session, GPtrArray *notices, gpointer data)
{
  GPtrArray *all = data;

  for (guint i = 0; i < notices->len; i++)
    g_ptr_array_add (all, g_strdup (((PantauNotice *) g_ptr_array_index (notices, i))->id));
}

static void
collect_over (PantauSession *session, const char *id, gpointer data)
{
  g_ptr_array_add (data, g_strconcat ("-", id, NULL));
}

/* What comes in quick succession is looked at together; what somebody has just turned off is not told. */
static void
test_notifier (void)
{
  g_auto (Scene) scene = begin ("desk");
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  PantauNotifier *notifier = pantau_notifier_new (scene.place.session, collect, collect_over, all);

  for (guint i = 0; i < 4; i++)
    g_free (flood (&scene, 5));
  display_wait (all->len == 1);
  g_assert_cmpstr (g_ptr_array_index (all, 0), ==, "severe");

  pantau_session_set_setting (scene.place.session, PANTAU_SETTING_NOTICES, "{\"severe\":false}");
  g_free (flood (&scene, 5));
  pantau_notifier_sample (notifier);
  display_wait (all->len == 2);
  g_assert_cmpstr (g_ptr_array_index (all, 1), ==, "sample");
  g_object_unref (notifier);
}

/* --- What is chosen --- */

static PantauNoticeRules *
get_rules (Scene *scene)
{
  return pantau_notice_rules_new (
      pantau_session_get_setting (scene->place.session, PANTAU_SETTING_NOTICES));
}

/* By the key, and by hand; what is chosen is there when one comes again. */
static void
test_choose (void)
{
  g_auto (Scene) scene = begin ("desk");
  PantauWindow *window = open_window (&scene);
  g_autoptr (PantauNoticeRules) rules = NULL, usual = get_rules (&scene);
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.notices", NULL);
  display_wait ((dialog = display_find_dialog (PANTAU_TYPE_NOTICE_DIALOG)) != NULL);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (display_find_id (dialog, "severe_switch"))));
  g_assert_false (gtk_widget_get_sensitive (display_find_id (dialog, "from_row")));

  gtk_switch_set_active (GTK_SWITCH (display_find_id (dialog, "spread_switch")), FALSE);
  gtk_switch_set_active (GTK_SWITCH (display_find_id (dialog, "quiet_switch")), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (display_find_id (dialog, "severity_row")), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (display_find_id (dialog, "region_row")), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (display_find_id (dialog, "hour_row")), 17);
  g_assert_true (gtk_widget_get_sensitive (display_find_id (dialog, "from_row")));
  rules = get_rules (&scene);
  g_assert_true (rules->severe);
  g_assert_cmpint (rules->severity, ==, 4);
  g_assert_cmpstr (rules->region, ==, "16.01");
  g_assert_false (rules->spread);
  g_assert_cmpuint (rules->areas, ==, usual->areas);
  g_assert_cmpuint (rules->hour, ==, 17);
  g_assert_true (rules->quiet);
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_NOTICE_DIALOG) == NULL);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.notices", NULL);
  display_wait ((dialog = display_find_dialog (PANTAU_TYPE_NOTICE_DIALOG)) != NULL);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (display_find_id (dialog, "spread_switch"))));
  g_assert_cmpuint (
      adw_combo_row_get_selected (ADW_COMBO_ROW (display_find_id (dialog, "region_row"))), ==, 1);
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_NOTICE_DIALOG) == NULL);
  close_window (&scene, window);
}

/* Looking changes nothing: who never chose anything goes on with what a newer program thinks usual. */
static void
test_look (void)
{
  g_auto (Scene) scene = begin ("field");
  PantauWindow *window = open_window (&scene);
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.notices", NULL);
  display_wait ((dialog = display_find_dialog (PANTAU_TYPE_NOTICE_DIALOG)) != NULL);
  display_rest (scene.place.session);
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_NOTICE_DIALOG) == NULL);
  g_assert_null (pantau_session_get_setting (scene.place.session, PANTAU_SETTING_NOTICES));
  close_window (&scene, window);
}

static void
test_sample (void)
{
  g_auto (Scene) scene = begin ("desk");
  PantauWindow *window = open_window (&scene);
  Desktop desktop = { 0 };
  GtkWidget *dialog;

  desktop_begin (&desktop);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.notices", NULL);
  display_wait ((dialog = display_find_dialog (PANTAU_TYPE_NOTICE_DIALOG)) != NULL);
  gtk_widget_activate (display_find_id (dialog, "sample_button"));
  display_wait (desktop.n == 1);
  g_assert_cmpstr (desktop.title, ==, "This is how Pantau tells you");
  gtk_window_close (GTK_WINDOW (dialog));
  display_wait (display_find_dialog (PANTAU_TYPE_NOTICE_DIALOG) == NULL);
  close_window (&scene, window);
  desktop_end (&desktop);
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

  g_test_add_func ("/notices/no-desktop", test_no_desktop);
  g_test_add_func ("/notices/desktop", test_desktop);
  g_test_add_func ("/notices/taken-back", test_taken_back);
  g_test_add_func ("/notices/stranger", test_stranger);
  g_test_add_func ("/notices/notifier", test_notifier);
  g_test_add_func ("/notices/choose", test_choose);
  g_test_add_func ("/notices/look", test_look);
  g_test_add_func ("/notices/sample", test_sample);
  status = g_test_run ();

  g_object_unref (application);
  pantau_settings_free (settings);

  return status;
}
