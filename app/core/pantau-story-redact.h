/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-record.h"

G_BEGIN_DECLS

/*
 * Sentences of pantau-story.c about erasures by law: who asked for which, and what came of it.
 */

/* A redact line: what its author asked for; @text takes reason and legal basis (transfer full). NULL where it says nothing that has an effect. */
char *pantau_story_tell_redact (const PantauEvent *event,
                                const char *author,
                                char **text) G_GNUC_WARN_UNUSED_RESULT;

/* A line whose content was erased: at whose request, from the redact lines of its record's @timeline. (transfer full) */
char *pantau_story_tell_erased (GPtrArray *timeline,
                                const PantauEvent *event) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
