/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-reference.h"

G_BEGIN_DECLS

/* One cell of a list in words: as pantau_words_value(), by the description of the item. (transfer full) */
char *pantau_words_cell (PantauReference *reference,
                         const PantauField *item,
                         JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The rows of a list (@field) one after the other, with @between: "Spanduk · Nomor: BB-01 · Disimpan di: Kantor Panwascam". The first cell
 * stands for itself, the others with their names, what our edition does not know too; cells that are empty are left out. Rows are
 * numbered where there are several and @between is a line end.
 * (transfer full)
 */
char *pantau_words_list (PantauReference *reference,
                         const PantauField *field,
                         JsonArray *rows,
                         const char *between) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
