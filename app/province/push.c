/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Receiving lines: split, verify in parallel, store, sign the receipt. See push.h. */

#include "config.h"

#include "push.h"

#include <string.h>

#include "incoming.h"
#include "join-rate.h"
#include "pantau-client.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "unpack.h"

#define JSON_TYPE "application/json"

/* Lines that one thread verifies at a stretch: some 4 ms, so that two cores share a batch of 500 evenly. */
#define SLICE 50

struct _PantauPush
{
  PantauProvince *province; /* (unowned) */
  PantauSessions *sessions; /* (unowned) */
  PantauWriter *writer;     /* (unowned) */
  PantauUnpacker *unpacker; /* (owned) */
  PantauJoinRate *joins;    /* (owned) */
  GThreadPool *pool;
  PantauPushStatistics statistics;
};

/* One request's lines on their way. */
typedef struct
{
  PantauPush *push;       /* (unowned) */
  PantauRequest *request; /* (owned) */
  gboolean is_join;
  char *nonce;

  GBytes *body;   /* (owned): the texts below point into it */
  GArray *starts; /* of gsize, one more than lines */
  PantauIncoming *lines;
  guint n;
  int slices_left; /* atomic */

  PantauReceipt *receipt; /* (owned): of the last run */
  char *answer;           /* (owned) (nullable) */
} Batch;

typedef struct
{
  Batch *batch;
  guint from, to;
} Slice;

static void
batch_free (Batch *batch)
{
  for (guint i = 0; i < batch->n; i++)
    pantau_incoming_clear (&batch->lines[i]);
  g_free (batch->lines);
  g_array_unref (batch->starts);
  g_bytes_unref (batch->body);
  g_clear_pointer (&batch->receipt, pantau_receipt_free);
  g_free (batch->answer);
  g_free (batch->nonce);
  pantau_request_unref (batch->request);
  g_free (batch);
}

static void
problem_of_error (PantauRequest *request, const GError *error)
{
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL))
    pantau_request_problem (request, 507, "disk", "the province's disk is full");
  else
    pantau_request_problem (request, 500, "internal", "the lines could not be stored");
}

static void
count_fates (PantauPush *self, const PantauReceipt *receipt)
{
  for (guint i = 0; i < receipt->lines->len; i++)
    switch (g_array_index (receipt->lines, PantauReceiptLine, i).fate)
      {
      case PANTAU_FATE_ACCEPTED:
        self->statistics.accepted++;
        break;
      case PANTAU_FATE_QUARANTINED:
        self->statistics.quarantined++;
        break;
      case PANTAU_FATE_REFUSED:
      default:
        self->statistics.refused++;
      }
  self->statistics.lines += receipt->lines->len;
}

/* A join that was not answered by a grant: what to tell the device. */
static void
refuse_join (Batch *batch)
{
  PantauReceiptLine *line = &g_array_index (batch->receipt->lines, PantauReceiptLine, 0);
  /* Without a reason it is a join that came in before as a mere line, for no invitation of ours. */
  const char *reason = line->reason != NULL ? line->reason : "invitation-unknown";

  if (g_str_equal (reason, "invitation-used") || g_str_equal (reason, "practice"))
    pantau_request_problem (batch->request, 409, reason, NULL);
  else if (g_str_equal (reason, "invitation-expired"))
    pantau_request_problem (batch->request, 410, reason, NULL);
  else if (g_str_has_prefix (reason, "invitation"))
    pantau_request_problem (batch->request, 403, reason, NULL);
  else
    pantau_request_problem (batch->request, 400, "malformed", reason);
}

static void
stored_cb (gpointer data, const GError *error)
{
  Batch *batch = data;

  if (error != NULL)
    {
      g_warning ("storing %u lines: %s", batch->n, error->message);
      problem_of_error (batch->request, error);
    }
  else
    {
      count_fates (batch->push, batch->receipt);
      if (batch->answer != NULL)
        pantau_request_reply_text (batch->request, 200, JSON_TYPE, batch->answer);
      else
        refuse_join (batch);
    }

  batch_free (batch);
}

/* The grant that this join was answered with, now or the first time. */
static gboolean
answer_join (PantauBook *book, Batch *batch, GError **error)
{
  PantauReceiptLine *line = &g_array_index (batch->receipt->lines, PantauReceiptLine, 0);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *grant = NULL;
  gint64 index;

  if (line->fate != PANTAU_FATE_ACCEPTED)
    return TRUE;
  if (!pantau_book_find_grant (book, line->id, &grant, &index, error))
    return FALSE;
  if (grant == NULL)
    return TRUE;

  object = json_object_new ();
  json_object_set_string_member (object, "grant", grant);
  json_object_set_int_member (object, "index", index);
  batch->answer = pantau_json_object_text (object);

  return TRUE;
}

static gboolean
store_job (PantauBook *book, gpointer data, GError **error)
{
  Batch *batch = data;
  PantauProvince *province = batch->push->province;

  g_clear_pointer (&batch->receipt, pantau_receipt_free);
  g_clear_pointer (&batch->answer, g_free);
  batch->receipt = pantau_receipt_new ();
  if (!pantau_book_store (book, batch->lines, batch->n, batch->is_join, batch->receipt, error))
    return FALSE;
  if (batch->is_join)
    return answer_join (book, batch, error);

  batch->receipt->epoch = g_strdup (pantau_province_get_epoch (province));
  batch->receipt->time = pantau_home_now ();
  batch->receipt->nonce = g_strdup (batch->nonce);
  batch->answer = pantau_receipt_seal (batch->receipt, pantau_province_get_key (province));

  return TRUE;
}

