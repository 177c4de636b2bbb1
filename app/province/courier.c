/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads that open parcels, and the requests that bring them. */

#include "config.h"

#include "courier-private.h"

#include <string.h>

#include "pantau-homefile.h"

/* Opening and verifying cost the processor; what waits for the writer or a disk leaves it to the other. */
#define THREADS 2

/* Retry-After, seconds. */
#define SOON_WAIT 15
#define DISK_WAIT 300

typedef struct
{
  PantauCourier *courier; /* (unowned) */
  PantauCourierPost post; /* (owned) */
  PantauCourierOutcome outcome;
  PantauCourierDone done;
  gpointer data;
} Job;

static void
job_free (Job *job)
{
  g_bytes_unref (job->post.frame);
  g_free (job->post.carrier);
  g_free (job->post.after);
  g_free (job->outcome.device);
  g_free (job->outcome.question);
  g_free (job->outcome.hash);
  g_free (job->outcome.more);
  g_free (job->outcome.taken);
  g_ptr_array_unref (job->outcome.answers);
  g_array_unref (job->outcome.files);
  g_free (job);
}

static gboolean
done_cb (gpointer data)
{
  Job *job = data;
  PantauCourier *self = job->courier;

  if (job->outcome.trouble.status == 0)
    self->statistics.parcels++;
  else
    self->statistics.refused++;
  self->statistics.answers += job->outcome.answers->len;
  job->done (&job->outcome, job->data);
  job_free (job);
  self->n_jobs--;

  return G_SOURCE_REMOVE;
}

/* Never in the calling thread, not even where nobody turns the context just now. */
static void
run_in_main (PantauCourier *self, GSourceFunc func, gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, self->context);
}

static void
run (gpointer data, gpointer user_data)
{
  Job *job = data;
  PantauCourier *self = user_data;
  PantauCourierWork work = { .courier = self,
                             .db = g_async_queue_pop (self->readers),
                             .post = &job->post,
                             .outcome = &job->outcome };

  pantau_courier_work (&work);
  g_async_queue_push (self->readers, work.db);
  run_in_main (self, done_cb, job);
}

void
pantau_courier_submit (PantauCourier *self,
                       const PantauCourierPost *post,
                       PantauCourierDone done,
                       gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->courier = self;
  job->post = *post;
  job->post.frame = g_bytes_ref (post->frame);
  job->post.carrier = g_strdup (post->carrier);
  job->post.after = g_strdup (post->after);
  job->outcome.kind = "";
  job->outcome.answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  job->outcome.files = g_array_new (FALSE, FALSE, sizeof (PantauCourierFile));
  job->done = done;
  job->data = data;

  self->n_jobs++;
  if (self->has_stopped)
    {
      job->outcome.trouble = (PantauTrouble){ 503, "busy", "the province is about to stop" };
      done_cb (job);
      return;
    }
  g_thread_pool_push (self->pool, job, NULL);
}

/* ---- Waiting for other threads ---- */

struct _PantauCourierWait
{
  GMutex mutex;
  GCond cond;
  gboolean is_over;
  PantauCourierMain func;
  gpointer data;

  /* Of the writer. */
  PantauWriterJob job;
  GError *error; /* (owned) (nullable) */
};

void
pantau_courier_go_on (PantauCourierWait *wait)
{
  g_mutex_lock (&wait->mutex);
  wait->is_over = TRUE;
  g_cond_signal (&wait->cond);
  g_mutex_unlock (&wait->mutex);
}

static void
wait_for (PantauCourierWait *wait)
{
  g_mutex_lock (&wait->mutex);
  while (!wait->is_over)
    g_cond_wait (&wait->cond, &wait->mutex);
  g_mutex_unlock (&wait->mutex);
  g_cond_clear (&wait->cond);
  g_mutex_clear (&wait->mutex);
}

static gboolean
write_job (PantauBook *book, gpointer data, GError **error)
{
  PantauCourierWait *wait = data;

  return wait->job (book, wait->data, error);
}

static void
written_cb (gpointer data, const GError *error)
{
  PantauCourierWait *wait = data;

  if (error != NULL)
    wait->error = g_error_copy (error);
  pantau_courier_go_on (wait);
}

gboolean
pantau_courier_write (PantauCourier *self, PantauWriterJob job, gpointer data, GError **error)
{
  PantauCourierWait wait = { .job = job, .data = data };

  g_mutex_init (&wait.mutex);
  g_cond_init (&wait.cond);
  pantau_writer_submit (self->writer, write_job, written_cb, &wait);
  wait_for (&wait);
  if (wait.error == NULL)
    return TRUE;
  g_propagate_error (error, wait.error);

  return FALSE;
}

