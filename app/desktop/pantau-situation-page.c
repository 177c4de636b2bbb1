/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The situation on one page. It is counted in the reading thread for each question (a day, a region, an election), which takes milliseconds; what the map
 * shows of it is chosen here. Parts are shown one by one, a turn of the main loop each, so that no turn is long.
 */

#define G_LOG_DOMAIN "pantau-situation-page"

#include "config.h"

#include "pantau-situation-page-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-calendar.h"
#include "pantau-cells-layout.h"
#include "pantau-format.h"
#include "pantau-line-layout.h"
#include "pantau-page-layout.h"
#include "pantau-situation-layout.h"
#include "pantau-situation-print.h"
#include "pantau-situation-table.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

#define DAY 86400

/* Where a person before enrolment is. */
#define PROVINCE "16"

/* How far back the slider goes: at least and at most, in days. */
#define LEAST_DAYS 30
#define MOST_DAYS  400

/* While somebody slides, it is asked at once and then at most so often, in milliseconds. */
#define CALM 80

/*
 * The map is as high as the window lets one see it, with what stands above it and its legend, so many pixels; at least so many letters high, or large letters
 * would leave a small map.
 */
#define AROUND_MAP        210
#define LEAST_MAP_LETTERS 19

#define SHOW_MAP   "map"
#define SHOW_TABLE "table"

typedef enum
{
  PROP_SESSION = 1,
  PROP_REGION,
} PantauSituationPageProperty;

G_DEFINE_FINAL_TYPE (PantauSituationPage, pantau_situation_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_REGION + 1];

static const char *
null_if_empty (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

PantauSession *
pantau_situation_page_get_session (PantauSituationPage *self)
{
  return pantau_inquiry_get_session (self->inquiry);
}

PantauReference *
pantau_situation_page_get_reference (PantauSituationPage *self)
{
  return pantau_session_get_reference (pantau_situation_page_get_session (self));
}

gboolean
pantau_situation_page_has_cases (PantauSituationPage *self)
{
  return !g_str_equal (pantau_session_get_role (pantau_situation_page_get_session (self)),
                       pantau_role_get_name (PANTAU_ROLE_PEMPROV));
}

/* Of other regions this home has nothing, which is not the same as that there is nothing. */
const char *
pantau_situation_page_get_own_region (PantauSituationPage *self)
{
  const char *region = pantau_session_get_region (pantau_situation_page_get_session (self));

  return *region != '\0' ? region : PROVINCE;
}

const char *
pantau_situation_page_get_region (PantauSituationPage *self)
{
  return *self->region != '\0' ? self->region : pantau_situation_page_get_own_region (self);
}

const char *
pantau_situation_page_get_election (PantauSituationPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->election_choice);

  return selected < self->elections->len
             ? null_if_empty (g_ptr_array_index (self->elections, selected))
             : NULL;
}

int
pantau_situation_page_get_days_back (PantauSituationPage *self)
{
  return (int) -gtk_range_get_value (GTK_RANGE (self->day_scale));
}

