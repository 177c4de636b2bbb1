/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: the core without a screen (data/doc/protocol.md, "Programs"). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-locale.h"

static CtlOptions options = { .seed = 1 };
static gboolean version;

static const struct
{
  const char *name;
  CtlCommand run;
  const char *usage;
} commands[] = {
  { "init", ctl_init, "init [--practice]" },
  { "enroll", ctl_enroll, "enroll --server URL CODE" },
  { "record", ctl_record, "record --kind risk|hoax|neutrality|other|activity FILE" },
  { "set", ctl_set, "set UUID KEY=VALUE …" },
  { "status", ctl_status, "status UUID STATUS [--reason TEXT]" },
  { "list", ctl_list, "list [--kind KIND] [--region CODE] [--status STATUS] [--limit N] [--json]" },
  { "show", ctl_show, "show UUID [--json]" },
  { "sync", ctl_sync, "sync [--wait SECONDS]" },
  { "verify", ctl_verify, "verify" },
  { "rebuild", ctl_rebuild, "rebuild" },
  { "seed", ctl_seed, "seed N [--seed NUMBER] [--region CODE]" },
};

static const GOptionEntry entries[] = {
  { "home", 0, 0, G_OPTION_ARG_FILENAME, &options.home, N_ ("The home directory"), "DIR" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
    N_ ("Answers and errors as JSON, one object a line"), NULL },
  { "practice", 0, 0, G_OPTION_ARG_NONE, &options.practice, N_ ("init: a practice home (LATIHAN)"),
    NULL },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, N_ ("record, list: the kind of record"),
    "KIND" },
  { "server", 0, 0, G_OPTION_ARG_STRING, &options.server, N_ ("enroll: the province's address"),
    "URL" },
  { "region", 0, 0, G_OPTION_ARG_STRING, &options.region, N_ ("list, seed: within this region"),
    "CODE" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &options.status, N_ ("list: with this status"), "STATUS" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_ ("list: at most so many"), "N" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("status: why"), "TEXT" },
  { "wait", 0, 0, G_OPTION_ARG_INT, &options.wait, N_ ("sync: wait for news so long, at most 60"),
    "SECONDS" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed,
    N_ ("seed: the same number gives the same records"), "NUMBER" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Show the version"), NULL },
  { NULL },
};

PantauHome *
ctl_open (const CtlOptions *given, PantauHomeMode mode, GError **error)
{
  g_autoptr (PantauHome) home = pantau_home_open (given->home, mode, error);

  if (home != NULL && pantau_home_get_repair (home) != NULL)
    pantau_console_fault ("repaired", NULL, pantau_home_get_repair (home));

  return g_steal_pointer (&home);
}

gboolean
ctl_check_arguments (int argc, char **argv, int min, int max, const char *usage, GError **error)
{
  return (argc - 1 >= min && argc - 1 <= max) ||
         pantau_throw (error, PANTAU_ERROR_INVALID, _ ("use it so: pantauctl --home DIR %s"),
                       usage);
}

static char *
summary (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %s", commands[i].usage);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int status = -1;

  g_set_prgname ("pantauctl");
  pantau_locale_init (pantau_locale_take_argument (&argc, &argv));
  /* Before the options are read, so that a fault in them is told in the same way. */
  pantau_console_set_json (g_strv_contains ((const char *const *) argv, "--json"));

  text = summary ();
  context = g_option_context_new (_ ("COMMAND"));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, text);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return pantau_console_fail (error);
  pantau_console_set_json (options.json);

  if (version)
    {
      printf ("pantauctl %s\n", PANTAU_VERSION);
      return PANTAU_EXIT_OK;
    }
  if (options.home == NULL || argc < 2)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      fprintf (stderr, "%s", help);
      return PANTAU_EXIT_FAILED;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      {
        status = commands[i].run (&options, argc - 1, argv + 1, &error);
        break;
      }
  if (status < 0 && error == NULL)
    pantau_throw (&error, PANTAU_ERROR_INVALID, _ ("there is no command “%s”"), argv[1]);

  return status >= 0 ? status : pantau_console_fail (error);
}
