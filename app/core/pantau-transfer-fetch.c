/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file from the province to this home, over lines that break. */

#include "config.h"

#include "pantau-transfer.h"

#include <glib/gi18n-lib.h>

#include "pantau-blob-part.h"
#include "pantau-error.h"

/* In a row, without a byte that arrived. */
#define MAX_IDLE_TRIES 2

typedef struct
{
  PantauClient *client; /* (unowned) */
  PantauBlobPart *part; /* (unowned) */
  PantauFetchFunc func; /* (nullable) */
  gpointer data;
  GCancellable *cancellable; /* (unowned) (nullable) */
} Fetch;

static void
tell (Fetch *self)
{
  if (self->func != NULL)
    self->func (pantau_blob_part_get_size (self->part), self->data);
}

static gboolean
sink_cb (goffset at, const guint8 *bytes, gsize length, gpointer data, GError **error)
{
  Fetch *self = data;
  PantauBlobPart *part = self->part;

  /* What lies between would be nobody's bytes, and fill the disk with nothing. */
  if (at > pantau_blob_part_get_size (part))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the province's answer is not well-formed"));
  /* A whole file may come where a part was asked for. */
  if (at != pantau_blob_part_get_size (part) && !pantau_blob_part_cut (part, at, error))
    return FALSE;
  if (at + (goffset) length > PANTAU_BLOB_LIMIT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("the file is too large"));

  if (!pantau_blob_part_append (part, bytes, length, error))
    return FALSE;
  tell (self);

  return TRUE;
}

/* As long as each attempt brings something. */
static gboolean
fetch_through_cuts (Fetch *self, const char *hash, GError **error)
{
  guint idle = 0;

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      goffset before = pantau_blob_part_get_size (self->part);

      if (pantau_client_blob_fetch (self->client, hash, before, sink_cb, self, self->cancellable,
                                    &local_error))
        return TRUE;

      /* It has no more than we have: so this may be all of it. */
      if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT))
        return TRUE;

      idle = pantau_blob_part_get_size (self->part) > before ? 0 : idle + 1;
      if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE) ||
          idle >= MAX_IDLE_TRIES)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
}

static gboolean
fetch (Fetch *self, PantauBlobs *blobs, const char *hash, GError **error)
{
  g_autoptr (PantauBlobPart) part = pantau_blob_part_open (blobs, hash, error);

  if (part == NULL)
    return FALSE;
  self->part = part;
  tell (self);

  return fetch_through_cuts (self, hash, error) &&
         pantau_blob_part_finish (part, hash, self->cancellable, error);
}

/* One at a time, for two would write into one part; and whoever waits may give up. */
static GMutex turn_lock;
static GCond turn_ended;
static gboolean is_taken;

static void
wake_cb (GCancellable *cancellable, gpointer data)
{
  g_mutex_lock (&turn_lock);
  g_cond_broadcast (&turn_ended);
  g_mutex_unlock (&turn_lock);
}

static gboolean
take_turn (GCancellable *cancellable, GError **error)
{
  gulong handler = cancellable != NULL
                       ? g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), NULL, NULL)
                       : 0;
  gboolean ok;

  g_mutex_lock (&turn_lock);
  while (is_taken && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&turn_ended, &turn_lock);
  ok = !g_cancellable_set_error_if_cancelled (cancellable, error);
  is_taken = is_taken || ok;
  g_mutex_unlock (&turn_lock);
  g_cancellable_disconnect (cancellable, handler);

  return ok;
}

static void
end_turn (void)
{
  g_mutex_lock (&turn_lock);
  is_taken = FALSE;
  g_cond_broadcast (&turn_ended);
  g_mutex_unlock (&turn_lock);
}

static gboolean
fetch_in_turn (Fetch *self, PantauBlobs *blobs, const char *hash, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (pantau_blobs_check (blobs, hash, self->cancellable, &local_error))
    return TRUE;
  if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
    {
      if (!pantau_blobs_set_aside (blobs, hash, error))
        return FALSE;
    }
  else if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_clear_error (&local_error);

  if (fetch (self, blobs, hash, &local_error))
    return TRUE;

  /* A beginning of other bytes, left from before: once more from the start. */
  if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
    return fetch (self, blobs, hash, error);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
pantau_transfer_fetch (PantauHome *home,
                       PantauClient *client,
                       const char *hash,
                       PantauFetchFunc func,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  Fetch self = { .client = client, .func = func, .data = data, .cancellable = cancellable };
  gboolean ok;

  if (!take_turn (cancellable, error))
    return FALSE;
  ok = fetch_in_turn (&self, pantau_home_get_blobs (home), hash, error);
  end_turn ();

  return ok;
}
