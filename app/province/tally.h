/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"
#include "workers.h"

G_BEGIN_DECLS

/*
 * `GET /v1/counts`: signed figures of closed records (pantau-counts.h) for the roles that see none of them, and for desks. Counted by a worker,
 * at most once a minute; who asks in between gets the same answer.
 */
typedef struct _PantauTally PantauTally;

PantauTally *pantau_tally_new (PantauProvince *province,
                               PantauSessions *sessions,
                               PantauWorkers *workers) G_GNUC_WARN_UNUSED_RESULT;
/* Once the workers have finished. */
void pantau_tally_free (PantauTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauTally, pantau_tally_free)

/* The handler; @self is a PantauTally. */
void pantau_tally_handle (PantauRequest *request, gpointer self);

G_END_DECLS
