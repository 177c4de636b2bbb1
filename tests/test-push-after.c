/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes after lines that the province holds: cheap over a long way, whole where it does not hold them, and as before at provinces that are older. */

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "db-fixture.h"
#include "home-fixture.h"
#include "pantau-pack-after.h"
#include "pantau-pack.h"
#include "pantau-wire.h"
#include "raw-device.h"
#include "test-util.h"
#include "transfer-fixture.h"

#define AFTER "Content-Type: " PANTAU_PACK_AFTER_TYPE "\r\n"

/* ---- A real province ---- */

/* A record and a sync: bytes of the pushes. */
static guint64
record_and_sync (TransferFixture *f, guint n)
{
  PantauSyncResult result;

  for (guint i = 0; i < n; i++)
    g_free (home_record (f->field));
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.waiting, ==, 0);
  g_assert_cmpuint (result.pushed, ==, n);

  return result.bytes_sent;
}

/* One record alone costs a third less, of it 96 bytes that are random, once others like it are there; near by nobody looks for what is repeated. */
static void
test_one_record (TransferFixture *f, gconstpointer data)
{
  guint64 near_by, many, one;

  transfer_sync (f->field);
  near_by = record_and_sync (f, 1);
  pantau_wire_set_usual_way (G_USEC_PER_SEC);
  many = record_and_sync (f, 20);
  one = record_and_sync (f, 1);
  pantau_wire_set_usual_way (0);

  g_assert_cmpuint (many, <, 20 * near_by / 2);
  g_assert_cmpuint (3 * one, <, 2 * near_by);
}

/* Where the province holds other bytes, as after an erasure that one side has not heard of, the lines travel whole. */
static void
test_not_held (TransferFixture *f, gconstpointer data)
{
  guint64 known, whole;

  transfer_sync (f->field);
  pantau_wire_set_usual_way (G_USEC_PER_SEC);
  record_and_sync (f, 5);
  known = record_and_sync (f, 1);
  db_script (pantau_home_get_db (f->field),
             "DROP TRIGGER body_stays; UPDATE body SET json = NULL WHERE entry = "
             "(SELECT max (n) FROM entry WHERE type = 'record.create')");
  whole = record_and_sync (f, 1);
  pantau_wire_set_usual_way (0);

  /* Once for nothing, and then once more. */
  g_assert_cmpuint (whole, >, 2 * known + 100);
}

static GBytes *
pack_after (const PantauKnown *known, const PantauEntry *entry)
{
  g_autoptr (GString) line = g_string_new (NULL);

  pantau_entry_append_line (entry, line);

  return pantau_pack_after (known, 3, line->str, line->len);
}

static Reply *
push (RawDevice *device, GBytes *pack)
{
  gsize size;
  const char *bytes = g_bytes_get_data (pack, &size);

  return raw_device_push (device, AFTER, bytes, size);
}

/* By a guess at somebody else's lines nobody learns whether they are there: only after one's own may others follow. */
static void
test_of_others (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) one = raw_device_enrolled (trip, "desk", "16.13"),
                        other = raw_device_enrolled (trip, "desk", "16.13");
  g_autoptr (PantauEntry) held = raw_device_write (one, "16.13.04"),
                          mine = raw_device_write (one, "16.13.04"),
                          theirs = raw_device_write (other, "16.13.04");
  g_autoptr (GBytes) whole = pack_after (NULL, held), own = NULL, foreign = NULL, garbage = NULL;
  g_autoptr (Reply) first = push (one, whole), second = NULL, third = NULL, fourth = NULL;
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (PantauKnown) known = NULL;
  g_autoptr (PantauDb) db = NULL;
  g_autofree char *path = trip_province_path (trip, "province.db");
  g_autoptr (GError) error = NULL;
  const char *ids[] = { mine->id };

  g_assert_cmpuint (first->status, ==, 200);
  db = pantau_db_open (path, PANTAU_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  known = pantau_known_read (db, held->device, held->seq, 1, &error);
  g_assert_no_error (error);

  foreign = pack_after (known, theirs);
  second = push (other, foreign);
  g_assert_cmpuint (second->status, ==, 409);
  g_assert_cmpstr (second->problem, ==, "not-known");

  own = pack_after (known, mine);
  third = push (one, own);
  receipt = raw_receipt (one, third, ids, 1);
  g_assert_cmpint (g_array_index (receipt->lines, PantauReceiptLine, 0).fate, ==,
                   PANTAU_FATE_ACCEPTED);

  garbage = g_bytes_new_static ("pantau-pack-2 0 900 900 0123456789abcdef\n", 42);
  fourth = push (one, garbage);
  g_assert_cmpuint (fourth->status, ==, 400);
  g_assert_cmpstr (fourth->problem, ==, "malformed");
}

