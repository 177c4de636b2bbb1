/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The projections: the same lines give the same tables, whatever the order and the portions in which they come, after a
 * rebuild and after a crash; no line of anybody stops them; and the questions get the right answers.
 */

#include "config.h"

#include <string.h>

#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-store.h"
#include "test-util.h"

#define ORDERS 20
#define EPOCH  "epoch-1"

static PantauReference *reference;
static PantauKeypair *province;

/* A database with a store on it. */
typedef struct
{
  char *dir;
  PantauDb *db;
  PantauLedger *ledger;
  PantauStore *store;
} Desk;

static void
desk_open (Desk *self)
{
  static const char *const parts[] = { "facts", "local", NULL };
  g_autofree char *path = g_build_filename (self->dir, "test.db", NULL);
  g_autoptr (GError) error = NULL;

  self->db = pantau_db_open (path, PANTAU_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  pantau_db_migrate (self->db, parts, &error);
  g_assert_no_error (error);
  self->ledger = pantau_ledger_new (self->db);
  self->store =
      pantau_store_new (self->db, self->ledger, reference, pantau_keypair_get_name (province));
}

static void
desk_close (Desk *self)
{
  g_clear_pointer (&self->store, pantau_store_free);
  g_clear_pointer (&self->ledger, pantau_ledger_free);
  g_clear_pointer (&self->db, pantau_db_close);
}

static void
desk_clear (Desk *self)
{
  desk_close (self);
  test_dir_remove (self->dir);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static Desk
desk_new (void)
{
  Desk self = { .dir = test_dir_new () };

  desk_open (&self);

  return self;
}

/* Stores and takes in nothing: what a crash between the two leaves. */
static gint64
store_only (Desk *self, PantauEntry *entry)
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

static void
catch_up (Desk *self)
{
  g_autoptr (GError) error = NULL;
  gint64 behind;

  pantau_store_catch_up (self->store, &error);
  g_assert_no_error (error);
  pantau_store_behind (self->store, &behind, &error);
  g_assert_no_error (error);
  g_assert_cmpint (behind, ==, 0);
}

static gint64
take (Desk *self, PantauEntry *entry)
{
  gint64 n = store_only (self, entry);

  catch_up (self);

  return n;
}

static char *
dump (Desk *self)
{
  g_autoptr (GError) error = NULL;
  char *text = pantau_store_dump (self->store, &error);

  g_assert_no_error (error);

  return text;
}

static PantauRecord *
get (Desk *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  PantauRecord *record = pantau_store_get (self->store, id, &error);

  g_assert_no_error (error);

  return record;
}

/* A device that writes: its key and the end of its chain. */
typedef struct
{
  PantauKeypair *key;
  gint64 seq;
  char *prev;
  GPtrArray *all; /* (unowned) of PantauEntry: where its entries go */
} Writer;

static void
writer_clear (Writer *self)
{
  pantau_keypair_free (self->key);
  g_free (self->prev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static Writer
writer_new (guint8 number, GPtrArray *all)
{
  return (Writer){ test_key_new (number), 0, g_strdup (""), all };
}

typedef struct
{
  const char *record;
  const char *kind;
  gboolean is_closed;
  const char *region;
} About;

static PantauEntry *
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

static void
add_grant (Writer *of_province,
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

static void
add_revocation (Writer *of_province, const char *device_record, const char *device)
{
  g_autofree char *json = g_strdup_printf ("{\"device\":\"%s\",\"reason\":\"lost\"}", device);
  About about = { device_record, "device", TRUE, "16.06" };

  writer_add (of_province, &about, "device.revoke", json, NULL, NULL);
}

static void
add_verdict (Writer *of_province, const About *about, const PantauEntry *target, const char *reason)
{
  g_autofree char *json =
      g_strdup_printf ("{\"entry\":\"%s\",\"reason\":\"%s\"}", target->id, reason);
  About closed = { about->record, about->kind, TRUE, about->region };

  writer_add (of_province, &closed, "entry.quarantine", json, target->id, NULL);
}

#define RECORD(n) "aaaaaaaa-0000-4000-8000-00000000000" #n

/* A little of everything that projections are made of. (element-type PantauEntry) */
static GPtrArray *
story (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) prov = { pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ 77 }), 0,
                           g_strdup (""), all };
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all),
                  desk = writer_new (3, all);
  const About flood = { RECORD (1), "risk", FALSE, "16.06.01" },
              hoax = { RECORD (2), "hoax", FALSE, "16.71.01" };
  const About party = { RECORD (3), "neutrality", TRUE, "16.06" },
              late = { RECORD (4), "other", TRUE, "16.06.02" };
  const About bad = { RECORD (5), "risk", FALSE, "16.07" },
              moved = { RECORD (1), "risk", TRUE, "16.06.02" };
  PantauEntry *create, *left, *right, *step, *quarantined;

  add_grant (&prov, RECORD (7), pantau_keypair_get_name (field.key), "F-1", "field");
  add_grant (&prov, RECORD (8), pantau_keypair_get_name (desk.key), "D-1", "desk");
  add_revocation (&prov, RECORD (7), pantau_keypair_get_name (field.key));
  add_grant (&prov, RECORD (9), pantau_keypair_get_name (other.key), "F-2", "field");
  add_revocation (&prov, RECORD (9), pantau_keypair_get_name (other.key));
  add_grant (&prov, RECORD (9), pantau_keypair_get_name (other.key), "F-3", "desk");

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
  add_verdict (&prov, &flood, quarantined, "not-own");
  add_verdict (&prov, &flood, quarantined, "class"); /* judged again after a restore */
  writer_add (&desk, &moved, "record.move", "{\"title\":\"Banjir\",\"severity\":5}", create->id,
              right->id);

  create = writer_add (&other, &hoax, "record.create", "{\"title\":\"Hoaks\"}", NULL, NULL);
  writer_add (&other, &hoax, "link.add", "{\"rel\":\"duplicate-of\",\"to\":\"" RECORD (1) "\"}",
              NULL, NULL);
  writer_add (&desk, &hoax, "weather.add", "{\"rain\":1}", create->id, NULL);
  writer_add (&desk, &hoax, "note.add", "{\"text\":\"x\"}", create->id, NULL);

  writer_add (&field, &party, "record.create", "{\"title\":\"ASN\",\"fields\":{\"zz\":{\"a\":1}}}",
              NULL, NULL);

  /* Never got its create; and one that is in quarantine as a whole. */
  writer_add (&desk, &late, "record.set", "{\"fields\":{\"title\":\"orphan\"}}", NULL, NULL);
  quarantined = writer_add (&other, &bad, "record.create", "{\"title\":\"outside\"}", NULL, NULL);
  add_verdict (&prov, &bad, quarantined, "region");

  return all;
}

static GPtrArray *
shuffled (GPtrArray *entries, GRand *rand)
{
  GPtrArray *order = g_ptr_array_copy (entries, (GCopyFunc) (void *) pantau_entry_ref, NULL);

  g_ptr_array_set_free_func (order, (GDestroyNotify) pantau_entry_unref);
  for (guint i = order->len - 1; i > 0; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i + 1);
      gpointer kept = order->pdata[i];

      order->pdata[i] = order->pdata[j];
      order->pdata[j] = kept;
    }

  return order;
}

