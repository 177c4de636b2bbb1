/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread that exchanges with the province. An exchange is never interrupted by what was written meanwhile; the waiting
 * for news after it is.
 */

#define G_LOG_DOMAIN "pantau-sync"

#include "config.h"

#include "pantau-sync-thread.h"

#include "pantau-backoff.h"
#include "pantau-error.h"

/* Seconds that a request is parked: below the idle time of most proxies, and on a line that costs by the byte as long as may be. */
#define WAIT_FOR_NEWS    55
#define WAIT_WHERE_COSTS PANTAU_WAIT_LIMIT

struct _PantauSyncThread
{
  PantauHome *home;      /* (unowned) */
  PantauTransfer *files; /* (unowned) */
  PantauSyncCallback callback;
  gpointer data;
  GMainContext *context; /* (owned) */
  GThread *thread; /* (nullable): NULL once joined */
  GPtrArray *reports; /* of GSource, which are still to be called; under @lock */

  GMutex lock;
  GCond woken;
  gboolean is_ending;
  gboolean is_asked; /* exchange again, when the backoff lets it */
  gboolean is_other; /* by another network: connections of the old one lead nowhere */
  PantauBackoff backoff;
  GCancellable *ending;  /* (owned): ends an exchange */
  GCancellable *waiting; /* (owned) (nullable): ends the waiting for news */

  /* The thread's own. */
  PantauClient *client; /* (owned) (nullable): from one exchange to the next */

  GNetworkMonitor *monitor; /* (unowned): lives as long as the program */
};

typedef struct
{
  PantauSyncThread *thread;
  PantauPhase phase;
  PantauSyncResult result;
  gboolean has_result;
  GError *error; /* (owned) (nullable) */
  gboolean news;
  gint64 next;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_clear_error (&report->error);
  g_free (report);
}

static gboolean
deliver (gpointer data)
{
  Report *report = data;
  PantauSyncThread *self = report->thread;
  PantauSyncNews news = { report->phase, report->has_result ? &report->result : NULL, report->error,
                          report->news, report->next };
  gboolean is_ending;

  g_mutex_lock (&self->lock);
  g_ptr_array_remove_fast (self->reports, g_main_current_source ());
  is_ending = self->is_ending;
  g_mutex_unlock (&self->lock);
  if (!is_ending)
    self->callback (&news, self->data);

  return G_SOURCE_REMOVE;
}

static void
tell (PantauSyncThread *self,
      PantauPhase phase,
      const PantauSyncResult *result,
      const GError *error,
      gboolean news,
      gint64 next)
{
  Report *report = g_new0 (Report, 1);
  GSource *source = g_idle_source_new ();

  report->thread = self;
  report->phase = phase;
  report->has_result = result != NULL;
  if (result != NULL)
    report->result = *result;
  report->error = error != NULL ? g_error_copy (error) : NULL;
  report->news = news;
  report->next = next;

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, report, report_free);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->reports, g_source_ref (source));
  g_mutex_unlock (&self->lock);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

static PantauPhase
phase_of_error (const GError *error)
{
  return pantau_error_is_temporary (error) ? PANTAU_PHASE_OFFLINE : PANTAU_PHASE_FAULT;
}

static gboolean
brought_news (const PantauSyncResult *result)
{
  return result->pulled > 0 || result->pushed > 0 || result->quarantined > 0 ||
         result->refused > 0 || result->erased > 0 || result->surrendered > 0 ||
         result->epoch_changed;
}

/* One client for many exchanges: its session is good for an hour. */
static PantauClient *
take_client (PantauSyncThread *self)
{
  gboolean is_other;

  g_mutex_lock (&self->lock);
  is_other = self->is_other;
  self->is_other = FALSE;
  g_mutex_unlock (&self->lock);
  if (is_other)
    g_clear_pointer (&self->client, pantau_client_free);
  if (self->client == NULL)
    self->client = pantau_sync_connect (self->home, NULL);

  return self->client;
}

/* How it went, and when the next one is due where it went badly. */
static gint64
note_end (PantauSyncThread *self, const GError *error)
{
  gint64 next = 0;

  g_mutex_lock (&self->lock);
  if (error == NULL)
    pantau_backoff_succeed (&self->backoff);
  else
    {
      pantau_backoff_fail (&self->backoff, error, g_get_monotonic_time ());
      next = pantau_backoff_get_next (&self->backoff);
    }
  g_mutex_unlock (&self->lock);

  return next;
}

/* One exchange; what came is taken in before anybody hears of it. */
static gboolean
exchange (PantauSyncThread *self, guint wait, GCancellable *cancellable)
{
  PantauSyncOptions options = {
    .wait = wait, .no_files = TRUE, .files = self->files, .client = take_client (self)
  };
  PantauSyncResult result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) store_error = NULL;
  gboolean ok, news;
  gint64 next;

  if (wait == 0)
    tell (self, PANTAU_PHASE_RUNNING, NULL, NULL, FALSE, 0);
  g_mutex_lock (&self->lock);
  pantau_backoff_begin (&self->backoff, g_get_monotonic_time ());
  g_mutex_unlock (&self->lock);
  ok = pantau_sync_run (self->home, &options, &result, cancellable, &error);
  news = brought_news (&result);
  if (news && !pantau_store_catch_up (pantau_home_get_store (self->home), &store_error))
    g_message ("%s", store_error->message);

  /* Woken while it waited for news, or asked to end: no failure of the exchange. */
  if (!ok && g_cancellable_is_cancelled (cancellable))
    {
      if (news)
        tell (self, PANTAU_PHASE_RESTING, NULL, NULL, TRUE, 0);
      return TRUE;
    }

  next = note_end (self, error);
  if (!ok)
    g_clear_pointer (&self->client, pantau_client_free);
  tell (self, ok ? PANTAU_PHASE_RESTING : phase_of_error (error), &result, error, news, next);

  return ok;
}

