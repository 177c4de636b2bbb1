/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening with every guard that SQLite offers, transactions with a stated promise, and what is done with the whole file. Statements are in
 * pantau-db-stmt.c, numbered scripts in pantau-db-migrate.c.
 */

#include "config.h"

#include "pantau-db-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "pantau-db-sqlite.h"
#include "pantau-error.h"

/* Up to this many bytes a database is rewritten through memory, so that no file outside its directory ever holds any of it. */
#define REWRITE_IN_MEMORY (128 * 1024 * 1024)

/* Of SQLite's machine, some 10 ns each: how often a reading asks whether it is cancelled. */
#define STEPS 5000

gboolean
pantau_db_throw (PantauDb *self, int code, GError **error)
{
  /* The connection's message belongs to its last call, which is not always what failed (a parameter that is no hex). */
  gboolean is_last = self->handle != NULL && sqlite3_extended_errcode (self->handle) == code;
  g_autofree char *what =
      g_utf8_make_valid (is_last ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code), -1);

  /* Of a header that names a format which does not exist SQLite says no more than "error". */
  if (code == SQLITE_ERROR && g_str_equal (what, "unsupported file format"))
    code = SQLITE_CORRUPT;

  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      self->is_damaged = TRUE;
      return pantau_throw (error, PANTAU_ERROR_DAMAGED, _ ("the database is damaged: %s"), what);
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("the search was given up"));
      return FALSE;
    case SQLITE_FULL:
      return pantau_throw (
          error, PANTAU_ERROR_FULL,
          _ ("the disk is full; nothing was written; free some space and try again"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return pantau_throw (error, PANTAU_ERROR_BUSY, _ ("another program is using the database"));
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return pantau_throw (error, PANTAU_ERROR_IO, _ ("the database cannot be read or written: %s"),
                           what);
    default:
      return pantau_throw (error, PANTAU_ERROR_FAILED, _ ("the database refused a statement: %s"),
                           what);
    }
}

gboolean
pantau_db_script (PantauDb *self, const char *sql, GError **error)
{
  gboolean ok;
  int code;

  /* The message is the connection's: it is taken before another thread may cause the next one. */
  g_rec_mutex_lock (&self->lock);
  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  ok = code == SQLITE_OK || pantau_db_throw (self, code, error);
  g_rec_mutex_unlock (&self->lock);

  return ok;
}

