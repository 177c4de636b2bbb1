/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * One thread that does one thing after the other, so that the window never waits for a disk: the thread owns what it works on (a
 * database connection), and whoever asks gets the answer in the main loop.
 */
typedef struct _PantauWorker PantauWorker;

/* @name is shown by debuggers: at most 15 characters. */
PantauWorker *pantau_worker_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Does everything that was asked for before, then ends the thread. Blocks until then. */
void pantau_worker_free (PantauWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWorker, pantau_worker_free)

/*
 * Does @task (kept until it is done) in the thread by @func, which returns it. Tasks of a smaller number of priority come first
 * (g_task_set_priority()), else in the order of asking. A task that was cancelled before its turn is returned without
 * being done, unless it does not check for that (g_task_set_check_cancellable()).
 */
void pantau_worker_push (PantauWorker *self, GTask *task, GTaskThreadFunc func);

G_END_DECLS
