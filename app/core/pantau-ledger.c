/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts in SQLite: lines, numbers, receipts. Nothing here is ever changed or deleted. */

#include "config.h"

#include "pantau-ledger.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-quarantine.h"
#include "pantau-redaction.h"

struct _PantauLedger
{
  PantauDb *db; /* (unowned) */
};

PantauLedger *
pantau_ledger_new (PantauDb *db)
{
  PantauLedger *self = g_new0 (PantauLedger, 1);

  self->db = db;

  return self;
}

void
pantau_ledger_free (PantauLedger *self)
{
  g_free (self);
}

static gboolean
fill_body (PantauLedger *self, const PantauEntry *entry, gint64 n, gboolean *is_new, GError **error)
{
  if (entry->body == NULL)
    return TRUE;

  if (!pantau_db_run (self->db, error,
                      "UPDATE body SET json = ?2 WHERE entry = ?1 AND json IS NULL "
                      "AND NOT EXISTS (SELECT 1 FROM erased WHERE entry = ?1)",
                      "is", n, entry->body))
    return FALSE;

  if (is_new != NULL)
    *is_new = pantau_db_changes (self->db) > 0;

  return pantau_quarantine_note (self->db, entry, n, error);
}

/* The body of a new row. One that law has erased before it came is never written at all; what is missing otherwise may come. */
static gboolean
add_body (PantauLedger *self, const PantauEntry *entry, gint64 n, GError **error)
{
  gboolean is_erased;

  if (!pantau_redaction_meet (self->db, entry, n, &is_erased, error) ||
      !pantau_db_run (self->db, error, "INSERT INTO body (entry, json) VALUES (?1, ?2)", "is", n,
                      is_erased ? NULL : entry->body) ||
      !pantau_quarantine_note (self->db, entry, n, error))
    return FALSE;

  return is_erased || entry->body != NULL ||
         pantau_db_run (self->db, error, "INSERT INTO awaited (entry) VALUES (?1)", "i", n);
}

gboolean
pantau_ledger_add (
    PantauLedger *self, const PantauEntry *entry, gint64 *n, gboolean *is_new, GError **error)
{
  gint64 row;

  if (is_new != NULL)
    *is_new = FALSE;
  if (!pantau_ledger_find (self, entry->id, &row, error))
    return FALSE;
  if (n != NULL)
    *n = row;
  if (row != 0)
    return fill_body (self, entry, row, is_new, error);

  if (!pantau_db_run (self->db, error,
                      "INSERT INTO entry (id, signature, header, record, kind, open, region, type, "
                      "device, seq) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                      "xssssisssi", entry->id, entry->signature, entry->header, entry->record,
                      entry->kind, (gint64) entry->is_open, entry->region, entry->type,
                      entry->device, entry->seq))
    return FALSE;

  row = pantau_db_last_row (self->db);
  if (!add_body (self, entry, row, error))
    return FALSE;

  if (n != NULL)
    *n = row;
  if (is_new != NULL)
    *is_new = TRUE;

  return TRUE;
}

gboolean
pantau_ledger_find (PantauLedger *self, const char *id, gint64 *n, GError **error)
{
  return pantau_db_integer (self->db, 0, n, error, "SELECT n FROM entry WHERE id = ?1", "x", id);
}

static PantauEntry *
load_row (PantauStmt *stmt, int column, GError **error)
{
  return pantau_entry_load (pantau_stmt_text (stmt, column), pantau_stmt_text (stmt, column + 1),
                            pantau_stmt_text (stmt, column + 2), error);
}

PantauEntry *
pantau_ledger_get (PantauLedger *self, gint64 n, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT signature, header, json FROM entry JOIN body ON entry = n "
                       "WHERE n = ?1",
                       "i", n);
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (GError) load_error = NULL;
  gboolean found = pantau_stmt_next (stmt);

  if (found)
    entry = load_row (stmt, 0, &load_error);
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  if (!found)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no such entry"));
  if (entry == NULL)
    g_propagate_error (error, g_steal_pointer (&load_error));

  return g_steal_pointer (&entry);
}

GPtrArray *
pantau_ledger_read_after (
    PantauLedger *self, gint64 after, guint limit, gint64 *last, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GError) load_error = NULL;
  PantauStmt *stmt;

  stmt = pantau_db_query (self->db,
                          "SELECT n, signature, header, json FROM entry JOIN body ON entry = n "
                          "WHERE n > ?1 ORDER BY n LIMIT ?2",
                          "ii", after, (gint64) limit);
  while (load_error == NULL && pantau_stmt_next (stmt))
    {
      PantauEntry *entry = load_row (stmt, 1, &load_error);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
      if (last != NULL)
        *last = pantau_stmt_integer (stmt, 0);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return NULL;
    }

  return g_steal_pointer (&entries);
}

