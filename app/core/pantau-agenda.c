/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due, of all sources together: who reads it does not care which table it is in. */

#include "config.h"

#include "pantau-agenda.h"

#include <glib/gi18n-lib.h>

#include "pantau-agency.h"
#include "pantau-calendar.h"
#include "pantau-forward.h"
#include "pantau-locale.h"
#include "pantau-store-clock.h"
#include "pantau-store-release.h"
#include "pantau-treatment.h"
#include "pantau-words-act.h"
#include "pantau-words-clock.h"
#include "pantau-words.h"

static void
item_free (gpointer data)
{
  PantauAgendaItem *self = data;

  g_free (self->record);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->state);
  g_free (self->what);
  g_free (self->basis);
  g_strfreev (self->remarks);
  g_free (self);
}

void
pantau_agenda_free (PantauAgenda *self)
{
  for (guint part = 0; part < PANTAU_AGENDA_N_PARTS; part++)
    g_clear_pointer (&self->items[part], g_ptr_array_unref);
  g_free (self);
}

/* What was missed last is what can still be mended: it comes first. */
static int
compare_overdue (gconstpointer a, gconstpointer b)
{
  const PantauAgendaItem *left = *(PantauAgendaItem *const *) a,
                         *right = *(PantauAgendaItem *const *) b;

  return (left->due < right->due) - (left->due > right->due);
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  return -compare_overdue (a, b);
}

static PantauAgendaItem *
item_of_clock (PantauDue *due, gint64 now)
{
  PantauAgendaItem *item = g_new0 (PantauAgendaItem, 1);
  const PantauClock *clock = due->clock;
  g_autofree char *length = pantau_words_clock_length (clock);

  item->record = g_steal_pointer (&due->record);
  item->kind = g_steal_pointer (&due->kind);
  item->title = pantau_words_clean (due->title != NULL ? due->title : "");
  item->due = clock->due;
  item->state = pantau_words_clock_state (clock, now);
  /* Translators: a rule and what time it gives: "Report registered (3 working days)" */
  item->what = g_strdup_printf (
      _ ("%s (%s)"), pantau_label_get (&clock->rule->name, pantau_locale_get ()), length);
  item->basis = g_strdup (clock->rule->basis != NULL ? clock->rule->basis : "");
  item->remarks = pantau_words_clock_remarks (clock);

  return item;
}

static gboolean
add_clocks (PantauAgenda *self,
            PantauStore *store,
            gint64 now,
            guint limit,
            GCancellable *cancellable,
            GError **error)
{
  static const PantauClocksWhich which[PANTAU_AGENDA_N_PARTS] = {
    [PANTAU_AGENDA_OVERDUE] = PANTAU_CLOCKS_OVERDUE,
    [PANTAU_AGENDA_TODAY] = PANTAU_CLOCKS_TODAY,
    [PANTAU_AGENDA_SOON] = PANTAU_CLOCKS_SOON,
  };
  PantauClockCounts counts;

  if (!pantau_store_clocks_count (store, NULL, now, PANTAU_AGENDA_DAYS, &counts, error))
    return FALSE;
  self->totals[PANTAU_AGENDA_OVERDUE] += counts.overdue;
  self->totals[PANTAU_AGENDA_TODAY] += counts.today;
  self->totals[PANTAU_AGENDA_SOON] += counts.soon;

  for (guint part = 0; part < PANTAU_AGENDA_N_PARTS; part++)
    {
      PantauClockQuery query = {
        .which = which[part], .now = now, .days = PANTAU_AGENDA_DAYS, .limit = limit
      };
      g_autoptr (GPtrArray) due = pantau_store_clocks_due (store, &query, cancellable, error);

      if (due == NULL)
        return FALSE;
      for (guint i = 0; i < due->len; i++)
        g_ptr_array_add (self->items[part], item_of_clock (g_ptr_array_index (due, i), now));
    }

  return TRUE;
}

static gint64
end_of_day (gint64 now, guint days)
{
  GDate day = pantau_calendar_day_of (now);

  g_date_add_days (&day, days + 1);

  return pantau_calendar_moment (&day, 0);
}

/* The time of a part, as the lists of replies and treatments take it. */
static PantauDueFilter
filter_of (PantauAgendaPart part, gint64 now, guint limit)
{
  switch (part)
    {
    case PANTAU_AGENDA_OVERDUE:
      /* They come with the earliest first, which here is the last. */
      return (PantauDueFilter){ .until = now };
    case PANTAU_AGENDA_TODAY:
      return (PantauDueFilter){ .from = now, .until = end_of_day (now, 0), .limit = limit };
    case PANTAU_AGENDA_SOON:
    default:
      return (PantauDueFilter){ .from = end_of_day (now, 0),
                                .until = end_of_day (now, PANTAU_AGENDA_DAYS),
                                .limit = limit };
    }
}

static PantauAgendaItem *
item_new (const char *record, const char *kind, const char *title, gint64 due, gint64 now)
{
  PantauAgendaItem *item = g_new0 (PantauAgendaItem, 1);
  PantauClock clock = { .due = due };

  item->record = g_strdup (record);
  item->kind = g_strdup (kind);
  item->title = pantau_words_clean (title != NULL ? title : "");
  item->due = due;
  item->state = pantau_words_clock_state (&clock, now);
  item->basis = g_strdup ("");

  return item;
}

