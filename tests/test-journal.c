/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The safety journal, which must give back every whole line whatever happened to the file.
 */

#include "config.h"

#include "pantau-journal.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "test-util.h"

#define N 4

/*
 * Thousands of small files: these tests are about what is written, not about waiting for the disk.
 * This program's function stands before that of the C library.
 */
int
fdatasync (int fd)
{
  return fd >= 0 ? 0 : -1;
}

int
fsync (int fd)
{
  return fd >= 0 ? 0 : -1;
}

typedef struct
{
  TestDir *dir;
  char *path;
  PantauKeypair *key;
  PantauEntry *entries[N]; /* a chain */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = test_dir_new ();
  f->path = g_build_filename (f->dir, "cadangan.pantau", NULL);
  f->key = test_key_new (1);
  for (guint i = 0; i < N; i++)
    f->entries[i] =
        test_entry_new (f->key, PANTAU_TYPE_NOTE, i + 1, i > 0 ? f->entries[i - 1]->id : "", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < N; i++)
    pantau_entry_unref (f->entries[i]);
  pantau_keypair_free (f->key);
  g_free (f->path);
  test_dir_remove (f->dir);
}

static PantauJournal *
open_journal (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  PantauJournal *journal = pantau_journal_open (f->path, pantau_keypair_get_name (f->key), &error);

  g_assert_no_error (error);

  return journal;
}

static void
append (PantauJournal *journal, const PantauEntry *entry)
{
  g_autoptr (GError) error = NULL;

  pantau_journal_append (journal, entry, &error);
  g_assert_no_error (error);
}

/* A closed journal with the first @n entries. */
static void
make (Fixture *f, guint n)
{
  g_autoptr (PantauJournal) journal = open_journal (f);

  for (guint i = 0; i < n; i++)
    append (journal, f->entries[i]);
}

static void
assert_end (PantauJournal *journal, gint64 seq, const char *id)
{
  const char *found;

  g_assert_cmpint (pantau_journal_get_end (journal, &found), ==, seq);
  g_assert_cmpstr (found, ==, id);
}

/* The journal holds exactly the entries whose bits are set in @which. */
static void
assert_holds (Fixture *f, PantauJournal *journal, guint which)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = pantau_journal_read (journal, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < N; i++)
    if ((which >> i & 1) != 0)
      {
        g_autofree char *written = test_entry_line (f->entries[i]), *read = NULL;

        g_assert_cmpuint (n, <, entries->len);
        read = test_entry_line (entries->pdata[n++]);
        g_assert_cmpstr (read, ==, written);
      }
  g_assert_cmpuint (entries->len, ==, n);
}

/* What was set aside in the directory, or NULL; there is one at most. */
static GBytes *
set_aside (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->dir, 0, NULL);
  GBytes *found = NULL;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".rusak-") != NULL)
      {
        g_autofree char *path = g_build_filename (f->dir, name, NULL);

        g_assert_null (found);
        found = test_file_read (path);
      }

  return found;
}

static void
remove_all (Fixture *f)
{
  test_dir_remove (f->dir);
  f->dir = test_dir_new ();
  g_free (f->path);
  f->path = g_build_filename (f->dir, "cadangan.pantau", NULL);
}

static void
test_new (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauJournal) journal = open_journal (f);

  g_assert_true (pantau_journal_is_new (journal));
  g_assert_true (pantau_journal_is_empty (journal));
  assert_end (journal, 0, "");
  assert_holds (f, journal, 0);
}

static void
test_append (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauJournal) journal = open_journal (f);

  for (guint i = 0; i < N; i++)
    {
      append (journal, f->entries[i]);
      g_assert_false (pantau_journal_is_empty (journal));
      assert_end (journal, i + 1, f->entries[i]->id);
      assert_holds (f, journal, (2u << i) - 1);
    }
}

/* Whatever was appended is in the file at once: a killed program loses none. */
static void
test_reopened (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauJournal) first = open_journal (f), second = NULL;

  append (first, f->entries[0]);
  append (first, f->entries[1]);
  second = open_journal (f);
  g_assert_false (pantau_journal_is_new (second));
  g_assert_false (pantau_journal_is_empty (second));
  assert_end (second, 2, f->entries[1]->id);
  assert_holds (f, second, 3);
  append (second, f->entries[2]);
  assert_holds (f, second, 7);
}

static void
test_reset (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make (f, 2);
  {
    g_autoptr (PantauJournal) journal = open_journal (f);

    pantau_journal_reset (journal, 2, f->entries[1]->id, &error);
    g_assert_no_error (error);
    g_assert_true (pantau_journal_is_empty (journal));
    assert_end (journal, 2, f->entries[1]->id);
    assert_holds (f, journal, 0);
  }
  {
    g_autoptr (PantauJournal) journal = open_journal (f);

    /* Empty, and yet it knows where the chain ends. */
    g_assert_false (pantau_journal_is_new (journal));
    g_assert_true (pantau_journal_is_empty (journal));
    assert_end (journal, 2, f->entries[1]->id);
    append (journal, f->entries[2]);
    assert_end (journal, 3, f->entries[2]->id);
    assert_holds (f, journal, 4);
  }
}

