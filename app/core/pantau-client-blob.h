/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"

G_BEGIN_DECLS

/*
 * Files on the wire: the part of PantauClient that speaks tus and fetches (data/doc/protocol.md, "Files"). Errors are those of
 * PantauClient, and what each function names.
 */

/* How far the province has a file. */
typedef struct
{
  char *id;           /* (owned) (nullable): its name for the upload under way */
  goffset offset;     /* bytes that it has on its disk */
  gboolean is_stored; /* it has all of it, under its name, and has signed that */
} PantauBlobStatus;

void pantau_blob_status_clear (PantauBlobStatus *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauBlobStatus, pantau_blob_status_clear)

/*
 * Begins to bring a file, or asks how far it came: said twice it is the same upload. @first (nullable) are its first bytes, or all of them,
 * which a province that has none of it takes at once. PANTAU_ERROR_REFUSED where no line at the province names it;
 * PANTAU_ERROR_DAMAGED where @first were all and not what @hash says.
 */
gboolean pantau_client_blob_begin (PantauClient *self,
                                   const char *hash,
                                   goffset size,
                                   GBytes *first,
                                   PantauBlobStatus *status,
                                   GCancellable *cancellable,
                                   GError **error);

/*
 * Brings @bytes from status->offset on. PANTAU_ERROR_CONFLICT where the province stands elsewhere or has given the upload up: begin
 * again; _DAMAGED where the bytes arrived as others: of the chunk, then it may be sent again, or of the whole file, then it begins anew.
 */
gboolean pantau_client_blob_send (PantauClient *self,
                                  const char *hash,
                                  goffset size,
                                  GBytes *bytes,
                                  PantauBlobStatus *status,
                                  GCancellable *cancellable,
                                  GError **error);

/* Takes @length bytes of a file that begin at byte @at of it. FALSE with an error ends the fetching. */
typedef gboolean (*PantauBlobSink) (
    goffset at, const guint8 *bytes, gsize length, gpointer data, GError **error);

/*
 * Fetches a file from byte @from on. What came before an error stays with @sink. Nobody has compared the bytes with @hash.
 * PANTAU_ERROR_NOT_FOUND where it is not there (yet), _CONFLICT where it has no more than @from bytes.
 */
gboolean pantau_client_blob_fetch (PantauClient *self,
                                   const char *hash,
                                   goffset from,
                                   PantauBlobSink sink,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);

/* What the province signs (PANTAU_PURPOSE_STORED) about a file that it has. (transfer full) */
char *pantau_blob_stored_text (const char *epoch,
                               const char *hash,
                               goffset size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
