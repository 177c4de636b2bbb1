/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of pantau_sync_run(), between pantau-sync.c, which has its order and what comes in, pantau-sync-push.c (own lines out) and pantau-sync-files.c (files).
 * All of it in the thread that runs it, but for what pantau_early_start() says of its own.
 */
#pragma once

#include "pantau-early.h"
#include "pantau-intake.h"
#include "pantau-pipe.h"
#include "pantau-sync.h"

G_BEGIN_DECLS

typedef struct
{
  PantauHome *home;
  PantauDb *db;
  PantauLedger *ledger;
  PantauClient *client; /* (unowned) */
  PantauClient *own;    /* (owned) (nullable) */
  const PantauSyncOptions *options;
  PantauSyncResult *result;
  GCancellable *cancellable;

  char *epoch;         /* (nullable): as our tables name it; NULL before it is settled */
  guint batch;         /* lines that the next push has at most */
  int level;           /* zstd's */
  gboolean is_again;   /* the exchange before this one met a new epoch */
  gboolean has_waited; /* for news, and some came */
  gboolean is_idle;    /* it asked for news alone, and there were none */
  gboolean lines_done; /* whatever becomes of the files */
  gint lines_over;     /* atomic: of lines nothing more is told */
  PantauEarly *early;  /* (owned) (nullable): files that are on their way already, or will be */
  PantauPipe *pipe;    /* (owned) (nullable): made ready for the first push */
} PantauSyncRun;

/* Adds what was stored to the result. */
void pantau_sync_run_add_intake (PantauSyncRun *self, const PantauIntake *intake);

/* Before all else: how large the first batch is, and how hard it is compressed. In pantau-sync-push.c, as are the next three. */
void pantau_sync_run_begin_push (PantauSyncRun *self);

/*
 * While the session is asked for: the connection for what is to be sent then, where something waits and the province was far the last time. Does not wait for it.
 */
void pantau_sync_run_prepare_push (PantauSyncRun *self);

/* Of an open session: remembers whether its province is far, for the next run. */
void pantau_sync_run_note_far (PantauSyncRun *self);

/*
 * Sends all that waits in `unsent`, and stores each receipt. Begins with what the province itself once said, where that is missing there. Errors of PantauClient
 * and of the database; what had arrived before one is stored.
 */
gboolean pantau_sync_run_push (PantauSyncRun *self, GError **error);

/*
 * Where the line is far, files wait and nobody else sends them: makes their connection while lines travel. In pantau-sync-files.c, as are the next two.
 */
void pantau_sync_run_prepare_early (PantauSyncRun *self);

/* Waits for the files that went ahead (@goes_on), or ends them at once, and counts them. From now on files alone are told of. */
void pantau_sync_run_finish_early (PantauSyncRun *self, gboolean goes_on);

/* The files that wait, unless the options say otherwise. TRUE too where the province has no door for them. Errors of pantau_transfer_run(). */
gboolean pantau_sync_run_send_files (PantauSyncRun *self, GError **error);

G_END_DECLS
