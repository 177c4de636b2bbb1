/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The situation: each figure counted a second time in another way (by the risk register, by what lists show, by a desk that had not heard yet of what
 * came later), over ledgers as chance makes them; and every figure followed to its records.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "chronicle-fixture.h"
#include "pantau-json.h"
#include "pantau-projection-private.h"
#include "pantau-situation-sheet.h"
#include "pantau-store-claim.h"
#include "pantau-store-clock.h"
#include "pantau-treatment.h"
#include "test-util.h"

#define NOW 1732690000 /* 27 November 2024, 13:46 WIB */
#define DAY 86400

/* A moment that is a multiple of this is meant itself, others mean their day. */
#define STEP 61
static PantauSituation *
count (Desk *desk, const char *region, const char *election, gint64 at)
{
  const PantauSituationQuery query = {
    .region = region, .election = election, .now = NOW, .at = at, .exactly = at % STEP == 0
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSituationSheet) sheet = pantau_store_situation (desk->store, NULL, &error);
  PantauSituation *situation;

  g_assert_no_error (error);
  situation = pantau_situation_count (sheet, &query, &error);
  g_assert_no_error (error);

  return situation;
}

static void
describe_row (GString *text, const PantauSituationRow *row, gboolean of_now)
{
  g_string_append_printf (text, "%s: %u [", row->code, row->risks);
  for (guint i = 0; i < PANTAU_SITUATION_MAX_LEVELS; i++)
    g_string_append_printf (text, "%u ", row->levels[i]);
  g_string_append_printf (
      text,
      "] tps %d +%d-%d voters %d-%d logistics %u special %u claims %u cases %u overdue %u "
      "heard %d %u/%u/%u %u/%u/%u %d tps %d burden %d\n",
      (int) row->tps, (int) row->unnamed.least, (int) row->unnamed.most, (int) row->voters.least,
      (int) row->voters.most, row->logistics, row->special, row->claims, row->cases, row->overdue,
      (int) row->state, row->kecamatan.states[0], row->kecamatan.states[1],
      row->kecamatan.states[2], row->villages.states[0], row->villages.states[1],
      row->villages.states[2], (int) row->last_heard, (int) row->tps_official, row->burden);
  if (of_now)
    g_string_append_printf (text, "  now: %u %u %u %u %u %u %u %u\n", row->due_today, row->due_soon,
                            row->unverified, row->differing, row->untended, row->quarantined,
                            row->replies, row->treatments);
}

/* All of it, so that two are the same where this is. @of_now: with what only the present has. (transfer full) */
static char *
describe (const PantauSituation *self, gboolean of_now)
{
  GPtrArray *tables[] = { self->areas, self->kecamatan, self->villages };
  GString *text = g_string_new (NULL);

  for (guint table = 0; table < G_N_ELEMENTS (tables); table++)
    for (guint i = 0; i < tables[table]->len; i++)
      describe_row (text, g_ptr_array_index (tables[table], i), of_now);
  describe_row (text, self->total, of_now);
  for (guint i = 0; i < 36; i++)
    g_string_append_printf (text, "%u ", self->cells[i / 6][i % 6]);
  for (guint i = 0; i < self->trend->len; i++)
    {
      const PantauSituationDay *day = &g_array_index (self->trend, PantauSituationDay, i);

      for (guint kind = 0; kind < 6; kind++)
        g_string_append_printf (text, "%s%u+%u", kind == 0 ? "\n" : " ", day->fresh[kind],
                                day->ended[kind]);
    }
  for (guint i = 0; i < self->aid->len; i++)
    {
      const PantauSituationAidRow *aid = g_ptr_array_index (self->aid, i);

      g_string_append_printf (text, "\n%s %u %d %d %d", aid->code, aid->records, (int) aid->needed,
                              (int) aid->planned, (int) aid->sent);
    }
  for (guint i = 0; i < self->special->len; i++)
    {
      const PantauSituationSpecial *special = g_ptr_array_index (self->special, i);

      g_string_append_printf (text, "\n%s %u/%u %d", special->village, special->named,
                              special->stations, special->whole);
    }

  return g_string_free (text, FALSE);
}

static char *
told (Desk *desk, const char *region, const char *election, gint64 at, gboolean of_now)
{
  g_autoptr (PantauSituation) situation = count (desk, region, election, at);

  return describe (situation, of_now);
}

