/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting a situation report: the state of things from the sheet, and where the ledger was cut. The lists are in pantau-lapsit-list.c. */

#include "config.h"

#include "pantau-lapsit-count.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto.h"
#include "pantau-error.h"
#include "pantau-situation-item.h"
#include "pantau-totals.h"

#define DAY      86400
#define PEMPROV  "pemprov"
#define ATTEMPTS 10 /* so often lines may come while it is counted */
#define N_HIGH   2  /* levels that are called high: the last ones of the matrix */

char *
pantau_lapsit_digest (PantauDb *db, gint64 rows, GError **error)
{
  PantauSha256 *hash = pantau_sha256_new ();
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT id FROM entry WHERE n <= ?1 ORDER BY id", "i", rows);
  g_autofree char *digest = NULL;

  while (pantau_stmt_next (stmt))
    {
      gsize length;
      const guint8 *id = pantau_stmt_bytes (stmt, 0, &length);

      pantau_sha256_update (hash, id, length);
    }
  digest = pantau_sha256_end (hash);

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&digest) : NULL;
}

gboolean
pantau_lapsit_missing (PantauDb *db, gint64 rows, gint64 *missing, GError **error)
{
  return pantau_db_integer (db, 0, missing, error,
                            "SELECT (SELECT count (*) FROM erased WHERE entry <= ?1) + "
                            "(SELECT count (*) FROM surrendered WHERE entry <= ?1) + "
                            "(SELECT count (*) FROM awaited WHERE entry <= ?1)",
                            "i", rows);
}

/* What tells whether anything was taken in between two looks. */
typedef struct
{
  gint64 rows;
  gint64 stamp;
} Mark;

static gboolean
read_mark (PantauDb *db, Mark *mark, GError **error)
{
  return pantau_db_integer (db, 0, &mark->rows, error, "SELECT last FROM projected", "") &&
         pantau_db_integer (db, 0, &mark->stamp, error, "SELECT stamp FROM situation_stamp", "");
}

static gboolean
read_cut (PantauDb *db, PantauLapsitCut *cut, gint64 rows, GError **error)
{
  gint64 epoch = 0, numbered = 0;

  cut->rows = rows;
  if (!pantau_db_integer (db, 0, &epoch, error, "SELECT coalesce (max (n), 0) FROM epoch", "") ||
      !pantau_db_text (db, &cut->epoch, error, "SELECT name FROM epoch WHERE n = ?1", "i", epoch) ||
      !pantau_db_integer (db, 0, &cut->index, error,
                          "SELECT coalesce (max (idx), 0) FROM number WHERE epoch = ?1", "i",
                          epoch) ||
      !pantau_db_integer (db, 0, &numbered, error,
                          "SELECT count (*) FROM number WHERE epoch = ?1 AND entry <= ?2", "ii",
                          epoch, rows) ||
      !pantau_lapsit_missing (db, rows, &cut->missing, error))
    return FALSE;
  cut->unsent = rows - numbered;
  cut->digest = pantau_lapsit_digest (db, rows, error);

  return cut->digest != NULL;
}

/* Of a row of the situation; what waits of that of now (nullable). Pemprov has no cases, and is told no figure of them. */
static void
take_figures (PantauLapsitRow *row,
              const PantauSituation *situation,
              const PantauSituation *now,
              const PantauSituationRow *from,
              const PantauLapsitOrder *order)
{
  const PantauSituationRow *waits = now != NULL ? pantau_situation_row (now, from->code) : NULL;
  const PantauSituationHeard *heard =
      from->kecamatan.total > 0 ? &from->kecamatan : &from->villages;
  gint64 *figures = row->figures;

  figures[PANTAU_LAPSIT_RISKS] = from->risks;
  figures[PANTAU_LAPSIT_HIGH] = 0;
  for (guint i = 0; i < N_HIGH && i < situation->levels->len; i++)
    figures[PANTAU_LAPSIT_HIGH] +=
        from->levels[MIN (situation->levels->len - i, PANTAU_SITUATION_MAX_LEVELS - 1)];
  figures[PANTAU_LAPSIT_TPS] = from->tps;
  figures[PANTAU_LAPSIT_VOTERS] = from->voters.least;
  figures[PANTAU_LAPSIT_VOTERS_MOST] = from->voters.most;
  figures[PANTAU_LAPSIT_LOGISTICS] = from->logistics;
  figures[PANTAU_LAPSIT_SPECIAL] = from->special;
  figures[PANTAU_LAPSIT_CLAIMS] = from->claims;
  if (!g_str_equal (order->role, PEMPROV))
    {
      figures[PANTAU_LAPSIT_CASES] = from->cases;
      figures[PANTAU_LAPSIT_OVERDUE] = from->overdue;
    }
  if (waits != NULL)
    {
      figures[PANTAU_LAPSIT_REPLIES] = waits->replies;
      figures[PANTAU_LAPSIT_TREATMENTS] = waits->treatments;
    }
  if (heard->total > 0)
    {
      figures[PANTAU_LAPSIT_HEARD] =
          heard->states[PANTAU_COVERAGE_REPORTED] + heard->states[PANTAU_COVERAGE_NIHIL];
      figures[PANTAU_LAPSIT_SILENT] = heard->states[PANTAU_COVERAGE_SILENT];
    }
  figures[PANTAU_LAPSIT_BURDEN] = from->burden >= 0 ? from->burden : PANTAU_LAPSIT_NO_FIGURE;
  figures[PANTAU_LAPSIT_NEW] = 0;
}