/* The tables after @entries came in this order, @portion at a time (0: all at once). */
static char *
dump_of (GPtrArray *entries, guint portion)
{
  g_auto (Desk) desk = desk_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      store_only (&desk, g_ptr_array_index (entries, i));
      if (portion > 0 && (i + 1) % portion == 0)
        catch_up (&desk);
    }
  catch_up (&desk);

  return dump (&desk);
}

static void
test_story (void)
{
  g_autoptr (GPtrArray) entries = story ();
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) flood = NULL, outside = NULL;
  g_autoptr (PantauPerson) revoked = NULL, regranted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL, *other = NULL, *text = NULL;
  g_autoptr (PantauKeypair) key1 = test_key_new (1), key2 = test_key_new (2);

  for (guint i = 0; i < entries->len; i++)
    store_only (&desk, g_ptr_array_index (entries, i));
  catch_up (&desk);

  flood = get (&desk, RECORD (1));
  g_assert_false (pantau_record_get_is_open (flood)); /* the move closed it */
  g_assert_cmpstr (pantau_record_get_region (flood), ==, "16.06.02");
  g_assert_cmpint (pantau_record_get_severity (flood), ==, 5);
  g_assert_cmpuint (pantau_record_get_differences (flood), ==,
                    2); /* title (base lacks one), status */

  /* In quarantine as a whole: shown as such. */
  outside = get (&desk, RECORD (5));
  g_assert_cmpstr (pantau_record_get_quarantine (outside), ==, "region");
  g_assert_null (pantau_store_get (desk.store, RECORD (4), &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);

  text = dump (&desk);
  g_assert_null (strstr (text, "forged"));

  /* A revocation holds until the next grant. */
  g_clear_error (&error);
  revoked = pantau_store_get_person (desk.store, pantau_keypair_get_name (key1), &error);
  g_assert_no_error (error);
  g_assert_true (revoked->revoked);
  regranted = pantau_store_get_person (desk.store, pantau_keypair_get_name (key2), &error);
  g_assert_no_error (error);
  g_assert_false (regranted->revoked);
  g_assert_cmpstr (regranted->code, ==, "F-3");
  g_assert_cmpstr (regranted->role, ==, "desk");
}

