/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: a record of a hoax from what somebody forwarded, exported or copied. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl.h"
#include "pantau-attachment.h"
#include "pantau-check.h"
#include "pantau-console.h"
#include "pantau-crypto-box.h"
#include "pantau-edit-evidence.h"
#include "pantau-edit-identity.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-paste.h"
#include "pantau-words.h"

/* Read before it is judged: what is too long to be pasted gets the sentence that says what to do. */
#define READ_LIMIT (64 * 1024 * 1024)

/* Reads FILE or standard input, and leaves no copy of it. */
static PantauPaste *
read_paste (PantauHome *home, const char *path, GError **error)
{
  gsize length = 0;
  char *text = pantau_console_read (path, READ_LIMIT, &length, error);
  PantauPaste *paste;

  if (text == NULL)
    return NULL;
  paste = pantau_paste_read (pantau_home_get_reference (home), text, length, path, error);
  pantau_secret_wipe (text, length);
  g_free (text);

  return paste;
}

static void
tell_notices (PantauPaste *paste)
{
  for (guint i = 0; paste->notice[i] != NULL; i++)
    pantau_console_fault ("notice", NULL, paste->notice[i]);
  if (paste->script != NULL)
    pantau_console_fault ("other-script", "fields.quote", paste->script);
}

/* What a record is made of. A link alone has no words for a title, and a record without one is not taken: the link stands for it. (transfer full) */
static JsonObject *
take_answers (PantauPaste *paste, const char *region)
{
  JsonObject *answers = pantau_paste_answers (paste);

  if (paste->title == NULL && paste->urls[0] != NULL)
    {
      g_autofree char *start = g_utf8_substring (
          paste->urls[0], 0, MIN (g_utf8_strlen (paste->urls[0], -1), PANTAU_PASTE_MAX_TITLE));

      json_object_set_string_member (answers, "title", start);
    }
  if (region != NULL)
    json_object_set_string_member (answers, "region", region);

  return answers;
}

/* Everything but who sent it. (transfer full) */
static JsonObject *
describe (PantauPaste *paste)
{
  JsonObject *object = pantau_paste_answers (paste);

  ctl_set_label (object, PANTAU_CLAIM_LABEL_UNVERIFIED);
  ctl_set_texts (object, "urls", paste->urls);
  json_object_set_boolean_member (object, "was_cut", paste->was_cut);
  json_object_set_int_member (object, "messages", paste->n_messages);
  json_object_set_int_member (object, "senders", paste->n_senders);
  json_object_set_int_member (object, "sealed", paste->n_masked);
  ctl_set_text (object, "script", paste->script);
  ctl_set_texts (object, "notices", paste->notice);
  ctl_set_texts (object, "files", paste->files);

  return object;
}

static void
print_line (PantauReference *reference, const char *field, const char *value)
{
  g_autofree char *clean = value != NULL ? pantau_words_clean_lines (value) : NULL;

  if (clean != NULL)
    printf ("%s: %s\n", pantau_words_field (reference, "hoax", field), clean);
}

static void
print_choice (PantauReference *reference, const char *field, const char *code)
{
  if (code != NULL)
    print_line (
        reference, field,
        pantau_reference_value_label (reference, "hoax", field, code, pantau_locale_get ()));
}

static void
print_text (PantauReference *reference, PantauPaste *paste)
{
  g_autofree char *when = paste->occurred != NULL ? pantau_format_rfc3339 (paste->occurred) : NULL;

  printf ("%s\n", pantau_claim_label_text (PANTAU_CLAIM_LABEL_UNVERIFIED));
  print_line (reference, "title", paste->title);
  print_choice (reference, "platform", paste->platform);
  print_line (reference, "group", paste->group);
  print_line (reference, "occurred", when);
  print_choice (reference, "form", paste->form);
  print_choice (reference, "forwarded", paste->forwarded);
  for (guint i = 0; paste->urls[i] != NULL; i++)
    print_line (reference, "url", paste->urls[i]);
  print_line (reference, "quote", paste->quote);
}

