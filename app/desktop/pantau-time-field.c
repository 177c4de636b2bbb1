/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and times as people say them, told back in words; or from a calendar. */

#define G_LOG_DOMAIN "pantau-time-field"

#include "config.h"

#include "pantau-time-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-format.h"

struct _PantauTimeField
{
  PantauFieldView parent_instance;

  GtkCalendar *calendar;
  GtkWidget *entry;
  GtkButton *now;
  GtkPopover *popover;
};

G_DEFINE_FINAL_TYPE (PantauTimeField, pantau_time_field, PANTAU_TYPE_FIELD_VIEW)

static gboolean
has_time (PantauTimeField *self)
{
  const PantauField *field = pantau_field_view_get_question (PANTAU_FIELD_VIEW (self))->field;

  return field == NULL || field->type == PANTAU_FIELD_DATETIME;
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The typed text in words, for whoever wonders what the program makes of "kemarin". */
static void
tell (PantauTimeField *self)
{
  PantauFieldView *view = PANTAU_FIELD_VIEW (self);
  const char *name = pantau_field_view_get_name (view);
  g_autofree char *value = pantau_field_view_dup_code (view);
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;

  if (value == NULL || pantau_form_get_fault (pantau_field_view_get_form (view), name) != NULL)
    {
      pantau_field_view_tell (view, NULL);
      return;
    }

  date = g_strndup (value, 10);
  text = pantau_format_date (date);
  if (strlen (value) > 10)
    {
      /* Only the weekday of it: the long form of a time has the rest. */
      char *comma = strchr (text, ',');
      g_autofree char *time = pantau_format_rfc3339 (value);
      g_autofree char *both = NULL;

      if (comma != NULL)
        *comma = '\0';
      both = comma != NULL ? g_strdup_printf ("%s, %s", text, time) : g_strdup (time);
      pantau_field_view_tell (view, both);
      return;
    }
  pantau_field_view_tell (view, text);
}

static void
text_changed (PantauTimeField *self)
{
  pantau_field_view_answer_text (PANTAU_FIELD_VIEW (self),
                                 gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  tell (self);
}

static void
put (PantauTimeField *self, gint64 when, gboolean with_time)
{
  g_autofree char *text =
      with_time ? pantau_format_write_time (when) : pantau_format_write_date (when);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
now_clicked (PantauTimeField *self)
{
  put (self, now (), has_time (self));
}

/* Seconds of WIB's midnight of a day. */
static gint64
midnight (int year, int month, int day)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) time = g_date_time_new (wib, year, month, day, 0, 0, 0);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/* What is typed now: FALSE where it is nothing yet. */
static gboolean
read_typed (PantauTimeField *self, gint64 *when, gboolean *with_time)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return pantau_format_read_time (text, now (), when, with_time);
}

static void
day_selected (PantauTimeField *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  gint64 chosen = midnight (g_date_time_get_year (day), g_date_time_get_month (day),
                            g_date_time_get_day_of_month (day));
  gboolean with_time = FALSE;
  gint64 typed;

  /* The time of day stays what it was. */
  if (has_time (self) && read_typed (self, &typed, &with_time) && with_time)
    chosen += (typed + 7 * 3600) % (24 * 3600);
  put (self, chosen, with_time);
  gtk_popover_popdown (self->popover);
  gtk_widget_grab_focus (self->entry);
}

static void
calendar_opens (PantauTimeField *self)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) day = NULL;
  gboolean with_time;
  gint64 when;

  if (!read_typed (self, &when, &with_time))
    when = now ();
  utc = g_date_time_new_from_unix_utc (when);
  day = g_date_time_to_timezone (utc, wib);

  g_signal_handlers_block_by_func (self->calendar, day_selected, self);
  gtk_calendar_select_day (self->calendar, day);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected, self);
}

/* How a time may be typed: who asks until when does not ask for yesterday. */
static const char *
get_example (gboolean with_time, gboolean is_ahead)
{
  if (is_ahead)
    /* Translators: how a time may be typed; keep the numbers in order */
    return with_time ? _ ("27-11-2029 16.30, or: tomorrow 16.30") : _ ("27-11-2029, or: tomorrow");

  /* Translators: likewise */
  return with_time ? _ ("14-2-2024 16.30, or: yesterday 16.30") : _ ("14-2-2024, or: yesterday");
}

static void
pantau_time_field_set_up (PantauFieldView *view)
{
  PantauTimeField *self = PANTAU_TIME_FIELD (view);
  const PantauField *field = pantau_field_view_get_question (view)->field;
  gboolean with_time = has_time (self), is_ahead = field != NULL && field->ahead;

  /* Translators: a button that sets the present time */
  gtk_button_set_label (self->now, with_time ? C_ ("time", "Now") : C_ ("time", "Today"));
  gtk_widget_set_visible (GTK_WIDGET (self->now), !is_ahead);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), get_example (with_time, is_ahead));
}

static void
pantau_time_field_show_answer (PantauFieldView *view)
{
  PantauTimeField *self = PANTAU_TIME_FIELD (view);
  g_autofree char *text =
      pantau_form_get_text (pantau_field_view_get_form (view), pantau_field_view_get_name (view));

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    }
  tell (self);
}

/*
 * Left with "kemarin" in it, the line shows the day from now on: tomorrow the word would mean another one. That holds too where the
 * time of day is still to be added.
 */
static void
pantau_time_field_settle (PantauFieldView *view)
{
  PantauTimeField *self = PANTAU_TIME_FIELD (view);
  const char *name = pantau_field_view_get_name (view);
  gboolean with_time;
  gint64 day;

  if (pantau_form_get_fault (pantau_field_view_get_form (view), name) == NULL)
    pantau_field_view_show_answer (view);
  else if (has_time (self) && read_typed (self, &day, &with_time) && !with_time)
    put (self, day, FALSE);
}

static GtkWidget *
pantau_time_field_get_control (PantauFieldView *view)
{
  return PANTAU_TIME_FIELD (view)->entry;
}

static void
pantau_time_field_class_init (PantauTimeFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_time_field_get_control;
  field_class->set_up = pantau_time_field_set_up;
  field_class->settle = pantau_time_field_settle;
  field_class->show_answer = pantau_time_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-time-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, calendar_opens);
  gtk_widget_class_bind_template_callback (widget_class, day_selected);
  gtk_widget_class_bind_template_callback (widget_class, now_clicked);
  gtk_widget_class_bind_template_callback (widget_class, pantau_field_view_go_on);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_child (widget_class, PantauTimeField, calendar);
  gtk_widget_class_bind_template_child (widget_class, PantauTimeField, entry);
  gtk_widget_class_bind_template_child (widget_class, PantauTimeField, now);
  gtk_widget_class_bind_template_child (widget_class, PantauTimeField, popover);
}

static void
pantau_time_field_init (PantauTimeField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