static const char *const regions[] = { "16", "16.72", "16.72.01", "16.72.01.1001" };
static const char *const elections[] = { NULL, "pilkada-2024" };

/* The figures of risks are those of the risk register, which counts in another way. */
static void
test_register (void)
{
  g_autoptr (GRand) rand = test_rand_new (101);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 300 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (regions) * G_N_ELEMENTS (elections); i++)
    {
      const char *region = regions[i / 2];
      PantauExposureFilter filter = { .region = region, .election = elections[i % 2] };
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauExposure) exposure =
          pantau_store_exposure (desk.store, &filter, NULL, &error);
      g_autoptr (PantauSituation) situation = count (&desk, region, elections[i % 2], 0);
      guint voters = 0;

      g_assert_no_error (error);
      while (!g_str_equal (exposure->figures[voters], "voters_affected"))
        voters++;
      g_assert_cmpuint (situation->total->risks, ==, exposure->total->records);
      for (guint j = 0; j <= exposure->regions->len; j++)
        {
          const PantauExposureRow *expected = j < exposure->regions->len
                                                  ? g_ptr_array_index (exposure->regions, j)
                                                  : exposure->total;
          const PantauSituationRow *row = pantau_situation_row (situation, expected->code);

          /* What lies in no kabupaten has a line there, and none here. */
          if (j < exposure->regions->len && g_str_equal (expected->code, region))
            continue;
          g_assert_nonnull (row);
          g_assert_cmpuint (row->risks, ==, expected->records);
          g_assert_cmpint (row->tps, ==, expected->tps);
          g_assert_cmpint (row->unnamed.least, ==, expected->unnamed.least);
          g_assert_cmpint (row->unnamed.most, ==, expected->unnamed.most);
          g_assert_cmpint (row->voters.least, ==, expected->figures[voters].least);
          g_assert_cmpint (row->voters.most, ==, expected->figures[voters].most);
        }
      g_assert_cmpmem (situation->cells, sizeof situation->cells, exposure->cells,
                       sizeof exposure->cells);
      for (guint j = 0; j < exposure->levels->len; j++)
        {
          const PantauExposureRow *level = g_ptr_array_index (exposure->levels, j);
          guint number = 0;

          for (guint k = 0; k < situation->levels->len; k++)
            if (g_str_equal (((PantauLevel *) g_ptr_array_index (situation->levels, k))->code,
                             level->code))
              number = k + 1;
          g_assert_cmpuint (situation->total->levels[number], ==, level->records);
        }
    }
}

/* The end of each day as a desk sees it now, and as a desk saw it that had heard of nothing later. */
static void
test_past (void)
{
  g_autoptr (GRand) rand = test_rand_new (102);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 150 / TEST_SHARE, FALSE);
  g_auto (Desk) desk = desk_new ();

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  for (gint64 at = NOW - 16 * DAY; at < chronicle->end + DAY; at += 4 * DAY)
    {
      g_auto (Desk) then = desk_new ();

      chronicle_take (chronicle, &then, pantau_situation_day_end (pantau_situation_day (at)), NULL,
                      0);
      for (guint i = 0; i < G_N_ELEMENTS (regions) * G_N_ELEMENTS (elections); i++)
        {
          const char *region = regions[i / 2], *election = elections[i % 2];
          g_autofree char *seen = told (&desk, region, election, at, FALSE);
          g_autofree char *was = told (&then, region, election, at, FALSE);

          g_assert_cmpstr (seen, ==, was);
        }
    }
}

/* Any other moment likewise. */
static void
test_past_moment (void)
{
  g_autoptr (GRand) rand = test_rand_new (108);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 150 / TEST_SHARE, FALSE);
  g_auto (Desk) desk = desk_new ();
  guint differing = 0;

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  for (gint64 at = (NOW - 15 * DAY) / STEP * STEP; at < chronicle->end; at += 4567 * STEP)
    {
      g_auto (Desk) then = desk_new ();

      chronicle_take (chronicle, &then, at + 1, NULL, 0);
      for (guint i = 0; i < G_N_ELEMENTS (regions) * G_N_ELEMENTS (elections); i++)
        {
          const char *region = regions[i / 2], *election = elections[i % 2];
          g_autofree char *seen = told (&desk, region, election, at, FALSE);
          g_autofree char *was = told (&then, region, election, at, FALSE);
          g_autofree char *day = told (&desk, region, election, at - 1, FALSE);

          g_assert_cmpstr (seen, ==, was);
          differing += !g_str_equal (seen, day);
        }
    }
  /* The rest of a day is another matter. */
  g_assert_cmpuint (differing, >, 0);
}

