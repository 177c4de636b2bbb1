/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-file-claims.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* What all textures that are kept take at most, in bytes. */
#define PANTAU_PREVIEWS_LIMIT (64 * 1024 * 1024)

/* How a file looks. Immutable, counted by references. */
typedef struct
{
  GdkTexture *texture;
  guint pages;              /* of a document; 0: a picture */
  PantauFileClaims *claims; /* (nullable): what it says of itself */
} PantauDrawn;

PantauDrawn *pantau_drawn_ref (PantauDrawn *self);
void pantau_drawn_unref (PantauDrawn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDrawn, pantau_drawn_unref)

/*
 * Draws bytes that are nowhere kept, in the calling thread: as pantau_preview_new_for_bytes(), and the pixels are wiped with the last reference to the
 * texture. (transfer full)
 */
PantauDrawn *pantau_drawn_new_for_bytes (GBytes *bytes,
                                         guint most,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define PANTAU_TYPE_PREVIEWS (pantau_previews_get_type ())
/*
 * Draws the files of a home, one at a time, so that an old laptop does not decode ten pictures at once, and what was asked for last first: that is what
 * somebody looks at. Textures are kept in memory while there is room, never on the disk. Main loop only.
 */
G_DECLARE_FINAL_TYPE (PantauPreviews, pantau_previews, PANTAU, PREVIEWS, GObject)

/* Those of @session; they end with it. (transfer none) */
PantauPreviews *pantau_previews_of (PantauSession *session);

/* What is kept of the file @hash with @most pixels on its longer side. (transfer none) (nullable) */
PantauDrawn *pantau_previews_lookup (PantauPreviews *self, const char *hash, guint most);

/* The answer: @drawn, or NULL with @error. PANTAU_ERROR_DAMAGED: the bytes are not those of the name; others as of pantau_preview_new(). */
typedef void (*PantauPreviewsFunc) (PantauDrawn *drawn, const GError *error, gpointer data);

/* Asks for it. Returns what pantau_previews_forget() takes, never 0; the answer comes later, unless it is forgotten. */
guint pantau_previews_ask (
    PantauPreviews *self, const char *hash, guint most, PantauPreviewsFunc func, gpointer data);
/* Nobody waits for that answer any more. 0 and what was answered are none. */
void pantau_previews_forget (PantauPreviews *self, guint id);

G_END_DECLS
