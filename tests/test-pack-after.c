/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packs after lines that both sides hold: the same lines come out, by these lines alone, and cost less. */

#include "config.h"

#include <string.h>

#include "db-fixture.h"
#include "pantau-error.h"
#include "pantau-ledger.h"
#include "pantau-pack-after.h"
#include "pantau-pack.h"
#include "test-util.h"

#define LIMIT (1024 * 1024)
#define HELD  40

/* A home's database with HELD lines of a device that a province acknowledged. */
typedef struct
{
  char *dir;
  PantauDb *db;
  PantauLedger *ledger;
  PantauKeypair *key;
  char *prev;
  gint64 seq;
} Fixture;

static const char *
device (const Fixture *f)
{
  return pantau_keypair_get_name (f->key);
}

static PantauEntry *
next_line (Fixture *f, gsize narrative)
{
  g_autofree char *filler = g_strnfill (narrative, 'a'),
                  *json = g_strdup_printf ("{\"title\":\"TPS %" G_GINT64_FORMAT " digeser karena "
                                           "banjir di Pauh\",\"narrative\":\"%s\"}",
                                           f->seq, filler);
  PantauEntry *entry = test_entry_new (f->key, PANTAU_TYPE_CREATE, ++f->seq, f->prev, json);

  g_free (f->prev);
  f->prev = g_strdup (entry->id);

  return entry;
}

/* Into the ledger; @waits for a receipt. */
static void
add (Fixture *f, const PantauEntry *entry, gboolean waits)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_assert_true (pantau_db_begin (f->db, PANTAU_DB_LAZY, &error));
  g_assert_true (pantau_ledger_add (f->ledger, entry, &n, NULL, &error));
  g_assert_true (!waits ||
                 pantau_db_run (f->db, &error, "INSERT INTO unsent (entry) VALUES (?1)", "i", n));
  g_assert_true (pantau_db_commit (f->db, &error));
  g_assert_no_error (error);
}

static void
add_new (Fixture *f, guint n, gsize narrative, gboolean waits)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PantauEntry) entry = next_line (f, narrative);

      add (f, entry, waits);
    }
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = test_dir_new ();
  f->db = db_open_new (f->dir);
  f->ledger = pantau_ledger_new (f->db);
  f->key = test_key_new (1);
  f->prev = g_strdup ("");
  f->seq = 0;
  add_new (f, HELD, 100, FALSE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  pantau_ledger_free (f->ledger);
  pantau_db_close (f->db);
  pantau_keypair_free (f->key);
  g_free (f->prev);
  test_dir_remove (f->dir);
}

static PantauKnown *
choose (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  PantauKnown *known = pantau_known_choose (f->db, device (f), &error);

  g_assert_no_error (error);

  return known;
}

/* @n lines that nobody has yet. */
static char *
new_lines (Fixture *f, guint n)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PantauEntry) entry = next_line (f, 50);

      pantau_entry_append_line (entry, lines);
    }

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static GBytes *
unpack (GBytes *pack, const PantauKnown *known, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (pack, &size);
  g_autofree char *exact = g_memdup2 (bytes, size);

  return pantau_unpack_after (known, exact, size, LIMIT, error);
}

static void
assert_not_known (Fixture *f, gint64 last, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauKnown) known = pantau_known_read (f->db, device (f), last, n, &error);

  g_assert_null (known);
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
}

/* Whatever travels, with and without what is known, comes out byte for byte, and the other side finds by the name what was meant. */
static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKnown) known = choose (f);
  g_autofree char *ours = new_lines (f, 20),
                  *mixed = g_strconcat (ours, "garbage\n\n!\n", ours, NULL);
  const char *const texts[] = { ours, mixed, "", "\n" };
  const PantauKnown *const both[] = { NULL, known };

  g_assert_cmpint (known->last, ==, HELD);
  g_assert_cmpuint (known->n, ==, HELD);
  for (guint k = 0; k < G_N_ELEMENTS (both); k++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      {
        g_autoptr (GBytes) pack = pantau_pack_after (both[k], 19, texts[i], strlen (texts[i])),
                           back = NULL;
        g_autoptr (PantauKnown) there = NULL;
        g_autoptr (GError) error = NULL;
        PantauKnownName name;

        g_assert_true (pantau_pack_after_read (g_bytes_get_data (pack, NULL),
                                               g_bytes_get_size (pack), &name, &error));
        if (name.n > 0)
          there = pantau_known_read (f->db, device (f), name.last, name.n, &error);
        g_assert_no_error (error);
        back = unpack (pack, there, &error);
        g_assert_no_error (error);
        g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), texts[i],
                         strlen (texts[i]));
      }
}

/* The point of it: one record after others like it costs its random bytes and little more. */
static void
test_is_smaller (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKnown) known = choose (f);
  g_autofree char *line = new_lines (f, 1);
  g_autoptr (GBytes) alone = pantau_pack_after (NULL, 19, line, strlen (line)),
                     after = pantau_pack_after (known, 19, line, strlen (line));

  g_assert_cmpuint (g_bytes_get_size (after), <, 96 + 160);
  g_assert_cmpuint (g_bytes_get_size (after) + 150, <, g_bytes_get_size (alone));
}

