/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands answer with: between the files that run them. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* {"error": {"code", "field", "message"}}. @field nullable. (transfer full) */
JsonObject *pantau_command_failure (const char *code,
                                    const char *field,
                                    const char *message) G_GNUC_WARN_UNUSED_RESULT;

/* {"output": TEXT}; more may be added. (transfer full) */
JsonObject *pantau_command_success (const char *output) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