/* ---- Pulling ---- */

/* A page that is cut costs what was lost of it: the rest is asked for at once, and no line is missing or comes as new twice. */
static void
test_torn_pull (TransferFixture *f, gconstpointer data)
{
  static const gsize cuts[] = { 8500, 9500, 12000 };
  gint64 lines;

  home_record_many_in (f->field, TRANSFER_REGION, 120);
  transfer_sync (f->field);
  lines = trip_number (f->trip, PROVINCE, "SELECT count(*) FROM entry WHERE kind <> 'device'");
  g_assert_cmpint (lines, >=, 120);

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *name = g_strdup_printf ("desk-%u", i);
      g_autoptr (PantauHome) desk = transfer_home (f, name, "desk", "16.13");
      g_autoptr (GError) error = NULL;
      PantauSyncResult result;
      gint64 here;

      proxy_cut_at (f->line, FALSE, cuts[i]);
      g_assert_true (pantau_sync_run (desk, NULL, &result, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (pantau_db_integer (pantau_home_get_db (desk), 0, &here, &error,
                                        "SELECT count(*) FROM entry WHERE kind <> 'device'", ""));
      g_assert_cmpint (here, ==, lines);
      proxy_cut_at (f->line, FALSE, G_MAXSIZE);
    }
}

/* ---- Provinces of other ages ---- */

/* A session at a province that reads @types (nullable); then the three lines, after others that it acknowledged. */
static PantauReceipt *
push_to (PantauFixture *f, const char *types, GError **error)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("{\"v\":1}", 7);
  PantauKnown known = { 7, 3, (char *) "0123456789abcdef", text };

  pantau_mock_add_login_taking (f->mock, types);
  if (types != NULL && strstr (types, PANTAU_PACK_AFTER_TYPE) != NULL)
    pantau_mock_add_problem (f->mock, 409, "not-known");
  pantau_mock_add_receipt (f->mock);

  return pantau_client_push_after (f->client, f->entries, &known, NULL, NULL, error);
}

static const char *
type_of (PantauFixture *f, guint n)
{
  return g_hash_table_lookup (pantau_mock_get_request (f->mock, n)->headers, "content-type");
}

/* A province of before gets what it reads. */
static void
test_older (PantauFixture *f, gconstpointer data)
{
  static const char *const types[] = { NULL, "", "\"application/vnd.pantau.pack-0\"",
                                       "\"" PANTAU_PACK_TYPE "\"" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauReceipt) receipt = push_to (f, types[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (receipt);
      g_assert_cmpstr (type_of (f, 3 * i + 2), ==, i == 3 ? PANTAU_PACK_TYPE : "text/plain");
      pantau_client_set_province (f->client, pantau_keypair_get_name (f->province));
    }
}

/* Told that they are not known, they go once more, without, and in the same session. */
static void
test_again (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReceipt) receipt =
      push_to (f, "\"" PANTAU_PACK_TYPE "\",\"" PANTAU_PACK_AFTER_TYPE "\"", &error);
  const PantauMockRequest *first = pantau_mock_get_request (f->mock, 2),
                          *second = pantau_mock_get_request (f->mock, 3);

  g_assert_no_error (error);
  g_assert_cmpuint (receipt->lines->len, ==, 3);
  g_assert_cmpuint (pantau_mock_count (f->mock), ==, 4);
  g_assert_cmpstr (type_of (f, 2), ==, PANTAU_PACK_AFTER_TYPE);
  g_assert_cmpstr (type_of (f, 3), ==, PANTAU_PACK_AFTER_TYPE);
  g_assert_null (g_hash_table_lookup (second->headers, "content-encoding"));
  g_assert_nonnull (g_strstr_len ((char *) first->body->data, 60, " 7 3 0123456789abcdef\n"));
  g_assert_nonnull (g_strstr_len ((char *) second->body->data, 60, " 0 0 -\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/push-after/one-record", TransferFixture, NULL, transfer_set_up, test_one_record,
              transfer_tear_down);
  g_test_add ("/push-after/not-held", TransferFixture, NULL, transfer_set_up, test_not_held,
              transfer_tear_down);
  g_test_add ("/push-after/torn-pull", TransferFixture, NULL, transfer_set_up, test_torn_pull,
              transfer_tear_down);
  g_test_add_func ("/push-after/of-others", test_of_others);
  PANTAU_FIXTURE_TEST ("/push-after/older", test_older);
  PANTAU_FIXTURE_TEST ("/push-after/again", test_again);

  return g_test_run ();
}
