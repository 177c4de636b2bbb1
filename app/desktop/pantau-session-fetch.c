/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way here: how far they are, and who may end that. */

#define G_LOG_DOMAIN "pantau-session"

#include "config.h"

#include "pantau-session-fetch.h"

#include "pantau-session-private.h"

#define LOOK_INTERVAL 250 /* ms */

struct _PantauFetching
{
  char *hash;
  GCancellable *cancellable; /* (owned) */
  GCancellable *outer;       /* (owned) (nullable) */
  gulong handler;
  guint source;

  GMutex lock;
  goffset done;
  goffset total; /* -1: nobody knows */
};

static void
fetching_clear (gpointer data)
{
  PantauFetching *self = data;

  g_free (self->hash);
  g_object_unref (self->cancellable);
  g_clear_object (&self->outer);
  g_mutex_clear (&self->lock);
}

void
pantau_fetching_unref (PantauFetching *self)
{
  g_atomic_rc_box_release_full (self, fetching_clear);
}

GCancellable *
pantau_fetching_get_cancellable (PantauFetching *self)
{
  return self->cancellable;
}

void
pantau_fetching_note (gint64 done, gint64 total, gpointer data)
{
  PantauFetching *self = data;

  g_mutex_lock (&self->lock);
  self->done = done;
  self->total = total;
  g_mutex_unlock (&self->lock);
}

static gboolean
look (gpointer data)
{
  g_signal_emit_by_name (data, "files-moved");

  return G_SOURCE_CONTINUE;
}

PantauFetching *
pantau_session_begin_fetch (PantauSession *self, const char *hash, GCancellable *outer)
{
  PantauFetching *fetching = g_atomic_rc_box_new0 (PantauFetching);

  fetching->hash = g_strdup (hash);
  fetching->cancellable = g_cancellable_new ();
  fetching->total = -1;
  g_mutex_init (&fetching->lock);
  if (outer != NULL)
    {
      fetching->outer = g_object_ref (outer);
      fetching->handler = g_signal_connect_swapped (
          outer, "cancelled", G_CALLBACK (g_cancellable_cancel), fetching->cancellable);
      if (g_cancellable_is_cancelled (outer))
        g_cancellable_cancel (fetching->cancellable);
    }
  fetching->source = g_timeout_add (LOOK_INTERVAL, look, self);
  g_ptr_array_add (self->fetches, g_atomic_rc_box_acquire (fetching));

  return fetching;
}

void
pantau_session_end_fetch (PantauSession *self, PantauFetching *fetching)
{
  g_clear_handle_id (&fetching->source, g_source_remove);
  if (fetching->outer != NULL)
    g_clear_signal_handler (&fetching->handler, fetching->outer);
  g_ptr_array_remove (self->fetches, fetching);
  look (self);
}

/* (nullable) */
static PantauFetching *
find (PantauSession *self, const char *hash)
{
  for (guint i = 0; i < self->fetches->len; i++)
    {
      PantauFetching *fetching = g_ptr_array_index (self->fetches, i);

      if (g_str_equal (fetching->hash, hash))
        return fetching;
    }

  return NULL;
}

gboolean
pantau_session_get_fetch (PantauSession *self, const char *hash, goffset *done, goffset *total)
{
  PantauFetching *fetching = find (self, hash);

  if (fetching == NULL)
    return FALSE;
  g_mutex_lock (&fetching->lock);
  *done = fetching->done;
  *total = fetching->total;
  g_mutex_unlock (&fetching->lock);

  return TRUE;
}

void
pantau_session_cancel_fetch (PantauSession *self, const char *hash)
{
  PantauFetching *fetching = find (self, hash);

  if (fetching != NULL)
    g_cancellable_cancel (fetching->cancellable);
}

void
pantau_session_cancel_fetches (PantauSession *self)
{
  for (guint i = 0; i < self->fetches->len; i++)
    g_cancellable_cancel (((PantauFetching *) g_ptr_array_index (self->fetches, i))->cancellable);
}
