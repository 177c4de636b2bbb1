/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"

G_BEGIN_DECLS

/*
 * Lines that go out: `GET /v1/entries`, with requests parked until there is news, and `GET /v1/head`. Read on a
 * few threads with read-only connections; what a reader may see is asked of pantau-access line by line.
 */
typedef struct _PantauPull PantauPull;

PantauPull *pantau_pull_new (PantauProvince *province,
                             PantauSessions *sessions,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_pull_free (PantauPull *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPull, pantau_pull_free)

/* Handlers; @self is a PantauPull. */
void pantau_pull_handle_entries (PantauRequest *request, gpointer self);
void pantau_pull_handle_head (PantauRequest *request, gpointer self);

/* A PantauSessionHead; @self is a PantauPull. */
void pantau_pull_add_head (
    PantauRequest *request, PantauDevice *device, JsonObject *object, gint64 at, gpointer self);

/* TRUE where it asks for lines and would wait for some; PantauHttpPatientFunc. */
gboolean pantau_pull_is_patient (PantauRequest *request);

/* The writer's news (element-type PantauNews): wakes the parked requests that may see some of it. */
void pantau_pull_tell (GPtrArray *news, gpointer self);

/* Lines sent since the program began. Main thread. */
guint64 pantau_pull_get_lines (PantauPull *self);

G_END_DECLS
