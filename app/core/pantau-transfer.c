/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file of a home goes when, over which connection. How one goes is in pantau-transfer-lane.c. */

#include "config.h"

#include "pantau-transfer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-connect.h"
#include "pantau-error.h"
#include "pantau-files-rule.h"
#include "pantau-transfer-private.h"
#include "pantau-trend.h"

/* Fewer bytes than this are not worth the hand-shake of a second connection; nor are few small files. */
#define WORTH_BYTES (64 * 1024)
#define WORTH_FILES 8

/* Files that the scout asks about before they are sent. */
#define AHEAD 3

struct _PantauTransfer
{
  PantauHome *home; /* (unowned) */
  PantauTransferFunc func;
  gpointer data;

  GMutex listing; /* held by whoever makes the queue anew; before @lock, never after it */
  GMutex telling; /* held while @func is called; before @lock */
  GMutex lock;    /* of all below */
  GCond changed;

  /* Also between runs. */
  guint holds;
  gboolean is_poked; /* the queue is old */

  /* Of the run. */
  gboolean is_ending;
  PantauFilesRule rule;
  char *epoch; /* (nullable): the home's when the run began */
  GPtrArray
      *queue; /* of PantauUpload, in the order in which they go; those at work are not in it */
  GHashTable *settled; /* set of hashes: of this run, whatever became of them */
  PantauLane lanes[PANTAU_TRANSFER_WIDTH];
  PantauLane scout;
  guint n_sessions; /* others that have taken over the first lane's, or tried to */
  GError *error;    /* (owned) (nullable): the first of a lane that gave up */
  PantauTransferResult result;
  goffset sent_bytes; /* of files that are through */
  PantauTrend trend;
};

PantauTransfer *
pantau_transfer_new (PantauHome *home, PantauTransferFunc func, gpointer data)
{
  PantauTransfer *self = g_new0 (PantauTransfer, 1);

  self->home = home;
  self->func = func;
  self->data = data;
  g_mutex_init (&self->listing);
  g_mutex_init (&self->telling);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->queue = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_upload_free);
  self->settled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < PANTAU_TRANSFER_WIDTH; i++)
    self->lanes[i].transfer = self;
  self->scout.transfer = self;

  return self;
}

void
pantau_transfer_free (PantauTransfer *self)
{
  g_ptr_array_unref (self->queue);
  g_hash_table_unref (self->settled);
  g_free (self->epoch);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->telling);
  g_mutex_clear (&self->listing);
  g_free (self);
}

PantauDb *
pantau_transfer_get_db (PantauTransfer *self)
{
  return pantau_home_get_db (self->home);
}

PantauBlobs *
pantau_transfer_get_blobs (PantauTransfer *self)
{
  return pantau_home_get_blobs (self->home);
}

const char *
pantau_transfer_get_epoch (PantauTransfer *self)
{
  return self->epoch;
}

/* ---- What moves ---- */

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

/* In order: what is told later was so later. */
static void
tell (PantauTransfer *self)
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

/* Makes the queue anew where somebody said that it is old. Without the lock, since it asks the database. */
static gboolean
refresh (PantauTransfer *self, GError **error)
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
  if (!refresh (self, NULL))
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
  tell (self);
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

