/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a session. What it has in the main loop ends at once; its threads end what was asked of them, which may wait for a disk, and then the
 * home is closed, by whoever has the time to wait for both.
 */

#define G_LOG_DOMAIN "pantau-session"

#include "config.h"

#include "pantau-session-fetch.h"
#include "pantau-session-private.h"

/* What is still to end. Home and reader stay with the session until then: what was asked for is done with them. */
typedef struct
{
  PantauSyncThread *sync;              /* (owned) (nullable) */
  PantauFilesThread *files;            /* (owned) (nullable) */
  PantauWorker *errands;               /* (owned) (nullable) */
  PantauWorker *peers[PANTAU_N_PEERS]; /* (owned) (nullable) */
  PantauWorker *checks;                /* (owned) (nullable) */
  PantauWorker *reading;               /* (owned) (nullable) */
  PantauWorker *writer;                /* (owned) (nullable) */
} Closing;

static Closing *
begin (PantauSession *self)
{
  Closing *closing = g_new0 (Closing, 1);

  self->is_closed = TRUE;
  g_clear_handle_id (&self->changed_source, g_source_remove);
  g_clear_handle_id (&self->reserve_source, g_source_remove);
  if (self->home != NULL)
    pantau_home_set_damage_func (self->home, NULL, NULL);
  pantau_session_cancel_fetches (self);
  g_cancellable_cancel (self->closing);

  closing->sync = g_steal_pointer (&self->sync);
  closing->files = g_steal_pointer (&self->files);
  closing->errands = g_steal_pointer (&self->errands);
  for (guint i = 0; i < PANTAU_N_PEERS; i++)
    closing->peers[i] = g_steal_pointer (&self->peers[i]);
  closing->checks = g_steal_pointer (&self->checks);
  closing->reading = g_steal_pointer (&self->reading);
  closing->writer = g_steal_pointer (&self->writer);
  if (closing->sync != NULL)
    pantau_sync_thread_end (closing->sync);
  if (closing->files != NULL)
    pantau_files_thread_end (closing->files);

  return closing;
}

/* In any thread. */
static void
wait_for_threads (PantauSession *self, Closing *closing)
{
  if (closing->sync != NULL)
    pantau_sync_thread_join (closing->sync);
  if (closing->files != NULL)
    pantau_files_thread_join (closing->files);
  g_clear_pointer (&closing->errands, pantau_worker_free);
  for (guint i = 0; i < PANTAU_N_PEERS; i++)
    g_clear_pointer (&closing->peers[i], pantau_worker_free);
  g_clear_pointer (&closing->checks, pantau_worker_free);
  g_clear_pointer (&closing->reading, pantau_worker_free);
  g_clear_pointer (&self->reader, pantau_reader_free);
  g_clear_pointer (&closing->writer, pantau_worker_free);
  g_clear_pointer (&self->home, pantau_home_close);
}

/* Where they were made: what they had to tell is still in this thread's main loop. */
static void
closing_free (gpointer data)
{
  Closing *closing = data;

  g_clear_pointer (&closing->sync, pantau_sync_thread_free);
  g_clear_pointer (&closing->files, pantau_files_thread_free);
  g_free (closing);
}

static void
close_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  wait_for_threads (source, data);
  g_task_return_boolean (task, TRUE);
}

static void
has_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;

  /* The inner task may go in the thread; what it held is let go here. */
  closing_free (g_task_get_task_data (G_TASK (result)));
  g_task_return_boolean (outer, TRUE);
}

void
pantau_session_close_async (PantauSession *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) outer = NULL, task = NULL;

  g_return_if_fail (PANTAU_IS_SESSION (self));

  outer = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (outer, pantau_session_close_async);
  if (self->is_closed)
    {
      g_task_return_boolean (outer, TRUE);
      return;
    }
  task = g_task_new (self, NULL, has_closed, g_steal_pointer (&outer));
  g_task_set_task_data (task, begin (self), NULL);
  g_task_run_in_thread (task, close_in_thread);
}

void
pantau_session_close (PantauSession *self)
{
  Closing *closing;

  g_return_if_fail (PANTAU_IS_SESSION (self));

  if (self->is_closed)
    return;
  closing = begin (self);
  wait_for_threads (self, closing);
  closing_free (closing);
}
