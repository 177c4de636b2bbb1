/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the queue: what is decided. A decision about one or about many goes the same way: it is checked and kept at once, told with what was left out, and
 * signed some seconds later unless the person takes it back. What needs more answers than a reason is asked on the page of the record.
 */

#define G_LOG_DOMAIN "pantau-triage-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-assign-dialog.h"
#include "pantau-format.h"
#include "pantau-link.h"
#include "pantau-locale.h"
#include "pantau-reason-dialog.h"
#include "pantau-record-text.h"
#include "pantau-triage-page-private.h"
#include "pantau-triage-work.h"
#include "pantau-ui.h"
#include "pantau-words.h"

/* The verbs that have a button, in its order. */
static const struct
{
  PantauVerb verb;
  const char *action;
  guint key;
} verbs[] = {
  { PANTAU_VERB_VERIFY, "triage.verify", GDK_KEY_v },
  { PANTAU_VERB_COMPLETE, "triage.complete", GDK_KEY_l },
  { PANTAU_VERB_REGISTER, "triage.register", GDK_KEY_r },
  { PANTAU_VERB_LINK, "triage.link", GDK_KEY_h },
  { PANTAU_VERB_FORWARD, "triage.forward", GDK_KEY_t },
  { PANTAU_VERB_DELEGATE, "triage.delegate", GDK_KEY_p },
  { PANTAU_VERB_TAKE_OVER, "triage.take-over", GDK_KEY_a },
  { PANTAU_VERB_GIVE_BACK, "triage.give-back", GDK_KEY_b },
  { PANTAU_VERB_CLOSE, "triage.close", GDK_KEY_s },
};

static PantauSession *
get_session (PantauTriagePage *self)
{
  return self->inquiry != NULL ? pantau_inquiry_get_session (self->inquiry) : NULL;
}

static GtkWindow *
get_window (PantauTriagePage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static GStrv
records_of (GPtrArray *lines)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < lines->len; i++)
    g_strv_builder_add (builder, pantau_triage_line_get_record (g_ptr_array_index (lines, i)));

  return g_strv_builder_end (builder);
}

/* --- The verbs --- */

/* A decision that waits for its reason. */
typedef struct
{
  PantauVerb verb;
  GStrv records;
  char *to; /* (nullable) */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_strfreev (asked->records);
  g_free (asked->to);
  g_free (asked);
}

static void
reason_was_given (PantauReasonDialog *dialog, const char *response, PantauTriagePage *self)
{
  const Asked *asked = g_object_get_data (G_OBJECT (dialog), "asked");
  g_autofree char *reason = pantau_reason_dialog_dup_reason (dialog);
  const PantauDecision decision = { .verb = asked->verb, .reason = reason, .to = asked->to };

  /* Enter in the entry asks for the default answer, also where it is not enabled. */
  if (*reason != '\0')
    pantau_triage_page_decide (self, (const char *const *) asked->records, &decision);
}

static void
ask_reason (PantauTriagePage *self,
            GPtrArray *lines,
            PantauVerb verb,
            const char *heading,
            const char *button)
{
  PantauReasonDialog *dialog = pantau_reason_dialog_new_for (get_window (self), heading, button);
  Asked *asked = g_new0 (Asked, 1);

  asked->verb = verb;
  asked->records = records_of (lines);
  g_object_set_data_full (G_OBJECT (dialog), "asked", asked, asked_free);
  g_signal_connect_object (dialog, "response::take", G_CALLBACK (reason_was_given), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The status to which @verb leads from where the record is, as the tables say; (nullable) */
static const PantauStatus *
find_status (PantauTriagePage *self, PantauTriageLine *line, PantauVerb verb)
{
  PantauSession *session = get_session (self);
  PantauReference *reference = pantau_session_get_reference (session);
  PantauStatuses *statuses = pantau_reference_get_statuses (reference);
  PantauRecord *record = pantau_triage_line_get_item (line)->record;
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record));
  g_autoptr (GPtrArray) next =
      kind != NULL
          ? pantau_statuses_next (statuses, kind->status_table, pantau_record_get_status (record),
                                  pantau_session_get_role (session))
          : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) steps = NULL;

  for (guint i = 0; next != NULL && i < next->len; i++)
    g_strv_builder_add (builder, ((const PantauStatus *) g_ptr_array_index (next, i))->code);
  steps = g_strv_builder_end (builder);

  return kind != NULL ? pantau_statuses_lookup (
                            statuses, kind->status_table,
                            pantau_triage_verb_status (reference, kind->code,
                                                       (const char *const *) steps, verb))
                      : NULL;
}

