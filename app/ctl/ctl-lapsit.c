/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl lapsit: situation reports (data/doc/lapsit.md). */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-lapsit-document.h"
#include "pantau-lapsit-file.h"
#include "pantau-lapsit-paper.h"
#include "pantau-lapsit-verify.h"

#define DAY 86400

/* A day alone is all of it, as far as it has passed. */
static gboolean
read_hour (const char *text, gint64 now, gint64 *until, GError **error)
{
  gboolean has_time;

  *until = now;
  if (text == NULL)
    return TRUE;
  if (!pantau_format_read_time (text, now, until, &has_time))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a date"), text);
  if (!has_time && *until <= now)
    *until = MIN (*until + DAY, now);

  return TRUE;
}

static void
print_kept (const CtlOptions *options, PantauReference *reference, const PantauLapsit *report)
{
  g_autofree char *region = NULL, *when = NULL, *fresh = NULL, *ended = NULL;

  if (options->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_string_member (object, "id", report->id);
      json_object_set_string_member (object, "period", pantau_lapsit_period_name (report->period));
      ctl_set_time (object, "until", report->until);
      ctl_set_time (object, "made", report->made);
      json_object_set_string_member (object, "region", report->region);
      ctl_set_text_or_null (object, "election", report->election);
      ctl_set_text_or_null (object, "previous", report->previous);
      json_object_set_int_member (object, "rows", report->cut.rows);
      json_object_set_int_member (object, "index", report->cut.index);
      json_object_set_string_member (object, "hash", report->hash);
      json_object_set_boolean_member (object, "nihil", pantau_lapsit_is_nihil (report));
      ctl_print_object (object);
      return;
    }
  region = pantau_regions_qualified (pantau_reference_get_regions (reference), report->region);
  when = pantau_format_time (report->until);
  fresh = pantau_format_integer (pantau_lapsit_sum_fresh (report));
  ended = pantau_format_integer (pantau_lapsit_sum_ended (report));
  printf ("%s\n  ", report->id);
  /* Translators: a situation report: the region, until when, and how many records are new in it, and how many ended */
  printf (_ ("%s, until %s: %s new, %s decided"), region, when, fresh, ended);
  printf ("\n");
}

static void
warn_texts (const PantauLapsit *report)
{
  g_autofree char *warning = pantau_lapsit_texts_warning (&report->texts);

  if (warning != NULL)
    pantau_console_fault ("personal-data", NULL, warning);
}

static int
make (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauLapsitAsk ask = { .region = options->region, .election = options->election };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauLapsit) report = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0,
                            "lapsit make [--period daily|weekly] [--at TIME] [--region CODE] "
                            "[--election CODE] [--json]",
                            error))
    return -1;
  if (options->period != NULL && !pantau_lapsit_period_from_name (options->period, &ask.period))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is no “%s”"), options->period);
      return -1;
    }
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL || !read_hour (options->at, pantau_home_clock (home), &ask.until, error))
    return -1;
  report = pantau_lapsit_make (home, pantau_home_get_store (home), pantau_home_get_db (home), &ask,
                               error);
  if (report == NULL)
    return -1;
  if (options->json)
    print_kept (options, pantau_home_get_reference (home), report);
  else
    printf ("%s\n", report->id);

  return PANTAU_EXIT_OK;
}

static int
list (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) kept = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "lapsit list [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  kept = home != NULL ? pantau_lapsit_list_kept (home, error) : NULL;
  for (guint i = 0; kept != NULL && i < kept->len; i++)
    print_kept (options, pantau_home_get_reference (home), g_ptr_array_index (kept, i));

  return kept != NULL ? PANTAU_EXIT_OK : -1;
}

/* What is read of one report: itself, the one before, titles. */
typedef struct
{
  PantauHome *home;
  PantauLapsit *report;
  PantauLapsit *previous; /* (nullable) */
  PantauLapsitDocument *document;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->document, pantau_lapsit_document_free);
  g_clear_pointer (&self->previous, pantau_lapsit_free);
  g_clear_pointer (&self->report, pantau_lapsit_free);
  g_clear_pointer (&self->home, pantau_home_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
read_report (Reading *self, const CtlOptions *options, const char *id, GError **error)
{
  self->home = ctl_open (options, PANTAU_HOME_READ, error);
  self->report = self->home != NULL ? pantau_lapsit_load (self->home, id, error) : NULL;
  if (self->report == NULL)
    return FALSE;
  self->previous = pantau_lapsit_load_previous (self->home, self->report);

  return TRUE;
}

static gboolean
read_document (Reading *self, GError **error)
{
  g_autoptr (GHashTable) titles =
      pantau_lapsit_titles (pantau_home_get_db (self->home), self->report, error);

  if (titles == NULL)
    return FALSE;
  self->document = pantau_lapsit_document_new (self->report, self->previous, titles,
                                               pantau_home_get_reference (self->home), error);

  return self->document != NULL;
}

static void
print_block (const PantauLapsitBlock *block)
{
  for (guint i = 0; block->rows != NULL && i < block->rows->len; i++)
    {
      g_autofree char *line = g_strjoinv (" | ", g_ptr_array_index (block->rows, i));

      printf ("  %s\n", line);
    }
  if (block->text == NULL || block->type == PANTAU_LAPSIT_BLOCK_MAP)
    return;
  if (block->type == PANTAU_LAPSIT_BLOCK_HEADING)
    printf ("\n");
  printf ("%s%s\n", block->type == PANTAU_LAPSIT_BLOCK_ITEM ? "  • " : "", block->text);
}

static int
show (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_auto (Reading) reading = { 0 };

  if (!ctl_check_arguments (argc, argv, 1, 1, "lapsit show ID [--json]", error) ||
      !read_report (&reading, options, argv[1], error))
    return -1;
  if (options->json)
    {
      g_autofree char *text = pantau_lapsit_to_json (reading.report);

      printf ("%s\n", text);
      return PANTAU_EXIT_OK;
    }
  if (!read_document (&reading, error))
    return -1;
  for (guint i = 0; i < reading.document->blocks->len; i++)
    print_block (g_ptr_array_index (reading.document->blocks, i));
  printf ("\n%s\n", reading.document->foot);

  return PANTAU_EXIT_OK;
}

static int
set (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauLapsit) report = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1,
                            "lapsit set ID [--analysis TEXT] [--efforts TEXT] [--recommendations TEXT] "
                            "[--signatory NAME]",
                            error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL ||
      !pantau_lapsit_set_texts (home, argv[1], options->analysis, options->efforts,
                                options->recommendations, options->signatory, error))
    return -1;
  report = pantau_lapsit_load (home, argv[1], error);
  if (report == NULL)
    return -1;
  warn_texts (report);

  return PANTAU_EXIT_OK;
}

