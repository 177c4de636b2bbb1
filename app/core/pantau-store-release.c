/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about what was released: the only thing that Pemprov knows of a case, and a list of its own since there is no record of it there. */

#include "config.h"

#include "pantau-store-release.h"

#include "pantau-act.h"
#include "pantau-json.h"
#include "pantau-store-private.h"

/* ?1 region, ?2 kind, ?3 record, ?4 those that were replaced too */
#define WHERE_SQL                                                                                  \
  "WHERE (?1 IS NULL OR a.region = ?1 OR substr(a.region, 1, length(?1) + 1) = ?1 || '.') "        \
  "AND (?2 IS NULL OR a.kind = ?2) AND (?3 IS NULL OR a.record = ?3) AND (?4 OR a.current = 1) "

/* Of equal times the ids decide, so that two homes list alike. */
#define LIST_SQL                                                                                   \
  "WITH newest AS (SELECT record, max (at) AS at FROM release GROUP BY record) "                   \
  "SELECT e.id, a.record, e.header ->> 'time', e.device, body.json, a.kind, a.region, a.current, " \
  "person.name, r.title, " PANTAU_LABEL_SQL (                                                      \
      "a.kind",                                                                                    \
      "a.record") " FROM release AS a JOIN newest USING (record) "                                 \
                  "JOIN entry AS e ON e.n = a.entry JOIN body ON body.entry = a.entry "            \
                  "LEFT JOIN person ON person.device = e.device LEFT JOIN record AS r ON r.id = "  \
                  "a.record " WHERE_SQL "ORDER BY newest.at DESC, a.record, a.current DESC, a.at " \
                  "DESC, e.id DESC LIMIT ?5"

/* ?1 and ?2 from when until before when, ?3 region, ?4 kind, ?5 this device */
#define DUE_SQL                                                                                    \
  "FROM release AS a WHERE a.waits = 1 AND a.due_at >= ?1 AND a.due_at < ?2 "                      \
  "AND (?3 IS NULL OR a.region = ?3 OR substr(a.region, 1, length(?3) + 1) = ?3 || '.') "          \
  "AND (?4 IS NULL OR a.kind = ?4) "                                                               \
  "AND NOT EXISTS (SELECT 1 FROM record WHERE record.id = a.record) "                              \
  "AND EXISTS (SELECT 1 FROM person AS me WHERE me.device = ?5 AND me.role = 'pemprov') "

static PantauRelease *
read_release (PantauStmt *stmt)
{
  const char *text = pantau_stmt_text (stmt, 4);
  g_autoptr (JsonObject) body = text != NULL ? pantau_json_parse_known (text, NULL) : NULL;
  g_autofree char *id = pantau_stmt_hex (stmt, 0);
  const PantauActLine line = { .id = id,
                               .time = pantau_stmt_text (stmt, 2),
                               .device = pantau_stmt_text (stmt, 3),
                               .author = pantau_stmt_text (stmt, 8),
                               .body = body };
  PantauRelease *release =
      body != NULL
          ? pantau_act_read_release (&line, pantau_stmt_text (stmt, 1), pantau_stmt_text (stmt, 5),
                                     pantau_stmt_text (stmt, 6))
          : NULL;

  if (release == NULL)
    return NULL;
  release->is_current = pantau_stmt_integer (stmt, 7) != 0;
  release->title = g_strdup (pantau_stmt_text (stmt, 9));
  release->label = (PantauClaimLabel) pantau_stmt_integer (stmt, 10);

  return release;
}

/* What can be read of the rest of @stmt, which it ends. (transfer full) */
static GPtrArray *
read_releases (PantauStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) releases =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_release_free);

  while (pantau_stmt_next (stmt))
    {
      PantauRelease *release = read_release (stmt);

      if (release != NULL)
        g_ptr_array_add (releases, release);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&releases) : NULL;
}

GPtrArray *
pantau_store_releases (PantauStore *self, const PantauReleaseFilter *filter, GError **error)
{
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, LIST_SQL, "sssii", filter->region, filter->kind, filter->record,
                          (gint64) filter->all,
                          filter->limit > 0 ? (gint64) filter->limit : (gint64) -1);

  return read_releases (stmt, error);
}

gboolean
pantau_store_count_releases (PantauStore *self,
                             const PantauReleaseFilter *filter,
                             gint64 now,
                             gint64 *count,
                             gint64 *overdue,
                             GError **error)
{
  return pantau_store_freshen (self, error) &&
         pantau_db_integer (self->db, 0, count, error,
                            "SELECT count(*) FROM release AS a " WHERE_SQL, "sssi", filter->region,
                            filter->kind, filter->record, (gint64) filter->all) &&
         pantau_db_integer (
             self->db, 0, overdue, error,
             "SELECT count(*) FROM release AS a " WHERE_SQL "AND a.waits = 1 AND a.due_at < ?5",
             "sssii", filter->region, filter->kind, filter->record, (gint64) filter->all, now);
}

GPtrArray *
pantau_store_releases_due (PantauStore *self, const PantauDueFilter *filter, GError **error)
{
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (
      self->db,
      "SELECT e.id, d.record, e.header ->> 'time', e.device, body.json, d.kind, d.region, "
      "d.current, person.name, NULL, 0 FROM (SELECT a.* " DUE_SQL
      "ORDER BY a.due_at, a.entry LIMIT ?6) AS d JOIN entry AS e ON e.n = d.entry "
      "JOIN body ON body.entry = d.entry LEFT JOIN person ON person.device = e.device "
      "ORDER BY d.due_at, d.entry",
      "iisssi", filter->from, filter->until, filter->region, filter->kind, self->device,
      filter->limit > 0 ? (gint64) filter->limit : (gint64) -1);

  return read_releases (stmt, error);
}

gboolean
pantau_store_count_releases_due (PantauStore *self,
                                 const PantauDueFilter *filter,
                                 gint64 *count,
                                 GError **error)
{
  return pantau_store_freshen (self, error) &&
         pantau_db_integer (self->db, 0, count, error, "SELECT count(*) " DUE_SQL, "iisss",
                            filter->from, filter->until, filter->region, filter->kind,
                            self->device);
}
