/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding up: the rule is told in pantau-store-exposure.h. */

#include "config.h"

#include "pantau-exposure-sheet.h"

#include <string.h>

#define ITEM(self, i)    (&g_array_index ((self)->items, PantauExposureItem, i))
#define PLACE(self, i)   (&g_array_index ((self)->places, PantauExposurePlace, i))
#define VILLAGE(self, i) (&g_array_index ((self)->villages, PantauExposureVillage, i))

/* A count of one figure of one line: what was taken in it bears its number, so nothing must be cleared before the next. */
typedef struct
{
  PantauExposureSheet *sheet; /* (unowned) */
  guint *stations;            /* (owned): the count in which each TPS was taken last */
  guint count;
} Taker;

static PantauExposureRow *
row_new (PantauExposureSheet *self, const char *code)
{
  PantauExposureRow *row = g_new0 (PantauExposureRow, 1);

  row->code = g_strdup (code);
  row->figures = g_new0 (PantauRange, self->figures->len);

  return row;
}

static void
row_free (gpointer data)
{
  PantauExposureRow *self = data;

  g_free (self->code);
  g_free (self->figures);
  g_free (self);
}

void
pantau_exposure_free (PantauExposure *self)
{
  g_strfreev (self->figures);
  row_free (self->total);
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->hazards);
  g_ptr_array_unref (self->levels);
  g_free (self);
}

static GPtrArray *
rows_new (PantauExposureSheet *self, guint group)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < self->codes[group]->len; i++)
    g_ptr_array_add (rows, row_new (self, g_ptr_array_index (self->codes[group], i)));

  return rows;
}

/* Whether the record may speak of a place that one taken in this count speaks of too. */
static gboolean
overlaps (const Taker *self, const PantauExposureItem *item)
{
  for (guint i = 0; i < item->n_places; i++)
    {
      const PantauExposurePlace *place = PLACE (self->sheet, item->first_place + i);
      const PantauExposureVillage *village = VILLAGE (self->sheet, place->village);

      if (place->station == PANTAU_NOWHERE
              ? village->touched == self->count
              : village->whole == self->count || self->stations[place->station] == self->count)
        return TRUE;
    }

  return FALSE;
}

static void
take (Taker *self, const PantauExposureItem *item)
{
  for (guint i = 0; i < item->n_places; i++)
    {
      const PantauExposurePlace *place = PLACE (self->sheet, item->first_place + i);
      PantauExposureVillage *village = VILLAGE (self->sheet, place->village);

      village->touched = self->count;
      if (place->station == PANTAU_NOWHERE)
        village->whole = self->count;
      else
        self->stations[place->station] = self->count;
    }
}

/* The largest first; of equals in an order that is the same in every home with the same lines. */
static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  const PantauExposureAmount *left = a, *right = b;

  if (left->least != right->least)
    return left->least < right->least ? 1 : -1;

  return (left->mark > right->mark) - (left->mark < right->mark);
}

/*
 * Things 0 to @n - 1 by their lines, else in their order: those of line i are at @order from @starts[i] to before @starts[i + 1]. What has
 * no line (PANTAU_NOWHERE) is left out. @lines: of each thing.
 */
static void
part (const guint *lines, guint n, guint n_lines, guint *starts, guint *order)
{
  memset (starts, 0, (n_lines + 2) * sizeof *starts);
  for (guint i = 0; i < n; i++)
    if (lines[i] != PANTAU_NOWHERE)
      starts[lines[i] + 2]++;
  for (guint i = 2; i < n_lines + 2; i++)
    starts[i] += starts[i - 1];
  for (guint i = 0; i < n; i++)
    if (lines[i] != PANTAU_NOWHERE)
      order[starts[lines[i] + 1]++] = i;
}

/* Counts one more record, unless it may speak of what is counted already. */
static void
add_amount (Taker *self, const PantauExposureAmount *amount, PantauRange *range)
{
  const PantauExposureItem *item = ITEM (self->sheet, amount->item);

  range->most += amount->most;
  if (overlaps (self, item))
    return;
  range->least += amount->least;
  take (self, item);
}

static PantauRange *
range_of (PantauExposureSheet *self, PantauExposureRow *row, guint figure)
{
  return figure < self->figures->len ? &row->figures[figure] : &row->unnamed;
}

