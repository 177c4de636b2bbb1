/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: commands about the home as a whole. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-sync.h"

/* Above this many seconds a clock is worth a word (safety: a wrong clock is told, not judged). */
#define CLOCK_TOLERANCE 120

int
ctl_init (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "init [--practice]", error) ||
      !pantau_home_create (options->home, options->practice, error))
    return -1;

  /* The database too, so that the first record costs no more than the next. */
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL ? PANTAU_EXIT_OK : -1;
}

int
ctl_enroll (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauPerson) person = NULL;
  gboolean was_practice;

  if (!ctl_check_arguments (argc, argv, 1, 1, "enroll --server URL CODE", error))
    return -1;
  if (options->server == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID,
                    _ ("enrolment needs the province's address: --server URL"));
      return -1;
    }

  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL)
    return -1;
  was_practice = pantau_home_is_practice (home);
  if (!pantau_sync_enroll (home, options->server, argv[1], NULL, error))
    return -1;
  if (!was_practice && pantau_home_is_practice (home))
    fprintf (stderr, "%s\n",
             _ ("this province is for practice: all records of this home are practice (LATIHAN) "
                "from now on"));

  person = pantau_home_get_person (home, error);
  if (person == NULL)
    return -1;
  if (!options->json)
    printf (_ ("enrolled: %s, %s, region %s%s\n"),
            *person->name != '\0' ? person->name : person->code, person->role, person->region,
            pantau_home_is_practice (home) ? " (LATIHAN)" : "");

  return PANTAU_EXIT_OK;
}

static void
tell_sync (PantauHome *home, const PantauSyncResult *result)
{
  if (result->epoch_changed)
    fprintf (stderr, "%s\n",
             _ ("the province was restored from a copy; all lines of this home were offered to it "
                "again"));
  if (result->clock_error > CLOCK_TOLERANCE)
    fprintf (stderr, _ ("the clock of this laptop is %" PRId64 " seconds slow\n"),
             result->clock_error);
  if (result->clock_error < -CLOCK_TOLERANCE)
    fprintf (stderr, _ ("the clock of this laptop is %" PRId64 " seconds fast\n"),
             -result->clock_error);
  if (result->quarantined > 0)
    fprintf (stderr, _ ("%u lines were put before the desk first (quarantine)\n"),
             result->quarantined);

  printf (_ ("sent %u, received %u, waiting %" PRId64 "\n"), result->pushed, result->pulled,
          result->waiting);
}

int
ctl_sync (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauSyncOptions sync = { .wait = (guint) CLAMP (options->wait, 0, 60),
                             .progress = pantau_console_progress,
                             .push_data = (gpointer) _ ("Sending"),
                             .pull_data = (gpointer) _ ("Receiving") };
  g_autoptr (PantauHome) home = NULL;
  PantauSyncResult result;

  if (!ctl_check_arguments (argc, argv, 0, 0, "sync [--wait SECONDS]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_sync_run (home, &sync, &result, NULL, error))
    return -1;

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

  return PANTAU_EXIT_OK;
}

int
ctl_verify (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  gint64 count;

  if (!ctl_check_arguments (argc, argv, 0, 0, "verify", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL || !pantau_db_check (pantau_home_get_db (home), FALSE, error) ||
      !pantau_ledger_verify (pantau_home_get_ledger (home), faults, pantau_console_progress,
                             (gpointer) _ ("Verifying"), error) ||
      !pantau_ledger_count (pantau_home_get_ledger (home), &count, error))
    return -1;

  for (guint i = 0; i < faults->len; i++)
    pantau_console_fault ("verify", NULL, g_ptr_array_index (faults, i));
  if (faults->len > 0)
    return PANTAU_EXIT_FAILED;
  if (!options->json)
    printf (_ ("%" PRId64 " entries: all hashes, signatures and chains are right\n"), count);

  return PANTAU_EXIT_OK;
}

int
ctl_rebuild (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "rebuild", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL &&
                 pantau_store_rebuild (pantau_home_get_store (home), pantau_console_progress,
                                       (gpointer) _ ("Rebuilding"), error)
             ? PANTAU_EXIT_OK
             : -1;
}
