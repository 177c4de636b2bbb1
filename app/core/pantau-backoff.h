/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest pause between two tries. A Retry-After may be longer, up to an hour. */
#define PANTAU_BACKOFF_LONGEST (5 * G_TIME_SPAN_MINUTE)

/* However many networks come and go: one try for them in so long. */
#define PANTAU_BACKOFF_NETWORK (15 * G_TIME_SPAN_SECOND)

/* Tries in any minute at a province that answers, and cannot. */
#define PANTAU_BACKOFF_A_MINUTE 4

/*
 * When to try again, for one line to the province. It never gives up.
 *
 * The pause after the n-th failure in a row is random between 0 and 1 s, doubled with each, up to five minutes ("full jitter": three hundred
 * laptops that lost the province together do not come back together). Somebody who answered is asked at most four times in any
 * minute, and not before the time that it named in Retry-After, to which a random part is added, since it told the others the same; nothing is
 * doubled then, for it is at work and knows when it has time. A portal is asked every few seconds for the first minutes, since a person may be
 * logging in, and it is near.
 *
 * Arithmetic only: times are monotonic, in µs, and given by the caller. One thread, or a lock around it.
 */
typedef struct
{
  GRand *rand;    /* (owned) (nullable): NULL for the program's own */
  guint failures; /* in a row, but for those that named a time */
  guint portals;  /* of them: portals, in a row */
  gint64 next;    /* when the next try is due; 0: at once */
  gint64 named;   /* what the province named in Retry-After; 0: nothing */
  gint64 minute;  /* before that a try would be one too many in a minute; 0: it does not matter */
  gint64 network; /* when a network last caused a try; 0: never */
  gint64 tries[PANTAU_BACKOFF_A_MINUTE]; /* the last ones, in a ring; 0: none */
  guint n_tries;
} PantauBackoff;

/* @seed: 0 for the program's own source of chance; any other gives the same pauses again. */
void pantau_backoff_init (PantauBackoff *self, guint32 seed);
void pantau_backoff_clear (PantauBackoff *self);

/* A try begins. */
void pantau_backoff_begin (PantauBackoff *self, gint64 now);

/* It went well: all is forgotten but the tries of the last minute. */
void pantau_backoff_succeed (PantauBackoff *self);

/* It failed so; @error may be of any domain. The next one is due at pantau_backoff_get_next(). */
void pantau_backoff_fail (PantauBackoff *self, const GError *error, gint64 now);

/* When the next try is due; a time that is over: now. */
gint64 pantau_backoff_get_next (const PantauBackoff *self);

/*
 * The network is another one: TRUE where that is worth a try now, or as soon as the province allows one. At most once in
 * PANTAU_BACKOFF_NETWORK; the pauses after it are short again.
 */
gboolean pantau_backoff_network (PantauBackoff *self, gint64 now);

/*
 * There is something new to send: the next try is now, but for what the province named and for the minute. @person: somebody sits there and asked
 * for it, whom only the minute keeps waiting.
 */
void pantau_backoff_hurry (PantauBackoff *self, gboolean person, gint64 now);

/*
 * The pause after failure number @attempt, counted from 0, of whoever counts by himself: 0 to the longest, in µs. @answers: the province
 * answered, so from the fourth on there is a minute at least. @rand nullable.
 */
gint64 pantau_backoff_pause (GRand *rand, guint attempt, gboolean answers);

G_END_DECLS
