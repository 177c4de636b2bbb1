/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two pushes at once; see the header. */

#include "config.h"

#include "pantau-pipe.h"

struct _PantauPipe
{
  char *url;
  PantauKeypair *device; /* (unowned) */
  PantauClient *session; /* (unowned) */
  char *province;
  int level;             /* atomic */
  guint width;           /* batches in flight at most */
  gint is_early;         /* atomic: the first thread has no session to share yet */
  PantauPins *pins;      /* (owned) (nullable) */
  GCancellable *warming; /* (owned) */
  GCancellable *cancellable;

  GThread *threads[PANTAU_PIPE_WIDTH]; /* started when they are first needed */
  GAsyncQueue *out;                    /* of PantauBatch; the pipe itself means the end */
  GAsyncQueue *back;                   /* of PantauBatch */
  GPtrArray *in_flight;                /* of PantauBatch, (unowned): theirs until they come back */
};

PantauBatch *
pantau_batch_new (void)
{
  PantauBatch *self = g_new0 (PantauBatch, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
pantau_batch_free (PantauBatch *self)
{
  g_ptr_array_unref (self->entries);
  g_array_unref (self->rows);
  g_clear_pointer (&self->known, pantau_known_free);
  g_clear_pointer (&self->receipt, pantau_receipt_free);
  g_clear_error (&self->error);
  g_free (self);
}

/* A client lives and dies in the thread that uses it. */
static gpointer
run (gpointer data)
{
  PantauPipe *self = data;
  g_autoptr (PantauClient) client = NULL;
  gboolean is_new = FALSE;
  gpointer item;

  /* The first of them, while the session is still asked for. */
  if (g_atomic_int_compare_and_exchange (&self->is_early, TRUE, FALSE))
    {
      client = pantau_client_new (self->url, self->device, self->province, NULL);
      if (client != NULL)
        {
          pantau_client_set_pins (client, self->pins);
          pantau_client_warm (client, self->warming);
          is_new = TRUE;
        }
    }

  while ((item = g_async_queue_pop (self->out)) != self)
    {
      PantauBatch *batch = item;
      gint64 start = g_get_monotonic_time ();

      if (client == NULL)
        {
          client = pantau_client_new (self->url, self->device, self->province, &batch->error);
          is_new = client != NULL;
        }
      if (is_new)
        pantau_client_share_session (client, self->session);
      is_new = FALSE;
      if (client != NULL)
        {
          pantau_client_set_level (client, g_atomic_int_get (&self->level));
          batch->receipt =
              pantau_client_push_after (client, batch->entries, batch->known, &batch->bytes,
                                        self->cancellable, &batch->error);
        }
      batch->took = g_get_monotonic_time () - start;
      g_async_queue_push (self->back, batch);
    }

  return NULL;
}

PantauPipe *
pantau_pipe_new (const char *url,
                 PantauKeypair *device,
                 PantauClient *session,
                 const char *province,
                 int level,
                 GCancellable *cancellable)
{
  PantauPipe *self = g_new0 (PantauPipe, 1);

  self->url = g_strdup (url);
  self->device = device;
  self->session = session;
  self->province = g_strdup (province);
  self->level = level;
  self->width = PANTAU_PIPE_WIDTH;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->out = g_async_queue_new ();
  self->back = g_async_queue_new ();
  self->in_flight = g_ptr_array_new ();
  self->warming = g_cancellable_new ();

  return self;
}

void
pantau_pipe_free (PantauPipe *self)
{
  PantauBatch *batch;

  while ((batch = pantau_pipe_receive (self)) != NULL)
    pantau_batch_free (batch);

  g_cancellable_cancel (self->warming);
  for (guint i = 0; i < PANTAU_PIPE_WIDTH; i++)
    if (self->threads[i] != NULL)
      g_async_queue_push (self->out, self);
  for (guint i = 0; i < PANTAU_PIPE_WIDTH; i++)
    if (self->threads[i] != NULL)
      g_thread_join (self->threads[i]);

  g_async_queue_unref (self->out);
  g_async_queue_unref (self->back);
  g_ptr_array_unref (self->in_flight);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pins, pantau_pins_unref);
  g_object_unref (self->warming);
  g_free (self->province);
  g_free (self->url);
  g_free (self);
}

const char *
pantau_pipe_get_province (PantauPipe *self)
{
  return self->province;
}

guint
pantau_pipe_get_in_flight (PantauPipe *self)
{
  return self->in_flight->len;
}

static gboolean
shares_a_record (const PantauBatch *a, const PantauBatch *b)
{
  g_autoptr (GHashTable) records = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < a->entries->len; i++)
    g_hash_table_add (records,
                      (gpointer) ((PantauEntry *) g_ptr_array_index (a->entries, i))->record);
  for (guint i = 0; i < b->entries->len; i++)
    if (g_hash_table_contains (records,
                               ((PantauEntry *) g_ptr_array_index (b->entries, i))->record))
      return TRUE;

  return FALSE;
}

/* Grants and revocations decide what becomes of the lines before and after them. */
static gboolean
is_about_devices (const PantauBatch *batch)
{
  for (guint i = 0; i < batch->entries->len; i++)
    if (g_str_equal (((PantauEntry *) g_ptr_array_index (batch->entries, i))->kind, "device"))
      return TRUE;

  return FALSE;
}

gboolean
pantau_pipe_has_room (PantauPipe *self, const PantauBatch *batch)
{
  if (self->in_flight->len >= self->width)
    return FALSE;

  for (guint i = 0; i < self->in_flight->len; i++)
    {
      const PantauBatch *other = g_ptr_array_index (self->in_flight, i);

      if (is_about_devices (batch) || is_about_devices (other) || shares_a_record (other, batch))
        return FALSE;
    }

  return TRUE;
}

void
pantau_pipe_send (PantauPipe *self, PantauBatch *batch)
{
  guint n = self->in_flight->len;

  g_return_if_fail (n < PANTAU_PIPE_WIDTH);

  if (self->threads[n] == NULL)
    self->threads[n] = g_thread_new ("push", run, self);
  g_ptr_array_add (self->in_flight, batch);
  g_async_queue_push (self->out, batch);
}

PantauBatch *
pantau_pipe_receive (PantauPipe *self)
{
  PantauBatch *batch;

  if (self->in_flight->len == 0)
    return NULL;

  batch = g_async_queue_pop (self->back);
  g_ptr_array_remove (self->in_flight, batch);

  return batch;
}

void
pantau_pipe_warm (PantauPipe *self, PantauPins *pins)
{
  g_return_if_fail (self->threads[0] == NULL);

  self->pins = pins != NULL ? pantau_pins_ref (pins) : NULL;
  g_atomic_int_set (&self->is_early, TRUE);
  self->threads[0] = g_thread_new ("push", run, self);
}

void
pantau_pipe_set_width (PantauPipe *self, guint width)
{
  self->width = CLAMP (width, 1, PANTAU_PIPE_WIDTH);
}

void
pantau_pipe_set_level (PantauPipe *self, int level)
{
  g_atomic_int_set (&self->level, level);
}
