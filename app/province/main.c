/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantau-province: makes, serves and looks after a province (data/doc/protocol.md, "Programs"). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "commands-copy.h"
#include "commands.h"
#include "courier-command.h"
#include "invite-list.h"
#include "keys.h"
#include "pantau-console.h"
#include "pantau-crypto.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-invitation.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-pins.h"
#include "pantau-redaction.h"
#include "pin.h"
#include "scrub.h"
#include "serve.h"

/* Bytes a second: a disk is read in an hour or so, and who is served does not notice. */
#define SCRUB_SPEED (32 * G_GINT64_CONSTANT (1024) * 1024)

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
  char *list;
  int days;
  char *file;
  char *server;
  char *reason;
  const char *device; /* in argv */
  gboolean json;
  char *per_day;
  char *uploads;
  char *reserve;
  char *speed;
  gboolean mend;
  gboolean dry;
  gboolean files;
  char *cert;
  PantauCopyOptions copy;
  PantauCourierCommandOptions courier;
  PantauKeysOptions keys;
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

/* The invitation that was just made, for its person to open. */
static gboolean
write_invitation (JsonObject *answer, GError **error)
{
  g_autofree char *code = g_strstrip (g_strdup (pantau_json_string (answer, "output")));
  g_autoptr (JsonObject) person =
      options.person != NULL
          ? pantau_json_parse (options.person, strlen (options.person), 8192, NULL)
          : NULL;
  PantauInvitation invitation = { .server = options.server,
                                  .code = code,
                                  .name = (char *) pantau_json_string (person, "name"),
                                  .practice = pantau_json_boolean (answer, "practice"),
                                  .recovery = (char *) pantau_json_string (answer, "recovery") };
  gint64 serial;
  gboolean ok;

  invitation.pins = pantau_pins_read (pantau_json_object (answer, "pin"), &serial);
  ok = pantau_invitation_save (&invitation, options.file, error);

  g_strfreev (invitation.pins);
  explicit_bzero (code, strlen (code));

  return ok;
}

static int
ask (JsonObject *request, GError **error)
{
  int status;
  g_autoptr (JsonObject) answer = pantau_ask_and_tell (options.dir, request, &status, error);
  const char *output;

  if (answer == NULL)
    return -1;
  if (status != PANTAU_EXIT_OK)
    return status;
  if (options.file != NULL && !write_invitation (answer, error))
    return -1;

  output = pantau_json_string (answer, "output");
  printf ("%s", output);
  if (*output != '\0' && !g_str_has_suffix (output, "\n"))
    printf ("\n");

  return PANTAU_EXIT_OK;
}

static int
invite_list (GError **error)
{
  int status;
  g_autofree char *text =
      pantau_invite_list (options.dir, options.list, options.days, &status, error);

  if (text == NULL)
    return status != PANTAU_EXIT_OK ? status : -1;
  printf ("%s", text);

  return PANTAU_EXIT_OK;
}

static int
run_invite (int argc, char **argv, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();

  if (options.list != NULL)
    return invite_list (error);

  if (options.role == NULL || options.region == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("an invitation needs --role and --region"));
      return -1;
    }

  if ((options.file != NULL) != (options.server != NULL))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID,
                    _ ("an invitation's file needs both --file and --server, the address that "
                       "devices reach this province by"));
      return -1;
    }
  /* Before there is an invitation that nobody has. */
  if (options.file != NULL && g_file_test (options.file, G_FILE_TEST_EXISTS))
    {
      pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” exists already"), options.file);
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
  if (argc > 2 || options.device != NULL)
    json_object_set_string_member (request, "device", argc > 2 ? argv[2] : options.device);
  if (options.reason != NULL)
    json_object_set_string_member (request, "reason", options.reason);

  return ask (request, error);
}

static void
add_text (JsonObject *request, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (request, name, text);
}

static int
run_limits (int argc, char **argv, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();

  json_object_set_string_member (request, "command", "limits");
  json_object_set_boolean_member (request, "json", options.json);
  add_text (request, "per_day", options.per_day);
  add_text (request, "uploads", options.uploads);
  add_text (request, "reserve", options.reserve);

  return ask (request, error);
}

