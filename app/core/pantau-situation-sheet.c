/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the sheet: some thousand pieces of table `situation` become arrays in which regions, TPS and claims are numbers, so that counting compares
 * no text and asks no database.
 */

#include "config.h"

#include "pantau-situation-sheet.h"

#include <glib/gi18n-lib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pantau-csv.h"
#include "pantau-error.h"
#include "pantau-projection-private.h"
#include "pantau-store-private.h"

/* Of which election kecamatan.csv counts the TPS, and in which column. */
#define COUNTED_COLUMN "tps_2024"

/* Regions are told by 16 bits: our edition has 3,518. */
#define MAX_LINES 65000
#define MANY      65535

/* Bytes: several of these pages. */
#define WORTH_LARGE_PAGES (8 << 20)

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

static guint
level_of (gint64 digits)
{
  guint level = 4;

  while (level > 1 && pantau_situation_cut (digits, level - 1) == digits)
    level--;

  return level;
}

/* The number of a region, and of all above it: those come first. */
static guint
line_of (PantauSituationSheet *self, gint64 digits)
{
  guint number = pantau_situation_index_find (&self->line_numbers, digits);
  PantauSituationLine line = { .digits = digits, .parent = PANTAU_SITUATION_NOWHERE };

  if (number != PANTAU_SITUATION_NOWHERE)
    return number;
  /* What a hostile ledger names beyond all bounds lies in the first region. */
  if (self->lines->len >= MAX_LINES)
    return 0;

  line.level = level_of (digits);
  if (line.level > 1)
    line.parent = line_of (self, pantau_situation_cut (digits, line.level - 1));
  number = pantau_situation_index_add (&self->line_numbers, digits);
  for (guint table = 0; table < PANTAU_SITUATION_N_TABLES; table++)
    {
      guint level = table + 2;

      line.above[table] = PANTAU_SITUATION_NOWHERE;
      if (line.level == level)
        line.above[table] = number;
      else if (line.level > level)
        line.above[table] =
            g_array_index (self->lines, PantauSituationLine, line.parent).above[table];
    }
  g_array_append_val (self->lines, line);

  return number;
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
    line_of (self, pantau_situation_digits (pantau_regions_get_nth (regions, i)->code));
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

/* A village once, and each TPS of it that is named; TPS get numbers where risks name them, since nobody asks others for theirs. @area: the digits of `line`'s region */
static void
add_spots (PantauSituationSheet *self,
           const PantauSituationItem *item,
           gint64 area,
           PantauSituationRecord *record)
{
  guint own = g_array_index (self->lines, PantauSituationLine, record->line)
                  .above[PANTAU_SITUATION_BY_KECAMATAN];
  guint last = PANTAU_SITUATION_NOWHERE;

  record->first_spot = self->spots->len;
  for (guint i = 0; i < item->places->len && self->spots->len - record->first_spot < MANY; i++)
    {
      const PantauSituationPlace *place = &g_array_index (item->places, PantauSituationPlace, i);
      guint line = place->village == area ? record->line : line_of (self, place->village);
      PantauSituationSpot spot = { line, PANTAU_SITUATION_NOWHERE };

      if (item->kind == PANTAU_SITUATION_RISK && place->tps > 0)
        spot.station = pantau_situation_stations_add (&self->stations, line, place->tps & MANY);
      else if (line == last)
        continue;
      last = line;
      g_array_append_val (self->spots, spot);
      record->is_scattered |= line != record->line &&
                              g_array_index (self->lines, PantauSituationLine, line)
                                      .above[PANTAU_SITUATION_BY_KECAMATAN] != own;
    }
  record->n_spots = (guint16) (self->spots->len - record->first_spot);
}

static guint8
level_of_cell (PantauSituationSheet *self, guint likelihood, guint impact)
{
  PantauMatrix *matrix = pantau_reference_get_matrix (self->reference);
  const PantauLevel *level =
      pantau_matrix_level (matrix, pantau_matrix_score (matrix, likelihood, impact));
  guint number = 0;

  if (level == NULL || !g_ptr_array_find (self->levels, level, &number))
    return 0;

  return (guint8) MIN (number + 1, PANTAU_SITUATION_MAX_LEVELS - 1);
}

static void
add_risk (PantauSituationSheet *self, const PantauSituationItem *item, guint8 levels[6][6])
{
  PantauSituationRisk risk = {
    .likelihood = (guint8) item->likelihood,
    .impact = (guint8) item->impact,
    .level = levels[item->likelihood][item->impact],
    .voters = { (guint32) item->voters[0], (guint32) item->voters[1] },
    .unnamed = { (guint32) item->unnamed[0], (guint32) item->unnamed[1] },
    .mark = item->mark,
    .first_aid = self->aid->len,
    .n_aid = item->aid->len,
  };

  if (item->aid->len > 0)
    g_array_append_vals (self->aid, item->aid->data, item->aid->len);
  g_array_append_val (self->risks, risk);
}

static guint
add_claim (PantauSituationSheet *self, const PantauSituationItem *item)
{
  guint number;
  PantauSituationClaim *claim;

  if (item->claim == 0)
    return PANTAU_SITUATION_NOWHERE;
  number = pantau_situation_index_add (&self->claim_numbers, item->claim);
  if (number == self->claims->len)
    {
      PantauSituationClaim new_claim = { .key = item->claim, .root = PANTAU_SITUATION_NOWHERE };

      g_array_append_val (self->claims, new_claim);
    }
  claim = &g_array_index (self->claims, PantauSituationClaim, number);
  claim->records++;
  if (item->key == item->claim)
    {
      claim->root = self->items[PANTAU_SITUATION_HOAX]->len;
      claim->decided = item->decided;
    }

  return number;
}

/* Most records have one, which the record itself holds. */
static void
add_stretches (PantauSituationSheet *self,
               const PantauSituationItem *item,
               PantauSituationRecord *record)
{
  record->n_stretches = (guint16) MIN (item->spans->len, MANY);
  record->first_stretch = self->stretches->len;
  record->from = g_array_index (item->spans, PantauSituationSpan, 0).from;
  record->until =
      g_array_index (item->spans, PantauSituationSpan, record->n_stretches - 1).until;
  for (guint i = 0; record->n_stretches > 1 && i < record->n_stretches; i++)
    {
      const PantauSituationSpan *span = &g_array_index (item->spans, PantauSituationSpan, i);
      PantauSituationStretch stretch = { span->from, span->until };

      g_array_append_val (self->stretches, stretch);
    }
}

static void
add_item (PantauSituationSheet *self,
          const PantauSituationItem *item,
          gint64 area,
          guint line,
          guint8 levels[6][6])
{
  PantauSituationRecord record = {
    .n = item->n,
    .first_clock = self->clocks->len,
    .claim = PANTAU_SITUATION_NOWHERE,
    .line = (guint16) line,
    .day = (guint16) item->day,
    .n_clocks = (guint16) MIN (item->clocks->len, MANY),
    .flags = (guint8) item->flags,
    .election = (guint16) MIN (item->election, MANY),
  };

  add_stretches (self, item, &record);
  if (self->first == 0 || record.from < self->first)
    self->first = record.from;
  if (record.n_clocks > 0)
    g_array_append_vals (self->clocks, item->clocks->data, record.n_clocks);
  add_spots (self, item, area, &record);
  if (item->kind == PANTAU_SITUATION_RISK)
    add_risk (self, item, levels);
  else if (item->kind == PANTAU_SITUATION_HOAX)
    record.claim = add_claim (self, item);
  g_array_append_val (self->items[item->kind], record);
}

/*
 * What is written from one end to the other comes a third faster from large pages, where the machine has them: a system that gives none is not worse off.
 */
static void
ask_large_pages (gpointer data, gsize length)
{
#ifdef MADV_HUGEPAGE
  guintptr page = (guintptr) sysconf (_SC_PAGESIZE);
  guintptr start = ((guintptr) data + page - 1) / page * page;
  guintptr end = ((guintptr) data + length) / page * page;

  if (length >= WORTH_LARGE_PAGES)
    madvise ((gpointer) start, end - start, MADV_HUGEPAGE);
#endif
}

/* Room for @n elements, which an empty array takes without writing to it. */
static void
reserve (GArray **array, guint n)
{
  guint size = g_array_get_element_size (*array);

  g_array_unref (*array);
  *array = g_array_sized_new (FALSE, FALSE, size, n);
  ask_large_pages ((*array)->data, (gsize) size * n);
}

/*
 * From how long the pieces are, so that arrays need not be copied while they grow: a record takes 22 bytes and more. What the guess takes too much is
 * never touched, and what it takes too little is got later.
 */
static gboolean
make_room (PantauSituationSheet *self, PantauDb *db, GError **error)
{
  gint64 bytes = 0;
  guint n;

  if (!pantau_db_integer (db, 0, &bytes, error, "SELECT sum(length(data)) FROM situation", ""))
    return FALSE;
  n = (guint) CLAMP (bytes / 22, 0, G_MAXINT32 / 64);
  for (guint kind = 0; kind < PANTAU_N_SITUATION_KINDS; kind++)
    reserve (&self->items[kind], n / 2);
  reserve (&self->spots, n + n / 2);
  reserve (&self->risks, n / 2);

  return TRUE;
}

static gboolean
read_pieces (PantauSituationSheet *self, PantauDb *db, GError **error)
{
  g_auto (PantauSituationItem) item = { 0 };
  guint8 levels[6][6] = { 0 };
  gboolean is_whole = TRUE;
  PantauStmt *stmt;

  for (guint likelihood = 1; likelihood < 6; likelihood++)
    for (guint impact = 1; impact < 6; impact++)
      levels[likelihood][impact] = level_of_cell (self, likelihood, impact);
  if (!make_room (self, db, error))
    return FALSE;
  pantau_situation_item_init (&item);

  stmt = pantau_db_query (db, "SELECT area, data FROM situation ORDER BY area", "");
  while (is_whole && pantau_stmt_next (stmt))
    {
      gint64 area = pantau_situation_digits (pantau_stmt_text (stmt, 0));
      guint line = line_of (self, area);
      gsize length;
      const guint8 *at = pantau_stmt_bytes (stmt, 1, &length), *end = at + length;

      while (at != NULL && at < end && pantau_situation_item_read (&item, area, &at, end))
        add_item (self, &item, area, line, levels);
      is_whole = at == end;
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  return is_whole || pantau_throw (error, PANTAU_ERROR_DAMAGED,
                                   _ ("the figures of the situation are damaged; a rebuild makes "
                                      "them again"));
}

static gboolean
read_waits (PantauSituationSheet *self, GArray *waits, PantauStmt *stmt, GError **error)
{
  while (pantau_stmt_next (stmt))
    {
      PantauSituationWait wait = {
        .n = (guint) pantau_stmt_integer (stmt, 0),
        .due = pantau_stmt_integer (stmt, 1),
        .line = line_of (self, pantau_situation_digits (pantau_stmt_text (stmt, 2))),
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
      !read_pieces (sheet, self->db, error) || !read_all_waits (sheet, self->db, error))
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
