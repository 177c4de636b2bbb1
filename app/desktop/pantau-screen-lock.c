/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desktops tell of the lock by a signal on the session bus, each under a name of its own. */

#include "config.h"

#include "pantau-screen-lock.h"

#define SIGNAL "ActiveChanged"

static const char *const interfaces[] = {
  "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver",
  "org.mate.ScreenSaver",        "org.xfce.ScreenSaver",
};

struct _PantauScreenLock
{
  void (*locked) (gpointer data);
  gpointer data;
  GCancellable *cancellable; /* (owned): of finding the bus */
  GDBusConnection *bus;      /* (owned) (nullable) until it is there */
  guint subscriptions[G_N_ELEMENTS (interfaces)];
};

static void
active_changed (GDBusConnection *bus,
                const char *sender,
                const char *path,
                const char *interface,
                const char *signal,
                GVariant *parameters,
                gpointer data)
{
  PantauScreenLock *self = data;
  gboolean is_active = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &is_active);
  if (is_active)
    self->locked (self->data);
}

static void
bus_is_there (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauScreenLock *self = data;
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  /* Cancelled: @self is gone. No bus: nobody will tell. */
  if (bus == NULL)
    return;

  self->bus = bus;
  for (guint i = 0; i < G_N_ELEMENTS (interfaces); i++)
    self->subscriptions[i] =
        g_dbus_connection_signal_subscribe (bus, NULL, interfaces[i], SIGNAL, NULL, NULL,
                                            G_DBUS_SIGNAL_FLAGS_NONE, active_changed, self, NULL);
}

PantauScreenLock *
pantau_screen_lock_new (void (*locked) (gpointer data), gpointer data)
{
  PantauScreenLock *self = g_new0 (PantauScreenLock, 1);

  self->locked = locked;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_is_there, self);

  return self;
}

void
pantau_screen_lock_free (PantauScreenLock *self)
{
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; self->bus != NULL && i < G_N_ELEMENTS (interfaces); i++)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscriptions[i]);
  g_clear_object (&self->bus);
  g_object_unref (self->cancellable);
  g_free (self);
}
