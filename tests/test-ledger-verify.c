/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recomputing the ledger: whoever tampers with the file past all triggers is found out, and what has only not come yet is no
 * fault.
 */

#include "config.h"

#include "pantau-ledger.h"

#include <string.h>

#include "test-util.h"

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct
{
  TestDir *dir;
  PantauDb *db;
  PantauLedger *ledger;
  PantauKeypair *key;
  PantauEntry *entries[4]; /* of one device: create, set, redact, note */
} Fixture;

static gint64
add (PantauLedger *ledger, const PantauEntry *entry, gboolean expect_new)
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

static void
script (Fixture *f, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pantau_db_script (f->db, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const parts[] = { "facts", NULL };
  static const char *const types[] = { PANTAU_TYPE_CREATE, PANTAU_TYPE_SET, PANTAU_TYPE_REDACT,
                                       PANTAU_TYPE_NOTE };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->dir = test_dir_new ();
  path = g_build_filename (f->dir, "a.db", NULL);
  f->db = pantau_db_open (path, PANTAU_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  pantau_db_migrate (f->db, parts, &error);
  g_assert_no_error (error);
  f->ledger = pantau_ledger_new (f->db);

  f->key = test_key_new (1);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"text\":\"catatan %u\"}", i);

      f->entries[i] =
          test_entry_new (f->key, types[i], i + 1, i > 0 ? f->entries[i - 1]->id : "", json);
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->entries); i++)
    pantau_entry_unref (f->entries[i]);
  pantau_keypair_free (f->key);
  pantau_ledger_free (f->ledger);
  pantau_db_close (f->db);
  test_dir_remove (f->dir);
}

/* All four entries in rows 1 to 4, the first erased under the third, numbers and a receipt. */
static void
fill (Fixture *f)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->entries); i++)
    g_assert_cmpint (add (f->ledger, f->entries[i], TRUE), ==, i + 1);
  script (
      f,
      "INSERT INTO erased (entry, by) VALUES (1, 3); UPDATE body SET json = NULL WHERE entry = 1;"
      "INSERT INTO epoch (n, name) VALUES (1, 'e1'), (2, 'e2');"
      "INSERT INTO number (epoch, idx, entry, head) VALUES (1, 1, 1, x'00'), (1, 2, 2, NULL);"
      "INSERT INTO receipt (n, epoch, signature, text) VALUES (1, 1, 's', 't'), (2, 1, 's2', 't2');"
      "INSERT INTO covered (entry, receipt) VALUES (1, 1), (2, 1);");
}

static PantauEntry *
without_body (const PantauEntry *entry)
{
  g_autoptr (GError) error = NULL;
  PantauEntry *bare = pantau_entry_load (entry->signature, entry->header, NULL, &error);

  g_assert_no_error (error);

  return bare;
}

static guint
count_faults (Fixture *f)
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
drop_triggers (Fixture *f)
{
  script (f, "DROP TRIGGER entry_stays; DROP TRIGGER entry_kept; DROP TRIGGER body_stays; DROP "
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
test_verify_good (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  gint64 last = 0;

  g_assert_cmpuint (count_faults (f), ==, 0);
  fill (f);
  g_assert_true (pantau_ledger_verify (f->ledger, faults, told_cb, &last, NULL));
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_cmpint (last, ==, 4);
}

static void
test_verify_tampered (Fixture *f, gconstpointer data)
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

  fill (f);
  drop_triggers (f);
  for (gsize i = 0; i < G_N_ELEMENTS (tampers); i++)
    {
      g_assert_cmpuint (count_faults (f), ==, 0);
      pantau_db_begin (f->db, PANTAU_DB_LAZY, NULL);
      script (f, tampers[i]);
      if (count_faults (f) == 0)
        g_error ("not found: %s", tampers[i]);
      pantau_db_rollback (f->db);
    }
}

/* The erased body of entry 1, come back past the triggers: genuine, and yet it must not be here. */
static void
test_verify_erased_is_back (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill (f);
  drop_triggers (f);
  pantau_db_run (f->db, &error, "UPDATE body SET json = ?1 WHERE entry = 1", "s",
                 f->entries[0]->body);
  g_assert_no_error (error);
  g_assert_cmpuint (count_faults (f), ==, 1);
}

/* Every character of a stored line as another one. */
static void
test_verify_every_character (Fixture *f, gconstpointer data)
{
  const PantauEntry *entry = f->entries[1];
  g_autoptr (GError) error = NULL;

  fill (f);
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
test_verify_chain (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) fork = test_entry_new (f->key, PANTAU_TYPE_NOTE, 3, EMPTY, NULL);

  add (f->ledger, f->entries[0], TRUE);
  add (f->ledger, f->entries[1], TRUE);
  g_assert_cmpuint (count_faults (f), ==, 0);
  add (f->ledger, fork, TRUE);
  g_assert_cmpuint (count_faults (f), ==, 1);
}

/* What has not come yet is no fault. */
static void
test_verify_gap (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) bare = without_body (f->entries[3]);

  add (f->ledger, f->entries[1], TRUE);
  add (f->ledger, bare, TRUE);
  g_assert_cmpuint (count_faults (f), ==, 0);
}

static void
test_verify_cloned (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) twin =
      test_entry_new (f->key, PANTAU_TYPE_NOTE, 2, f->entries[0]->id, "{\"text\":\"kembar\"}");

  add (f->ledger, f->entries[0], TRUE);
  add (f->ledger, f->entries[1], TRUE);
  add (f->ledger, f->entries[2], TRUE);
  add (f->ledger, twin, TRUE);
  g_assert_cmpuint (count_faults (f), ==, 1);
}

/* More entries than are read at a time, by several devices; one fault among the last. */
static void
test_verify_many (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKeypair) other = test_key_new (2);
  char prev[2][PANTAU_SHA256_HEX + 1] = { "", "" };
  gint64 last = 0;

  pantau_db_begin (f->db, PANTAU_DB_LAZY, NULL);
  for (guint i = 0; i < 1201; i++)
    {
      g_autoptr (PantauEntry) entry = test_entry_new (i % 2 == 0 ? f->key : other, PANTAU_TYPE_NOTE,
                                                      i / 2 + 1, prev[i % 2], NULL);

      add (f->ledger, entry, TRUE);
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
  script (
      f, "UPDATE body SET json = replace (json, '\"salt\":\"', '\"salt\":\"A') WHERE entry = 1200");
  g_assert_cmpuint (count_faults (f), ==, 1);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/ledger/verify/good", test_verify_good);
  TEST ("/ledger/verify/tampered", test_verify_tampered);
  TEST ("/ledger/verify/erased-is-back", test_verify_erased_is_back);
  TEST ("/ledger/verify/every-character", test_verify_every_character);
  TEST ("/ledger/verify/chain", test_verify_chain);
  TEST ("/ledger/verify/gap", test_verify_gap);
  TEST ("/ledger/verify/cloned", test_verify_cloned);
  TEST ("/ledger/verify/many", test_verify_many);

  return g_test_run ();
}
