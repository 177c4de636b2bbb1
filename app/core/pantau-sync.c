/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When and in what order lines travel: own ones out first (they are few and precious), then what is new in.
 * A line stays in `unsent` until a verified receipt of the province's present epoch covers it.
 */

#include "config.h"

#include "pantau-sync.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client.h"
#include "pantau-error.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-pipe.h"

/* The first batch is small, so that something arrives even through a few seconds of signal; then they grow. */
#define FIRST_BATCH 50

/* A push that took less than this was short enough to try a larger one, µs. */
#define SHORT_PUSH (2 * G_USEC_PER_SEC)

/* Below this many bytes a second, bytes cost more than the processor's time. */
#define SLOW_LINE (200 * 1024)

#define FAST_LEVEL 3
#define SLOW_LEVEL 19

typedef struct
{
  PantauHome *home;
  PantauDb *db;
  PantauLedger *ledger;
  PantauClient *client;
  const PantauSyncOptions *options;
  PantauSyncResult *result;
  GCancellable *cancellable;

  char *epoch; /* as our tables name it */
  guint batch;
  int level;
} Sync;

static void
sync_clear (Sync *self)
{
  g_clear_pointer (&self->client, pantau_client_free);
  g_free (self->epoch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sync, sync_clear)

/* Between begin and commit: @ok decides. */
static gboolean
end (Sync *self, gboolean ok, GError **error)
{
  if (ok)
    return pantau_db_commit (self->db, error);
  pantau_db_rollback (self->db);

  return FALSE;
}

/*
 * A province that lost what it had acknowledged but kept its epoch's name is, for us, a new one all the same: our
 * tables name it EPOCH~2 and so on, since two numberings must not be mixed.
 */
static char *
next_epoch_name (const char *known, const char *epoch)
{
  const char *tilde = known != NULL ? strrchr (known, '~') : NULL;
  gint64 n = tilde != NULL ? g_ascii_strtoll (tilde + 1, NULL, 10) : 1;

  return g_strdup_printf ("%s~%" G_GINT64_FORMAT, epoch, n + 1);
}

/* All lines are offered again, and everything is asked for again from the start. */
static gboolean
start_epoch (Sync *self, const char *name, GError **error)
{
  gint64 row;

  if (!pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;

  return end (
      self,
      pantau_ledger_epoch (self->ledger, name, &row, error) &&
          pantau_db_run (
              self->db, error,
              "INSERT INTO unsent (entry) SELECT n FROM entry WHERE true ON CONFLICT DO NOTHING",
              "") &&
          pantau_db_run (self->db, error, "DELETE FROM refused", "") &&
          pantau_db_run (self->db, error,
                         "DELETE FROM setting WHERE name IN ('cursor', 'head', 'head-index')",
                         "") &&
          pantau_home_set_setting (self->home, "epoch", name, error),
      error);
}

/* TRUE in @same where the province still holds what its last receipt to us said. */
static gboolean
compare_heads (Sync *self, gboolean *same, GError **error)
{
  g_autofree char *hash = pantau_home_get_setting (self->home, "head");
  g_autofree char *index = pantau_home_get_setting (self->home, "head-index");
  g_autoptr (PantauHead) head = NULL;
  g_autoptr (GError) local_error = NULL;

  *same = TRUE;
  if (hash == NULL || index == NULL)
    return TRUE;

  head = pantau_client_head (self->client, g_ascii_strtoll (index, NULL, 10), self->cancellable,
                             &local_error);
  if (head != NULL)
    *same = g_str_equal (head->head, hash);
  else if (g_strcmp0 (pantau_client_get_problem (self->client), "not-found") == 0)
    *same = FALSE;
  else
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
settle_epoch (Sync *self, GError **error)
{
  const char *epoch = pantau_client_get_epoch (self->client);
  g_autofree char *known = pantau_home_get_setting (self->home, "epoch");
  g_autofree char *name = NULL;
  gboolean same;

  /* "EPOCH" or "EPOCH~N" */
  if (known != NULL && g_str_has_prefix (known, epoch) &&
      (known[strlen (epoch)] == '\0' || known[strlen (epoch)] == '~'))
    {
      if (!compare_heads (self, &same, error))
        return FALSE;
      self->epoch = same ? g_strdup (known) : next_epoch_name (known, epoch);
    }
  else
    {
      same = FALSE;
      self->epoch = g_strdup (epoch);
    }

  if (same)
    return TRUE;

  self->result->epoch_changed = known != NULL;

  return start_epoch (self, self->epoch, error);
}

static gboolean
take_rows (PantauStmt *stmt, GArray *rows, GError **error)
{
  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, n);
    }

  return pantau_stmt_finish (stmt, error);
}

/*
 * The rows after @after that are to be sent. @verdicts: only what the province said of others' lines. Where it was
 * restored and forgot them it gets these first, so that it need not judge the lines a second time.
 */
static gboolean
find_unsent (Sync *self, gboolean verdicts, gint64 after, GArray *rows, GError **error)
{
  if (verdicts)
    return take_rows (
        pantau_db_query (self->db,
                         "SELECT n FROM entry CROSS JOIN unsent ON unsent.entry = n "
                         "WHERE device = ?1 AND type = '" PANTAU_TYPE_QUARANTINE "' AND n > ?2 "
                         "AND n NOT IN (SELECT entry FROM refused) ORDER BY n LIMIT ?3",
                         "sii", pantau_home_get_province (self->home), after, (gint64) self->batch),
        rows, error);

  return take_rows (
      pantau_db_query (
          self->db,
          "SELECT entry FROM unsent WHERE entry > ?1 AND entry NOT IN (SELECT entry FROM "
          "refused) ORDER BY entry LIMIT ?2",
          "ii", after, (gint64) self->batch),
      rows, error);
}

/* The batch after row @after: at most self->batch lines and one batch's bytes; empty where nothing is left. */
static PantauBatch *
read_unsent (Sync *self, gboolean verdicts, gint64 after, GError **error)
{
  g_autoptr (PantauBatch) batch = pantau_batch_new ();
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (gint64));
  gsize bytes = 0;

  if (!find_unsent (self, verdicts, after, candidates, error))
    return NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      gint64 n = g_array_index (candidates, gint64, i);
      g_autoptr (PantauEntry) entry = pantau_ledger_get (self->ledger, n, error);

      if (entry == NULL)
        return NULL;
      bytes += PANTAU_SIGNATURE_TEXT + strlen (entry->header) +
               (entry->body != NULL ? strlen (entry->body) : 0) + 3;
      if (batch->entries->len > 0 && bytes > PANTAU_BATCH_BYTES)
        break;
      g_array_append_val (batch->rows, n);
      g_ptr_array_add (batch->entries, g_steal_pointer (&entry));
    }

  return g_steal_pointer (&batch);
}