/* Seconds are those of their days in WIB. */
static void
test_seconds (void)
{
  for (gint64 when = NOW - DAY; when < NOW + DAY; when += 997)
    {
      guint second = pantau_situation_second (when);

      g_assert_cmpuint (second / PANTAU_SITUATION_DAY_SECONDS, ==, pantau_situation_day (when));
      g_assert_cmpint (pantau_situation_second_end (second), ==, when + 1);
      g_assert_cmpint (pantau_situation_second_end (second - 1), ==, when);
      g_assert_cmpuint (pantau_situation_second (pantau_situation_second_end (second)), ==,
                        second + 1);
    }
  g_assert_cmpuint (pantau_situation_second (G_MININT32), ==, PANTAU_SITUATION_DAY_SECONDS);
}

/* Counted by two threads it is the same. */
static void
test_two_threads (void)
{
  g_autoptr (GRand) rand = test_rand_new (109);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 200 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituationSheet) sheet = NULL;

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  sheet = pantau_store_situation (desk.store, NULL, NULL);
  for (guint i = 0; i < 3 * G_N_ELEMENTS (regions) * G_N_ELEMENTS (elections); i++)
    {
      const char *region = regions[i / 2 % G_N_ELEMENTS (regions)], *election = elections[i % 2];
      gint64 at = i / 2 < G_N_ELEMENTS (regions) ? 0 : NOW - 4 * DAY - i * 3600;
      g_autofree char *one = NULL, *two = NULL;

      sheet->worth_two = G_MAXUINT;
      one = told (&desk, region, election, at, at == 0);
      sheet->worth_two = 0;
      two = told (&desk, region, election, at, at == 0);
      g_assert_cmpstr (one, ==, two);
    }
}

/* Line by line, in any order and portions, with the province's word before or after what it is about, or all anew: the same. */
static void
test_order (void)
{
  g_autoptr (GRand) rand = test_rand_new (103);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 60 / MIN (TEST_SHARE, 3), TRUE);
  g_auto (Desk) first = desk_new ();
  g_autofree char *expected[G_N_ELEMENTS (regions)] = { NULL };

  chronicle_take (chronicle, &first, 0, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    expected[i] = told (&first, regions[i], NULL, 0, TRUE);
  for (guint round = 0; round < 4; round++)
    {
      g_auto (Desk) desk = desk_new ();
      g_autofree guint *order = chronicle_shuffle (chronicle);

      chronicle_take (chronicle, &desk, 0, order, round == 0 ? 1 : 7 * round);
      if (round == 3)
        {
          g_autoptr (GError) error = NULL;

          g_assert_true (pantau_store_rebuild (desk.store, NULL, NULL, &error));
          g_assert_no_error (error);
        }
      for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
        {
          g_autofree char *now = told (&desk, regions[i], NULL, 0, TRUE);

          g_assert_cmpstr (now, ==, expected[i]);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    g_free (g_steal_pointer (&expected[i]));
}

static gboolean
lies_in (const char *region, const char *code)
{
  return pantau_region_covers (region, code);
}

/* A value of a record as lists show it: the first. (transfer full) (nullable) */
static JsonNode *
value_of (PantauRecord *record, const char *field)
{
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, field))
        return json_from_string (value->value, NULL);
    }

  return NULL;
}

static gboolean
has_text (PantauRecord *record, const char *field, const char *text)
{
  g_autoptr (JsonNode) node = value_of (record, field);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING &&
         (text == NULL || g_str_equal (json_node_get_string (node), text));
}

/* In a region by what it names; by its own region where it names no village. */
static gboolean
is_in (PantauRecord *record, const char *region)
{
  g_autoptr (JsonNode) node = value_of (record, "places");
  JsonArray *places = node != NULL ? json_node_get_array (node) : NULL;
  gboolean names = FALSE, all = TRUE;

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    {
      const char *village =
          pantau_json_string (json_array_get_object_element (places, i), "village");

      if (village == NULL)
        continue;
      names = TRUE;
      all = all && lies_in (region, village);
      if (lies_in (region, village))
        return TRUE;
    }

  return names ? all : lies_in (region, pantau_record_get_region (record));
}

