/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: what was done with files of records, and whether they are still what they were. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-custody.h"
#include "pantau-dossier.h"
#include "pantau-error.h"
#include "pantau-filecheck.h"
#include "pantau-format.h"
#include "pantau-redaction.h"
#include "pantau-words-custody.h"
#include "pantau-words.h"

#define TOUCH_USAGE                                                                                \
  "touch UUID SHA256 … --what export|print|forward|hand-over [--to TEXT] [--note TEXT]"

int
ctl_touch (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autofree char *entry = NULL;
  PantauTouchWhat what;

  if (!ctl_check_arguments (argc, argv, 2, 1 + PANTAU_TOUCH_MAX_TARGETS, TOUCH_USAGE, error))
    return -1;
  if (!pantau_touch_from_name (options->what, &what))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID,
                    _ ("say with --what what was done: export, print, forward or hand-over"));
      return -1;
    }
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_custody_touch (home, argv[1], what, (const char *const *) argv + 2,
                                             options->to, options->note, &entry, error))
    return -1;

  printf ("%s\n", entry);
  fflush (stdout);

  return PANTAU_EXIT_OK;
}

static void
print_step_json (const PantauCustody *step)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "what", pantau_custody_get_name (step->what));
  json_object_set_string_member (object, "sha256", step->hash);
  json_object_set_string_member (object, "name", step->name);
  ctl_set_text (object, "to", step->to);
  ctl_set_text (object, "note", step->note);
  ctl_set_text (object, "received", step->received);
  ctl_set_text (object, "origin", step->origin);
  ctl_set_text (object, "author", step->author);
  json_object_set_string_member (object, "entry", step->entry);
  json_object_set_string_member (object, "device", step->device);
  json_object_set_string_member (object, "time", step->time);
  if (step->index > 0)
    json_object_set_int_member (object, "index", step->index);
  ctl_print_object (object);
}

int
ctl_custody (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) steps = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 2, "custody UUID [SHA256] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  record = pantau_store_get (pantau_home_get_store (home), argv[1], error);
  steps = record != NULL ? pantau_store_custody (pantau_home_get_store (home), argv[1],
                                                 argc > 2 ? argv[2] : NULL, error)
                         : NULL;
  if (steps == NULL)
    return -1;

  for (guint i = 0; i < steps->len; i++)
    {
      const PantauCustody *step = g_ptr_array_index (steps, i);
      g_autofree char *said = NULL, *name = NULL;

      if (options->json)
        {
          print_step_json (step);
          continue;
        }
      said = pantau_words_custody_full (pantau_home_get_reference (home), step,
                                        pantau_home_get_device (home));
      name = pantau_words_clean (step->name);
      printf ("%.12s %s\n  %s\n", step->hash, name, said);
    }

  return PANTAU_EXIT_OK;
}

static void
print_file (const CtlOptions *options, const PantauFilecheck *file)
{
  g_autofree char *name = pantau_words_clean (file->name);
  g_autoptr (JsonObject) object = NULL;

  if (!options->json)
    {
      printf ("%s  %s  %s\n", file->hash, pantau_words_filecheck (file->state), name);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "sha256", file->hash);
  json_object_set_string_member (object, "state", pantau_filecheck_state_get_name (file->state));
  ctl_set_text (object, "name", *file->name != '\0' ? file->name : NULL);
  ctl_set_text (object, "record", *file->record != '\0' ? file->record : NULL);
  if (file->size >= 0)
    json_object_set_int_member (object, "size", file->size);
  ctl_print_object (object);
}

/* Each file where that is asked for, and a sentence in @faults for what is wrong. */
static void
tell_files (const CtlOptions *options, const PantauFilecheckResult *files, GPtrArray *faults)
{
  for (guint i = 0; i < files->files->len; i++)
    {
      const PantauFilecheck *file = g_ptr_array_index (files->files, i);
      char *fault = pantau_filecheck_fault (file);

      if (options->files)
        print_file (options, file);
      if (fault != NULL)
        g_ptr_array_add (faults, fault);
    }
  if (!options->json && files->files->len > 0)
    {
      g_autofree char *intact = pantau_format_integer (files->intact),
                      *changed = pantau_format_integer (files->changed),
                      *missing = pantau_format_integer (files->missing);

      /* Translators: numbers of files */
      printf (_ ("files: %s intact, %s changed, %s missing\n"), intact, changed, missing);
    }
}

/*
 * The check reads only, so that it may run beside the program and mends nothing that it is to find; what it found is noted where nobody else
 * writes just now.
 */
static void
note (const CtlOptions *options, const PantauFilecheckResult *files)
{
  g_autoptr (PantauHome) home = pantau_home_open (options->home, PANTAU_HOME_WRITE, NULL);

  if (home != NULL)
    pantau_filecheck_note (home, files, NULL);
}

