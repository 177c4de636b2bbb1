/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer thread and its group commit; see the header. */

#include "config.h"

#include "writer.h"

#include "pantau-error.h"

/* Jobs in one transaction; a batch of 500 lines takes some 20 ms, so a group stays well below a second. */
#define GROUP 16

typedef struct
{
  PantauWriterJob run; /* NULL: the end */
  PantauWriterDone done;
  gpointer data;
  GError *error; /* (owned) (nullable) */
} Job;

struct _PantauWriter
{
  PantauProvince *province; /* (unowned) */
  PantauWriterNews news;
  gpointer news_data;

  GMainContext *context; /* where done and news are called */
  GAsyncQueue *queue;    /* of Job */
  GThread *thread;

  GMutex mutex; /* of the counters */
  guint64 commits;
  guint64 jobs;
};

/* What goes back to the main thread after a commit. */
typedef struct
{
  PantauWriter *writer;
  GPtrArray *jobs; /* of Job */
  GPtrArray *news; /* (nullable) */
} Result;

static void
job_free (Job *job)
{
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
deliver_cb (gpointer data)
{
  Result *result = data;

  for (guint i = 0; i < result->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (result->jobs, i);

      if (job->done != NULL)
        job->done (job->data, job->error);
    }
  if (result->news != NULL && result->news->len > 0 && result->writer->news != NULL)
    result->writer->news (result->news, result->writer->news_data);

  return G_SOURCE_REMOVE;
}

static void
result_free (Result *result)
{
  g_ptr_array_unref (result->jobs);
  g_clear_pointer (&result->news, g_ptr_array_unref);
  g_free (result);
}

/* One transaction with jobs @from to @to (not included). */
static gboolean
commit_jobs (
    PantauBook *book, GPtrArray *jobs, guint from, guint to, GPtrArray **news, GError **error)
{
  if (!pantau_book_begin (book, error))
    return FALSE;

  for (guint i = from; i < to; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);

      if (!job->run (book, job->data, error))
        {
          pantau_book_rollback (book);
          return FALSE;
        }
    }

  return pantau_book_commit (book, news, error);
}

/* One bad job must not take the others with it, so after a failure each is tried by itself. */
static void
run_group (PantauWriter *self, PantauBook *book, GPtrArray *jobs)
{
  g_autoptr (GError) error = NULL;
  Result *result = g_new0 (Result, 1);
  guint64 commits = 1;

  result->writer = self;
  result->jobs = g_ptr_array_ref (jobs);

  if (!commit_jobs (book, jobs, 0, jobs->len, &result->news, &error))
    {
      commits = 0;
      for (guint i = 0; i < jobs->len; i++)
        {
          Job *job = g_ptr_array_index (jobs, i);
          g_autoptr (GPtrArray) news = NULL;

          if (!commit_jobs (book, jobs, i, i + 1, &news, &job->error))
            continue;
          commits++;
          if (result->news == NULL)
            result->news = g_steal_pointer (&news);
          else
            g_ptr_array_extend_and_steal (result->news, g_steal_pointer (&news));
        }
    }

  g_mutex_lock (&self->mutex);
  self->commits += commits;
  self->jobs += jobs->len;
  g_mutex_unlock (&self->mutex);

  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, deliver_cb, result,
                              (GDestroyNotify) result_free);
}

/* After the answers have gone: what fails (a full disk) is tried again after the next group. */
static void
sweep (PantauWriter *self)
{
  g_autoptr (GError) error = NULL;

  if (!pantau_province_sweep (self->province, &error))
    g_message ("%s", error->message);
}

static gpointer
run (gpointer data)
{
  PantauWriter *self = data;
  g_autoptr (PantauBook) book = pantau_book_new (self->province);
  gboolean at_end = FALSE;

  sweep (self); /* what a crash left */

  while (!at_end)
    {
      g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
      Job *job = g_async_queue_pop (self->queue);

      for (; job != NULL; job = jobs->len < GROUP ? g_async_queue_try_pop (self->queue) : NULL)
        {
          if (job->run == NULL)
            {
              at_end = TRUE;
              job_free (job);
              break;
            }
          g_ptr_array_add (jobs, job);
        }
      if (jobs->len > 0)
        run_group (self, book, jobs);
      sweep (self);
    }

  return NULL;
}

PantauWriter *
pantau_writer_new (PantauProvince *province, PantauWriterNews news, gpointer data)
{
  PantauWriter *self = g_new0 (PantauWriter, 1);

  self->province = province;
  self->news = news;
  self->news_data = data;
  self->context = g_main_context_ref_thread_default ();
  self->queue = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  self->thread = g_thread_new ("writer", run, self);

  return self;
}

void
pantau_writer_free (PantauWriter *self)
{
  pantau_writer_submit (self, NULL, NULL, NULL);
  g_thread_join (self->thread);

  /* Answers that the thread left in the main context. */
  while (g_main_context_iteration (self->context, FALSE))
    ;

  g_async_queue_unref (self->queue);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
pantau_writer_submit (PantauWriter *self,
                      PantauWriterJob run_job,
                      PantauWriterDone done,
                      gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->run = run_job;
  job->done = done;
  job->data = data;
  g_async_queue_push (self->queue, job);
}

void
pantau_writer_get_statistics (PantauWriter *self, guint64 *commits, guint64 *jobs)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *commits = self->commits;
  *jobs = self->jobs;
}
