/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the situation: what it shows, and where each figure leads. */

#define G_LOG_DOMAIN "pantau-situation-page"

#include "config.h"

#include "pantau-situation-page-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-figure-row.h"
#include "pantau-list-pour.h"
#include "pantau-situation-lists.h"
#include "pantau-situation-table.h"

/* --- Where a figure leads --- */

static void
go (PantauSituationPage *self, const char *place)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", place);
}

static void
go_to_records (PantauSituationPage *self, const PantauSituationFigure *figure)
{
  g_autofree char *query = pantau_situation_query (self->situation, figure);
  g_autofree char *place = g_strconcat ("query:", query, NULL);

  go (self, place);
}

static void
kecamatan_chosen (PantauSituationPage *self, const char *kecamatan)
{
  const PantauSituationRow *row = pantau_situation_row (self->situation, kecamatan);

  if (row != NULL)
    go_to_records (self,
                   &(PantauSituationFigure){ .measure = pantau_layer_measure (self->layer, row),
                                             .region = kecamatan });
}

static void
cell_chosen (PantauSituationPage *self, guint row, int column)
{
  const PantauSituationTable *table = pantau_figure_table_get_table (self->table);
  g_autofree char *query = NULL, *place = NULL;

  if (column < 0)
    place = g_strconcat (
        "situation:",
        ((const PantauSituationTableRow *) g_ptr_array_index (table->rows, row))->code, NULL);
  else
    {
      query = pantau_situation_table_query (table, self->situation, row, (guint) column);
      if (query == NULL)
        return;
      place = g_strconcat ("query:", query, NULL);
    }
  go (self, place);
}

static void
grades_chosen (PantauSituationPage *self, int likelihood, int impact)
{
  go_to_records (self, &(PantauSituationFigure){ .measure = PANTAU_SITUATION_RISKS,
                                                 .likelihood = likelihood,
                                                 .impact = impact });
}

/* What was recorded on a day is a figure of that day's situation. */
static void
day_chosen (PantauSituationPage *self, gint64 day)
{
  PantauSituation then = *self->situation;
  const PantauSituationFigure figure = { .measure = PANTAU_SITUATION_NEW };
  g_autofree char *query = NULL, *place = NULL;

  then.at = day;
  then.exactly = FALSE;
  query = pantau_situation_query (&then, &figure);
  place = g_strconcat ("query:", query, NULL);
  go (self, place);
}

static void
show_totals (PantauSituationPage *self)
{
  go (self, "totals");
}

/* --- What is shown --- */

static void
fill_line (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauFigureLine *line = item;

  pantau_figure_row_set (PANTAU_FIGURE_ROW (row), line->name, line->figure, line->place);
}

static void
show_lines (PantauSituationPage *self, GtkListBox *list, GPtrArray *lines)
{
  g_autoptr (GPtrArray) taken = lines;

  pantau_list_pour (list, taken, PANTAU_TYPE_FIGURE_ROW, fill_line, self);
}

void
pantau_situation_page_show_map (PantauSituationPage *self)
{
  PantauHexes *hexes = pantau_reference_get_hexes (pantau_situation_page_get_reference (self));
  PantauSituationMap *map = pantau_situation_map_new (self->situation, hexes, self->layer);
  g_autofree char *name = pantau_situation_region_text (pantau_situation_page_get_reference (self),
                                                        self->situation->region),
                  *words =
                      pantau_layer_words (self->layer, self->situation, self->situation->total),
                  *summary = g_strdup_printf (_ ("%s: %s"), name, words);

  pantau_map_legend_show (self->legend, map->legend);
  pantau_hex_map_show_map (self->map, pantau_situation_page_get_reference (self), map, summary);
}

static void
show_table (PantauSituationPage *self)
{
  pantau_figure_table_show (self->table,
                            pantau_situation_table_new (self->situation,
                                                        pantau_situation_page_get_reference (self),
                                                        pantau_situation_page_has_cases (self)),
                            pantau_situation_table_level (self->situation) < 4);
}

static void
show_figures (PantauSituationPage *self)
{
  show_lines (
      self, self->figure_list,
      pantau_situation_list_figures (self->situation, pantau_situation_page_has_cases (self)));
  gtk_widget_set_visible (GTK_WIDGET (self->totals_button),
                          !pantau_situation_page_has_cases (self));
}

