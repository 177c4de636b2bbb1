/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-files-work.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILES_SECTION (pantau_files_section_get_type ())
/*
 * The part of the editor on files that belong to the record: chosen, dropped here, or pasted. Each is copied into the home at once, byte for byte, and is part of
 * the draft; what cannot be taken says why in its row, and the others go on.
 *
 * Property "has-files": there are some, or some are being copied, so the draft is worth keeping. Signal "changed": files came or went.
 * Actions: files.choose, files.remove (s: hash), files.drop (u: a copy that goes on, or failed), files.keep (u: one that was too large: by its hash
 * alone), files.origin (ss: hash, and from whom it came: a code or "").
 */
G_DECLARE_FINAL_TYPE (PantauFilesSection, pantau_files_section, PANTAU, FILES_SECTION, GtkWidget)

/* @draft: whose files; @record (nullable): that is changed. */
void pantau_files_section_set (PantauFilesSection *self,
                               PantauSession *session,
                               const char *draft,
                               const char *record);

/* Copies @source. */
void pantau_files_section_add (PantauFilesSection *self, const PantauFileSource *source);

/* Copies the files of a GdkFileList that was dropped on it, which the window sees first. FALSE where @value holds anything else. */
gboolean pantau_files_section_take_value (PantauFilesSection *self, const GValue *value);

gboolean pantau_files_section_get_has_files (PantauFilesSection *self);
/* TRUE while something is being copied. */
gboolean pantau_files_section_is_busy (PantauFilesSection *self);
/* The perceptual hashes of the pictures among them. (transfer none) (element-type guint64) */
GArray *pantau_files_section_get_pictures (PantauFilesSection *self);

G_END_DECLS
