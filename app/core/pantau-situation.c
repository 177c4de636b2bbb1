/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting a situation: one way through the records, one through the TPS that they name, and the greedy counts of pantau-situation-exposed.c. */

#include "config.h"

#include "pantau-situation-rows.h"

#include <glib/gi18n-lib.h>

#define AID_LIST "aid"

/* What was heard of a region. */
enum
{
  REPORTED = 1,
  NIHIL = 2,
};

typedef struct
{
  PantauSituationView view;
  PantauSituation *situation; /* (unowned) */
  PantauSituationRows rows;

  guint8 *heard;       /* (owned): by line */
  guint16 *last_day;   /* (owned): by line */
  guint8 *worst;       /* (owned): by TPS: the weight of the worst open risk that names it, + 1 */
  guint8 *whole;       /* (owned): by line: an open risk names the village as a whole */
  GPtrArray *aid_rows; /* (owned): of PantauSituationAidRow, by word; NULL where it is none */
  PantauSituationIndex seen; /* claim << 16 | row, of claims with several records */
  gint64 today, soon;
} Count;

static void
aid_row_free (gpointer data)
{
  g_free (((PantauSituationAidRow *) data)->code);
  g_free (data);
}

static void
special_free (gpointer data)
{
  g_free (((PantauSituationSpecial *) data)->village);
  g_free (data);
}

void
pantau_situation_free (PantauSituation *self)
{
  g_clear_pointer (&self->total, pantau_situation_row_free);
  g_clear_pointer (&self->areas, g_ptr_array_unref);
  g_clear_pointer (&self->kecamatan, g_ptr_array_unref);
  g_clear_pointer (&self->villages, g_ptr_array_unref);
  g_clear_pointer (&self->trend, g_array_unref);
  g_clear_pointer (&self->aid, g_ptr_array_unref);
  g_clear_pointer (&self->special, g_ptr_array_unref);
  g_clear_pointer (&self->sheet, pantau_situation_sheet_unref);
  g_free (self->region);
  g_free (self->election);
  g_free (self);
}

static void
count_init (Count *self, PantauSituation *situation)
{
  guint lines = self->view.sheet->lines->len;

  self->situation = situation;
  self->heard = g_new0 (guint8, lines);
  self->last_day = g_new0 (guint16, lines);
  self->whole = g_new0 (guint8, lines);
  self->worst = g_new0 (guint8, self->view.sheet->station_lines->len + 1);
  pantau_situation_index_init (&self->seen);
  pantau_situation_view_due (&self->view, &self->today, &self->soon);
  pantau_situation_rows_init (&self->rows, &self->view, situation);
}

static void
count_clear (Count *self)
{
  g_clear_pointer (&self->aid_rows, g_ptr_array_unref);
  g_free (self->heard);
  g_free (self->last_day);
  g_free (self->whole);
  g_free (self->worst);
  if (self->seen.keys != NULL)
    pantau_situation_index_clear (&self->seen);
  pantau_situation_rows_clear (&self->rows, &self->view);
  pantau_situation_view_clear (&self->view);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Count, count_clear)