gboolean
pantau_ledger_count (PantauLedger *self, gint64 *count, GError **error)
{
  return pantau_db_integer (self->db, 0, count, error, "SELECT max(n) FROM entry", "");
}

gboolean
pantau_ledger_chain_end (
    PantauLedger *self, const char *device, gint64 *seq, char **id, GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->db,
                                      "SELECT seq, id FROM entry WHERE device = ?1 "
                                      "ORDER BY seq DESC, n DESC LIMIT 1",
                                      "s", device);

  *seq = 0;
  *id = NULL;
  if (pantau_stmt_next (stmt))
    {
      *seq = pantau_stmt_integer (stmt, 0);
      *id = pantau_stmt_hex (stmt, 1);
    }
  if (*id == NULL)
    *id = g_strdup ("");

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_ledger_chain_contiguous (
    PantauLedger *self, const char *device, gint64 *seq, char **id, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT seq, id FROM entry WHERE device = ?1 ORDER BY seq, n", "s", device);

  *seq = 0;
  *id = g_strdup ("");
  while (pantau_stmt_next (stmt) && pantau_stmt_integer (stmt, 0) <= *seq + 1)
    {
      *seq = pantau_stmt_integer (stmt, 0);
      g_free (*id);
      *id = pantau_stmt_hex (stmt, 1);
    }

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_ledger_epoch (PantauLedger *self, const char *name, gint64 *epoch, GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO epoch (name) VALUES (?1) ON CONFLICT DO NOTHING", "s", name) &&
         pantau_db_integer (self->db, 0, epoch, error, "SELECT n FROM epoch WHERE name = ?1", "s",
                            name);
}

gboolean
pantau_ledger_number (PantauLedger *self, const char *epoch, gint64 index, gint64 n, GError **error)
{
  gint64 epoch_n, held;

  if (!pantau_ledger_epoch (self, epoch, &epoch_n, error) ||
      !pantau_db_integer (self->db, 0, &held, error,
                          "SELECT entry FROM number WHERE epoch = ?1 AND idx = ?2", "ii", epoch_n,
                          index))
    return FALSE;

  /* Two entries under one number of one epoch: proof that the province's ledger was rewritten. */
  if (held != 0 && held != n)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT,
                         _ ("the province gave the number %" PRId64
                            " to two different entries; its ledger was rewritten"),
                         index);

  return held != 0 || pantau_db_run (self->db, error,
                                     "INSERT INTO number (epoch, idx, entry) VALUES (?1, ?2, ?3)",
                                     "iii", epoch_n, index, n);
}

gboolean
pantau_ledger_get_number (PantauLedger *self, gint64 n, gint64 *index, GError **error)
{
  return pantau_db_integer (self->db, 0, index, error,
                            "SELECT idx FROM number WHERE entry = ?1 "
                            "AND epoch = (SELECT max(n) FROM epoch)",
                            "i", n);
}

gboolean
pantau_ledger_add_receipt (PantauLedger *self,
                           const PantauReceipt *receipt,
                           const gint64 *rows,
                           GError **error)
{
  gint64 epoch, row;

  if (!pantau_ledger_epoch (self, receipt->epoch, &epoch, error) ||
      !pantau_db_run (self->db, error,
                      "INSERT INTO receipt (epoch, signature, text) VALUES (?1, ?2, ?3)", "iss",
                      epoch, receipt->signature, receipt->text))
    return FALSE;
  row = pantau_db_last_row (self->db);

  for (guint i = 0; i < receipt->lines->len; i++)
    {
      PantauReceiptLine *line = &g_array_index (receipt->lines, PantauReceiptLine, i);

      if (line->fate == PANTAU_FATE_REFUSED)
        continue;
      if (!pantau_ledger_number (self, receipt->epoch, line->index, rows[i], error) ||
          !pantau_db_run (
              self->db, error,
              "INSERT INTO covered (entry, receipt) VALUES (?1, ?2) ON CONFLICT DO NOTHING", "ii",
              rows[i], row))
        return FALSE;
    }

  return TRUE;
}

/* The line again, through the decoder that believes nothing. */
static void
verify_entry (const PantauEntry *entry, gboolean is_erased, GPtrArray *faults)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (PantauEntry) again = NULL;
  g_autoptr (GError) error = NULL;

  pantau_entry_append_line (entry, line);
  again = pantau_entry_decode (line->str, line->len, &error);
  if (again == NULL)
    g_ptr_array_add (faults, g_strdup_printf (_ ("entry %s: %s"), entry->id, error->message));
  else if (entry->body != NULL && is_erased)
    g_ptr_array_add (faults,
                     g_strdup_printf (_ ("entry %s: its body should have been erased"), entry->id));
}

