/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl identity: sealing identities, what is sealed, and what officers are asked. Who somebody is never reaches standard output here. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-console.h"
#include "pantau-crypto-box.h"
#include "pantau-edit-identity.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-trust.h"
#include "pantau-words-identity.h"
#include "pantau-words.h"

/* An envelope without a picture holds less. */
#define INPUT_LIMIT 8192

/* `--person` and `--ordinal`, which is 1 unless said. */
static gboolean
take_person (const CtlOptions *options, guint *ordinal, GError **error)
{
  if (options->person == NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("say who it is about: --person reporter or --person witness"));
  if (!g_utf8_validate (options->person, -1, NULL))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the text is not valid UTF-8"));
  *ordinal = (guint) CLAMP (options->ordinal, 0, G_MAXINT);

  return pantau_check_person (options->person, options->ordinal, error);
}

/* All of @path ("-": standard input) in memory for secrets, which stdio's buffers are not. (transfer full): of pantau_secret_new() */
static char *
read_secretly (const char *path, gsize *length, GError **error)
{
  gboolean is_input = g_str_equal (path, "-");
  int fd = is_input ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC), code = 0;
  char *text;
  gssize got = 1;

  if (fd < 0)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), path,
                              g_strerror (errno));
  text = pantau_secret_new (INPUT_LIMIT + 1);
  *length = 0;
  while (got > 0 && *length < INPUT_LIMIT)
    {
      got = read (fd, text + *length, INPUT_LIMIT - *length);
      code = errno;
      if (got < 0 && code == EINTR)
        got = 1;
      else if (got > 0)
        *length += (gsize) got;
    }
  if (!is_input)
    close (fd);
  text[*length] = '\0';

  if (got >= 0 && *length < INPUT_LIMIT)
    return text;
  pantau_secret_free (text);

  return got < 0 ? pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), path,
                                      g_strerror (code))
                 : pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                                      _ ("an identity has less than %d bytes"), INPUT_LIMIT);
}

static PantauIdentity *
read_identity (const CtlOptions *options, const char *path, GError **error)
{
  g_autoptr (PantauIdentity) identity = NULL;
  gsize length = 0;
  char *text = read_secretly (path, &length, error);

  if (text == NULL)
    return NULL;
  identity = pantau_identity_parse (text, length, error);
  pantau_secret_free (text);
  if (identity == NULL ||
      (options->picture != NULL && !pantau_identity_load_copy (identity, options->picture, error)))
    return NULL;

  return g_steal_pointer (&identity);
}

/* Only the keeper of the recovery key could open it: that is worth a word before anybody waits for an officer. */
static void
tell_officers (PantauHome *home, const char *id)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, NULL);
  g_autoptr (PantauRoster) roster = pantau_home_get_roster (home, NULL);
  g_autofree char *now = pantau_home_now (), *today = g_strndup (now, 10);
  g_autoptr (GPtrArray) officers = NULL;

  if (record == NULL || roster == NULL)
    return;
  officers = pantau_roster_for_region (roster, pantau_record_get_region (record), today);
  if (officers->len == 0)
    pantau_console_fault ("no-officer", NULL,
                          _ ("no identity officer serves this region yet: until one is named, only "
                             "the recovery key can open it"));
}

