/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A passphrase from a person: neither shown, nor left in memory. */

#include "config.h"

#include "passphrase.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "pantau-crypto-box.h"
#include "pantau-error.h"

#define LONGEST 1024

/* Byte by byte, past stdio: its buffer would keep what was typed. */
static char *
read_line (GError **error)
{
  char *line = pantau_secret_new (LONGEST + 1);
  gsize length = 0;

  for (;;)
    {
      char c;
      gssize n = read (STDIN_FILENO, &c, 1);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0 || c == '\n')
        break;
      if (length == LONGEST)
        {
          pantau_secret_free (line);
          return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("the passphrase is too long"));
        }
      line[length++] = c;
    }
  while (length > 0 && line[length - 1] == '\r')
    length--;
  line[length] = '\0';

  return line;
}

static char *
ask (const char *prompt, GError **error)
{
  struct termios before, silent;
  gboolean is_terminal = tcgetattr (STDIN_FILENO, &before) == 0;
  char *line;

  if (!is_terminal)
    return read_line (error);

  fprintf (stderr, "%s: ", prompt);
  fflush (stderr);
  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  line = read_line (error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  fprintf (stderr, "\n");

  return line;
}

char *
pantau_passphrase_ask (const char *prompt, gboolean is_new, GError **error)
{
  char *line = ask (prompt, error), *again;
  gboolean is_same;

  if (line == NULL || !is_new)
    return line;

  if (!g_utf8_validate (line, -1, NULL) || g_utf8_strlen (line, -1) < PANTAU_PASSPHRASE_SHORTEST)
    {
      pantau_secret_free (line);
      return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                                _ ("a passphrase has at least %d characters; five words that have "
                                   "nothing to do with each other are a good one"),
                                PANTAU_PASSPHRASE_SHORTEST);
    }
  if (!isatty (STDIN_FILENO))
    return line;

  again = ask (_ ("The same passphrase again"), error);
  is_same = again != NULL && strcmp (line, again) == 0;
  pantau_secret_free (again);
  if (is_same)
    return line;
  pantau_secret_free (line);
  if (again != NULL)
    pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the two passphrases are not the same"));

  return NULL;
}
