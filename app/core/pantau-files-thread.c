/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that sends files. What moves is told as it is when the main loop has time for it: of many reports the newest counts. */

#include "config.h"

#include "pantau-files-thread.h"

#include "pantau-backoff.h"
#include "pantau-mend.h"

#define TELL_INTERVAL 250 /* ms; nobody reads faster */

struct _PantauFilesThread
{
  PantauHome *home;         /* (unowned) */
  PantauTransfer *transfer; /* (owned) */
  PantauFilesCallback callback;
  gpointer data;
  GMainContext *context; /* (owned) */
  GThread *thread;       /* (nullable): NULL once joined */
  GCancellable *ending;  /* (owned) */

  GMutex lock;
  GCond woken;
  gboolean is_ending;
  gboolean is_asked;
  PantauBackoff backoff;

  /* What is still to be told. */
  GSource *source; /* (owned) (nullable): once something is */
  PantauTransferState state;
  PantauTransferResult result;
  gboolean has_result;
  GError *error; /* (owned) (nullable) */
};

static gboolean
deliver (gpointer data)
{
  PantauFilesThread *self = data;
  PantauTransferState state;
  PantauTransferResult result;
  g_autoptr (GError) error = NULL;
  PantauFilesNews news = { .state = &state };
  gboolean is_ending;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->source, g_source_unref);
  state = self->state;
  result = self->result;
  news.result = self->has_result ? &result : NULL;
  self->has_result = FALSE;
  error = g_steal_pointer (&self->error);
  is_ending = self->is_ending;
  g_mutex_unlock (&self->lock);

  news.error = error;
  if (!is_ending)
    self->callback (&news, self->data);

  return G_SOURCE_REMOVE;
}

/* Under the lock. What becomes known meanwhile is told with it. */
static void
announce (PantauFilesThread *self)
{
  if (self->source != NULL)
    return;
  self->source = g_timeout_source_new (TELL_INTERVAL);
  g_source_set_callback (self->source, deliver, self, NULL);
  g_source_attach (self->source, self->context);
}

static void
moved (const PantauTransferState *state, gpointer data)
{
  PantauFilesThread *self = data;

  g_mutex_lock (&self->lock);
  self->state = *state;
  announce (self);
  g_mutex_unlock (&self->lock);
}

static void
ended (PantauFilesThread *self, const PantauTransferResult *result, GError *error)
{
  g_mutex_lock (&self->lock);
  self->state = (PantauTransferState){ .left = -1 };
  /* Of two runs in a row that nobody heard of yet the sums count. */
  if (self->has_result)
    {
      guint sent = self->result.sent;

      self->result = *result;
      self->result.sent += sent;
    }
  else
    self->result = *result;
  self->has_result = TRUE;
  g_clear_error (&self->error);
  self->error = error;
  announce (self);
  g_mutex_unlock (&self->lock);
}

/* FALSE for the end. Waits for somebody to ask, or after a failure until the next try is due, which whoever asks may bring forward. */
static gboolean
rest (PantauFilesThread *self, gboolean has_failed)
{
  gboolean goes_on;

  g_mutex_lock (&self->lock);
  if (has_failed)
    while (!self->is_ending && g_get_monotonic_time () < pantau_backoff_get_next (&self->backoff))
      g_cond_wait_until (&self->woken, &self->lock, pantau_backoff_get_next (&self->backoff));
  else
    while (!self->is_ending && !self->is_asked)
      g_cond_wait (&self->woken, &self->lock);
  self->is_asked = FALSE;
  goes_on = !self->is_ending;
  if (goes_on)
    pantau_backoff_begin (&self->backoff, g_get_monotonic_time ());
  g_mutex_unlock (&self->lock);

  return goes_on;
}

static void
note_end (PantauFilesThread *self, gboolean came_on, const GError *error)
{
  g_mutex_lock (&self->lock);
  /* Whoever got something through begins anew. */
  if (error == NULL || came_on)
    pantau_backoff_succeed (&self->backoff);
  if (error != NULL)
    pantau_backoff_fail (&self->backoff, error, g_get_monotonic_time ());
  g_mutex_unlock (&self->lock);
}

/* After what is to be sent: a province that takes no files has none to give either. */
static gboolean
mend (PantauFilesThread *self, const PantauTransferResult *result, GError **error)
{
  guint mended;

  return result->no_door || pantau_mend_run (self->home, NULL, &mended, self->ending, error);
}

static gpointer
run (gpointer data)
{
  PantauFilesThread *self = data;
  gboolean ok = TRUE;

  while (rest (self, !ok))
    {
      PantauTransferResult result;
      GError *error = NULL;

      ok = pantau_transfer_run (self->transfer, NULL, &result, self->ending, &error) &&
           mend (self, &result, &error);
      note_end (self, result.sent > 0, error);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_clear_error (&error);
      ended (self, &result, error);
    }

  return NULL;
}

PantauFilesThread *
pantau_files_thread_new (PantauHome *home, PantauFilesCallback callback, gpointer data)
{
  PantauFilesThread *self = g_new0 (PantauFilesThread, 1);

  self->home = home;
  self->transfer = pantau_transfer_new (home, moved, self);
  self->callback = callback;
  self->data = data;
  self->context = g_main_context_ref_thread_default ();
  self->ending = g_cancellable_new ();
  self->state.left = -1;
  pantau_backoff_init (&self->backoff, 0);
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  self->thread = g_thread_new ("files", run, self);

  return self;
}

void
pantau_files_thread_wake (PantauFilesThread *self, gboolean at_once)
{
  pantau_transfer_poke (self->transfer, at_once);
  g_mutex_lock (&self->lock);
  self->is_asked = TRUE;
  pantau_backoff_hurry (&self->backoff, at_once, g_get_monotonic_time ());
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
}

PantauTransfer *
pantau_files_thread_get_transfer (PantauFilesThread *self)
{
  return self->transfer;
}

void
pantau_files_thread_end (PantauFilesThread *self)
{
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->ending);
}

void
pantau_files_thread_join (PantauFilesThread *self)
{
  g_clear_pointer (&self->thread, g_thread_join);
}

void
pantau_files_thread_free (PantauFilesThread *self)
{
  if (self->thread != NULL)
    {
      pantau_files_thread_end (self);
      pantau_files_thread_join (self);
    }

  /* What was not delivered yet has nobody to go to. */
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_clear_error (&self->error);
  pantau_transfer_free (self->transfer);
  g_object_unref (self->ending);
  g_main_context_unref (self->context);
  pantau_backoff_clear (&self->backoff);
  g_cond_clear (&self->woken);
  g_mutex_clear (&self->lock);
  g_free (self);
}