/* By other bytes than those that were meant nothing is unpacked. */
static void
test_others (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKnown) known = choose (f),
                          less = pantau_known_read (f->db, device (f), HELD, HELD - 1, NULL),
                          earlier = pantau_known_read (f->db, device (f), HELD - 1, HELD - 1, NULL);
  g_autofree char *line = new_lines (f, 1);
  g_autoptr (GBytes) pack = pantau_pack_after (known, 3, line, strlen (line));
  const PantauKnown *const others[] = { NULL, less, earlier };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) back = unpack (pack, others[i], &error);

      g_assert_null (back);
      test_assert_error (error, PANTAU_ERROR_CONFLICT);
    }
}

/* What waits here is not there, nor is what lies before a line that waits. */
static void
test_waiting (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKnown) known = NULL, behind = NULL;

  add_new (f, 1, 10, TRUE);
  known = choose (f);
  g_assert_cmpint (known->last, ==, HELD);
  g_assert_cmpuint (known->n, ==, HELD);

  add_new (f, 3, 10, FALSE);
  behind = choose (f);
  g_assert_cmpint (behind->last, ==, HELD + 4);
  g_assert_cmpuint (behind->n, ==, 3);
}

/* A home that has sent nothing yet, and another device's lines. */
static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKeypair) other = test_key_new (2);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_known_choose (f->db, pantau_keypair_get_name (other), &error));
  g_assert_no_error (error);
  assert_not_known (f, HELD + 1, 1);
  assert_not_known (f, HELD + 1, 2);
  assert_not_known (f, 0, 0);
  assert_not_known (f, 3, 4);
}

/* A copied home wrote a number twice: nobody knows which of the two is meant. */
static void
test_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) twin = NULL;
  g_autoptr (PantauKnown) known = NULL;

  f->seq = 9;
  twin = next_line (f, 7);
  add (f, twin, FALSE);
  assert_not_known (f, 20, 15);
  known = choose (f);
  g_assert_null (known);
}

/* Where law had a body erased on one side, the sums differ. */
static void
test_erased (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKnown) before = choose (f), after = NULL;

  db_script (f->db, "DROP TRIGGER body_stays; UPDATE body SET json = NULL WHERE entry = 11");
  after = choose (f);
  g_assert_cmpint (after->last, ==, before->last);
  g_assert_cmpuint (after->n, ==, before->n);
  g_assert_cmpstr (after->sum, !=, before->sum);
}

/* Neither more lines nor more bytes than both sides may look at. */
static void
test_bounds (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKnown) many = NULL, long_ones = NULL, one = NULL;

  add_new (f, PANTAU_KNOWN_LINES, 10, FALSE);
  many = choose (f);
  g_assert_cmpuint (many->n, ==, PANTAU_KNOWN_LINES);
  assert_not_known (f, f->seq, PANTAU_KNOWN_LINES + 1);

  add_new (f, 6, 40000, FALSE);
  long_ones = choose (f);
  g_assert_cmpuint (long_ones->n, ==, 3);
  g_assert_cmpuint (g_bytes_get_size (long_ones->text), <=, PANTAU_KNOWN_BYTES);
  assert_not_known (f, f->seq, 6);
  one = pantau_known_read (f->db, device (f), f->seq, 3, NULL);
  g_assert_cmpstr (one->sum, ==, long_ones->sum);
}

/* No change of a pack leads to a crash or beyond the limit; what it leads to is lines that are signed, or none. */
static void
test_damage (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKnown) known = choose (f);
  g_autofree char *lines = new_lines (f, 3), *many = g_strnfill (LIMIT + 1000, '!');
  g_autoptr (GBytes) pack = pantau_pack_after (known, 3, lines, strlen (lines)),
                     bomb = pantau_pack_after (NULL, 3, many, LIMIT + 1000), none = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (pack, &size);
  g_autofree char *copy = g_memdup2 (bytes, size);

  for (gsize i = 0; i < size * 8; i++)
    {
      g_autoptr (GBytes) back = NULL;

      copy[i / 8] ^= (char) (1 << i % 8);
      back = pantau_unpack_after (known, copy, size, LIMIT, NULL);
      g_assert_true (back == NULL || g_bytes_get_size (back) <= LIMIT);
      copy[i / 8] ^= (char) (1 << i % 8);
    }
  for (gsize cut = 0; cut < size; cut++)
    g_assert_null (pantau_unpack_after (known, bytes, cut, LIMIT, NULL));

  none = unpack (bomb, NULL, &error);
  g_assert_null (none);
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*function) (Fixture *, gconstpointer);
  } tests[] = {
    { "/pack-after/round-trip", test_round_trip }, { "/pack-after/is-smaller", test_is_smaller },
    { "/pack-after/others", test_others },         { "/pack-after/waiting", test_waiting },
    { "/pack-after/nothing", test_nothing },       { "/pack-after/twice", test_twice },
    { "/pack-after/erased", test_erased },         { "/pack-after/bounds", test_bounds },
    { "/pack-after/damage", test_damage },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);

  return g_test_run ();
}
