/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a record on its page, in place: rows that are there are set anew, so a reader's place stays where it is. */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "pantau-check.h"
#include "pantau-difference-card.h"
#include "pantau-event-row.h"
#include "pantau-field-row.h"
#include "pantau-format.h"
#include "pantau-list-fill.h"
#include "pantau-locale.h"
#include "pantau-origin.h"
#include "pantau-record-page-private.h"
#include "pantau-ui.h"
#include "pantau-record-text.h"
#include "pantau-risk-row.h"
#include "pantau-sheet.h"
#include "pantau-words.h"

/* Long sentences take their time to be laid out: so many of them in one frame. */
#define LINES_IN_FRAME 4

/* How far a voting day may be for its countdown to be told. */
#define COUNTED_DAYS 400

/* The election with how far its voting day is: "Pilkada Serentak 2024 (today H-12)". (transfer full) */
static char *
describe_election (PantauRecordPage *self, const char *text)
{
  g_autoptr (GPtrArray) values = pantau_sheet_distinct (self->view->record, "election");
  g_autoptr (JsonNode) node =
      values->len == 1
          ? json_from_string (((PantauValue *) g_ptr_array_index (values, 0))->value, NULL)
          : NULL;
  const PantauElection *election =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
              json_node_get_value_type (node) == G_TYPE_STRING
          ? pantau_elections_lookup (
                pantau_reference_get_elections (pantau_session_get_reference (self->session)),
                json_node_get_string (node))
          : NULL;
  GDate today = pantau_election_day_of (g_get_real_time () / G_USEC_PER_SEC +
                                        pantau_session_get_clock_error (self->session));
  g_autofree char *countdown = NULL;
  int days;

  if (election == NULL || !pantau_election_days_to (election, &today, &days) ||
      ABS (days) > COUNTED_DAYS)
    return g_strdup (text);
  countdown = pantau_election_countdown (election, &today);

  /* Translators: an election, and how far its voting day is: "Pilkada Serentak 2024 (today H-12)" */
  return g_strdup_printf (_ ("%s (today %s)"), text, countdown);
}

/* A link of one kind or another, on whose value nobody differs. */
static gboolean
is_link (PantauRecordPage *self, const PantauSheetLine *line)
{
  PantauKinds *kinds = pantau_reference_get_kinds (pantau_session_get_reference (self->session));
  const PantauKind *kind = pantau_kinds_lookup (kinds, pantau_record_get_kind (self->view->record));
  const PantauField *field = kind != NULL ? pantau_kind_field (kind, line->field) : NULL;

  return field != NULL && field->is_link && !line->differs;
}

static void
fill_answer (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauSheetLine *line = item;
  g_autofree char *election =
      g_str_equal (line->field, "election") ? describe_election (data, line->text) : NULL;

  pantau_field_row_set (PANTAU_FIELD_ROW (row), line->label,
                        election != NULL ? election : line->text, line->differs);
  pantau_field_row_set_copied (PANTAU_FIELD_ROW (row), is_link (data, line) ? line->field : NULL);
}

static void
fill_event (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_event_row_set (PANTAU_EVENT_ROW (row), item);
}

static void
fill_risk (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_risk_row_set (PANTAU_RISK_ROW (row), data, item);
}

static void
fill_difference (GtkWidget *row, gpointer item, gpointer data)
{
  PantauRecordPage *self = data;

  pantau_difference_card_set (PANTAU_DIFFERENCE_CARD (row), item, self->rights);
}

static void
show_risks (PantauRecordPage *self)
{
  PantauMatrix *matrix = pantau_reference_get_matrix (pantau_session_get_reference (self->session));

  pantau_list_fill (self->risks_list, self->view->handling->risks, PANTAU_TYPE_RISK_ROW, fill_risk,
                    matrix);
}

static void
show_handling (PantauRecordPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->handling_view), TRUE);
  pantau_handling_view_set (self->handling_view, self->view->handling, self->rights);
}

