/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-evidence.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * What is known of a file, and what it says of itself, in the program's language. The two are never mixed: what a file says may be of anybody's making.
 */

/*
 * "taken Wednesday, 14 February 2024, 06:15 · at −2.990934, 104.756554 · with Samsung SM-A125F · 4,000 × 3,000 pixels". (transfer full): NULL where it
 * says nothing of that
 */
char *pantau_words_file_claims (const PantauFileClaims *claims) G_GNUC_WARN_UNUSED_RESULT;

/* One sentence on who took away what the file said; NULL for NULL and codes that we do not know. (transfer none) */
const char *pantau_words_file_stripped (const char *stripped);

/* "From a fellow monitor": the name of the code, of which a newer program may know more than we: then the code itself. (transfer none) */
const char *pantau_words_file_origin (PantauReference *reference, const char *origin);

/* "Kept on: blue flash drive, cupboard 2". (transfer full) */
char *pantau_words_file_medium (const char *medium) G_GNUC_WARN_UNUSED_RESULT;

/*
 * "Also on the record “TPS 3 banjir” and 2 others". @records: of PantauSameFile. (transfer full): NULL where there are none
 */
char *pantau_words_file_same (GPtrArray *records) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
