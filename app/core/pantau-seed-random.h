/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A generator of numbers that a seed fixes for ever. For samples alone: who knows some numbers
 * knows the next.
 */
typedef struct
{
  guint64 state[4];
} PantauSeedRandom;

void pantau_seed_random_init (PantauSeedRandom *self, guint64 seed);

/* From 0 up to, not including, @end, which is not 0. */
guint pantau_seed_random_below (PantauSeedRandom *self, guint end);

void pantau_seed_random_bytes (PantauSeedRandom *self, guint8 *buffer, gsize length);

G_END_DECLS