static void
test_rebuild (void)
{
  g_autoptr (GPtrArray) entries = story ();
  g_auto (Desk) desk = desk_new ();
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entries->len; i++)
    take (&desk, g_ptr_array_index (entries, i));
  before = dump (&desk);
  g_assert_nonnull (strstr (before, "Banjir besar"));

  pantau_store_rebuild (desk.store, NULL, NULL, &error);
  g_assert_no_error (error);
  after = dump (&desk);
  g_assert_cmpstr (before, ==, after);
}

static void
test_portions (void)
{
  g_autoptr (GPtrArray) entries = story ();
  g_autofree char *at_once = dump_of (entries, 0), *one_by_one = dump_of (entries, 1),
                  *by_seven = dump_of (entries, 7);

  g_assert_cmpstr (one_by_one, ==, at_once);
  g_assert_cmpstr (by_seven, ==, at_once);
}

static void
test_orders (void)
{
  g_autoptr (GPtrArray) entries = story ();
  g_autoptr (GRand) rand = test_rand_new (20261121);
  g_autofree char *expected = dump_of (entries, 0);

  for (guint i = 0; i < ORDERS; i++)
    {
      g_autoptr (GPtrArray) order = shuffled (entries, rand);
      g_autofree char *found = dump_of (order, i % 4);

      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_twice (void)
{
  g_autoptr (GPtrArray) entries = story ();
  g_autoptr (GPtrArray) doubled = g_ptr_array_new ();
  g_autofree char *expected = dump_of (entries, 0), *found = NULL;

  for (guint i = 0; i < 2 * entries->len; i++)
    g_ptr_array_add (doubled, g_ptr_array_index (entries, i % entries->len));
  found = dump_of (doubled, 3);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_verdict_before_entry (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) prov = { pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ 77 }), 0,
                           g_strdup (""), all };
  g_auto (Writer) field = writer_new (1, all), forger = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  const About about = { RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  PantauEntry *forged = writer_add (&forger, &about, "record.set", "{\"fields\":{\"title\":\"b\"}}",
                                    create->id, NULL);

  add_verdict (&prov, &about, forged, "not-own");
  take (&desk, g_ptr_array_index (all, 2));
  take (&desk, create);
  take (&desk, forged);

  record = get (&desk, RECORD (1));
  g_assert_cmpstr (pantau_record_get_title (record), ==, "a");
  g_assert_cmpuint (pantau_record_get_timeline (record)->len, ==, 3); /* kept, and marked */
}

/* Only the province's word puts a line into quarantine. */
static void
test_false_verdict (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) field = writer_new (1, all), forger = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauPerson) person = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  const About about = { RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);

  add_verdict (&forger, &about, create, "not-own");
  add_grant (&forger, RECORD (7), pantau_keypair_get_name (forger.key), "X", "desk");
  for (guint i = 0; i < all->len; i++)
    take (&desk, g_ptr_array_index (all, i));

  record = get (&desk, RECORD (1));
  g_assert_null (pantau_record_get_quarantine (record));
  person = pantau_store_get_person (desk.store, pantau_keypair_get_name (forger.key), &error);
  g_assert_no_error (error);
  g_assert_null (person);
}

