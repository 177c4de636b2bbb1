/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: what is exposed, and what was heard of where. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-store-coverage.h"
#include "pantau-store-exposure.h"

#define ZONE (7 * 3600) /* all WIB */
#define DAY  86400

static const char *const states[] = { "reported", "nihil", "silent" };
static const char *const silences[] = { NULL, "quiet", "unconnected", "unassigned", "unknown" };
static const char *const levels[] = { [PANTAU_COVERAGE_KABKOTA] = "kabkota",
                                      [PANTAU_COVERAGE_KECAMATAN] = "kecamatan",
                                      [PANTAU_COVERAGE_VILLAGE] = "village",
                                      [PANTAU_COVERAGE_TPS] = "tps" };

static gint64
unix_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* --from and --until: a day alone is all of it. 0 where it was not given. */
static gboolean
read_moment (const char *text, gboolean is_end, gint64 *when, GError **error)
{
  gboolean has_time;

  *when = 0;
  if (text == NULL)
    return TRUE;
  if (!pantau_format_read_time (text, unix_now (), when, &has_time))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a date"), text);
  if (is_end && !has_time)
    *when += DAY;

  return TRUE;
}

static gboolean
check_code (const char *known, gboolean is_known, GError **error)
{
  return known == NULL || is_known ||
         pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is no “%s”"), known);
}

/* What nobody has is a mistyped code, and an empty answer would look like good news. */
static gboolean
check_codes (const CtlOptions *options, PantauReference *reference, GError **error)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  const PantauField *hazard = pantau_kind_field (pantau_kinds_lookup (kinds, "risk"), "hazard");

  return check_code (options->region,
                     pantau_regions_lookup (pantau_reference_get_regions (reference),
                                            options->region) != NULL,
                     error) &&
         check_code (options->hazard,
                     options->hazard != NULL &&
                         pantau_kinds_choice (kinds, hazard->choices, options->hazard) != NULL,
                     error) &&
         check_code (options->election,
                     pantau_elections_lookup (pantau_reference_get_elections (reference),
                                              options->election) != NULL,
                     error);
}

static void
print_row_json (const PantauExposure *exposure, const PantauExposureRow *row, const char *by)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *figures = json_object_new ();

  json_object_set_string_member (object, "by", by);
  json_object_set_string_member (object, "code", row->code);
  json_object_set_int_member (object, "records", row->records);
  json_object_set_int_member (object, "differing", row->differing);
  json_object_set_int_member (object, "tps", row->tps);
  ctl_set_range (object, "unnamed", &row->unnamed);
  for (guint i = 0; i < exposure->n_figures; i++)
    ctl_set_range (figures, exposure->figures[i], &row->figures[i]);
  json_object_set_object_member (object, "figures", figures);
  ctl_print_object (object);
}

/* (transfer full) */
static char *
row_name (PantauReference *reference, const PantauExposureRow *row, const char *by)
{
  const char *language = pantau_locale_get ();

  if (*row->code == '\0')
    return g_strdup (g_str_equal (by, "level") ? _ ("not assessed") : _ ("no hazard named"));
  if (g_str_equal (by, "hazard"))
    return g_strdup (
        pantau_reference_value_label (reference, "risk", "hazard", row->code, language));
  for (int score = 1; g_str_equal (by, "level") && score <= 25; score++)
    {
      const PantauLevel *level =
          pantau_matrix_level (pantau_reference_get_matrix (reference), score);

      if (level != NULL && g_str_equal (level->code, row->code))
        return g_strdup (pantau_label_get (&level->name, language));
    }

  return pantau_regions_qualified (pantau_reference_get_regions (reference), row->code);
}

