/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of sealed identities and of what officers are asked: what questions across all records need. Who somebody is stands in no
 * line, so it can be in no row.
 */

#include "config.h"

#include "pantau-projection-private.h"

#include "pantau-act-identity.h"
#include "pantau-json.h"

/* (transfer full): of PantauActLine, which borrow from @entries. @numbers takes the row of each line by its id. */
static GArray *
lines_of (GPtrArray *entries, GArray *rows, GHashTable *numbers)
{
  GArray *lines = pantau_act_lines_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);
      JsonObject *body = g_str_has_prefix (entry->type, "identity.") && entry->body != NULL
                             ? pantau_entry_parse_body (entry, NULL)
                             : NULL;
      PantauActLine line = { .id = entry->id,
                             .type = entry->type,
                             .time = entry->time,
                             .device = entry->device,
                             .base = entry->base,
                             .body = body };

      if (body == NULL)
        continue;
      g_array_append_val (lines, line);
      g_hash_table_insert (numbers, (gpointer) entry->id, &g_array_index (rows, gint64, i));
    }

  return lines;
}

static gint64
row_of (GHashTable *numbers, const char *id)
{
  return *(gint64 *) g_hash_table_lookup (numbers, id);
}

static gboolean
write_seals (
    PantauProjection *self, GArray *lines, GHashTable *numbers, const char *record, GError **error)
{
  g_autoptr (GPtrArray) seals = pantau_act_sealed (lines, record);

  for (guint i = 0; i < seals->len; i++)
    {
      const PantauSealed *sealed = g_ptr_array_index (seals, i);

      if (!pantau_db_run (self->db, error,
                          "INSERT INTO identity (entry, record, person, ordinal, blob, current, "
                          "differs, opened) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                          "issisiii", row_of (numbers, sealed->entry), record, sealed->person,
                          (gint64) sealed->ordinal, sealed->blob, (gint64) sealed->is_current,
                          (gint64) sealed->differs, (gint64) sealed->opened))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_asks (
    PantauProjection *self, GArray *lines, GHashTable *numbers, const char *record, GError **error)
{
  g_autoptr (GPtrArray) asks = pantau_act_asks (lines, record);

  for (guint i = 0; i < asks->len; i++)
    {
      const PantauAsk *ask = g_ptr_array_index (asks, i);

      if (!pantau_db_run (self->db, error,
                          "INSERT INTO identity_ask (entry, record, person, ordinal, at, answers, "
                          "waits) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                          "issiiii", row_of (numbers, ask->entry), record, ask->person,
                          (gint64) ask->ordinal, pantau_act_moment (NULL, "", ask->time),
                          (gint64) ask->answers->len, (gint64) ask->is_open))
        return FALSE;
    }

  return TRUE;
}

gboolean
pantau_projection_take_identity (
    PantauProjection *self, const char *record, GPtrArray *entries, GArray *rows, GError **error)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) lines = lines_of (entries, rows, numbers);

  return lines->len == 0 || (write_seals (self, lines, numbers, record, error) &&
                             write_asks (self, lines, numbers, record, error));
}

gboolean
pantau_projection_clear_identity (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error, "DELETE FROM identity WHERE record = ?1", "s", record) &&
         pantau_db_run (self->db, error, "DELETE FROM identity_ask WHERE record = ?1", "s", record);
}

gboolean
pantau_projection_take_alert (PantauProjection *self,
                              gint64 n,
                              const PantauEntry *entry,
                              GError **error)
{
  g_autoptr (JsonObject) body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  const char *what = pantau_json_string (body, "what"),
             *person = pantau_json_string (body, "person");

  return what == NULL || person == NULL ||
         pantau_db_run (self->db, error,
                        "INSERT INTO alert (entry, what, person, count, since, time, region) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        "ississs", n, what, person, pantau_json_integer (body, "count", 0),
                        pantau_json_string (body, "since"), entry->time, entry->region);
}
