/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the queue. */

#define G_LOG_DOMAIN "pantau-triage-row"

#include "config.h"

#include "pantau-triage-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-deadline.h"
#include "pantau-format.h"
#include "pantau-line-layout.h"
#include "pantau-list-row.h"
#include "pantau-locale.h"
#include "pantau-page-layout.h"
#include "pantau-pair-layout.h"
#include "pantau-record-text.h"
#include "pantau-ui.h"
#include "pantau-words-clock.h"
#include "pantau-words.h"

struct _PantauTriageRow
{
  GtkWidget parent_instance;

  PantauReference *reference; /* (owned) (nullable) */
  PantauTriageLine *line;     /* (owned) (nullable) */
  gint64 clock_error;         /* seconds */

  GtkLabel *care_label;
  GtkLabel *due_label;
  GtkLabel *summary_label;
  GtkLabel *title_label;
  GtkLabel *urgency_label;
};

G_DEFINE_FINAL_TYPE (PantauTriageRow, pantau_triage_row, GTK_TYPE_WIDGET)

/* What must be settled; (nullable) */
static char *
care_of (const PantauTriageItem *item)
{
  if (item->is_gone)
    return g_strdup (_ ("It was decided meanwhile, and goes when your note is done"));
  if (item->fault != NULL)
    return pantau_advice_sentence (item->fault);
  if (item->differs)
    return g_strdup (_ ("Two desks decided differently: choose what holds"));

  return NULL;
}

/* Who looks after it; (nullable) */
static char *
assignee_of (const PantauTriageItem *item)
{
  g_autofree char *name = NULL;

  if (item->is_mine)
    return g_strdup (_ ("With you"));
  if (item->assignee == NULL)
    return NULL;
  name = pantau_words_clean (item->assignee);

  /* Translators: %s is a person or a desk that looks after a record */
  return g_strdup_printf (_ ("With %s"), name);
}

static char *
due_of (PantauTriageRow *self, const PantauTriageItem *item)
{
  PantauClock clock = { .due = item->due };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + self->clock_error;

  return item->due < G_MAXINT64 ? pantau_words_clock_state (&clock, now) : g_strdup ("");
}

static char *
summary_of (PantauTriageRow *self, const PantauTriageItem *item)
{
  PantauRecord *record = item->record;
  const char *kind = pantau_reference_kind_short_label (
      self->reference, pantau_record_get_kind (record), pantau_locale_get ());
  const char *status =
      pantau_reference_status_label (self->reference, pantau_record_get_kind (record),
                                     pantau_record_get_status (record), pantau_locale_get ());
  g_autofree char *place =
      pantau_list_row_place (self->reference, pantau_record_get_region (record));

  g_autofree char *with = assignee_of (item);

  return with != NULL ? g_strjoin (" · ", with, kind, status, place, NULL)
                      : g_strjoin (" · ", kind, status, place, NULL);
}

static void
set_class (gpointer widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show (PantauTriageRow *self)
{
  const PantauTriageItem *item = pantau_triage_line_get_item (self->line);
  g_autofree char *title = pantau_words_clean (pantau_record_title_words (item->record));
  g_autofree char *due = due_of (self, item), *summary = summary_of (self, item);
  g_autofree char *care = care_of (item), *name = NULL;
  g_autofree char *urgency =
      item->urgency > 0 ? pantau_format_number (item->urgency) : g_strdup ("–");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + self->clock_error;
  /* Translators: of a record that this person has not looked at */
  const char *unread = item->is_unread ? _ ("Unread") : NULL;

  gtk_label_set_label (self->title_label, title);
  set_class (self->title_label, "heading", item->is_unread);
  gtk_label_set_label (self->due_label, due);
  gtk_widget_set_visible (GTK_WIDGET (self->due_label), *due != '\0');
  set_class (self->due_label, "warning-text", item->due < now);
  gtk_label_set_label (self->summary_label, summary);
  gtk_label_set_label (self->urgency_label, urgency);
  set_class (self->urgency_label, "high", item->urgency >= 5);
  set_class (self->urgency_label, "unread", item->is_unread);
  gtk_label_set_label (self->care_label, care != NULL ? care : "");
  gtk_widget_set_visible (GTK_WIDGET (self->care_label), care != NULL);
  set_class (self->care_label, "warning-text", care != NULL);

  name = g_strdup_printf (_ ("Urgency %s: %s"), urgency, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (name);
  name = g_strconcat (unread != NULL ? unread : "", unread != NULL ? ", " : "", summary,
                      *due != '\0' ? ", " : "", due, care != NULL ? ", " : "",
                      care != NULL ? care : "", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name,
                                  -1);
}

static void
pantau_triage_row_dispose (GObject *object)
{
  PantauTriageRow *self = PANTAU_TRIAGE_ROW (object);

  pantau_triage_row_set (self, NULL, NULL, 0);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_TRIAGE_ROW);

  G_OBJECT_CLASS (pantau_triage_row_parent_class)->dispose (object);
}

static void
pantau_triage_row_class_init (PantauTriageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_triage_row_dispose;

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_PAIR_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-triage-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauTriageRow, care_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTriageRow, due_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTriageRow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTriageRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTriageRow, urgency_label);
}

static void
pantau_triage_row_init (PantauTriageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_triage_row_new (void)
{
  return g_object_new (PANTAU_TYPE_TRIAGE_ROW, NULL);
}

void
pantau_triage_row_set (PantauTriageRow *self,
                       PantauReference *reference,
                       PantauTriageLine *line,
                       gint64 clock_error)
{
  g_return_if_fail (PANTAU_IS_TRIAGE_ROW (self));

  if (self->line != NULL)
    g_signal_handlers_disconnect_by_func (self->line, show, self);
  g_clear_pointer (&self->reference, pantau_reference_unref);
  g_set_object (&self->line, line);
  self->clock_error = clock_error;
  if (line == NULL)
    return;

  self->reference = pantau_reference_ref (reference);
  g_signal_connect_object (line, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

PantauTriageLine *
pantau_triage_row_get_line (PantauTriageRow *self)
{
  g_return_val_if_fail (PANTAU_IS_TRIAGE_ROW (self), NULL);

  return self->line;
}
