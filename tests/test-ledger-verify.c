/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recomputing the ledger: whoever tampers with the file past all triggers is found out, and what
 * has only not come yet is no fault.
 */

#include "config.h"

#include "pantau-ledger.h"

#include <string.h>

#include "db-fixture.h"
#include "ledger-fixture.h"
#include "test-util.h"

static guint
count_faults (LedgerFixture *f)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  pantau_ledger_verify (f->ledger, faults, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_assert_true (g_utf8_validate (faults->pdata[i], -1, NULL));

  return faults->len;
}

static void
drop_triggers (LedgerFixture *f)
{
  db_script (f->db,
             "DROP TRIGGER entry_stays; DROP TRIGGER entry_kept; DROP TRIGGER body_stays; DROP "
             "TRIGGER body_kept;"
             "DROP TRIGGER erased_kept; DROP TRIGGER number_kept; DROP TRIGGER covered_kept; "
             "PRAGMA foreign_keys = OFF");
}

static void
told_cb (gint64 done, gint64 total, gpointer data)
{
  gint64 *last = data;

  g_assert_cmpint (done, >, *last);
  g_assert_cmpint (done, <=, total);
  *last = done;
}

static void
test_verify_good (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  gint64 last = 0;

  g_assert_cmpuint (count_faults (f), ==, 0);
  ledger_fill (f);
  g_assert_true (pantau_ledger_verify (f->ledger, faults, told_cb, &last, NULL));
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_cmpint (last, ==, 4);
}

static void
test_verify_tampered (LedgerFixture *f, gconstpointer data)
{
  static const char *const tampers[] = {
    "UPDATE entry SET header = replace (header, 'risk', 'hoax') WHERE n = 2",
    "UPDATE entry SET header = header || ' ' WHERE n = 2",
    "UPDATE entry SET header = 'no JSON' WHERE n = 2",
    "UPDATE entry SET header = '' WHERE n = 2",
    "UPDATE entry SET header = '{' WHERE n = 2",
    "UPDATE entry SET header = '[' || header || ']' WHERE n = 2",
    "UPDATE entry SET header = substr (header, 1, 100) WHERE n = 4",
    "UPDATE entry SET header = header || char (0) || 'x' WHERE n = 2",
    "UPDATE entry SET header = (SELECT header FROM entry WHERE n = 3) WHERE n = 2",
    "UPDATE entry SET signature = (SELECT signature FROM entry WHERE n = 3) WHERE n = 2",
    "UPDATE entry SET signature = '' WHERE n = 2",
    "UPDATE entry SET signature = signature || '=' WHERE n = 2",
    "UPDATE entry SET signature = signature || char (0) || 'x' WHERE n = 2",
    "UPDATE entry SET signature = lower (signature) WHERE n = 2",
    "UPDATE entry SET id = zeroblob (32) WHERE n = 2",
    "UPDATE entry SET id = zeroblob (32) WHERE n = 4",
    "UPDATE entry SET record = 'ffffffff-ffff-4fff-bfff-ffffffffffff' WHERE n = 2",
    "UPDATE entry SET kind = 'hoax' WHERE n = 2",
    "UPDATE entry SET open = 0 WHERE n = 2",
    "UPDATE entry SET region = '16.71' WHERE n = 2",
    "UPDATE entry SET type = 'note.add' WHERE n = 2",
    "UPDATE entry SET device = 'x' WHERE n = 2",
    "UPDATE entry SET seq = 20 WHERE n = 4",
    "UPDATE body SET json = replace (json, 'catatan', 'Catatan') WHERE entry = 2",
    "UPDATE body SET json = json || ' ' WHERE entry = 2",
    "UPDATE body SET json = json || char (0) || 'x' WHERE entry = 2",
    "UPDATE body SET json = '{}' WHERE entry = 2",
    "UPDATE body SET json = '' WHERE entry = 2",
    "UPDATE body SET json = 'x' WHERE entry = 2",
    "UPDATE body SET json = (SELECT json FROM body WHERE entry = 3) WHERE entry = 2",
    "UPDATE body SET json = '{}' WHERE entry = 1",
    "UPDATE body SET entry = 99 WHERE entry = 2",
    "DELETE FROM body WHERE entry = 2",
    "DELETE FROM entry WHERE n = 2",
    "DELETE FROM entry WHERE n = 1",
    "DELETE FROM entry WHERE n = 2; DELETE FROM body WHERE entry = 2",
    "UPDATE entry SET n = 9 WHERE n = 4; UPDATE body SET entry = 9 WHERE entry = 4",
  };

  ledger_fill (f);
  drop_triggers (f);
  for (gsize i = 0; i < G_N_ELEMENTS (tampers); i++)
    {
      g_assert_cmpuint (count_faults (f), ==, 0);
      pantau_db_begin (f->db, PANTAU_DB_LAZY, NULL);
      db_script (f->db, tampers[i]);
      if (count_faults (f) == 0)
        g_error ("not found: %s", tampers[i]);
      pantau_db_rollback (f->db);
    }
}