static void
show_sealed (PantauRecordPage *self)
{
  pantau_sealed_view_set (self->sealed_view, self->view->identities, self->rights);
}

static void
show_part (PantauRecordPage *self, PantauSheetPart part, GtkListBox *list, GtkWidget *title)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; i < self->view->sheet->len; i++)
    {
      PantauSheetLine *line = g_ptr_array_index (self->view->sheet, i);

      if (line->part == part)
        g_ptr_array_add (lines, line);
    }
  pantau_list_fill (list, lines, PANTAU_TYPE_FIELD_ROW, fill_answer, self);
  if (title != NULL)
    gtk_widget_set_visible (title, lines->len > 0);
}

static void
show_narrative (PantauRecordPage *self)
{
  const char *text = NULL;

  for (guint i = 0; i < self->view->sheet->len; i++)
    {
      const PantauSheetLine *line = g_ptr_array_index (self->view->sheet, i);

      if (line->part == PANTAU_SHEET_NARRATIVE)
        text = line->text;
    }
  gtk_widget_set_visible (self->narrative_box, text != NULL);
  pantau_long_text_set_text (self->narrative_text, text);
}

/* "Received by the province (receipt no. 1.234, 14 February 2024, 16:30 WIB)": with the proof where it is ours. */
static char *
describe_state (PantauRecordPage *self)
{
  PantauRecord *record = self->view->record;
  PantauState state = pantau_record_get_state (record);
  g_autofree char *number = NULL, *time = NULL;

  if (state != PANTAU_STATE_RECEIVED)
    return g_strdup (pantau_record_state_words (state));

  if (self->view->proof != NULL)
    {
      number = pantau_format_integer (self->view->proof->index);
      time = pantau_format_rfc3339 (self->view->proof->time);
      return g_strdup_printf (_ ("Received by the province (receipt no. %s, %s)"), number, time);
    }
  if (pantau_record_get_index (record) > 0)
    {
      number = pantau_format_integer (pantau_record_get_index (record));
      return g_strdup_printf (_ ("Received by the province (no. %s)"), number);
    }

  return g_strdup (pantau_record_state_words (state));
}

static const char *
state_icon (PantauState state)
{
  switch (state)
    {
    case PANTAU_STATE_SENDING:
      return "document-send-symbolic";
    case PANTAU_STATE_RECEIVED:
      return "emblem-ok-symbolic";
    case PANTAU_STATE_SAVED:
    default:
      return "computer-symbolic";
    }
}

/* Shape and word tell, the colour only helps. */
static void
show_status (PantauRecordPage *self)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  PantauRecord *record = self->view->record;
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record));
  const PantauStatus *status =
      kind != NULL ? pantau_statuses_lookup (pantau_reference_get_statuses (reference),
                                             kind->status_table, pantau_record_get_status (record))
                   : NULL;
  g_autofree char *label = pantau_words_clean (
      pantau_reference_status_label (reference, pantau_record_get_kind (record),
                                     pantau_record_get_status (record), pantau_locale_get ()));

  gtk_label_set_label (self->status_label, label);
  gtk_image_set_from_icon_name (self->status_image, status == NULL  ? "dialog-question-symbolic"
                                                    : status->ended ? "object-select-symbolic"
                                                                    : "radio-symbolic");
}

/* What another program recorded may be longer than ours takes (PANTAU_CHECK_MAX_TITLE). */
static char *
dup_title (PantauRecord *record)
{
  g_autofree char *title = pantau_words_clean (pantau_record_title_words (record));
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (title, -1) <= PANTAU_CHECK_MAX_TITLE)
    return g_steal_pointer (&title);
  beginning = g_utf8_substring (title, 0, PANTAU_CHECK_MAX_TITLE);

  return g_strconcat (beginning, "…", NULL);
}

