/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures that are near each other, without looking at all of them. Where two hashes of 64 bits differ in at most PANTAU_SIMILAR_PICTURE_BITS, 10,
 * one of their quarters differs in at most two: so all writings of each quarter with at most two other bits are asked for, 4 × 137
 * looks into an index, and what they give is compared.
 */

#include "config.h"

#include "pantau-similar-private.h"

#include "pantau-store-private.h"

/* How many bits a quarter may differ in: the bits of all, divided by the quarters, down. */
#define BAND_BITS (PANTAU_SIMILAR_PICTURE_BITS / PANTAU_SIMILAR_BANDS)
G_STATIC_ASSERT (BAND_BITS == 2);

/* Of more pictures in one quarter, which only a forger makes, the rest is not looked at. */
#define MOST_ROWS 500

/* As many as one line can bring. */
#define MOST_PICTURES 32

/* Fewer bits, or so few zeros, has only what is all of one colour. */
#define LEAST_BITS 6

gint64
pantau_similar_band (guint64 hash, guint band)
{
  return (gint64) band << PANTAU_SIMILAR_BAND_BITS |
         (gint64) (hash >> (band * PANTAU_SIMILAR_BAND_BITS) & 0xffff);
}

gboolean
pantau_similar_picture_tells (guint64 hash)
{
  int bits = __builtin_popcountll (hash);

  return bits >= LEAST_BITS && bits <= 64 - LEAST_BITS;
}

/* Equal pictures are as sure as equal addresses; at the last distance the threshold is just reached. */
static double
score_of (int distance)
{
  return 1 - (1 - PANTAU_SIMILAR_THRESHOLD) * distance / PANTAU_SIMILAR_PICTURE_BITS;
}

static gboolean
find_band (PantauStore *self, guint64 hash, gint64 band, GArray *hits, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT sign, hash FROM claim_picture WHERE band = ?1 LIMIT ?2",
                       "ii", band, (gint64) MOST_ROWS);

  while (pantau_stmt_next (stmt))
    {
      int distance = __builtin_popcountll (hash ^ (guint64) pantau_stmt_integer (stmt, 1));
      PantauSimilarHit hit = { pantau_stmt_integer (stmt, 0), score_of (distance),
                               PANTAU_SIMILAR_PICTURE };

      if (distance <= PANTAU_SIMILAR_PICTURE_BITS)
        g_array_append_val (hits, hit);
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
find_picture (PantauStore *self, guint64 hash, GArray *hits, GError **error)
{
  for (guint band = 0; band < PANTAU_SIMILAR_BANDS; band++)
    {
      gint64 exact = pantau_similar_band (hash, band);

      /* Neither, one or two bits: j = i says one, i = 16 none. */
      for (guint i = 0; i <= PANTAU_SIMILAR_BAND_BITS; i++)
        for (guint j = i; j < (i < PANTAU_SIMILAR_BAND_BITS ? PANTAU_SIMILAR_BAND_BITS : i + 1);
             j++)
          {
            gint64 flip = i == PANTAU_SIMILAR_BAND_BITS ? 0 : (gint64) 1 << i | (gint64) 1 << j;

            if (!find_band (self, hash, exact ^ flip, hits, error))
              return FALSE;
          }
    }

  return TRUE;
}

gboolean
pantau_similar_find_pictures (
    PantauStore *self, const guint64 *pictures, guint n_pictures, GArray *hits, GError **error)
{
  for (guint i = 0; i < MIN (n_pictures, MOST_PICTURES); i++)
    if (pantau_similar_picture_tells (pictures[i]) &&
        !find_picture (self, pictures[i], hits, error))
      return FALSE;

  return TRUE;
}
