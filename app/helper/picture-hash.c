/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture looks like, in 64 bits. Pure functions of pixels: the same on every machine, but for the last bit of a float. */

#include "picture-hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LOW 8 /* frequencies in each direction */

/* Below this all that is left is noise of rounding: grey levels. */
#define FLAT 1.0f

/* By how much a field must be brighter than its neighbour: less comes and goes with compression, in what is of one colour. Grey levels. */
#define MARGIN 1.0f

static float
grey_of (const uint8_t *pixel, size_t channels)
{
  /* ITU-R BT.601, as JPEG has it. */
  float grey = 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];

  return channels == 4 ? 255.0f + (grey - 255.0f) * pixel[3] / 255.0f : grey;
}

/* The mean of one field; a picture smaller than the square has fields of less than a pixel, and then the one they lie in counts. */
static float
mean_of (const uint8_t *pixels,
         size_t width,
         size_t height,
         size_t stride,
         size_t channels,
         size_t x,
         size_t y)
{
  size_t left = x * width / PICTURE_SIDE, right = (x + 1) * width / PICTURE_SIDE;
  size_t top = y * height / PICTURE_SIDE, bottom = (y + 1) * height / PICTURE_SIDE;
  double sum = 0;

  right = right > left ? right : left + 1;
  bottom = bottom > top ? bottom : top + 1;
  for (size_t j = top; j < bottom; j++)
    for (size_t i = left; i < right; i++)
      sum += grey_of (pixels + j * stride + i * channels, channels);

  return (float) (sum / (double) ((right - left) * (bottom - top)));
}

void
picture_shrink (const uint8_t *pixels,
                size_t width,
                size_t height,
                size_t stride,
                size_t channels,
                float grey[PICTURE_SIDE * PICTURE_SIDE])
{
  for (size_t y = 0; y < PICTURE_SIDE; y++)
    for (size_t x = 0; x < PICTURE_SIDE; x++)
      grey[y * PICTURE_SIDE + x] = mean_of (pixels, width, height, stride, channels, x, y);
}

static int
is_flat (const float *grey)
{
  float low = grey[0], high = grey[0];

  for (size_t i = 1; i < (size_t) PICTURE_SIDE * PICTURE_SIDE; i++)
    {
      low = grey[i] < low ? grey[i] : low;
      high = grey[i] > high ? grey[i] : high;
    }

  return high - low < FLAT;
}

uint64_t
picture_hash (const float grey[PICTURE_SIDE * PICTURE_SIDE])
{
  float fields[LOW][LOW + 1];
  uint64_t hash = 0;

  if (is_flat (grey))
    return 0;

  for (size_t y = 0; y < LOW; y++)
    for (size_t x = 0; x <= LOW; x++)
      {
        size_t left = x * PICTURE_SIDE / (LOW + 1), right = (x + 1) * PICTURE_SIDE / (LOW + 1);
        float sum = 0;

        for (size_t j = y * PICTURE_SIDE / LOW; j < (y + 1) * PICTURE_SIDE / LOW; j++)
          for (size_t i = left; i < right; i++)
            sum += grey[j * PICTURE_SIDE + i];
        fields[y][x] = sum / (float) (right - left);
      }
  for (size_t y = 0; y < LOW; y++)
    for (size_t x = 0; x < LOW; x++)
      hash = hash << 1 | (fields[y][x + 1] > fields[y][x] + MARGIN);

  return hash;
}

/* The coefficient (@u, @v) of the cosine transform (DCT-II), without its scale: only signs and order matter. */
static float
coefficient (const float *grey, size_t u, size_t v)
{
  double sum = 0;

  for (size_t y = 0; y < PICTURE_SIDE; y++)
    {
      double row = 0;

      for (size_t x = 0; x < PICTURE_SIDE; x++)
        row += grey[y * PICTURE_SIDE + x] *
               cos (M_PI * (double) u * (2.0 * (double) x + 1.0) / (2.0 * PICTURE_SIDE));
      sum += row * cos (M_PI * (double) v * (2.0 * (double) y + 1.0) / (2.0 * PICTURE_SIDE));
    }

  return (float) sum;
}

static int
compare (const void *a, const void *b)
{
  float left = *(const float *) a, right = *(const float *) b;

  return (left > right) - (left < right);
}

uint64_t
picture_hash_cosine (const float grey[PICTURE_SIDE * PICTURE_SIDE])
{
  float values[LOW * LOW], sorted[LOW * LOW], median;
  uint64_t hash = 0;

  /* From the second frequency on: the first row and column are mostly the slope of the light. */
  for (size_t v = 0; v < LOW; v++)
    for (size_t u = 0; u < LOW; u++)
      values[v * LOW + u] = coefficient (grey, u + 1, v + 1);
  memcpy (sorted, values, sizeof sorted);
  qsort (sorted, LOW * LOW, sizeof *sorted, compare);
  median = (sorted[LOW * LOW / 2 - 1] + sorted[LOW * LOW / 2]) / 2;

  for (size_t i = 0; i < (size_t) LOW * LOW; i++)
    hash = hash << 1 | (values[i] > median);

  return hash;
}