static void
show_head (PantauRecordPage *self)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  PantauRecord *record = self->view->record;
  g_autofree char *title = dup_title (record),
                  *severity = pantau_sheet_severity (reference, record),
                  *id = pantau_record_short_id (pantau_record_get_id (record)),
                  *state = describe_state (self);
  g_autofree char *kind = pantau_words_clean (pantau_reference_kind_label (
      reference, pantau_record_get_kind (record), pantau_locale_get ()));
  const char *quarantine = pantau_record_get_quarantine (record);
  gboolean is_open = pantau_record_get_is_open (record);

  gtk_label_set_label (self->kind_label, kind);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->id_label, id);
  show_status (self);
  gtk_widget_set_visible (self->severity_box, severity != NULL);
  gtk_label_set_label (self->severity_label, severity != NULL ? severity : "");
  gtk_label_set_label (self->state_label, state);
  gtk_image_set_from_icon_name (self->state_image, state_icon (pantau_record_get_state (record)));
  gtk_label_set_label (self->class_label, pantau_record_class_words (is_open));
  gtk_image_set_from_icon_name (self->class_image,
                                is_open ? "changes-allow-symbolic" : "changes-prevent-symbolic");

  gtk_widget_set_visible (self->quarantine_box, quarantine != NULL);
  if (quarantine != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("In quarantine: %s. It is kept and shown to you "
                                                  "and to the desk, which must decide; until "
                                                  "then it is counted nowhere."),
                                               pantau_words_quarantine (quarantine));

      gtk_label_set_label (self->quarantine_label, text);
    }
}

void
pantau_record_page_show_history (PantauRecordPage *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  GPtrArray *story = self->view->story;
  guint n = MIN (story->len, self->n_events), left = story->len - n;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items,
                     g_ptr_array_index (story, self->is_newest_first ? story->len - 1 - i : i));
  pantau_list_fill (self->events_list, items, PANTAU_TYPE_EVENT_ROW, fill_event, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->more_button), left > 0);
  if (left > 0)
    {
      g_autofree char *number = pantau_format_integer (left);
      g_autofree char *label = g_strdup_printf (
          self->is_newest_first ? ngettext ("%s older event", "%s older events", left)
                                : ngettext ("%s newer event", "%s newer events", left),
          number);

      gtk_button_set_label (self->more_button, label);
    }
}

static gboolean
has_origins (PantauRecordPage *self)
{
  return self->rights->origins != NULL && self->rights->origins[0] != NULL;
}

