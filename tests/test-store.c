/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The projections: the same lines give the same tables, whatever the order and the portions in
 * which they come, after a rebuild and after a crash. test-store-shown.c has what they then show.
 */

#include "config.h"

#include <string.h>

#include "pantau-home.h"
#include "store-fixture.h"
#include "test-util.h"

#define ORDERS 20

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

static void
test_story (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) flood = NULL, outside = NULL;
  g_autoptr (PantauPerson) revoked = NULL, regranted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL, *other = NULL, *text = NULL;
  g_autoptr (PantauKeypair) key1 = test_key_new (1), key2 = test_key_new (2);

  for (guint i = 0; i < entries->len; i++)
    desk_store (&desk, g_ptr_array_index (entries, i));
  desk_catch_up (&desk);

  flood = desk_get (&desk, STORE_RECORD (1));
  g_assert_false (pantau_record_get_is_open (flood)); /* the move closed it */
  g_assert_cmpstr (pantau_record_get_region (flood), ==, "16.06.02");
  g_assert_cmpint (pantau_record_get_severity (flood), ==, 5);
  g_assert_cmpuint (pantau_record_get_differences (flood), ==,
                    2); /* title (base lacks one), status */

  /* In quarantine as a whole: shown as such. */
  outside = desk_get (&desk, STORE_RECORD (5));
  g_assert_cmpstr (pantau_record_get_quarantine (outside), ==, "region");
  g_assert_null (pantau_store_get (desk.store, STORE_RECORD (4), &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);

  text = desk_dump (&desk);
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
  g_autoptr (GPtrArray) entries = store_story ();
  g_auto (Desk) desk = desk_new ();
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entries->len; i++)
    desk_take (&desk, g_ptr_array_index (entries, i));
  before = desk_dump (&desk);
  g_assert_nonnull (strstr (before, "Banjir besar"));

  pantau_store_rebuild (desk.store, NULL, NULL, &error);
  g_assert_no_error (error);
  after = desk_dump (&desk);
  g_assert_cmpstr (before, ==, after);
}

static void
test_portions (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_autofree char *at_once = store_dump_of (entries, 0), *one_by_one = store_dump_of (entries, 1),
                  *by_seven = store_dump_of (entries, 7);

  g_assert_cmpstr (one_by_one, ==, at_once);
  g_assert_cmpstr (by_seven, ==, at_once);
}

static void
test_orders (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_autoptr (GRand) rand = test_rand_new (20261121);
  g_autofree char *expected = store_dump_of (entries, 0);

  for (guint i = 0; i < ORDERS; i++)
    {
      g_autoptr (GPtrArray) order = shuffled (entries, rand);
      g_autofree char *found = store_dump_of (order, i % 4);

      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_twice (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_autoptr (GPtrArray) doubled = g_ptr_array_new ();
  g_autofree char *expected = store_dump_of (entries, 0), *found = NULL;

  for (guint i = 0; i < 2 * entries->len; i++)
    g_ptr_array_add (doubled, g_ptr_array_index (entries, i % entries->len));
  found = store_dump_of (doubled, 3);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_body_later (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_auto (Desk) desk = desk_new ();
  g_autofree char *expected = store_dump_of (entries, 0), *found = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (PantauEntry) bare =
          pantau_entry_load (entry->signature, entry->header, NULL, &error);

      g_assert_no_error (error);
      desk_take (&desk, g_str_equal (entry->type, "record.set") ? bare : entry);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (entries, i);

      desk_store (&desk, entry);
      pantau_store_refresh (desk.store, entry->record, &error);
      g_assert_no_error (error);
    }

  found = desk_dump (&desk);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_edition (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_auto (Desk) desk = desk_new ();
  g_autofree char *expected = store_dump_of (entries, 0), *found = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 behind;

  for (guint i = 0; i < entries->len; i++)
    desk_take (&desk, g_ptr_array_index (entries, i));

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
  desk_catch_up (&desk);
  found = desk_dump (&desk);
  g_assert_cmpstr (found, ==, expected);

  /* And where they are missing altogether. */
  pantau_db_script (desk.db, "DROP TABLE projected;", &error);
  g_assert_no_error (error);
  desk_catch_up (&desk);
  again = desk_dump (&desk);
  g_assert_cmpstr (again, ==, expected);
}

/* Died after the commit, before the projection. */
static void
test_crash (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_autofree char *expected = store_dump_of (entries, 0);

  for (guint kept = 0; kept < entries->len; kept += 5)
    {
      g_auto (Desk) desk = desk_new ();
      g_autofree char *found = NULL;
      g_autoptr (GError) error = NULL;
      gint64 behind;

      for (guint i = 0; i < kept; i++)
        desk_take (&desk, g_ptr_array_index (entries, i));
      for (guint i = kept; i < entries->len; i++)
        desk_store (&desk, g_ptr_array_index (entries, i));
      desk_close (&desk);

      desk_open (&desk);
      pantau_store_behind (desk.store, &behind, &error);
      g_assert_no_error (error);
      g_assert_cmpint (behind, ==, kept > 0 ? (gint64) (entries->len - kept) : -1);
      desk_catch_up (&desk);
      found = desk_dump (&desk);
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
  g_autoptr (GPtrArray) all = store_entries ();
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
  desk_catch_up (&desk);
  before = desk_dump (&desk);

  pantau_store_rebuild (desk.store, note_progress, &last, &error);
  g_assert_no_error (error);
  g_assert_cmpint (last, ==, 2300);
  after = desk_dump (&desk);
  g_assert_cmpstr (before, ==, after);

  records = pantau_store_list (desk.store, &everything, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/story", test_story);
  g_test_add_func ("/store/rebuild", test_rebuild);
  g_test_add_func ("/store/portions", test_portions);
  g_test_add_func ("/store/orders", test_orders);
  g_test_add_func ("/store/twice", test_twice);
  g_test_add_func ("/store/body-later", test_body_later);
  g_test_add_func ("/store/edition", test_edition);
  g_test_add_func ("/store/crash", test_crash);
  g_test_add_func ("/store/crash-reader", test_crash_reader);
  g_test_add_func ("/store/many", test_many);

  return store_test_run ();
}
