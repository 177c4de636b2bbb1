/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a home gives up once its access was withdrawn: everything that the province holds, and nothing that only this home has. */

#include "config.h"

#include "pantau-revocation.h"

#include "pantau-sweep.h"

/*
 * Rows that are given up: not those that still wait to be sent, nor what says who this home belongs to and whom it may believe.
 */
static gboolean
choose_lines (PantauHome *home, guint *n, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);

  if (!pantau_db_run (
          db, error,
          "INSERT INTO surrendered (entry) SELECT n FROM entry JOIN body ON body.entry = n "
          "WHERE json IS NOT NULL AND n NOT IN (SELECT entry FROM unsent) "
          "AND type <> 'device.officers' "
          "AND NOT (type GLOB 'device.*' AND record = ?1) ON CONFLICT DO NOTHING",
          "s", pantau_home_get_device_record (home)))
    return FALSE;
  *n = (guint) pantau_db_changes (db);

  return TRUE;
}

/* All files may go but those that still travel or that somebody has chosen for what is not written yet; a body that stays spares its own (pantau-sweep.c). */
static gboolean
choose_files (PantauHome *home, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_blobs_list (pantau_home_get_blobs (home), error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!pantau_db_run (
            pantau_home_get_db (home), error,
            "INSERT INTO sweep (what, name) SELECT 'file', ?1 "
            "WHERE NOT EXISTS (SELECT 1 FROM upload WHERE hash = ?1 AND state IN ('waiting', "
            "'refused')) "
            "AND NOT EXISTS (SELECT 1 FROM draft_file WHERE hash = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM draft_envelope WHERE blob = ?1) ON CONFLICT DO NOTHING",
            "s", g_ptr_array_index (names, i)))
      return FALSE;

  return TRUE;
}

/* Lines are asked for from the start, own ones too, should this device ever read again. */
static gboolean
give_up (PantauHome *home, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);

  /* At each later contact there is nothing more to do, and so nothing to sweep. */
  return pantau_db_run (db, error,
                        "INSERT INTO sweep (what, name) "
                        "SELECT value, '' FROM json_each ('[\"search\", \"journal\", \"bytes\"]') "
                        "WHERE EXISTS (SELECT 1 FROM body WHERE json IS NOT NULL AND entry IN "
                        "(SELECT entry FROM surrendered)) ON CONFLICT DO NOTHING",
                        "") &&
         /* There may be reports without a body to be given up. */
         pantau_db_run (db, error,
                        "INSERT INTO sweep (what, name) VALUES (?1, '') ON CONFLICT DO NOTHING", "s",
                        PANTAU_SWEEP_REPORTS) &&
         pantau_db_run (db, error,
                        "UPDATE body SET json = NULL WHERE json IS NOT NULL AND entry IN "
                        "(SELECT entry FROM surrendered)",
                        "") &&
         pantau_db_run (db, error,
                        "DELETE FROM draft_file WHERE draft IN (SELECT id FROM draft WHERE record "
                        "IS NOT NULL)",
                        "") &&
         pantau_db_run (db, error,
                        "DELETE FROM draft_envelope WHERE draft IN (SELECT id FROM draft WHERE "
                        "record IS NOT NULL)",
                        "") &&
         pantau_db_run (db, error, "DELETE FROM draft WHERE record IS NOT NULL", "") &&
         pantau_db_run (db, error, "DELETE FROM totals", "") &&
         pantau_db_run (db, error, "DELETE FROM setting WHERE name = 'cursor'", "") &&
         pantau_home_set_setting (home, "own-lost", "1", error) && choose_files (home, error);
}

gboolean
pantau_revocation_settle (PantauHome *home, guint *n_erased, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  guint n;

  *n_erased = 0;
  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!choose_lines (home, &n, error) || !give_up (home, error))
    {
      pantau_db_rollback (db);
      return FALSE;
    }
  if (!pantau_db_commit (db, error))
    return FALSE;
  *n_erased = n;

  return TRUE;
}

gboolean
pantau_revocation_count (PantauDb *db, gint64 *n, GError **error)
{
  return pantau_db_integer (db, 0, n, error, "SELECT count(*) FROM surrendered", "");
}
