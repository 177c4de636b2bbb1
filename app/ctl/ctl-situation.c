/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: how things stand, now or at the end of a day (data/doc/situation.md). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-situation-item.h"
#include "pantau-situation.h"

#define ZONE (7 * 3600) /* all WIB */

static const char *const states[] = { "reported", "nihil", "silent" };

/* Figures of a row that are a number and can be followed. */
static const struct
{
  const char *name;
  gsize offset;
  PantauSituationMeasure measure;
  gboolean only_now;
} counts[] = {
#define COUNT(member, measure, now)                                                                \
  {                                                                                                \
#member, G_STRUCT_OFFSET(PantauSituationRow, member), PANTAU_SITUATION_##measure, now          \
  }
  COUNT (risks, RISKS, FALSE),
  COUNT (logistics, STORES, FALSE),
  COUNT (special, PRISONS, FALSE),
  COUNT (claims, CLAIMS, FALSE),
  COUNT (cases, CASES, FALSE),
  COUNT (overdue, OVERDUE, FALSE),
  COUNT (due_today, DUE_TODAY, TRUE),
  COUNT (due_soon, DUE_SOON, TRUE),
  COUNT (unverified, NOT_VERIFIED, TRUE),
  COUNT (differing, DIFFERING, TRUE),
  COUNT (untended, UNTENDED_RISKS, TRUE),
  COUNT (quarantined, QUARANTINED, TRUE),
  COUNT (replies, REPLIES, TRUE),
  COUNT (treatments, TREATMENTS, TRUE),
#undef COUNT
};

static JsonObject *
heard_object (const PantauSituationHeard *heard)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "total", heard->total);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    json_object_set_int_member (object, states[i], heard->states[i]);

  return object;
}

/* @day NULL for none. */
static void
set_day (JsonObject *object, const char *name, gint64 day)
{
  g_autoptr (GDateTime) wib = day != 0 ? g_date_time_new_from_unix_utc (day + ZONE) : NULL;
  g_autofree char *text = wib != NULL ? g_date_time_format (wib, "%Y-%m-%d") : NULL;

  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
levels_object (const PantauSituation *situation, const PantauSituationRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "", row->levels[0]);
  for (guint i = 0; i < situation->levels->len && i + 1 < PANTAU_SITUATION_MAX_LEVELS; i++)
    json_object_set_int_member (
        object, ((const PantauLevel *) g_ptr_array_index (situation->levels, i))->code,
        row->levels[i + 1]);

  return object;
}

static void
set_queries (JsonObject *object, const PantauSituation *situation, const char *region)
{
  JsonObject *queries = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const PantauSituationFigure figure = { .measure = counts[i].measure, .region = region };
      g_autofree char *query = NULL;

      if (counts[i].only_now && situation->at != 0)
        continue;
      query = pantau_situation_query (situation, &figure);
      json_object_set_string_member (queries, counts[i].name, query);
    }
  json_object_set_object_member (object, "queries", queries);
}

static void
print_row_json (const PantauSituation *situation, const PantauSituationRow *row, const char *by)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "by", by);
  json_object_set_string_member (object, "code", row->code);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (!counts[i].only_now || situation->at == 0)
      json_object_set_int_member (object, counts[i].name,
                                  G_STRUCT_MEMBER (guint, row, counts[i].offset));
  json_object_set_object_member (object, "levels", levels_object (situation, row));
  json_object_set_int_member (object, "tps", row->tps);
  ctl_set_range (object, "unnamed", &row->unnamed);
  ctl_set_range (object, "voters", &row->voters);
  json_object_set_string_member (object, "state", states[row->state]);
  json_object_set_object_member (object, "kecamatan", heard_object (&row->kecamatan));
  json_object_set_object_member (object, "villages", heard_object (&row->villages));
  set_day (object, "last_heard", row->last_heard);
  json_object_set_int_member (object, "tps_official", row->tps_official);
  if (row->burden >= 0)
    json_object_set_double_member (object, "burden", row->burden / 100.0);
  else
    json_object_set_null_member (object, "burden");
  set_queries (object, situation, row->code);
  ctl_print_object (object);
}

static void
print_trend_json (const PantauSituation *situation)
{
  for (guint i = 0; i < situation->trend->len; i++)
    {
      const PantauSituationDay *day = &g_array_index (situation->trend, PantauSituationDay, i);
      g_autoptr (JsonObject) object = json_object_new ();
      JsonObject *fresh = json_object_new (), *ended = json_object_new ();

      json_object_set_string_member (object, "by", "day");
      set_day (object, "day", day->day);
      for (guint kind = 0; kind + 1 < PANTAU_N_SITUATION_KINDS; kind++)
        {
          const char *code = pantau_situation_kind_code ((PantauSituationKind) kind);

          json_object_set_int_member (fresh, code, day->fresh[kind]);
          json_object_set_int_member (ended, code, day->ended[kind]);
        }
      json_object_set_object_member (object, "new", fresh);
      json_object_set_object_member (object, "ended", ended);
      ctl_print_object (object);
    }
}

static void
print_aid_json (const PantauSituation *situation)
{
  for (guint i = 0; i < situation->aid->len; i++)
    {
      const PantauSituationAidRow *aid = g_ptr_array_index (situation->aid, i);
      const PantauSituationFigure needs = { .measure = PANTAU_SITUATION_NEEDS, .aid = aid->code };
      const PantauSituationFigure sent = { .measure = PANTAU_SITUATION_SENT, .aid = aid->code };
      g_autofree char *of_needs = pantau_situation_query (situation, &needs);
      g_autofree char *of_sent = pantau_situation_query (situation, &sent);
      g_autoptr (JsonObject) object = json_object_new ();
      JsonObject *queries = json_object_new ();

      json_object_set_string_member (object, "by", "aid");
      json_object_set_string_member (object, "code", aid->code);
      json_object_set_int_member (object, "records", aid->records);
      json_object_set_int_member (object, "needed", aid->needed);
      json_object_set_int_member (object, "planned", aid->planned);
      json_object_set_int_member (object, "sent", aid->sent);
      json_object_set_string_member (queries, "records", of_needs);
      json_object_set_string_member (queries, "sent", of_sent);
      json_object_set_object_member (object, "queries", queries);
      ctl_print_object (object);
    }
}

