/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: courier files, for a USB stick or anything else that carries a file. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-courier.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-invitation.h"

#define DEFAULT_LIMIT 20

/* "100M", "4G", "700000": bytes. FALSE with a sentence. */
static gboolean
read_size (const char *text, goffset *size, GError **error)
{
  static const char units[] = "KMG";
  const char *unit;
  char *end;
  guint64 number;

  *size = 0;
  if (text == NULL)
    return TRUE;
  number = g_ascii_strtoull (text, &end, 10);
  unit = *end != '\0' ? strchr (units, g_ascii_toupper (*end)) : NULL;
  if (end == text || *text == '-' || number == 0 || number > G_GINT64_CONSTANT (1) << 40 ||
      (*end != '\0' && (unit == NULL || end[1] != '\0')))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("“%s” is no size; write it like 700M or 4G"), text);
  *size = (goffset) (number << (unit != NULL ? 10 * (unit - units + 1) : 0));

  return TRUE;
}

static const char *
kind_name (PantauCourierKind kind)
{
  static const char *const names[] = { "courier", "card", "journal" };

  return names[kind];
}

static JsonObject *
author_object (gconstpointer item, gpointer data)
{
  const PantauCourierAuthor *author = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "device", author->device);
  ctl_set_text (object, "who", author->who);
  json_object_set_int_member (object, "lines", author->lines);

  return object;
}

static JsonObject *
summary_object (const PantauCourierSummary *summary)
{
  JsonObject *object = json_object_new ();
  const struct
  {
    const char *name;
    guint value;
  } counts[] = {
    { "parcels", summary->parcels },     { "lines", summary->lines },
    { "own_lines", summary->own_lines }, { "news", summary->news },
    { "receipts", summary->receipts },   { "received", summary->received },
    { "grants", summary->grants },       { "files", summary->files },
    { "stored", summary->stored },       { "foreign", summary->foreign },
    { "answers", summary->answers },     { "waiting", summary->waiting },
    { "problems", summary->problems },
  };

  json_object_set_string_member (object, "kind", kind_name (summary->kind));
  ctl_set_text (object, "name", summary->name);
  ctl_set_text (object, "hash", summary->hash);
  ctl_set_text (object, "made", summary->made);
  ctl_set_text (object, "by", summary->by);
  ctl_set_text (object, "who", summary->who);
  ctl_set_text (object, "province", summary->province);
  json_object_set_boolean_member (object, "practice", summary->practice);
  json_object_set_boolean_member (object, "torn", summary->torn);
  json_object_set_int_member (object, "bytes", summary->bytes);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    json_object_set_int_member (object, counts[i].name, counts[i].value);
  if (summary->authors != NULL && summary->authors->len > 0)
    ctl_set_objects (object, "authors", summary->authors, author_object, NULL);
  if (summary->paths != NULL)
    ctl_set_texts (object, "paths", summary->paths);
  if (summary->sentences != NULL && summary->sentences->len > 0)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < summary->sentences->len; i++)
        json_array_add_string_element (array, g_ptr_array_index (summary->sentences, i));
      json_object_set_array_member (object, "sentences", array);
    }

  return object;
}

static void
print_summary (const CtlOptions *options, const PantauCourierSummary *summary, gboolean is_made)
{
  g_autoptr (GPtrArray) words = NULL, authors = NULL;

  if (options->json)
    {
      g_autoptr (JsonObject) object = summary_object (summary);

      ctl_print_object (object);
      return;
    }

  words = pantau_courier_words (summary, is_made);
  authors = pantau_courier_author_words (summary);
  printf ("%s\n", summary->name);
  for (guint i = 0; i < words->len; i++)
    printf ("  %s\n", (const char *) g_ptr_array_index (words, i));
  for (guint i = 0; i < authors->len; i++)
    printf ("    %s\n", (const char *) g_ptr_array_index (authors, i));
  for (guint i = 1; summary->paths != NULL && summary->paths[i] != NULL; i++)
    printf ("  + %s\n", summary->paths[i]);
  if (summary->hash != NULL)
    printf ("  SHA-256 %s\n", summary->hash);
}

static void
progress_cb (goffset done, goffset total, gpointer data)
{
  pantau_console_progress (done, total, data);
}

static int
courier_out (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_auto (PantauCourierSummary) summary = { 0 };
  PantauCourierOptions out = { .no_files = options->no_files,
                               .all = options->all,
                               .cards = (const char *const *) options->cards,
                               .replace = options->replace,
                               .progress = options->json ? NULL : progress_cb,
                               .data = (gpointer) _ ("writing") };
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1,
                            "courier out FILE [--no-files] [--all] [--for CARD …] [--most SIZE] "
                            "[--replace] [--json]",
                            error) ||
      !read_size (options->most, &out.most, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_courier_write (home, argv[1], &out, &summary, NULL, error))
    return -1;
  print_summary (options, &summary, TRUE);

  return PANTAU_EXIT_OK;
}

