/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: exchanging with the province, once or for ever. */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-advice.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-files-thread.h"
#include "pantau-format.h"
#include "pantau-sync-thread.h"
#include "pantau-words-files.h"

static void
tell_surrendered (const PantauSyncResult *result)
{
  if (result->surrendered > 0)
    fprintf (stderr,
             ngettext ("the content of %u line, which the province holds, was erased here\n",
                       "the content of %u lines, which the province holds, was erased here\n",
                       result->surrendered),
             result->surrendered);
}

static void
tell_sync (PantauHome *home, const PantauSyncResult *result)
{
  g_autofree char *wifi = NULL, *clock = NULL;

  if (result->epoch_changed)
    fprintf (stderr, "%s\n",
             _ ("the province was restored from a copy; all lines of this home were offered to it "
                "again"));
  if (result->copied)
    fprintf (stderr, "%s\n",
             _ ("another laptop writes with this home’s key: its data was copied; ask for a new "
                "invitation and give it a new key with “rekey CODE”"));
  clock = pantau_advice_for_clock (result->clock_error);
  if (clock != NULL)
    fprintf (stderr, "%s\n", clock);
  if (result->erased > 0)
    fprintf (stderr,
             ngettext ("%u line lost its content: erased by law\n",
                       "%u lines lost their content: erased by law\n", result->erased),
             result->erased);
  if (result->quarantined > 0)
    fprintf (stderr, _ ("%u lines were put before the desk first (quarantine)\n"),
             result->quarantined);

  printf (_ ("sent %u, received %u, waiting %" PRId64 "\n"), result->pushed, result->pulled,
          result->waiting);
  if (result->files_sent > 0 || result->files_waiting > 0)
    {
      g_autofree char *waiting = pantau_format_integer (result->files_waiting);

      printf (_ ("files: sent %u, waiting %s\n"), result->files_sent, waiting);
    }
  if (result->files_mended > 0)
    printf (_ ("damaged files that came again: %u\n"), result->files_mended);
  if (result->carried > 0 || result->carried_waiting > 0)
    {
      g_autofree char *posted = pantau_format_integer (result->carried);
      g_autofree char *answers = pantau_format_integer (result->carried_answers);
      g_autofree char *left = pantau_format_integer (result->carried_waiting);

      /* Translators: parcels of other laptops, which this one carries to the province. */
      printf (_ ("carried for others: sent %s, answers %s, waiting %s\n"), posted, answers, left);
    }
  wifi = pantau_words_wifi (result->files_wifi, result->files_wifi_bytes);
  if (result->files_paused)
    printf ("%s\n", _ ("files are paused; “files resume” goes on"));
  else if (wifi != NULL)
    printf ("%s\n", wifi);
}

/* FALSE where a person must look after files. */
static gboolean
tell_files (const PantauSyncResult *result, gboolean no_files)
{
  if (result->files_no_door)
    pantau_console_fault ("refused", NULL, pantau_transfer_describe_no_door ());
  if (result->files_refused > 0)
    {
      g_autofree char *message =
          g_strdup_printf (ngettext ("the province did not take %u file; it is kept here",
                                     "the province did not take %u files; they are kept here",
                                     (gulong) result->files_refused),
                           (guint) result->files_refused);

      pantau_console_fault ("refused", NULL, message);
    }
  if (result->files_missing > 0)
    {
      g_autofree char *message = g_strdup_printf (
          ngettext ("%u file that a record names is not on this laptop, so it cannot be sent",
                    "%u files that records name are not on this laptop, so they cannot be sent",
                    (gulong) result->files_missing),
          (guint) result->files_missing);

      pantau_console_fault ("missing", NULL, message);
    }

  /* What waits because somebody said so needs nobody. */
  return result->files_refused == 0 && result->files_missing == 0 &&
         (result->files_waiting <= (gint64) result->files_wifi || result->files_paused || no_files);
}

/* ---- Staying ---- */

