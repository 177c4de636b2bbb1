/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Watches how long the main loop is held at once: a turn is what happens from the poll's return to the next poll. A window whose loop is held for
 * longer than some frames does not answer keys: that is where somebody read a file, waited for a lock, or computed in the wrong thread.
 *
 * What counts is what the thread computed, by its own clock, and what it was seen to wait in a system call, by another thread that looks each
 * millisecond: for a disk, a lock or another program. What it stood in line for a processor does not count, nor what a virtual machine as a whole stood
 * still, nor that the kernel had to fetch a page of the program: a busy machine accuses nobody. Of a wait some milliseconds at both ends are not seen,
 * and more on such a machine; a long one is seen on any. Computing itself takes up to half as long again while every processor is busy: leave that room
 * below the bound. A late turn tells where the thread was when its time was over.
 */

/* Turns may take so long, in ms, where nothing else is said. */
#define PANTAU_WATCHDOG_BOUND 50

/* In µs. */
typedef struct
{
  guint turns;
  guint late;      /* of them, how many held the loop for longer than the bound */
  gint64 longest;  /* the longest turn */
  gint64 computed; /* what of it the processor worked */

  /*
   * Turns before the first window's first frame was drawn: templates, theme, fonts and icons are loaded once, and nobody waits for an answer of a
   * window that is not there. They are bounded by the time of the start as a whole (tests/bench), not here, and count only in these.
   */
  guint starting_turns;
  gint64 starting; /* all of them together */
} PantauWatchdogReport;

/*
 * Begins to watch the default main context; the caller's thread runs it. Each late turn is a warning (g_warning()), as it ends. @bound in
 * ms. Once for a program: a second call sets the bound and begins a new report.
 */
void pantau_watchdog_start (guint bound);

/*
 * As the environment says: PANTAU_WATCHDOG=N for a bound of N ms, 0 for none. Without it @usual ms, and warnings that do not tell where it was; 0 for none.
 */
void pantau_watchdog_start_as_told (guint usual);

/* The turn ends here, not at the next poll: for tests, which do their own things between turns. Nothing where it does not watch. */
void pantau_watchdog_end_turn (void);

/*
 * What is between these does not count: the thread waits there for what is none of the program's doing. Tests say so of the X server, another program
 * in line for a processor. Nothing between turns.
 */
void pantau_watchdog_pause (void);
void pantau_watchdog_resume (void);

/* Since the start. All zeros where it does not watch. */
PantauWatchdogReport pantau_watchdog_get_report (void);

G_END_DECLS