static void
test_create_after_set (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  const About about = { RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);

  take (&desk, writer_add (&field, &about, "record.set", "{\"fields\":{\"title\":\"b\"}}",
                           create->id, NULL));
  g_assert_null (pantau_store_get (desk.store, RECORD (1), &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);

  take (&desk, create);
  record = get (&desk, RECORD (1));
  g_assert_cmpstr (pantau_record_get_title (record), ==, "b");
}

/* Whatever a signed line says, the lines after it are still taken in. */
static void
test_hostile_bodies (void)
{
  static const char *const bodies[] = {
    "{\"title\":\"a\",\"severity\":1,\"fields\":{\"title\":\"b\",\"severity\":2,\"region\":\"17\","
    "\"status\":\"x\"}}",
    "{\"title\":[1],\"election\":{},\"occurred\":5,\"severity\":\"high\",\"fields\":[]}",
    "{\"title\":null,\"occurred\":\"yesterday\",\"severity\":9007199254740992,\"fields\":null}",
    "{\"severity\":-9007199254740992,\"occurred\":\"2024-02-12T06:00:00\",\"fields\":{\"\":1,"
    "\"a\\nb\":2,\"a\\tb\":3}}",
    "{\"severity\":1e300,\"title\":\"\\u001b[2J\\u202e\",\"fields\":{\"x\":1.5e308}}",
    "{}",
  };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Writer) prov = { pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ 77 }), 0,
                           g_strdup (""), all };
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  const PantauFilter everything = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *id = g_strdup_printf ("aaaaaaaa-0000-4000-8000-0000000000%02u", i);
      const About about = { id, "risk", FALSE, "16.06.01" };
      const About device = { RECORD (9), "device", TRUE, "16.06" };
      g_autofree char *set = g_strdup_printf ("{\"fields\":%s}", bodies[i]);

      take (&desk, writer_add (&field, &about, "record.create", bodies[i], NULL, NULL));
      take (&desk, writer_add (&field, &about, "record.create", bodies[i], NULL, NULL));
      take (&desk, writer_add (&field, &about, "record.set", set, NULL, NULL));
      take (&desk, writer_add (&field, &about, "status.set", bodies[i], NULL, NULL));
      take (&desk, writer_add (&field, &about, "link.add", bodies[i], NULL, NULL));
      take (&desk, writer_add (&prov, &device, "device.grant", bodies[i], NULL, NULL));
      take (&desk, writer_add (&prov, &device, "device.revoke", bodies[i], NULL, NULL));
      take (&desk, writer_add (&prov, &about, "entry.quarantine", bodies[i], NULL, NULL));
      g_object_unref (get (&desk, id));
    }

  records = pantau_store_list (desk.store, &everything, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, G_N_ELEMENTS (bodies));
}

static void
test_body_later (void)
{
  g_autoptr (GPtrArray) entries = story ();
  g_auto (Desk) desk = desk_new ();
  g_autofree char *expected = dump_of (entries, 0), *found = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (PantauEntry) bare =
          pantau_entry_load (entry->signature, entry->header, NULL, &error);

      g_assert_no_error (error);
      take (&desk, g_str_equal (entry->type, "record.set") ? bare : entry);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);

      store_only (&desk, entry);
      pantau_store_refresh (desk.store, entry->record, &error);
      g_assert_no_error (error);
    }

  found = dump (&desk);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_edition (void)
{
  g_autoptr (GPtrArray) entries = story ();
  g_auto (Desk) desk = desk_new ();
  g_autofree char *expected = dump_of (entries, 0), *found = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 behind;

  for (guint i = 0; i < entries->len; i++)
    take (&desk, g_ptr_array_index (entries, i));

  /* As another edition would have left them: other columns, other contents. */
  pantau_db_script (desk.db,
                    "UPDATE projected SET edition = 999; DROP TABLE record; DROP TABLE link; "
                    "CREATE TABLE record (other TEXT); DELETE FROM value;",
                    &error);
  g_assert_no_error (error);
  desk_close (&desk);
  desk_open (&desk);
  pantau_store_behind (desk.store, &behind, &error);
  g_assert_no_error (error);
  g_assert_cmpint (behind, ==, -1);
  catch_up (&desk);
  found = dump (&desk);
  g_assert_cmpstr (found, ==, expected);

  /* And where they are missing altogether. */
  pantau_db_script (desk.db, "DROP TABLE projected;", &error);
  g_assert_no_error (error);
  catch_up (&desk);
  again = dump (&desk);
  g_assert_cmpstr (again, ==, expected);
}