/* What `sync --keep` knows between two reports. */
typedef struct
{
  const CtlOptions *options;
  PantauHome *home;
  PantauFilesThread *files;
  GMainLoop *loop;
  int code;         /* of the last failure that was told; -1: none */
  gboolean started; /* an exchange of lines went well, so files may follow */
} Keeping;

static void
files_told (const PantauFilesNews *news, gpointer data)
{
  if (news->result != NULL && news->result->sent > 0)
    printf (_ ("files: sent %u\n"), news->result->sent);
  if (news->error != NULL && !pantau_error_is_temporary (news->error))
    pantau_console_fail (news->error);
  fflush (stdout);
}

/* A failure is told once, not each time that it is tried again. */
static void
lines_told (const PantauSyncNews *news, gpointer data)
{
  Keeping *self = data;
  const PantauSyncResult *result = news->result;

  if (news->error != NULL && news->error->code != self->code)
    pantau_console_fail (news->error);
  if (news->error != NULL && result != NULL && !self->options->json)
    tell_surrendered (result);
  if (result != NULL)
    self->code = news->error != NULL ? news->error->code : -1;
  if (result == NULL || news->error != NULL)
    return;

  if (news->news && !self->options->json)
    tell_sync (self->home, result);
  if (!self->options->no_files && (!self->started || result->pushed > 0 || result->epoch_changed ||
                                   result->erased > 0 || result->differences > 0))
    pantau_files_thread_wake (self->files, FALSE);
  self->started = TRUE;
  fflush (stdout);
}

static gboolean
end_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;
}

/* Exchanges and waits for news until somebody ends it. */
static int
keep (const CtlOptions *options, PantauHome *home, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Keeping self = { .options = options, .home = home, .loop = loop, .code = -1 };
  PantauSyncThread *lines;
  guint term, interrupt;

  if (pantau_home_get_province (home) == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED, _ ("this home belongs to no province yet"));
      return -1;
    }

  term = g_unix_signal_add (SIGTERM, end_cb, loop);
  interrupt = g_unix_signal_add (SIGINT, end_cb, loop);
  self.files = pantau_files_thread_new (home, files_told, &self);
  lines = pantau_sync_thread_new (home, pantau_files_thread_get_transfer (self.files), lines_told,
                                  &self);
  g_main_loop_run (loop);
  pantau_sync_thread_free (lines);
  pantau_files_thread_free (self.files);
  g_source_remove (term);
  g_source_remove (interrupt);

  return PANTAU_EXIT_OK;
}

int
ctl_sync (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauSyncOptions sync = { .wait = (guint) CLAMP (options->wait, 0, 60),
                             .progress = pantau_console_progress,
                             .push_data = (gpointer) _ ("Sending"),
                             .pull_data = (gpointer) _ ("Receiving"),
                             .file_data = (gpointer) _ ("Sending files"),
                             .no_files = options->no_files };
  g_autoptr (PantauHome) home = NULL;
  PantauSyncResult result;

  if (!ctl_check_arguments (argc, argv, 0, 0, "sync [--wait SECONDS | --keep] [--no-files]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home != NULL && options->keep)
    return keep (options, home, error);
  if (home == NULL)
    return -1;
  if (!pantau_sync_run (home, &sync, &result, NULL, error))
    {
      /* With --json stderr has faults alone, and this is none. */
      if (!options->json)
        tell_surrendered (&result);
      return -1;
    }

  if (!options->json)
    tell_sync (home, &result);
  if (result.refused > 0 || result.waiting > 0)
    {
      g_autofree char *message =
          g_strdup_printf (_ ("the province did not take %u lines; they are kept here"),
                           (guint) MAX ((gint64) result.refused, result.waiting));

      pantau_console_fault ("refused", NULL, message);
      return PANTAU_EXIT_FAILED;
    }

  return tell_files (&result, options->no_files) ? PANTAU_EXIT_OK : PANTAU_EXIT_FAILED;
}
