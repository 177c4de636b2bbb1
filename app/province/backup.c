/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of a province while it serves. The manifest comes last, what is no longer needed goes after it: at any cut one whole copy is there. */

#include "config.h"

#include "backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "pantau-blob-private.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-home.h"
#include "pantau-homefile.h"
#include "pantau-lock.h"
#include "province.h"

#define DB_SUFFIX  ".db"
#define DB_LETTERS 16

/* An erasure by law while files are copied asks for a newer moment; they are rare. */
#define ATTEMPTS 3

static void
backup_clear (PantauBackup *self)
{
  g_clear_pointer (&self->live, pantau_db_close);
  g_clear_pointer (&self->key, pantau_keypair_free);
  g_clear_pointer (&self->lock, pantau_lock_release);
  g_clear_pointer (&self->from, pantau_blobs_free);
  g_clear_pointer (&self->to, pantau_blobs_free);
  g_clear_pointer (&self->older, pantau_copy_free);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauBackup, backup_clear)

void
pantau_backup_result_clear (PantauBackupResult *self)
{
  g_clear_pointer (&self->copy, pantau_copy_free);
}

/* ---- The database ---- */

static gboolean
read_end (PantauCopy *copy, PantauDb *db, GError **error)
{
  g_autofree char *practice = NULL;
  PantauStmt *stmt;

  if (!pantau_db_text (db, &copy->epoch, error, "SELECT value FROM setting WHERE name = 'epoch'",
                       "") ||
      !pantau_db_text (db, &practice, error, "SELECT value FROM setting WHERE name = 'practice'",
                       "") ||
      !pantau_db_integer (db, 0, &copy->devices, error, "SELECT count(*) FROM device", ""))
    return FALSE;
  copy->practice = g_strcmp0 (practice, "1") == 0;

  stmt = pantau_db_query (db, "SELECT idx, head FROM number ORDER BY idx DESC LIMIT 1", "");
  if (pantau_stmt_next (stmt))
    {
      copy->index = pantau_stmt_integer (stmt, 0);
      copy->head = pantau_stmt_hex (stmt, 1);
    }
  else
    copy->head = g_strnfill (PANTAU_SHA256_HEX, '0');

  return pantau_stmt_finish (stmt, error) &&
         (copy->epoch != NULL ||
          pantau_throw (error, PANTAU_ERROR_DAMAGED, _ ("the province's settings are missing")));
}

static PantauCopy *
copy_new (PantauBackup *self)
{
  PantauCopy *copy = g_new0 (PantauCopy, 1);

  copy->province = g_strdup (pantau_keypair_get_name (self->key));
  copy->time = pantau_home_now ();

  return copy;
}

/* SQLite writes into an empty file that is there already, so that nobody else ever reads it. */
static gboolean
make_empty (const char *path, GError **error)
{
  int fd;

  g_unlink (path);
  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return pantau_blobs_throw_errno (error, path);
  close (fd);

  return TRUE;
}

/* The moment: all of the database, under a name that says what is in it. */
static gboolean
take_moment (PantauBackup *self, GError **error)
{
  g_autofree char *fresh = g_build_filename (self->target, PANTAU_BACKUP_NEW, NULL), *path = NULL;
  g_autoptr (PantauCopy) copy = copy_new (self);
  g_autoptr (PantauDb) db = NULL;

  if (!make_empty (fresh, error) || !pantau_db_copy (self->live, fresh, error) ||
      !pantau_copy_sync (fresh, error))
    return FALSE;
  copy->db_hash = pantau_copy_hash_file (fresh, &copy->db_size, error);
  if (copy->db_hash == NULL)
    return FALSE;
  copy->database =
      g_strdup_printf (PANTAU_BACKUP_PREFIX "%.*s" DB_SUFFIX, DB_LETTERS, copy->db_hash);
  path = g_build_filename (self->target, copy->database, NULL);
  if (g_rename (fresh, path) != 0)
    return pantau_blobs_throw_errno (error, path);

  db = pantau_db_open (path, PANTAU_DB_READ_ONLY, error);
  if (db == NULL || !read_end (copy, db, error) || !pantau_backup_count (self, db, error))
    return FALSE;
  g_clear_pointer (&self->result->copy, pantau_copy_free);
  self->result->copy = g_steal_pointer (&copy);

  return TRUE;
}

/* ---- The files ---- */

/* Is the file still the province's, or did the law take it since the moment? */
static gboolean
is_erased (PantauBackup *self, const char *hash, gboolean *erased, GError **error)
{
  gint64 n;

  if (!pantau_db_integer (
          self->live, 0, &n, error,
          "SELECT EXISTS (SELECT 1 FROM blob JOIN named USING (hash) WHERE hash = ?1)", "s", hash))
    return FALSE;
  *erased = n == 0;

  return TRUE;
}

