/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

/* What takes its time about early warnings, in the threads of a session. The callbacks come in the main loop. */

/* Fetches what the agency has published, in the thread of agencies; ends early once @cancellable is, or the session closes. */
void pantau_warning_work_fetch (PantauSession *session,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);

/* Reads a file or a folder, in the thread of errands. */
void pantau_warning_work_read (PantauSession *session,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);

/* What came of either, as a sentence (transfer full); NULL with an error. */
char *pantau_warning_work_finish (PantauSession *session,
                                  GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Records a risk in each of @kecamatan for the warning @id (pantau_warning_open_risks()), in the writing thread. */
void pantau_warning_work_open (PantauSession *session,
                               const char *id,
                               const char *const *kecamatan,
                               GAsyncReadyCallback callback,
                               gpointer data);

/* The UUIDs of what was recorded. (transfer full): NULL with an error */
GStrv pantau_warning_work_open_finish (PantauSession *session,
                                       GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
