/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of JPEG (ITU-T T.81), PNG (ISO 15948) and WebP (RIFF), by their lengths alone, until the last one. Nothing is decoded. */

#include "picture-end.h"

#include <string.h>

/* Where in a JPEG. */
enum
{
  BETWEEN, /* segments, or in what a scan is written in: 0xff is awaited */
  CODE,    /* it was there */
  LENGTH,  /* of the segment: two bytes */
};

#define EOI 0xd9

#define PNG_HEADER  8 /* length and type of a chunk; a checksum of four bytes stands behind it */
#define RIFF_HEADER 8

void
picture_end_init (PictureEnd *self, PictureFormat format)
{
  static const uint64_t before[] = {
    [PICTURE_JPEG] = 2, /* SOI */
    [PICTURE_PNG] = 8,  /* the signature */
    [PICTURE_WEBP] = 0,
  };

  *self = (PictureEnd){ .format = format, .state = BETWEEN, .skip = before[format] };
}

static bool
has_length (uint8_t code)
{
  /* Neither TEM nor the marks of restarts, nor another SOI. */
  return code != 0x01 && (code < 0xd0 || code > 0xd8);
}

/* The byte behind 0xff. What only restarts a scan, and what is a stuffed byte of one, goes on where it stands. */
static void
feed_code (PictureEnd *self, uint8_t code)
{
  if (code == 0xff)
    return; /* any number of them may stand before a code */
  if (code == EOI)
    self->is_done = true;
  else if (code == 0x00 || !has_length (code))
    self->state = BETWEEN;
  else
    {
      self->state = LENGTH;
      self->n_header = 0;
    }
}

static void
feed_jpeg (PictureEnd *self, uint8_t byte)
{
  switch (self->state)
    {
    case LENGTH:
      self->header[self->n_header++] = byte;
      if (self->n_header == 2)
        {
          uint64_t length = (uint64_t) self->header[0] << 8 | self->header[1];

          self->skip = length > 2 ? length - 2 : 0;
          self->state = BETWEEN;
        }
      break;
    case CODE:
      feed_code (self, byte);
      break;
    case BETWEEN:
    default:
      if (byte == 0xff)
        self->state = CODE;
      break;
    }
}

static void
feed_png (PictureEnd *self, uint8_t byte)
{
  const uint8_t *header = self->header;

  self->header[self->n_header++] = byte;
  if (self->n_header < PNG_HEADER)
    return;

  self->n_header = 0;
  self->skip = ((uint64_t) header[0] << 24 | (uint64_t) header[1] << 16 |
                (uint64_t) header[2] << 8 | header[3]) +
               4;
  self->is_last = memcmp (header + 4, "IEND", 4) == 0;
}

static void
feed_webp (PictureEnd *self, uint8_t byte)
{
  const uint8_t *header = self->header;

  self->header[self->n_header++] = byte;
  if (self->n_header < RIFF_HEADER)
    return;

  self->skip = (uint64_t) header[7] << 24 | (uint64_t) header[6] << 16 | (uint64_t) header[5] << 8 |
               header[4];
  self->is_last = true;
  self->is_done = self->skip == 0;
}

void
picture_end_feed (PictureEnd *self, const uint8_t *bytes, size_t length)
{
  size_t i = 0;

  while (i < length && !self->is_done)
    {
      if (self->skip > 0)
        {
          uint64_t n = self->skip < length - i ? self->skip : length - i;

          self->skip -= n;
          i += (size_t) n;
          /* Of the others the last piece ends the file; a JPEG has a mark for it. */
          self->is_done = self->format != PICTURE_JPEG && self->is_last && self->skip == 0;
          continue;
        }
      switch (self->format)
        {
        case PICTURE_PNG:
          feed_png (self, bytes[i++]);
          break;
        case PICTURE_WEBP:
          feed_webp (self, bytes[i++]);
          break;
        case PICTURE_JPEG:
        default:
          feed_jpeg (self, bytes[i++]);
          break;
        }
    }
}
