/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"
#include "pantau-values.h"

G_BEGIN_DECLS

/*
 * What the table `search` holds of a record, and what is asked of it. Words are folded letters and digits, so FTS5's plainest
 * tokenizer splits them at the blanks, and any program can read the table.
 *
 * First come the parts of the text, each ended by PANTAU_SEARCH_MARK, so that a phrase never goes from one into the next; then what
 * the families of its words are called, each once; then codes, which begin with the mark and so are never what
 * somebody wrote or types.
 */
#define PANTAU_SEARCH_MARK "\356\200\200" /* U+E000, for private use */

/* Codes to filter by, after the mark: a region or one above it, a kind, a choice ("hazard" "banjir"), a device. */
char *pantau_search_region (const char *region) G_GNUC_WARN_UNUSED_RESULT;
char *pantau_search_kind (const char *kind) G_GNUC_WARN_UNUSED_RESULT;
char *pantau_search_choice (const char *list, const char *code) G_GNUC_WARN_UNUSED_RESULT;
char *pantau_search_device (const char *device) G_GNUC_WARN_UNUSED_RESULT;

/* Makes such texts; for one thread. */
typedef struct _PantauSearchText PantauSearchText;

PantauSearchText *pantau_search_text_new (PantauReference *reference) G_GNUC_WARN_UNUSED_RESULT;
void pantau_search_text_free (PantauSearchText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSearchText, pantau_search_text_free)

/*
 * The text of a record of @kind, which @device created and whose header names @region. All values count, also where people
 * differ. The words of it, numbers and codes left out, go into @words (a set; its keys are given to it). (transfer full)
 */
char *pantau_search_text_make (PantauSearchText *self,
                               const char *kind,
                               const char *region,
                               const char *device,
                               PantauValues *values,
                               GHashTable *words) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
