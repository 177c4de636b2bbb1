/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which the greedy counts of pantau-situation-exposed.c take risks. */

#include "config.h"

#include "pantau-situation-sheet.h"

#include <stdlib.h>

#include "pantau-both.h"

/* A risk among those of its kecamatan. */
typedef struct
{
  gint64 mark;
  guint32 least;
  guint risk;
} Ranked;

/* The largest first; of equals in an order that is the same in every home with the same lines. */
static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *left = a, *right = b;

  if (left->least != right->least)
    return left->least < right->least ? 1 : -1;

  return (left->mark > right->mark) - (left->mark < right->mark);
}

static guint
group_of (guint *groups, guint line)
{
  while (groups[line] != line)
    line = groups[line] = groups[groups[line]];

  return line;
}

/* Villages that one risk names belong together; where one of them lies over several kecamatan, so do their kecamatan. */
static void
find_mixed (PantauSituationSheet *self)
{
  g_autofree guint *groups = g_new (guint, self->lines->len);
  g_autofree guint8 *marked = g_new0 (guint8, self->lines->len);

  for (guint i = 0; i < self->lines->len; i++)
    groups[i] = i;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->risks->len; i++)
      {
        const PantauSituationRecord *item =
            &g_array_index (self->items[PANTAU_SITUATION_RISK], PantauSituationRecord, i);
        const PantauSituationSpot *spots =
            &g_array_index (self->spots, PantauSituationSpot, item->first_spot);

        for (guint j = 1; pass == 0 && j < item->n_spots; j++)
          groups[group_of (groups, spots[j].line)] = group_of (groups, spots[0].line);
        if (pass == 1 && item->is_scattered)
          marked[group_of (groups, spots[0].line)] = 1;
      }

  self->mixed = g_new0 (guint8, self->lines->len);
  for (guint i = 0; i < self->lines->len; i++)
    self->mixed[i] = marked[group_of (groups, i)];
}

/* Risks of different groups share no village. */
static guint
group_of_risk (PantauSituationSheet *self, guint number)
{
  const PantauSituationRecord *item =
      &g_array_index (self->items[PANTAU_SITUATION_RISK], PantauSituationRecord, number);
  guint kecamatan = g_array_index (self->lines, PantauSituationLine, item->line)
                        .above[PANTAU_SITUATION_BY_KECAMATAN];

  if (kecamatan == PANTAU_SITUATION_NOWHERE ||
      (item->n_spots > 0 &&
       self->mixed[g_array_index (self->spots, PantauSituationSpot, item->first_spot).line]))
    return 0;

  return kecamatan + 1;
}

static const guint32 *
range_of (const PantauSituationRisk *risk, gboolean is_voters)
{
  return is_voters ? risk->voters : risk->unnamed;
}

static PantauSituationExposed
exposed_of (const PantauSituationSheet *self, guint number, gboolean is_voters)
{
  const PantauSituationRisk *risk = &g_array_index (self->risks, PantauSituationRisk, number);
  const PantauSituationRecord *item =
      &g_array_index (self->items[PANTAU_SITUATION_RISK], PantauSituationRecord, number);
  const guint32 *range = range_of (risk, is_voters);

  return (PantauSituationExposed){
    .item = number,
    .first_spot = item->first_spot,
    .range = { range[0], range[1] },
    .line = item->line,
    .n_spots = item->n_spots,
    .election = item->election,
    .from = item->from,
    .until = item->until,
    .level = risk->level,
    .is_plain = item->n_stretches == 1,
  };
}

/* Kecamatan by kecamatan, since what lies together in memory is read faster; what is mixed before all. */
static void
sort_risks (PantauSituationSheet *self, GArray *order, const guint *groups, gboolean is_voters)
{
  guint n_groups = self->lines->len + 1, n = 0;
  g_autofree guint *starts = g_new0 (guint, n_groups + 1);
  g_autofree Ranked *ranked = NULL;

  for (guint i = 0; i < self->risks->len; i++)
    starts[groups[i] + 1] +=
        range_of (&g_array_index (self->risks, PantauSituationRisk, i), is_voters)[1] > 0;
  for (guint i = 0; i < n_groups; i++)
    starts[i + 1] += starts[i];
  n = starts[n_groups];
  ranked = g_new (Ranked, n + 1);
  for (guint i = 0; i < self->risks->len; i++)
    {
      const PantauSituationRisk *risk = &g_array_index (self->risks, PantauSituationRisk, i);
      const guint32 *range = range_of (risk, is_voters);

      if (range[1] > 0)
        ranked[starts[groups[i]]++] = (Ranked){ risk->mark, range[0], i };
    }

  /* A group's start is now the next one's. */
  for (guint i = 0; i < n_groups; i++)
    {
      guint start = i > 0 ? starts[i - 1] : 0;

      if (starts[i] - start > 1)
        qsort (ranked + start, starts[i] - start, sizeof *ranked, compare_ranked);
    }
  g_array_set_size (order, n);
  for (guint i = 0; i < n; i++)
    g_array_index (order, PantauSituationExposed, i) = exposed_of (self, ranked[i].risk, is_voters);
}

typedef struct
{
  PantauSituationSheet *sheet;
  const guint *groups;
} Order;

static void
sort_by_voters (gpointer data)
{
  const Order *order = data;

  sort_risks (order->sheet, order->sheet->by_voters, order->groups, TRUE);
}

static void
sort_by_unnamed (gpointer data)
{
  const Order *order = data;

  sort_risks (order->sheet, order->sheet->by_unnamed, order->groups, FALSE);
}

void
pantau_situation_sheet_order (PantauSituationSheet *self)
{
  g_autofree guint *groups = g_new (guint, self->risks->len + 1);
  Order order = { self, groups };

  find_mixed (self);
  for (guint i = 0; i < self->risks->len; i++)
    groups[i] = group_of_risk (self, i);
  pantau_both (sort_by_voters, &order, sort_by_unnamed, &order);
}
