/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home on a full disk: what it called saved is kept, nothing else is called so, and it goes on as
 * soon as there is room.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "home-fixture.h"
#include "pantau-journal.h"
#include "test-util.h"

static void
allow_sizes (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Writes till it fails, and a few times more; what it called saved is added to @saved. */
static guint
fill (PantauHome *home, GPtrArray *saved)
{
  guint failed = 0;

  for (guint i = 0; i < 2000 && failed < 5; i++)
    {
      g_autoptr (GError) error = NULL;
      char *id = home_try_record (home, 15000, &error);

      if (id != NULL)
        {
          g_ptr_array_add (saved, id);
          continue;
        }
      failed++;
      g_assert_true (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL) ||
                     g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_IO));
    }

  return failed;
}

static void
assert_all (PantauHome *home, GPtrArray *saved)
{
  for (guint i = 0; i < saved->len; i++)
    g_assert_true (home_has_record (home, g_ptr_array_index (saved, i)));
}

/* A file may not grow: for the program the same as a full disk. */
static void
test_file_limit (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauHome) home = place_open (&place);

  signal (SIGXFSZ, SIG_IGN);
  allow_sizes (1024 * 1024);
  g_assert_cmpuint (fill (home, saved), ==, 5);
  g_assert_cmpuint (saved->len, >, 10);
  allow_sizes (RLIM_INFINITY);

  /* Room again: the very next one is saved, and those before it are there. */
  g_ptr_array_add (saved, home_record (home));
  assert_all (home, saved);
  g_assert_cmpint (home_count (home), ==, saved->len);
  g_clear_pointer (&home, pantau_home_close);

  home = place_open (&place);
  assert_all (home, saved);
  home_assert_chain (home, saved->len);
}

/*
 * The journal could not be written for a while: it catches up, without half lines, and saves the
 * home after all.
 */
static void
test_journal_limit (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = place_file (&place, "pantau.db"),
                  *journal = place_file (&place, "journal.pantau"), *id = NULL;
  PantauHome *home = place_open (&place);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (PantauJournal) reader = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    g_free (home_try_record (home, 60000, NULL));
  pantau_home_close (home);
  home = place_open (&place);

  signal (SIGXFSZ, SIG_IGN);
  allow_sizes (file_size (journal) +
               100); /* the write-ahead log is short now, so that only the journal is in need */
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*");
  id = home_try_record (home, 1000, &error);
  g_assert_no_error (error);
  allow_sizes (RLIM_INFINITY);
  g_test_assert_expected_messages ();
  home_record_many (home, 2);
  pantau_home_close (home);

  file_zero_header (db);
  home = place_open (&place);
  g_assert_true (home_has_record (home, id));
  home_assert_chain (home, 23);
  pantau_home_close (home);
}

/* A disk of 2 MB that is full. Where this process may not mount one, the test above must do. */
static void
test_disk_full (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL),
                  *ballast = g_build_filename (dir, "ballast", NULL);
  Place place = { dir, path };
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *zeros = g_malloc0 (600 * 1024), *first = NULL;
  g_autoptr (PantauHome) home = NULL, reader = NULL;
  g_autoptr (GError) error = NULL;

  /* In a mount namespace of our own, so that nothing stays behind whatever happens. */
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", dir, "tmpfs", 0, "size=2m") != 0)
    {
      g_test_skip ("no right to mount a small disk");
      return;
    }

  test_file_write (ballast, zeros, 600 * 1024);
  pantau_home_create (path, FALSE, &error);
  g_assert_no_error (error);
  home = place_open (&place);
  first = home_record (home);
  g_assert_true (home_has_record (home, first));
  g_assert_cmpuint (fill (home, saved), ==, 5);
  g_assert_cmpuint (saved->len, >, 5);
  g_ptr_array_add (saved, g_strdup (first));

  /* What was shown before is shown while the disk is full, to this program and to others. */
  g_assert_true (home_has_record (home, first));
  reader = pantau_home_open (path, PANTAU_HOME_READ, &error);
  g_assert_no_error (error);
  g_assert_true (home_has_record (reader, first));
  g_assert_cmpint (home_count (reader), ==, saved->len);
  g_clear_pointer (&reader, pantau_home_close);

  /* A start on a full disk loses nothing either. */
  g_clear_pointer (&home, pantau_home_close);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  if (home != NULL)
    g_assert_cmpint (home_count (home), ==, saved->len);
  else
    test_assert_error (error, PANTAU_ERROR_FULL);
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  if (home == NULL)
    home = place_open (&place);
  g_assert_null (pantau_home_get_repair (home));
  g_ptr_array_add (saved, home_record (home));
  assert_all (home, saved);
  home_assert_chain (home, saved->len);
  g_clear_pointer (&home, pantau_home_close);

  home = place_open (&place);
  assert_all (home, saved);
  g_clear_pointer (&home, pantau_home_close);
  g_assert_cmpint (umount2 (dir, MNT_DETACH), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/home/file-limit", test_file_limit);
  g_test_add_func ("/home/journal-limit", test_journal_limit);
  g_test_add_func ("/home/disk-full", test_disk_full);

  return g_test_run ();
}
