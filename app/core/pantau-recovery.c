/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bawaslu's recovery key and the file that it is kept in: one line of JSON with the public half, and the secret wrapped by a passphrase. A check
 * over the whole tells a damaged file from a wrong passphrase.
 */

#include "config.h"

#include "pantau-recovery.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-secretfile.h"
#include "pantau-invite.h"
#include "pantau-json.h"

#define KDF_CONTEXT  "pantaurk"
#define KDF_SIGN     1
#define KDF_SEAL     2
#define FILE_KIND    "pantau-recovery-1"
#define FILE_LIMIT   4096
#define CHECK_LENGTH 16
#define WRAPPED_SIZE (PANTAU_KDF_KEY_SIZE + PANTAU_AEAD_OVERHEAD)

struct _PantauRecovery
{
  guint8 *secret; /* (owned): memory for secrets */
  PantauKeypair *sign;
  PantauBoxKey *seal;
  PantauRecoveryPublic public;
};

gboolean
pantau_recovery_public_set (PantauRecoveryPublic *self, const char *sign, const char *seal)
{
  if (!pantau_key_is_valid (sign) || !pantau_key_is_valid (seal))
    return FALSE;

  g_strlcpy (self->sign, sign, sizeof self->sign);
  g_strlcpy (self->seal, seal, sizeof self->seal);

  return TRUE;
}

/* The first 16 bytes of SHA-256 (@prefix || keys), as codes are written. */
static char *
fingerprint (const char *prefix, const guint8 *keys, gsize length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 hash[PANTAU_SHA256_SIZE];

  g_byte_array_append (bytes, (const guint8 *) prefix, (guint) strlen (prefix));
  g_byte_array_append (bytes, keys, (guint) length);
  pantau_sha256 (bytes->data, bytes->len, hash);

  G_STATIC_ASSERT (PANTAU_INVITE_CODE_SIZE <= PANTAU_SHA256_SIZE);

  return pantau_invite_format (hash);
}

char *
pantau_recovery_fingerprint (const PantauRecoveryPublic *self)
{
  guint8 keys[2 * PANTAU_KEY_SIZE];

  if (!pantau_key_decode (self->sign, keys) ||
      !pantau_key_decode (self->seal, keys + PANTAU_KEY_SIZE))
    g_assert_not_reached ();

  return fingerprint ("pantau-recovery-1\n", keys, sizeof keys);
}

char *
pantau_officer_fingerprint (const char *seal)
{
  guint8 key[PANTAU_KEY_SIZE];

  return pantau_key_decode (seal, key) ? fingerprint ("pantau-officer-1\n", key, sizeof key) : NULL;
}

char *
pantau_fingerprint_read (const char *text, GError **error)
{
  guint8 bytes[PANTAU_INVITE_CODE_SIZE];

  return pantau_invite_parse (text, bytes, error) ? pantau_invite_format (bytes) : NULL;
}

PantauRecovery *
pantau_recovery_new_from_secret (const guint8 secret[PANTAU_KDF_KEY_SIZE])
{
  PantauRecovery *self = g_new0 (PantauRecovery, 1);
  guint8 *derived = pantau_secret_new (PANTAU_SEED_SIZE);

  self->secret = pantau_secret_new (PANTAU_KDF_KEY_SIZE);
  memcpy (self->secret, secret, PANTAU_KDF_KEY_SIZE);
  pantau_kdf_derive (secret, KDF_CONTEXT, KDF_SIGN, derived, PANTAU_SEED_SIZE);
  self->sign = pantau_keypair_new_from_seed (derived);
  pantau_kdf_derive (secret, KDF_CONTEXT, KDF_SEAL, derived, PANTAU_BOX_KEY_SIZE);
  self->seal = pantau_box_key_new_from_secret (derived);
  pantau_secret_free (derived);

  if (!pantau_recovery_public_set (&self->public, pantau_keypair_get_name (self->sign),
                                   pantau_box_key_get_name (self->seal)))
    g_assert_not_reached ();

  return self;
}

PantauRecovery *
pantau_recovery_new (void)
{
  guint8 *secret = pantau_secret_new (PANTAU_KDF_KEY_SIZE);
  PantauRecovery *self;

  pantau_random_bytes (secret, PANTAU_KDF_KEY_SIZE);
  self = pantau_recovery_new_from_secret (secret);
  pantau_secret_free (secret);

  return self;
}

void
pantau_recovery_free (PantauRecovery *self)
{
  pantau_secret_free (self->secret);
  g_clear_pointer (&self->sign, pantau_keypair_free);
  g_clear_pointer (&self->seal, pantau_box_key_free);
  g_free (self);
}

