/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup, verify --backup, restore, epoch: what they ask of the parts, and how they say what came of it. */

#include "config.h"

#include "commands-copy.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ask.h"
#include "backup.h"
#include "commands-private.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "restore.h"
#include "scrub.h"

gboolean
pantau_command_note_copy (PantauProvince *province,
                          JsonObject *request,
                          JsonObject **answer,
                          GError **error)
{
  const char *head = pantau_json_string (request, "head"),
             *epoch = pantau_json_string (request, "epoch"),
             *at = pantau_json_string (request, "at");

  if (head == NULL || epoch == NULL || at == NULL)
    {
      *answer =
          pantau_command_failure ("malformed", NULL, _ ("a copy has a head, an epoch and a time"));
      return TRUE;
    }
  if (!pantau_db_run (pantau_province_get_db (province), error,
                      "INSERT INTO copy (what, at, ledger_index, head, epoch) "
                      "VALUES ('backup', ?1, ?2, ?3, ?4)",
                      "siss", at, pantau_json_integer (request, "index", 0), head, epoch))
    return FALSE;
  *answer = pantau_command_success ("");

  return TRUE;
}

/* The copy is whole without it, so a failure here is told and no more. */
static void
note_copy (const char *dir, const PantauCopy *copy)
{
  g_autoptr (JsonObject) request = json_object_new (), answer = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (request, "command", "copy-note");
  json_object_set_int_member (request, "index", copy->index);
  json_object_set_string_member (request, "head", copy->head);
  json_object_set_string_member (request, "epoch", copy->epoch);
  json_object_set_string_member (request, "at", copy->time);
  answer = pantau_ask (dir, request, &error);
  if (answer == NULL)
    g_message ("%s", error->message);
}

static JsonObject *
describe (const PantauCopy *copy)
{
  JsonObject *object = json_object_new ();
  JsonArray *missing = json_array_new ();

  json_object_set_string_member (object, "province", copy->province);
  json_object_set_string_member (object, "epoch", copy->epoch);
  json_object_set_string_member (object, "time", copy->time);
  json_object_set_int_member (object, "index", copy->index);
  json_object_set_string_member (object, "head", copy->head);
  json_object_set_int_member (object, "devices", copy->devices);
  json_object_set_int_member (object, "files", copy->files);
  json_object_set_int_member (object, "file_bytes", copy->bytes);
  for (gsize i = 0; copy->missing != NULL && copy->missing[i] != NULL; i++)
    json_array_add_string_element (missing, copy->missing[i]);
  json_object_set_array_member (object, "missing", missing);

  return object;
}

static void
print_json (JsonObject *object)
{
  g_autofree char *line = pantau_json_object_text (object);

  printf ("%s\n", line);
}

static void
tell_backup (const PantauCopyOptions *options, const PantauBackupResult *result)
{
  g_autofree char *index = pantau_format_integer (result->copy->index),
                  *fresh = pantau_format_integer (result->new_files),
                  *bytes = pantau_format_bytes ((guint64) result->new_bytes),
                  *kept = pantau_format_integer (result->kept),
                  *removed = pantau_format_integer (result->removed);

  if (options->json)
    {
      g_autoptr (JsonObject) object = describe (result->copy);

      json_object_set_boolean_member (object, "dry", options->dry);
      json_object_set_int_member (object, "new_files", result->new_files);
      json_object_set_int_member (object, "new_bytes", result->new_bytes);
      json_object_set_int_member (object, "kept", result->kept);
      json_object_set_int_member (object, "removed", result->removed);
      print_json (object);
      return;
    }

  if (options->dry)
    printf (
        _ ("would be copied: all lines up to number %s; new files: %s (%s), already there: %s\n"),
        index, fresh, bytes, kept);
  else
    printf (_ ("copied: all lines up to number %s; new files: %s (%s), already there: %s, removed: "
               "%s\n"),
            index, fresh, bytes, kept, removed);
}

/* Each file that the copy lacks; they are not lost for that. */
static guint
tell_missing (const PantauCopy *copy)
{
  guint n = 0;

  for (; copy->missing != NULL && copy->missing[n] != NULL; n++)
    {
      g_autofree char *message = g_strdup_printf (
          _ ("the province itself no longer has the file %.12s… whole"), copy->missing[n]);

      pantau_console_fault ("missing", copy->missing[n], message);
    }

  return n;
}

