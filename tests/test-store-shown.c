/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the projections show: no line of anybody stops them, and the questions get the right
 * answers.
 */

#include "config.h"

#include <string.h>

#include "db-fixture.h"
#include "store-fixture.h"
#include "test-util.h"

#define EPOCH "epoch-1"

static void
test_verdict_before_entry (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) prov = writer_new_province (all);
  g_auto (Writer) field = writer_new (1, all), forger = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  const About about = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  PantauEntry *forged = writer_add (&forger, &about, "record.set", "{\"fields\":{\"title\":\"b\"}}",
                                    create->id, NULL);

  writer_add_verdict (&prov, &about, forged, "not-own");
  desk_take (&desk, g_ptr_array_index (all, 2));
  desk_take (&desk, create);
  desk_take (&desk, forged);

  record = desk_get (&desk, STORE_RECORD (1));
  g_assert_cmpstr (pantau_record_get_title (record), ==, "a");
  g_assert_cmpuint (pantau_record_get_timeline (record)->len, ==, 3); /* kept, and marked */
}

/* What the record is in, once lines @order of @all have come: "" where in none. (transfer full) */
static char *
quarantine_after (GPtrArray *all, const guint *order, guint n)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  const char *reason;

  for (guint i = 0; i < n; i++)
    desk_take (&desk, g_ptr_array_index (all, order[i]));
  record = desk_get (&desk, STORE_RECORD (1));
  reason = pantau_record_get_quarantine (record);

  return g_strdup (reason != NULL ? reason : "");
}

/* A word that names a verdict in its base lets the line out, whichever comes first; another verdict stands until it is named too, and nobody else's word does so. */
static void
test_admitted (void)
{
  static const guint orders[][4] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                     { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all), forger = writer_new (2, all);
  g_auto (Writer) prov = writer_new_province (all);
  const About about = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  const About closed = { STORE_RECORD (1), "risk", TRUE, "16.06.01" };
  g_autofree char *json = NULL, *forged = NULL, *twice = NULL;
  PantauEntry *create, *verdict;

  create = writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  writer_add_verdict (&prov, &about, create, "unknown-record");
  verdict = g_ptr_array_index (all, 1);
  json = g_strdup_printf ("{\"entry\":\"%s\"}", create->id);
  writer_add (&prov, &closed, "entry.admit", json, create->id, verdict->id);
  writer_add_verdict (&prov, &about, create, "region");                        /* 3 */
  writer_add (&forger, &closed, "entry.admit", json, create->id, verdict->id); /* 4 */

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *reason = quarantine_after (all, orders[i], 3);

      g_assert_cmpstr (reason, ==, "");
    }
  twice = quarantine_after (all, (guint[]){ 2, 3, 0, 1 }, 4);
  g_assert_cmpstr (twice, ==, "region");
  forged = quarantine_after (all, (guint[]){ 0, 1, 4 }, 3);
  g_assert_cmpstr (forged, ==, "unknown-record");
}

/* Only the province's word puts a line into quarantine. */
static void
test_false_verdict (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all), forger = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauPerson) person = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  const About about = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);

  writer_add_verdict (&forger, &about, create, "not-own");
  writer_add_grant (&forger, STORE_RECORD (7), pantau_keypair_get_name (forger.key), "X", "desk");
  for (guint i = 0; i < all->len; i++)
    desk_take (&desk, g_ptr_array_index (all, i));

  record = desk_get (&desk, STORE_RECORD (1));
  g_assert_null (pantau_record_get_quarantine (record));
  person = pantau_store_get_person (desk.store, pantau_keypair_get_name (forger.key), &error);
  g_assert_no_error (error);
  g_assert_null (person);
}

