/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a failure to what a person can do about it. Nothing recorded is ever lost by any of these, and the sentences say so. */

#include "config.h"

#include "pantau-advice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-format.h"

static const char *const advices[] = {
  [PANTAU_ERROR_FAILED] =
      N_ ("Nothing that was recorded is lost. Please try again; if it stays so, tell the "
          "administrator of your Bawaslu office what is written here."),
  [PANTAU_ERROR_INVALID] = N_ ("Please mend what is named here and try again."),
  [PANTAU_ERROR_MALFORMED] =
      N_ ("Nothing is lost. Perhaps something stands between this laptop and the province; it is "
          "tried again by itself. If it stays so, tell the administrator of your Bawaslu office."),
  [PANTAU_ERROR_TOO_LARGE] = N_ ("Please shorten it, or record it in several parts."),
  [PANTAU_ERROR_SIGNATURE] = N_ (
      "Nothing of it was believed, and nothing is lost. Please use another network and tell the "
      "administrator of your Bawaslu office: somebody may be answering in the province’s place."),
  [PANTAU_ERROR_NOT_FOUND] = N_ (
      "It may not have come to this laptop yet. Sync once more; if it stays so, ask your desk."),
  [PANTAU_ERROR_BUSY] = N_ (
      "Close the other window or program that uses these records; it is tried again by itself."),
  [PANTAU_ERROR_NEWER] =
      N_ ("Nothing was changed. Please install the newest version of this program."),
  [PANTAU_ERROR_DAMAGED] =
      N_ ("Close the program and open it again: it then repairs its files, sets the damaged ones "
          "aside and fetches from the province what it lacks."),
  [PANTAU_ERROR_FULL] =
      N_ ("Please make room on the disk: empty the trash, or move large files to a USB stick. Then "
          "try again; what was recorded before is safe."),
  [PANTAU_ERROR_IO] = N_ ("Please check that the disk is there, not full and not write-protected, "
                          "then try again; what was recorded before is safe."),
  [PANTAU_ERROR_UNREACHABLE] = N_ (
      "No signal. Nothing is lost; it is tried again by itself as soon as there is a connection. "
      "You can go on recording."),
  [PANTAU_ERROR_PORTAL] = N_ (
      "Open any page in the web browser and log in to this network, or use another one. Nothing "
      "is lost; it is tried again by itself."),
  [PANTAU_ERROR_OVERLOADED] =
      N_ ("You need not do anything: it is tried again by itself, a little later. You can go on "
          "recording."),
  [PANTAU_ERROR_REFUSED] =
      N_ ("What you record stays safe on this laptop. Please ask the administrator of your Bawaslu "
          "office about your assignment, or for a new invitation."),
  [PANTAU_ERROR_EPOCH] =
      N_ ("You need not do anything: everything is compared with the province anew and sent again "
          "where it is missing there."),
  [PANTAU_ERROR_NOT_ENROLLED] =
      N_ ("What you record is safe on this laptop. It is sent once the laptop is enrolled with an "
          "invitation of your Bawaslu office."),
  [PANTAU_ERROR_CONFLICT] =
      N_ ("Please look at how it is now, and do it again only if it is still needed."),
};

/* What the province calls by its name can be told more exactly (data/doc/protocol.md, "Problems"). */
static const struct
{
  const char *problem;
  const char *advice;
} problem_advices[] = {
  { "revoked",
    N_ ("What is on this laptop is still taken by the province, but it may not receive anything "
        "any more. Please ask the administrator of your Bawaslu office for a new invitation.") },
  { "expired",
    N_ ("The last day of your assignment letter is over. What you recorded is still taken by the "
        "province; please ask the administrator of your Bawaslu office to prolong your "
        "assignment.") },
  { "unknown-device",
    N_ ("What you record stays safe on this laptop, and is sent later. Please ask the "
        "administrator of your Bawaslu office for a new invitation.") },
  { "invitation-unknown",
    N_ ("Please compare the code with the paper of the invitation, letter by letter. If it is "
        "right, ask whoever invited you for another.") },
  { "invitation-used",
    N_ ("An invitation is good for one laptop only. Please ask whoever invited you for another.") },
  { "invitation-expired", N_ ("Please ask whoever invited you for another.") },
  { "practice",
    N_ ("Please use another profile for practice; records of practice and of real work never "
        "meet.") },
  { "disk",
    N_ ("You need not do anything: what you record is safe on this laptop, and is sent once the "
        "province has room again. If it stays so for a day, tell the administrator of your "
        "Bawaslu office.") },
  { "busy",
    N_ ("You need not do anything: too many laptops send at once. It is tried again by itself, a "
        "little later.") },
  { "rate",
    N_ ("You need not do anything: it goes on by itself, a little slower. If you did not send "
        "much, tell the administrator of your Bawaslu office: another laptop may be using your "
        "key.") },
  { "quota", N_ ("You need not do anything: lines go on at once, and the other files tomorrow by "
                 "themselves.") },
  { "uploads", N_ ("You need not do anything: the files go on by themselves, one after another.") },
  { "not-here",
    N_ ("Whoever recorded it still has the file on their own laptop. Please ask them to connect "
        "to the network, or to send it by USB stick.") },
  { "sealed",
    N_ ("Please ask an officer of identities, by the button for it on the page of the record.") },
  { "held", N_ ("Please ask the Bawaslu desk that works on this record to release the file.") },
  { "unsupported-encoding",
    N_ ("Nothing was changed. Please install the newest version of this program; until then what "
        "you record is safe here.") },
  { "version",
    N_ ("Lines are sent all the same. Please install the newest version of this program, so that "
        "files follow.") },
};

/* (nullable) */
static const char *
find_for_problem (const char *problem)
{
  for (guint i = 0; problem != NULL && i < G_N_ELEMENTS (problem_advices); i++)
    if (g_str_equal (problem, problem_advices[i].problem))
      return _ (problem_advices[i].advice);

  return NULL;
}

const char *
pantau_advice_for_error (const GError *error)
{
  int code = error != NULL && error->domain == PANTAU_ERROR ? error->code : PANTAU_ERROR_FAILED;
  const char *exact = find_for_problem (pantau_error_get_problem (error));

  if (exact != NULL)
    return exact;

  if (code < 0 || (guint) code >= G_N_ELEMENTS (advices) || advices[code] == NULL)
    code = PANTAU_ERROR_FAILED;

  return _ (advices[code]);
}

char *
pantau_advice_for_clock (gint64 seconds)
{
  g_autofree char *amount = NULL;

  if (ABS (seconds) <= PANTAU_ADVICE_CLOCK_LIMIT)
    return NULL;
  amount = pantau_format_duration (ABS (seconds));

  /* Ahead is the province where our clock is late. */
  if (seconds > 0)
    return g_strdup_printf (
        _ ("The clock of this laptop is %s slow. Times that you record, and deadlines that are "
           "counted from them, come out too early; please set date and time in the system "
           "settings."),
        amount);

  return g_strdup_printf (
      _ ("The clock of this laptop is %s fast. Times that you record, and deadlines that are "
         "counted "
         "from them, come out too late; please set date and time in the system settings."),
      amount);
}

char *
pantau_advice_sentence (const char *message)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char last = *message != '\0' ? message[strlen (message) - 1] : '.';

  g_string_append_unichar (text, g_unichar_totitle (g_utf8_get_char (message)));
  if (*message == '\0')
    g_string_truncate (text, 0);
  else
    g_string_append (text, g_utf8_next_char (message));
  if (last != '.' && last != '!' && last != '?')
    g_string_append_c (text, '.');

  return g_string_free (g_steal_pointer (&text), FALSE);
}
