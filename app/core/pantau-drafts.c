/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unfinished records: rows of a local table, each save on the disk before it returns, because a boat's battery does not warn. */

#include "config.h"

#include "pantau-drafts-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"

#define COLUMNS "id, kind, record, title, text, saved"

void
pantau_unfinished_free (PantauUnfinished *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->record);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

/* The row that @stmt is at, by COLUMNS. */
static PantauUnfinished *
read_row (PantauStmt *stmt)
{
  PantauUnfinished *self = g_new0 (PantauUnfinished, 1);

  self->id = g_strdup (pantau_stmt_text (stmt, 0));
  self->kind = g_strdup (pantau_stmt_text (stmt, 1));
  self->record = g_strdup (pantau_stmt_text (stmt, 2));
  self->title = g_strdup (pantau_stmt_text (stmt, 3));
  self->text = g_strdup (pantau_stmt_text (stmt, 4));
  self->saved = pantau_stmt_integer (stmt, 5);

  return self;
}

gboolean
pantau_drafts_settle (PantauDb *db, gboolean ok, GError **error)
{
  if (ok)
    return pantau_db_commit (db, error);

  pantau_db_rollback (db);

  return FALSE;
}

gboolean
pantau_drafts_save (PantauHome *home,
                    const char *id,
                    const char *kind,
                    const char *record,
                    const char *title,
                    const char *text,
                    GError **error)
{
  PantauDb *db = pantau_home_get_db (home);

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;

  return pantau_drafts_settle (
      db,
      pantau_db_run (db, error,
                     "INSERT INTO draft (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                     "ON CONFLICT (id) DO UPDATE SET kind = ?2, record = ?3, title = ?4, "
                     "text = ?5, saved = ?6",
                     "sssssi", id, kind, record, title, text, g_get_real_time () / G_USEC_PER_SEC),
      error);
}

PantauUnfinished *
pantau_drafts_load (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauUnfinished) found = NULL;
  PantauStmt *stmt = pantau_db_query (pantau_home_get_db (home),
                                      "SELECT " COLUMNS " FROM draft WHERE id = ?1", "s", id);

  if (pantau_stmt_next (stmt))
    found = read_row (stmt);
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  if (found == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no draft %s"), id);

  return g_steal_pointer (&found);
}

GPtrArray *
pantau_drafts_list (PantauDb *db, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_unfinished_free);
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT " COLUMNS " FROM draft ORDER BY saved DESC, id", "");

  while (pantau_stmt_next (stmt))
    g_ptr_array_add (list, read_row (stmt));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

gboolean
pantau_drafts_remove (PantauHome *home, const char *id, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_auto (GStrv) files = pantau_drafts_collect_files (db, id, error);

  if (files == NULL || !pantau_db_begin (db, PANTAU_DB_DURABLE, error) ||
      !pantau_drafts_settle (
          db,
          pantau_db_run (db, error, "DELETE FROM draft WHERE id = ?1", "s", id) &&
              pantau_db_run (db, error, "DELETE FROM draft_envelope WHERE draft = ?1", "s", id) &&
              pantau_db_run (db, error, "DELETE FROM draft_file WHERE draft = ?1", "s", id),
          error))
    return FALSE;
  for (gsize i = 0; files[i] != NULL; i++)
    pantau_drafts_forget_file (home, files[i]);

  return TRUE;
}
