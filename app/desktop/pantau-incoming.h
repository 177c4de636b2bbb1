/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-files-work.h"

G_BEGIN_DECLS

/*
 * What came by the clipboard or was dropped, before anybody looked at what it means: bytes. Nothing is opened, decoded or asked of a network here; what
 * is long is read piece by piece, and text no further than whoever reads it would go.
 */
typedef struct
{
  GBytes *
      text; /* (owned) (nullable): of a text, a link, or a text file; one byte more than PANTAU_PASTE_LIMIT where there is more */
  char *text_name;  /* (nullable): of the file it was in */
  GPtrArray *files; /* of PantauFileSource */
  GPtrArray *left;  /* of char *: names of text files besides the first, which nobody has read */
} PantauIncoming;

void pantau_incoming_free (PantauIncoming *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauIncoming, pantau_incoming_free)

gboolean pantau_incoming_is_empty (const PantauIncoming *self);

/* The clipboard's files, else its text, else its picture as the bytes of a PNG, JPEG or WebP. */
void pantau_incoming_read_clipboard (GdkClipboard *clipboard,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
/* What a GtkDropTarget gave: a GdkFileList, a GdkTexture (which becomes a PNG in a thread) or a string. */
void pantau_incoming_read_value (const GValue *value, GAsyncReadyCallback callback, gpointer data);

/* Of both. (transfer full): NULL with an error */
PantauIncoming *pantau_incoming_read_finish (GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
