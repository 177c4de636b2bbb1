/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the store share: desks that take lines in, devices that write them, and a story
 * with all there is.
 */

#include "config.h"

#include "store-fixture.h"

#include "db-fixture.h"
#include "test-util.h"

static PantauReference *reference;
static PantauKeypair *province;

static PantauKeypair *
province_key (void)
{
  return pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ 77 });
}

PantauReference *
store_reference (void)
{
  return reference;
}

void
desk_open (Desk *self)
{
  self->db = db_open_new (self->dir);
  self->ledger = pantau_ledger_new (self->db);
  self->store =
      pantau_store_new (self->db, self->ledger, reference, pantau_keypair_get_name (province));
}

void
desk_close (Desk *self)
{
  g_clear_pointer (&self->store, pantau_store_free);
  g_clear_pointer (&self->ledger, pantau_ledger_free);
  g_clear_pointer (&self->db, pantau_db_close);
}

void
desk_clear (Desk *self)
{
  desk_close (self);
  test_dir_remove (self->dir);
}

Desk
desk_new (void)
{
  Desk self = { .dir = test_dir_new () };

  desk_open (&self);

  return self;
}

gint64
desk_store (Desk *self, PantauEntry *entry)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  pantau_db_begin (self->db, PANTAU_DB_DURABLE, &error);
  g_assert_no_error (error);
  pantau_ledger_add (self->ledger, entry, &n, NULL, &error);
  g_assert_no_error (error);
  pantau_db_commit (self->db, &error);
  g_assert_no_error (error);

  return n;
}

void
desk_catch_up (Desk *self)
{
  g_autoptr (GError) error = NULL;
  gint64 behind;

  pantau_store_catch_up (self->store, &error);
  g_assert_no_error (error);
  pantau_store_behind (self->store, &behind, &error);
  g_assert_no_error (error);
  g_assert_cmpint (behind, ==, 0);
}

gint64
desk_take (Desk *self, PantauEntry *entry)
{
  gint64 n = desk_store (self, entry);

  desk_catch_up (self);

  return n;
}

char *
desk_dump (Desk *self)
{
  g_autoptr (GError) error = NULL;
  char *text = pantau_store_dump (self->store, &error);

  g_assert_no_error (error);

  return text;
}

PantauRecord *
desk_get (Desk *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  PantauRecord *record = pantau_store_get (self->store, id, &error);

  g_assert_no_error (error);

  return record;
}

void
writer_clear (Writer *self)
{
  pantau_keypair_free (self->key);
  g_free (self->prev);
}

Writer
writer_new (guint8 number, GPtrArray *all)
{
  return (Writer){ test_key_new (number), 0, g_strdup (""), all };
}

Writer
writer_new_province (GPtrArray *all)
{
  return (Writer){ province_key (), 0, g_strdup (""), all };
}

PantauEntry *
writer_add (Writer *self,
            const About *about,
            const char *type,
            const char *json,
            const char *base1,
            const char *base2)
{
  const char *base[] = { base1, base1 != NULL ? base2 : NULL, NULL };
  PantauEntry *entry =
      test_entry_new_full (self->key, type, ++self->seq, self->prev, about->record, about->kind,
                           !about->is_closed, about->region, base, json);

  g_free (self->prev);
  self->prev = g_strdup (entry->id);
  g_ptr_array_add (self->all, entry);

  return entry;
}

void
writer_add_grant (Writer *of_province,
                  const char *device_record,
                  const char *device,
                  const char *code,
                  const char *role)
{
  g_autofree char *json = g_strdup_printf ("{\"device\":\"%s\",\"role\":\"%s\",\"region\":\"16."
                                           "06\",\"practice\":false,\"last_day\":null,"
                                           "\"person\":{\"code\":\"%s\",\"name\":\"Name of "
                                           "%s\",\"position\":\"PKD\",\"letter\":\"1/ST/2026\"}}",
                                           device, role, code, code);
  About about = { device_record, "device", TRUE, "16.06" };

  writer_add (of_province, &about, "device.grant", json, NULL, NULL);
}

void
writer_add_revocation (Writer *of_province, const char *device_record, const char *device)
{
  g_autofree char *json = g_strdup_printf ("{\"device\":\"%s\",\"reason\":\"lost\"}", device);
  About about = { device_record, "device", TRUE, "16.06" };

  writer_add (of_province, &about, "device.revoke", json, NULL, NULL);
}

void
writer_add_verdict (Writer *of_province,
                    const About *about,
                    const PantauEntry *target,
                    const char *reason)
{
  g_autofree char *json =
      g_strdup_printf ("{\"entry\":\"%s\",\"reason\":\"%s\"}", target->id, reason);
  About closed = { about->record, about->kind, TRUE, about->region };

  writer_add (of_province, &closed, "entry.quarantine", json, target->id, NULL);
}

GPtrArray *
store_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
}