static void
print_row (PantauReference *reference,
           const PantauExposure *exposure,
           const PantauExposureRow *row,
           const char *by)
{
  g_autofree char *name = row_name (reference, row, by);
  g_autofree char *tps = pantau_format_integer (row->tps);

  printf ("%s\n", name);
  printf ("  %s: %u\n", _ ("Records"), row->records);
  if (row->differing > 0)
    printf ("  %s: %u\n", _ ("of these with values that differ"), row->differing);
  printf ("  %s: %s\n", _ ("TPS that are named"), tps);
  if (row->unnamed.most > 0)
    {
      g_autofree char *unnamed = pantau_range_text (&row->unnamed);

      printf ("  %s: %s\n", _ ("TPS beyond these, without a number"), unnamed);
    }
  for (guint i = 0; i < exposure->n_figures; i++)
    if (row->figures[i].most > 0)
      {
        g_autofree char *range = pantau_range_text (&row->figures[i]);

        printf ("  %s: %s\n",
                pantau_reference_field_label (reference, "risk", exposure->figures[i],
                                              pantau_locale_get ()),
                range);
      }
}

static void
print_any (const CtlOptions *options,
           PantauReference *reference,
           const PantauExposure *exposure,
           const PantauExposureRow *row,
           const char *by)
{
  if (options->json)
    print_row_json (exposure, row, by);
  else
    print_row (reference, exposure, row, by);
}

/* The records behind a figure, as `list` shows them. */
static int
print_records (const CtlOptions *options,
               PantauHome *home,
               const PantauExposureFilter *filter,
               GError **error)
{
  PantauStore *store = pantau_home_get_store (home);
  const PantauField *field = pantau_kind_field (
      pantau_kinds_lookup (pantau_reference_get_kinds (pantau_home_get_reference (home)), "risk"),
      options->records);
  static const char *const others[] = { PANTAU_EXPOSURE_RECORDS, PANTAU_EXPOSURE_DIFFERING,
                                        PANTAU_EXPOSURE_TPS, PANTAU_EXPOSURE_UNNAMED, NULL };
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (!g_strv_contains (others, options->records) && (field == NULL || !field->counted))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is no figure “%s”"), options->records);
      return -1;
    }
  rows = pantau_store_exposure_records (store, filter, options->records, NULL, error);
  if (rows != NULL)
    records = pantau_store_rows (store, (const guint32 *) (void *) rows->data, rows->len, error);
  if (records == NULL)
    return -1;
  ctl_print_records (options, home, records);

  return 0;
}

int
ctl_count (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauExposureFilter filter = { .region = options->region,
                                  .hazard = options->hazard,
                                  .election = options->election,
                                  .ended = options->all };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauExposure) exposure = NULL;
  const char *by = options->by;
  GPtrArray *rows = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0,
                            "count [--by region|hazard|level] [--region CODE] [--hazard CODE] "
                            "[--records FIGURE]",
                            error) ||
      !read_moment (options->from, FALSE, &filter.from, error) ||
      !read_moment (options->until, TRUE, &filter.until, error))
    return -1;
  if (by != NULL && !g_str_equal (by, "region") && !g_str_equal (by, "hazard") &&
      !g_str_equal (by, "level"))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is none of region, hazard and level"),
                    by);
      return -1;
    }
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL || !check_codes (options, pantau_home_get_reference (home), error))
    return -1;
  if (options->records != NULL)
    return print_records (options, home, &filter, error);

  exposure = pantau_store_exposure (pantau_home_get_store (home), &filter, NULL, error);
  if (exposure == NULL)
    return -1;
  if (by != NULL)
    rows = g_str_equal (by, "region")   ? exposure->regions
           : g_str_equal (by, "hazard") ? exposure->hazards
                                        : exposure->levels;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    print_any (options, pantau_home_get_reference (home), exposure, g_ptr_array_index (rows, i),
               by);
  print_any (options, pantau_home_get_reference (home), exposure, exposure->total, "total");

  return 0;
}

static JsonObject *
count_object (const PantauCoverageCount *count)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "total", count->total);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    json_object_set_int_member (object, states[i], count->states[i]);
  for (guint i = 1; i < G_N_ELEMENTS (silences); i++)
    json_object_set_int_member (object, silences[i], count->silences[i]);

  return object;
}

