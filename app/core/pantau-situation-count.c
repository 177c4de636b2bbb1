/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way through the records of a kind: it asks for no memory, and a million of them takes some ten milliseconds. */

#include "config.h"

#include "pantau-situation-count.h"

#include <string.h>

void
pantau_situation_count_init (PantauSituationCount *self, const PantauSituationView *view)
{
  guint lines = view->sheet->lines->len;

  memset (self, 0, sizeof *self);
  self->view = view;
  self->heard = g_new0 (guint8, lines);
  self->last_day = g_new0 (guint16, lines);
  self->whole = g_new0 (guint8, lines);
  self->worst = g_new0 (guint8, view->sheet->stations.lines->len + 1);
  self->aid = g_new0 (PantauSituationAidRow, view->sheet->words->len + 1);
  pantau_situation_index_init (&self->seen);
  pantau_situation_view_due (view, &self->today, &self->soon);
  pantau_situation_rows_init (&self->rows, view);
}

void
pantau_situation_count_clear (PantauSituationCount *self)
{
  if (self->view == NULL)
    return;

  g_free (self->heard);
  g_free (self->last_day);
  g_free (self->whole);
  g_free (self->worst);
  g_free (self->aid);
  pantau_situation_index_clear (&self->seen);
  pantau_situation_rows_clear (&self->rows, self->view);
  self->view = NULL;
}

static inline void
hear (PantauSituationCount *self, const PantauSituationRecord *item)
{
  const PantauSituationSpot *spots =
      &g_array_index (self->view->sheet->spots, PantauSituationSpot, item->first_spot);
  guint8 bits = (item->flags & PANTAU_SITUATION_NIHIL) != 0 ? PANTAU_SITUATION_WAS_NIHIL
                                                            : PANTAU_SITUATION_WAS_REPORTED;

  if (item->day > self->view->day)
    return;
  if (item->day + self->view->heard_days <= self->view->day)
    bits = 0;

  if (item->n_spots == 0)
    {
      self->heard[item->line] |= bits;
      self->last_day[item->line] = MAX (self->last_day[item->line], item->day);
    }
  for (guint i = 0; i < item->n_spots; i++)
    {
      self->heard[spots[i].line] |= bits;
      self->last_day[spots[i].line] = MAX (self->last_day[spots[i].line], item->day);
    }
}

/* The day of a second among those of the trend; NULL where it is none of them, or still to come. */
static inline PantauSituationDay *
trend_day (PantauSituationCount *self, guint second)
{
  guint back;

  if (second > self->view->second)
    return NULL;
  back = self->view->day - second / PANTAU_SITUATION_DAY_SECONDS;

  return back < PANTAU_SITUATION_TREND_DAYS ? &self->trend[PANTAU_SITUATION_TREND_DAYS - 1 - back]
                                            : NULL;
}

static void
count_ended (PantauSituationCount *self, PantauSituationKind kind, guint second)
{
  PantauSituationDay *day = second != 0 ? trend_day (self, second) : NULL;

  if (day != NULL)
    day->ended[kind]++;
}

static inline void
count_trend (PantauSituationCount *self,
             PantauSituationKind kind,
             const PantauSituationRecord *item)
{
  const PantauSituationStretch *stretches;
  PantauSituationDay *day = trend_day (self, item->from);

  if (day != NULL)
    day->fresh[kind]++;
  if (item->n_stretches == 1)
    {
      count_ended (self, kind, item->until);
      return;
    }
  stretches =
      &g_array_index (self->view->sheet->stretches, PantauSituationStretch, item->first_stretch);
  for (guint i = 0; i < item->n_stretches; i++)
    count_ended (self, kind, stretches[i].until);
}

static void
count_aid (PantauSituationCount *self, const PantauSituationRisk *risk)
{
  for (guint i = 0; i < risk->n_aid; i++)
    {
      const PantauSituationAid *aid =
          &g_array_index (self->view->sheet->aid, PantauSituationAid, risk->first_aid + i);
      PantauSituationAidRow *row = &self->aid[MIN (aid->word, self->view->sheet->words->len)];

      if (aid->planned == 0)
        {
          row->records++;
          row->needed += aid->amount;
        }
      else if (aid->sent != 0 && (self->view->is_now || aid->sent <= self->view->second))
        row->sent += aid->amount;
      else if (self->view->is_now || aid->planned <= self->view->second)
        row->planned += aid->amount;
    }
}

static void
count_risk (PantauSituationCount *self, const PantauSituationRecord *item, guint number)
{
  const PantauSituationSheet *sheet = self->view->sheet;
  const PantauSituationRisk *risk = &g_array_index (sheet->risks, PantauSituationRisk, number);
  const PantauSituationSpot *spots =
      &g_array_index (sheet->spots, PantauSituationSpot, item->first_spot);
  guint8 weight = (guint8) (self->view->weights[risk->level] + 1);

  self->cells[risk->likelihood][risk->impact]++;
  count_aid (self, risk);
  for (guint i = 0; i < self->rows.touched->len; i++)
    {
      PantauSituationRow *row = g_ptr_array_index (self->rows.touched, i);

      row->risks++;
      row->levels[risk->level]++;
      row->logistics += (item->flags & PANTAU_SITUATION_LOGISTICS) != 0;
      row->untended += self->view->is_now && (item->flags & PANTAU_SITUATION_TENDED) == 0;
    }
  for (guint i = 0; i < item->n_spots; i++)
    if (spots[i].station == PANTAU_SITUATION_NOWHERE)
      self->whole[spots[i].line] = 1;
    else
      self->worst[spots[i].station] = MAX (self->worst[spots[i].station], weight);
}

