/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked, as numbers of a sheet, and whether a record is of it: the same questions for counting and for following a figure to its records. */

#include "config.h"

#include "pantau-situation-sheet.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"

static gboolean
find_region (PantauSituationView *self, const char *code, GError **error)
{
  PantauRegions *regions = pantau_reference_get_regions (self->sheet->reference);
  const PantauRegion *first = pantau_regions_get_nth (regions, 0);

  if (code == NULL && first != NULL)
    code = first->code;
  if (code == NULL || pantau_regions_lookup (regions, code) == NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is no region “%s”"),
                         code != NULL ? code : "");
  self->line =
      pantau_situation_index_find (&self->sheet->line_numbers, pantau_situation_digits (code));

  return TRUE;
}

/* A code that no record names is none of the numbers. */
static gboolean
find_election (PantauSituationView *self, const char *code, GError **error)
{
  GPtrArray *words = self->sheet->words;

  self->election = -1;
  if (code == NULL)
    return TRUE;
  if (pantau_elections_lookup (pantau_reference_get_elections (self->sheet->reference), code) ==
      NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is no election “%s”"), code);

  self->election = G_MAXINT;
  for (guint i = 0; i < words->len; i++)
    if (g_strcmp0 (g_ptr_array_index (words, i), code) == 0)
      self->election = (int) i;

  return TRUE;
}

static void
set_weights (PantauSituationView *self)
{
  GPtrArray *levels = self->sheet->levels;

  /* What was not assessed weighs as little as what weighs least. */
  for (guint i = 0; i < G_N_ELEMENTS (self->weights); i++)
    {
      guint number = i > 0 ? i - 1 : 0;

      if (number < levels->len)
        self->weights[i] = (guint8) CLAMP (
            ((const PantauLevel *) g_ptr_array_index (levels, number))->weight, 0, 100);
    }
}

gboolean
pantau_situation_view_init (PantauSituationView *self,
                            const PantauSituationSheet *sheet,
                            const PantauSituationQuery *query,
                            GError **error)
{
  gboolean exactly = query->at != 0 && query->exactly;
  gint64 moment = query->at != 0 ? query->at : query->now;

  *self = (PantauSituationView){
    .sheet = sheet,
    .is_now = query->at == 0,
    .day = pantau_situation_day (moment - exactly), /* midnight ends a day */
    .second = exactly ? pantau_situation_second (moment)
                      : (pantau_situation_day (moment) + 1) * PANTAU_SITUATION_DAY_SECONDS - 1,
    .now = query->now,
    .heard_days = query->heard_days > 0 ? query->heard_days : PANTAU_SITUATION_HEARD_DAYS,
  };
  if (!find_region (self, query->region, error) || !find_election (self, query->election, error))
    return FALSE;

  set_weights (self);
  self->inside = g_new0 (guint8, sheet->lines->len);
  self->inside[self->line] = 1;
  /* Who holds a region comes before it. */
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      guint parent = g_array_index (sheet->lines, PantauSituationLine, i).parent;

      if (parent != PANTAU_SITUATION_NOWHERE && self->inside[parent])
        self->inside[i] = 1;
    }

  return TRUE;
}

void
pantau_situation_view_clear (PantauSituationView *self)
{
  g_clear_pointer (&self->inside, g_free);
}

gboolean
pantau_situation_view_is_pending (const PantauSituationView *self,
                                  const PantauSituationClaim *claim)
{
  const PantauSituationRecord *root;
  PantauSituationView any = *self;

  if (claim->root == PANTAU_SITUATION_NOWHERE)
    return FALSE;
  if (claim->decided != 0 && (self->is_now || claim->decided <= self->second))
    return FALSE;
  root = &g_array_index (self->sheet->items[PANTAU_SITUATION_HOAX], PantauSituationRecord,
                         claim->root);
  /* The root may be of another election than the sighting, and younger than it. */
  any.election = -1;

  return pantau_situation_view_is_open (&any, root) || (!self->is_now && root->from > self->second);
}

gboolean
pantau_situation_view_is_overdue (const PantauSituationView *self,
                                  const PantauSituationRecord *item,
                                  const PantauSituationClock *clock)
{
  if (self->is_now)
    return clock->ended == 0 && clock->due < self->now;

  /* What is closed waits for nobody; a clock that was stopped then may run again now. */
  return pantau_situation_view_is_open (self, item) &&
         clock->due < pantau_situation_second_end (self->second) &&
         (clock->ended == 0 || clock->ended > self->second);
}

void
pantau_situation_view_due (const PantauSituationView *self, gint64 *today, gint64 *soon)
{
  *today = pantau_situation_day_end (self->day);
  *soon = pantau_situation_day_end (self->day + PANTAU_SITUATION_DUE_DAYS);
}
