/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The facts: nothing changes or removes them, not even raw SQL, and a line that comes twice is one.
 * test-ledger-verify.c has what happens to those who go past all triggers.
 */

#include "config.h"

#include "pantau-ledger.h"

#include <string.h>

#include "db-fixture.h"
#include "ledger-fixture.h"
#include "test-util.h"

/* Every value of every fact, in one text. */
static char *
facts (LedgerFixture *f)
{
  g_autoptr (GString) all = g_string_new (NULL);
  PantauStmt *stmt = pantau_db_query (
      f->db,
      "SELECT quote (n) || quote (id) || signature || header || record || kind || open || region "
      "|| type || device || seq "
      "FROM entry "
      "UNION ALL SELECT 'b' || quote (entry) || quote (json) FROM body "
      "UNION ALL SELECT 'x' || quote (entry) || quote (by) FROM erased "
      "UNION ALL SELECT 'e' || quote (n) || quote (name) FROM epoch "
      "UNION ALL SELECT 'n' || quote (epoch) || quote (idx) || quote (entry) || quote (head) FROM "
      "number "
      "UNION ALL SELECT 'r' || quote (n) || quote (epoch) || signature || text FROM receipt "
      "UNION ALL SELECT 'c' || quote (entry) || quote (receipt) FROM covered ORDER BY 1",
      "");

  while (pantau_stmt_next (stmt))
    g_string_append_printf (all, "%s\n", pantau_stmt_text (stmt, 0));
  g_assert_true (pantau_stmt_finish (stmt, NULL));

  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* --- Append only --- */

static void
test_append_only (LedgerFixture *f, gconstpointer data)
{
  static const char *const writes[] = {
    "UPDATE entry SET signature = 'x'",
    "UPDATE entry SET header = header || ' '",
    "UPDATE entry SET n = n + 100",
    "UPDATE entry SET id = randomblob (32)",
    "UPDATE entry SET record = 'x'",
    "UPDATE entry SET kind = 'x'",
    "UPDATE entry SET open = 1 - open",
    "UPDATE entry SET region = 'x'",
    "UPDATE entry SET type = 'x'",
    "UPDATE entry SET device = 'x'",
    "UPDATE entry SET seq = seq + 1",
    "UPDATE OR REPLACE entry SET n = 2 WHERE n = 1",
    "UPDATE OR IGNORE entry SET n = 9 WHERE n = 1",
    "DELETE FROM entry",
    "DELETE FROM entry WHERE n = 4",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE n = 1",
    "REPLACE INTO entry SELECT 99, id, signature, header, record, kind, open, region, type, "
    "device, seq FROM entry WHERE n = 4",
    "INSERT INTO entry SELECT * FROM entry WHERE n = 4 ON CONFLICT DO UPDATE SET header = 'x'",
    "INSERT INTO entry SELECT * FROM entry WHERE n = 4",
    "UPDATE body SET json = 'x'",
    "UPDATE body SET json = NULL WHERE entry = 2",
    "UPDATE body SET json = '{}' WHERE entry = 2",
    "UPDATE body SET json = '{}' WHERE entry = 1",
    "UPDATE body SET json = '' WHERE entry = 2",
    "UPDATE body SET entry = 99 WHERE entry = 2",
    "UPDATE OR REPLACE body SET entry = 3 WHERE entry = 2",
    "DELETE FROM body",
    "DELETE FROM body WHERE entry = 1",
    "INSERT OR REPLACE INTO body (entry, json) VALUES (2, 'x')",
    "INSERT OR REPLACE INTO body (entry, json) VALUES (1, 'x')",
    "INSERT INTO body (entry, json) VALUES (2, 'x') ON CONFLICT DO UPDATE SET json = 'x'",
    "UPDATE erased SET by = 3, entry = 2",
    "DELETE FROM erased",
    "INSERT OR REPLACE INTO erased (entry, by) VALUES (1, 3)",
    "INSERT INTO erased (entry, by) VALUES (2, 1)",
    "INSERT INTO erased (entry, by) VALUES (2, 2)",
    "INSERT INTO erased (entry, by) VALUES (2, 99)",
    "INSERT INTO erased (entry, by) VALUES (99, 3)",
    "INSERT OR IGNORE INTO erased (entry, by) VALUES (2, 4)",
    "UPDATE epoch SET name = 'x' WHERE n = 1",
    "UPDATE epoch SET n = 7 WHERE n = 2",
    "DELETE FROM epoch WHERE n = 2",
    "INSERT OR REPLACE INTO epoch (n, name) VALUES (2, 'x')",
    "INSERT OR REPLACE INTO epoch (n, name) VALUES (3, 'e2')",
    "UPDATE number SET idx = idx + 10",
    "UPDATE number SET entry = 3",
    "UPDATE number SET head = x'11'",
    "UPDATE number SET head = x'11' WHERE head IS NULL",
    "DELETE FROM number",
    "INSERT OR REPLACE INTO number (epoch, idx, entry) VALUES (1, 1, 3)",
    "INSERT INTO number (epoch, idx, entry) VALUES (1, 1, 3)",
    "INSERT INTO number (epoch, idx, entry) VALUES (1, 0, 3)",
    "INSERT INTO number (epoch, idx, entry) VALUES (1, -1, 3)",
    "INSERT INTO number (epoch, idx, entry) VALUES (1, 3, 99)",
    "INSERT INTO number (epoch, idx, entry) VALUES (9, 3, 3)",
    "UPDATE receipt SET text = 'x'",
    "UPDATE receipt SET signature = 'x'",
    "DELETE FROM receipt WHERE n = 2",
    "INSERT OR REPLACE INTO receipt (n, epoch, signature, text) VALUES (2, 1, 'x', 'x')",
    "UPDATE covered SET receipt = 2",
    "UPDATE covered SET entry = 3 WHERE entry = 1",
    "DELETE FROM covered",
    "INSERT OR REPLACE INTO covered (entry, receipt) VALUES (1, 1)",
  };
  g_autofree char *before = NULL;

  ledger_fill (f);
  before = facts (f);
  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_autofree char *after = NULL;

      if (pantau_db_script (f->db, writes[i], NULL))
        g_error ("done: %s", writes[i]);
      after = facts (f);
      g_assert_cmpstr (after, ==, before);
    }
}

