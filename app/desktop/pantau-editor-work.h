/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-form.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* What an editor asks of the session's threads. */

/*
 * The form to go on with: of a draft, or for a change of a record (one of both is NULL). PANTAU_ERROR_NOT_FOUND where it is not here.
 */
void pantau_editor_load (PantauSession *session,
                         const char *draft,
                         const char *record,
                         GAsyncReadyCallback callback,
                         gpointer data);
PantauForm *pantau_editor_load_finish (PantauSession *session,
                                       GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where the record is after it was saved. */
typedef struct
{
  char *record;  /* UUID */
  char *warning; /* (nullable): one sentence on why the province will put it before the desk */
} PantauSaved;

void pantau_saved_free (PantauSaved *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSaved, pantau_saved_free)

/*
 * Records what the form has, or changes its record; durable when the answer comes, and then the draft @draft is gone. What is wrong with the form
 * itself comes at once into @faults (of PantauFault), and FALSE is returned.
 */
gboolean pantau_editor_save (PantauSession *session,
                             PantauForm *form,
                             const char *draft,
                             GPtrArray *faults,
                             GAsyncReadyCallback callback,
                             gpointer data);
PantauSaved *pantau_editor_save_finish (PantauSession *session,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The villages that were named lately, newest first. (transfer full) (nullable) */
GStrv pantau_editor_recent_places (PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;
/* Those of @form's places are the newest now. */
void pantau_editor_remember_places (PantauSession *session, PantauForm *form);

G_END_DECLS
