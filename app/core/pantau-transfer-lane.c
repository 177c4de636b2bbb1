/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file over one connection, from where the province stands to its end, through cuts. */

#include "config.h"

#include "pantau-transfer-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "pantau-error.h"

/* In a row, without a byte that arrived. */
#define MAX_IDLE_TRIES 2

/* How often one run lets the province make it wait, and how long at once, ms: beyond that somebody else's turn is better. */
#define MAX_WAITS   100
#define MAX_WAIT_MS (2 * 60 * 1000)

/* A file whose bytes arrive wrongly again and again is damaged here, or the line lies. */
#define MAX_SPOILT 3

/* @length bytes of the file at @offset; NULL with an error. */
static GBytes *
read_chunk (int fd, goffset offset, gsize length, GError **error)
{
  g_autofree guint8 *data = g_malloc (length + 1);
  gsize got = 0;
  gssize n = 1;

  while (got < length && n != 0)
    {
      n = pread (fd, data + got, length - got, offset + (goffset) got);
      if (n < 0 && errno != EINTR)
        return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("a file of this home cannot be read"));
      got += n > 0 ? (gsize) n : 0;
    }
  if (got < length)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("a file of this home cannot be read"));

  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/* The province answered: so far it has the file. */
static gboolean
take_answer (PantauLane *self, gsize length, gint64 start, PantauBlobStatus *status, GError **error)
{
  PantauUpload *file = self->file;

  pantau_pace_note (&self->pace, length, g_get_monotonic_time () - start);
  pantau_transfer_note (self->transfer, self, length, status->offset);

  return status->is_stored ||
         pantau_uploads_set_progress (pantau_transfer_get_db (self->transfer), file->hash,
                                      status->id, status->offset, error);
}

/* Asks how far it came, and sends the first bytes with the question where none has been sent. */
const char *
pantau_transfer_describe_no_door (void)
{
  return _ ("the province does not take files yet, for its program is too old; lines are sent, and "
            "the files wait on this laptop");
}

/* A province of before, or another program at its address: lines may go, files wait until it can take them. */
static gboolean
throw_no_door (PantauLane *self, GError **error)
{
  pantau_transfer_note_no_door (self->transfer);
  g_clear_error (error);

  return pantau_throw (error, PANTAU_ERROR_REFUSED, "%s", pantau_transfer_describe_no_door ());
}

static gboolean
begin (
    PantauLane *self, int fd, PantauBlobStatus *status, GCancellable *cancellable, GError **error)
{
  PantauUpload *file = self->file;
  g_autoptr (GBytes) first = NULL;
  gsize length = 0;
  gint64 start = g_get_monotonic_time ();

  /* Nobody may have asked anything by itself that told it. */
  if (self->pace.round_trip == 0)
    pantau_pace_note_way (&self->pace, pantau_client_get_way (self->client));

  /* The scout has asked. */
  if (file->is_begun)
    {
      file->is_begun = FALSE;
      status->id = g_strdup (file->url);
      status->offset = file->offset;
      status->is_stored = file->is_known;
      return TRUE;
    }

  /*
   * Of a large file the province may have all from somebody else; of a small one the bytes cost less than asking, and over a long way those of a first piece, as long as
   * nobody has asked before.
   */
  if (file->url == NULL && file->size > 0 &&
      (file->size <= PANTAU_TRANSFER_FIRST || pantau_client_is_far (self->client)))
    {
      length = (gsize) (file->size <= PANTAU_TRANSFER_FIRST
                            ? file->size
                            : MIN (file->size, (goffset) self->pace.chunk));
      first = read_chunk (fd, 0, length, error);
      if (first == NULL)
        return FALSE;
    }
  if (!pantau_client_blob_begin (self->client, file->hash, file->size, first, status, cancellable,
                                 error))
    {
      const char *problem = pantau_client_get_problem (self->client);

      return (g_strcmp0 (problem, "not-found") == 0 || g_strcmp0 (problem, "method") == 0) &&
             throw_no_door (self, error);
    }
  g_free (file->url);
  file->url = g_strdup (status->id);

  return take_answer (self, length, start, status, error);
}

static gboolean
send_chunk (
    PantauLane *self, int fd, PantauBlobStatus *status, GCancellable *cancellable, GError **error)
{
  PantauUpload *file = self->file;
  gsize length = (gsize) MIN (file->size - status->offset, (goffset) self->pace.chunk);
  g_autoptr (GBytes) bytes = read_chunk (fd, status->offset, length, error);
  gint64 start = g_get_monotonic_time ();

  return bytes != NULL &&
         pantau_client_blob_send (self->client, file->hash, file->size, bytes, status, cancellable,
                                  error) &&
         take_answer (self, length, start, status, error);
}

/*
 * From where the province stands to the end, or to where something else comes first. @end is set where that is not PANTAU_LANE_FAILED. FALSE with an
 * error; @is_interrupted then tells whether we did it ourselves.
 */