static int
verify_home (const CtlOptions *options, GError **error)
{
  g_autoptr (PantauHome) home = ctl_open (options, PANTAU_HOME_READ, error);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free),
                        copied = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauFilecheckResult) files = NULL;
  gint64 count, n_erased;
  guint n_faults;

  if (home == NULL || !pantau_db_check (pantau_home_get_db (home), FALSE, error) ||
      !pantau_ledger_verify_apart (pantau_home_get_ledger (home), faults, copied,
                                   pantau_console_progress, (gpointer) _ ("Verifying"), error) ||
      !pantau_redaction_verify (pantau_home_get_db (home), faults, error) ||
      !pantau_redaction_count (pantau_home_get_db (home), &n_erased, error) ||
      !pantau_filecheck_run (home, NULL, NULL, NULL, &files, error) ||
      !pantau_ledger_count (pantau_home_get_ledger (home), &count, error))
    return -1;

  n_faults = faults->len;
  tell_files (options, files, faults);
  for (guint i = 0; i < faults->len; i++)
    pantau_console_fault ("verify", NULL, g_ptr_array_index (faults, i));
  for (guint i = 0; i < copied->len; i++)
    pantau_console_fault ("copied", NULL, g_ptr_array_index (copied, i));
  if (!options->json && faults->len == 0)
    printf (_ ("%" PRId64 " entries: all hashes, signatures and chains are right\n"), count);
  if (!options->json && faults->len == 0)
    pantau_console_tell_erased (n_erased);
  g_clear_pointer (&home, pantau_home_close);
  /* A ledger at which somebody should look is left as it is. */
  if (files->files->len > 0 && n_faults == 0)
    note (options, files);

  return faults->len > 0 ? PANTAU_EXIT_FAILED : PANTAU_EXIT_OK;
}

static void
tell_sum (const PantauDossierSum *sum)
{
  g_autofree char *records = pantau_format_integer (sum->records),
                  *files = pantau_format_integer (sum->files),
                  *left_out = pantau_format_integer (sum->left_out),
                  *lines = pantau_format_integer (sum->lines),
                  *receipts = pantau_format_integer (sum->receipts);

  /* Translators: what an evidence bundle has in it; all numbers */
  printf (_ ("records %s, files %s (left out %s), lines %s, receipts %s\n"), records, files,
          left_out, lines, receipts);
}

static void
export_progress_cb (goffset done, goffset total, gpointer data)
{
  pantau_console_progress (done, total, data);
}

#define EXPORT_USAGE "export --bundle DIR|FILE.zip --to TEXT [--note TEXT] UUID …"

int
ctl_export (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  PantauDossierOrder order = { (const char *const *) argv + 1, options->bundle, options->to,
                               options->note };
  PantauDossierSum sum;

  if (!ctl_check_arguments (argc, argv, 1, PANTAU_DOSSIER_MAX_RECORDS, EXPORT_USAGE, error))
    return -1;
  if (options->bundle == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("use it so: pantauctl --home DIR %s"),
                    EXPORT_USAGE);
      return -1;
    }
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_dossier_export (home, &order, export_progress_cb,
                                              (gpointer) _ ("Exporting"), NULL, &sum, error))
    return -1;
  if (!options->json)
    tell_sum (&sum);
  /* It is evidence all the same, but nobody should believe that all of it is there. */
  if (sum.left_out > 0)
    pantau_console_fault ("left-out", NULL,
                          _ ("some files of the records are not in the bundle; MANIFES.txt says "
                             "which and why"));

  return PANTAU_EXIT_OK;
}

/* Whose home this is knows the province; without one, the reader is told to compare. */
static int
verify_bundle (const CtlOptions *options, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *device = NULL, *key = NULL, *known = NULL;
  PantauDossierSum sum;

  if (options->home != NULL)
    home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home != NULL && pantau_home_get_province (home) != NULL)
    known = pantau_home_dup_province_keys (home);
  if ((options->home != NULL && home == NULL) ||
      !pantau_dossier_verify (options->bundle, known, faults, &sum, &device, &key, error))
    return -1;

  for (guint i = 0; i < faults->len; i++)
    pantau_console_fault ("verify", NULL, g_ptr_array_index (faults, i));
  if (faults->len > 0)
    return PANTAU_EXIT_FAILED;
  if (options->json)
    return PANTAU_EXIT_OK;
  tell_sum (&sum);
  printf (_ ("made by device %s\n"), device);
  if (known == NULL)
    printf (_ ("of the province whose key is %s: compare it with the one that Bawaslu has "
               "published\n"),
            key);

  return PANTAU_EXIT_OK;
}

int
ctl_verify (const CtlOptions *options, int argc, char **argv, GError **error)
{
  if (!ctl_check_arguments (argc, argv, 0, 0, "verify [--files | --bundle PATH] [--json]", error))
    return -1;
  if (options->bundle != NULL)
    return verify_bundle (options, error);

  return verify_home (options, error);
}
