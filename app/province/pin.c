/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operator's side of pins: from a certificate's file to the name of its key, which alone the province learns. */

#include "config.h"

#include "pin.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ask.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-spki.h"

#define CERTIFICATE_LIMIT (256 * 1024)

/* (transfer full) */
static char *
read_name (const PantauPinOptions *options, int argc, char **argv, GError **error)
{
  g_autofree char *text = NULL, *name = NULL;
  gsize length;

  if ((options->cert != NULL) == (argc == 3) || argc > 3)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("use it so: pantau-province %s"),
                              "pin add|remove --dir DIR (SPKI | --cert FILE)");
  if (options->cert == NULL)
    return g_strdup (argv[2]);

  text = pantau_console_read (options->cert, CERTIFICATE_LIMIT, &length, error);
  name = text != NULL ? pantau_spki_of_pem (text, error) : NULL;
  if (name == NULL)
    g_prefix_error (error, "“%s”: ", options->cert);

  return g_steal_pointer (&name);
}

static int
ask (const PantauPinOptions *options, const char *command, const char *spki, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new (), answer = NULL;
  const char *output;
  int status;

  json_object_set_string_member (request, "command", command);
  json_object_set_boolean_member (request, "json", options->json);
  if (spki != NULL)
    json_object_set_string_member (request, "spki", spki);
  answer = pantau_ask_and_tell (options->dir, request, &status, error);
  if (answer == NULL || status != PANTAU_EXIT_OK)
    return answer != NULL ? status : -1;

  output = pantau_json_string (answer, "output");
  if (spki != NULL)
    printf ("%s\n", spki);
  else if (*output != '\0')
    printf ("%s\n", output);

  return PANTAU_EXIT_OK;
}

int
pantau_pin_run (const PantauPinOptions *options, int argc, char **argv, GError **error)
{
  const char *what = argc >= 2 ? argv[1] : "";
  g_autofree char *command = g_strconcat ("pin-", what, NULL), *name = NULL;

  if (g_str_equal (what, "list") && argc == 2)
    return ask (options, command, NULL, error);
  if (!g_str_equal (what, "add") && !g_str_equal (what, "remove"))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("use it so: pantau-province %s"),
                    "pin add|remove|list --dir DIR");
      return -1;
    }
  name = read_name (options, argc, argv, error);

  return name != NULL ? ask (options, command, name, error) : -1;
}
