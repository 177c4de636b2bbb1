/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was heard of each region and TPS, and what that makes of the rows: see pantau-store-coverage.h. */

#include "config.h"

#include "pantau-coverage-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNIT(self, i)    (&g_array_index ((self)->units, PantauCoverageUnit, i))
#define STATION(self, i) (&g_array_index ((self)->stations, PantauCoverageStation, i))

static void
clear_unit (gpointer data)
{
  g_free (((PantauCoverageUnit *) data)->code);
}

/* The number of a region, made where our edition does not know it; @code lies in the region asked for. */
static guint
unit_of (PantauCoverageSheet *self, const char *code)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->unit_numbers, code));
  PantauCoverageUnit unit = { .level = pantau_region_level (code), .tps_official = -1 };
  g_autofree char *parent = NULL;

  if (number > 0)
    return number - 1;

  unit.parent = PANTAU_NO_UNIT;
  if (!g_str_equal (code, self->region))
    {
      parent = pantau_region_parent (code);
      unit.parent = unit_of (self, parent);
    }
  unit.code = g_strdup (code);
  g_array_append_val (self->units, unit);
  g_hash_table_insert (self->unit_numbers, unit.code, GUINT_TO_POINTER (self->units->len));

  return self->units->len - 1;
}

PantauCoverageSheet *
pantau_coverage_sheet_new (PantauReference *reference, const char *region, guint level, gint64 from)
{
  PantauCoverageSheet *self = g_new0 (PantauCoverageSheet, 1);
  PantauRegions *regions = pantau_reference_get_regions (reference);

  self->reference = pantau_reference_ref (reference);
  self->region = g_strdup (region);
  self->level = level;
  self->from = from;
  self->units = g_array_new (FALSE, FALSE, sizeof (PantauCoverageUnit));
  g_array_set_clear_func (self->units, clear_unit);
  self->unit_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->stations = g_array_new (FALSE, FALSE, sizeof (PantauCoverageStation));
  self->station_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->last_of_record = g_array_new (FALSE, TRUE, sizeof (guint));

  unit_of (self, region);
  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    if (pantau_region_covers (region, pantau_regions_get_nth (regions, i)->code))
      unit_of (self, pantau_regions_get_nth (regions, i)->code);

  return self;
}

void
pantau_coverage_sheet_free (PantauCoverageSheet *self)
{
  g_array_unref (self->last_of_record);
  g_hash_table_unref (self->station_numbers);
  g_array_unref (self->stations);
  g_hash_table_unref (self->unit_numbers);
  g_array_unref (self->units);
  g_free (self->region);
  pantau_reference_unref (self->reference);
  g_free (self);
}

static guint
station_of (PantauCoverageSheet *self, guint unit, guint tps)
{
  guint number = self->stations->len;
  PantauCoverageStation station = { .unit = unit, .tps = tps };
  g_autofree char *key = NULL;

  /* Most are asked for several times in a row. */
  if (number > 0 && STATION (self, number - 1)->unit == unit &&
      STATION (self, number - 1)->tps == tps)
    return number - 1;

  key = g_strdup_printf ("%s %u", UNIT (self, unit)->code, tps);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->station_numbers, key));
  if (number > 0)
    return number - 1;

  g_array_append_val (self->stations, station);
  g_hash_table_insert (self->station_numbers, g_steal_pointer (&key),
                       GUINT_TO_POINTER (self->stations->len));

  return self->stations->len - 1;
}

/*
 * Whether @record was not counted in @unit yet. Places come in the order of their codes, so those of one region follow each
 * other, and one number by record is enough for each level.
 */
static gboolean
is_first_in (PantauCoverageSheet *self, guint record, guint unit)
{
  gsize at = (gsize) record * PANTAU_COVERAGE_TPS + UNIT (self, unit)->level;

  if (at >= self->last_of_record->len)
    g_array_set_size (self->last_of_record, (guint) at + PANTAU_COVERAGE_TPS);
  if (g_array_index (self->last_of_record, guint, at) == unit + 1)
    return FALSE;
  g_array_index (self->last_of_record, guint, at) = unit + 1;

  return TRUE;
}

void
pantau_coverage_sheet_add_place (PantauCoverageSheet *self,
                                 const char *region,
                                 guint tps,
                                 guint record,
                                 gboolean heard,
                                 gboolean nihil)
{
  guint unit;

  if (!pantau_region_is_code (region))
    return;
  unit = unit_of (self, region);
  if (tps > 0)
    {
      guint number = station_of (self, unit, tps); /* which may move all of them */
      PantauCoverageStation *station = STATION (self, number);

      station->reported |= heard && !nihil;
      station->nihil |= heard && nihil;
      station->records += heard;
    }

  for (; heard && unit != PANTAU_NO_UNIT; unit = UNIT (self, unit)->parent)
    {
      PantauCoverageUnit *at = UNIT (self, unit);

      at->reported |= !nihil;
      at->nihil |= nihil;
      at->records += is_first_in (self, record, unit);
    }
}

