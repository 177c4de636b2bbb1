/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * With pantau-crypto-box.c the only file that includes libsodium: signatures, hashes, MACs, random numbers, and the three ways in which
 * we write bytes as text (hex for hashes, base64url for keys and salts, base64 for signatures).
 */

#include "config.h"

#include "pantau-crypto.h"

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT (PANTAU_SHA256_SIZE == crypto_hash_sha256_BYTES);
G_STATIC_ASSERT (PANTAU_SEED_SIZE == crypto_sign_SEEDBYTES);
G_STATIC_ASSERT (PANTAU_KEY_SIZE == crypto_sign_PUBLICKEYBYTES);

static const char *const prefixes[] = {
  [PANTAU_PURPOSE_ENTRY] = "pantau-entry-1\n",
  [PANTAU_PURPOSE_RECEIPT] = "pantau-receipt-1\n",
  [PANTAU_PURPOSE_SESSION] = "pantau-session-1\n",
  [PANTAU_PURPOSE_CHALLENGE] = "pantau-challenge-1\n",
  [PANTAU_PURPOSE_HEAD] = "pantau-head-1\n",
  [PANTAU_PURPOSE_REFERENCE] = "pantau-reference-1\n",
  [PANTAU_PURPOSE_OFFICERS] = "pantau-officers-1\n",
  [PANTAU_PURPOSE_OFFICER] = "pantau-officer-1\n",
  [PANTAU_PURPOSE_STORED] = "pantau-stored-1\n",
  [PANTAU_PURPOSE_COUNTS] = "pantau-counts-1\n",
  [PANTAU_PURPOSE_DOSSIER] = "pantau-dossier-1\n",
  [PANTAU_PURPOSE_HELD] = "pantau-held-1\n",
  [PANTAU_PURPOSE_PINS] = "pantau-pins-1\n",
  [PANTAU_PURPOSE_SUCCESSION] = "pantau-succession-1\n",
  [PANTAU_PURPOSE_BACKUP] = "pantau-backup-1\n",
  [PANTAU_PURPOSE_NEWS] = "pantau-news-1\n",
  [PANTAU_PURPOSE_TAKEN] = "pantau-taken-1\n",
  [PANTAU_PURPOSE_STANDING] = "pantau-standing-1\n",
};

struct _PantauKeypair
{
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  char name[PANTAU_KEY_TEXT + 1];
};

struct _PantauSha256
{
  crypto_hash_sha256_state state;
};

/* Without random numbers there is no safe way on: libsodium's documentation asks for exactly this. */
void
pantau_crypto_init (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      if (sodium_init () < 0)
        g_error ("libsodium could not be initialised");
      g_once_init_leave (&ready, 1);
    }
}

PantauKeypair *
pantau_keypair_new (void)
{
  guint8 seed[PANTAU_SEED_SIZE];
  PantauKeypair *self;

  pantau_random_bytes (seed, sizeof seed);
  self = pantau_keypair_new_from_seed (seed);
  sodium_memzero (seed, sizeof seed);

  return self;
}

