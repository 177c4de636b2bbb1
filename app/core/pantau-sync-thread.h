/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-sync.h"

G_BEGIN_DECLS

/* What the sync is doing. Names are used by style classes and tests. */
typedef enum
{
  PANTAU_PHASE_ALONE,   /* not enrolled: nobody to sync with */
  PANTAU_PHASE_RESTING, /* nothing to do, or waiting for news: the last exchange went well */
  PANTAU_PHASE_RUNNING, /* lines are on their way */
  PANTAU_PHASE_OFFLINE, /* the province could not be reached; tried again by itself */
  PANTAU_PHASE_FAULT, /* something that a person must look at: a refusal, another answer than the province's */
} PantauPhase;

/*
 * The thread that exchanges with the province, in the window and in `pantauctl sync --keep`: at once after something was written, then it waits for news
 * with a parked request; after a failure it tries again by itself, later and later (pantau-backoff.h), and at once when the network is another one. It never
 * gives up and never loses its place: whatever an exchange brought is stored as it came.
 */
typedef struct _PantauSyncThread PantauSyncThread;

/* What the main loop is told, in its own context. Borrowed texts. */
typedef struct
{
  PantauPhase phase;
  const PantauSyncResult *result; /* (nullable): of an exchange that just ended */
  const GError *error;            /* (nullable): why it failed */
  gboolean news;                  /* the store holds something new */
  gint64 next; /* monotonic µs: after a failure, when it is tried again by itself; 0: now */
} PantauSyncNews;

typedef void (*PantauSyncCallback) (const PantauSyncNews *news, gpointer data);

/*
 * Borrows @home, which must have a province, and @files, which sends what files there are and steps back while lines are exchanged. @callback is called in
 * the thread-default main context of the caller; changes of the network are heard in the program's default one.
 */
PantauSyncThread *pantau_sync_thread_new (PantauHome *home,
                                          PantauTransfer *files,
                                          PantauSyncCallback callback,
                                          gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* It shall stop in the middle of whatever it does, which costs nothing. Returns at once; @callback is not called any more. */
void pantau_sync_thread_end (PantauSyncThread *self);
/* Waits until it has stopped, after pantau_sync_thread_end(); in any thread. */
void pantau_sync_thread_join (PantauSyncThread *self);
/* Both, where that was not done; in the thread that made it. */
void pantau_sync_thread_free (PantauSyncThread *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSyncThread, pantau_sync_thread_free)

/* Something was written: exchange now, unless the province has named a later time. */
void pantau_sync_thread_wake (PantauSyncThread *self);

/* A person asks: exchange now, whatever the province said, unless it was asked four times within the last minute. */
void pantau_sync_thread_ask (PantauSyncThread *self);

G_END_DECLS