/* Died after the commit, before the projection. */
static void
test_crash (void)
{
  g_autoptr (GPtrArray) entries = story ();
  g_autofree char *expected = dump_of (entries, 0);

  for (guint kept = 0; kept < entries->len; kept += 5)
    {
      g_auto (Desk) desk = desk_new ();
      g_autofree char *found = NULL;
      g_autoptr (GError) error = NULL;
      gint64 behind;

      for (guint i = 0; i < kept; i++)
        take (&desk, g_ptr_array_index (entries, i));
      for (guint i = kept; i < entries->len; i++)
        store_only (&desk, g_ptr_array_index (entries, i));
      desk_close (&desk);

      desk_open (&desk);
      pantau_store_behind (desk.store, &behind, &error);
      g_assert_no_error (error);
      g_assert_cmpint (behind, ==, kept > 0 ? (gint64) (entries->len - kept) : -1);
      catch_up (&desk);
      found = dump (&desk);
      g_assert_cmpstr (found, ==, expected);
    }
}

/* A program that only reads shows nothing stale either. */
static void
test_crash_reader (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) writer = NULL, reader = NULL;
  g_autoptr (PantauKeypair) key = test_key_new (5);
  g_autoptr (PantauEntry) foreign =
      test_entry_new (key, "record.create", 1, "", "{\"title\":\"late\"}");
  g_autoptr (PantauRecord) record = NULL;
  PantauDb *db;

  pantau_home_create (path, FALSE, &error);
  g_assert_no_error (error);
  writer = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  db = pantau_home_get_db (writer);
  pantau_db_begin (db, PANTAU_DB_DURABLE, &error);
  g_assert_no_error (error);
  pantau_ledger_add (pantau_home_get_ledger (writer), foreign, NULL, NULL, &error);
  g_assert_no_error (error);
  pantau_db_commit (db, &error);
  g_assert_no_error (error);
  g_clear_pointer (&writer, pantau_home_close);

  reader = pantau_home_open (path, PANTAU_HOME_READ, &error);
  g_assert_no_error (error);
  record = pantau_store_get (pantau_home_get_store (reader), TEST_RECORD, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_record_get_title (record), ==, "late");
}

static void
note_progress (gint64 done, gint64 total, gpointer data)
{
  gint64 *last = data;

  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (done, <=, total);
  *last = done;
}

