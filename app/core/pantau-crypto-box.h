/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PANTAU_BOX_KEY_SIZE  32 /* bytes of an X25519 key, secret or public (RFC 7748) */
#define PANTAU_BOX_OVERHEAD  48 /* bytes that a sealed box is longer than what is in it */
#define PANTAU_BOX_ID_SIZE   8  /* bytes of a key's id: the first of SHA-256 of the public key */
#define PANTAU_AEAD_KEY_SIZE 32 /* XChaCha20-Poly1305 */
#define PANTAU_AEAD_NONCE    24
#define PANTAU_AEAD_OVERHEAD 16
#define PANTAU_SALT_SIZE     16 /* of a passphrase */
#define PANTAU_KDF_KEY_SIZE  32

/*
 * Memory for what must not be left behind: kept out of the swap where the system lets us, between guard pages, and wiped
 * when it is freed. Never NULL; @size 0 is allowed. What is in a new piece is undefined.
 */
gpointer pantau_secret_new (gsize size) G_GNUC_WARN_UNUSED_RESULT;

/* The first @length bytes of @text and a NUL. */
char *pantau_secret_strndup (const char *text, gsize length) G_GNUC_WARN_UNUSED_RESULT;

/* Wipes and frees what the two above gave. Takes NULL. */
void pantau_secret_free (gpointer memory);

/* Wipes what lies elsewhere; no compiler leaves it out. */
void pantau_secret_wipe (gpointer memory, gsize size);

/* An X25519 key pair: whoever has its public half can seal to it, only the secret half opens. The secret lies in memory as above. */
typedef struct _PantauBoxKey PantauBoxKey;

PantauBoxKey *pantau_box_key_new (void) G_GNUC_WARN_UNUSED_RESULT;
PantauBoxKey *
pantau_box_key_new_from_secret (const guint8 secret[PANTAU_BOX_KEY_SIZE]) G_GNUC_WARN_UNUSED_RESULT;
void pantau_box_key_free (PantauBoxKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauBoxKey, pantau_box_key_free)

/* The public half: 43 characters of base64url, as of device keys. (transfer none) */
const char *pantau_box_key_get_name (PantauBoxKey *self);

/* To be kept in a file that only its owner reads; the caller wipes it. */
void pantau_box_key_get_secret (PantauBoxKey *self, guint8 secret[PANTAU_BOX_KEY_SIZE]);

/* The id of the public key @name (43 characters); FALSE where it is none. */
gboolean pantau_box_id (const char *name, guint8 id[PANTAU_BOX_ID_SIZE]);

/*
 * libsodium's crypto_box_seal: @plain of @length bytes to the public key @to, into @length + PANTAU_BOX_OVERHEAD bytes at @box.
 * FALSE where @to is no key that can be sealed to.
 */
gboolean pantau_box_seal (const char *to, const guint8 *plain, gsize length, guint8 *box);

/* The way back: @length is the box's. FALSE where it was sealed to another key or changed; @plain is undefined then. */
gboolean pantau_box_open (PantauBoxKey *self, const guint8 *box, gsize length, guint8 *plain);

/*
 * XChaCha20-Poly1305: @length bytes of @plain, and @ad (nullable) vouched for, into @length + PANTAU_AEAD_OVERHEAD bytes at @out. A nonce is
 * random and used once.
 */
void pantau_aead_seal (const guint8 key[PANTAU_AEAD_KEY_SIZE],
                       const guint8 nonce[PANTAU_AEAD_NONCE],
                       const guint8 *ad,
                       gsize ad_length,
                       const guint8 *plain,
                       gsize length,
                       guint8 *out);

/* The way back: @length is that of the sealed bytes @in, at least PANTAU_AEAD_OVERHEAD. FALSE where anything was changed. */
gboolean pantau_aead_open (const guint8 key[PANTAU_AEAD_KEY_SIZE],
                           const guint8 nonce[PANTAU_AEAD_NONCE],
                           const guint8 *ad,
                           gsize ad_length,
                           const guint8 *in,
                           gsize length,
                           guint8 *plain);

/* libsodium's crypto_secretbox (XSalsa20-Poly1305) with a key and a nonce of the same sizes: @length bytes and PANTAU_AEAD_OVERHEAD more at @out. */
void pantau_secretbox_seal (const guint8 key[PANTAU_AEAD_KEY_SIZE],
                            const guint8 nonce[PANTAU_AEAD_NONCE],
                            const guint8 *plain,
                            gsize length,
                            guint8 *out);

/* The way back: @length is that of the sealed bytes @in. FALSE where anything was changed. */
gboolean pantau_secretbox_open (const guint8 key[PANTAU_AEAD_KEY_SIZE],
                                const guint8 nonce[PANTAU_AEAD_NONCE],
                                const guint8 *in,
                                gsize length,
                                guint8 *plain);

/* libsodium's crypto_kdf: subkey @id, of @length bytes (16 to 64), of @key, for a @context of exactly 8 characters. */
void pantau_kdf_derive (const guint8 key[PANTAU_KDF_KEY_SIZE],
                        const char *context,
                        guint64 id,
                        guint8 *out,
                        gsize length);

/*
 * Argon2id (RFC 9106) of a passphrase, with libsodium's "moderate" costs: about a second and 256 MiB. FALSE where there is not
 * so much memory, or where the costs are above what we ever ask for.
 */
#define PANTAU_PASSPHRASE_PASSES 3
#define PANTAU_PASSPHRASE_MEMORY (256 * 1024 * 1024)
gboolean pantau_passphrase_derive (const char *passphrase,
                                   const guint8 salt[PANTAU_SALT_SIZE],
                                   guint64 passes,
                                   gsize memory,
                                   guint8 key[PANTAU_AEAD_KEY_SIZE]);

G_END_DECLS
