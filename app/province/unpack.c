/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed pushes; see the header. */

#include "config.h"

#include "unpack.h"

#include "pantau-client.h"
#include "pantau-error.h"
#include "pantau-pack-after.h"
#include "pantau-pack.h"

#define READERS 2

/* What a batch may unpack to: one line's end more than a batch. */
#define LIMIT (PANTAU_BATCH_BYTES + PANTAU_LINE_LIMIT)

struct _PantauUnpacker
{
  GAsyncQueue *readers; /* of PantauDb, idle ones */
  GThreadPool *pool;
};

typedef struct
{
  PantauRequest *request; /* (owned) */
  char *device;
  gboolean is_after;
  PantauUnpacked done;
  gpointer data;

  GBytes *lines; /* (owned) (nullable) */
  GError *error; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->lines, g_bytes_unref);
  g_clear_error (&job->error);
  g_free (job->device);
  pantau_request_unref (job->request);
  g_free (job);
}

static void
unpacked_cb (PantauRequest *request, gpointer data)
{
  Job *job = data;

  if (job->lines != NULL)
    job->done (request, job->lines, job->data);
  else if (g_error_matches (job->error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
    pantau_request_problem (request, 413, "too-large",
                            "the packed lines are more than a batch holds");
  else if (g_error_matches (job->error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND) ||
           g_error_matches (job->error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT))
    pantau_request_problem (request, 409, "not-known",
                            "the lines that these follow are not here as they were there");
  else if (g_error_matches (job->error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED))
    pantau_request_problem (request, 400, "malformed", "the packed lines are damaged");
  else
    pantau_request_problem (request, 500, "internal", "the ledger could not be read");
}

static GBytes *
unpack_after (Job *job, PantauDb *db, const char *bytes, gsize length)
{
  g_autoptr (PantauKnown) known = NULL;
  PantauKnownName name;

  if (!pantau_pack_after_read (bytes, length, &name, &job->error))
    return NULL;
  if (name.n > 0)
    {
      known = pantau_known_read (db, job->device, name.last, name.n, &job->error);
      if (known == NULL)
        return NULL;
    }

  return pantau_unpack_after (known, bytes, length, LIMIT, &job->error);
}

static void
run (gpointer data, gpointer user_data)
{
  Job *job = data;
  PantauUnpacker *self = user_data;
  PantauDb *db = g_async_queue_pop (self->readers);
  gsize length;
  const char *bytes = g_bytes_get_data (pantau_request_get_body (job->request), &length);

  if (job->is_after)
    job->lines = unpack_after (job, db, bytes, length);
  else
    job->lines = pantau_unpack (bytes, length, LIMIT, &job->error);

  g_async_queue_push (self->readers, db);
  pantau_request_invoke (job->request, unpacked_cb, job, job_free);
}

PantauUnpacker *
pantau_unpacker_new (PantauProvince *province, GError **error)
{
  g_autoptr (GAsyncQueue) readers = pantau_province_open_readers (province, READERS, error);
  PantauUnpacker *self;

  if (readers == NULL)
    return NULL;
  self = g_new0 (PantauUnpacker, 1);
  self->readers = g_steal_pointer (&readers);
  self->pool = g_thread_pool_new (run, self, READERS, FALSE, NULL);

  return self;
}

void
pantau_unpacker_free (PantauUnpacker *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ; /* what the threads unpacked last */
  g_async_queue_unref (self->readers);
  g_free (self);
}

gboolean
pantau_unpacker_take (PantauUnpacker *self,
                      PantauRequest *request,
                      const PantauDevice *device,
                      PantauUnpacked done,
                      gpointer data)
{
  const char *type = pantau_request_get_header (request, "Content-Type");
  gboolean is_after = g_strcmp0 (type, PANTAU_PACK_AFTER_TYPE) == 0;
  Job *job;

  if (!is_after && g_strcmp0 (type, PANTAU_PACK_TYPE) != 0)
    return FALSE;

  job = g_new0 (Job, 1);
  job->request = pantau_request_ref (request);
  job->device = g_strdup (device->key);
  job->is_after = is_after;
  job->done = done;
  job->data = data;
  g_thread_pool_push (self->pool, job, NULL);

  return TRUE;
}
