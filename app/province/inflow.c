/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A body on its way to the disk: gathered up to a quarter of a mebibyte, then the client waits while a thread writes. So a
 * slow disk slows its client instead of filling the memory.
 */

#include "config.h"

#include "inflow.h"

#include <string.h>

#include "pantau-blob-part.h"
#include "pantau-error.h"

#define BUFFER (256 * 1024)

/* Of who is superseded. */
#define PATIENCE (5 * G_USEC_PER_SEC)
#define LOOK_MS  2

typedef enum
{
  RESULT_PART,     /* on the disk */
  RESULT_WHOLE,    /* in the store under its name */
  RESULT_CHECKSUM, /* the body was not what it should be, and was taken away again */
  RESULT_SPOILT,   /* the file is not what it should be, and was thrown away */
  RESULT_ERROR,
} Result;

struct _PantauInflow
{
  PantauDepot *depot;      /* (unowned) */
  PantauRequest *request;  /* (owned) (nullable): NULL where the bytes are here already */
  PantauUploading *upload; /* (owned) */
  PantauInflowDone done;   /* of a request */
  PantauInflowPut put;     /* of bytes without one */
  gpointer data;           /* for it */
  GChecksum *sum;          /* (owned) (nullable) */
  char *checksum;          /* (owned) (nullable) */

  goffset reserved;   /* of what the device may bring today; -1: it is not counted */
  GByteArray *buffer; /* (owned): not given to the thread yet */
  goffset taken;
  gboolean is_writing; /* the thread has it */
  gboolean has_ended;  /* nothing more comes */
  gboolean is_whole;   /* because all of the body is in */
  gboolean is_last;    /* the thread's present job is the last */
  gboolean has_failed; /* nothing may be written behind what is missing */

  gint64 patience; /* monotonic µs: superseded, and cut off then; 0: it is not */
  guint patience_id;

  /* The thread's. */
  PantauBlobPart *part; /* (owned) (nullable) */
  GByteArray *writing;  /* (owned) (nullable) */
  goffset from;         /* where the body began */
  goffset reached;
  Result result;
  GError *error; /* (owned) (nullable) */
};

static const PantauTrouble mismatch = { 460, "checksum",
                                        "the bytes are not those that were announced" };
static const PantauTrouble full = { 507, "disk", "the province's disk is full" };
static const PantauTrouble broken = { 500, "internal", "the file could not be written" };

static void
inflow_free (PantauInflow *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->part, pantau_blob_part_close);
  g_clear_pointer (&self->sum, g_checksum_free);
  g_clear_pointer (&self->writing, g_byte_array_unref);
  g_clear_error (&self->error);
  g_byte_array_unref (self->buffer);
  pantau_uploading_unref (self->upload);
  g_clear_pointer (&self->request, pantau_request_unref);
  g_free (self->checksum);
  g_free (self);
}

/* ---- In the thread ---- */

static gboolean
open_part (PantauInflow *self)
{
  self->part =
      pantau_blob_part_open (pantau_province_get_blobs (pantau_depot_get_province (self->depot)),
                             self->upload->id, &self->error);

  /* More than we ever said to have is of nobody. */
  return self->part != NULL && (pantau_blob_part_get_size (self->part) == self->from ||
                                pantau_blob_part_cut (self->part, self->from, &self->error));
}

static gboolean
write_buffer (PantauInflow *self)
{
  if (self->writing->len == 0)
    return TRUE;
  if (!pantau_depot_fits (self->depot, self->writing->len))
    return pantau_throw (&self->error, PANTAU_ERROR_FULL, "files would leave no room for lines");
  if (self->sum != NULL)
    g_checksum_update (self->sum, self->writing->data, self->writing->len);

  return pantau_blob_part_append (self->part, self->writing->data, self->writing->len,
                                  &self->error);
}

/* A line may have been redacted since the upload began: then nobody wants the file any more. */
static gboolean
is_named (PantauInflow *self, PantauDb *db)
{
  gint64 n = 0;

  return pantau_db_integer (db, 0, &n, NULL, "SELECT count(*) FROM named WHERE hash = ?1", "s",
                            self->upload->hash) &&
         n > 0;
}

