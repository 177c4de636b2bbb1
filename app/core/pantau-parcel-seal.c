/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealing one parcel to whom it is for. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-parcel-private.h"

static gboolean
add_addressee (JsonArray *to, const char *name, const char *id, const guint8 *box, gsize size)
{
  g_autofree char *text = g_base64_encode (box, size);
  JsonObject *one = json_object_new ();

  json_object_set_string_member (one, name, id);
  json_object_set_string_member (one, "box", text);
  json_array_add_object_element (to, one);

  return TRUE;
}

static gboolean
seal_to_keys (JsonArray *to,
              const char *const *keys,
              const guint8 secret[PANTAU_AEAD_KEY_SIZE],
              GError **error)
{
  guint8 box[PANTAU_PARCEL_KEY_BOX];

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *id = pantau_parcel_key_id (keys[i]);

      if (id == NULL || i >= PANTAU_PARCEL_ADDRESSEES ||
          !pantau_key_seal (keys[i], secret, PANTAU_AEAD_KEY_SIZE, box))
        return pantau_throw (error, PANTAU_ERROR_INVALID,
                             _ ("nothing can be sealed to the key “%s”"), keys[i]);
      add_addressee (to, "key", id, box, sizeof box);
    }

  return TRUE;
}

static void
seal_to_invite (JsonArray *to,
                const PantauInvite *invite,
                const guint8 secret[PANTAU_AEAD_KEY_SIZE])
{
  guint8 box[PANTAU_PARCEL_INVITE_BOX], key[PANTAU_AEAD_KEY_SIZE];

  pantau_parcel_derive_invite_key (invite, key);
  pantau_random_bytes (box, PANTAU_AEAD_NONCE);
  pantau_secretbox_seal (key, box, secret, PANTAU_AEAD_KEY_SIZE, box + PANTAU_AEAD_NONCE);
  pantau_secret_wipe (key, sizeof key);
  add_addressee (to, "invite", pantau_invite_get_id (invite), box, sizeof box);
}

/* The first line of the frame: @id and whom it is for, for so many sealed bytes. NULL with an error. */
static char *
first_line (const char *const *keys,
            const PantauInvite *invite,
            const char *re,
            const guint8 secret[PANTAU_AEAD_KEY_SIZE],
            gsize sealed,
            GError **error)
{
  g_autoptr (JsonObject) header = json_object_new ();
  JsonArray *to = json_array_new ();
  g_autofree char *id = NULL, *text = NULL;
  guint8 random[PANTAU_PARCEL_ID_HEX / 2];

  pantau_random_bytes (random, sizeof random);
  id = pantau_hex (random, sizeof random);
  json_object_set_int_member (header, "v", 1);
  json_object_set_string_member (header, "id", id);
  json_object_set_array_member (header, "to", to);
  if (re != NULL)
    json_object_set_string_member (header, "re", re);

  if (!seal_to_keys (to, keys, secret, error))
    return NULL;
  if (invite != NULL)
    seal_to_invite (to, invite, secret);
  if (json_array_get_length (to) == 0)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("a parcel needs an addressee"));
  text = pantau_json_object_text (header);

  return g_strdup_printf (PANTAU_PARCEL_WORD "%" G_GSIZE_FORMAT "\t%s\n", sealed, text);
}

PantauParcel *
pantau_parcel_seal (JsonObject *content,
                    GBytes *payload,
                    const char *const *keys,
                    const PantauInvite *invite,
                    const char *re,
                    GError **error)
{
  g_autofree char *json = pantau_json_object_text (content), *line = NULL;
  g_autofree guint8 *plain = NULL;
  g_autoptr (GByteArray) frame = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize json_length = strlen (json), payload_length = 0, length, sealed, at;
  const guint8 *payload_bytes =
      payload != NULL ? g_bytes_get_data (payload, &payload_length) : NULL;
  const char *header;
  guint8 secret[PANTAU_AEAD_KEY_SIZE];

  if (json_length > PANTAU_PARCEL_CONTENT_LIMIT || payload_length > PANTAU_PARCEL_PAYLOAD_LIMIT)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                              _ ("this is too large for one part of a courier file"));
  length = json_length + 1 + payload_length;
  sealed = PANTAU_AEAD_NONCE + PANTAU_AEAD_OVERHEAD + length;
  plain = g_malloc (length);
  memcpy (plain, json, json_length);
  plain[json_length] = '\n';
  if (payload_length > 0)
    memcpy (plain + json_length + 1, payload_bytes, payload_length);

  pantau_random_bytes (secret, sizeof secret);
  line = first_line (keys, invite, re, secret, sealed, error);
  if (line != NULL)
    {
      at = strlen (line);
      frame = g_byte_array_sized_new ((guint) (at + sealed + 1));
      g_byte_array_append (frame, (const guint8 *) line, (guint) at);
      g_byte_array_set_size (frame, (guint) (at + sealed + 1));
      pantau_random_bytes (frame->data + at, PANTAU_AEAD_NONCE);
      header = strchr (line + strlen (PANTAU_PARCEL_WORD), '\t') + 1;
      pantau_aead_seal (secret, frame->data + at, (const guint8 *) header,
                        at - 1 - (gsize) (header - line), plain, length,
                        frame->data + at + PANTAU_AEAD_NONCE);
      frame->data[at + sealed] = '\n';
    }
  pantau_secret_wipe (secret, sizeof secret);
  if (line == NULL)
    return NULL;
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&frame));

  return pantau_parcel_read (bytes, error);
}
