/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invitations for many at once; see the header. */

#include "config.h"

#include "invite-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ask.h"
#include "pantau-console.h"
#include "pantau-csv.h"
#include "pantau-error.h"
#include "pantau-json.h"

/* People in one question: it passes through the control socket, and is one transaction. */
#define AT_ONCE 100

/* The first two are the invitation's, the others the person's. */
static const char *const columns[] = { "role",     "region", "code",     "name",
                                       "position", "letter", "last_day", NULL };
#define FIRST_OF_PERSON 2

static JsonObject *
read_row (PantauCsv *csv)
{
  JsonObject *row = json_object_new (), *person = json_object_new ();

  for (guint i = 0; columns[i] != NULL; i++)
    if (*pantau_csv_get (csv, i) != '\0')
      json_object_set_string_member (i < FIRST_OF_PERSON ? row : person, columns[i],
                                     pantau_csv_get (csv, i));
  json_object_set_int_member (row, "line", pantau_csv_line (csv));
  json_object_set_object_member (row, "person", person);

  return row;
}

/* (element-type JsonObject) */
static GPtrArray *
read_rows (const char *file, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *name = g_path_get_basename (file), *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PantauCsv) csv = NULL;
  gsize length;

  if (!g_file_get_contents (file, &text, &length, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  csv = pantau_csv_new (name, bytes, columns);
  while (pantau_csv_next (csv))
    g_ptr_array_add (rows, read_row (csv));

  return pantau_csv_finish (csv, error) ? g_steal_pointer (&rows) : NULL;
}

/* Asks about rows @from to @to (not included); only whether they could be invited where @is_trial. */
static JsonObject *
ask (const char *directory,
     GPtrArray *rows,
     guint from,
     guint to,
     gint64 days,
     gboolean is_trial,
     int *status,
     GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = from; i < to; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (rows, i)));
  json_object_set_string_member (request, "command", "invite-list");
  json_object_set_boolean_member (request, "trial", is_trial);
  json_object_set_array_member (request, "rows", array);
  if (days > 0)
    json_object_set_int_member (request, "days", days);

  return pantau_ask_and_tell (directory, request, status, error);
}

static void
append_cell (GString *text, const char *value, char end)
{
  if (value != NULL && strpbrk (value, ",\"") != NULL)
    {
      g_string_append_c (text, '"');
      for (const char *p = value; *p != '\0'; p++)
        g_string_append (text, *p == '"' ? "\"\"" : (const char[]){ *p, '\0' });
      g_string_append_c (text, '"');
    }
  else if (value != NULL)
    g_string_append (text, value);
  g_string_append_c (text, end);
}

static void
append_row (GString *text, JsonObject *row, const char *code)
{
  JsonObject *person = pantau_json_object (row, "person");

  for (guint i = 0; columns[i] != NULL; i++)
    append_cell (text, pantau_json_string (i < FIRST_OF_PERSON ? row : person, columns[i]), ',');
  append_cell (text, code, '\n');
}

/* Once over all of them to look, then once to write. */
static gboolean
go_through (const char *directory,
            GPtrArray *rows,
            gint64 days,
            gboolean is_trial,
            GString *text,
            int *status,
            GError **error)
{
  for (guint from = 0; from < rows->len; from += AT_ONCE)
    {
      guint to = MIN (from + AT_ONCE, rows->len);
      g_autoptr (JsonObject) answer =
          ask (directory, rows, from, to, days, is_trial, status, error);
      JsonArray *codes = answer != NULL ? pantau_json_array (answer, "codes") : NULL;

      if (answer == NULL || *status != PANTAU_EXIT_OK)
        return FALSE;
      for (guint i = from; !is_trial && codes != NULL && i < to; i++)
        append_row (text, g_ptr_array_index (rows, i),
                    json_array_get_string_element (codes, i - from));
    }

  return TRUE;
}

char *
pantau_invite_list (
    const char *directory, const char *file, gint64 days, int *status, GError **error)
{
  g_autoptr (GPtrArray) rows = read_rows (file, error);
  g_autoptr (GString) text = g_string_new (NULL);

  *status = PANTAU_EXIT_OK;
  if (rows == NULL)
    return NULL;

  for (guint i = 0; columns[i] != NULL; i++)
    append_cell (text, columns[i], ',');
  append_cell (text, "invitation", '\n');
  if (!go_through (directory, rows, days, TRUE, text, status, error) ||
      !go_through (directory, rows, days, FALSE, text, status, error))
    return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}
