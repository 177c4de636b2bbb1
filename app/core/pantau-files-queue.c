/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the files of a home is not at the province, and why. */

#include "config.h"

#include "pantau-files-queue.h"

static const char *const state_names[] = {
  [PANTAU_QUEUED_WAITING] = "waiting", [PANTAU_QUEUED_LINE] = "line",
  [PANTAU_QUEUED_PAUSED] = "paused",   [PANTAU_QUEUED_WIFI] = "wifi",
  [PANTAU_QUEUED_REFUSED] = "refused", [PANTAU_QUEUED_MISSING] = "missing",
};

const char *
pantau_queued_state_get_name (PantauQueuedState state)
{
  return state_names[state];
}

static void
file_free (gpointer data)
{
  PantauQueuedFile *self = data;

  g_free (self->hash);
  g_free (self->record);
  g_free (self->title);
  g_free (self->name);
  g_free (self->reason);
  g_free (self);
}

void
pantau_files_queue_free (PantauFilesQueue *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

static PantauQueuedState
judge (const PantauFilesRule *rule, const char *state, goffset size, gboolean has_line)
{
  if (g_str_equal (state, "refused"))
    return PANTAU_QUEUED_REFUSED;
  if (g_str_equal (state, "missing"))
    return PANTAU_QUEUED_MISSING;
  if (!has_line)
    return PANTAU_QUEUED_LINE;
  if (rule->is_paused)
    return PANTAU_QUEUED_PAUSED;

  return pantau_files_rule_waits_for_line (rule, size) ? PANTAU_QUEUED_WIFI : PANTAU_QUEUED_WAITING;
}

static gboolean
read_files (PantauFilesQueue *self, PantauDb *db, guint limit, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT f.hash, f.owner, record.title, "
      "coalesce ((SELECT name FROM evidence WHERE evidence.hash = f.hash "
      "AND evidence.record = f.owner), ''), "
      "f.size, f.offset, f.type IN ('identity.seal', 'identity.wrap'), f.state, NOT f.unsent, "
      "f.reason FROM (SELECT upload.hash, e.record AS owner, size, offset, e.type, state, reason, "
      "e.n IN (SELECT entry FROM unsent) AS unsent, "
      "(size > ?2) + (size > ?3) + (size > ?4) AS class "
      "FROM upload JOIN entry AS e ON e.n = upload.entry WHERE state <> 'sent') AS f "
      "LEFT JOIN record ON record.id = f.owner "
      "ORDER BY f.state = 'waiting', f.unsent, f.class, row_number () OVER (PARTITION BY f.state, "
      "f.unsent, f.class, f.owner ORDER BY f.offset > 0 DESC, f.size, f.hash), "
      "f.offset > 0 DESC, f.size, f.hash LIMIT ?1",
      "iiii", (gint64) limit, (gint64) pantau_upload_class_limit (PANTAU_UPLOAD_TINY),
      (gint64) pantau_upload_class_limit (PANTAU_UPLOAD_SMALL),
      (gint64) pantau_upload_class_limit (PANTAU_UPLOAD_MIDDLE));

  while (pantau_stmt_next (stmt))
    {
      PantauQueuedFile *file = g_new0 (PantauQueuedFile, 1);

      file->hash = g_strdup (pantau_stmt_text (stmt, 0));
      file->record = g_strdup (pantau_stmt_text (stmt, 1));
      file->title = g_strdup (pantau_stmt_text (stmt, 2));
      file->name = g_strdup (pantau_stmt_text (stmt, 3));
      file->size = pantau_stmt_is_null (stmt, 4) ? -1 : pantau_stmt_integer (stmt, 4);
      file->offset = pantau_stmt_integer (stmt, 5);
      file->is_sealed = pantau_stmt_integer (stmt, 6) != 0;
      file->state = judge (&self->rule, pantau_stmt_text (stmt, 7), file->size,
                           pantau_stmt_integer (stmt, 8) != 0);
      file->reason = g_strdup (pantau_stmt_text (stmt, 9));
      g_ptr_array_add (self->files, file);
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
count (PantauFilesQueue *self, PantauDb *db, GError **error)
{
  gint64 limit = self->rule.is_metered && self->rule.limit >= 0 ? self->rule.limit : G_MAXINT64;
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT coalesce (sum (state <> 'sent'), 0), "
      "coalesce (sum (CASE state WHEN 'waiting' THEN size - offset END), 0), "
      "coalesce (sum (state = 'waiting' AND size > ?1), 0), "
      "coalesce (sum (CASE WHEN state = 'waiting' AND size > ?1 THEN size - offset END), 0), "
      "coalesce (sum (state = 'sent'), 0) FROM upload",
      "i", limit);

  if (pantau_stmt_next (stmt))
    {
      self->n = pantau_stmt_integer (stmt, 0);
      self->bytes = pantau_stmt_integer (stmt, 1);
      self->wifi = (guint) pantau_stmt_integer (stmt, 2);
      self->wifi_bytes = pantau_stmt_integer (stmt, 3);
      self->sent = pantau_stmt_integer (stmt, 4);
    }

  return pantau_stmt_finish (stmt, error);
}

PantauFilesQueue *
pantau_files_queue_read (PantauDb *db, guint limit, GError **error)
{
  g_autoptr (PantauFilesQueue) self = g_new0 (PantauFilesQueue, 1);

  self->files = g_ptr_array_new_with_free_func (file_free);
  pantau_files_rule_read (&self->rule, db);

  return count (self, db, error) && read_files (self, db, limit, error) ? g_steal_pointer (&self)
                                                                        : NULL;
}