/* All of them are tried; what went wrong first is the exit status. */
static int
courier_in (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  int status = PANTAU_EXIT_OK;

  if (!ctl_check_arguments (argc, argv, 1, G_MAXINT, "courier in FILE … [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL)
    return -1;
  for (int i = 1; i < argc; i++)
    {
      g_auto (PantauCourierSummary) summary = { 0 };
      g_autoptr (GError) local_error = NULL;

      if (pantau_courier_read (home, argv[i], options->json ? NULL : progress_cb,
                               (gpointer) _ ("reading"), &summary, NULL, &local_error))
        print_summary (options, &summary, FALSE);
      else if (argc == 2)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return -1;
        }
      else
        {
          int failed = pantau_console_fail (local_error);

          status = status == PANTAU_EXIT_OK ? failed : status;
        }
    }

  return status;
}

static int
courier_card (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, "courier card FILE [--replace]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL && pantau_courier_write_card (home, argv[1], options->replace, error)
             ? PANTAU_EXIT_OK
             : -1;
}

/* What it is; without a home. */
static int
courier_note (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_auto (PantauCourierSummary) summary = { 0 };
  g_autoptr (GPtrArray) note = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, "courier note FILE [--json]", error) ||
      !pantau_courier_look (argv[1], &summary, NULL, error))
    return -1;
  if (options->json)
    {
      print_summary (options, &summary, FALSE);
      return PANTAU_EXIT_OK;
    }
  note = pantau_courier_note (&summary);
  for (guint i = 0; i < note->len; i++)
    printf ("%s\n", (const char *) g_ptr_array_index (note, i));

  return PANTAU_EXIT_OK;
}

static JsonObject *
event_object (gconstpointer item, gpointer data)
{
  const PantauCourierEvent *event = item;
  JsonObject *object = summary_object (&event->summary);

  json_object_set_string_member (object, "what", event->is_made ? "made" : "read");
  json_object_set_string_member (object, "at", event->at);

  return object;
}

static void
print_list (const CtlOptions *options, PantauCourierList *list)
{
  g_autofree char *bytes = pantau_format_bytes ((guint64) list->carried_bytes);

  if (options->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_int_member (object, "carried", list->carried);
      json_object_set_int_member (object, "answers", list->answers);
      json_object_set_int_member (object, "waiting", list->waiting);
      json_object_set_int_member (object, "carried_bytes", list->carried_bytes);
      json_object_set_int_member (object, "lines", list->lines);
      ctl_set_text (object, "last", list->last);
      ctl_set_objects (object, "files", list->events, event_object, NULL);
      ctl_print_object (object);
      return;
    }

  for (guint i = 0; i < list->events->len; i++)
    {
      const PantauCourierEvent *event = g_ptr_array_index (list->events, i);
      g_autofree char *when = pantau_format_rfc3339 (event->at);

      printf ("%s  %s  %s\n", when, event->is_made ? _ ("made") : _ ("read"), event->name);
    }
  printf (_ ("carried for others: %u, answers for others: %u, waiting for another file: %u (%s)\n"),
          list->carried, list->answers, list->waiting, bytes);
  if (list->last != NULL)
    {
      g_autofree char *when = pantau_format_rfc3339 (list->last),
                      *number = pantau_format_integer (list->lines);

      printf (_ ("own lines that left in a courier file and have no receipt yet: %s, last on %s\n"),
              number, when);
    }
}

static int
courier_list (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauCourierList) list = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "courier list [--limit N] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  list = pantau_courier_list (pantau_home_get_db (home),
                              options->limit > 0 ? (guint) options->limit : DEFAULT_LIMIT, error);
  if (list == NULL)
    return -1;
  print_list (options, list);

  return PANTAU_EXIT_OK;
}

int
ctl_courier (const CtlOptions *options, int argc, char **argv, GError **error)
{
  static const struct
  {
    const char *name;
    CtlCommand run;
  } commands[] = {
    { "out", courier_out },   { "in", courier_in },     { "card", courier_card },
    { "note", courier_note }, { "list", courier_list },
  };

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (options, argc - 1, argv + 1, error);

  pantau_throw (error, PANTAU_ERROR_INVALID, _ ("use it so: pantauctl --home DIR %s"),
                "courier out|in|card|note|list …");

  return -1;
}

int
ctl_enroll_by_file (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_auto (PantauCourierSummary) summary = { 0 };
  g_autoptr (PantauInvitation) invitation = NULL;
  g_autoptr (PantauHome) home = NULL;
  const char *server, *code = argc == 2 ? argv[1] : NULL, *recovery;

  if (!ctl_check_arguments (argc, argv, options->invitation != NULL ? 0 : 1,
                            options->invitation != NULL ? 0 : 1,
                            "enroll --by-file OUT (--server URL CODE | --invitation FILE)", error))
    return -1;
  if (!ctl_take_invitation (options, &invitation, &server, &code, &recovery, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_courier_enroll (home, options->by_file, server, code, recovery, FALSE,
                                              options->replace, &summary, NULL, error))
    return -1;
  print_summary (options, &summary, TRUE);

  return PANTAU_EXIT_OK;
}
