/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-custody.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* A chain of custody for window, paper and terminal, in the program's language; clean texts. */

/* What was done, as a heading or a button says it: “Handed over”. (transfer none) */
const char *pantau_words_custody_what (PantauCustodyWhat what);

/*
 * One step in one sentence, with who did it and to whom, without when: “Siti (PKD Pauh) handed it over to Polres Musi Banyuasin”. @own (nullable): this
 * home's device. (transfer full)
 */
char *pantau_words_custody (const PantauCustody *step, const char *own) G_GNUC_WARN_UNUSED_RESULT;

/* When, by the clock of who wrote it, in full. (transfer full) */
char *pantau_words_custody_when (const PantauCustody *step) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What stands below the sentence: of an import from whom it came and since when that home has it, then the note; a line each. @reference: names
 * `file_origin`. (transfer full) (nullable): NULL where there is nothing
 */
char *pantau_words_custody_more (PantauReference *reference,
                                 const PantauCustody *step) G_GNUC_WARN_UNUSED_RESULT;

/* The step with when and all that stands below it, for a terminal and a page of paper: lines without a last LF. (transfer full) */
char *pantau_words_custody_full (PantauReference *reference,
                                 const PantauCustody *step,
                                 const char *own) G_GNUC_WARN_UNUSED_RESULT;

/* What one evidence.touch did with @n files, as history tells it: “Siti handed 2 files over to Polres Muba”. (transfer full) */
char *pantau_words_touch (const PantauTouch *touch,
                          const char *author,
                          guint n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
