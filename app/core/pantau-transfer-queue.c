/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which file of a home goes when: small ones first, never against the person's rule, and none twice in a run. Both lanes and the scout ask here, each in a thread of its own.
 */

#include "config.h"

#include "pantau-transfer-private.h"

/* Fewer bytes than this are not worth the hand-shake of a second connection; nor are few small files. */
#define WORTH_BYTES (64 * 1024)
#define WORTH_FILES 8

/* Files that the scout asks about before they are sent. */
#define AHEAD 3

/* ---- What moves ---- */

/* Under the lock. */
static void
look (PantauTransfer *self, PantauTransferState *state)
{
  gint64 now = g_get_monotonic_time ();

  *state = (PantauTransferState){ .files = self->queue->len, .done = self->sent_bytes };
  state->total = self->sent_bytes;
  for (guint i = 0; i < self->queue->len; i++)
    {
      const PantauUpload *upload = g_ptr_array_index (self->queue, i);

      state->done += upload->offset;
      state->total += upload->size;
    }
  for (guint i = 0; i < PANTAU_TRANSFER_WIDTH; i++)
    {
      const PantauUpload *upload = self->lanes[i].file;

      if (upload == NULL)
        continue;
      state->files++;
      state->done += upload->offset;
      state->total += upload->size;
      g_strlcpy (state->moving[state->n_moving].hash, upload->hash,
                 sizeof state->moving[state->n_moving].hash);
      state->moving[state->n_moving].offset = upload->offset;
      state->moving[state->n_moving].size = upload->size;
      state->n_moving++;
    }
  pantau_trend_note (&self->trend, now, state->done);
  state->left = pantau_trend_get_left (&self->trend, now, state->total - state->done);
}

void
pantau_transfer_tell (PantauTransfer *self)
{
  PantauTransferState state;

  if (self->func == NULL)
    return;

  g_mutex_lock (&self->telling);
  g_mutex_lock (&self->lock);
  look (self, &state);
  g_mutex_unlock (&self->lock);
  self->func (&state, self->data);
  g_mutex_unlock (&self->telling);
}

/* ---- The queue ---- */

/* TRUE where a lane has it, or had it in this run. */
static gboolean
is_taken (PantauTransfer *self, const char *hash)
{
  for (guint i = 0; i < PANTAU_TRANSFER_WIDTH; i++)
    if (self->lanes[i].file != NULL && g_str_equal (self->lanes[i].file->hash, hash))
      return TRUE;

  return g_hash_table_contains (self->settled, hash);
}

gboolean
pantau_transfer_refresh (PantauTransfer *self, GError **error)
{
  g_autoptr (GMutexLocker) listing = g_mutex_locker_new (&self->listing);
  g_autoptr (GPtrArray) uploads = NULL, kept = NULL;
  PantauFilesRule rule;
  guint wifi = 0;
  goffset wifi_bytes = 0;
  gboolean is_poked;

  g_mutex_lock (&self->lock);
  is_poked = self->is_poked;
  self->is_poked = FALSE;
  g_mutex_unlock (&self->lock);
  if (!is_poked)
    return TRUE;

  pantau_files_rule_read (&rule, pantau_home_get_db (self->home));
  uploads = pantau_uploads_list (pantau_home_get_db (self->home),
                                 pantau_home_get_blobs (self->home), error);
  if (uploads == NULL)
    {
      g_mutex_lock (&self->lock);
      self->is_poked = TRUE;
      g_mutex_unlock (&self->lock);
      return FALSE;
    }
  g_ptr_array_set_free_func (uploads, NULL);
  kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_upload_free);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < uploads->len; i++)
    {
      PantauUpload *upload = g_ptr_array_index (uploads, i);
      gboolean waits = pantau_files_rule_waits_for_line (&rule, upload->size);

      if (waits)
        {
          wifi++;
          wifi_bytes += upload->size - upload->offset;
        }
      if (waits || rule.is_paused || is_taken (self, upload->hash))
        pantau_upload_free (upload);
      else
        g_ptr_array_add (kept, upload);
    }
  self->rule = rule;
  self->result.is_paused = rule.is_paused;
  self->result.wifi = wifi;
  self->result.wifi_bytes = wifi_bytes;
  g_ptr_array_unref (self->queue);
  self->queue = g_steal_pointer (&kept);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  return TRUE;
}