/* TRUE in @whole where the copy has the file now. FALSE only where the target is in trouble. */
static gboolean
copy_one (PantauBackup *self, const char *hash, gboolean *whole, GError **error)
{
  g_autoptr (GInputStream) stream = pantau_blobs_open (self->from, hash, NULL);
  g_autofree char *found = NULL;

  *whole = FALSE;
  if (stream == NULL)
    return TRUE;
  if (!pantau_blobs_put_stream (self->to, stream, PANTAU_BLOB_LIMIT, &found, NULL, error))
    return FALSE;
  if (!g_str_equal (found, hash))
    return g_hash_table_contains (self->wanted, found) ||
           pantau_blobs_remove (self->to, found, error);
  *whole = TRUE;

  return TRUE;
}

static void
tell (PantauBackup *self, gint64 done)
{
  if (self->progress != NULL && self->total > 0)
    self->progress (MIN (done, self->total), self->total, self->data);
}

static gboolean
list_wanted (PantauBackup *self, PantauDb *db, GPtrArray *todo, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT hash, size FROM blob WHERE EXISTS (SELECT 1 FROM named WHERE named.hash = blob.hash) "
      "ORDER BY hash",
      "");

  g_hash_table_remove_all (self->wanted);
  while (pantau_stmt_next (stmt))
    {
      const char *hash = pantau_stmt_text (stmt, 0);
      gint64 size = pantau_stmt_integer (stmt, 1);

      g_hash_table_add (self->wanted, g_strdup (hash));
      if (pantau_backup_has (self, hash, size))
        {
          self->result->copy->files++;
          self->result->copy->bytes += size;
        }
      else
        g_ptr_array_add (todo, g_strdup (hash));
    }

  return pantau_stmt_finish (stmt, error);
}

/* TRUE in @again where a newer moment is to be taken. */
static gboolean
copy_files (PantauBackup *self, gboolean *again, GError **error)
{
  g_autofree char *path = g_build_filename (self->target, self->result->copy->database, NULL);
  g_autoptr (GPtrArray) todo = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_ONLY, error);
  gint64 done = 0;

  *again = FALSE;
  if (db == NULL || !list_wanted (self, db, todo, error))
    return FALSE;

  g_ptr_array_set_size (self->missing, 0);
  for (guint i = 0; i < todo->len; i++)
    {
      const char *hash = g_ptr_array_index (todo, i);
      gboolean whole, erased = FALSE;

      if (!copy_one (self, hash, &whole, error) ||
          (!whole && !is_erased (self, hash, &erased, error)))
        return FALSE;
      if (whole)
        {
          gint64 size = pantau_blobs_get_size (self->to, hash);

          self->result->copy->files++;
          self->result->copy->bytes += size;
          done += size;
        }
      else if (erased)
        *again = TRUE;
      else
        g_ptr_array_add (self->missing, g_strdup (hash));
      tell (self, done);
    }

  return TRUE;
}

/* ---- The rest ---- */

/* The province's own reference data: each file under its hash, so that the older copy keeps its own. */
static gboolean
copy_reference (PantauBackup *self, GError **error)
{
  PantauCopy *copy = self->result->copy;
  g_autofree char *from = g_build_filename (self->dir, "reference", NULL),
                  *to = g_build_filename (self->target, "reference", NULL);
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  copy->reference = pantau_copy_reference_new ();
  if (dir == NULL)
    return TRUE;
  if (g_mkdir_with_parents (to, 0700) != 0)
    return pantau_blobs_throw_errno (error, to);

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (from, name, NULL), *hash = NULL, *kept = NULL,
                      *path = NULL;
      gint64 size;

      if (!g_file_test (file, G_FILE_TEST_IS_REGULAR))
        continue;
      hash = pantau_copy_hash_file (file, &size, error);
      if (hash == NULL)
        return FALSE;
      kept = pantau_copy_reference_name (name, hash);
      path = g_build_filename (to, kept, NULL);
      if (!g_file_test (path, G_FILE_TEST_EXISTS) && !pantau_copy_file (file, path, NULL, error))
        return FALSE;
      g_ptr_array_add (copy->reference, pantau_copy_file_new (name, hash, size));
    }

  return pantau_copy_sync (to, error);
}

static gboolean
copy_key (PantauBackup *self, GError **error)
{
  g_autofree char *from = g_build_filename (self->dir, PANTAU_COPY_KEY, NULL),
                  *to = g_build_filename (self->target, PANTAU_COPY_KEY, NULL);

  return !self->options->with_key || g_file_test (to, G_FILE_TEST_EXISTS) ||
         pantau_copy_file (from, to, NULL, error);
}

