/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line that moves less than the smallest in a time-out is none; the largest is what stands in memory. Bytes. */
#define PANTAU_PACE_SMALLEST (16 * 1024)
#define PANTAU_PACE_LARGEST  (4 * 1024 * 1024)

/* The longest that one piece may take, as far as one can know before: lines wait for its end at the most, and what came of it before a cut is kept. µs. */
#define PANTAU_PACE_LONGEST (20 * G_USEC_PER_SEC)

/*
 * How much of a file goes in one piece over one connection. Each piece idles for a round trip and the province's fsync, so it is as long as forty of
 * these, between 2 and 20 seconds, at the speed of the last ones. Arithmetic only: it asks no clock. One thread.
 */
typedef struct
{
  gsize chunk;       /* bytes of the next piece */
  double rate;       /* bytes a second; 0: nobody knows yet */
  gint64 round_trip; /* µs: the shortest that a question took; 0: nobody knows yet */
} PantauPace;

void pantau_pace_init (PantauPace *self);

/* How far it is, by what connecting took (µs; 0: nobody knows). Over a long way the first piece is longer too: it idles as long as any other. */
void pantau_pace_note_way (PantauPace *self, gint64 way);

/* @length bytes went, and the answer came @took µs after the first of them. A question without bytes tells the round trip. */
void pantau_pace_note (PantauPace *self, gsize length, gint64 took);

/* The line broke in the middle of a piece: smaller ones lose less. */
void pantau_pace_note_cut (PantauPace *self);

G_END_DECLS
