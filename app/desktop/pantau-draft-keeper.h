/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-form.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_DRAFT_KEEPER (pantau_draft_keeper_get_type ())
/*
 * Keeps the draft of a form: at most two seconds after a change it is durable in the home. A form that has nothing worth keeping any
 * more has no draft either.
 *
 * Properties: "text": one quiet line, "Draft saved 14.02" (only once it is durable), or why it could not be saved; "is-failing".
 */
G_DECLARE_FINAL_TYPE (PantauDraftKeeper, pantau_draft_keeper, PANTAU, DRAFT_KEEPER, GObject)

/* @id: the draft that the form was loaded from; NULL: a new one, made with the first change. */
PantauDraftKeeper *pantau_draft_keeper_new (PantauSession *session,
                                            PantauForm *form,
                                            const char *id) G_GNUC_WARN_UNUSED_RESULT;

const char *pantau_draft_keeper_get_id (PantauDraftKeeper *self);

/* TRUE while a change is not durable. */
gboolean pantau_draft_keeper_is_unsaved (PantauDraftKeeper *self);

/* At once. @callback (nullable) when it is durable. */
void
pantau_draft_keeper_keep (PantauDraftKeeper *self, GAsyncReadyCallback callback, gpointer data);
gboolean
pantau_draft_keeper_keep_finish (PantauDraftKeeper *self, GAsyncResult *result, GError **error);

/* TRUE keeps the draft although nothing is answered: it has envelopes. A draft that was loaded is held until somebody says FALSE. */
void pantau_draft_keeper_hold (PantauDraftKeeper *self, gboolean holds);

/* While the record itself is saved, nothing is kept; pantau_draft_keeper_go_on() where that failed. */
void pantau_draft_keeper_pause (PantauDraftKeeper *self);
void pantau_draft_keeper_go_on (PantauDraftKeeper *self);

G_END_DECLS