/* A number, a hash, a class of the wrong form is not stored even by a program with a fault. */
static void
test_strict (LedgerFixture *f, gconstpointer data)
{
  static const char *const writes[] = {
    "INSERT INTO entry VALUES (9, x'00', 's', 'h', 'r', 'k', 1, 'g', 't', 'd', 1)",
    "INSERT INTO entry VALUES (9, zeroblob (32), 's', 'h', 'r', 'k', 2, 'g', 't', 'd', 1)",
    "INSERT INTO entry VALUES (9, zeroblob (32), NULL, 'h', 'r', 'k', 1, 'g', 't', 'd', 1)",
    "INSERT INTO entry VALUES (9, zeroblob (32), 's', x'00', 'r', 'k', 1, 'g', 't', 'd', 1)",
    "INSERT INTO entry VALUES (9, zeroblob (32), 's', 'h', 'r', 'k', 1, 'g', 't', 'd', 'x')",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    if (pantau_db_script (f->db, writes[i], NULL))
      g_error ("done: %s", writes[i]);
  db_script (
      f->db,
      "INSERT INTO entry VALUES (9, zeroblob (32), 's', 'h', 'r', 'k', 1, 'g', 't', 'd', 1)");
}

/* --- Bodies --- */

static void
assert_body (LedgerFixture *f, gint64 n, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry = pantau_ledger_get (f->ledger, n, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (entry->body, ==, body);
}

static void
test_body_filled_in_once (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) bare = ledger_without_body (f->entries[0]);
  gint64 n = ledger_add (f->ledger, bare, TRUE);

  assert_body (f, n, NULL);
  g_assert_cmpint (ledger_add (f->ledger, bare, FALSE), ==, n);
  g_assert_cmpint (ledger_add (f->ledger, f->entries[0], TRUE), ==, n);
  assert_body (f, n, f->entries[0]->body);
  g_assert_cmpint (ledger_add (f->ledger, f->entries[0], FALSE), ==, n);
  g_assert_cmpint (ledger_add (f->ledger, bare, FALSE), ==, n);
  assert_body (f, n, f->entries[0]->body);
}

static void
test_body_never_after_erasure (LedgerFixture *f, gconstpointer data)
{
  ledger_fill (f);
  assert_body (f, 1, NULL);
  g_assert_cmpint (ledger_add (f->ledger, f->entries[0], FALSE), ==, 1);
  assert_body (f, 1, NULL);
  g_assert_false (pantau_db_script (f->db, "UPDATE body SET json = '{}' WHERE entry = 1", NULL));
}

/*
 * The line of an erased entry comes after the erasure's: its body was never here and never comes.
 */
static void
test_body_erased_before_it_came (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) bare = ledger_without_body (f->entries[0]);

  ledger_add (f->ledger, bare, TRUE);
  ledger_add (f->ledger, f->entries[2], TRUE);
  db_script (f->db, "INSERT INTO erased (entry, by) VALUES (1, 2)");
  g_assert_cmpint (ledger_add (f->ledger, f->entries[0], FALSE), ==, 1);
  assert_body (f, 1, NULL);
}

