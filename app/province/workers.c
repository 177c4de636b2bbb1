/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads for files: reading and writing them, hashing them, asking the ledger who may have them. */

#include "config.h"

#include "workers.h"

#define THREADS 3

struct _PantauWorkers
{
  GMainContext *context; /* (owned) */
  GThreadPool *pool;     /* (nullable): NULL once it is finished */
  GAsyncQueue *readers;  /* of PantauDb, idle ones; as many as threads */
};

typedef struct
{
  PantauWork work;
  PantauWorkDone done;
  gpointer data;
} Job;

static gboolean
done_cb (gpointer data)
{
  Job *job = data;

  job->done (job->data);

  return G_SOURCE_REMOVE;
}

static void
run (gpointer data, gpointer user_data)
{
  Job *job = data;
  PantauWorkers *self = user_data;
  PantauDb *db = g_async_queue_pop (self->readers);
  g_autoptr (GSource) source = g_idle_source_new ();

  job->work (db, job->data);
  g_async_queue_push (self->readers, db);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, done_cb, job, g_free);
  g_source_attach (source, self->context);
}

PantauWorkers *
pantau_workers_new (PantauProvince *province, GError **error)
{
  g_autoptr (PantauWorkers) self = g_new0 (PantauWorkers, 1);

  self->context = g_main_context_ref_thread_default ();
  self->pool = g_thread_pool_new (run, self, THREADS, FALSE, NULL);
  self->readers = pantau_province_open_readers (province, THREADS, error);
  if (self->readers == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
pantau_workers_finish (PantauWorkers *self)
{
  g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
  while (g_main_context_iteration (self->context, FALSE))
    ; /* what the threads finished last */
}

void
pantau_workers_free (PantauWorkers *self)
{
  if (self->pool != NULL)
    pantau_workers_finish (self);
  g_clear_pointer (&self->readers, g_async_queue_unref);
  g_main_context_unref (self->context);
  g_free (self);
}

void
pantau_workers_run (PantauWorkers *self, PantauWork work, PantauWorkDone done, gpointer data)
{
  PantauDb *db;
  Job *job;

  if (self->pool == NULL)
    {
      db = g_async_queue_pop (self->readers);
      work (db, data);
      g_async_queue_push (self->readers, db);
      done (data);
      return;
    }

  job = g_new (Job, 1);
  *job = (Job){ work, done, data };
  g_thread_pool_push (self->pool, job, NULL);
}
