/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client-blob.h"
#include "pantau-home.h"
#include "pantau-uploads.h"

G_BEGIN_DECLS

/*
 * Sends the files of a home that wait (pantau_uploads_list()), over two connections at most, and lets whatever is more urgent go before: lines
 * (pantau_transfer_hold()), and smaller files, also such as come while it runs. Pieces are as long as the line carries in a few seconds (pantau-pace.h);
 * each is noted as it is answered, so that after a cut, a pause or a restart the next run goes on from the byte where the province stands.
 *
 * pantau_transfer_run() blocks; all others may be called from any thread while it does.
 */
typedef struct _PantauTransfer PantauTransfer;

/* Connections at once. One alone idles while the province syncs its disk; more would only share a narrow line. */
#define PANTAU_TRANSFER_WIDTH 2

/* What is on its way just now. */
typedef struct
{
  struct
  {
    char hash[65];
    goffset offset; /* bytes that the province has acknowledged */
    goffset size;   /* bytes */
  } moving[PANTAU_TRANSFER_WIDTH];
  guint n_moving;
  guint files;   /* that are still to be sent in this run, with those above */
  goffset done;  /* bytes that the province has, of this run's files */
  goffset total; /* and in all */
  gint64 left;   /* seconds that it will take; -1 where the line is not steady enough to say */
} PantauTransferState;

/* What became of one run. */
typedef struct
{
  guint sent;         /* files that the province now has */
  guint refused;      /* files that it does not take */
  guint64 bytes_sent; /* of bodies that were answered */
  gboolean is_paused; /* somebody said so: nothing (more) is sent */
  gboolean no_door;   /* the province takes no files, since it is too old: all wait here */
  guint wifi;         /* files that wait for a line that does not cost by the byte */
  goffset wifi_bytes; /* and how much that is */
} PantauTransferResult;

/* What is said where `no_door`. */
const char *pantau_transfer_describe_no_door (void);

/* Hears of each piece that was answered, and of the end of each file, in threads of the transfer, one at a time. @state is borrowed. */
typedef void (*PantauTransferFunc) (const PantauTransferState *state, gpointer data);

/* Borrows @home. @func nullable. */
PantauTransfer *pantau_transfer_new (PantauHome *home,
                                     PantauTransferFunc func,
                                     gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/* Not while it runs. */
void pantau_transfer_free (PantauTransfer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauTransfer, pantau_transfer_free)

/*
 * Sends what waits and may go (pantau-files-rule.h), until nothing is left. One file that the province refuses, or that is damaged here, does not hold up the
 * others. A cut in the middle is tried again at once as long as something more arrives. @client (nullable) has a session open and is borrowed; without one
 * the run makes its own.
 *
 * FALSE with an error where the line or the province failed (those of PantauClient, PANTAU_ERROR_EPOCH where lines must be exchanged first,
 * G_IO_ERROR_CANCELLED); @result is filled in all the same. TRUE too where it was paused.
 */
gboolean pantau_transfer_run (PantauTransfer *self,
                              PantauClient *client,
                              PantauTransferResult *result,
                              GCancellable *cancellable,
                              GError **error);

/*
 * Lines are about to be exchanged: no further piece is begun until as many releases. What is on its way goes on; it is no longer than
 * PANTAU_PACE_LONGEST.
 */
void pantau_transfer_hold (PantauTransfer *self);
void pantau_transfer_release (PantauTransfer *self);

/* There may be other files, or other rules: the run looks before its next piece; @at_once even in the middle of one, which is then sent to its end later. */
void pantau_transfer_poke (PantauTransfer *self, gboolean at_once);

/* ---- Fetching ---- */

/* Hears, in the calling thread, how many bytes of the file are here. */
typedef void (*PantauFetchFunc) (goffset done, gpointer data);

/*
 * Brings the file @hash here, whole and compared with its name; what a cut left is the beginning of the next attempt. TRUE
 * too where it is here already. @func nullable. Errors of PantauClient: PANTAU_ERROR_NOT_FOUND where the province does not have it yet or does not
 * show it, _REFUSED where it is a sealed identity and this home no officer's; G_IO_ERROR_CANCELLED. Blocks; one at a time in a program.
 */
gboolean pantau_transfer_fetch (PantauHome *home,
                                PantauClient *client,
                                const char *hash,
                                PantauFetchFunc func,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
