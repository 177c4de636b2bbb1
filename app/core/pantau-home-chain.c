/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an entry of a home is written: the device's chain, the safety journal beside it, and what of both comes back after damage. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"
#include "pantau-home-private.h"
#include "pantau-uploads.h"

#define JOURNAL "journal.pantau"

/* Setting: database and journal were lost together, and own lines with them. */
#define OWN_LOST "own-lost"

gboolean
pantau_home_note_own (PantauHome *self, const PantauEntry *entry, gint64 n, GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO unsent (entry) VALUES (?1) ON CONFLICT DO NOTHING", "i", n) &&
         pantau_uploads_note (self->db, self->blobs, entry, n, error);
}

/* Adds own entries that the journal holds and the database lost. @restored takes how many. */
static gboolean
restore_from_journal (PantauHome *self, guint *restored, GError **error)
{
  g_autoptr (GPtrArray) entries = pantau_journal_read (self->journal, error);

  if (entries == NULL || !pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);
      gboolean is_new;
      gint64 n;

      if (!pantau_ledger_add (self->ledger, entry, &n, &is_new, error) ||
          (is_new && !pantau_home_note_own (self, entry, n, error)))
        {
          pantau_db_rollback (self->db);
          return FALSE;
        }
      *restored += is_new;
    }

  return pantau_db_commit (self->db, error);
}

/*
 * The end of the sentence about a repair says what is true of it. Without a journal we do not know how far our chain went; own
 * lines are asked for too until a sync has brought them all.
 */
static gboolean
tell_repair (PantauHome *self, guint restored, GError **error)
{
  g_autofree char *begun = g_steal_pointer (&self->repair);

  if (pantau_journal_is_new (self->journal))
    {
      self->repair = g_strdup_printf (
          _ ("%s; the safety journal was not there either, so that what had not been sent "
             "is not here; the rest comes back from the province at the next sync"),
          begun);
      return pantau_home_set_setting (self, OWN_LOST, "1", error);
    }
  self->repair = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%s; %u unsent entry was restored from the safety journal, the rest "
                   "comes back from the province at the next sync",
                   "%s; %u unsent entries were restored from the safety journal, the rest "
                   "comes back from the province at the next sync",
                   restored),
      begun, restored);

  return TRUE;
}

/* Adds own entries to the journal that were committed just before the program died. */
static gboolean
complete_journal (PantauHome *self, gint64 after, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT n FROM entry WHERE device = ?1 AND seq > ?2 ORDER BY seq, n", "si",
      pantau_home_get_device (self), after);

  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, n);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (PantauEntry) entry =
          pantau_ledger_get (self->ledger, g_array_index (rows, gint64, i), error);

      if (entry == NULL || !pantau_journal_append (self->journal, entry, error))
        return FALSE;
    }

  return TRUE;
}

/* Database and journal must agree on where the chain ends; whichever knows more teaches the other. */
gboolean
pantau_home_settle_chain (PantauHome *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, JOURNAL, NULL), *id = NULL;
  const char *journal_id;
  gint64 seq, journal_seq;
  guint restored = 0;

  self->journal = pantau_journal_open (path, pantau_home_get_device (self), error);
  if (self->journal == NULL ||
      !pantau_ledger_chain_end (self->ledger, pantau_home_get_device (self), &seq, &id, error) ||
      !pantau_db_run (self->db, error, "DELETE FROM sending", ""))
    return FALSE;

  journal_seq = pantau_journal_get_end (self->journal, &journal_id);
  if (journal_seq > seq || self->repair != NULL)
    {
      g_clear_pointer (&id, g_free);
      if (!restore_from_journal (self, &restored, error) ||
          !pantau_ledger_chain_end (self->ledger, pantau_home_get_device (self), &seq, &id, error))
        return FALSE;
    }
  if (journal_seq < seq && !complete_journal (self, journal_seq, error))
    return FALSE;

  self->seq = MAX (seq, journal_seq);
  self->prev = g_strdup (seq >= journal_seq ? id : journal_id);

  return self->repair == NULL || tell_repair (self, restored, error);
}

/* Signs and stores; the caller holds the transaction. */
static PantauEntry *
store_draft (
    PantauHome *self, const PantauDraft *draft, gint64 seq, const char *prev, GError **error)
{
  g_autoptr (PantauEntry) entry = pantau_entry_sign (self->key, draft, seq, prev, error);
  gint64 n;

  if (entry == NULL || !pantau_ledger_add (self->ledger, entry, &n, NULL, error) ||
      !pantau_home_note_own (self, entry, n, error))
    return NULL;

  return g_steal_pointer (&entry);
}

/* What follows a commit must not undo it: the entry is safe, so a failure here is reported and mended at the next opening. */
static void
after_commit (PantauHome *self, GPtrArray *entries)
{
  g_autoptr (GError) error = NULL;
  const PantauEntry *first = entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
  gint64 end = pantau_journal_get_end (self->journal, NULL);
  gboolean ok = TRUE;

  /* What an earlier failure (a full disk) kept out of the journal goes in first. */
  if (first != NULL && first->seq != end + 1)
    ok = complete_journal (self, end, &error);
  else
    for (guint i = 0; ok && i < entries->len; i++)
      ok = pantau_journal_append (self->journal, g_ptr_array_index (entries, i), &error);
  if (!ok)
    {
      g_message ("%s", error->message);
      g_clear_error (&error);
    }

  pantau_store_mark_stale (self->store);
}

