/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread with a queue of GTasks. */

#define G_LOG_DOMAIN "pantau-worker"

#include "config.h"

#include "pantau-worker.h"

struct _PantauWorker
{
  GAsyncQueue *queue; /* of Job */
  GThread *thread;
  guint64 pushed; /* of the thread that pushes */
};

typedef struct
{
  GTask *task; /* (owned) (nullable): NULL ends the thread */
  GTaskThreadFunc func;
  int priority;
  guint64 number;
} Job;

static int
compare_jobs (gconstpointer a, gconstpointer b, gpointer data)
{
  const Job *left = a, *right = b;

  if (left->priority != right->priority)
    return left->priority < right->priority ? -1 : 1;

  return left->number < right->number ? -1 : left->number > right->number;
}

static gboolean
forget (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* Not here: with the last task goes its source object, and that one may join this very thread. */
static void
release (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, forget, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
work (gpointer data)
{
  PantauWorker *self = data;

  for (;;)
    {
      g_autofree Job *job = g_async_queue_pop (self->queue);
      GTask *task = job->task;

      if (task == NULL)
        return NULL;
      if (!g_task_get_check_cancellable (task) || !g_task_return_error_if_cancelled (task))
        job->func (task, g_task_get_source_object (task), g_task_get_task_data (task),
                   g_task_get_cancellable (task));
      release (task);
    }
}

PantauWorker *
pantau_worker_new (const char *name)
{
  PantauWorker *self = g_new0 (PantauWorker, 1);

  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, work, self);

  return self;
}

static void
push (PantauWorker *self, GTask *task, GTaskThreadFunc func, int priority)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->func = func;
  job->priority = priority;
  job->number = self->pushed++;
  g_async_queue_push_sorted (self->queue, job, compare_jobs, NULL);
}

void
pantau_worker_push (PantauWorker *self, GTask *task, GTaskThreadFunc func)
{
  g_return_if_fail (G_IS_TASK (task) && func != NULL);

  push (self, g_object_ref (task), func, g_task_get_priority (task));
}

void
pantau_worker_free (PantauWorker *self)
{
  push (self, NULL, NULL, G_MAXINT);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}
