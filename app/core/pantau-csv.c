/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of reference tables. These files are made by people in a spreadsheet or an editor, so
 * a fault names the file and the line; beyond that it stays as small as the files need.
 */

#include "config.h"

#include "pantau-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"

#define MAX_COLUMNS 32

struct _PantauCsv
{
  char *name;
  char *text; /* (owned): a copy that rows are cut from in place */
  char *at;   /* (nullable): the rest of it; NULL at the end */
  guint line;
  char *fault; /* (owned) (nullable) */

  guint n_wanted;
  guint place[MAX_COLUMNS]; /* of each wanted column in the file */
  guint n_columns;
  char *values[MAX_COLUMNS]; /* of this row, pointing into text */
};

static void
fail_at (PantauCsv *self, guint line, const char *format, va_list args)
{
  g_autofree char *what = NULL;

  if (self->fault != NULL)
    return;

  what = g_strdup_vprintf (format, args);
  self->fault = g_strdup_printf (_ ("%s, line %u: %s"), self->name, line, what);
}

void
pantau_csv_fail (PantauCsv *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  fail_at (self, self->line, format, args);
  va_end (args);
}

void
pantau_csv_fail_at (PantauCsv *self, guint line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  fail_at (self, line, format, args);
  va_end (args);
}

/*
 * Cuts one value off @at in place. Returns the rest after the comma, or NULL after the last value.
 */
static char *
cut_value (PantauCsv *self, char *at, char **value)
{
  char *out, *end;

  if (*at != '"')
    {
      end = strchr (at, ',');
      if (end != NULL)
        *end = '\0';
      *value = g_strstrip (at);
      return end != NULL ? end + 1 : NULL;
    }

  *value = out = ++at;
  while (*at != '\0' && (*at != '"' || at[1] == '"'))
    {
      at += *at == '"' ? 1 : 0;
      *out++ = *at++;
    }

  if (*at != '"' || (at[1] != ',' && at[1] != '\0'))
    {
      pantau_csv_fail (self, "%s", _ ("a quotation mark is missing"));
      return NULL;
    }

  end = at[1] == ',' ? at + 2 : NULL;
  *out = '\0';
  g_strstrip (*value);

  return end;
}

/* Takes the next line that is neither empty nor a comment apart. */
static gboolean
read_row (PantauCsv *self)
{
  while (self->at != NULL && self->fault == NULL)
    {
      char *row = self->at, *end = strchr (row, '\n');

      self->line++;
      self->at = end != NULL ? end + 1 : NULL;
      if (end != NULL)
        *end = '\0';
      g_strchomp (row);
      if (*row == '\0' || *row == '#')
        continue;

      for (self->n_columns = 0; row != NULL; self->n_columns++)
        {
          if (self->n_columns == MAX_COLUMNS)
            {
              pantau_csv_fail (self, _ ("more than %d columns"), MAX_COLUMNS);
              return FALSE;
            }
          row = cut_value (self, row, &self->values[self->n_columns]);
        }

      return self->fault == NULL;
    }

  return FALSE;
}

static void
read_names (PantauCsv *self, const char *const *columns)
{
  if (!read_row (self))
    {
      pantau_csv_fail (self, "%s", _ ("the line of column names is missing"));
      return;
    }

  for (guint i = 0; columns[i] != NULL; i++)
    {
      guint place = 0;

      while (place < self->n_columns && !g_str_equal (self->values[place], columns[i]))
        place++;
      if (place == self->n_columns)
        pantau_csv_fail (self, _ ("the column “%s” is missing"), columns[i]);
      self->place[self->n_wanted++] = place;
    }
}

PantauCsv *
pantau_csv_new (const char *name, GBytes *bytes, const char *const *columns)
{
  PantauCsv *self = g_new0 (PantauCsv, 1);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert (g_strv_length ((char **) columns) <= MAX_COLUMNS);

  self->name = g_strdup (name);
  self->text = g_strndup (data != NULL ? data : "", length);
  self->at = self->text;

  if (!g_utf8_validate_len (self->text, length, NULL))
    {
      const char *end;

      g_utf8_validate (self->text, -1, &end);
      self->line = 1;
      for (const char *p = self->text; p < end; p++)
        self->line += *p == '\n' ? 1 : 0;
      pantau_csv_fail (self, "%s", _ ("the text is not valid UTF-8"));
      return self;
    }

  /* Spreadsheets like to put a byte order mark in front. */
  if (g_str_has_prefix (self->at, "\xef\xbb\xbf"))
    self->at += 3;

  read_names (self, columns);

  return self;
}

void
pantau_csv_free (PantauCsv *self)
{
  g_free (self->name);
  g_free (self->text);
  g_free (self->fault);
  g_free (self);
}

gboolean
pantau_csv_next (PantauCsv *self)
{
  guint expected = self->n_columns;

  if (!read_row (self))
    return FALSE;

  if (self->n_columns != expected)
    {
      pantau_csv_fail (self, _ ("%u values where the column names are %u"), self->n_columns,
                       expected);
      return FALSE;
    }

  return TRUE;
}

const char *
pantau_csv_get (PantauCsv *self, guint column)
{
  g_assert (column < self->n_wanted);

  return self->values[self->place[column]];
}

guint
pantau_csv_line (PantauCsv *self)
{
  return self->line;
}

gboolean
pantau_csv_finish (PantauCsv *self, GError **error)
{
  if (self->fault != NULL)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, "%s", self->fault);

  return TRUE;
}
