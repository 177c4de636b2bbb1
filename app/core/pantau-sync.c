/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When and in what order lines travel: own ones out first (they are few and precious), then what is new in.
 * A line stays in `unsent` until a verified receipt of the province's present epoch covers it. How they go out is in pantau-sync-push.c.
 */

#include "config.h"

#include "pantau-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-access.h"
#include "pantau-appeal.h"
#include "pantau-courier-carry.h"
#include "pantau-connect.h"
#include "pantau-epoch.h"
#include "pantau-erasure.h"
#include "pantau-error.h"
#include "pantau-reconcile.h"
#include "pantau-rekey.h"
#include "pantau-revocation.h"
#include "pantau-totals.h"
#include "pantau-unnamed.h"
#include "pantau-uploads.h"
#include "pantau-upkeep.h"

/* µs after which heads are compared again, though nothing happened: a province could have been put back in silence. */
#define FRESH (15 * G_TIME_SPAN_MINUTE)

/* Parcels of others, in seconds. */
#define CARRY_SECONDS 20

static void
sync_run_clear (PantauSyncRun *self)
{
  g_clear_pointer (&self->pipe, pantau_pipe_free);
  g_clear_pointer (&self->own, pantau_client_free);
  g_free (self->epoch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauSyncRun, sync_run_clear)

void
pantau_sync_run_add_intake (PantauSyncRun *self, const PantauIntake *intake)
{
  self->result->pushed += intake->pushed;
  self->result->quarantined += intake->quarantined;
  self->result->refused += intake->refused;
  self->result->pulled += intake->pulled;
}

static gboolean
store_page (PantauSyncRun *self, PantauPage *page, GError **error)
{
  PantauIntake intake = { 0 };
  gboolean ok = pantau_intake_page (self->home, page, self->epoch, FALSE, &intake, error);

  pantau_sync_run_add_intake (self, &intake);

  return ok;
}

/* While lines are exchanged no file stands in their way, for the line may be a narrow one. */
static void
begin_lines (PantauSyncRun *self)
{
  if (self->options->files != NULL)
    pantau_transfer_hold (self->options->files);
}

static void
end_lines (PantauSyncRun *self)
{
  if (self->options->files != NULL)
    pantau_transfer_release (self->options->files);
}

static gboolean
pull (PantauSyncRun *self, GError **error)
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
sweep (PantauSyncRun *self)
{
  g_autoptr (GError) error = NULL;

  if (!pantau_erasure_sweep (self->home, &error))
    g_message ("%s", error->message);
}

/* What cannot be shown now is with the next exchange. */
static void
appeal (PantauSyncRun *self)
{
  g_autoptr (GError) error = NULL;

  if (!pantau_appeal_run (self->home, self->client, self->cancellable, &error))
    g_debug ("showing receipts: %s", error->message);
}

/* Once a day, behind all that somebody waits for. */
static void
sweep_unnamed (PantauSyncRun *self)
{
  g_autoptr (GError) error = NULL;
  guint removed;

  if (!pantau_unnamed_sweep (self->home, &removed, &error))
    g_message ("looking for files that nothing names: %s", error->message);
}

/* What this home carries for others. In a window the next question for news waits for it, so not for long. */
static gboolean
carry (PantauSyncRun *self, GError **error)
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

/* Figures in place of the records that one may not see. A province that does not know them yet has none. */
static gboolean
fetch_totals (PantauSyncRun *self, GError **error)
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
may_only_wait (PantauSyncRun *self, gboolean *may, GError **error)
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
wait_for_news (PantauSyncRun *self, gboolean *done, GError **error)
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
compare (PantauSyncRun *self, GError **error)
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
  if (!pantau_sync_run_push (self, error) || !pull (self, error) ||
      !pantau_sync_run_push (self, error))
    return FALSE;
  after = pantau_reconcile_run (self->home, self->client, found, self->cancellable, error);

  return after != NULL;
}

/* Once a day, and when somebody asks. What cannot be compared today is no reason to call the sync failed: lines have travelled. */
static gboolean
reconcile (PantauSyncRun *self, GError **error)
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
exchange_lines (PantauSyncRun *self, GError **error)
{
  gboolean done, changed = FALSE;

  if (!wait_for_news (self, &done, error))
    return FALSE;
  if (done)
    return TRUE;

  g_clear_pointer (&self->epoch, g_free);
  pantau_client_want_head (self->client, pantau_epoch_get_witnessed (self->home));
  pantau_sync_run_prepare_push (self);
  if (!pantau_client_open_session (self->client, self->cancellable, error) ||
      !pantau_epoch_settle (self->home, self->client, &self->epoch, &changed, self->cancellable,
                            error))
    return FALSE;
  self->result->epoch_changed |= changed;
  self->result->clock_error = pantau_client_get_clock_error (self->client);

  pantau_sync_run_note_far (self);
  if (!pantau_sync_run_push (self, error))
    return FALSE;
  pantau_sync_run_prepare_early (self);
  if (self->early != NULL)
    pantau_early_go (self->early);
  if (!pull (self, error))
    return FALSE;

  /* Own lines that came back after a repair get their receipts now. */
  if (!pantau_sync_run_push (self, error) ||
      !pantau_erasure_settle (self->home, &self->result->erased, error))
    return FALSE;
  sweep (self); /* of what is to be no more nothing is sent either */

  return fetch_totals (self, error) && reconcile (self, error);
}

/*
 * This device may no longer read, and the province says so with its signature. What it does not have yet it has been sent, and is sent now; then what it has goes. What
 * fails here is tried again at the next contact.
 */
static void
obey_revocation (PantauSyncRun *self)
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

  pantau_sync_run_send_files (self, NULL);
  if (!pantau_revocation_settle (self->home, &self->result->surrendered, &error))
    g_message ("%s", error->message);
  sweep (self);
}

static gboolean
exchange (PantauSyncRun *self, GError **error)
{
  gboolean ok;

  begin_lines (self);
  ok = exchange_lines (self, error);
  end_lines (self);
  pantau_sync_run_finish_early (self, ok);
  self->lines_done = ok;
  if (!ok)
    obey_revocation (self);

  if (!ok || !carry (self, error) || !pantau_sync_run_send_files (self, error))
    return FALSE;
  appeal (self);
  sweep_unnamed (self);
  pantau_upkeep_run (self->home, self->client, self->cancellable);

  return TRUE;
}

/* What the sync page shows of the last time. */
static void
note_contact (PantauSyncRun *self, gboolean ok)
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
  g_auto (PantauSyncRun) self = { .home = home,
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
  pantau_sync_run_begin_push (&self);

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
