/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works here and how much waits, as it is read at opening and after each act. */

#define G_LOG_DOMAIN "pantau-session"

#include "config.h"

#include "pantau-standing.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"

void
pantau_standing_clear (PantauStanding *self)
{
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->role, g_free);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->server, g_free);
}

void
pantau_standing_read (PantauStanding *self, PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, &error);

  if (error != NULL)
    g_message ("%s", error->message);

  pantau_standing_clear (self);
  self->enrolled = pantau_home_get_province (home) != NULL;
  self->practice = pantau_home_is_practice (home);
  self->server = g_strdup (pantau_home_get_server (home));
  self->person = g_strdup (person != NULL ? person->name : NULL);
  self->role = g_strdup (person != NULL ? person->role : NULL);
  self->region = g_strdup (person != NULL ? person->region : NULL);
  if (!pantau_db_integer (pantau_home_get_db (home), 0, &self->waiting, NULL,
                          "SELECT count(*) FROM unsent", ""))
    self->waiting = 0;
  if (!pantau_db_integer (pantau_home_get_db (home), 0, &self->files, NULL,
                          "SELECT count(*) FROM upload WHERE state = 'waiting'", ""))
    self->files = 0;
  self->on_reserve = pantau_home_is_on_reserve (home);
}

/* Every line is with the province; a photo may not be. (transfer full) */
static char *
describe_files (const PantauStanding *self)
{
  g_autofree char *number = pantau_format_integer (self->files);

  if (self->files == 0)
    return g_strdup (_ ("Everything was received by the province"));

  return g_strdup_printf (ngettext ("All lines were received; %s file is still on this laptop",
                                    "All lines were received; %s files are still on this laptop",
                                    (gulong) self->files),
                          number);
}

char *
pantau_standing_describe (const PantauStanding *self, PantauPhase phase)
{
  g_autofree char *waiting = pantau_format_integer (self->waiting);
  gulong n = (gulong) MIN (self->waiting, G_MAXINT);

  if (self->on_reserve)
    return g_strdup (_ ("The disk of this laptop is full; please make room"));

  switch (phase)
    {
    case PANTAU_PHASE_ALONE:
      return g_strdup (_ ("Saved on this laptop; not enrolled yet"));
    case PANTAU_PHASE_RUNNING:
      return n == 0
                 ? g_strdup (_ ("Asking the province for news…"))
                 : g_strdup_printf (
                       ngettext ("%s line is being sent…", "%s lines are being sent…", n), waiting);
    case PANTAU_PHASE_RESTING:
      return n == 0 ? describe_files (self)
                    : g_strdup_printf (ngettext ("%s line waits on this laptop",
                                                 "%s lines wait on this laptop", n),
                                       waiting);
    case PANTAU_PHASE_OFFLINE:
      return n == 0
                 ? g_strdup (_ ("No connection; everything was received before"))
                 : g_strdup_printf (ngettext ("No connection; %s line is safe on this laptop",
                                              "No connection; %s lines are safe on this laptop", n),
                                    waiting);
    case PANTAU_PHASE_FAULT:
      return g_strdup (_ ("The sync needs your attention"));
    }

  return g_strdup ("");
}
