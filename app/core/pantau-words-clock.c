/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people read of a clock. A date that rests on something doubtful says so in a sentence of its own. */

#include "config.h"

#include "pantau-words-clock.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-deadline-private.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-words.h"

#define DAY_SECONDS (24 * 3600)

char *
pantau_words_clock_length (const PantauClock *clock)
{
  const PantauDeadline *rule = clock->rule;
  int n = clock->is_extended ? rule->extension_n : rule->n;

  switch (rule->unit)
    {
    case PANTAU_UNIT_WORKING_DAYS:
      return g_strdup_printf (ngettext ("%d working day", "%d working days", (gulong) n), n);
    case PANTAU_UNIT_HOURS:
      return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) n), n);
    case PANTAU_UNIT_DAYS:
    default:
      /* Translators: days of the calendar, weekends and holidays among them. */
      return g_strdup_printf (ngettext ("%d calendar day", "%d calendar days", (gulong) n), n);
    }
}

/* An agency where the group is one, else its abbreviation: there is a BPBD in each kabupaten. (transfer full) */
static char *
group_name (PantauReference *reference, const char *group)
{
  const PantauAgency *agency =
      pantau_agencies_lookup (pantau_reference_get_agencies (reference), group);

  return agency != NULL ? g_strdup (pantau_label_get (&agency->name, pantau_locale_get ()))
                        : g_ascii_strup (group, -1);
}

char *
pantau_words_clock_event (PantauReference *reference, const char *kind, const char *event)
{
  const char *rest;
  g_autofree char *group = NULL;

  if ((rest = pantau_event_after (event, PANTAU_EVENT_FIELD)) != NULL)
    return g_strdup (pantau_words_field (reference, kind, rest));
  if ((rest = pantau_event_after (event, PANTAU_EVENT_SET)) != NULL)
    /* Translators: %s is the name of a field, such as Emergency status. */
    return g_strdup_printf (_ ("%s was entered"), pantau_words_field (reference, kind, rest));
  if ((rest = pantau_event_after (event, PANTAU_EVENT_STATUS)) != NULL)
    return g_strdup_printf (
        /* Translators: %s is the name of a status, such as Registered. */
        _ ("Status: %s"),
        pantau_reference_status_label (reference, kind, rest, pantau_locale_get ()));
  if ((rest = pantau_event_after (event, PANTAU_EVENT_FORWARD)) != NULL)
    {
      group = group_name (reference, rest);
      /* Translators: %s is an agency, such as BPBD. */
      return g_strdup_printf (_ ("Forwarded to %s"), group);
    }
  if ((rest = pantau_event_after (event, PANTAU_EVENT_REPLY)) != NULL)
    {
      group = group_name (reference, rest);
      return g_strdup_printf (_ ("Reply of %s"), group);
    }
  if (g_str_equal (event, "recorded"))
    return g_strdup (_ ("Time of recording"));

  return g_strdup (pantau_words_field (reference, kind, event));
}

static int
days_between (gint64 from, gint64 to)
{
  GDate first = pantau_calendar_day_of (from), last = pantau_calendar_day_of (to);

  return g_date_days_between (&first, &last);
}

/* Whole days, or below one the hours and minutes. (transfer full) */
static char *
amount (gint64 seconds)
{
  int days = (int) MIN (seconds / DAY_SECONDS, G_MAXINT);

  return days > 0 ? g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days)
                  : pantau_format_duration (MAX (seconds, 60));
}

static char *
running_words (const PantauClock *clock, gint64 now)
{
  int days = days_between (now, clock->due);
  g_autofree char *at = pantau_format_time_short (clock->due, clock->due);

  if (days == 0)
    /* Translators: %s is a time of day, such as 16:00. */
    return g_strdup_printf (_ ("due today at %s"), at);
  if (days == 1)
    return g_strdup_printf (_ ("due tomorrow at %s"), at);

  return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) days), days);
}

char *
pantau_words_clock_state (const PantauClock *clock, gint64 now)
{
  g_autofree char *text = NULL;

  switch (pantau_clock_state (clock, now))
    {
    case PANTAU_CLOCK_RUNNING:
      return running_words (clock, now);
    case PANTAU_CLOCK_MET:
      return g_strdup (_ ("done in time"));
    case PANTAU_CLOCK_LATE:
      if (clock->is_disputed && clock->ended <= clock->other_due)
        return g_strdup (_ ("done after the earlier date, before the later one"));
      text = amount (clock->ended - clock->due);
      /* Translators: %s is an amount of time, such as 2 days. */
      return g_strdup_printf (_ ("done %s late"), text);
    case PANTAU_CLOCK_MISSED:
      text = amount (now - clock->due);
      return g_strdup_printf (_ ("overdue by %s"), text);
    case PANTAU_CLOCK_STOPPED:
    default:
      return g_strdup (_ ("no longer asked for, since the record was closed"));
    }
}

static void
add_disputed (GStrvBuilder *builder, const PantauClock *clock)
{
  g_autofree char *other = pantau_format_time (clock->other_due);
  g_autofree char *text = NULL;

  text = g_strdup_printf (
      clock->rule->other_unit == clock->rule->unit
          ? _ ("This is the earlier date: whether the first day counts is disputed. The later one "
               "is %s.")
          : _ ("This is the earlier date: it is disputed whether working days are meant, and "
               "whether the first day counts. The latest one is %s."),
      other);
  g_strv_builder_add (builder, text);
}

static void
add_extended (GStrvBuilder *builder, const PantauClock *clock)
{
  g_autofree char *length = pantau_words_clock_length (clock);
  g_autofree char *text =
      /* Translators: such as “Extended to 14 working days in all (UU 7/2017 …).” */
      g_strdup_printf (_ ("Extended to %s in all (%s)."), length, clock->rule->extension_basis);

  g_strv_builder_add (builder, text);
}

static void
add_moved (GStrvBuilder *builder, const PantauClock *clock)
{
  g_autofree char *came = pantau_format_time (clock->event_at);
  g_autofree char *start = pantau_format_time (clock->start);
  g_autofree char *text = g_strdup_printf (
      _ ("It came at %s, out of the hours of intake, and counts from %s."), came, start);

  g_strv_builder_add (builder, text);
}

GStrv
pantau_words_clock_remarks (const PantauClock *clock)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *note = pantau_label_get (&clock->rule->note, pantau_locale_get ());

  if (clock->is_disputed)
    add_disputed (builder, clock);
  if (clock->is_estimate)
    g_strv_builder_add (builder, _ ("An estimate (perkiraan): the holidays and joint leave of "
                                    "these days are not all decreed yet."));
  if (clock->is_extended)
    add_extended (builder, clock);
  if (clock->start != clock->event_at)
    add_moved (builder, clock);
  if (note != NULL)
    g_strv_builder_add (builder, note);
  if (clock->rule->unsure)
    g_strv_builder_add (
        builder, _ ("The rule is general knowledge (GK): check it before you rely on the date."));

  return g_strv_builder_end (builder);
}