int
ctl_identity_seal (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauIdentity) identity = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autofree char *entry = NULL;
  guint ordinal;

  if (!ctl_check_arguments (argc, argv, 2, 2,
                            "identity seal UUID --person reporter|witness [--ordinal N] "
                            "[--card PICTURE] FILE|-",
                            error) ||
      !take_person (options, &ordinal, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  /* Before anything is typed: whether there is anybody to seal to. */
  if (home == NULL || !pantau_edit_may_seal (home, argv[1], error))
    return -1;
  identity = read_identity (options, argv[2], error);
  if (identity == NULL ||
      !pantau_edit_seal (home, argv[1], options->person, ordinal, identity, &entry, error))
    return -1;

  printf ("%s\n", entry);
  fflush (stdout);
  tell_officers (home, argv[1]);

  return PANTAU_EXIT_OK;
}

static JsonObject *
sealed_object (PantauHome *home, const PantauSealed *sealed)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", sealed->entry);
  json_object_set_string_member (object, "person", sealed->person);
  json_object_set_int_member (object, "ordinal", sealed->ordinal);
  ctl_set_texts (object, "has", sealed->has);
  json_object_set_string_member (object, "blob", sealed->blob);
  json_object_set_string_member (object, "time", sealed->time);
  json_object_set_string_member (object, "device", sealed->device);
  ctl_set_text (object, "author", sealed->author);
  json_object_set_int_member (object, "opened", sealed->opened);
  json_object_set_boolean_member (object, "differs", sealed->differs);
  ctl_set_texts (object, "earlier", sealed->earlier);
  json_object_set_boolean_member (object, "here",
                                  pantau_blobs_has (pantau_home_get_blobs (home), sealed->blob));

  return object;
}

int
ctl_identity_list (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) seals = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, "identity list UUID [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  seals = home != NULL ? pantau_store_sealed (pantau_home_get_store (home), argv[1], error) : NULL;
  record = seals != NULL ? pantau_store_get (pantau_home_get_store (home), argv[1], error) : NULL;
  if (record == NULL)
    return -1;

  for (guint i = 0; i < seals->len; i++)
    {
      const PantauSealed *sealed = g_ptr_array_index (seals, i);
      g_autoptr (JsonObject) object = sealed_object (home, sealed);
      g_autofree char *name =
          pantau_words_person_of (pantau_home_get_reference (home), pantau_record_get_kind (record),
                                  sealed->person, sealed->ordinal);
      g_autofree char *said = pantau_words_sealed (pantau_home_get_reference (home), sealed);

      if (options->json)
        ctl_print_object (object);
      else
        printf ("%s  %s: %s\n", sealed->entry, name, said);
    }

  return PANTAU_EXIT_OK;
}

