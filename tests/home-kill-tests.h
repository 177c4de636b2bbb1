/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Between the files of the program test-home-kill. @self: its path, as which it is started again to write. */
void home_kill_add_power_tests (const char *self);

/* Writes to the home at @path, says what is safe, and is cut off. */
void home_kill_write (const char *path) G_GNUC_NORETURN;

G_END_DECLS
