/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files of this home the province does not have yet. */

#include "config.h"

#include "pantau-uploads.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-crypto.h"
#include "pantau-json.h"

/* The states by the names that the table has; append only. */
static const char *const state_names[] = {
  [PANTAU_UPLOAD_WAITING] = "waiting",
  [PANTAU_UPLOAD_SENT] = "sent",
  [PANTAU_UPLOAD_REFUSED] = "refused",
  [PANTAU_UPLOAD_MISSING] = "missing",
};

/* The largest of each class but the last, in bytes. */
static const goffset class_limits[] = { 64 * 1024, 1024 * 1024, 10 * 1024 * 1024 };

void
pantau_upload_free (PantauUpload *self)
{
  g_free (self->hash);
  g_free (self->record);
  g_free (self->url);
  g_free (self);
}

PantauUploadClass
pantau_upload_class (goffset size)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (class_limits) && size > class_limits[i])
    i++;

  return (PantauUploadClass) i;
}

goffset
pantau_upload_class_limit (PantauUploadClass upload_class)
{
  g_return_val_if_fail (upload_class < G_N_ELEMENTS (class_limits), G_MAXINT64);

  return class_limits[upload_class];
}

GPtrArray *
pantau_entry_get_blobs (const PantauEntry *entry)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) body = NULL;
  JsonArray *array;

  /* Most lines name none, and parsing is what costs. */
  if (entry->body == NULL || strstr (entry->body, "\"blobs\"") == NULL)
    return g_steal_pointer (&names);

  body = pantau_entry_parse_body (entry, NULL);
  array = body != NULL ? pantau_json_array (body, "blobs") : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (names->len < PANTAU_CHECK_MAX_BLOBS && pantau_is_hash (name) &&
          !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }

  return g_steal_pointer (&names);
}

static gboolean
note_one (PantauDb *db, PantauBlobs *blobs, const char *hash, gint64 n, GError **error)
{
  goffset size = pantau_blobs_get_size (blobs, hash);

  if (size < 0)
    return pantau_db_run (db, error,
                          "INSERT INTO upload (hash, entry, state) VALUES (?1, ?2, 'missing') "
                          "ON CONFLICT DO NOTHING",
                          "si", hash, n);

  return pantau_db_run (db, error,
                        "INSERT INTO upload (hash, entry, size, state) "
                        "VALUES (?1, ?2, ?3, 'waiting') ON CONFLICT DO NOTHING",
                        "sii", hash, n, (gint64) size);
}

gboolean
pantau_uploads_note (
    PantauDb *db, PantauBlobs *blobs, const PantauEntry *entry, gint64 n, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  /* It says who may have what another line brought, which need not be here. */
  if (g_str_equal (entry->type, PANTAU_TYPE_DISCLOSE))
    return TRUE;

  names = pantau_entry_get_blobs (entry);
  for (guint i = 0; i < names->len; i++)
    if (!note_one (db, blobs, g_ptr_array_index (names, i), n, error))
      return FALSE;

  return TRUE;
}

