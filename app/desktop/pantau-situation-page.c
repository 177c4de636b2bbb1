/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The situation on one page. It is counted in the reading thread for each question (a day, a region, an election), which takes milliseconds; what the map
 * shows of it is chosen here. Parts are shown one by one, a turn of the main loop each, so that no turn is long.
 */

#define G_LOG_DOMAIN "pantau-situation-page"

#include "config.h"

#include "pantau-situation-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-calendar.h"
#include "pantau-cells-layout.h"
#include "pantau-chips.h"
#include "pantau-figure-row.h"
#include "pantau-figure-table.h"
#include "pantau-format.h"
#include "pantau-hex-map.h"
#include "pantau-inquiry.h"
#include "pantau-line-layout.h"
#include "pantau-list-pour.h"
#include "pantau-map-legend.h"
#include "pantau-page-layout.h"
#include "pantau-risk-matrix.h"
#include "pantau-situation-layout.h"
#include "pantau-situation-lists.h"
#include "pantau-situation-print.h"
#include "pantau-situation-table.h"
#include "pantau-trend-view.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

#define DAY 86400

/* How far back the slider goes: at least and at most, in days. */
#define LEAST_DAYS 30
#define MOST_DAYS  400

/* While somebody slides, it is asked at once and then at most so often, in milliseconds. */
#define CALM 80

/* The map is no higher than a small screen has room for, unless it is as wide as a wall. */
#define MAP_HEIGHT 620

#define SHOW_MAP   "map"
#define SHOW_TABLE "table"

struct _PantauSituationPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  char *region;           /* "" for what the person is assigned to */
  GPtrArray *regions;     /* of char *: codes of the choices of the drop-down */
  GPtrArray *elections;   /* of char *: likewise; the first is "", any */
  GPtrArray *layers;      /* of PantauLayer as pointers: likewise */
  PantauLayer layer;
  gint64 now;                 /* Unix seconds: of the last question */
  PantauSituation *situation; /* (owned) (nullable): the last answer */
  guint calm_source;
  gboolean is_restless; /* something was slid while it was calm */
  guint part_source;
  guint next_part; /* of those that are shown one by one */

  GtkListBox *aid_list;
  GtkWidget *board;
  GtkLabel *burden_label;
  GtkButton *day_after_button;
  GtkButton *day_before_button;
  GtkLabel *day_label;
  GtkScale *day_scale;
  GtkListBox *decision_list;
  GtkWidget *decisions_box;
  GtkDropDown *election_choice;
  GtkListBox *figure_list;
  GtkDropDown *layer_choice;
  PantauMapLegend *legend;
  PantauHexMap *map;
  PantauRiskMatrix *matrix;
  GtkLabel *nothing_label;
  GtkButton *now_button;
  GtkDropDown *region_choice;
  GtkWidget *special_box;
  GtkListBox *special_list;
  GtkStack *stack;
  AdwStatusPage *status;
  PantauFigureTable *table;
  GtkButton *totals_button;
  PantauTrendView *trend;
  PantauChips *view_chips;
  GtkLabel *vote_label;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_REGION,
} PantauSituationPageProperty;

G_DEFINE_FINAL_TYPE (PantauSituationPage, pantau_situation_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_REGION + 1];

static PantauSession *
get_session (PantauSituationPage *self)
{
  return pantau_inquiry_get_session (self->inquiry);
}

static PantauReference *
get_reference (PantauSituationPage *self)
{
  return pantau_session_get_reference (get_session (self));
}

static const char *
null_if_empty (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* Pemprov reads no case, only how many there are. */
static gboolean
has_cases (PantauSession *session)
{
  return !g_str_equal (pantau_session_get_role (session),
                       pantau_role_get_name (PANTAU_ROLE_PEMPROV));
}

/* What is asked for where no region is chosen: of others this home has nothing, which is not the same as that there is nothing. */
static const char *
get_own_region (PantauSession *session)
{
  const char *region = pantau_session_get_region (session);

  return *region != '\0' ? region : "16";
}

static const char *
get_region (PantauSituationPage *self)
{
  return *self->region != '\0' ? self->region : get_own_region (get_session (self));
}

static const char *
get_election (PantauSituationPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->election_choice);

  return selected < self->elections->len
             ? null_if_empty (g_ptr_array_index (self->elections, selected))
             : NULL;
}

/* --- The question --- */

typedef struct
{
  PantauSituationQuery query;
  char *region;
  char *election; /* (nullable) */
} Question;

