/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a program that has ended left. */
typedef struct
{
  int status; /* exit status, or minus the signal */
  char *out;
  char *err;
} Ran;

void ran_free (Ran *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ran, ran_free)

/* The built program that an environment variable names; it must be there. */
const char *ran_program (const char *variable);
/* Its command line so far: the program, @option, @path, then @arguments up to NULL. */
GPtrArray *
ran_command (const char *variable, const char *option, const char *path, va_list arguments);
/*
 * Programs that are started from now on get @library before the C library, and @value in their environment as @variable. NULL: none does any
 * more. All borrowed for as long. Who is given trouble by it may warn of it (@may_warn) without being ended for that.
 */
void ran_preload (const char *library, const char *variable, const char *value, gboolean may_warn);
/* Starts a command line; it ends with this process at the latest. (transfer full) */
GSubprocess *ran_spawn (GPtrArray *argv, GSubprocessFlags flags) G_GNUC_WARN_UNUSED_RESULT;
/* The same with its output, and its input where wanted, in our hands. (transfer full) */
GSubprocess *ran_spawn_piped (GPtrArray *argv, gboolean has_input) G_GNUC_WARN_UNUSED_RESULT;
/* Gives it @input (nullable) and waits for its end. */
Ran *
ran_finish_with (GSubprocess *process, const char *input, gsize length) G_GNUC_WARN_UNUSED_RESULT;
/* Waits for its end. */
Ran *ran_finish (GSubprocess *process) G_GNUC_WARN_UNUSED_RESULT;

/* Its exit status, or minus the signal, once it has ended. */
int ran_ended (GSubprocess *process);
/* Asserts status 0. Returns: (transfer full): standard output, stripped; frees @ran. */
char *ran_take_output (Ran *ran) G_GNUC_WARN_UNUSED_RESULT;
/* Up to the first NUL. (transfer full) */
char *ran_text (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Asserts that a run with --json ended with @status, and that its standard error is the one fault
 * @code about @field (nullable): an object with exactly code, field and message, the message one
 * sentence.
 */
void ran_assert_fault (Ran *self, int status, const char *code, const char *field);
/* All faults of a run with --json, "code field" each, in order. (transfer full) */
GStrv ran_faults (Ran *self);

G_END_DECLS
