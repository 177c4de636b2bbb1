/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An early warning beside the polling stations that it strikes. */

#define G_LOG_DOMAIN "pantau-warning-view"

#include "config.h"

#include "pantau-warning-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-columns-layout.h"
#include "pantau-duty.h"
#include "pantau-figure.h"
#include "pantau-format.h"
#include "pantau-hex-map.h"
#include "pantau-inquiry.h"
#include "pantau-list-pour.h"
#include "pantau-locale.h"
#include "pantau-long-text.h"
#include "pantau-page-layout.h"
#include "pantau-store-exposure.h"
#include "pantau-ui.h"
#include "pantau-warning-impact.h"
#include "pantau-warning-row.h"
#include "pantau-warning-work.h"
#include "pantau-words-warning.h"

#define RISK "risk"

struct _PantauWarningView
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  char *warning;          /* id; "" for none */
  GHashTable *ticks;      /* code → whether a person ticked it; others are as they are found */
  GPtrArray *places;      /* (owned) (nullable): of PantauWarningPlace, as they are listed */
  gboolean stands;
  gboolean is_opening;

  GtkLabel *counted_label;
  GtkLabel *election_label;
  GtkLabel *grade_label;
  GtkWidget *impact_box;
  PantauHexMap *map;
  GtkLabel *nothing_label;
  GtkButton *open_button;
  GtkListBox *places_list;
  GtkLabel *source_label;
  GtkStack *stack;
  GtkLabel *state_label;
  AdwStatusPage *status;
  PantauLongText *text;
  GtkLabel *title_label;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_WARNING,
} PantauWarningViewProperty;

G_DEFINE_FINAL_TYPE (PantauWarningView, pantau_warning_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_WARNING + 1];

typedef struct
{
  PantauReference *reference; /* (owned) */
  char *warning;
  char *region; /* the person's own; "" before enrolment */
  gint64 now;
} Question;

typedef struct
{
  PantauWarningItem *item;     /* (owned) */
  PantauWarningImpact *impact; /* (owned): in the person's own region */
  gint64 now;
} Answer;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_reference_unref (question->reference);
  g_free (question->warning);
  g_free (question->region);
  g_free (question);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->item, pantau_warning_item_free);
  g_clear_pointer (&answer->impact, pantau_warning_impact_free);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauWarningView *self = PANTAU_WARNING_VIEW (page);
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->warning = g_strdup (self->warning);
  question->region = g_strdup (pantau_session_get_region (session));
  question->now = g_get_real_time () / G_USEC_PER_SEC + pantau_session_get_clock_error (session);

  return question;
}

static gpointer
read_answer (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (PantauWarningMatcher) matcher =
      pantau_warning_matcher_new (question->reference, error);
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->now = question->now;
  if (matcher != NULL)
    answer->item = pantau_warnings_get (db, matcher, question->warning, question->now, error);
  if (answer->item != NULL)
    answer->impact = pantau_warning_impact (store, db, matcher, answer->item, question->region,
                                            question->now, cancellable, error);

  return answer->impact != NULL ? g_steal_pointer (&answer) : NULL;
}

static PantauReference *
get_reference (PantauWarningView *self)
{
  return pantau_session_get_reference (pantau_inquiry_get_session (self->inquiry));
}

/* Of the map: how many stations a kecamatan has. (transfer full) */
static char *
say_stations (gint64 value)
{
  g_autofree char *number = pantau_format_integer (value);

  return g_strdup_printf (_ ("%s TPS"), number);
}

static void
show_map (PantauWarningView *self, const Answer *answer, const char *summary)
{
  PantauReference *reference = get_reference (self);
  PantauHexes *hexes = pantau_reference_get_hexes (reference);
  g_autofree gint64 *values = g_new0 (gint64, pantau_hexes_get_size (hexes));

  for (guint i = 0; i < answer->impact->places->len; i++)
    {
      const PantauWarningPlace *place = g_ptr_array_index (answer->impact->places, i);
      int index = pantau_hexes_find (hexes, place->hit.code);

      if (index != PANTAU_HEX_NONE)
        values[index] = place->tps;
    }
  pantau_hex_map_show (self->map, reference, values, say_stations, summary);
}

/* (transfer full) */
static char *
count_up (const PantauWarningImpact *impact)
{
  GString *line = g_string_new (NULL);
  g_autofree char *hits = pantau_words_warning_hits (impact->places->len),
                  *stations = say_stations (impact->tps),
                  *voters = pantau_words_warning_voters (impact->voters);

  g_string_append_printf (line, "%s · %s", hits, stations);
  if (voters != NULL)
    g_string_append_printf (line, " · %s", voters);
  if (impact->special > 0)
    {
      g_autofree char *number = pantau_format_integer (impact->special);

      g_string_append (line, " · ");
      g_string_append_printf (line, ngettext ("%s special TPS", "%s special TPS", impact->special),
                              number);
    }

  return g_string_free (line, FALSE);
}

