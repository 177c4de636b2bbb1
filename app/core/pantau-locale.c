/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One language for the person, whatever the machine was set up for. */

#include "config.h"

#include "pantau-locale.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

static const char *language = "id";

/*
 * Where the translations lie: beside a program that was just built, else where they were installed. (An
 * environment variable is for tests.)
 */
static char *
find_directory (void)
{
  const char *given = g_getenv ("PANTAU_LOCALEDIR");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *built = g_build_filename (bin, "..", "..", "po", NULL);
  g_autofree char *catalogue =
      g_build_filename (built, "id", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

  if (given != NULL)
    return g_strdup (given);

  return g_strdup (g_file_test (catalogue, G_FILE_TEST_EXISTS) ? built : PANTAU_LOCALEDIR);
}

void
pantau_locale_init (const char *wanted)
{
  g_autofree char *directory = find_directory ();
  const char *locale;

  language = g_strcmp0 (wanted, "en") == 0 ? "en" : "id";

  /* gettext translates nothing in the C locale, and setlocale gives that for a locale that was never generated. */
  locale = setlocale (LC_ALL, "");
  if (locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX"))
    setlocale (LC_ALL, "C.UTF-8");

  /* Numbers in files and JSON have a point, whatever the locale says. */
  setlocale (LC_NUMERIC, "C");

  g_setenv ("LANGUAGE", language, TRUE);
  bindtextdomain (GETTEXT_PACKAGE, directory);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

const char *
pantau_locale_get (void)
{
  return language;
}

const char *
pantau_locale_take_argument (int *argc, char ***argv)
{
  const char *found = NULL;
  int to = 1;

  for (int from = 1; from < *argc; from++)
    {
      const char *argument = (*argv)[from];

      if (g_str_equal (argument, "--lang") && from + 1 < *argc)
        found = (*argv)[++from];
      else if (g_str_has_prefix (argument, "--lang="))
        found = argument + strlen ("--lang=");
      else
        (*argv)[to++] = (*argv)[from];
    }
  *argc = to;
  (*argv)[to] = NULL;

  return found;
}
