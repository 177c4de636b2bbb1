/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"

G_BEGIN_DECLS

/* How records are told to people, in the program's language: what a list, a page or a print says for codes and JSON. */

/* The name of a field of @kind or of a record itself ("narrative"); unknown ones stand for themselves. (transfer none) */
const char *pantau_words_field (PantauReference *reference, const char *kind, const char *field);

/* What an entry of @type did: "recorded", "changed". Unknown types stand for themselves. (transfer none) */
const char *pantau_words_event (const char *type);

/*
 * A value: texts as they are, labels for codes, places by their names, lists with commas; JSON where nothing better
 * is known. @json is canonical JSON. Control and format characters become spaces: what somebody recorded must not drive a terminal.
 * (transfer full)
 */
char *pantau_words_value (PantauReference *reference,
                          const char *kind,
                          const char *field,
                          const char *json);

/* The same cleaning for a plain text. (transfer full) */
char *pantau_words_clean (const char *text);

G_END_DECLS
