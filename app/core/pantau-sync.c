/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When and in what order lines travel: own ones out first (they are few and precious), then what is new in.
 * A line stays in `unsent` until a verified receipt of the province's present epoch covers it.
 */

#include "config.h"

#include "pantau-sync.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-access.h"
#include "pantau-client.h"
#include "pantau-early.h"
#include "pantau-courier-carry.h"
#include "pantau-connect.h"
#include "pantau-epoch.h"
#include "pantau-erasure.h"
#include "pantau-error.h"
#include "pantau-intake.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-pipe.h"
#include "pantau-reconcile.h"
#include "pantau-rekey.h"
#include "pantau-revocation.h"
#include "pantau-transfer.h"
#include "pantau-totals.h"
#include "pantau-trust.h"
#include "pantau-uploads.h"
#include "pantau-upkeep.h"

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

/* µs after which heads are compared again, though nothing happened: a province could have been put back in silence. */
#define FRESH (15 * G_TIME_SPAN_MINUTE)

/* Parcels of others, in seconds. */
#define CARRY_SECONDS 20

#define FAST_LEVEL 3
#define SLOW_LEVEL 19

typedef struct
{
  PantauHome *home;
  PantauDb *db;
  PantauLedger *ledger;
  PantauClient *client; /* (unowned) */
  PantauClient *own;    /* (owned) (nullable) */
  const PantauSyncOptions *options;
  PantauSyncResult *result;
  GCancellable *cancellable;

  char *epoch; /* as our tables name it */
  guint batch;
  int level;
  gboolean is_again;   /* the exchange before this one met a new epoch */
  gboolean has_waited; /* for news, and some came */
  gboolean is_idle;    /* it asked for news alone, and there were none */
  gboolean lines_done; /* whatever becomes of the files */
  gint lines_over;     /* atomic: of lines nothing more is told */
  PantauEarly *early;  /* (owned) (nullable): files that are on their way already, or will be */
  PantauPipe *pipe;    /* (owned) (nullable): made ready for the first push */
} Sync;

static void
sync_clear (Sync *self)
{
  g_clear_pointer (&self->pipe, pantau_pipe_free);
  g_clear_pointer (&self->own, pantau_client_free);
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
find_unsent (Sync *self, gboolean verdicts, gint64 after, GArray *rows, GError **error)
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

static void
add_intake (Sync *self, const PantauIntake *intake)
{
  self->result->pushed += intake->pushed;
  self->result->quarantined += intake->quarantined;
  self->result->refused += intake->refused;
  self->result->pulled += intake->pulled;
}

static gboolean
store_receipt (Sync *self, PantauReceipt *receipt, GArray *rows, GError **error)
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
    add_intake (self, &intake);

  return ok;
}