/* @rows are on their way; NULL: nothing is any more. */
static gboolean
mark_sending (Sync *self, GArray *rows, GError **error)
{
  gboolean ok = TRUE;

  if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
    return FALSE;
  if (rows == NULL)
    ok = pantau_db_run (self->db, error, "DELETE FROM sending", "");
  for (guint i = 0; ok && rows != NULL && i < rows->len; i++)
    ok = pantau_db_run (self->db, error,
                        "INSERT INTO sending (entry) VALUES (?1) ON CONFLICT DO NOTHING", "i",
                        g_array_index (rows, gint64, i));

  return end (self, ok, error);
}

static gboolean
store_line_fate (Sync *self, const PantauReceiptLine *line, gint64 row, GError **error)
{
  if (line->fate == PANTAU_FATE_REFUSED)
    {
      self->result->refused++;
      return pantau_db_run (self->db, error,
                            "INSERT INTO refused (entry, reason, epoch) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (entry) DO UPDATE SET reason = ?2, epoch = ?3",
                            "iss", row, line->reason, self->epoch);
    }

  self->result->pushed++;
  if (line->fate == PANTAU_FATE_QUARANTINED)
    self->result->quarantined++;

  return pantau_db_run (self->db, error, "DELETE FROM unsent WHERE entry = ?1", "i", row);
}