int
pantau_copy_run_backup (const PantauCopyOptions *options, GError **error)
{
  PantauBackupOptions how = { .with_key = options->with_key, .dry = options->dry };
  g_auto (PantauBackupResult) result = { 0 };

  if (options->to == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("say where the copy goes with --to"));
      return -1;
    }
  if (!pantau_backup_run (options->dir, options->to, &how, &result, pantau_console_progress,
                          (gpointer) _ ("Copying"), error))
    return -1;
  if (!options->dry)
    note_copy (options->dir, result.copy);
  tell_backup (options, &result);

  return tell_missing (result.copy) > 0 ? PANTAU_EXIT_FAILED : PANTAU_EXIT_OK;
}

static guint
tell_faults (const PantauCopyFaults *faults)
{
  for (guint i = 0; i < faults->faults->len; i++)
    pantau_console_fault ("verify", NULL, g_ptr_array_index (faults->faults, i));
  for (guint i = 0; i < faults->damaged->len; i++)
    {
      const PantauScrubFault *fault = g_ptr_array_index (faults->damaged, i);

      pantau_console_fault (fault->is_missing ? "missing" : "damaged", fault->hash, fault->message);
    }

  return faults->faults->len + faults->damaged->len;
}

int
pantau_copy_run_verify (const PantauCopyOptions *options, GError **error)
{
  g_autoptr (PantauCopy) copy = NULL;
  g_autoptr (PantauCopyFaults) faults = pantau_copy_verify (
      options->copy, &copy, pantau_console_progress, (gpointer) _ ("Verifying"), error);
  g_autofree char *index = NULL, *files = NULL, *when = NULL;

  if (faults == NULL)
    return -1;
  if (tell_faults (faults) > 0)
    return PANTAU_EXIT_FAILED;

  if (options->json)
    {
      g_autoptr (JsonObject) object = describe (copy);

      print_json (object);
      return PANTAU_EXIT_OK;
    }
  index = pantau_format_integer (copy->index);
  files = pantau_format_integer (copy->files);
  when = pantau_format_rfc3339 (copy->time);
  /* Translators: %1$s is a key, %2$s a time, %3$s and %4$s are numbers. */
  printf (_ ("the copy of the province %1$s of %2$s is whole: all lines up to number %3$s; "
             "files: %4$s\n"),
          copy->province, when, index, files);

  return PANTAU_EXIT_OK;
}

int
pantau_copy_run_restore (const PantauCopyOptions *options, GError **error)
{
  g_autoptr (PantauCopy) copy = NULL;
  g_autoptr (PantauCopyFaults) faults = NULL;
  g_autofree char *index = NULL, *when = NULL;
  gboolean ok;

  if (options->from == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("say where the copy is with --from"));
      return -1;
    }
  ok = pantau_restore_run (options->from, options->dir, options->key, options->without_key,
                           options->damaged, &copy, &faults, pantau_console_progress,
                           (gpointer) _ ("Restoring"), error);
  if (faults != NULL)
    tell_faults (faults);
  if (!ok)
    return -1;

  if (options->json)
    {
      g_autoptr (JsonObject) object = describe (copy);

      json_object_set_int_member (object, "left_out", faults->damaged->len);
      print_json (object);
      return PANTAU_EXIT_OK;
    }
  index = pantau_format_integer (copy->index);
  when = pantau_format_rfc3339 (copy->time);
  /* Translators: %1$s is a time, %2$s a number, %3$s the name of an epoch. */
  printf (_ ("restored as of %1$s: all lines up to number %2$s, under the new epoch %3$s\n"), when,
          index, copy->epoch);
  printf ("%s\n", options->without_key
                      ? _ ("It has no key. Let the recovery key name another one before it serves: "
                           "pantau-province keys next.")
                      : _ ("Serve it now. What came later comes back by itself, as each laptop "
                           "syncs."));

  return PANTAU_EXIT_OK;
}

int
pantau_copy_run_epoch (const PantauCopyOptions *options, GError **error)
{
  g_autoptr (PantauProvince) province = NULL;
  g_autofree char *epoch = NULL;

  if (!options->renew)
    {
      pantau_throw (
          error, PANTAU_ERROR_INVALID,
          _ ("only “epoch --new” does something: every laptop then offers all its lines again"));
      return -1;
    }
  /* Who serves has told its clients of the old one. */
  province = pantau_province_open (options->dir, error);
  epoch = province != NULL ? pantau_restore_begin_epoch (pantau_province_get_db (province), error)
                           : NULL;
  if (epoch == NULL)
    return -1;
  printf ("%s\n", epoch);

  return PANTAU_EXIT_OK;
}