typedef struct
{
  PantauSituation *situation; /* (owned) */
  gint64 begin;               /* as of pantau_situation_begin() */
} Answer;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->region);
  g_free (question->election);
  g_free (question);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->situation, pantau_situation_free);
  g_free (answer);
}

/* How many days before today; 0 for now. */
static int
get_days_back (PantauSituationPage *self)
{
  return (int) -gtk_range_get_value (GTK_RANGE (self->day_scale));
}

/* A moment of the day that is slid to; 0 for now. */
static gint64
get_at (PantauSituationPage *self)
{
  int back = get_days_back (self);

  return back > 0 ? self->now - (gint64) back * DAY : 0;
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (page);
  Question *question = g_new0 (Question, 1);

  self->now = g_get_real_time () / G_USEC_PER_SEC + pantau_session_get_clock_error (session);
  question->region = g_strdup (get_region (self));
  question->election = g_strdup (get_election (self));
  question->query = (PantauSituationQuery){ .region = question->region,
                                            .election = question->election,
                                            .now = self->now,
                                            .at = get_at (self) };

  return question;
}

static gpointer
read_situation (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autoptr (PantauSituationSheet) sheet = pantau_store_situation (store, cancellable, error);
  PantauSituation *situation =
      sheet != NULL ? pantau_situation_count (sheet, &question->query, error) : NULL;
  Answer *answer;

  if (situation == NULL)
    return NULL;
  answer = g_new0 (Answer, 1);
  answer->situation = situation;
  answer->begin = pantau_situation_begin (sheet);

  return answer;
}

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

static void
show_map (PantauSituationPage *self)
{
  PantauHexes *hexes = pantau_reference_get_hexes (get_reference (self));
  PantauSituationMap *map = pantau_situation_map_new (self->situation, hexes, self->layer);
  g_autofree char *name =
                      pantau_situation_region_text (get_reference (self), self->situation->region),
                  *words =
                      pantau_layer_words (self->layer, self->situation, self->situation->total),
                  *summary = g_strdup_printf (_ ("%s: %s"), name, words);

  pantau_map_legend_show (self->legend, map->legend);
  pantau_hex_map_show_map (self->map, get_reference (self), map, summary);
}

static void
show_table (PantauSituationPage *self)
{
  pantau_figure_table_show (self->table,
                            pantau_situation_table_new (self->situation, get_reference (self),
                                                        has_cases (get_session (self))),
                            pantau_situation_table_level (self->situation) < 4);
}

static void
show_figures (PantauSituationPage *self)
{
  show_lines (self, self->figure_list,
              pantau_situation_list_figures (self->situation, has_cases (get_session (self))));
  gtk_widget_set_visible (GTK_WIDGET (self->totals_button), !has_cases (get_session (self)));
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
  show_lines (self, self->aid_list,
              pantau_situation_list_aid (self->situation, get_reference (self)));
}

static void
show_special (PantauSituationPage *self)
{
  GPtrArray *lines = pantau_situation_list_special (self->situation, get_reference (self));

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
  pantau_risk_matrix_show_cells (self->matrix, get_reference (self), self->situation->cells);
}

typedef void (*Part) (PantauSituationPage *self);
static const Part parts[] = { show_map,   show_table,  show_figures, show_decisions,
                              show_trend, show_matrix, show_aid,     show_special };

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

/* "H-12 · Pemilihan Serentak 2024" */
static void
show_vote (PantauSituationPage *self)
{
  const PantauSituation *situation = self->situation;
  const PantauElection *election =
      situation->vote != NULL
          ? pantau_elections_lookup (pantau_reference_get_elections (get_reference (self)),
                                     situation->vote)
          : NULL;
  GDate day = pantau_election_day_of (situation->at != 0 ? situation->at : situation->now);
  g_autofree char *countdown = election != NULL ? pantau_election_countdown (election, &day) : NULL,
                  *text = NULL;

  if (countdown != NULL)
    text = g_strdup_printf ("%s · %s", countdown, election->name);
  else if (election != NULL)
    text = g_strdup (election->name);
  gtk_label_set_label (self->vote_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->vote_label), text != NULL);
}

/* Where the slider is, in words: at once, before it is counted. */
static void
show_day (PantauSituationPage *self)
{
  PantauSituation moment = { .now = self->now, .at = get_at (self) };
  g_autofree char *text = pantau_situation_moment_text (&moment), *label = NULL;
  int back = get_days_back (self);

  /* Translators: of what moment the figures are */
  label = g_strdup_printf (back > 0 ? _ ("As of %s") : _ ("As of now, %s"), text);
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

static void
set_begin (PantauSituationPage *self, gint64 begin)
{
  gint64 days = begin > 0 ? (self->now - begin) / DAY + 1 : 0;
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self->day_scale));
  double lower = -(double) CLAMP (days, LEAST_DAYS, MOST_DAYS);

  if (gtk_adjustment_get_lower (adjustment) != lower)
    gtk_adjustment_set_lower (adjustment, lower);
}

