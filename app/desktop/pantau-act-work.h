/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-act-questions.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * Does @act with @answers (as of pantau_form_finish_act()) in the writing thread; durable when the answer comes. @entry (nullable) as of
 * pantau_act_dialog_new().
 */
void pantau_act_work (PantauSession *session,
                      PantauAct act,
                      const char *record,
                      const char *entry,
                      JsonObject *answers,
                      GAsyncReadyCallback callback,
                      gpointer data);

/*
 * Returns: (transfer full): of PantauFault; none where it is done. NULL with @error where it failed as a whole. @entry (nullable) takes the new entry's
 * id (transfer full); NULL for an act that gives none.
 */
GPtrArray *pantau_act_work_finish (PantauSession *session,
                                   GAsyncResult *result,
                                   char **entry,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