int
ctl_identity_ask (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *entry = NULL;
  guint ordinal;
  gboolean written;

  if (!ctl_check_arguments (argc, argv, 1, 1,
                            "identity ask UUID --person reporter|witness [--ordinal N] --text TEXT",
                            error) ||
      !take_person (options, &ordinal, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !ctl_take (given, "text", options->text, error))
    return -1;
  json_object_set_string_member (given, "person", options->person);
  json_object_set_int_member (given, "ordinal", ordinal);

  written = pantau_edit_ask (home, argv[1], given, &entry, faults, error);

  return ctl_tell_written (written, entry, faults);
}

int
ctl_identity_answer (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *entry = NULL;
  gboolean written;

  if (!ctl_check_arguments (argc, argv, 3, 3,
                            "identity answer UUID ASK reached|not-reached|refused [--text TEXT]",
                            error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !ctl_take (given, "outcome", argv[3], error) ||
      !ctl_take (given, "text", options->text, error))
    return -1;

  written = pantau_edit_answer (home, argv[1], argv[2], given, &entry, faults, error);

  return ctl_tell_written (written, entry, faults);
}

static JsonObject *
ask_object (PantauHome *home, const PantauAsk *ask)
{
  JsonObject *object = json_object_new ();
  JsonArray *answers = json_array_new ();

  json_object_set_string_member (object, "entry", ask->entry);
  json_object_set_string_member (object, "record", ask->record);
  ctl_set_text (object, "kind", ask->kind);
  ctl_set_text (object, "region", ask->region);
  ctl_set_text (object, "title", ask->title);
  ctl_add_label (object, home, ask->kind, ask->record);
  json_object_set_string_member (object, "person", ask->person);
  json_object_set_int_member (object, "ordinal", ask->ordinal);
  json_object_set_string_member (object, "text", ask->text);
  json_object_set_string_member (object, "time", ask->time);
  ctl_set_text (object, "author", ask->author);
  json_object_set_boolean_member (object, "open", ask->is_open);
  for (guint i = 0; i < ask->answers->len; i++)
    {
      const PantauAskAnswer *answer = g_ptr_array_index (ask->answers, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "entry", answer->entry);
      json_object_set_string_member (one, "outcome", answer->outcome);
      ctl_set_text (one, "text", answer->text);
      json_object_set_string_member (one, "time", answer->time);
      ctl_set_text (one, "author", answer->author);
      json_array_add_object_element (answers, one);
    }
  json_object_set_array_member (object, "answers", answers);

  return object;
}

int
ctl_identity_asks (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) asks = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "identity asks [--all] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  asks =
      home != NULL ? pantau_store_asks (pantau_home_get_store (home), !options->all, error) : NULL;
  if (asks == NULL)
    return -1;

  for (guint i = 0; i < asks->len; i++)
    {
      const PantauAsk *ask = g_ptr_array_index (asks, i);
      g_autoptr (JsonObject) object = ask_object (home, ask);
      g_autofree char *name = pantau_words_person_of (pantau_home_get_reference (home), ask->kind,
                                                      ask->person, ask->ordinal);
      g_autofree char *state = pantau_words_ask_state (pantau_home_get_reference (home), ask);
      g_autofree char *when = pantau_format_rfc3339 (ask->time);
      g_autofree char *text = pantau_words_clean (ask->text);

      if (options->json)
        ctl_print_object (object);
      else
        printf ("%s  %s  %s  %s  %s: %s\n", ask->record, ask->entry, when, name, state, text);
    }

  return PANTAU_EXIT_OK;
}

int
ctl_identity_alerts (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) alerts = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "identity alerts [--limit N] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  alerts = home != NULL ? pantau_store_alerts (pantau_home_get_store (home),
                                               (guint) MAX (options->limit, 0), error)
                        : NULL;
  if (alerts == NULL)
    return -1;

  for (guint i = 0; i < alerts->len; i++)
    {
      const PantauAlert *alert = g_ptr_array_index (alerts, i);
      g_autoptr (JsonObject) object = json_object_new ();
      g_autofree char *when = pantau_format_rfc3339 (alert->time);
      g_autofree char *who = pantau_words_clean (alert->name != NULL ? alert->name : alert->person);

      json_object_set_string_member (object, "entry", alert->entry);
      json_object_set_string_member (object, "what", alert->what);
      json_object_set_string_member (object, "person", alert->person);
      ctl_set_text (object, "name", alert->name);
      json_object_set_string_member (object, "region", alert->region);
      json_object_set_int_member (object, "count", alert->count);
      ctl_set_text (object, "since", alert->since);
      json_object_set_string_member (object, "time", alert->time);
      if (options->json)
        ctl_print_object (object);
      else if (g_str_equal (alert->what, "copied"))
        /* Translators: when, and whose laptop. */
        printf (
            _ ("%s  the data of the laptop of %s exists twice; one of the two needs a new key\n"),
            when, who);
      else if (!g_str_equal (alert->what, "identity-open"))
        printf ("%s  %s  %s\n", when, who, alert->what);
      else
        /* Translators: when, who, and how many sealed identities that person opened within an hour. */
        printf (_ ("%s  %s opened %u identities within an hour\n"), when, who, alert->count);
    }

  return PANTAU_EXIT_OK;
}

int
ctl_identity_reseal (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  PantauResealed result;

  if (!ctl_check_arguments (argc, argv, 0, 1, "identity reseal [UUID]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_edit_reseal (home, argc > 1 ? argv[1] : NULL, &result, NULL, error))
    return -1;

  if (!options->json)
    printf (_ ("envelopes sealed to more officers: %u\n"), result.envelopes);
  if (result.absent > 0)
    {
      g_autofree char *message = g_strdup_printf (
          _ ("%u envelopes have not come to the province yet; please try again later"),
          result.absent);

      pantau_console_fault ("not-found", NULL, message);
    }
  if (result.foreign > 0)
    {
      g_autofree char *message = g_strdup_printf (
          _ ("%u envelopes were not sealed to you; another officer or the keeper of the recovery "
             "key must do it"),
          result.foreign);

      pantau_console_fault ("not-mine", NULL, message);
    }

  return result.absent > 0 || result.foreign > 0 ? PANTAU_EXIT_FAILED : PANTAU_EXIT_OK;
}
