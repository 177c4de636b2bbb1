/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From facts to clocks. Nothing here knows what the time is: a clock is the same on every laptop, and only its state depends
 * on now.
 *
 * Where the law may be read in two ways, both are counted and the earlier date is the one to keep: who keeps it is right in
 * either case.
 */

#include "config.h"

#include "pantau-deadline-private.h"

#include <string.h>

#define DAY_SECONDS  (24 * 3600)
#define HOUR_SECONDS 3600

typedef struct
{
  char *name;
  gint64 when;
} Event;

struct _PantauFacts
{
  char *kind;
  char *regime; /* (nullable) */
  GDate voting_day;
  GArray *events;     /* of Event */
  GHashTable *values; /* field → GPtrArray of values */
  gboolean is_closed;
  gint64 closed;
};

static void
event_clear (gpointer data)
{
  g_free (((Event *) data)->name);
}

PantauFacts *
pantau_facts_new (const char *kind, const char *regime, const GDate *voting_day)
{
  PantauFacts *self = g_new0 (PantauFacts, 1);

  self->kind = g_strdup (kind);
  self->regime = g_strdup (regime);
  if (voting_day != NULL)
    self->voting_day = *voting_day;
  else
    g_date_clear (&self->voting_day, 1);
  self->events = g_array_new (FALSE, FALSE, sizeof (Event));
  g_array_set_clear_func (self->events, event_clear);
  self->values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
pantau_facts_free (PantauFacts *self)
{
  g_free (self->kind);
  g_free (self->regime);
  g_array_unref (self->events);
  g_hash_table_unref (self->values);
  g_free (self);
}

void
pantau_facts_add_event (PantauFacts *self, const char *event, gint64 when)
{
  Event added = { g_strdup (event), when };

  g_array_append_val (self->events, added);
}

void
pantau_facts_add_value (PantauFacts *self, const char *field, const char *value)
{
  GPtrArray *values = g_hash_table_lookup (self->values, field);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->values, g_strdup (field), values);
    }
  g_ptr_array_add (values, g_strdup (value));
}

void
pantau_facts_close (PantauFacts *self, gint64 when)
{
  self->is_closed = TRUE;
  self->closed = when;
}

void
pantau_clock_free (PantauClock *self)
{
  g_free (self->event);
  g_free (self->ended_by);
  g_free (self);
}

static gboolean
find_start (const PantauFacts *facts, const char *asked, gint64 *when)
{
  gboolean found = FALSE;

  for (guint i = 0; i < facts->events->len; i++)
    {
      const Event *event = &g_array_index (facts->events, Event, i);

      if (!g_str_equal (event->name, asked) || (found && event->when >= *when))
        continue;
      *when = event->when;
      found = TRUE;
    }

  return found;
}

/*
 * The moment at which @asked ended what began at @start. A field has several times only where people differ, and what is
 * disputed shall not pass for early.
 */
static gboolean
find_end (const PantauFacts *facts, const char *asked, gint64 start, gint64 *when)
{
  gboolean latest = g_str_has_prefix (asked, PANTAU_EVENT_FIELD), found = FALSE;

  for (guint i = 0; i < facts->events->len; i++)
    {
      const Event *event = &g_array_index (facts->events, Event, i);

      if (!g_str_equal (event->name, asked) || event->when < start ||
          (found && (event->when > *when) != latest))
        continue;
      *when = event->when;
      found = TRUE;
    }

  return found;
}

static gboolean
meets (const PantauFacts *facts, const PantauDeadlineCondition *condition)
{
  const char *const *wanted = (const char *const *) condition->values;
  GPtrArray *values = g_hash_table_lookup (facts->values, condition->field);

  if (values == NULL)
    return g_strv_contains (wanted, "");

  /* Where people differ, a clock too many is better than one too few. */
  for (guint i = 0; i < values->len; i++)
    if (g_strv_contains (wanted, g_ptr_array_index (values, i)))
      return TRUE;

  return FALSE;
}

static gboolean
applies (const PantauDeadline *rule, const PantauFacts *facts)
{
  if (!g_strv_contains ((const char *const *) rule->kinds, facts->kind) ||
      (rule->regime != NULL && g_strcmp0 (rule->regime, facts->regime) != 0))
    return FALSE;

  for (guint i = 0; i < rule->conditions->len; i++)
    if (!meets (facts, g_ptr_array_index (rule->conditions, i)))
      return FALSE;

  return TRUE;
}

static gboolean
is_valid_on (const PantauDeadline *rule, const GDate *day)
{
  return (!g_date_valid (&rule->valid_from) || g_date_compare (&rule->valid_from, day) <= 0) &&
         (!g_date_valid (&rule->valid_to) || g_date_compare (day, &rule->valid_to) <= 0);
}

static gboolean
is_extended (const PantauDeadline *rule, const PantauFacts *facts)
{
  GPtrArray *values = rule->extension_field != NULL
                          ? g_hash_table_lookup (facts->values, rule->extension_field)
                          : NULL;

  /* All of them: while people differ, the shorter time is the safe one. */
  for (guint i = 0; values != NULL && i < values->len; i++)
    if (!g_str_equal (g_ptr_array_index (values, i), "true"))
      return FALSE;

  return values != NULL;
}