/* The first answer makes the widgets of its parts: it takes a turn for each. Later ones are quick. */
static void
show (GtkWidget *widget, gpointer data, const GError *error)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (widget);
  Answer *answer = data;

  if (answer == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->status, text);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  g_clear_pointer (&self->situation, pantau_situation_free);
  self->situation = g_steal_pointer (&answer->situation);
  set_begin (self, answer->begin);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), answer->begin == 0);
  answer_free (answer);
  show_vote (self);
  show_day (self);
  gtk_stack_set_visible_child_name (self->stack, "page");
  self->next_part = 0;
  if (self->part_source == 0)
    self->part_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_next_part, self, NULL);
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_situation,
  .show = show,
  .free_question = question_free,
  .free_answer = answer_free,
  .is_of_the_hour = TRUE,
};

/* --- What is chosen --- */

static gboolean
calm_passed (gpointer data)
{
  PantauSituationPage *self = data;

  if (!self->is_restless)
    {
      self->calm_source = 0;
      return G_SOURCE_REMOVE;
    }
  self->is_restless = FALSE;
  pantau_inquiry_ask (self->inquiry);

  return G_SOURCE_CONTINUE;
}

static void
day_changed (PantauSituationPage *self)
{
  if (self->inquiry == NULL || get_session (self) == NULL)
    return;
  show_day (self);
  self->is_restless = self->calm_source != 0;
  if (self->is_restless)
    return;
  pantau_inquiry_ask (self->inquiry);
  self->calm_source = g_timeout_add (CALM, calm_passed, self);
}

static void
show_now (PantauSituationPage *self)
{
  gtk_range_set_value (GTK_RANGE (self->day_scale), 0);
}

static void
step_back (PantauSituationPage *self)
{
  gtk_range_set_value (GTK_RANGE (self->day_scale),
                       gtk_range_get_value (GTK_RANGE (self->day_scale)) - 1);
}

static void
step_on (PantauSituationPage *self)
{
  gtk_range_set_value (GTK_RANGE (self->day_scale),
                       gtk_range_get_value (GTK_RANGE (self->day_scale)) + 1);
}

static void
election_changed (PantauSituationPage *self)
{
  pantau_inquiry_ask (self->inquiry);
}

static void
region_changed (PantauSituationPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->region_choice);
  const char *region =
      selected < self->regions->len ? g_ptr_array_index (self->regions, selected) : NULL;
  g_autofree char *place = NULL;

  if (region == NULL || g_str_equal (region, get_region (self)))
    return;
  place = g_str_equal (region, get_own_region (get_session (self)))
              ? g_strdup ("situation")
              : g_strconcat ("situation:", region, NULL);
  go (self, place);
}

static void
layer_changed (PantauSituationPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->layer_choice);

  if (selected >= self->layers->len)
    return;
  self->layer = (PantauLayer) GPOINTER_TO_INT (g_ptr_array_index (self->layers, selected));
  pantau_session_set_setting (get_session (self), PANTAU_SETTING_SITUATION_LAYER,
                              pantau_layer_name (self->layer));
  if (self->situation != NULL)
    show_map (self);
}

/* There always is one of the two: what was chosen stays. */
static void
view_picked (PantauSituationPage *self, const char *id)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->board);
  gboolean shows_table;

  g_object_get (layout, "shows-table", &shows_table, NULL);
  if (*id == '\0')
    pantau_chips_set_selected (self->view_chips, shows_table ? SHOW_TABLE : SHOW_MAP);
  else
    g_object_set (layout, "shows-table", g_str_equal (id, SHOW_TABLE), NULL);
}

/* Without telling it as a choice. */
static void
set_choices (PantauSituationPage *self,
             GtkDropDown *choice,
             GtkStringList *names,
             guint selected,
             GCallback changed)
{
  g_signal_handlers_block_by_func (choice, changed, self);
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (choice, selected);
  g_signal_handlers_unblock_by_func (choice, changed, self);
}

