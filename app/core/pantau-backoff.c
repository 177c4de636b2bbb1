/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to wait for the next try; see the header. The one file that decides it. */

#include "config.h"

#include "pantau-backoff.h"

#include <string.h>

#include "pantau-error.h"

#define FIRST  G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE

/* Whoever logs in needs a minute or two for it. */
#define PORTAL_TRIES 40
#define PORTAL_PAUSE (4 * G_TIME_SPAN_SECOND)

/* After another network came. */
#define NETWORK_FAILURES 3

/* What the province named is stretched by up to so much of itself: it named the same to all. */
#define STRETCH 4

static gint64
draw (GRand *rand, gint64 most)
{
  return (gint64) (rand != NULL ? g_rand_double_range (rand, 0, (double) most)
                                : g_random_double_range (0, (double) most));
}

static gint64
most_after (guint attempt)
{
  return MIN (FIRST << MIN (attempt, 16), PANTAU_BACKOFF_LONGEST);
}

void
pantau_backoff_init (PantauBackoff *self, guint32 seed)
{
  *self = (PantauBackoff){ .rand = seed != 0 ? g_rand_new_with_seed (seed) : NULL };
}

void
pantau_backoff_clear (PantauBackoff *self)
{
  g_clear_pointer (&self->rand, g_rand_free);
}

void
pantau_backoff_begin (PantauBackoff *self, gint64 now)
{
  self->tries[self->n_tries++ % PANTAU_BACKOFF_A_MINUTE] = now;
}

void
pantau_backoff_succeed (PantauBackoff *self)
{
  self->failures = 0;
  self->portals = 0;
  self->next = 0;
  self->named = 0;
  self->minute = 0;
}

/* Before that a fifth try would be within a minute of the first. */
static gint64
get_minute_end (const PantauBackoff *self)
{
  return self->n_tries < PANTAU_BACKOFF_A_MINUTE
             ? 0
             : self->tries[self->n_tries % PANTAU_BACKOFF_A_MINUTE] + MINUTE;
}

/* Nobody of the province said anything: the line is what failed. */
static gboolean
is_line (const GError *error)
{
  return g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_PORTAL);
}

/* The longest pause behind everything else. */
static gint64
get_most (const PantauBackoff *self, gboolean is_orderly)
{
  if (!is_orderly)
    return most_after (self->failures);

  /* It works, and said when it has time: doubling would only let others go before. But the minute ends for all at once. */
  return self->minute > self->named ? MINUTE / STRETCH : FIRST;
}

void
pantau_backoff_fail (PantauBackoff *self, const GError *error, gint64 now)
{
  gint64 named = pantau_error_get_not_before (error), pause;
  gboolean is_orderly =
      named > now && g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED);

  self->portals =
      g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_PORTAL) ? self->portals + 1 : 0;
  self->minute = is_line (error) ? 0 : get_minute_end (self);
  self->named = named > now ? named + draw (self->rand, (named - now) / STRETCH) : 0;
  if (self->portals > 0 && self->portals <= PORTAL_TRIES)
    pause = PORTAL_PAUSE / 4 + draw (self->rand, PORTAL_PAUSE * 3 / 4);
  else
    pause = draw (self->rand, get_most (self, is_orderly));
  if (!is_orderly)
    self->failures++;

  /* What waits for the end of the minute is spread behind it too, not gathered at it. */
  self->next = MAX (MAX (self->minute, self->named), now) + pause;
}

gint64
pantau_backoff_get_next (const PantauBackoff *self)
{
  return self->next;
}

gboolean
pantau_backoff_network (PantauBackoff *self, gint64 now)
{
  if (self->network != 0 && now - self->network < PANTAU_BACKOFF_NETWORK)
    return FALSE;

  self->network = now;
  self->failures = MIN (self->failures, NETWORK_FAILURES);
  self->portals = 0;
  pantau_backoff_hurry (self, FALSE, now);

  return TRUE;
}

void
pantau_backoff_hurry (PantauBackoff *self, gboolean person, gint64 now)
{
  gint64 least = MAX (self->minute, person ? 0 : self->named);

  self->next = MIN (self->next, MAX (least, now));
}

gint64
pantau_backoff_pause (GRand *rand, guint attempt, gboolean answers)
{
  gint64 most = most_after (attempt);

  /* The first try and three more may come within a minute; then the minutes are counted. */
  if (answers && attempt >= PANTAU_BACKOFF_A_MINUTE - 1)
    return MINUTE + draw (rand, MIN (most, PANTAU_BACKOFF_LONGEST - MINUTE));

  return draw (rand, most);
}