/* --- Add, find, read --- */

static void
test_add_twice (LedgerFixture *f, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  gint64 count;

  for (guint i = 0; i < G_N_ELEMENTS (f->entries); i++)
    ledger_add (f->ledger, f->entries[i], TRUE);
  before = facts (f);
  for (guint i = 0; i < G_N_ELEMENTS (f->entries); i++)
    g_assert_cmpint (ledger_add (f->ledger, f->entries[i], FALSE), ==, i + 1);
  after = facts (f);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (pantau_ledger_count (f->ledger, &count, NULL));
  g_assert_cmpint (count, ==, 4);
}

static void
test_empty (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = 5, last = 7;

  g_assert_true (pantau_ledger_count (f->ledger, &n, NULL));
  g_assert_cmpint (n, ==, 0);
  g_assert_true (pantau_ledger_find (f->ledger, TEST_SHA256_EMPTY, &n, NULL));
  g_assert_cmpint (n, ==, 0);
  g_assert_null (pantau_ledger_get (f->ledger, 1, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  entries = pantau_ledger_read_after (f->ledger, 0, 10, &last, NULL);
  g_assert_cmpuint (entries->len, ==, 0);
}

static void
test_get_same_bytes (LedgerFixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->entries); i++)
    {
      gint64 n = ledger_add (f->ledger, f->entries[i], TRUE), found;
      g_autoptr (PantauEntry) entry = pantau_ledger_get (f->ledger, n, NULL);
      g_autofree char *written = test_entry_line (f->entries[i]), *read = test_entry_line (entry);

      g_assert_cmpstr (read, ==, written);
      g_assert_cmpstr (entry->id, ==, f->entries[i]->id);
      g_assert_true (pantau_ledger_find (f->ledger, entry->id, &found, NULL));
      g_assert_cmpint (found, ==, n);
    }
}

static void
test_read_after (LedgerFixture *f, gconstpointer data)
{
  gint64 after = 0;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (f->entries); i++)
    ledger_add (f->ledger, f->entries[i], TRUE);
  for (;;)
    {
      gint64 last = after;
      g_autoptr (GPtrArray) entries = pantau_ledger_read_after (f->ledger, after, 3, &last, NULL);

      if (entries->len == 0)
        break;
      for (guint i = 0; i < entries->len; i++, n++)
        g_assert_cmpstr (((PantauEntry *) entries->pdata[i])->id, ==, f->entries[n]->id);
      g_assert_cmpint (last, ==, n);
      after = last;
    }
  g_assert_cmpuint (n, ==, 4);
}

/* A line is stored whole or not at all. */
static void
test_rolled_back (LedgerFixture *f, gconstpointer data)
{
  gint64 n;

  pantau_db_begin (f->db, PANTAU_DB_DURABLE, NULL);
  ledger_add (f->ledger, f->entries[0], TRUE);
  pantau_db_rollback (f->db);
  g_assert_true (pantau_ledger_find (f->ledger, f->entries[0]->id, &n, NULL));
  g_assert_cmpint (n, ==, 0);
  g_assert_cmpint (ledger_add (f->ledger, f->entries[0], TRUE), ==, 1);
}

/* --- Chains --- */

static void
assert_chain (LedgerFixture *f,
              const char *device,
              gint64 end,
              const char *end_id,
              gint64 whole,
              const char *whole_id)
{
  g_autofree char *id = NULL, *other = NULL;
  gint64 seq;

  g_assert_true (pantau_ledger_chain_end (f->ledger, device, &seq, &id, NULL));
  g_assert_cmpint (seq, ==, end);
  g_assert_cmpstr (id, ==, end_id);
  g_assert_true (pantau_ledger_chain_contiguous (f->ledger, device, &seq, &other, NULL));
  g_assert_cmpint (seq, ==, whole);
  g_assert_cmpstr (other, ==, whole_id);
}

