/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was counted of the records becomes a situation: TPS, what was heard, what waits, and the burden. */

#include "config.h"

#include "pantau-situation-count.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-both.h"

#define AID_LIST "aid"

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

/* TPS at prisons: by their number in the sheet 1; @special is filled with all there are in the region. */
static guint8 *
read_special (PantauSituation *self, const PantauSituationCount *count)
{
  const PantauSituationSheet *sheet = self->sheet;
  GPtrArray *places =
      pantau_special_places_list (pantau_reference_get_special_places (sheet->reference));
  guint8 *stations = g_new0 (guint8, sheet->stations.lines->len + 1);

  for (guint i = 0; i < places->len; i++)
    {
      const PantauSpecialPlace *place = g_ptr_array_index (places, i);
      guint line = pantau_situation_index_find (&sheet->line_numbers,
                                                pantau_situation_digits (place->village));
      PantauSituationSpecial *special;

      if (place->prisons == 0 || line == PANTAU_SITUATION_NOWHERE || !count->view->inside[line])
        continue;
      special = g_new0 (PantauSituationSpecial, 1);
      special->site = place->site;
      special->village = g_strdup (place->village);
      special->stations = place->tps->len;
      special->whole = count->whole[line];
      for (guint j = 0; j < place->tps->len; j++)
        {
          guint station = pantau_situation_stations_find (&sheet->stations, line,
                                                          g_array_index (place->tps, guint, j));

          if (station == PANTAU_SITUATION_NOWHERE)
            continue;
          stations[station] = 1;
          special->named += count->worst[station] > 0;
        }
      self->special_total += special->stations;
      g_ptr_array_add (self->special, special);
    }

  return stations;
}

static void
count_stations (PantauSituation *self, PantauSituationCount *count)
{
  const PantauSituationSheet *sheet = self->sheet;
  PantauSituationRows *rows = &count->rows;
  g_autofree guint8 *special = read_special (self, count);

  for (guint i = 0; i < sheet->stations.lines->len; i++)
    {
      guint number = g_array_index (sheet->stations.lines, guint, i);
      const PantauSituationLine *line = &g_array_index (sheet->lines, PantauSituationLine, number);

      if (count->worst[i] == 0 || !count->view->inside[number])
        continue;
      for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
        {
          guint above = line->above[table];
          PantauSituationRow *row =
              above != PANTAU_SITUATION_NOWHERE ? rows->rows[table][above] : NULL;

          if (row == NULL)
            continue;
          row->tps++;
          row->special += special[i];
          rows->weights[table][above] += count->worst[i] - 1;
        }
      rows->total->tps++;
      rows->total->special += special[i];
      rows->total_weight += count->worst[i] - 1;
    }
}

static PantauCoverageState
state_of (guint8 heard)
{
  if ((heard & PANTAU_SITUATION_WAS_REPORTED) != 0)
    return PANTAU_COVERAGE_REPORTED;

  return (heard & PANTAU_SITUATION_WAS_NIHIL) != 0 ? PANTAU_COVERAGE_NIHIL : PANTAU_COVERAGE_SILENT;
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
count_heard (PantauSituationCount *self)
{
  const PantauSituationView *view = self->view;
  const PantauSituationSheet *sheet = view->sheet;

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

      if (!view->inside[i])
        continue;
      if (line->level >= 3 && i != view->line)
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
  set_heard (self->rows.total, self->heard[view->line], self->last_day[view->line]);
}

/* Nobody's clock says when these were put aside or answered: now alone. */
static void
count_waits (PantauSituationCount *self, GArray *waits, gsize member)
{
  for (guint i = 0; i < waits->len; i++)
    {
      const PantauSituationWait *wait = &g_array_index (waits, PantauSituationWait, i);

      if (wait->due >= self->view->now || !self->view->inside[wait->line])
        continue;
      pantau_situation_rows_touch_line (&self->rows, self->view, wait->line);
      for (guint j = 0; j < self->rows.touched->len; j++)
        G_STRUCT_MEMBER (guint, g_ptr_array_index (self->rows.touched, j), member)++;
    }
}

static void
take_trend (PantauSituation *self, const PantauSituationCount *count)
{
  guint day = count->view->day, n = MIN (PANTAU_SITUATION_TREND_DAYS, day);

  self->trend = g_array_new (FALSE, TRUE, sizeof (PantauSituationDay));
  g_array_append_vals (self->trend, count->trend + PANTAU_SITUATION_TREND_DAYS - n, n);
  for (guint i = 0; i < n; i++)
    g_array_index (self->trend, PantauSituationDay, i).day = midnight (day - n + 1 + i);
}

static void
take_aid (PantauSituation *self, const PantauSituationCount *count)
{
  const PantauSituationSheet *sheet = self->sheet;
  GPtrArray *choices =
      pantau_kinds_choices (pantau_reference_get_kinds (sheet->reference), AID_LIST);

  self->aid = g_ptr_array_new_with_free_func (aid_row_free);
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      PantauSituationAidRow *row = g_new0 (PantauSituationAidRow, 1);
      const char *code = ((const PantauChoice *) g_ptr_array_index (choices, i))->code;

      for (guint word = 0; word < sheet->words->len; word++)
        if (g_strcmp0 (g_ptr_array_index (sheet->words, word), code) == 0)
          *row = count->aid[word];
      row->code = g_strdup (code);
      g_ptr_array_add (self->aid, row);
    }
}