static void
show_decisions (PantauSituationPage *self)
{
  GPtrArray *lines = pantau_situation_list_decisions (self->situation);

  gtk_widget_set_visible (self->decisions_box, lines->len > 0);
  show_lines (self, self->decision_list, lines);
}

static void
show_aid (PantauSituationPage *self)
{
  show_lines (
      self, self->aid_list,
      pantau_situation_list_aid (self->situation, pantau_situation_page_get_reference (self)));
}

static void
show_special (PantauSituationPage *self)
{
  GPtrArray *lines =
      pantau_situation_list_special (self->situation, pantau_situation_page_get_reference (self));

  gtk_widget_set_visible (self->special_box, lines->len > 0);
  show_lines (self, self->special_list, lines);
}

static void
show_trend (PantauSituationPage *self)
{
  pantau_trend_view_show (self->trend, self->situation);
}

static void
show_matrix (PantauSituationPage *self)
{
  pantau_risk_matrix_show_cells (self->matrix, pantau_situation_page_get_reference (self),
                                 self->situation->cells);
}

/* Of these: map and table. */
#define AT_ONCE 2

typedef void (*Part) (PantauSituationPage *self);
static const Part parts[] = { pantau_situation_page_show_map,
                              show_table,
                              show_figures,
                              show_decisions,
                              show_trend,
                              show_matrix,
                              show_aid,
                              show_special };

static gboolean
show_next_part (gpointer data)
{
  PantauSituationPage *self = data;

  parts[self->next_part++](self);
  if (self->next_part < G_N_ELEMENTS (parts))
    return G_SOURCE_CONTINUE;
  self->part_source = 0;

  return G_SOURCE_REMOVE;
}

/* "H-12 Pilkada Serentak 2024" of a moment; NULL where the day of voting is not fixed. (transfer full) (nullable) */
static char *
describe_vote (PantauSituationPage *self, gint64 moment)
{
  PantauElections *elections =
      pantau_reference_get_elections (pantau_situation_page_get_reference (self));
  GDate day = pantau_election_day_of (moment);
  const PantauElection *election =
      pantau_situation_page_get_election (self) != NULL
          ? pantau_elections_lookup (elections, pantau_situation_page_get_election (self))
          : pantau_elections_default (elections, &day);
  g_autofree char *countdown = election != NULL ? pantau_election_countdown (election, &day) : NULL;

  return countdown != NULL ? g_strdup_printf ("%s %s", countdown, election->name) : NULL;
}

/* Where the slider is, in words: at once, before it is counted. */
void
pantau_situation_page_show_day (PantauSituationPage *self)
{
  PantauSituation moment = { .now = self->now, .at = pantau_situation_page_get_at (self) };
  g_autofree char *text = pantau_situation_moment_text (&moment), *day = NULL, *label = NULL,
                  *vote = describe_vote (self, moment.at != 0 ? moment.at : moment.now);
  int back = pantau_situation_page_get_days_back (self);

  /* Translators: of what moment the figures are */
  day = g_strdup_printf (back > 0 ? _ ("As of %s") : _ ("As of now, %s"), text);
  label = vote != NULL ? g_strdup_printf ("%s · %s", day, vote) : g_strdup (day);
  gtk_label_set_label (self->day_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day_scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, label, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->now_button), back > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->day_after_button), back > 0);
  gtk_widget_set_sensitive (
      GTK_WIDGET (self->day_before_button),
      gtk_range_get_value (GTK_RANGE (self->day_scale)) >
          gtk_adjustment_get_lower (gtk_range_get_adjustment (GTK_RANGE (self->day_scale))));
}

/* At first widgets are made; later the map and the table, to which one looks while one slides, take no turns of their own. */
void
pantau_situation_page_show_parts (PantauSituationPage *self)
{
  self->next_part = 0;
  for (; self->was_shown && self->next_part < AT_ONCE; self->next_part++)
    parts[self->next_part](self);
  self->was_shown = TRUE;
  if (self->part_source == 0)
    self->part_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_next_part, self, NULL);
}

void
pantau_situation_page_bind_figures (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, cell_chosen);
  gtk_widget_class_bind_template_callback (widget_class, day_chosen);
  gtk_widget_class_bind_template_callback (widget_class, grades_chosen);
  gtk_widget_class_bind_template_callback (widget_class, kecamatan_chosen);
  gtk_widget_class_bind_template_callback (widget_class, show_totals);
}
