/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-pending.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* What the queue does in the session's threads. */

/* As pantau_pending_decide(): @records (strv) and all texts of @decision are copied. */
void pantau_triage_work_decide (PantauSession *session,
                                const char *const *records,
                                const PantauDecision *decision,
                                GAsyncReadyCallback callback,
                                gpointer data);
PantauDecided *pantau_triage_work_decide_finish (PantauSession *session,
                                                 GAsyncResult *result,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As pantau_pending_undo(). */
void pantau_triage_work_undo (PantauSession *session,
                              const char *batch,
                              GAsyncReadyCallback callback,
                              gpointer data);
gboolean pantau_triage_work_undo_finish (PantauSession *session,
                                         GAsyncResult *result,
                                         guint *n,
                                         GError **error);

/* As pantau_pending_sign(). Without a callback nobody hears of it: what could not be signed stands in the queue. */
void pantau_triage_work_sign (PantauSession *session,
                              gboolean all,
                              GAsyncReadyCallback callback,
                              gpointer data);
gboolean pantau_triage_work_sign_finish (
    PantauSession *session, GAsyncResult *result, guint *n_signed, guint *n_faults, GError **error);

/* What was decided before the program was stopped is signed; where nothing was, nothing happens and nobody is told. */
void pantau_triage_work_resume (PantauSession *session);

/* The person looks at @record: it is read. Emits "kept". */
void pantau_triage_work_mark_seen (PantauSession *session, const char *record);

/* The person went on from @record: a fault that stood there was read. Emits "kept", and @callback (nullable) hears when it is done. */
void pantau_triage_work_forget_fault (PantauSession *session,
                                      const char *record,
                                      GAsyncReadyCallback callback,
                                      gpointer data);

G_END_DECLS
