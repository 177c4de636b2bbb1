/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-backoff.h"
#include "pantau-client.h"
#include "pantau-crypto.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* What every laptop of a herd shares. Immutable while the herd runs. */
typedef struct
{
  const char *url;
  const char *province; /* its key */
  PantauReference *reference;
  guint records; /* of each laptop's backlog */
  guint photos;  /* one laptop in so many has a photo; 0: none */
  gint64 newest; /* Unix seconds: records lie before */
} HerdWorld;

/* The parts of an exchange that are timed. */
typedef enum
{
  HERD_SESSION, /* challenge and answer */
  HERD_HEAD,    /* heads compared */
  HERD_PUSH,    /* its lines, until the receipt has verified */
  HERD_PULL,    /* one page of what is new */
  HERD_FILE,    /* its photo, until the province has signed for it */
  HERD_N_PHASES,
} HerdPhase;

const char *herd_phase_get_name (HerdPhase phase);

/*
 * A laptop without a disk: a key, a chain, a backlog; the program's own client. It does what pantau_sync_run() does, in that order, goes on where the line or
 * the province broke off, and counts as carried once the province has signed for all of it.
 */
typedef struct
{
  guint number;
  guint8 seed
      [PANTAU_SEED_SIZE]; /* of its key, which is made when it is used: locked memory is not for so many */
  gint64 seq;
  char *prev;
  const char *region; /* a kecamatan; of the reference */

  /* Its backlog, written when it first comes back. */
  GPtrArray *entries; /* (nullable) of PantauEntry */
  GBytes *photo;      /* (nullable) */
  char *hash;         /* (nullable) */

  /* How far it came. */
  gboolean pushed;
  char *cursor; /* (nullable) */
  gboolean pulled;
  PantauBackoff backoff;
  gint64
      first; /* monotonic µs: when it came back, and tried or would have, had anybody had time for it here */
  gint64 done; /* monotonic µs; 0 before */
  gint64 due;  /* monotonic µs of the next try */
  guint tries;
} HerdLaptop;

/* @took: µs of a phase that ended well. In the laptop's thread. */
typedef void (*HerdNote) (HerdPhase phase, gint64 took, gpointer data);

HerdLaptop *herd_laptop_new (guint number, const char *region) G_GNUC_WARN_UNUSED_RESULT;
void herd_laptop_free (HerdLaptop *self);

/*
 * One try. TRUE where all is carried. FALSE with an error; then it is due again when our back-off says. @problem
 * (transfer full) (nullable) names what the province said.
 */
gboolean herd_laptop_try (HerdLaptop *self,
                          const HerdWorld *world,
                          HerdNote note,
                          gpointer data,
                          char **problem,
                          GError **error);

G_END_DECLS