static gboolean
in_main_cb (gpointer data)
{
  PantauCourierWait *wait = data;

  wait->func (wait, wait->data);

  return G_SOURCE_REMOVE;
}

void
pantau_courier_in_main (PantauCourier *self, PantauCourierMain func, gpointer data)
{
  PantauCourierWait wait = { .func = func, .data = data };

  g_mutex_init (&wait.mutex);
  g_cond_init (&wait.cond);
  run_in_main (self, in_main_cb, &wait);
  wait_for (&wait);
}

/* ---- Requests ---- */

static void
refuse (PantauRequest *request, const PantauTrouble *trouble)
{
  g_autofree char *wait = NULL;

  if (trouble->status == 429 || trouble->status == 507)
    {
      wait = g_strdup_printf ("%d", trouble->status == 507 ? DISK_WAIT : SOON_WAIT);
      pantau_request_set_header (request, "Retry-After", wait);
    }
  pantau_request_problem (request, trouble->status, trouble->name, trouble->detail);
}

static void
posted_cb (PantauCourierOutcome *outcome, gpointer data)
{
  g_autoptr (PantauRequest) request = data;
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) body = NULL;

  if (outcome->trouble.status != 0)
    {
      refuse (request, &outcome->trouble);
      return;
    }

  for (guint i = 0; i < outcome->answers->len; i++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (outcome->answers, i), &size);

      g_byte_array_append (all, bytes, (guint) size);
    }
  body = g_byte_array_free_to_bytes (g_steal_pointer (&all));
  pantau_request_set_header (request, "Pantau-Taken", outcome->taken);
  if (outcome->more != NULL)
    {
      pantau_request_set_header (request, "Pantau-Cursor", outcome->more);
      pantau_request_set_header (request, "Pantau-More", "1");
    }
  pantau_request_reply (request, 200, PANTAU_PARCEL_TYPE, body);
}

void
pantau_courier_handle (PantauRequest *request, gpointer data)
{
  PantauCourier *self = data;
  g_autoptr (PantauDevice) carrier =
      pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_WRITE);
  PantauCourierPost post = { 0 };

  if (carrier == NULL)
    return;
  if (g_strcmp0 (pantau_request_get_header (request, "Content-Type"), PANTAU_PARCEL_TYPE) != 0)
    {
      pantau_request_problem (request, 415, "unsupported-type",
                              "Content-Type is not " PANTAU_PARCEL_TYPE);
      return;
    }

  post.frame = pantau_request_get_body (request);
  post.carrier = carrier->key;
  post.after = (char *) pantau_request_get_query (request, "after");
  post.files = g_strcmp0 (pantau_request_get_query (request, "files"), "0") != 0;
  pantau_courier_submit (self, &post, posted_cb, pantau_request_ref (request));
}

GPtrArray *
pantau_courier_load_keys (const char *directory)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_keypair_free);

  for (guint n = 1;; n++)
    {
      g_autofree char *path = g_strdup_printf ("%s/province.key.before-%u", directory, n);
      PantauKeypair *key;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return keys;
      key = pantau_keyfile_load (path, NULL);
      if (key != NULL)
        g_ptr_array_add (keys, key);
    }
}

PantauCourier *
pantau_courier_new (PantauProvince *province,
                    PantauSessions *sessions,
                    PantauWriter *writer,
                    PantauDepot *depot,
                    GError **error)
{
  g_autoptr (PantauCourier) self = g_new0 (PantauCourier, 1);

  self->province = province;
  self->sessions = sessions;
  self->writer = writer;
  self->depot = depot;
  self->context = g_main_context_ref_thread_default ();
  self->keys = pantau_courier_load_keys (pantau_province_get_path (province));
  self->pool = g_thread_pool_new (run, self, THREADS, FALSE, NULL);
  self->readers = pantau_province_open_readers (province, THREADS, error);
  if (self->readers == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
pantau_courier_stop (PantauCourier *self)
{
  self->has_stopped = TRUE;
  while (self->n_jobs > 0)
    g_main_context_iteration (self->context, TRUE);
}

void
pantau_courier_free (PantauCourier *self)
{
  pantau_courier_stop (self);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_clear_pointer (&self->readers, g_async_queue_unref);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->keys);
  g_free (self);
}

void
pantau_courier_get_statistics (PantauCourier *self, PantauCourierStatistics *statistics)
{
  *statistics = self->statistics;
}