/* Of two receipts the one that says more is what the next sync compares heads by; they may come back in any order. */
static gboolean
remember_head (Sync *self, const PantauReceipt *receipt, GError **error)
{
  g_autofree char *known = pantau_home_get_setting (self->home, "head-index");
  g_autofree char *index = g_strdup_printf ("%" G_GINT64_FORMAT, receipt->index);

  if (known != NULL && g_ascii_strtoll (known, NULL, 10) > receipt->index)
    return TRUE;

  return pantau_home_set_setting (self->home, "head", receipt->head, error) &&
         pantau_home_set_setting (self->home, "head-index", index, error);
}

/* The receipt and what it covers, in one transaction: what is shown as received is what is proved. */
static gboolean
store_receipt (Sync *self, PantauReceipt *receipt, GArray *rows, GError **error)
{
  gboolean ok;

  /* Restored since our heads were compared; the session was renewed without a word, but this is another numbering. */
  if (g_strcmp0 (receipt->epoch, pantau_client_get_epoch (self->client)) != 0)
    return pantau_throw (error, PANTAU_ERROR_EPOCH,
                         _ ("the province was restored from a copy; everything is compared anew"));

  g_free (receipt->epoch);
  receipt->epoch = g_strdup (self->epoch);

  if (!pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;
  ok = pantau_ledger_add_receipt (self->ledger, receipt, (const gint64 *) (gpointer) rows->data,
                                  error) &&
       remember_head (self, receipt, error);
  for (guint i = 0; ok && i < receipt->lines->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);

      ok = store_line_fate (self, &g_array_index (receipt->lines, PantauReceiptLine, i), row,
                            error) &&
           pantau_db_run (self->db, error, "DELETE FROM sending WHERE entry = ?1", "i", row);
    }

  return end (self, ok, error);
}

/* Larger batches and less work on bytes where the line carries it, the reverse where it does not. */
static void
learn_speed (Sync *self, PantauPipe *pipe, const PantauBatch *batch)
{
  double per_second = (double) batch->bytes * G_USEC_PER_SEC / (double) MAX (batch->took, 1);

  if (self->options->batch == 0)
    self->batch = batch->took < SHORT_PUSH ? MIN (self->batch * 2, PANTAU_BATCH_LINES)
                                           : MAX (self->batch / 2, 10);
  if (self->options->level == 0)
    pantau_pipe_set_level (pipe,
                           per_second < SLOW_LINE && batch->bytes > 4096 ? SLOW_LEVEL : FAST_LEVEL);
}

/* Waits for one batch and stores its receipt. */
static gboolean
take_back (Sync *self, PantauPipe *pipe, gint64 total, GError **error)
{
  g_autoptr (PantauBatch) batch = pantau_pipe_receive (pipe);

  if (batch->receipt == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&batch->error));
      return FALSE;
    }
  self->result->bytes_sent += batch->bytes;
  if (!store_receipt (self, batch->receipt, batch->rows, error))
    return FALSE;

  learn_speed (self, pipe, batch);
  if (self->options->progress != NULL)
    self->options->progress (MIN (self->result->pushed, total), total, self->options->push_data);

  return TRUE;
}

