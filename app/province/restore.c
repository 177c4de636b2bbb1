/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A province from a copy of itself. What it had acknowledged since the copy was made comes back from the laptops, because of the new epoch. */

#include "config.h"

#include "restore.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "pantau-blob-private.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-homefile.h"
#include "pantau-lock.h"
#include "scrub.h"

#define DATABASE "province.db"

typedef struct
{
  const char *from;
  const char *dir;
  PantauCopy *copy;
  PantauCopyFaults *faults;
  PantauKeypair *key;
  PantauLock *lock;
  PantauProgress progress;
  gpointer data;
} Restore;

static void
restore_clear (Restore *self)
{
  g_clear_pointer (&self->copy, pantau_copy_free);
  g_clear_pointer (&self->faults, pantau_copy_faults_free);
  g_clear_pointer (&self->key, pantau_keypair_free);
  g_clear_pointer (&self->lock, pantau_lock_release);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Restore, restore_clear)

static char *
in_dir (Restore *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

/* Nothing is ever restored over something; but one that was cut off goes on. */
static gboolean
check_empty (Restore *self, GError **error)
{
  g_autofree char *mark = in_dir (self, PANTAU_RESTORE_MARK), *key = in_dir (self, PANTAU_COPY_KEY);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test (key, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is a province already"), self->dir);
  if (!g_file_test (self->dir, G_FILE_TEST_EXISTS) || g_file_test (mark, G_FILE_TEST_EXISTS))
    return TRUE;

  dir = g_dir_open (self->dir, 0, error);
  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_equal (name, "lost+found"))
      return pantau_throw (error, PANTAU_ERROR_CONFLICT,
                           _ ("“%s” is not empty; a province is restored into an empty directory"),
                           self->dir);

  return TRUE;
}

static gboolean
load_key (Restore *self, const char *path, GError **error)
{
  g_autofree char *kept = g_build_filename (self->from, PANTAU_COPY_KEY, NULL);

  if (path == NULL && !g_file_test (kept, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                         _ ("the copy has no key of the province; say where it is with --key"));
  self->key = pantau_keyfile_load (path != NULL ? path : kept, error);
  if (self->key == NULL)
    return FALSE;
  if (!g_str_equal (pantau_keypair_get_name (self->key), self->copy->province))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("this is not the key of the province that was copied"));

  return TRUE;
}

static gboolean
check_copy (Restore *self, gboolean damaged, GError **error)
{
  self->faults = pantau_copy_verify (self->from, &self->copy, self->progress, self->data, error);
  if (self->faults == NULL)
    return FALSE;
  if (self->faults->faults->len > 0)
    return pantau_throw (error, PANTAU_ERROR_DAMAGED,
                         _ ("the copy is damaged; nothing was restored from it"));
  if (self->faults->damaged->len > 0 && !damaged)
    return pantau_throw (error, PANTAU_ERROR_DAMAGED,
                         _ ("files of records are not whole in the copy; with --leave-damaged all "
                            "others are restored, and laptops that "
                            "have these send them again"));

  return TRUE;
}

/* A mark first, so that what a cut leaves is known for what it is. */
static gboolean
begin (Restore *self, GError **error)
{
  g_autofree char *mark = in_dir (self, PANTAU_RESTORE_MARK);

  if (g_mkdir_with_parents (self->dir, 0700) != 0)
    return pantau_blobs_throw_errno (error, self->dir);
  if (!g_file_set_contents_full (mark, "", 0, G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
    return pantau_blobs_throw_errno (error, mark);
  self->lock = pantau_lock_take (self->dir, 0, error);

  return self->lock != NULL;
}

static gboolean
copy_database (Restore *self, GError **error)
{
  static const char *const names[] = { DATABASE, DATABASE "-wal", DATABASE "-shm" };
  g_autofree char *from = g_build_filename (self->from, self->copy->database, NULL),
                  *to = in_dir (self, DATABASE), *hash = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *old = in_dir (self, names[i]);

      if (g_unlink (old) != 0 && errno != ENOENT)
        return pantau_blobs_throw_errno (error, old);
    }
  if (!pantau_copy_file (from, to, &hash, error))
    return FALSE;

  /* It was read twice; a disk that gives two answers is no source. */
  return g_str_equal (hash, self->copy->db_hash) ||
         pantau_throw (error, PANTAU_ERROR_DAMAGED, _ ("“%s” changes while it is read"), from);
}

static gboolean
is_left_out (Restore *self, const char *hash)
{
  for (guint i = 0; i < self->faults->damaged->len; i++)
    if (g_str_equal (((PantauScrubFault *) g_ptr_array_index (self->faults->damaged, i))->hash,
                     hash))
      return TRUE;

  return FALSE;
}

static gboolean
copy_one (PantauBlobs *from, PantauBlobs *to, const char *hash, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *found = NULL;

  /* Of an attempt before; it is compared with its name all the same. */
  if (pantau_blobs_has (to, hash) && pantau_blobs_check (to, hash, NULL, NULL))
    return TRUE;
  stream = pantau_blobs_open (from, hash, error);
  if (stream == NULL ||
      !pantau_blobs_put_stream (to, stream, PANTAU_BLOB_LIMIT, &found, NULL, error))
    return FALSE;

  return g_str_equal (found, hash) ||
         pantau_throw (error, PANTAU_ERROR_DAMAGED, _ ("“%s” changes while it is read"), hash);
}

static gboolean
copy_files (Restore *self, GError **error)
{
  g_autofree char *from_path = g_build_filename (self->from, "blobs", NULL),
                  *to_path = in_dir (self, "blobs");
  g_autoptr (PantauBlobs) from = pantau_blobs_new (from_path), to = pantau_blobs_new (to_path);
  g_autoptr (GPtrArray) names = pantau_blobs_list (from, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *hash = g_ptr_array_index (names, i);

      if (!is_left_out (self, hash) && !copy_one (from, to, hash, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (i + 1, names->len, self->data);
    }

  return TRUE;
}

static gboolean
copy_reference (Restore *self, GError **error)
{
  g_autofree char *to = in_dir (self, "reference");

  if (self->copy->reference->len == 0)
    return TRUE;
  if (g_mkdir_with_parents (to, 0700) != 0)
    return pantau_blobs_throw_errno (error, to);
  for (guint i = 0; i < self->copy->reference->len; i++)
    {
      const PantauCopyFile *file = g_ptr_array_index (self->copy->reference, i);
      g_autofree char *kept = pantau_copy_reference_name (file->name, file->hash);
      g_autofree char *source = g_build_filename (self->from, "reference", kept, NULL);
      g_autofree char *target = g_build_filename (to, file->name, NULL);

      g_unlink (target);
      if (!pantau_copy_file (source, target, NULL, error))
        return FALSE;
    }

  return pantau_copy_sync (to, error);
}

char *
pantau_restore_begin_epoch (PantauDb *db, GError **error)
{
  g_autofree char *epoch = pantau_random_text (12), *now = pantau_home_now ();

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return NULL;
  /* Uploads under way began with a file that is not here; their devices begin anew. */
  if (!pantau_db_run (
          db, error,
          "INSERT INTO copy (what, at, ledger_index, head, epoch) SELECT 'restore', ?1, "
          "ifnull ((SELECT max (idx) FROM number), 0), ifnull ((SELECT lower (hex (head)) "
          "FROM number ORDER BY idx DESC LIMIT 1), ''), "
          "(SELECT value FROM setting WHERE name = 'epoch')",
          "s", now) ||
      !pantau_db_run (db, error, "UPDATE setting SET value = ?1 WHERE name = 'epoch'", "s",
                      epoch) ||
      !pantau_db_run (db, error, "INSERT INTO epoch (name) VALUES (?1)", "s", epoch) ||
      !pantau_db_run (db, error, "DELETE FROM uploading WHERE ended IS NULL", ""))
    {
      pantau_db_rollback (db);
      return NULL;
    }

  return pantau_db_commit (db, error) ? g_steal_pointer (&epoch) : NULL;
}

/* Of a file that was left out the province says that it does not have it, so that it is offered again. */
static gboolean
forget_left_out (Restore *self, PantauDb *db, GError **error)
{
  for (guint i = 0; i < self->faults->damaged->len; i++)
    {
      const PantauScrubFault *fault = g_ptr_array_index (self->faults->damaged, i);

      if (!pantau_db_run (db, error, "DELETE FROM blob WHERE hash = ?1", "s", fault->hash))
        return FALSE;
    }

  return TRUE;
}

static gboolean
settle_database (Restore *self, GError **error)
{
  static const char *const parts[] = { "facts", "province", NULL };
  g_autofree char *path = in_dir (self, DATABASE), *epoch = NULL;
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_WRITE, error);

  if (db == NULL || !pantau_db_migrate (db, parts, error) || !forget_left_out (self, db, error))
    return FALSE;
  epoch = pantau_restore_begin_epoch (db, error);
  if (epoch == NULL)
    return FALSE;
  g_free (self->copy->epoch);
  self->copy->epoch = g_steal_pointer (&epoch);

  return TRUE;
}

/* With the key the province exists; where that is lost, with the next one. */
static gboolean
end (Restore *self, GError **error)
{
  g_autofree char *key = in_dir (self, PANTAU_COPY_KEY), *mark = in_dir (self, PANTAU_RESTORE_MARK);

  if (!pantau_copy_sync (self->dir, error) ||
      (self->key != NULL && !pantau_keyfile_create (key, self->key, error)))
    return FALSE;
  g_unlink (mark);

  return pantau_copy_sync (self->dir, error);
}

gboolean
pantau_restore_run (const char *from,
                    const char *dir,
                    const char *key,
                    gboolean without_key,
                    gboolean damaged,
                    PantauCopy **copy,
                    PantauCopyFaults **faults,
                    PantauProgress progress,
                    gpointer data,
                    GError **error)
{
  g_auto (Restore) self = { .from = from, .dir = dir, .progress = progress, .data = data };
  gboolean ok;

  ok = check_empty (&self, error) && check_copy (&self, damaged, error) &&
       (without_key || load_key (&self, key, error)) && begin (&self, error) &&
       copy_database (&self, error) && copy_files (&self, error) && copy_reference (&self, error) &&
       settle_database (&self, error) && end (&self, error);
  if (faults != NULL)
    *faults = g_steal_pointer (&self.faults);
  if (ok && copy != NULL)
    *copy = g_steal_pointer (&self.copy);

  return ok;
}