/* What lists show of one record, for figures that are plain counts. */
static gboolean
counts_in (PantauRecord *record, PantauSituationMeasure measure, const char *region)
{
  static const char *const voids[] = { "salah-catat", "duplikat", "dicabut", NULL };
  const char *kind = pantau_record_get_kind (record), *status = pantau_record_get_status (record);
  gboolean is_risk = g_str_equal (kind, "risk") && !g_str_equal (status, "selesai");

  if (pantau_record_get_quarantine (record) != NULL || g_strv_contains (voids, status) ||
      !is_in (record, region))
    return FALSE;

  if (measure == PANTAU_SITUATION_RISKS)
    return is_risk;
  if (measure == PANTAU_SITUATION_CASES)
    return (g_str_equal (kind, "neutrality") || g_str_equal (kind, "other")) &&
           !g_str_equal (status, "selesai");
  if (measure == PANTAU_SITUATION_NOT_VERIFIED)
    return !g_str_equal (kind, "activity") && g_str_equal (status, "baru");
  if (measure == PANTAU_SITUATION_DIFFERING)
    return pantau_record_get_differences (record) > 0;
  g_assert_cmpint (measure, ==, PANTAU_SITUATION_STORES);

  return is_risk &&
         (has_text (record, "hazard", "logistik") || has_text (record, "logistics_state", "basah"));
}

static guint
number_in (const PantauSituationRow *row, PantauSituationMeasure measure)
{
  if (measure == PANTAU_SITUATION_RISKS)
    return row->risks;
  if (measure == PANTAU_SITUATION_CASES)
    return row->cases;
  if (measure == PANTAU_SITUATION_NOT_VERIFIED)
    return row->unverified;

  return measure == PANTAU_SITUATION_DIFFERING ? row->differing : row->logistics;
}

/* The search finds exactly the records that lists say are so; and their number is the figure. */
static void
test_records (void)
{
  static const PantauSituationMeasure measures[] = { PANTAU_SITUATION_RISKS, PANTAU_SITUATION_CASES,
                                                     PANTAU_SITUATION_NOT_VERIFIED,
                                                     PANTAU_SITUATION_DIFFERING,
                                                     PANTAU_SITUATION_STORES };
  g_autoptr (GRand) rand = test_rand_new (104);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 200 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) situation = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  for (guint i = 0; i < chronicle->records->len; i++)
    {
      PantauRecord *record =
          pantau_store_get (desk.store, g_ptr_array_index (chronicle->records, i), NULL);

      if (record != NULL)
        g_ptr_array_add (all, record);
    }
  situation = count (&desk, "16", NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (measures) * 3; i++)
    {
      const char *region = regions[i % 3];
      const PantauSituationFigure figure = { .measure = measures[i / 3], .region = region };
      g_autofree char *text = pantau_situation_query (situation, &figure);
      g_autoptr (PantauQuery) query = pantau_query_new (store_reference (), text);
      g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (GArray) rows = NULL;
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (GError) error = NULL;
      guint expected = 0;

      g_assert_null (pantau_query_get_problem (query));
      rows = pantau_store_find (desk.store, query, PANTAU_SORT_TIME, TRUE, 0, NULL, &error);
      g_assert_no_error (error);
      records =
          pantau_store_rows (desk.store, (const guint32 *) (void *) rows->data, rows->len, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < records->len; j++)
        g_hash_table_add (found, g_strdup (pantau_record_get_id (g_ptr_array_index (records, j))));
      for (guint j = 0; j < all->len; j++)
        {
          PantauRecord *record = g_ptr_array_index (all, j);
          gboolean is_so = counts_in (record, figure.measure, region);

          if (is_so != g_hash_table_contains (found, pantau_record_get_id (record)))
            g_error ("%s: %s", text, pantau_record_get_id (record));
          expected += is_so;
        }
      g_assert_cmpuint (rows->len, ==, expected);
      g_assert_cmpuint (number_in (pantau_situation_row (situation, region), figure.measure), ==,
                        expected);
    }
}

