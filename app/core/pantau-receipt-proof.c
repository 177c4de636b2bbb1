/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Receipts for others than who asked for them; see pantau-receipt-proof.h. */

#include "config.h"

#include "pantau-receipt-proof.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"

/* The ids that a receipt covers, in the order of its push: positions lead to numbers, and numbers to lines. NULL where one is not here. */
static JsonArray *
collect_ids (PantauDb *db, gint64 epoch, JsonObject *content)
{
  JsonArray *runs = pantau_json_array (content, "numbers");
  g_autoptr (JsonArray) ids = json_array_new ();
  PantauSha256 *sum = pantau_sha256_new ();
  g_autofree char *found = NULL;
  gboolean whole = runs != NULL;

  for (guint i = 0; whole && i < json_array_get_length (runs); i++)
    {
      JsonArray *run = json_array_get_array_element (runs, i);
      gint64 index = json_array_get_int_element (run, 1),
             count = json_array_get_int_element (run, 2);
      PantauStmt *stmt =
          pantau_db_query (db,
                           "SELECT e.id FROM number JOIN entry AS e ON e.n = number.entry "
                           "WHERE epoch = ?1 AND idx >= ?2 AND idx < ?2 + ?3 ORDER BY idx",
                           "iii", epoch, index, count);
      gint64 n = 0;

      while (pantau_stmt_next (stmt))
        {
          g_autofree char *id = pantau_stmt_hex (stmt, 0);
          guint8 bytes[PANTAU_SHA256_SIZE];

          if (pantau_unhex (id, bytes, sizeof bytes))
            pantau_sha256_update (sum, bytes, sizeof bytes);
          json_array_add_string_element (ids, id);
          n++;
        }
      whole = pantau_stmt_finish (stmt, NULL) && n == count;
    }
  found = pantau_sha256_end (sum);

  return whole && g_strcmp0 (found, pantau_json_string (content, "accepted")) == 0
             ? g_steal_pointer (&ids)
             : NULL;
}

char *
pantau_receipt_proof_make (PantauDb *db, gint64 receipt, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT epoch, signature, text FROM receipt WHERE n = ?1", "i", receipt);
  g_autofree char *signature = NULL, *text = NULL;
  g_autoptr (JsonObject) content = NULL, object = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *ids;
  gint64 epoch = 0;

  if (pantau_stmt_next (stmt))
    {
      epoch = pantau_stmt_integer (stmt, 0);
      signature = g_strdup (pantau_stmt_text (stmt, 1));
      text = g_strdup (pantau_stmt_text (stmt, 2));
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  content = text != NULL ? pantau_json_parse_known (text, NULL) : NULL;
  ids = content != NULL ? collect_ids (db, epoch, content) : NULL;
  if (ids == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_array_member (object, "ids", ids);
  json_object_set_string_member (object, "signature", signature);
  json_object_set_string_member (object, "text", text);
  node = json_node_init_object (json_node_alloc (), object);

  return pantau_json_canonical (node);
}

static gboolean
is_signed (const char *const *keys, const char *text, const char *signature)
{
  if (text == NULL || signature == NULL || strlen (signature) != PANTAU_SIGNATURE_TEXT)
    return FALSE;
  for (guint i = 0; keys[i] != NULL; i++)
    if (pantau_key_verify (keys[i], PANTAU_PURPOSE_RECEIPT, text, strlen (text), signature))
      return TRUE;

  return FALSE;
}

/* Whether @ids are those that the receipt is for. */
static gboolean
is_for (JsonObject *content, JsonArray *ids)
{
  PantauSha256 *sum = pantau_sha256_new ();
  g_autofree char *accepted = NULL;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < json_array_get_length (ids); i++)
    {
      guint8 id[PANTAU_SHA256_SIZE] = { 0 };
      const char *text = pantau_json_string_at (ids, i);

      ok = text != NULL && pantau_is_hash (text) && pantau_unhex (text, id, sizeof id);
      pantau_sha256_update (sum, id, sizeof id);
    }
  accepted = pantau_sha256_end (sum);

  return ok && g_strcmp0 (accepted, pantau_json_string (content, "accepted")) == 0;
}

/* The province wrote it, so it is what a receipt is: positions that were put aside, as a set. (transfer full) */
static GHashTable *
read_aside (JsonObject *content)
{
  GHashTable *aside = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  JsonArray *array = pantau_json_array (content, "quarantined");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gint64 at = pantau_json_integer (json_array_get_object_element (array, i), "at", -1);

      g_hash_table_add (aside, g_memdup2 (&at, sizeof at));
    }

  return aside;
}

/* The position in the batch of each line that was stored goes along with its id. */
static GPtrArray *
choose (JsonObject *content, JsonArray *ids)
{
  g_autoptr (GHashTable) aside = read_aside (content);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_free);
  JsonArray *runs = pantau_json_array (content, "numbers");
  guint n = 0;

  for (guint i = 0; runs != NULL && i < json_array_get_length (runs); i++)
    {
      JsonArray *run = json_array_get_array_element (runs, i);
      gint64 at = json_array_get_int_element (run, 0), count = json_array_get_int_element (run, 2);

      for (gint64 k = at; k < at + count && n < json_array_get_length (ids); k++, n++)
        if (!g_hash_table_contains (aside, &k))
          g_ptr_array_add (chosen, g_strdup (pantau_json_string_at (ids, n)));
    }

  return g_steal_pointer (&chosen);
}

GPtrArray *
pantau_receipt_proof_read (
    const char *const *keys, const char *bytes, gsize length, gint64 *time, GError **error)
{
  g_autoptr (JsonObject) object =
      pantau_json_parse (bytes, length, PANTAU_RECEIPT_PROOF_LIMIT, error);
  g_autoptr (JsonObject) content = NULL;
  g_autoptr (GDateTime) when = NULL;
  const char *text = pantau_json_string (object, "text"), *said;
  JsonArray *ids = pantau_json_array (object, "ids");

  if (object == NULL)
    return NULL;
  if (ids == NULL || !is_signed (keys, text, pantau_json_string (object, "signature")))
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("this is no receipt of the province"));
  content = pantau_json_parse (text, strlen (text), PANTAU_RECEIPT_PROOF_LIMIT, error);
  if (content == NULL)
    return NULL;
  said = pantau_json_string (content, "time");
  when = said != NULL ? g_date_time_new_from_iso8601 (said, NULL) : NULL;
  if (when == NULL || !is_for (content, ids))
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("this is the receipt of other lines"));
  *time = g_date_time_to_unix (when);

  return choose (content, ids);
}