static void
add_region (PantauSituationPage *self, GtkStringList *names, const char *code)
{
  g_autofree char *name = pantau_situation_region_text (get_reference (self), code);

  if (g_ptr_array_find_with_equal_func (self->regions, code, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->regions, g_strdup (code));
  gtk_string_list_append (names, name);
}

/* What the person is assigned to, what lies right below it, and the way to what is shown, with what lies below that. */
static void
fill_regions (PantauSituationPage *self)
{
  PantauRegions *all = pantau_reference_get_regions (get_reference (self));
  const char *own = get_own_region (get_session (self)), *region = get_region (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) children = pantau_regions_children (all, own);
  guint selected = 0;

  g_ptr_array_set_size (self->regions, 0);
  add_region (self, names, own);
  for (guint i = 0; i < children->len; i++)
    {
      const char *code = ((const PantauRegion *) g_ptr_array_index (children, i))->code;
      g_autoptr (GPtrArray) below = NULL;

      add_region (self, names, code);
      if (!pantau_region_covers (code, region) || pantau_region_level (code) >= 3)
        continue;
      below = pantau_regions_children (all, code);
      for (guint j = 0; j < below->len; j++)
        add_region (self, names, ((const PantauRegion *) g_ptr_array_index (below, j))->code);
    }
  add_region (self, names, region);
  g_ptr_array_find_with_equal_func (self->regions, region, g_str_equal, &selected);
  set_choices (self, self->region_choice, names, selected, G_CALLBACK (region_changed));
}

static void
fill_elections (PantauSituationPage *self)
{
  GPtrArray *list = pantau_elections_list (pantau_reference_get_elections (get_reference (self)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->elections, 0);
  g_ptr_array_add (self->elections, g_strdup (""));
  gtk_string_list_append (names, _ ("All elections"));
  for (guint i = 0; i < list->len; i++)
    {
      const PantauElection *election = g_ptr_array_index (list, i);

      g_ptr_array_add (self->elections, g_strdup (election->code));
      gtk_string_list_append (names, election->name);
    }
  set_choices (self, self->election_choice, names, 0, G_CALLBACK (election_changed));
}

static void
fill_layers (PantauSituationPage *self)
{
  const char *kept =
      pantau_session_get_setting (get_session (self), PANTAU_SETTING_SITUATION_LAYER);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->layers, 0);
  for (guint i = 0; i < PANTAU_N_LAYERS; i++)
    {
      if (pantau_layer_is_of_cases ((PantauLayer) i) && !has_cases (get_session (self)))
        continue;
      if (g_strcmp0 (kept, pantau_layer_name ((PantauLayer) i)) == 0)
        selected = self->layers->len;
      g_ptr_array_add (self->layers, GINT_TO_POINTER ((int) i));
      gtk_string_list_append (names, pantau_layer_label ((PantauLayer) i));
    }
  self->layer = (PantauLayer) GPOINTER_TO_INT (g_ptr_array_index (self->layers, selected));
  set_choices (self, self->layer_choice, names, selected, G_CALLBACK (layer_changed));
}

/* --- Copies and paper --- */

static void
copy (PantauSituationPage *self, gboolean as_text)
{
  const PantauSituationTable *table = pantau_figure_table_get_table (self->table);
  gboolean is_practice;
  g_autofree char *text = NULL;

  if (table == NULL)
    return;
  is_practice = pantau_session_is_practice (get_session (self));
  text = as_text ? pantau_situation_table_to_text (table, is_practice)
                 : pantau_situation_table_to_tsv (table, is_practice);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("The figures were copied."));
}

static void
copy_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  copy (PANTAU_SITUATION_PAGE (widget), TRUE);
}

static void
copy_table (GtkWidget *widget, const char *action, GVariant *parameter)
{
  copy (PANTAU_SITUATION_PAGE (widget), FALSE);
}

static void
print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (widget);
  PantauSituationPrint what;

  if (self->situation == NULL)
    return;
  what = (PantauSituationPrint){ .query = { .region = get_region (self),
                                            .election = get_election (self),
                                            .now = self->now,
                                            .at = get_at (self) },
                                 .layer = self->layer,
                                 .with_cases = has_cases (get_session (self)) };
  pantau_situation_print (GTK_WINDOW (gtk_widget_get_root (widget)), get_session (self), &what);
}

/* --- The widget --- */

static void
set_region (PantauSituationPage *self, const char *region)
{
  if (g_strcmp0 (self->region, region) == 0)
    return;
  g_free (self->region);
  self->region = g_strdup (region != NULL ? region : "");
  if (get_session (self) != NULL)
    fill_regions (self);
  pantau_inquiry_ask (self->inquiry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REGION]);
}

