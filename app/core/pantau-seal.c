/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Envelopes.
 *
 *   "pantau-envelope-1\n"
 *   how many recipients, 2 bytes, most significant first
 *   for each, sorted by id: 8 bytes id of its key, 80 bytes crypto_box_seal of the file key
 *   24 bytes nonce
 *   XChaCha20-Poly1305 of the padded content under the file key, vouching for all that stands before the nonce, and for the
 *   record, person and ordinal
 */

#include "config.h"

#include "pantau-seal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-seal-private.h"

#define MAGIC           "pantau-envelope-1\n"
#define MAGIC_LENGTH    (sizeof MAGIC - 1)
#define ANY_MAGIC       "pantau-envelope-"
#define BOX_SIZE        (PANTAU_AEAD_KEY_SIZE + PANTAU_BOX_OVERHEAD)
#define RECIPIENT       (PANTAU_BOX_ID_SIZE + BOX_SIZE)
#define MOST_RECIPIENTS (PANTAU_ROSTER_MAX_OFFICERS + 1)
#define PADDED_LIMIT    (8 * 1024 * 1024)

G_STATIC_ASSERT (MAGIC_LENGTH + 2 + MOST_RECIPIENTS * RECIPIENT <= PANTAU_SEAL_HEAD_LIMIT);
G_STATIC_ASSERT (PANTAU_SEAL_HEAD_LIMIT + PANTAU_AEAD_NONCE + PANTAU_AEAD_OVERHEAD + PADDED_LIMIT <=
                 PANTAU_SEAL_LIMIT + PANTAU_AEAD_NONCE + PANTAU_AEAD_OVERHEAD);

/* An envelope taken apart; everything points into its bytes. */
typedef struct
{
  const guint8 *bytes;
  gsize head; /* length of what stands before the nonce */
  guint n;
  const guint8 *recipients;
} Head;

PantauWrap *
pantau_wrap_new (const char *key, const char *box)
{
  guint8 id[PANTAU_BOX_ID_SIZE];
  g_autofree guint8 *bytes = NULL;
  PantauWrap *self;
  gsize length;

  if (!pantau_unhex (key, id, sizeof id) || box == NULL || strlen (box) > 2 * BOX_SIZE)
    return NULL;
  bytes = g_base64_decode (box, &length);
  if (length != BOX_SIZE)
    return NULL;

  self = g_new0 (PantauWrap, 1);
  memcpy (self->key, key, sizeof self->key);
  self->box = g_strdup (box);

  return self;
}

void
pantau_wrap_free (PantauWrap *self)
{
  g_free (self->box);
  g_free (self);
}

static gboolean
cut_short (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("this envelope is cut short; please fetch it again"));
}

static gboolean
read_head (GBytes *envelope, Head *head, GError **error)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (envelope, &length);

  if (length < MAGIC_LENGTH)
    return length > 0 && memcmp (bytes, MAGIC, length) == 0
               ? cut_short (error)
               : pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("this is no sealed envelope"));
  if (memcmp (bytes, MAGIC, MAGIC_LENGTH) != 0)
    return memcmp (bytes, ANY_MAGIC, strlen (ANY_MAGIC)) == 0
               ? pantau_throw (error, PANTAU_ERROR_NEWER,
                               _ ("this envelope was sealed by a newer Pantau"))
               : pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("this is no sealed envelope"));
  if (length < MAGIC_LENGTH + 2)
    return cut_short (error);

  head->bytes = bytes;
  head->n = (guint) (bytes[MAGIC_LENGTH] << 8 | bytes[MAGIC_LENGTH + 1]);
  head->recipients = bytes + MAGIC_LENGTH + 2;
  head->head = MAGIC_LENGTH + 2 + (gsize) head->n * RECIPIENT;
  if (head->n == 0 || head->n > MOST_RECIPIENTS)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the envelope does not say whom it is for"));

  return head->head <= length || cut_short (error);
}

/* What the cipher vouches for besides the content. (transfer full) */
static GByteArray *
associated_data (
    const guint8 *head, gsize length, const char *record, const char *person, guint ordinal)
{
  GByteArray *data = g_byte_array_sized_new ((guint) length + 64);
  g_autofree char *binding = g_strdup_printf ("\n%s\n%s\n%u\n", record, person, ordinal);

  g_byte_array_append (data, head, (guint) length);
  g_byte_array_append (data, (const guint8 *) binding, (guint) strlen (binding));

  return data;
}

typedef struct
{
  guint8 id[PANTAU_BOX_ID_SIZE];
  const char *seal;
} Recipient;

static int
compare_recipients (gconstpointer a, gconstpointer b)
{
  return memcmp (((const Recipient *) a)->id, ((const Recipient *) b)->id, PANTAU_BOX_ID_SIZE);
}

