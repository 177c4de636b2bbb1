/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a record, from the projection, and where each of them is, from the table of uploads and the disk. */

#include "config.h"

#include "pantau-evidence.h"
#include "pantau-store-private.h"

/* Of a numbered line the number orders what is shown; the others come after it. */
#define LIST_SQL                                                                                   \
  "SELECT f.hash, f.name, f.size, f.type, f.received, f.picture, f.masks, f.released, f.note, "    \
  "e.id, e.device, e.header ->> 'time', person.name, upload.state, "                               \
  "f.claims, f.origin, f.stripped, f.medium "                                                      \
  "FROM evidence AS f JOIN entry AS e ON e.n = f.entry "                                           \
  "LEFT JOIN person ON person.device = e.device LEFT JOIN upload ON upload.hash = f.hash "         \
  "LEFT JOIN number ON number.entry = e.n AND number.epoch = (SELECT max (n) FROM epoch) "         \
  "WHERE f.record = ?1 ORDER BY number.idx IS NULL, number.idx, e.device, e.seq, f.place, f.hash"

static PantauEvidenceState
state_of (const char *upload, const char *medium, gboolean is_here)
{
  if (!is_here)
    return medium != NULL ? PANTAU_EVIDENCE_ELSEWHERE : PANTAU_EVIDENCE_MISSING;
  if (g_strcmp0 (upload, "sent") == 0)
    return PANTAU_EVIDENCE_RECEIVED;
  if (g_strcmp0 (upload, "refused") == 0)
    return PANTAU_EVIDENCE_REFUSED;

  /* What was missing and has come waits again with the next sync. */
  return upload != NULL ? PANTAU_EVIDENCE_WAITING : PANTAU_EVIDENCE_HERE;
}

static PantauEvidence *
read_row (PantauStore *self, PantauStmt *stmt)
{
  PantauEvidence *file = g_new0 (PantauEvidence, 1);
  goffset here;

  file->hash = g_strdup (pantau_stmt_text (stmt, 0));
  file->name = g_strdup (pantau_stmt_text (stmt, 1));
  file->size = pantau_stmt_integer (stmt, 2);
  file->type = g_strdup (pantau_stmt_text (stmt, 3));
  file->received = g_strdup (pantau_stmt_text (stmt, 4));
  file->picture = (guint64) pantau_stmt_integer (stmt, 5);
  file->masks = g_strdup (pantau_stmt_text (stmt, 6));
  file->is_released = pantau_stmt_integer (stmt, 7) != 0;
  file->note = g_strdup (pantau_stmt_text (stmt, 8));
  file->entry = pantau_stmt_hex (stmt, 9);
  file->device = g_strdup (pantau_stmt_text (stmt, 10));
  file->time = g_strdup (pantau_stmt_text (stmt, 11));
  file->author = g_strdup (pantau_stmt_text (stmt, 12));
  file->claims = pantau_file_claims_from_text (pantau_stmt_text (stmt, 14));
  file->origin = g_strdup (pantau_stmt_text (stmt, 15));
  file->stripped = g_strdup (pantau_stmt_text (stmt, 16));
  file->medium = g_strdup (pantau_stmt_text (stmt, 17));

  here = self->blobs != NULL ? pantau_blobs_get_size (self->blobs, file->hash) : -1;
  file->state = state_of (pantau_stmt_text (stmt, 13), file->medium, here >= 0);
  if (here >= 0)
    file->size = here;

  return file;
}

GPtrArray *
pantau_store_evidence (PantauStore *self, const char *record, GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_evidence_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, LIST_SQL, "s", record);
  while (pantau_stmt_next (stmt))
    g_ptr_array_add (files, read_row (self, stmt));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&files) : NULL;
}

GPtrArray *
pantau_store_same_file (PantauStore *self,
                        const char *hash,
                        const char *except_record,
                        GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_same_file_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db,
                          "SELECT record.id, record.title, record.kind FROM evidence "
                          "JOIN record ON record.id = evidence.record "
                          "WHERE evidence.hash = ?1 AND evidence.record IS NOT ?2 "
                          "AND record.quarantine IS NULL "
                          "ORDER BY record.occurred_at DESC, record.id LIMIT ?3",
                          "ssi", hash, except_record, (gint64) PANTAU_SAME_FILE_LIMIT);
  while (pantau_stmt_next (stmt))
    {
      PantauSameFile *one = g_new0 (PantauSameFile, 1);

      one->id = g_strdup (pantau_stmt_text (stmt, 0));
      one->title = g_strdup (pantau_stmt_text (stmt, 1));
      one->kind = g_strdup (pantau_stmt_text (stmt, 2));
      g_ptr_array_add (records, one);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&records) : NULL;
}
