/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * The state of the sync in one sentence, as it heads the sync page. @error (nullable): why the last exchange failed; @waiting: lines that the province
 * has not acknowledged; @files: files that it has not. (transfer none)
 */
const char *
pantau_sync_words_title (PantauPhase phase, const GError *error, gint64 waiting, gint64 files);

/* What to do about it, or that there is nothing to do. (transfer none) (nullable) */
const char *
pantau_sync_words_advice (PantauPhase phase, const GError *error, gint64 waiting, gint64 files);

/* When it is tried again by itself, in so many @seconds. (transfer full) */
char *pantau_sync_words_next (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
