/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Receipts and heads: what the province signs about lines that it holds. */

#include "config.h"

#include "pantau-receipt.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-signed.h"

static void
line_clear (gpointer data)
{
  PantauReceiptLine *line = data;

  g_free (line->id);
  g_free (line->reason);
}

PantauReceipt *
pantau_receipt_new (void)
{
  PantauReceipt *self = g_new0 (PantauReceipt, 1);

  self->lines = g_array_new (FALSE, TRUE, sizeof (PantauReceiptLine));
  g_array_set_clear_func (self->lines, line_clear);

  return self;
}

void
pantau_receipt_free (PantauReceipt *self)
{
  g_free (self->province);
  g_free (self->epoch);
  g_free (self->time);
  g_free (self->nonce);
  g_free (self->head);
  g_array_unref (self->lines);
  g_free (self->text);
  g_free (self->signature);
  g_free (self);
}

void
pantau_receipt_add (
    PantauReceipt *self, PantauFate fate, const char *id, gint64 index, const char *reason)
{
  PantauReceiptLine line = { fate, g_strdup (id), index, g_strdup (reason) };

  g_array_append_val (self->lines, line);
}

/* SHA-256 over the ids (32 bytes each) of every line that was stored, in the order of the batch. */
static char *
hash_ids (GArray *lines)
{
  PantauSha256 *hash = pantau_sha256_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      PantauReceiptLine *line = &g_array_index (lines, PantauReceiptLine, i);
      guint8 id[PANTAU_SHA256_SIZE];

      if (line->fate != PANTAU_FATE_REFUSED && pantau_unhex (line->id, id, sizeof id))
        pantau_sha256_update (hash, id, sizeof id);
    }

  return pantau_sha256_end (hash);
}

static void
add_triple (JsonArray *runs, gint64 position, gint64 index, gint64 count)
{
  JsonArray *run = json_array_new ();

  json_array_add_int_element (run, position);
  json_array_add_int_element (run, index);
  json_array_add_int_element (run, count);
  json_array_add_array_element (runs, run);
}

/* Numbers as runs [position, index, count]: a fresh batch has one, whatever its length. */
static JsonArray *
number_runs (GArray *lines)
{
  JsonArray *runs = json_array_new ();
  gint64 position = 0, index = 0, count = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      PantauReceiptLine *line = &g_array_index (lines, PantauReceiptLine, i);

      if (line->fate == PANTAU_FATE_REFUSED)
        continue;

      if (count > 0 && position + count == i && index + count == line->index)
        {
          count++;
          continue;
        }
      if (count > 0)
        add_triple (runs, position, index, count);
      position = i;
      index = line->index;
      count = 1;
    }
  if (count > 0)
    add_triple (runs, position, index, count);

  return runs;
}

static JsonArray *
lines_of_fate (GArray *lines, PantauFate fate)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      PantauReceiptLine *line = &g_array_index (lines, PantauReceiptLine, i);
      JsonObject *object;

      if (line->fate != fate)
        continue;
      object = json_object_new ();
      json_object_set_int_member (object, "at", i);
      json_object_set_string_member (object, "reason", line->reason);
      json_array_add_object_element (array, object);
    }

  return array;
}

char *
pantau_receipt_seal (PantauReceipt *self, PantauKeypair *province)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *accepted = hash_ids (self->lines);

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "province", pantau_keypair_get_name (province));
  json_object_set_string_member (object, "epoch", self->epoch);
  json_object_set_string_member (object, "time", self->time);
  json_object_set_string_member (object, "nonce", self->nonce);
  json_object_set_int_member (object, "index", self->index);
  json_object_set_string_member (object, "head", self->head);
  json_object_set_int_member (object, "count", self->lines->len);
  json_object_set_string_member (object, "accepted", accepted);
  json_object_set_array_member (object, "numbers", number_runs (self->lines));
  json_object_set_array_member (object, "quarantined",
                                lines_of_fate (self->lines, PANTAU_FATE_QUARANTINED));
  json_object_set_array_member (object, "refused",
                                lines_of_fate (self->lines, PANTAU_FATE_REFUSED));

  return pantau_signed_seal (province, PANTAU_PURPOSE_RECEIPT, object);
}

static gboolean
wrong (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the province's receipt is not well-formed"));
}

static gboolean
read_fates (
    PantauReceipt *self, JsonObject *object, const char *name, PantauFate fate, GError **error)
{
  JsonArray *array = pantau_json_array (object, name);

  if (array == NULL)
    return wrong (error);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *element = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 at = pantau_json_integer (element, "at", -1);
      const char *reason = pantau_json_string (element, "reason");
      PantauReceiptLine *line;

      if (at < 0 || at >= self->lines->len || reason == NULL)
        return wrong (error);
      line = &g_array_index (self->lines, PantauReceiptLine, at);
      if (line->fate != PANTAU_FATE_ACCEPTED)
        return wrong (error);
      line->fate = fate;
      line->reason = g_strdup (reason);
    }

  return TRUE;
}

