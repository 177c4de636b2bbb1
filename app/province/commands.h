/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "book.h"

G_BEGIN_DECLS

/*
 * The commands that change a province or ask it something, as JSON in and JSON out: run by the command line
 * itself where nobody serves, else by the serving program, which alone may write (control.h).
 *
 * invite, devices, revoke, stats, and those of commands-files.h, commands-copy.h, officers.h and pins.h. A request is {"command": NAME, …}; an answer {"output": TEXT} or {"error": {"code", "field", "message"}}.
 */

/* Runs in the writer's thread, inside a transaction of @book. FALSE only for trouble with the database. */
gboolean pantau_command_run (PantauProvince *province,
                             PantauBook *book,
                             JsonObject *request,
                             JsonObject **answer,
                             GError **error);

/*
 * Recomputes the ledger, the numbering, and every head. Faults are sentences (element-type utf8); so are those in @copied, of devices whose home was copied, which is
 * none of ours.
 */
gboolean pantau_command_verify (PantauProvince *province,
                                GPtrArray *faults,
                                GPtrArray *copied,
                                PantauProgress progress,
                                gpointer data,
                                GError **error);

/* Of these, what needs no province but a database: a copy's, for instance. Files are not looked at. */
gboolean pantau_command_verify_ledger (PantauDb *db,
                                       PantauLedger *ledger,
                                       GPtrArray *faults,
                                       GPtrArray *copied,
                                       PantauProgress progress,
                                       gpointer data,
                                       GError **error);

G_END_DECLS
