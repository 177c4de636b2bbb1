/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two lines of one device with one number: its home was copied, and both copies write. Both lines are kept and count; the device is told, because each
 * further line of either makes the two histories harder to tell apart.
 */

#include "config.h"

#include "book-private.h"
#include "pantau-home.h"
#include "pantau-json.h"

/* The ids of all lines of that number, in hex. (transfer full) (nullable) */
static JsonArray *
same_number (PantauBook *self, const PantauEntry *entry, GError **error)
{
  g_autoptr (JsonArray) ids = json_array_new ();
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT id FROM entry WHERE device = ?1 AND seq = ?2 ORDER BY id",
                       "si", entry->device, entry->seq);

  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 0);

      json_array_add_string_element (ids, id);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&ids) : NULL;
}

/* On the device's own record, by which it hears of its grants as well. */
static gboolean
write_alert (
    PantauBook *self, const PantauDevice *device, gint64 seq, JsonArray *ids, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now (), *record = NULL;
  PantauDraft draft = { .kind = "device",
                        .is_open = FALSE,
                        .region = device->region,
                        .type = PANTAU_TYPE_ALERT,
                        .time = now,
                        .body = body };

  if (!pantau_db_text (self->db, &record, error,
                       "SELECT id FROM record WHERE kind = 'device' AND device = ?1", "s",
                       device->key))
    return FALSE;
  if (record == NULL)
    record = pantau_uuid_new ();
  draft.record = record;
  json_object_set_string_member (body, "what", "copied");
  json_object_set_string_member (body, "device", device->key);
  json_object_set_string_member (body, "person",
                                 *device->person != '\0' ? device->person : device->key);
  json_object_set_int_member (body, "seq", seq);
  json_object_set_array_member (body, "entries", json_array_ref (ids));

  return pantau_book_write (self, &draft, NULL, error);
}

gboolean
pantau_book_note_clone (PantauBook *self,
                        const PantauDevice *device,
                        const PantauEntry *entry,
                        GError **error)
{
  g_autoptr (JsonArray) ids = NULL;
  gint64 known;

  if (!pantau_db_integer (self->db, 0, &known, error,
                          "SELECT count(*) FROM entry WHERE device = ?1 AND seq = ?2", "si",
                          entry->device, entry->seq))
    return FALSE;
  if (known < 2)
    return TRUE;

  if (!pantau_db_integer (self->db, 0, &known, error,
                          "SELECT count(*) FROM cloned WHERE device = ?1", "s", entry->device) ||
      !pantau_db_run (self->db, error,
                      "INSERT INTO cloned (device, seq, noticed) VALUES (?1, ?2, ?3) "
                      "ON CONFLICT DO NOTHING",
                      "sii", entry->device, entry->seq, g_get_real_time () / G_USEC_PER_SEC))
    return FALSE;
  /* Told once: what helps is another key, and that device never comes back. */
  if (known > 0)
    return TRUE;

  g_message ("a home was copied: device %s has two lines with the number %" G_GINT64_FORMAT,
             entry->device, entry->seq);
  ids = same_number (self, entry, error);

  return ids != NULL && write_alert (self, device, entry->seq, ids, error);
}
