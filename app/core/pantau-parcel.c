/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and taking apart one parcel; bytes from outside are measured and scanned before anything else sees them. */

#include "config.h"

#include "pantau-parcel-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto-box.h"
#include "pantau-error.h"
#include "pantau-json.h"

/* "parcel", the number, two TABs and the LF that ends the first line. */
#define FIRST_LINE_LIMIT (PANTAU_PARCEL_HEADER_LIMIT + 64)

/* The shortest content is "{}" and its LF. */
#define LEAST_SEALED (PANTAU_AEAD_NONCE + PANTAU_AEAD_OVERHEAD + 3)
#define MOST_PLAIN   (PANTAU_PARCEL_CONTENT_LIMIT + 1 + PANTAU_PARCEL_PAYLOAD_LIMIT)
#define MOST_SEALED  (PANTAU_AEAD_NONCE + PANTAU_AEAD_OVERHEAD + MOST_PLAIN)

void
pantau_parcel_free (PantauParcel *self)
{
  g_clear_pointer (&self->frame, g_bytes_unref);
  g_clear_pointer (&self->header, json_object_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->invites, g_ptr_array_unref);
  g_free (self->hash);
  g_free (self->id);
  g_free (self->re);
  g_free (self);
}

void
pantau_content_free (PantauContent *self)
{
  g_clear_pointer (&self->json, json_object_unref);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_free (self);
}

static gboolean
wrong (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("a part of the courier file is damaged, or made by another program"));
}

/* A decimal number without leading zeros, up to @end, that is followed by a TAB. */
static gboolean
read_length (const char **text, const char *end, gsize *value)
{
  const char *c = *text;

  *value = 0;
  for (; c < end && g_ascii_isdigit (*c) && c - *text < 8; c++)
    *value = *value * 10 + (gsize) (*c - '0');
  if (c == *text || c == end || *c != '\t' || **text == '0')
    return FALSE;
  *text = c + 1;

  return TRUE;
}

/* The first line: where the header is, and how many sealed bytes follow. FALSE in @whole where it is not all there yet. */
static gboolean
read_first_line (const char *bytes,
                 gsize length,
                 gboolean *whole,
                 const char **header,
                 const char **lf,
                 gsize *sealed,
                 GError **error)
{
  gsize look = MIN (length, FIRST_LINE_LIMIT);
  const char *text = bytes + strlen (PANTAU_PARCEL_WORD);

  *whole = FALSE;
  if (strncmp (bytes, PANTAU_PARCEL_WORD, MIN (length, strlen (PANTAU_PARCEL_WORD))) != 0)
    return wrong (error);
  *lf = memchr (bytes, '\n', look);
  if (*lf == NULL)
    return length < FIRST_LINE_LIMIT || wrong (error);

  *whole = TRUE;
  if (!read_length (&text, *lf, sealed) || *sealed < LEAST_SEALED)
    return wrong (error);
  if (*sealed > MOST_SEALED || *lf - text > PANTAU_PARCEL_HEADER_LIMIT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("a part of the courier file is larger than any may be"));
  *header = text;

  return TRUE;
}

gboolean
pantau_parcel_measure (const char *bytes, gsize length, gsize *frame, GError **error)
{
  const char *header, *lf;
  gboolean whole;
  gsize sealed;

  *frame = 0;
  if (!read_first_line (bytes, length, &whole, &header, &lf, &sealed, error))
    return FALSE;
  if (whole)
    *frame = (gsize) (lf - bytes) + 1 + sealed + 1;

  return TRUE;
}

static gboolean
is_hex (const char *text, gsize length)
{
  if (text == NULL || strlen (text) != length)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isdigit (*c) && !(*c >= 'a' && *c <= 'f'))
      return FALSE;

  return TRUE;
}

/* Whom it is for. Their boxes are looked at by whoever opens. */
static gboolean
read_addressees (PantauParcel *self, GError **error)
{
  JsonArray *to = pantau_json_array (self->header, "to");
  guint n = to != NULL ? json_array_get_length (to) : 0;

  if (n == 0 || n > PANTAU_PARCEL_ADDRESSEES)
    return wrong (error);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (to, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *key = one != NULL ? pantau_json_string (one, "key") : NULL;
      const char *invite = one != NULL ? pantau_json_string (one, "invite") : NULL;

      if (one == NULL || (key == NULL) == (invite == NULL) ||
          (key != NULL && !is_hex (key, PANTAU_PARCEL_KEY_HEX)) ||
          (invite != NULL && !is_hex (invite, PANTAU_INVITE_ID_HEX)))
        return wrong (error);
      g_ptr_array_add (key != NULL ? self->keys : self->invites,
                       g_strdup (key != NULL ? key : invite));
    }

  return TRUE;
}