/* Who sent it, where that can be sealed. The record is there already: a failure is a warning, and says what is lost. */
static void
seal_source (PantauHome *home, const char *id, PantauPaste *paste)
{
  g_autoptr (PantauIdentity) source = pantau_paste_dup_source (paste);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (pantau_identity_is_empty (source) ||
      (pantau_edit_may_seal (home, id, &error) &&
       pantau_edit_seal (home, id, "reporter", 1, source, NULL, &error)))
    return;

  /* Translators: %s is why */
  sentence = g_strdup_printf (_ ("the names and numbers of the pasted text could not be sealed and "
                                 "are not kept (%s); please write them on the paper form"),
                              error->message);
  pantau_console_fault ("not-sealed", NULL, sentence);
}

/* Where @path of the export leads, if that is below @folder with all links followed. (transfer full) (nullable) */
static char *
find_inside (const char *folder, const char *path)
{
  g_autofree char *joined = g_build_filename (folder, path, NULL), *prefix = NULL;
  char *root = realpath (folder, NULL), *real = realpath (joined, NULL);
  char *found = NULL;

  if (root != NULL && real != NULL)
    {
      prefix = g_str_has_suffix (root, "/") ? g_strdup (root) : g_strconcat (root, "/", NULL);
      found = g_str_has_prefix (real, prefix) ? g_strdup (real) : NULL;
    }
  free (root);
  free (real);

  return found;
}

/* Each for itself: the record is there already, and what cannot be attached is told. */
static void
attach_one (PantauHome *home, const char *id, const char *folder, const char *path)
{
  g_autofree char *found = find_inside (folder, path), *shown = NULL;
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  g_autoptr (GError) error = NULL;
  PantauAttachment *file;

  if (found == NULL)
    {
      shown = pantau_words_clean_lines (path);
      /* Translators: %s is the path of a file within an export */
      g_set_error (&error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND,
                   _ ("“%s” is not in the folder of the export"), shown);
      pantau_console_fault ("not-attached", NULL, error->message);
      return;
    }
  file = pantau_attachment_new_for_path (pantau_home_get_blobs (home), found, NULL, &error);
  if (file != NULL)
    {
      g_ptr_array_add (files, file);
      if (pantau_edit_attach (home, id, files, NULL, NULL, &error))
        return;
      pantau_edit_discard (home, file->hash);
    }
  pantau_console_fault ("not-attached", NULL, error->message);
}

static void
attach_files (PantauHome *home, const char *id, const char *path, PantauPaste *paste)
{
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; paste->files[i] != NULL; i++)
    attach_one (home, id, folder, paste->files[i]);
}

static int
record (const CtlOptions *options,
        PantauHome *home,
        PantauPaste *paste,
        const char *path,
        GError **error)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) answers = take_answers (paste, options->region), body = NULL;
  g_autofree char *text = pantau_json_object_text (answers), *region = NULL, *record_class = NULL;
  g_autofree char *id = NULL, *warning = NULL;

  body =
      pantau_check_record (pantau_home_get_reference (home), "hoax", text, strlen (text),
                           g_get_real_time () / G_USEC_PER_SEC,
                           person != NULL ? person->region : NULL, &region, &record_class, faults);
  if (body == NULL)
    return ctl_tell_faults (faults);
  id = pantau_edit_create (home, "hoax", region, g_str_equal (record_class, "open"), body, &warning,
                           error);
  if (id == NULL)
    return -1;

  seal_source (home, id, paste);
  printf ("%s\n", id);
  fflush (stdout);
  if (warning != NULL)
    pantau_console_fault ("quarantine", NULL, warning);
  tell_notices (paste);
  if (options->files && !g_str_equal (path, "-"))
    attach_files (home, id, path, paste);

  return PANTAU_EXIT_OK;
}

int
ctl_paste (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauPaste) paste = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1,
                            "paste FILE|- [--region CODE] [--files] [--dry-run] [--json]", error))
    return -1;
  home = ctl_open (options, options->dry_run ? PANTAU_HOME_READ : PANTAU_HOME_WRITE, error);
  paste = home != NULL ? read_paste (home, argv[1], error) : NULL;
  if (paste == NULL)
    return -1;
  if (!options->dry_run)
    return record (options, home, paste, argv[1], error);

  if (options->json)
    {
      g_autoptr (JsonObject) object = describe (paste);

      ctl_print_object (object);
      return PANTAU_EXIT_OK;
    }
  print_text (pantau_home_get_reference (home), paste);
  tell_notices (paste);

  return PANTAU_EXIT_OK;
}
