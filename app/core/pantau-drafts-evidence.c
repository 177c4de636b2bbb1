/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a draft: taken over into blobs/ before, and named here, so that a battery that ends loses none of them. */

#include "config.h"

#include "pantau-drafts-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-edit-evidence.h"
#include "pantau-error.h"
#include "pantau-evidence.h"

GPtrArray *
pantau_drafts_files (PantauDb *db, const char *draft, GError **error)
{
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  PantauStmt *stmt = pantau_db_query (db,
                                      "SELECT hash, name, size, type, received, picture, masks, "
                                      "claims, origin, stripped, medium "
                                      "FROM draft_file WHERE draft = ?1 ORDER BY place, hash",
                                      "s", draft);

  while (pantau_stmt_next (stmt))
    {
      PantauAttachment *file = g_new0 (PantauAttachment, 1);

      file->hash = g_strdup (pantau_stmt_text (stmt, 0));
      file->name = g_strdup (pantau_stmt_text (stmt, 1));
      file->size = (goffset) pantau_stmt_integer (stmt, 2);
      file->type = g_strdup (pantau_stmt_text (stmt, 3));
      file->received = g_strdup (pantau_stmt_text (stmt, 4));
      file->picture = (guint64) pantau_stmt_integer (stmt, 5);
      file->masks = g_strdup (pantau_stmt_text (stmt, 6));
      file->claims = pantau_file_claims_from_text (pantau_stmt_text (stmt, 7));
      file->origin = g_strdup (pantau_stmt_text (stmt, 8));
      file->stripped = g_strdup (pantau_stmt_text (stmt, 9));
      file->medium = g_strdup (pantau_stmt_text (stmt, 10));
      g_ptr_array_add (files, file);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&files) : NULL;
}

/* @record (nullable): that is changed; what it has counts too. */
static gboolean
check_new (PantauHome *home,
           const char *draft,
           const char *record,
           const PantauAttachment *file,
           GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gint64 same, all, before = 0;

  if (record != NULL &&
      (!pantau_store_catch_up (pantau_home_get_store (home), error) ||
       !pantau_db_integer (db, 0, &before, error,
                           "SELECT count(*) FROM evidence WHERE record = ?1 AND masks IS NULL", "s",
                           record)))
    return FALSE;
  if (!pantau_db_integer (db, 0, &same, error,
                          "SELECT count(*) FROM draft_file WHERE draft = ?1 AND hash = ?2", "ss",
                          draft, file->hash) ||
      !pantau_db_integer (db, 0, &all, error, "SELECT count(*) FROM draft_file WHERE draft = ?1",
                          "s", draft))
    return FALSE;
  if (same > 0)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is attached already"), file->name);

  return before + all < PANTAU_EVIDENCE_MAX_FILES || pantau_evidence_throw_many (error);
}

gboolean
pantau_drafts_attach (PantauHome *home,
                      const char *draft,
                      const char *record,
                      const PantauAttachment *file,
                      GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autofree char *claims = pantau_file_claims_to_text (file->claims);

  if (file->medium == NULL && !pantau_blobs_has (pantau_home_get_blobs (home), file->hash))
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("the file is not on this computer"));
  if (!check_new (home, draft, record, file, error) ||
      !pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;

  return pantau_drafts_settle (
      db,
      pantau_db_run (
          db, error,
          "INSERT INTO draft_file (draft, hash, record, name, size, type, received, picture, "
          "masks, claims, origin, stripped, medium, place) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
          "(SELECT coalesce (max (place), 0) + 1 FROM draft_file WHERE draft = ?1))",
          "ssssississsss", draft, file->hash, record != NULL ? record : draft, file->name,
          (gint64) file->size, file->type, file->received, (gint64) file->picture, file->masks,
          claims, file->origin, file->stripped, file->medium),
      error);
}

gboolean
pantau_drafts_set_origin (
    PantauHome *home, const char *draft, const char *hash, const char *origin, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);

  if (!pantau_edit_check_origin (home, origin, error) ||
      !pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;

  return pantau_drafts_settle (
      db,
      pantau_db_run (db, error, "UPDATE draft_file SET origin = ?3 WHERE draft = ?1 AND hash = ?2",
                     "sss", draft, hash, origin),
      error);
}

gboolean
pantau_drafts_detach (PantauHome *home, const char *draft, const char *hash, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error) ||
      !pantau_drafts_settle (db,
                             pantau_db_run (db, error,
                                            "DELETE FROM draft_file WHERE draft = ?1 AND hash = ?2",
                                            "ss", draft, hash),
                             error))
    return FALSE;
  pantau_drafts_forget_file (home, hash);

  return TRUE;
}

void
pantau_drafts_forget_file (PantauHome *home, const char *hash)
{
  gint64 named = 1;

  if (pantau_store_catch_up (pantau_home_get_store (home), NULL) &&
      pantau_db_integer (pantau_home_get_db (home), 1, &named, NULL,
                         "SELECT (SELECT count(*) FROM upload WHERE hash = ?1) + "
                         "(SELECT count(*) FROM draft_envelope WHERE blob = ?1) + "
                         "(SELECT count(*) FROM draft_file WHERE hash = ?1) + "
                         "(SELECT count(*) FROM evidence WHERE hash = ?1) + "
                         "(SELECT count(*) FROM identity WHERE blob = ?1)",
                         "s", hash) &&
      named == 0)
    pantau_blobs_remove (pantau_home_get_blobs (home), hash, NULL);
}

GStrv
pantau_drafts_collect_files (PantauDb *db, const char *draft, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  PantauStmt *stmt = pantau_db_query (db,
                                      "SELECT hash FROM draft_file WHERE draft = ?1 UNION "
                                      "SELECT blob FROM draft_envelope WHERE draft = ?1",
                                      "s", draft);

  while (pantau_stmt_next (stmt))
    g_strv_builder_add (builder, pantau_stmt_text (stmt, 0));

  return pantau_stmt_finish (stmt, error) ? g_strv_builder_end (builder) : NULL;
}
