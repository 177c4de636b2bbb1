/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of a file goes in one piece: by what the line carries in the time that one would not mind to lose. */

#include "config.h"

#include "pantau-pace.h"

/* One part of idling to so many of sending. */
#define ROUND_TRIPS 40

/* Shorter than this a piece need not be, µs. */
#define SHORTEST (2 * G_USEC_PER_SEC)

/* What a question of few bytes took is the round trip, whatever the speed. */
#define QUESTION 1024

/* From here on it is far, µs; the first piece then, bytes: ten seconds of a 2G line. */
#define FAR       (G_USEC_PER_SEC / 10)
#define FIRST_FAR (8 * PANTAU_PACE_SMALLEST)

/* A line is tried with no more than so many times what it just carried. */
#define GROWTH 4

void
pantau_pace_init (PantauPace *self)
{
  *self = (PantauPace){ .chunk = 4 * PANTAU_PACE_SMALLEST };
}

void
pantau_pace_note_way (PantauPace *self, gint64 way)
{
  self->round_trip = self->round_trip == 0 ? way : MIN (self->round_trip, way);
  if (way >= FAR && self->rate <= 0)
    self->chunk = MAX (self->chunk, FIRST_FAR);
}

static gsize
choose_chunk (const PantauPace *self, double rate)
{
  gint64 time = CLAMP (self->round_trip * ROUND_TRIPS, SHORTEST, PANTAU_PACE_LONGEST);
  double bytes = rate * (double) time / G_USEC_PER_SEC;

  return (gsize) CLAMP (bytes, (double) PANTAU_PACE_SMALLEST, (double) PANTAU_PACE_LARGEST);
}

void
pantau_pace_note (PantauPace *self, gsize length, gint64 took)
{
  double rate;

  took = MAX (took, 1);
  if (length <= QUESTION)
    {
      self->round_trip = self->round_trip == 0 ? took : MIN (self->round_trip, took);
      return;
    }

  /* What a clock says of less than the round trip is chance. */
  rate = (double) length * G_USEC_PER_SEC / (double) MAX (took - self->round_trip, took / 4 + 1);
  self->rate = self->rate > 0 ? (self->rate + rate) / 2 : rate;

  /* The last pieces of files are short, and say little of long ones; a line that became slow is believed at once. */
  self->chunk =
      MIN (choose_chunk (self, MIN (self->rate, rate)), MAX (self->chunk, length * GROWTH));
}

void
pantau_pace_note_cut (PantauPace *self)
{
  self->chunk = MAX (self->chunk / 2, PANTAU_PACE_SMALLEST);
}
