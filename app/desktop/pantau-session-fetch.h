/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

/* One file on its way here from the province. Counted atomically: the main loop looks at it while a thread of the session notes what came. */
typedef struct _PantauFetching PantauFetching;

/*
 * A person wants the file @hash; until pantau_session_end_fetch() the session tells how far it is ("files-moved"). @outer (nullable) ends it too, where it is cancelled in
 * the main loop. (transfer full)
 */
PantauFetching *pantau_session_begin_fetch (PantauSession *self,
                                            const char *hash,
                                            GCancellable *outer) G_GNUC_WARN_UNUSED_RESULT;
void pantau_session_end_fetch (PantauSession *self, PantauFetching *fetching);
void pantau_fetching_unref (PantauFetching *self);

/* Any thread. */
GCancellable *pantau_fetching_get_cancellable (PantauFetching *self);
/* A PantauProgress: @data is the PantauFetching. */
void pantau_fetching_note (gint64 done, gint64 total, gpointer data);

/* FALSE where nobody fetches it just now. Bytes; @total is -1 where nobody knows. */
gboolean
pantau_session_get_fetch (PantauSession *self, const char *hash, goffset *done, goffset *total);
/* What came stays, and is the beginning of the next attempt. */
void pantau_session_cancel_fetch (PantauSession *self, const char *hash);
/* All of them: the session closes. */
void pantau_session_cancel_fetches (PantauSession *self);

G_END_DECLS
