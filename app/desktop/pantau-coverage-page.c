/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coverage: three states, each told in a word, with a shape, and counted. */

#define G_LOG_DOMAIN "pantau-coverage-page"

#include "config.h"

#include "pantau-coverage-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-calendar.h"
#include "pantau-chips.h"
#include "pantau-figure.h"
#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-list-pour.h"
#include "pantau-page-layout.h"
#include "pantau-region-row.h"
#include "pantau-store-coverage.h"
#include "pantau-ui.h"

/* How far back: days, and the stage of the election. */
#define TODAY      "1"
#define THREE_DAYS "3"
#define WEEK       "7"
#define STAGE      "stage"

struct _PantauCoveragePage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  char *region;           /* "" for the province */
  const char *period;     /* one of the above */
  gint64 from;            /* Unix seconds: of the last question */
  gint64 now;
  PantauCoverage *coverage; /* (owned) (nullable): the last answer */

  GtkLabel *election_label;
  GtkWidget *grants_box;
  GtkListBox *list;
  GtkLabel *nothing_label;
  PantauChips *periods;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkLabel *summary_label;
  GtkLabel *tps_label;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_REGION,
} PantauCoveragePageProperty;

G_DEFINE_FINAL_TYPE (PantauCoveragePage, pantau_coverage_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_REGION + 1];

typedef struct
{
  PantauCoverageQuery query;
  char *region;   /* (nullable) */
  char *election; /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->region);
  g_free (question->election);
  g_free (question);
}

static gint64
now_of (PantauSession *session)
{
  return pantau_session_get_now (session);
}

static const PantauElection *
current_election (PantauSession *session)
{
  GDate today = pantau_calendar_day_of (now_of (session));

  return pantau_elections_default (
      pantau_reference_get_elections (pantau_session_get_reference (session)), &today);
}

/* The stage that the election is in, or else the last that began. (nullable) */
static const PantauStage *
current_stage (PantauSession *session)
{
  const PantauElection *election = current_election (session);
  GDate today = pantau_calendar_day_of (now_of (session));
  const PantauStage *stage = pantau_election_stage_at (election, &today);

  for (guint i = 0; stage == NULL && i < election->stages->len; i++)
    {
      const PantauStage *other =
          g_ptr_array_index (election->stages, election->stages->len - 1 - i);

      if (g_date_valid (&other->start) && g_date_compare (&other->start, &today) <= 0)
        stage = other;
    }

  return stage;
}

static gint64
begin_of_period (PantauCoveragePage *self, PantauSession *session)
{
  GDate day = pantau_calendar_day_of (now_of (session));

  if (g_str_equal (self->period, STAGE))
    {
      const PantauStage *stage = current_stage (session);

      return stage != NULL ? pantau_calendar_moment (&stage->start, 0) : 0;
    }
  g_date_subtract_days (&day, (guint) g_ascii_strtoull (self->period, NULL, 10) - 1);

  return pantau_calendar_moment (&day, 0);
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauCoveragePage *self = PANTAU_COVERAGE_PAGE (page);
  Question *question = g_new0 (Question, 1);

  self->now = now_of (session);
  self->from = begin_of_period (self, session);
  question->region = *self->region != '\0' ? g_strdup (self->region) : NULL;
  question->election = g_strdup (current_election (session)->code);
  question->query = (PantauCoverageQuery){
    .region = question->region, .election = question->election, .from = self->from, .now = self->now
  };

  return question;
}

static gpointer
read_coverage (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return pantau_store_coverage (store, &question->query, cancellable, error);
}

/* "3 reported, 2 nil, 12 silent" (transfer full) */
static char *
describe_states (const guint states[PANTAU_N_COVERAGE_STATES])
{
  g_autofree char *reported = pantau_format_integer (states[PANTAU_COVERAGE_REPORTED]),
                  *nihil = pantau_format_integer (states[PANTAU_COVERAGE_NIHIL]),
                  *silent = pantau_format_integer (states[PANTAU_COVERAGE_SILENT]);

  /* Translators: how many regions (or TPS) were reported from, had nothing to report, were not heard of */
  return g_strdup_printf (_ ("%s reported, %s nil, %s silent"), reported, nihil, silent);
}

