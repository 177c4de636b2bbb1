/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A situation report as it lies in memory. */

#include "config.h"

#include "pantau-lapsit.h"

#include <string.h>

static const char *const periods[PANTAU_N_LAPSIT_PERIODS] = {
  [PANTAU_LAPSIT_DAILY] = "daily",
  [PANTAU_LAPSIT_WEEKLY] = "weekly",
};

static const char *const figures[PANTAU_N_LAPSIT_FIGURES] = {
  [PANTAU_LAPSIT_RISKS] = "risks",
  [PANTAU_LAPSIT_HIGH] = "high",
  [PANTAU_LAPSIT_TPS] = "tps",
  [PANTAU_LAPSIT_VOTERS] = "voters",
  [PANTAU_LAPSIT_VOTERS_MOST] = "voters_most",
  [PANTAU_LAPSIT_LOGISTICS] = "logistics",
  [PANTAU_LAPSIT_SPECIAL] = "special",
  [PANTAU_LAPSIT_CLAIMS] = "claims",
  [PANTAU_LAPSIT_CASES] = "cases",
  [PANTAU_LAPSIT_OVERDUE] = "overdue",
  [PANTAU_LAPSIT_REPLIES] = "replies",
  [PANTAU_LAPSIT_TREATMENTS] = "treatments",
  [PANTAU_LAPSIT_HEARD] = "heard",
  [PANTAU_LAPSIT_SILENT] = "silent",
  [PANTAU_LAPSIT_BURDEN] = "burden",
  [PANTAU_LAPSIT_NEW] = "new",
};

static const char *const lists[PANTAU_N_LAPSIT_LISTS] = {
  [PANTAU_LAPSIT_LIST_NEW] = "new",
  [PANTAU_LAPSIT_LIST_DECIDED] = "decided",
  [PANTAU_LAPSIT_LIST_OVERDUE] = "overdue",
  [PANTAU_LAPSIT_LIST_LATE] = "late",
  [PANTAU_LAPSIT_LIST_CORRECTED] = "corrected",
};

const char *
pantau_lapsit_period_name (PantauLapsitPeriod period)
{
  return periods[period];
}

gboolean
pantau_lapsit_period_from_name (const char *name, PantauLapsitPeriod *period)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (periods); i++)
    if (g_str_equal (name, periods[i]))
      {
        *period = (PantauLapsitPeriod) i;
        return TRUE;
      }

  return FALSE;
}

const char *
pantau_lapsit_figure_name (PantauLapsitFigure figure)
{
  return figures[figure];
}

const char *
pantau_lapsit_list_name (PantauLapsitListName list)
{
  return lists[list];
}

PantauLapsitRow *
pantau_lapsit_row_new (const char *code)
{
  PantauLapsitRow *self = g_new0 (PantauLapsitRow, 1);

  self->code = g_strdup (code);
  for (guint i = 0; i < PANTAU_N_LAPSIT_FIGURES; i++)
    self->figures[i] = PANTAU_LAPSIT_NO_FIGURE;

  return self;
}

void
pantau_lapsit_row_free (PantauLapsitRow *self)
{
  g_free (self->code);
  g_free (self);
}

void
pantau_lapsit_item_free (PantauLapsitItem *self)
{
  g_free (self->record);
  g_free (self->kind);
  g_free (self->region);
  g_free (self->what);
  g_free (self);
}

static void
revision_free (gpointer data)
{
  g_free (((PantauLapsitRevision *) data)->kind);
  g_free (data);
}

static void
aid_free (gpointer data)
{
  g_free (((PantauLapsitAid *) data)->code);
  g_free (data);
}

static void
total_free (gpointer data)
{
  g_free (((PantauLapsitTotal *) data)->kind);
  g_free (data);
}

PantauLapsit *
pantau_lapsit_new (void)
{
  PantauLapsit *self = g_new0 (PantauLapsit, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_lapsit_row_free);
  self->map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->aid = g_ptr_array_new_with_free_func (aid_free);
  self->revisions = g_ptr_array_new_with_free_func (revision_free);
  self->totals = g_ptr_array_new_with_free_func (total_free);
  for (guint i = 0; i < PANTAU_N_LAPSIT_LISTS; i++)
    self->lists[i].items = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_lapsit_item_free);
  self->texts = (PantauLapsitTexts){ g_strdup (""), g_strdup (""), g_strdup (""), g_strdup ("") };

  return self;
}

void
pantau_lapsit_free (PantauLapsit *self)
{
  g_free (self->id);
  g_free (self->region);
  g_free (self->election);
  g_free (self->role);
  g_free (self->office);
  g_free (self->cut.epoch);
  g_free (self->cut.digest);
  g_free (self->previous);
  g_free (self->previous_hash);
  g_clear_pointer (&self->total, pantau_lapsit_row_free);
  g_ptr_array_unref (self->rows);
  g_strfreev (self->level_codes);
  g_hash_table_unref (self->map);
  g_ptr_array_unref (self->aid);
  g_ptr_array_unref (self->revisions);
  g_ptr_array_unref (self->totals);
  g_free (self->totals_time);
  for (guint i = 0; i < PANTAU_N_LAPSIT_LISTS; i++)
    g_ptr_array_unref (self->lists[i].items);
  g_free (self->hash);
  g_free (self->texts.analysis);
  g_free (self->texts.efforts);
  g_free (self->texts.recommendations);
  g_free (self->texts.signatory);
  g_free (self);
}

gint64
pantau_lapsit_sum_fresh (const PantauLapsit *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < PANTAU_N_LAPSIT_KINDS; i++)
    sum += self->fresh[i];

  return sum;
}

gint64
pantau_lapsit_sum_ended (const PantauLapsit *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < PANTAU_N_LAPSIT_KINDS; i++)
    sum += self->ended[i];

  return sum;
}

gboolean
pantau_lapsit_is_nihil (const PantauLapsit *self)
{
  /* What is overdue was so before, and is told beside it. */
  return self->lists[PANTAU_LAPSIT_LIST_NEW].total == 0 &&
         self->lists[PANTAU_LAPSIT_LIST_DECIDED].total == 0 &&
         self->lists[PANTAU_LAPSIT_LIST_LATE].total == 0 &&
         self->lists[PANTAU_LAPSIT_LIST_CORRECTED].total == 0;
}
