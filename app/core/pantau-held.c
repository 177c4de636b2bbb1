/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a province holds of one device, signed. Both sides write and read it by this file. */

#include "config.h"

#include "pantau-held.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-entry.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-signed.h"

PantauHeld *
pantau_held_new (void)
{
  PantauHeld *self = g_new0 (PantauHeld, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (PantauHeldEntry));
  self->hashes = g_ptr_array_new_with_free_func (g_free);
  self->wanted = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
pantau_held_free (PantauHeld *self)
{
  g_array_unref (self->entries);
  g_ptr_array_unref (self->hashes);
  g_ptr_array_unref (self->wanted);
  g_free (self->wanted_next);
  g_free (self->epoch);
  g_free (self->time);
  g_free (self->digest);
  g_free (self);
}

int
pantau_held_compare (const PantauHeldEntry *a, const PantauHeldEntry *b)
{
  if (a->seq != b->seq)
    return a->seq < b->seq ? -1 : 1;

  return strcmp (a->id, b->id);
}

void
pantau_held_digest_add (PantauSha256 *digest, const PantauHeldEntry *entry)
{
  guint64 number = GUINT64_TO_BE ((guint64) entry->seq);
  guint8 id[PANTAU_SHA256_SIZE] = { 0 };

  pantau_unhex (entry->id, id, sizeof id);
  pantau_sha256_update (digest, &number, sizeof number);
  pantau_sha256_update (digest, id, sizeof id);
}

/* Later than the rest, and only where there is any: who does not know these members lacks nothing. */
static void
add_wanted (const PantauHeld *self, JsonObject *content)
{
  JsonArray *wanted;

  if (self->wants)
    json_object_set_boolean_member (content, "wants", TRUE);
  if (self->wanted->len > 0)
    {
      wanted = json_array_new ();
      for (guint i = 0; i < self->wanted->len; i++)
        json_array_add_string_element (wanted, g_ptr_array_index (self->wanted, i));
      json_object_set_array_member (content, "wanted", wanted);
    }
  if (self->wanted_next != NULL)
    json_object_set_string_member (content, "wanted_next", self->wanted_next);
}

char *
pantau_held_seal (const PantauHeld *self,
                  PantauKeypair *province,
                  const char *device,
                  const char *nonce)
{
  g_autoptr (JsonObject) content = json_object_new ();
  JsonArray *entries = json_array_new (), *hashes = json_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      const PantauHeldEntry *entry = &g_array_index (self->entries, PantauHeldEntry, i);
      JsonArray *pair = json_array_new ();

      json_array_add_int_element (pair, entry->seq);
      json_array_add_string_element (pair, entry->id);
      json_array_add_array_element (entries, pair);
    }
  for (guint i = 0; i < self->hashes->len; i++)
    json_array_add_string_element (hashes, g_ptr_array_index (self->hashes, i));

  json_object_set_int_member (content, "v", 1);
  json_object_set_string_member (content, "province", pantau_keypair_get_name (province));
  json_object_set_string_member (content, "epoch", self->epoch);
  json_object_set_string_member (content, "time", self->time);
  json_object_set_string_member (content, "nonce", nonce);
  json_object_set_string_member (content, "device", device);
  json_object_set_int_member (content, "count", self->count);
  json_object_set_int_member (content, "last", self->last);
  json_object_set_string_member (content, "digest", self->digest);
  json_object_set_int_member (content, "files", self->files);
  json_object_set_boolean_member (content, "more", self->more);
  json_object_set_array_member (content, "entries", entries);
  json_object_set_array_member (content, "hashes", hashes);

  add_wanted (self, content);

  return pantau_signed_seal (province, PANTAU_PURPOSE_HELD, content);
}

static gboolean
read_entry (JsonArray *pair, PantauHeldEntry *entry)
{
  JsonNode *seq, *id;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return FALSE;
  seq = json_array_get_element (pair, 0);
  id = json_array_get_element (pair, 1);
  if (!JSON_NODE_HOLDS_VALUE (seq) || json_node_get_value_type (seq) != G_TYPE_INT64 ||
      !JSON_NODE_HOLDS_VALUE (id) || json_node_get_value_type (id) != G_TYPE_STRING ||
      !pantau_is_hash (json_node_get_string (id)))
    return FALSE;

  entry->seq = json_node_get_int (seq);
  g_strlcpy (entry->id, json_node_get_string (id), sizeof entry->id);

  return entry->seq >= 1;
}

