/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Own lines on their way to the province, in batches: how large they are, how hard they are compressed, and what is made ready before the line to it is open.
 * Each receipt is stored as it comes.
 */

#include "config.h"

#include "pantau-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-intake.h"

/* The first batch is small, so that something arrives even through a few seconds of signal; then they grow. */
#define FIRST_BATCH     50
#define FIRST_FAR_BATCH 100

/*
 * A push that took less than this was short enough to try a larger one, one that took longer than the second was too long, µs. In between, and never with fewer
 * lines than so many: lines that travel together cost half of what they do one by one, and on a narrow line that is time.
 */
#define SHORT_PUSH  (4 * G_USEC_PER_SEC)
#define LONG_PUSH   (12 * G_USEC_PER_SEC)
#define LEAST_BATCH 25

/* Below this many bytes a second, bytes cost more than the processor's time. */
#define SLOW_LINE (200 * 1024)

/*
 * Below this many, two pushes of the usual size at once throw packets out of the line's queue, so they have that many bytes each: as many as go at once before TCP has heard
 * anything. The first over a long way goes alone, and shows what the line is.
 */
#define NARROW_LINE  (24 * 1024)
#define NARROW_BATCH (14 * 1024)

#define FAST_LEVEL 3
#define SLOW_LEVEL 19

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

/* As a JSON array: nothing in a key needs to be escaped. */
static char *
province_keys (PantauHome *home)
{
  g_autofree char *keys = pantau_home_dup_province_keys (home);
  g_auto (GStrv) list = g_strsplit (keys, " ", -1);
  g_autofree char *joined = g_strjoinv ("\",\"", list);

  return g_strconcat ("[\"", joined, "\"]", NULL);
}

/*
 * The rows after @after that are to be sent. @verdicts: only what the province said of others' lines. Where it was
 * restored and forgot them it gets these first, so that it need not judge the lines a second time.
 */
