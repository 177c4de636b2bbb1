/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-story.c and the sentences about forwards, treatments, reviews, releases, links and sealed identities. */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-record.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * What @author did with @event, whose body is @body, of a record of @kind in @region; NULL where it is none of these. @bodies has those of the record's
 * other events by their ids. @text takes the lines that belong below the sentence, if any: (transfer full) both.
 */
char *pantau_story_tell_act (PantauReference *reference,
                             const char *kind,
                             const char *region,
                             const PantauEvent *event,
                             JsonObject *body,
                             GHashTable *bodies,
                             const char *author,
                             char **text) G_GNUC_WARN_UNUSED_RESULT;

/* The same of identity.* lines; it tells nothing of who somebody is, because no line says it. */
char *pantau_story_tell_identity (PantauReference *reference,
                                  const char *kind,
                                  const PantauEvent *event,
                                  JsonObject *body,
                                  GHashTable *bodies,
                                  const char *author,
                                  char **text) G_GNUC_WARN_UNUSED_RESULT;

/* The same of evidence.* lines: in the text stand the files' names. */
char *pantau_story_tell_evidence (const PantauEvent *event,
                                  JsonObject *body,
                                  GHashTable *bodies,
                                  const char *author,
                                  char **text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