/* The erased body of entry 1, come back past the triggers: genuine, and yet it must not be here. */
static void
test_verify_erased_is_back (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ledger_fill (f);
  drop_triggers (f);
  pantau_db_run (f->db, &error, "UPDATE body SET json = ?1 WHERE entry = 1", "s",
                 f->entries[0]->body);
  g_assert_no_error (error);
  g_assert_cmpuint (count_faults (f), ==, 1);
}

/* Every character of a stored line as another one. */
static void
test_verify_every_character (LedgerFixture *f, gconstpointer data)
{
  const PantauEntry *entry = f->entries[1];
  g_autoptr (GError) error = NULL;

  ledger_fill (f);
  drop_triggers (f);
  for (guint column = 0; column < 3; column++)
    {
      const char *text = column == 0 ? entry->signature : column == 1 ? entry->header : entry->body;

      for (gsize i = 0; text[i] != '\0'; i++)
        {
          g_autofree char *changed = g_strdup (text);

          changed[i] = text[i] == 'a' ? 'b' : 'a';
          pantau_db_begin (f->db, PANTAU_DB_LAZY, NULL);
          if (column == 0)
            pantau_db_run (f->db, &error, "UPDATE entry SET signature = ?1 WHERE n = 2", "s",
                           changed);
          else if (column == 1)
            pantau_db_run (f->db, &error, "UPDATE entry SET header = ?1 WHERE n = 2", "s", changed);
          else
            pantau_db_run (f->db, &error, "UPDATE body SET json = ?1 WHERE entry = 2", "s",
                           changed);
          g_assert_no_error (error);
          if (count_faults (f) == 0)
            g_error ("not found: column %u, character %zu", column, i);
          pantau_db_rollback (f->db);
        }
    }
}

/* Signed by the device, but leaning on an entry that is not the one before it. */
static void
test_verify_chain (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) fork =
      test_entry_new (f->key, PANTAU_TYPE_NOTE, 3, TEST_SHA256_EMPTY, NULL);

  ledger_add (f->ledger, f->entries[0], TRUE);
  ledger_add (f->ledger, f->entries[1], TRUE);
  g_assert_cmpuint (count_faults (f), ==, 0);
  ledger_add (f->ledger, fork, TRUE);
  g_assert_cmpuint (count_faults (f), ==, 1);
}

/* What has not come yet is no fault. */
static void
test_verify_gap (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) bare = ledger_without_body (f->entries[3]);

  ledger_add (f->ledger, f->entries[1], TRUE);
  ledger_add (f->ledger, bare, TRUE);
  g_assert_cmpuint (count_faults (f), ==, 0);
}

static void
test_verify_cloned (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) twin =
      test_entry_new (f->key, PANTAU_TYPE_NOTE, 2, f->entries[0]->id, "{\"text\":\"kembar\"}");

  ledger_add (f->ledger, f->entries[0], TRUE);
  ledger_add (f->ledger, f->entries[1], TRUE);
  ledger_add (f->ledger, f->entries[2], TRUE);
  ledger_add (f->ledger, twin, TRUE);
  g_assert_cmpuint (count_faults (f), ==, 1);
}

/* More entries than are read at a time, by several devices; one fault among the last. */
static void
test_verify_many (LedgerFixture *f, gconstpointer data)
{
  g_autoptr (PantauKeypair) other = test_key_new (2);
  char prev[2][PANTAU_SHA256_HEX + 1] = { "", "" };
  gint64 last = 0;

  pantau_db_begin (f->db, PANTAU_DB_LAZY, NULL);
  for (guint i = 0; i < 1201; i++)
    {
      g_autoptr (PantauEntry) entry = test_entry_new (i % 2 == 0 ? f->key : other, PANTAU_TYPE_NOTE,
                                                      i / 2 + 1, prev[i % 2], NULL);

      ledger_add (f->ledger, entry, TRUE);
      g_strlcpy (prev[i % 2], entry->id, sizeof prev[0]);
    }
  pantau_db_commit (f->db, NULL);

  {
    g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

    g_assert_true (pantau_ledger_verify (f->ledger, faults, told_cb, &last, NULL));
    g_assert_cmpuint (faults->len, ==, 0);
    g_assert_cmpint (last, ==, 1201);
  }
  drop_triggers (f);
  db_script (
      f->db,
      "UPDATE body SET json = replace (json, '\"salt\":\"', '\"salt\":\"A') WHERE entry = 1200");
  g_assert_cmpuint (count_faults (f), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  LEDGER_TEST ("/ledger/verify/good", test_verify_good);
  LEDGER_TEST ("/ledger/verify/tampered", test_verify_tampered);
  LEDGER_TEST ("/ledger/verify/erased-is-back", test_verify_erased_is_back);
  LEDGER_TEST ("/ledger/verify/every-character", test_verify_every_character);
  LEDGER_TEST ("/ledger/verify/chain", test_verify_chain);
  LEDGER_TEST ("/ledger/verify/gap", test_verify_gap);
  LEDGER_TEST ("/ledger/verify/cloned", test_verify_cloned);
  LEDGER_TEST ("/ledger/verify/many", test_verify_many);

  return g_test_run ();
}
