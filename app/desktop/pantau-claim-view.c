/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view of one claim. The whole is asked anew when anything changes; what is below the fold is poured in frame by frame. */

#define G_LOG_DOMAIN "pantau-claim-view"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-board-words.h"
#include "pantau-claim-view-private.h"
#include "pantau-columns-layout.h"
#include "pantau-figure-row.h"
#include "pantau-format.h"
#include "pantau-handling-row.h"
#include "pantau-line-layout.h"
#include "pantau-list-pour.h"
#include "pantau-page-layout.h"
#include "pantau-sighting-row.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

#define DAY (24 * 60 * 60)

/* Sightings that are listed at first, and so many more each time. */
#define STEP 25

typedef enum
{
  PROP_SESSION = 1,
  PROP_RECORD,
} PantauClaimViewProperty;

G_DEFINE_FINAL_TYPE (PantauClaimView, pantau_claim_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_RECORD + 1];

static PantauReference *
get_reference (PantauClaimView *self)
{
  return pantau_session_get_reference (pantau_inquiry_get_session (self->inquiry));
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (page);
  PantauClaimSheetQuestion *question = g_new0 (PantauClaimSheetQuestion, 1);

  question->record = g_strdup (self->record);
  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->is_practice = pantau_session_is_practice (session);
  question->limit = self->limit;
  question->now = pantau_session_get_now (session);

  return question;
}

static gpointer
read_sheet (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_claim_sheet_read (store, data, error);
}

static void
set_figure (GtkButton *button, const char *text, const char *place, gboolean is_there)
{
  gtk_button_set_label (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", place);
  gtk_widget_set_visible (GTK_WIDGET (button), is_there);
}

/* What was decided may be changed, but is not what comes next. */
static void
show_verdict_button (PantauClaimView *self, gboolean is_decided)
{
  gtk_button_set_label (GTK_BUTTON (self->verdict_button),
                        is_decided ? _ ("Change verdict…") : _ ("Give verdict…"));
  if (is_decided)
    gtk_widget_remove_css_class (self->verdict_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->verdict_button, "suggested-action");
}

static void
show_head (PantauClaimView *self)
{
  const PantauClaimSheet *sheet = self->sheet;
  const PantauClaim *claim = sheet->part->claim;
  g_autofree char *sightings = pantau_board_words_sightings (claim->n_sightings),
                  *all = pantau_board_words_place (claim->id, NULL, 0, 0, TRUE),
                  *number = pantau_format_integer (claim->in_24h),
                  *late = pantau_board_words_place (claim->id, NULL, sheet->now - DAY, 0, TRUE),
                  *where = pantau_board_words_where (claim),
                  *alarm = pantau_board_words_alarm (claim),
                  *takedown = pantau_board_words_takedown (claim);
  g_autofree char *day = g_strdup_printf (_ ("%s within 24 hours"), number);

  pantau_claim_tag_set (self->tag, claim->label);
  gtk_label_set_label (self->title_label, sheet->title);
  show_verdict_button (self, claim->verdict != NULL);
  pantau_ui_set_text (self->verdict_label, sheet->part->verdict);
  set_figure (self->sightings_button, sightings, all, claim->n_sightings > 0);
  set_figure (self->day_button, day, late, claim->in_24h > 0);
  gtk_label_set_label (self->where_label, where);
  gtk_label_set_label (self->last_label, sheet->last_seen);
  pantau_ui_set_text (self->takedown_label, takedown);
  pantau_ui_set_text (self->alarm_label, alarm);
  gtk_label_set_label (self->harm_label, sheet->harm);
}

static void
fill_area (GtkWidget *row, gpointer item, gpointer data)
{
  PantauClaimView *self = data;
  const PantauSpreadPlace *area = item;
  g_autofree char *name = pantau_board_words_area (get_reference (self), area->region),
                  *count = pantau_format_integer (area->count),
                  *place = pantau_board_words_place (self->sheet->part->claim->id, area->region, 0,
                                                     0, FALSE);

  pantau_figure_row_set (PANTAU_FIGURE_ROW (row), name, count, place);
}

/* How often it was seen in the kecamatan that is the @n-th by that; 0 where there are not so many. */
static gint64
count_at (const PantauSpread *spread, guint n)
{
  return n < spread->kecamatan->len
             ? ((const PantauSpreadPlace *) g_ptr_array_index (spread->kecamatan, n))->count
             : 0;
}

/* "seen 5 times, most in Palembang" is for who cannot see the map. (transfer full) */
static char *
summarize (PantauClaimView *self)
{
  const PantauSpread *spread = self->sheet->spread;
  gint64 total = 0;
  g_autofree char *seen = NULL, *most = NULL;

  for (guint i = 0; i < spread->kecamatan->len; i++)
    total += count_at (spread, i);
  if (total == 0)
    return g_strdup (_ ("No kecamatan is named in which it was seen."));

  seen = pantau_board_words_seen (total);
  /* Of several that are the same none is where it was seen most. */
  if (count_at (spread, 0) == count_at (spread, 1))
    return g_steal_pointer (&seen);
  most = pantau_regions_qualified (
      pantau_reference_get_regions (get_reference (self)),
      ((const PantauSpreadPlace *) g_ptr_array_index (spread->kecamatan, 0))->region);

  /* Translators: how often a claim was seen, and the kecamatan where most */
  return g_strdup_printf (_ ("%s, most in %s"), seen, most);
}

static void
show_spread (PantauClaimView *self)
{
  const PantauClaimSheet *sheet = self->sheet;
  g_autofree char *summary = summarize (self),
                  *first = pantau_format_time (sheet->part->claim->first_at),
                  *last = pantau_format_time (sheet->part->claim->last_at);
  g_autofree char *times =
      g_str_equal (first, last)
          ? g_strdup (first)
          /* Translators: when a claim was seen for the first and for the last time */
          : g_strdup_printf (_ ("From %s to %s"), first, last);

  pantau_hex_map_show (self->map, get_reference (self), sheet->values, pantau_board_words_seen,
                       summary);
  pantau_list_pour (self->areas_list, sheet->spread->areas, PANTAU_TYPE_FIGURE_ROW, fill_area,
                    self);
  pantau_heat_strip_show (self->strip,
                          pantau_board_words_heat (get_reference (self), sheet->spread, 0),
                          pantau_board_words_seen, times);
}

static void
fill_sighting (GtkWidget *row, gpointer item, gpointer data)
{
  PantauClaimView *self = data;
  const PantauSighting *sighting = item;

  pantau_sighting_row_set (
      PANTAU_SIGHTING_ROW (row), get_reference (self), sighting, self->sheet->now,
      self->unlinkable != NULL && g_hash_table_contains (self->unlinkable, sighting->record));
}

static void
show_sightings (PantauClaimView *self)
{
  pantau_list_pour (self->sightings_list, self->sheet->sightings, PANTAU_TYPE_SIGHTING_ROW,
                    fill_sighting, self);
  gtk_widget_set_visible (self->sightings_section, self->sheet->sightings->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), self->sheet->has_more);
}

