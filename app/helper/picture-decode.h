/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "picture-end.h"

/* What is known of a picture from its pieces, before and although it cannot be decoded. */
typedef struct
{
  int width; /* pixels, by its header and as they lie in the file; 0: it has none */
  int height;
  GString *claims; /* members of JSON (picture-answer.h) */
} PictureHeader;

/*
 * Decodes what standard input still gives, behind the @length bytes of @head that were read of it, by the loader @loader and no other. (transfer full):
 * upright, shrunk to @most pixels on its longer side (0: as it is). NULL with @reason ("no-loader", "too-large", "damaged") where it is no whole picture;
 * @header is filled either way.
 */
GdkPixbuf *picture_decode (const char *loader,
                           PictureFormat format,
                           const guint8 *head,
                           gsize length,
                           int most,
                           PictureHeader *header,
                           const char **reason);

/* As many bytes of standard input as there are, at most @length; -1 where it cannot be read. */
gssize picture_read (guint8 *bytes, gsize length);