static int
run_sweep (int argc, char **argv, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();

  json_object_set_string_member (request, "command", "sweep");
  json_object_set_boolean_member (request, "json", options.json);
  json_object_set_boolean_member (request, "dry", options.dry);

  return ask (request, error);
}

static int
run_keys (int argc, char **argv, GError **error)
{
  options.keys.dir = options.dir;
  options.keys.json = options.json;

  return pantau_keys_run (&options.keys, argc - 1, argv + 1, error);
}

static int
run_pin (int argc, char **argv, GError **error)
{
  PantauPinOptions pin = { .dir = options.dir, .cert = options.cert, .json = options.json };

  return pantau_pin_run (&pin, argc - 1, argv + 1, error);
}

static void
tell_scrub (const PantauScrubCounts *counts)
{
  g_autofree char *intact = pantau_format_integer (counts->intact);
  g_autofree char *damaged = pantau_format_integer (counts->damaged);
  g_autofree char *missing = pantau_format_integer (counts->missing);
  g_autofree char *bytes = pantau_format_bytes ((guint64) counts->bytes);

  if (options.json)
    printf ("{\"intact\":%" PRId64 ",\"damaged\":%" PRId64 ",\"missing\":%" PRId64
            ",\"bytes\":%" PRId64 "}\n",
            counts->intact, counts->damaged, counts->missing, counts->bytes);
  else
    printf (_ ("intact %s, damaged %s, missing %s; %s were read\n"), intact, damaged, missing,
            bytes);
}

/* One file, one question: lines come in between. FALSE with an error. */
static gboolean
mend_one (const char *hash, guint *n_lost, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();
  g_autoptr (JsonObject) answer = NULL;
  int status;

  json_object_set_string_member (request, "command", "mend");
  json_object_set_string_member (request, "hash", hash);
  answer = pantau_ask_and_tell (options.dir, request, &status, error);
  if (answer == NULL)
    return FALSE;
  *n_lost += status == PANTAU_EXIT_OK && pantau_json_boolean (answer, "lost");

  return TRUE;
}

static gboolean
mend (GPtrArray *faults, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < faults->len; i++)
    if (!mend_one (((PantauScrubFault *) g_ptr_array_index (faults, i))->hash, &n, error))
      return FALSE;
  if (n > 0 && !options.json)
    printf (ngettext ("%u file is asked for again, of whoever has it\n",
                      "%u files are asked for again, of whoever has them\n", n),
            n);

  return TRUE;
}

/* Beside a serving program, and slowly, so that those who are served do not notice. */
static int
verify_files (GError **error)
{
  g_autoptr (PantauDb) db = pantau_province_open_reader (options.dir, error);
  g_autofree char *path = g_build_filename (options.dir, "blobs", NULL);
  g_autoptr (PantauBlobs) blobs = pantau_blobs_new (path);
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_scrub_fault_free);
  PantauScrubCounts counts;
  gint64 speed = SCRUB_SPEED;

  if (options.speed != NULL && !pantau_allowance_parse_size (options.speed, &speed))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, "--speed: %s",
                    _ ("a size is a number of bytes, or one with K, M or G behind it"));
      return -1;
    }
  if (db == NULL || !pantau_scrub_run (db, blobs, speed, faults, &counts, pantau_console_progress,
                                       (gpointer) _ ("Verifying"), NULL, error))
    return -1;

  for (guint i = 0; i < faults->len; i++)
    {
      const PantauScrubFault *fault = g_ptr_array_index (faults, i);

      pantau_console_fault (fault->is_missing ? "missing" : "damaged", fault->hash, fault->message);
    }
  tell_scrub (&counts);
  if (options.mend && !mend (faults, error))
    return -1;

  return faults->len > 0 ? PANTAU_EXIT_FAILED : PANTAU_EXIT_OK;
}

static const PantauCopyOptions *
copy_options (void)
{
  options.copy.dir = options.dir;
  options.copy.key = options.keys.key;
  options.copy.dry = options.dry;
  options.copy.json = options.json;

  return &options.copy;
}

static int
run_backup (int argc, char **argv, GError **error)
{
  return pantau_copy_run_backup (copy_options (), error);
}

static int
run_restore (int argc, char **argv, GError **error)
{
  return pantau_copy_run_restore (copy_options (), error);
}