/* The message as it is copied, or why it is not: one sentence. */
static void
show_counter (PantauLongText *view, GtkWidget *button, const char *text, const char *refusal)
{
  pantau_long_text_set_text (view, text != NULL ? text : refusal);
  gtk_widget_set_tooltip_text (button, text == NULL ? refusal : NULL);
}

static void
show_answer (PantauClaimView *self)
{
  const PantauClaimSheet *sheet = self->sheet;

  pantau_long_text_set_text (self->facts_text, sheet->facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_text), sheet->facts != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->no_facts_label), sheet->facts == NULL);
  pantau_long_text_set_text (self->references_text, sheet->references);
  gtk_widget_set_visible (self->references_box, sheet->references != NULL);
  show_counter (self->counter_media_text, self->counter_media_button, sheet->media,
                sheet->part->media_refusal);
  show_counter (self->counter_figures_text, self->counter_figures_button, sheet->figures,
                sheet->part->figures_refusal);
}

static void
fill_request (GtkWidget *row, gpointer item, gpointer data)
{
  PantauClaimView *self = data;
  const PantauHandlingItem *request = item;
  gboolean may =
      request->verb == PANTAU_HANDLING_OPEN || (self->rights != NULL && self->rights->may_forward);

  pantau_handling_row_set (PANTAU_HANDLING_ROW (row), request, may);
}

static void
show_requests (PantauClaimView *self)
{
  pantau_list_pour (self->requests_list, self->sheet->requests, PANTAU_TYPE_HANDLING_ROW,
                    fill_request, self);
  gtk_widget_set_visible (GTK_WIDGET (self->no_requests_label), self->sheet->requests->len == 0);
}

void
pantau_claim_view_show_rights (PantauClaimView *self)
{
  const PantauRecordRights *rights = self->rights;

  gtk_widget_set_visible (self->verdict_button, rights != NULL && rights->verdict_of != NULL);
  gtk_widget_set_visible (self->join_button, rights != NULL && rights->may_join);
  gtk_widget_set_visible (self->forward_button, rights != NULL && rights->may_forward);
  pantau_claim_view_update_actions (self);
  if (self->sheet == NULL)
    return;
  show_sightings (self);
  show_requests (self);
}

