/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that came by courier: stored as a push is, answered by receipts, and by grants where one of them is a join. */

#include "config.h"

#include "courier-private.h"

#include <string.h>

#include "incoming.h"
#include "pantau-client.h"
#include "pantau-codec.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"

/* Lines of one receipt: with the worst that can be said of each it fits into the JSON of an answer. */
#define SHARE 250

/* A device that its join brought in. */
typedef struct
{
  char *device;
  char *line; /* of the grant, without LF */
  gint64 index;
  gboolean is_new; /* its join came with this parcel; else it is only told once more */
} Granted;

static void
granted_clear (gpointer data)
{
  Granted *granted = data;

  g_free (granted->device);
  g_free (granted->line);
}

typedef struct
{
  PantauCourierWork *work; /* (unowned) */
  PantauIncoming *lines;   /* (owned) */
  char **ids;              /* (owned): of each, in hex; also of what is no line */
  guint n;

  /* Of the last run. */
  GPtrArray *receipts; /* of PantauReceipt: one for each SHARE lines */
  GArray *granted;     /* of Granted */
  const char *refusal; /* (nullable) (static): of a join by whoever the parcel comes from */
} Batch;

static void
batch_clear (Batch *self)
{
  for (guint i = 0; i < self->n; i++)
    pantau_incoming_clear (&self->lines[i]);
  g_free (self->lines);
  g_strfreev (self->ids);
  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  g_clear_pointer (&self->granted, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static gboolean
is_join (const PantauIncoming *line)
{
  return line->entry != NULL && g_str_equal (line->entry->type, PANTAU_TYPE_JOIN);
}

/* Joins first, or what their devices wrote before would be a stranger's. The receipts name each line, so the order is ours. */
static void
put_joins_first (Batch *self)
{
  PantauIncoming *lines = g_new (PantauIncoming, self->n);
  char **ids = g_new0 (char *, self->n + 1);
  guint at = 0;

  for (gboolean joins = TRUE; joins >= FALSE; joins--)
    for (guint i = 0; i < self->n; i++)
      if (is_join (&self->lines[i]) == joins)
        {
          lines[at] = self->lines[i];
          ids[at++] = self->ids[i];
        }
  g_free (self->lines);
  g_free (self->ids);
  self->lines = lines;
  self->ids = ids;
}

/* By its header, as of all lines: a program newer than we are knows its own again. What has no header goes by all of its bytes. */
static char *
make_id (const char *line, gsize length)
{
  const char *end = line + length, *header = memchr (line, '\t', length), *body;

  if (header == NULL)
    return pantau_sha256_text (line, length);
  header++;
  body = memchr (header, '\t', (gsize) (end - header));

  return pantau_sha256_text (header, (gsize) ((body != NULL ? body : end) - header));
}

/* ---- In the writer's thread ---- */

static gboolean
note_join (Batch *self,
           PantauBook *book,
           const PantauEntry *join,
           const PantauReceiptLine *line,
           gboolean is_new,
           GError **error)
{
  Granted granted = { .is_new = is_new };

  if (line->fate == PANTAU_FATE_REFUSED)
    {
      if (g_str_equal (join->device, self->work->from))
        self->refusal = g_intern_string (line->reason);
      return TRUE;
    }
  if (!pantau_book_find_grant (book, join->id, &granted.line, &granted.index, error))
    return FALSE;
  if (granted.line == NULL)
    return TRUE; /* of a device that another one has brought in */

  granted.device = g_strdup (join->device);
  g_array_append_val (self->granted, granted);

  return TRUE;
}

/* Which joins are here before the lines are stored: their numbers in the ledger, 0 for new ones and for what is no join. */
static gboolean
find_joins (Batch *self, guint from, guint n, gint64 *before, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (is_join (&self->lines[from + i]) &&
        !pantau_ledger_find (pantau_province_get_ledger (self->work->courier->province),
                             self->lines[from + i].entry->id, &before[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
store_share (Batch *self, PantauBook *book, guint from, guint n, GError **error)
{
  PantauReceipt *receipt = pantau_receipt_new ();
  gint64 before[SHARE] = { 0 };

  g_ptr_array_add (self->receipts, receipt);
  if (!find_joins (self, from, n, before, error) ||
      !pantau_book_store (book, self->lines + from, n, FALSE, receipt, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (is_join (&self->lines[from + i]) &&
        !note_join (self, book, self->lines[from + i].entry,
                    &g_array_index (receipt->lines, PantauReceiptLine, i), before[i] == 0, error))
      return FALSE;

  receipt->epoch = g_strdup (pantau_province_get_epoch (self->work->courier->province));
  receipt->time = pantau_home_now ();
  receipt->nonce = pantau_random_text (16);

  return TRUE;
}

static gboolean
store_job (PantauBook *book, gpointer data, GError **error)
{
  Batch *self = data;

  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  g_clear_pointer (&self->granted, g_array_unref);
  self->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_receipt_free);
  self->granted = g_array_new (FALSE, FALSE, sizeof (Granted));
  g_array_set_clear_func (self->granted, granted_clear);
  self->refusal = NULL;

  for (guint i = 0; i < self->n; i += SHARE)
    if (!store_share (self, book, i, MIN (SHARE, self->n - i), error))
      return FALSE;

  return TRUE;
}

/* ---- Answers ---- */

static void
answer_receipt (Batch *self, guint share)
{
  PantauReceipt *receipt = g_ptr_array_index (self->receipts, share);
  g_autoptr (JsonObject) content = json_object_new ();
  g_autofree char *sealed =
      pantau_receipt_seal (receipt, pantau_province_get_key (self->work->courier->province));
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < receipt->lines->len; i++)
    json_array_add_string_element (ids, self->ids[share * SHARE + i]);
  json_object_set_string_member (content, "kind", PANTAU_PARCEL_RECEIPT);
  json_object_set_object_member (content, "receipt", pantau_json_parse_known (sealed, NULL));
  json_object_set_array_member (content, "ids", ids);
  pantau_courier_answer (self->work, self->work->from, content, NULL);
}

static void
answer_grant (Batch *self, const Granted *granted)
{
  g_autoptr (JsonObject) content = json_object_new ();

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_GRANT);
  json_object_set_string_member (content, "grant", granted->line);
  json_object_set_int_member (content, "index", granted->index);
  pantau_courier_answer (self->work, granted->device, content, NULL);
}

static void
count (Batch *self)
{
  PantauCourierOutcome *outcome = self->work->outcome;

  for (guint r = 0; r < self->receipts->len; r++)
    {
      const PantauReceipt *receipt = g_ptr_array_index (self->receipts, r);

      for (guint i = 0; i < receipt->lines->len; i++)
        if (g_array_index (receipt->lines, PantauReceiptLine, i).fate == PANTAU_FATE_REFUSED)
          outcome->refused++;
        else
          outcome->lines++;
    }
  for (guint i = 0; i < self->granted->len; i++)
    outcome->grants += g_array_index (self->granted, Granted, i).is_new;
}

static void
answer (Batch *self)
{
  PantauCourierWork *work = self->work;
  g_autoptr (PantauDevice) device =
      pantau_province_get_device (work->courier->province, work->from);

  for (guint i = 0; i < self->granted->len; i++)
    answer_grant (self, &g_array_index (self->granted, Granted, i));

  /* A stranger is told nothing of the ledger; what its invitation lacks will not come with another parcel. */
  if (device == NULL && self->refusal != NULL)
    pantau_courier_answer_problem (work, self->refusal, NULL);
  else if (device == NULL)
    pantau_courier_refuse_stranger (work);
  else
    for (guint i = 0; i < self->receipts->len; i++)
      answer_receipt (self, i);
}

/* The lines as text; NULL where there are none, or too many. */
static GBytes *
read_text (PantauCourierWork *self, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (self->content->payload, &length);

  return pantau_codec_decode (PANTAU_CODING_ZSTD, bytes, length,
                              PANTAU_BATCH_BYTES + PANTAU_LINE_LIMIT, error);
}

void
pantau_courier_take_lines (PantauCourierWork *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = read_text (self, &error);
  gboolean is_long = g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
  g_autoptr (GArray) starts = text != NULL ? pantau_incoming_split (text, &is_long) : NULL;
  g_auto (Batch) batch = { .work = self };

  if (starts == NULL)
    {
      pantau_courier_answer_problem (self, is_long ? "too-large" : "malformed",
                                     "a parcel holds 1 to 500 lines, 1 MiB at most");
      return;
    }

  batch.n = starts->len - 1;
  batch.lines = g_new0 (PantauIncoming, batch.n);
  batch.ids = g_new0 (char *, batch.n + 1);
  for (guint i = 0; i < batch.n; i++)
    {
      const char *bytes = g_bytes_get_data (text, NULL);
      gsize start = g_array_index (starts, gsize, i), end = g_array_index (starts, gsize, i + 1);

      pantau_incoming_decode (&batch.lines[i], bytes + start, end - start);
      batch.ids[i] = batch.lines[i].entry != NULL ? g_strdup (batch.lines[i].entry->id)
                                                  : make_id (bytes + start, end - start);
    }
  put_joins_first (&batch);

  g_clear_error (&error);
  if (!pantau_courier_write (self->courier, store_job, &batch, &error))
    {
      pantau_courier_refuse_error (self, error);
      return;
    }
  count (&batch);
  answer (&batch);
}
