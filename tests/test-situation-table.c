/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the situation and its copies, and what a drawn table and drawn bars have where. */

#include "config.h"

#include <string.h>

#include "chronicle-fixture.h"
#include "pantau-figure.h"
#include "pantau-locale.h"
#include "pantau-situation-lists.h"
#include "pantau-situation-table.h"
#include "pantau-table-drawing.h"
#include "pantau-trend-drawing.h"
#include "test-util.h"

#define NOW 1732690000 /* 27 November 2024, 13:46 WIB */
#define DAY 86400

static PantauSituation *
count (Desk *desk, const char *region, gint64 at)
{
  const PantauSituationQuery query = { .region = region, .now = NOW, .at = at };
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSituationSheet) sheet = NULL;
  PantauSituation *situation;

  desk_catch_up (desk);
  sheet = pantau_store_situation (desk->store, NULL, &error);

  g_assert_no_error (error);
  situation = pantau_situation_count (sheet, &query, &error);
  g_assert_no_error (error);

  return situation;
}

static PantauSituationTable *
make (Desk *desk, const PantauSituation *situation, gboolean with_cases)
{
  return pantau_situation_table_new (situation, store_reference (), with_cases);
}

/* All 17 and the sum, nothing recorded; each region on its own line of a copy, with as many cells as titles. */
static void
test_rows (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) situation = count (&desk, "16", 0);
  g_autoptr (PantauSituationTable) table = make (&desk, situation, TRUE);
  g_autofree char *text = pantau_situation_table_to_tsv (table, FALSE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (table->rows->len, ==, 18);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 1 + 18 + 1);
  g_assert_cmpstr (lines[0], ==, "Situation of Prov. Sumatera Selatan, 27 November 2024, 13:46 WIB");
  for (guint i = 1; i <= 19; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 1 + table->columns->len);
    }
}

/* What lies right below the region that is asked for. */
static void
test_levels (void)
{
  static const struct
  {
    const char *region;
    guint level;
    guint n;
  } regions[] = {
    { "16", 2, 17 }, { "16.13", 3, 7 }, { "16.72.01", 4, 10 }, { "16.72.01.1001", 4, 1 }
  };
  g_auto (Desk) desk = desk_new ();

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      g_autoptr (PantauSituation) situation = count (&desk, regions[i].region, 0);
      g_autoptr (PantauSituationTable) table = make (&desk, situation, TRUE);

      g_assert_cmpuint (pantau_situation_table_level (situation), ==, regions[i].level);
      g_assert_cmpuint (table->rows->len, ==, regions[i].n + 1);
    }
}

/* The cells are what was counted; where there is something behind a cell its search finds it, else there is none. */
static void
test_cells (void)
{
  g_autoptr (GRand) rand = test_rand_new (61);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 200 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) situation = NULL;
  g_autoptr (PantauSituationTable) table = NULL;
  guint n_followed = 0;

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  /* Of a day, since a search for what is now goes by this machine's clock. */
  situation = count (&desk, "16", NOW);
  table = make (&desk, situation, TRUE);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const PantauSituationTableRow *row = g_ptr_array_index (table->rows, i);
      const PantauSituationRow *of = pantau_situation_row (situation, row->code);

      g_assert_cmpint (row->values[0], ==, of->risks);
      for (guint j = 0; j < table->columns->len; j++)
        {
          g_autofree char *query = pantau_situation_table_query (table, situation, i, j);
          PantauFigure *figure;
          g_autoptr (GArray) records = NULL;

          g_assert_true ((query != NULL) == (row->values[j] > 0));
          if (query == NULL)
            continue;
          figure = pantau_figure_from_text (query + strlen ("hitung:"));
          g_assert_nonnull (figure);
          records = pantau_store_figure_records (desk.store, figure, NULL, NULL);
          if (records->len == 0)
            g_error ("%s counts %d and finds none", query, (int) row->values[j]);
          pantau_figure_free (figure);
          n_followed++;
        }
    }
  g_assert_cmpuint (n_followed, >, 10);
}

