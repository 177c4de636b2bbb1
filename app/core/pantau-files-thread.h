/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-transfer.h"

G_BEGIN_DECLS

/*
 * The thread that sends files, beside the one that exchanges lines, so that no line waits for a file. It sends when it is woken, and tries again by itself, later
 * and later, after a failure.
 */
typedef struct _PantauFilesThread PantauFilesThread;

/* What the main loop is told, in its own context. Borrowed. */
typedef struct
{
  const PantauTransferState *state;   /* what moves; all zeros where nothing does */
  const PantauTransferResult *result; /* (nullable): of a run that just ended */
  const GError *error;                /* (nullable): why it failed */
} PantauFilesNews;

typedef void (*PantauFilesCallback) (const PantauFilesNews *news, gpointer data);

/* Borrows @home, which must have a province. @callback is called in the thread-default main context of the caller. Sends nothing before it is woken. */
PantauFilesThread *pantau_files_thread_new (PantauHome *home,
                                            PantauFilesCallback callback,
                                            gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* It shall stop in the middle of whatever it sends, which costs nothing. Returns at once; @callback is not called any more. */
void pantau_files_thread_end (PantauFilesThread *self);
/* Waits until it has stopped, after pantau_files_thread_end(); in any thread. */
void pantau_files_thread_join (PantauFilesThread *self);
/* Both, where that was not done; in the thread that made it. */
void pantau_files_thread_free (PantauFilesThread *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFilesThread, pantau_files_thread_free)

/* There may be something to send, or the rules are others; @at_once interrupts what is on its way. */
void pantau_files_thread_wake (PantauFilesThread *self, gboolean at_once);

/* For whoever exchanges lines: PantauSyncOptions.files. (transfer none) */
PantauTransfer *pantau_files_thread_get_transfer (PantauFilesThread *self);

G_END_DECLS
