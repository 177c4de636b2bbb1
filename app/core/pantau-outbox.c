/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sync page asks of a home. It is asked again at every news. */

#include "config.h"

#include "pantau-outbox.h"

#include "pantau-json.h"

/* So many are shown at once, and for so long. */
#define WARNINGS        3
#define WARNING_SECONDS (30 * 24 * 3600)

static void
line_free (gpointer data)
{
  PantauOutboxLine *self = data;

  g_free (self->record);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->type);
  g_free (self->time);
  g_free (self->refusal);
  g_free (self);
}

void
pantau_outbox_free (PantauOutbox *self)
{
  g_clear_pointer (&self->counts, pantau_counts_free);
  g_ptr_array_unref (self->lines);
  g_clear_pointer (&self->person, pantau_person_free);
  g_free (self->warning);
  g_free (self);
}

/* Of this very key. */
static gboolean
is_copy (const PantauContradiction *item, const char *device)
{
  return item->kind == PANTAU_CONTRADICTION_COPIED &&
         g_strcmp0 (pantau_json_string (item->proof, "device"), device) == 0;
}

gboolean
pantau_outbox_is_news (const PantauContradiction *item, const char *device, gint64 now)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_iso8601 (item->at, NULL);

  if (item->kind == PANTAU_CONTRADICTION_COPIED)
    return is_copy (item, device);

  return when != NULL && now - g_date_time_to_unix (when) < WARNING_SECONDS;
}

/* Newest first. */
static gboolean
read_warning (PantauOutbox *self, PantauDb *db, const char *device, GError **error)
{
  g_autoptr (GPtrArray) list = pantau_contradiction_list (db, error);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint n = 0;

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    self->copied = self->copied || is_copy (g_ptr_array_index (list, i), device);
  for (guint i = list->len; i > 0 && n < WARNINGS; i--)
    {
      const PantauContradiction *item = g_ptr_array_index (list, i - 1);
      g_autofree char *sentence = NULL;

      if (!pantau_outbox_is_news (item, device, now))
        continue;
      sentence = pantau_contradiction_describe (item);
      g_string_append_printf (text, "%s%s", n > 0 ? "\n" : "", sentence);
      n++;
    }
  if (n > 0)
    self->warning = g_string_free (g_steal_pointer (&text), FALSE);

  return TRUE;
}

static gboolean
read_lines (PantauOutbox *self, PantauDb *db, guint limit, GError **error)
{
  PantauStmt *stmt;

  stmt = pantau_db_query (
      db,
      "SELECT e.record, e.kind, record.title, e.type, e.header ->> 'time', "
      "EXISTS (SELECT 1 FROM sending WHERE sending.entry = e.n), refused.reason "
      "FROM unsent JOIN entry AS e ON e.n = unsent.entry "
      "LEFT JOIN record ON record.id = e.record LEFT JOIN refused ON refused.entry = e.n "
      "ORDER BY refused.entry IS NULL, e.n DESC LIMIT ?1",
      "i", (gint64) limit);
  while (pantau_stmt_next (stmt))
    {
      PantauOutboxLine *line = g_new0 (PantauOutboxLine, 1);

      line->record = g_strdup (pantau_stmt_text (stmt, 0));
      line->kind = g_strdup (pantau_stmt_text (stmt, 1));
      line->title = g_strdup (pantau_stmt_text (stmt, 2));
      line->type = g_strdup (pantau_stmt_text (stmt, 3));
      line->time = g_strdup (pantau_stmt_text (stmt, 4));
      line->sending = pantau_stmt_integer (stmt, 5) != 0;
      line->refusal = g_strdup (pantau_stmt_text (stmt, 6));
      g_ptr_array_add (self->lines, line);
    }

  return pantau_stmt_finish (stmt, error);
}

PantauOutbox *
pantau_outbox_read (
    PantauStore *store, PantauDb *db, const char *device, guint limit, GError **error)
{
  g_autoptr (PantauOutbox) self = g_new0 (PantauOutbox, 1);
  g_autoptr (GError) local_error = NULL;

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->person = pantau_store_get_person (store, device, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  self->counts = pantau_store_count (store, error);

  return self->counts != NULL && read_lines (self, db, limit, error) &&
                 read_warning (self, db, device, error)
             ? g_steal_pointer (&self)
             : NULL;
}
