/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: files of records, how they come and go, and who may have them. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-custody.h"
#include "pantau-edit-evidence.h"
#include "pantau-error.h"
#include "pantau-words-evidence.h"
#include "pantau-words-file.h"

static gboolean
check_text (const char *text, GError **error)
{
  return text == NULL || g_utf8_validate (text, -1, NULL) ||
         pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the text is not valid UTF-8"));
}

/* Copies it, or takes its hash alone. (transfer full) */
static PantauAttachment *
take_over (PantauHome *home, const CtlOptions *options, const char *path, GError **error)
{
  if (options->medium == NULL)
    return pantau_attachment_new_for_path (pantau_home_get_blobs (home), path, NULL, error);

  return pantau_attachment_new_for_medium (path, options->medium, pantau_console_progress,
                                           (gpointer) _ ("reading"), NULL, error);
}

/* What a person should know before the line is written, which stays; that it cannot be asked is no reason not to. */
static void
tell_same (PantauHome *home, const char *record, const char *hash)
{
  g_autoptr (GPtrArray) others =
      pantau_store_same_file (pantau_home_get_store (home), hash, record, NULL);
  g_autofree char *said = others != NULL ? pantau_words_file_same (others) : NULL;

  if (said != NULL)
    pantau_console_fault ("same-file", NULL, said);
}

