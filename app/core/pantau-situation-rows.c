/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a situation. All that is done for each record is here, and asks for no memory. */

#include "config.h"

#include "pantau-situation-rows.h"

#define COUNTED_ELECTION "pemilu-2024" /* of which kecamatan.csv counts the TPS */

static PantauSituationRow *
row_new (PantauSituationRows *self, const PantauSituationView *view, guint line)
{
  PantauSituationNumberedRow *row = g_new0 (PantauSituationNumberedRow, 1);

  row->row.code =
      pantau_situation_code (g_array_index (view->sheet->lines, PantauSituationLine, line).digits);
  row->row.state = PANTAU_COVERAGE_SILENT;
  row->row.burden = -1;
  row->number = self->n_rows++;

  return &row->row;
}

static void
begin (PantauSituationRows *self)
{
  self->stamp++;
  g_ptr_array_set_size (self->touched, 0);
  g_ptr_array_add (self->touched, self->total);
}

static void
touch (PantauSituationRows *self, const PantauSituationView *view, guint number)
{
  const PantauSituationLine *line =
      &g_array_index (view->sheet->lines, PantauSituationLine, number);

  for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
    {
      guint above = line->above[table];
      PantauSituationNumberedRow *row =
          above != PANTAU_SITUATION_NOWHERE
              ? (PantauSituationNumberedRow *) self->rows[table][above]
              : NULL;

      if (row == NULL || row->stamp == self->stamp)
        continue;
      row->stamp = self->stamp;
      g_ptr_array_add (self->touched, row);
    }
}

static void
add_row (PantauSituationRow *self, const PantauSituationRow *other)
{
  for (guint i = 0; i < PANTAU_SITUATION_MAX_LEVELS; i++)
    self->levels[i] += other->levels[i];
  self->risks += other->risks;
  self->unnamed.least += other->unnamed.least;
  self->unnamed.most += other->unnamed.most;
  self->voters.least += other->voters.least;
  self->voters.most += other->voters.most;
  self->logistics += other->logistics;
  self->claims += other->claims;
  self->cases += other->cases;
  self->overdue += other->overdue;
  self->due_today += other->due_today;
  self->due_soon += other->due_soon;
  self->unverified += other->unverified;
  self->differing += other->differing;
  self->untended += other->untended;
}

/*
 * How many TPS a region has in the election that is asked for: those of 2024 by kecamatan, in proportion to how many the whole province has. Nobody
 * publishes the others by kecamatan.
 */
static gint64
official_tps (const PantauSituationView *view, const char *election, gint64 counted)
{
  PantauElections *elections = pantau_reference_get_elections (view->sheet->reference);
  const PantauElection *of = pantau_elections_lookup (elections, COUNTED_ELECTION);
  const PantauElection *asked =
      election != NULL ? pantau_elections_lookup (elections, election) : NULL;

  if (of == NULL || asked == NULL || of->tps <= 0 || asked->tps <= 0 || counted == 0)
    return counted;

  return MAX ((counted * asked->tps + of->tps / 2) / of->tps, 1);
}

static void
set_burden (const PantauSituationView *view,
            const char *election,
            PantauSituationRow *row,
            guint line,
            gint64 weight)
{
  row->tps_official = official_tps (
      view, election, g_array_index (view->sheet->lines, PantauSituationLine, line).tps);
  if (row->tps_official > 0)
    row->burden = (int) MIN (weight * 100 / row->tps_official, 10000);
}

void
pantau_situation_row_free (PantauSituationRow *self)
{
  g_free (self->code);
  g_free (self);
}

void
pantau_situation_rows_init (PantauSituationRows *self, const PantauSituationView *view)
{
  const PantauSituationSheet *sheet = view->sheet;
  gboolean has_villages = g_array_index (sheet->lines, PantauSituationLine, view->line).level >= 3;

  self->touched = g_ptr_array_new ();
  for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
    {
      self->tables[table] =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_situation_row_free);
      self->rows[table] = g_new0 (PantauSituationRow *, sheet->lines->len);
      self->weights[table] = g_new0 (gint64, sheet->lines->len);
    }
  for (guint i = 0; i < sheet->n_known; i++)
    {
      const PantauSituationLine *line = &g_array_index (sheet->lines, PantauSituationLine, i);
      guint table = line->level - 2;

      if (line->level < 2 || !view->inside[i] ||
          (table == PANTAU_SITUATION_BY_VILLAGE && !has_villages))
        continue;
      self->rows[table][i] = row_new (self, view, i);
      g_ptr_array_add (self->tables[table], self->rows[table][i]);
    }
  self->total = row_new (self, view, view->line);
  if (!has_villages)
    {
      self->plain = g_new0 (PantauSituationRow *, sheet->lines->len);
      self->plain_weights = g_new0 (gint64, sheet->lines->len);
      for (guint i = 0; i < sheet->n_known; i++)
        if (self->rows[PANTAU_SITUATION_BY_KECAMATAN][i] != NULL)
          self->plain[i] = row_new (self, view, i);
    }
}

