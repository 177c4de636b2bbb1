/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * The reference data that a province gives to homes (data/doc/protocol.md, "GET /v1/reference"): {`v`, `province`, `files`: {NAME: TEXT}, `replaced`: [NAME]}. Both
 * sides make it by this: a home whose own data make the same one has nothing to fetch. @replaced (nullable): names of the files that are not those of the program.
 * @etag (transfer full): its name in HTTP. (transfer full)
 */
JsonObject *pantau_reference_pack_make (PantauReference *reference,
                                        const char *province,
                                        const char *const *replaced,
                                        char **etag,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The names of the files in it, up to NULL. */
const char *const *pantau_reference_pack_list (void);

G_END_DECLS