static int
text (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autofree char *message = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, "lapsit text ID", error) ||
      !read_report (&reading, options, argv[1], error))
    return -1;
  message = pantau_lapsit_message (reading.report, reading.previous,
                                   pantau_home_get_reference (reading.home), error);
  if (message == NULL)
    return -1;
  warn_texts (reading.report);
  printf ("%s\n", message);

  return PANTAU_EXIT_OK;
}

/* Whole or not at all, and never over another file that nobody spoke of. */
static gboolean
write_bytes (const CtlOptions *options, GBytes *bytes, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!options->replace && g_file_test (options->to, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_filename_display_name (options->to);

      return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("there is something at “%s” already"),
                           name);
    }
  if (g_file_set_contents_full (options->to, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &local_error))
    return TRUE;

  return pantau_throw (error,
                       g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                           ? PANTAU_ERROR_FULL
                           : PANTAU_ERROR_IO,
                       "%s", local_error->message);
}

static int
export (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (PantauLapsitPaper) paper = NULL;
  g_autoptr (GBytes) bytes = NULL, map = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, "lapsit pdf|odt ID --to FILE [--replace]", error))
    return -1;
  if (options->to == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("use it so: pantauctl --home DIR %s"),
                    "lapsit pdf|odt ID --to FILE [--replace]");
      return -1;
    }
  if (!read_report (&reading, options, argv[1], error) || !read_document (&reading, error))
    return -1;
  paper = pantau_lapsit_paper_new (reading.document, reading.report,
                                   pantau_home_get_reference (reading.home));
  if (!g_str_equal (argv[0], "odt"))
    bytes = pantau_lapsit_paper_pdf (paper, error);
  else if ((map = pantau_lapsit_paper_map (paper, error)) != NULL)
    bytes = pantau_lapsit_odt (reading.document, map);
  if (bytes == NULL || !write_bytes (options, bytes, error))
    return -1;
  warn_texts (reading.report);

  return PANTAU_EXIT_OK;
}

static JsonArray *
texts_of (GPtrArray *sentences)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < sentences->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (sentences, i));

  return array;
}

static int
verify (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (!ctl_check_arguments (argc, argv, 1, 1, "lapsit verify ID [--json]", error) ||
      !read_report (&reading, options, argv[1], error) ||
      !pantau_lapsit_verify (reading.home, reading.report, faults, notes, pantau_console_progress,
                             (gpointer) _ ("counting again"), NULL, error))
    return -1;

  if (options->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_string_member (object, "id", reading.report->id);
      json_object_set_boolean_member (object, "same", faults->len == 0);
      json_object_set_array_member (object, "faults", texts_of (faults));
      json_object_set_array_member (object, "notes", texts_of (notes));
      ctl_print_object (object);
      return faults->len == 0 ? PANTAU_EXIT_OK : PANTAU_EXIT_FAILED;
    }
  for (guint i = 0; i < notes->len; i++)
    printf ("%s\n", (const char *) g_ptr_array_index (notes, i));
  for (guint i = 0; i < faults->len; i++)
    pantau_console_fault ("differs", NULL, g_ptr_array_index (faults, i));
  if (faults->len == 0)
    printf (_ ("%s: counted again from its lines, every figure is the same\n"), reading.report->id);

  return faults->len == 0 ? PANTAU_EXIT_OK : PANTAU_EXIT_FAILED;
}

static int
drop (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, "lapsit remove ID", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);

  return home != NULL && pantau_lapsit_remove (home, argv[1], error) ? PANTAU_EXIT_OK : -1;
}

int
ctl_lapsit (const CtlOptions *options, int argc, char **argv, GError **error)
{
  static const struct
  {
    const char *name;
    CtlCommand run;
  } commands[] = {
    { "make", make }, { "list", list },  { "show", show },     { "set", set },     { "text", text },
    { "pdf", export }, { "odt", export }, { "verify", verify }, { "remove", drop },
  };

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (options, argc - 1, argv + 1, error);

  pantau_throw (error, PANTAU_ERROR_INVALID, _ ("use it so: pantauctl --home DIR %s"),
                "lapsit make|list|show|set|text|pdf|odt|verify|remove");

  return -1;
}
