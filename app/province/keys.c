/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recovery key, and the list of identity officers that it signs (data/doc/identities.md). */

#include "config.h"

#include "keys.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-words.h"
#include "passphrase.h"

#define FILE_LIMIT (1024 * 1024)

gboolean
pantau_keys_check_arguments (int argc, int wanted, const char *usage, GError **error)
{
  return argc == wanted || pantau_throw (error, PANTAU_ERROR_INVALID,
                                         _ ("use it so: pantau-province keys %s"), usage);
}

gboolean
pantau_keys_check_dir (const PantauKeysOptions *options, GError **error)
{
  return options->dir != NULL ||
         pantau_throw (error, PANTAU_ERROR_INVALID, _ ("say which province: --dir DIR"));
}

PantauRecovery *
pantau_keys_load (const PantauKeysOptions *options, GError **error)
{
  PantauRecoveryPublic public;
  PantauRecovery *recovery;
  gboolean has_passphrase;
  char *passphrase = NULL;

  if (options->key == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("say where the recovery key is: --key FILE"));
  if (!pantau_recovery_look (options->key, &public, &has_passphrase, error))
    return NULL;
  if (has_passphrase)
    {
      passphrase = pantau_passphrase_ask (_ ("Passphrase of the recovery key"), FALSE, error);
      if (passphrase == NULL)
        return NULL;
    }
  recovery = pantau_recovery_load (options->key, passphrase, error);
  pantau_secret_free (passphrase);

  return recovery;
}

PantauRoster *
pantau_keys_load_roster (const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = pantau_console_read (path, FILE_LIMIT, &length, error);
  PantauRoster *roster = text != NULL ? pantau_roster_parse (g_strstrip (text), error) : NULL;

  if (text != NULL && roster == NULL)
    g_prefix_error (error, "“%s”: ", path);

  return roster;
}

gboolean
pantau_keys_write (const char *path, const char *text, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” exists already"), path);

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0644, NULL) ||
         pantau_throw_write (error, path, errno);
}

static int
make_recovery (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauRecovery) recovery = NULL;
  g_autofree char *fingerprint = NULL;
  char *passphrase = NULL;
  gboolean ok;

  if (!pantau_keys_check_arguments (argc, 3, "recovery FILE [--without-passphrase]", error))
    return -1;
  if (g_file_test (argv[2], G_FILE_TEST_EXISTS)) /* before anybody thinks of a passphrase */
    {
      pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” exists already"), argv[2]);
      return -1;
    }
  if (!options->without_passphrase)
    {
      passphrase = pantau_passphrase_ask (_ ("Passphrase for the recovery key"), TRUE, error);
      if (passphrase == NULL)
        return -1;
    }

  recovery = pantau_recovery_new ();
  ok = pantau_recovery_save (recovery, argv[2], passphrase, error);
  pantau_secret_free (passphrase);
  if (!ok)
    return -1;

  fingerprint = pantau_recovery_fingerprint (pantau_recovery_get_public (recovery));
  printf ("%s\n", fingerprint);

  return PANTAU_EXIT_OK;
}

/* What somebody else wrote, on a terminal. */
static void
print_officer (const PantauOfficer *officer)
{
  g_autofree char *fingerprint = pantau_officer_fingerprint (officer->seal);
  g_autofree char *name = pantau_words_clean (officer->name);
  g_autofree char *person = pantau_words_clean (officer->person);

  printf ("%s  %-8s  %s (%s)", fingerprint, officer->region, name, person);
  if (officer->until != NULL)
    printf (_ (", until %s"), officer->until);
  printf ("\n");
}

static void
add_officer (JsonArray *array, const PantauOfficer *officer)
{
  JsonObject *object = json_object_new ();
  g_autofree char *fingerprint = pantau_officer_fingerprint (officer->seal);

  json_object_set_string_member (object, "person", officer->person);
  json_object_set_string_member (object, "name", officer->name);
  json_object_set_string_member (object, "region", officer->region);
  json_object_set_string_member (object, "device", officer->device);
  json_object_set_string_member (object, "seal", officer->seal);
  json_object_set_string_member (object, "fingerprint", fingerprint);
  if (officer->until != NULL)
    json_object_set_string_member (object, "until", officer->until);
  else
    json_object_set_null_member (object, "until");
  json_array_add_object_element (array, object);
}