int
ctl_attach (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  PantauAttachment *file;

  if (!ctl_check_arguments (argc, argv, 2, 2,
                            "attach UUID FILE [--text NOTE] [--origin CODE] [--medium WHERE]",
                            error) ||
      !check_text (options->text, error) || !check_text (options->origin, error) ||
      !check_text (options->medium, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  /* Before 100 MB are copied. */
  if (home == NULL || !pantau_edit_may_attach (home, argv[1], error) ||
      !pantau_edit_check_origin (home, options->origin, error))
    return -1;
  file = take_over (home, options, argv[2], error);
  if (file == NULL)
    return -1;
  g_ptr_array_add (files, file);
  file->origin = g_strdup (options->origin);
  tell_same (home, argv[1], file->hash);
  if (options->text != NULL)
    ctl_warn_text ("note", options->text);
  if (!pantau_edit_attach (home, argv[1], files, options->text, NULL, error))
    {
      pantau_edit_discard (home, file->hash);
      return -1;
    }

  printf ("%s\n", file->hash);
  fflush (stdout);

  return PANTAU_EXIT_OK;
}

/* What is said where nobody said why. */
static const char *
reason_of (const CtlOptions *options)
{
  if (options->reason != NULL)
    return options->reason;

  return options->masked != NULL ? _ ("Released as a masked copy")
                                 : _ ("Released without masking: it shows nobody who sent it");
}

/* (transfer full): the hash of what was released, NULL with an error */
static char *
release_masked (PantauHome *home, const CtlOptions *options, char **argv, GError **error)
{
  g_autoptr (PantauAttachment) copy =
      pantau_attachment_new_for_path (pantau_home_get_blobs (home), options->masked, NULL, error);

  if (copy == NULL)
    return NULL;
  if (!pantau_edit_release_masked (home, argv[1], argv[2], copy, reason_of (options), NULL, error))
    {
      pantau_edit_discard (home, copy->hash);
      return NULL;
    }

  return g_strdup (copy->hash);
}

int
ctl_release_file (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autofree char *hash = NULL;
  const char *targets[2] = { NULL, NULL };

  if (!ctl_check_arguments (argc, argv, 2, 2,
                            "release-file UUID SHA256 [--reason TEXT] [--masked FILE]", error) ||
      !check_text (options->reason, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_edit_may_release_files (home, argv[1], error))
    return -1;

  targets[0] = argv[2];
  if (options->masked != NULL)
    hash = release_masked (home, options, argv, error);
  else if (pantau_edit_release_files (home, argv[1], targets, reason_of (options), NULL, error))
    hash = g_strdup (argv[2]);
  if (hash == NULL)
    return -1;

  printf ("%s\n", hash);
  fflush (stdout);

  return PANTAU_EXIT_OK;
}

/*
 * Bytes leave the program: the line that says so comes first, and where it cannot be written nothing leaves. Who may only read the record may have its files, and
 * writes no lines about it.
 */
static gboolean
announce_copy (PantauHome *home,
               const CtlOptions *options,
               const char *record,
               const char *hash,
               GError **error)
{
  const char *const targets[] = { hash, NULL };
  g_autoptr (GError) local_error = NULL;

  if (pantau_custody_may_touch (home, record, &local_error))
    return pantau_custody_touch (home, record, PANTAU_TOUCH_EXPORT, targets, NULL, options->note,
                                 NULL, error);
  if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_REFUSED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  pantau_console_fault ("no-line", NULL,
                        _ ("no line tells of this copy: you may read the record, and not write "
                           "about it"));

  return TRUE;
}

static gboolean
save_copy (PantauHome *home,
           const CtlOptions *options,
           const char *record,
           const char *hash,
           GError **error)
{
  if (g_file_test (options->to, G_FILE_TEST_EXISTS) ||
      g_file_test (options->to, G_FILE_TEST_IS_SYMLINK))
    {
      g_autofree char *shown = g_filename_display_name (options->to);

      return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is there already"), shown);
    }

  return announce_copy (home, options, record, hash, error) &&
         pantau_evidence_save (home, hash, options->to, FALSE, NULL, error);
}

int
ctl_fetch (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 2, 2, "fetch UUID SHA256 [--to FILE [--note TEXT]]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL && pantau_evidence_fetch (home, argv[1], argv[2], NULL, error) &&
                 (options->to == NULL || save_copy (home, options, argv[1], argv[2], error))
             ? PANTAU_EXIT_OK
             : -1;
}

/* The other records that have it: [{id, title}]. (transfer full): NULL with an error */
static JsonArray *
same_array (PantauHome *home, const char *record, const char *hash, GError **error)
{
  g_autoptr (GPtrArray) others =
      pantau_store_same_file (pantau_home_get_store (home), hash, record, error);
  JsonArray *array;

  if (others == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; i < others->len; i++)
    {
      const PantauSameFile *other = g_ptr_array_index (others, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", other->id);
      json_object_set_string_member (object, "title", other->title);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* What the file says of itself. */
static void
set_claims (JsonObject *object, const PantauEvidence *file)
{
  JsonObject *claims = pantau_file_claims_to_json (file->claims);

  if (claims != NULL)
    json_object_set_object_member (object, "claims", claims);
  else
    json_object_set_null_member (object, "claims");
}

/* Takes @also. (transfer full) */
static JsonObject *
file_object (const PantauEvidence *file, JsonArray *also)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sha256", file->hash);
  if (file->size >= 0)
    json_object_set_int_member (object, "size", file->size);
  else
    json_object_set_null_member (object, "size");
  json_object_set_string_member (object, "name", file->name);
  json_object_set_string_member (object, "type", file->type);
  json_object_set_string_member (object, "state", pantau_evidence_state_get_name (file->state));
  json_object_set_boolean_member (object, "released", file->is_released);
  ctl_set_text_or_null (object, "masks", file->masks);
  set_claims (object, file);
  ctl_set_text_or_null (object, "origin", file->origin);
  ctl_set_text_or_null (object, "stripped", file->stripped);
  ctl_set_text_or_null (object, "medium", file->medium);
  json_object_set_array_member (object, "also", also);
  ctl_set_text (object, "received", file->received);
  ctl_set_text (object, "note", file->note);
  json_object_set_string_member (object, "entry", file->entry);
  json_object_set_string_member (object, "device", file->device);
  json_object_set_string_member (object, "time", file->time);

  return object;
}

gboolean
ctl_add_evidence (JsonObject *object, PantauHome *home, const char *record, GError **error)
{
  g_autoptr (GPtrArray) files = pantau_store_evidence (pantau_home_get_store (home), record, error);
  g_autoptr (JsonArray) array = json_array_new ();

  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const PantauEvidence *file = g_ptr_array_index (files, i);
      JsonArray *also = same_array (home, record, file->hash, error);

      if (also == NULL)
        return FALSE;
      json_array_add_object_element (array, file_object (file, also));
    }
  json_object_set_array_member (object, "evidence", g_steal_pointer (&array));

  return TRUE;
}

/* A line below the file. Takes @text (nullable). */
static void
print_below (char *text)
{
  if (text != NULL)
    printf ("    %s\n", text);
  g_free (text);
}

/* What is known, then what the file says, which nobody has checked. */
static gboolean
print_file (PantauHome *home,
            const char *record,
            const PantauEvidence *file,
            GPtrArray *files,
            GError **error)
{
  g_autofree char *said = pantau_words_evidence (file, files),
                  *claims = pantau_words_file_claims (file->claims);
  g_autoptr (GPtrArray) others =
      pantau_store_same_file (pantau_home_get_store (home), file->hash, record, error);

  if (others == NULL)
    return FALSE;
  printf ("  %s\n    %s\n", said, file->hash);
  if (file->origin != NULL)
    print_below (
        g_strdup (pantau_words_file_origin (pantau_home_get_reference (home), file->origin)));
  if (claims != NULL)
    /* Translators: what a file claims about itself: “taken …, with Samsung …” */
    print_below (g_strdup_printf (_ ("The file says of itself, unchecked: %s"), claims));
  print_below (g_strdup (pantau_words_file_stripped (file->stripped)));
  print_below (pantau_words_file_same (others));

  return TRUE;
}

gboolean
ctl_print_evidence (PantauHome *home, const char *record, GError **error)
{
  g_autoptr (GPtrArray) files = pantau_store_evidence (pantau_home_get_store (home), record, error);

  if (files == NULL)
    return FALSE;
  if (files->len > 0)
    /* Translators: files of a record, as a heading */
    printf ("\n%s:\n", _ ("Files"));
  for (guint i = 0; i < files->len; i++)
    if (!print_file (home, record, g_ptr_array_index (files, i), files, error))
      return FALSE;

  return TRUE;
}
