/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "picture-end.h"

/*
 * Finds what a camera wrote of itself (EXIF, JEITA CP-3451) among the pieces of a picture: the first APP1 that begins so in a JPEG, eXIf of a PNG, EXIF of
 * a WebP. Nothing of it is understood here. Read it, change nothing.
 */
typedef struct
{
  PictureFormat format;
  guint64 skip; /* bytes that are passed over */
  guint64 take; /* bytes that are kept */
  guint8 header[12];
  gsize n_header; /* of the piece that begins here */
  GByteArray *kept;
  gboolean is_past; /* nothing of interest follows */
} PictureExif;

void picture_exif_init (PictureExif *self, PictureFormat format);
void picture_exif_clear (PictureExif *self);

/* The next bytes of the file, from its first one on. */
void picture_exif_feed (PictureExif *self, const guint8 *bytes, gsize length);

/* What was found, as TIFF begins ("II*" or "MM"): (transfer none) (nullable), NULL where there is none or it was cut short. */
const guint8 *picture_exif_get (const PictureExif *self, gsize *length);