static void
hear (Count *self, const PantauSituationRecord *item)
{
  const PantauSituationSpot *spots =
      &g_array_index (self->view.sheet->spots, PantauSituationSpot, item->first_spot);
  guint8 bits = (item->flags & PANTAU_SITUATION_NIHIL) != 0 ? NIHIL : REPORTED;

  if (item->day > self->view.day)
    return;
  if (item->day + self->view.heard_days <= self->view.day)
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

static PantauSituationDay *
trend_day (Count *self, guint day)
{
  GArray *trend = self->situation->trend;

  return day <= self->view.day && day + trend->len > self->view.day
             ? &g_array_index (trend, PantauSituationDay, day + trend->len - 1 - self->view.day)
             : NULL;
}

static void
count_trend (Count *self, const PantauSituationRecord *item)
{
  const PantauSituationStretch *stretches =
      &g_array_index (self->view.sheet->stretches, PantauSituationStretch, item->first_stretch);
  PantauSituationDay *day = trend_day (self, stretches[0].from);

  if (day != NULL)
    day->fresh[item->kind]++;
  for (guint i = 0; i < item->n_stretches; i++)
    {
      day = stretches[i].until != 0 ? trend_day (self, stretches[i].until) : NULL;
      if (day != NULL)
        day->ended[item->kind]++;
    }
}

static void
count_aid (Count *self, const PantauSituationRisk *risk)
{
  for (guint i = 0; i < risk->n_aid; i++)
    {
      const PantauSituationAid *aid =
          &g_array_index (self->view.sheet->aid, PantauSituationAid, risk->first_aid + i);
      PantauSituationAidRow *row =
          aid->word < self->aid_rows->len ? g_ptr_array_index (self->aid_rows, aid->word) : NULL;

      if (row == NULL)
        continue;
      if (aid->planned == 0)
        {
          row->records++;
          row->needed += aid->amount;
        }
      else if (aid->sent != 0 && (self->view.is_now || aid->sent <= self->view.day))
        row->sent += aid->amount;
      else if (self->view.is_now || aid->planned <= self->view.day)
        row->planned += aid->amount;
    }
}

static void
count_risk (Count *self, const PantauSituationRecord *item)
{
  const PantauSituationSheet *sheet = self->view.sheet;
  const PantauSituationRisk *risk = &g_array_index (sheet->risks, PantauSituationRisk, item->extra);
  const PantauSituationSpot *spots =
      &g_array_index (sheet->spots, PantauSituationSpot, item->first_spot);
  guint8 weight = (guint8) (pantau_situation_weight (sheet, risk->level) + 1);

  self->situation->cells[risk->likelihood][risk->impact]++;
  count_aid (self, risk);
  for (guint i = 0; i < self->rows.touched->len; i++)
    {
      PantauSituationRow *row = g_ptr_array_index (self->rows.touched, i);

      row->risks++;
      row->levels[risk->level]++;
      row->logistics += (item->flags & PANTAU_SITUATION_LOGISTICS) != 0;
      row->untended += self->view.is_now && (item->flags & PANTAU_SITUATION_TENDED) == 0;
    }
  for (guint i = 0; i < item->n_spots; i++)
    if (spots[i].station == PANTAU_SITUATION_NOWHERE)
      self->whole[spots[i].line] = 1;
    else
      self->worst[spots[i].station] = MAX (self->worst[spots[i].station], weight);
}

static void
count_claim (Count *self, const PantauSituationRecord *item)
{
  const PantauSituationClaim *claim =
      &g_array_index (self->view.sheet->claims, PantauSituationClaim, item->extra);

  if (!pantau_situation_view_is_pending (&self->view, claim))
    return;
  for (guint i = 0; i < self->rows.touched->len; i++)
    {
      PantauSituationNumberedRow *row = g_ptr_array_index (self->rows.touched, i);
      guint before = self->seen.keys->len;

      if (claim->records > 1 &&
          pantau_situation_index_add (&self->seen,
                                      ((gint64) item->extra << 16) | (row->number + 1)) != before)
        continue;
      row->row.claims++;
    }
}

static void
count_clocks (Count *self, const PantauSituationRecord *item)
{
  for (guint i = 0; i < item->n_clocks; i++)
    {
      const PantauSituationClock *clock =
          &g_array_index (self->view.sheet->clocks, PantauSituationClock, item->first_clock + i);
      gboolean overdue = pantau_situation_view_is_overdue (&self->view, item, clock);
      gboolean waits = self->view.is_now && clock->ended == 0 && !overdue;

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

static void
count_item (Count *self, const PantauSituationRecord *item)
{
  gboolean is_open = pantau_situation_view_is_open (&self->view, item);
  gboolean unverified = self->view.is_now && (item->flags & PANTAU_SITUATION_UNVERIFIED) != 0 &&
                        item->kind != PANTAU_SITUATION_ACTIVITY;
  gboolean differs = self->view.is_now && (item->flags & PANTAU_SITUATION_DIFFERS) != 0;
  gboolean is_case = is_open && (item->kind == PANTAU_SITUATION_NEUTRALITY ||
                                 item->kind == PANTAU_SITUATION_OTHER);
  gboolean is_risk = is_open && item->kind == PANTAU_SITUATION_RISK;
  gboolean is_claim =
      item->kind == PANTAU_SITUATION_HOAX && item->extra != PANTAU_SITUATION_NOWHERE;

  hear (self, item);
  count_trend (self, item);
  if (!is_risk && !is_case && !is_claim && !unverified && !differs && item->n_clocks == 0)
    return;

  pantau_situation_rows_touch (
      &self->rows, &self->view, item,
      is_claim &&
          g_array_index (self->view.sheet->claims, PantauSituationClaim, item->extra).records > 1);
  if (is_case || unverified || differs)
    for (guint i = 0; i < self->rows.touched->len; i++)
      {
        PantauSituationRow *row = g_ptr_array_index (self->rows.touched, i);

        row->cases += is_case;
        row->unverified += unverified;
        row->differing += differs;
      }
  if (is_risk)
    count_risk (self, item);
  if (is_claim)
    count_claim (self, item);
  count_clocks (self, item);
}

/* TPS at prisons: by their number in the sheet 1; @special is filled with all there are in the region. */
static guint8 *
read_special (Count *self)
{
  const PantauSituationSheet *sheet = self->view.sheet;
  GPtrArray *places =
      pantau_special_places_list (pantau_reference_get_special_places (sheet->reference));
  guint8 *stations = g_new0 (guint8, sheet->station_lines->len + 1);

  for (guint i = 0; i < places->len; i++)
    {
      const PantauSpecialPlace *place = g_ptr_array_index (places, i);
      gint64 digits = pantau_situation_digits (place->village);
      guint line = pantau_situation_index_find (&sheet->line_numbers, digits);
      PantauSituationSpecial *special;

      if (place->prisons == 0 || line == PANTAU_SITUATION_NOWHERE || !self->view.inside[line])
        continue;
      special = g_new0 (PantauSituationSpecial, 1);
      special->site = place->site;
      special->village = g_strdup (place->village);
      special->stations = place->tps->len;
      special->whole = self->whole[line];
      for (guint j = 0; j < place->tps->len; j++)
        {
          guint station = pantau_situation_index_find (
              &sheet->stations, digits << 16 | g_array_index (place->tps, guint, j));

          if (station == PANTAU_SITUATION_NOWHERE)
            continue;
          stations[station] = 1;
          special->named += self->worst[station] > 0;
        }
      self->situation->special_total += special->stations;
      g_ptr_array_add (self->situation->special, special);
    }

  return stations;
}

static void
count_stations (Count *self)
{
  const PantauSituationSheet *sheet = self->view.sheet;
  g_autofree guint8 *special = read_special (self);

  for (guint i = 0; i < sheet->station_lines->len; i++)
    {
      guint number = g_array_index (sheet->station_lines, guint, i);
      const PantauSituationLine *line = &g_array_index (sheet->lines, PantauSituationLine, number);

      if (self->worst[i] == 0 || !self->view.inside[number])
        continue;
      for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
        {
          guint above = line->above[table];
          PantauSituationRow *row =
              above != PANTAU_SITUATION_NOWHERE ? self->rows.rows[table][above] : NULL;

          if (row == NULL)
            continue;
          row->tps++;
          row->special += special[i];
          self->rows.weights[table][above] += self->worst[i] - 1;
        }
      self->rows.total->tps++;
      self->rows.total->special += special[i];
      self->rows.total_weight += self->worst[i] - 1;
    }
}

static PantauCoverageState
state_of (guint8 heard)
{
  if ((heard & REPORTED) != 0)
    return PANTAU_COVERAGE_REPORTED;

  return (heard & NIHIL) != 0 ? PANTAU_COVERAGE_NIHIL : PANTAU_COVERAGE_SILENT;
}

static gint64
midnight (guint day)
{
  return day > 0 ? pantau_situation_day_end (day - 1) : 0;
}

static void
set_heard (PantauSituationRow *row, guint8 heard, guint16 last_day)
{
  row->state = state_of (heard);
  row->last_heard = midnight (last_day);
}

static void
add_heard (PantauSituationRow *row, guint level, PantauCoverageState state)
{
  PantauSituationHeard *heard = level == 3 ? &row->kecamatan : &row->villages;

  heard->total++;
  heard->states[state]++;
}

/* From the villages upwards: who holds a region comes before it. */
static void
count_heard (Count *self)
{
  const PantauSituationSheet *sheet = self->view.sheet;

  for (guint i = sheet->lines->len; i-- > 0;)
    {
      guint parent = g_array_index (sheet->lines, PantauSituationLine, i).parent;

      if (parent == PANTAU_SITUATION_NOWHERE)
        continue;
      self->heard[parent] |= self->heard[i];
      self->last_day[parent] = MAX (self->last_day[parent], self->last_day[i]);
    }
  for (guint i = 0; i < sheet->n_known; i++)
    {
      const PantauSituationLine *line = &g_array_index (sheet->lines, PantauSituationLine, i);
      PantauCoverageState state = state_of (self->heard[i]);

      if (!self->view.inside[i])
        continue;
      if (line->level >= 3 && i != self->view.line)
        add_heard (self->rows.total, line->level, state);
      for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
        {
          guint above = line->above[table];
          PantauSituationRow *row =
              above != PANTAU_SITUATION_NOWHERE ? self->rows.rows[table][above] : NULL;

          if (row != NULL && above == i)
            set_heard (row, self->heard[i], self->last_day[i]);
          else if (row != NULL && line->level >= 3)
            add_heard (row, line->level, state);
        }
    }
  set_heard (self->rows.total, self->heard[self->view.line], self->last_day[self->view.line]);
}

/* Nobody's clock says when these were put aside or answered: now alone. */
static void
count_waits (Count *self, GArray *waits, gsize member)
{
  for (guint i = 0; i < waits->len; i++)
    {
      const PantauSituationWait *wait = &g_array_index (waits, PantauSituationWait, i);

      if (wait->due >= self->view.now || !self->view.inside[wait->line])
        continue;
      pantau_situation_rows_touch_line (&self->rows, &self->view, wait->line);
      for (guint j = 0; j < self->rows.touched->len; j++)
        G_STRUCT_MEMBER (guint, g_ptr_array_index (self->rows.touched, j), member)++;
    }
}

static void
make_trend (Count *self)
{
  self->situation->trend = g_array_new (FALSE, TRUE, sizeof (PantauSituationDay));
  g_array_set_size (self->situation->trend, MIN (PANTAU_SITUATION_TREND_DAYS, self->view.day));
  for (guint i = 0; i < self->situation->trend->len; i++)
    g_array_index (self->situation->trend, PantauSituationDay, i).day =
        midnight (self->view.day - self->situation->trend->len + 1 + i);
}

static void
make_aid (Count *self)
{
  const PantauSituationSheet *sheet = self->view.sheet;
  GPtrArray *choices =
      pantau_kinds_choices (pantau_reference_get_kinds (sheet->reference), AID_LIST);

  self->situation->aid = g_ptr_array_new_with_free_func (aid_row_free);
  self->aid_rows = g_ptr_array_new ();
  g_ptr_array_set_size (self->aid_rows, (int) sheet->words->len);
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      PantauSituationAidRow *row = g_new0 (PantauSituationAidRow, 1);

      row->code = g_strdup (((const PantauChoice *) g_ptr_array_index (choices, i))->code);
      g_ptr_array_add (self->situation->aid, row);
      for (guint word = 0; word < sheet->words->len; word++)
        if (g_strcmp0 (g_ptr_array_index (sheet->words, word), row->code) == 0)
          self->aid_rows->pdata[word] = row;
    }
}

static void
set_vote (Count *self)
{
  PantauElections *elections = pantau_reference_get_elections (self->view.sheet->reference);
  PantauSituation *situation = self->situation;
  GDate day = pantau_election_day_of (situation->at != 0 ? situation->at : situation->now);
  const PantauElection *election = situation->election != NULL
                                       ? pantau_elections_lookup (elections, situation->election)
                                       : pantau_elections_default (elections, &day);

  if (election == NULL)
    return;
  situation->vote = election->code;
  situation->has_voting_day = pantau_election_days_to (election, &day, &situation->days_to_vote);
}

static void
count_all (Count *self)
{
  const PantauSituationSheet *sheet = self->view.sheet;

  make_trend (self);
  make_aid (self);
  self->situation->special = g_ptr_array_new_with_free_func (special_free);
  for (guint i = 0; i < sheet->items->len; i++)
    {
      const PantauSituationRecord *item = &g_array_index (sheet->items, PantauSituationRecord, i);

      if (pantau_situation_view_has (&self->view, item))
        count_item (self, item);
    }
  count_stations (self);
  pantau_situation_count_exposed (&self->view, &self->rows);
  pantau_situation_rows_add_plain (&self->rows, &self->view);
  count_heard (self);
  pantau_situation_rows_weigh (&self->rows, &self->view, self->situation->election);
  if (self->view.is_now)
    {
      count_waits (self, sheet->quarantined, G_STRUCT_OFFSET (PantauSituationRow, quarantined));
      count_waits (self, sheet->replies, G_STRUCT_OFFSET (PantauSituationRow, replies));
      count_waits (self, sheet->treatments, G_STRUCT_OFFSET (PantauSituationRow, treatments));
    }
  set_vote (self);
}

PantauSituation *
pantau_situation_count (PantauSituationSheet *sheet,
                        const PantauSituationQuery *query,
                        GError **error)
{
  g_autoptr (PantauSituation) situation = g_new0 (PantauSituation, 1);
  g_auto (Count) count = { 0 };

  if (!pantau_situation_view_init (&count.view, sheet, query, error))
    return NULL;
  situation->sheet = pantau_situation_sheet_ref (sheet);
  situation->region = pantau_situation_code (
      g_array_index (sheet->lines, PantauSituationLine, count.view.line).digits);
  situation->election = g_strdup (query->election);
  situation->now = query->now;
  situation->at = query->at;
  situation->heard_days = count.view.heard_days;
  situation->levels = sheet->levels;
  count_init (&count, situation);
  count_all (&count);

  return g_steal_pointer (&situation);
}

const PantauSituationRow *
pantau_situation_row (const PantauSituation *self, const char *region)
{
  GPtrArray *tables[] = { self->areas, self->kecamatan, self->villages };

  if (g_str_equal (self->total->code, region))
    return self->total;
  for (guint table = 0; table < G_N_ELEMENTS (tables); table++)
    for (guint i = 0; i < tables[table]->len; i++)
      if (g_str_equal (((PantauSituationRow *) g_ptr_array_index (tables[table], i))->code, region))
        return g_ptr_array_index (tables[table], i);

  return NULL;
}

const char *
pantau_situation_burden_formula (void)
{
  return _ ("Open risk burden = 100 × the sum of the weights of the TPS that open risks name ÷ "
            "all TPS. Each TPS counts once, with its worst risk: very low 0.2, low 0.4, medium "
            "0.6, high 0.8, very high 1. This is Pantau’s own figure, not the IKP.");
}
