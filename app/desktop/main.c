/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantau: the logbook in a window. */

#include "config.h"

#include <unistd.h>

#include "pantau-application.h"
#include "pantau-locale.h"
#include "pantau-renderer.h"
#include "pantau-ui.h"
#include "pantau-watchdog.h"

/* The same program again, in the language that was chosen. Comes back only where that is not possible. */
static void
run_again (const char *name, GStrv arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) name);
  for (char **argument = arguments; *argument != NULL; argument++)
    g_ptr_array_add (argv, *argument);
  g_ptr_array_add (argv, NULL);
  execv ("/proc/self/exe", (char **) argv->pdata);
}

int
main (int argc, char **argv)
{
  const char *language = pantau_locale_take_argument (&argc, &argv);
  PantauSettings *settings = pantau_settings_new (NULL);
  PantauApplication *application;
  g_auto (GStrv) again = NULL;
  int status;

  pantau_locale_init (language != NULL ? language
                                       : pantau_settings_get (settings, PANTAU_SETTINGS_LANGUAGE));
  gtk_disable_setlocale (); /* it would undo what was just chosen where the environment says "C" */
  pantau_renderer_set ();
  pantau_ui_register ();
  pantau_watchdog_start_as_told (PANTAU_DEBUG ? PANTAU_WATCHDOG_BOUND : 0);

  application = pantau_application_new (settings);
  status = g_application_run (G_APPLICATION (application), argc, argv);
  again = pantau_application_dup_restart (application);
  g_object_unref (application);
  pantau_settings_free (settings);

  if (again != NULL)
    {
      run_again (argv[0], again);
      status = 1;
    }

  return status;
}
