/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that no line names: found, noted, and removed when they have been so for long enough. */

#include "config.h"

#include "orphans.h"

#include "pantau-crypto.h"
#include "pantau-sweep.h"

#define DAY (24 * G_GINT64_CONSTANT (3600))

void
pantau_orphan_free (PantauOrphan *self)
{
  g_free (self->hash);
  g_free (self);
}

static gboolean
is_named (PantauDb *db, const char *hash, gboolean *named, GError **error)
{
  gint64 n;

  if (!pantau_db_integer (db, 0, &n, error, "SELECT EXISTS (SELECT 1 FROM named WHERE hash = ?1)",
                          "s", hash))
    return FALSE;
  *named = n != 0;

  return TRUE;
}

/* Those that table `named` does not know, as a set. */
static GHashTable *
find_unnamed (PantauDb *db, GPtrArray *names, GError **error)
{
  g_autoptr (GHashTable) unnamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const char *hash = g_ptr_array_index (names, i);
      gboolean named;

      if (!is_named (db, hash, &named, error))
        return NULL;
      if (!named)
        g_hash_table_add (unnamed, g_strdup (hash));
    }

  return g_steal_pointer (&unnamed);
}

GPtrArray *
pantau_orphans_find (PantauDb *db, PantauBlobs *blobs, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_blobs_list (blobs, error);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_orphan_free);
  g_autoptr (GHashTable) unnamed = names != NULL ? find_unnamed (db, names, error) : NULL;

  if (unnamed == NULL)
    return NULL;

  /* The table is made of the bodies: what it forgot would be lost, so they are asked themselves. */
  if (g_hash_table_size (unnamed) > 0 && !pantau_sweep_spare_named (db, unnamed, error))
    return NULL;

  for (guint i = 0; i < names->len; i++)
    if (g_hash_table_contains (unnamed, g_ptr_array_index (names, i)))
      {
        PantauOrphan *orphan = g_new0 (PantauOrphan, 1);

        orphan->hash = g_strdup (g_ptr_array_index (names, i));
        orphan->size = pantau_blobs_get_size (blobs, orphan->hash);
        g_ptr_array_add (found, orphan);
      }

  return g_steal_pointer (&found);
}

/* A line may have come since it was found. */
static gboolean
drop_named (PantauDb *db, GPtrArray *found, GError **error)
{
  for (guint i = found->len; i > 0; i--)
    {
      const PantauOrphan *orphan = g_ptr_array_index (found, i - 1);
      gboolean named;

      if (!is_named (db, orphan->hash, &named, error))
        return FALSE;
      if (named)
        g_ptr_array_remove_index (found, i - 1);
    }

  return TRUE;
}

/* A note from the future is of a clock that was wrong: nothing is removed for it. */
static gboolean
read_since (PantauDb *db, PantauOrphan *orphan, gint64 now, GError **error)
{
  if (!pantau_db_integer (db, now, &orphan->since, error,
                          "SELECT since FROM orphan WHERE hash = ?1", "s", orphan->hash))
    return FALSE;
  orphan->since = MIN (orphan->since, now);
  orphan->is_due = now - orphan->since >= PANTAU_ORPHANS_PATIENCE * DAY;

  return TRUE;
}

/* The notes become what was found, no more and no less. */
static gboolean
note_all (PantauDb *db, GPtrArray *found, GError **error)
{
  if (!pantau_db_run (db, error, "DELETE FROM orphan", ""))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      const PantauOrphan *orphan = g_ptr_array_index (found, i);

      if (!orphan->is_removed &&
          !pantau_db_run (db, error, "INSERT INTO orphan (hash, size, since) VALUES (?1, ?2, ?3)",
                          "sii", orphan->hash, (gint64) orphan->size, orphan->since))
        return FALSE;
    }

  return TRUE;
}

gboolean
pantau_orphans_settle (PantauProvince *province, GPtrArray *found, gboolean is_dry, GError **error)
{
  PantauDb *db = pantau_province_get_db (province);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (!drop_named (db, found, error))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      PantauOrphan *orphan = g_ptr_array_index (found, i);

      if (!read_since (db, orphan, now, error))
        return FALSE;
      if (is_dry || !orphan->is_due)
        continue;
      /* The file first: a row without one is mended by the next upload, a file without a row would begin its days anew. */
      if (!pantau_blobs_remove (pantau_province_get_blobs (province), orphan->hash, error) ||
          !pantau_db_run (db, error, "DELETE FROM blob WHERE hash = ?1", "s", orphan->hash) ||
          !pantau_db_run (db, error, "DELETE FROM lost WHERE hash = ?1", "s", orphan->hash))
        return FALSE;
      orphan->is_removed = TRUE;
    }

  return is_dry || note_all (db, found, error);
}