/* Under the lock. */
static gboolean
is_other_busy (PantauTransfer *self, const PantauLane *lane)
{
  for (guint i = 0; i < PANTAU_TRANSFER_WIDTH; i++)
    if (&self->lanes[i] != lane && self->lanes[i].file != NULL)
      return TRUE;

  return FALSE;
}

/* ---- What a lane asks ---- */

/* Under the lock. */
static gboolean
is_smaller_waiting (PantauTransfer *self, const PantauUpload *file)
{
  const PantauUpload *first = self->queue->len > 0 ? g_ptr_array_index (self->queue, 0) : NULL;

  return first != NULL && pantau_upload_class (first->size) < pantau_upload_class (file->size);
}

/* FALSE where it was erased, or others marked it. An error is the next statement's to tell. */
static gboolean
is_still_waiting (PantauTransfer *self, const char *hash)
{
  PantauUploadState state;
  gboolean found;

  return !pantau_uploads_get_state (pantau_home_get_db (self->home), hash, &state, &found, NULL) ||
         (found && state == PANTAU_UPLOAD_WAITING);
}

PantauNext
pantau_transfer_ask (PantauTransfer *self, PantauLane *lane)
{
  const PantauUpload *file = lane->file;
  PantauNext next = PANTAU_NEXT_GO;

  g_mutex_lock (&self->lock);
  while (self->holds > 0 && !self->is_ending)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  if (!is_still_waiting (self, file->hash))
    return PANTAU_NEXT_DROP;
  if (!pantau_transfer_refresh (self, NULL))
    return PANTAU_NEXT_YIELD;

  g_mutex_lock (&self->lock);
  if (self->is_ending || !pantau_files_rule_allows (&self->rule, file->size) ||
      is_smaller_waiting (self, file))
    next = PANTAU_NEXT_YIELD;
  g_mutex_unlock (&self->lock);

  return next;
}

GCancellable *
pantau_transfer_begin_request (PantauTransfer *self, PantauLane *lane)
{
  GCancellable *request = g_cancellable_new ();

  g_mutex_lock (&self->lock);
  if (self->is_ending)
    g_cancellable_cancel (request);
  lane->request = g_object_ref (request);
  g_mutex_unlock (&self->lock);

  return request;
}

gboolean
pantau_transfer_end_request (PantauTransfer *self, PantauLane *lane)
{
  gboolean is_cancelled;

  g_mutex_lock (&self->lock);
  is_cancelled = g_cancellable_is_cancelled (lane->request) && !self->is_ending;
  g_clear_object (&lane->request);
  g_mutex_unlock (&self->lock);

  return is_cancelled;
}

gboolean
pantau_transfer_wait (PantauTransfer *self, gint64 time)
{
  gboolean goes_on;

  g_mutex_lock (&self->lock);
  while (!self->is_ending && g_cond_wait_until (&self->changed, &self->lock, time))
    ;
  goes_on = !self->is_ending;
  g_mutex_unlock (&self->lock);

  return goes_on;
}

void
pantau_transfer_note (PantauTransfer *self, PantauLane *lane, gsize length, goffset offset)
{
  g_mutex_lock (&self->lock);
  self->result.bytes_sent += length;
  lane->file->offset = offset;
  g_mutex_unlock (&self->lock);
  pantau_transfer_tell (self);
}

/* ---- The lanes ---- */

