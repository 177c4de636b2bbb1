/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which the greedy counts of pantau-situation-exposed.c take risks. */

#include "config.h"

#include "pantau-situation-sheet.h"

#include <stdlib.h>

/* A risk in the order of counting: kecamatan by kecamatan, since what lies together in memory is read faster; what is mixed before all. */
typedef struct
{
  guint group;
  guint32 least;
  guint risk;
  gint64 mark;
} Ranked;

/* The largest first; of equals in an order that is the same in every home with the same lines. */
static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *left = a, *right = b;

  if (left->group != right->group)
    return left->group < right->group ? -1 : 1;
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
            &g_array_index (self->items, PantauSituationRecord,
                            g_array_index (self->risks, PantauSituationRisk, i).item);
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
group_of_risk (PantauSituationSheet *self, const PantauSituationRisk *risk)
{
  const PantauSituationRecord *item =
      &g_array_index (self->items, PantauSituationRecord, risk->item);
  guint kecamatan = g_array_index (self->lines, PantauSituationLine, item->line)
                        .above[PANTAU_SITUATION_BY_KECAMATAN];

  if (kecamatan == PANTAU_SITUATION_NOWHERE ||
      (item->n_spots > 0 &&
       self->mixed[g_array_index (self->spots, PantauSituationSpot, item->first_spot).line]))
    return 0;

  return kecamatan + 1;
}

static void
sort_risks (PantauSituationSheet *self, GArray *order, gboolean is_voters)
{
  g_autofree Ranked *ranked = g_new (Ranked, order->len);

  for (guint i = 0; i < order->len; i++)
    {
      guint number = g_array_index (order, guint, i);
      const PantauSituationRisk *risk = &g_array_index (self->risks, PantauSituationRisk, number);

      ranked[i] = (Ranked){ group_of_risk (self, risk),
                            is_voters ? risk->voters[0] : risk->unnamed[0], number, risk->mark };
    }
  if (order->len > 1)
    qsort (ranked, order->len, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < order->len; i++)
    g_array_index (order, guint, i) = ranked[i].risk;
}

void
pantau_situation_sheet_order (PantauSituationSheet *self)
{
  find_mixed (self);
  sort_risks (self, self->by_voters, TRUE);
  sort_risks (self, self->by_unnamed, FALSE);
}