/* Gives the lane its next file. FALSE where there is none, or with an error. */
static gboolean
take_next (PantauTransfer *self, PantauLane *lane, GError **error)
{
  gboolean ok = TRUE;

  g_mutex_lock (&self->lock);
  while (ok && !self->is_ending && lane->file == NULL)
    {
      if (self->is_poked)
        {
          g_mutex_unlock (&self->lock);
          ok = refresh (self, error);
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

/* Whatever became of it: the lane is free. */
static void
put_back (PantauTransfer *self, PantauLane *lane, PantauLaneEnd end)
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
  tell (self);
}

/* All files that it can get. A lane that fails leaves its file to the other one. */
static void
work (PantauTransfer *self, PantauLane *lane)
{
  g_autoptr (GError) error = NULL;

  for (;;)
    {
      PantauLaneEnd end;

      if (!take_next (self, lane, &error))
        break;
      end = pantau_lane_send (lane, &error);
      put_back (self, lane, end);
      if (end == PANTAU_LANE_FAILED)
        break;
    }

  g_mutex_lock (&self->lock);
  lane->has_ended = TRUE;
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
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

/* ---- Connections ---- */

/* A connection besides the first lane's, with its session, which that one does not use meanwhile. */
static gpointer
run_other (gpointer data)
{
  PantauLane *lane = data;
  PantauTransfer *self = lane->transfer;
  g_autoptr (PantauClient) client = NULL;

  /* Where it cannot be made, one connection does. */
  client = pantau_home_connect (self->home, NULL);
  if (client != NULL)
    pantau_client_share_session (client, self->lanes[0].client);
  lane->client = client;

  g_mutex_lock (&self->lock);
  self->n_sessions++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  if (client != NULL && lane == &self->scout)
    pantau_scout_run (lane);
  else if (client != NULL)
    work (self, lane);

  return NULL;
}

static void
run_lanes (PantauTransfer *self)
{
  GThread *threads[PANTAU_TRANSFER_WIDTH + 1];
  guint n = 0, n_lanes;
  gboolean is_far = pantau_client_is_far (self->lanes[0].client);

  n_lanes = PANTAU_TRANSFER_WIDTH;
  for (guint i = 1; i < n_lanes; i++)
    threads[n++] = g_thread_new ("files", run_other, &self->lanes[i]);
  if (is_far)
    threads[n++] = g_thread_new ("scout", run_other, &self->scout);

  g_mutex_lock (&self->lock);
  while (self->n_sessions < n)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  work (self, &self->lanes[0]);
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
}

/* ---- A run ---- */

/* Under the lock: whatever is under way ends now. */
static void
cancel_requests (PantauTransfer *self)
{
  for (guint i = 0; i < PANTAU_TRANSFER_WIDTH; i++)
    if (self->lanes[i].request != NULL)
      g_cancellable_cancel (self->lanes[i].request);
  if (self->scout.request != NULL)
    g_cancellable_cancel (self->scout.request);
  g_cond_broadcast (&self->changed);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  PantauTransfer *self = data;

  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  cancel_requests (self);
  g_mutex_unlock (&self->lock);
}

static void
start (PantauTransfer *self)
{
  g_mutex_lock (&self->lock);
  self->is_ending = FALSE;
  self->is_poked = TRUE;
  self->n_sessions = 0;
  self->result = (PantauTransferResult){ 0 };
  self->sent_bytes = 0;
  pantau_trend_clear (&self->trend);
  g_ptr_array_set_size (self->queue, 0);
  g_hash_table_remove_all (self->settled);
  for (guint i = 0; i < PANTAU_TRANSFER_WIDTH; i++)
    {
      pantau_pace_init (&self->lanes[i].pace);
      self->lanes[i].waits = 0;
      self->lanes[i].has_ended = FALSE;
    }
  g_mutex_unlock (&self->lock);
  g_free (self->epoch);
  self->epoch = pantau_home_get_setting (self->home, "epoch");
}

/* Files follow their lines, and those the numbering that the province has now. */
static gboolean
check_epoch (PantauTransfer *self, PantauClient *client, GError **error)
{
  const char *epoch = pantau_client_get_epoch (client);

  /* "EPOCH" or "EPOCH~N" (pantau-sync.c) */
  return (self->epoch != NULL && epoch != NULL && g_str_has_prefix (self->epoch, epoch) &&
          (self->epoch[strlen (epoch)] == '\0' || self->epoch[strlen (epoch)] == '~')) ||
         pantau_throw (error, PANTAU_ERROR_EPOCH,
                       _ ("the province was restored from a copy; everything is compared anew"));
}

static gboolean
run_with (PantauTransfer *self, PantauClient *client, GCancellable *cancellable, GError **error)
{
  g_autoptr (PantauClient) own = NULL;

  if (client == NULL)
    {
      own = pantau_home_connect (self->home, error);
      if (own == NULL || !pantau_client_open_session (own, cancellable, error))
        return FALSE;
      client = own;
    }
  if (!check_epoch (self, client, error))
    return FALSE;

  self->lanes[0].client = client;
  run_lanes (self);

  return TRUE;
}

/* A lane that gave up is no failure where the other one did its work too. */
static gboolean
settle_error (PantauTransfer *self, guint left, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) own = g_steal_pointer (&self->error);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (own == NULL || left == 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own));

  return FALSE;
}

gboolean
pantau_transfer_run (PantauTransfer *self,
                     PantauClient *client,
                     PantauTransferResult *result,
                     GCancellable *cancellable,
                     GError **error)
{
  gulong handler = 0;
  gboolean ok;
  guint left;

  start (self);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);

  ok = refresh (self, error);
  if (ok && self->queue->len > 0)
    ok = run_with (self, client, cancellable, error);
  g_cancellable_disconnect (cancellable, handler);

  g_mutex_lock (&self->lock);
  *result = self->result;
  left = self->queue->len + self->is_poked;
  g_mutex_unlock (&self->lock);
  tell (self);

  return ok && settle_error (self, left, cancellable, error);
}

void
pantau_transfer_note_no_door (PantauTransfer *self)
{
  g_mutex_lock (&self->lock);
  self->result.no_door = TRUE;
  g_mutex_unlock (&self->lock);
}

void
pantau_transfer_hold (PantauTransfer *self)
{
  g_mutex_lock (&self->lock);
  self->holds++;
  g_mutex_unlock (&self->lock);
}

void
pantau_transfer_release (PantauTransfer *self)
{
  g_mutex_lock (&self->lock);
  self->holds--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
pantau_transfer_poke (PantauTransfer *self, gboolean at_once)
{
  g_mutex_lock (&self->lock);
  self->is_poked = TRUE;
  if (at_once)
    cancel_requests (self);
  else
    g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}