static int
run_epoch (int argc, char **argv, GError **error)
{
  return pantau_copy_run_epoch (copy_options (), error);
}

static int
run_verify (int argc, char **argv, GError **error)
{
  g_autoptr (PantauProvince) province = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free),
                        copied = g_ptr_array_new_with_free_func (g_free);
  gint64 n_erased;

  if (options.copy.copy != NULL)
    return pantau_copy_run_verify (copy_options (), error);
  if (options.files)
    return verify_files (error);

  province = pantau_province_open (options.dir, error);
  if (province == NULL || !pantau_db_check (pantau_province_get_db (province), FALSE, error) ||
      !pantau_command_verify (province, faults, copied, pantau_console_progress,
                              (gpointer) _ ("Verifying"), error) ||
      !pantau_redaction_count (pantau_province_get_db (province), &n_erased, error))
    return -1;

  for (guint i = 0; i < faults->len; i++)
    pantau_console_fault ("verify", NULL, g_ptr_array_index (faults, i));
  for (guint i = 0; i < copied->len; i++)
    pantau_console_fault ("copied", NULL, g_ptr_array_index (copied, i));
  if (faults->len > 0)
    return PANTAU_EXIT_FAILED;
  printf (_ ("%" PRId64 " entries: all hashes, signatures, chains, numbers and heads are right\n"),
          pantau_province_get_head (province, NULL));
  pantau_console_tell_erased (n_erased);

  return PANTAU_EXIT_OK;
}

static int
run_courier (int argc, char **argv, GError **error)
{
  return pantau_courier_command (options.dir, &options.courier, (const char *const *) argv + 2,
                                 options.json, error);
}

