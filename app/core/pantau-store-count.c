/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many records there are. The projection counts as it goes along, so a million costs what ten do. */

#include "config.h"

#include "pantau-store-private.h"

void
pantau_counts_free (PantauCounts *self)
{
  g_hash_table_unref (self->kinds);
  g_free (self);
}

static gboolean
count_records (PantauStore *self, PantauCounts *counts, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT kind, records, differences, quarantined FROM tally", "");

  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 1) + pantau_stmt_integer (stmt, 3);

      if (n > 0)
        g_hash_table_insert (counts->kinds, g_strdup (pantau_stmt_text (stmt, 0)),
                             GINT_TO_POINTER ((int) n));
      counts->total += n;
      counts->differences += pantau_stmt_integer (stmt, 2);
      counts->quarantined += pantau_stmt_integer (stmt, 3);
    }

  return pantau_stmt_finish (stmt, error);
}

/*
 * Own entries among those that wait. After a new epoch everything is offered again, also what others wrote: at a desk nearly
 * all waits and little is own, in the field it is the other way round. So it is counted from the smaller end.
 */
static gboolean
count_waiting (PantauStore *self, gint64 own, gint64 *waiting, GError **error)
{
  gint64 all;

  if (!pantau_db_integer (self->db, 0, &all, error, "SELECT count(*) FROM unsent", ""))
    return FALSE;

  return all <= own ? pantau_db_integer (self->db, 0, waiting, error,
                                         "SELECT count(*) FROM unsent CROSS JOIN entry "
                                         "ON n = unsent.entry WHERE device = ?1",
                                         "s", self->device)
                    : pantau_db_integer (self->db, 0, waiting, error,
                                         "SELECT count(*) FROM entry CROSS JOIN unsent "
                                         "ON unsent.entry = n WHERE device = ?1",
                                         "s", self->device);
}

/* An own chain has no gaps, so its last number is how many there are. What was refused still waits (it is in `unsent` too). */
static gboolean
count_entries (PantauStore *self, PantauCounts *counts, GError **error)
{
  gint64 own, former;

  if (!pantau_db_integer (self->db, 0, &own, error, "SELECT max(seq) FROM entry WHERE device = ?1",
                          "s", self->device) ||
      !count_waiting (self, own, &counts->waiting, error) ||
      !pantau_db_integer (self->db, 0, &counts->sending, error, "SELECT count(*) FROM sending",
                          "") ||
      !pantau_db_integer (self->db, 0, &counts->refused, error,
                          "SELECT count(*) FROM refused CROSS JOIN entry ON n = refused.entry "
                          "WHERE device = ?1",
                          "s", self->device))
    return FALSE;
  counts->received = MAX (own - counts->waiting, 0);

  /* What was written under a key that this home had before, and is not sent yet. */
  if (!pantau_db_integer (self->db, 0, &former, error,
                          "SELECT count(*) FROM unsent CROSS JOIN entry ON n = unsent.entry "
                          "WHERE EXISTS (SELECT 1 FROM former) "
                          "AND device IN (SELECT device FROM former)",
                          ""))
    return FALSE;
  counts->waiting += former;

  return TRUE;
}

PantauCounts *
pantau_store_count (PantauStore *self, GError **error)
{
  g_autoptr (PantauCounts) counts = g_new0 (PantauCounts, 1);
  gboolean ok;

  counts->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!pantau_store_freshen (self, error) || !pantau_db_begin_reading (self->db, NULL, error))
    return NULL;
  ok = count_records (self, counts, error) && count_entries (self, counts, error);
  pantau_db_end_reading (self->db);

  return ok ? g_steal_pointer (&counts) : NULL;
}
