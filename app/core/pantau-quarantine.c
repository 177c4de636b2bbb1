/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the province's verdicts about a line stand. See the header. */

#include "config.h"

#include "pantau-quarantine.h"

#include "pantau-json.h"

/*
 * By the line's own id, whatever else there is of its record: a stolen laptop could stop a province by lines of which each costs more than the one before. Ids are
 * bytes in the table of lines and hex in headers.
 */
#define STANDING                                                                                   \
  "SELECT lower (hex (v.id)), coalesce (body.json ->> 'reason', '') "                              \
  "FROM judgement AS j CROSS JOIN entry AS v ON v.n = j.entry JOIN body ON body.entry = v.n "      \
  "WHERE j.target = ?3 AND v.record = ?1 AND v.type = '" PANTAU_TYPE_QUARANTINE "' "               \
  "AND v.device IN (SELECT value FROM json_each (?2)) "                                            \
  "AND NOT EXISTS (SELECT 1 FROM overruled AS o CROSS JOIN entry AS w ON w.n = o.entry "           \
  "WHERE o.id = lower (hex (v.id)) AND w.record = ?1 "                                             \
  "AND w.device IN (SELECT value FROM json_each (?2))) "                                           \
  "ORDER BY v.id"

gboolean
pantau_quarantine_note (PantauDb *db, const PantauEntry *entry, gint64 n, GError **error)
{
  g_autoptr (JsonObject) body = NULL;
  const char *target;

  if (!g_str_equal (entry->type, PANTAU_TYPE_QUARANTINE) &&
      !g_str_equal (entry->type, PANTAU_TYPE_ADMIT))
    return TRUE;

  for (gsize i = 0; entry->base != NULL && entry->base[i] != NULL; i++)
    if (!pantau_db_run (db, error, "INSERT OR IGNORE INTO overruled (id, entry) VALUES (?1, ?2)",
                        "si", entry->base[i], n))
      return FALSE;
  body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  target = pantau_json_string (body, "entry");

  return target == NULL ||
         pantau_db_run (db, error,
                        "INSERT OR IGNORE INTO judgement (entry, target) VALUES (?1, ?2)", "is", n,
                        target);
}

gboolean
pantau_quarantine_find (PantauDb *db,
                        const char *keys,
                        const char *record,
                        const char *target,
                        GPtrArray **verdicts,
                        char **reason,
                        GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = NULL;
  PantauStmt *stmt = pantau_db_query (db, STANDING, "sss", record, keys, target);

  while (pantau_stmt_next (stmt))
    {
      const char *one = pantau_stmt_text (stmt, 1);

      g_ptr_array_add (ids, g_strdup (pantau_stmt_text (stmt, 0)));
      if (first == NULL || strcmp (one, first) < 0)
        {
          g_free (first);
          first = g_strdup (one);
        }
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  *verdicts = g_steal_pointer (&ids);
  *reason = g_steal_pointer (&first);

  return TRUE;
}

gboolean
pantau_quarantine_is_early (const char *reason)
{
  return g_strcmp0 (reason, "unknown-record") == 0 || g_strcmp0 (reason, "region") == 0;
}