static void
set_vote (PantauSituation *self)
{
  PantauElections *elections = pantau_reference_get_elections (self->sheet->reference);
  GDate day = pantau_election_day_of (self->at != 0 ? self->at - self->exactly : self->now);
  const PantauElection *election = self->election != NULL
                                       ? pantau_elections_lookup (elections, self->election)
                                       : pantau_elections_default (elections, &day);

  if (election == NULL)
    return;
  self->vote = election->code;
  self->has_voting_day = pantau_election_days_to (election, &day, &self->days_to_vote);
}

/* What two threads do: each takes about half as long as all of it would. */
static void
count_hoaxes_and_exposed (gpointer data)
{
  PantauSituationCount *count = data;

  pantau_situation_count_kind (count, PANTAU_SITUATION_HOAX);
  pantau_situation_count_exposed (count->view, &count->rows);
}

static void
count_others (gpointer data)
{
  for (guint kind = 0; kind < PANTAU_N_SITUATION_KINDS; kind++)
    if (kind != PANTAU_SITUATION_HOAX)
      pantau_situation_count_kind (data, (PantauSituationKind) kind);
}

static void
count_records (PantauSituationCount *self)
{
  const PantauSituationSheet *sheet = self->view->sheet;
  g_auto (PantauSituationCount) second = { 0 };
  guint n = 0;

  for (guint kind = 0; kind < PANTAU_N_SITUATION_KINDS; kind++)
    n += sheet->items[kind]->len;
  if (n < sheet->worth_two)
    {
      count_others (self);
      count_hoaxes_and_exposed (self);
      return;
    }
  pantau_situation_count_init (&second, self->view);
  pantau_both (count_others, self, count_hoaxes_and_exposed, &second);
  pantau_situation_count_add (self, &second);
}

static void
make_situation (PantauSituation *self, const PantauSituationView *view)
{
  g_auto (PantauSituationCount) count = { 0 };

  pantau_situation_count_init (&count, view);
  count_records (&count);
  memcpy (self->cells, count.cells, sizeof self->cells);
  take_trend (self, &count);
  take_aid (self, &count);
  self->special = g_ptr_array_new_with_free_func (special_free);
  count_stations (self, &count);
  pantau_situation_rows_add_plain (&count.rows, view);
  count_heard (&count);
  pantau_situation_rows_weigh (&count.rows, view, self->election);
  if (view->is_now)
    {
      count_waits (&count, self->sheet->quarantined,
                   G_STRUCT_OFFSET (PantauSituationRow, quarantined));
      count_waits (&count, self->sheet->replies, G_STRUCT_OFFSET (PantauSituationRow, replies));
      count_waits (&count, self->sheet->treatments,
                   G_STRUCT_OFFSET (PantauSituationRow, treatments));
    }
  pantau_situation_rows_give (&count.rows, self);
  set_vote (self);
}

PantauSituation *
pantau_situation_count (PantauSituationSheet *sheet,
                        const PantauSituationQuery *query,
                        GError **error)
{
  g_autoptr (PantauSituation) situation = g_new0 (PantauSituation, 1);
  g_auto (PantauSituationView) view = { 0 };

  if (!pantau_situation_view_init (&view, sheet, query, error))
    return NULL;
  situation->sheet = pantau_situation_sheet_ref (sheet);
  situation->region =
      pantau_situation_code (g_array_index (sheet->lines, PantauSituationLine, view.line).digits);
  situation->election = g_strdup (query->election);
  situation->now = query->now;
  situation->at = query->at;
  situation->exactly = query->at != 0 && query->exactly;
  situation->heard_days = view.heard_days;
  situation->levels = sheet->levels;
  make_situation (situation, &view);

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
