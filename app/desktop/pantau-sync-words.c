/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the records are, and what to do, in sentences. */

#define G_LOG_DOMAIN "pantau-sync-words"

#include "config.h"

#include "pantau-sync-words.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-error.h"
#include "pantau-format.h"

static const char *
offline_title (const GError *error)
{
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_PORTAL))
    return _ ("This network wants a login first");
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED))
    return _ ("The province is busy");
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_BUSY))
    return _ ("Another program uses these records");

  return _ ("No connection to the province");
}

static const char *
fault_title (const GError *error)
{
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL))
    return _ ("The disk of this laptop is full");
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED))
    return _ ("The province refuses this laptop");

  return _ ("The sync needs your attention");
}

const char *
pantau_sync_words_title (PantauPhase phase, const GError *error, gint64 waiting, gint64 files)
{
  switch (phase)
    {
    case PANTAU_PHASE_ALONE:
      return _ ("Everything is saved on this laptop");
    case PANTAU_PHASE_RUNNING:
      return waiting > 0 ? _ ("Being sent to the province…") : _ ("Asking the province for news…");
    case PANTAU_PHASE_RESTING:
      if (waiting > 0)
        return _ ("Some lines wait on this laptop");
      return files > 0 ? _ ("The province has every line from this laptop")
                       : _ ("The province has everything from this laptop");
    case PANTAU_PHASE_OFFLINE:
      return offline_title (error);
    case PANTAU_PHASE_FAULT:
      return fault_title (error);
    }

  return "";
}

const char *
pantau_sync_words_advice (PantauPhase phase, const GError *error, gint64 waiting, gint64 files)
{
  g_autoptr (GError) alone = NULL;

  switch (phase)
    {
    case PANTAU_PHASE_ALONE:
      alone = g_error_new_literal (PANTAU_ERROR, PANTAU_ERROR_NOT_ENROLLED, "");
      return pantau_advice_for_error (alone);
    case PANTAU_PHASE_RUNNING:
      return NULL;
    case PANTAU_PHASE_RESTING:
      if (waiting > 0)
        return _ ("They are sent with the next exchange. You can go on recording.");
      return files > 0 ? _ ("Files follow their records; how far they are stands below.")
                       : _ ("You need not do anything: what you record is sent by itself.");
    case PANTAU_PHASE_OFFLINE:
    case PANTAU_PHASE_FAULT:
      return error != NULL ? pantau_advice_for_error (error) : NULL;
    }

  return NULL;
}

char *
pantau_sync_words_next (gint64 seconds)
{
  g_autofree char *amount = NULL;

  if (seconds <= 0)
    return g_strdup (_ ("It is being tried again now."));
  amount = pantau_format_duration (seconds);

  /* Translators: %s is “40 seconds” or “3 minutes”. */
  return g_strdup_printf (_ ("Next try in %s."), amount);
}
