/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Words that belong together: kirim, mengirim, pengiriman. A list of the reference data (kata.csv) for those that a
 * stemmer would part, libstemmer's Indonesian for all others. Immutable, so any thread may ask.
 */
typedef struct _PantauFamilies PantauFamilies;

/* Reads kata.csv (root, words). NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauFamilies *pantau_families_new (GBytes *kata, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauFamilies *pantau_families_ref (PantauFamilies *self);
void pantau_families_unref (PantauFamilies *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFamilies, pantau_families_unref)

/*
 * What the family of @word is called, written into @out: perhaps no word, but the same for all of the family. @word is folded as
 * of pantau_token_foreach(). A number stands for itself without leading zeros.
 */
void pantau_families_stem (PantauFamilies *self, const char *word, GString *out);

G_END_DECLS