/* One attempt; nothing has happened where it fails. The lines are in @entries then, up to where it failed. */
static gboolean
try_together (PantauHome *self,
              GPtrArray *drafts,
              PantauHomeAlso also,
              gpointer data,
              GPtrArray *entries,
              GError **error)
{
  const char *prev = self->prev;
  gint64 seq = self->seq;

  if (!pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (also != NULL && !also (self->db, data, error))
    {
      pantau_db_rollback (self->db);
      return FALSE;
    }

  for (guint i = 0; i < drafts->len; i++)
    {
      PantauEntry *entry = store_draft (self, g_ptr_array_index (drafts, i), ++seq, prev, error);

      if (entry == NULL)
        {
          pantau_db_rollback (self->db);
          return FALSE;
        }
      prev = entry->id;
      g_ptr_array_add (entries, entry);
    }
  if (!pantau_db_commit (self->db, error))
    return FALSE;

  /* The chain goes on from here, now that the commit holds. */
  if (entries->len > 0)
    {
      g_free (self->prev);
      self->prev = g_strdup (prev);
      self->seq = seq;
    }

  return TRUE;
}

gboolean
pantau_home_write_together (PantauHome *self,
                            GPtrArray *drafts,
                            PantauHomeAlso also,
                            gpointer data,
                            GPtrArray **written,
                            GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GError) local_error = NULL;
  gboolean ok;

  g_return_val_if_fail (self->mode == PANTAU_HOME_WRITE, FALSE);

  ok = try_together (self, drafts, also, data, entries, &local_error);
  /* On a full disk what was kept for this moment is given up: once. */
  if (!ok && g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_FULL) &&
      pantau_reserve_give_up (self->reserve))
    {
      g_clear_error (&local_error);
      g_ptr_array_set_size (entries, 0);
      ok = try_together (self, drafts, also, data, entries, &local_error);
    }
  if (!ok)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  after_commit (self, entries);
  pantau_reserve_settle (self->reserve);
  if (written != NULL)
    *written = g_steal_pointer (&entries);

  return TRUE;
}

gboolean
pantau_home_is_on_reserve (PantauHome *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);

  if (self->reserve == NULL || !pantau_reserve_is_given_up (self->reserve))
    return FALSE;
  pantau_reserve_settle (self->reserve);

  return pantau_reserve_is_given_up (self->reserve);
}

gboolean
pantau_home_write_many (PantauHome *self, GPtrArray *drafts, GError **error)
{
  return pantau_home_write_together (self, drafts, NULL, NULL, NULL, error);
}

gboolean
pantau_home_write (PantauHome *self, const PantauDraft *draft, PantauEntry **entry, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  g_autoptr (GPtrArray) written = NULL;

  g_ptr_array_add (drafts, (gpointer) draft);
  if (!pantau_home_write_together (self, drafts, NULL, NULL, &written, error))
    return FALSE;
  if (entry != NULL)
    *entry = pantau_entry_ref (g_ptr_array_index (written, 0));

  return TRUE;
}

/* Own lines that a sync brought back: the chain goes on from the last of them. */
static gboolean
resume_chain (PantauHome *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  g_autofree char *id = NULL;
  gint64 seq;

  if (!pantau_ledger_chain_end (self->ledger, pantau_home_get_device (self), &seq, &id, error) ||
      !pantau_db_run (self->db, error, "DELETE FROM setting WHERE name = ?1", "s", OWN_LOST))
    return FALSE;

  if (seq > self->seq)
    {
      g_free (self->prev);
      self->prev = g_steal_pointer (&id);
      self->seq = seq;
    }

  return TRUE;
}

gboolean
pantau_home_trim_journal (PantauHome *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64 waiting;
  gboolean ok = TRUE;

  if (!resume_chain (self, error))
    return FALSE;
  /* The journal and the end of the chain belong to whoever writes; this lock comes before the connection's. */
  locker = g_mutex_locker_new (&self->writing);
  if (pantau_journal_is_empty (self->journal))
    return TRUE;

  /* Under the connection's lock, so that no entry is written between the question and the answer. */
  if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
    return FALSE;
  ok = pantau_db_integer (
      self->db, 0, &waiting, error,
      "SELECT count(*) FROM unsent JOIN entry ON n = unsent.entry WHERE device = ?1", "s",
      pantau_home_get_device (self));
  if (ok && waiting == 0 && !pantau_home_misses_own (self))
    ok = pantau_journal_reset (self->journal, self->seq, self->prev, error);
  pantau_db_rollback (self->db);

  return ok;
}

/* By law, or given up because this home's access was withdrawn. */
static gboolean
is_erased (const char *id, gpointer data)
{
  PantauHome *self = data;
  gint64 erased = 0;

  return pantau_db_integer (self->db, 0, &erased, NULL,
                            "SELECT count(*) FROM entry WHERE id = ?1 AND n IN "
                            "(SELECT entry FROM erased UNION ALL SELECT entry FROM surrendered)",
                            "x", id) &&
         erased > 0;
}

gboolean
pantau_home_blank_journal (PantauHome *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);

  return pantau_journal_blank (self->journal, is_erased, self, error);
}

gboolean
pantau_home_miss_own (PantauHome *self, GError **error)
{
  return pantau_home_set_setting (self, OWN_LOST, "1", error) &&
         pantau_home_set_setting (self, "cursor", NULL, error);
}

gboolean
pantau_home_misses_own (PantauHome *self)
{
  g_autofree char *lost = pantau_home_get_setting (self, OWN_LOST);
  gint64 held = 0;

  if (lost != NULL)
    return TRUE;

  return pantau_db_integer (self->db, 0, &held, NULL,
                            "SELECT count(DISTINCT seq) FROM entry WHERE device = ?1", "s",
                            pantau_home_get_device (self)) &&
         held < self->seq;
}