static gboolean
push_all (Sync *self, PantauPipe *pipe, gboolean verdicts, gint64 total, GError **error)
{
  gint64 after = 0;

  for (;;)
    {
      PantauBatch *batch = read_unsent (self, verdicts, after, error);

      if (batch == NULL)
        return FALSE;
      if (batch->entries->len == 0)
        {
          pantau_batch_free (batch);
          break;
        }
      after = g_array_index (batch->rows, gint64, batch->rows->len - 1);

      while (!pantau_pipe_has_room (pipe, batch))
        if (!take_back (self, pipe, total, error))
          {
            pantau_batch_free (batch);
            return FALSE;
          }
      if (!mark_sending (self, batch->rows, error))
        {
          pantau_batch_free (batch);
          return FALSE;
        }
      pantau_pipe_send (pipe, batch);
    }

  while (pantau_pipe_get_in_flight (pipe) > 0)
    if (!take_back (self, pipe, total, error))
      return FALSE;

  return TRUE;
}

static gboolean
push (Sync *self, GError **error)
{
  g_autoptr (PantauPipe) pipe = NULL;
  gint64 total;
  gboolean ok;

  /* What was refused because its device was unknown may be known by now. */
  if (!pantau_db_run (self->db, error, "DELETE FROM refused WHERE reason = 'unknown-device'", "") ||
      !pantau_db_integer (self->db, 0, &total, error, "SELECT count(*) FROM unsent", ""))
    return FALSE;
  if (total == 0)
    return TRUE;

  pipe = pantau_pipe_new (pantau_home_get_server (self->home), pantau_home_get_key (self->home),
                          self->client, pantau_home_get_province (self->home), self->level,
                          self->cancellable);
  ok = push_all (self, pipe, TRUE, total, error) && push_all (self, pipe, FALSE, total, error);

  /* After a failure the other batch may have arrived all the same: its receipt is worth keeping. */
  while (pantau_pipe_get_in_flight (pipe) > 0)
    {
      g_autoptr (PantauBatch) batch = pantau_pipe_receive (pipe);

      if (batch->receipt != NULL)
        store_receipt (self, batch->receipt, batch->rows, NULL);
    }
  if (!ok)
    mark_sending (self, NULL, NULL);

  return ok;
}

/* A line that the province sent. Our own, lost here and come back, still wants its receipt. */
static gboolean
store_pulled (Sync *self, PantauEntry *entry, gint64 index, GHashTable *refilled, GError **error)
{
  gboolean is_own = g_str_equal (entry->device, pantau_home_get_device (self->home)), is_new;
  gint64 before, n;

  if (!pantau_ledger_find (self->ledger, entry->id, &before, error) ||
      !pantau_ledger_add (self->ledger, entry, &n, &is_new, error) ||
      !pantau_ledger_number (self->ledger, self->epoch, index, n, error))
    return FALSE;

  if (is_new)
    self->result->pulled++;
  if (is_new && before != 0)
    g_hash_table_add (refilled, g_strdup (entry->record));

  if (is_own && before == 0)
    return pantau_db_run (self->db, error,
                          "INSERT INTO unsent (entry) VALUES (?1) ON CONFLICT DO NOTHING", "i", n);

  return is_own || pantau_db_run (self->db, error, "DELETE FROM unsent WHERE entry = ?1", "i", n);
}

/* Lines and cursor in one transaction: a cursor ahead of its lines would lose them for ever. */
static gboolean
store_page (Sync *self, PantauPage *page, GError **error)
{
  g_autoptr (GHashTable) refilled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauStore *store = pantau_home_get_store (self->home);
  GHashTableIter iter;
  gpointer record;
  gboolean ok = TRUE;

  if (!pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;
  for (guint i = 0; ok && i < page->entries->len; i++)
    ok = store_pulled (self, g_ptr_array_index (page->entries, i),
                       g_array_index (page->indexes, gint64, i), refilled, error);
  ok = ok && pantau_home_set_setting (self->home, "cursor", page->cursor, error);
  if (!end (self, ok, error) || !pantau_store_catch_up (store, error))
    return FALSE;

  g_hash_table_iter_init (&iter, refilled);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!pantau_store_refresh (store, record, error))
      return FALSE;

  return TRUE;
}

