/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of an exchange: a line of their own where the province is far, made while lines of text travel, and the rest of them after those.
 */

#include "config.h"

#include "pantau-sync-private.h"

#include "pantau-mend.h"
#include "pantau-uploads.h"

static void
file_moved (const PantauTransferState *state, gpointer data)
{
  PantauSyncRun *self = data;

  if (state->total > 0 && g_atomic_int_get (&self->lines_over))
    self->options->progress (state->done, state->total, self->options->file_data);
}

void
pantau_sync_run_prepare_early (PantauSyncRun *self)
{
  PantauUploadCounts files;

  if (self->early == NULL && !self->options->no_files && self->options->files == NULL &&
      pantau_client_is_far (self->client) && pantau_uploads_count (self->db, &files, NULL) &&
      files.waiting > 0)
    self->early = pantau_early_start (self->home, self->client,
                                      self->options->progress != NULL ? file_moved : NULL, self,
                                      self->cancellable);
}

void
pantau_sync_run_finish_early (PantauSyncRun *self, gboolean goes_on)
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
gboolean
pantau_sync_run_send_files (PantauSyncRun *self, GError **error)
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
  if (result.no_door)
    return TRUE;
  if (ok)
    ok = pantau_mend_run (self->home, self->client, &self->result->files_mended, self->cancellable,
                          &local_error);
  if (ok)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
