/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests about a claim. Each is a line of one of its records; a board shows them together. */

#include "config.h"

#include "pantau-claim-forward.h"

#include "pantau-store-private.h"

/* ?1 a record, ?2 how many */
#define SQL                                                                                        \
  "SELECT lower (hex (e.id)), f.record, r.title, r.region FROM forward AS f "                      \
  "JOIN claim_member AS m ON m.record = f.record JOIN record AS r ON r.id = f.record "             \
  "JOIN entry AS e ON e.n = f.entry "                                                              \
  "WHERE m.claim = (SELECT claim FROM claim_member WHERE record = ?1) "                            \
  "ORDER BY f.waits DESC, CASE WHEN f.waits THEN f.due_at END, f.at DESC, e.id LIMIT ?2"

/* A line of the answer, before its forward is read. */
typedef struct
{
  char *entry;
  char *record;
  char *title;
  char *region;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->entry);
  g_free (line->record);
  g_free (line->title);
  g_free (line->region);
}

/* The forwards of @record, read once for all of its lines. */
static GPtrArray *
read_forwards (PantauStore *self, GHashTable *known, const char *record, GError **error)
{
  GPtrArray *list = g_hash_table_lookup (known, record);

  if (list != NULL)
    return list;
  list = pantau_store_forwards (self, record, error);
  if (list != NULL)
    g_hash_table_insert (known, g_strdup (record), list);

  return list;
}

/* Takes the forward out of the others of its record. (transfer full) (nullable) */
static PantauForward *
steal (GPtrArray *forwards, const char *entry)
{
  for (guint i = 0; i < forwards->len; i++)
    if (g_str_equal (((PantauForward *) g_ptr_array_index (forwards, i))->entry, entry))
      return g_ptr_array_steal_index (forwards, i);

  return NULL;
}

GPtrArray *
pantau_store_claim_forwards (PantauStore *self, const char *record, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_forward_free);
  g_autoptr (GHashTable) known =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  PantauStmt *stmt;

  g_array_set_clear_func (lines, line_clear);
  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, SQL, "si", record, (gint64) limit);
  while (pantau_stmt_next (stmt))
    {
      Line line = { g_strdup (pantau_stmt_text (stmt, 0)), g_strdup (pantau_stmt_text (stmt, 1)),
                    g_strdup (pantau_stmt_text (stmt, 2)), g_strdup (pantau_stmt_text (stmt, 3)) };

      g_array_append_val (lines, line);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      GPtrArray *forwards = read_forwards (self, known, line->record, error);
      PantauForward *forward = forwards != NULL ? steal (forwards, line->entry) : NULL;

      if (forwards == NULL)
        return NULL;
      if (forward == NULL)
        continue;
      forward->title = g_steal_pointer (&line->title);
      forward->kind = g_strdup ("hoax");
      forward->region = g_steal_pointer (&line->region);
      g_ptr_array_add (list, forward);
    }

  return g_steal_pointer (&list);
}
