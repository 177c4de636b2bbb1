/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is remembered of the last minute. */
#define PANTAU_TREND_SAMPLES 64

/*
 * How long something will still take, where one can say so: a number that jumps about is worse than none. It hears how much is done, and when; it
 * asks no clock. One thread.
 */
typedef struct
{
  struct
  {
    gint64 time;   /* monotonic µs */
    goffset bytes; /* that were done by then */
  } samples[PANTAU_TREND_SAMPLES];
  guint n;
} PantauTrend;

/* Forgets: after a pause what was before says nothing. */
void pantau_trend_clear (PantauTrend *self);

/* @bytes are done in all, never fewer than before. */
void pantau_trend_note (PantauTrend *self, gint64 time, goffset bytes);

/*
 * Seconds until @left bytes more are done; -1 where nobody can say: too little was seen, nothing moved for a while, or the speed of the last
 * half minute and that of the one before have little to do with each other.
 */
gint64 pantau_trend_get_left (const PantauTrend *self, gint64 time, goffset left);

G_END_DECLS
