/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Early warnings that come by themselves while the window is open. */

#define G_LOG_DOMAIN "pantau-warning-watch"

#include "config.h"

#include "pantau-warning-watch.h"

#include "pantau-backoff.h"
#include "pantau-ui.h"
#include "pantau-warning-fetch.h"
#include "pantau-warning-work.h"

/* Minutes; BMKG's warnings are renewed every few hours, and heavy rain is told of one to three hours ahead. */
static const guint choices[] = { 15, 30, 60, 180, 0 };

/* ms */
static guint minute = 60 * 1000;

struct _PantauWarningWatch
{
  GObject parent_instance;

  PantauSession *session;    /* (owned) (nullable) once it is disposed */
  GCancellable *cancellable; /* (owned) (nullable): of what is being fetched */
  PantauBackoff backoff;
  guint source;
};

G_DEFINE_FINAL_TYPE (PantauWarningWatch, pantau_warning_watch, G_TYPE_OBJECT)

const guint *
pantau_warning_watch_choices (void)
{
  return choices;
}

guint
pantau_warning_watch_get_minutes (PantauSession *session)
{
  const char *text = pantau_session_get_setting (session, PANTAU_SETTING_WARNINGS_EVERY);
  guint64 minutes = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  return minutes >= 1 && minutes <= 24 * 60 ? (guint) minutes : 0;
}

void
pantau_warning_watch_set_minute (guint ms)
{
  minute = ms > 0 ? ms : 60 * 1000;
}

static gboolean fetch (gpointer data);

static void
fetch_in (PantauWarningWatch *self, gint64 ms)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add ((guint) CLAMP (ms, 1, G_MAXINT), fetch, self);
}

static void
was_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauWarningWatch) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *told = pantau_warning_work_finish (PANTAU_SESSION (source), result, &error);
  gint64 now = g_get_monotonic_time ();
  guint minutes;

  if (self == NULL || self->session == NULL)
    return;
  g_clear_object (&self->cancellable);
  minutes = pantau_warning_watch_get_minutes (self->session);
  if (told != NULL)
    {
      pantau_backoff_succeed (&self->backoff);
      g_signal_emit_by_name (self->session, "changed");
    }
  else
    {
      g_debug ("%s", error->message);
      pantau_backoff_fail (&self->backoff, error, now);
    }
  if (minutes == 0)
    return;
  fetch_in (self, told != NULL ? (gint64) minutes * minute
                               : MAX ((pantau_backoff_get_next (&self->backoff) - now) / 1000,
                                      (gint64) minute));
}

static gboolean
fetch (gpointer data)
{
  PantauWarningWatch *self = data;

  self->source = 0;
  if (self->cancellable != NULL)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  pantau_backoff_begin (&self->backoff, g_get_monotonic_time ());
  pantau_warning_work_fetch (self->session, self->cancellable, was_fetched,
                             pantau_ui_weak_new (self));

  return G_SOURCE_REMOVE;
}

/* With the window, and whenever somebody chooses otherwise: soon. */
static void
begin (PantauWarningWatch *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (pantau_warning_watch_get_minutes (self->session) > 0)
    fetch_in (self, minute / 6);
}

static void
setting_changed (PantauWarningWatch *self, const char *name)
{
  if (g_str_equal (name, PANTAU_SETTING_WARNINGS_EVERY) ||
      g_str_equal (name, PANTAU_SETTING_WARNINGS_URL))
    begin (self);
}

static void
pantau_warning_watch_dispose (GObject *object)
{
  PantauWarningWatch *self = PANTAU_WARNING_WATCH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_warning_watch_parent_class)->dispose (object);
}

static void
pantau_warning_watch_finalize (GObject *object)
{
  pantau_backoff_clear (&PANTAU_WARNING_WATCH (object)->backoff);

  G_OBJECT_CLASS (pantau_warning_watch_parent_class)->finalize (object);
}

static void
pantau_warning_watch_class_init (PantauWarningWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pantau_warning_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = pantau_warning_watch_finalize;
}

static void
pantau_warning_watch_init (PantauWarningWatch *self)
{
  pantau_backoff_init (&self->backoff, 0);
}

PantauWarningWatch *
pantau_warning_watch_new (PantauSession *session)
{
  PantauWarningWatch *self = g_object_new (PANTAU_TYPE_WARNING_WATCH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "setting-changed", G_CALLBACK (setting_changed), self);
  begin (self);

  return self;
}
