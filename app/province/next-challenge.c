/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Challenges for the next session; see the header. */

#include "config.h"

#include "next-challenge.h"

#include "pantau-crypto.h"

/* Bytes of chance. */
#define SIZE 32

typedef struct
{
  char *text;
  gint64 until; /* monotonic µs */
} Challenge;

struct _PantauNextChallenges
{
  GHashTable *of_device; /* (owned): device (owned) → Challenge (owned) */
};

static void
challenge_free (Challenge *self)
{
  g_free (self->text);
  g_free (self);
}

static gboolean
is_over_cb (gpointer key, gpointer value, gpointer now)
{
  return ((Challenge *) value)->until < *(gint64 *) now;
}

PantauNextChallenges *
pantau_next_challenges_new (void)
{
  PantauNextChallenges *self = g_new0 (PantauNextChallenges, 1);

  self->of_device =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) challenge_free);

  return self;
}

void
pantau_next_challenges_free (PantauNextChallenges *self)
{
  g_hash_table_unref (self->of_device);
  g_free (self);
}

const char *
pantau_next_challenges_give (PantauNextChallenges *self, const char *device)
{
  gint64 now = g_get_monotonic_time ();
  Challenge *challenge;

  if (g_hash_table_size (self->of_device) >= PANTAU_NEXT_CHALLENGES_MAX)
    g_hash_table_foreach_remove (self->of_device, is_over_cb, &now);
  if (g_hash_table_size (self->of_device) >= PANTAU_NEXT_CHALLENGES_MAX)
    return NULL;

  challenge = g_new (Challenge, 1);
  challenge->text = pantau_random_text (SIZE);
  challenge->until = now + PANTAU_NEXT_CHALLENGE_SECONDS * (gint64) G_USEC_PER_SEC;
  g_hash_table_insert (self->of_device, g_strdup (device), challenge);

  return challenge->text;
}

gboolean
pantau_next_challenges_take (PantauNextChallenges *self, const char *device, const char *challenge)
{
  const Challenge *known = g_hash_table_lookup (self->of_device, device);
  gboolean is_fresh;

  if (known == NULL || !g_str_equal (known->text, challenge))
    return FALSE;

  is_fresh = known->until >= g_get_monotonic_time ();
  g_hash_table_remove (self->of_device, device);

  return is_fresh;
}

void
pantau_next_challenges_foreach (PantauNextChallenges *self,
                                PantauNextChallengeFunc func,
                                gpointer data)
{
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer device, value;

  g_hash_table_iter_init (&iter, self->of_device);
  while (g_hash_table_iter_next (&iter, &device, &value))
    if (((Challenge *) value)->until >= now)
      func (device, ((Challenge *) value)->text, ((Challenge *) value)->until, data);
}

void
pantau_next_challenges_restore (PantauNextChallenges *self,
                                const char *device,
                                const char *text,
                                gint64 until)
{
  gint64 now = g_get_monotonic_time ();
  Challenge *challenge;

  if (until < now || until > now + PANTAU_NEXT_CHALLENGE_SECONDS * (gint64) G_USEC_PER_SEC ||
      g_hash_table_size (self->of_device) >= PANTAU_NEXT_CHALLENGES_MAX)
    return;

  challenge = g_new (Challenge, 1);
  *challenge = (Challenge){ g_strdup (text), until };
  g_hash_table_insert (self->of_device, g_strdup (device), challenge);
}
