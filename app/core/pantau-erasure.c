/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasure by law in a home: which redact lines count here, and all places where the home kept what they name. */

#include "config.h"

#include "pantau-erasure.h"

#include "pantau-lapsit-file.h"
#include "pantau-redaction.h"
#include "pantau-sweep.h"

/* Redact lines that begin to count: numbered, without a verdict, not taken yet. (transfer full) (nullable): of gint64 */
static GArray *
find_new (PantauDb *db, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT n FROM entry WHERE type = 'redact' "
      "AND EXISTS (SELECT 1 FROM number WHERE number.entry = n) "
      "AND NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.id = entry.id) "
      "AND NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.entry = n) ORDER BY n",
      "");

  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, n);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
take_lines (PantauHome *home, GArray *rows, GArray *erased, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 n = g_array_index (rows, gint64, i);
      g_autoptr (PantauEntry) line = pantau_ledger_get (pantau_home_get_ledger (home), n, error);

      if (line == NULL ||
          !pantau_redaction_take (pantau_home_get_db (home), line, n, erased, error))
        return FALSE;
    }

  return TRUE;
}

/* The records of the rows, each once. (transfer full) (nullable) */
static GHashTable *
records_of (PantauDb *db, GArray *rows, GError **error)
{
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      char *record;

      if (!pantau_db_text (db, &record, error, "SELECT record FROM entry WHERE n = ?1", "i",
                           g_array_index (rows, gint64, i)))
        return NULL;
      g_hash_table_add (records, record);
    }

  return g_steal_pointer (&records);
}

/* A draft of a change holds what the record said when it was begun; an envelope that was not used yet, whom it is about. */
static gboolean
forget_drafts (PantauDb *db, GHashTable *records, GError **error)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!pantau_db_run (db, error, "DELETE FROM draft WHERE record = ?1", "s", record) ||
        !pantau_db_run (db, error,
                        "INSERT INTO sweep (what, name) SELECT 'file', blob FROM draft_envelope "
                        "WHERE record = ?1 ON CONFLICT DO NOTHING",
                        "s", record) ||
        !pantau_db_run (db, error, "DELETE FROM draft_envelope WHERE record = ?1", "s", record) ||
        !pantau_db_run (db, error,
                        "INSERT INTO sweep (what, name) SELECT 'file', hash FROM draft_file "
                        "WHERE record = ?1 ON CONFLICT DO NOTHING",
                        "s", record) ||
        !pantau_db_run (db, error, "DELETE FROM draft_file WHERE record = ?1", "s", record))
      return FALSE;

  return TRUE;
}

static gboolean
refresh (PantauHome *home, GHashTable *records, GError **error)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!pantau_store_refresh (pantau_home_get_store (home), record, error))
      return FALSE;

  return TRUE;
}

gboolean
pantau_erasure_settle (PantauHome *home, guint *n_erased, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GArray) rows = NULL, erased = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) records = NULL;

  if (n_erased != NULL)
    *n_erased = 0;
  /* Verdicts are among the projections. */
  if (!pantau_store_catch_up (pantau_home_get_store (home), error))
    return FALSE;
  rows = find_new (db, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return TRUE;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!take_lines (home, rows, erased, error) ||
      (records = records_of (db, erased, error)) == NULL || !forget_drafts (db, records, error))
    {
      pantau_db_rollback (db);
      return FALSE;
    }
  if (!pantau_db_commit (db, error))
    return FALSE;
  if (n_erased != NULL)
    *n_erased = erased->len;

  return refresh (home, records, error);
}

static gboolean
sweep_journal (PantauHome *home, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gboolean is_due;

  if (!pantau_sweep_is_due (db, PANTAU_SWEEP_JOURNAL, &is_due, error))
    return FALSE;

  return !is_due || (pantau_home_blank_journal (home, error) &&
                     pantau_sweep_mark_done (db, PANTAU_SWEEP_JOURNAL, error));
}

static gboolean
remove_file (const char *hash, gpointer data, GError **error)
{
  PantauHome *home = data;
  gint64 chosen;

  /* Somebody here has chosen the same file for another record, which is not finished: it is that draft's now. */
  if (!pantau_db_integer (pantau_home_get_db (home), 0, &chosen, error,
                          "SELECT count(*) FROM draft_file WHERE hash = ?1", "s", hash))
    return FALSE;

  return chosen > 0 || (pantau_blobs_remove (pantau_home_get_blobs (home), hash, error) &&
                        pantau_db_run (pantau_home_get_db (home), error,
                                       "DELETE FROM upload WHERE hash = ?1", "s", hash));
}

/* FTS5 keeps old words until its table is made anew, and so does the list of all words. */
static gboolean
sweep_search (PantauHome *home, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gboolean is_due;

  if (!pantau_sweep_is_due (db, PANTAU_SWEEP_SEARCH, &is_due, error))
    return FALSE;

  return !is_due || (pantau_store_rebuild (pantau_home_get_store (home), NULL, NULL, error) &&
                     pantau_sweep_mark_done (db, PANTAU_SWEEP_SEARCH, error));
}

static gboolean
sweep_reports (PantauHome *home, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gboolean is_due;

  if (!pantau_sweep_is_due (db, PANTAU_SWEEP_REPORTS, &is_due, error))
    return FALSE;

  return !is_due || (pantau_lapsit_remove_all (home, error) &&
                     pantau_sweep_mark_done (db, PANTAU_SWEEP_REPORTS, error));
}

gboolean
pantau_erasure_sweep (PantauHome *home, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gboolean is_due;

  if (!pantau_sweep_is_due (db, NULL, &is_due, error))
    return FALSE;

  return !is_due ||
         (sweep_journal (home, error) && sweep_reports (home, error) &&
          pantau_sweep_files (db, remove_file, home, error) &&
          sweep_search (home, error) && pantau_sweep_bytes (db, error));
}
