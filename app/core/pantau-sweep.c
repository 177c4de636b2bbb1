/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After an erasure: files, and bytes in the database's own files, until nothing of what was erased is left. */

#include "config.h"

#include "pantau-sweep.h"

#include "pantau-json.h"

gboolean
pantau_sweep_is_due (PantauDb *db, const char *what, gboolean *is_due, GError **error)
{
  gint64 due;

  if (!pantau_db_integer (db, 0, &due, error,
                          "SELECT EXISTS (SELECT 1 FROM sweep WHERE ?1 IS NULL OR what = ?1)", "s",
                          what))
    return FALSE;
  *is_due = due != 0;

  return TRUE;
}

gboolean
pantau_sweep_mark_done (PantauDb *db, const char *what, GError **error)
{
  return pantau_db_run (db, error, "DELETE FROM sweep WHERE what = ?1", "s", what);
}

/* (transfer full) (nullable): the names of files that erased bodies had, as a set */
static GHashTable *
read_due (PantauDb *db, GError **error)
{
  g_autoptr (GHashTable) due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT name FROM sweep WHERE what = '" PANTAU_SWEEP_FILE "'", "");

  while (pantau_stmt_next (stmt))
    g_hash_table_add (due, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&due) : NULL;
}

/* One pass: any line may name any file. An evidence.release brings none: it says who may have what another line brought. */
gboolean
pantau_sweep_spare_named (PantauDb *db, GHashTable *names, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (db,
                       "SELECT json FROM body JOIN entry ON n = body.entry WHERE json IS NOT NULL "
                       "AND instr (json, '\"blobs\"') > 0 AND type <> 'evidence.release'",
                       "");

  while (g_hash_table_size (names) > 0 && pantau_stmt_next (stmt))
    {
      g_autoptr (JsonObject) body = pantau_json_parse_known (pantau_stmt_text (stmt, 0), NULL);
      JsonArray *blobs = body != NULL ? pantau_json_array (body, "blobs") : NULL;
      guint n = blobs != NULL ? json_array_get_length (blobs) : 0;

      for (guint i = 0; i < n; i++)
        {
          JsonNode *node = json_array_get_element (blobs, i);

          if (json_node_get_value_type (node) == G_TYPE_STRING)
            g_hash_table_remove (names, json_node_get_string (node));
        }
    }

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_sweep_files (PantauDb *db, PantauSweepRemove remove, gpointer data, GError **error)
{
  g_autoptr (GHashTable) names = read_due (db, error);
  GHashTableIter iter;
  gpointer name;

  if (names == NULL)
    return FALSE;
  if (g_hash_table_size (names) == 0)
    return TRUE;
  if (!pantau_sweep_spare_named (db, names, error))
    return FALSE;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!remove (name, data, error))
      return FALSE;

  return pantau_sweep_mark_done (db, PANTAU_SWEEP_FILE, error);
}

gboolean
pantau_sweep_bytes (PantauDb *db, GError **error)
{
  gboolean is_due;

  if (!pantau_sweep_is_due (db, PANTAU_SWEEP_BYTES, &is_due, error))
    return FALSE;

  return !is_due ||
         (pantau_db_rewrite (db, error) && pantau_sweep_mark_done (db, PANTAU_SWEEP_BYTES, error));
}
