/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PANTAU_SHA256_SIZE    32
#define PANTAU_SHA256_HEX     64 /* characters of a hash in hex */
#define PANTAU_SEED_SIZE      32 /* bytes of a device's secret (RFC 8032 section 5.1.5) */
#define PANTAU_KEY_SIZE       32 /* bytes of a public key */
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
  PANTAU_PURPOSE_OFFICERS, /* "pantau-officers-1\n": the recovery key says whom identities are sealed to */
  PANTAU_PURPOSE_OFFICER, /* "pantau-officer-1\n": a device asks that its officer's key be among them */
  PANTAU_PURPOSE_STORED,  /* "pantau-stored-1\n": the province has a file, whole and on its disk */
  PANTAU_PURPOSE_COUNTS,  /* "pantau-counts-1\n" */
  PANTAU_PURPOSE_DOSSIER, /* "pantau-dossier-1\n": a device vouches for an evidence bundle */
  PANTAU_PURPOSE_HELD,    /* "pantau-held-1\n": which lines of a device the province holds */
  PANTAU_PURPOSE_PINS,    /* "pantau-pins-1\n": the TLS keys by which the province is reached */
  PANTAU_PURPOSE_SUCCESSION, /* "pantau-succession-1\n": the recovery key says which key follows the province's */
  PANTAU_PURPOSE_BACKUP, /* "pantau-backup-1\n": the province vouches for a copy of itself */
  PANTAU_PURPOSE_NEWS, /* "pantau-news-1\n": a page of lines that travels by courier, and where it ends */
  PANTAU_PURPOSE_TAKEN, /* "pantau-taken-1\n": the province has taken a parcel that somebody carries */
  PANTAU_PURPOSE_STANDING, /* "pantau-standing-1\n": the province has withdrawn the access of the device of a session */
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

/*
 * Seals @length bytes so that only @key's owner opens them: libsodium's crypto_box_seal to the X25519 form of an Ed25519 key, into @length +
 * PANTAU_KEY_SEAL_OVERHEAD bytes at @box. FALSE where @key is none that can be sealed to.
 */
#define PANTAU_KEY_SEAL_OVERHEAD 48
gboolean pantau_key_seal (const char *key, const guint8 *plain, gsize length, guint8 *box);

/* The way back: @length is the box's. FALSE where it was sealed to another key or changed; @plain is undefined then. */
gboolean
pantau_keypair_unseal (PantauKeypair *self, const guint8 *box, gsize length, guint8 *plain);

/* TRUE where @text is a public key in our writing (43 characters, canonical base64url). */
gboolean pantau_key_is_valid (const char *text);

/* Its bytes; FALSE where @text (nullable) is none. */
gboolean pantau_key_decode (const char *text, guint8 bytes[PANTAU_KEY_SIZE]);

/* Starts libsodium, once; everything here that needs it does so by itself. Any thread. */
void pantau_crypto_init (void);

/* SHA-256 (FIPS 180-4) of @length bytes, and the same in hex (transfer full). */
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