/* The demands of SQLite's own "defense against the dark arts", and limits far below its defaults. */
static gboolean
harden (PantauDb *self, GError **error)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, 5000);

  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
  sqlite3_limit (self->handle, SQLITE_LIMIT_SQL_LENGTH, 256 * 1024);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (self->handle, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit (self->handle, SQLITE_LIMIT_TRIGGER_DEPTH, 10);

  /* recursive_triggers: without it INSERT OR REPLACE would delete a row past the trigger that forbids it. */
  if (!pantau_db_script (
          self,
          "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA synchronous = FULL;"
          "PRAGMA recursive_triggers = ON; PRAGMA cache_size = -16000;",
          error))
    return FALSE;

  /* A record touches some fifteen pages and the same ones again and again: 16 MiB of log before they are copied. */
  if (self->mode == PANTAU_DB_READ_WRITE)
    return pantau_db_script (self, "PRAGMA wal_autocheckpoint = 4000;", error);

  /* Nor at its end, when it may be the last one. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);

  return pantau_db_script (self, "PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON;", error);
}

PantauDb *
pantau_db_open (const char *path, PantauDbMode mode, GError **error)
{
  g_autoptr (PantauDb) self = g_new0 (PantauDb, 1);
  int flags = mode == PANTAU_DB_READ_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                           : SQLITE_OPEN_READONLY;
  int code;

  self->mode = mode;
  g_rec_mutex_init (&self->lock);
  self->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                            (GDestroyNotify) sqlite3_finalize);

  /* SQLite makes files as the umask says, and its log and index with the database's own permissions. */
  if (mode == PANTAU_DB_READ_WRITE)
    {
      int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

      if (fd >= 0)
        close (fd);
    }

  code = sqlite3_open_v2 (path, &self->handle, flags, NULL);
  if (code != SQLITE_OK)
    {
      pantau_db_throw (self, code, error);
      return NULL;
    }

  if (!harden (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
pantau_db_close (PantauDb *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  g_rec_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
pantau_db_begin (PantauDb *self, PantauDbPromise promise, GError **error)
{
  g_rec_mutex_lock (&self->lock);
  g_assert (!self->in_transaction);

  /* In WAL mode NORMAL leaves out the one sync of a commit; the next durable commit makes good for both. */
  if ((promise == PANTAU_DB_LAZY &&
       !pantau_db_script (self, "PRAGMA synchronous = NORMAL;", error)) ||
      !pantau_db_run (self, error, "BEGIN IMMEDIATE", ""))
    {
      if (promise == PANTAU_DB_LAZY)
        pantau_db_script (self, "PRAGMA synchronous = FULL;", NULL);
      g_rec_mutex_unlock (&self->lock);
      return FALSE;
    }

  self->is_lazy = promise == PANTAU_DB_LAZY;
  self->in_transaction = TRUE;

  return TRUE;
}

static void
end_transaction (PantauDb *self)
{
  self->in_transaction = FALSE;
  if (self->is_lazy)
    pantau_db_script (self, "PRAGMA synchronous = FULL;", NULL);
  g_rec_mutex_unlock (&self->lock);
}

gboolean
pantau_db_commit (PantauDb *self, GError **error)
{
  g_assert (self->in_transaction);

  if (!pantau_db_run (self, error, "COMMIT", ""))
    {
      pantau_db_rollback (self);
      return FALSE;
    }
  end_transaction (self);

  return TRUE;
}

void
pantau_db_rollback (PantauDb *self)
{
  g_assert (self->in_transaction);

  /* After some errors (a full disk) SQLite has rolled back by itself already. */
  if (!sqlite3_get_autocommit (self->handle))
    pantau_db_script (self, "ROLLBACK;", NULL);
  end_transaction (self);
}

/* Asked every few thousand steps of a statement. Unlike sqlite3_interrupt() it cannot hit the next statement by chance. */
static int
is_cancelled (void *data)
{
  return g_cancellable_is_cancelled (((PantauDb *) data)->reading);
}

gboolean
pantau_db_begin_reading (PantauDb *self, GCancellable *cancellable, GError **error)
{
  g_rec_mutex_lock (&self->lock);
  g_assert (!self->in_transaction);

  if (!pantau_db_run (self, error, "BEGIN DEFERRED", ""))
    {
      g_rec_mutex_unlock (&self->lock);
      return FALSE;
    }

  self->in_transaction = TRUE;
  self->is_lazy = FALSE;
  self->reading = cancellable;
  if (cancellable != NULL)
    sqlite3_progress_handler (self->handle, STEPS, is_cancelled, self);

  return TRUE;
}

void
pantau_db_end_reading (PantauDb *self)
{
  sqlite3_progress_handler (self->handle, 0, NULL, NULL);
  self->reading = NULL;
  pantau_db_rollback (self);
}

/* A header may also say "for reading only" of a file that can well be written. */
gboolean
pantau_db_is_writable (PantauDb *self)
{
  return sqlite3_db_readonly (self->handle, "main") == 0 ||
         access (sqlite3_db_filename (self->handle, "main"), W_OK) != 0;
}

gboolean
pantau_db_is_read_only (PantauDb *self)
{
  return self->mode == PANTAU_DB_READ_ONLY;
}

void
pantau_db_leave_alone (PantauDb *self)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

gint64
pantau_db_last_row (PantauDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

int
pantau_db_changes (PantauDb *self)
{
  return sqlite3_changes (self->handle);
}

gboolean
pantau_db_check (PantauDb *self, gboolean quick, GError **error)
{
  PantauStmt *stmt = quick ? pantau_db_query (self, "PRAGMA quick_check(1)", "")
                           : pantau_db_query (self, "PRAGMA integrity_check(1)", "");
  g_autofree char *found = NULL;

  while (pantau_stmt_next (stmt))
    if (g_strcmp0 (pantau_stmt_text (stmt, 0), "ok") != 0 && found == NULL)
      found = g_utf8_make_valid (pantau_stmt_text (stmt, 0), -1);

  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  if (found == NULL)
    return TRUE;
  self->is_damaged = TRUE;
  g_strdelimit (found, "\n", ' ');

  return pantau_throw (error, PANTAU_ERROR_DAMAGED, _ ("the database is damaged: %s"), found);
}

void
pantau_db_interrupt (PantauDb *self)
{
  sqlite3_interrupt (self->handle);
}

gboolean
pantau_db_is_damaged (PantauDb *self)
{
  return self->is_damaged;
}

gboolean
pantau_db_copy (PantauDb *self, const char *path, GError **error)
{
  gboolean reads = self->mode == PANTAU_DB_READ_ONLY, ok;

  /*
   * SQLite attaches the new file by itself; nobody else ever attaches one. On a connection that only reads the file cannot be written all the same: it was
   * opened so.
   */
  g_rec_mutex_lock (&self->lock);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 1);
  ok = (!reads || pantau_db_script (self, "PRAGMA query_only = OFF;", error)) &&
       pantau_db_run (self, error, "VACUUM INTO ?1", "s", path);
  if (reads && !pantau_db_script (self, "PRAGMA query_only = ON;", ok ? error : NULL))
    ok = FALSE;
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 0);
  g_rec_mutex_unlock (&self->lock);

  return ok;
}

/* FALSE where a reader keeps the log from being emptied. */
static gboolean
empty_log (PantauDb *self, GError **error)
{
  PantauStmt *stmt = pantau_db_query (self, "PRAGMA wal_checkpoint (TRUNCATE)", "");
  gboolean is_busy = pantau_stmt_next (stmt) && pantau_stmt_integer (stmt, 0) != 0;

  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  return !is_busy || pantau_throw (error, PANTAU_ERROR_BUSY,
                                   _ ("somebody is still reading the database; try again later"));
}

gboolean
pantau_db_rewrite (PantauDb *self, GError **error)
{
  gint64 pages, size;
  gboolean ok;

  g_rec_mutex_lock (&self->lock);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 1);
  /* VACUUM builds the new file where temporary tables are kept. */
  ok = pantau_db_integer (self, 0, &pages, error, "PRAGMA page_count", "") &&
       pantau_db_integer (self, 0, &size, error, "PRAGMA page_size", "") &&
       (pages * size > REWRITE_IN_MEMORY ||
        pantau_db_script (self, "PRAGMA temp_store = MEMORY;", error)) &&
       pantau_db_run (self, error, "VACUUM", "") &&
       pantau_db_script (self, "PRAGMA temp_store = DEFAULT;", error) && empty_log (self, error);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 0);
  g_rec_mutex_unlock (&self->lock);

  return ok;
}

char *
pantau_db_pragma (PantauDb *self, const char *name)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s", name);
  sqlite3_stmt *handle = NULL;
  char *value = NULL;

  g_rec_mutex_lock (&self->lock);
  if (sqlite3_prepare_v2 (self->handle, sql, -1, &handle, NULL) == SQLITE_OK &&
      sqlite3_step (handle) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (handle, 0));
  sqlite3_finalize (handle);
  g_rec_mutex_unlock (&self->lock);

  return value;
}
