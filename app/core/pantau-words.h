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
 * A value: texts as they are, labels for codes, places by their names, numbers and days as people write them; JSON where nothing better
 * is known. @json is canonical JSON. Control and format characters become spaces: what somebody recorded must not drive a terminal.
 * (transfer full)
 */
char *pantau_words_value (PantauReference *reference,
                          const char *kind,
                          const char *field,
                          const char *json);

/* The same cleaning for a plain text. (transfer full) */
char *pantau_words_clean (const char *text);

/* And for a text of several lines, which stay lines. (transfer full) */
char *pantau_words_clean_lines (const char *text);

/* What people call a device: the first letters of its key. (transfer full) */
char *pantau_words_device (const char *device);

/*
 * Why the province put a line into quarantine, or did not take it (data/doc/protocol.md, "Accept, then judge"): what a
 * sentence says after "because". Unknown codes stand for themselves. (transfer none)
 */
const char *pantau_words_quarantine (const char *reason);
const char *pantau_words_refusal (const char *reason);

/* A role's name: "field monitor", "desk". Unknown ones stand for themselves; "" for "". (transfer none) */
const char *pantau_words_role (const char *role);

G_END_DECLS