static void
decide_plainly (PantauTriagePage *self, GPtrArray *lines, PantauVerb verb)
{
  const PantauDecision decision = { .verb = verb };
  g_auto (GStrv) records = records_of (lines);

  pantau_triage_page_decide (self, (const char *const *) records, &decision);
}

static void
do_step (PantauTriagePage *self, GPtrArray *lines, PantauVerb verb, const char *heading)
{
  gboolean wants_reason = FALSE, has_needs = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauStatus *status = find_status (self, g_ptr_array_index (lines, i), verb);

      wants_reason |= status != NULL && status->reason;
      has_needs |= status != NULL && (status->needs->len > 0 || status->lists_missing);
    }

  if (has_needs && lines->len == 1)
    gtk_widget_activate_action (GTK_WIDGET (self->record_page), "page.status", "s",
                                find_status (self, g_ptr_array_index (lines, 0), verb)->code);
  else if (wants_reason)
    ask_reason (self, lines, verb, heading, _ ("Decide"));
  else
    decide_plainly (self, lines, verb);
}

static void
assignee_was_chosen (PantauAssignDialog *dialog, const char *response, PantauTriagePage *self)
{
  const Asked *asked = g_object_get_data (G_OBJECT (dialog), "asked");
  const PantauColleague *colleague = pantau_assign_dialog_get_colleague (dialog);
  g_autofree char *reason = pantau_assign_dialog_dup_reason (dialog);
  PantauDecision decision = { .verb = PANTAU_VERB_DELEGATE };

  if (colleague == NULL)
    return;
  decision.reason = *reason != '\0' ? reason : NULL;
  decision.person = colleague->person;
  decision.name = colleague->name;
  decision.region = colleague->region;
  pantau_triage_page_decide (self, (const char *const *) asked->records, &decision);
}

