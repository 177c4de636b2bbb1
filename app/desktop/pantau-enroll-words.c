/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the enrolment says before the province is asked. */

#define G_LOG_DOMAIN "pantau-enroll-words"

#include "config.h"

#include "pantau-enroll-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-invite.h"

char *
pantau_enroll_words_code (const char *text, PantauCodeState *state)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *typed = NULL, *all = NULL;
  guint8 code[PANTAU_INVITE_CODE_SIZE];
  guint n;

  if (pantau_invite_look (text, &n, &error) && n == PANTAU_INVITE_LETTERS)
    pantau_invite_parse (text, code, &error);
  explicit_bzero (code, sizeof code);

  *state = error != NULL                ? PANTAU_CODE_WRONG
           : n == PANTAU_INVITE_LETTERS ? PANTAU_CODE_WHOLE
                                        : PANTAU_CODE_BEGUN;
  if (*state == PANTAU_CODE_WRONG)
    return pantau_advice_sentence (error->message);
  if (*state == PANTAU_CODE_WHOLE)
    return g_strdup (_ ("The code is complete."));
  if (n == 0)
    return g_strdup (_ ("28 letters and digits; dashes and capitals do not matter."));

  typed = pantau_format_integer (n);
  all = pantau_format_integer (PANTAU_INVITE_LETTERS);

  /* Translators: letters of a code typed so far, and letters of a whole one */
  return g_strdup_printf (_ ("%s of %s letters"), typed, all);
}

char *
pantau_enroll_words_intro (PantauSession *session)
{
  if (!pantau_session_is_enrolled (session))
    return NULL;
  /* A home of a province whose key nobody has granted was given another one. */
  if (*pantau_session_get_role (session) == '\0')
    return g_strdup (
        _ ("This laptop has a new key. Enrol it with a new invitation of the same province for "
           "yourself; what was recorded and not sent is sent after that."));

  return g_strdup_printf (
      _ ("This logbook belongs to %s. A new code of the same province changes what it may do; "
         "another person needs a logbook of their own (main menu, “Switch person…”)."),
      pantau_session_get_person (session));
}
