/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the programs without a window say, and how they end. The contracts are in data/doc/protocol.md, "Programs". */

#define PANTAU_EXIT_OK        0
#define PANTAU_EXIT_FAILED    1
#define PANTAU_EXIT_TEMPORARY 75 /* EX_TEMPFAIL: nothing is lost, try again */

/* Errors also as `{"code","field","message"}`, one object a line, on stderr. */
void pantau_console_set_json (gboolean json);

/* Says one fault on stderr. @field nullable. */
void pantau_console_fault (const char *code, const char *field, const char *message);

/* Says @error (transfer none) and gives the exit status it asks for. */
int pantau_console_fail (const GError *error);

/* Says on stdout of @n entries (0: nothing) that their content is gone by law, which no check of a ledger takes for a fault. */
void pantau_console_tell_erased (gint64 n);

/* A PantauProgress that draws one line on stderr where that is a terminal; @data is a literal: what is being done. */
void pantau_console_progress (gint64 done, gint64 total, gpointer data);

/* Reads all of @path, "-" for stdin, at most @limit bytes; a directory, a missing or a longer file is an error. */
char *pantau_console_read (const char *path, gsize limit, gsize *length, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The same, where a name must be that of a plain file: a pipe that nobody writes to would keep us, and a device has no end. "-" is what it is. */
char *pantau_console_read_plain (const char *path, gsize limit, gsize *length, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
