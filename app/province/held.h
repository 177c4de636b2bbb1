/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http.h"
#include "session.h"
#include "workers.h"

G_BEGIN_DECLS

/*
 * `GET /v1/held`: what the province holds of the asking device's own lines and of the files that they name, signed (pantau-held.h). It reads
 * what is committed, never what it remembers, since it is asked whether the one is the other.
 */
typedef struct _PantauHolder PantauHolder;

/* Borrows all three, which must outlive it. */
PantauHolder *pantau_holder_new (PantauProvince *province,
                                 PantauSessions *sessions,
                                 PantauWorkers *workers) G_GNUC_WARN_UNUSED_RESULT;
void pantau_holder_free (PantauHolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHolder, pantau_holder_free)

/* A handler; its data is the PantauHolder. Also for who was revoked: what is held it may erase. */
void pantau_holder_handle (PantauRequest *request, gpointer data);

G_END_DECLS