static PantauLapsitRow *
new_row (const PantauSituation *situation,
         const PantauSituation *now,
         const PantauSituationRow *from,
         const PantauLapsitOrder *order)
{
  PantauLapsitRow *row = pantau_lapsit_row_new (from->code);

  take_figures (row, situation, now, from, order);

  return row;
}

static void
take_levels (PantauLapsit *self, const PantauSituation *situation)
{
  guint n = MIN (situation->levels->len, PANTAU_SITUATION_MAX_LEVELS - 1);

  self->level_codes = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->level_codes[i] =
        g_strdup (((const PantauLevel *) g_ptr_array_index (situation->levels, i))->code);
  for (guint i = 0; i <= n; i++)
    self->levels[i] = situation->total->levels[i];
}

static void
take_aid (PantauLapsit *self, const PantauSituation *situation)
{
  for (guint i = 0; i < situation->aid->len; i++)
    {
      const PantauSituationAidRow *from = g_ptr_array_index (situation->aid, i);
      PantauLapsitAid *aid;

      if (from->records == 0 && from->planned == 0 && from->sent == 0)
        continue;
      aid = g_new0 (PantauLapsitAid, 1);
      *aid = (PantauLapsitAid){ g_strdup (from->code), from->records, from->needed, from->planned,
                                from->sent };
      g_ptr_array_add (self->aid, aid);
    }
}

static void
take_situation (PantauLapsitWork *work, const PantauSituation *situation, const PantauSituation *now)
{
  PantauLapsit *self = work->report;
  guint level = pantau_region_level (situation->region);
  GPtrArray *rows = level >= 3   ? situation->villages
                    : level == 2 ? situation->kecamatan
                                 : situation->areas;

  work->row_level = MIN (MAX (level, 1) + 1, 4);
  self->total = new_row (situation, now, situation->total, work->order);
  for (guint i = 0; i < rows->len; i++)
    {
      PantauLapsitRow *row =
          new_row (situation, now, g_ptr_array_index (rows, i), work->order);

      g_ptr_array_add (self->rows, row);
      g_hash_table_insert (work->row_of, row->code, row);
    }
  for (guint i = 0; i < situation->kecamatan->len; i++)
    {
      const PantauSituationRow *row = g_ptr_array_index (situation->kecamatan, i);

      if (row->risks > 0)
        g_hash_table_insert (self->map, g_strdup (row->code), GUINT_TO_POINTER (row->risks));
    }
  take_levels (self, situation);
  take_aid (self, situation);
}

/* What the province tells Pemprov of closed records in the region: of an area, or of all where it is asked for the province. */
static void
take_totals (PantauLapsit *self, PantauReference *reference, const PantauTotals *totals)
{
  g_auto (GStrv) kinds = pantau_totals_kinds (reference, totals);
  guint level = pantau_region_level (self->region);

  /* Smaller regions have no figure. */
  if (level > 2)
    return;
  self->totals_time = g_strdup (totals->time != NULL ? totals->time : "");
  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) rows = pantau_totals_table (reference, totals, kinds[i]);
      PantauLapsitTotal *total = g_new0 (PantauLapsitTotal, 1);

      total->kind = g_strdup (kinds[i]);
      for (guint j = 0; j < rows->len; j++)
        {
          const PantauTotalsRow *row = g_ptr_array_index (rows, j);

          if (level <= 1 || g_strcmp0 (row->area, self->region) == 0)
            total->n += row->n;
        }
      g_ptr_array_add (self->totals, total);
    }
}