gint64
pantau_situation_page_get_at (PantauSituationPage *self)
{
  int back = pantau_situation_page_get_days_back (self);

  return back > 0 ? self->now - (gint64) back * DAY : 0;
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

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (page);
  Question *question = g_new0 (Question, 1);

  self->now = g_get_real_time () / G_USEC_PER_SEC + pantau_session_get_clock_error (session);
  question->region = g_strdup (pantau_situation_page_get_region (self));
  question->election = g_strdup (pantau_situation_page_get_election (self));
  question->query = (PantauSituationQuery){ .region = question->region,
                                            .election = question->election,
                                            .now = self->now,
                                            .at = pantau_situation_page_get_at (self) };

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
  pantau_situation_page_show_day (self);
  gtk_stack_set_visible_child_name (self->stack, "page");
  pantau_situation_page_show_parts (self);
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
  if (self->inquiry == NULL || pantau_situation_page_get_session (self) == NULL)
    return;
  pantau_situation_page_show_day (self);
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

/* --- Copies and paper --- */

static void
copy (PantauSituationPage *self, gboolean as_text)
{
  const PantauSituationTable *table = pantau_figure_table_get_table (self->table);
  gboolean is_practice;
  g_autofree char *text = NULL;

  if (table == NULL)
    return;
  is_practice = pantau_session_is_practice (pantau_situation_page_get_session (self));
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
  what = (PantauSituationPrint){ .query = { .region = pantau_situation_page_get_region (self),
                                            .election = pantau_situation_page_get_election (self),
                                            .now = self->now,
                                            .at = pantau_situation_page_get_at (self) },
                                 .layer = self->layer,
                                 .with_cases = pantau_situation_page_has_cases (self) };
  pantau_situation_print (GTK_WINDOW (gtk_widget_get_root (widget)),
                          pantau_situation_page_get_session (self), &what);
}

/* --- The widget --- */

static gboolean
fit_map (gpointer data)
{
  PantauSituationPage *self = data;
  double seen = gtk_adjustment_get_page_size (gtk_scrolled_window_get_vadjustment (self->scroller));
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  int letter = pango_font_metrics_get_height (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  self->fit_source = 0;
  pantau_hex_map_set_most_height (self->map,
                                  MAX ((int) seen - AROUND_MAP, LEAST_MAP_LETTERS * letter));

  return G_SOURCE_REMOVE;
}

/* It is told while the window is laid out: too late for that, and in time for the next. */
static void
height_changed (PantauSituationPage *self)
{
  if (self->fit_source == 0)
    self->fit_source = g_idle_add (fit_map, self);
}

static void
set_region (PantauSituationPage *self, const char *region)
{
  if (g_strcmp0 (self->region, region) == 0)
    return;
  g_free (self->region);
  self->region = g_strdup (region != NULL ? region : "");
  if (pantau_situation_page_get_session (self) != NULL)
    pantau_situation_page_fill_regions (self);
  pantau_inquiry_ask (self->inquiry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REGION]);
}

/* What the page will ask first, before it is in sight; what fails here fails again then, and is told. */
static gpointer
read_ahead (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PantauSituationSheet) sheet = pantau_store_situation (store, cancellable, NULL);

  return NULL;
}

static void
set_session (PantauSituationPage *self, PantauSession *session)
{
  if (!pantau_inquiry_set_session (self->inquiry, session))
    return;
  if (session != NULL)
    {
      /* The page is made meanwhile: with a million records that is a fifth of the time. */
      pantau_session_read (session, read_ahead, NULL, NULL, NULL, G_PRIORITY_DEFAULT, NULL, NULL,
                           NULL);
      self->now = g_get_real_time () / G_USEC_PER_SEC + pantau_session_get_clock_error (session);
      pantau_situation_page_fill_regions (self);
      pantau_situation_page_fill_elections (self);
      pantau_situation_page_fill_layers (self);
      pantau_situation_page_show_day (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_situation_page_dispose (GObject *object)
{
  PantauSituationPage *self = PANTAU_SITUATION_PAGE (object);

  g_clear_handle_id (&self->calm_source, g_source_remove);
  g_clear_handle_id (&self->part_source, g_source_remove);
  g_clear_handle_id (&self->fit_source, g_source_remove);
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
      g_value_set_object (value, pantau_situation_page_get_session (self));
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
  BIND (more_button);
  BIND (more_menu);
  BIND (nothing_label);
  BIND (now_button);
  BIND (region_choice);
  BIND (scroller);
  BIND (special_box);
  BIND (special_list);
  BIND (stack);
  BIND (status);
  BIND (table);
  BIND (totals_button);
  BIND (trend);
  BIND (view_chips);
#undef BIND
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (day_changed);
  BIND (show_now);
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
  pantau_situation_page_bind_choices (widget_class);
  pantau_situation_page_bind_figures (widget_class);

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
  pantau_ui_set_menu (self->more_button, self->more_menu);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (height_changed), self,
                           G_CONNECT_SWAPPED);
  pantau_chips_add (self->view_chips, SHOW_MAP, _ ("Map"));
  pantau_chips_add (self->view_chips, SHOW_TABLE, _ ("Table"));
  pantau_chips_set_selected (self->view_chips, SHOW_MAP);
  gtk_label_set_label (self->burden_label, pantau_situation_burden_formula ());
}