static gboolean
may_open (PantauWarningView *self, const PantauWarningPlace *place)
{
  return self->stands && place->record == NULL &&
         pantau_duty_may_record (pantau_inquiry_get_session (self->inquiry), RISK);
}

static gboolean
is_ticked (PantauWarningView *self, const PantauWarningPlace *place)
{
  gpointer ticked;

  if (g_hash_table_lookup_extended (self->ticks, place->hit.code, NULL, &ticked))
    return GPOINTER_TO_INT (ticked);

  return !pantau_warning_hit_is_unsure (&place->hit);
}

/* The kecamatan that a risk is to be opened in. (transfer full) */
static GStrv
collect_ticked (PantauWarningView *self)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; self->places != NULL && i < self->places->len; i++)
    {
      const PantauWarningPlace *place = g_ptr_array_index (self->places, i);

      if (may_open (self, place) && is_ticked (self, place))
        g_strv_builder_add (codes, place->hit.code);
    }

  return g_strv_builder_end (codes);
}

static void
update_action (PantauWarningView *self)
{
  g_auto (GStrv) codes = collect_ticked (self);
  guint n = g_strv_length (codes);
  g_autofree char *number = pantau_format_integer (n);
  g_autofree char *label =
      n > 0 ? g_strdup_printf (ngettext ("Open %s risk", "Open %s risks", n), number)
            : g_strdup (C_ ("button", "Open risks"));

  gtk_button_set_label (self->open_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.open-risks", n > 0 && !self->is_opening);
}

static void
row_toggled (PantauWarningView *self, PantauWarningRow *row)
{
  g_hash_table_insert (self->ticks, g_strdup (pantau_warning_row_get_kecamatan (row)),
                       GINT_TO_POINTER (pantau_warning_row_get_ticked (row)));
  update_action (self);
}

static void
fill_row (GtkWidget *widget, gpointer item, gpointer data)
{
  PantauWarningView *self = data;
  const PantauWarningPlace *place = item;

  g_signal_handlers_disconnect_by_func (widget, row_toggled, self);
  pantau_warning_row_set (PANTAU_WARNING_ROW (widget), get_reference (self), place,
                          may_open (self, place), is_ticked (self, place));
  g_signal_connect_object (widget, "toggled", G_CALLBACK (row_toggled), self, G_CONNECT_SWAPPED);
}

static void
show_text (PantauWarningView *self, const PantauWarning *warning)
{
  const PantauWarningInfo *info = pantau_warning_get_info (warning, pantau_locale_get ());
  g_autofree char *text = info == NULL || *info->instruction == '\0'
                              ? g_strdup (info != NULL ? info->description : NULL)
                              : g_strdup_printf ("%s\n\n%s", info->description, info->instruction);

  pantau_long_text_set_text (self->text, text);
}

/* Messages are not signed: how one came is all that speaks for it. (transfer full) */
static char *
say_origin (const PantauWarningItem *item)
{
  return *item->source != '\0'
             ? g_strdup_printf (_ ("Fetched from %s."), item->source)
             : g_strdup (
                   _ ("Read from a file that somebody brought: whether it is genuine cannot be "
                      "checked here."));
}

static void
show_answer (PantauWarningView *self, const Answer *answer)
{
  const PantauWarningImpact *impact = answer->impact;
  gboolean warns = answer->item->state != PANTAU_WARNING_IS_NOTICE;
  g_autofree char *time = pantau_words_warning_time (answer->item, answer->now),
                  *grade = pantau_words_warning_grade (get_reference (self), answer->item->warning),
                  *counted = count_up (impact),
                  *agency = pantau_words_warning_source (get_reference (self)),
                  *origin = say_origin (answer->item);
  g_autofree char *source = g_strdup_printf ("%s\n%s", origin, agency);
  g_autofree char *state =
      g_strdup_printf ("%s · %s", pantau_words_warning_state (answer->item->state), time);
  /* Translators: an election and how many days before it a warning ends: "Pilkada 2031: H-12" */
  g_autofree char *election =
      impact->countdown != NULL
          ? g_strdup_printf (_ ("%s: %s when the warning ends"), impact->election,
                             impact->countdown)
          : g_strdup_printf (_ ("%s: its day is not fixed yet"), impact->election);

  self->stands = pantau_warning_state_stands (answer->item->state);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = g_ptr_array_ref (impact->places);

  gtk_label_set_label (self->title_label,
                       pantau_warning_get_title (answer->item->warning, pantau_locale_get ()));
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->grade_label, grade);
  gtk_widget_set_visible (GTK_WIDGET (self->grade_label), *grade != '\0');
  gtk_label_set_label (self->counted_label, counted);
  gtk_label_set_label (self->election_label, election);
  gtk_label_set_label (self->source_label, source);
  show_text (self, answer->item->warning);
  gtk_widget_set_visible (GTK_WIDGET (self->counted_label), warns);
  gtk_widget_set_visible (GTK_WIDGET (self->election_label), warns);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), warns);
  gtk_widget_set_visible (self->impact_box, warns);
  show_map (self, answer, counted);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), impact->places->len == 0);
  pantau_list_pour (self->places_list, self->places, PANTAU_TYPE_WARNING_ROW, fill_row, self);
  update_action (self);
}