/* One figure in each line of a group. */
static void
count_figure (Taker *taker, guint figure, guint group, GPtrArray *rows)
{
  PantauExposureSheet *self = taker->sheet;
  GArray *amounts = self->amounts[figure];
  g_autofree guint *lines = g_new (guint, amounts->len), *order = g_new (guint, amounts->len);
  g_autofree guint *starts = g_new (guint, rows->len + 2);

  for (guint i = 0; i < amounts->len; i++)
    lines[i] = ITEM (self, g_array_index (amounts, PantauExposureAmount, i).item)->lines[group];
  part (lines, amounts->len, rows->len, starts, order);

  for (guint line = 0; line < rows->len; line++)
    {
      PantauRange *range = range_of (self, g_ptr_array_index (rows, line), figure);

      taker->count++;
      for (guint i = starts[line]; i < starts[line + 1]; i++)
        add_amount (taker, &g_array_index (amounts, PantauExposureAmount, order[i]), range);
    }
}

static void
count_figures (Taker *taker, PantauExposure *exposure, GPtrArray **groups)
{
  PantauExposureSheet *self = taker->sheet;

  for (guint figure = 0; figure <= self->figures->len; figure++)
    {
      GArray *amounts = self->amounts[figure];
      PantauRange *range = range_of (self, exposure->total, figure);

      g_array_sort (amounts, compare_amounts);
      taker->count++;
      for (guint i = 0; i < amounts->len; i++)
        add_amount (taker, &g_array_index (amounts, PantauExposureAmount, i), range);
      for (guint group = 0; group < PANTAU_N_GROUPS && amounts->len > 0; group++)
        count_figure (taker, figure, group, groups[group]);
    }
}

/* The TPS of a record that lie where they are asked for, unless they are counted already; @regions (nullable): the lines they lie in. */
static gint64
add_tps (Taker *self, const PantauExposureItem *item, GPtrArray *regions)
{
  gint64 tps = 0;

  for (guint i = 0; i < item->n_places; i++)
    {
      const PantauExposurePlace *place = PLACE (self->sheet, item->first_place + i);
      guint region = VILLAGE (self->sheet, place->village)->region;

      if (place->station == PANTAU_NOWHERE || region == PANTAU_NOWHERE ||
          self->stations[place->station] == self->count)
        continue;
      self->stations[place->station] = self->count;
      tps++;
      if (regions != NULL)
        ((PantauExposureRow *) g_ptr_array_index (regions, region))->tps++;
    }

  return tps;
}

/* Each TPS once in each line of a group. */
static void
count_tps (Taker *taker, guint group, GPtrArray *rows)
{
  PantauExposureSheet *self = taker->sheet;
  g_autofree guint *lines = g_new (guint, self->items->len);
  g_autofree guint *order = g_new (guint, self->items->len);
  g_autofree guint *starts = g_new (guint, rows->len + 2);

  for (guint i = 0; i < self->items->len; i++)
    lines[i] = ITEM (self, i)->lines[group];
  part (lines, self->items->len, rows->len, starts, order);

  for (guint line = 0; line < rows->len; line++)
    {
      PantauExposureRow *row = g_ptr_array_index (rows, line);

      taker->count++;
      for (guint i = starts[line]; i < starts[line + 1]; i++)
        row->tps += add_tps (taker, ITEM (self, order[i]), NULL);
    }
}

/* Of all; and of regions, in which a TPS lies wherever the record does. */
static void
count_all_tps (Taker *taker, PantauExposure *exposure)
{
  taker->count++;
  for (guint i = 0; i < taker->sheet->items->len; i++)
    exposure->total->tps += add_tps (taker, ITEM (taker->sheet, i), exposure->regions);
}

static void
count_record (PantauExposureRow *row, const PantauExposureItem *item)
{
  row->records++;
  row->differing += item->differing;
}

/* In the line where it lies, and in each other where it names something: @last has, by line, the last record counted there. */
static void
count_in_regions (PantauExposureSheet *self, guint number, GPtrArray *regions, guint *last)
{
  const PantauExposureItem *item = ITEM (self, number);

  for (guint i = 0; i <= item->n_places; i++)
    {
      guint line = i < item->n_places
                       ? VILLAGE (self, PLACE (self, item->first_place + i)->village)->region
                       : item->lines[PANTAU_BY_REGION];

      if (line == PANTAU_NOWHERE || last[line] == number + 1)
        continue;
      last[line] = number + 1;
      count_record (g_ptr_array_index (regions, line), item);
    }
}

static void
count_records (PantauExposureSheet *self, PantauExposure *exposure)
{
  g_autofree guint *last = g_new0 (guint, exposure->regions->len + 1);

  for (guint i = 0; i < self->items->len; i++)
    {
      const PantauExposureItem *item = ITEM (self, i);

      count_record (exposure->total, item);
      count_in_regions (self, i, exposure->regions, last);
      count_record (g_ptr_array_index (exposure->hazards, item->lines[PANTAU_BY_HAZARD]), item);
      count_record (g_ptr_array_index (exposure->levels, item->lines[PANTAU_BY_LEVEL]), item);
      exposure->cells[item->likelihood][item->impact]++;
    }
}