/* More than one transaction's worth. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  const PantauFilter everything = { 0 };
  gint64 last = 0;

  pantau_db_begin (desk.db, PANTAU_DB_LAZY, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2300; i++)
    {
      g_autofree char *id = g_strdup_printf ("aaaaaaaa-0000-4000-8000-00000000%04u", i % 2100);
      const About about = { id, "risk", FALSE, "16.06.01" };
      const char *type = i < 2100 ? "record.create" : "record.set";

      pantau_ledger_add (desk.ledger,
                         writer_add (&field, &about, type,
                                     "{\"title\":\"a\",\"fields\":{\"title\":\"b\"}}", NULL, NULL),
                         NULL, NULL, &error);
      g_assert_no_error (error);
    }
  pantau_db_commit (desk.db, &error);
  g_assert_no_error (error);
  catch_up (&desk);
  before = dump (&desk);

  pantau_store_rebuild (desk.store, note_progress, &last, &error);
  g_assert_no_error (error);
  g_assert_cmpint (last, ==, 2300);
  after = dump (&desk);
  g_assert_cmpstr (before, ==, after);

  records = pantau_store_list (desk.store, &everything, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2100);
}

/* The ids' last two digits of what a list shows, joined by blanks. */
static char *
list (Desk *self, const PantauFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = pantau_store_list (self->store, filter, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            pantau_record_get_id (g_ptr_array_index (records, i)) +
                                strlen (RECORD (1)) - 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_list (Desk *self, PantauFilter filter, const char *expected)
{
  g_autofree char *found = list (self, &filter);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  const About abouts[] = {
    { RECORD (1), "risk", FALSE, "16.71.01" },      { RECORD (2), "hoax", FALSE, "16.71" },
    { RECORD (3), "risk", FALSE, "16.07" },         { RECORD (4), "risk", FALSE, "16" },
    { RECORD (5), "other", TRUE, "16.71.01.1001" },
  };
  static const char *const days[] = { "03", "01", "05", "02", "04" };
  PantauEntry *create = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      g_autofree char *json =
          g_strdup_printf ("{\"title\":\"t\",\"occurred\":\"2024-02-%sT06:00:00+07:00\"}", days[i]);

      create = writer_add (&field, &abouts[i], "record.create", json, NULL, NULL);
      take (&desk, create);
    }
  take (&desk, writer_add (&field, &abouts[4], "status.set", "{\"status\":\"dicabut\"}", create->id,
                           NULL));

  assert_list (&desk, (PantauFilter){ 0 }, "3 5 1 4 2"); /* newest event first */
  assert_list (&desk, (PantauFilter){ .region = "16.71" }, "5 1 2");
  assert_list (&desk, (PantauFilter){ .region = "16.7" }, "");
  assert_list (&desk, (PantauFilter){ .region = "16.71.01" }, "5 1");
  assert_list (&desk, (PantauFilter){ .region = "16" }, "3 5 1 4 2");
  assert_list (&desk, (PantauFilter){ .region = "1" }, "");
  assert_list (&desk, (PantauFilter){ .kind = "risk" }, "3 1 4");
  assert_list (&desk, (PantauFilter){ .kind = "risk", .region = "16.71" }, "1");
  assert_list (&desk, (PantauFilter){ .status = "dicabut" }, "5");
  assert_list (&desk, (PantauFilter){ .limit = 2 }, "3 5");
  assert_list (&desk, (PantauFilter){ .kind = "risk' OR 1=1 --" }, "");
}

static void
run (Desk *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pantau_db_script (self->db, sql, &error);
  g_assert_no_error (error);
}

static void
assert_state (Desk *self, PantauState state)
{
  g_autoptr (PantauRecord) record = get (self, RECORD (1));

  g_assert_cmpint (pantau_record_get_state (record), ==, state);
}

static void
test_state (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  const About about = { RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);

  take (&desk, create);
  run (&desk, "INSERT INTO unsent (entry) VALUES (1);");
  assert_state (&desk, PANTAU_STATE_SAVED);
  run (&desk, "INSERT INTO sending (entry) VALUES (1);");
  assert_state (&desk, PANTAU_STATE_SENDING);
  run (&desk, "DELETE FROM sending;");
  assert_state (&desk, PANTAU_STATE_SAVED);
  run (&desk, "DELETE FROM unsent;");
  assert_state (&desk, PANTAU_STATE_RECEIVED);

  /* One line of it that waits, and the record is not received. */
  take (&desk, writer_add (&field, &about, "note.add", "{\"text\":\"x\"}", create->id, NULL));
  run (&desk, "INSERT INTO unsent (entry) VALUES (2);");
  assert_state (&desk, PANTAU_STATE_SAVED);
  g_assert_cmpstr (pantau_state_get_name (PANTAU_STATE_RECEIVED), ==, "received");
  g_assert_cmpstr (pantau_state_get_name (PANTAU_STATE_SENDING), ==, "sending");
  g_assert_cmpstr (pantau_state_get_name (PANTAU_STATE_SAVED), ==, "saved");
}

static void
number (Desk *self, const char *epoch, gint64 index, gint64 n)
{
  g_autoptr (GError) error = NULL;

  pantau_db_begin (self->db, PANTAU_DB_DURABLE, &error);
  g_assert_no_error (error);
  pantau_ledger_number (self->ledger, epoch, index, n, &error);
  g_assert_no_error (error);
  pantau_db_commit (self->db, &error);
  g_assert_no_error (error);
}

static gint64
index_of (Desk *self)
{
  g_autoptr (PantauRecord) record = get (self, RECORD (1));

  return pantau_record_get_index (record);
}

static void
test_index (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  const About about = { RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  PantauEntry *second = writer_add (&field, &about, "note.add", "{\"text\":\"1\"}", NULL, NULL);
  PantauEntry *third = writer_add (&field, &about, "note.add", "{\"text\":\"2\"}", NULL, NULL);
  PantauEntry *foreign = writer_add (&other, &about, "note.add", "{\"text\":\"3\"}", NULL, NULL);
  GPtrArray *timeline;

  /* Arrived in another order than written: the timeline is by number, then by each device's own order. */
  take (&desk, foreign);
  take (&desk, third);
  take (&desk, second);
  take (&desk, create);
  g_assert_cmpint (index_of (&desk), ==, 0);

  number (&desk, EPOCH, 7, 4);
  number (&desk, EPOCH, 3, 1);
  g_assert_cmpint (index_of (&desk), ==, 7);

  record = get (&desk, RECORD (1));
  timeline = pantau_record_get_timeline (record);
  g_assert_cmpuint (timeline->len, ==, 4);
  g_assert_cmpstr (((PantauEvent *) g_ptr_array_index (timeline, 0))->entry, ==, foreign->id);
  g_assert_cmpstr (((PantauEvent *) g_ptr_array_index (timeline, 1))->entry, ==, create->id);
  g_assert_cmpstr (((PantauEvent *) g_ptr_array_index (timeline, 2))->entry, ==, second->id);
  g_assert_cmpstr (((PantauEvent *) g_ptr_array_index (timeline, 3))->entry, ==, third->id);
  g_assert_cmpint (((PantauEvent *) g_ptr_array_index (timeline, 3))->index, ==, 0);

  /* A restored province numbers anew; till then there is no number. */
  number (&desk, "epoch-2", 1, 1);
  g_assert_cmpint (index_of (&desk), ==, 0);
  number (&desk, "epoch-2", 2, 4);
  g_assert_cmpint (index_of (&desk), ==, 2);
}

static void
test_base (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_auto (GStrv) title = NULL, severity = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  const About about = { RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\",\"severity\":1}", NULL, NULL);
  PantauEntry *left =
      writer_add (&field, &about, "record.set", "{\"fields\":{\"title\":\"b\"}}", create->id, NULL);
  PantauEntry *right =
      writer_add (&other, &about, "record.set", "{\"fields\":{\"title\":\"c\"}}", create->id, NULL);

  for (guint i = 0; i < all->len; i++)
    take (&desk, g_ptr_array_index (all, i));

  title = pantau_store_base (desk.store, RECORD (1), "title", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (title), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) title, left->id));
  g_assert_true (g_strv_contains ((const char *const *) title, right->id));

  severity = pantau_store_base (desk.store, RECORD (1), "severity", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (severity), ==, 1);
  g_assert_cmpstr (severity[0], ==, create->id);

  none = pantau_store_base (desk.store, RECORD (1), "hazard", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  province = pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ 77 });

  g_test_add_func ("/store/story", test_story);
  g_test_add_func ("/store/rebuild", test_rebuild);
  g_test_add_func ("/store/portions", test_portions);
  g_test_add_func ("/store/orders", test_orders);
  g_test_add_func ("/store/twice", test_twice);
  g_test_add_func ("/store/verdict-before-entry", test_verdict_before_entry);
  g_test_add_func ("/store/false-verdict", test_false_verdict);
  g_test_add_func ("/store/create-after-set", test_create_after_set);
  g_test_add_func ("/store/hostile-bodies", test_hostile_bodies);
  g_test_add_func ("/store/body-later", test_body_later);
  g_test_add_func ("/store/edition", test_edition);
  g_test_add_func ("/store/crash", test_crash);
  g_test_add_func ("/store/crash-reader", test_crash_reader);
  g_test_add_func ("/store/many", test_many);
  g_test_add_func ("/store/list", test_list);
  g_test_add_func ("/store/state", test_state);
  g_test_add_func ("/store/index", test_index);
  g_test_add_func ("/store/base", test_base);
  status = g_test_run ();

  pantau_keypair_free (province);
  pantau_reference_unref (reference);

  return status;
}