/* A device's entries follow each other by `prev`; what has not come yet is no fault, what contradicts is. */
static gboolean
verify_chains (PantauLedger *self, GPtrArray *faults, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db,
      "SELECT b.id FROM entry AS b "
      "JOIN entry AS a ON a.device = b.device AND a.seq = b.seq - 1 "
      "WHERE b.seq > 1 AND NOT EXISTS "
      "(SELECT 1 FROM entry AS c WHERE c.device = b.device AND c.seq = b.seq - 1 "
      "AND CASE WHEN json_valid (b.header) THEN lower(hex(c.id)) = b.header ->> 'prev' END) "
      "GROUP BY b.n",
      "");

  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 0);

      g_ptr_array_add (
          faults,
          g_strdup_printf (_ ("entry %s: it does not follow the device's entry before it"), id));
    }
  return pantau_stmt_finish (stmt, error);
}

/*
 * The columns beside a header are copies for the indices; tampering with them must show as well. So must what hides from
 * every reader of texts: bytes behind a NUL, and an empty body, which is none of ours (a missing one is NULL).
 */
static gboolean
verify_columns (PantauLedger *self, GPtrArray *faults, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db,
      "SELECT id FROM entry WHERE instr (CAST (header AS BLOB), x'00') > 0 "
      "OR instr (CAST (signature AS BLOB), x'00') > 0 "
      "OR EXISTS (SELECT 1 FROM body WHERE entry = entry.n "
      "AND (json = '' OR instr (CAST (json AS BLOB), x'00') > 0)) "
      "OR CASE WHEN NOT json_valid (header) THEN 1 ELSE "
      "record IS NOT header ->> 'record' OR kind IS NOT header ->> 'kind' "
      "OR open IS NOT (header ->> 'class' = 'open') OR region IS NOT header ->> 'region' "
      "OR type IS NOT header ->> 'type' OR device IS NOT header ->> 'device' OR seq IS NOT header "
      "->> 'seq' "
      "OR NOT EXISTS (SELECT 1 FROM body WHERE entry = entry.n) END",
      "");

  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 0);

      g_ptr_array_add (
          faults, g_strdup_printf (_ ("entry %s: the index does not agree with the line"), id));
    }

  return pantau_stmt_finish (stmt, error);
}

/* Devices whose home was copied. */
static gboolean
find_copied (PantauLedger *self, GPtrArray *sentences, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT device, min (seq) FROM (SELECT device, seq FROM entry "
                       "GROUP BY device, seq HAVING count(*) > 1) "
                       "GROUP BY device ORDER BY device",
                       "");

  while (pantau_stmt_next (stmt))
    {
      g_autofree char *seq = pantau_format_integer (pantau_stmt_integer (stmt, 1));

      /* Translators: %1$s is the key of a device, %2$s a number. */
      g_ptr_array_add (sentences, g_strdup_printf (_ ("device %1$s wrote two different lines from "
                                                      "its number %2$s on: its data was copied to "
                                                      "another laptop; all of them are kept"),
                                                   pantau_stmt_text (stmt, 0), seq));
    }

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_ledger_verify_apart (PantauLedger *self,
                            GPtrArray *faults,
                            GPtrArray *copied,
                            PantauProgress progress,
                            gpointer data,
                            GError **error)
{
  gint64 total, after = 0, done = 0;

  if (!pantau_ledger_count (self, &total, error))
    return FALSE;

  while (after < total)
    {
      PantauStmt *stmt = pantau_db_query (
          self->db,
          "SELECT n, id, signature, header, json, "
          "EXISTS (SELECT 1 FROM erased WHERE entry = n) "
          "FROM entry LEFT JOIN body ON entry = n WHERE n > ?1 ORDER BY n LIMIT 500",
          "i", after);
      gint64 last = after;

      while (pantau_stmt_next (stmt))
        {
          g_autofree char *id = pantau_stmt_hex (stmt, 1);
          g_autoptr (GError) load_error = NULL;
          g_autoptr (PantauEntry) entry = load_row (stmt, 2, &load_error);

          last = pantau_stmt_integer (stmt, 0);
          done++;
          if (entry == NULL)
            g_ptr_array_add (faults, g_strdup_printf (_ ("entry %s: %s"), id, load_error->message));
          else if (!g_str_equal (entry->id, id))
            g_ptr_array_add (faults, g_strdup_printf (_ ("entry %s: its header was changed"), id));
          else
            verify_entry (entry, pantau_stmt_integer (stmt, 5) != 0, faults);
        }
      if (!pantau_stmt_finish (stmt, error))
        return FALSE;
      if (last == after)
        break;
      after = last;
      if (progress != NULL)
        progress (done, total, data);
    }

  if (done != total)
    g_ptr_array_add (faults, g_strdup (_ ("entries are missing from the ledger")));

  return verify_columns (self, faults, error) && verify_chains (self, faults, error) &&
         find_copied (self, copied, error);
}

gboolean
pantau_ledger_verify (
    PantauLedger *self, GPtrArray *faults, PantauProgress progress, gpointer data, GError **error)
{
  return pantau_ledger_verify_apart (self, faults, faults, progress, data, error);
}
