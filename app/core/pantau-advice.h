/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Beyond so many seconds a laptop's clock is worth a word: times in records, and orders of events, would mislead. */
#define PANTAU_ADVICE_CLOCK_LIMIT 120

/*
 * A page that any browser may open to be led to a network's login: plain HTTP, so that whoever stands in the way can answer, and nothing of ours goes
 * with it. It is GNOME's own page for that.
 */
#define PANTAU_ADVICE_PORTAL_PAGE "http://nmcheck.gnome.org/"

/*
 * What a person can do about a failure, beside the sentence that says what happened (the error's own message): by what the province called it
 * (pantau_error_get_problem()), else by its code. One or two whole sentences, never NULL: where there is nothing to do it says so. Errors of other
 * domains are as PANTAU_ERROR_FAILED.
 */
const char *pantau_advice_for_error (const GError *error);

/*
 * A sentence on a laptop's clock where @seconds (the province's time less ours) is more than the limit: how wrong it is, why that matters.
 * (transfer full) (nullable)
 */
char *pantau_advice_for_clock (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;

/* A message of an error as a sentence: a capital letter, a full stop. (transfer full) */
char *pantau_advice_sentence (const char *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
