/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-form.h"
#include "pantau-paste.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* What was pasted becomes a draft: in the writing thread, since it is read, sealed and kept in one go. */

typedef struct
{
  char *draft;        /* UUID of the draft that has it */
  PantauPaste *paste; /* (owned): what was understood */
  char *told;         /* sentences on what was done with it, a line each */
  char *summary;      /* the shortest of it, for a toast */
} PantauPasted;

void pantau_pasted_free (PantauPasted *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPasted, pantau_pasted_free)

/*
 * Reads @text and seals what it says of people, where that can be done; what cannot be sealed is left out, and told. Durable when the answer comes.
 *
 * @draft NULL: a new draft of a hoax is made of it. Else it is read for that draft, and @record (nullable) is what the draft changes: the numbers
 * are sealed to it, the rest is for pantau_paste_fill(). Errors as pantau_paste_read(), and of drafts.
 */
void pantau_paste_take (PantauSession *session,
                        GBytes *text,
                        const char *file_name,
                        const char *draft,
                        const char *record,
                        GAsyncReadyCallback callback,
                        gpointer data);
PantauPasted *pantau_paste_take_finish (PantauSession *session,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Answers what nobody has answered yet in a hoax's form. Words that are pasted after others stand below them. FALSE where the form had no room for
 * them: they are left out whole.
 */
gboolean pantau_paste_fill (PantauForm *form, const PantauPaste *paste);

G_END_DECLS