static void
test_create_after_set (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  const About about = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);

  desk_take (&desk, writer_add (&field, &about, "record.set", "{\"fields\":{\"title\":\"b\"}}",
                                create->id, NULL));
  g_assert_null (pantau_store_get (desk.store, STORE_RECORD (1), &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);

  desk_take (&desk, create);
  record = desk_get (&desk, STORE_RECORD (1));
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
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Writer) prov = writer_new_province (all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  const PantauFilter everything = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *id = g_strdup_printf ("aaaaaaaa-0000-4000-8000-0000000000%02u", i);
      const About about = { id, "risk", FALSE, "16.06.01" };
      const About device = { STORE_RECORD (9), "device", TRUE, "16.06" };
      g_autofree char *set = g_strdup_printf ("{\"fields\":%s}", bodies[i]);

      desk_take (&desk, writer_add (&field, &about, "record.create", bodies[i], NULL, NULL));
      desk_take (&desk, writer_add (&field, &about, "record.create", bodies[i], NULL, NULL));
      desk_take (&desk, writer_add (&field, &about, "record.set", set, NULL, NULL));
      desk_take (&desk, writer_add (&field, &about, "status.set", bodies[i], NULL, NULL));
      desk_take (&desk, writer_add (&field, &about, "link.add", bodies[i], NULL, NULL));
      desk_take (&desk, writer_add (&prov, &device, "device.grant", bodies[i], NULL, NULL));
      desk_take (&desk, writer_add (&prov, &device, "device.revoke", bodies[i], NULL, NULL));
      desk_take (&desk, writer_add (&prov, &about, "entry.quarantine", bodies[i], NULL, NULL));
      g_object_unref (desk_get (&desk, id));
    }

  records = pantau_store_list (desk.store, &everything, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, G_N_ELEMENTS (bodies));
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
                                strlen (STORE_RECORD (1)) - 1);

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
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  const About abouts[] = {
    { STORE_RECORD (1), "risk", FALSE, "16.71.01" },
    { STORE_RECORD (2), "hoax", FALSE, "16.71" },
    { STORE_RECORD (3), "risk", FALSE, "16.07" },
    { STORE_RECORD (4), "risk", FALSE, "16" },
    { STORE_RECORD (5), "other", TRUE, "16.71.01.1001" },
  };
  static const char *const days[] = { "03", "01", "05", "02", "04" };
  PantauEntry *create = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      g_autofree char *json =
          g_strdup_printf ("{\"title\":\"t\",\"occurred\":\"2024-02-%sT06:00:00+07:00\"}", days[i]);

      create = writer_add (&field, &abouts[i], "record.create", json, NULL, NULL);
      desk_take (&desk, create);
    }
  desk_take (&desk, writer_add (&field, &abouts[4], "status.set", "{\"status\":\"dicabut\"}",
                                create->id, NULL));

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
assert_state (Desk *self, PantauState state)
{
  g_autoptr (PantauRecord) record = desk_get (self, STORE_RECORD (1));

  g_assert_cmpint (pantau_record_get_state (record), ==, state);
}

static void
test_state (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  const About about = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);

  desk_take (&desk, create);
  db_script (desk.db, "INSERT INTO unsent (entry) VALUES (1);");
  assert_state (&desk, PANTAU_STATE_SAVED);
  db_script (desk.db, "INSERT INTO sending (entry) VALUES (1);");
  assert_state (&desk, PANTAU_STATE_SENDING);
  db_script (desk.db, "DELETE FROM sending;");
  assert_state (&desk, PANTAU_STATE_SAVED);
  db_script (desk.db, "DELETE FROM unsent;");
  assert_state (&desk, PANTAU_STATE_RECEIVED);

  /* One line of it that waits, and the record is not received. */
  desk_take (&desk, writer_add (&field, &about, "note.add", "{\"text\":\"x\"}", create->id, NULL));
  db_script (desk.db, "INSERT INTO unsent (entry) VALUES (2);");
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
  g_autoptr (PantauRecord) record = desk_get (self, STORE_RECORD (1));

  return pantau_record_get_index (record);
}

static void
test_index (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  const About about = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  PantauEntry *second = writer_add (&field, &about, "note.add", "{\"text\":\"1\"}", NULL, NULL);
  PantauEntry *third = writer_add (&field, &about, "note.add", "{\"text\":\"2\"}", NULL, NULL);
  PantauEntry *foreign = writer_add (&other, &about, "note.add", "{\"text\":\"3\"}", NULL, NULL);
  GPtrArray *timeline;

  /*
   * Arrived in another order than written: the timeline is by number, then by each device's own
   * order.
   */
  desk_take (&desk, foreign);
  desk_take (&desk, third);
  desk_take (&desk, second);
  desk_take (&desk, create);
  g_assert_cmpint (index_of (&desk), ==, 0);

  number (&desk, EPOCH, 7, 4);
  number (&desk, EPOCH, 3, 1);
  g_assert_cmpint (index_of (&desk), ==, 7);

  record = desk_get (&desk, STORE_RECORD (1));
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
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_auto (GStrv) title = NULL, severity = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  const About about = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  PantauEntry *create =
      writer_add (&field, &about, "record.create", "{\"title\":\"a\",\"severity\":1}", NULL, NULL);
  PantauEntry *left =
      writer_add (&field, &about, "record.set", "{\"fields\":{\"title\":\"b\"}}", create->id, NULL);
  PantauEntry *right =
      writer_add (&other, &about, "record.set", "{\"fields\":{\"title\":\"c\"}}", create->id, NULL);

  for (guint i = 0; i < all->len; i++)
    desk_take (&desk, g_ptr_array_index (all, i));

  title = pantau_store_base (desk.store, STORE_RECORD (1), "title", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (title), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) title, left->id));
  g_assert_true (g_strv_contains ((const char *const *) title, right->id));

  severity = pantau_store_base (desk.store, STORE_RECORD (1), "severity", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (severity), ==, 1);
  g_assert_cmpstr (severity[0], ==, create->id);

  none = pantau_store_base (desk.store, STORE_RECORD (1), "hazard", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/verdict-before-entry", test_verdict_before_entry);
  g_test_add_func ("/store/admitted", test_admitted);
  g_test_add_func ("/store/false-verdict", test_false_verdict);
  g_test_add_func ("/store/create-after-set", test_create_after_set);
  g_test_add_func ("/store/hostile-bodies", test_hostile_bodies);
  g_test_add_func ("/store/list", test_list);
  g_test_add_func ("/store/state", test_state);
  g_test_add_func ("/store/index", test_index);
  g_test_add_func ("/store/base", test_base);

  return store_test_run ();
}