static void
add_count (GString *out, const char *name, const PantauCoverageCount *count)
{
  g_autofree char *states = NULL;

  if (count->total == 0)
    return;
  states = describe_states (count->states);
  g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "\n" : "", name, states);
}

/* What lies below, and why nothing was heard. (transfer full) */
static char *
describe_row (const PantauCoverageRow *row, gint64 now)
{
  GString *out = g_string_new (NULL);
  g_autofree char *silence = pantau_coverage_silence_text (row, now);

  add_count (out, _ ("Kecamatan"), &row->kecamatan);
  add_count (out, _ ("Villages"), &row->villages);
  add_count (out, _ ("TPS known by name"), &row->tps_known);
  if (*silence != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", silence);

  return g_string_free (out, FALSE);
}

static const char *
choose_icon (PantauCoverageState state)
{
  switch (state)
    {
    case PANTAU_COVERAGE_REPORTED:
      return "emblem-documents-symbolic";
    case PANTAU_COVERAGE_NIHIL:
      return "object-select-symbolic";
    case PANTAU_COVERAGE_SILENT:
    default:
      return "action-unavailable-symbolic";
    }
}

/* Where a row leads: into the region, unless there is nothing below it. (transfer full) (nullable) */
static char *
place_of (const PantauCoverageRow *row)
{
  gboolean is_village = pantau_region_level (row->code) >= 4;

  if (row->tps > 0 || (is_village && row->tps_known.total == 0))
    return NULL;

  return g_strconcat ("coverage:", row->code, NULL);
}

static void
fill_row (GtkWidget *widget, gpointer item, gpointer data)
{
  PantauCoveragePage *self = data;
  const PantauCoverageRow *row = item;
  PantauFigure figure = {
    .name = (char *) PANTAU_FIGURE_COVERAGE,
    .region = row->code,
    .election = current_election (pantau_inquiry_get_session (self->inquiry))->code,
    .tps = row->tps,
    .from = self->from,
  };
  g_autofree char *query = pantau_figure_query (&figure);
  g_autofree char *records_place = g_strconcat ("query:", query, NULL);
  g_autofree char *number = pantau_format_integer (row->records);
  g_autofree char *records =
      g_strdup_printf (ngettext ("%s record", "%s records", row->records), number);
  g_autofree char *note = describe_row (row, self->now), *place = place_of (row);

  pantau_region_row_set (
      PANTAU_REGION_ROW (widget),
      &(PantauRegionRowInit){ .title = row->name,
                              .state = pantau_coverage_state_label (row->state),
                              .state_icon = choose_icon (row->state),
                              .note = note,
                              .place = place,
                              .records = records,
                              .records_place = row->records > 0 ? records_place : NULL });
}

static const char *
name_of_level (const char *region)
{
  switch (pantau_region_level (region))
    {
    case 0:
    case 1:
      return _ ("kabupaten and cities");
    case 2:
      return _ ("kecamatan");
    case 3:
      return _ ("villages");
    default:
      return _ ("TPS known by name");
    }
}

static void
show_summary (PantauCoveragePage *self)
{
  PantauCoverage *coverage = self->coverage;
  guint states[PANTAU_N_COVERAGE_STATES] = { 0 };
  g_autofree char *total = pantau_format_integer (coverage->rows->len), *counts = NULL,
                  *summary = NULL, *known = NULL, *tps = NULL;

  for (guint i = 0; i < coverage->rows->len; i++)
    states[((PantauCoverageRow *) g_ptr_array_index (coverage->rows, i))->state]++;
  counts = describe_states (states);
  /* Translators: "17 kabupaten and cities: 3 reported, 2 nil, 12 silent" */
  summary = g_strdup_printf (_ ("%s %s: %s"), total, name_of_level (self->region), counts);
  gtk_label_set_label (self->summary_label, summary);

  known = describe_states (coverage->total->tps_known.states);
  if (coverage->total->tps_official >= 0)
    {
      g_autofree char *official = pantau_format_integer (coverage->total->tps_official);

      tps = g_strdup_printf (
          _ ("TPS known by name, from records and assignments: %s. There are %s in all."), known,
          official);
    }
  else
    tps = g_strdup_printf (_ ("TPS known by name, from records and assignments: %s."), known);
  gtk_label_set_label (self->tps_label, tps);
  gtk_widget_set_visible (self->grants_box, !coverage->knows_grants);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), coverage->rows->len == 0);
}