void
pantau_situation_rows_give (PantauSituationRows *self, PantauSituation *situation)
{
  situation->total = g_steal_pointer (&self->total);
  situation->areas = g_steal_pointer (&self->tables[PANTAU_SITUATION_BY_AREA]);
  situation->kecamatan = g_steal_pointer (&self->tables[PANTAU_SITUATION_BY_KECAMATAN]);
  situation->villages = g_steal_pointer (&self->tables[PANTAU_SITUATION_BY_VILLAGE]);
}

void
pantau_situation_rows_clear (PantauSituationRows *self, const PantauSituationView *view)
{
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_clear_pointer (&self->total, pantau_situation_row_free);
  for (guint i = 0; self->plain != NULL && i < view->sheet->n_known; i++)
    if (self->plain[i] != NULL)
      pantau_situation_row_free (self->plain[i]);
  g_clear_pointer (&self->plain, g_free);
  g_clear_pointer (&self->plain_weights, g_free);
  for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
    {
      g_clear_pointer (&self->tables[table], g_ptr_array_unref);
      g_clear_pointer (&self->rows[table], g_free);
      g_clear_pointer (&self->weights[table], g_free);
    }
}

void
pantau_situation_rows_add (PantauSituationRows *self,
                           const PantauSituationRows *other,
                           const PantauSituationView *view)
{
  add_row (self->total, other->total);
  self->total_weight += other->total_weight;
  for (guint i = 0; i < view->sheet->n_known; i++)
    {
      for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
        if (self->rows[table][i] != NULL)
          {
            add_row (self->rows[table][i], other->rows[table][i]);
            self->weights[table][i] += other->weights[table][i];
          }
      if (self->plain != NULL && self->plain[i] != NULL)
        {
          add_row (self->plain[i], other->plain[i]);
          self->plain_weights[i] += other->plain_weights[i];
        }
    }
}

void
pantau_situation_rows_touch (PantauSituationRows *self,
                             const PantauSituationView *view,
                             const PantauSituationRecord *item,
                             gboolean is_shared)
{
  const PantauSituationSpot *spots =
      &g_array_index (view->sheet->spots, PantauSituationSpot, item->first_spot);
  guint kecamatan = g_array_index (view->sheet->lines, PantauSituationLine, item->line)
                        .above[PANTAU_SITUATION_BY_KECAMATAN];

  if (self->plain != NULL && !item->is_scattered && !is_shared &&
      kecamatan != PANTAU_SITUATION_NOWHERE && self->plain[kecamatan] != NULL)
    {
      /* Asked of most records: without a call. */
      if (self->touched->len == 0)
        g_ptr_array_add (self->touched, NULL);
      self->touched->pdata[0] = self->plain[kecamatan];
      self->touched->len = 1;
      return;
    }

  begin (self);
  touch (self, view, item->line);
  if (item->is_scattered || self->plain == NULL)
    for (guint i = 0; i < item->n_spots; i++)
      touch (self, view, spots[i].line);
}

void
pantau_situation_rows_touch_line (PantauSituationRows *self,
                                  const PantauSituationView *view,
                                  guint line)
{
  begin (self);
  touch (self, view, line);
}

void
pantau_situation_rows_add_plain (PantauSituationRows *self, const PantauSituationView *view)
{
  for (guint i = 0; self->plain != NULL && i < view->sheet->n_known; i++)
    {
      const PantauSituationLine *line = &g_array_index (view->sheet->lines, PantauSituationLine, i);

      if (self->plain[i] == NULL)
        continue;
      for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
        {
          guint above = line->above[table];

          if (above == PANTAU_SITUATION_NOWHERE || self->rows[table][above] == NULL)
            continue;
          add_row (self->rows[table][above], self->plain[i]);
          self->weights[table][above] += self->plain_weights[i];
        }
      add_row (self->total, self->plain[i]);
      self->total_weight += self->plain_weights[i];
    }
}

void
pantau_situation_rows_weigh (PantauSituationRows *self,
                             const PantauSituationView *view,
                             const char *election)
{
  for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
    for (guint i = 0; i < view->sheet->n_known; i++)
      if (self->rows[table][i] != NULL)
        set_burden (view, election, self->rows[table][i], i, self->weights[table][i]);
  set_burden (view, election, self->total, view->line, self->total_weight);
}