/* In their order, so that none is named twice and a reader can walk along its own. */
static gboolean
read_entries (PantauHeld *self, JsonArray *array)
{
  if (array == NULL || json_array_get_length (array) > PANTAU_HELD_LIMIT)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      PantauHeldEntry entry;

      if (!JSON_NODE_HOLDS_ARRAY (node) || !read_entry (json_node_get_array (node), &entry) ||
          entry.seq > self->last ||
          (i > 0 && pantau_held_compare (&g_array_index (self->entries, PantauHeldEntry, i - 1),
                                         &entry) >= 0))
        return FALSE;
      g_array_append_val (self->entries, entry);
    }

  return (gint64) self->entries->len <= self->count;
}

static gboolean
read_hashes (GPtrArray *hashes, JsonArray *array)
{
  if (array == NULL || json_array_get_length (array) > PANTAU_HELD_LIMIT)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *hash = pantau_json_string_at (array, i);

      if (hash == NULL || !pantau_is_hash (hash) ||
          (i > 0 && strcmp (g_ptr_array_index (hashes, i - 1), hash) >= 0))
        return FALSE;
      g_ptr_array_add (hashes, g_strdup (hash));
    }

  return TRUE;
}

/* What an older province does not say is none. A way on leads forwards, or one would ask for ever. */
static gboolean
read_wanted (PantauHeld *self, JsonObject *content)
{
  const char *next = pantau_json_string (content, "wanted_next");
  const char *last;

  self->wants = pantau_json_boolean (content, "wants");
  if (json_object_has_member (content, "wanted") &&
      !read_hashes (self->wanted, pantau_json_array (content, "wanted")))
    return FALSE;
  if (next == NULL)
    return TRUE;
  last = self->wanted->len > 0 ? g_ptr_array_index (self->wanted, self->wanted->len - 1) : "";
  self->wanted_next = g_strdup (next);

  return pantau_is_hash (next) && strcmp (next, last) >= 0;
}

static gboolean
read_content (PantauHeld *self, JsonObject *content)
{
  const char *epoch = pantau_json_string (content, "epoch"),
             *time = pantau_json_string (content, "time"),
             *digest = pantau_json_string (content, "digest");

  self->count = pantau_json_integer (content, "count", -1);
  self->last = pantau_json_integer (content, "last", -1);
  self->files = pantau_json_integer (content, "files", -1);
  self->more = pantau_json_boolean (content, "more");
  if (pantau_json_integer (content, "v", 0) != 1 || epoch == NULL || *epoch == '\0' ||
      !pantau_entry_time_is_valid (time) || digest == NULL || !pantau_is_hash (digest) ||
      self->count < 0 || self->files < 0 || self->last < 0 ||
      (self->count == 0) != (self->last == 0))
    return FALSE;
  self->epoch = g_strdup (epoch);
  self->time = g_strdup (time);
  self->digest = g_strdup (digest);

  return read_entries (self, pantau_json_array (content, "entries")) &&
         read_hashes (self->hashes, pantau_json_array (content, "hashes")) &&
         (gint64) self->hashes->len <= self->files && read_wanted (self, content) &&
         (self->entries->len == 0 || self->hashes->len == 0);
}

PantauHeld *
pantau_held_open (const char *province,
                  const char *device,
                  const char *nonce,
                  const char *bytes,
                  gsize length,
                  GError **error)
{
  g_autoptr (JsonObject) content =
      pantau_signed_open (province, PANTAU_PURPOSE_HELD, bytes, length, NULL, NULL, error);
  g_autoptr (PantauHeld) self = pantau_held_new ();

  if (content == NULL)
    return NULL;
  if (g_strcmp0 (pantau_json_string (content, "province"), province) != 0 ||
      g_strcmp0 (pantau_json_string (content, "device"), device) != 0 ||
      !pantau_secret_equal (nonce, pantau_json_string (content, "nonce")))
    return pantau_throw_null (
        error, PANTAU_ERROR_SIGNATURE,
        _ ("the province's statement on what it holds answers another request; it proves nothing"));
  if (!read_content (self, content))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the province's statement on what it holds contradicts itself"));

  return g_steal_pointer (&self);
}
