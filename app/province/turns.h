/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A number of places, and who waits for one, in the order in which they came. Whoever is sent away comes back by a pause that may be a minute, although a place
 * is free in a tenth of a second; so those who come in a burst wait here, and only those are sent away who would wait for too long.
 *
 * Belongs to the thread whose default main context was current when it was made.
 */
typedef struct _PantauTurns PantauTurns;

typedef enum
{
  PANTAU_TURN_NOW,  /* a place is free: to be taken by whoever is called, or left to the next */
  PANTAU_TURN_LATE, /* it has waited for as long as anybody may */
} PantauTurn;

/* @who waits no more. From the main loop, never from within a call. */
typedef void (*PantauTurnFunc) (gpointer who, PantauTurn turn, gpointer data);

/* How much there is to do, by what was seen. */
typedef struct
{
  guint waiting;
  gint64 delay;    /* µs that whoever came now would wait; 0: nothing */
  gint64 interval; /* µs from one place that is given back to the next, while somebody waits */
  guint64 done;    /* places given back, ever */
} PantauTurnsLoad;

/* @places at once; @most may wait (0: nobody), each at most @patience µs (-1: for ever). */
PantauTurns *pantau_turns_new (guint places,
                               guint most,
                               gint64 patience,
                               PantauTurnFunc func,
                               gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/* Nobody may be waiting any more. */
void pantau_turns_free (PantauTurns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauTurns, pantau_turns_free)

/* TRUE where a place is free, and nobody waits for it. */
gboolean pantau_turns_is_free (PantauTurns *self);

/* TRUE where nobody more may wait. */
gboolean pantau_turns_is_full (PantauTurns *self);

/* A place is taken, and given back. May exceed their number: who has to go on goes on. */
void pantau_turns_take (PantauTurns *self);
void pantau_turns_give_back (PantauTurns *self);

/* Puts @who at the end of those who wait. (transfer none), for pantau_turns_leave(), valid until @who waits no more. */
GList *pantau_turns_wait (PantauTurns *self, gpointer who);
void pantau_turns_leave (PantauTurns *self, GList *link);

/* How it stands just now, into @load. */
void pantau_turns_get_load (PantauTurns *self, PantauTurnsLoad *load);

G_END_DECLS
