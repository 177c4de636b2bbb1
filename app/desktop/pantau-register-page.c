/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The risk register on one page. */

#define G_LOG_DOMAIN "pantau-register-page"

#include "config.h"

#include "pantau-register-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-columns-layout.h"
#include "pantau-figure-row.h"
#include "pantau-figure.h"
#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-list-pour.h"
#include "pantau-locale.h"
#include "pantau-page-layout.h"
#include "pantau-region-row.h"
#include "pantau-risk-matrix.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

/* The list of choices of the field `hazard`. */
#define HAZARDS "hazard"

struct _PantauRegisterPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  char *region;           /* "" for the province */
  GPtrArray *hazards;     /* codes of the choices of the drop-down; the first is "", all of them */
  PantauExposure *exposure; /* (owned) (nullable): the last answer */

  GtkListBox *figure_list;
  GtkDropDown *hazard_choice;
  GtkListBox *hazard_list;
  GtkLabel *hazard_title;
  PantauRiskMatrix *matrix;
  GtkButton *rest_button;
  GtkListBox *region_list;
  GtkLabel *region_title;
  GtkStack *stack;
  AdwStatusPage *status;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_REGION,
} PantauRegisterPageProperty;

G_DEFINE_FINAL_TYPE (PantauRegisterPage, pantau_register_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_REGION + 1];

typedef struct
{
  char *region; /* (nullable) */
  char *hazard; /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->region);
  g_free (question->hazard);
  g_free (question);
}

static const char *
null_if_empty (const char *text)
{
  return *text != '\0' ? text : NULL;
}

/* (nullable): NULL for all */
static const char *
get_hazard (PantauRegisterPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->hazard_choice);

  return selected < self->hazards->len ? null_if_empty (g_ptr_array_index (self->hazards, selected))
                                       : NULL;
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauRegisterPage *self = PANTAU_REGISTER_PAGE (page);
  Question *question = g_new0 (Question, 1);

  question->region = g_strdup (null_if_empty (self->region));
  question->hazard = g_strdup (get_hazard (self));

  return question;
}

static gpointer
read_exposure (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  PantauExposureFilter filter = { .region = question->region, .hazard = question->hazard };

  return pantau_store_exposure (store, &filter, cancellable, error);
}

/* Where a figure leads that counts what this page does, narrowed by what is not NULL or 0. (transfer full) */
static char *
place_of (PantauRegisterPage *self, const char *name, const char *region, const char *hazard)
{
  PantauFigure figure = { .name = (char *) name,
                          .region =
                              (char *) (region != NULL ? region : null_if_empty (self->region)),
                          .hazard = (char *) (hazard != NULL ? hazard : get_hazard (self)),
                          .only_region = region != NULL && g_str_equal (region, self->region) };
  g_autofree char *query = pantau_figure_query (&figure);

  return g_strconcat ("query:", query, NULL);
}

static void
show_place (PantauRegisterPage *self, const PantauFigure *figure)
{
  g_autofree char *query = pantau_figure_query (figure);
  g_autofree char *place = g_strconcat ("query:", query, NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", place);
}

static void
cell_chosen (PantauRegisterPage *self, int likelihood, int impact)
{
  show_place (self, &(PantauFigure){ .name = PANTAU_EXPOSURE_RECORDS,
                                     .region = (char *) null_if_empty (self->region),
                                     .hazard = (char *) get_hazard (self),
                                     .likelihood = likelihood,
                                     .impact = impact });
}

static void
show_rest (PantauRegisterPage *self)
{
  show_place (self, &(PantauFigure){ .name = PANTAU_EXPOSURE_RECORDS,
                                     .region = (char *) null_if_empty (self->region),
                                     .hazard = (char *) get_hazard (self),
                                     .level = (char *) "" });
}

/* A figure as the list shows it. */
typedef struct
{
  char *name;
  char *figure;
  char *place; /* (nullable) */
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->name);
  g_free (line->figure);
  g_free (line->place);
  g_free (line);
}

/* Takes @text. */
static void
add_line (PantauRegisterPage *self,
          GPtrArray *lines,
          const char *figure,
          const char *name,
          char *text,
          gboolean is_zero)
{
  Line *line = g_new0 (Line, 1);

  line->name = g_strdup (name);
  line->figure = text;
  line->place = is_zero ? NULL : place_of (self, figure, NULL, NULL);
  g_ptr_array_add (lines, line);
}

static void
fill_figure (GtkWidget *row, gpointer item, gpointer data)
{
  const Line *line = item;

  pantau_figure_row_set (PANTAU_FIGURE_ROW (row), line->name, line->figure, line->place);
}