/* Each key once, since one person may stand on the roster for two regions. */
static void
add_recipient (GArray *recipients, const char *seal)
{
  Recipient recipient = { .seal = seal };

  for (guint i = 0; i < recipients->len; i++)
    if (g_str_equal (g_array_index (recipients, Recipient, i).seal, seal))
      return;
  if (pantau_box_id (seal, recipient.id))
    g_array_append_val (recipients, recipient);
}

/* Everything before the nonce. NULL where a key cannot be sealed to. */
static GByteArray *
write_head (PantauRoster *roster, const char *region, const guint8 *file_key)
{
  g_autofree char *now = pantau_home_now ();
  g_autofree char *today = g_strndup (now, strlen ("YYYY-MM-DD"));
  g_autoptr (GPtrArray) officers = pantau_roster_for_region (roster, region, today);
  g_autoptr (GArray) recipients = g_array_new (FALSE, FALSE, sizeof (Recipient));
  g_autoptr (GByteArray) head = g_byte_array_new ();
  guint8 count[2];

  add_recipient (recipients, pantau_roster_get_recovery (roster)->seal);
  for (guint i = 0; i < officers->len; i++)
    add_recipient (recipients, ((PantauOfficer *) g_ptr_array_index (officers, i))->seal);
  g_array_sort (recipients, compare_recipients);

  count[0] = (guint8) (recipients->len >> 8);
  count[1] = (guint8) recipients->len;
  g_byte_array_append (head, (const guint8 *) MAGIC, MAGIC_LENGTH);
  g_byte_array_append (head, count, sizeof count);
  for (guint i = 0; i < recipients->len; i++)
    {
      const Recipient *recipient = &g_array_index (recipients, Recipient, i);
      guint8 box[BOX_SIZE];

      if (!pantau_box_seal (recipient->seal, file_key, PANTAU_AEAD_KEY_SIZE, box))
        return NULL;
      g_byte_array_append (head, recipient->id, PANTAU_BOX_ID_SIZE);
      g_byte_array_append (head, box, sizeof box);
    }

  return g_steal_pointer (&head);
}

GBytes *
pantau_seal (PantauIdentity *identity,
             const char *record,
             const char *person,
             guint ordinal,
             PantauRoster *roster,
             const char *region,
             GError **error)
{
  g_autoptr (GByteArray) envelope = NULL;
  g_autoptr (GByteArray) ad = NULL;
  guint8 *content, nonce[PANTAU_AEAD_NONCE];
  guint8 *file_key;
  gsize length;
  guint start;

  g_return_val_if_fail (pantau_identity_is_person (person), NULL);
  g_return_val_if_fail (ordinal >= 1 && ordinal <= PANTAU_IDENTITY_MAX_ORDINAL, NULL);

  if (pantau_identity_is_empty (identity))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("nothing was written about this person"));
  content = pantau_seal_content_new (identity, record, person, ordinal, &length, error);
  if (content == NULL)
    return NULL;

  file_key = pantau_secret_new (PANTAU_AEAD_KEY_SIZE);
  pantau_random_bytes (file_key, PANTAU_AEAD_KEY_SIZE);
  pantau_random_bytes (nonce, sizeof nonce);
  envelope = write_head (roster, region, file_key);
  if (envelope != NULL)
    {
      ad = associated_data (envelope->data, envelope->len, record, person, ordinal);
      g_byte_array_append (envelope, nonce, sizeof nonce);
      start = envelope->len;
      g_byte_array_set_size (envelope, start + (guint) length + PANTAU_AEAD_OVERHEAD);
      pantau_aead_seal (file_key, nonce, ad->data, ad->len, content, length,
                        envelope->data + start);
    }
  pantau_secret_free (file_key);
  pantau_secret_free (content);

  return envelope != NULL
             ? g_byte_array_free_to_bytes (g_steal_pointer (&envelope))
             : pantau_throw_null (error, PANTAU_ERROR_INVALID,
                                  _ ("the list of identity officers has a key that nothing can be "
                                     "sealed to"));
}

static gboolean
open_box (PantauBoxKey *key, const guint8 *box, guint8 *file_key, GError **error)
{
  return pantau_box_open (key, box, BOX_SIZE, file_key) ||
         pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                       _ ("this envelope was changed after it was sealed"));
}

