/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "depot.h"
#include "session.h"

G_BEGIN_DECLS

/* Files that are fetched: `GET /v1/blobs/HASH`, whole or from any byte on, by whoever may (pantau-access-blob.h). */
typedef struct _PantauFetcher PantauFetcher;

/* Borrows both, which must outlive it. */
PantauFetcher *pantau_fetcher_new (PantauDepot *depot,
                                   PantauSessions *sessions) G_GNUC_WARN_UNUSED_RESULT;
void pantau_fetcher_free (PantauFetcher *self);

/* A handler; @self is a PantauFetcher. */
void pantau_fetcher_handle (PantauRequest *request, gpointer self);

/* Bytes of files sent since the program began. Main thread. */
guint64 pantau_fetcher_get_bytes (PantauFetcher *self);

G_END_DECLS
