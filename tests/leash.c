/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * leash PID PROGRAM [ARGUMENT …]: becomes a program that ends when who started it does, whose number is PID, and that has no file open but the first three. Tests
 * start their programs by it: what the child would else have to do itself takes a fork, and under sanitizers that copies and throws away the tables of some hundred
 * megabytes, each time. Linked statically, so that what is preloaded into the program finds nothing here.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  if (argc < 3)
    return 2;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  /* It may have ended before. */
  if (getppid () != atoi (argv[1]))
    return 1;
  close_range (3, ~0U, 0);
  execvp (argv[2], argv + 2);
  fprintf (stderr, "%s: %s\n", argv[2], strerror (errno));

  return 127;
}
