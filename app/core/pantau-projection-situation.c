/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pieces that a situation is read from: table `situation`. They are put together from the rows of `moment` (pantau-projection-moment.c) once nothing more is to
 * come, so that taking in a whole ledger writes each of them once.
 */

#include "config.h"

#include "pantau-projection-situation.h"

#include "pantau-claim-label.h"
#include "pantau-situation-item.h"

#define HOAX "hoax"

gboolean
pantau_projection_mark_situation (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO situation_stale (area) SELECT area FROM moment WHERE record = "
                        "(SELECT n FROM record WHERE id = ?1) ON CONFLICT DO NOTHING",
                        "s", record);
}

gboolean
pantau_projection_mark_claim_situations (PantauProjection *self, const char *claim, GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO situation_stale (area) SELECT moment.area "
                        "FROM claim_member AS m JOIN moment ON moment.record = m.n "
                        "WHERE m.claim = ?1 ON CONFLICT DO NOTHING",
                        "s", claim);
}

gboolean
pantau_projection_mark_all_situations (PantauProjection *self, GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO situation_stale (area) SELECT area FROM situation WHERE TRUE "
                        "ON CONFLICT DO NOTHING",
                        "");
}

gboolean
pantau_projection_forget_situation (PantauProjection *self, const char *record, GError **error)
{
  return pantau_projection_mark_situation (self, record, error) &&
         pantau_db_run (self->db, error,
                        "DELETE FROM moment WHERE record = (SELECT n FROM record WHERE id = ?1)",
                        "s", record);
}

/* "DUE ENDED;DUE;…", of those that have not ended in time: which these are depends on now. */
static void
read_clocks (PantauSituationItem *item, const char *text)
{
  g_array_set_size (item->clocks, 0);
  while (text != NULL && *text != '\0')
    {
      PantauSituationClock clock = { 0 };
      char *end;

      clock.due = g_ascii_strtoll (text, &end, 10);
      if (*end == ' ')
        clock.ended = pantau_situation_second (g_ascii_strtoll (end, &end, 10));
      g_array_append_val (item->clocks, clock);
      text = *end == ';' ? end + 1 : NULL;
    }
}

/* What is decided has one of these; in doubt nobody has. */
static gboolean
is_decision (const char *verdict)
{
  return verdict != NULL && *verdict != '\0' && !g_str_equal (verdict, PANTAU_VERDICT_NONE) &&
         !g_str_equal (verdict, PANTAU_VERDICT_PENDING);
}

static gboolean
make_piece (PantauProjection *self, const char *area, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) data = NULL;
  g_auto (PantauSituationItem) item = { 0 };
  PantauStmt *stmt = pantau_db_query (
      self->db,
      "SELECT o.data, o.id, o.kind, (SELECT group_concat (due_at || CASE WHEN ended_at IS NULL "
      "THEN '' ELSE ' ' || ended_at END, ';') FROM clock WHERE record = o.id "
      "AND (ended_at IS NULL OR ended_at > due_at)), "
      "CASE o.kind WHEN '" HOAX "' THEN (SELECT claim FROM claim_member WHERE record = o.id) END, "
      "CASE o.kind WHEN '" HOAX "' THEN (SELECT verdict FROM claim WHERE claim.id = o.id) END, "
      "CASE o.kind WHEN '" HOAX "' THEN (SELECT min (unixepoch (e.header ->> 'time')) "
      "FROM claim_verdict AS v JOIN entry AS e ON e.n = v.entry "
      "WHERE v.record = o.id AND v.counts = 1) END "
      "FROM moment AS o WHERE o.area = ?1 ORDER BY o.record",
      "s", area);

  pantau_situation_item_init (&item);
  while (pantau_stmt_next (stmt))
    {
      gsize length;
      const guint8 *said = pantau_stmt_bytes (stmt, 0, &length);
      const char *claim = pantau_stmt_text (stmt, 4);

      g_byte_array_append (bytes, said, (guint) length);
      item.kind = pantau_situation_kind (pantau_stmt_text (stmt, 2));
      item.key = pantau_situation_key (pantau_stmt_text (stmt, 1));
      item.claim = claim != NULL ? pantau_situation_key (claim) : 0;
      item.decided = is_decision (pantau_stmt_text (stmt, 5))
                         ? pantau_situation_second (pantau_stmt_integer (stmt, 6))
                         : 0;
      read_clocks (&item, pantau_stmt_text (stmt, 3));
      pantau_situation_item_write_rest (&item, bytes);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  if (bytes->len == 0)
    return pantau_db_run (self->db, error, "DELETE FROM situation WHERE area = ?1", "s", area);
  data = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  return pantau_db_run (self->db, error,
                        "INSERT INTO situation (area, data) VALUES (?1, ?2) "
                        "ON CONFLICT (area) DO UPDATE SET data = excluded.data",
                        "sb", area, data);
}

gboolean
pantau_projection_settle_situation (PantauProjection *self, GError **error)
{
  g_autoptr (GPtrArray) areas = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT area FROM situation_stale ORDER BY area", "");

  while (pantau_stmt_next (stmt))
    g_ptr_array_add (areas, g_strdup (pantau_stmt_text (stmt, 0)));
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  if (areas->len == 0)
    return TRUE;

  for (guint i = 0; i < areas->len; i++)
    if (!make_piece (self, g_ptr_array_index (areas, i), error))
      return FALSE;

  return pantau_db_run (self->db, error, "DELETE FROM situation_stale", "") &&
         pantau_db_run (self->db, error, "UPDATE situation_stamp SET stamp = random ()", "");
}