static void
assign (PantauCoverageAssigned *self, const PantauCoverageAssigned *other)
{
  self->devices += other->devices;
  self->last = MAX (self->last, other->last);
}

/* "Pengawas TPS 01 Kelurahan …": 1; 0 where a position names none. */
static guint
tps_in_position (const char *position)
{
  g_autofree char *upper = position != NULL ? g_ascii_strup (position, -1) : NULL;

  for (const char *at = upper; at != NULL && (at = strstr (at, "TPS")) != NULL;)
    {
      at += strlen ("TPS");
      if (g_ascii_isdigit (at[strspn (at, " .")]))
        return (guint) MIN (g_ascii_strtoull (at + strspn (at, " ."), NULL, 10), G_MAXUINT16);
    }

  return 0;
}

void
pantau_coverage_sheet_add_monitor (PantauCoverageSheet *self,
                                   const char *region,
                                   const char *position,
                                   gint64 last)
{
  const PantauCoverageAssigned monitor = { 1, last };
  guint tps = tps_in_position (position), unit;

  if (pantau_region_covers (region, self->region) && !g_str_equal (region, self->region))
    {
      assign (&UNIT (self, 0)->above, &monitor);
      return;
    }
  if (!pantau_region_is_code (region) || !pantau_region_covers (self->region, region))
    return;

  unit = unit_of (self, region);
  if (tps > 0 && UNIT (self, unit)->level == PANTAU_COVERAGE_VILLAGE)
    {
      guint number = station_of (self, unit, tps);

      assign (&STATION (self, number)->own, &monitor);
      assign (&UNIT (self, unit)->below, &monitor);
    }
  else
    {
      assign (&UNIT (self, unit)->own, &monitor);
    }
  for (unit = UNIT (self, unit)->parent; unit != PANTAU_NO_UNIT; unit = UNIT (self, unit)->parent)
    assign (&UNIT (self, unit)->below, &monitor);
}

void
pantau_coverage_sheet_add_official (PantauCoverageSheet *self, const char *kecamatan, gint64 tps)
{
  guint unit;

  if (!pantau_region_is_code (kecamatan) || !pantau_region_covers (self->region, kecamatan))
    return;
  for (unit = unit_of (self, kecamatan); unit != PANTAU_NO_UNIT; unit = UNIT (self, unit)->parent)
    UNIT (self, unit)->tps_official = MAX (UNIT (self, unit)->tps_official, 0) + tps;
}

static PantauCoverageState
state_of (gboolean reported, gboolean nihil)
{
  return reported ? PANTAU_COVERAGE_REPORTED
         : nihil  ? PANTAU_COVERAGE_NIHIL
                  : PANTAU_COVERAGE_SILENT;
}

static PantauSilence
silence_of (PantauCoverageSheet *self,
            PantauCoverageState state,
            const PantauCoverageAssigned *assigned)
{
  if (state != PANTAU_COVERAGE_SILENT)
    return PANTAU_SILENCE_NONE;
  if (!self->knows_grants)
    return PANTAU_SILENCE_UNKNOWN;
  if (assigned->devices == 0)
    return PANTAU_SILENCE_UNASSIGNED;

  return assigned->last > 0 && assigned->last >= self->from ? PANTAU_SILENCE_QUIET
                                                            : PANTAU_SILENCE_UNCONNECTED;
}

/* Everybody who is assigned to a region: for it, for something in it, for what holds it. */
static PantauCoverageAssigned
assigned_to (const PantauCoverageUnit *unit)
{
  PantauCoverageAssigned all = unit->own;

  assign (&all, &unit->below);
  assign (&all, &unit->above);

  return all;
}

static PantauCoverageAssigned
assigned_to_station (PantauCoverageSheet *self, const PantauCoverageStation *station)
{
  const PantauCoverageUnit *village = UNIT (self, station->unit);
  PantauCoverageAssigned all = station->own;

  assign (&all, &village->own);
  assign (&all, &village->above);

  return all;
}

static PantauCoverageRow *
row_new (PantauCoverageSheet *self,
         const PantauCoverageAssigned *assigned,
         gboolean reported,
         gboolean nihil,
         guint records)
{
  PantauCoverageRow *row = g_new0 (PantauCoverageRow, 1);

  row->state = state_of (reported, nihil);
  row->silence = silence_of (self, row->state, assigned);
  row->last_contact = assigned->last;
  row->assigned = self->knows_grants ? assigned->devices : 0;
  row->records = records;
  row->tps_official = -1;

  return row;
}

/* "Kec. Rawas Ilir": the first part of the whole name. */
static char *
name_of (PantauCoverageSheet *self, const char *code)
{
  char *name = pantau_regions_qualified (pantau_reference_get_regions (self->reference), code);
  char *comma = strchr (name, ',');

  if (comma != NULL)
    *comma = '\0';

  return name;
}

