/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where receipts and pages become facts of a home: by a sync, and by courier. */

#include "config.h"

#include "pantau-intake.h"

#include "pantau-epoch.h"
#include "pantau-rekey.h"
#include "pantau-trust.h"

/* Between begin and commit: @ok decides. */
static gboolean
end (PantauDb *db, gboolean ok, GError **error)
{
  if (ok)
    return pantau_db_commit (db, error);
  pantau_db_rollback (db);

  return FALSE;
}

static gboolean
store_line_fate (PantauHome *home,
                 const PantauReceiptLine *line,
                 gint64 row,
                 const char *epoch,
                 PantauIntake *intake,
                 GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gint64 own;

  if (line->fate == PANTAU_FATE_REFUSED)
    {
      intake->refused++;
      return pantau_db_run (db, error,
                            "INSERT INTO refused (entry, reason, epoch) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (entry) DO UPDATE SET reason = ?2, epoch = ?3",
                            "iss", row, line->reason, epoch);
    }

  if (!pantau_db_integer (db, 0, &own, error,
                          "SELECT count(*) FROM unsent JOIN entry ON n = unsent.entry "
                          "WHERE n = ?1 AND device = ?2",
                          "is", row, pantau_home_get_device (home)))
    return FALSE;
  intake->pushed++;
  intake->own += (guint) own;
  if (line->fate == PANTAU_FATE_QUARANTINED)
    intake->quarantined++;

  return pantau_db_run (db, error, "DELETE FROM unsent WHERE entry = ?1", "i", row) &&
         pantau_db_run (db, error, "DELETE FROM refused WHERE entry = ?1", "i", row) &&
         pantau_db_run (db, error, "DELETE FROM carried WHERE entry = ?1", "i", row);
}

gboolean
pantau_intake_receipt (PantauHome *home,
                       PantauReceipt *receipt,
                       const gint64 *rows,
                       const char *epoch,
                       PantauIntake *intake,
                       GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gboolean ok;

  g_free (receipt->epoch);
  receipt->epoch = g_strdup (epoch);

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  ok = pantau_ledger_add_receipt (pantau_home_get_ledger (home), receipt, rows, error) &&
       pantau_epoch_remember (home, receipt->index, receipt->head, NULL, NULL, error);
  for (guint i = 0; ok && i < receipt->lines->len; i++)
    ok = store_line_fate (home, &g_array_index (receipt->lines, PantauReceiptLine, i), rows[i],
                          epoch, intake, error) &&
         pantau_db_run (db, error, "DELETE FROM sending WHERE entry = ?1", "i", rows[i]);

  return end (db, ok, error);
}

/* A line that the province sent. Our own, lost here and come back, still wants its receipt. */
static gboolean
store_line (PantauHome *home,
            PantauEntry *entry,
            gint64 index,
            const char *epoch,
            GHashTable *refilled,
            PantauIntake *intake,
            GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  PantauLedger *ledger = pantau_home_get_ledger (home);
  gboolean is_own = g_str_equal (entry->device, pantau_home_get_device (home)), is_new;
  gint64 before, n;

  if (!pantau_ledger_find (ledger, entry->id, &before, error) ||
      !pantau_ledger_add (ledger, entry, &n, &is_new, error) ||
      !pantau_ledger_number (ledger, epoch, index, n, error))
    return FALSE;

  if (is_new)
    intake->pulled++;
  if (is_new && before == 0 && !pantau_home_meet_copy (home, entry, error))
    return FALSE;
  if (is_new && before != 0)
    g_hash_table_add (refilled, g_strdup (entry->record));

  if (is_own && before == 0)
    return pantau_home_note_own (home, entry, n, error);

  return is_own || pantau_db_run (db, error, "DELETE FROM unsent WHERE entry = ?1", "i", n);
}

/* Whom to seal to may have changed; the first that is ever seen is remembered. */
static gboolean
has_roster (PantauPage *page)
{
  for (guint i = 0; i < page->entries->len; i++)
    if (g_str_equal (((PantauEntry *) g_ptr_array_index (page->entries, i))->type,
                     PANTAU_TYPE_OFFICERS))
      return TRUE;

  return FALSE;
}

gboolean
pantau_intake_page (PantauHome *home,
                    PantauPage *page,
                    const char *epoch,
                    gboolean keep_cursor,
                    PantauIntake *intake,
                    GError **error)
{
  g_autoptr (GHashTable) refilled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauStore *store = pantau_home_get_store (home);
  PantauDb *db = pantau_home_get_db (home);
  GHashTableIter iter;
  gpointer record;
  gboolean ok = TRUE;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  for (guint i = 0; ok && i < page->entries->len; i++)
    ok = store_line (home, g_ptr_array_index (page->entries, i),
                     g_array_index (page->indexes, gint64, i), epoch, refilled, intake, error);
  ok = ok && (keep_cursor || pantau_home_set_setting (home, "cursor", page->cursor, error));
  if (!end (db, ok, error) || !pantau_store_catch_up (store, error) ||
      (has_roster (page) && !pantau_home_settle_recovery (home, error)))
    return FALSE;

  g_hash_table_iter_init (&iter, refilled);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!pantau_store_refresh (store, record, error))
      return FALSE;

  return TRUE;
}