/* ---- What the older copy had ---- */

static gboolean
is_named (const PantauCopy *copy, const char *file)
{
  for (guint i = 0; i < copy->reference->len; i++)
    {
      const PantauCopyFile *kept = g_ptr_array_index (copy->reference, i);
      g_autofree char *name = pantau_copy_reference_name (kept->name, kept->hash);

      if (g_str_equal (name, file))
        return TRUE;
    }

  return FALSE;
}

/* What is not removed today the next backup removes; the copy is whole with it. */
static void
prune_directory (PantauBackup *self, const char *name, const char *prefix)
{
  g_autofree char *path = g_build_filename (self->target, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, file, NULL);

      if (prefix != NULL
              ? g_str_has_prefix (file, prefix) && !g_str_equal (file, self->result->copy->database)
              : !is_named (self->result->copy, file))
        g_unlink (full);
    }
}

/* What the law took from the province it takes from its copy. */
static gboolean
prune_files (PantauBackup *self, GError **error)
{
  g_autoptr (GPtrArray) names = pantau_blobs_list (self->to, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!g_hash_table_contains (self->wanted, g_ptr_array_index (names, i)))
      {
        if (!pantau_blobs_remove (self->to, g_ptr_array_index (names, i), error))
          return FALSE;
        self->result->removed++;
      }

  return TRUE;
}

static gboolean
make_copy (PantauBackup *self, GError **error)
{
  gboolean again = TRUE;

  if (g_mkdir_with_parents (self->target, 0700) != 0)
    return pantau_blobs_throw_errno (error, self->target);
  self->lock = pantau_lock_take (self->target, 0, error);
  if (self->lock == NULL || !pantau_backup_check_room (self, error))
    return FALSE;

  pantau_blobs_sweep (self->to, 0);
  for (guint i = 0; again && i < ATTEMPTS; i++)
    if (!take_moment (self, error) || !copy_files (self, &again, error))
      return FALSE;
  if (again)
    return pantau_throw (error, PANTAU_ERROR_BUSY,
                         _ ("files are being erased just now; try again later"));
  g_ptr_array_add (self->missing, NULL);
  self->result->copy->missing = g_strdupv ((char **) self->missing->pdata);

  if (!copy_reference (self, error) || !copy_key (self, error) ||
      !pantau_copy_sync (self->target, error))
    return FALSE;
  self->is_written = TRUE;
  if (!pantau_copy_write (self->result->copy, self->target, self->key, error))
    return FALSE;

  prune_directory (self, "", PANTAU_BACKUP_PREFIX);
  prune_directory (self, "reference", NULL);

  return prune_files (self, error);
}

/* What a cut left is of no use: the next one begins anew. */
static void
forget_moment (PantauBackup *self)
{
  g_autofree char *fresh = g_build_filename (self->target, PANTAU_BACKUP_NEW, NULL);

  g_unlink (fresh);
  if (!self->is_written && self->result->copy != NULL && self->result->copy->database != NULL &&
      (self->older == NULL || !g_str_equal (self->older->database, self->result->copy->database)))
    {
      g_autofree char *path = g_build_filename (self->target, self->result->copy->database, NULL);

      g_unlink (path);
    }
}

static gboolean
look (PantauBackup *self, GError **error)
{
  self->result->copy = copy_new (self);

  return read_end (self->result->copy, self->live, error);
}

gboolean
pantau_backup_run (const char *dir,
                   const char *target,
                   const PantauBackupOptions *options,
                   PantauBackupResult *result,
                   PantauProgress progress,
                   gpointer data,
                   GError **error)
{
  g_auto (PantauBackup) self = { .dir = dir,
                                 .target = target,
                                 .options = options,
                                 .result = result,
                                 .progress = progress,
                                 .data = data };
  g_autofree char *key = g_build_filename (dir, PANTAU_COPY_KEY, NULL),
                  *from = g_build_filename (dir, "blobs", NULL),
                  *to = g_build_filename (target, "blobs", NULL);

  memset (result, 0, sizeof *result);
  if (!g_file_test (key, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("“%s” is no province"), dir);
  self.key = pantau_keyfile_load (key, error);
  self.live = self.key != NULL ? pantau_province_open_reader (dir, error) : NULL;
  if (self.live == NULL)
    return FALSE;
  self.from = pantau_blobs_new (from);
  self.to = pantau_blobs_new (to);
  self.wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.missing = g_ptr_array_new_with_free_func (g_free);

  if (!pantau_backup_check (&self, error) || !pantau_backup_count (&self, self.live, error))
    return FALSE;
  if (options->dry)
    return look (&self, error);
  if (!make_copy (&self, error))
    {
      forget_moment (&self);
      return FALSE;
    }

  return TRUE;
}
