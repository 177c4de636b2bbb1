/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-evidence.h"
#include "pantau-home.h"

G_BEGIN_DECLS

#define PANTAU_EVIDENCE_MAX_NOTE   500 /* characters */
#define PANTAU_EVIDENCE_MIN_REASON 5
#define PANTAU_EVIDENCE_MAX_REASON 500

/*
 * Files of records as entries: attached by who may write about the record, and of an open hoax released by a desk, so that Pemprov may have them.
 * All of it blocks: for the session's threads.
 */

/* Whether this person may attach files to a record: FALSE with PANTAU_ERROR_NOT_FOUND or _REFUSED. */
gboolean pantau_edit_may_attach (PantauHome *home, const char *record, GError **error);

/* Whether @origin (nullable) is a code of the list PANTAU_ATTACHMENT_ORIGINS: FALSE with PANTAU_ERROR_INVALID, which names those that are. */
gboolean pantau_edit_check_origin (PantauHome *home, const char *origin, GError **error);

/*
 * Attaches @files (of PantauAttachment, 1 to PANTAU_EVIDENCE_MAX_FILES, each in the home's blobs or on a medium) by one evidence.add. @note (nullable): at
 * most PANTAU_EVIDENCE_MAX_NOTE characters. @entry (nullable) takes its id (transfer full).
 *
 * Errors as above; PANTAU_ERROR_CONFLICT where the record has one of them already; _NOT_FOUND where one is not in blobs, or `masks` names no
 * file of the record; _INVALID; _TOO_LARGE: too many at once, or more than a record may have. What is attached nowhere is to be given to pantau_edit_discard().
 */
gboolean pantau_edit_attach (PantauHome *home,
                             const char *record,
                             GPtrArray *files,
                             const char *note,
                             char **entry,
                             GError **error);

/* Removes the file of an attachment that came to nothing, unless a line or a draft names it. Best effort. */
void pantau_edit_discard (PantauHome *home, const char *hash);

/* Whether this person may release files of a record: FALSE with PANTAU_ERROR_NOT_FOUND, or _REFUSED: no open hoax, no desk of its region. */
gboolean pantau_edit_may_release_files (PantauHome *home, const char *record, GError **error);

/*
 * Lets Pemprov have files of an open hoax: @targets are hashes of files that it has, 1 to PANTAU_EVIDENCE_MAX_FILES. @reason:
 * PANTAU_EVIDENCE_MIN_REASON to PANTAU_EVIDENCE_MAX_REASON characters. @entry (nullable): (transfer full).
 * Errors as above; PANTAU_ERROR_NOT_FOUND: no file of the record; _CONFLICT: all are released already; _INVALID.
 */
gboolean pantau_edit_release_files (PantauHome *home,
                                    const char *record,
                                    const char *const *targets,
                                    const char *reason,
                                    char **entry,
                                    GError **error);

/*
 * The same with a copy on which is masked what betrays somebody: attaches @copy as standing for the file @original (its `masks` is set), and
 * releases the copy alone, in one commit. PANTAU_ERROR_CONFLICT where the copy is the original.
 */
gboolean pantau_edit_release_masked (PantauHome *home,
                                     const char *record,
                                     const char *original,
                                     PantauAttachment *copy,
                                     const char *reason,
                                     char **entry,
                                     GError **error);

G_END_DECLS