static void
set_session (PantauSituationPage *self, PantauSession *session)
{
  if (!pantau_inquiry_set_session (self->inquiry, session))
    return;
  if (session != NULL)
    {
      self->now = g_get_real_time () / G_USEC_PER_SEC + pantau_session_get_clock_error (session);
      fill_regions (self);
      fill_elections (self);
      fill_layers (self);
      show_day (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_situation_page_dispose (GObject *object)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (object);

  g_clear_handle_id (&self->calm_source, g_source_remove);
  g_clear_handle_id (&self->part_source, g_source_remove);
  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_SITUATION_PAGE);

  G_OBJECT_CLASS (pantau_situation_page_parent_class)->dispose (object);
}

static void
pantau_situation_page_finalize (GObject *object)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (object);

  g_free (self->region);
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->elections);
  g_ptr_array_unref (self->layers);
  g_clear_pointer (&self->situation, pantau_situation_free);

  G_OBJECT_CLASS (pantau_situation_page_parent_class)->finalize (object);
}

static void
pantau_situation_page_get_property (GObject *object,
                                    guint property,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (object);

  switch ((PantauSituationPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, get_session (self));
      break;
    case PROP_REGION:
      g_value_set_string (value, self->region);
      break;
    }
}

static void
pantau_situation_page_set_property (GObject *object,
                                    guint property,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (object);

  switch ((PantauSituationPageProperty) property)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_REGION:
      set_region (self, g_value_get_string (value));
      break;
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, PantauSituationPage, name)
  BIND (aid_list);
  BIND (board);
  BIND (burden_label);
  BIND (day_after_button);
  BIND (day_before_button);
  BIND (day_label);
  BIND (day_scale);
  BIND (decision_list);
  BIND (decisions_box);
  BIND (election_choice);
  BIND (figure_list);
  BIND (layer_choice);
  BIND (legend);
  BIND (map);
  BIND (matrix);
  BIND (nothing_label);
  BIND (now_button);
  BIND (region_choice);
  BIND (special_box);
  BIND (special_list);
  BIND (stack);
  BIND (status);
  BIND (table);
  BIND (totals_button);
  BIND (trend);
  BIND (view_chips);
  BIND (vote_label);
#undef BIND
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (cell_chosen);
  BIND (day_changed);
  BIND (day_chosen);
  BIND (election_changed);
  BIND (grades_chosen);
  BIND (kecamatan_chosen);
  BIND (layer_changed);
  BIND (region_changed);
  BIND (show_now);
  BIND (show_totals);
  BIND (step_back);
  BIND (step_on);
  BIND (view_picked);
#undef BIND
}

static void
pantau_situation_page_class_init (PantauSituationPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  object_class->dispose = pantau_situation_page_dispose;
  object_class->finalize = pantau_situation_page_finalize;
  object_class->get_property = pantau_situation_page_get_property;
  object_class->set_property = pantau_situation_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION, flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_CELLS_LAYOUT);
  g_type_ensure (PANTAU_TYPE_CHIPS);
  g_type_ensure (PANTAU_TYPE_FIGURE_TABLE);
  g_type_ensure (PANTAU_TYPE_HEX_MAP);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_MAP_LEGEND);
  g_type_ensure (PANTAU_TYPE_RISK_MATRIX);
  g_type_ensure (PANTAU_TYPE_SITUATION_LAYOUT);
  g_type_ensure (PANTAU_TYPE_TREND_VIEW);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-situation-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);

  gtk_widget_class_install_action (widget_class, "page.copy-text", NULL, copy_text);
  gtk_widget_class_install_action (widget_class, "page.copy-table", NULL, copy_table);
  gtk_widget_class_install_action (widget_class, "page.print", NULL, print);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, both, "page.copy-text", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, both, "page.copy-table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "page.print",
                                       NULL);
}

static void
pantau_situation_page_init (PantauSituationPage *self)
{
  self->region = g_strdup ("");
  self->regions = g_ptr_array_new_with_free_func (g_free);
  self->elections = g_ptr_array_new_with_free_func (g_free);
  self->layers = g_ptr_array_new ();
  /* Signals of the template are heard from its making on. */
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
  gtk_widget_init_template (GTK_WIDGET (self));
  pantau_hex_map_set_most_height (self->map, MAP_HEIGHT);
  pantau_chips_add (self->view_chips, SHOW_MAP, _ ("Map"));
  pantau_chips_add (self->view_chips, SHOW_TABLE, _ ("Table"));
  pantau_chips_set_selected (self->view_chips, SHOW_MAP);
  gtk_label_set_label (self->burden_label, pantau_situation_burden_formula ());
}
