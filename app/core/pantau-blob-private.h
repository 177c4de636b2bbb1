/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-blob.h"

G_BEGIN_DECLS

/* Between pantau-blob.c and pantau-blob-part.c: how a temporary file becomes one of the store. */

#define PANTAU_BLOB_MODE 0400

/* Path of @name in tmp/, whose directory is made. (transfer full); NULL with an error. */
char *pantau_blobs_temporary (PantauBlobs *self, const char *name, GError **error);

/* Makes @fd durable and read-only, and renames it from @path to the name @hash, durably. @path is gone afterwards where it succeeds. */
gboolean
pantau_blobs_adopt (PantauBlobs *self, int fd, const char *path, const char *hash, GError **error);

/* FALSE with a sentence about @path; the code is by errno. */
gboolean pantau_blobs_throw_errno (GError **error, const char *path);

/* All of @length bytes, or FALSE with errno set. */
gboolean pantau_blobs_write_all (int fd, const guint8 *bytes, gsize length);

/* FALSE with PANTAU_ERROR_INVALID where @hash is no name of a file. */
gboolean pantau_blobs_check_name (const char *hash, GError **error);

G_END_DECLS
