/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-evidence.h"

G_BEGIN_DECLS

/* How files of records are told to people, in the program's language. */

/* Where a file is: “waits to be sent”. (transfer none) */
const char *pantau_words_evidence_state (PantauEvidenceState state);

/* What a MIME type is to people: “Picture”, “PDF document”, “Program”. (transfer none) */
const char *pantau_words_file_type (const char *type);

/* A file's name for screen and terminal; where its line says none, the first letters of its hash. (transfer full) */
char *pantau_words_evidence_name (const PantauEvidence *file) G_GNUC_WARN_UNUSED_RESULT;

/*
 * One file in one line: name, type, size, where it is, and whether Pemprov may have it or what it stands for. @files: the record's other files, to name
 * the original. (transfer full)
 */
char *pantau_words_evidence (const PantauEvidence *file,
                             GPtrArray *files) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
