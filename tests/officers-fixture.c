/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Officers of identities, as a test has them without a province. */

#include "config.h"

#include "officers-fixture.h"

#include "pantau-json.h"
#include "pantau-seal.h"
#include "pantau-trust.h"
#include "test-util.h"

Officers
officers_new (void)
{
  return (Officers){ .recovery = pantau_recovery_new (),
                     .officers =
                         g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_officer_free),
                     .keys = g_ptr_array_new () };
}

void
officers_clear (Officers *self)
{
  for (guint i = 0; i < self->keys->len; i++)
    g_clear_pointer (&self->keys->pdata[i], pantau_box_key_free);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->officers);
  pantau_recovery_free (self->recovery);
}

PantauBoxKey *
officers_add (Officers *self, const char *person, const char *region)
{
  PantauBoxKey *key = pantau_box_key_new ();
  g_autoptr (PantauKeypair) device = test_key_new (100 + (int) self->officers->len);
  PantauOfficer *officer = g_new0 (PantauOfficer, 1);

  officer->person = g_strdup (person);
  officer->name = g_strdup (person);
  officer->region = g_strdup (region);
  officer->device = g_strdup (pantau_keypair_get_name (device));
  officer->seal = g_strdup (pantau_box_key_get_name (key));
  g_ptr_array_add (self->officers, officer);
  g_ptr_array_add (self->keys, key);

  return key;
}

void
officers_add_me (Officers *self, World *world)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = pantau_home_request_officer (world->home, &error);
  PantauOfficer *officer;

  g_assert_no_error (error);
  officer = pantau_officer_request_parse (request, &error);
  g_assert_no_error (error);
  g_ptr_array_add (self->officers, officer);
  g_ptr_array_add (self->keys, NULL);
}

PantauRoster *
officers_sign (Officers *self)
{
  g_autoptr (GError) error = NULL;
  PantauRoster *roster = pantau_roster_sign (self->recovery, ++self->serial,
                                             "2026-01-01T08:00:00+07:00", self->officers, &error);

  g_assert_no_error (error);

  return roster;
}

void
officers_publish (Officers *self, World *world)
{
  g_autoptr (PantauRoster) roster = officers_sign (self);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *json = NULL, *record = pantau_uuid_new ();
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_object_member (body, "roster",
                                 test_object (pantau_roster_get_statement (roster)));
  json = pantau_json_object_text (body);
  entry = test_entry_new_full (world->province, "device.officers", ++world->province_seq,
                               world->province_prev, record, "device", FALSE, "16", NULL, json);
  g_free (world->province_prev);
  world->province_prev = g_strdup (entry->id);
  g_free (world_arrive (world, entry));

  pantau_home_pin_recovery (world->home, pantau_roster_get_fingerprint (roster), "invitation",
                            &error);
  g_assert_no_error (error);
}

PantauIdentity *
identity_of (const char *part, ...)
{
  PantauIdentity *identity = pantau_identity_new ();
  va_list args;

  va_start (args, part);
  for (; part != NULL; part = va_arg (args, const char *))
    pantau_identity_set (identity, part, va_arg (args, const char *));
  va_end (args);

  return identity;
}

PantauIdentity *
world_open_envelope (World *world,
                     const char *blob,
                     GPtrArray *wraps,
                     PantauBoxKey *key,
                     const char *record,
                     const char *person,
                     guint ordinal,
                     GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = pantau_blobs_get_bytes (pantau_home_get_blobs (world->home), blob,
                                                     PANTAU_SEAL_LIMIT, &local_error);

  g_assert_no_error (local_error);

  return pantau_seal_open (bytes, wraps, key, record, person, ordinal, error);
}

void
world_receive (World *world, const char *entry, const char *quarantine)
{
  PantauDb *db = pantau_home_get_db (world->home);
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      g_strdup_printf ("{\"numbers\":[[3,900,1]],\"quarantined\":[%s%s%s]}",
                       quarantine != NULL ? "{\"at\":3,\"reason\":\"" : "",
                       quarantine != NULL ? quarantine : "", quarantine != NULL ? "\"}" : "");
  gint64 n, epoch;

  pantau_db_begin (db, PANTAU_DB_DURABLE, &error);
  g_assert_no_error (error);
  g_assert_true (
      pantau_ledger_find (pantau_home_get_ledger (world->home), entry, &n, NULL) && n > 0 &&
      pantau_ledger_epoch (pantau_home_get_ledger (world->home), "E", &epoch, NULL) &&
      pantau_db_run (db, &error, "INSERT INTO receipt (epoch, signature, text) VALUES (?1, '', ?2)",
                     "is", epoch, text) &&
      pantau_db_run (db, &error, "INSERT INTO covered (entry, receipt) VALUES (?1, ?2)", "ii", n,
                     pantau_db_last_row (db)) &&
      pantau_db_run (db, &error,
                     "INSERT OR REPLACE INTO number (epoch, idx, entry) VALUES (?1, 900, ?2)", "ii",
                     epoch, n) &&
      pantau_db_run (db, &error, "DELETE FROM unsent WHERE entry = ?1", "i", n));
  g_assert_no_error (error);
  pantau_db_commit (db, &error);
  g_assert_no_error (error);
}