static void
verify_slice (gpointer data, gpointer user_data)
{
  g_autofree Slice *slice = data;
  Batch *batch = slice->batch;
  const char *text = g_bytes_get_data (batch->body, NULL);

  for (guint i = slice->from; i < slice->to; i++)
    {
      gsize start = g_array_index (batch->starts, gsize, i),
            end = g_array_index (batch->starts, gsize, i + 1);

      pantau_incoming_decode (&batch->lines[i], text + start, end - start);
    }

  if (g_atomic_int_dec_and_test (&batch->slices_left))
    pantau_writer_submit (batch->push->writer, store_job, stored_cb, batch);
}

static void
take_lines (
    PantauPush *self, PantauRequest *request, GBytes *body, gboolean is_join, const char *nonce)
{
  gboolean is_long;
  g_autoptr (GArray) starts = pantau_incoming_split (body, &is_long);
  guint slices;
  Batch *batch;

  if (starts == NULL || (is_join && starts->len != 2))
    {
      if (is_long)
        pantau_request_problem (request, 413, "too-large", "at most 500 lines in one batch");
      else
        pantau_request_problem (request, 400, "malformed",
                                "the body holds no lines, or more than one");
      return;
    }

  batch = g_new0 (Batch, 1);
  batch->push = self;
  batch->request = pantau_request_ref (request);
  batch->is_join = is_join;
  batch->nonce = g_strdup (nonce);
  batch->body = g_bytes_ref (body);
  batch->n = starts->len - 1;
  batch->starts = g_steal_pointer (&starts);
  batch->lines = g_new0 (PantauIncoming, batch->n);

  /* The last slice to end hands the batch on, so the number must stand before the first begins. */
  slices = (batch->n + SLICE - 1) / SLICE;
  batch->slices_left = (int) slices;
  for (guint i = 0; i < slices; i++)
    {
      Slice *slice = g_new (Slice, 1);

      slice->batch = batch;
      slice->from = i * SLICE;
      slice->to = MIN ((i + 1) * SLICE, batch->n);
      g_thread_pool_push (self->pool, slice, NULL);
    }
}

static void
take_entries (PantauRequest *request, GBytes *lines, gpointer data)
{
  take_lines (data, request, lines, FALSE, pantau_request_get_header (request, "Pantau-Nonce"));
}

void
pantau_push_handle_entries (PantauRequest *request, gpointer data)
{
  PantauPush *self = data;
  g_autoptr (PantauDevice) device =
      pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_WRITE);
  const char *nonce = pantau_request_get_header (request, "Pantau-Nonce");

  if (device == NULL)
    return;
  if (nonce == NULL || strlen (nonce) < 16 || strlen (nonce) > 64)
    {
      pantau_request_problem (request, 400, "malformed",
                              "Pantau-Nonce is missing or of a wrong length");
      return;
    }

  if (!pantau_unpacker_take (self->unpacker, request, device, take_entries, self))
    take_entries (request, pantau_request_get_body (request), self);
}

static gboolean
is_join (PantauRequest *request)
{
  gsize length;
  const char *text = g_bytes_get_data (pantau_request_get_body (request), &length);
  g_autoptr (PantauEntry) entry = pantau_entry_decode (text, length, NULL);

  return entry != NULL && g_str_equal (entry->type, PANTAU_TYPE_JOIN);
}

void
pantau_push_handle_join (PantauRequest *request, gpointer data)
{
  PantauPush *self = data;
  g_autofree char *address = pantau_join_rate_find_address (request);

  if (!pantau_join_rate_take (self->joins, address, g_get_monotonic_time ()))
    {
      pantau_request_set_header (request, "Retry-After", "5");
      pantau_request_problem (request, 429, "rate", "too many joins at once");
      return;
    }

  /* The one request without a session: nothing but a join may come in by it. */
  if (!is_join (request))
    {
      pantau_request_problem (request, 400, "malformed", "the body is not a device.join line");
      return;
    }

  take_lines (self, request, pantau_request_get_body (request), TRUE, NULL);
}

PantauPush *
pantau_push_new (PantauProvince *province,
                 PantauSessions *sessions,
                 PantauWriter *writer,
                 GError **error)
{
  g_autoptr (PantauUnpacker) unpacker = pantau_unpacker_new (province, error);
  PantauPush *self;

  if (unpacker == NULL)
    return NULL;
  self = g_new0 (PantauPush, 1);
  self->unpacker = g_steal_pointer (&unpacker);
  self->province = province;
  self->sessions = sessions;
  self->writer = writer;
  self->joins = pantau_join_rate_new ();
  self->pool = g_thread_pool_new (verify_slice, self, (int) g_get_num_processors (), FALSE, NULL);

  return self;
}

void
pantau_push_free (PantauPush *self)
{
  pantau_unpacker_free (self->unpacker);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  pantau_join_rate_free (self->joins);
  g_free (self);
}

void
pantau_push_get_statistics (PantauPush *self, PantauPushStatistics *statistics)
{
  *statistics = self->statistics;
}
