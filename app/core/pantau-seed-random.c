/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers for samples: xoshiro256** (public domain, by D. Blackman and S. Vigna), filled by
 * splitmix64 as its authors advise. Our own rather than GLib's, so that a seed means the same
 * records with every version of every library.
 */

#include "config.h"

#include "pantau-seed-random.h"

#include <string.h>

static guint64
rotate (guint64 value, guint bits)
{
  return (value << bits) | (value >> (64 - bits));
}

static guint64
next_number (PantauSeedRandom *self)
{
  guint64 *s = self->state, result = rotate (s[1] * 5, 7) * 9, shifted = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotate (s[3], 45);

  return result;
}

void
pantau_seed_random_init (PantauSeedRandom *self, guint64 seed)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    {
      guint64 z = (seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

      z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
      z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
      self->state[i] = z ^ (z >> 31);
    }
}

guint
pantau_seed_random_below (PantauSeedRandom *self, guint end)
{
  /* The tiny bias of the remainder does not matter to samples. */
  return (guint) ((next_number (self) >> 11) % end);
}

void
pantau_seed_random_bytes (PantauSeedRandom *self, guint8 *buffer, gsize length)
{
  for (gsize i = 0; i < length; i += 8)
    {
      guint64 number = GUINT64_TO_LE (next_number (self));

      memcpy (buffer + i, &number, MIN (length - i, 8));
    }
}
