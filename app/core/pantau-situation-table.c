/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The situation as a table, and as what is copied of it. */

#include "config.h"

#include "pantau-situation-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-calendar.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-situation-sheet.h"

/* How many levels of risk have a column of their own, the worst first. */
#define WORST 2

static void
column_free (gpointer data)
{
  g_free (((PantauSituationColumn *) data)->title);
  g_free (data);
}

static void
row_free (gpointer data)
{
  PantauSituationTableRow *row = data;

  g_free (row->code);
  g_free (row->name);
  g_strfreev (row->cells);
  g_strfreev (row->plain);
  g_free (row->values);
  g_free (row);
}

void
pantau_situation_table_free (PantauSituationTable *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

guint
pantau_situation_table_level (const PantauSituation *situation)
{
  return CLAMP (pantau_region_level (situation->region) + 1, 2, 4);
}

char *
pantau_situation_region_text (PantauReference *reference, const char *code)
{
  g_autofree char *whole =
      pantau_regions_qualified (pantau_reference_get_regions (reference), code);
  const char *end = strstr (whole, ", ");

  return end != NULL ? g_strndup (whole, (gsize) (end - whole)) : g_steal_pointer (&whole);
}

/* "20 November 2024" of a moment. */
static char *
day_text (gint64 when)
{
  GDate day = pantau_calendar_day_of (when);
  char date[16];

  g_date_strftime (date, sizeof date, "%Y-%m-%d", &day);

  return pantau_format_date (date);
}

char *
pantau_situation_moment_text (const PantauSituation *situation)
{
  g_autofree char *day = NULL;

  if (situation->at == 0)
    return pantau_format_time (situation->now);
  if (situation->exactly)
    return pantau_format_time (situation->at);
  day = day_text (situation->at);

  /* Translators: of what moment figures are: a day as it was when it ended */
  return g_strdup_printf (_ ("the end of %s"), day);
}

/* --- Columns --- */

static void
add_column (PantauSituationTable *self,
            const char *title,
            PantauSituationMeasure measure,
            const char *level)
{
  PantauSituationColumn *column = g_new0 (PantauSituationColumn, 1);

  column->title = g_strdup (title);
  column->measure = measure;
  column->level = level;
  g_ptr_array_add (self->columns, column);
}

static void
add_columns (PantauSituationTable *self, const PantauSituation *situation, gboolean with_cases)
{
  guint n = MIN (situation->levels->len, PANTAU_SITUATION_MAX_LEVELS - 1);

  add_column (self, C_ ("column", "Open risks"), PANTAU_SITUATION_RISKS, NULL);
  for (guint i = 0; i < MIN (n, WORST); i++)
    {
      const PantauLevel *level = g_ptr_array_index (situation->levels, n - 1 - i);

      add_column (self, pantau_label_get (&level->name, pantau_locale_get ()),
                  PANTAU_SITUATION_RISKS, level->code);
    }
  add_column (self, C_ ("column", "Not assessed"), PANTAU_SITUATION_RISKS, "");
  add_column (self, C_ ("column", "TPS"), PANTAU_SITUATION_TPS, NULL);
  add_column (self, C_ ("column", "Voters"), PANTAU_SITUATION_VOTERS, NULL);
  add_column (self, C_ ("column", "Logistics"), PANTAU_SITUATION_STORES, NULL);
  add_column (self, C_ ("column", "Claims"), PANTAU_SITUATION_CLAIMS, NULL);
  if (with_cases)
    {
      add_column (self, C_ ("column", "Cases"), PANTAU_SITUATION_CASES, NULL);
      add_column (self, C_ ("column", "Overdue"), PANTAU_SITUATION_OVERDUE, NULL);
    }
  add_column (self, C_ ("column", "Heard of"), PANTAU_SITUATION_HEARD, NULL);
  /* It is of TPS, named or not: see pantau_situation_table_query(). */
  add_column (self, C_ ("column", "Burden"), PANTAU_SITUATION_UNNAMED, NULL);
}

/* --- Cells --- */

static gint64
level_count (const PantauSituation *situation, const PantauSituationRow *row, const char *code)
{
  if (*code == '\0')
    return row->levels[0];
  for (guint i = 0; i < situation->levels->len && i + 1 < PANTAU_SITUATION_MAX_LEVELS; i++)
    if (g_str_equal (((const PantauLevel *) g_ptr_array_index (situation->levels, i))->code, code))
      return row->levels[i + 1];

  return 0;
}

static char *
number_text (gint64 number, gboolean is_plain)
{
  return is_plain ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : pantau_format_integer (number);
}

/* "1.200–3.400": a column has no room for words. */
static char *
range_text (const PantauRange *range, gboolean is_plain)
{
  g_autofree char *least = number_text (range->least, is_plain),
                  *most = number_text (range->most, is_plain);

  return range->least == range->most ? g_strdup (least) : g_strconcat (least, "–", most, NULL);
}

/* "12/15" of the kecamatan below, of a kecamatan of its villages; of a village a word. */
static char *
heard_text (const PantauSituationRow *row, gboolean is_plain)
{
  const PantauSituationHeard *heard = row->kecamatan.total > 0 ? &row->kecamatan : &row->villages;
  g_autofree char *total = number_text (heard->total, is_plain),
                  *some =
                      number_text (heard->total - heard->states[PANTAU_COVERAGE_SILENT], is_plain);

  if (heard->total == 0)
    return g_strdup (pantau_coverage_state_label (row->state));
  /* Translators: so many of so many; a spreadsheet would take "12/15" for a date */
  return is_plain ? g_strdup_printf (_ ("%s of %s"), some, total)
                  : g_strconcat (some, "/", total, NULL);
}

static gint64
value_of (const PantauSituation *situation,
          const PantauSituationColumn *column,
          const PantauSituationRow *row)
{
  if (column->level != NULL)
    return level_count (situation, row, column->level);

  switch ((int) column->measure)
    {
    case PANTAU_SITUATION_RISKS:
      return row->risks;
    case PANTAU_SITUATION_TPS:
      return row->tps;
    case PANTAU_SITUATION_UNNAMED:
      return MAX (row->burden, 0);
    case PANTAU_SITUATION_VOTERS:
      return row->voters.most;
    case PANTAU_SITUATION_STORES:
      return row->logistics;
    case PANTAU_SITUATION_CLAIMS:
      return row->claims;
    case PANTAU_SITUATION_CASES:
      return row->cases;
    case PANTAU_SITUATION_OVERDUE:
      return row->overdue;
    default:
      return row->state != PANTAU_COVERAGE_SILENT;
    }
}

static char *
cell_text (const PantauSituationTable *self,
           guint column,
           const PantauSituationRow *row,
           gint64 value,
           gboolean is_plain)
{
  const PantauSituationColumn *of = g_ptr_array_index (self->columns, column);

  if (of->measure == PANTAU_SITUATION_VOTERS)
    return range_text (&row->voters, is_plain);
  if (of->measure == PANTAU_SITUATION_HEARD)
    return heard_text (row, is_plain);
  if (of->measure == PANTAU_SITUATION_UNNAMED)
    return row->burden >= 0 ? pantau_format_number (row->burden / 100.0) : g_strdup ("–");

  return number_text (value, is_plain);
}

/* Takes @name. */
static void
add_row (PantauSituationTable *self,
         const PantauSituation *situation,
         const PantauSituationRow *of,
         char *name)
{
  PantauSituationTableRow *row = g_new0 (PantauSituationTableRow, 1);

  row->code = g_strdup (of->code);
  row->name = name;
  row->cells = g_new0 (char *, self->columns->len + 1);
  row->plain = g_new0 (char *, self->columns->len + 1);
  row->values = g_new0 (gint64, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    {
      row->values[i] = value_of (situation, g_ptr_array_index (self->columns, i), of);
      row->cells[i] = cell_text (self, i, of, row->values[i], FALSE);
      row->plain[i] = cell_text (self, i, of, row->values[i], TRUE);
    }
  g_ptr_array_add (self->rows, row);
}

PantauSituationTable *
pantau_situation_table_new (const PantauSituation *situation,
                            PantauReference *reference,
                            gboolean with_cases)
{
  PantauSituationTable *self = g_new0 (PantauSituationTable, 1);
  GPtrArray *tables[] = { situation->areas, situation->kecamatan, situation->villages };
  GPtrArray *rows = tables[pantau_situation_table_level (situation) - 2];
  g_autofree char *region = pantau_situation_region_text (reference, situation->region),
                  *moment = pantau_situation_moment_text (situation);

  /* Translators: the title of a table: of which region, and of what moment its figures are */
  self->title = g_strdup_printf (_ ("Situation of %s, %s"), region, moment);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  add_columns (self, situation, with_cases);
  for (guint i = 0; i < rows->len; i++)
    {
      const PantauSituationRow *row = g_ptr_array_index (rows, i);

      add_row (self, situation, row, pantau_situation_region_text (reference, row->code));
    }
  /* Translators: the last row of a table of figures by region */
  add_row (self, situation, situation->total, g_strdup (C_ ("row", "All")));

  return self;
}

static gint64
named_tps (const PantauSituationTable *self, const PantauSituationTableRow *row)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (((const PantauSituationColumn *) g_ptr_array_index (self->columns, i))->measure ==
        PANTAU_SITUATION_TPS)
      return row->values[i];

  return 0;
}

char *
pantau_situation_table_query (const PantauSituationTable *self,
                              const PantauSituation *situation,
                              guint row,
                              guint column)
{
  const PantauSituationTableRow *of = g_ptr_array_index (self->rows, row);
  const PantauSituationColumn *what = g_ptr_array_index (self->columns, column);
  PantauSituationFigure figure = { .measure = what->measure,
                                   .region = of->code,
                                   .level = what->level };

  if (figure.measure == PANTAU_SITUATION_UNNAMED && named_tps (self, of) > 0)
    figure.measure = PANTAU_SITUATION_TPS;

  return of->values[column] > 0 ? pantau_situation_query (situation, &figure) : NULL;
}

/* --- Copies --- */

static void
add_head (GString *out, const PantauSituationTable *self, gboolean is_practice)
{
  if (is_practice)
    g_string_append_printf (out, "%s\n", _ ("LATIHAN – practice, not a real event"));
  g_string_append_printf (out, "%s\n", self->title);
}

char *
pantau_situation_table_to_tsv (const PantauSituationTable *self, gboolean is_practice)
{
  GString *out = g_string_new (NULL);

  add_head (out, self, is_practice);
  g_string_append (out, _ ("Region"));
  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (
        out, "\t%s", ((PantauSituationColumn *) g_ptr_array_index (self->columns, i))->title);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < self->rows->len; i++)
    {
      const PantauSituationTableRow *row = g_ptr_array_index (self->rows, i);

      g_string_append (out, row->name);
      for (guint j = 0; j < self->columns->len; j++)
        g_string_append_printf (out, "\t%s", row->plain[j]);
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

static void
add_line (GString *out, const PantauSituationTable *self, const PantauSituationTableRow *row)
{
  gboolean is_first = TRUE;

  g_string_append_printf (out, "%s:", row->name);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PantauSituationColumn *column = g_ptr_array_index (self->columns, i);
      g_autofree char *title = g_utf8_strdown (column->title, 1);

      if (row->values[i] == 0)
        continue;
      g_string_append_printf (out, "%s%s%s %s", is_first ? " " : ", ", title,
                              column->title + strlen (title), row->cells[i]);
      is_first = FALSE;
    }
  g_string_append_printf (out, "%s\n", is_first ? _ (" nil") : "");
}

char *
pantau_situation_table_to_text (const PantauSituationTable *self, gboolean is_practice)
{
  GString *out = g_string_new (NULL);

  add_head (out, self, is_practice);
  for (guint i = 0; i < self->rows->len; i++)
    add_line (out, self, g_ptr_array_index (self->rows, i));
  g_string_append_printf (out, "%s\n", pantau_situation_burden_formula ());

  return g_string_free (out, FALSE);
}

gint64
pantau_situation_begin (PantauSituationSheet *sheet)
{
  return sheet->first != 0
             ? pantau_situation_day_end (sheet->first / PANTAU_SITUATION_DAY_SECONDS - 1)
             : 0;
}