static PantauAgendaItem *
item_of_forward (PantauReference *reference, const PantauForward *forward, gint64 now)
{
  PantauAgendaItem *item =
      item_new (forward->record, forward->kind, forward->title, forward->reply_due, now);
  g_autofree char *name = pantau_words_agency_name (reference, forward->agency);

  /* Translators: an agency that has not answered yet */
  item->what = g_strdup_printf (_ ("Reply of %s"), name);

  return item;
}

static PantauAgendaItem *
item_of_treatment (PantauReference *reference, const PantauTreatment *treatment, gint64 now)
{
  PantauAgendaItem *item =
      item_new (treatment->record, treatment->kind, treatment->title, treatment->due, now);
  const char *what = pantau_kinds_choice_label (pantau_reference_get_kinds (reference), "treatment",
                                                treatment->what, pantau_locale_get ());
  g_autofree char *person =
      treatment->person != NULL ? pantau_words_clean (treatment->person) : NULL;

  /* Translators: a treatment of a risk, and who does it */
  item->what = person != NULL ? g_strdup_printf (_ ("Treatment: %s (%s)"), what, person)
                              : g_strdup_printf (_ ("Treatment: %s"), what);

  return item;
}

/* Of the case itself there is nothing here but what was released of it. */
static PantauAgendaItem *
item_of_release (PantauReference *reference, const PantauRelease *release, gint64 now)
{
  g_autofree char *title =
      release->letter != NULL && *release->letter != '\0'
          /* Translators: a case that Bawaslu forwarded to Pemprov; %s is the number of its letter */
          ? g_strdup_printf (_ ("Forwarded case, letter %s"), release->letter)
          : g_strdup (_ ("Forwarded case"));
  PantauAgendaItem *item =
      item_new (release->record, release->kind, title, release->reply_due, now);
  g_autofree char *name = pantau_words_agency_name (reference, release->agency);

  item->is_release = TRUE;
  item->what = g_strdup_printf (_ ("Reply of %s"), name);

  return item;
}

static gboolean
add_promises (PantauAgenda *self,
              PantauStore *store,
              PantauReference *reference,
              gint64 now,
              guint limit,
              GError **error)
{
  for (PantauAgendaPart part = 0; part < PANTAU_AGENDA_N_PARTS; part++)
    {
      PantauDueFilter filter = filter_of (part, now, limit);
      g_autoptr (GPtrArray) forwards = NULL, treatments = NULL, releases = NULL;
      gint64 n_forwards, n_treatments, n_releases;

      if (!pantau_store_count_due (store, &filter, &n_forwards, &n_treatments, error) ||
          !pantau_store_count_releases_due (store, &filter, &n_releases, error))
        return FALSE;
      self->totals[part] += n_forwards + n_treatments + n_releases;

      forwards = pantau_store_forwards_due (store, &filter, error);
      if (forwards == NULL)
        return FALSE;
      for (guint i = 0; i < forwards->len; i++)
        g_ptr_array_add (self->items[part],
                         item_of_forward (reference, g_ptr_array_index (forwards, i), now));

      treatments = pantau_store_treatments_due (store, &filter, error);
      if (treatments == NULL)
        return FALSE;
      for (guint i = 0; i < treatments->len; i++)
        g_ptr_array_add (self->items[part],
                         item_of_treatment (reference, g_ptr_array_index (treatments, i), now));

      releases = pantau_store_releases_due (store, &filter, error);
      if (releases == NULL)
        return FALSE;
      for (guint i = 0; i < releases->len; i++)
        g_ptr_array_add (self->items[part],
                         item_of_release (reference, g_ptr_array_index (releases, i), now));
    }

  return TRUE;
}

PantauAgenda *
pantau_agenda_read (PantauStore *store,
                    PantauReference *reference,
                    gint64 now,
                    guint limit,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (PantauAgenda) self = g_new0 (PantauAgenda, 1);

  for (guint part = 0; part < PANTAU_AGENDA_N_PARTS; part++)
    self->items[part] = g_ptr_array_new_with_free_func (item_free);

  if (!add_clocks (self, store, now, limit, cancellable, error) ||
      !add_promises (self, store, reference, now, limit, error))
    return NULL;

  for (guint part = 0; part < PANTAU_AGENDA_N_PARTS; part++)
    {
      g_ptr_array_sort (self->items[part],
                        part == PANTAU_AGENDA_OVERDUE ? compare_overdue : compare_due);
      if (limit > 0 && self->items[part]->len > limit)
        g_ptr_array_set_size (self->items[part], (int) limit);
    }

  return g_steal_pointer (&self);
}

gboolean
pantau_agenda_count_overdue (PantauStore *store, gint64 now, gint64 *count, GError **error)
{
  PantauDueFilter filter = filter_of (PANTAU_AGENDA_OVERDUE, now, 0);
  PantauClockCounts counts;
  gint64 forwards, treatments, releases;

  if (!pantau_store_clocks_count (store, NULL, now, PANTAU_AGENDA_DAYS, &counts, error) ||
      !pantau_store_count_due (store, &filter, &forwards, &treatments, error) ||
      !pantau_store_count_releases_due (store, &filter, &releases, error))
    return FALSE;
  *count = counts.overdue + forwards + treatments + releases;

  return TRUE;
}
