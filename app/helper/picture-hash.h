/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The side of the grey square that hashes are made of. */
#define PICTURE_SIDE 32

/*
 * Shrinks a picture of @channels (3, or 4 with transparency, which is laid on white) bytes a pixel to a grey square: each of its pixels is the
 * mean of what it covers. @width and @height at least 1.
 */
void picture_shrink (const uint8_t *pixels,
                     size_t width,
                     size_t height,
                     size_t stride,
                     size_t channels,
                     float grey[PICTURE_SIDE * PICTURE_SIDE]);

/*
 * The hash in use: dHash, whether the brightness grows from each of 9 × 8 fields to its right neighbour. 0 for a picture without features. Why this
 * one is measured by tests/bench/bench-picture.c, and written down in data/doc/files.md, "Pictures".
 */
uint64_t picture_hash (const float grey[PICTURE_SIDE * PICTURE_SIDE]);

/* The other one that was tried: pHash, the signs of 64 low frequencies of the cosine transform against their median. */
uint64_t picture_hash_cosine (const float grey[PICTURE_SIDE * PICTURE_SIDE]);
