/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proof, rekey: what was noticed of a province that contradicts itself or of a home that was copied, and what one can do about the latter. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-contradiction.h"
#include "pantau-error.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-rekey.h"
#include "pantau-secretfile.h"
#include "pantau-sync.h"

static void
print_item (PantauHome *home, const PantauContradiction *item, gboolean as_json)
{
  g_autofree char *sentence = pantau_contradiction_describe (item);
  g_autoptr (GError) error = NULL;
  gboolean holds = pantau_contradiction_check (item, pantau_home_get_province (home),
                                               pantau_home_get_ledger (home), &error);
  g_autoptr (JsonObject) object = NULL;

  if (!as_json)
    {
      /* Translators: before a reason why a proof does not stand by itself. */
      printf ("%s\n", sentence);
      if (!holds)
        printf (_ ("   not proved: %s\n"), error->message);
      return;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "what", pantau_contradiction_get_name (item->kind));
  json_object_set_string_member (object, "at", item->at);
  json_object_set_boolean_member (object, "proved", holds);
  json_object_set_string_member (object, "sentence", sentence);
  ctl_print_object (object);
}

/* Never over another file: what is in there may be somebody's proof too. */
static gboolean export(PantauHome *home, const char *path, GError **error)
{
  g_autoptr (JsonObject) object = pantau_contradiction_export (home, error);
  g_autofree char *text = object != NULL ? pantau_json_object_text (object) : NULL;
  g_autofree char *line = text != NULL ? g_strconcat (text, "\n", NULL) : NULL;

  return line != NULL && pantau_secretfile_create (path, line, error);
}

int
ctl_proof (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "proof [--to FILE] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  if (pantau_home_get_province (home) == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED, _ ("this home belongs to no province yet"));
      return -1;
    }
  list = pantau_contradiction_list (pantau_home_get_db (home), error);
  if (list == NULL || (options->to != NULL && !export(home, options->to, error)))
    return -1;

  for (guint i = 0; i < list->len; i++)
    print_item (home, g_ptr_array_index (list, i), options->json);
  if (list->len == 0 && !options->json)
    printf ("%s\n", _ ("the province has never contradicted itself, and this home was not copied"));

  return PANTAU_EXIT_OK;
}

int
ctl_rekey (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autofree char *server = NULL;
  guint8 code[PANTAU_INVITE_CODE_SIZE] = { 0 };

  if (!ctl_check_arguments (argc, argv, 0, 1, "rekey [CODE]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  server = g_strdup (options->server != NULL ? options->server : pantau_home_get_server (home));
  if (server == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED, _ ("this home belongs to no province yet"));
      return -1;
    }
  g_clear_pointer (&home, pantau_home_close);

  /* A code that was mistyped is found out before anything changes. */
  if (argc > 1 && !pantau_invite_parse (argv[1], code, error))
    return -1;
  explicit_bzero (code, sizeof code);
  if (!pantau_home_rekey (options->home, error))
    return -1;
  if (argc == 1)
    {
      printf ("%s\n", _ ("this home has a new key; enrol it with a new invitation. What was "
                         "recorded and not sent is sent after that."));
      return PANTAU_EXIT_OK;
    }

  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL &&
                 pantau_sync_enroll (home, server, argv[1], NULL, NULL, FALSE, NULL, NULL, error)
             ? PANTAU_EXIT_OK
             : -1;
}