PantauParcel *
pantau_parcel_read (GBytes *frame, GError **error)
{
  g_autoptr (PantauParcel) self = g_new0 (PantauParcel, 1);
  const char *bytes, *header, *lf, *id, *re;
  gsize length, sealed;
  gboolean whole;

  bytes = g_bytes_get_data (frame, &length);
  if (length == 0 || !read_first_line (bytes, length, &whole, &header, &lf, &sealed, error))
    return length == 0 ? (wrong (error), NULL) : NULL;
  if (!whole || (gsize) (lf - bytes) + 1 + sealed + 1 != length || bytes[length - 1] != '\n')
    {
      wrong (error);
      return NULL;
    }

  self->header =
      pantau_json_parse (header, (gsize) (lf - header), PANTAU_PARCEL_HEADER_LIMIT, error);
  if (self->header == NULL)
    return NULL;
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->invites = g_ptr_array_new_with_free_func (g_free);
  id = pantau_json_string (self->header, "id");
  re = pantau_json_string (self->header, "re");
  if (pantau_json_integer (self->header, "v", 0) < 1 || !is_hex (id, PANTAU_PARCEL_ID_HEX) ||
      (json_object_has_member (self->header, "re") && !is_hex (re, PANTAU_PARCEL_ID_HEX)))
    {
      wrong (error);
      return NULL;
    }
  if (!read_addressees (self, error))
    return NULL;

  self->frame = g_bytes_ref (frame);
  self->hash = pantau_sha256_text (bytes, length);
  self->id = g_strdup (id);
  self->re = g_strdup (re);
  self->at = (gsize) (lf - bytes) + 1;
  self->length = sealed;

  return g_steal_pointer (&self);
}

char *
pantau_parcel_key_id (const char *key)
{
  static const char prefix[] = "pantau-parcel-1\n";
  guint8 text[sizeof prefix - 1 + PANTAU_KEY_SIZE], hash[PANTAU_SHA256_SIZE];

  memcpy (text, prefix, sizeof prefix - 1);
  if (!pantau_key_decode (key, text + sizeof prefix - 1))
    return NULL;
  pantau_sha256 (text, sizeof text, hash);

  return pantau_hex (hash, PANTAU_PARCEL_KEY_HEX / 2);
}

gboolean
pantau_parcel_is_for (PantauParcel *self, const char *key)
{
  g_autofree char *id = pantau_parcel_key_id (key);

  return id != NULL && g_ptr_array_find_with_equal_func (self->keys, id, g_str_equal, NULL);
}

gboolean
pantau_parcel_is_for_invite (PantauParcel *self, const char *invite_id)
{
  return invite_id != NULL &&
         g_ptr_array_find_with_equal_func (self->invites, invite_id, g_str_equal, NULL);
}

void
pantau_parcel_derive_invite_key (const PantauInvite *invite, guint8 key[PANTAU_AEAD_KEY_SIZE])
{
  g_autofree char *mac =
      pantau_mac (pantau_invite_get_key (invite), PANTAU_INVITE_KEY_SIZE, "courier\n");

  G_STATIC_ASSERT (PANTAU_AEAD_KEY_SIZE == PANTAU_SHA256_SIZE);
  pantau_unhex (mac, key, PANTAU_AEAD_KEY_SIZE);
  pantau_secret_wipe (mac, strlen (mac));
}

/* The box of the @i-th addressee, of exactly @size bytes in the one way of writing them; NULL where it is none. */
static guint8 *
read_box (PantauParcel *self, guint i, gsize size)
{
  JsonObject *one = json_array_get_object_element (pantau_json_array (self->header, "to"), i);
  const char *text = pantau_json_string (one, "box");
  g_autofree guint8 *bytes = NULL;
  g_autofree char *again = NULL;
  gsize length;

  if (text == NULL || strlen (text) != (size + 2) / 3 * 4)
    return NULL;
  bytes = g_base64_decode (text, &length);
  again = g_base64_encode (bytes, length);

  return length == size && g_str_equal (again, text) ? g_steal_pointer (&bytes) : NULL;
}

