/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ledger's tests share. */

#include "config.h"

#include "ledger-fixture.h"

#include "db-fixture.h"
#include "test-util.h"

gint64
ledger_add (PantauLedger *ledger, const PantauEntry *entry, gboolean expect_new)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = !expect_new;
  gint64 n = 0;

  pantau_ledger_add (ledger, entry, &n, &is_new, &error);
  g_assert_no_error (error);
  g_assert_cmpint (is_new, ==, expect_new);
  g_assert_cmpint (n, >, 0);

  return n;
}

void
ledger_set_up (LedgerFixture *f, gconstpointer data)
{
  static const char *const parts[] = { "facts", NULL };
  static const char *const types[] = { PANTAU_TYPE_CREATE, PANTAU_TYPE_SET, PANTAU_TYPE_REDACT,
                                       PANTAU_TYPE_NOTE };

  f->dir = test_dir_new ();
  f->db = db_open_with (f->dir, PANTAU_DB_READ_WRITE, parts);
  f->ledger = pantau_ledger_new (f->db);

  f->key = test_key_new (1);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"text\":\"catatan %u\"}", i);

      f->entries[i] =
          test_entry_new (f->key, types[i], i + 1, i > 0 ? f->entries[i - 1]->id : "", json);
    }
}

void
ledger_tear_down (LedgerFixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->entries); i++)
    pantau_entry_unref (f->entries[i]);
  pantau_keypair_free (f->key);
  pantau_ledger_free (f->ledger);
  pantau_db_close (f->db);
  test_dir_remove (f->dir);
}

void
ledger_fill (LedgerFixture *f)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->entries); i++)
    g_assert_cmpint (ledger_add (f->ledger, f->entries[i], TRUE), ==, i + 1);
  db_script (
      f->db,
      "INSERT INTO erased (entry, by) VALUES (1, 3); UPDATE body SET json = NULL WHERE entry = 1;"
      "INSERT INTO epoch (n, name) VALUES (1, 'e1'), (2, 'e2');"
      "INSERT INTO number (epoch, idx, entry, head) VALUES (1, 1, 1, x'00'), (1, 2, 2, NULL);"
      "INSERT INTO receipt (n, epoch, signature, text) VALUES (1, 1, 's', 't'), (2, 1, 's2', 't2');"
      "INSERT INTO covered (entry, receipt) VALUES (1, 1), (2, 1);");
}

PantauEntry *
ledger_without_body (const PantauEntry *entry)
{
  g_autoptr (GError) error = NULL;
  PantauEntry *bare = pantau_entry_load (entry->signature, entry->header, NULL, &error);

  g_assert_no_error (error);

  return bare;
}
