/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-label.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* A claim that a record may be a sighting of, in words, made in the reading thread. */
typedef struct
{
  char *claim;  /* UUID of what is linked to */
  char *title;  /* of the claim */
  char *detail; /* where, how many sightings, why it is similar */
  PantauClaimLabel label;
} PantauJoinCandidate;

/*
 * Asks which claims @record (a hoax, with its values) may belong to: similar ones where @text is empty, else those that the search finds by it;
 * at most a screenful, best first, each claim once, without the one that it is part of.
 */
void pantau_join_work_find (PantauSession *session,
                            PantauRecord *record,
                            const char *text,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
/* (transfer full): of PantauJoinCandidate, perhaps empty */
GPtrArray *pantau_join_work_find_finish (PantauSession *session,
                                         GAsyncResult *result,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes @record a sighting of @claim, as of pantau_edit_link(). */
void pantau_join_work_link (PantauSession *session,
                            const char *record,
                            const char *claim,
                            GAsyncReadyCallback callback,
                            gpointer data);
gboolean
pantau_join_work_link_finish (PantauSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
