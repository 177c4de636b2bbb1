/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run: its connections, from the first question to the last, and what ends it. Which file goes when is in pantau-transfer-queue.c, how one goes in pantau-transfer-lane.c. */

#include "config.h"

#include "pantau-transfer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-connect.h"
#include "pantau-error.h"
#include "pantau-files-rule.h"
#include "pantau-transfer-private.h"
#include "pantau-trend.h"

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

/* All files that it can get. A lane that fails leaves its file to the other one. */
static void
work (PantauTransfer *self, PantauLane *lane)
{
  g_autoptr (GError) error = NULL;

  for (;;)
    {
      PantauLaneEnd end;

      if (!pantau_transfer_take_next (self, lane, &error))
        break;
      end = pantau_lane_send (lane, &error);
      pantau_transfer_put_back (self, lane, end);
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

  ok = pantau_transfer_refresh (self, error);
  if (ok && self->queue->len > 0)
    ok = run_with (self, client, cancellable, error);
  g_cancellable_disconnect (cancellable, handler);

  g_mutex_lock (&self->lock);
  *result = self->result;
  left = self->queue->len + self->is_poked;
  g_mutex_unlock (&self->lock);
  pantau_transfer_tell (self);

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