static void
print_coverage_json (const PantauCoverage *coverage, const PantauCoverageRow *row)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "code", row->code);
  if (row->tps > 0)
    json_object_set_int_member (object, "tps", row->tps);
  json_object_set_string_member (object, "name", row->name);
  if (row == coverage->total)
    json_object_set_boolean_member (object, "total", TRUE);
  json_object_set_string_member (object, "state", states[row->state]);
  if (row->silence != PANTAU_SILENCE_NONE)
    json_object_set_string_member (object, "silence", silences[row->silence]);
  if (row->last_contact > 0)
    {
      g_autofree char *text = pantau_check_write_time (row->last_contact);

      json_object_set_string_member (object, "last_contact", text);
    }
  else
    {
      json_object_set_null_member (object, "last_contact");
    }
  if (coverage->knows_grants)
    json_object_set_int_member (object, "assigned", row->assigned);
  else
    json_object_set_null_member (object, "assigned");
  json_object_set_int_member (object, "records", row->records);
  json_object_set_object_member (object, "kecamatan", count_object (&row->kecamatan));
  json_object_set_object_member (object, "villages", count_object (&row->villages));
  json_object_set_object_member (object, "tps_known", count_object (&row->tps_known));
  if (row->tps_official >= 0)
    json_object_set_int_member (object, "tps_official", row->tps_official);
  else
    json_object_set_null_member (object, "tps_official");
  ctl_print_object (object);
}

/* "Villages: 20, reported 3, nil 5, silent 12" */
static void
print_coverage_count (const char *name, const PantauCoverageCount *count)
{
  if (count->total > 0)
    printf ("  %s: %u (%s %u, %s %u, %s %u)\n", name, count->total,
            pantau_coverage_state_label (PANTAU_COVERAGE_REPORTED),
            count->states[PANTAU_COVERAGE_REPORTED],
            pantau_coverage_state_label (PANTAU_COVERAGE_NIHIL),
            count->states[PANTAU_COVERAGE_NIHIL],
            pantau_coverage_state_label (PANTAU_COVERAGE_SILENT),
            count->states[PANTAU_COVERAGE_SILENT]);
}

static void
print_coverage_row (const PantauCoverageRow *row)
{
  g_autofree char *silence = pantau_coverage_silence_text (row, unix_now ());

  printf ("%s  %s: %s%s%s\n", row->code, row->name, pantau_coverage_state_label (row->state),
          *silence != '\0' ? ", " : "", silence);
  print_coverage_count (_ ("Kecamatan"), &row->kecamatan);
  print_coverage_count (_ ("Villages"), &row->villages);
  print_coverage_count (_ ("TPS that are known"), &row->tps_known);
  if (row->tps_official >= 0)
    {
      g_autofree char *official = pantau_format_integer (row->tps_official);

      printf ("  %s: %s\n", _ ("TPS in this election"), official);
    }
}

static gboolean
read_level (const char *text, PantauCoverageLevel *level, GError **error)
{
  if (text == NULL)
    return TRUE;
  for (guint i = PANTAU_COVERAGE_KABKOTA; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (text, levels[i]))
      {
        *level = i;
        return TRUE;
      }

  return pantau_throw (error, PANTAU_ERROR_INVALID,
                       _ ("“%s” is none of kabkota, kecamatan, village and tps"), text);
}

int
ctl_coverage (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauCoverageQuery query = { .region = options->region, .election = options->election };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauCoverage) coverage = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0,
                            "coverage [--region CODE] [--level kabkota|kecamatan|village|tps] "
                            "[--from DATE] [--until DATE]",
                            error) ||
      !read_level (options->level, &query.level, error) ||
      !read_moment (options->from, FALSE, &query.from, error) ||
      !read_moment (options->until, TRUE, &query.until, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home != NULL && check_codes (options, pantau_home_get_reference (home), error))
    coverage = pantau_store_coverage (pantau_home_get_store (home), &query, NULL, error);
  if (coverage == NULL)
    return -1;

  for (guint i = 0; i <= coverage->rows->len; i++)
    {
      const PantauCoverageRow *row =
          i < coverage->rows->len ? g_ptr_array_index (coverage->rows, i) : coverage->total;

      if (options->json)
        print_coverage_json (coverage, row);
      else
        print_coverage_row (row);
    }

  return 0;
}