static gboolean
read_numbers (PantauReceipt *self, JsonObject *object, GError **error)
{
  JsonArray *runs = pantau_json_array (object, "numbers");

  if (runs == NULL)
    return wrong (error);

  for (guint i = 0; i < json_array_get_length (runs); i++)
    {
      JsonNode *node = json_array_get_element (runs, i);
      JsonArray *run = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      gint64 position, index, count;

      if (run == NULL || json_array_get_length (run) != 3)
        return wrong (error);
      for (guint j = 0; j < 3; j++)
        if (json_node_get_value_type (json_array_get_element (run, j)) != G_TYPE_INT64)
          return wrong (error);

      position = json_array_get_int_element (run, 0);
      index = json_array_get_int_element (run, 1);
      count = json_array_get_int_element (run, 2);
      if (position < 0 || index < 1 || count < 1 || count > self->lines->len ||
          position > self->lines->len - count || index + count - 1 > self->index)
        return wrong (error);
      for (gint64 k = 0; k < count; k++)
        {
          PantauReceiptLine *line = &g_array_index (self->lines, PantauReceiptLine, position + k);

          if (line->index != 0)
            return wrong (error);
          line->index = index + k;
        }
    }

  for (guint i = 0; i < self->lines->len; i++)
    {
      PantauReceiptLine *line = &g_array_index (self->lines, PantauReceiptLine, i);

      if ((line->index == 0) != (line->fate == PANTAU_FATE_REFUSED))
        return wrong (error);
    }

  return TRUE;
}

/* @nonce (nullable): whichever it has. */
static PantauReceipt *
open_receipt (const char *province,
              const char *nonce,
              const char *const *ids,
              gsize n,
              const char *bytes,
              gsize length,
              GError **error)
{
  g_autoptr (PantauReceipt) self = pantau_receipt_new ();
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *accepted = NULL;

  object = pantau_signed_open (province, PANTAU_PURPOSE_RECEIPT, bytes, length, &self->text,
                               &self->signature, error);
  if (object == NULL)
    return NULL;

  self->province = g_strdup (pantau_json_string (object, "province"));
  self->epoch = g_strdup (pantau_json_string (object, "epoch"));
  self->time = g_strdup (pantau_json_string (object, "time"));
  self->nonce = g_strdup (pantau_json_string (object, "nonce"));
  self->index = pantau_json_integer (object, "index", -1);
  self->head = g_strdup (pantau_json_string (object, "head"));

  if (g_strcmp0 (self->province, province) != 0 || self->epoch == NULL || self->time == NULL ||
      self->nonce == NULL || self->index < 0 || !pantau_is_hash (self->head))
    {
      wrong (error);
      return NULL;
    }

  if (nonce != NULL && !pantau_secret_equal (self->nonce, nonce))
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("the receipt answers another request; it proves nothing"));

  for (gsize i = 0; i < n; i++)
    pantau_receipt_add (self, PANTAU_FATE_ACCEPTED, ids[i], 0, NULL);
  if (pantau_json_integer (object, "count", -1) != (gint64) n)
    {
      wrong (error);
      return NULL;
    }

  if (!read_fates (self, object, "quarantined", PANTAU_FATE_QUARANTINED, error) ||
      !read_fates (self, object, "refused", PANTAU_FATE_REFUSED, error) ||
      !read_numbers (self, object, error))
    return NULL;

  accepted = hash_ids (self->lines);
  if (!pantau_secret_equal (accepted, pantau_json_string (object, "accepted")))
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("the receipt is for other lines than ours"));

  return g_steal_pointer (&self);
}

PantauReceipt *
pantau_receipt_open (const char *province,
                     const char *nonce,
                     const char *const *ids,
                     gsize n,
                     const char *bytes,
                     gsize length,
                     GError **error)
{
  g_return_val_if_fail (nonce != NULL, NULL);

  return open_receipt (province, nonce, ids, n, bytes, length, error);
}

PantauReceipt *
pantau_receipt_open_carried (const char *province,
                             const char *const *ids,
                             gsize n,
                             const char *bytes,
                             gsize length,
                             GError **error)
{
  return open_receipt (province, NULL, ids, n, bytes, length, error);
}

void
pantau_head_free (PantauHead *self)
{
  g_free (self->province);
  g_free (self->epoch);
  g_free (self->time);
  g_free (self->head);
  g_free (self->text);
  g_free (self->signature);
  g_free (self);
}

char *
pantau_head_seal (const PantauHead *self, PantauKeypair *province)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "province", pantau_keypair_get_name (province));
  json_object_set_string_member (object, "epoch", self->epoch);
  json_object_set_string_member (object, "time", self->time);
  json_object_set_int_member (object, "index", self->index);
  json_object_set_string_member (object, "head", self->head);

  return pantau_signed_seal (province, PANTAU_PURPOSE_HEAD, object);
}

PantauHead *
pantau_head_open (const char *province, const char *bytes, gsize length, GError **error)
{
  g_autoptr (PantauHead) self = g_new0 (PantauHead, 1);
  g_autoptr (JsonObject) object = NULL;

  object = pantau_signed_open (province, PANTAU_PURPOSE_HEAD, bytes, length, &self->text,
                               &self->signature, error);
  if (object == NULL)
    return NULL;

  self->province = g_strdup (pantau_json_string (object, "province"));
  self->epoch = g_strdup (pantau_json_string (object, "epoch"));
  self->time = g_strdup (pantau_json_string (object, "time"));
  self->index = pantau_json_integer (object, "index", -1);
  self->head = g_strdup (pantau_json_string (object, "head"));
  if (g_strcmp0 (self->province, province) != 0 || self->epoch == NULL || self->time == NULL ||
      self->index < 0 || !pantau_is_hash (self->head))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the province's signed head is not well-formed"));

  return g_steal_pointer (&self);
}

void
pantau_head_extend (guint8 head[PANTAU_SHA256_SIZE], const char *id)
{
  guint8 both[2 * PANTAU_SHA256_SIZE];

  memcpy (both, head, PANTAU_SHA256_SIZE);
  if (!pantau_unhex (id, both + PANTAU_SHA256_SIZE, PANTAU_SHA256_SIZE))
    g_return_if_reached ();
  pantau_sha256 (both, sizeof both, head);
}
