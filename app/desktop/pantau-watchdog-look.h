/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The watchdog's eyes: a thread that looks each millisecond what another does, so that a wait is what somebody saw, and not what is left when everything
 * else was taken off. For the one thread that calls these.
 */

/* Once, by the thread that is to be watched. */
void pantau_watchdog_look_start (void);

/* From now on it looks; @most µs of computing and waiting are allowed, and when they are over it asks the thread where it is. */
void pantau_watchdog_look_begin (gint64 most);

/*
 * What it saw since pantau_watchdog_look_begin(), in µs: how long the thread slept in a system call. Neither its time in line for a processor, nor the
 * time in which the whole machine stood still, nor a page that had to be fetched from the disk is in it. 0 where the kernel does not let it look.
 */
gint64 pantau_watchdog_look_end (void);

/*
 * In which system call it was last seen to wait, and where the thread was when its time was over: one function a line, as "program(+0x1234)", where it could be
 * asked before the turn ended. "" where it did not wait and was not asked. (transfer full)
 */
char *pantau_watchdog_look_tell (void);

G_END_DECLS
