/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-family.h"

G_BEGIN_DECLS

/*
 * How texts become words. The index, the questions asked of it and what is highlighted all go by this one function,
 * so they cannot disagree.
 */

/*
 * One word: @surface as written but folded (small letters without accents, and digits), @stem what its family is called; both
 * borrowed until the call returns. It stands at the bytes [@start, @end) of the text. Returns FALSE to stop.
 */
typedef gboolean (*PantauTokenFunc) (
    const char *surface, const char *stem, guint start, guint end, gpointer data);

/*
 * Calls @func for each word of @text (UTF-8, not necessarily valid), in order. A word is a run of letters and digits; an
 * apostrophe between letters is none of it and does not part it (Jum'at is Jumat). Words are cut after PANTAU_TOKEN_MAX bytes.
 */
void pantau_token_foreach (PantauFamilies *families,
                           const char *text,
                           PantauTokenFunc func,
                           gpointer data);

#define PANTAU_TOKEN_MAX 64

/* TRUE where @word, folded, has digits only. */
gboolean pantau_token_is_number (const char *word);

/* All of @text folded, without anything between the words: how short names are compared. (transfer full) */
char *pantau_token_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
