/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of JPEG, PNG and WebP by their lengths, until the one that has EXIF. */

#include "picture-exif.h"

#include <string.h>

#define MOST                                                                                       \
  (1024 * 1024) /* bytes of EXIF: a JPEG has room for 64 KiB, and what is larger is none */

#define MARK        "Exif\0\0" /* in front of it in a JPEG; some write it elsewhere too */
#define MARK_LENGTH 6

#define APP1 0xe1
#define SOS  0xda
#define EOI  0xd9

void
picture_exif_init (PictureExif *self, PictureFormat format)
{
  static const guint64 before[] = {
    [PICTURE_JPEG] = 2,  /* SOI */
    [PICTURE_PNG] = 8,   /* the signature */
    [PICTURE_WEBP] = 12, /* RIFF, its length, WEBP */
  };

  *self = (PictureExif){ .format = format, .skip = before[format], .kept = g_byte_array_new () };
}

void
picture_exif_clear (PictureExif *self)
{
  g_clear_pointer (&self->kept, g_byte_array_unref);
}

static void
begin (PictureExif *self, gboolean is_exif, guint64 length, guint64 behind)
{
  self->n_header = 0;
  if (is_exif && length > 0 && length <= MOST)
    {
      g_byte_array_set_size (self->kept, 0);
      self->take = length;
    }
  else
    self->skip = length + behind;
}

/* Segments up to the first scan: 0xff, a code, and most of them a length that counts itself. */
static void
feed_jpeg (PictureExif *self)
{
  const guint8 *header = self->header;
  guint64 length;

  if (header[0] != 0xff)
    {
      self->is_past = TRUE;
      return;
    }
  if (self->n_header < 2)
    return;
  if (header[1] == 0xff)
    {
      self->n_header = 1; /* filling */
      return;
    }
  if (header[1] == SOS || header[1] == EOI)
    {
      self->is_past = TRUE;
      return;
    }
  if (header[1] == 0x01 || (header[1] >= 0xd0 && header[1] <= 0xd8))
    {
      self->n_header = 0; /* without a length */
      return;
    }
  if (self->n_header < 4)
    return;
  length = (guint64) header[2] << 8 | header[3];
  begin (self, header[1] == APP1, length > 2 ? length - 2 : 0, 0);
}

static void
feed_png (PictureExif *self)
{
  const guint8 *header = self->header;

  if (self->n_header == 8)
    begin (self, memcmp (header + 4, "eXIf", 4) == 0,
           (guint64) header[0] << 24 | (guint64) header[1] << 16 | (guint64) header[2] << 8 |
               header[3],
           4);
}

static void
feed_webp (PictureExif *self)
{
  const guint8 *header = self->header;
  guint64 length =
      (guint64) header[7] << 24 | (guint64) header[6] << 16 | (guint64) header[5] << 8 | header[4];

  if (self->n_header == 8)
    begin (self, memcmp (header, "EXIF", 4) == 0, length, length & 1);
}

/* An APP1 may be something else, XMP say. */
static void
end_piece (PictureExif *self)
{
  gboolean is_marked =
      self->kept->len > MARK_LENGTH && memcmp (self->kept->data, MARK, MARK_LENGTH) == 0;

  if (is_marked)
    g_byte_array_remove_range (self->kept, 0, MARK_LENGTH);
  self->is_past = is_marked || self->format != PICTURE_JPEG;
  if (!self->is_past)
    g_byte_array_set_size (self->kept, 0);
}

void
picture_exif_feed (PictureExif *self, const guint8 *bytes, gsize length)
{
  gsize i = 0;

  while (i < length && !self->is_past)
    if (self->skip > 0)
      {
        guint64 n = MIN (self->skip, length - i);

        self->skip -= n;
        i += (gsize) n;
      }
    else if (self->take > 0)
      {
        guint64 n = MIN (self->take, length - i);

        g_byte_array_append (self->kept, bytes + i, (guint) n);
        self->take -= n;
        i += (gsize) n;
        if (self->take == 0)
          end_piece (self);
      }
    else
      {
        self->header[self->n_header++] = bytes[i++];
        if (self->format == PICTURE_JPEG)
          feed_jpeg (self);
        else if (self->format == PICTURE_PNG)
          feed_png (self);
        else
          feed_webp (self);
      }
}

const guint8 *
picture_exif_get (const PictureExif *self, gsize *length)
{
  if (self->take > 0 || self->kept->len == 0)
    return NULL;
  *length = self->kept->len;

  return self->kept->data;
}
