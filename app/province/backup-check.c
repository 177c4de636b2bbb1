/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a copy of a province may go, and how much it is: asked before a byte is written. */

#include "config.h"

#include "backup-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "pantau-error.h"
#include "pantau-format.h"

/* Left free beside what is known to be needed. */
#define MARGIN (16 * 1024 * 1024)

/* ---- Where it goes ---- */

static gboolean
is_within (const char *path, const char *parent)
{
  gsize length = strlen (parent);

  return strncmp (path, parent, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

/* A copy inside of the province would be copied by the next one, and goes when the province goes. */
static gboolean
check_apart (PantauBackup *self, GError **error)
{
  g_autofree char *from = g_canonicalize_filename (self->dir, NULL),
                  *to = g_canonicalize_filename (self->target, NULL);

  if (is_within (from, to) || is_within (to, from))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("the copy must lie outside of the province’s directory"));

  return TRUE;
}

/* Nothing of somebody else's is mixed with ours, and nothing of it is ever removed. */
static gboolean
check_is_ours (PantauBackup *self, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *name;

  if (!g_file_test (self->target, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_test (self->target, G_FILE_TEST_IS_DIR))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a directory"), self->target);

  self->older = pantau_copy_read (self->target, &local_error);
  if (self->older != NULL)
    return TRUE;
  if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* What a first backup that was cut off left is ours as well. */
  dir = g_dir_open (self->target, 0, error);
  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_equal (name, "lock") && !g_str_equal (name, "blobs") &&
        !g_str_equal (name, "reference") && !g_str_equal (name, "lost+found") &&
        !g_str_has_prefix (name, PANTAU_BACKUP_PREFIX) &&
        !g_str_has_prefix (name, PANTAU_BACKUP_NEW))
      return pantau_throw (error, PANTAU_ERROR_CONFLICT,
                           _ ("“%s” holds something else; give the copy a directory of its own"),
                           self->target);

  return TRUE;
}

/*
 * A province that lost lines must not take the one copy that still has them: the end of the older copy has to stand in the province's own numbering.
 */
static gboolean
check_goes_on (PantauBackup *self, GError **error)
{
  g_autofree char *head = NULL;
  PantauStmt *stmt;

  if (self->older == NULL)
    return TRUE;
  if (!g_str_equal (self->older->province, pantau_keypair_get_name (self->key)))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is a copy of another province"),
                         self->target);
  if (self->older->index == 0)
    return TRUE;

  stmt = pantau_db_query (self->live, "SELECT head FROM number WHERE idx = ?1", "i",
                          self->older->index);
  if (pantau_stmt_next (stmt))
    head = pantau_stmt_hex (stmt, 0);
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  if (g_strcmp0 (head, self->older->head) != 0)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT,
                         _ ("the copy in “%s” holds lines that the province no longer has; keep "
                            "it, and give this one another directory"),
                         self->target);

  return TRUE;
}

gboolean
pantau_backup_check (PantauBackup *self, GError **error)
{
  return check_apart (self, error) && check_is_ours (self, error) && check_goes_on (self, error);
}

/* ---- How much it is ---- */

gboolean
pantau_backup_has (PantauBackup *self, const char *hash, gint64 size)
{
  return pantau_blobs_get_size (self->to, hash) == size;
}

gboolean
pantau_backup_count (PantauBackup *self, PantauDb *db, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT hash, size FROM blob WHERE EXISTS (SELECT 1 FROM named WHERE named.hash = blob.hash)",
      "");

  self->total = self->result->new_files = self->result->new_bytes = self->result->kept = 0;
  while (pantau_stmt_next (stmt))
    if (pantau_backup_has (self, pantau_stmt_text (stmt, 0), pantau_stmt_integer (stmt, 1)))
      self->result->kept++;
    else
      {
        self->result->new_files++;
        self->result->new_bytes += pantau_stmt_integer (stmt, 1);
      }
  self->total = self->result->new_bytes;

  return pantau_stmt_finish (stmt, error);
}

static gint64
size_of (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  struct stat info;

  return stat (path, &info) == 0 ? info.st_size : 0;
}

gboolean
pantau_backup_check_room (PantauBackup *self, GError **error)
{
  gint64 needed = self->result->new_bytes + size_of (self->dir, "province.db") +
                  size_of (self->dir, "province.db-wal") + MARGIN;
  g_autofree char *wanted = NULL, *there = NULL;
  struct statvfs space;
  gint64 room;

  if (statvfs (self->target, &space) != 0)
    return TRUE;
  room = (gint64) (space.f_bavail * space.f_frsize);
  if (room >= needed)
    return TRUE;

  wanted = pantau_format_bytes ((guint64) needed);
  there = pantau_format_bytes ((guint64) room);

  return pantau_throw (error, PANTAU_ERROR_FULL,
                       _ ("there is too little room for the copy: %s are needed, %s are free"),
                       wanted, there);
}