static void
delegate (PantauTriagePage *self, GPtrArray *lines)
{
  PantauAssignDialog *dialog =
      pantau_assign_dialog_new (get_window (self), get_session (self), lines->len);
  Asked *asked = g_new0 (Asked, 1);

  asked->verb = PANTAU_VERB_DELEGATE;
  asked->records = records_of (lines);
  g_object_set_data_full (G_OBJECT (dialog), "asked", asked, asked_free);
  g_signal_connect_object (dialog, "response::assign", G_CALLBACK (assignee_was_chosen), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* From a colleague it is taken with a reason, which that colleague reads. */
static void
take_over (PantauTriagePage *self, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const PantauTriageItem *item = pantau_triage_line_get_item (g_ptr_array_index (lines, i));

      if (item->assignee != NULL && !item->is_mine)
        {
          ask_reason (self, lines, PANTAU_VERB_TAKE_OVER, _ ("Why do you take it over?"),
                      _ ("Take over"));
          return;
        }
    }
  decide_plainly (self, lines, PANTAU_VERB_TAKE_OVER);
}

static void
link_was_chosen (AdwMessageDialog *dialog, const char *response, PantauTriagePage *self)
{
  const Asked *asked = g_object_get_data (G_OBJECT (dialog), "asked");
  g_autofree char *reason = NULL, *number = g_strndup (asked->to, 8);
  PantauDecision decision = { .verb = PANTAU_VERB_LINK, .to = asked->to };

  if (g_str_equal (response, "cancel"))
    return;
  if (g_str_equal (response, PANTAU_REL_DUPLICATE))
    {
      /* Translators: a reason; %s is the short name of another record */
      reason = g_strdup_printf (_ ("Duplicate of record %s"), number);
      decision.verb = PANTAU_VERB_DUPLICATE;
      decision.reason = reason;
    }
  else
    decision.rel = response;
  pantau_triage_page_decide (self, (const char *const *) asked->records, &decision);
}

static gboolean
are_hoaxes (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (!g_str_equal (pantau_record_get_kind (
                          pantau_triage_line_get_item (g_ptr_array_index (lines, i))->record),
                      "hoax"))
      return FALSE;

  return TRUE;
}

/* All of them to the first, the most urgent one. */
static void
link_lines (PantauTriagePage *self, GPtrArray *lines)
{
  const PantauTriageItem *first = pantau_triage_line_get_item (g_ptr_array_index (lines, 0));
  g_autofree char *title = pantau_words_clean (pantau_record_title_words (first->record));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GtkWidget *dialog;
  Asked *asked;

  if (lines->len == 1)
    {
      if (are_hoaxes (lines))
        gtk_widget_activate_action (GTK_WIDGET (self->record_page), "page.join", NULL);
      else
        pantau_triage_page_tell (
            self, _ ("Select the records that belong together (X), then link them."));
      return;
    }

  asked = g_new0 (Asked, 1);
  asked->to = g_strdup (pantau_record_get_id (first->record));
  for (guint i = 1; i < lines->len; i++)
    g_strv_builder_add (builder, pantau_triage_line_get_record (g_ptr_array_index (lines, i)));
  asked->records = g_strv_builder_end (builder);

  dialog = adw_message_dialog_new (get_window (self), _ ("How do they belong together?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("The others are linked to the first of them: “%s”."), title);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    PANTAU_REL_SAME, _ ("Same _event"), PANTAU_REL_DUPLICATE,
                                    _ ("_Duplicates"), NULL);
  if (are_hoaxes (lines))
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), PANTAU_REL_SIGHTING,
                                     _ ("_Sightings of it"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "asked", asked, asked_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (link_was_chosen), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
forward (PantauTriagePage *self, GPtrArray *lines)
{
  if (lines->len == 1)
    gtk_widget_activate_action (GTK_WIDGET (self->record_page), "page.forward", NULL);
  else
    pantau_triage_page_tell (self,
                             _ ("What goes to an agency is written for each record by itself."));
}

static void
act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);
  g_autoptr (GPtrArray) lines = pantau_triage_page_get_selected (self);
  gsize i = 0;

  while (!g_str_equal (verbs[i].action, name))
    i++;
  if (lines->len == 0 || get_session (self) == NULL)
    return;

  switch (verbs[i].verb)
    {
    case PANTAU_VERB_LINK:
      link_lines (self, lines);
      break;
    case PANTAU_VERB_FORWARD:
      forward (self, lines);
      break;
    case PANTAU_VERB_DELEGATE:
      delegate (self, lines);
      break;
    case PANTAU_VERB_TAKE_OVER:
      take_over (self, lines);
      break;
    case PANTAU_VERB_GIVE_BACK:
      decide_plainly (self, lines, PANTAU_VERB_GIVE_BACK);
      break;
    case PANTAU_VERB_COMPLETE:
      do_step (self, lines, PANTAU_VERB_COMPLETE, _ ("What is to be completed?"));
      break;
    case PANTAU_VERB_CLOSE:
      do_step (self, lines, PANTAU_VERB_CLOSE, _ ("Why are they closed?"));
      break;
    case PANTAU_VERB_VERIFY:
    case PANTAU_VERB_REGISTER:
    case PANTAU_VERB_DUPLICATE:
    default:
      do_step (self, lines, verbs[i].verb, _ ("Why?"));
      break;
    }
}

/* Without a mouse, one after the other. */
static void
mark (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selected);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  guint last = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n; i++)
    if (gtk_selection_model_is_selected (model, i))
      last = i;
  /* The next one below joins what is selected. */
  if (last != GTK_INVALID_LIST_POSITION && last + 1 < n)
    {
      gtk_selection_model_select_item (model, last + 1, FALSE);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", last + 1);
    }
}

void
pantau_triage_page_update_acts (PantauTriagePage *self)
{
  PantauSession *session = get_session (self);
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selected));
  PantauRole role;
  gboolean is_known =
      session != NULL && pantau_role_from_name (pantau_session_get_role (session), &role);
  GtkWidget *button = gtk_widget_get_first_child (self->verbs);

  for (gsize i = 0; i < G_N_ELEMENTS (verbs) && button != NULL; i++)
    {
      gboolean is_theirs = is_known && pantau_verb_is_for (verbs[i].verb, role);

      gtk_widget_set_visible (button, is_theirs);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), verbs[i].action,
                                     is_theirs && !gtk_bitset_is_empty (set));
      button = gtk_widget_get_next_sibling (button);
    }
}

void
pantau_triage_page_install_acts (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      gtk_widget_class_install_action (widget_class, verbs[i].action, NULL, act);
      gtk_widget_class_add_binding_action (widget_class, verbs[i].key, 0, verbs[i].action, NULL);
    }
  gtk_widget_class_install_action (widget_class, "triage.mark", NULL, mark);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_x, 0, "triage.mark", NULL);
}