/* What comes after hours was brought on the next day on which the office is open; before hours, when it opens. */
static gint64
in_hours (PantauDeadlines *self,
          const PantauDeadline *rule,
          const PantauFacts *facts,
          gint64 when,
          gboolean *is_estimate)
{
  GDate day = pantau_calendar_day_of (when);
  gint64 second = when - pantau_calendar_moment (&day, 0);

  if (second >= rule->opens && second <= rule->closes)
    return when;
  if (second > rule->closes)
    do
      {
        g_date_add_days (&day, 1);
        if (g_date_valid (&facts->voting_day) && g_date_compare (&facts->voting_day, &day) == 0)
          break;
        *is_estimate |= !pantau_calendar_is_certain (self->calendar, &day);
      }
    while (!pantau_calendar_is_working_day (self->calendar, &day));

  return pantau_calendar_moment (&day, rule->opens);
}

/* The @n-th day, of working days or all; @first is day 1 where it @included is and counts at all. */
static GDate
last_day (PantauDeadlines *self,
          const GDate *first,
          gboolean included,
          int n,
          PantauUnit unit,
          gboolean *is_estimate)
{
  GDate day = *first;

  if (!included)
    g_date_add_days (&day, 1);
  for (;; g_date_add_days (&day, 1))
    {
      gboolean is_counted = TRUE;

      if (unit == PANTAU_UNIT_WORKING_DAYS)
        {
          is_counted = pantau_calendar_is_working_day (self->calendar, &day);
          *is_estimate |= !pantau_calendar_is_certain (self->calendar, &day);
        }
      if (is_counted && --n == 0)
        return day;
    }
}

static gint64
last_moment (const PantauDeadline *rule, const GDate *day)
{
  return rule->hours_at_end ? pantau_calendar_moment (day, rule->closes)
                            : pantau_calendar_moment (day, DAY_SECONDS - 1);
}

static void
set_due (PantauDeadlines *self, PantauClock *clock)
{
  const PantauDeadline *rule = clock->rule;
  int n = clock->is_extended ? rule->extension_n : rule->n;
  GDate first = pantau_calendar_day_of (clock->start);
  PantauUnit of[] = { rule->unit, rule->other_unit };
  gint64 earliest = G_MAXINT64, latest = G_MININT64;

  if (rule->unit == PANTAU_UNIT_HOURS)
    {
      clock->due = clock->start + (gint64) n * HOUR_SECONDS;
      return;
    }

  for (guint i = 0; i < (rule->other_unit != rule->unit ? 2 : 1); i++)
    for (gboolean included = FALSE; included <= TRUE; included++)
      {
        GDate day;
        gint64 due;

        if (!rule->first_disputed && included != rule->first_included)
          continue;
        day = last_day (self, &first, included, n, of[i], &clock->is_estimate);
        due = last_moment (rule, &day);
        earliest = MIN (earliest, due);
        latest = MAX (latest, due);
      }

  clock->due = earliest;
  clock->is_disputed = latest > earliest;
  clock->other_due = clock->is_disputed ? latest : 0;
}

static void
set_end (const PantauFacts *facts, PantauClock *clock)
{
  gint64 when = 0;

  for (guint i = 0; clock->rule->ends[i] != NULL; i++)
    {
      const char *event = clock->rule->ends[i];

      if (!find_end (facts, event, clock->event_at, &when) ||
          (clock->ended_by != NULL && when >= clock->ended))
        continue;
      g_free (clock->ended_by);
      clock->ended_by = g_strdup (event);
      clock->ended = when;
    }

  if (clock->ended_by == NULL && facts->is_closed)
    {
      clock->ended = facts->closed;
      clock->is_stopped = TRUE;
    }
}

/* NULL where nothing has started it. */
static PantauClock *
start_clock (PantauDeadlines *self, const PantauDeadline *rule, const PantauFacts *facts)
{
  for (guint i = 0; rule->from[i] != NULL; i++)
    {
      g_autoptr (PantauClock) clock = NULL;
      gint64 when = 0;
      GDate day;

      if (!find_start (facts, rule->from[i], &when))
        continue;
      day = pantau_calendar_day_of (when);
      if (!is_valid_on (rule, &day))
        return NULL;

      clock = g_new0 (PantauClock, 1);
      clock->rule = rule;
      clock->event = g_strdup (rule->from[i]);
      clock->event_at = when;
      clock->start =
          rule->hours_at_start ? in_hours (self, rule, facts, when, &clock->is_estimate) : when;
      clock->is_extended = is_extended (rule, facts);
      set_due (self, clock);
      set_end (facts, clock);

      return g_steal_pointer (&clock);
    }

  return NULL;
}

GPtrArray *
pantau_deadlines_count (PantauDeadlines *self, const PantauFacts *facts)
{
  GPtrArray *clocks = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_clock_free);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const PantauDeadline *rule = g_ptr_array_index (self->rules, i);
      PantauClock *clock = applies (rule, facts) ? start_clock (self, rule, facts) : NULL;

      if (clock != NULL)
        g_ptr_array_add (clocks, clock);
    }

  return clocks;
}

PantauClockState
pantau_clock_state (const PantauClock *self, gint64 now)
{
  if (self->is_stopped)
    return PANTAU_CLOCK_STOPPED;
  if (self->ended_by != NULL)
    return self->ended <= self->due ? PANTAU_CLOCK_MET : PANTAU_CLOCK_LATE;

  return now <= self->due ? PANTAU_CLOCK_RUNNING : PANTAU_CLOCK_MISSED;
}

const char *
pantau_clock_state_name (PantauClockState state)
{
  switch (state)
    {
    case PANTAU_CLOCK_RUNNING:
      return "running";
    case PANTAU_CLOCK_MET:
      return "met";
    case PANTAU_CLOCK_LATE:
      return "late";
    case PANTAU_CLOCK_MISSED:
      return "missed";
    case PANTAU_CLOCK_STOPPED:
    default:
      return "stopped";
    }
}