/* The file key in memory for secrets. */
static guint8 *
open_file_key (const Head *head, GPtrArray *wraps, PantauBoxKey *key, GError **error)
{
  guint8 *file_key = pantau_secret_new (PANTAU_AEAD_KEY_SIZE);
  guint8 id[PANTAU_BOX_ID_SIZE] = { 0 };
  g_autoptr (GError) local_error = NULL;
  g_autofree char *hex = NULL;

  pantau_box_id (pantau_box_key_get_name (key), id);
  hex = pantau_hex (id, sizeof id);

  for (guint i = 0; i < head->n; i++)
    {
      const guint8 *recipient = head->recipients + i * RECIPIENT;

      if (memcmp (recipient, id, sizeof id) != 0)
        continue;
      if (open_box (key, recipient + sizeof id, file_key, &local_error))
        return file_key;
      break;
    }

  /* Anybody may write a wrap that is none: the next may be one. */
  for (guint i = 0; wraps != NULL && i < wraps->len; i++)
    {
      const PantauWrap *wrap = g_ptr_array_index (wraps, i);
      g_autofree guint8 *box = NULL;
      gsize length;

      if (!g_str_equal (wrap->key, hex))
        continue;
      box = g_base64_decode (wrap->box, &length);
      g_clear_error (&local_error);
      if (length == BOX_SIZE && open_box (key, box, file_key, &local_error))
        return file_key;
    }

  pantau_secret_free (file_key);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                  _ ("this envelope is sealed to other keys than the one that is here; an officer "
                     "who can open it, or the keeper of the recovery key, can seal it to this one "
                     "too"));

  return NULL;
}

PantauIdentity *
pantau_seal_open (GBytes *bytes,
                  GPtrArray *wraps,
                  PantauBoxKey *key,
                  const char *record,
                  const char *person,
                  guint ordinal,
                  GError **error)
{
  PantauIdentity *identity = NULL;
  g_autoptr (GByteArray) ad = NULL;
  guint8 *file_key, *content;
  const guint8 *nonce;
  gsize length = g_bytes_get_size (bytes), padded;
  Head head;

  if (!read_head (bytes, &head, error))
    return NULL;

  /* Of a power of two is left where nothing is missing at the end. */
  padded = length - head.head;
  padded -= MIN (padded, PANTAU_AEAD_NONCE + PANTAU_AEAD_OVERHEAD);
  if (padded < PANTAU_SEAL_SMALLEST || padded > PADDED_LIMIT || (padded & (padded - 1)) != 0)
    {
      cut_short (error);
      return NULL;
    }

  file_key = open_file_key (&head, wraps, key, error);
  if (file_key == NULL)
    return NULL;

  nonce = head.bytes + head.head;
  ad = associated_data (head.bytes, head.head, record, person, ordinal);
  content = pantau_secret_new (padded);
  if (pantau_aead_open (file_key, nonce, ad->data, ad->len, nonce + PANTAU_AEAD_NONCE,
                        padded + PANTAU_AEAD_OVERHEAD, content))
    identity = pantau_seal_content_read (content, padded, record, person, ordinal, error);
  else
    pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                  _ ("this envelope was changed, or it was made for another person or another "
                     "record"));
  pantau_secret_free (content);
  pantau_secret_free (file_key);

  return identity;
}

GStrv
pantau_seal_recipients (GBytes *bytes, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  Head head;

  if (!read_head (bytes, &head, error))
    return NULL;
  for (guint i = 0; i < head.n; i++)
    {
      g_autofree char *hex = pantau_hex (head.recipients + i * RECIPIENT, PANTAU_BOX_ID_SIZE);

      g_strv_builder_add (ids, hex);
    }

  return g_strv_builder_end (ids);
}

gboolean
pantau_seal_is_for (const char *const *recipients, GPtrArray *wraps, const char *seal)
{
  guint8 id[PANTAU_BOX_ID_SIZE];
  g_autofree char *hex = NULL;

  if (!pantau_box_id (seal, id))
    return FALSE;
  hex = pantau_hex (id, sizeof id);
  if (recipients != NULL && g_strv_contains (recipients, hex))
    return TRUE;
  for (guint i = 0; wraps != NULL && i < wraps->len; i++)
    if (g_str_equal (((const PantauWrap *) g_ptr_array_index (wraps, i))->key, hex))
      return TRUE;

  return FALSE;
}

GBytes *
pantau_seal_head (GBytes *bytes, GError **error)
{
  Head head;

  return read_head (bytes, &head, error) ? g_bytes_new_from_bytes (bytes, 0, head.head) : NULL;
}

PantauWrap *
pantau_seal_wrap (
    GBytes *bytes, GPtrArray *wraps, PantauBoxKey *key, const char *officer_seal, GError **error)
{
  guint8 id[PANTAU_BOX_ID_SIZE], box[BOX_SIZE], *file_key;
  g_autofree char *hex = NULL, *base64 = NULL;
  gboolean ok;
  Head head;

  if (!read_head (bytes, &head, error))
    return NULL;
  file_key = open_file_key (&head, wraps, key, error);
  if (file_key == NULL)
    return NULL;

  ok = pantau_box_id (officer_seal, id) &&
       pantau_box_seal (officer_seal, file_key, PANTAU_AEAD_KEY_SIZE, box);
  pantau_secret_free (file_key);
  if (!ok)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("this is no key that can be sealed to"));

  hex = pantau_hex (id, sizeof id);
  base64 = g_base64_encode (box, sizeof box);

  return pantau_wrap_new (hex, base64);
}