/* What nobody counted is left out, but for the first three: that they are zero is told too. */
static void
show_figures (PantauRegisterPage *self, PantauReference *reference)
{
  PantauExposure *exposure = self->exposure;
  PantauExposureRow *total = exposure->total;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);

  add_line (self, lines, PANTAU_EXPOSURE_RECORDS, _ ("Open risks"),
            pantau_format_integer (total->records), total->records == 0);
  add_line (self, lines, PANTAU_EXPOSURE_TPS, _ ("TPS named, each once"),
            pantau_format_integer (total->tps), total->tps == 0);
  if (total->unnamed.most > 0)
    add_line (self, lines, PANTAU_EXPOSURE_UNNAMED, _ ("TPS besides, not named"),
              pantau_range_text (&total->unnamed), FALSE);
  for (guint i = 0; i < exposure->n_figures; i++)
    {
      const char *name = exposure->figures[i];
      gboolean is_voters = g_str_equal (name, "voters_affected");

      if (total->figures[i].most > 0 || is_voters)
        add_line (self, lines, name,
                  pantau_reference_field_label (reference, "risk", name, pantau_locale_get ()),
                  pantau_range_text (&total->figures[i]), total->figures[i].most == 0);
    }
  if (total->differing > 0)
    add_line (self, lines, PANTAU_EXPOSURE_DIFFERING, _ ("Of these risks, with differences"),
              pantau_format_integer (total->differing), FALSE);
  pantau_list_pour (self->figure_list, lines, PANTAU_TYPE_FIGURE_ROW, fill_figure, self);
}

static const PantauRange *
find_figure (PantauRegisterPage *self, const PantauExposureRow *row, const char *name)
{
  for (guint i = 0; i < self->exposure->n_figures; i++)
    if (g_str_equal (self->exposure->figures[i], name))
      return &row->figures[i];

  return NULL;
}

/* "3 TPS", "8.120 pemilih"; @format has one %s. (transfer full): "" where it is not counted */
static char *G_GNUC_PRINTF (2, 0) describe (const PantauRange *range, const char *format)
{
  g_autofree char *number = range != NULL ? pantau_range_text (range) : NULL;

  return number != NULL ? g_strdup_printf (format, number) : g_strdup ("");
}

static void
fill_row (PantauRegisterPage *self,
          GtkWidget *widget,
          const PantauExposureRow *row,
          const char *title,
          const char *place,
          const char *records_place)
{
  PantauRange tps = { row->tps, row->tps };
  const PantauRange *total = find_figure (self, row, "ballots_total");
  g_autofree char *number = pantau_format_integer (row->records), *records = NULL;
  g_autofree char *tps_text = describe (&tps, _ ("%s TPS")),
                  *voters = describe (find_figure (self, row, "voters_affected"), _ ("%s voters")),
                  *ballots = describe (total, _ ("%s ballots"));
  /* Few risks are about ballots: a column of zeros would say nothing. */
  gboolean has_ballots = total != NULL && total->most > 0;

  records = g_strdup_printf (ngettext ("%s risk", "%s risks", row->records), number);
  pantau_region_row_set (
      PANTAU_REGION_ROW (widget),
      &(PantauRegionRowInit){ .title = title,
                              .figures = { tps_text, voters, has_ballots ? ballots : NULL },
                              .is_quiet = row->records == 0,
                              .place = place,
                              .records = records,
                              .records_place = row->records > 0 ? records_place : NULL });
}

static void
fill_region (GtkWidget *widget, gpointer item, gpointer data)
{
  PantauRegisterPage *self = data;
  const PantauExposureRow *row = item;
  PantauRegions *regions = pantau_reference_get_regions (
      pantau_session_get_reference (pantau_inquiry_get_session (self->inquiry)));
  gboolean is_itself = g_str_equal (row->code, self->region) || *row->code == '\0' ||
                       pantau_region_level (row->code) == 1;
  gboolean is_last = pantau_region_level (row->code) >= 4;
  g_autofree char *title =
      is_itself ? g_strdup (_ ("In none of these")) : pantau_ui_region_name (regions, row->code);
  g_autofree char *place = is_itself || is_last ? NULL : g_strconcat ("register:", row->code, NULL);
  g_autofree char *records = place_of (self, PANTAU_EXPOSURE_RECORDS, row->code, NULL);

  fill_row (self, widget, row, title, place, records);
}

static void
fill_hazard (GtkWidget *widget, gpointer item, gpointer data)
{
  PantauRegisterPage *self = data;
  const PantauExposureRow *row = item;
  PantauReference *reference =
      pantau_session_get_reference (pantau_inquiry_get_session (self->inquiry));
  const char *title = *row->code != '\0'
                          ? pantau_kinds_choice_label (pantau_reference_get_kinds (reference),
                                                       HAZARDS, row->code, pantau_locale_get ())
                          : _ ("No hazard named");
  g_autofree char *records = place_of (self, PANTAU_EXPOSURE_RECORDS, NULL, row->code);

  fill_row (self, widget, row, title, NULL, records);
}

/* Regions stay where they are when they are zero: what is missing would not be noticed. Of hazards there are too many for that. */
static void
show_tables (PantauRegisterPage *self)
{
  g_autoptr (GPtrArray) hazards = g_ptr_array_new ();

  pantau_list_pour (self->region_list, self->exposure->regions, PANTAU_TYPE_REGION_ROW, fill_region,
                    self);
  gtk_widget_set_visible (GTK_WIDGET (self->region_title), self->exposure->regions->len > 0);

  for (guint i = 0; get_hazard (self) == NULL && i < self->exposure->hazards->len; i++)
    {
      PantauExposureRow *row = g_ptr_array_index (self->exposure->hazards, i);

      if (row->records > 0)
        g_ptr_array_add (hazards, row);
    }
  pantau_list_pour (self->hazard_list, hazards, PANTAU_TYPE_REGION_ROW, fill_hazard, self);
  gtk_widget_set_visible (GTK_WIDGET (self->hazard_title), hazards->len > 0);
}