static PantauLapsit *
begin_report (const PantauLapsitOrder *order)
{
  PantauLapsit *self = pantau_lapsit_new ();
  gint64 length = order->period == PANTAU_LAPSIT_WEEKLY ? 7 * DAY : DAY;

  self->period = order->period;
  self->until = order->until;
  self->from = order->previous != NULL ? order->previous->until : order->until - length;
  self->made = order->now;
  self->region = g_strdup (order->region);
  self->election = g_strdup (order->election);
  self->role = g_strdup (order->role);
  self->office = g_strdup (order->office);
  self->practice = order->practice;
  self->is_at_cut =
      pantau_situation_day (order->until - 1) == pantau_situation_day (order->now);
  if (!order->as_of_old)
    self->state = order->until < order->now ? PANTAU_LAPSIT_AT_MOMENT : PANTAU_LAPSIT_AT_CUT;
  if (order->previous != NULL)
    {
      self->previous = g_strdup (order->previous->id);
      self->previous_hash = g_strdup (order->previous->hash);
      self->previous_until = order->previous->until;
      self->previous_rows = order->previous->cut.rows;
    }

  return self;
}

/* @again: lines came while it was counted, and it is worth nothing. */
static gboolean
fill (PantauLapsitWork *work, PantauStore *store, gboolean *again, GError **error)
{
  PantauLapsit *self = work->report;
  const PantauSituationQuery of_now = { .region = self->region,
                                        .election = self->election,
                                        .now = self->until };
  PantauSituationQuery query = of_now;
  g_autoptr (PantauSituationSheet) sheet = NULL;
  g_autoptr (PantauSituation) situation = NULL, now = NULL;
  Mark before, after;
  gboolean ok;

  *again = FALSE;
  query.at = work->at;
  query.exactly = self->state == PANTAU_LAPSIT_AT_MOMENT;
  if (!read_mark (work->db, &before, error))
    return FALSE;
  sheet = pantau_store_situation (store, NULL, error);
  if (sheet != NULL)
    situation = pantau_situation_count (sheet, &query, error);
  if (situation != NULL && self->is_at_cut)
    now = pantau_situation_count (sheet, &of_now, error);
  if (situation == NULL || (self->is_at_cut && now == NULL))
    return FALSE;
  work->sheet = sheet;
  take_situation (work, situation, now);

  if (!pantau_db_begin_reading (work->db, NULL, error))
    return FALSE;
  ok = read_mark (work->db, &after, error);
  if (ok && (after.rows != before.rows || after.stamp != before.stamp))
    *again = TRUE;
  else
    ok = ok && read_cut (work->db, &self->cut, after.rows, error) &&
         pantau_lapsit_fill_lists (work, error);
  pantau_db_end_reading (work->db);
  work->sheet = NULL;

  return ok;
}

PantauLapsit *
pantau_lapsit_count (PantauStore *store,
                     PantauDb *db,
                     PantauReference *reference,
                     const PantauLapsitOrder *order,
                     GError **error)
{
  if (order->until > order->now)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("a report cannot tell of an hour that is still to come"));
  if (!pantau_region_covers (order->office, order->region))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("“%s” is not within your region"), order->region);

  for (guint attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      g_autoptr (PantauLapsit) report = begin_report (order);
      g_autoptr (GHashTable) row_of = g_hash_table_new (g_str_hash, g_str_equal);
      PantauLapsitWork work = {
        .db = db, .reference = reference, .order = order, .report = report, .row_of = row_of
      };
      gboolean again;

      if (report->state == PANTAU_LAPSIT_AT_MOMENT)
        work.at = report->until;
      else if (!report->is_at_cut)
        work.at = report->until - 1;
      if (!fill (&work, store, &again, error))
        return NULL;
      if (again)
        continue;
      if (order->totals != NULL)
        take_totals (report, reference, order->totals);
      pantau_lapsit_seal (report);
      return g_steal_pointer (&report);
    }

  return pantau_throw_null (error, PANTAU_ERROR_BUSY,
                            _ ("so many lines are coming that nothing could be counted; try again "
                               "in a moment"));
}