static void
test_chain (LedgerFixture *f, gconstpointer data)
{
  const char *device = pantau_keypair_get_name (f->key);
  g_autoptr (PantauKeypair) other = test_key_new (2);
  g_autoptr (PantauEntry) foreign = test_entry_new (other, PANTAU_TYPE_CREATE, 1, "", NULL);

  assert_chain (f, device, 0, "", 0, "");
  ledger_add (f->ledger, foreign, TRUE);
  assert_chain (f, device, 0, "", 0, "");

  /* In any order: what is whole grows when the gap closes. */
  ledger_add (f->ledger, f->entries[1], TRUE);
  assert_chain (f, device, 2, f->entries[1]->id, 0, "");
  ledger_add (f->ledger, f->entries[3], TRUE);
  assert_chain (f, device, 4, f->entries[3]->id, 0, "");
  ledger_add (f->ledger, f->entries[0], TRUE);
  assert_chain (f, device, 4, f->entries[3]->id, 2, f->entries[1]->id);
  ledger_add (f->ledger, f->entries[2], TRUE);
  assert_chain (f, device, 4, f->entries[3]->id, 4, f->entries[3]->id);
  assert_chain (f, pantau_keypair_get_name (other), 1, foreign->id, 1, foreign->id);
}

/* A copied laptop wrote number 2 once more: the chain goes on, nothing gets stuck. */
static void
test_chain_cloned (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) twin =
      test_entry_new (f->key, PANTAU_TYPE_NOTE, 2, f->entries[0]->id, "{\"text\":\"kembar\"}");
  g_autofree char *id = NULL;
  gint64 seq;

  ledger_add (f->ledger, f->entries[0], TRUE);
  ledger_add (f->ledger, f->entries[1], TRUE);
  ledger_add (f->ledger, twin, TRUE);
  ledger_add (f->ledger, f->entries[2], TRUE);
  g_assert_true (pantau_ledger_chain_contiguous (f->ledger, pantau_keypair_get_name (f->key), &seq,
                                                 &id, NULL));
  g_assert_cmpint (seq, ==, 3);
  g_assert_cmpstr (id, ==, f->entries[2]->id);
}

/* --- Numbers and receipts --- */

static gint64
number_of (LedgerFixture *f, gint64 n)
{
  gint64 index = -1;

  g_assert_true (pantau_ledger_get_number (f->ledger, n, &index, NULL));

  return index;
}

static void
test_numbers (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    ledger_add (f->ledger, f->entries[i], TRUE);
  g_assert_cmpint (number_of (f, 1), ==, 0);
  g_assert_true (pantau_ledger_number (f->ledger, "e1", 7, 1, NULL));
  g_assert_true (pantau_ledger_number (f->ledger, "e1", 7, 1, NULL));
  g_assert_cmpint (number_of (f, 1), ==, 7);
  g_assert_cmpint (number_of (f, 2), ==, 0);

  g_assert_false (pantau_ledger_number (f->ledger, "e1", 7, 2, &error));
  test_assert_error (error, PANTAU_ERROR_CONFLICT);
  g_assert_cmpint (number_of (f, 2), ==, 0);
  g_assert_cmpint (number_of (f, 1), ==, 7);
}

static void
test_numbers_of_epochs (LedgerFixture *f, gconstpointer data)
{
  gint64 one, again, two;

  for (guint i = 0; i < 2; i++)
    ledger_add (f->ledger, f->entries[i], TRUE);
  g_assert_true (pantau_ledger_number (f->ledger, "e1", 1, 1, NULL));
  g_assert_true (pantau_ledger_number (f->ledger, "e1", 2, 2, NULL));
  g_assert_true (pantau_ledger_number (f->ledger, "e2", 1, 2,
                                       NULL)); /* restored: the same number for another */
  g_assert_cmpint (number_of (f, 1), ==, 0);
  g_assert_cmpint (number_of (f, 2), ==, 1);

  g_assert_true (pantau_ledger_epoch (f->ledger, "e1", &one, NULL));
  g_assert_true (pantau_ledger_epoch (f->ledger, "e1", &again, NULL));
  g_assert_true (pantau_ledger_epoch (f->ledger, "e2", &two, NULL));
  g_assert_cmpint (one, ==, again);
  g_assert_cmpint (one, <, two);
}

