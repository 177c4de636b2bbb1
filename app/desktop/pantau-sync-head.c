/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the sync, large. While it waits for its next try the seconds are counted by the clock of this process alone: nothing is asked for them.
 */

#define G_LOG_DOMAIN "pantau-sync-head"

#include "config.h"

#include "pantau-sync-head.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-error.h"
#include "pantau-launch.h"
#include "pantau-sync-status.h"
#include "pantau-sync-words.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

/* How long a try that follows a failure leaves the words as they are: most fail again at once, and words that come and go cannot be read. */
#define PATIENCE 1000 /* ms */

struct _PantauSyncHead
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of the session */
  guint tick_source;      /* while a next try is counted down */
  guint patience_source;  /* while a try may still fail at once */
  gboolean is_trying;     /* one after a failure goes on */

  GtkLabel *advice_label;
  GtkButton *enroll_button;
  GtkLabel *message_label;
  GtkLabel *next_label;
  GtkButton *portal_button;
  GtkLabel *portal_label;
  GtkImage *state_image;
  GtkButton *sync_button;
  GtkLabel *title_label;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauSyncHeadProperty;

G_DEFINE_FINAL_TYPE (PantauSyncHead, pantau_sync_head, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

/* --- The next try --- */

static void
show_next (PantauSyncHead *self)
{
  gint64 next = pantau_session_get_next_try (self->session);
  g_autofree char *text = NULL;

  /* Rounded up: it says 1 second until there is none left. */
  if (self->patience_source != 0)
    text = pantau_sync_words_next (0);
  else if (next != 0)
    text = pantau_sync_words_next ((next - g_get_monotonic_time () + G_USEC_PER_SEC - 1) /
                                   G_USEC_PER_SEC);
  pantau_ui_set_text (self->next_label, text);
}

static gboolean
tick (gpointer data)
{
  show_next (data);

  return G_SOURCE_CONTINUE;
}

/* A second is counted only while somebody sees it. */
static void
count_down (PantauSyncHead *self)
{
  gboolean is_counted = self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                        pantau_session_get_next_try (self->session) != 0;

  if (self->session != NULL)
    show_next (self);
  if (!is_counted)
    g_clear_handle_id (&self->tick_source, g_source_remove);
  else if (self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (1, tick, self);
}

/* --- The state --- */

/* A home with a province whose key nobody has granted: it was given a new one. */
static gboolean
has_new_key (PantauSession *session)
{
  return pantau_session_is_enrolled (session) && *pantau_session_get_role (session) == '\0';
}

/* The province knows this laptop no more, or not yet: what helps is an invitation. */
static gboolean
wants_invitation (const GError *error)
{
  const char *problem = pantau_error_get_problem (error);

  return g_strcmp0 (problem, "unknown-device") == 0 || g_strcmp0 (problem, "revoked") == 0;
}

static void
show_words (PantauSyncHead *self, PantauPhase phase, const GError *error)
{
  gint64 waiting = pantau_session_get_waiting (self->session),
         files = pantau_session_get_files (self->session);
  g_autofree char *message = NULL;

  if (has_new_key (self->session))
    {
      pantau_ui_set_text (self->title_label, _ ("This laptop has a new key"));
      pantau_ui_set_text (self->message_label,
                          _ ("It neither sends nor receives until it is enrolled again "
                             "with a new invitation."));
      pantau_ui_set_text (self->advice_label,
                          _ ("You can go on recording; everything is safe here, and is "
                             "sent after that."));
      return;
    }

  if (error != NULL && phase != PANTAU_PHASE_RUNNING)
    message = pantau_advice_sentence (error->message);
  pantau_ui_set_text (self->title_label, pantau_sync_words_title (phase, error, waiting, files));
  pantau_ui_set_text (self->message_label, message);
  pantau_ui_set_text (self->advice_label, pantau_sync_words_advice (phase, error, waiting, files));
}

static void refresh (PantauSyncHead *self);

static gboolean
patience_ended (gpointer data)
{
  PantauSyncHead *self = data;

  self->patience_source = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

/* TRUE while what is shown of the failure stays. */
static gboolean
keeps_words (PantauSyncHead *self)
{
  if (pantau_session_get_phase (self->session) != PANTAU_PHASE_RUNNING ||
      pantau_session_get_sync_error (self->session) == NULL)
    {
      self->is_trying = FALSE;
      g_clear_handle_id (&self->patience_source, g_source_remove);
    }
  else if (!self->is_trying)
    {
      self->is_trying = TRUE;
      if (*gtk_label_get_label (self->title_label) != '\0')
        self->patience_source = g_timeout_add (PATIENCE, patience_ended, self);
    }

  return self->patience_source != 0;
}

static void
refresh (PantauSyncHead *self)
{
  PantauSession *session = self->session;
  PantauPhase phase;
  const GError *error;
  gboolean is_alone, is_running, is_portal, is_to_enroll;

  if (session == NULL)
    return;
  if (keeps_words (self))
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->sync_button), FALSE);
      count_down (self);
      return;
    }

  phase = pantau_session_get_phase (session);
  error = pantau_session_get_sync_error (session);
  is_alone = phase == PANTAU_PHASE_ALONE;
  is_running = phase == PANTAU_PHASE_RUNNING;
  /* A login page stays on offer while it is tried whether somebody has logged in. */
  is_portal = g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_PORTAL);
  is_to_enroll = is_alone || has_new_key (session) || (!is_running && wants_invitation (error));

  gtk_image_set_from_icon_name (self->state_image, pantau_sync_status_icon (phase));
  show_words (self, phase, error);
  gtk_widget_set_visible (GTK_WIDGET (self->portal_label), is_portal);
  gtk_widget_set_visible (GTK_WIDGET (self->portal_button), is_portal);
  gtk_widget_set_visible (GTK_WIDGET (self->enroll_button), is_to_enroll);
  gtk_widget_set_visible (GTK_WIDGET (self->sync_button), !is_alone);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sync_button), !is_running);
  if (is_portal || is_to_enroll)
    gtk_widget_remove_css_class (GTK_WIDGET (self->sync_button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->sync_button), "suggested-action");
  count_down (self);
}

