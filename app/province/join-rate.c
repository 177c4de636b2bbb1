/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token buckets for those who have no name yet. */

#include "config.h"

#include "join-rate.h"

#include <string.h>

/* Addresses that are remembered; beyond, all begin anew: the limit in all holds still. */
#define MOST_ADDRESSES 20000

typedef struct
{
  double budget;
  gint64 at; /* monotonic µs */
} Bucket;

struct _PantauJoinRate
{
  Bucket all;
  GHashTable *addresses; /* char * → Bucket */
};

PantauJoinRate *
pantau_join_rate_new (void)
{
  PantauJoinRate *self = g_new0 (PantauJoinRate, 1);

  self->all.budget = PANTAU_JOIN_BURST;
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
pantau_join_rate_free (PantauJoinRate *self)
{
  g_hash_table_unref (self->addresses);
  g_free (self);
}

static void
fill (Bucket *bucket, double burst, double per_second, gint64 now)
{
  if (bucket->at != 0)
    bucket->budget = MIN (burst, bucket->budget + (double) MAX (now - bucket->at, 0) /
                                                      G_USEC_PER_SEC * per_second);
  bucket->at = now;
}

static Bucket *
get_bucket (PantauJoinRate *self, const char *address)
{
  Bucket *bucket = g_hash_table_lookup (self->addresses, address);

  if (bucket != NULL)
    return bucket;

  if (g_hash_table_size (self->addresses) >= MOST_ADDRESSES)
    g_hash_table_remove_all (self->addresses);
  bucket = g_new0 (Bucket, 1);
  bucket->budget = PANTAU_JOIN_ADDRESS_BURST;
  g_hash_table_insert (self->addresses, g_strdup (address), bucket);

  return bucket;
}

gboolean
pantau_join_rate_take (PantauJoinRate *self, const char *address, gint64 now)
{
  Bucket *bucket = address != NULL ? get_bucket (self, address) : NULL;

  fill (&self->all, PANTAU_JOIN_BURST, PANTAU_JOIN_PER_SECOND, now);
  if (bucket != NULL)
    fill (bucket, PANTAU_JOIN_ADDRESS_BURST, 1.0 / PANTAU_JOIN_ADDRESS_PERIOD, now);
  if (self->all.budget < 1 || (bucket != NULL && bucket->budget < 1))
    return FALSE;

  /* Who is turned away costs the others nothing. */
  self->all.budget -= 1;
  if (bucket != NULL)
    bucket->budget -= 1;

  return TRUE;
}

char *
pantau_join_rate_find_address (PantauRequest *request)
{
  const char *peer = pantau_request_get_address (request);
  g_autoptr (GInetAddress) address = peer != NULL ? g_inet_address_new_from_string (peer) : NULL;
  g_autofree char *last = NULL;
  const char *said, *comma;

  if (address != NULL && !g_inet_address_get_is_loopback (address))
    return g_strdup (peer);

  /* What the proxy saw is the last of what may be a list: the rest is what somebody told it. */
  said = pantau_request_get_header (request, "X-Forwarded-For");
  if (said == NULL)
    return NULL;
  comma = strrchr (said, ',');
  last = g_strstrip (g_strdup (comma != NULL ? comma + 1 : said));

  return g_hostname_is_ip_address (last) ? g_steal_pointer (&last) : NULL;
}