GPtrArray *
store_story (void)
{
  GPtrArray *all = store_entries ();
  g_auto (Writer) prov = writer_new_province (all);
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all),
                  desk = writer_new (3, all);
  const About flood = { STORE_RECORD (1), "risk", FALSE, "16.06.01" },
              hoax = { STORE_RECORD (2), "hoax", FALSE, "16.71.01" };
  const About party = { STORE_RECORD (3), "neutrality", TRUE, "16.06" },
              late = { STORE_RECORD (4), "other", TRUE, "16.06.02" };
  const About bad = { STORE_RECORD (5), "risk", FALSE, "16.07" },
              moved = { STORE_RECORD (1), "risk", TRUE, "16.06.02" };
  PantauEntry *create, *left, *right, *step, *quarantined;
  g_autofree char *reply = NULL, *state = NULL;

  writer_add_grant (&prov, STORE_RECORD (7), pantau_keypair_get_name (field.key), "F-1", "field");
  writer_add_grant (&prov, STORE_RECORD (8), pantau_keypair_get_name (desk.key), "D-1", "desk");
  writer_add_revocation (&prov, STORE_RECORD (7), pantau_keypair_get_name (field.key));
  writer_add_grant (&prov, STORE_RECORD (9), pantau_keypair_get_name (other.key), "F-2", "field");
  writer_add_revocation (&prov, STORE_RECORD (9), pantau_keypair_get_name (other.key));
  writer_add_grant (&prov, STORE_RECORD (9), pantau_keypair_get_name (other.key), "F-3", "desk");

  create =
      writer_add (&field, &flood, "record.create",
                  "{\"election\":\"pilkada-2024\",\"title\":\"Banjir\",\"severity\":4,\"occurred\":"
                  "\"2024-02-12T06:00:00+07:00\",\"fields\":{\"hazard\":\"banjir\"}}",
                  NULL, NULL);
  left = writer_add (&field, &flood, "record.set", "{\"fields\":{\"title\":\"Banjir besar\"}}",
                     create->id, NULL);
  right =
      writer_add (&desk, &flood, "record.set",
                  "{\"fields\":{\"title\":\"Banjir bandang\",\"severity\":5}}", create->id, NULL);
  step =
      writer_add (&desk, &flood, "status.set", "{\"status\":\"diverifikasi\"}", create->id, NULL);
  writer_add (&field, &flood, "status.set", "{\"status\":\"dicabut\"}", create->id, NULL);
  writer_add (&desk, &flood, "status.set", "{\"status\":\"baru\"}", step->id, NULL); /* lapses */
  quarantined = writer_add (&other, &flood, "record.set", "{\"fields\":{\"title\":\"forged\"}}",
                            left->id, right->id);
  writer_add_verdict (&prov, &flood, quarantined, "not-own");
  writer_add_verdict (&prov, &flood, quarantined, "class"); /* judged again after a restore */
  writer_add (&desk, &moved, "record.move", "{\"title\":\"Banjir\",\"severity\":5}", create->id,
              right->id);

  left =
      writer_add (&desk, &flood, "forward.add",
                  "{\"agency\":\"pln\",\"channel\":\"wa\",\"reply_due\":\"2024-02-14T10:00:00+07:"
                  "00\"}",
                  NULL, NULL);
  reply = g_strdup_printf ("{\"forward\":\"%s\",\"text\":\"x\"}", left->id);
  writer_add (&other, &flood, "forward.reply", reply, NULL, NULL);
  left = writer_add (&field, &flood, "treatment.add",
                     "{\"what\":\"genset\",\"due\":\"2024-02-14T10:00:00+07:00\"}", NULL, NULL);
  state = g_strdup_printf ("{\"treatment\":\"%s\",\"state\":\"selesai\"}", left->id);
  right = writer_add (&desk, &flood, "treatment.set", state, NULL, NULL);
  g_free (state);
  state = g_strdup_printf ("{\"treatment\":\"%s\",\"state\":\"berjalan\"}", left->id);
  writer_add (&field, &flood, "treatment.set", state, right->id, NULL);
  writer_add (&other, &flood, "treatment.set", state, NULL, NULL);

  create = writer_add (&other, &hoax, "record.create", "{\"title\":\"Hoaks\"}", NULL, NULL);
  writer_add (&other, &hoax, "link.add",
              "{\"rel\":\"duplicate-of\",\"to\":\"" STORE_RECORD (1) "\"}", NULL, NULL);
  writer_add (&desk, &hoax, "weather.add", "{\"rain\":1}", create->id, NULL);
  writer_add (&desk, &hoax, "note.add", "{\"text\":\"x\"}", create->id, NULL);

  writer_add (&field, &party, "record.create", "{\"title\":\"ASN\",\"fields\":{\"zz\":{\"a\":1}}}",
              NULL, NULL);

  /* Never got its create; and one that is in quarantine as a whole. */
  writer_add (&desk, &late, "record.set", "{\"fields\":{\"title\":\"orphan\"}}", NULL, NULL);
  quarantined = writer_add (&other, &bad, "record.create", "{\"title\":\"outside\"}", NULL, NULL);
  writer_add_verdict (&prov, &bad, quarantined, "region");

  return all;
}

char *
store_dump_of (GPtrArray *entries, guint portion)
{
  g_auto (Desk) desk = desk_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      desk_store (&desk, g_ptr_array_index (entries, i));
      if (portion > 0 && (i + 1) % portion == 0)
        desk_catch_up (&desk);
    }
  desk_catch_up (&desk);

  return desk_dump (&desk);
}

int
store_test_run (void)
{
  g_autoptr (GError) error = NULL;
  int status;

  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  province = province_key ();
  status = g_test_run ();

  pantau_keypair_free (province);
  pantau_reference_unref (reference);

  return status;
}
