/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: files on their way to the province, and when they may go. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-words-files.h"
#include "pantau-words.h"

#define USAGE "files [pause|resume|metered N|metered off] [--limit N] [--json]"

/* Of `metered`: megabytes as people count them. */
#define MEGABYTE       (1000 * 1000)
#define MOST_MEGABYTES 100000

static void
print_json (const PantauQueuedFile *file)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "hash", file->hash);
  json_object_set_string_member (object, "record", file->record);
  if (file->title != NULL)
    json_object_set_string_member (object, "title", file->title);
  json_object_set_string_member (object, "name", file->is_sealed ? "" : file->name);
  json_object_set_boolean_member (object, "sealed", file->is_sealed);
  json_object_set_int_member (object, "size", file->size);
  json_object_set_int_member (object, "offset", file->offset);
  json_object_set_string_member (object, "state", pantau_queued_state_get_name (file->state));
  if (file->reason != NULL)
    json_object_set_string_member (object, "reason", file->reason);
  ctl_print_object (object);
}

static void
print_line (const PantauQueuedFile *file)
{
  g_autofree char *name = pantau_words_queued_name (file),
                  *state = pantau_words_queued_state (file),
                  *size =
                      file->size >= 0 ? pantau_format_bytes ((guint64) file->size) : g_strdup ("–"),
                  *title = file->title != NULL ? pantau_words_clean (file->title) : g_strdup ("");

  printf ("%.12s  %s  %s  %s  %s\n", file->hash, name, size, state, title);
}

static void
print_rule (const PantauFilesRule *rule)
{
  g_autofree char *limit = rule->limit >= 0 ? pantau_format_bytes ((guint64) rule->limit) : NULL;

  if (rule->is_paused)
    printf ("%s\n", _ ("files are paused; “files resume” goes on"));
  if (limit == NULL)
    return;
  printf (_ ("files above %s go only by Wi-Fi\n"), limit);
  if (rule->is_metered)
    printf ("%s\n", _ ("the line of now costs by the byte"));
}

static void
print_sum (const PantauFilesQueue *queue)
{
  g_autofree char *n = pantau_format_integer (queue->n),
                  *bytes = pantau_format_bytes ((guint64) queue->bytes),
                  *wifi = pantau_words_wifi (queue->wifi, queue->wifi_bytes);

  printf (ngettext ("%s file is not at the province yet, %s to send\n",
                    "%s files are not at the province yet, %s to send\n", (gulong) queue->n),
          n, bytes);
  if (wifi != NULL)
    printf ("%s\n", wifi);
}

static int
list (const CtlOptions *options, GError **error)
{
  g_autoptr (PantauHome) home = ctl_open (options, PANTAU_HOME_READ, error);
  g_autoptr (PantauFilesQueue) queue = NULL;

  if (home == NULL || !pantau_store_catch_up (pantau_home_get_store (home), error))
    return -1;
  queue = pantau_files_queue_read (pantau_home_get_db (home),
                                   options->limit > 0 ? (guint) options->limit : G_MAXINT, error);
  if (queue == NULL)
    return -1;

  for (guint i = 0; i < queue->files->len; i++)
    if (options->json)
      print_json (g_ptr_array_index (queue->files, i));
    else
      print_line (g_ptr_array_index (queue->files, i));
  if (!options->json)
    {
      print_sum (queue);
      print_rule (&queue->rule);
    }

  return PANTAU_EXIT_OK;
}

/* "20" is 20 MB; "off" takes the rule away. */
static gboolean
read_limit (const char *text, goffset *limit, GError **error)
{
  guint64 megabytes;

  if (g_str_equal (text, "off"))
    {
      *limit = -1;
      return TRUE;
    }
  if (!g_ascii_string_to_unsigned (text, 10, 0, MOST_MEGABYTES, &megabytes, NULL))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("“%s” is no number of megabytes; “off” takes the limit away"), text);
  *limit = (goffset) megabytes * MEGABYTE;

  return TRUE;
}

int
ctl_files (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  const char *verb = argc > 1 ? argv[1] : NULL;
  gboolean is_limit = g_strcmp0 (verb, "metered") == 0, ok;
  goffset limit = -1;

  if (verb == NULL)
    return list (options, error);
  if (!ctl_check_arguments (argc, argv, is_limit ? 2 : 1, is_limit ? 2 : 1, USAGE, error) ||
      (is_limit && !read_limit (argv[2], &limit, error)))
    return -1;
  if (!is_limit && !g_str_equal (verb, "pause") && !g_str_equal (verb, "resume"))
    {
      ctl_check_arguments (argc, argv, 0, 0, USAGE, error);
      return -1;
    }

  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL)
    return -1;
  if (is_limit)
    ok = pantau_files_rule_set_limit (home, limit, error);
  else
    ok = pantau_files_rule_set_paused (home, g_str_equal (verb, "pause"), error);

  return ok ? PANTAU_EXIT_OK : -1;
}
