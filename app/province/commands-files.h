/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "book.h"

G_BEGIN_DECLS

/* The commands about files: of commands.h, with its requests and answers. */

/*
 * {"per_day", "uploads", "reserve"}: texts, each optional: what is given is set. Prints what holds from then on. "json": as an
 * object.
 */
gboolean pantau_command_limits (PantauProvince *province,
                                JsonObject *request,
                                JsonObject **answer,
                                GError **error);

/*
 * Looks for files that no line names, and removes those that have been so for long enough (orphans.h), which the serving program does daily
 * by itself. {"dry"}: says only what would be done. Prints each; "json": as objects, one a line.
 */
gboolean pantau_command_sweep (PantauProvince *province,
                               JsonObject *request,
                               JsonObject **answer,
                               GError **error);

/*
 * Looks at one file now: {"hash"}. What is damaged is put aside, and asked for again, as what is gone (mender.h); "lost" in the answer says whether it is asked for. Prints nothing.
 */
gboolean pantau_command_mend (PantauProvince *province,
                              JsonObject *request,
                              JsonObject **answer,
                              GError **error);

G_END_DECLS
