/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session knows of its files on their way, and when they may go. */

#define G_LOG_DOMAIN "pantau-session"

#include "config.h"

#include "pantau-error.h"
#include "pantau-files-rule.h"
#include "pantau-session-private.h"

static void
files_told (const PantauFilesNews *news, gpointer data)
{
  PantauSession *self = data;
  gboolean is_other = news->state->files != self->moving.files;

  self->moving = *news->state;
  if (is_other && news->result == NULL)
    pantau_session_refresh_standing (self);
  if (news->result != NULL)
    {
      g_clear_error (&self->files_error);
      self->files_error = news->error != NULL ? g_error_copy (news->error) : NULL;
      pantau_session_refresh_standing (self);
      if (news->result->sent > 0 || news->result->refused > 0)
        pantau_session_announce_change (self);
      /* Lines come first: their thread compares with the province's new beginning. */
      if (g_error_matches (news->error, PANTAU_ERROR, PANTAU_ERROR_EPOCH) && self->sync != NULL)
        pantau_sync_thread_wake (self->sync);
    }
  g_signal_emit_by_name (self, "files-moved");
}

void
pantau_session_mend_files (PantauSession *self)
{
  if (self->files != NULL && self->files_started)
    pantau_files_thread_wake (self->files, FALSE);
}

/* Another network: it may carry what the last one should not. */
static void
line_changed (GNetworkMonitor *monitor, gpointer value, PantauSession *self)
{
  pantau_session_mend_files (self);
}

static void
metered_changed (GNetworkMonitor *monitor, GParamSpec *pspec, PantauSession *self)
{
  line_changed (monitor, NULL, self);
}

void
pantau_session_begin_files (PantauSession *self)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  self->files = pantau_files_thread_new (self->home, files_told, self);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (line_changed), self, 0);
  g_signal_connect_object (monitor, "notify::network-metered", G_CALLBACK (metered_changed), self,
                           0);
}

void
pantau_session_lines_went (PantauSession *self, const PantauSyncResult *result)
{
  /* A parked request that came back brings no files; after a failure their thread comes back by itself. */
  if (self->files != NULL && (!self->files_started || result->pushed > 0 || result->epoch_changed ||
                              result->erased > 0 || result->reconciled))
    pantau_files_thread_wake (self->files, FALSE);
  self->files_started = TRUE;
}

const PantauTransferState *
pantau_session_get_moving (PantauSession *self)
{
  return &self->moving;
}

gint64
pantau_session_get_files (PantauSession *self)
{
  return self->standing.files;
}

const GError *
pantau_session_get_files_error (PantauSession *self)
{
  return self->files_error;
}

static gpointer
do_nothing (PantauHome *home, gpointer data, GError **error)
{
  return NULL;
}

/* The setting is written by now, since acts are done in the order of asking. */
static void
rule_was_written (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauSession *self = PANTAU_SESSION (source);

  pantau_session_write_finish (self, result, NULL);
  if (self->files != NULL && self->files_started)
    pantau_files_thread_wake (self->files, TRUE);
  g_signal_emit_by_name (self, "files-moved");
}

static void
set_rule (PantauSession *self, const char *name, const char *value)
{
  pantau_session_set_setting (self, name, value);
  pantau_session_ask (self, do_nothing, NULL, NULL, NULL, rule_was_written, NULL);
}

void
pantau_session_pause_files (PantauSession *self, gboolean pause)
{
  set_rule (self, PANTAU_SETTING_FILES_PAUSED, pause ? "1" : "0");
}

void
pantau_session_limit_files (PantauSession *self, goffset limit)
{
  g_autofree char *text =
      limit >= 0 ? g_strdup_printf ("%" G_GOFFSET_FORMAT, limit) : g_strdup ("");

  set_rule (self, PANTAU_SETTING_FILES_METERED, text);
}