static gboolean
find_unsent (PantauSyncRun *self, gboolean verdicts, gint64 after, GArray *rows, GError **error)
{
  g_autofree char *keys = verdicts ? province_keys (self->home) : NULL;

  if (verdicts)
    return take_rows (
        pantau_db_query (self->db,
                         "SELECT n FROM entry CROSS JOIN unsent ON unsent.entry = n "
                         "WHERE device IN (SELECT value FROM json_each (?1)) "
                         "AND type IN ('" PANTAU_TYPE_QUARANTINE "', '" PANTAU_TYPE_ADMIT
                         "') AND n > ?2 "
                         "AND n NOT IN (SELECT entry FROM refused) ORDER BY n LIMIT ?3",
                         "sii", keys, after, (gint64) self->batch),
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
read_unsent (PantauSyncRun *self, gboolean verdicts, gint64 after, GError **error)
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
mark_sending (PantauSyncRun *self, GArray *rows, GError **error)
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

  if (ok)
    return pantau_db_commit (self->db, error);
  pantau_db_rollback (self->db);

  return FALSE;
}

static gboolean
store_receipt (PantauSyncRun *self, PantauReceipt *receipt, GArray *rows, GError **error)
{
  PantauIntake intake = { 0 };
  gboolean ok;

  /* Restored since our heads were compared; the session was renewed without a word, but this is another numbering. */
  if (g_strcmp0 (receipt->epoch, pantau_client_get_epoch (self->client)) != 0)
    return pantau_throw (error, PANTAU_ERROR_EPOCH,
                         _ ("the province was restored from a copy; everything is compared anew"));

  ok = pantau_intake_receipt (self->home, receipt, (const gint64 *) (gpointer) rows->data,
                              self->epoch, &intake, error);
  if (ok)
    pantau_sync_run_add_intake (self, &intake);

  return ok;
}

/* Larger batches and less work on bytes where the line carries it, the reverse where it does not. */
static void
learn_speed (PantauSyncRun *self, PantauPipe *pipe, const PantauBatch *batch)
{
  double bytes = (double) batch->bytes * G_USEC_PER_SEC,
         per_second = bytes / (double) MAX (batch->took, 1),
         alone = bytes / (double) MAX (batch->took - pantau_client_get_way (self->client), 1);

  if (self->options->batch == 0)
    {
      if (batch->took < SHORT_PUSH)
        self->batch = MIN (self->batch * 2, PANTAU_BATCH_LINES);
      else if (batch->took > LONG_PUSH)
        self->batch = MAX (self->batch / 2, LEAST_BATCH);
    }
  /* Few bytes say nothing of the line's width. */
  if (self->options->level == 0 && batch->bytes > 4096)
    {
      self->level = per_second < SLOW_LINE ? SLOW_LEVEL : FAST_LEVEL;
      pantau_pipe_set_level (pipe, self->level);
      pantau_pipe_set_width (pipe, PANTAU_PIPE_WIDTH);
      if (self->options->batch == 0 && alone < NARROW_LINE)
        self->batch = CLAMP ((guint) (batch->entries->len * NARROW_BATCH / batch->bytes),
                             LEAST_BATCH, PANTAU_BATCH_LINES);
    }
}

/* Where bytes cost more than looking for what is repeated: what the province holds by now. */
static gboolean
add_known (PantauSyncRun *self, PantauBatch *batch, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->level < SLOW_LEVEL)
    return TRUE;
  batch->known = pantau_known_choose (self->db, pantau_home_get_device (self->home), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* Waits for one batch and stores its receipt. */
static gboolean
take_back (PantauSyncRun *self, PantauPipe *pipe, gint64 total, GError **error)
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

  if (self->early != NULL)
    pantau_early_go (self->early);
  learn_speed (self, pipe, batch);
  if (self->options->progress != NULL)
    self->options->progress (MIN (self->result->pushed, total), total, self->options->push_data);

  return TRUE;
}

static gboolean
push_all (PantauSyncRun *self, PantauPipe *pipe, gboolean verdicts, gint64 total, GError **error)
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
      if (!add_known (self, batch, error) || !mark_sending (self, batch->rows, error))
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

void
pantau_sync_run_begin_push (PantauSyncRun *self)
{
  self->batch =
      self->options->batch > 0 ? MIN (self->options->batch, PANTAU_BATCH_LINES) : FIRST_BATCH;
  self->level = self->options->level > 0 ? self->options->level : FAST_LEVEL;
}

/* Whether the province was far the last time that anybody asked: then what is needed next is made ready before it is. */
#define FAR "far"

void
pantau_sync_run_note_far (PantauSyncRun *self)
{
  g_autofree char *known = pantau_home_get_setting (self->home, FAR);
  gboolean is_far = pantau_client_is_far (self->client);

  if (is_far != (known != NULL))
    pantau_home_set_setting (self->home, FAR, is_far ? "1" : NULL, NULL);
}

void
pantau_sync_run_prepare_push (PantauSyncRun *self)
{
  g_autofree char *was_far = pantau_home_get_setting (self->home, FAR);
  gint64 total = 0;

  if (was_far == NULL || self->pipe != NULL ||
      !pantau_db_integer (self->db, 0, &total, NULL, "SELECT count(*) FROM unsent", "") ||
      total == 0)
    return;

  self->pipe = pantau_pipe_new (
      pantau_home_get_server (self->home), pantau_home_get_key (self->home), self->client,
      pantau_home_get_province (self->home), FAST_LEVEL, self->cancellable);
  pantau_pipe_warm (self->pipe, pantau_home_get_pins (self->home));
}

/* The one that was made ready, unless another key is the province's since. */
static PantauPipe *
take_pipe (PantauSyncRun *self)
{
  PantauPipe *pipe = g_steal_pointer (&self->pipe);

  if (pipe != NULL &&
      g_strcmp0 (pantau_pipe_get_province (pipe), pantau_home_get_province (self->home)) != 0)
    g_clear_pointer (&pipe, pantau_pipe_free);
  if (pipe == NULL)
    pipe = pantau_pipe_new (pantau_home_get_server (self->home), pantau_home_get_key (self->home),
                            self->client, pantau_home_get_province (self->home), self->level,
                            self->cancellable);
  pantau_pipe_set_level (pipe, self->level);
  if (self->options->level == 0 && pantau_client_is_far (self->client))
    pantau_pipe_set_width (pipe, 1);

  return pipe;
}

gboolean
pantau_sync_run_push (PantauSyncRun *self, GError **error)
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

  /* What is far is mostly narrow too; and each push costs the way. */
  if (self->options->level == 0 && pantau_client_is_far (self->client))
    self->level = SLOW_LEVEL;
  if (self->options->batch == 0 && pantau_client_is_far (self->client))
    self->batch = MAX (self->batch, FIRST_FAR_BATCH);
  pantau_sync_run_prepare_early (self);
  pipe = take_pipe (self);
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
