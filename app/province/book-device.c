/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolment at the province: a join whose code proves itself is answered by a grant; grants and revocations take effect. */

#include "config.h"

#include "book-private.h"

#include <string.h>

#include "officers.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-region.h"
#include "pins.h"

/* A row of `invitation`. */
typedef struct
{
  PantauInvite *invite;
  char *role;
  char *region;
  JsonObject *person;
  char *device; /* who used it */
  gint64 expires;
} Row;

static void
row_clear (Row *self)
{
  g_clear_pointer (&self->invite, pantau_invite_free);
  g_clear_pointer (&self->person, json_object_unref);
  g_free (self->role);
  g_free (self->region);
  g_free (self->device);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
read_row (PantauBook *self, const char *id, Row *row, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT key, role, region, person, device, expires FROM invitation WHERE id = ?1",
      "s", id);

  if (pantau_stmt_next (stmt))
    {
      guint8 key[PANTAU_INVITE_KEY_SIZE];

      if (pantau_unhex (pantau_stmt_text (stmt, 0), key, sizeof key))
        row->invite = pantau_invite_load (id, key);
      explicit_bzero (key, sizeof key);
      row->role = g_strdup (pantau_stmt_text (stmt, 1));
      row->region = g_strdup (pantau_stmt_text (stmt, 2));
      row->person = pantau_json_parse_known (pantau_stmt_text (stmt, 3), NULL);
      row->device = g_strdup (pantau_stmt_text (stmt, 4));
      row->expires = pantau_stmt_integer (stmt, 5);
    }

  return pantau_stmt_finish (stmt, error);
}

/* NULL where the join may be answered. */
static const char *
check_join (PantauBook *self, const Row *row, JsonObject *body, const PantauEntry *join)
{
  g_autofree char *mac = NULL;

  if (row->invite == NULL || row->person == NULL)
    return "invitation-unknown";

  /* Who does not know the code learns nothing more than that. */
  mac = pantau_invite_join_mac (row->invite, join->device);
  if (!pantau_secret_equal (mac, pantau_json_string (body, "mac")))
    return "invitation-unknown";
  if (row->device != NULL)
    return "invitation-used";
  if (row->expires < g_get_real_time () / G_USEC_PER_SEC)
    return "invitation-expired";
  if (pantau_json_boolean (body, "practice") && !pantau_province_is_practice (self->province))
    return "practice";

  return NULL;
}

static JsonObject *
grant_body (PantauBook *self, const Row *row, const PantauEntry *join)
{
  JsonObject *body = json_object_new (), *person = json_object_new ();
  g_autofree char *mac = pantau_invite_grant_mac (
      row->invite, pantau_province_get_name (self->province), join->device);
  g_autofree char *recovery = pantau_officers_get_fingerprint (self->province);
  const char *last_day = pantau_json_string (row->person, "last_day");
  JsonObject *pin = pantau_pins_of_province (self->province);
  static const char *const members[] = { "code", "name", "position", "letter" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = pantau_json_string (row->person, members[i]);

      json_object_set_string_member (person, members[i], text != NULL ? text : "");
    }

  json_object_set_string_member (body, "device", join->device);
  json_object_set_string_member (body, "mac", mac);
  json_object_set_string_member (body, "role", row->role);
  json_object_set_string_member (body, "region", row->region);
  json_object_set_object_member (body, "person", person);
  if (last_day != NULL)
    json_object_set_string_member (body, "last_day", last_day);
  else
    json_object_set_null_member (body, "last_day");
  json_object_set_boolean_member (body, "practice", pantau_province_is_practice (self->province));
  if (pin != NULL)
    json_object_set_object_member (body, "pin", pin);
  else
    json_object_set_null_member (body, "pin");
  json_object_set_array_member (body, "officers", json_array_new ());
  if (recovery != NULL)
    json_object_set_string_member (body, "recovery", recovery);
  else
    json_object_set_null_member (body, "recovery");
  json_object_set_string_member (body, "epoch", pantau_province_get_epoch (self->province));

  return body;
}

/* Writes the grant; it takes effect and the invitation is used up in the same transaction. */
static gboolean
grant (PantauBook *self, const Row *row, const PantauEntry *join, GError **error)
{
  g_autoptr (JsonObject) body = grant_body (self, row, join);
  g_autofree char *now = pantau_home_now ();
  g_autoptr (PantauEntry) entry = NULL;
  const char *base[] = { join->id, NULL };
  PantauDraft draft = { .record = join->record,
                        .kind = "device",
                        .is_open = FALSE,
                        .region = row->region,
                        .type = PANTAU_TYPE_GRANT,
                        .time = now,
                        .base = base,
                        .body = body };
  gint64 index, n;

  if (!pantau_book_write (self, &draft, &index, error) ||
      !pantau_ledger_find (self->ledger, self->prev, &n, error))
    return FALSE;
  entry = pantau_ledger_get (self->ledger, n, error);

  return entry != NULL && pantau_book_apply_device (self, entry, index, error) &&
         pantau_db_run (self->db, error,
                        "UPDATE invitation SET device = ?2, granted = ?3 WHERE id = ?1", "ssi",
                        pantau_invite_get_id (row->invite), join->device, n);
}