/* What is due is what the page of deadlines counts; open claims are those of the board, each once wherever it was seen. */
static void
test_others (void)
{
  const PantauClaimFilter filter = { .now = NOW };
  g_autoptr (GRand) rand = test_rand_new (105);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 250 / TEST_SHARE, TRUE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) situation = NULL;
  g_autoptr (GPtrArray) claims = NULL;
  g_autoptr (GError) error = NULL;
  PantauClockCounts clocks;
  guint open = 0, in_town = 0;

  chronicle_take (chronicle, &desk, 0, NULL, 0);
  situation = count (&desk, NULL, NULL, 0);
  g_assert_true (pantau_store_clocks_count (desk.store, NULL, NOW, 7, &clocks, &error));
  g_assert_no_error (error);
  g_assert_cmpint (situation->total->overdue, ==, clocks.overdue);
  g_assert_cmpint (situation->total->due_today, ==, clocks.today);
  g_assert_cmpint (situation->total->due_soon, ==, clocks.soon);

  claims = pantau_store_claims (desk.store, &filter, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < claims->len; i++)
    {
      const PantauClaim *claim = g_ptr_array_index (claims, i);
      g_autoptr (PantauRecord) root = desk_get (&desk, claim->id);
      g_autoptr (GPtrArray) sightings = pantau_store_sightings (desk.store, claim->id, 0, NULL);
      gboolean is_here = FALSE;

      if (claim->n_records == 0 || g_str_equal (pantau_record_get_status (root), "selesai") ||
          (claim->verdict != NULL && !g_str_equal (claim->verdict, PANTAU_VERDICT_NONE) &&
           !g_str_equal (claim->verdict, PANTAU_VERDICT_PENDING)))
        continue;
      for (guint j = 0; j < sightings->len; j++)
        {
          const PantauSighting *sighting = g_ptr_array_index (sightings, j);
          g_autoptr (PantauRecord) record = desk_get (&desk, sighting->record);

          is_here |= !sighting->is_void && is_in (record, "16.72");
        }
      open++;
      in_town += is_here;
    }
  g_assert_cmpuint (situation->total->claims, ==, open);
  g_assert_cmpuint (pantau_situation_row (situation, "16.72")->claims, ==, in_town);
}

/* Each figure of a table is zero where nothing is, and the tables are whole: 17, 241, and of a kecamatan its villages. */
static void
test_empty (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituation) province = NULL, kecamatan = NULL;

  desk_catch_up (&desk);
  province = count (&desk, NULL, NULL, 0);
  kecamatan = count (&desk, "16.72.01", "pilkada-2024", NOW);
  g_assert_cmpuint (province->areas->len, ==, 17);
  g_assert_cmpuint (province->kecamatan->len, ==, 241);
  g_assert_cmpuint (province->villages->len, ==, 0);
  g_assert_cmpuint (province->special_total, ==, 51);
  g_assert_cmpuint (province->trend->len, ==, PANTAU_SITUATION_TREND_DAYS);
  g_assert_cmpint (province->total->burden, ==, 0);
  g_assert_cmpint (province->total->tps_official, ==, 25985);
  g_assert_cmpuint (province->total->villages.states[PANTAU_COVERAGE_SILENT], ==, 3259);
  g_assert_cmpuint (kecamatan->villages->len, >, 5);
  g_assert_cmpint (kecamatan->days_to_vote, ==, 0);
  g_assert_cmpint (kecamatan->total->tps_official, >, 0);
}

