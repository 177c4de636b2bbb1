/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PANTAU_SHA256_SIZE    32
#define PANTAU_SHA256_HEX     64 /* characters of a hash in hex */
#define PANTAU_SEED_SIZE      32 /* bytes of a device's secret (RFC 8032 section 5.1.5) */
#define PANTAU_KEY_TEXT       43 /* characters of a public key: base64url without padding */
#define PANTAU_SIGNATURE_TEXT 88 /* characters of a signature: base64 with padding */

/*
 * What a signature is for. Each purpose signs under a prefix of its own, so that no answer of one protocol can
 * be used in another. Append only.
 */
typedef enum
{
  PANTAU_PURPOSE_ENTRY,   /* "pantau-entry-1\n" */
  PANTAU_PURPOSE_RECEIPT, /* "pantau-receipt-1\n" */
  PANTAU_PURPOSE_SESSION, /* "pantau-session-1\n": a device answers a challenge */
  PANTAU_PURPOSE_CHALLENGE, /* "pantau-challenge-1\n": the province vouches for a challenge and its clock */
  PANTAU_PURPOSE_HEAD,      /* "pantau-head-1\n" */
  PANTAU_PURPOSE_REFERENCE, /* "pantau-reference-1\n" */
} PantauPurpose;

/* An Ed25519 key pair (RFC 8032). The secret lies in memory that is wiped when freed. */
typedef struct _PantauKeypair PantauKeypair;

PantauKeypair *pantau_keypair_new (void) G_GNUC_WARN_UNUSED_RESULT;
PantauKeypair *
pantau_keypair_new_from_seed (const guint8 seed[PANTAU_SEED_SIZE]) G_GNUC_WARN_UNUSED_RESULT;
void pantau_keypair_free (PantauKeypair *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauKeypair, pantau_keypair_free)

/* The seed, to be kept in a file that only its owner reads. */
void pantau_keypair_get_seed (PantauKeypair *self, guint8 seed[PANTAU_SEED_SIZE]);

/* The public key as everybody names the device: 43 characters of base64url. */
const char *pantau_keypair_get_name (PantauKeypair *self);

/* Signs @length bytes for @purpose. Returns: (transfer full): 88 characters of base64. */
char *
pantau_keypair_sign (PantauKeypair *self, PantauPurpose purpose, const char *text, gsize length);

/* TRUE where @signature (88 characters, need not end in NUL) is @key's over @text for @purpose. */
gboolean pantau_key_verify (
    const char *key, PantauPurpose purpose, const char *text, gsize length, const char *signature);

/* TRUE where @text is a public key in our writing (43 characters, canonical base64url). */
gboolean pantau_key_is_valid (const char *text);

void pantau_sha256 (const void *data, gsize length, guint8 hash[PANTAU_SHA256_SIZE]);
char *pantau_sha256_text (const void *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;

/* SHA-256 in pieces. */
typedef struct _PantauSha256 PantauSha256;
PantauSha256 *pantau_sha256_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_sha256_update (PantauSha256 *self, const void *data, gsize length);
/* (transfer full): the hash in hex; frees @self. */
char *pantau_sha256_end (PantauSha256 *self) G_GNUC_WARN_UNUSED_RESULT;

/* HMAC-SHA-256 (RFC 2104) of @text under @key. Returns: (transfer full): 64 characters of hex. */
char *pantau_mac (const void *key, gsize key_length, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Compares two texts of secrets without telling by its time where they differ; NULL equals nothing. */
gboolean pantau_secret_equal (const char *a, const char *b);

void pantau_random_bytes (void *buffer, gsize length);
/* @bytes random bytes as base64url without padding. (transfer full) */
char *pantau_random_text (gsize bytes) G_GNUC_WARN_UNUSED_RESULT;
/* 128 bits as base64url (22 characters) of given bytes: for salts made from a seed. (transfer full) */
char *pantau_base64url (const void *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;
/* A random UUIDv4 (RFC 9562) in small letters. (transfer full) */
char *pantau_uuid_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* A UUIDv4 made of 16 given bytes (six bits of them overwritten). (transfer full) */
char *pantau_uuid_from_bytes (const guint8 bytes[16]) G_GNUC_WARN_UNUSED_RESULT;

/* Small-letter hex. pantau_unhex() wants exactly 2 × @length digits and FALSE for anything else. */
char *pantau_hex (const void *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;
gboolean pantau_unhex (const char *hex, guint8 *data, gsize length);

/* TRUE where @text is 64 small-letter hex digits, or a UUIDv4 in small letters. */
gboolean pantau_is_hash (const char *text);
gboolean pantau_is_uuid (const char *text);

G_END_DECLS
