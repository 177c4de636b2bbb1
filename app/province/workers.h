/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "province.h"

G_BEGIN_DECLS

/* A few threads for what waits for a disk, each with a read-only connection. */
typedef struct _PantauWorkers PantauWorkers;

/* In one of the threads. */
typedef void (*PantauWork) (PantauDb *db, gpointer data);
/* In the main thread, after it. */
typedef void (*PantauWorkDone) (gpointer data);

/* Belongs to the thread whose default main context is current. */
PantauWorkers *pantau_workers_new (PantauProvince *province,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Finishes what waits; the done functions are called before it returns. What is run from then on is run at once, by whoever says
 * so.
 */
void pantau_workers_finish (PantauWorkers *self);

void pantau_workers_free (PantauWorkers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWorkers, pantau_workers_free)

/* Runs @work in one of the threads, then @done in the main thread, each once, with @data, which they own. */
void pantau_workers_run (PantauWorkers *self, PantauWork work, PantauWorkDone done, gpointer data);

G_END_DECLS
