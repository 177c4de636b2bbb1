/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Runs one of the commands of commands.h on the province in @directory: here, where nobody serves it, else by the serving program. Returns:
 * (transfer full): its answer, {"output": TEXT, …} or {"error": …}.
 */
JsonObject *
pantau_ask (const char *directory, JsonObject *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same; a refusal of the command is told on stderr, and @status takes what to exit with: 0 or 1. (transfer full) (nullable): NULL for errors */
JsonObject *pantau_ask_and_tell (const char *directory,
                                 JsonObject *request,
                                 int *status,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
