/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-warning-fetch.h"
#include "pantau-warning-impact.h"

G_BEGIN_DECLS

/* Early warnings in words of the program's language. All (transfer full) but the first. */

/* "In force", "Exercise or test: not real". (transfer none) */
const char *pantau_words_warning_state (PantauWarningState state);

/* One line of how long: "ends in 2 hours", "begins 14 February 2027, 13:00 WIB", "ended 14 February …". */
char *pantau_words_warning_time (const PantauWarningItem *item, gint64 now);

/* "Severe · Immediate · Observed": the first event's. "" where the message has none. */
char *pantau_words_warning_grade (PantauReference *reference, const PantauWarning *warning);

/* "3 kecamatan". */
char *pantau_words_warning_hits (guint n);

/* "about 12,000 voters"; NULL where nobody knows. */
char *pantau_words_warning_voters (gint64 voters);

/* How a kecamatan was found: "by area, by name". */
char *pantau_words_warning_by (const PantauWarningHit *hit);

/* "3 new, 12 known, 4 for elsewhere": what a run brought, as one sentence. */
char *pantau_words_warning_fetched (const PantauWarningFetched *fetched);

/* "Warnings come from BMKG (…). Whether …": whom the data is from, as it asks to be named. */
char *pantau_words_warning_source (PantauReference *reference);

/* "Every 15 minutes", "Every hour", "Every 3 hours". (transfer full) */
char *pantau_words_warning_every (guint minutes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