static gboolean
pull (Sync *self, GError **error)
{
  gboolean more = TRUE;
  guint wait = self->options->wait;

  while (more)
    {
      g_autofree char *cursor = pantau_home_get_setting (self->home, "cursor");
      g_autoptr (PantauPage) page = NULL;

      page = pantau_client_pull (self->client, cursor, PANTAU_BATCH_LINES, wait,
                                 pantau_home_misses_own (self->home), self->cancellable, error);
      if (page == NULL)
        return FALSE;
      self->result->bytes_received += page->bytes;
      if (!store_page (self, page, error))
        return FALSE;
      if (self->options->progress != NULL && page->indexes->len > 0)
        {
          gint64 reached = g_array_index (page->indexes, gint64, page->indexes->len - 1);

          self->options->progress (reached, MAX (reached, pantau_client_get_index (self->client)),
                                   self->options->pull_data);
        }
      more = page->more;
      wait = 0;
    }

  return TRUE;
}

static gboolean
exchange (Sync *self, GError **error)
{
  if (!pantau_client_open_session (self->client, self->cancellable, error) ||
      !settle_epoch (self, error))
    return FALSE;
  self->result->clock_error = pantau_client_get_clock_error (self->client);

  if (!push (self, error) || !pull (self, error))
    return FALSE;

  /* Own lines that came back after a repair get their receipts now. */
  return push (self, error);
}

/* What the sync page shows of the last time. */
static void
note_contact (Sync *self, gboolean ok)
{
  g_autofree char *now = pantau_home_now ();
  g_autofree char *clock = g_strdup_printf ("%" G_GINT64_FORMAT, self->result->clock_error);

  if (ok)
    {
      pantau_home_set_setting (self->home, "last-sync", now, NULL);
      pantau_home_set_setting (self->home, "clock-error", clock, NULL);
    }
  pantau_db_integer (self->db, 0, &self->result->waiting, NULL,
                     "SELECT count(*) FROM unsent JOIN entry ON n = unsent.entry WHERE device = ?1",
                     "s", pantau_home_get_device (self->home));
}

gboolean
pantau_sync_run (PantauHome *home,
                 const PantauSyncOptions *options,
                 PantauSyncResult *result,
                 GCancellable *cancellable,
                 GError **error)
{
  static const PantauSyncOptions defaults = { 0 };
  g_auto (Sync) self = { .home = home,
                         .db = pantau_home_get_db (home),
                         .ledger = pantau_home_get_ledger (home),
                         .options = options != NULL ? options : &defaults,
                         .result = result,
                         .cancellable = cancellable };
  g_autoptr (GError) local_error = NULL;
  gboolean ok;

  memset (result, 0, sizeof *result);
  if (pantau_home_get_province (home) == NULL)
    return pantau_throw (
        error, PANTAU_ERROR_NOT_ENROLLED,
        _ ("this home is not enrolled yet; what was recorded is safe here and is sent once it is "
           "(pantauctl --home DIR enroll --server URL CODE)"));

  self.client = pantau_client_new (pantau_home_get_server (home), pantau_home_get_key (home),
                                   pantau_home_get_province (home), error);
  if (self.client == NULL)
    return FALSE;
  self.batch =
      self.options->batch > 0 ? MIN (self.options->batch, PANTAU_BATCH_LINES) : FIRST_BATCH;
  self.level = self.options->level > 0 ? self.options->level : FAST_LEVEL;

  ok = exchange (&self, &local_error);

  /* Restored between our session and our question: once more, from its new beginning. */
  if (!ok && g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_EPOCH))
    {
      g_clear_error (&local_error);
      g_clear_pointer (&self.epoch, g_free);
      pantau_db_run (self.db, NULL, "DELETE FROM setting WHERE name = 'cursor'", "");
      ok = exchange (&self, &local_error);
    }

  note_contact (&self, ok);
  if (!ok)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return pantau_home_trim_journal (home, error);
}