const PantauRecoveryPublic *
pantau_recovery_get_public (PantauRecovery *self)
{
  return &self->public;
}

PantauKeypair *
pantau_recovery_get_sign_key (PantauRecovery *self)
{
  return self->sign;
}

PantauBoxKey *
pantau_recovery_get_seal_key (PantauRecovery *self)
{
  return self->seal;
}

/* What the wrapping vouches for: nobody puts another public half before somebody's secret. */
static char *
vouched_for (const PantauRecoveryPublic *public)
{
  return g_strconcat (FILE_KIND, "\n", public->sign, "\n", public->seal, "\n", NULL);
}

/* Over everything but itself, in one order of members. (transfer full) */
static char *
checksum (JsonObject *object)
{
  g_autoptr (JsonObject) rest = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GList) members = json_object_get_members (object);
  g_autofree char *text = NULL, *hash = NULL;

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "check"))
      json_object_set_member (rest, l->data, json_object_dup_member (object, l->data));
  json_node_set_object (node, rest);
  text = pantau_json_canonical (node);
  hash = pantau_sha256_text (text, strlen (text));
  explicit_bzero (text, strlen (text));

  return g_strndup (hash, CHECK_LENGTH);
}

static gboolean
wrap (PantauRecovery *self, const char *passphrase, JsonObject *object, GError **error)
{
  g_autofree char *ad = vouched_for (&self->public), *salt_text = NULL, *nonce_text = NULL,
                  *wrapped_text = NULL;
  guint8 salt[PANTAU_SALT_SIZE], nonce[PANTAU_AEAD_NONCE], wrapped[WRAPPED_SIZE];
  guint8 *key = pantau_secret_new (PANTAU_AEAD_KEY_SIZE);
  gboolean ok;

  pantau_random_bytes (salt, sizeof salt);
  pantau_random_bytes (nonce, sizeof nonce);
  ok = pantau_passphrase_derive (passphrase, salt, PANTAU_PASSPHRASE_PASSES,
                                 PANTAU_PASSPHRASE_MEMORY, key);
  if (ok)
    pantau_aead_seal (key, nonce, (const guint8 *) ad, strlen (ad), self->secret,
                      PANTAU_KDF_KEY_SIZE, wrapped);
  pantau_secret_free (key);
  if (!ok)
    return pantau_throw (error, PANTAU_ERROR_FAILED,
                         _ ("this machine has not enough memory for a passphrase (%d MiB)"),
                         PANTAU_PASSPHRASE_MEMORY / 1024 / 1024);

  salt_text = g_base64_encode (salt, sizeof salt);
  nonce_text = g_base64_encode (nonce, sizeof nonce);
  wrapped_text = g_base64_encode (wrapped, sizeof wrapped);
  json_object_set_int_member (object, "passes", PANTAU_PASSPHRASE_PASSES);
  json_object_set_int_member (object, "memory", PANTAU_PASSPHRASE_MEMORY);
  json_object_set_string_member (object, "salt", salt_text);
  json_object_set_string_member (object, "nonce", nonce_text);
  json_object_set_string_member (object, "wrapped", wrapped_text);

  return TRUE;
}

gboolean
pantau_recovery_save (PantauRecovery *self,
                      const char *path,
                      const char *passphrase,
                      GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *check = NULL, *json = NULL, *text = NULL, *bare = NULL;
  gboolean ok;

  json_object_set_string_member (object, "kind", FILE_KIND);
  json_object_set_string_member (object, "sign", self->public.sign);
  json_object_set_string_member (object, "seal", self->public.seal);
  if (passphrase != NULL)
    {
      if (!wrap (self, passphrase, object, error))
        return FALSE;
    }
  else
    {
      bare = g_base64_encode (self->secret, PANTAU_KDF_KEY_SIZE);
      json_object_set_string_member (object, "secret", bare);
    }
  check = checksum (object);
  json_object_set_string_member (object, "check", check);

  json = pantau_json_object_text (object);
  text = g_strconcat (json, "\n", NULL);
  ok = pantau_secretfile_create (path, text, error);
  explicit_bzero (json, strlen (json));
  explicit_bzero (text, strlen (text));
  if (bare != NULL)
    explicit_bzero (bare, strlen (bare));

  return ok;
}