static void
show (GtkWidget *widget, gpointer answer, const GError *error)
{
  PantauCoveragePage *self = PANTAU_COVERAGE_PAGE (widget);

  if (answer == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->status, text);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  g_clear_pointer (&self->coverage, pantau_coverage_free);
  self->coverage = answer;
  show_summary (self);
  pantau_list_pour (self->list, self->coverage->rows, PANTAU_TYPE_REGION_ROW, fill_row, self);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_coverage,
  .show = show,
  .free_question = question_free,
  .free_answer = (GDestroyNotify) pantau_coverage_free,
  .is_of_the_hour = TRUE,
};

static const char *
find_period (const char *id)
{
  static const char *const periods[] = { TODAY, THREE_DAYS, WEEK, STAGE };

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (g_str_equal (periods[i], id))
      return periods[i];

  return NULL;
}

/* There is no coverage of no time: what was chosen stays. */
static void
period_picked (PantauCoveragePage *self, const char *id)
{
  const char *period = find_period (id);

  if (period == NULL)
    {
      pantau_chips_set_selected (self->periods, self->period);
      return;
    }
  self->period = period;
  pantau_inquiry_ask (self->inquiry);
}

static void
add_periods (PantauCoveragePage *self, PantauSession *session)
{
  const PantauStage *stage = current_stage (session);

  if (pantau_chips_get_selected (self->periods) != NULL)
    return;
  pantau_chips_add (self->periods, TODAY, _ ("Today"));
  pantau_chips_add (self->periods, THREE_DAYS, _ ("3 days"));
  pantau_chips_add (self->periods, WEEK, _ ("7 days"));
  if (stage != NULL)
    {
      /* Translators: a time: since the stage of the election of that name began */
      g_autofree char *label = g_strdup_printf (_ ("Since the stage began (%s)"), stage->name);

      pantau_chips_add (self->periods, STAGE, label);
    }
  pantau_chips_set_selected (self->periods, self->period);
}

static void
set_region (PantauCoveragePage *self, const char *region)
{
  if (g_strcmp0 (self->region, region) == 0)
    return;
  g_free (self->region);
  self->region = g_strdup (region != NULL ? region : "");
  pantau_inquiry_ask (self->inquiry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REGION]);
}

static void
set_session (PantauCoveragePage *self, PantauSession *session)
{
  if (session != NULL)
    {
      add_periods (self, session);
      gtk_label_set_label (self->election_label, current_election (session)->name);
    }
  if (pantau_inquiry_set_session (self->inquiry, session))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_coverage_page_dispose (GObject *object)
{
  PantauCoveragePage *self = PANTAU_COVERAGE_PAGE (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_COVERAGE_PAGE);

  G_OBJECT_CLASS (pantau_coverage_page_parent_class)->dispose (object);
}

static void
pantau_coverage_page_finalize (GObject *object)
{
  PantauCoveragePage *self = PANTAU_COVERAGE_PAGE (object);

  g_free (self->region);
  g_clear_pointer (&self->coverage, pantau_coverage_free);

  G_OBJECT_CLASS (pantau_coverage_page_parent_class)->finalize (object);
}

static void
pantau_coverage_page_get_property (GObject *object,
                                   guint property,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  PantauCoveragePage *self = PANTAU_COVERAGE_PAGE (object);

  switch ((PantauCoveragePageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    case PROP_REGION:
      g_value_set_string (value, self->region);
      break;
    }
}

static void
pantau_coverage_page_set_property (GObject *object,
                                   guint property,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  PantauCoveragePage *self = PANTAU_COVERAGE_PAGE (object);

  switch ((PantauCoveragePageProperty) property)
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
pantau_coverage_page_class_init (PantauCoveragePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pantau_coverage_page_dispose;
  object_class->finalize = pantau_coverage_page_finalize;
  object_class->get_property = pantau_coverage_page_get_property;
  object_class->set_property = pantau_coverage_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION, flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_CHIPS);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-coverage-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, period_picked);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, election_label);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, grants_box);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, list);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, periods);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, status);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PantauCoveragePage, tps_label);
}

static void
pantau_coverage_page_init (PantauCoveragePage *self)
{
  self->region = g_strdup ("");
  self->period = WEEK;
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
  gtk_widget_init_template (GTK_WIDGET (self));
}