static void
test_number_of_nothing (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_ledger_number (f->ledger, "e1", 1, 99, &error));
  g_assert_nonnull (error);
}

static PantauReceipt *
receipt_new (const char *epoch)
{
  PantauReceipt *receipt = pantau_receipt_new ();

  receipt->epoch = g_strdup (epoch);
  receipt->text = g_strdup ("{}");
  receipt->signature = g_strdup ("tanda tangan");

  return receipt;
}

static gint64
count_covered (LedgerFixture *f, gint64 entry)
{
  gint64 n = -1;

  pantau_db_integer (f->db, -1, &n, NULL, "SELECT count(*) FROM covered WHERE entry = ?1", "i",
                     entry);

  return n;
}

static void
test_receipt (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauReceipt) receipt = receipt_new ("e1");
  const gint64 rows[] = { 3, 1, 2 };
  gint64 n;

  for (guint i = 0; i < 3; i++)
    ledger_add (f->ledger, f->entries[i], TRUE);
  pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, f->entries[2]->id, 12, NULL);
  pantau_receipt_add (receipt, PANTAU_FATE_QUARANTINED, f->entries[0]->id, 4, "access");
  pantau_receipt_add (receipt, PANTAU_FATE_REFUSED, f->entries[1]->id, 0, "signature");
  g_assert_true (pantau_ledger_add_receipt (f->ledger, receipt, rows, NULL));

  g_assert_cmpint (number_of (f, 3), ==, 12);
  g_assert_cmpint (number_of (f, 1), ==, 4);
  g_assert_cmpint (number_of (f, 2), ==, 0);
  g_assert_cmpint (count_covered (f, 3), ==, 1);
  g_assert_cmpint (count_covered (f, 1), ==, 1);
  g_assert_cmpint (count_covered (f, 2), ==, 0);

  /* The answer to the same push once more is a second receipt, and no harm. */
  g_assert_true (pantau_ledger_add_receipt (f->ledger, receipt, rows, NULL));
  g_assert_cmpint (count_covered (f, 3), ==, 2);
  pantau_db_integer (f->db, -1, &n, NULL, "SELECT count(*) FROM number", "");
  g_assert_cmpint (n, ==, 2);
}

static void
test_receipt_conflict (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauReceipt) receipt = receipt_new ("e1");
  const gint64 rows[] = { 2 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    ledger_add (f->ledger, f->entries[i], TRUE);
  g_assert_true (pantau_ledger_number (f->ledger, "e1", 1, 1, NULL));
  pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, f->entries[1]->id, 1, NULL);
  g_assert_false (pantau_ledger_add_receipt (f->ledger, receipt, rows, &error));
  test_assert_error (error, PANTAU_ERROR_CONFLICT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  LEDGER_TEST ("/ledger/append-only", test_append_only);
  LEDGER_TEST ("/ledger/strict", test_strict);
  LEDGER_TEST ("/ledger/body/filled-in-once", test_body_filled_in_once);
  LEDGER_TEST ("/ledger/body/never-after-erasure", test_body_never_after_erasure);
  LEDGER_TEST ("/ledger/body/erased-before-it-came", test_body_erased_before_it_came);
  LEDGER_TEST ("/ledger/add-twice", test_add_twice);
  LEDGER_TEST ("/ledger/empty", test_empty);
  LEDGER_TEST ("/ledger/get-same-bytes", test_get_same_bytes);
  LEDGER_TEST ("/ledger/read-after", test_read_after);
  LEDGER_TEST ("/ledger/rolled-back", test_rolled_back);
  LEDGER_TEST ("/ledger/chain/ends", test_chain);
  LEDGER_TEST ("/ledger/chain/cloned", test_chain_cloned);
  LEDGER_TEST ("/ledger/number/conflict", test_numbers);
  LEDGER_TEST ("/ledger/number/epochs", test_numbers_of_epochs);
  LEDGER_TEST ("/ledger/number/of-nothing", test_number_of_nothing);
  LEDGER_TEST ("/ledger/receipt/stored", test_receipt);
  LEDGER_TEST ("/ledger/receipt/conflict", test_receipt_conflict);

  return g_test_run ();
}
