/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The other file that includes libsodium: what is sealed so that its sender cannot read it back, the ciphers and passphrases around that, and
 * memory for secrets.
 */

#include "config.h"

#include "pantau-crypto-box.h"

#include <sodium.h>
#include <string.h>

#include "pantau-crypto.h"

G_STATIC_ASSERT (PANTAU_BOX_KEY_SIZE == crypto_box_SECRETKEYBYTES);
G_STATIC_ASSERT (PANTAU_BOX_KEY_SIZE == crypto_box_PUBLICKEYBYTES);
G_STATIC_ASSERT (PANTAU_BOX_OVERHEAD == crypto_box_SEALBYTES);
G_STATIC_ASSERT (PANTAU_AEAD_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (PANTAU_AEAD_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
G_STATIC_ASSERT (PANTAU_AEAD_OVERHEAD == crypto_aead_xchacha20poly1305_ietf_ABYTES);
G_STATIC_ASSERT (PANTAU_AEAD_KEY_SIZE == crypto_secretbox_KEYBYTES);
G_STATIC_ASSERT (PANTAU_AEAD_NONCE == crypto_secretbox_NONCEBYTES);
G_STATIC_ASSERT (PANTAU_AEAD_OVERHEAD == crypto_secretbox_MACBYTES);
G_STATIC_ASSERT (PANTAU_SALT_SIZE == crypto_pwhash_argon2id_SALTBYTES);
G_STATIC_ASSERT (PANTAU_KDF_KEY_SIZE == crypto_kdf_KEYBYTES);
G_STATIC_ASSERT (PANTAU_PASSPHRASE_PASSES == crypto_pwhash_argon2id_OPSLIMIT_MODERATE);
G_STATIC_ASSERT (PANTAU_PASSPHRASE_MEMORY == crypto_pwhash_argon2id_MEMLIMIT_MODERATE);

struct _PantauBoxKey
{
  guint8 secret[PANTAU_BOX_KEY_SIZE];
  guint8 public[PANTAU_BOX_KEY_SIZE];
  char name[PANTAU_KEY_TEXT + 1];
};

gpointer
pantau_secret_new (gsize size)
{
  gpointer memory;

  pantau_crypto_init ();
  memory = sodium_malloc (MAX (size, 1));
  if (memory == NULL)
    g_error ("no memory for a secret");

  return memory;
}

char *
pantau_secret_strndup (const char *text, gsize length)
{
  char *copy = pantau_secret_new (length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';

  return copy;
}

void
pantau_secret_free (gpointer memory)
{
  sodium_free (memory);
}

void
pantau_secret_wipe (gpointer memory, gsize size)
{
  sodium_memzero (memory, size);
}

PantauBoxKey *
pantau_box_key_new_from_secret (const guint8 secret[PANTAU_BOX_KEY_SIZE])
{
  PantauBoxKey *self = pantau_secret_new (sizeof *self);

  memcpy (self->secret, secret, PANTAU_BOX_KEY_SIZE);
  crypto_scalarmult_base (self->public, self->secret);
  sodium_bin2base64 (self->name, sizeof self->name, self->public, sizeof self->public,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return self;
}

PantauBoxKey *
pantau_box_key_new (void)
{
  guint8 secret[PANTAU_BOX_KEY_SIZE];
  PantauBoxKey *self;

  pantau_random_bytes (secret, sizeof secret);
  self = pantau_box_key_new_from_secret (secret);
  sodium_memzero (secret, sizeof secret);

  return self;
}

void
pantau_box_key_free (PantauBoxKey *self)
{
  sodium_free (self);
}

const char *
pantau_box_key_get_name (PantauBoxKey *self)
{
  return self->name;
}

void
pantau_box_key_get_secret (PantauBoxKey *self, guint8 secret[PANTAU_BOX_KEY_SIZE])
{
  memcpy (secret, self->secret, PANTAU_BOX_KEY_SIZE);
}

gboolean
pantau_box_id (const char *name, guint8 id[PANTAU_BOX_ID_SIZE])
{
  guint8 public[PANTAU_BOX_KEY_SIZE], hash[PANTAU_SHA256_SIZE];

  if (!pantau_key_decode (name, public))
    return FALSE;

  pantau_sha256 (public, sizeof public, hash);
  memcpy (id, hash, PANTAU_BOX_ID_SIZE);

  return TRUE;
}

gboolean
pantau_box_seal (const char *to, const guint8 *plain, gsize length, guint8 *box)
{
  guint8 public[PANTAU_BOX_KEY_SIZE];

  return pantau_key_decode (to, public) && crypto_box_seal (box, plain, length, public) == 0;
}

gboolean
pantau_box_open (PantauBoxKey *self, const guint8 *box, gsize length, guint8 *plain)
{
  return length >= PANTAU_BOX_OVERHEAD &&
         crypto_box_seal_open (plain, box, length, self->public, self->secret) == 0;
}

void
pantau_aead_seal (const guint8 key[PANTAU_AEAD_KEY_SIZE],
                  const guint8 nonce[PANTAU_AEAD_NONCE],
                  const guint8 *ad,
                  gsize ad_length,
                  const guint8 *plain,
                  gsize length,
                  guint8 *out)
{
  crypto_aead_xchacha20poly1305_ietf_encrypt (out, NULL, plain, length, ad, ad_length, NULL, nonce,
                                              key);
}

gboolean
pantau_aead_open (const guint8 key[PANTAU_AEAD_KEY_SIZE],
                  const guint8 nonce[PANTAU_AEAD_NONCE],
                  const guint8 *ad,
                  gsize ad_length,
                  const guint8 *in,
                  gsize length,
                  guint8 *plain)
{
  return length >= PANTAU_AEAD_OVERHEAD &&
         crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, in, length, ad, ad_length,
                                                     nonce, key) == 0;
}

void
pantau_secretbox_seal (const guint8 key[PANTAU_AEAD_KEY_SIZE],
                       const guint8 nonce[PANTAU_AEAD_NONCE],
                       const guint8 *plain,
                       gsize length,
                       guint8 *out)
{
  crypto_secretbox_easy (out, plain, length, nonce, key);
}

gboolean
pantau_secretbox_open (const guint8 key[PANTAU_AEAD_KEY_SIZE],
                       const guint8 nonce[PANTAU_AEAD_NONCE],
                       const guint8 *in,
                       gsize length,
                       guint8 *plain)
{
  return length >= PANTAU_AEAD_OVERHEAD &&
         crypto_secretbox_open_easy (plain, in, length, nonce, key) == 0;
}

void
pantau_kdf_derive (const guint8 key[PANTAU_KDF_KEY_SIZE],
                   const char *context,
                   guint64 id,
                   guint8 *out,
                   gsize length)
{
  g_assert (strlen (context) == crypto_kdf_CONTEXTBYTES);
  g_assert (length >= crypto_kdf_BYTES_MIN && length <= crypto_kdf_BYTES_MAX);

  crypto_kdf_derive_from_key (out, length, id, context, key);
}

gboolean
pantau_passphrase_derive (const char *passphrase,
                          const guint8 salt[PANTAU_SALT_SIZE],
                          guint64 passes,
                          gsize memory,
                          guint8 key[PANTAU_AEAD_KEY_SIZE])
{
  pantau_crypto_init ();

  /* Costs come out of a file, which somebody may have changed so that we never end. */
  return passes >= 1 && passes <= 10 && memory <= 1024 * 1024 * 1024 &&
         crypto_pwhash_argon2id (key, PANTAU_AEAD_KEY_SIZE, passphrase, strlen (passphrase), salt,
                                 passes, memory, crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0;
}