/* After a failure: until the next try is due, which whoever wakes may bring forward. */
static void
rest (PantauSyncThread *self)
{
  g_mutex_lock (&self->lock);
  while (!self->is_ending && g_get_monotonic_time () < pantau_backoff_get_next (&self->backoff))
    g_cond_wait_until (&self->woken, &self->lock, pantau_backoff_get_next (&self->backoff));
  g_mutex_unlock (&self->lock);
}

/* TRUE unless somebody asked for an exchange meanwhile. */
static gboolean
begin_waiting (PantauSyncThread *self)
{
  gboolean may;

  g_mutex_lock (&self->lock);
  may = !self->is_asked && !self->is_ending;
  if (may)
    self->waiting = g_cancellable_new ();
  g_mutex_unlock (&self->lock);

  return may;
}

static void
end_waiting (PantauSyncThread *self)
{
  g_mutex_lock (&self->lock);
  g_clear_object (&self->waiting);
  g_mutex_unlock (&self->lock);
}

static gpointer
run (gpointer data)
{
  PantauSyncThread *self = data;

  for (;;)
    {
      gboolean ok;

      g_mutex_lock (&self->lock);
      self->is_asked = FALSE;
      ok = !self->is_ending;
      g_mutex_unlock (&self->lock);
      if (!ok)
        break;

      ok = exchange (self, 0, self->ending);
      while (ok && begin_waiting (self))
        {
          guint wait = g_network_monitor_get_network_metered (self->monitor) ? WAIT_WHERE_COSTS
                                                                             : WAIT_FOR_NEWS;

          ok = exchange (self, wait, self->waiting);
          end_waiting (self);
        }
      if (!ok)
        rest (self);
    }
  g_clear_pointer (&self->client, pantau_client_free);

  return NULL;
}

/* @hurry brings the next try forward, under the lock; FALSE where there is no reason to. */
static void
wake (PantauSyncThread *self, gboolean (*hurry) (PantauSyncThread *self, gint64 now))
{
  g_autoptr (GCancellable) waiting = NULL;
  gboolean is_reason;

  g_mutex_lock (&self->lock);
  is_reason = hurry (self, g_get_monotonic_time ());
  if (is_reason)
    {
      self->is_asked = TRUE;
      if (self->waiting != NULL)
        waiting = g_object_ref (self->waiting);
      g_cond_signal (&self->woken);
    }
  g_mutex_unlock (&self->lock);

  if (waiting != NULL)
    g_cancellable_cancel (waiting);
}

static gboolean
hurry_written (PantauSyncThread *self, gint64 now)
{
  pantau_backoff_hurry (&self->backoff, FALSE, now);

  return TRUE;
}

static gboolean
hurry_asked (PantauSyncThread *self, gint64 now)
{
  pantau_backoff_hurry (&self->backoff, TRUE, now);

  return TRUE;
}

static gboolean
hurry_network (PantauSyncThread *self, gint64 now)
{
  if (!pantau_backoff_network (&self->backoff, now))
    return FALSE;
  self->is_other = TRUE;

  return TRUE;
}

/* Whatever it says of being available: what it calls so is a route, and the province may be on this machine. */
static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, gpointer data)
{
  wake (data, hurry_network);
}

/* Behind a login it becomes another when somebody has logged in. */
static void
connectivity_changed_cb (GNetworkMonitor *monitor, GParamSpec *pspec, gpointer data)
{
  wake (data, hurry_network);
}

PantauSyncThread *
pantau_sync_thread_new (PantauHome *home,
                        PantauTransfer *files,
                        PantauSyncCallback callback,
                        gpointer data)
{
  PantauSyncThread *self = g_new0 (PantauSyncThread, 1);

  self->home = home;
  self->files = files;
  self->callback = callback;
  self->data = data;
  self->context = g_main_context_ref_thread_default ();
  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  self->ending = g_cancellable_new ();
  pantau_backoff_init (&self->backoff, 0);
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  self->monitor = g_network_monitor_get_default ();
  g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
  g_signal_connect (self->monitor, "notify::connectivity", G_CALLBACK (connectivity_changed_cb),
                    self);
  self->thread = g_thread_new ("sync", run, self);

  return self;
}

void
pantau_sync_thread_wake (PantauSyncThread *self)
{
  wake (self, hurry_written);
}

void
pantau_sync_thread_ask (PantauSyncThread *self)
{
  wake (self, hurry_asked);
}

void
pantau_sync_thread_end (PantauSyncThread *self)
{
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->ending);
  pantau_sync_thread_wake (self);
}

void
pantau_sync_thread_join (PantauSyncThread *self)
{
  g_clear_pointer (&self->thread, g_thread_join);
}

void
pantau_sync_thread_free (PantauSyncThread *self)
{
  if (self->thread != NULL)
    {
      pantau_sync_thread_end (self);
      pantau_sync_thread_join (self);
    }

  /* What was not delivered yet has nobody to go to. */
  for (guint i = 0; i < self->reports->len; i++)
    g_source_destroy (g_ptr_array_index (self->reports, i));
  g_ptr_array_unref (self->reports);

  g_object_unref (self->ending);
  g_main_context_unref (self->context);
  pantau_backoff_clear (&self->backoff);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->woken);
  g_free (self);
}