static void
show (GtkWidget *widget, gpointer given, const GError *error)
{
  PantauWarningView *self = PANTAU_WARNING_VIEW (widget);
  g_autoptr (Answer) answer = given;

  if (answer == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->status, text);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  show_answer (self, answer);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_answer,
  .show = show,
  .free_question = question_free,
  .free_answer = answer_free,
  .is_of_the_hour = TRUE,
};

static void
kecamatan_chosen (PantauWarningView *self, const char *kecamatan)
{
  const PantauFigure figure = { .name = (char *) PANTAU_EXPOSURE_RECORDS,
                                .region = (char *) kecamatan };
  g_autofree char *query = pantau_figure_query (&figure);
  g_autofree char *place = g_strconcat ("query:", query, NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", place);
}

static void
were_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauWarningView) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = pantau_warning_work_open_finish (PANTAU_SESSION (source), result, &error);

  if (self == NULL || self->inquiry == NULL)
    return;
  self->is_opening = FALSE;
  if (ids != NULL)
    {
      guint n = g_strv_length (ids);
      g_autofree char *number = pantau_format_integer (n);
      g_autofree char *told =
          g_strdup_printf (ngettext ("%s risk recorded", "%s risks recorded", n), number);

      pantau_ui_toast (GTK_WIDGET (self), told);
    }
  else
    pantau_ui_toast_error (GTK_WIDGET (self), error);
  update_action (self);
  pantau_inquiry_ask (self->inquiry);
}

static void
open_risks (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWarningView *self = PANTAU_WARNING_VIEW (widget);
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);
  g_auto (GStrv) codes = collect_ticked (self);

  if (session == NULL || self->is_opening || *codes == NULL)
    return;
  self->is_opening = TRUE;
  update_action (self);
  pantau_warning_work_open (session, self->warning, (const char *const *) codes, were_opened,
                            pantau_ui_weak_new (self));
}

static void
set_warning (PantauWarningView *self, const char *warning)
{
  if (g_strcmp0 (self->warning, warning) == 0)
    return;
  g_free (self->warning);
  self->warning = g_strdup (warning != NULL ? warning : "");
  g_hash_table_remove_all (self->ticks);
  pantau_inquiry_ask (self->inquiry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WARNING]);
}

static void
pantau_warning_view_dispose (GObject *object)
{
  PantauWarningView *self = PANTAU_WARNING_VIEW (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_WARNING_VIEW);

  G_OBJECT_CLASS (pantau_warning_view_parent_class)->dispose (object);
}

static void
pantau_warning_view_finalize (GObject *object)
{
  PantauWarningView *self = PANTAU_WARNING_VIEW (object);

  g_free (self->warning);
  g_hash_table_unref (self->ticks);
  g_clear_pointer (&self->places, g_ptr_array_unref);

  G_OBJECT_CLASS (pantau_warning_view_parent_class)->finalize (object);
}

static void
pantau_warning_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauWarningView *self = PANTAU_WARNING_VIEW (object);

  switch ((PantauWarningViewProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    case PROP_WARNING:
      g_value_set_string (value, self->warning);
      break;
    }
}

static void
pantau_warning_view_set_property (GObject *object,
                                  guint property,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  PantauWarningView *self = PANTAU_WARNING_VIEW (object);

  switch ((PantauWarningViewProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_WARNING:
      set_warning (self, g_value_get_string (value));
      break;
    }
}

static void
pantau_warning_view_class_init (PantauWarningViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pantau_warning_view_dispose;
  object_class->finalize = pantau_warning_view_finalize;
  object_class->get_property = pantau_warning_view_get_property;
  object_class->set_property = pantau_warning_view_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION, flags);
  properties[PROP_WARNING] = g_param_spec_string ("warning", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "page.open-risks", NULL, open_risks);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, 0, "page.open-risks", NULL);

  g_type_ensure (PANTAU_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (PANTAU_TYPE_HEX_MAP);
  g_type_ensure (PANTAU_TYPE_LONG_TEXT);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-warning-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, kecamatan_chosen);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, counted_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, election_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, grade_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, impact_box);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, map);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, open_button);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, places_list);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, source_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, status);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, text);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningView, title_label);
}

static void
pantau_warning_view_init (PantauWarningView *self)
{
  self->warning = g_strdup ("");
  self->ticks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_action (self);
}