/* Larger batches and less work on bytes where the line carries it, the reverse where it does not. */
static void
learn_speed (Sync *self, PantauPipe *pipe, const PantauBatch *batch)
{
  double per_second = (double) batch->bytes * G_USEC_PER_SEC / (double) MAX (batch->took, 1);

  if (self->options->batch == 0)
    {
      if (batch->took < SHORT_PUSH)
        self->batch = MIN (self->batch * 2, PANTAU_BATCH_LINES);
      else if (batch->took > LONG_PUSH)
        self->batch = MAX (self->batch / 2, LEAST_BATCH);
    }
  /* Few bytes say nothing of the line's width. */
  if (self->options->level == 0 && batch->bytes > 4096)
    pantau_pipe_set_level (pipe, per_second < SLOW_LINE ? SLOW_LEVEL : FAST_LEVEL);
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

  if (self->early != NULL)
    pantau_early_go (self->early);
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

static void
file_moved (const PantauTransferState *state, gpointer data)
{
  Sync *self = data;

  if (state->total > 0 && g_atomic_int_get (&self->lines_over))
    self->options->progress (state->done, state->total, self->options->file_data);
}

/* Where the line is far and nobody else sends files: its connection is made while lines travel. */
static void
prepare_early (Sync *self)
{
  PantauUploadCounts files;

  if (self->early == NULL && !self->options->no_files && self->options->files == NULL &&
      pantau_client_is_far (self->client) && pantau_uploads_count (self->db, &files, NULL) &&
      files.waiting > 0)
    self->early = pantau_early_start (self->home, self->client,
                                      self->options->progress != NULL ? file_moved : NULL, self,
                                      self->cancellable);
}

/* Whether the province was far the last time that anybody asked: then what is needed next is made ready before it is. */
#define FAR "far"

static void
note_far (Sync *self)
{
  g_autofree char *known = pantau_home_get_setting (self->home, FAR);
  gboolean is_far = pantau_client_is_far (self->client);

  if (is_far != (known != NULL))
    pantau_home_set_setting (self->home, FAR, is_far ? "1" : NULL, NULL);
}

/* While the session is asked for: the connection for what is to be sent then. */
static void
prepare_push (Sync *self)
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
take_pipe (Sync *self)
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

  return pipe;
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

  /* What is far is mostly narrow too; and each push costs the way. */
  if (self->options->level == 0 && pantau_client_is_far (self->client))
    self->level = SLOW_LEVEL;
  if (self->options->batch == 0 && pantau_client_is_far (self->client))
    self->batch = MAX (self->batch, FIRST_FAR_BATCH);
  prepare_early (self);
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

static gboolean
store_page (Sync *self, PantauPage *page, GError **error)
{
  PantauIntake intake = { 0 };
  gboolean ok = pantau_intake_page (self->home, page, self->epoch, FALSE, &intake, error);

  add_intake (self, &intake);

  return ok;
}

/* While lines are exchanged no file stands in their way, for the line may be a narrow one. */
static void
begin_lines (Sync *self)
{
  if (self->options->files != NULL)
    pantau_transfer_hold (self->options->files);
}

static void
end_lines (Sync *self)
{
  if (self->options->files != NULL)
    pantau_transfer_release (self->options->files);
}

static gboolean
pull (Sync *self, GError **error)
{
  gboolean more = TRUE;
  guint wait = self->has_waited ? 0 : self->options->wait;
  gint64 last = 0;

  while (more)
    {
      g_autofree char *cursor = pantau_home_get_setting (self->home, "cursor");
      g_autoptr (PantauPage) page = NULL;

      /* A question that is parked needs no bytes of the line. */
      if (wait > 0)
        end_lines (self);
      page = pantau_client_pull (self->client, cursor, PANTAU_BATCH_LINES, wait,
                                 pantau_home_misses_own (self->home), self->cancellable, error);
      if (wait > 0)
        begin_lines (self);
      if (page == NULL)
        return FALSE;
      self->result->bytes_received += page->bytes;
      if (!store_page (self, page, error))
        return FALSE;
      if (page->indexes->len > 0)
        last = MAX (last, g_array_index (page->indexes, gint64, page->indexes->len - 1));
      if (self->options->progress != NULL && page->indexes->len > 0)
        self->options->progress (last, MAX (last, pantau_client_get_index (self->client)),
                                 self->options->pull_data);
      more = page->more;
      wait = 0;
    }

  /* Numbers were passed: under them nothing may ever stand but what stands there now. */
  return pantau_epoch_witness (self->home, self->client,
                               MAX (last, pantau_client_get_index (self->client)),
                               self->cancellable, error);
}

/* What is not swept today is tried again by the next sync: that is no reason to call this one failed. */
static void
sweep (Sync *self)
{
  g_autoptr (GError) error = NULL;

  if (!pantau_erasure_sweep (self->home, &error))
    g_message ("%s", error->message);
}

/* What this home carries for others. In a window the next question for news waits for it, so not for long. */
static gboolean
carry (Sync *self, GError **error)
{
  PantauCarryOptions options = { .no_files =
                                     self->options->no_files && self->options->files == NULL,
                                 .seconds = self->options->wait > 0 ? CARRY_SECONDS : 0 };
  PantauCarryResult result;
  gboolean ok =
      pantau_courier_carry (self->home, self->client, &options, &result, self->cancellable, error);

  self->result->carried = result.posted;
  self->result->carried_answers = result.answers;
  self->result->carried_waiting = result.waiting;

  return ok;
}

static void
finish_early (Sync *self, gboolean goes_on)
{
  PantauTransferResult result;

  g_atomic_int_set (&self->lines_over, TRUE);
  if (self->early == NULL)
    return;
  pantau_early_finish (g_steal_pointer (&self->early), goes_on, &result);
  self->result->files_sent += result.sent;
  self->result->bytes_sent += result.bytes_sent;
}

/* Text first: of what is seen and said nothing waits for a photo. */
static gboolean
send_files (Sync *self, GError **error)
{
  g_autoptr (PantauTransfer) transfer = NULL;
  PantauTransferResult result;
  g_autoptr (GError) local_error = NULL;
  gboolean ok;

  if (self->options->no_files)
    return TRUE;
  transfer =
      pantau_transfer_new (self->home, self->options->progress != NULL ? file_moved : NULL, self);
  ok = pantau_transfer_run (transfer, self->client, &result, self->cancellable, &local_error);

  self->result->files_sent += result.sent;
  self->result->bytes_sent += result.bytes_sent;
  self->result->files_paused = result.is_paused;
  self->result->files_wifi = result.wifi;
  self->result->files_wifi_bytes = result.wifi_bytes;
  self->result->files_no_door = result.no_door;
  /* Nothing is wrong with the line: what else there is to do goes on. */
  if (ok || result.no_door)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* Figures in place of the records that one may not see. A province that does not know them yet has none. */
static gboolean
fetch_totals (Sync *self, GError **error)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (self->home, NULL);
  g_autofree char *text = NULL, *signature = NULL;
  g_autoptr (GError) local_error = NULL;

  if (person == NULL || g_strcmp0 (person->role, pantau_role_get_name (PANTAU_ROLE_PEMPROV)) != 0)
    return TRUE;
  if (pantau_client_counts (self->client, &text, &signature, self->cancellable, &local_error))
    return pantau_totals_keep (self->home, text, signature, error);
  if (g_strcmp0 (pantau_client_get_problem (self->client), "not-found") == 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* TRUE in @may where news are all that there is to ask for; then the epoch is known too. */
static gboolean
may_only_wait (Sync *self, gboolean *may, GError **error)
{
  gint64 age = pantau_client_get_session_age (self->client), unsent = 0;

  *may = FALSE;
  if (self->options->wait == 0 || self->is_again || age < 0 || age > FRESH)
    return TRUE;
  if (!pantau_db_integer (
          self->db, 0, &unsent, error,
          "SELECT count(*) FROM unsent WHERE entry NOT IN (SELECT entry FROM refused)", ""))
    return FALSE;

  self->epoch = pantau_home_get_setting (self->home, "epoch");
  *may = unsent == 0 && self->epoch != NULL;

  return TRUE;
}

/* Waits for news. TRUE in @done where none came, or the session was another meanwhile. */
static gboolean
wait_for_news (Sync *self, gboolean *done, GError **error)
{
  gboolean may;

  *done = FALSE;
  if (!may_only_wait (self, &may, error) || (may && !pull (self, error)))
    return FALSE;
  self->has_waited = may;
  if (may && self->result->pulled == 0)
    {
      self->result->clock_error = pantau_client_get_clock_error (self->client);
      self->is_idle = *done = TRUE;
    }

  return TRUE;
}

/* Lines that the comparison found to be missing, there or here, travel at once; then it is made again, to say how it stands. */
static gboolean
compare (Sync *self, GError **error)
{
  g_autoptr (PantauReconciled) found =
      pantau_reconcile_run (self->home, self->client, NULL, self->cancellable, error);
  g_autoptr (PantauReconciled) after = NULL;

  if (found == NULL)
    return FALSE;
  self->result->reconciled = TRUE;
  self->result->differences = found->differences->len + (guint) found->more;
  if (pantau_reconciled_is_well (found))
    return TRUE;

  self->has_waited = TRUE;
  if (!push (self, error) || !pull (self, error) || !push (self, error))
    return FALSE;
  after = pantau_reconcile_run (self->home, self->client, found, self->cancellable, error);

  return after != NULL;
}

/* Once a day, and when somebody asks. What cannot be compared today is no reason to call the sync failed: lines have travelled. */
static gboolean
reconcile (Sync *self, GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + self->result->clock_error;
  g_autoptr (GError) local_error = NULL;

  if (!self->options->reconcile && !pantau_reconcile_is_due (self->home, now))
    return TRUE;
  if (compare (self, &local_error))
    return TRUE;

  if (self->options->reconcile || g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_EPOCH) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_debug ("%s", local_error->message);
  pantau_reconcile_note_failure (self->home, now);

  return TRUE;
}

static gboolean
exchange_lines (Sync *self, GError **error)
{
  gboolean done, changed = FALSE;

  if (!wait_for_news (self, &done, error))
    return FALSE;
  if (done)
    return TRUE;

  g_clear_pointer (&self->epoch, g_free);
  pantau_client_want_head (self->client, pantau_epoch_get_witnessed (self->home));
  prepare_push (self);
  if (!pantau_client_open_session (self->client, self->cancellable, error) ||
      !pantau_epoch_settle (self->home, self->client, &self->epoch, &changed, self->cancellable,
                            error))
    return FALSE;
  self->result->epoch_changed |= changed;
  self->result->clock_error = pantau_client_get_clock_error (self->client);

  note_far (self);
  if (!push (self, error))
    return FALSE;
  prepare_early (self);
  if (self->early != NULL)
    pantau_early_go (self->early);
  if (!pull (self, error))
    return FALSE;

  /* Own lines that came back after a repair get their receipts now. */
  if (!push (self, error) || !pantau_erasure_settle (self->home, &self->result->erased, error))
    return FALSE;
  sweep (self); /* of what is to be no more nothing is sent either */

  return fetch_totals (self, error) && reconcile (self, error);
}

/*
 * This device may no longer read, and the province says so with its signature. What it does not have yet it has been sent, and is sent now; then what it has goes. What
 * fails here is tried again at the next contact.
 */
static void
obey_revocation (Sync *self)
{
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (pantau_client_get_problem (self->client), "revoked") != 0)
    return;
  /* It was revoked while the session was open. */
  if (!pantau_client_is_revoked (self->client) &&
      !pantau_client_open_session (self->client, self->cancellable, NULL))
    return;
  if (!pantau_client_is_revoked (self->client))
    return;

  send_files (self, NULL);
  if (!pantau_revocation_settle (self->home, &self->result->surrendered, &error))
    g_message ("%s", error->message);
  sweep (self);
}

static gboolean
exchange (Sync *self, GError **error)
{
  gboolean ok;

  begin_lines (self);
  ok = exchange_lines (self, error);
  end_lines (self);
  finish_early (self, ok);
  self->lines_done = ok;
  if (!ok)
    obey_revocation (self);

  if (!ok || !carry (self, error) || !send_files (self, error))
    return FALSE;
  pantau_upkeep_run (self->home, self->client, self->cancellable);

  return TRUE;
}

/* What the sync page shows of the last time. */
static void
note_contact (Sync *self, gboolean ok)
{
  g_autofree char *now = pantau_home_now ();
  g_autofree char *clock = g_strdup_printf ("%" G_GINT64_FORMAT, self->result->clock_error);
  PantauUploadCounts files;

  /* A laptop that rests does not write. */
  if (ok && !self->is_idle)
    {
      pantau_home_set_setting (self->home, "last-sync", now, NULL);
      pantau_home_set_setting (self->home, PANTAU_SETTING_CLOCK_ERROR, clock, NULL);
    }
  if (pantau_uploads_count (self->db, &files, NULL))
    {
      self->result->files_waiting = files.waiting + files.refused + files.missing;
      self->result->files_refused = files.refused;
      self->result->files_missing = files.missing;
    }
  self->result->copied = pantau_home_is_copied (self->home);
  pantau_db_integer (self->db, 0, &self->result->waiting, NULL,
                     "SELECT count(*) FROM unsent JOIN entry ON n = unsent.entry "
                     "WHERE device = ?1 OR device IN (SELECT device FROM former)",
                     "s", pantau_home_get_device (self->home));
}

PantauClient *
pantau_sync_connect (PantauHome *home, GError **error)
{
  return pantau_home_connect (home, error);
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

  self.client = self.options->client;
  if (self.client == NULL)
    self.client = self.own = pantau_sync_connect (home, error);
  if (self.client == NULL)
    return FALSE;
  self.batch =
      self.options->batch > 0 ? MIN (self.options->batch, PANTAU_BATCH_LINES) : FIRST_BATCH;
  self.level = self.options->level > 0 ? self.options->level : FAST_LEVEL;

  sweep (&self); /* what a crash left */
  ok = exchange (&self, &local_error);

  /* Restored between our session and our question: once more, from its new beginning. */
  if (!ok && g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_EPOCH))
    {
      g_clear_error (&local_error);
      g_clear_pointer (&self.epoch, g_free);
      self.is_again = TRUE;
      pantau_db_run (self.db, NULL, "DELETE FROM setting WHERE name = 'cursor'", "");
      ok = exchange (&self, &local_error);
    }

  note_contact (&self, self.lines_done);
  if (!ok)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return pantau_home_trim_journal (home, error);
}

gboolean
pantau_sync_fetch_blob_telling (PantauHome *home,
                                const char *hash,
                                PantauFetchFunc func,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (PantauClient) client = pantau_sync_connect (home, error);

  return client != NULL &&
         pantau_transfer_fetch (home, client, hash, func, data, cancellable, error);
}

gboolean
pantau_sync_fetch_blob (PantauHome *home,
                        const char *hash,
                        GCancellable *cancellable,
                        GError **error)
{
  return pantau_sync_fetch_blob_telling (home, hash, NULL, NULL, cancellable, error);
}
