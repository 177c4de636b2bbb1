/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* What a sync did. */
typedef struct
{
  guint pushed;       /* lines that the province acknowledged */
  guint quarantined;  /* of these: may not be written by their author; shown to the desk */
  guint refused;      /* lines that it did not take */
  guint pulled;       /* lines that are new here */
  guint64 bytes_sent; /* bodies, as compressed */
  guint64 bytes_received;
  gint64 clock_error;     /* seconds: the province's time less ours */
  gboolean epoch_changed; /* the province was restored: all lines were offered again */
  gint64 waiting;         /* own lines that are still not acknowledged at the end */
} PantauSyncResult;

typedef struct
{
  guint wait;              /* seconds to wait for news once nothing more is there; 0 to 60 */
  int level;               /* zstd's level; 0: by the line's speed */
  guint batch;             /* lines a push; 0: by the line's speed */
  PantauProgress progress; /* (nullable) */
  gpointer push_data;      /* for it while pushing: lines done, lines in all */
  gpointer pull_data;      /* and while pulling: number reached, the ledger's last number */
} PantauSyncOptions;

/*
 * Enrols a home: writes its device.join (once for each code), brings it to the province at @server, and believes
 * the grant only by the code's MAC over both keys. What was written before is kept and sent at the next sync. Blocks.
 *
 * Errors: PANTAU_ERROR_INVALID (the code is mistyped), _CONFLICT (the home belongs to another province already),
 * _SIGNATURE (whoever answered does not know the code), and those of PantauClient.
 */
gboolean pantau_sync_enroll (PantauHome *home,
                             const char *server,
                             const char *code,
                             GCancellable *cancellable,
                             GError **error);

/*
 * One exchange: session, heads compared, push, pull. Blocks; may run in any one thread while others use the home. Every
 * step is stored as it is done, so an interruption costs at most one batch, which is sent again without harm.
 * @options nullable. @result is filled in as far as it came, also after an error.
 */
gboolean pantau_sync_run (PantauHome *home,
                          const PantauSyncOptions *options,
                          PantauSyncResult *result,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
