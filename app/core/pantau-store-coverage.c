/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was heard of where, read from tables `place`, `person` and `contact`: see pantau-store-coverage.h. */

#include "config.h"

#include "pantau-store-coverage.h"

#include <glib/gi18n-lib.h>

#include "pantau-coverage-sheet.h"
#include "pantau-csv.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-store-private.h"

/* The election whose TPS kecamatan.csv counts in this column. */
#define COUNTED_ELECTION "pemilu-2024"
#define COUNTED_COLUMN   "tps_2024"

/* All WIB. */
#define ZONE (7 * 3600)

/* A region and what lies in it, as one stretch of the key: '/' follows '.'. */
#define IN_REGION_SQL "(region >= ?1 AND region < ?1 || '/') "

/* Events of the time, of the election. */
#define HEARD_SQL       "(occurred_at >= ?2 AND (?3 = 0 OR occurred_at < ?3)) "
#define OF_ELECTION_SQL "(?4 IS NULL OR election = ?4) "

static gboolean
read_places (PantauStore *self,
             PantauCoverageSheet *sheet,
             const PantauCoverageQuery *query,
             GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT region, tps, record, " HEARD_SQL ", nihil FROM place "
                       "WHERE " IN_REGION_SQL "AND " OF_ELECTION_SQL "ORDER BY region, tps, record",
                       "siis", query->region, query->from != 0 ? query->from : G_MININT64,
                       query->until, query->election);

  while (pantau_stmt_next (stmt))
    pantau_coverage_sheet_add_place (
        sheet, pantau_stmt_text (stmt, 0), (guint) pantau_stmt_integer (stmt, 1),
        (guint) pantau_stmt_integer (stmt, 2), pantau_stmt_integer (stmt, 3) != 0,
        pantau_stmt_integer (stmt, 4) != 0);

  return pantau_stmt_finish (stmt, error);
}

/* Grants come to who decides about their region, and to nobody else (pantau-access.c). */
static gboolean
find_out_who_asks (PantauStore *self, const char *region, gboolean *knows_grants, GError **error)
{
  g_autofree char *own = NULL;

  *knows_grants = FALSE;
  if (self->device == NULL)
    return TRUE;
  if (!pantau_db_text (self->db, &own, error,
                       "SELECT region FROM person WHERE device = ?1 "
                       "AND role IN ('desk', 'identity', 'admin')",
                       "s", self->device))
    return FALSE;
  *knows_grants = own != NULL && pantau_region_covers (own, region);

  return TRUE;
}

/* Monitors whose grant is valid on @today (YYYY-MM-DD). */
static gboolean
read_monitors (PantauStore *self, PantauCoverageSheet *sheet, const char *today, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT person.region, position, coalesce (wrote_at, 0) FROM person "
                       "LEFT JOIN contact ON contact.device = person.device "
                       "WHERE role = 'field' AND (last_day IS NULL OR last_day >= ?1) "
                       "AND NOT " PANTAU_REVOKED_SQL,
                       "s", today);

  while (pantau_stmt_next (stmt))
    pantau_coverage_sheet_add_monitor (sheet, pantau_stmt_text (stmt, 0),
                                       pantau_stmt_text (stmt, 1), pantau_stmt_integer (stmt, 2));

  return pantau_stmt_finish (stmt, error);
}

/* Without grants: whoever wrote, where they last did. */
static gboolean
read_contacts (PantauStore *self, PantauCoverageSheet *sheet, GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->db, "SELECT region, wrote_at FROM contact", "");

  while (pantau_stmt_next (stmt))
    pantau_coverage_sheet_add_monitor (sheet, pantau_stmt_text (stmt, 0), NULL,
                                       pantau_stmt_integer (stmt, 1));

  return pantau_stmt_finish (stmt, error);
}

/* How many TPS there are, as far as the reference data says. */
static gboolean
read_official (PantauStore *self,
               PantauCoverageSheet *sheet,
               const PantauCoverageQuery *query,
               GError **error)
{
  static const char *const columns[] = { "code", COUNTED_COLUMN, NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PantauCsv) csv = NULL;

  if (g_strcmp0 (query->election, COUNTED_ELECTION) != 0)
    return TRUE;
  bytes = pantau_reference_read (self->reference, "kecamatan.csv", error);
  if (bytes == NULL)
    return FALSE;

  csv = pantau_csv_new ("kecamatan.csv", bytes, columns);
  while (pantau_csv_next (csv))
    pantau_coverage_sheet_add_official (sheet, pantau_csv_get (csv, 0),
                                        g_ascii_strtoll (pantau_csv_get (csv, 1), NULL, 10));

  return pantau_csv_finish (csv, error);
}

/* What pemilihan.csv says of the whole province wins over a sum of parts. */
static void
settle_province (PantauStore *self, PantauCoverage *coverage, const PantauCoverageQuery *query)
{
  const PantauElection *election =
      query->election != NULL
          ? pantau_elections_lookup (pantau_reference_get_elections (self->reference),
                                     query->election)
          : NULL;

  if (election != NULL && election->tps >= 0 && pantau_region_level (query->region) == 1)
    coverage->total->tps_official = election->tps;
}