static void
count_claim (PantauSituationCount *self, const PantauSituationRecord *item)
{
  const PantauSituationClaim *claim =
      &g_array_index (self->view->sheet->claims, PantauSituationClaim, item->claim);

  if (!pantau_situation_view_is_pending (self->view, claim))
    return;
  for (guint i = 0; i < self->rows.touched->len; i++)
    {
      PantauSituationNumberedRow *row = g_ptr_array_index (self->rows.touched, i);
      guint before = self->seen.n;

      if (claim->records > 1 &&
          pantau_situation_index_add (&self->seen,
                                      ((gint64) item->claim << 16) | (row->number + 1)) != before)
        continue;
      row->row.claims++;
    }
}

static void
count_clocks (PantauSituationCount *self, const PantauSituationRecord *item)
{
  for (guint i = 0; i < item->n_clocks; i++)
    {
      const PantauSituationClock *clock =
          &g_array_index (self->view->sheet->clocks, PantauSituationClock, item->first_clock + i);
      gboolean overdue = pantau_situation_view_is_overdue (self->view, item, clock);
      gboolean waits = self->view->is_now && clock->ended == 0 && !overdue;

      if (!overdue && !(waits && clock->due < self->soon))
        continue;
      for (guint j = 0; j < self->rows.touched->len; j++)
        {
          PantauSituationRow *row = g_ptr_array_index (self->rows.touched, j);

          row->overdue += overdue;
          row->due_today += waits && clock->due < self->today;
          row->due_soon += waits && clock->due >= self->today && clock->due < self->soon;
        }
    }
}

/* Compiled once for each kind, which each of them asks nothing then. */
static inline void
count_item (PantauSituationCount *self,
            PantauSituationKind kind,
            const PantauSituationRecord *item,
            guint number)
{
  gboolean is_open = pantau_situation_view_is_open (self->view, item);
  gboolean unverified = self->view->is_now && (item->flags & PANTAU_SITUATION_UNVERIFIED) != 0 &&
                        kind != PANTAU_SITUATION_ACTIVITY;
  gboolean differs = self->view->is_now && (item->flags & PANTAU_SITUATION_DIFFERS) != 0;
  gboolean is_case =
      is_open && (kind == PANTAU_SITUATION_NEUTRALITY || kind == PANTAU_SITUATION_OTHER);
  gboolean is_risk = is_open && kind == PANTAU_SITUATION_RISK;
  gboolean is_claim = kind == PANTAU_SITUATION_HOAX && item->claim != PANTAU_SITUATION_NOWHERE;

  hear (self, item);
  count_trend (self, kind, item);
  if (!is_risk && !is_case && !is_claim && !unverified && !differs && item->n_clocks == 0)
    return;

  pantau_situation_rows_touch (
      &self->rows, self->view, item,
      is_claim &&
          g_array_index (self->view->sheet->claims, PantauSituationClaim, item->claim).records > 1);
  if (is_case || unverified || differs)
    for (guint i = 0; i < self->rows.touched->len; i++)
      {
        PantauSituationRow *row = g_ptr_array_index (self->rows.touched, i);

        row->cases += is_case;
        row->unverified += unverified;
        row->differing += differs;
      }
  if (is_risk)
    count_risk (self, item, number);
  if (is_claim)
    count_claim (self, item);
  if (item->n_clocks > 0)
    count_clocks (self, item);
}

static inline void
count_items (PantauSituationCount *self, PantauSituationKind kind)
{
  const PantauSituationView *view = self->view;
  const GArray *items = view->sheet->items[kind];

  for (guint i = 0; i < items->len; i++)
    {
      const PantauSituationRecord *item = &g_array_index (items, PantauSituationRecord, i);

      if (pantau_situation_view_has (view, item))
        count_item (self, kind, item, i);
    }
}

void
pantau_situation_count_kind (PantauSituationCount *self, PantauSituationKind kind)
{
  switch (kind)
    {
    case PANTAU_SITUATION_RISK:
      count_items (self, PANTAU_SITUATION_RISK);
      break;
    case PANTAU_SITUATION_HOAX:
      count_items (self, PANTAU_SITUATION_HOAX);
      break;
    case PANTAU_SITUATION_NEUTRALITY:
    case PANTAU_SITUATION_OTHER:
    case PANTAU_SITUATION_ACTIVITY:
    case PANTAU_SITUATION_UNKNOWN:
      count_items (self, kind);
      break;
    }
}

void
pantau_situation_count_add (PantauSituationCount *self, const PantauSituationCount *other)
{
  const PantauSituationSheet *sheet = self->view->sheet;

  pantau_situation_rows_add (&self->rows, &other->rows, self->view);
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      self->heard[i] |= other->heard[i];
      self->whole[i] |= other->whole[i];
      self->last_day[i] = MAX (self->last_day[i], other->last_day[i]);
    }
  for (guint i = 0; i < sheet->stations.lines->len; i++)
    self->worst[i] = MAX (self->worst[i], other->worst[i]);
  for (guint i = 0; i < 36; i++)
    self->cells[i / 6][i % 6] += other->cells[i / 6][i % 6];
  for (guint i = 0; i < sheet->words->len; i++)
    {
      self->aid[i].records += other->aid[i].records;
      self->aid[i].needed += other->aid[i].needed;
      self->aid[i].planned += other->aid[i].planned;
      self->aid[i].sent += other->aid[i].sent;
    }
  for (guint i = 0; i < PANTAU_SITUATION_TREND_DAYS; i++)
    for (guint kind = 0; kind < PANTAU_N_SITUATION_KINDS; kind++)
      {
        self->trend[i].fresh[kind] += other->trend[i].fresh[kind];
        self->trend[i].ended[kind] += other->trend[i].ended[kind];
      }
}