static void
test_unknown (void)
{
  const PantauSituationQuery nowhere = { .region = "16.99", .now = NOW };
  const PantauSituationQuery never = { .election = "pemilu-1955", .now = NOW };
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituationSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  desk_catch_up (&desk);
  sheet = pantau_store_situation (desk.store, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (pantau_situation_count (sheet, &nowhere, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (pantau_situation_count (sheet, &never, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

/* Whatever a disk makes of a piece, reading it ends, within its bytes. */
static void
test_spoiled (void)
{
  g_autoptr (GRand) rand = test_rand_new (106);
  g_auto (PantauSituationItem) item = { 0 };

  pantau_situation_item_init (&item);
  for (guint round = 0; round < 20000 / TEST_SHARE; round++)
    {
      guint8 bytes[64];
      const guint8 *at = bytes, *end = bytes + g_rand_int_range (rand, 1, sizeof bytes + 1);

      for (guint i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8) g_rand_int (rand);
      while (at != NULL && at < end && pantau_situation_item_read (&item, 1672011001, &at, end))
        g_assert_true (at <= end);
    }
}

/* What is packed is what comes out. */
static void
test_packed (void)
{
  g_auto (PantauSituationItem) item = { 0 }, back = { 0 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const PantauSituationSpan spans[] = { { 691200000, 691200003 }, { 692676610, 0 } };
  const PantauSituationPlace places[] = { { 1672011001, 7 }, { 1601142015, 0 } };
  const PantauSituationAid aid[] = { { 3, 0, 0, 12 }, { 4, 691200001, 692935200, 5 } };
  const PantauSituationClock clock = { 1732690000, 702445380 };
  const guint8 *at;

  pantau_situation_item_init (&item);
  pantau_situation_item_init (&back);
  item.n = 2000001;
  item.kind = PANTAU_SITUATION_RISK;
  item.flags = PANTAU_SITUATION_TENDED | PANTAU_SITUATION_LOGISTICS;
  item.election = 300;
  item.day = 8000;
  item.likelihood = 4;
  item.impact = 5;
  item.mark = 0xffffffffffff;
  item.voters[0] = 100;
  item.voters[1] = 250;
  g_array_append_vals (item.spans, spans, 2);
  g_array_append_vals (item.places, places, 2);
  g_array_append_vals (item.aid, aid, 2);
  g_array_append_val (item.clocks, clock);
  pantau_situation_item_write (&item, 1672011001, bytes);
  pantau_situation_item_write_rest (&item, bytes);

  at = bytes->data;
  g_assert_true (pantau_situation_item_read (&back, 1672011001, &at, bytes->data + bytes->len));
  g_assert_true (at == bytes->data + bytes->len);
  g_assert_cmpuint (back.n, ==, item.n);
  g_assert_cmpuint (back.flags, ==, item.flags);
  g_assert_cmpuint (back.election, ==, item.election);
  g_assert_cmpuint (back.impact, ==, 5);
  g_assert_cmpint (back.mark, ==, item.mark);
  g_assert_cmpint (back.voters[1], ==, 250);
  g_assert_cmpmem (back.spans->data, sizeof spans, spans, sizeof spans);
  g_assert_cmpint (g_array_index (back.places, PantauSituationPlace, 0).village, ==, 1672011001);
  g_assert_cmpint (g_array_index (back.places, PantauSituationPlace, 1).village, ==, 1601142015);
  g_assert_cmpmem (back.aid->data, sizeof aid, aid, sizeof aid);
  g_assert_cmpint (g_array_index (back.clocks, PantauSituationClock, 0).due, ==, clock.due);
  g_assert_cmpuint (g_array_index (back.clocks, PantauSituationClock, 0).ended, ==, clock.ended);
}

/* While nothing changes it is read once; one more line, and it is read anew. */
static void
test_kept (void)
{
  g_autoptr (GRand) rand = test_rand_new (107);
  g_autoptr (Chronicle) chronicle = chronicle_new (rand, 3, FALSE);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauSituationSheet) first = NULL, second = NULL, third = NULL;

  desk_take (&desk, g_ptr_array_index (chronicle->all, 0));
  first = pantau_store_situation (desk.store, NULL, NULL);
  second = pantau_store_situation (desk.store, NULL, NULL);
  g_assert_true (first == second);
  for (guint i = 1; i < chronicle->all->len; i++)
    desk_take (&desk, g_ptr_array_index (chronicle->all, i));
  third = pantau_store_situation (desk.store, NULL, NULL);
  g_assert_true (third != first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/situation/empty", test_empty);
  g_test_add_func ("/situation/unknown", test_unknown);
  g_test_add_func ("/situation/packed", test_packed);
  g_test_add_func ("/situation/spoiled", test_spoiled);
  g_test_add_func ("/situation/kept", test_kept);
  g_test_add_func ("/situation/register", test_register);
  g_test_add_func ("/situation/records", test_records);
  g_test_add_func ("/situation/others", test_others);
  g_test_add_func ("/situation/seconds", test_seconds);
  g_test_add_func ("/situation/two-threads", test_two_threads);
  g_test_add_func ("/situation/past", test_past);
  g_test_add_func ("/situation/past-moment", test_past_moment);
  g_test_add_func ("/situation/order", test_order);

  return store_test_run ();
}
