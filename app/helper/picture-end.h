/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum
{
  PICTURE_JPEG,
  PICTURE_PNG,
  PICTURE_WEBP,
} PictureFormat;

/*
 * Whether a file has gone on to the end that it says it has. Decoders are content with less: of a picture that was cut short they show what there is, and
 * what that looks like is not what the picture looks like. Read it, change nothing.
 */
typedef struct
{
  PictureFormat format;
  int state;
  uint64_t skip;     /* bytes that are passed over */
  uint8_t header[8]; /* of the piece that begins here */
  size_t n_header;
  bool is_last; /* the piece that is passed over is the last one */
  bool is_done;
} PictureEnd;

/* Nothing was read yet. */
void picture_end_init (PictureEnd *self, PictureFormat format);

/* The next bytes of the file, from its first one on. What stands behind the end does not matter. */
void picture_end_feed (PictureEnd *self, const uint8_t *bytes, size_t length);
