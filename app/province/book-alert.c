/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * More openings of sealed identities than work explains: the province says so in a line of its own, which nobody can take back, while it
 * keeps storing them. Whether it was wrong, people decide.
 */

#include "config.h"

#include "book-private.h"
#include "pantau-check.h"
#include "pantau-home.h"
#include "pantau-json.h"

/* So many of one person within an hour are work; one more is told (data/doc/identities.md). */
#define USUAL  5
#define WITHIN 3600

/* Longer than that nobody asks when an opening came. */
#define KEPT (24 * 3600)

/* The record of the device itself, as its grants and revocations are about. (transfer full) */
static char *
device_record (PantauBook *self, const PantauDevice *device, GError **error)
{
  char *record = NULL;

  if (!pantau_db_text (self->db, &record, error,
                       "SELECT id FROM record WHERE kind = 'device' AND device = ?1", "s",
                       device->key))
    return NULL;

  return record != NULL ? record : pantau_uuid_new ();
}

static gboolean
write_alert (PantauBook *self,
             const PantauDevice *device,
             const char *person,
             gint64 count,
             gint64 since,
             gint64 now,
             GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *time = pantau_home_now (), *from = pantau_check_write_time (since);
  g_autofree char *record = device_record (self, device, error);
  PantauDraft draft = { .record = record,
                        .kind = "device",
                        .is_open = FALSE,
                        .region = device->region,
                        .type = PANTAU_TYPE_ALERT,
                        .time = time,
                        .body = body };
  gint64 n;

  if (record == NULL)
    return FALSE;
  json_object_set_string_member (body, "what", "identity-open");
  json_object_set_string_member (body, "person", person);
  json_object_set_int_member (body, "count", count);
  json_object_set_string_member (body, "since", from);

  return pantau_book_write (self, &draft, NULL, error) &&
         pantau_ledger_find (self->ledger, self->prev, &n, error) &&
         pantau_db_run (self->db, error,
                        "INSERT INTO alerted (entry, person, count, at) VALUES (?1, ?2, ?3, ?4)",
                        "isii", n, person, count, now);
}

gboolean
pantau_book_note_opening (PantauBook *self,
                          const PantauDevice *device,
                          const PantauEntry *entry,
                          GError **error)
{
  const char *person = *device->person != '\0' ? device->person : device->key;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC, n, count, since, told;

  if (!pantau_ledger_find (self->ledger, entry->id, &n, error) ||
      !pantau_db_run (self->db, error, "DELETE FROM opening WHERE at < ?1", "i", now - KEPT) ||
      !pantau_db_run (self->db, error,
                      "INSERT INTO opening (entry, person, at) VALUES (?1, ?2, ?3)", "isi", n,
                      person, now) ||
      !pantau_db_integer (self->db, 0, &count, error,
                          "SELECT count(*) FROM opening WHERE person = ?1 AND at > ?2", "si",
                          person, now - WITHIN) ||
      !pantau_db_integer (self->db, now, &since, error,
                          "SELECT min(at) FROM opening WHERE person = ?1 AND at > ?2", "si", person,
                          now - WITHIN) ||
      !pantau_db_integer (
          self->db, 0, &told, error,
          "SELECT ifnull (max(count), 0) FROM alerted WHERE person = ?1 AND at > ?2", "si", person,
          now - WITHIN))
    return FALSE;
  self->openings++;

  /* Again only when they have doubled, so that a hundred openings are four lines and not ninety-five. */
  if (count <= USUAL || count < 2 * told)
    return TRUE;
  self->alerts++;
  g_message ("identities: %s has opened %" G_GINT64_FORMAT " within an hour", person, count);

  return write_alert (self, device, person, count, since, now, error);
}
