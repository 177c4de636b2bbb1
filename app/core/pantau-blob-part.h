/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-blob.h"

G_BEGIN_DECLS

/*
 * A file that comes in pieces, over any number of connections and restarts: `tmp/NAME.part`. Its length is how far it came.
 * One thread at a time.
 */
typedef struct _PantauBlobPart PantauBlobPart;

#define PANTAU_BLOB_PART_SUFFIX ".part"

/*
 * Opens the part @name (letters, digits, '-' and '_' only, else PANTAU_ERROR_INVALID), empty where it is new. @blobs is
 * borrowed and must outlive it.
 */
PantauBlobPart *pantau_blob_part_open (PantauBlobs *blobs,
                                       const char *name,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What was written stays for the next time. */
void pantau_blob_part_close (PantauBlobPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauBlobPart, pantau_blob_part_close)

goffset pantau_blob_part_get_size (PantauBlobPart *self);

/* At its end. A failure (a full disk) leaves it as long as it was before. */
gboolean
pantau_blob_part_append (PantauBlobPart *self, const void *bytes, gsize length, GError **error);

/* On the disk when it returns. */
gboolean pantau_blob_part_sync (PantauBlobPart *self, GError **error);

/* Takes away all but the first @size bytes. */
gboolean pantau_blob_part_cut (PantauBlobPart *self, goffset size, GError **error);

/*
 * It is whole: compares it with @hash and gives it that name in the store. Where it is something else (PANTAU_ERROR_DAMAGED)
 * it is thrown away: nobody can tell which of its bytes are wrong.
 */
gboolean pantau_blob_part_finish (PantauBlobPart *self,
                                  const char *hash,
                                  GCancellable *cancellable,
                                  GError **error);

/* Removes the part @name, which need not be there and must not be open. */
void pantau_blob_part_remove (PantauBlobs *blobs, const char *name);

/* How long the part @name is, and when its last byte came (Unix seconds, nullable); -1 where there is none. */
goffset pantau_blob_part_look (PantauBlobs *blobs, const char *name, gint64 *changed);

G_END_DECLS
