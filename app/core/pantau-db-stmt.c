/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements whose errors stick. Prepared ones are kept by their text's address, one of each, and given out again; a second query of
 * the same text meanwhile prepares its own.
 */

#include "config.h"

#include "pantau-db.h"

#include <string.h>

#include "pantau-crypto.h"
#include "pantau-db-sqlite.h"

struct _PantauStmt
{
  PantauDb *db;
  const char *sql;
  sqlite3_stmt *handle; /* (nullable): NULL after a failed prepare */
  GError *error;        /* (owned) (nullable): the first thing that went wrong */
};

/* An idle statement of the same literal, or a new one. The caller holds the lock. */
static sqlite3_stmt *
take_statement (PantauDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  gpointer key, value;
  const char *rest;
  int code;

  if (g_hash_table_steal_extended (self->statements, sql, &key, &value))
    return value;

  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &rest);
  if (code != SQLITE_OK)
    {
      pantau_db_throw (self, code, error);
      return NULL;
    }

  /* A second statement would never run; better to learn so at once. */
  g_assert (strspn (rest, " \n;") == strlen (rest));

  return handle;
}

static void
return_statement (PantauDb *self, const char *sql, sqlite3_stmt *handle)
{
  sqlite3_reset (handle);
  sqlite3_clear_bindings (handle);
  g_hash_table_replace (self->statements, (gpointer) sql, handle);
}

static int
bind_hex (sqlite3_stmt *handle, int at, const char *hex)
{
  gsize length = hex != NULL ? strlen (hex) / 2 : 0;
  g_autofree guint8 *bytes = g_malloc (length + 1);

  if (hex == NULL)
    return sqlite3_bind_null (handle, at);
  if (!pantau_unhex (hex, bytes, length))
    return SQLITE_MISMATCH;

  return sqlite3_bind_blob (handle, at, bytes, (int) length, SQLITE_TRANSIENT);
}

static int
bind_bytes (sqlite3_stmt *handle, int at, GBytes *bytes)
{
  gsize length;
  gconstpointer data;

  if (bytes == NULL)
    return sqlite3_bind_null (handle, at);
  data = g_bytes_get_data (bytes, &length);
  if (length == 0)
    return sqlite3_bind_zeroblob (handle, at, 0);

  return sqlite3_bind_blob64 (handle, at, data, length, SQLITE_TRANSIENT);
}

static int
bind (sqlite3_stmt *handle, const char *types, va_list args)
{
  int code = SQLITE_OK, n = (int) strlen (types);

  g_assert (sqlite3_bind_parameter_count (handle) == n);

  for (int i = 1; i <= n && code == SQLITE_OK; i++)
    switch (types[i - 1])
      {
      case 's':
        code = sqlite3_bind_text (handle, i, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'i':
        code = sqlite3_bind_int64 (handle, i, va_arg (args, gint64));
        break;
      case 'x':
        code = bind_hex (handle, i, va_arg (args, const char *));
        break;
      case 'b':
        code = bind_bytes (handle, i, va_arg (args, GBytes *));
        break;
      default:
        g_assert_not_reached ();
      }

  return code;
}

static PantauStmt *
query_valist (PantauDb *self, const char *sql, const char *types, va_list args)
{
  PantauStmt *stmt = g_new0 (PantauStmt, 1);
  int code;

  stmt->db = self;
  stmt->sql = sql;

  g_rec_mutex_lock (&self->lock);
  stmt->handle = take_statement (self, sql, &stmt->error);
  if (stmt->handle != NULL)
    {
      code = bind (stmt->handle, types, args);
      if (code != SQLITE_OK)
        pantau_db_throw (self, code, &stmt->error);
    }

  return stmt;
}

PantauStmt *
pantau_db_query (PantauDb *self, const char *sql, const char *types, ...)
{
  PantauStmt *stmt;
  va_list args;

  va_start (args, types);
  stmt = query_valist (self, sql, types, args);
  va_end (args);

  return stmt;
}

gboolean
pantau_stmt_next (PantauStmt *self)
{
  int code;

  if (self->error != NULL)
    return FALSE;

  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    pantau_db_throw (self->db, code, &self->error);

  return FALSE;
}

const char *
pantau_stmt_text (PantauStmt *self, int column)
{
  return self->error == NULL ? (const char *) sqlite3_column_text (self->handle, column) : NULL;
}

gint64
pantau_stmt_integer (PantauStmt *self, int column)
{
  return self->error == NULL ? sqlite3_column_int64 (self->handle, column) : 0;
}

gboolean
pantau_stmt_is_null (PantauStmt *self, int column)
{
  return self->error != NULL || sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

char *
pantau_stmt_hex (PantauStmt *self, int column)
{
  if (pantau_stmt_is_null (self, column))
    return NULL;

  return pantau_hex (sqlite3_column_blob (self->handle, column),
                     (gsize) sqlite3_column_bytes (self->handle, column));
}

const guint8 *
pantau_stmt_bytes (PantauStmt *self, int column, gsize *length)
{
  const guint8 *bytes;

  *length = 0;
  if (pantau_stmt_is_null (self, column))
    return NULL;

  /* In this order: the length is that of what the call before gave. */
  bytes = sqlite3_column_blob (self->handle, column);
  *length = (gsize) sqlite3_column_bytes (self->handle, column);

  return bytes;
}

int
pantau_stmt_n_columns (PantauStmt *self)
{
  return self->handle != NULL ? sqlite3_column_count (self->handle) : 0;
}

gboolean
pantau_stmt_finish (PantauStmt *self, GError **error)
{
  PantauDb *db = self->db;
  gboolean ok = self->error == NULL;

  if (!ok)
    g_propagate_error (error, g_steal_pointer (&self->error));
  if (self->handle != NULL)
    return_statement (db, self->sql, self->handle);
  g_free (self);
  g_rec_mutex_unlock (&db->lock);

  return ok;
}

gboolean
pantau_db_run (PantauDb *self, GError **error, const char *sql, const char *types, ...)
{
  PantauStmt *stmt;
  va_list args;

  va_start (args, types);
  stmt = query_valist (self, sql, types, args);
  va_end (args);
  pantau_stmt_next (stmt);

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_db_integer (PantauDb *self,
                   gint64 fallback,
                   gint64 *value,
                   GError **error,
                   const char *sql,
                   const char *types,
                   ...)
{
  PantauStmt *stmt;
  va_list args;

  va_start (args, types);
  stmt = query_valist (self, sql, types, args);
  va_end (args);
  *value = pantau_stmt_next (stmt) && !pantau_stmt_is_null (stmt, 0) ? pantau_stmt_integer (stmt, 0)
                                                                     : fallback;

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_db_text (
    PantauDb *self, char **value, GError **error, const char *sql, const char *types, ...)
{
  PantauStmt *stmt;
  va_list args;

  va_start (args, types);
  stmt = query_valist (self, sql, types, args);
  va_end (args);
  *value = pantau_stmt_next (stmt) ? g_strdup (pantau_stmt_text (stmt, 0)) : NULL;

  return pantau_stmt_finish (stmt, error);
}
