/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long something will still take. */

#include "config.h"

#include "pantau-trend.h"

#include <string.h>

/* Older ones say nothing of now, µs. */
#define WINDOW (60 * G_USEC_PER_SEC)

/* So long one looks on before one says anything, µs, and at so many steps. */
#define LEAST_TIME  (15 * G_USEC_PER_SEC)
#define LEAST_STEPS 5

/* Samples that follow closer are one, µs: else a fast line would fill the window with its last second. */
#define STEP (WINDOW / (PANTAU_TREND_SAMPLES - 2))

/* Without a step for so long it stands, µs: more than two of the longest pieces. */
#define STANDS (20 * G_USEC_PER_SEC)

/* How much the speeds of both halves may differ. */
#define STEADY 1.6

void
pantau_trend_clear (PantauTrend *self)
{
  self->n = 0;
}

static void
drop_first (PantauTrend *self, guint n)
{
  memmove (self->samples, self->samples + n, (self->n - n) * sizeof self->samples[0]);
  self->n -= n;
}

void
pantau_trend_note (PantauTrend *self, gint64 time, goffset bytes)
{
  guint old = 0;

  /* The sums were made anew. */
  if (self->n > 0 && bytes < self->samples[self->n - 1].bytes)
    self->n = 0;
  while (old + 1 < self->n && self->samples[old + 1].time < time - WINDOW)
    old++;
  drop_first (self, old);

  if (self->n >= 2 && time - self->samples[self->n - 2].time < STEP)
    self->n--;
  if (self->n == PANTAU_TREND_SAMPLES)
    drop_first (self, 1);
  self->samples[self->n].time = time;
  self->samples[self->n].bytes = bytes;
  self->n++;
}

/* Bytes a second between two samples. */
static double
get_rate (const PantauTrend *self, guint from, guint to)
{
  gint64 time = self->samples[to].time - self->samples[from].time;

  return time > 0 ? (double) (self->samples[to].bytes - self->samples[from].bytes) *
                        G_USEC_PER_SEC / (double) time
                  : 0;
}

/* The sample nearest to the middle of the time. */
static guint
find_middle (const PantauTrend *self)
{
  gint64 middle = (self->samples[0].time + self->samples[self->n - 1].time) / 2;
  guint i = 1;

  while (i + 2 < self->n && self->samples[i].time < middle)
    i++;

  return i;
}

gint64
pantau_trend_get_left (const PantauTrend *self, gint64 time, goffset left)
{
  double all, older, newer;
  guint last, middle;

  if (self->n < LEAST_STEPS ||
      self->samples[self->n - 1].time - self->samples[0].time < LEAST_TIME ||
      time - self->samples[self->n - 1].time > STANDS)
    return -1;

  last = self->n - 1;
  middle = find_middle (self);
  all = get_rate (self, 0, last);
  older = get_rate (self, 0, middle);
  newer = get_rate (self, middle, last);
  if (older <= 0 || newer <= 0 || MAX (older, newer) > STEADY * MIN (older, newer))
    return -1;

  return (gint64) ((double) left / all + 0.5);
}
