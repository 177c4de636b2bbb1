/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the "no" answers of an activity opened. */

#include "config.h"

#include "pantau-store-checklist.h"

#include "pantau-store-private.h"

GHashTable *
pantau_store_opened_by (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (GHashTable) opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  /* The first of several stays, so that asking again gives the same. */
  stmt = pantau_db_query (self->db,
                          "SELECT v.value ->> '$', l.record FROM link AS l "
                          "JOIN value AS v ON v.record = l.record AND v.field = 'checklist_item' "
                          "WHERE l.target = ?1 AND l.rel = 'same-event' ORDER BY l.entry DESC",
                          "s", id);
  while (pantau_stmt_next (stmt))
    if (pantau_stmt_text (stmt, 0) != NULL)
      g_hash_table_replace (opened, g_strdup (pantau_stmt_text (stmt, 0)),
                            g_strdup (pantau_stmt_text (stmt, 1)));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&opened) : NULL;
}