PantauKeypair *
pantau_keypair_new_from_seed (const guint8 seed[PANTAU_SEED_SIZE])
{
  PantauKeypair *self;

  pantau_crypto_init ();

  self = sodium_malloc (sizeof *self);
  if (self == NULL)
    g_error ("no memory for a key");

  crypto_sign_seed_keypair (self->public, self->secret, seed);
  sodium_bin2base64 (self->name, sizeof self->name, self->public, sizeof self->public,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return self;
}

void
pantau_keypair_free (PantauKeypair *self)
{
  sodium_free (self); /* wipes it; takes NULL */
}

void
pantau_keypair_get_seed (PantauKeypair *self, guint8 seed[PANTAU_SEED_SIZE])
{
  crypto_sign_ed25519_sk_to_seed (seed, self->secret);
}

const char *
pantau_keypair_get_name (PantauKeypair *self)
{
  return self->name;
}

/* Ed25519 wants one run of bytes; headers are at most 8 KiB, so the copy costs nothing beside the signature. */
static GByteArray *
with_prefix (PantauPurpose purpose, const char *text, gsize length)
{
  const char *prefix = prefixes[purpose];
  GByteArray *bytes = g_byte_array_sized_new ((guint) (strlen (prefix) + length));

  g_byte_array_append (bytes, (const guint8 *) prefix, (guint) strlen (prefix));
  g_byte_array_append (bytes, (const guint8 *) text, (guint) length);

  return bytes;
}

char *
pantau_keypair_sign (PantauKeypair *self, PantauPurpose purpose, const char *text, gsize length)
{
  g_autoptr (GByteArray) message = with_prefix (purpose, text, length);
  guint8 signature[crypto_sign_BYTES];

  crypto_sign_detached (signature, NULL, message->data, message->len, self->secret);

  return g_base64_encode (signature, sizeof signature);
}

/*
 * libsodium 1.0.18 compares the low seven bits of "+", "/", "-" and "_" only where char is signed, so that 0xaf passes for
 * "/": a second writing of a signature. Nothing but ASCII comes near it.
 */
static gboolean
decode_exactly (const char *text, gsize length, guint8 *bytes, gsize size, int variant)
{
  gsize got;

  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;

  return sodium_base642bin (bytes, size, text, length, NULL, &got, NULL, variant) == 0 &&
         got == size;
}

gboolean
pantau_key_decode (const char *key, guint8 public[PANTAU_KEY_SIZE])
{
  pantau_crypto_init ();

  return key != NULL && strlen (key) == PANTAU_KEY_TEXT &&
         decode_exactly (key, PANTAU_KEY_TEXT, public, PANTAU_KEY_SIZE,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

gboolean
pantau_key_seal (const char *key, const guint8 *plain, gsize length, guint8 *box)
{
  guint8 public[PANTAU_KEY_SIZE], sealing[crypto_box_PUBLICKEYBYTES];

  G_STATIC_ASSERT (PANTAU_KEY_SEAL_OVERHEAD == crypto_box_SEALBYTES);
  pantau_crypto_init ();

  return pantau_key_decode (key, public) &&
         crypto_sign_ed25519_pk_to_curve25519 (sealing, public) == 0 &&
         crypto_box_seal (box, plain, length, sealing) == 0;
}

gboolean
pantau_keypair_unseal (PantauKeypair *self, const guint8 *box, gsize length, guint8 *plain)
{
  guint8 public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
  gboolean ok;

  ok = length >= PANTAU_KEY_SEAL_OVERHEAD &&
       crypto_sign_ed25519_pk_to_curve25519 (public, self->public) == 0 &&
       crypto_sign_ed25519_sk_to_curve25519 (secret, self->secret) == 0 &&
       crypto_box_seal_open (plain, box, length, public, secret) == 0;
  sodium_memzero (secret, sizeof secret);

  return ok;
}

gboolean
pantau_key_is_valid (const char *text)
{
  guint8 public[crypto_sign_PUBLICKEYBYTES];

  return pantau_key_decode (text, public);
}

gboolean
pantau_key_verify (
    const char *key, PantauPurpose purpose, const char *text, gsize length, const char *signature)
{
  g_autoptr (GByteArray) message = NULL;
  guint8 public[crypto_sign_PUBLICKEYBYTES], bytes[crypto_sign_BYTES];

  if (!pantau_key_decode (key, public) ||
      strnlen (signature, PANTAU_SIGNATURE_TEXT) != PANTAU_SIGNATURE_TEXT ||
      !decode_exactly (signature, PANTAU_SIGNATURE_TEXT, bytes, sizeof bytes,
                       sodium_base64_VARIANT_ORIGINAL))
    return FALSE;

  message = with_prefix (purpose, text, length);

  return crypto_sign_verify_detached (bytes, message->data, message->len, public) == 0;
}

void
pantau_sha256 (const void *data, gsize length, guint8 hash[PANTAU_SHA256_SIZE])
{
  crypto_hash_sha256 (hash, data, length);
}

char *
pantau_sha256_text (const void *data, gsize length)
{
  guint8 hash[PANTAU_SHA256_SIZE];

  pantau_sha256 (data, length, hash);

  return pantau_hex (hash, sizeof hash);
}

PantauSha256 *
pantau_sha256_new (void)
{
  PantauSha256 *self = g_new (PantauSha256, 1);

  crypto_hash_sha256_init (&self->state);

  return self;
}

void
pantau_sha256_update (PantauSha256 *self, const void *data, gsize length)
{
  crypto_hash_sha256_update (&self->state, data, length);
}

char *
pantau_sha256_end (PantauSha256 *self)
{
  guint8 hash[PANTAU_SHA256_SIZE];

  crypto_hash_sha256_final (&self->state, hash);
  g_free (self);

  return pantau_hex (hash, sizeof hash);
}

char *
pantau_mac (const void *key, gsize key_length, const char *text)
{
  crypto_auth_hmacsha256_state state;
  guint8 mac[crypto_auth_hmacsha256_BYTES];

  crypto_auth_hmacsha256_init (&state, key, key_length);
  crypto_auth_hmacsha256_update (&state, (const guint8 *) text, strlen (text));
  crypto_auth_hmacsha256_final (&state, mac);
  sodium_memzero (&state, sizeof state);

  return pantau_hex (mac, sizeof mac);
}

gboolean
pantau_secret_equal (const char *a, const char *b)
{
  return a != NULL && b != NULL && strlen (a) == strlen (b) &&
         sodium_memcmp (a, b, strlen (a)) == 0;
}

void
pantau_random_bytes (void *buffer, gsize length)
{
  pantau_crypto_init ();
  randombytes_buf (buffer, length);
}

char *
pantau_base64url (const void *data, gsize length)
{
  gsize size = sodium_base64_encoded_len (length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  return sodium_bin2base64 (text, size, data, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

char *
pantau_random_text (gsize bytes)
{
  g_autofree guint8 *buffer = g_malloc (bytes);

  pantau_random_bytes (buffer, bytes);

  return pantau_base64url (buffer, bytes);
}

char *
pantau_uuid_from_bytes (const guint8 bytes[16])
{
  guint8 b[16];

  memcpy (b, bytes, sizeof b);
  b[6] = (b[6] & 0x0f) | 0x40; /* version 4 */
  b[8] = (b[8] & 0x3f) | 0x80; /* variant 10 */

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

char *
pantau_uuid_new (void)
{
  guint8 bytes[16];

  pantau_random_bytes (bytes, sizeof bytes);

  return pantau_uuid_from_bytes (bytes);
}

char *
pantau_hex (const void *data, gsize length)
{
  char *hex = g_malloc (length * 2 + 1);

  return sodium_bin2hex (hex, length * 2 + 1, data, length);
}

static int
small_xdigit (char c)
{
  return g_ascii_isdigit (c) || (c >= 'a' && c <= 'f') ? g_ascii_xdigit_value (c) : -1;
}

gboolean
pantau_unhex (const char *hex, guint8 *data, gsize length)
{
  if (hex == NULL || strnlen (hex, length * 2 + 1) != length * 2)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      int high = small_xdigit (hex[2 * i]), low = small_xdigit (hex[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      data[i] = (guint8) (high << 4 | low);
    }

  return TRUE;
}

gboolean
pantau_is_hash (const char *text)
{
  guint8 hash[PANTAU_SHA256_SIZE];

  return pantau_unhex (text, hash, sizeof hash);
}

gboolean
pantau_is_uuid (const char *text)
{
  static const char form[] = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";

  if (text == NULL || strlen (text) != sizeof form - 1)
    return FALSE;

  for (gsize i = 0; i < sizeof form - 1; i++)
    if (form[i] == 'x'   ? small_xdigit (text[i]) < 0
        : form[i] == 'y' ? strchr ("89ab", text[i]) == NULL
                         : text[i] != form[i])
      return FALSE;

  return TRUE;
}
