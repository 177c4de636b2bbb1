/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for a place, in order; see the header. */

#include "config.h"

#include "turns.h"

/* Before anything was seen: µs. */
#define INTERVAL 5000

/* The interval follows what is seen in so many places that are given back. */
#define MEMORY 128

/* Turns that are begun before the loop's other sources have theirs. */
#define AT_ONCE 64

typedef struct
{
  gpointer who;
  gint64 since; /* monotonic µs */
} Waiting;

struct _PantauTurns
{
  guint places;
  guint taken;
  guint most;
  gint64 patience; /* µs; -1: without end */
  PantauTurnFunc func;
  gpointer data;
  GQueue waiting;  /* of Waiting (owned), the oldest first */
  GSource *source; /* (owned) */

  gint64 last; /* monotonic µs: when a place was given back while somebody waited; 0: nobody did */
  double interval; /* µs */
  guint64 done;
};

static void
set_ready_time (PantauTurns *self)
{
  const Waiting *first = g_queue_peek_head (&self->waiting);

  if (first == NULL)
    g_source_set_ready_time (self->source, -1);
  else if (self->taken < self->places)
    g_source_set_ready_time (self->source, 0);
  else
    g_source_set_ready_time (self->source,
                             self->patience >= 0 ? first->since + self->patience : -1);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs funcs = { NULL, NULL, dispatch, NULL, NULL, NULL };

static gboolean
turn_cb (gpointer data)
{
  PantauTurns *self = data;
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < AT_ONCE && !g_queue_is_empty (&self->waiting); i++)
    {
      Waiting *first = g_queue_peek_head (&self->waiting);
      gboolean is_late = self->patience >= 0 && now - first->since >= self->patience;
      gpointer who = first->who;

      if (self->taken >= self->places && !is_late)
        break;
      g_free (g_queue_pop_head (&self->waiting));
      /* A place that is free is not refused to one who has waited, however long. */
      self->func (who, self->taken < self->places ? PANTAU_TURN_NOW : PANTAU_TURN_LATE, self->data);
    }
  set_ready_time (self);

  return G_SOURCE_CONTINUE;
}

PantauTurns *
pantau_turns_new (guint places, guint most, gint64 patience, PantauTurnFunc func, gpointer data)
{
  PantauTurns *self = g_new0 (PantauTurns, 1);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->places = places;
  self->most = most;
  self->patience = patience;
  self->func = func;
  self->data = data;
  self->interval = INTERVAL;
  g_queue_init (&self->waiting);
  self->source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "pantau turns");
  g_source_set_callback (self->source, turn_cb, self, NULL);
  g_source_set_ready_time (self->source, -1);
  g_source_attach (self->source, context);

  return self;
}

void
pantau_turns_free (PantauTurns *self)
{
  g_assert (g_queue_is_empty (&self->waiting));
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_free (self);
}

gboolean
pantau_turns_is_free (PantauTurns *self)
{
  return self->taken < self->places && g_queue_is_empty (&self->waiting);
}

gboolean
pantau_turns_is_full (PantauTurns *self)
{
  return !pantau_turns_is_free (self) && self->waiting.length >= self->most;
}

void
pantau_turns_take (PantauTurns *self)
{
  self->taken++;
}

void
pantau_turns_give_back (PantauTurns *self)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (self->taken > 0);

  self->taken--;
  self->done++;
  if (self->last != 0)
    self->interval += ((double) (now - self->last) - self->interval) / MEMORY;
  self->last = g_queue_is_empty (&self->waiting) ? 0 : now;
  set_ready_time (self);
}

GList *
pantau_turns_wait (PantauTurns *self, gpointer who)
{
  Waiting *waiting = g_new (Waiting, 1);

  *waiting = (Waiting){ who, g_get_monotonic_time () };
  g_queue_push_tail (&self->waiting, waiting);
  if (self->waiting.length == 1)
    set_ready_time (self);

  return g_queue_peek_tail_link (&self->waiting);
}

void
pantau_turns_leave (PantauTurns *self, GList *link)
{
  g_free (link->data);
  g_queue_delete_link (&self->waiting, link);
  set_ready_time (self);
}

void
pantau_turns_get_load (PantauTurns *self, PantauTurnsLoad *load)
{
  *load = (PantauTurnsLoad){ .waiting = self->waiting.length,
                             .delay = (gint64) (self->waiting.length * self->interval),
                             .interval = (gint64) self->interval,
                             .done = self->done };
}