/* --- The login page of a network --- */

static void
page_was_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!pantau_launch_finish (GTK_WIDGET (source), result, &error))
    pantau_ui_toast_error (GTK_WIDGET (source), error);
}

/*
 * Never where the network sent us: that address may be anything. Nor the province's: over HTTPS no such network can answer for it, and it would tell
 * whose laptop this is.
 */
static void
open_portal (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_launch_page (widget, PANTAU_ADVICE_PORTAL_PAGE, page_was_opened, NULL);
}

/* --- The widget --- */

static void
session_changed (PantauSession *session, PantauSyncHead *self)
{
  refresh (self);
}

static void
session_notified (PantauSession *session, GParamSpec *pspec, PantauSyncHead *self)
{
  if (g_str_equal (pspec->name, "next-try"))
    count_down (self);
  else if (!g_str_equal (pspec->name, "last-contact"))
    refresh (self);
}

static void
pantau_sync_head_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_sync_head_parent_class)->map (widget);

  refresh (PANTAU_SYNC_HEAD (widget));
}

static void
pantau_sync_head_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_sync_head_parent_class)->unmap (widget);

  count_down (PANTAU_SYNC_HEAD (widget));
}

static void
pantau_sync_head_dispose (GObject *object)
{
  PantauSyncHead *self = PANTAU_SYNC_HEAD (object);

  g_clear_handle_id (&self->patience_source, g_source_remove);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->signals);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_SYNC_HEAD);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_sync_head_parent_class)->dispose (object);
}

static void
pantau_sync_head_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauSyncHead *self = PANTAU_SYNC_HEAD (object);

  switch ((PantauSyncHeadProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_sync_head_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  PantauSyncHead *self = PANTAU_SYNC_HEAD (object);

  switch ((PantauSyncHeadProperty) property)
    {
    case PROP_SESSION:
      if (g_set_object (&self->session, g_value_get_object (value)))
        {
          gtk_label_set_label (self->title_label, ""); /* another's words are not kept */
          g_signal_group_set_target (self->signals, self->session);
          refresh (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    }
}

static void
pantau_sync_head_class_init (PantauSyncHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_sync_head_dispose;
  object_class->get_property = pantau_sync_head_get_property;
  object_class->set_property = pantau_sync_head_set_property;
  widget_class->map = pantau_sync_head_map;
  widget_class->unmap = pantau_sync_head_unmap;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-sync-head.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, advice_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, enroll_button);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, message_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, next_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, portal_button);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, portal_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, state_image);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, sync_button);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncHead, title_label);

  gtk_widget_class_install_action (widget_class, "sync.open-portal", NULL, open_portal);
}

static void
pantau_sync_head_init (PantauSyncHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect (self->signals, "changed", G_CALLBACK (session_changed), self);
  g_signal_group_connect (self->signals, "notify", G_CALLBACK (session_notified), self);
}

void
pantau_sync_head_tell (PantauSyncHead *self, const GError *error)
{
  g_return_if_fail (PANTAU_IS_SYNC_HEAD (self));

  pantau_ui_set_text (self->message_label, error->message);
  pantau_ui_set_text (self->advice_label, pantau_advice_for_error (error));
}