static void
show_rest_button (PantauRegisterPage *self)
{
  guint n = self->exposure->cells[0][0];
  g_autofree char *number = pantau_format_integer (n);
  g_autofree char *label = g_strdup_printf (
      ngettext ("%s risk is not assessed yet", "%s risks are not assessed yet", n), number);

  gtk_button_set_label (self->rest_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_button), n > 0);
}

static void
show (GtkWidget *widget, gpointer answer, const GError *error)
{
  PantauRegisterPage *self = PANTAU_REGISTER_PAGE (widget);
  PantauReference *reference =
      pantau_session_get_reference (pantau_inquiry_get_session (self->inquiry));

  if (answer == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->status, text);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  /* Rows that are still being poured are of the answer before, and given up below. */
  g_clear_pointer (&self->exposure, pantau_exposure_free);
  self->exposure = answer;
  pantau_risk_matrix_show (self->matrix, reference, self->exposure);
  show_rest_button (self);
  show_figures (self, reference);
  show_tables (self);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_exposure,
  .show = show,
  .free_question = question_free,
  .free_answer = (GDestroyNotify) pantau_exposure_free,
};

static void
hazard_changed (PantauRegisterPage *self)
{
  pantau_inquiry_ask (self->inquiry);
}

static void
fill_hazards (PantauRegisterPage *self, PantauReference *reference)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *choices = pantau_kinds_choices (pantau_reference_get_kinds (reference), HAZARDS);

  g_ptr_array_set_size (self->hazards, 0);
  g_ptr_array_add (self->hazards, g_strdup (""));
  gtk_string_list_append (names, _ ("All hazards"));
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      g_ptr_array_add (self->hazards, g_strdup (choice->code));
      gtk_string_list_append (names, pantau_label_get (&choice->name, pantau_locale_get ()));
    }
  g_signal_handlers_block_by_func (self->hazard_choice, hazard_changed, self);
  gtk_drop_down_set_model (self->hazard_choice, G_LIST_MODEL (names));
  g_signal_handlers_unblock_by_func (self->hazard_choice, hazard_changed, self);
}

static void
set_region (PantauRegisterPage *self, const char *region)
{
  if (g_strcmp0 (self->region, region) == 0)
    return;
  g_free (self->region);
  self->region = g_strdup (region != NULL ? region : "");
  pantau_inquiry_ask (self->inquiry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REGION]);
}

static void
pantau_register_page_dispose (GObject *object)
{
  PantauRegisterPage *self = PANTAU_REGISTER_PAGE (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_REGISTER_PAGE);

  G_OBJECT_CLASS (pantau_register_page_parent_class)->dispose (object);
}

static void
pantau_register_page_finalize (GObject *object)
{
  PantauRegisterPage *self = PANTAU_REGISTER_PAGE (object);

  g_free (self->region);
  g_ptr_array_unref (self->hazards);
  g_clear_pointer (&self->exposure, pantau_exposure_free);

  G_OBJECT_CLASS (pantau_register_page_parent_class)->finalize (object);
}

static void
pantau_register_page_get_property (GObject *object,
                                   guint property,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  PantauRegisterPage *self = PANTAU_REGISTER_PAGE (object);

  switch ((PantauRegisterPageProperty) property)
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
pantau_register_page_set_property (GObject *object,
                                   guint property,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  PantauRegisterPage *self = PANTAU_REGISTER_PAGE (object);
  PantauSession *session;

  switch ((PantauRegisterPageProperty) property)
    {
    case PROP_SESSION:
      session = g_value_get_object (value);
      if (session != NULL && session != pantau_inquiry_get_session (self->inquiry))
        fill_hazards (self, pantau_session_get_reference (session));
      if (pantau_inquiry_set_session (self->inquiry, session))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_REGION:
      set_region (self, g_value_get_string (value));
      break;
    }
}

static void
pantau_register_page_class_init (PantauRegisterPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pantau_register_page_dispose;
  object_class->finalize = pantau_register_page_finalize;
  object_class->get_property = pantau_register_page_get_property;
  object_class->set_property = pantau_register_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION, flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (PANTAU_TYPE_RISK_MATRIX);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-register-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, cell_chosen);
  gtk_widget_class_bind_template_callback (widget_class, hazard_changed);
  gtk_widget_class_bind_template_callback (widget_class, show_rest);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, figure_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, hazard_choice);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, hazard_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, hazard_title);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, matrix);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, region_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, region_title);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, rest_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauRegisterPage, status);
}

static void
pantau_register_page_init (PantauRegisterPage *self)
{
  self->region = g_strdup ("");
  self->hazards = g_ptr_array_new_with_free_func (g_free);
  /* Signals of the template are heard from its making on. */
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
  gtk_widget_init_template (GTK_WIDGET (self));
}
