/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-file-claims.h"

G_BEGIN_DECLS

/* The most pixels on the longer side of a preview. */
#define PANTAU_PREVIEW_MAX_SIDE 4096

/*
 * What a picture, or the first page of a PDF, looks like: pixels and nothing else, drawn by a process of its own (pantau-picture-ask.h). Immutable.
 */
typedef struct
{
  guint width; /* pixels of @rgba, upright (by EXIF) */
  guint height;
  GBytes *
      rgba; /* 4 × width × height bytes: red, green, blue, opacity (not multiplied), line by line from the top */
  guint pages;              /* of a document; 0: a picture */
  PantauFileClaims *claims; /* (nullable): what the file says of itself */
} PantauPreview;

void pantau_preview_free (PantauPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPreview, pantau_preview_free)

/* Whether files of this type (by their content, pantau-file-type.h) have previews: JPEG, PNG, WebP and PDF. */
gboolean pantau_preview_is_for_type (const char *type);

/*
 * Draws the file @fd (as of pantau_picture_read()) with at most @most pixels on its longer side, 1 to PANTAU_PREVIEW_MAX_SIDE: shrunk where it has more, a
 * document always as large as that. Blocks for PANTAU_PICTURE_PATIENCE seconds at most: for threads. What the helper answers is checked against what it
 * was asked. Errors as of pantau_picture_read(). (transfer full)
 */
PantauPreview *pantau_preview_new (int fd, guint most, GCancellable *cancellable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The same of bytes that are nowhere on a disk. */
PantauPreview *pantau_preview_new_for_bytes (GBytes *bytes,
                                             guint most,
                                             GCancellable *cancellable,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
