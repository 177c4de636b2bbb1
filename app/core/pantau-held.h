/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-crypto.h"
#include "pantau-db.h"

G_BEGIN_DECLS

/* The most lines or files that one statement names. */
#define PANTAU_HELD_LIMIT 2000

/* One line of the device. */
typedef struct
{
  gint64 seq;
  char id[PANTAU_SHA256_HEX + 1];
} PantauHeldEntry;

/*
 * What a province says under its signature that it holds of one device's own lines and of the files that they name (data/doc/sync.md). It says all of the figures,
 * and names as many lines, or files, as were asked for.
 */
typedef struct
{
  char *epoch;
  char *time;        /* RFC 3339, the province's clock */
  gint64 count;      /* lines */
  gint64 last;       /* their highest number; 0: none */
  char *digest;      /* of pantau_held_digest(), over all of them */
  gint64 files;      /* that these lines name, and that are there whole */
  gboolean more;     /* there are more behind the last that is named */
  GArray *entries;   /* of PantauHeldEntry, by number and id */
  GPtrArray *hashes; /* of SHA-256 in hex, in order; entries is empty where this is not */
  gboolean wants;    /* files are lost there, whoever brought them: it can be asked which */
  GPtrArray *wanted; /* of SHA-256 in hex, in order: lost ones that this device may bring */
  char *wanted_next; /* (nullable): behind which to ask for more of them; NULL: that was all */
} PantauHeld;

PantauHeld *pantau_held_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_held_free (PantauHeld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHeld, pantau_held_free)

/* The statement as one line of JSON, signed. @nonce is the asker's. (transfer full) */
char *pantau_held_seal (const PantauHeld *self,
                        PantauKeypair *province,
                        const char *device,
                        const char *nonce) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Believes it only if @province signed it over our @nonce, about @device, and if it can be true in itself: in order, no more than it counts. Errors:
 * PANTAU_ERROR_SIGNATURE, _MALFORMED, _TOO_LARGE.
 */
PantauHeld *pantau_held_open (const char *province,
                              const char *device,
                              const char *nonce,
                              const char *bytes,
                              gsize length,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* By number, then by id, as entries are ordered. */
int pantau_held_compare (const PantauHeldEntry *a, const PantauHeldEntry *b);

/*
 * SHA-256 over the number (8 bytes, the highest first) and the id (32 bytes) of each line, by number and id. Begin with pantau_sha256_new(), end with
 * pantau_sha256_end().
 */
void pantau_held_digest_add (PantauSha256 *digest, const PantauHeldEntry *entry);

G_END_DECLS
