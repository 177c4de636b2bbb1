/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tests start their programs: on a leash (leash.c). */

#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ran.h"
#include "test-util.h"

static GSubprocess *
start (const char *program, const char *argument, gboolean piped)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) program);
  g_ptr_array_add (argv, (gpointer) argument);

  return piped ? ran_spawn_piped (argv, FALSE) : ran_spawn (argv, G_SUBPROCESS_FLAGS_NONE);
}

/* What is open here is none of a program's: it would keep the other end of a pipe waiting for ever. */
static void
test_files (void)
{
  int fd = fcntl (STDIN_FILENO, F_DUPFD, 100);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *out = NULL;

  g_assert_cmpint (fd, >=, 100);
  process = start ("ls", "/proc/self/fd", TRUE);
  out = ran_take_output (ran_finish (process));
  close (fd);
  g_assert_cmpstr (out, ==, "0\n1\n2\n3"); /* the last is the folder that it lists */
}

static void
test_status (void)
{
  g_autoptr (GSubprocess) process = start ("/nowhere/pantauctl", "list", TRUE);
  g_autoptr (Ran) ran = ran_finish (process);

  g_assert_cmpint (ran->status, ==, 127);
  g_assert_true (g_str_has_prefix (ran->err, "/nowhere/pantauctl: "));
}

#define PARENT "--parent"

/* A program of its own, for what a fork of one that has threads may do is little. */
static void
be_parent (void)
{
  g_autoptr (GSubprocess) process = start ("sleep", "600", FALSE);

  raise (SIGKILL);
}

/* Whoever is killed leaves nobody behind: a pipe that only the program holds open comes to its end. */
static void
test_dies_with_parent (void)
{
  int ends[2];
  int status;
  char byte;
  pid_t parent;

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  parent = fork ();
  if (parent == 0)
    {
      dup2 (ends[1], STDOUT_FILENO);
      execl ("/proc/self/exe", "test-ran", PARENT, NULL);
      _exit (127);
    }
  g_assert_cmpint (waitpid (parent, &status, 0), ==, parent);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  close (ends[1]);
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 0);
  close (ends[0]);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], PARENT))
    be_parent ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ran/files", test_files);
  g_test_add_func ("/ran/status", test_status);
  g_test_add_func ("/ran/dies-with-parent", test_dies_with_parent);

  return g_test_run ();
}