/* The parcel's key; FALSE where no box for this addressee opens. */
static gboolean
unseal_key (PantauParcel *self,
            PantauKeypair *key,
            const PantauInvite *invite,
            guint8 secret[PANTAU_AEAD_KEY_SIZE])
{
  JsonArray *to = pantau_json_array (self->header, "to");
  g_autofree char *id = key != NULL ? pantau_parcel_key_id (pantau_keypair_get_name (key)) : NULL;
  guint8 invite_key[PANTAU_AEAD_KEY_SIZE];
  gboolean ok = FALSE;

  if (invite != NULL)
    pantau_parcel_derive_invite_key (invite, invite_key);
  for (guint i = 0; !ok && i < json_array_get_length (to); i++)
    {
      JsonObject *one = json_array_get_object_element (to, i);
      g_autofree guint8 *box =
          read_box (self, i, key != NULL ? PANTAU_PARCEL_KEY_BOX : PANTAU_PARCEL_INVITE_BOX);

      if (box == NULL)
        continue;
      if (key != NULL)
        ok = g_strcmp0 (pantau_json_string (one, "key"), id) == 0 &&
             pantau_keypair_unseal (key, box, PANTAU_PARCEL_KEY_BOX, secret);
      else
        ok = g_strcmp0 (pantau_json_string (one, "invite"), pantau_invite_get_id (invite)) == 0 &&
             pantau_secretbox_open (invite_key, box, box + PANTAU_AEAD_NONCE,
                                    PANTAU_PARCEL_INVITE_BOX - PANTAU_AEAD_NONCE, secret);
    }
  if (invite != NULL)
    pantau_secret_wipe (invite_key, sizeof invite_key);

  return ok;
}

/* The content's line is JSON; what comes after its LF is as it was given. */
static PantauContent *
read_content (GBytes *plain, GError **error)
{
  g_autoptr (PantauContent) self = g_new0 (PantauContent, 1);
  const char *text, *lf, *kind;
  gsize length, rest;

  text = g_bytes_get_data (plain, &length);
  lf = memchr (text, '\n', MIN (length, PANTAU_PARCEL_CONTENT_LIMIT + 1));
  if (lf == NULL)
    {
      wrong (error);
      return NULL;
    }
  rest = length - (gsize) (lf - text) - 1;
  if (rest > PANTAU_PARCEL_PAYLOAD_LIMIT)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                              _ ("a part of the courier file is larger than any may be"));
  self->json = pantau_json_parse (text, (gsize) (lf - text), PANTAU_PARCEL_CONTENT_LIMIT, error);
  if (self->json == NULL)
    return NULL;
  kind = pantau_json_string (self->json, "kind");
  self->kind = kind != NULL ? kind : "";
  self->payload = g_bytes_new_from_bytes (plain, length - rest, rest);

  return g_steal_pointer (&self);
}

static PantauContent *
open_parcel (PantauParcel *self, PantauKeypair *key, const PantauInvite *invite, GError **error)
{
  const guint8 *bytes = g_bytes_get_data (self->frame, NULL);
  const guint8 *header = memchr (memchr (bytes, '\t', self->at) + 1, '\t', self->at);
  gsize plain_length = self->length - PANTAU_AEAD_NONCE - PANTAU_AEAD_OVERHEAD;
  g_autofree guint8 *plain = NULL;
  g_autoptr (GBytes) content = NULL;
  guint8 secret[PANTAU_AEAD_KEY_SIZE];
  gboolean ok;

  if (pantau_json_integer (self->header, "v", 0) != 1)
    return pantau_throw_null (error, PANTAU_ERROR_NEWER,
                              _ ("a part of the courier file was made by a newer program"));
  if (key != NULL ? !pantau_parcel_is_for (self, pantau_keypair_get_name (key))
                  : !pantau_parcel_is_for_invite (self, pantau_invite_get_id (invite)))
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                              _ ("this part of the courier file is for somebody else"));

  /* Bounded by the frame's own length, but of somebody else's choosing all the same. */
  plain = g_try_malloc (plain_length);
  ok = plain != NULL && unseal_key (self, key, invite, secret);
  header++;
  ok = ok && pantau_aead_open (
                 secret, bytes + self->at, header, (gsize) (bytes + self->at - 1 - header),
                 bytes + self->at + PANTAU_AEAD_NONCE, self->length - PANTAU_AEAD_NONCE, plain);
  pantau_secret_wipe (secret, sizeof secret);
  if (!ok)
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("a part of the courier file was changed on its way"));
  content = g_bytes_new_take (g_steal_pointer (&plain), plain_length);

  return read_content (content, error);
}

PantauContent *
pantau_parcel_open (PantauParcel *self, PantauKeypair *key, GError **error)
{
  return open_parcel (self, key, NULL, error);
}

PantauContent *
pantau_parcel_open_invited (PantauParcel *self, const PantauInvite *invite, GError **error)
{
  return open_parcel (self, NULL, invite, error);
}