/* Under the lock: TRUE where the queue has something for the lane. A second connection is opened only for what is worth its hand-shake. */
static gboolean
is_for (PantauTransfer *self, const PantauLane *lane)
{
  goffset bytes = 0;

  if (lane == &self->lanes[0] || self->lanes[0].has_ended || self->queue->len >= WORTH_FILES)
    return self->queue->len > 0;
  for (guint i = 0; i < self->queue->len; i++)
    {
      const PantauUpload *upload = g_ptr_array_index (self->queue, i);

      bytes += upload->size - upload->offset;
    }

  return bytes >= WORTH_BYTES;
}

gboolean
pantau_transfer_take_next (PantauTransfer *self, PantauLane *lane, GError **error)
{
  gboolean ok = TRUE;

  g_mutex_lock (&self->lock);
  while (ok && !self->is_ending && lane->file == NULL)
    {
      if (self->is_poked)
        {
          g_mutex_unlock (&self->lock);
          ok = pantau_transfer_refresh (self, error);
          g_mutex_lock (&self->lock);
        }
      else if (self->holds == 0 && is_for (self, lane))
        {
          lane->file = g_ptr_array_steal_index (self->queue, 0);
          g_cond_broadcast (&self->changed); /* another one is next now */
        }
      /* What the other one leaves, or what comes meanwhile, may be for this one. */
      else if (self->queue->len > 0 || is_other_busy (self, lane))
        g_cond_wait (&self->changed, &self->lock);
      else
        break;
    }
  g_mutex_unlock (&self->lock);

  return lane->file != NULL;
}

void
pantau_transfer_put_back (PantauTransfer *self, PantauLane *lane, PantauLaneEnd end)
{
  PantauUpload *file;

  g_mutex_lock (&self->lock);
  file = g_steal_pointer (&lane->file);
  switch (end)
    {
    case PANTAU_LANE_SENT:
      self->result.sent++;
      self->sent_bytes += file->size;
      break;
    case PANTAU_LANE_REFUSED:
      self->result.refused++;
      break;
    case PANTAU_LANE_DROPPED:
      break;
    case PANTAU_LANE_YIELDED:
    case PANTAU_LANE_FAILED:
      /* Into its place, which the list knows. */
      self->is_poked = TRUE;
      break;
    }
  if (end != PANTAU_LANE_YIELDED && end != PANTAU_LANE_FAILED)
    g_hash_table_add (self->settled, g_strdup (file->hash));
  pantau_upload_free (file);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  pantau_transfer_tell (self);
}

/* ---- Asking ahead ---- */

/* Under the lock: of the files that the lanes will take next, one that the province has not been asked about. */
static const PantauUpload *
find_unasked (PantauTransfer *self)
{
  for (guint i = 0; i < MIN (self->queue->len, AHEAD); i++)
    {
      const PantauUpload *upload = g_ptr_array_index (self->queue, i);

      if (!upload->is_begun && upload->size > PANTAU_TRANSFER_FIRST)
        return upload;
    }

  return NULL;
}

PantauUpload *
pantau_transfer_find_ahead (PantauTransfer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const PantauUpload *found = NULL;
  PantauUpload *copy;

  while (!self->is_ending && !self->lanes[0].has_ended)
    {
      found = self->holds == 0 && !self->is_poked ? find_unasked (self) : NULL;
      if (found != NULL)
        break;
      g_cond_wait (&self->changed, &self->lock);
    }
  if (found == NULL)
    return NULL;

  copy = g_new0 (PantauUpload, 1);
  copy->hash = g_strdup (found->hash);
  copy->size = found->size;

  return copy;
}

void
pantau_transfer_note_ahead (PantauTransfer *self, const PantauUpload *file)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->queue->len; i++)
    {
      PantauUpload *upload = g_ptr_array_index (self->queue, i);

      if (!g_str_equal (upload->hash, file->hash))
        continue;
      g_free (upload->url);
      upload->url = g_strdup (file->url);
      upload->offset = file->offset;
      upload->is_begun = file->is_begun;
      upload->is_known = file->is_known;
    }
}