/* Who has no cases has no column of them. */
static void
test_no_cases (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) situation = count (&desk, "16", 0);
  g_autoptr (PantauSituationTable) with = make (&desk, situation, TRUE),
                                   without = make (&desk, situation, FALSE);
  g_autoptr (GPtrArray) figures = pantau_situation_list_figures (situation, FALSE);

  g_assert_cmpuint (without->columns->len + 2, ==, with->columns->len);
  for (guint i = 0; i < without->columns->len; i++)
    {
      const PantauSituationColumn *column = g_ptr_array_index (without->columns, i);

      g_assert_cmpint (column->measure, !=, PANTAU_SITUATION_CASES);
      g_assert_cmpint (column->measure, !=, PANTAU_SITUATION_OVERDUE);
    }
  for (guint i = 0; i < figures->len; i++)
    g_assert_null (strstr (((PantauFigureLine *) g_ptr_array_index (figures, i))->name, "cases"));
}

/* A spreadsheet takes numbers for numbers: no thousands, nothing like a date. A practice says so in the first line. */
static void
test_plain (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) situation = count (&desk, "16", 0);
  g_autoptr (PantauSituationTable) table = NULL;
  g_autofree char *text = NULL;
  PantauSituationRow *row = g_ptr_array_index (situation->areas, 0);

  row->voters = (PantauRange){ 1200, 34000 };
  row->risks = 12345;
  table = make (&desk, situation, FALSE);
  text = pantau_situation_table_to_tsv (table, TRUE);
  g_assert_true (g_str_has_prefix (text, "LATIHAN"));
  g_assert_nonnull (strstr (text, "\nKab. Ogan Komering Ulu\t12345\t"));
  g_assert_nonnull (strstr (text, "\t1200–34000\t"));
  g_assert_nonnull (strstr (text, "\t0 of 13\t"));
  g_assert_null (strstr (text, "0/13"));
}

/* For a message: zero is left out, and said where all is zero. */
static void
test_text (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) situation = count (&desk, "16", NOW - DAY);
  g_autoptr (PantauSituationTable) table = NULL;
  g_autofree char *text = NULL;
  PantauSituationRow *row = g_ptr_array_index (situation->areas, 0);

  row->risks = 2;
  row->levels[5] = 1;
  table = make (&desk, situation, FALSE);
  text = pantau_situation_table_to_text (table, FALSE);
  g_assert_true (g_str_has_prefix (
      text, "Situation of Prov. Sumatera Selatan, the end of Tuesday, 26 November 2024\n"
            "Kab. Ogan Komering Ulu: open risks 2, very high 1\nKab. Ogan Komering Ilir: nil\n"));
  g_assert_true (g_str_has_suffix (text, "not the IKP.\n"));
}

/* What waits for a decision is of now: of a past day nobody can say it. */
static void
test_decisions (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) now = count (&desk, "16", 0), then = count (&desk, "16", NOW - DAY);
  g_autoptr (GPtrArray) some = pantau_situation_list_decisions (now),
                        none = pantau_situation_list_decisions (then);

  g_assert_cmpuint (some->len, ==, 6);
  g_assert_cmpuint (none->len, ==, 0);
}

/* All sorts of aid are told, asked for or not. */
static void
test_aid (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) situation = count (&desk, "16", 0);
  PantauSituationAidRow *aid = g_ptr_array_index (situation->aid, 0);
  g_autoptr (GPtrArray) lines = NULL;
  const PantauFigureLine *line;

  aid->records = 3;
  aid->needed = 12;
  aid->planned = 2;
  aid->sent = 5;
  lines = pantau_situation_list_aid (situation, store_reference ());
  g_assert_cmpuint (lines->len, ==, situation->aid->len + 1);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (line->name, ==, "Boats: needed by");
  g_assert_cmpstr (line->figure, ==, "3 risks (12 pieces)");
  g_assert_cmpstr (line->place, ==, "query:hitung:situasi-butuh/wilayah=16/bantuan=perahu");
  line = g_ptr_array_index (lines, 1);
  g_assert_cmpstr (line->figure, ==, "5, and 2 planned");
  line = g_ptr_array_index (lines, 2);
  g_assert_cmpstr (line->figure, ==, "0 risks");
  g_assert_null (line->place);
}

/* How far back one can ask: to the first day of all, however old lines came. */
static void
test_begin (void)
{
  g_autoptr (GRand) rand = test_rand_new (62);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 60, FALSE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituationSheet) none = NULL, some = NULL;
  g_autoptr (PantauSituation) before = NULL, on = NULL;
  gint64 begin;

  desk_catch_up (&desk);
  none = pantau_store_situation (desk.store, NULL, NULL);
  g_assert_cmpint (pantau_situation_begin (none), ==, 0);
  chronicle_take (chronicle, &desk, 0, NULL, 0);
  some = pantau_store_situation (desk.store, NULL, NULL);
  begin = pantau_situation_begin (some);
  g_assert_cmpint (begin, >, 0);
  before = count (&desk, "16", begin - 1);
  on = count (&desk, "16", begin);
  g_assert_cmpuint (before->total->risks + before->total->cases, ==, 0);
  for (guint kind = 0, fresh = 0; kind < 6; kind++)
    {
      fresh += g_array_index (on->trend, PantauSituationDay, on->trend->len - 1).fresh[kind];
      if (kind == 5)
        g_assert_cmpuint (fresh, >, 0);
    }
}

