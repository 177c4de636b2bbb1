/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-home.h"
#include "pantau-transfer.h"

G_BEGIN_DECLS

/* What a sync did. */
typedef struct
{
  guint pushed;      /* lines that the province acknowledged */
  guint quarantined; /* of these: may not be written by their author; shown to the desk */
  guint refused;     /* lines that it did not take */
  guint pulled;      /* lines that are new here */
  guint erased;      /* lines whose content was erased by law */
  guint
      surrendered; /* lines whose content was given up, because this device's access was withdrawn */
  gboolean copied;    /* another home writes with this one's key */
  guint64 bytes_sent; /* bodies, as compressed */
  guint64 bytes_received;
  gint64 clock_error;     /* seconds: the province's time less ours */
  gboolean epoch_changed; /* the province was restored: all lines were offered again */
  gint64 waiting;         /* own lines that are still not acknowledged at the end */
  guint files_sent;       /* files that the province acknowledged */
  guint files_mended;     /* damaged ones of this home that came again */
  gint64 files_waiting;   /* files of own lines that it has not acknowledged at the end */
  gint64 files_refused;   /* of those: that it does not take */
  gint64 files_missing;   /* of those: that are not here either */
  gboolean files_paused;  /* somebody said that none are sent for now */
  gboolean files_no_door; /* the province is too old to take any: they wait, and lines go on */
  guint files_wifi;       /* that wait for a line that does not cost by the byte */
  goffset files_wifi_bytes;
  guint carried;         /* parcels of others that the province has taken */
  guint carried_answers; /* that came back for others */
  guint carried_waiting; /* parcels for the province that are still here */
  gboolean
      reconciled; /* compared line by line with the province today, just now (pantau-reconcile.h) */
  guint differences; /* what that found; all is put right by itself, or told */
} PantauSyncResult;

typedef struct
{
  guint wait;              /* seconds to wait for news once nothing more is there; 0 to 60 */
  int level;               /* zstd's level; 0: by the line's speed */
  guint batch;             /* lines a push; 0: by the line's speed */
  PantauProgress progress; /* (nullable) */
  gpointer push_data;      /* for it while pushing: lines done, lines in all */
  gpointer pull_data;      /* and while pulling: number reached, the ledger's last number */
  gpointer file_data;      /* and while files are sent: bytes at the province, bytes in all */
  gboolean no_files;       /* lines only */
  gboolean
      reconcile; /* compare with the province also where that was done today; else a failure of it is none of the sync */
  PantauTransfer *files; /* (nullable): runs elsewhere, and steps back while lines are exchanged */
  PantauClient *client; /* (nullable): of pantau_sync_connect(), for many exchanges of one thread */
} PantauSyncOptions;

/*
 * A line to the province of the home, for the thread that will use it: all clients of a home are made by this. Does not touch the network.
 * PANTAU_ERROR_NOT_ENROLLED, _INVALID.
 */
PantauClient *pantau_sync_connect (PantauHome *home, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Enrols a home: writes its device.join (once for each code), brings it to the province at @server, and believes
 * the grant only by the code's MAC over both keys. What was written before is kept and sent at the next sync. Blocks.
 *
 * Errors: PANTAU_ERROR_INVALID (the code is mistyped), _CONFLICT (the home belongs to another province already),
 * _SIGNATURE (whoever answered does not know the code), and those of PantauClient.
 *
 * @recovery (nullable) is the fingerprint of the recovery key that the invitation named, as people type it: nothing is begun where it is mistyped
 * (_INVALID) or where this home knows another one (_CONFLICT). Else the grant's is remembered, where it has one (pantau-trust.h).
 *
 * @pins (nullable) are the TLS keys that the invitation named (pantau-pins.h): of a home that belongs to nobody yet, only a peer with one of them
 * is spoken to, whoever vouches for it. Without them an authority must. From then on the grant's count.
 *
 * Where @keep_real is said, a home that holds real records does not join a province for practice, where they would go and
 * where it would become a practice home itself: PANTAU_ERROR_REFUSED with @practice (nullable) set to TRUE. The same code still works afterwards.
 */
gboolean pantau_sync_enroll (PantauHome *home,
                             const char *server,
                             const char *code,
                             const char *recovery,
                             const char *const *pins,
                             gboolean keep_real,
                             gboolean *practice,
                             GCancellable *cancellable,
                             GError **error);

/*
 * One exchange: session, heads compared, push, pull, then, unless @options say otherwise, the files that lines of this home name and that may go
 * (pantau-files-rule.h). Blocks; may run in any one thread while others use the home. Every
 * step is stored as it is done, so an interruption costs at most one batch, which is sent again without harm.
 *
 * Whoever waits for news and brings a client whose session is fresh, with nothing to send, asks for news alone: so a laptop that rests costs the province
 * one parked request. What else an exchange does (heads compared, above all) is due again after a quarter of an hour, and after any news.
 * @options nullable. @result is filled in as far as it came, also after an error.
 */
gboolean pantau_sync_run (PantauHome *home,
                          const PantauSyncOptions *options,
                          PantauSyncResult *result,
                          GCancellable *cancellable,
                          GError **error);

/*
 * Brings the file @hash into pantau_home_get_blobs(), where it is not there already, compared with its name. What a cut
 * left is where the next attempt begins. @func (nullable) hears how far it is. Blocks; may run in any thread while others use the home.
 *
 * Errors of PantauClient, among them PANTAU_ERROR_NOT_FOUND (the province does not have the file yet, or no line that this home may
 * read names it) and _REFUSED (it is a sealed identity, and this home no officer's).
 */
gboolean pantau_sync_fetch_blob (PantauHome *home,
                                 const char *hash,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean pantau_sync_fetch_blob_telling (PantauHome *home,
                                         const char *hash,
                                         PantauFetchFunc func,
                                         gpointer data,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
