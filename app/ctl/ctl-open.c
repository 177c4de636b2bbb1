/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pantauctl identity open: shows who somebody is, on a terminal and nowhere else, until Enter is pressed or five minutes are over. It is
 * shown on the terminal's other screen, which no scrolling back brings again.
 */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl.h"
#include "pantau-act-identity.h"
#include "pantau-console.h"
#include "pantau-crypto-box.h"
#include "pantau-edit-identity.h"
#include "pantau-error.h"
#include "pantau-identity-parts.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-sync.h"
#include "pantau-words-identity.h"

#define ENTER_SCREEN "\033[?1049h\033[2J\033[H"
#define LEAVE_SCREEN "\033[2J\033[H\033[?1049l"

/* Past stdio, whose buffers nobody wipes. */
static void
put (const char *text, gsize length)
{
  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, text, length);

      if (n < 0 && errno != EINTR)
        return;
      if (n > 0)
        {
          text += n;
          length -= (gsize) n;
        }
    }
}

static void
put_text (const char *text)
{
  put (text, strlen (text));
}

/* What would move the cursor, turn letters around or look like a command of the terminal is shown as a dot. */
static gboolean
is_harmless (gunichar c)
{
  return g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT;
}

static void
put_part (const char *label, const char *text)
{
  put_text (label);
  put_text (": ");
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == '\n')
      put_text ("\r\n    ");
    else if (is_harmless (g_utf8_get_char (p)))
      put (p, (gsize) (g_utf8_next_char (p) - p));
    else
      put_text ("·");
  put_text ("\r\n");
}

static void
show (
    PantauHome *home, PantauIdentity *identity, const char *kind, const char *person, guint ordinal)
{
  PantauReference *reference = pantau_home_get_reference (home);
  PantauIdentityParts *parts = pantau_reference_get_identity_parts (reference);
  g_autofree char *name = pantau_words_person_of (reference, kind, person, ordinal);
  g_auto (GStrv) has = pantau_identity_dup_has (identity);

  put_text (name);
  put_text ("\r\n\r\n");
  for (gsize i = 0; has[i] != NULL; i++)
    {
      const char *text = pantau_identity_get (identity, has[i]);

      put_part (pantau_identity_parts_label (parts, has[i], pantau_locale_get ()),
                text != NULL ? text : _ ("(a picture: the window shows it)"));
    }
  put_text ("\r\n");
  put_text (_ ("Enter closes this; it closes by itself when the time is over."));
  put_text ("\r\n");
}

/* Signals that would leave the screen as it is: what they end, poll() tells by EINTR. */
static void
signal_cb (int number)
{
}

static void
wait_for_end (guint seconds)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };
  struct sigaction action = { .sa_handler = signal_cb };
  struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
  char line[64];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sigaction (numbers[i], &action, NULL);
  if (poll (&input, 1, (int) seconds * 1000) > 0 && read (STDIN_FILENO, line, sizeof line) < 0)
    return;
}

/* Writes down why, or takes an opening of before, whose line @id is. (transfer full): the opening's id */
static char *
write_opening (PantauHome *home, const CtlOptions *options, char **argv, GError **error)
{
  char *entry = NULL;

  if (options->reason == NULL)
    return g_strdup (argv[2]);
  if (!g_utf8_validate (options->reason, -1, NULL))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("the text is not valid UTF-8"));
  pantau_edit_open_identity (home, argv[1], argv[2], options->reason, &entry, error);

  return entry;
}

/* Whom the opening is about: the seal says it. */
static gboolean
find_person (PantauRecord *record, const char *entry, char **person, guint *ordinal)
{
  GPtrArray *events = record != NULL ? pantau_record_get_timeline (record) : NULL;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const PantauEvent *event = g_ptr_array_index (events, i);
      const char *who;
      g_autoptr (JsonObject) body = g_str_equal (event->entry, entry) && event->body != NULL
                                        ? pantau_json_parse_known (event->body, NULL)
                                        : NULL;

      if (body != NULL && pantau_act_read_person (body, &who, ordinal))
        {
          *person = g_strdup (who);
          return TRUE;
        }
    }

  return FALSE;
}

int
ctl_identity_open (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauIdentity) identity = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *entry = NULL, *person = NULL;
  PantauSyncResult result;
  guint ordinal = 1;

  if (!ctl_check_arguments (argc, argv, 2, 2, "identity open UUID SEAL --reason TEXT", error))
    return -1;
  /* Before anything is written: what is shown must not land in a file, a pipe or a log. */
  if (!isatty (STDOUT_FILENO) || !isatty (STDIN_FILENO))
    {
      pantau_throw (error, PANTAU_ERROR_REFUSED,
                    _ ("an identity is shown on a terminal only, never written to a file or handed "
                       "to another program"));
      return -1;
    }
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  entry = home != NULL ? write_opening (home, options, argv, error) : NULL;
  if (entry == NULL)
    return -1;

  /* The way to go on, should the line break now: the reason need not be written twice. */
  fprintf (stderr, _ ("opening %s; to go on later: identity open %s %s\n"), entry, argv[1], entry);
  if (!pantau_sync_run (home, NULL, &result, NULL, error))
    return -1;
  identity = pantau_identity_reveal (home, entry, NULL, error);
  if (identity == NULL)
    return -1;

  record = pantau_store_get (pantau_home_get_store (home), argv[1], NULL);
  if (!find_person (record, entry, &person, &ordinal))
    person = g_strdup (PANTAU_PERSON_REPORTER);
  put_text (ENTER_SCREEN);
  show (home, identity, record != NULL ? pantau_record_get_kind (record) : NULL, person, ordinal);
  g_clear_pointer (&identity, pantau_identity_free);
  wait_for_end (pantau_identity_time_left (home, entry));
  put_text (LEAVE_SCREEN);

  return PANTAU_EXIT_OK;
}