static void
print_special_json (const PantauSituation *situation)
{
  for (guint i = 0; i < situation->special->len; i++)
    {
      const PantauSituationSpecial *special = g_ptr_array_index (situation->special, i);
      g_autoptr (JsonObject) object = json_object_new ();

      if (special->named == 0 && !special->whole)
        continue;
      json_object_set_string_member (object, "by", "special");
      json_object_set_string_member (object, "code", special->village);
      json_object_set_string_member (object, "site", special->site);
      json_object_set_int_member (object, "stations", special->stations);
      json_object_set_int_member (object, "named", special->named);
      json_object_set_boolean_member (object, "whole", special->whole);
      ctl_print_object (object);
    }
}

/* What belongs to no region: the matrix, H-n, the formula. */
static void
print_head_json (const PantauSituation *situation)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *cells = json_array_new ();

  json_object_set_string_member (object, "by", "situation");
  set_day (object, "day", situation->at != 0 ? situation->at - situation->exactly : situation->now);
  if (situation->exactly)
    ctl_set_time (object, "at", situation->at);
  json_object_set_boolean_member (object, "now", situation->at == 0);
  if (situation->vote != NULL)
    json_object_set_string_member (object, "election", situation->vote);
  if (situation->has_voting_day)
    json_object_set_int_member (object, "days_to_vote", situation->days_to_vote);
  for (guint likelihood = 1; likelihood < 6; likelihood++)
    {
      JsonArray *row = json_array_new ();

      for (guint impact = 1; impact < 6; impact++)
        json_array_add_int_element (row, situation->cells[likelihood][impact]);
      json_array_add_array_element (cells, row);
    }
  json_object_set_array_member (object, "matrix", cells);
  json_object_set_int_member (object, "special_total", situation->special_total);
  json_object_set_string_member (object, "burden_formula", pantau_situation_burden_formula ());
  ctl_print_object (object);
}

static void
print_json (const PantauSituation *situation)
{
  GPtrArray *tables[] = { situation->areas, situation->kecamatan, situation->villages };
  static const char *const names[] = { "kabkota", "kecamatan", "village" };

  print_head_json (situation);
  print_trend_json (situation);
  print_aid_json (situation);
  print_special_json (situation);
  for (guint table = 0; table < G_N_ELEMENTS (tables); table++)
    for (guint i = 0; i < tables[table]->len; i++)
      print_row_json (situation, g_ptr_array_index (tables[table], i), names[table]);
  print_row_json (situation, situation->total, "total");
}

static void
print_row (PantauReference *reference, const PantauSituationRow *row)
{
  g_autofree char *name =
      pantau_regions_qualified (pantau_reference_get_regions (reference), row->code);
  g_autofree char *risks = pantau_format_integer (row->risks);
  g_autofree char *tps = pantau_format_integer (row->tps);
  g_autofree char *voters = pantau_range_text (&row->voters);
  g_autofree char *claims = pantau_format_integer (row->claims);
  g_autofree char *cases = pantau_format_integer (row->cases);
  g_autofree char *overdue = pantau_format_integer (row->overdue);

  printf ("%s\n  ", name);
  /* Translators: figures of a region: open risks, TPS and voters that they expose, and so on. */
  printf (_ ("risks %s · TPS %s · voters %s · claims %s · cases %s · overdue %s"), risks, tps,
          voters, claims, cases, overdue);
  if (row->burden >= 0)
    {
      g_autofree char *burden = pantau_format_number (row->burden / 100.0);

      /* Translators: a figure of our own, "Beban risiko terbuka", from 0 to 100 */
      printf (_ (" · burden %s"), burden);
    }
  printf ("\n");
}

/* Where it is a kecamatan its villages, in a kabupaten its kecamatan, else the kabupaten and kota. */
static void
print_text (PantauReference *reference, const PantauSituation *situation)
{
  guint level = pantau_region_level (situation->region);
  GPtrArray *rows = level >= 3   ? situation->villages
                    : level == 2 ? situation->kecamatan
                                 : situation->areas;

  for (guint i = 0; i < rows->len; i++)
    print_row (reference, g_ptr_array_index (rows, i));
  print_row (reference, situation->total);
  printf ("%s\n", pantau_situation_burden_formula ());
}

/* A day alone is all of it. */
static gboolean
read_at (const char *text, PantauSituationQuery *query, GError **error)
{
  query->at = 0;
  if (text == NULL || pantau_format_read_time (text, query->now, &query->at, &query->exactly))
    return TRUE;

  return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a date"), text);
}

int
ctl_situation (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauSituationQuery query = { .region = options->region, .election = options->election };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauSituationSheet) sheet = NULL;
  g_autoptr (PantauSituation) situation = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0,
                            "situation [--region CODE] [--election CODE] [--at TIME] [--json]",
                            error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  query.now = pantau_home_clock (home);
  if (!read_at (options->at, &query, error))
    return -1;

  sheet = pantau_store_situation (pantau_home_get_store (home), NULL, error);
  if (sheet != NULL)
    situation = pantau_situation_count (sheet, &query, error);
  if (situation == NULL)
    return -1;
  if (options->json)
    print_json (situation);
  else
    print_text (pantau_home_get_reference (home), situation);

  return 0;
}
