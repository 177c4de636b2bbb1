/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What risks expose, read from table `exposure`: see pantau-store-exposure.h for what is counted and how. */

#include "config.h"

#include "pantau-store-exposure.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"
#include "pantau-exposure-sheet.h"
#include "pantau-format.h"
#include "pantau-store-private.h"

/* The whole of our edition. (transfer none) */
static const char *
whole_region (PantauStore *self)
{
  const PantauRegion *first =
      pantau_regions_get_nth (pantau_reference_get_regions (self->reference), 0);

  return first != NULL ? first->code : "";
}

/* All that @filter lets through. */
static PantauExposureSheet *
read_sheet (PantauStore *self,
            const PantauExposureFilter *filter,
            GCancellable *cancellable,
            GError **error)
{
  const PantauExposureFilter none = { 0 };
  PantauExposureFilter asked = filter != NULL ? *filter : none;
  g_autoptr (PantauExposureSheet) sheet = NULL;
  PantauStmt *stmt;
  gboolean ok;

  if (asked.region == NULL)
    asked.region = whole_region (self);
  if (!pantau_region_is_code (asked.region))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("“%s” is not the code of a region"),
                              asked.region);
  if (!pantau_store_freshen (self, error) ||
      !pantau_db_begin_reading (self->db, cancellable, error))
    return NULL;

  sheet = pantau_exposure_sheet_new (self->reference, &asked);
  stmt = pantau_db_query (
      self->db,
      "SELECT record, occurred_at, region, hazard, likelihood, impact, differing, mark, stations, "
      "figures "
      "FROM exposure WHERE (?1 OR NOT ended) AND (?2 IS NULL OR hazard = ?2) "
      "AND (?3 IS NULL OR election = ?3) AND (?4 = 0 OR likelihood = ?4) "
      "AND (?5 = 0 OR impact = ?5) AND occurred_at >= ?6 AND (?7 = 0 OR occurred_at < ?7)",
      "issiiii", (gint64) asked.ended, asked.hazard, asked.election, (gint64) asked.likelihood,
      (gint64) asked.impact, asked.from != 0 ? asked.from : G_MININT64, asked.until);
  while (pantau_stmt_next (stmt))
    {
      PantauExposureLine line = {
        .n = pantau_stmt_integer (stmt, 0),
        .occurred_at = pantau_stmt_integer (stmt, 1),
        .region = pantau_stmt_text (stmt, 2),
        .hazard = pantau_stmt_text (stmt, 3),
        .likelihood = (int) pantau_stmt_integer (stmt, 4),
        .impact = (int) pantau_stmt_integer (stmt, 5),
        .differing = pantau_stmt_integer (stmt, 6) != 0,
        .mark = pantau_stmt_integer (stmt, 7),
        .stations = pantau_stmt_text (stmt, 8),
        .figures = pantau_stmt_text (stmt, 9),
      };

      pantau_exposure_sheet_add (sheet, &line);
    }
  ok = pantau_stmt_finish (stmt, error);
  pantau_db_end_reading (self->db);

  return ok ? g_steal_pointer (&sheet) : NULL;
}

PantauExposure *
pantau_store_exposure (PantauStore *self,
                       const PantauExposureFilter *filter,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (PantauExposureSheet) sheet = read_sheet (self, filter, cancellable, error);

  return sheet != NULL ? pantau_exposure_sheet_count (sheet) : NULL;
}

GArray *
pantau_store_exposure_records (PantauStore *self,
                               const PantauExposureFilter *filter,
                               const char *figure,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (PantauExposureSheet) sheet = read_sheet (self, filter, cancellable, error);

  return sheet != NULL
             ? pantau_exposure_sheet_pick (sheet, figure != NULL ? figure : PANTAU_EXPOSURE_RECORDS)
             : NULL;
}

char *
pantau_range_text (const PantauRange *self)
{
  g_autofree char *least = pantau_format_integer (self->least);
  g_autofree char *most = pantau_format_integer (self->most);

  if (self->least == self->most)
    return g_steal_pointer (&most);

  /* Translators: two numbers: nobody knows how much of the one counts what the other counts too. */
  return g_strdup_printf (_ ("between %s and %s"), least, most);
}