/* By code, which is how those of our edition stand already; the region itself comes last. */
static int
compare_regions (gconstpointer a, gconstpointer b, gpointer data)
{
  const char *left = (*(PantauExposureRow *const *) a)->code;
  const char *right = (*(PantauExposureRow *const *) b)->code;
  gboolean is_left = g_str_equal (left, data), is_right = g_str_equal (right, data);

  return is_left != is_right ? (is_left ? 1 : -1) : strcmp (left, right);
}

PantauExposure *
pantau_exposure_sheet_count (PantauExposureSheet *self)
{
  PantauExposure *exposure = g_new0 (PantauExposure, 1);
  g_autofree guint *stations = g_new0 (guint, self->n_stations + 1);
  Taker taker = { self, stations, 0 };
  GPtrArray *groups[PANTAU_N_GROUPS];

  exposure->figures = g_new0 (char *, self->figures->len + 1);
  for (guint i = 0; i < self->figures->len; i++)
    exposure->figures[i] = g_strdup (g_ptr_array_index (self->figures, i));
  exposure->n_figures = self->figures->len;
  exposure->total = row_new (self, self->region);
  groups[PANTAU_BY_REGION] = exposure->regions = rows_new (self, PANTAU_BY_REGION);
  groups[PANTAU_BY_HAZARD] = exposure->hazards = rows_new (self, PANTAU_BY_HAZARD);
  groups[PANTAU_BY_LEVEL] = exposure->levels = rows_new (self, PANTAU_BY_LEVEL);

  count_records (self, exposure);
  count_all_tps (&taker, exposure);
  count_tps (&taker, PANTAU_BY_HAZARD, exposure->hazards);
  count_tps (&taker, PANTAU_BY_LEVEL, exposure->levels);
  count_figures (&taker, exposure, groups);
  g_ptr_array_sort_with_data (exposure->regions, compare_regions, self->region);

  return exposure;
}

/* Whether @item is counted by one of the figures that are no field. */
static gboolean
is_counted (PantauExposureSheet *self, const PantauExposureItem *item, const char *figure)
{
  if (g_str_equal (figure, PANTAU_EXPOSURE_DIFFERING))
    return item->differing;
  if (!g_str_equal (figure, PANTAU_EXPOSURE_TPS))
    return g_str_equal (figure, PANTAU_EXPOSURE_RECORDS);

  for (guint i = 0; i < item->n_places; i++)
    {
      const PantauExposurePlace *place = PLACE (self, item->first_place + i);

      if (place->station != PANTAU_NOWHERE &&
          VILLAGE (self, place->village)->region != PANTAU_NOWHERE)
        return TRUE;
    }

  return FALSE;
}

static GArray *
amounts_of (PantauExposureSheet *self, const char *figure)
{
  if (g_str_equal (figure, PANTAU_EXPOSURE_UNNAMED))
    return self->amounts[self->figures->len];
  for (guint i = 0; i < self->figures->len; i++)
    if (g_str_equal (figure, g_ptr_array_index (self->figures, i)))
      return self->amounts[i];

  return NULL;
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const PantauExposureItem *left = *(PantauExposureItem *const *) a;
  const PantauExposureItem *right = *(PantauExposureItem *const *) b;

  if (left->occurred_at != right->occurred_at)
    return left->occurred_at < right->occurred_at ? 1 : -1;

  return (left->n < right->n) - (left->n > right->n);
}

GArray *
pantau_exposure_sheet_pick (PantauExposureSheet *self, const char *figure)
{
  g_autoptr (GPtrArray) picked = g_ptr_array_new ();
  GArray *amounts = amounts_of (self, figure);
  GArray *rows;

  for (guint i = 0; amounts != NULL && i < amounts->len; i++)
    if (g_array_index (amounts, PantauExposureAmount, i).most > 0)
      g_ptr_array_add (picked, ITEM (self, g_array_index (amounts, PantauExposureAmount, i).item));
  for (guint i = 0; amounts == NULL && i < self->items->len; i++)
    if (is_counted (self, ITEM (self, i), figure))
      g_ptr_array_add (picked, ITEM (self, i));
  g_ptr_array_sort (picked, compare_newest);

  rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), picked->len);
  for (guint i = 0; i < picked->len; i++)
    {
      guint32 n = (guint32) ((const PantauExposureItem *) g_ptr_array_index (picked, i))->n;

      g_array_append_val (rows, n);
    }

  return rows;
}
