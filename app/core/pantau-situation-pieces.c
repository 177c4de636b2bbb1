/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a sheet: some thousand pieces of table `situation`, a million records of some thirty bytes. */

#include "config.h"

#include "pantau-situation-sheet.h"

#include <glib/gi18n-lib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pantau-error.h"

/* Regions are told by 16 bits: our edition has 3,518. */
#define MAX_LINES 65000
#define MANY      65535

/* Bytes: several of these pages. */
#define WORTH_LARGE_PAGES (8 << 20)

static guint
level_of (gint64 digits)
{
  guint level = 4;

  while (level > 1 && pantau_situation_cut (digits, level - 1) == digits)
    level--;

  return level;
}

guint
pantau_situation_sheet_line (PantauSituationSheet *self, gint64 digits)
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
    line.parent = pantau_situation_sheet_line (self, pantau_situation_cut (digits, line.level - 1));
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
      guint line = place->village == area ? record->line
                                          : pantau_situation_sheet_line (self, place->village);
      PantauSituationSpot spot = { line, PANTAU_SITUATION_NOWHERE };

      if (item->kind == PANTAU_SITUATION_RISK && place->tps > 0)
        spot.station = pantau_situation_stations_add (&self->stations, line, place->tps & MANY);
      else if (line == last)
        continue;
      last = line;
      g_array_append_val (self->spots, spot);
      record->is_scattered |=
          line != record->line && g_array_index (self->lines, PantauSituationLine, line)
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
  record->until = g_array_index (item->spans, PantauSituationSpan, record->n_stretches - 1).until;
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

gboolean
pantau_situation_sheet_read_pieces (PantauSituationSheet *self, PantauDb *db, GError **error)
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
      guint line = pantau_situation_sheet_line (self, area);
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
