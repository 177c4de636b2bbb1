/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"

G_BEGIN_DECLS

/* Pushes in flight at once. One alone idles a round trip after each batch; four overflow a slow line's queue. */
#define PANTAU_PIPE_WIDTH 2

/*
 * Pushes several batches at once, each on a connection and in a thread of its own, while the caller reads the next
 * from its tables and stores the last one's receipt. Used from one thread.
 */
typedef struct _PantauPipe PantauPipe;

/* One batch, before and after. */
typedef struct
{
  GPtrArray *entries;     /* (owned) of PantauEntry */
  GArray *rows;           /* (owned) of gint64: the ledger's rows */
  PantauKnown *known;     /* (owned) (nullable): what the province holds that they follow */
  PantauReceipt *receipt; /* (owned) (nullable): NULL after an error */
  GError *error;          /* (owned) (nullable) */
  guint64 bytes;          /* of the body, compressed */
  gint64 took;            /* µs */
} PantauBatch;

PantauBatch *pantau_batch_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_batch_free (PantauBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauBatch, pantau_batch_free)

/*
 * @device is borrowed, and @session too: a client of the caller's that has a session open when the first batch is sent; it must not be used
 * from then on while the pipe lives. @cancellable nullable. Connects with the first batch of each thread.
 */
PantauPipe *pantau_pipe_new (const char *url,
                             PantauKeypair *device,
                             PantauClient *session,
                             const char *province,
                             int level,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

/*
 * There will be a batch once @session has a session: its connection is made meanwhile, to who has one of @pins (nullable). Before the first batch.
 */
void pantau_pipe_warm (PantauPipe *self, PantauPins *pins);

/* Waits for what is in flight. */
void pantau_pipe_free (PantauPipe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPipe, pantau_pipe_free)

/* Whose receipts it believes. Borrowed. */
const char *pantau_pipe_get_province (PantauPipe *self);

/* Batches sent and not received back. */
guint pantau_pipe_get_in_flight (PantauPipe *self);

/*
 * TRUE where @batch may go now: there is room, and what is in flight is about other records and no devices, since
 * the province judges a line by its record's creation and its device's grant and must have met these before.
 */
gboolean pantau_pipe_has_room (PantauPipe *self, const PantauBatch *batch);

/* Takes @batch; there must be room. */
void pantau_pipe_send (PantauPipe *self, PantauBatch *batch);

/* The next batch that has come back, whatever became of it; blocks. NULL where none is in flight. (transfer full) */
PantauBatch *pantau_pipe_receive (PantauPipe *self);

/* How many may be in flight from now on, 1 to PANTAU_PIPE_WIDTH. */
void pantau_pipe_set_width (PantauPipe *self, guint width);

/* zstd's level for batches sent from now on. */
void pantau_pipe_set_level (PantauPipe *self, int level);

G_END_DECLS
