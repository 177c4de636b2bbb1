/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-files-work.h"
#include "pantau-form.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_EDITOR (pantau_editor_get_type ())
/*
 * Recording and changing: the questions of a kind, the draft that saves itself, completeness. Signal "finished" (const char *record): it was
 * recorded or changed (UUID), or put away ("": the draft stays where it was worth keeping).
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauEditor, pantau_editor, PANTAU, EDITOR, GtkWidget)

/* Begins a new record of @kind; the draft of a new record is made with the first answer. */
void pantau_editor_begin (PantauEditor *self, const char *kind);
/* Goes on with a draft. */
void pantau_editor_resume (PantauEditor *self, const char *draft);
/* Changes a record. */
void pantau_editor_change (PantauEditor *self, const char *record);

/* What is answered so far. (transfer none) (nullable): NULL until it is loaded */
PantauForm *pantau_editor_get_form (PantauEditor *self);

/* The UUID of the draft, which is there once something is worth keeping. (transfer none) (nullable): NULL until the form is loaded */
const char *pantau_editor_get_draft (PantauEditor *self);

/* A file for the record, copied as soon as the form is there. */
void pantau_editor_add_file (PantauEditor *self, const PantauFileSource *source);
gboolean pantau_editor_has_files (PantauEditor *self);
/* Sentences above the questions on what the program did by itself, until somebody dismisses them. NULL: none. */
void pantau_editor_tell (PantauEditor *self, const char *text);

/* TRUE while something typed is not kept as a draft yet (at most two seconds). */
gboolean pantau_editor_is_unsaved (PantauEditor *self);
/* Keeps the draft at once; the window asks for it before it closes. @callback (nullable) when it is durable. */
void pantau_editor_keep (PantauEditor *self, GAsyncReadyCallback callback, gpointer data);
gboolean pantau_editor_keep_finish (PantauEditor *self, GAsyncResult *result, GError **error);

G_END_DECLS
