/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home on a full disk: what it called saved is kept, nothing else is called so, and it goes on as
 * soon as there is room.
 */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "home-fixture.h"
#include "pantau-journal.h"
#include "pantau-reserve.h"
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
  allow_sizes (2 * 1024 * 1024); /* the empty tables alone have half a mebibyte */
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

/* What is freed has to hold one more record with all its projections, whose tables take a page or two each even when empty. */
#define BALLAST (1536 * 1024)

/* A disk of 4 MB that is full. Where this process may not mount one, the test above must do. */
static void
test_disk_full (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL),
                  *ballast = g_build_filename (dir, "ballast", NULL);
  Place place = { dir, path };
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *zeros = g_malloc0 (BALLAST), *first = NULL;
  g_autoptr (PantauHome) home = NULL, reader = NULL;
  g_autoptr (GError) error = NULL;

  /* In a mount namespace of our own, so that nothing stays behind whatever happens. */
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", dir, "tmpfs", 0, "size=4m") != 0)
    {
      g_test_skip ("no right to mount a small disk");
      return;
    }

  test_file_write (ballast, zeros, BALLAST);
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

/* T6. More than the reserve asks for, and little more. */
#define DISK_SIZE "size=44m"

/* Fills the disk of @path so that @left bytes and no more are free on it, of the room that a program has. */
static void
fill_disk (const char *path, const char *ballast, goffset left)
{
  struct statvfs info;
  int fd = g_open (ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  goffset room;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (statvfs (path, &info), ==, 0);
  room = (goffset) info.f_bavail * (goffset) info.f_frsize;
  g_assert_cmpint (room, >, left);
  g_assert_cmpint (posix_fallocate (fd, 0, room - left), ==, 0);
  g_assert_cmpint (close (fd), ==, 0);
}

/*
 * The disk becomes full at this moment or that of the same work: the log, the tables, the journal, what is projected. Each time what was there is
 * readable, and one more report is saved, and is so after a restart; with room again the reserve is laid by for the next time.
 */
static void
test_one_more_report (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *ballast = g_build_filename (dir, "ballast", NULL);

  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", dir, "tmpfs", 0, DISK_SIZE) != 0)
    {
      g_test_skip ("no right to mount a small disk");
      return;
    }

  for (guint phase = 0; phase < 20; phase++)
    {
      g_autofree char *name = g_strdup_printf ("home-%u", phase),
                      *path = g_build_filename (dir, name, NULL),
                      *reserve = g_build_filename (path, "reserve", NULL);
      Place place = { dir, path };
      g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (PantauHome) home = NULL;
      g_autoptr (GError) error = NULL;
      char *last;

      g_assert_true (pantau_home_create (path, FALSE, NULL));
      home = place_open (&place);
      g_ptr_array_add (saved, home_record (home));
      g_assert_cmpint (file_size (reserve), ==, PANTAU_RESERVE_SIZE);
      g_assert_false (pantau_home_is_on_reserve (home));

      /* From nothing at all to more than one report needs: each phase ends elsewhere. */
      fill_disk (dir, ballast, (goffset) phase * 12 * 1024);
      while (!pantau_home_is_on_reserve (home))
        {
          last = home_try_record (home, 15000, &error);
          g_assert_no_error (error);
          g_ptr_array_add (saved, last);
        }
      assert_all (home, saved);
      g_clear_pointer (&home, pantau_home_close);

      home = place_open (&place);
      assert_all (home, saved);
      home_assert_chain (home, saved->len);
      g_assert_cmpint (g_unlink (ballast), ==, 0);
      g_ptr_array_add (saved, home_record (home));
      g_assert_false (pantau_home_is_on_reserve (home));
      g_assert_cmpint (file_size (reserve), ==, PANTAU_RESERVE_SIZE);
      g_clear_pointer (&home, pantau_home_close);
      test_dir_remove (g_steal_pointer (&path));
    }
  g_assert_cmpint (umount2 (dir, MNT_DETACH), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/home/file-limit", test_file_limit);
  g_test_add_func ("/home/journal-limit", test_journal_limit);
  g_test_add_func ("/home/disk-full", test_disk_full);
  g_test_add_func ("/home/one-more-report", test_one_more_report);

  return g_test_run ();
}
