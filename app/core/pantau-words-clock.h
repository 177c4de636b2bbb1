/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-deadline.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* Clocks as people read them, in the program's language. All (transfer full) unless said. */

/* "7 working days", "24 hours": with an extension the extended number. */
char *pantau_words_clock_length (const PantauClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/* What started it: "Time it became known", "Reporter was told", "Status Registered", "Forwarded to BPBD". */
char *pantau_words_clock_event (PantauReference *reference,
                                const char *kind,
                                const char *event) G_GNUC_WARN_UNUSED_RESULT;

/* How it stands at @now: "due today at 16.00 WIB", "2 days left", "overdue by 3 hours", "done in time" … */
char *pantau_words_clock_state (const PantauClock *clock, gint64 now) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whatever must be said beside the date, a sentence each: that it is the earlier of two since counting is disputed (and which the later
 * is), that it is an estimate, that it was extended and on which basis, that a report came out of office hours, that the rule
 * itself is to be checked (GK), and the rule's note. Perhaps none.
 */
GStrv pantau_words_clock_remarks (const PantauClock *clock) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