static gboolean
send_rest (PantauLane *self, int fd, PantauLaneEnd *end, gboolean *is_interrupted, GError **error)
{
  g_auto (PantauBlobStatus) status = { 0 };
  gboolean has_begun = FALSE;

  while (!status.is_stored)
    {
      PantauNext next = pantau_transfer_ask (self->transfer, self);
      g_autoptr (GCancellable) request = NULL;
      gboolean ok;

      if (next != PANTAU_NEXT_GO)
        {
          *end = next == PANTAU_NEXT_YIELD ? PANTAU_LANE_YIELDED : PANTAU_LANE_DROPPED;
          return TRUE;
        }
      request = pantau_transfer_begin_request (self->transfer, self);
      ok = has_begun ? send_chunk (self, fd, &status, request, error)
                     : begin (self, fd, &status, request, error);
      *is_interrupted = pantau_transfer_end_request (self->transfer, self);
      if (!ok)
        return FALSE;
      has_begun = TRUE;
    }
  *end = PANTAU_LANE_SENT;

  return TRUE;
}

/* Until the province's clock for this device has gone on; FALSE where that makes no sense. */
static gboolean
wait_for_rate (PantauLane *self, const GError *error)
{
  gint64 delay_ms;

  return g_strcmp0 (pantau_client_get_problem (self->client), "rate") == 0 &&
         ++self->waits <= MAX_WAITS &&
         pantau_client_should_retry (self->client, error, 0, &delay_ms) &&
         delay_ms <= MAX_WAIT_MS &&
         pantau_transfer_wait (self->transfer, g_get_monotonic_time () + delay_ms * 1000);
}

/*
 * Through cuts, as long as each attempt comes further than the one before. After a cut the province is asked
 * anew: it may have kept some of the last piece.
 */
static PantauLaneEnd
send_through_cuts (PantauLane *self, int fd, GError **error)
{
  goffset best = -1;
  guint idle = 0, spoilt = 0;

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      PantauLaneEnd end = PANTAU_LANE_FAILED;
      gboolean is_interrupted = FALSE;

      if (send_rest (self, fd, &end, &is_interrupted, &local_error))
        return end;
      /* Somebody wants us to look around: the next question to the transfer tells what for. */
      if (is_interrupted || wait_for_rate (self, local_error))
        continue;

      idle = self->file->offset > best ? 0 : idle + 1;
      best = MAX (best, self->file->offset);
      if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
        spoilt++;
      else if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE) &&
               !g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT))
        idle = MAX_IDLE_TRIES;
      pantau_pace_note_cut (&self->pace);

      if (idle >= MAX_IDLE_TRIES || spoilt >= MAX_SPOILT)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return PANTAU_LANE_FAILED;
        }
    }
}

/* What a failure means for the file. */
static PantauLaneEnd
settle_failure (PantauLane *self, GError *failure, GError **error)
{
  g_autoptr (GError) own = failure;
  PantauDb *db = pantau_transfer_get_db (self->transfer);
  PantauBlobs *blobs = pantau_transfer_get_blobs (self->transfer);
  const char *problem = pantau_client_get_problem (self->client), *hash = self->file->hash;
  g_autoptr (GError) damage = NULL;

  /* Our copy may be what is wrong. */
  if (g_error_matches (own, PANTAU_ERROR, PANTAU_ERROR_DAMAGED) &&
      !pantau_blobs_check (blobs, hash, NULL, &damage) &&
      g_error_matches (damage, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
    return pantau_blobs_set_aside (blobs, hash, error) &&
                   pantau_uploads_set_state (db, hash, PANTAU_UPLOAD_MISSING, NULL, error)
               ? PANTAU_LANE_DROPPED
               : PANTAU_LANE_FAILED;

  if ((g_error_matches (own, PANTAU_ERROR, PANTAU_ERROR_REFUSED) ||
       g_error_matches (own, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE)) &&
      (g_strcmp0 (problem, "not-named") == 0 || g_strcmp0 (problem, "too-large") == 0))
    return pantau_uploads_set_state (db, hash, PANTAU_UPLOAD_REFUSED, problem, error)
               ? PANTAU_LANE_REFUSED
               : PANTAU_LANE_FAILED;

  /* A bad spot of the disk: it waits, `verify` tells of it, and the others go. */
  if (g_error_matches (own, PANTAU_ERROR, PANTAU_ERROR_IO))
    return PANTAU_LANE_DROPPED;

  g_propagate_error (error, g_steal_pointer (&own));

  return PANTAU_LANE_FAILED;
}

PantauLaneEnd
pantau_lane_send (PantauLane *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int fd = pantau_blobs_open_fd (pantau_transfer_get_blobs (self->transfer), self->file->hash, NULL,
                                 &local_error);
  PantauLaneEnd end;

  /* Gone since the list was made: the next one says so. */
  if (fd < 0)
    return g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND)
               ? PANTAU_LANE_DROPPED
               : settle_failure (self, g_steal_pointer (&local_error), error);
  end = send_through_cuts (self, fd, &local_error);
  close (fd);

  if (end == PANTAU_LANE_FAILED)
    return settle_failure (self, g_steal_pointer (&local_error), error);
  if (end == PANTAU_LANE_SENT &&
      !pantau_uploads_set_sent (pantau_transfer_get_db (self->transfer), self->file->hash,
                                pantau_transfer_get_epoch (self->transfer), error))
    return PANTAU_LANE_FAILED;

  return end;
}
