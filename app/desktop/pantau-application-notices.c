/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is told on the desktop, and where it leads. By GNotification, so that whatever desktop there is shows it in its own way; where there is none that shows
 * any, the window itself says it.
 */

#define G_LOG_DOMAIN "pantau-application"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-application-private.h"
#include "pantau-notifier.h"
#include "pantau-profile.h"
#include "pantau-warning-watch.h"

/* What g_object_set_data() of a window calls its notifier, and what brings early warnings to it. */
#define NOTIFIER "pantau-notifier"
#define WATCH    "pantau-warning-watch"

/* Whoever shows notifications has this name on the bus, GNOME's shell too. */
#define SHOWS_NOTICES "org.freedesktop.Notifications"

/* Notices on their way, while is asked who shows them. */
typedef struct
{
  PantauApplication *application; /* (owned) */
  char *home;                     /* path */
  GPtrArray *notices;             /* (owned) of PantauNotice */
} Telling;

static void
telling_free (Telling *telling)
{
  g_object_unref (telling->application);
  g_ptr_array_unref (telling->notices);
  g_free (telling->home);
  g_free (telling);
}

/* Each of several homes has its own. (transfer full) */
static char *
desktop_id (const char *home, const char *id)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, home, -1);

  return g_strdup_printf ("%.8s-%s", hash, id);
}

static void
tell_on_desktop (Telling *telling)
{
  for (guint i = 0; i < telling->notices->len; i++)
    {
      const PantauNotice *notice = g_ptr_array_index (telling->notices, i);
      g_autoptr (GNotification) notification = g_notification_new (notice->title);
      g_autofree char *id = desktop_id (telling->home, notice->id);

      g_notification_set_body (notification, notice->body);
      g_notification_set_priority (notification, notice->is_urgent
                                                     ? G_NOTIFICATION_PRIORITY_HIGH
                                                     : G_NOTIFICATION_PRIORITY_NORMAL);
      g_notification_set_default_action_and_target (notification, "app.notice", "(sss)",
                                                    telling->home, notice->place, notice->id);
      /* XFCE's takes a click for “I have read it”. */
      g_notification_add_button_with_target (notification, _ ("Open"), "app.notice", "(sss)",
                                             telling->home, notice->place, notice->id);
      g_application_send_notification (G_APPLICATION (telling->application), id, notification);
    }
}

static void
tell_in_window (Telling *telling)
{
  PantauWindow *window = pantau_application_find_window (telling->application, telling->home);

  for (guint i = 0; window != NULL && i < telling->notices->len; i++)
    {
      const PantauNotice *notice = g_ptr_array_index (telling->notices, i);
      /* Translators: what is told, and its details: "Severity 5: Risk — Kec. Rawas Ilir" */
      g_autofree char *text = g_strdup_printf (_ ("%s — %s"), notice->title, notice->body);

      gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", text);
    }
}

/* A question to the bus about whoever shows notifications. */
static void
ask_bus (GDBusConnection *bus,
         const char *method,
         GVariant *arguments,
         GAsyncReadyCallback answered,
         Telling *telling)
{
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, answered, telling);
}

static void
was_started (GObject *source, GAsyncResult *result, gpointer data)
{
  Telling *telling = data;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer != NULL)
    tell_on_desktop (telling);
  else
    tell_in_window (telling);
  telling_free (telling);
}

static void
owner_is_known (GObject *source, GAsyncResult *result, gpointer data)
{
  Telling *telling = data;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer == NULL)
    {
      ask_bus (G_DBUS_CONNECTION (source), "StartServiceByName",
               g_variant_new ("(su)", SHOWS_NOTICES, 0), was_started, telling);
      return;
    }
  tell_on_desktop (telling);
  telling_free (telling);
}

/*
 * Whoever shows notifications may still have to be started, which the bus does; nobody waits meanwhile. GNotification itself would say nothing where there is
 * none.
 */
static void
tell (PantauSession *session, GPtrArray *notices, gpointer data)
{
  PantauApplication *self = data;
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));
  Telling *telling = g_new0 (Telling, 1);

  telling->application = g_object_ref (self);
  telling->home = g_strdup (pantau_session_get_path (session));
  telling->notices = g_ptr_array_ref (notices);
  if (bus != NULL)
    {
      ask_bus (bus, "GetNameOwner", g_variant_new ("(s)", SHOWS_NOTICES), owner_is_known, telling);
      return;
    }
  tell_in_window (telling);
  telling_free (telling);
}

static void
withdraw (PantauSession *session, const char *id, gpointer data)
{
  g_autofree char *name = desktop_id (pantau_session_get_path (session), id);

  g_application_withdraw_notification (data, name);
}

void
pantau_application_watch (PantauApplication *self, PantauWindow *window)
{
  g_object_set_data_full (
      G_OBJECT (window), NOTIFIER,
      pantau_notifier_new (pantau_window_get_session (window), tell, withdraw, self),
      g_object_unref);
  g_object_set_data_full (G_OBJECT (window), WATCH,
                          pantau_warning_watch_new (pantau_window_get_session (window)),
                          g_object_unref);
}

/* (transfer none) (nullable): of the window that @home has */
static PantauNotifier *
find_notifier (PantauApplication *self, const char *home)
{
  PantauWindow *window = pantau_application_find_window (self, home);

  return window != NULL ? g_object_get_data (G_OBJECT (window), NOTIFIER) : NULL;
}

void
pantau_application_sample_notice (PantauApplication *self, const char *home)
{
  PantauNotifier *notifier = find_notifier (self, home);

  if (notifier != NULL)
    pantau_notifier_sample (notifier);
}

void
pantau_application_seen (PantauApplication *self, const char *home, const char *place)
{
  PantauNotifier *notifier = find_notifier (self, home);

  if (notifier != NULL)
    pantau_notifier_seen (notifier, place);
}

/* A home of this program's own: no other directory is opened because a notification says so. */
static gboolean
is_known (PantauApplication *self, const char *home)
{
  g_autofree char *directory = pantau_application_profiles_directory ();
  g_autofree char *parent = g_path_get_dirname (home);
  g_autofree char *name = g_path_get_basename (home);

  return g_strcmp0 (self->home, home) == 0 ||
         (g_str_equal (parent, directory) && pantau_profile_name_is_valid (name));
}

void
pantau_application_follow_notice (PantauApplication *self,
                                  const char *home,
                                  const char *place,
                                  const char *id)
{
  PantauWindow *window = pantau_application_find_window (self, home);
  g_autofree char *name = desktop_id (home, id);

  /* Some desktops leave there what was chosen; and the window that told it may be gone. */
  g_application_withdraw_notification (G_APPLICATION (self), name);

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", place);
    }
  else if (is_known (self, home))
    {
      g_free (self->place);
      self->place = g_strdup (place);
      pantau_application_open_home (self, home);
    }
}
