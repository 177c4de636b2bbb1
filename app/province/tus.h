/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "depot.h"
#include "session.h"

G_BEGIN_DECLS

/*
 * Files that are brought: tus 1.0.0 (https://tus.io/protocols/resumable-upload) with the extensions creation,
 * creation-with-upload, checksum, termination and expiration, under /v1/blobs.
 */
typedef struct _PantauTus PantauTus;

/* Borrows both, which must outlive it. */
PantauTus *pantau_tus_new (PantauDepot *depot, PantauSessions *sessions) G_GNUC_WARN_UNUSED_RESULT;
void pantau_tus_free (PantauTus *self);

void pantau_tus_add_routes (PantauTus *self, PantauHttp *http);

G_END_DECLS