static Result
finish_part (PantauInflow *self, PantauDb *db)
{
  if (self->sum != NULL && self->is_whole &&
      !g_str_equal (g_checksum_get_string (self->sum), self->checksum))
    return pantau_blob_part_cut (self->part, self->from, &self->error) ? RESULT_CHECKSUM
                                                                       : RESULT_ERROR;
  if (!pantau_blob_part_sync (self->part, &self->error))
    return RESULT_ERROR;
  if (pantau_blob_part_get_size (self->part) < self->upload->size)
    return RESULT_PART;
  if (!is_named (self, db))
    return RESULT_SPOILT;
  if (pantau_blob_part_finish (self->part, self->upload->hash, NULL, &self->error))
    return RESULT_WHOLE;

  return g_error_matches (self->error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED) ? RESULT_SPOILT
                                                                           : RESULT_ERROR;
}

static void
write_work (PantauDb *db, gpointer data)
{
  PantauInflow *self = data;

  self->result = RESULT_PART;
  if ((self->part == NULL && !open_part (self)) || !write_buffer (self))
    self->result = RESULT_ERROR;
  else if (self->is_last)
    self->result = finish_part (self, db);
  if (self->part != NULL)
    self->reached = pantau_blob_part_get_size (self->part);
}

/* ---- In the main thread ---- */

static void
tell (PantauInflow *self, const PantauTrouble *trouble)
{
  if (self->request == NULL)
    self->put (self->upload, trouble, self->data);
  else if (self->is_whole)
    self->done (self->request, self->upload, trouble);
  pantau_depot_release (self->depot, self->upload);
  inflow_free (self);
}

static void
stored_cb (gpointer data, gboolean is_stored)
{
  tell (data, is_stored ? NULL : &broken);
}

static void
spoilt_cb (gpointer data, gboolean is_stored)
{
  tell (data, &mismatch);
}

static const PantauTrouble *
get_trouble (PantauInflow *self)
{
  return g_error_matches (self->error, PANTAU_ERROR, PANTAU_ERROR_FULL) ? &full : &broken;
}

static void
finish (PantauInflow *self)
{
  switch (self->result)
    {
    case RESULT_WHOLE:
      pantau_depot_end (self->depot, self->upload, TRUE, stored_cb, self);
      break;
    case RESULT_SPOILT:
      pantau_depot_count (self->depot, 0, TRUE);
      pantau_depot_end (self->depot, self->upload, FALSE, spoilt_cb, self);
      break;
    case RESULT_CHECKSUM:
      pantau_depot_count (self->depot, 0, TRUE);
      tell (self, &mismatch);
      break;
    case RESULT_ERROR:
      /* A full disk is no fault of ours; /metrics counts the answers of 507. */
      if (!g_error_matches (self->error, PANTAU_ERROR, PANTAU_ERROR_FULL))
        g_warning ("writing an upload: %s", self->error->message);
      tell (self, get_trouble (self));
      break;
    case RESULT_PART:
    default:
      tell (self, NULL);
    }
}

static void write_out (PantauInflow *self);

static void
wrote_cb (gpointer data)
{
  PantauInflow *self = data;

  self->is_writing = FALSE;
  self->has_failed = self->result == RESULT_ERROR;
  pantau_depot_count (self->depot, (guint64) MAX (self->reached - self->upload->offset, 0), FALSE);
  self->upload->offset = self->reached;
  self->upload->changed = g_get_real_time () / G_USEC_PER_SEC;

  if (self->is_last || (self->has_failed && self->has_ended))
    finish (self);
  else if (self->has_failed)
    {
      const PantauTrouble *trouble = get_trouble (self);

      /* Calls our gone function, which ends it all. */
      pantau_request_problem (self->request, trouble->status, trouble->name, trouble->detail);
    }
  else if (self->has_ended)
    write_out (self);
  else
    pantau_request_go_on (self->request);
}

static void
write_out (PantauInflow *self)
{
  self->is_writing = TRUE;
  self->is_last = self->has_ended;
  g_clear_pointer (&self->writing, g_byte_array_unref);
  self->writing = g_steal_pointer (&self->buffer);
  self->buffer = g_byte_array_new ();
  pantau_workers_run (pantau_depot_get_workers (self->depot), write_work, wrote_cb, self);
}

