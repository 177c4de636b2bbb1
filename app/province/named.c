/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines name which files. What may be done with a file follows from the lines alone. */

#include "config.h"

#include "named.h"

#include "pantau-uploads.h"

gboolean
pantau_named_note (PantauDb *db, const PantauEntry *entry, gint64 n, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_entry_get_blobs (entry);

  for (guint i = 0; i < names->len; i++)
    if (!pantau_db_run (db, error,
                        "INSERT INTO named (hash, entry) SELECT ?1, ?2 "
                        "WHERE NOT EXISTS (SELECT 1 FROM erased WHERE entry = ?2) "
                        "ON CONFLICT DO NOTHING",
                        "si", g_ptr_array_index (names, i), n))
      return FALSE;

  return TRUE;
}

gboolean
pantau_named_may_fetch (PantauDb *db,
                        const PantauDevice *device,
                        const char *hash,
                        gboolean is_envelope,
                        PantauFetch *may,
                        GError **error)
{
  PantauActor actor = pantau_device_get_actor (device);
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT e.type, e.kind, e.open, e.region, e.device, r.device, r.person, "
      "q.entry IS NOT NULL, d.role = 'pemprov', b.device = e.device "
      "FROM named JOIN entry AS e ON e.n = named.entry LEFT JOIN record AS r ON r.id = e.record "
      "LEFT JOIN quarantined AS q ON q.entry = e.n LEFT JOIN device AS d ON d.key = e.device "
      "LEFT JOIN blob AS b ON b.hash = named.hash WHERE named.hash = ?1",
      "s", hash);

  *may = PANTAU_FETCH_NO;
  while (*may != PANTAU_FETCH_YES && pantau_stmt_next (stmt))
    {
      const char *creator = pantau_stmt_text (stmt, 5);
      PantauLine line = { pantau_stmt_text (stmt, 0),         pantau_stmt_text (stmt, 1),
                          pantau_stmt_integer (stmt, 2) != 0, pantau_stmt_text (stmt, 3),
                          pantau_stmt_text (stmt, 4),         NULL };
      const char *regions[] = { line.region, NULL };
      PantauRecordFacts record = { line.kind, line.is_open, creator, pantau_stmt_text (stmt, 6),
                                   regions };
      PantauNamedFile file = { is_envelope, pantau_stmt_integer (stmt, 8) != 0,
                               pantau_stmt_integer (stmt, 9) != 0 };
      PantauFetch one = pantau_access_may_fetch (&actor, &line, creator != NULL ? &record : NULL,
                                                 pantau_stmt_integer (stmt, 7) != 0, &file);

      *may = MAX (*may, one);
    }

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_named_may_bring (
    PantauDb *db, const PantauDevice *device, const char *hash, gboolean *may, GError **error)
{
  PantauFetch fetch;

  if (!pantau_named_may_fetch (db, device, hash, FALSE, &fetch, error))
    return FALSE;
  *may = fetch != PANTAU_FETCH_NO;

  return TRUE;
}
