/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet: what `situation` and its neighbours hold becomes arrays in which regions, TPS and claims are numbers, so that counting compares no text and
 * asks no database. Its records are read in pantau-situation-pieces.c.
 */

#include "config.h"

#include "pantau-situation-sheet.h"

#include "pantau-csv.h"
#include "pantau-projection-private.h"
#include "pantau-store-private.h"

/* Of which election kecamatan.csv counts the TPS, and in which column. */
#define COUNTED_COLUMN "tps_2024"

#define MANY 65535

/* Fewer records are counted before another thread has begun. */
#define WORTH_TWO 20000

static PantauSituationSheet *
sheet_new (PantauReference *reference)
{
  PantauSituationSheet *self = g_new0 (PantauSituationSheet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->reference = pantau_reference_ref (reference);
  self->worth_two = WORTH_TWO;
  pantau_situation_index_init (&self->line_numbers);
  pantau_situation_stations_init (&self->stations);
  pantau_situation_index_init (&self->claim_numbers);
  self->lines = g_array_new (FALSE, FALSE, sizeof (PantauSituationLine));
  for (guint kind = 0; kind < PANTAU_N_SITUATION_KINDS; kind++)
    self->items[kind] = g_array_new (FALSE, FALSE, sizeof (PantauSituationRecord));
  self->spots = g_array_new (FALSE, FALSE, sizeof (PantauSituationSpot));
  self->stretches = g_array_new (FALSE, FALSE, sizeof (PantauSituationStretch));
  self->clocks = g_array_new (FALSE, FALSE, sizeof (PantauSituationClock));
  self->risks = g_array_new (FALSE, FALSE, sizeof (PantauSituationRisk));
  self->aid = g_array_new (FALSE, FALSE, sizeof (PantauSituationAid));
  self->by_voters = g_array_new (FALSE, FALSE, sizeof (PantauSituationExposed));
  self->by_unnamed = g_array_new (FALSE, FALSE, sizeof (PantauSituationExposed));
  self->claims = g_array_new (FALSE, FALSE, sizeof (PantauSituationClaim));
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->levels = pantau_matrix_get_levels (pantau_reference_get_matrix (reference));
  self->quarantined = g_array_new (FALSE, FALSE, sizeof (PantauSituationWait));
  self->replies = g_array_new (FALSE, FALSE, sizeof (PantauSituationWait));
  self->treatments = g_array_new (FALSE, FALSE, sizeof (PantauSituationWait));

  return self;
}

PantauSituationSheet *
pantau_situation_sheet_ref (PantauSituationSheet *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_situation_sheet_unref (PantauSituationSheet *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  pantau_situation_index_clear (&self->line_numbers);
  pantau_situation_stations_clear (&self->stations);
  pantau_situation_index_clear (&self->claim_numbers);
  g_array_unref (self->lines);
  for (guint kind = 0; kind < PANTAU_N_SITUATION_KINDS; kind++)
    g_array_unref (self->items[kind]);
  g_array_unref (self->spots);
  g_array_unref (self->stretches);
  g_array_unref (self->clocks);
  g_array_unref (self->risks);
  g_array_unref (self->aid);
  g_array_unref (self->by_voters);
  g_array_unref (self->by_unnamed);
  g_free (self->mixed);
  g_array_unref (self->claims);
  g_ptr_array_unref (self->words);
  g_array_unref (self->quarantined);
  g_array_unref (self->replies);
  g_array_unref (self->treatments);
  pantau_reference_unref (self->reference);
  g_free (self);
}

static void
add_official (PantauSituationSheet *self, const char *kecamatan, gint64 tps)
{
  guint number =
      pantau_situation_index_find (&self->line_numbers, pantau_situation_digits (kecamatan));

  while (number != PANTAU_SITUATION_NOWHERE)
    {
      PantauSituationLine *line = &g_array_index (self->lines, PantauSituationLine, number);

      line->tps += MAX (tps, 0);
      number = line->parent;
    }
}

static gboolean
read_regions (PantauSituationSheet *self, GError **error)
{
  static const char *const columns[] = { "code", COUNTED_COLUMN, NULL };
  PantauRegions *regions = pantau_reference_get_regions (self->reference);
  g_autoptr (GBytes) bytes = pantau_reference_read (self->reference, "kecamatan.csv", error);
  g_autoptr (PantauCsv) csv = NULL;

  if (bytes == NULL)
    return FALSE;
  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    pantau_situation_sheet_line (
        self, pantau_situation_digits (pantau_regions_get_nth (regions, i)->code));
  self->n_known = self->lines->len;

  csv = pantau_csv_new ("kecamatan.csv", bytes, columns);
  while (pantau_csv_next (csv))
    add_official (self, pantau_csv_get (csv, 0),
                  g_ascii_strtoll (pantau_csv_get (csv, 1), NULL, 10));

  return pantau_csv_finish (csv, error);
}

static gboolean
read_words (PantauSituationSheet *self, PantauDb *db, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT number, word FROM situation_word ORDER BY number", "");

  while (pantau_stmt_next (stmt))
    {
      gint64 number = pantau_stmt_integer (stmt, 0);

      if (number <= 0 || number > MANY)
        continue;
      g_ptr_array_set_size (self->words, (int) number + 1);
      self->words->pdata[number] = g_strdup (pantau_stmt_text (stmt, 1));
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
read_waits (PantauSituationSheet *self, GArray *waits, PantauStmt *stmt, GError **error)
{
  while (pantau_stmt_next (stmt))
    {
      PantauSituationWait wait = {
        .n = (guint) pantau_stmt_integer (stmt, 0),
        .due = pantau_stmt_integer (stmt, 1),
        .line = pantau_situation_sheet_line (self,
                                             pantau_situation_digits (pantau_stmt_text (stmt, 2))),
      };

      g_array_append_val (waits, wait);
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
read_all_waits (PantauSituationSheet *self, PantauDb *db, GError **error)
{
  return read_waits (self, self->quarantined,
                     pantau_db_query (db,
                                      "SELECT n, 0, region FROM record INDEXED BY "
                                      "record_quarantined WHERE quarantine IS NOT NULL",
                                      ""),
                     error) &&
         read_waits (self, self->replies,
                     pantau_db_query (db,
                                      "SELECT r.n, f.due_at, r.region FROM forward AS f "
                                      "INDEXED BY forward_waiting JOIN record AS r "
                                      "ON r.id = f.record WHERE f.waits = 1 "
                                      "AND r.quarantine IS NULL ORDER BY f.due_at",
                                      ""),
                     error) &&
         read_waits (self, self->treatments,
                     pantau_db_query (db,
                                      "SELECT r.n, t.due_at, r.region FROM treatment AS t "
                                      "INDEXED BY treatment_waiting JOIN record AS r "
                                      "ON r.id = t.record WHERE t.waits = 1 "
                                      "AND r.quarantine IS NULL ORDER BY t.due_at",
                                      ""),
                     error);
}

static PantauSituationSheet *
read_sheet (PantauStore *self, gint64 stamp, GError **error)
{
  g_autoptr (PantauSituationSheet) sheet = sheet_new (self->reference);

  sheet->stamp = stamp;
  if (!read_regions (sheet, error) || !read_words (sheet, self->db, error) ||
      !pantau_situation_sheet_read_pieces (sheet, self->db, error) ||
      !read_all_waits (sheet, self->db, error))
    return NULL;
  pantau_situation_sheet_order (sheet);

  return g_steal_pointer (&sheet);
}

PantauSituationSheet *
pantau_store_situation (PantauStore *self, GCancellable *cancellable, GError **error)
{
  PantauSituationSheet *sheet = NULL;
  gint64 stamp = 0;

  if (!pantau_store_freshen (self, error) ||
      !pantau_db_begin_reading (self->db, cancellable, error))
    return NULL;
  /* The reading keeps other threads off, from the sheet that is kept too. */
  if (pantau_db_integer (self->db, 0, &stamp, error, "SELECT stamp FROM situation_stamp", ""))
    {
      if (self->situation == NULL || self->situation->stamp != stamp)
        {
          sheet = read_sheet (self, stamp, error);
          if (sheet != NULL)
            {
              g_clear_pointer (&self->situation, pantau_situation_sheet_unref);
              self->situation = pantau_situation_sheet_ref (sheet);
            }
        }
      else
        sheet = pantau_situation_sheet_ref (self->situation);
    }
  pantau_db_end_reading (self->db);

  return sheet;
}