/* What may be made of where the case comes from. */
static GMenuModel *
make_origins (PantauRecordPage *self)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  const PantauField *field =
      pantau_kind_field (pantau_kinds_lookup (kinds, pantau_record_get_kind (self->view->record)),
                         pantau_origins_get_field (pantau_reference_get_origins (reference)));
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; self->rights->origins[i] != NULL; i++)
    {
      const char *origin = self->rights->origins[i];
      /* Translators: where a case comes from becomes another: %s is “Finding” or “Report”. */
      g_autofree char *label = g_strdup_printf (
          _ ("Make it “%s”…"),
          pantau_kinds_choice_label (kinds, field->choices, origin, pantau_locale_get ()));
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "page.origin", "s", origin);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* A menu of the steps that this person may take. */
static GMenuModel *
make_steps (PantauRecordPage *self)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  const char *kind = pantau_record_get_kind (self->view->record);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; self->rights->steps[i] != NULL; i++)
    {
      const char *step = self->rights->steps[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (
          pantau_reference_status_label (reference, kind, step, pantau_locale_get ()), NULL);

      g_menu_item_set_action_and_target (item, "page.status", "s", step);
      g_menu_append_item (menu, item);
    }

  if (has_origins (self))
    {
      g_autoptr (GMenuModel) origins = make_origins (self);

      g_menu_append_section (menu, NULL, origins);
    }

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

void
pantau_record_page_show_rights (PantauRecordPage *self)
{
  gboolean may_step =
      self->rights != NULL && (self->rights->steps[0] != NULL || has_origins (self));

  if (may_step)
    {
      g_autoptr (GMenuModel) menu = make_steps (self);

      pantau_ui_set_menu (self->status_button, menu);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->status_button), may_step);
  /* Shown in its turn, and then with the rights that are known. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->handling_view)))
    show_handling (self);
  if (self->steps == 0 || self->step > 0)
    pantau_record_page_show_files (self);
  if (self->steps == 0 || self->step > 2)
    show_sealed (self);
  pantau_record_page_show_claim (self);
  pantau_list_fill (self->differences_list, self->view->differences, PANTAU_TYPE_DIFFERENCE_CARD,
                    fill_difference, self);
  gtk_widget_set_visible (self->differences_title, self->view->differences->len > 0);
  pantau_record_page_update_actions (self);
}

/* The law of the day of the event, the agencies of today; of all that there is to say, @max lines. */
static void
show_consequence (PantauRecordPage *self, guint max)
{
  GDate today = pantau_election_day_of (g_get_real_time () / G_USEC_PER_SEC +
                                        pantau_session_get_clock_error (self->session));
  g_autoptr (PantauConsequence) consequence = pantau_consequence_new_for_record (
      pantau_session_get_reference (self->session), self->view->record, &today);

  pantau_consequence_card_show (self->consequence_card, consequence, max);
}

static void
show_answers (PantauRecordPage *self)
{
  show_part (self, PANTAU_SHEET_FIELD, self->answers_list, self->answers_title);
  show_part (self, PANTAU_SHEET_DESK, self->desk_list, self->desk_title);
  show_part (self, PANTAU_SHEET_NEWER, self->newer_list, self->newer_title);
}

/* What stands below the fold. Until its turn comes it is out of sight: it still tells of the record before. */
static void
hide_rest (PantauRecordPage *self)
{
  GtkWidget *rest[] = {
    GTK_WIDGET (self->consequence_card), self->answers_title,
    GTK_WIDGET (self->answers_list),     self->desk_title,
    GTK_WIDGET (self->desk_list),        self->newer_title,
    GTK_WIDGET (self->newer_list),       GTK_WIDGET (self->handling_view),
    GTK_WIDGET (self->sealed_view),      GTK_WIDGET (self->events_list),
    GTK_WIDGET (self->files_view),       GTK_WIDGET (self->more_button),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    gtk_widget_set_visible (rest[i], FALSE);
}

/* In each frame one part more, so that none of them takes long. */
static gboolean
show_next (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);

  switch (self->step++)
    {
    case 0:
      pantau_record_page_show_files (self);
      return G_SOURCE_CONTINUE;
    case 1:
      show_handling (self);
      return G_SOURCE_CONTINUE;
    case 2:
      show_sealed (self);
      return G_SOURCE_CONTINUE;
    case 3:
      show_consequence (self, LINES_IN_FRAME);
      return G_SOURCE_CONTINUE;
    case 4:
      show_consequence (self, 2 * LINES_IN_FRAME);
      return G_SOURCE_CONTINUE;
    case 5:
      show_consequence (self, G_MAXUINT);
      return G_SOURCE_CONTINUE;
    case 6:
      show_answers (self);
      return G_SOURCE_CONTINUE;
    default:
      pantau_record_page_show_history (self);
      self->steps = 0;
      return G_SOURCE_REMOVE;
    }
}

void
pantau_record_page_show (PantauRecordPage *self, gboolean in_steps)
{
  show_head (self);
  pantau_record_page_show_claim (self);
  show_part (self, PANTAU_SHEET_COMMON, self->common_list, NULL);
  show_narrative (self);
  show_risks (self);
  if (in_steps)
    {
      hide_rest (self);
    }
  else
    {
      pantau_record_page_show_files (self);
      show_handling (self);
      show_sealed (self);
      show_consequence (self, G_MAXUINT);
      show_answers (self);
      pantau_record_page_show_history (self);
    }
  pantau_record_page_show_rights (self);

  if (self->steps != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->steps);
  self->step = 0;
  self->steps =
      in_steps ? gtk_widget_add_tick_callback (GTK_WIDGET (self), show_next, NULL, NULL) : 0;
}