static JsonObject *
read_file (const char *path, PantauRecoveryPublic *public, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL, *check = NULL;
  const char *kind;
  gsize length;

  text = pantau_secretfile_read (path, FILE_LIMIT, &length, error);
  if (text == NULL)
    return NULL;
  object = pantau_json_parse (text, length, FILE_LIMIT, NULL);
  explicit_bzero (text, length);

  kind = pantau_json_string (object, "kind");
  if (kind != NULL && g_str_has_prefix (kind, "pantau-recovery-") && !g_str_equal (kind, FILE_KIND))
    return pantau_throw_null (error, PANTAU_ERROR_NEWER, _ ("“%s” was written by a newer Pantau"),
                              path);
  if (g_strcmp0 (kind, FILE_KIND) != 0)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("“%s” is no recovery key of Pantau, or it is damaged"), path);

  check = checksum (object);
  if (g_strcmp0 (check, pantau_json_string (object, "check")) != 0 ||
      !pantau_recovery_public_set (public, pantau_json_string (object, "sign"),
                                   pantau_json_string (object, "seal")))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the recovery key in “%s” is damaged; please take another copy of "
                                 "the file"),
                              path);

  return g_steal_pointer (&object);
}

gboolean
pantau_recovery_look (const char *path,
                      PantauRecoveryPublic *public,
                      gboolean *has_passphrase,
                      GError **error)
{
  g_autoptr (JsonObject) object = read_file (path, public, error);

  if (object == NULL)
    return FALSE;
  *has_passphrase = !json_object_has_member (object, "secret");

  return TRUE;
}

/* @size bytes of a member in base64, into @bytes. */
static gboolean
read_bytes (JsonObject *object, const char *name, guint8 *bytes, gsize size)
{
  const char *text = pantau_json_string (object, name);
  g_autofree guint8 *decoded = NULL;
  gsize length = 0;

  if (text != NULL)
    decoded = g_base64_decode (text, &length);
  if (length == size)
    memcpy (bytes, decoded, size);
  if (decoded != NULL)
    explicit_bzero (decoded, length);

  return length == size;
}

static gboolean
unwrap (JsonObject *object,
        const PantauRecoveryPublic *public,
        const char *passphrase,
        guint8 *secret,
        GError **error)
{
  g_autofree char *ad = vouched_for (public);
  guint8 salt[PANTAU_SALT_SIZE], nonce[PANTAU_AEAD_NONCE], wrapped[WRAPPED_SIZE];
  guint8 *key;
  gboolean has_key, ok;

  if (!read_bytes (object, "salt", salt, sizeof salt) ||
      !read_bytes (object, "nonce", nonce, sizeof nonce) ||
      !read_bytes (object, "wrapped", wrapped, sizeof wrapped))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the recovery key is damaged"));
  if (passphrase == NULL)
    return pantau_throw (error, PANTAU_ERROR_REFUSED, _ ("the recovery key needs its passphrase"));

  key = pantau_secret_new (PANTAU_AEAD_KEY_SIZE);
  has_key = pantau_passphrase_derive (
      passphrase, salt, (guint64) MAX (pantau_json_integer (object, "passes", 0), 0),
      (gsize) MAX (pantau_json_integer (object, "memory", 0), 0), key);
  ok = has_key && pantau_aead_open (key, nonce, (const guint8 *) ad, strlen (ad), wrapped,
                                    sizeof wrapped, secret);
  pantau_secret_free (key);
  if (!has_key)
    return pantau_throw (error, PANTAU_ERROR_FAILED,
                         _ ("this machine has not enough memory for a passphrase (%d MiB)"),
                         PANTAU_PASSPHRASE_MEMORY / 1024 / 1024);

  return ok || pantau_throw (error, PANTAU_ERROR_REFUSED, _ ("the passphrase is wrong"));
}

PantauRecovery *
pantau_recovery_load (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (PantauRecovery) self = NULL;
  PantauRecoveryPublic public;
  guint8 *secret;
  gboolean ok;

  object = read_file (path, &public, error);
  if (object == NULL)
    return NULL;

  secret = pantau_secret_new (PANTAU_KDF_KEY_SIZE);
  if (!json_object_has_member (object, "secret"))
    ok = unwrap (object, &public, passphrase, secret, error);
  else
    ok = read_bytes (object, "secret", secret, PANTAU_KDF_KEY_SIZE) ||
         pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the recovery key is damaged"));
  if (ok)
    self = pantau_recovery_new_from_secret (secret);
  pantau_secret_free (secret);

  if (self != NULL && (!g_str_equal (self->public.sign, public.sign) ||
                       !g_str_equal (self->public.seal, public.seal)))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("the recovery key is damaged"));

  return g_steal_pointer (&self);
}