static PantauCoverageRow *
row_of_unit (PantauCoverageSheet *self, const PantauCoverageUnit *unit)
{
  PantauCoverageAssigned assigned = assigned_to (unit);
  PantauCoverageRow *row = row_new (self, &assigned, unit->reported, unit->nihil, unit->records);

  row->code = g_strdup (unit->code);
  row->name = name_of (self, unit->code);
  row->tps_official = unit->tps_official;

  return row;
}

static PantauCoverageRow *
row_of_station (PantauCoverageSheet *self, const PantauCoverageStation *station)
{
  PantauCoverageAssigned assigned = assigned_to_station (self, station);
  PantauCoverageRow *row =
      row_new (self, &assigned, station->reported, station->nihil, station->records);

  row->code = g_strdup (UNIT (self, station->unit)->code);
  row->tps = station->tps;
  /* Translators: a polling station and its number. */
  row->name = g_strdup_printf (_ ("TPS %u"), station->tps);

  return row;
}

static void
row_free (gpointer data)
{
  PantauCoverageRow *self = data;

  g_free (self->code);
  g_free (self->name);
  g_free (self);
}

void
pantau_coverage_free (PantauCoverage *self)
{
  row_free (self->total);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const PantauCoverageRow *left = *(PantauCoverageRow *const *) a;
  const PantauCoverageRow *right = *(PantauCoverageRow *const *) b;
  int order = strcmp (left->code, right->code);

  return order != 0 ? order : (left->tps > right->tps) - (left->tps < right->tps);
}

static void
tally (PantauCoverageCount *count, PantauCoverageState state, PantauSilence silence)
{
  count->total++;
  count->states[state]++;
  if (silence != PANTAU_SILENCE_NONE)
    count->silences[silence]++;
}

/* Counts a unit, or with @station a TPS, in the row of each region that holds it. @rows: by unit, NULL where it has none. */
static void
tally_in (PantauCoverageSheet *self,
          PantauCoverageRow **rows,
          guint unit,
          guint level,
          PantauCoverageState state,
          PantauSilence silence)
{
  for (; unit != PANTAU_NO_UNIT; unit = UNIT (self, unit)->parent)
    {
      PantauCoverageRow *row = rows[unit];

      if (row == NULL || UNIT (self, unit)->level >= level)
        continue;
      tally (level == PANTAU_COVERAGE_KECAMATAN ? &row->kecamatan
             : level == PANTAU_COVERAGE_VILLAGE ? &row->villages
                                                : &row->tps_known,
             state, silence);
    }
}

/* Who is assigned to what holds a region is assigned to it as well; parents come first. */
static void
hand_down (PantauCoverageSheet *self)
{
  for (guint i = 1; i < self->units->len; i++)
    {
      const PantauCoverageUnit *parent = UNIT (self, UNIT (self, i)->parent);

      assign (&UNIT (self, i)->above, &parent->own);
      assign (&UNIT (self, i)->above, &parent->above);
    }
}

PantauCoverage *
pantau_coverage_sheet_count (PantauCoverageSheet *self)
{
  PantauCoverage *coverage = g_new0 (PantauCoverage, 1);
  g_autofree PantauCoverageRow **rows = g_new0 (PantauCoverageRow *, self->units->len);

  hand_down (self);
  coverage->knows_grants = self->knows_grants;
  coverage->rows = g_ptr_array_new_with_free_func (row_free);
  coverage->total = rows[0] = row_of_unit (self, UNIT (self, 0));
  for (guint i = 1; i < self->units->len; i++)
    if (UNIT (self, i)->level == self->level)
      g_ptr_array_add (coverage->rows, rows[i] = row_of_unit (self, UNIT (self, i)));

  for (guint i = 1; i < self->units->len; i++)
    {
      const PantauCoverageUnit *unit = UNIT (self, i);
      PantauCoverageAssigned assigned = assigned_to (unit);
      PantauCoverageState state = state_of (unit->reported, unit->nihil);

      if (unit->level >= PANTAU_COVERAGE_KECAMATAN)
        tally_in (self, rows, unit->parent, unit->level, state,
                  silence_of (self, state, &assigned));
    }
  for (guint i = 0; i < self->stations->len; i++)
    {
      const PantauCoverageStation *station = STATION (self, i);
      PantauCoverageAssigned assigned = assigned_to_station (self, station);
      PantauCoverageState state = state_of (station->reported, station->nihil);

      tally_in (self, rows, station->unit, PANTAU_COVERAGE_TPS, state,
                silence_of (self, state, &assigned));
      if (self->level == PANTAU_COVERAGE_TPS)
        g_ptr_array_add (coverage->rows, row_of_station (self, station));
    }
  g_ptr_array_sort (coverage->rows, compare_rows);

  return coverage;
}