static void
end (PantauInflow *self, gboolean is_whole)
{
  if (self->has_ended)
    return;

  self->has_ended = TRUE;
  self->is_whole = is_whole;
  if (self->reserved >= 0)
    pantau_quota_settle (pantau_depot_get_quota (self->depot), self->upload->device, self->reserved,
                         self->taken);
  if (self->is_writing)
    return;
  if (self->has_failed)
    finish (self);
  else
    write_out (self);
}

static void
gone_cb (PantauRequest *request, gpointer data)
{
  end (data, FALSE);
}

static PantauInflow *
inflow_new (PantauDepot *depot, PantauUploading *upload, goffset reserved)
{
  PantauInflow *self = g_new0 (PantauInflow, 1);

  self->depot = depot;
  self->upload = pantau_uploading_ref (upload);
  self->reserved = reserved;
  self->from = self->reached = upload->offset;
  self->buffer = g_byte_array_new ();
  pantau_depot_take (depot, upload, self);

  return self;
}

PantauInflow *
pantau_inflow_new (PantauDepot *depot,
                   PantauRequest *request,
                   PantauUploading *upload,
                   goffset reserved,
                   GChecksumType type,
                   const char *checksum,
                   PantauInflowDone done)
{
  PantauInflow *self;

  g_return_val_if_fail (upload->inflow == NULL && !upload->is_done, NULL);

  self = inflow_new (depot, upload, reserved);
  self->request = pantau_request_ref (request);
  self->done = done;
  self->checksum = g_strdup (checksum);
  self->sum = checksum != NULL ? g_checksum_new (type) : NULL;

  pantau_request_hold (request, BUFFER);
  pantau_request_set_gone_func (request, gone_cb, self);

  return self;
}

void
pantau_inflow_put (PantauDepot *depot,
                   PantauUploading *upload,
                   GBytes *bytes,
                   goffset reserved,
                   PantauInflowPut put,
                   gpointer data)
{
  PantauInflow *self;
  gsize size;
  const guint8 *start = g_bytes_get_data (bytes, &size);

  g_return_if_fail (upload->inflow == NULL && !upload->is_done);
  g_return_if_fail ((goffset) size <= upload->size - upload->offset);

  self = inflow_new (depot, upload, reserved);
  self->put = put;
  self->data = data;
  self->taken = (goffset) size;
  g_byte_array_append (self->buffer, start, (guint) size);
  end (self, TRUE);
}

void
pantau_inflow_take (PantauInflow *self, GBytes *chunk)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (chunk, &size);

  if (self->has_ended)
    return;
  if ((goffset) size > self->upload->size - self->from - self->taken)
    {
      pantau_request_problem (self->request, 413, "too-large",
                              "there are more bytes than were announced");
      return;
    }

  self->taken += (goffset) size;
  g_byte_array_append (self->buffer, bytes, (guint) size);
  if (self->buffer->len >= BUFFER && !self->is_writing)
    {
      pantau_request_hold_body (self->request);
      write_out (self);
    }
}

void
pantau_inflow_end (PantauInflow *self)
{
  pantau_request_set_gone_func (self->request, NULL, NULL);
  end (self, TRUE);
}

void
pantau_inflow_cut (PantauInflow *self)
{
  if (self->request != NULL)
    pantau_request_abort (self->request);
}

static gboolean
patience_cb (gpointer data)
{
  PantauInflow *self = data;

  /* The end of what comes ends it by itself. */
  if (!self->has_ended && g_get_monotonic_time () < self->patience &&
      (self->is_writing || pantau_request_has_unread (self->request)))
    return G_SOURCE_CONTINUE;

  self->patience_id = 0;
  if (!self->has_ended)
    pantau_request_abort (self->request);

  return G_SOURCE_REMOVE;
}

void
pantau_inflow_supersede (PantauInflow *self)
{
  if (self->patience != 0)
    return;
  self->patience = g_get_monotonic_time () + PATIENCE;
  self->patience_id = g_timeout_add (LOOK_MS, patience_cb, self);
}
