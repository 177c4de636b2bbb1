/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: commands about the home as a whole. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-sync.h"
#include "pantau-invitation.h"
#include "pantau-trust.h"

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

/* In a home that is enrolled already: somebody has compared the key now. */
static int
compare_recovery (const CtlOptions *options, GError **error)
{
  g_autoptr (PantauHome) home = ctl_open (options, PANTAU_HOME_WRITE, error);

  if (home == NULL)
    return -1;
  if (pantau_home_get_province (home) == NULL)
    {
      pantau_throw (
          error, PANTAU_ERROR_NOT_ENROLLED,
          _ ("this home belongs to no province yet; give the code of the invitation too"));
      return -1;
    }

  return pantau_home_pin_recovery (home, options->recovery, "invitation", error) ? PANTAU_EXIT_OK
                                                                                 : -1;
}

gboolean
ctl_take_invitation (const CtlOptions *options,
                     PantauInvitation **invitation,
                     const char **server,
                     const char **code,
                     const char **recovery,
                     GError **error)
{
  *server = options->server;
  *recovery = options->recovery;
  if (options->invitation != NULL)
    {
      *invitation = pantau_invitation_load (options->invitation, error);
      if (*invitation == NULL)
        return FALSE;
      *server = (*invitation)->server;
      *code = (*invitation)->code;
      if (*recovery == NULL)
        *recovery = (*invitation)->recovery;
    }

  return *server != NULL ||
         pantau_throw (error, PANTAU_ERROR_INVALID,
                       _ ("enrolment needs the province's address: --server URL"));
}

int
ctl_enroll (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauInvitation) invitation = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauPerson) person = NULL;
  const char *server, *code = argc == 2 ? argv[1] : NULL, *recovery;
  guint n = options->invitation != NULL ? 0 : 1;
  gboolean was_practice;

  if (options->by_file != NULL)
    return ctl_enroll_by_file (options, argc, argv, error);
  if (argc == 1 && options->recovery != NULL && options->server == NULL)
    return compare_recovery (options, error);
  if (!ctl_check_arguments (argc, argv, n, n,
                            "enroll (--server URL CODE | --invitation FILE) [--recovery LETTERS]",
                            error))
    return -1;
  if (!ctl_take_invitation (options, &invitation, &server, &code, &recovery, error))
    return -1;

  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL)
    return -1;
  was_practice = pantau_home_is_practice (home);
  if (!pantau_sync_enroll (home, server, code, recovery,
                           invitation != NULL ? (const char *const *) invitation->pins : NULL,
                           FALSE, NULL, NULL, error))
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