static void
print_roster (const PantauKeysOptions *options, PantauRoster *roster)
{
  GPtrArray *officers = pantau_roster_get_officers (roster);
  g_autofree char *serial =
      g_strdup_printf ("%" G_GINT64_FORMAT, pantau_roster_get_serial (roster));

  if (options->json)
    {
      printf ("%s\n", pantau_roster_get_statement (roster));
      return;
    }
  printf (_ ("list number %s of %s, signed by the recovery key %s\n"), serial,
          pantau_roster_get_made (roster), pantau_roster_get_fingerprint (roster));
  for (guint i = 0; i < officers->len; i++)
    print_officer (g_ptr_array_index (officers, i));
}

/* The requests in a file, one on each line. (transfer full): of PantauOfficer */
static GPtrArray *
read_requests (const char *path, GError **error)
{
  g_autoptr (GPtrArray) officers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_officer_free);
  gsize length;
  g_autofree char *text = pantau_console_read (path, FILE_LIMIT, &length, error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  if (text == NULL)
    return NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      PantauOfficer *officer;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      officer = pantau_officer_request_parse (lines[i], error);
      if (officer == NULL)
        {
          g_prefix_error (error, "“%s”: ", path);
          return NULL;
        }
      g_ptr_array_add (officers, officer);
    }
  if (officers->len == 0)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("“%s” has no request in it"), path);

  return g_steal_pointer (&officers);
}

/* What the keeper compares with the officer before signing. */
static int
show_requests (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (GPtrArray) officers = NULL;

  if (!pantau_keys_check_arguments (argc, 3, "request FILE [--json]", error))
    return -1;
  officers = read_requests (argv[2], error);
  if (officers == NULL)
    return -1;

  for (guint i = 0; i < officers->len; i++)
    if (options->json)
      {
        g_autoptr (JsonArray) array = json_array_new ();
        g_autofree char *line = NULL;

        add_officer (array, g_ptr_array_index (officers, i));
        line = pantau_json_object_text (json_array_get_object_element (array, 0));
        printf ("%s\n", line);
      }
    else
      print_officer (g_ptr_array_index (officers, i));

  return PANTAU_EXIT_OK;
}

/* FALSE where nobody is called so. */
static gboolean
remove_officer (GPtrArray *officers, const char *who)
{
  gboolean found = FALSE;

  for (guint i = officers->len; i > 0; i--)
    {
      const PantauOfficer *officer = g_ptr_array_index (officers, i - 1);

      if (g_str_equal (officer->person, who) || g_str_equal (officer->device, who))
        {
          g_ptr_array_remove_index (officers, i - 1);
          found = TRUE;
        }
    }

  return found;
}

/* A device that is there already is replaced: it has a new key, another region or another last day. */
static gboolean
add_requests (const PantauKeysOptions *options,
              GPtrArray *officers,
              const char *path,
              GError **error)
{
  g_autoptr (GPtrArray) requests = read_requests (path, error);

  if (requests == NULL)
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      PantauOfficer *officer = pantau_officer_copy (g_ptr_array_index (requests, i));

      officer->until = g_strdup (options->until);
      remove_officer (officers, officer->device);
      g_ptr_array_add (officers, officer);
    }

  return TRUE;
}

/* The officers of the list before, with what is to be changed. @serial takes the next number. */
static GPtrArray *
next_officers (const PantauKeysOptions *options,
               PantauRecovery *recovery,
               gint64 *serial,
               GError **error)
{
  g_autoptr (GPtrArray) officers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_officer_free);
  g_autoptr (PantauRoster) before = NULL;

  *serial = 1;
  if (options->roster != NULL)
    {
      g_autofree char *ours = pantau_recovery_fingerprint (pantau_recovery_get_public (recovery));

      before = pantau_keys_load_roster (options->roster, error);
      if (before == NULL)
        return NULL;
      if (!g_str_equal (ours, pantau_roster_get_fingerprint (before)))
        return pantau_throw_null (
            error, PANTAU_ERROR_SIGNATURE,
            _ ("“%s” is signed by the recovery key %s, not by this one, %s; begin a list without "
               "--roster"),
            options->roster, pantau_roster_get_fingerprint (before), ours);
      for (guint i = 0; i < pantau_roster_get_officers (before)->len; i++)
        g_ptr_array_add (officers, pantau_officer_copy (
                                       g_ptr_array_index (pantau_roster_get_officers (before), i)));
      *serial = pantau_roster_get_serial (before) + 1;
    }

  for (guint i = 0; options->remove != NULL && options->remove[i] != NULL; i++)
    if (!remove_officer (officers, options->remove[i]))
      return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                                _ ("no officer of the list has the person code or device “%s”"),
                                options->remove[i]);
  for (guint i = 0; options->add != NULL && options->add[i] != NULL; i++)
    if (!add_requests (options, officers, options->add[i], error))
      return NULL;

  return g_steal_pointer (&officers);
}