/* --- Drawn --- */

static const char *const titles[] = { "Open risks", "TPS", "Burden" };
static const char *const names[] = { "Kab. Lahat", "Kota Pagar Alam", "All" };
static const char *const cells[] = { "0", "12.345", "1,5", "1", "2", "3", "4", "5", "6" };
static const gint64 values[] = { 0, 12345, 150, 1, 2, 3, 4, 5, 6 };

static PantauTablePicture
make_picture (void)
{
  return (PantauTablePicture){ .n_rows = 3,
                               .n_columns = 3,
                               .corner = "Region",
                               .titles = titles,
                               .names = names,
                               .cells = cells,
                               .values = values,
                               .shades = pantau_shades_get (FALSE, FALSE),
                               .letters = 12 };
}

/* What one points at is what is drawn there, however wide the table is. */
static void
test_drawn_table (void)
{
  static const double widths[] = { 0, 400, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      PantauTablePicture picture = make_picture ();
      g_auto (PantauTablePlan) plan = { 0 };
      double right = 0;
      guint row;
      int column;

      pantau_table_plan_init (&plan, &picture, widths[i]);
      g_assert_cmpfloat (plan.width, >=, widths[i] - 4);
      for (guint r = 0; r < 3; r++)
        for (int c = -1; c < 3; c++)
          {
            cairo_rectangle_t cell = pantau_table_plan_locate (&plan, r, c);

            g_assert_true (pantau_table_plan_at (&plan, cell.x + cell.width / 2,
                                                 cell.y + cell.height / 2, &row, &column));
            g_assert_cmpuint (row, ==, r);
            g_assert_cmpint (column, ==, c);
            right = MAX (right, cell.x + cell.width);
          }
      g_assert_cmpfloat (right, ==, plan.width);
      g_assert_false (pantau_table_plan_at (&plan, 5, 5, &row, &column)); /* the head */
      g_assert_false (pantau_table_plan_at (&plan, plan.width + 1, plan.height - 1, &row, &column));
    }
}

/* A day's bar is where one points at it; beside the days there is none. */
static void
test_drawn_trend (void)
{
  static const gint64 days[] = { NOW - 2 * DAY, NOW - DAY, NOW };
  static const guint fresh[] = { 3, 0, 7 }, ended[] = { 0, 2, 1 };
  PantauTrendPicture picture = { .n = 3,
                                 .days = days,
                                 .fresh = fresh,
                                 .ended = ended,
                                 .shades = pantau_shades_get (FALSE, FALSE),
                                 .letters = 12 };
  cairo_rectangle_t area = { 10, 20, 300, 120 };

  for (guint day = 0; day < 3; day++)
    {
      cairo_rectangle_t bar = pantau_trend_locate (&picture, &area, day);

      g_assert_cmpint (
          pantau_trend_at (&picture, &area, bar.x + bar.width / 2, bar.y + bar.height / 2), ==,
          (int) day);
      g_assert_cmpfloat (bar.x + bar.width, <=, area.x + area.width + 0.01);
    }
  g_assert_cmpint (pantau_trend_at (&picture, &area, 5, 60), ==, -1);
  g_assert_cmpint (pantau_trend_at (&picture, &area, 200, 200), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/situation-table/rows", test_rows);
  g_test_add_func ("/situation-table/levels", test_levels);
  g_test_add_func ("/situation-table/cells", test_cells);
  g_test_add_func ("/situation-table/no-cases", test_no_cases);
  g_test_add_func ("/situation-table/plain", test_plain);
  g_test_add_func ("/situation-table/text", test_text);
  g_test_add_func ("/situation-table/decisions", test_decisions);
  g_test_add_func ("/situation-table/aid", test_aid);
  g_test_add_func ("/situation-table/begin", test_begin);
  g_test_add_func ("/situation-table/drawn/table", test_drawn_table);
  g_test_add_func ("/situation-table/drawn/trend", test_drawn_trend);

  return store_test_run ();
}
