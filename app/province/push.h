/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"
#include "writer.h"

G_BEGIN_DECLS

/*
 * Lines that come in: `POST /v1/entries` and `POST /v1/join`. Verified on a pool of threads in slices, stored by
 * the writer, answered by a signed receipt or a grant.
 */
typedef struct _PantauPush PantauPush;

PantauPush *pantau_push_new (PantauProvince *province,
                             PantauSessions *sessions,
                             PantauWriter *writer,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* After the HTTP server has drained. */
void pantau_push_free (PantauPush *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPush, pantau_push_free)

/* Handlers; @self is a PantauPush. */
void pantau_push_handle_entries (PantauRequest *request, gpointer self);
void pantau_push_handle_join (PantauRequest *request, gpointer self);

/* Lines verified, accepted, quarantined and refused since the start. Main thread. */
typedef struct
{
  guint64 lines, accepted, quarantined, refused;
} PantauPushStatistics;

void pantau_push_get_statistics (PantauPush *self, PantauPushStatistics *statistics);

G_END_DECLS
