/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody should act upon, on the sync page. */

#define G_LOG_DOMAIN "pantau-sync-cautions"

#include "config.h"

#include "pantau-sync-cautions.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-ui.h"

struct _PantauSyncCautions
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of the session */

  GtkWidget *clock_box;
  GtkLabel *clock_label;
  GtkWidget *quarantine_box;
  GtkLabel *quarantine_label;
  GtkWidget *refused_box;
  GtkLabel *refused_label;
  GtkWidget *rekey_button;
  GtkWidget *reserve_box;
  GtkWidget *warning_box;
  GtkLabel *warning_label;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauSyncCautionsProperty;

G_DEFINE_FINAL_TYPE (PantauSyncCautions, pantau_sync_cautions, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

/* One that holds nothing takes no room, nor the space around it. */
static void
settle (PantauSyncCautions *self)
{
  gboolean is_needed = FALSE;

  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self)); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    is_needed = is_needed || gtk_widget_get_visible (box);
  gtk_widget_set_visible (GTK_WIDGET (self), is_needed);
}

static void
show_laptop (PantauSyncCautions *self)
{
  g_autofree char *clock =
      self->session != NULL
          ? pantau_advice_for_clock (pantau_session_get_clock_error (self->session))
          : NULL;

  gtk_label_set_label (self->clock_label, clock != NULL ? clock : "");
  gtk_widget_set_visible (self->clock_box, clock != NULL);
  gtk_widget_set_visible (self->reserve_box,
                          self->session != NULL && pantau_session_is_on_reserve (self->session));
  settle (self);
}

static void
show_refused (PantauSyncCautions *self, gint64 n)
{
  gtk_widget_set_visible (self->refused_box, n > 0);
  gtk_label_set_label (
      self->refused_label,
      n == 0
          ? ""
          : ngettext ("The province did not take a line. It is kept here; the reason stands below. "
                      "Please tell the administrator of your Bawaslu office.",
                      "The province did not take some lines. They are kept here; the reasons stand "
                      "below. Please tell the administrator of your Bawaslu office.",
                      (gulong) n));
}

static void
show_quarantined (PantauSyncCautions *self, gint64 n)
{
  g_autofree char *number = pantau_format_integer (n), *text = NULL;

  gtk_widget_set_visible (self->quarantine_box, n > 0);
  if (n == 0)
    return;
  text = g_strdup_printf (
      ngettext ("%s record is in quarantine: the province has it, and a desk must decide about it.",
                "%s records are in quarantine: the province has them, and a desk must decide "
                "about them.",
                (gulong) n),
      number);
  gtk_label_set_label (self->quarantine_label, text);
}

void
pantau_sync_cautions_show (PantauSyncCautions *self, const PantauOutbox *outbox)
{
  const char *warning = outbox != NULL ? outbox->warning : NULL;

  g_return_if_fail (PANTAU_IS_SYNC_CAUTIONS (self));

  gtk_widget_set_visible (self->warning_box, warning != NULL);
  gtk_label_set_label (self->warning_label, warning != NULL ? warning : "");
  gtk_widget_set_visible (self->rekey_button, outbox != NULL && outbox->copied);
  show_refused (self, outbox != NULL ? outbox->counts->refused : 0);
  show_quarantined (self, outbox != NULL ? outbox->counts->quarantined : 0);
  settle (self);
}

/* --- The widget --- */

static void
pantau_sync_cautions_dispose (GObject *object)
{
  PantauSyncCautions *self = PANTAU_SYNC_CAUTIONS (object);

  g_clear_object (&self->signals);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_SYNC_CAUTIONS);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_sync_cautions_parent_class)->dispose (object);
}

static void
pantau_sync_cautions_get_property (GObject *object,
                                   guint property,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  PantauSyncCautions *self = PANTAU_SYNC_CAUTIONS (object);

  switch ((PantauSyncCautionsProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_sync_cautions_set_property (GObject *object,
                                   guint property,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  PantauSyncCautions *self = PANTAU_SYNC_CAUTIONS (object);

  switch ((PantauSyncCautionsProperty) property)
    {
    case PROP_SESSION:
      if (g_set_object (&self->session, g_value_get_object (value)))
        {
          g_signal_group_set_target (self->signals, self->session);
          pantau_sync_cautions_show (self, NULL);
          show_laptop (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    }
}

static void
pantau_sync_cautions_class_init (PantauSyncCautionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_sync_cautions_dispose;
  object_class->get_property = pantau_sync_cautions_get_property;
  object_class->set_property = pantau_sync_cautions_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-sync-cautions.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, clock_box);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, clock_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, quarantine_box);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, quarantine_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, refused_box);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, refused_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, rekey_button);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, reserve_box);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, warning_box);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncCautions, warning_label);
}

static void
pantau_sync_cautions_init (PantauSyncCautions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::clock-error", G_CALLBACK (show_laptop),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::on-reserve", G_CALLBACK (show_laptop),
                                  self);
}
