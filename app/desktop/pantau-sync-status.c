/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the sync in the window's bottom bar. */

#define G_LOG_DOMAIN "pantau-sync-status"

#include "config.h"

#include "pantau-sync-status.h"

#include "pantau-ui.h"

struct _PantauSyncStatus
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */

  GtkWidget *button;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauSyncStatusProperty;

G_DEFINE_FINAL_TYPE (PantauSyncStatus, pantau_sync_status, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

const char *
pantau_sync_status_icon (PantauPhase phase)
{
  switch (phase)
    {
    case PANTAU_PHASE_ALONE:
      return "computer-symbolic";
    case PANTAU_PHASE_RESTING:
      return "emblem-ok-symbolic";
    case PANTAU_PHASE_RUNNING:
      return "emblem-synchronizing-symbolic";
    case PANTAU_PHASE_OFFLINE:
      return "network-offline-symbolic";
    case PANTAU_PHASE_FAULT:
      return "dialog-warning-symbolic";
    }

  return "computer-symbolic";
}

/* The session is not there at first: a closure then gets what no phase is. */
static char *
icon_name_cb (GtkWidget *widget, PantauPhase phase, gboolean on_reserve)
{
  return g_strdup (pantau_sync_status_icon (on_reserve ? PANTAU_PHASE_FAULT : phase));
}

static void
pantau_sync_status_dispose (GObject *object)
{
  PantauSyncStatus *self = PANTAU_SYNC_STATUS (object);

  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_SYNC_STATUS);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_sync_status_parent_class)->dispose (object);
}

static void
pantau_sync_status_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauSyncStatus *self = PANTAU_SYNC_STATUS (object);

  switch ((PantauSyncStatusProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_sync_status_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauSyncStatus *self = PANTAU_SYNC_STATUS (object);

  switch ((PantauSyncStatusProperty) property)
    {
    case PROP_SESSION:
      if (g_set_object (&self->session, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_sync_status_class_init (PantauSyncStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_sync_status_dispose;
  object_class->get_property = pantau_sync_status_get_property;
  object_class->set_property = pantau_sync_status_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-sync-status.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSyncStatus, button);
  gtk_widget_class_bind_template_callback (widget_class, icon_name_cb);

  g_type_ensure (PANTAU_TYPE_SESSION);
}

static void
pantau_sync_status_init (PantauSyncStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