static void
show_failure (PantauClaimView *self, const GError *error)
{
  g_autofree char *sentence = pantau_advice_sentence (error->message);
  g_autofree char *text = g_markup_escape_text (sentence, -1);

  adw_status_page_set_description (self->status, text);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show (GtkWidget *widget, gpointer answer, const GError *error)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (widget);

  if (answer == NULL)
    {
      /* Before anything is asked for there is nothing to complain of. */
      if (*self->record != '\0')
        show_failure (self, error);
      return;
    }

  /* Rows that are still being poured are of the answer before, and given up below. */
  g_clear_pointer (&self->sheet, pantau_claim_sheet_free);
  self->sheet = answer;
  show_head (self);
  show_spread (self);
  show_answer (self);
  pantau_claim_view_show_rights (self);
  gtk_stack_set_visible_child_name (self->stack, "claim");
  pantau_claim_view_ask_rights (self);
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_sheet,
  .show = show,
  .free_question = (GDestroyNotify) pantau_claim_sheet_question_free,
  .free_answer = (GDestroyNotify) pantau_claim_sheet_free,
  .is_of_the_hour = TRUE,
};

static void
show_place (PantauClaimView *self, const char *region, gint64 from, gint64 until)
{
  g_autofree char *place =
      pantau_board_words_place (self->sheet->part->claim->id, region, from, until, FALSE);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", place);
}

static void
kecamatan_chosen (PantauClaimView *self, const char *kecamatan)
{
  show_place (self, kecamatan, 0, 0);
}

static void
cell_chosen (PantauClaimView *self, guint row, gint64 from, gint64 until)
{
  const PantauSpreadPlace *area = g_ptr_array_index (self->sheet->spread->areas, row);

  show_place (self, area->region, from, until);
}

static void
show_more (PantauClaimView *self)
{
  self->limit += STEP;
  pantau_inquiry_ask (self->inquiry);
}

/* Nothing of one claim is seen under the name of another. */
static void
forget (PantauClaimView *self)
{
  g_clear_pointer (&self->sheet, pantau_claim_sheet_free);
  g_clear_pointer (&self->rights, pantau_record_rights_free);
  g_clear_pointer (&self->unlinkable, g_hash_table_unref);
  pantau_list_pour (self->areas_list, NULL, PANTAU_TYPE_FIGURE_ROW, fill_area, self);
  pantau_list_pour (self->sightings_list, NULL, PANTAU_TYPE_SIGHTING_ROW, fill_sighting, self);
  pantau_list_pour (self->requests_list, NULL, PANTAU_TYPE_HANDLING_ROW, fill_request, self);
  gtk_stack_set_visible_child_name (self->stack, "none");
  pantau_claim_view_update_actions (self);
}

static void
set_record (PantauClaimView *self, const char *record)
{
  if (g_strcmp0 (self->record, record) == 0)
    return;
  g_free (self->record);
  self->record = g_strdup (record != NULL ? record : "");
  self->limit = STEP;
  forget (self);
  if (*self->record != '\0')
    pantau_inquiry_ask (self->inquiry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

static void
pantau_claim_view_dispose (GObject *object)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_CLAIM_VIEW);

  G_OBJECT_CLASS (pantau_claim_view_parent_class)->dispose (object);
}

static void
pantau_claim_view_finalize (GObject *object)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (object);

  g_free (self->record);
  g_clear_pointer (&self->sheet, pantau_claim_sheet_free);
  g_clear_pointer (&self->rights, pantau_record_rights_free);
  g_clear_pointer (&self->unlinkable, g_hash_table_unref);

  G_OBJECT_CLASS (pantau_claim_view_parent_class)->finalize (object);
}

static void
pantau_claim_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (object);

  switch ((PantauClaimViewProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    case PROP_RECORD:
      g_value_set_string (value, self->record);
      break;
    }
}

static void
pantau_claim_view_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PantauClaimView *self = PANTAU_CLAIM_VIEW (object);

  switch ((PantauClaimViewProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_RECORD:
      set_record (self, g_value_get_string (value));
      break;
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, alarm_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, areas_list);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, counter_figures_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, counter_figures_text);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, counter_media_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, counter_media_text);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, day_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, facts_text);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, forward_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, harm_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, join_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, last_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, map);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, more_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, no_facts_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, no_requests_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, references_box);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, references_text);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, requests_list);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, sightings_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, sightings_list);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, sightings_section);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, status);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, strip);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, tag);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, takedown_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, title_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, verdict_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimView, where_label);
}

static void
pantau_claim_view_class_init (PantauClaimViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pantau_claim_view_dispose;
  object_class->finalize = pantau_claim_view_finalize;
  object_class->get_property = pantau_claim_view_get_property;
  object_class->set_property = pantau_claim_view_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION, flags);
  properties[PROP_RECORD] = g_param_spec_string ("record", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_CLAIM_TAG);
  g_type_ensure (PANTAU_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (PANTAU_TYPE_HEAT_STRIP);
  g_type_ensure (PANTAU_TYPE_HEX_MAP);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_LONG_TEXT);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-claim-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, cell_chosen);
  gtk_widget_class_bind_template_callback (widget_class, kecamatan_chosen);
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  bind_children (widget_class);
  pantau_claim_view_install_actions (widget_class);
}

static void
pantau_claim_view_init (PantauClaimView *self)
{
  self->record = g_strdup ("");
  self->limit = STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
  pantau_claim_view_update_actions (self);
}
