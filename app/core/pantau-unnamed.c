/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that nothing names; see pantau-unnamed.h. */

#include "config.h"

#include "pantau-unnamed.h"

#include <sys/stat.h>
#include <unistd.h>

#include "pantau-store.h"
#include "pantau-sweep.h"

#define DAY (24 * G_GINT64_CONSTANT (3600))

/* Setting: when it was last looked, Unix seconds. */
#define SETTING_LOOKED "unnamed-looked"

static gboolean
is_due (PantauHome *home, gint64 now)
{
  g_autofree char *text = pantau_home_get_setting (home, SETTING_LOOKED);
  gint64 looked = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  /* A look in the future was one by a wrong clock. */
  return looked > now || now - looked >= DAY;
}

/* Whether lines are still to come that this home had once, or bodies of lines: they may name anything. */
static gboolean
is_waiting (PantauHome *home, gboolean *waiting, GError **error)
{
  gint64 n;

  if (!pantau_db_integer (
          pantau_home_get_db (home), 1, &n, error,
          "SELECT EXISTS (SELECT 1 FROM setting WHERE name = 'own-lost' AND value <> '') "
          "OR EXISTS (SELECT 1 FROM awaited)",
          ""))
    return FALSE;
  *waiting = n != 0;

  return TRUE;
}

/* Whether a table names it: those are asked first, for they cost nothing. */
static gboolean
is_known (PantauDb *db, const char *hash, gboolean *known, GError **error)
{
  gint64 n;

  if (!pantau_db_integer (db, 1, &n, error,
                          "SELECT EXISTS (SELECT 1 FROM upload WHERE hash = ?1) "
                          "OR EXISTS (SELECT 1 FROM draft_file WHERE hash = ?1) "
                          "OR EXISTS (SELECT 1 FROM draft_envelope WHERE blob = ?1) "
                          "OR EXISTS (SELECT 1 FROM evidence WHERE hash = ?1) "
                          "OR EXISTS (SELECT 1 FROM identity WHERE blob = ?1)",
                          "s", hash))
    return FALSE;
  *known = n != 0;

  return TRUE;
}

/* (transfer full): a set of hashes; NULL with an error */
static GHashTable *
find_unknown (PantauHome *home, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_blobs_list (pantau_home_get_blobs (home), error);
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      const char *hash = g_ptr_array_index (names, i);
      gboolean known;

      if (!is_known (pantau_home_get_db (home), hash, &known, error))
        return NULL;
      if (!known)
        g_hash_table_add (unknown, g_strdup (hash));
    }

  /* Tables are made of the lines: what they forgot would be lost, so the lines are asked themselves. */
  if (g_hash_table_size (unknown) > 0 &&
      !pantau_sweep_spare_named (pantau_home_get_db (home), unknown, error))
    return NULL;

  return g_steal_pointer (&unknown);
}

/* When the file came, Unix seconds by this computer's clock; 0 where it is not here. */
static gint64
came_at (PantauHome *home, const char *hash)
{
  int fd = pantau_blobs_open_fd (pantau_home_get_blobs (home), hash, NULL, NULL);
  struct stat info;
  gint64 at = fd >= 0 && fstat (fd, &info) == 0 ? info.st_mtime : 0;

  if (fd >= 0)
    close (fd);

  return at;
}

/* Inside the transaction, so that no draft takes it up meanwhile. */
static gboolean
settle_one (PantauHome *home, const char *hash, gint64 now, gboolean *gone, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gint64 since, came = came_at (home, hash);
  gboolean known;

  *gone = FALSE;
  if (!is_known (db, hash, &known, error) ||
      !pantau_db_integer (db, now, &since, error, "SELECT since FROM unnamed WHERE hash = ?1", "s",
                          hash))
    return FALSE;
  if (known)
    return pantau_db_run (db, error, "DELETE FROM unnamed WHERE hash = ?1", "s", hash);

  /* Copied here again since then, or noted by a clock that was in the future. */
  if (came > since || since > now)
    since = now;
  if (now - since < PANTAU_UNNAMED_PATIENCE * DAY)
    return pantau_db_run (db, error,
                          "INSERT INTO unnamed (hash, since) VALUES (?1, ?2) "
                          "ON CONFLICT (hash) DO UPDATE SET since = ?2",
                          "si", hash, since);

  *gone = TRUE;

  return pantau_blobs_remove (pantau_home_get_blobs (home), hash, error) &&
         pantau_db_run (db, error, "DELETE FROM unnamed WHERE hash = ?1", "s", hash) &&
         pantau_db_run (db, error, "DELETE FROM file_check WHERE hash = ?1", "s", hash);
}

/* Notes of what is named by now, or not here any more. */
static gboolean
forget_others (PantauDb *db, GHashTable *unnamed, GError **error)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt = pantau_db_query (db, "SELECT hash FROM unnamed", "");

  while (pantau_stmt_next (stmt))
    if (!g_hash_table_contains (unnamed, pantau_stmt_text (stmt, 0)))
      g_ptr_array_add (old, g_strdup (pantau_stmt_text (stmt, 0)));
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  for (guint i = 0; i < old->len; i++)
    if (!pantau_db_run (db, error, "DELETE FROM unnamed WHERE hash = ?1", "s",
                        g_ptr_array_index (old, i)))
      return FALSE;

  return TRUE;
}

static gboolean
settle (PantauHome *home, GHashTable *unnamed, gint64 now, guint *removed, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  GHashTableIter iter;
  gpointer hash;
  gboolean ok, gone;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  ok = forget_others (db, unnamed, error);
  g_hash_table_iter_init (&iter, unnamed);
  while (ok && g_hash_table_iter_next (&iter, &hash, NULL))
    {
      ok = settle_one (home, hash, now, &gone, error);
      *removed += ok && gone;
    }
  if (ok)
    return pantau_db_commit (db, error);
  pantau_db_rollback (db);

  return FALSE;
}

gboolean
pantau_unnamed_sweep (PantauHome *home, guint *removed, GError **error)
{
  gint64 now = pantau_home_clock (home);
  g_autofree char *looked = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autoptr (GHashTable) unnamed = NULL;
  gboolean waiting;

  *removed = 0;
  if (!is_due (home, now))
    return TRUE;
  if (!is_waiting (home, &waiting, error))
    return FALSE;
  if (waiting)
    return TRUE;
  if (!pantau_store_catch_up (pantau_home_get_store (home), error))
    return FALSE;
  unnamed = find_unknown (home, error);

  return unnamed != NULL && settle (home, unnamed, now, removed, error) &&
         pantau_home_set_setting (home, SETTING_LOOKED, looked, error);
}
