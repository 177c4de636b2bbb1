/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-rule.h"
#include "pantau-pace.h"
#include "pantau-transfer.h"
#include "pantau-trend.h"

G_BEGIN_DECLS

/*
 * Between pantau-transfer.c, which has the run and its connections, pantau-transfer-queue.c, which says what goes when, and pantau-transfer-lane.c and -scout.c, which
 * bring one file over one connection, or ask about some.
 */

/* What goes with the first question: most envelopes need no second one. Bytes. */
#define PANTAU_TRANSFER_FIRST (16 * 1024)

/* One connection, in a thread of its own. */
typedef struct
{
  PantauTransfer *transfer; /* (unowned) */
  PantauClient *client;     /* (unowned) (nullable) */
  PantauPace pace;
  gboolean has_ended; /* it takes no file any more; under the lock */
  guint waits;        /* times that the province asked for patience, in this run */
  GCancellable
      *request;       /* (owned) (nullable): of the question under way; under the transfer's lock */
  PantauUpload *file; /* (owned) (nullable): at work; under the lock, but for its own thread */
} PantauLane;

struct _PantauTransfer
{
  PantauHome *home; /* (unowned) */
  PantauTransferFunc func;
  gpointer data;

  GMutex listing; /* held by whoever makes the queue anew; before @lock, never after it */
  GMutex telling; /* held while @func is called; before @lock */
  GMutex lock;    /* of all below */
  GCond changed;

  /* Also between runs. */
  guint holds;
  gboolean is_poked; /* the queue is old */

  /* Of the run. */
  gboolean is_ending;
  PantauFilesRule rule;
  char *epoch; /* (nullable): the home's when the run began */
  GPtrArray
      *queue; /* of PantauUpload, in the order in which they go; those at work are not in it */
  GHashTable *settled; /* set of hashes: of this run, whatever became of them */
  PantauLane lanes[PANTAU_TRANSFER_WIDTH];
  PantauLane scout;
  guint n_sessions; /* others that have taken over the first lane's, or tried to */
  GError *error;    /* (owned) (nullable): the first of a lane that gave up */
  PantauTransferResult result;
  goffset sent_bytes; /* of files that are through */
  PantauTrend trend;
};

/* How the work on one file ended. */
typedef enum
{
  PANTAU_LANE_SENT,    /* the province has it */
  PANTAU_LANE_REFUSED, /* the province does not take it, which is noted */
  PANTAU_LANE_DROPPED, /* it cannot go in this run: erased, damaged here */
  PANTAU_LANE_YIELDED, /* something else comes first, or a rule says wait: it goes on later */
  PANTAU_LANE_FAILED,  /* with an error: the line, the province */
} PantauLaneEnd;

/* The province has no door for files: noted in the result. */
void pantau_transfer_note_no_door (PantauTransfer *self);

/* Brings lane->file as far as it goes. @error only for PANTAU_LANE_FAILED. */
PantauLaneEnd pantau_lane_send (PantauLane *self, GError **error);

/*
 * Over a long way, in a thread of its own beside the lanes: asks the province where it stands with the files that are next, so that no lane idles for the
 * answer. Until there is none left to ask about, or something fails, which the lane will find out too.
 */
void pantau_scout_run (PantauLane *self);

/* ---- In pantau-transfer-queue.c ---- */

/* Tells the transfer's function what moves, in order: what is told later was so later. Without the lock. */
void pantau_transfer_tell (PantauTransfer *self);

/* Makes the queue anew where somebody said that it is old. Without the lock, since it asks the database. FALSE with an error: then it stays old. */
gboolean pantau_transfer_refresh (PantauTransfer *self, GError **error);

/* Gives the lane its next file (lane->file), and waits where another one's may come back. FALSE where there is none, or with an error. Without the lock. */
gboolean pantau_transfer_take_next (PantauTransfer *self, PantauLane *lane, GError **error);

/* Whatever became of its file (@end): the lane is free. */
void pantau_transfer_put_back (PantauTransfer *self, PantauLane *lane, PantauLaneEnd end);

/* What the lane asks of its transfer. */

/*
 * The next file that the scout asks about, as a copy; waits where there is none yet. NULL where there will be none. (transfer full)
 */
PantauUpload *pantau_transfer_find_ahead (PantauTransfer *self);
/* What the province said of it; no lane may have taken it meanwhile. */
void pantau_transfer_note_ahead (PantauTransfer *self, const PantauUpload *file);

typedef enum
{
  PANTAU_NEXT_GO,
  PANTAU_NEXT_YIELD, /* a smaller file waits, it may not go any more, or the run ends */
  PANTAU_NEXT_DROP,  /* it was erased */
} PantauNext;

/* Before each piece: waits where lines are exchanged. */
PantauNext pantau_transfer_ask (PantauTransfer *self, PantauLane *lane);

/* The cancellable of the lane's next question; cancelled where the run ends or is poked. (transfer full) */
GCancellable *pantau_transfer_begin_request (PantauTransfer *self, PantauLane *lane);
/* TRUE where it was cancelled to look anew, and the run goes on. */
gboolean pantau_transfer_end_request (PantauTransfer *self, PantauLane *lane);

/* Until monotonic @time or the run's end, whichever is first; FALSE for the end. */
gboolean pantau_transfer_wait (PantauTransfer *self, gint64 time);

/* @length bytes of lane->file were answered; the province stands at @offset. */
void pantau_transfer_note (PantauTransfer *self, PantauLane *lane, gsize length, goffset offset);

PantauDb *pantau_transfer_get_db (PantauTransfer *self);
PantauBlobs *pantau_transfer_get_blobs (PantauTransfer *self);
const char *pantau_transfer_get_epoch (PantauTransfer *self);

G_END_DECLS
