/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is carried for others goes on by the network. */

#pragma once

#include "pantau-client.h"
#include "pantau-home.h"

G_BEGIN_DECLS

typedef struct
{
  guint posted;  /* parcels that the province has taken */
  guint answers; /* that came back, and are carried now */
  guint waiting; /* parcels for the province that are still here */
  guint wifi;    /* of those: large ones, that wait for a line that does not cost by the byte */
  goffset wifi_bytes;
} PantauCarryResult;

typedef struct
{
  gboolean no_files; /* no large ones */
  guint
      seconds; /* so long is no further one begun, for somebody waits for what comes after; 0: as long as it takes */
} PantauCarryOptions;

/*
 * Posts the parcels for the province that this home carries (pantau-parcels.h), each by itself, the oldest first; the answers are kept, to be given on
 * with the next courier file. An interruption loses nothing: what was taken is not posted again, and answers go on where they ended. What has to come after another parcel is tried again
 * once others were taken; what the province cannot open is tried once a day.
 *
 * Nobody knows what is in a parcel; but lines are small, so large ones follow the rules for files: they wait while these are paused, and, where a limit is
 * set for lines that cost by the byte, while all of them together are larger.
 *
 * What somebody records here meanwhile goes first: then the rest waits for the next sync.
 *
 * With a session open, or it opens one. TRUE also where the province has no time, or does not know couriers. Errors are those of PantauClient where nobody is reached, and
 * PANTAU_ERROR_FULL where this home can keep no more. Blocks.
 */
gboolean pantau_courier_carry (PantauHome *home,
                               PantauClient *client,
                               const PantauCarryOptions *options,
                               PantauCarryResult *result,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
