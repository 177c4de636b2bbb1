/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "book.h"

G_BEGIN_DECLS

/*
 * The commands that change a province or ask it something, as JSON in and JSON out: run by the command line
 * itself where nobody serves, else by the serving program, which alone may write (control.h).
 *
 * A request is {"command": NAME, …}; an answer {"output": TEXT} or {"error": {"code", "field", "message"}}.
 */

/* Runs in the writer's thread, inside a transaction of @book. FALSE only for trouble with the database. */
gboolean pantau_command_run (PantauProvince *province,
                             PantauBook *book,
                             JsonObject *request,
                             JsonObject **answer,
                             GError **error);

/* Recomputes the ledger, the numbering, and every head. Faults are sentences (element-type utf8). */
gboolean pantau_command_verify (PantauProvince *province,
                                GPtrArray *faults,
                                PantauProgress progress,
                                gpointer data,
                                GError **error);

G_END_DECLS