/* Nothing is left beside it, whatever way it was begun anew. */
static void
test_reset_leaves_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauJournal) journal = open_journal (f);
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  append (journal, f->entries[0]);
  pantau_journal_reset (journal, 1, f->entries[0]->id, NULL);
  dir = g_dir_open (f->dir, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 1);
}

/* The file's own bytes: it is a courier file, and other programs read it. */
static void
test_form (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *line = test_entry_line (f->entries[0]), *expected = NULL;

  make (f, 1);
  bytes = test_file_read (f->path);
  expected = g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":0,\"id\":\"\"}\n%s",
                              pantau_keypair_get_name (f->key), line);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   strlen (expected));
}

static void
test_only_owner_reads (Fixture *f, gconstpointer data)
{
  GStatBuf info;

  make (f, 1);
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* A power cut in the middle of the last line, after each of its bytes. */
static void
test_torn (Fixture *f, gconstpointer data)
{
  g_autofree char *last = test_entry_line (f->entries[2]);
  g_autoptr (GBytes) whole = NULL;
  gsize length, start;

  make (f, 3);
  whole = test_file_read (f->path);
  length = g_bytes_get_size (whole);
  start = length - strlen (last);
  for (gsize n = start; n < length; n++)
    {
      g_autoptr (PantauJournal) journal = NULL;
      g_autoptr (GBytes) after = NULL;

      test_file_write (f->path, g_bytes_get_data (whole, NULL), n);
      journal = open_journal (f);
      assert_end (journal, 2, f->entries[1]->id);
      assert_holds (f, journal, 3);

      /* What comes next stands on a line of its own. */
      append (journal, f->entries[2]);
      assert_holds (f, journal, 7);
      after = test_file_read (f->path);
      g_assert_true (g_bytes_equal (after, whole));
    }
}

/* A file system that had room set aside, and nothing in it, or something else. */
static void
test_torn_with_noise (Fixture *f, gconstpointer data)
{
  static const char zeros[1000] = { 0 }, noise[] = "\xff\xfe\t{\n\n\t\t\n{\"salt\"\r\n\0\0x\n";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) whole = NULL;

  make (f, 2);
  whole = test_file_read (f->path);
  g_string_append_len (text, g_bytes_get_data (whole, NULL), (gssize) g_bytes_get_size (whole));
  g_string_append_len (text, noise, sizeof noise - 1);
  g_string_append_len (text, zeros, sizeof zeros);
  test_file_write (f->path, text->str, text->len);
  {
    g_autoptr (PantauJournal) journal = open_journal (f);

    assert_end (journal, 2, f->entries[1]->id);
    append (journal, f->entries[2]);
    assert_holds (f, journal, 7);
  }
}

/* A line that was damaged in the middle: the others still come back. */
static void
test_damaged_line (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;
  g_autofree char *first = test_entry_line (f->entries[0]),
                  *second = test_entry_line (f->entries[1]);
  gsize length, start;

  make (f, 3);
  whole = test_file_read (f->path);
  length = g_bytes_get_size (whole);
  start = (gsize) ((const char *) memchr (g_bytes_get_data (whole, NULL), '\n', length) -
                   (const char *) g_bytes_get_data (whole, NULL)) +
          1 + strlen (first);
  for (gsize i = start; i < start + strlen (second); i += 7)
    {
      g_autofree char *text = g_memdup2 (g_bytes_get_data (whole, NULL), length);
      g_autoptr (PantauJournal) journal = NULL;

      text[i] = (char) (text[i] ^ 1);
      test_file_write (f->path, text, length);
      journal = open_journal (f);
      assert_end (journal, 3, f->entries[2]->id);
      assert_holds (f, journal, 5);
    }
}

/* Lines of another device, even genuine and last, are none of this chain. */
static void
test_foreign_lines (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKeypair) other = test_key_new (2);
  g_autoptr (PantauEntry) foreign = test_entry_new (other, PANTAU_TYPE_NOTE, 1, "", NULL);
  g_autofree char *line = test_entry_line (foreign);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) whole = NULL;

  make (f, 2);
  whole = test_file_read (f->path);
  g_string_append_len (text, g_bytes_get_data (whole, NULL), (gssize) g_bytes_get_size (whole));
  g_string_append (text, line);
  test_file_write (f->path, text->str, text->len);
  {
    g_autoptr (PantauJournal) journal = open_journal (f);

    assert_end (journal, 2, f->entries[1]->id);
    assert_holds (f, journal, 3);
    append (journal, f->entries[2]);
    assert_holds (f, journal, 7);
  }
}

