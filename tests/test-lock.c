/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of a directory, which must tell who holds it and end with its holder. */

#include "config.h"

#include "pantau-lock.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test-util.h"

typedef struct
{
  TestDir *dir;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = test_dir_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  test_dir_remove (f->dir);
}

/* Another process that takes the lock, says so, and sleeps. Returns its id. */
static pid_t
start_holder (const char *dir)
{
  int pipe_fds[2];
  pid_t pid;
  char said = 0;

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      PantauLock *lock = pantau_lock_take (dir, 0, NULL);

      if (write (pipe_fds[1], lock != NULL ? "y" : "n", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  g_assert_cmpint (read (pipe_fds[0], &said, 1), ==, 1);
  g_assert_cmpint (said, ==, 'y');
  close (pipe_fds[0]);
  close (pipe_fds[1]);

  return pid;
}

static void
assert_busy (const char *dir, guint wait_ms, pid_t holder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauLock) lock = pantau_lock_take (dir, wait_ms, &error);
  g_autofree char *pid = g_strdup_printf (" %ld)", (long) holder);

  g_assert_null (lock);
  test_assert_error (error, PANTAU_ERROR_BUSY);
  g_assert_true (pantau_error_is_temporary (error));
  g_assert_nonnull (strstr (error->message, g_get_prgname ()));
  g_assert_nonnull (strstr (error->message, pid));
}

static void
test_lock_other_program (Fixture *f, gconstpointer data)
{
  pid_t pid = start_holder (f->dir);

  assert_busy (f->dir, 0, pid);
  assert_busy (f->dir, 0, pid);
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

static void
test_lock_ends_with_kill (Fixture *f, gconstpointer data)
{
  pid_t pid = start_holder (f->dir);
  g_autoptr (GError) error = NULL;
  PantauLock *lock;

  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  lock = pantau_lock_take (f->dir, 0, &error);
  g_assert_no_error (error);
  g_assert_false (pantau_lock_was_cut (lock)); /* the kernel has finished what it was given */
  pantau_lock_release (lock);
}

/* What the holder of another start of the machine left; or one that could not tell. */
static void
leave (const char *dir, const char *start)
{
  g_autofree char *path = g_build_filename (dir, "lock", NULL);
  g_autofree char *text = g_strdup_printf ("pantau, 1\n%s", start);

  test_file_write (path, text, strlen (text));
}

static gboolean
take_was_cut (const char *dir, gboolean is_checked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauLock) lock = pantau_lock_take (dir, 0, &error);

  g_assert_no_error (error);
  if (is_checked)
    pantau_lock_mark_checked (lock);

  return pantau_lock_was_cut (lock);
}

/* Until somebody has checked, however often it is released meanwhile. */
static void
test_lock_ends_with_machine (Fixture *f, gconstpointer data)
{
  static const char *const starts[] = { "00000000-0000-0000-0000-000000000000\n", "?\n", "" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      leave (f->dir, starts[i]);
      g_assert_true (take_was_cut (f->dir, FALSE));
      g_assert_true (take_was_cut (f->dir, TRUE));
      g_assert_false (take_was_cut (f->dir, FALSE));
    }
}

/* Nor does a kill before the check is over make it unnecessary. */
static void
test_lock_killed_unchecked (Fixture *f, gconstpointer data)
{
  pid_t pid;

  leave (f->dir, "00000000-0000-0000-0000-000000000000\n");
  pid = start_holder (f->dir);
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  g_assert_true (take_was_cut (f->dir, FALSE));
}

static void
test_lock_abandoned (Fixture *f, gconstpointer data)
{
  PantauLock *lock = pantau_lock_take (f->dir, 0, NULL);

  pantau_lock_abandon (lock);
  lock = pantau_lock_take (f->dir, 0, NULL);
  g_assert_true (pantau_lock_was_abandoned (lock));
  g_assert_true (pantau_lock_was_cut (lock));
  pantau_lock_release (lock);
}

/* Twice in one program as well: a window and a thread of it are two writers too. */
static void
test_lock_same_program (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauLock) lock = pantau_lock_take (f->dir, 0, NULL);

  g_assert_false (pantau_lock_was_cut (lock));
  assert_busy (f->dir, 0, getpid ());

  /*
   * Whoever else reads or closes the file does not open it: POSIX's own locks would be lost by
   * that.
   */
  {
    g_autofree char *path = g_build_filename (f->dir, "lock", NULL);
    g_autoptr (GBytes) bytes = test_file_read (path);

    g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
  }
  assert_busy (f->dir, 0, getpid ());
}

static void
test_lock_apart (Fixture *f, gconstpointer data)
{
  g_autoptr (TestDir) other = test_dir_new ();
  g_autoptr (PantauLock) one = pantau_lock_take (f->dir, 0, NULL),
                         two = pantau_lock_take (other, 0, NULL);

  g_assert_nonnull (one);
  g_assert_nonnull (two);
}

static gpointer
release_soon (gpointer data)
{
  g_usleep (100 * 1000);
  pantau_lock_release (data);

  return NULL;
}

static void
test_lock_waits (Fixture *f, gconstpointer data)
{
  PantauLock *held = pantau_lock_take (f->dir, 0, NULL);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PantauLock) lock = NULL;
  GThread *thread;

  assert_busy (f->dir, 150, getpid ());
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 150 * 1000);

  thread = g_thread_new ("release", release_soon, held);
  lock = pantau_lock_take (f->dir, 20000, NULL);
  g_assert_nonnull (lock);
  g_assert_false (pantau_lock_was_cut (lock));
  g_thread_join (thread);
}

/* A helper that was started meanwhile and lives on does not hold it. */
static void
test_lock_not_inherited (Fixture *f, gconstpointer data)
{
  const char *const argv[] = { "sleep", "60", NULL };
  PantauLock *held = pantau_lock_take (f->dir, 0, NULL);
  g_autoptr (PantauLock) lock = NULL;
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN | G_SPAWN_DO_NOT_REAP_CHILD,
                 NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  pantau_lock_release (held);
  lock = pantau_lock_take (f->dir, 5000, &error);
  g_assert_no_error (error);
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

static void
test_lock_no_directory (Fixture *f, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (f->dir, "missing", NULL),
                  *file = g_build_filename (f->dir, "file", NULL);
  g_autoptr (GError) error = NULL;

  test_file_write (file, "", 0);
  g_assert_null (pantau_lock_take (missing, 0, &error));
  test_assert_error (error, PANTAU_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (pantau_lock_take (file, 0, &error));
  test_assert_error (error, PANTAU_ERROR_IO);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/lock/other-program", test_lock_other_program);
  TEST ("/lock/ends-with-kill", test_lock_ends_with_kill);
  TEST ("/lock/ends-with-machine", test_lock_ends_with_machine);
  TEST ("/lock/killed-unchecked", test_lock_killed_unchecked);
  TEST ("/lock/abandoned", test_lock_abandoned);
  TEST ("/lock/same-program", test_lock_same_program);
  TEST ("/lock/apart", test_lock_apart);
  TEST ("/lock/waits", test_lock_waits);
  TEST ("/lock/not-inherited", test_lock_not_inherited);
  TEST ("/lock/no-directory", test_lock_no_directory);

  return g_test_run ();
}
