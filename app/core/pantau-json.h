/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-json-scan.h"

G_BEGIN_DECLS

/* Scans, then parses. Returns: (transfer full): the object, or NULL with an error as of pantau_json_scan(). */
JsonObject *pantau_json_parse (const char *text, gsize length, gsize limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Parses what was scanned before and kept by us since (the ledger's rows). (transfer full) (nullable) */
JsonObject *pantau_json_parse_known (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One line of text, members in the order in which they were added. (transfer full) */
char *pantau_json_object_text (JsonObject *object);
char *pantau_json_node_text (JsonNode *node);

/* As above with members sorted by name at each level: equal values give equal text. (transfer full) */
char *pantau_json_canonical (JsonNode *node);

/*
 * Members by type, without surprises: NULL, @fallback or FALSE where the member is absent or of another type.
 * Strings and objects are borrowed from @object.
 */
const char *pantau_json_string (JsonObject *object, const char *name);
/* The @i-th element of an array, which has so many: NULL where it is no string. Borrowed from @array. */
const char *pantau_json_string_at (JsonArray *array, guint i);
gint64 pantau_json_integer (JsonObject *object, const char *name, gint64 fallback);
gboolean pantau_json_boolean (JsonObject *object, const char *name);
JsonObject *pantau_json_object (JsonObject *object, const char *name);
JsonArray *pantau_json_array (JsonObject *object, const char *name);

/* Adds a member of that name, or puts it in the place of one; where @text (nullable) is NULL, nothing is done. */
void pantau_json_set_text (JsonObject *object, const char *name, const char *text);

G_END_DECLS