gboolean
pantau_book_join (
    PantauBook *self, PantauEntry *join, gint64 *index, const char **refusal, GError **error)
{
  g_autoptr (JsonObject) body = join->body != NULL ? pantau_entry_parse_body (join, NULL) : NULL;
  const char *id = pantau_json_string (body, "invite");
  /* The join's own record, created by the device itself: it will see its grant by it. */
  const char *regions[] = { join->region, NULL };
  PantauRecordFacts record = { "device", FALSE, join->device, "", regions };
  g_auto (Row) row = { 0 };

  *refusal = "invitation-unknown";
  if (id == NULL || strlen (id) > 64)
    return TRUE;
  if (!read_row (self, id, &row, error))
    return FALSE;

  *refusal = check_join (self, &row, body, join);
  if (*refusal != NULL)
    return TRUE;

  return pantau_book_number (self, join, &record, FALSE, index, error) &&
         pantau_db_run (self->db, error,
                        "INSERT INTO record (id, kind, open, device, person, regions) "
                        "VALUES (?1, 'device', 0, ?2, '', ?3) ON CONFLICT DO NOTHING",
                        "sss", join->record, join->device, join->region) &&
         grant (self, &row, join, error);
}

static gboolean
put (PantauBook *self, PantauDevice *device, GError **error)
{
  g_hash_table_replace (self->devices, device->key, pantau_device_ref (device));

  return pantau_db_run (
      self->db, error,
      "INSERT INTO device (key, person, role, region, last_day, granted, revoked) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULLIF (?7, 0)) "
      "ON CONFLICT (key) DO UPDATE SET person = ?2, role = ?3, region = ?4, last_day = ?5, "
      "granted = ?6, revoked = NULLIF (?7, 0)",
      "sssssii", device->key, device->person, pantau_role_get_name (device->role), device->region,
      device->last_day, device->granted, device->revoked);
}

static PantauDevice *
device_copy (const PantauDevice *from)
{
  PantauDevice *device = g_atomic_rc_box_new0 (PantauDevice);

  device->key = g_strdup (from->key);
  device->person = g_strdup (from->person);
  device->role = from->role;
  device->region = g_strdup (from->region);
  device->last_day = g_strdup (from->last_day);
  device->granted = from->granted;
  device->revoked = from->revoked;

  return device;
}

/* TRUE where the province granted to or revoked the device after @entry, which came back late: it is history. */
static gboolean
is_outdated (
    PantauBook *self, const PantauEntry *entry, const char *key, gboolean *outdated, GError **error)
{
  g_autofree char *newer = pantau_province_list_keys (self->province, entry->device);
  gint64 later = 0;

  if (pantau_province_is_own (self->province, entry->device) &&
      !pantau_db_integer (
          self->db, 0, &later, error,
          "SELECT count(*) FROM entry JOIN body ON entry = n WHERE ((device = ?1 AND seq > ?2) "
          "OR device IN (SELECT value FROM json_each (?4))) "
          "AND type IN ('device.grant', 'device.revoke') AND json ->> 'device' = ?3",
          "siss", entry->device, entry->seq, key, newer))
    return FALSE;
  *outdated = later > 0;

  return TRUE;
}

/*
 * An admin's line was judged by the region that it names itself; whom it is about is said by the body. Neither a device
 * nor a person of another region is an admin's business: who has a person's code reads what that person recorded.
 */
static gboolean
is_beyond (PantauBook *self,
           const PantauEntry *entry,
           JsonObject *body,
           const PantauDevice *old,
           gboolean *beyond,
           GError **error)
{
  const char *code = pantau_json_string (pantau_json_object (body, "person"), "code");
  gint64 elsewhere = 0;

  *beyond = FALSE;
  if (pantau_province_is_own (self->province, entry->device))
    return TRUE;

  if (g_str_equal (entry->type, PANTAU_TYPE_GRANT) && code != NULL &&
      !pantau_db_integer (self->db, 0, &elsewhere, error,
                          "SELECT count(*) FROM device WHERE person = ?1 AND person <> '' "
                          "AND region <> ?2 AND substr (region, 1, length (?2) + 1) <> ?2 || '.'",
                          "ss", code, entry->region))
    return FALSE;
  *beyond = elsewhere > 0 || (old != NULL && !pantau_region_covers (entry->region, old->region));

  return TRUE;
}

