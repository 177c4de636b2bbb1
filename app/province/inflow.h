/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "depot.h"
#include "request.h"

G_BEGIN_DECLS

/*
 * The body of one request on its way into the file of an upload. What comes is kept, also where the connection is cut in the
 * middle; it is on the disk before anything is answered, and the hash of the whole is compared before it counts.
 * Main thread only.
 *
 * PantauInflow is declared in uploading.h.
 */

/*
 * In the main thread, once: all that came is on the disk, or @trouble says why not (then the upload stands where it stood before, or is no
 * more). Not called where the client has gone.
 */
typedef void (*PantauInflowDone) (PantauRequest *request,
                                  PantauUploading *upload,
                                  const PantauTrouble *trouble);

/*
 * For a request whose body nobody has begun to read, and an upload that nobody else brings; @reserved bytes of it are set apart of what its
 * device may bring (pantau_depot_admit()), and settled here. @checksum (nullable, of the type
 * @type) is that of the body, in hex. It frees itself when it is done, after the request has ended or has been answered.
 */
PantauInflow *pantau_inflow_new (PantauDepot *depot,
                                 PantauRequest *request,
                                 PantauUploading *upload,
                                 goffset reserved,
                                 GChecksumType type,
                                 const char *checksum,
                                 PantauInflowDone done);

/*
 * The same for @bytes that are here already, and belong where the upload stands; nobody may cut them off. @reserved: -1 where they are not counted. @put is called
 * once, as above.
 */
typedef void (*PantauInflowPut) (PantauUploading *upload,
                                 const PantauTrouble *trouble,
                                 gpointer data);
void pantau_inflow_put (PantauDepot *depot,
                        PantauUploading *upload,
                        GBytes *bytes,
                        goffset reserved,
                        PantauInflowPut put,
                        gpointer data);

/* A piece of the body. */
void pantau_inflow_take (PantauInflow *self, GBytes *chunk);

/* The body is whole. */
void pantau_inflow_end (PantauInflow *self);

/* Ends the connection; the upload is released a moment later. */
void pantau_inflow_cut (PantauInflow *self);

/*
 * The same, once what has arrived already is on the disk: after a cut the client is back before all of it was read, and would have to send it again.
 * Five seconds at most, whatever goes on arriving.
 */
void pantau_inflow_supersede (PantauInflow *self);

G_END_DECLS
