/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 while a home is opened and written to: what it had called saved is there, and at once; and the power cut under it (home-kill-power.c). */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker.h"
#include "home-fixture.h"
#include "home-kill-tests.h"
#include "test-util.h"

/*
 * How often a home is started, and what the plan allows it to take after a crash. The sanitizers
 * make a start twenty times as long.
 */
#ifdef __SANITIZE_ADDRESS__
#define KILLS      test_rounds (12)
#define OPEN_LIMIT (20 * G_USEC_PER_SEC)
#else
#define KILLS      test_rounds (50)
#define OPEN_LIMIT (2 * G_USEC_PER_SEC)
#endif

/* Reads one UUID with its LF from @fd; NULL at the end. */
static char *
read_line (int fd)
{
  char line[64];
  gsize n = 0;

  while (n < sizeof line && read (fd, line + n, 1) == 1)
    if (line[n++] == '\n')
      return g_strndup (line, n - 1);

  return NULL;
}

static void
record_for_ever (const Place *place, int fd)
{
  g_autoptr (PantauHome) home = place_open (place);

  for (;;)
    {
      g_autofree char *id = home_record (home);
      g_autofree char *line = g_strconcat (id, "\n", NULL);

      if (write (fd, line, strlen (line)) < 0)
        _exit (0);
    }
}

/* Another process that records for ever; @fd gives what its home called saved, a UUID a line. */
static pid_t
start_recorder (const Place *place, int *fd)
{
  int fds[2];
  pid_t pid;

  g_assert_cmpint (pipe (fds), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      close (fds[0]);
      record_for_ever (place, fds[1]);
    }
  close (fds[1]);
  *fd = fds[0];

  return pid;
}

static void
test_kill (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = test_rand_new (42);
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (Checker) checker = checker_new ();

  for (guint i = 0; i < KILLS; i++)
    {
      gint64 started, awake, took;
      guint before = saved->len, wanted = (guint) g_rand_int_range (rand, 0, 12);
      int fd, status;
      pid_t pid = start_recorder (&place, &fd);
      char *line;

      if (wanted == 0)
        g_usleep ((gulong) g_rand_int_range (rand, 0, 100000)); /* perhaps while it opens */
      while (saved->len < before + wanted && (line = read_line (fd)) != NULL)
        g_ptr_array_add (saved, line);
      g_usleep ((gulong) g_rand_int_range (rand, 0, 1500));
      kill (pid, SIGKILL);
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);

      /* What it said before it died, it said. */
      while ((line = read_line (fd)) != NULL)
        g_ptr_array_add (saved, line);
      close (fd);

      started = test_time_passed ();
      awake = test_time_awake ();
      home = place_open (&place);
      took = MIN (test_time_passed () - started, test_time_awake () - awake);
      g_assert_cmpint (took, <=, OPEN_LIMIT);
      g_assert_null (pantau_home_get_repair (home));
      for (guint j = before; j < saved->len; j++)
        g_assert_true (home_has_record (home, g_ptr_array_index (saved, j)));
      g_clear_pointer (&home, pantau_home_close);
    }

  g_test_message ("%u records saved", saved->len);
  g_assert_cmpuint (saved->len, >, KILLS);
  home = place_open (&place);
  for (guint j = 0; j < saved->len; j++)
    {
      g_assert_true (home_has_record (home, g_ptr_array_index (saved, j)));
      checker_saved (checker, g_ptr_array_index (saved, j));
    }
  checker_attempt (
      checker, saved->len + KILLS); /* of each one that was killed no more than one is unknown */
  checker_look_home (checker, pantau_home_get_db (home));
  checker_assert (checker);
  home_assert_chain (home, home_count (home));
}

/*
 * Killed before it wrote a line of journal, or before it looked at what it had committed: the
 * journal is complete all the same.
 */
static void
test_kill_then_damage (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *db = place_file (&place, "pantau.db"),
                  *wal = place_file (&place, "pantau.db-wal"), *line = NULL;
  PantauHome *home;
  int fd;
  pid_t pid = start_recorder (&place, &fd);
  gint64 n;

  for (guint i = 0; i < 10; i++)
    {
      g_free (line);
      line = read_line (fd);
    }
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  while ((g_free (line), line = read_line (fd)) != NULL)
    ;
  close (fd);

  home = place_open (&place);
  n = home_count (home);
  g_assert_cmpint (n, >=, 10);
  pantau_home_close (home);

  file_zero_header (db);
  g_unlink (wal);
  home = place_open (&place);
  home_assert_chain (home, n);
  pantau_home_close (home);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    home_kill_write (argv[2]);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/home/kill", test_kill);
  g_test_add_func ("/home/kill-then-damage", test_kill_then_damage);
  home_kill_add_power_tests (argv[0]);

  return g_test_run ();
}