gboolean
pantau_book_apply_device (PantauBook *self, const PantauEntry *entry, gint64 index, GError **error)
{
  g_autoptr (JsonObject) body = entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
  const char *key = pantau_json_string (body, "device");
  g_autoptr (PantauDevice) device = NULL;
  g_autoptr (PantauDevice) old = NULL;
  gboolean outdated, beyond;

  if (!pantau_key_is_valid (key))
    return TRUE;
  if (!is_outdated (self, entry, key, &outdated, error))
    return FALSE;
  if (outdated)
    return TRUE;
  old = pantau_book_get_device (self, key);
  if (!is_beyond (self, entry, body, old, &beyond, error))
    return FALSE;
  if (beyond)
    return TRUE;

  if (g_str_equal (entry->type, PANTAU_TYPE_REVOKE))
    {
      if (old == NULL || old->revoked != 0)
        return TRUE;
      device = device_copy (old);
      device->revoked = index;

      return put (self, device, error);
    }

  if (g_str_equal (entry->type, PANTAU_TYPE_GRANT))
    {
      JsonObject *person = pantau_json_object (body, "person");
      const char *code = pantau_json_string (person, "code");
      const char *region = pantau_json_string (body, "region");
      PantauRole role;

      /* Nobody grants beyond the region by which the line itself was judged. */
      if (!pantau_role_from_name (pantau_json_string (body, "role"), &role) ||
          role == PANTAU_ROLE_PROVINCE || g_strcmp0 (region, entry->region) != 0)
        return TRUE;

      device = g_atomic_rc_box_new0 (PantauDevice);
      device->key = g_strdup (key);
      device->person = g_strdup (code != NULL ? code : "");
      device->role = role;
      device->region = g_strdup (region);
      device->last_day = g_strdup (pantau_json_string (body, "last_day"));
      device->granted = index;

      return put (self, device, error);
    }

  return TRUE;
}

gboolean
pantau_book_find_grant (
    PantauBook *self, const char *join_id, char **line, gint64 *index, GError **error)
{
  g_autofree char *keys = pantau_province_list_keys (self->province, NULL);
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 n;

  *line = NULL;
  *index = 0;

  /* The grant names the join as its base, and only the province's own counts: anybody may write one into quarantine. */
  if (!pantau_db_integer (self->db, 0, &n, error,
                          "SELECT g.n FROM entry AS j JOIN entry AS g ON g.record = j.record "
                          "WHERE j.id = ?1 AND g.device IN (SELECT value FROM json_each (?3)) AND "
                          "g.type = 'device.grant' "
                          "AND g.header ->> '$.base[0]' = ?2 ORDER BY g.n DESC LIMIT 1",
                          "xss", join_id, join_id, keys))
    return FALSE;
  if (n == 0)
    return TRUE;

  entry = pantau_ledger_get (self->ledger, n, error);
  if (entry == NULL || !pantau_db_integer (self->db, 0, index, error,
                                           "SELECT idx FROM number WHERE entry = ?1", "i", n))
    return FALSE;

  pantau_entry_append_line (entry, text);
  g_string_truncate (text, text->len - 1);
  *line = g_string_free (g_steal_pointer (&text), FALSE);

  return TRUE;
}

gboolean
pantau_book_revoke (PantauBook *self, const char *device_key, const char *reason, GError **error)
{
  g_autoptr (PantauDevice) device = pantau_book_get_device (self, device_key);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now (), *record = NULL;
  g_autoptr (PantauEntry) entry = NULL;
  PantauDraft draft;
  gint64 index, n;

  if (device == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, "no device '%s' was ever granted",
                         device_key);
  if (device->revoked != 0)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, "the device was revoked already");

  if (!pantau_db_text (self->db, &record, error,
                       "SELECT id FROM record WHERE kind = 'device' AND device = ?1", "s",
                       device_key))
    return FALSE;
  if (record == NULL)
    record = pantau_uuid_new ();

  json_object_set_string_member (body, "device", device_key);
  json_object_set_string_member (body, "reason", reason != NULL ? reason : "");
  draft = (PantauDraft){ .record = record,
                         .kind = "device",
                         .is_open = FALSE,
                         .region = device->region,
                         .type = PANTAU_TYPE_REVOKE,
                         .time = now,
                         .body = body };

  if (!pantau_book_write (self, &draft, &index, error) ||
      !pantau_ledger_find (self->ledger, self->prev, &n, error))
    return FALSE;
  entry = pantau_ledger_get (self->ledger, n, error);

  return entry != NULL && pantau_book_apply_device (self, entry, index, error);
}