static gboolean
read_all (PantauStore *self,
          PantauCoverageSheet *sheet,
          const PantauCoverageQuery *query,
          GError **error)
{
  gint64 now = query->now != 0 ? query->now : g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) wib = g_date_time_new_from_unix_utc (now + ZONE);
  g_autofree char *today = wib != NULL ? g_date_time_format (wib, "%Y-%m-%d") : g_strdup ("");

  return find_out_who_asks (self, query->region, &sheet->knows_grants, error) &&
         read_places (self, sheet, query, error) &&
         (sheet->knows_grants ? read_monitors (self, sheet, today, error)
                              : read_contacts (self, sheet, error)) &&
         read_official (self, sheet, query, error);
}

/* @query with what it leaves out filled in. FALSE where it cannot be answered. */
static gboolean
settle_query (PantauStore *self, PantauCoverageQuery *query, GError **error)
{
  PantauRegions *regions = pantau_reference_get_regions (self->reference);
  const PantauRegion *first = pantau_regions_get_nth (regions, 0);
  guint level;

  if (query->region == NULL && first != NULL)
    query->region = first->code;
  if (query->region == NULL || pantau_regions_lookup (regions, query->region) == NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is no region “%s”"),
                         query->region != NULL ? query->region : "");

  level = pantau_region_level (query->region);
  if (query->level == 0)
    query->level = level + 1;
  if (query->level <= level || query->level > PANTAU_COVERAGE_TPS)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("the region “%s” does not consist of what is asked for"),
                         query->region);

  return TRUE;
}

PantauCoverage *
pantau_store_coverage (PantauStore *self,
                       const PantauCoverageQuery *query,
                       GCancellable *cancellable,
                       GError **error)
{
  PantauCoverageQuery asked = *query;
  g_autoptr (PantauCoverageSheet) sheet = NULL;
  PantauCoverage *coverage;
  gboolean ok;

  if (!settle_query (self, &asked, error) || !pantau_store_freshen (self, error) ||
      !pantau_db_begin_reading (self->db, cancellable, error))
    return NULL;
  sheet = pantau_coverage_sheet_new (self->reference, asked.region, asked.level, asked.from);
  ok = read_all (self, sheet, &asked, error);
  pantau_db_end_reading (self->db);
  if (!ok)
    return NULL;

  coverage = pantau_coverage_sheet_count (sheet);
  settle_province (self, coverage, &asked);

  return coverage;
}

GArray *
pantau_store_coverage_records (PantauStore *self,
                               const PantauCoverageQuery *query,
                               const char *code,
                               guint tps,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  PantauStmt *stmt;
  gboolean ok;

  if (!pantau_store_freshen (self, error) ||
      !pantau_db_begin_reading (self->db, cancellable, error))
    return NULL;

  stmt = pantau_db_query (self->db,
                          "SELECT record, max (occurred_at) AS at FROM place "
                          "WHERE " IN_REGION_SQL "AND " HEARD_SQL "AND " OF_ELECTION_SQL
                          "AND (?5 = 0 OR (tps = ?5 AND region = ?1)) "
                          "GROUP BY record ORDER BY at DESC, record DESC",
                          "siisi", code, query->from != 0 ? query->from : G_MININT64, query->until,
                          query->election, (gint64) tps);
  while (pantau_stmt_next (stmt))
    {
      guint32 n = (guint32) pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, n);
    }
  ok = pantau_stmt_finish (stmt, error);
  pantau_db_end_reading (self->db);

  return ok ? g_steal_pointer (&rows) : NULL;
}

const char *
pantau_coverage_state_label (PantauCoverageState state)
{
  switch (state)
    {
    case PANTAU_COVERAGE_REPORTED:
      /* Translators: of a place: somebody recorded something there. */
      return C_ ("coverage", "Reported");
    case PANTAU_COVERAGE_NIHIL:
      /* Translators: of a place: supervised, nothing found. */
      return C_ ("coverage", "Nil");
    case PANTAU_COVERAGE_SILENT:
    default:
      /* Translators: of a place: nobody recorded anything there. */
      return C_ ("coverage", "Silent");
    }
}

char *
pantau_coverage_silence_text (const PantauCoverageRow *self, gint64 now)
{
  g_autofree char *when =
      self->last_contact > 0 ? pantau_format_time_short (self->last_contact, now) : NULL;

  switch (self->silence)
    {
    case PANTAU_SILENCE_QUIET:
      return g_strdup_printf (_ ("connected %s, recorded nothing"), when);
    case PANTAU_SILENCE_UNCONNECTED:
      return when != NULL ? g_strdup_printf (_ ("not connected since %s"), when)
                          : g_strdup (_ ("never connected"));
    case PANTAU_SILENCE_UNASSIGNED:
      return g_strdup (_ ("nobody assigned"));
    case PANTAU_SILENCE_UNKNOWN:
      return when != NULL
                 ? g_strdup_printf (_ ("last line %s; who is assigned is not known here"), when)
                 : g_strdup (_ ("who is assigned is not known here"));
    case PANTAU_SILENCE_NONE:
    default:
      return g_strdup ("");
    }
}
