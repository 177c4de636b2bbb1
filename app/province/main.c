/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantau-province: makes, serves and looks after a province (data/doc/protocol.md, "Programs"). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "control.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "serve.h"

static struct
{
  char *dir;
  gboolean practice;
  char *listen;
  int connections;
  int per_address;
  int parked;
  char *role;
  char *region;
  char *person;
  int days;
  char *reason;
  gboolean json;
} options;

static int
run_init (int argc, char **argv, GError **error)
{
  return pantau_province_create (options.dir, options.practice, error) ? PANTAU_EXIT_OK : -1;
}

static int
run_serve (int argc, char **argv, GError **error)
{
  g_autoptr (PantauProvince) province = pantau_province_open (options.dir, error);
  PantauServeOptions serve = { .listen = options.listen != NULL ? options.listen : "127.0.0.1:8742",
                               .connections = (guint) MAX (options.connections, 0),
                               .per_address = (guint) MAX (options.per_address, 0),
                               .parked = (guint) MAX (options.parked, 0) };

  return province != NULL && pantau_serve (province, &serve, error) ? PANTAU_EXIT_OK : -1;
}

/* Where nobody serves, the command line is the writer itself. */
static JsonObject *
run_here (JsonObject *request, GError **error)
{
  g_autoptr (PantauProvince) province = pantau_province_open (options.dir, error);
  g_autoptr (PantauBook) book = NULL;
  g_autoptr (JsonObject) answer = NULL;

  if (province == NULL)
    return NULL;
  book = pantau_book_new (province);
  if (!pantau_book_begin (book, error))
    return NULL;
  if (!pantau_command_run (province, book, request, &answer, error))
    {
      pantau_book_rollback (book);
      return NULL;
    }

  return pantau_book_commit (book, NULL, error) ? g_steal_pointer (&answer) : NULL;
}

static int
ask (JsonObject *request, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonObject) answer = run_here (request, &local_error);
  JsonObject *failure;
  const char *output;

  if (answer == NULL && g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_BUSY))
    {
      g_clear_error (&local_error);
      answer = pantau_control_ask (options.dir, request, &local_error);
    }
  if (answer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return -1;
    }

  failure = pantau_json_object (answer, "error");
  if (failure != NULL)
    {
      pantau_console_fault (pantau_json_string (failure, "code"),
                            pantau_json_string (failure, "field"),
                            pantau_json_string (failure, "message"));
      return PANTAU_EXIT_FAILED;
    }

  output = pantau_json_string (answer, "output");
  printf ("%s", output);
  if (*output != '\0' && !g_str_has_suffix (output, "\n"))
    printf ("\n");

  return PANTAU_EXIT_OK;
}

static int
run_invite (int argc, char **argv, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();

  if (options.role == NULL || options.region == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("an invitation needs --role and --region"));
      return -1;
    }

  json_object_set_string_member (request, "command", "invite");
  json_object_set_string_member (request, "role", options.role);
  json_object_set_string_member (request, "region", options.region);
  if (options.days > 0)
    json_object_set_int_member (request, "days", options.days);
  if (options.person != NULL)
    {
      JsonObject *person = pantau_json_parse (options.person, strlen (options.person), 8192, error);

      if (person == NULL)
        {
          g_prefix_error (error, "--person: ");
          return -1;
        }
      json_object_set_object_member (request, "person", person);
    }

  return ask (request, error);
}

static int
run_simple (int argc, char **argv, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();

  json_object_set_string_member (request, "command", argv[1]);
  json_object_set_boolean_member (request, "json", options.json);

  return ask (request, error);
}

static int
run_revoke (int argc, char **argv, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();

  json_object_set_string_member (request, "command", "revoke");
  if (argc > 2)
    json_object_set_string_member (request, "device", argv[2]);
  if (options.reason != NULL)
    json_object_set_string_member (request, "reason", options.reason);

  return ask (request, error);
}

static int
run_verify (int argc, char **argv, GError **error)
{
  g_autoptr (PantauProvince) province = pantau_province_open (options.dir, error);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  if (province == NULL || !pantau_db_check (pantau_province_get_db (province), FALSE, error) ||
      !pantau_command_verify (province, faults, pantau_console_progress, (gpointer) _ ("Verifying"),
                              error))
    return -1;

  for (guint i = 0; i < faults->len; i++)
    pantau_console_fault ("verify", NULL, g_ptr_array_index (faults, i));
  if (faults->len > 0)
    return PANTAU_EXIT_FAILED;
  printf (_ ("%" PRId64 " entries: all hashes, signatures, chains, numbers and heads are right\n"),
          pantau_province_get_head (province, NULL));

  return PANTAU_EXIT_OK;
}

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv, GError **error);
} commands[] = {
  { "init", run_init },      { "serve", run_serve },   { "invite", run_invite },
  { "devices", run_simple }, { "revoke", run_revoke }, { "stats", run_simple },
  { "verify", run_verify },
};

static const GOptionEntry entries[] = {
  { "dir", 'd', 0, G_OPTION_ARG_FILENAME, &options.dir, N_ ("The province's directory"), "DIR" },
  { "practice", 0, 0, G_OPTION_ARG_NONE, &options.practice,
    N_ ("init: a practice province (LATIHAN)"), NULL },
  { "listen", 0, 0, G_OPTION_ARG_STRING, &options.listen,
    N_ ("serve: address and port, or a unix socket"), "ADDRESS" },
  { "connections", 0, 0, G_OPTION_ARG_INT, &options.connections,
    N_ ("serve: open connections at most"), "N" },
  { "per-address", 0, 0, G_OPTION_ARG_INT, &options.per_address,
    N_ ("serve: of one address at most (not behind a proxy)"), "N" },
  { "parked", 0, 0, G_OPTION_ARG_INT, &options.parked,
    N_ ("serve: requests waiting for news at most"), "N" },
  { "role", 0, 0, G_OPTION_ARG_STRING, &options.role,
    N_ ("invite: field, desk, pemprov, identity or admin"), "ROLE" },
  { "region", 0, 0, G_OPTION_ARG_STRING, &options.region,
    N_ ("invite: code of the region, such as 16.13.03"), "CODE" },
  { "person", 0, 0, G_OPTION_ARG_STRING, &options.person,
    N_ ("invite: {\"code\",\"name\",\"position\",\"letter\",\"last_day\"}"), "JSON" },
  { "days", 0, 0, G_OPTION_ARG_INT, &options.days, N_ ("invite: days until it expires (30)"), "N" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("revoke: why"), "TEXT" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
    N_ ("Answers and errors as JSON, one object a line"), NULL },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_set_prgname ("pantau-province");
  pantau_locale_init (pantau_locale_take_argument (&argc, &argv));
  /* Before the options are read, so that a fault in them is told in the same way. */
  pantau_console_set_json (g_strv_contains ((const char *const *) argv, "--json"));

  context = g_option_context_new ("init|serve|invite|devices|revoke|stats|verify");
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return pantau_console_fail (error);
  pantau_console_set_json (options.json);

  if (options.dir == NULL || argc < 2)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      fprintf (stderr, "%s", help);
      return PANTAU_EXIT_FAILED;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      {
        status = commands[i].run (argc, argv, &error);
        break;
      }
  if (status < 0 && error == NULL)
    pantau_throw (&error, PANTAU_ERROR_INVALID, _ ("there is no command “%s”"), argv[1]);

  return status >= 0 ? status : pantau_console_fail (error);
}