gboolean
pantau_uploads_offer_all (PantauDb *db, PantauBlobs *blobs, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt;

  if (!pantau_db_run (db, error,
                      "UPDATE upload SET state = 'waiting', url = NULL, offset = 0, reason = NULL "
                      "WHERE state IN ('waiting', 'sent', 'refused')",
                      ""))
    return FALSE;

  stmt =
      pantau_db_query (db,
                       "SELECT name.value, body.entry FROM body, "
                       "json_each (CASE WHEN body.json LIKE '%\"blobs\"%' THEN body.json END, "
                       "'$.blobs') AS name "
                       "WHERE name.type = 'text' AND name.value NOT IN (SELECT hash FROM upload)",
                       "");
  while (pantau_stmt_next (stmt))
    {
      gint64 row = pantau_stmt_integer (stmt, 1);

      g_ptr_array_add (names, g_strdup (pantau_stmt_text (stmt, 0)));
      g_array_append_val (rows, row);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  /* What nobody here wrote and nobody fetched is nobody's fault. */
  for (guint i = 0; i < names->len; i++)
    if (pantau_blobs_has (blobs, g_ptr_array_index (names, i)) &&
        !note_one (db, blobs, g_ptr_array_index (names, i), g_array_index (rows, gint64, i), error))
      return FALSE;

  return TRUE;
}

gboolean
pantau_uploads_offer (PantauDb *db, PantauBlobs *blobs, const char *hash, GError **error)
{
  gint64 n;

  if (!pantau_blobs_has (blobs, hash))
    return TRUE;
  if (!pantau_db_run (db, error,
                      "UPDATE upload SET state = 'waiting', url = NULL, offset = 0, reason = NULL "
                      "WHERE hash = ?1 AND state IN ('sent', 'refused')",
                      "s", hash) ||
      !pantau_db_integer (db, 0, &n, error,
                          "SELECT min (entry) FROM (SELECT entry FROM evidence WHERE hash = ?1 "
                          "UNION ALL SELECT entry FROM identity WHERE blob = ?1)",
                          "s", hash))
    return FALSE;

  return n == 0 || note_one (db, blobs, hash, n, error);
}

static gboolean
set_size (PantauDb *db, const char *hash, goffset size, GError **error)
{
  return size < 0
             ? pantau_db_run (db, error,
                              "UPDATE upload SET state = 'missing', size = NULL WHERE hash = ?1",
                              "s", hash)
             : pantau_db_run (db, error,
                              "UPDATE upload SET state = 'waiting', size = ?2 WHERE hash = ?1",
                              "si", hash, (gint64) size);
}

/* The disk says what is here; the table remembers it. */
static gboolean
look_again (PantauDb *db, PantauBlobs *blobs, GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt = pantau_db_query (
      db, "SELECT hash, size FROM upload WHERE state IN ('waiting', 'missing')", "");
  gboolean ok = TRUE;

  while (pantau_stmt_next (stmt))
    {
      goffset known = pantau_stmt_is_null (stmt, 1) ? -1 : pantau_stmt_integer (stmt, 1);

      if (pantau_blobs_get_size (blobs, pantau_stmt_text (stmt, 0)) != known)
        g_ptr_array_add (changed, g_strdup (pantau_stmt_text (stmt, 0)));
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  if (changed->len == 0)
    return TRUE;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  for (guint i = 0; ok && i < changed->len; i++)
    {
      const char *hash = g_ptr_array_index (changed, i);

      ok = set_size (db, hash, pantau_blobs_get_size (blobs, hash), error);
    }
  if (ok)
    return pantau_db_commit (db, error);
  pantau_db_rollback (db);

  return FALSE;
}

GPtrArray *
pantau_uploads_list (PantauDb *db, PantauBlobs *blobs, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_upload_free);
  PantauStmt *stmt;

  if (!look_again (db, blobs, error))
    return NULL;

  stmt = pantau_db_query (
      db,
      "SELECT hash, record, size, url, offset FROM "
      "(SELECT *, row_number () OVER (PARTITION BY class, record "
      "ORDER BY offset > 0 DESC, size, hash) AS turn FROM "
      "(SELECT hash, record, size, url, offset, (size > ?1) + (size > ?2) + (size > ?3) AS class "
      "FROM upload JOIN entry ON n = upload.entry WHERE state = 'waiting' "
      "AND upload.entry NOT IN (SELECT entry FROM unsent))) "
      "ORDER BY class, turn, offset > 0 DESC, size, hash",
      "iii", (gint64) class_limits[0], (gint64) class_limits[1], (gint64) class_limits[2]);
  while (pantau_stmt_next (stmt))
    {
      PantauUpload *upload = g_new0 (PantauUpload, 1);

      upload->hash = g_strdup (pantau_stmt_text (stmt, 0));
      upload->record = g_strdup (pantau_stmt_text (stmt, 1));
      upload->size = pantau_stmt_integer (stmt, 2);
      upload->url = g_strdup (pantau_stmt_text (stmt, 3));
      upload->offset = pantau_stmt_integer (stmt, 4);
      g_ptr_array_add (list, upload);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

gboolean
pantau_uploads_set_progress (
    PantauDb *db, const char *hash, const char *url, goffset offset, GError **error)
{
  return pantau_db_run (db, error, "UPDATE upload SET url = ?2, offset = ?3 WHERE hash = ?1", "ssi",
                        hash, url, (gint64) offset);
}

gboolean
pantau_uploads_set_state (
    PantauDb *db, const char *hash, PantauUploadState state, const char *reason, GError **error)
{
  return pantau_db_run (db, error,
                        "UPDATE upload SET state = ?2, reason = ?3, url = NULL, "
                        "size = CASE ?2 WHEN 'missing' THEN NULL ELSE size END, "
                        "offset = CASE ?2 WHEN 'sent' THEN size ELSE 0 END WHERE hash = ?1",
                        "sss", hash, state_names[state], reason);
}

gboolean
pantau_uploads_set_sent (PantauDb *db, const char *hash, const char *epoch, GError **error)
{
  return pantau_db_run (
      db, error,
      "UPDATE upload SET state = 'sent', reason = NULL, url = NULL, offset = size "
      "WHERE hash = ?1 AND size NOT NULL AND "
      "(SELECT value FROM setting WHERE name = 'epoch') IS ?2",
      "ss", hash, epoch);
}

gboolean
pantau_uploads_count (PantauDb *db, PantauUploadCounts *counts, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT coalesce (sum (state = 'waiting'), 0), coalesce (sum (state = 'sent'), 0), "
      "coalesce (sum (state = 'refused'), 0), coalesce (sum (state = 'missing'), 0), "
      "coalesce (sum (CASE state WHEN 'waiting' THEN size - offset END), 0) FROM upload",
      "");

  memset (counts, 0, sizeof *counts);
  if (pantau_stmt_next (stmt))
    *counts = (PantauUploadCounts){ .waiting = pantau_stmt_integer (stmt, 0),
                                    .sent = pantau_stmt_integer (stmt, 1),
                                    .refused = pantau_stmt_integer (stmt, 2),
                                    .missing = pantau_stmt_integer (stmt, 3),
                                    .waiting_bytes = pantau_stmt_integer (stmt, 4) };

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_uploads_get_state (
    PantauDb *db, const char *hash, PantauUploadState *state, gboolean *found, GError **error)
{
  g_autofree char *name = NULL;

  *found = FALSE;
  if (!pantau_db_text (db, &name, error, "SELECT state FROM upload WHERE hash = ?1", "s", hash))
    return FALSE;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (state_names); i++)
    if (g_str_equal (name, state_names[i]))
      {
        *state = (PantauUploadState) i;
        *found = TRUE;
      }

  return TRUE;
}
