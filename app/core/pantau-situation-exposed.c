/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Voters and TPS beyond those named, by the rule of pantau-store-exposure.h: from the largest number down, leaving out each record that may speak of a
 * place which one counted before speaks of too. Each table counts for itself, since a record that lies in two kecamatan is in no row of these.
 */

#include "config.h"

#include "pantau-situation-rows.h"

/* What was taken in a count of one table; a village and a TPS lie in one row of it alone, so all its rows are counted at once. */
typedef struct
{
  guint8 *touched;  /* by line: something that names the village was taken */
  guint8 *whole;    /* by line: something that names it as a whole */
  guint8 *stations; /* by number */
} Taken;

static void
taken_init (Taken *self, const PantauSituationSheet *sheet)
{
  self->touched = g_new0 (guint8, sheet->lines->len);
  self->whole = g_new0 (guint8, sheet->lines->len);
  self->stations = g_new0 (guint8, sheet->stations.lines->len + 1);
}

static void
taken_clear (Taken *self)
{
  g_free (self->touched);
  g_free (self->whole);
  g_free (self->stations);
}

static gboolean
take (Taken *self, const PantauSituationSpot *spots, guint n)
{
  for (guint i = 0; i < n; i++)
    if (spots[i].station == PANTAU_SITUATION_NOWHERE
            ? self->touched[spots[i].line]
            : self->whole[spots[i].line] || self->stations[spots[i].station])
      return FALSE;

  for (guint i = 0; i < n; i++)
    {
      self->touched[spots[i].line] = 1;
      if (spots[i].station == PANTAU_SITUATION_NOWHERE)
        self->whole[spots[i].line] = 1;
      else
        self->stations[spots[i].station] = 1;
    }

  return TRUE;
}

/* The kecamatan in which it is counted for all tables at once, since whether it is taken is the same in each of them; NOWHERE: it may not be. */
static guint
plain_line (const PantauSituationView *view,
            const PantauSituationRows *rows,
            const PantauSituationExposed *risk,
            const PantauSituationLine *line,
            const PantauSituationSpot *spots)
{
  guint kecamatan = line->above[PANTAU_SITUATION_BY_KECAMATAN];

  if (rows->plain == NULL || kecamatan == PANTAU_SITUATION_NOWHERE ||
      rows->plain[kecamatan] == NULL || (risk->n_spots > 0 && view->sheet->mixed[spots[0].line]))
    return PANTAU_SITUATION_NOWHERE;

  return kecamatan;
}

static gboolean
is_open (const PantauSituationView *view, const PantauSituationExposed *risk)
{
  if (!risk->is_plain)
    return pantau_situation_view_is_open (view,
                                          &g_array_index (view->sheet->items[PANTAU_SITUATION_RISK],
                                                          PantauSituationRecord, risk->item));
  if (view->election >= 0 && risk->election != view->election)
    return FALSE;

  return view->is_now
             ? risk->until == 0
             : risk->from <= view->second && (risk->until == 0 || risk->until > view->second);
}

/* One figure in all tables; the last of @taken is the total's. */
static void
count_figure (const PantauSituationView *view,
              PantauSituationRows *rows,
              gboolean is_voters,
              Taken taken[PANTAU_SITUATION_N_TABLES + 1])
{
  const PantauSituationSheet *sheet = view->sheet;
  GArray *order = is_voters ? sheet->by_voters : sheet->by_unnamed;

  for (guint i = 0; i < order->len; i++)
    {
      const PantauSituationExposed *risk = &g_array_index (order, PantauSituationExposed, i);
      const PantauSituationLine *line =
          &g_array_index (sheet->lines, PantauSituationLine, risk->line);
      const PantauSituationSpot *spots =
          &g_array_index (sheet->spots, PantauSituationSpot, risk->first_spot);
      const guint32 *range = risk->range;
      gint64 weight;
      PantauRange *total = is_voters ? &rows->total->voters : &rows->total->unnamed;
      guint plain;

      /* Of what only names a TPS here nobody knows which part of its numbers lies here. */
      if (!view->inside[risk->line] || !is_open (view, risk))
        continue;
      weight = view->weights[risk->level] * (gint64) range[0];
      plain = plain_line (view, rows, risk, line, spots);
      if (plain != PANTAU_SITUATION_NOWHERE)
        {
          PantauRange *own = is_voters ? &rows->plain[plain]->voters : &rows->plain[plain]->unnamed;

          own->most += range[1];
          if (!take (&taken[PANTAU_SITUATION_BY_KECAMATAN], spots, risk->n_spots))
            continue;
          own->least += range[0];
          if (!is_voters)
            rows->plain_weights[plain] += weight;
          continue;
        }
      for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
        {
          guint above = line->above[table];
          PantauSituationRow *row =
              above != PANTAU_SITUATION_NOWHERE ? rows->rows[table][above] : NULL;
          PantauRange *own;

          if (row == NULL)
            continue;
          own = is_voters ? &row->voters : &row->unnamed;
          own->most += range[1];
          if (!take (&taken[table], spots, risk->n_spots))
            continue;
          own->least += range[0];
          if (!is_voters)
            rows->weights[table][above] += weight;
        }
      total->most += range[1];
      if (!take (&taken[PANTAU_SITUATION_N_TABLES], spots, risk->n_spots))
        continue;
      total->least += range[0];
      if (!is_voters)
        rows->total_weight += weight;
    }
}

void
pantau_situation_count_exposed (const PantauSituationView *view, PantauSituationRows *rows)
{
  for (gboolean is_voters = FALSE; is_voters <= TRUE; is_voters++)
    {
      Taken taken[PANTAU_SITUATION_N_TABLES + 1];

      for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
        taken_init (&taken[i], view->sheet);
      count_figure (view, rows, is_voters, taken);
      for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
        taken_clear (&taken[i]);
    }
}