/* A file that is no journal of this device: begun anew, and the old one kept to the byte. */
static void
test_set_aside (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKeypair) other = test_key_new (2);
  const char *own = pantau_keypair_get_name (f->key);
  g_autofree char *line = test_entry_line (f->entries[0]);
  g_autofree char *files[] = {
    g_strdup (""),
    g_strdup ("\n"),
    g_strdup ("catatan saya\n"),
    g_strdup (line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":0,\"id\":\"\"}\n%s",
                     pantau_keypair_get_name (other), line),
    g_strdup_printf ("#pantau-journal-2\t{\"device\":\"%s\",\"seq\":0,\"id\":\"\"}\n%s", own, line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":0,\"id\":\"\"\n%s", own, line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":0}\n%s", own, line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"id\":\"\"}\n%s", own, line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":-1,\"id\":\"\"}\n%s", own,
                     line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":5,\"id\":\"\"}\n%s", own, line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":5,\"id\":\"x\"}\n%s", own,
                     line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":0,\"id\":\"%s\"}\n%s", own,
                     f->entries[0]->id, line),
    g_strdup_printf ("#pantau-journal-1\t{\"device\":\"%s\",\"seq\":0,\"id\":\"\"}", own),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) kept = NULL;

      test_file_write (f->path, files[i], strlen (files[i]));
      {
        g_autoptr (PantauJournal) journal = open_journal (f);

        g_assert_true (pantau_journal_is_new (journal));
        g_assert_true (pantau_journal_is_empty (journal));
        assert_end (journal, 0, "");
        append (journal, f->entries[0]);
        assert_holds (f, journal, 1);
      }
      kept = set_aside (f);
      g_assert_nonnull (kept);
      g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), files[i],
                       strlen (files[i]));
      remove_all (f);
      g_clear_pointer (&files[i], g_free);
    }
}

/* The first line cut after each of its bytes: there is no line behind it that could get lost. */
static void
test_first_line_torn (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;

  make (f, 0);
  whole = test_file_read (f->path);
  for (gsize n = 0; n < g_bytes_get_size (whole); n++)
    {
      g_autoptr (PantauJournal) journal = NULL;
      g_autoptr (GBytes) kept = NULL;

      remove_all (f);
      test_file_write (f->path, g_bytes_get_data (whole, NULL), n);
      journal = open_journal (f);
      assert_end (journal, 0, "");
      kept = set_aside (f);
      g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept),
                       g_bytes_get_data (whole, NULL), n);
    }
}

static void
test_no_file (Fixture *f, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (f->dir, "no", "such", "a.pantau", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_journal_open (f->dir, pantau_keypair_get_name (f->key), &error));
  test_assert_error (error, PANTAU_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (pantau_journal_open (inside, pantau_keypair_get_name (f->key), &error));
  test_assert_error (error, PANTAU_ERROR_IO);
}

/* The disk is full in the middle of a line: an error, and no trace once there is room again. */
static void
test_full (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauJournal) journal = open_journal (f);
  g_autoptr (GBytes) before = NULL;
  struct rlimit usual, small;

  append (journal, f->entries[0]);
  before = test_file_read (f->path);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  for (gsize room = 0; room < 400; room += 57)
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      small = usual;
      small.rlim_cur = g_bytes_get_size (before) + room;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
      done = pantau_journal_append (journal, f->entries[1], &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
      g_assert_false (done);
      g_assert_true (error->domain == PANTAU_ERROR);
      assert_end (journal, 1, f->entries[0]->id);
      assert_holds (f, journal, 1);
    }
  append (journal, f->entries[1]);
  assert_holds (f, journal, 3);
  assert_end (journal, 2, f->entries[1]->id);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/journal/new", test_new);
  TEST ("/journal/append", test_append);
  TEST ("/journal/reopened", test_reopened);
  TEST ("/journal/reset", test_reset);
  TEST ("/journal/reset-leaves-nothing", test_reset_leaves_nothing);
  TEST ("/journal/form", test_form);
  TEST ("/journal/only-owner-reads", test_only_owner_reads);
  TEST ("/journal/torn", test_torn);
  TEST ("/journal/torn-with-noise", test_torn_with_noise);
  TEST ("/journal/damaged-line", test_damaged_line);
  TEST ("/journal/foreign-lines", test_foreign_lines);
  TEST ("/journal/set-aside", test_set_aside);
  TEST ("/journal/first-line-torn", test_first_line_torn);
  TEST ("/journal/no-file", test_no_file);
  TEST ("/journal/full", test_full);

  return g_test_run ();
}