/* --files alone says of verify what to look at, with a size behind it it says of courier how much goes back. */
static gboolean
read_files (const char *name, const char *value, gpointer data, GError **error)
{
  options.files = value == NULL;
  g_free (options.courier.files);
  options.courier.files = g_strdup (value);

  return TRUE;
}

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv, GError **error);
} commands[] = {
  { "init", run_init },      { "serve", run_serve },     { "invite", run_invite },
  { "devices", run_simple }, { "revoke", run_revoke },   { "stats", run_simple },
  { "verify", run_verify },  { "keys", run_keys },       { "limits", run_limits },
  { "sweep", run_sweep },    { "backup", run_backup },   { "restore", run_restore },
  { "epoch", run_epoch },    { "courier", run_courier }, { "init", run_init },
  { "serve", run_serve },    { "invite", run_invite },   { "devices", run_simple },
  { "revoke", run_revoke },  { "stats", run_simple },    { "verify", run_verify },
  { "keys", run_keys },      { "limits", run_limits },   { "pin", run_pin },
  { "sweep", run_sweep },    { "backup", run_backup },   { "restore", run_restore },
  { "epoch", run_epoch },
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
  { "list", 0, 0, G_OPTION_ARG_FILENAME, &options.list,
    N_ ("invite: all people of a table (columns role, region, code, name, position, letter, "
        "last_day); prints it with their codes"),
    "CSV" },
  { "days", 0, 0, G_OPTION_ARG_INT, &options.days, N_ ("invite: days until it expires (30)"), "N" },
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &options.file,
    N_ ("invite: writes the invitation into this file too (with --server)"), "FILE" },
  { "server", 0, 0, G_OPTION_ARG_STRING, &options.server,
    N_ ("invite: the address that devices reach this province by"), "URL" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("revoke: why"), "TEXT" },
  { "per-day", 0, 0, G_OPTION_ARG_STRING, &options.per_day,
    N_ ("limits: what one device may bring of files on one day, such as 2G; 0: any number"),
    "SIZE" },
  { "uploads", 0, 0, G_OPTION_ARG_STRING, &options.uploads,
    N_ ("limits: how many files one device may have under way"), "N" },
  { "reserve", 0, 0, G_OPTION_ARG_STRING, &options.reserve,
    N_ ("limits: what files leave free on the disk, for lines"), "SIZE" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry,
    N_ ("sweep, backup: says what would be done, and does nothing"), NULL },
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.courier.out,
    N_ ("courier: the file that the answers go into"), "FILE" },
  { "files", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, read_files,
    N_ ("verify: the files alone; also beside a serving program. courier: bytes of files that go "
        "back (256M)"),
    "SIZE" },
  { "mend", 0, 0, G_OPTION_ARG_NONE, &options.mend,
    N_ ("verify --files: puts aside what is damaged, and asks for it again"), NULL },
  { "speed", 0, 0, G_OPTION_ARG_STRING, &options.speed,
    N_ ("verify --files: bytes a second at most (32M); 0: as fast as the disk"), "SIZE" },
  { "cert", 0, 0, G_OPTION_ARG_FILENAME, &options.cert,
    N_ ("pin: the certificate (PEM) whose key is meant"), "FILE" },
  { "key", 0, 0, G_OPTION_ARG_FILENAME, &options.keys.key,
    N_ ("keys sign, reseal: the file of the recovery key; restore: of the province’s key"),
    "FILE" },
  { "roster", 0, 0, G_OPTION_ARG_FILENAME, &options.keys.roster,
    N_ ("keys sign: the list that it follows; reseal: the list to seal to"), "FILE" },
  { "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.keys.add,
    N_ ("keys sign: a file of officers' requests; may be repeated"), "FILE" },
  { "remove", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.keys.remove,
    N_ ("keys sign: takes an officer away, by person code or device; may be repeated"), "WHO" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &options.keys.until,
    N_ ("keys sign: the last day of those who are added (YYYY-MM-DD)"), "DATE" },
  { "without-passphrase", 0, 0, G_OPTION_ARG_NONE, &options.keys.without_passphrase,
    N_ ("keys recovery: leaves the secret bare in the file"), NULL },
  { "new-recovery", 0, 0, G_OPTION_ARG_NONE, &options.keys.new_recovery,
    N_ ("keys set: takes a list of another recovery key than the one before"), NULL },
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.copy.to,
    N_ ("backup: the directory of the copy, new or of the copy before"), "DIR" },
  { "with-key", 0, 0, G_OPTION_ARG_NONE, &options.copy.with_key,
    N_ ("backup: the province’s secret key too; whoever has the copy is the province then"), NULL },
  { "backup", 0, 0, G_OPTION_ARG_FILENAME, &options.copy.copy,
    N_ ("verify: a copy instead of a province; without --dir too"), "DIR" },
  { "from", 0, 0, G_OPTION_ARG_FILENAME, &options.copy.from,
    N_ ("restore: the directory of the copy"), "DIR" },
  { "leave-damaged", 0, 0, G_OPTION_ARG_NONE, &options.copy.damaged,
    N_ ("restore: leaves out files of records that the copy does not have whole"), NULL },
  { "lost-key", 0, 0, G_OPTION_ARG_NONE, &options.copy.without_key,
    N_ ("restore: nobody has the province’s key any more; another one follows by “keys next”"),
    NULL },
  { "new", 0, 0, G_OPTION_ARG_NONE, &options.copy.renew,
    N_ ("epoch: begins a new one, after somebody restored the province by other means"), NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
    N_ ("Answers and errors as JSON, one object a line"), NULL },
  { NULL },
};

/* Takes a device's name out of the arguments that would be read as options: one in 64 begins with "-". */
static const char *
take_device (int *argc, char **argv)
{
  const char *found = NULL;
  int to = 1;

  for (int from = 1; from < *argc; from++)
    if (found == NULL && *argv[from] == '-' && pantau_key_is_valid (argv[from]))
      found = argv[from];
    else
      argv[to++] = argv[from];
  *argc = to;
  argv[to] = NULL;

  return found;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_set_prgname ("pantau-province");
  pantau_locale_init (pantau_locale_take_argument (&argc, &argv));
  options.device = take_device (&argc, argv);
  /* Before the options are read, so that a fault in them is told in the same way. */
  pantau_console_set_json (g_strv_contains ((const char *const *) argv, "--json"));

  context =
      g_option_context_new ("init|serve|invite|devices|revoke|stats|limits|sweep|verify|pin|backup|"
                            "restore|epoch|courier|keys");
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return pantau_console_fail (error);
  pantau_console_set_json (options.json);

  /* What is done with the recovery key, or with a copy, is done where no province is. */
  if (argc < 2 || (options.dir == NULL && !g_str_equal (argv[1], "keys") &&
                   !(g_str_equal (argv[1], "verify") && options.copy.copy != NULL)))
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