static int
sign_roster (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauRecovery) recovery = NULL;
  g_autoptr (GPtrArray) officers = NULL;
  g_autoptr (PantauRoster) roster = NULL;
  g_autofree char *now = pantau_home_now (), *text = NULL;
  gint64 serial;

  if (!pantau_keys_check_arguments (argc, 3,
                                    "sign OUTPUT --key FILE [--roster OLD] [--add REQUEST …] "
                                    "[--remove WHO …] [--until DATE]",
                                    error))
    return -1;
  recovery = pantau_keys_load (options, error);
  officers = recovery != NULL ? next_officers (options, recovery, &serial, error) : NULL;
  roster = officers != NULL ? pantau_roster_sign (recovery, serial, now, officers, error) : NULL;
  if (roster == NULL)
    return -1;

  text = g_strconcat (pantau_roster_get_statement (roster), "\n", NULL);
  if (!pantau_keys_write (argv[2], text, error))
    return -1;
  print_roster (options, roster);

  return PANTAU_EXIT_OK;
}

static int
set_roster (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauRoster) roster = NULL;
  g_autoptr (JsonObject) request = json_object_new (), answer = NULL;
  JsonObject *statement;
  int status;

  if (!pantau_keys_check_arguments (argc, 3, "set --dir DIR ROSTER [--new-recovery]", error) ||
      !pantau_keys_check_dir (options, error))
    return -1;
  roster = pantau_keys_load_roster (argv[2], error);
  if (roster == NULL)
    return -1;
  statement = pantau_json_parse_known (pantau_roster_get_statement (roster), error);
  if (statement == NULL)
    return -1;

  json_object_set_string_member (request, "command", "keys-set");
  json_object_set_object_member (request, "roster", statement);
  json_object_set_boolean_member (request, "new_recovery", options->new_recovery);
  answer = pantau_ask_and_tell (options->dir, request, &status, error);

  return answer != NULL ? status : -1;
}

/* The list of a province. */
static int
show_province (const PantauKeysOptions *options, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new (), answer = NULL;
  g_autoptr (PantauRoster) roster = NULL;
  g_autofree char *text = NULL;
  JsonObject *statement;
  int status;

  json_object_set_string_member (request, "command", "keys-show");
  answer = pantau_ask_and_tell (options->dir, request, &status, error);
  if (answer == NULL || status != PANTAU_EXIT_OK)
    return answer != NULL ? status : -1;

  statement = pantau_json_object (answer, "roster");
  if (statement == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                    _ ("this province has no list of identity officers yet"));
      return -1;
    }
  text = pantau_json_object_text (statement);
  roster = pantau_roster_parse (text, error);
  if (roster == NULL)
    return -1;
  print_roster (options, roster);

  return PANTAU_EXIT_OK;
}

/* A file: a list, or the public half of a recovery key. */
static int
show_file (const PantauKeysOptions *options, const char *path, GError **error)
{
  g_autoptr (PantauRoster) roster = NULL;
  g_autofree char *fingerprint = NULL;
  PantauRecoveryPublic public;
  gboolean has_passphrase;

  if (pantau_recovery_look (path, &public, &has_passphrase, NULL))
    {
      fingerprint = pantau_recovery_fingerprint (&public);
      printf ("%s\n", fingerprint);
      return PANTAU_EXIT_OK;
    }
  roster = pantau_keys_load_roster (path, error);
  if (roster == NULL)
    return -1;
  print_roster (options, roster);

  return PANTAU_EXIT_OK;
}

static int
show (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  if (!pantau_keys_check_arguments (argc, options->dir != NULL ? 2 : 3, "show --dir DIR | FILE",
                                    error))
    return -1;

  return options->dir != NULL ? show_province (options, error)
                              : show_file (options, argv[2], error);
}

int
pantau_keys_run (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  static const struct
  {
    const char *name;
    int (*run) (const PantauKeysOptions *options, int argc, char **argv, GError **error);
  } commands[] = {
    { "recovery", make_recovery },
    { "request", show_requests },
    { "sign", sign_roster },
    { "set", set_roster },
    { "show", show },
    { "heads", pantau_keys_heads },
    { "reseal", pantau_keys_reseal },
    { "wrap", pantau_keys_wrap },
    { "next", pantau_keys_next },
    { "succeed", pantau_keys_succeed },
    { "follow", pantau_keys_follow },
  };

  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (options, argc, argv, error);

  pantau_throw (error, PANTAU_ERROR_INVALID,
                _ ("use it so: pantau-province keys "
                   "recovery|request|sign|set|show|heads|reseal|wrap|next|succeed|follow …"));

  return -1;
}
