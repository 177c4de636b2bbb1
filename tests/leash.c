/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * leash PROGRAM [ARGUMENT …]: becomes a program that ends when who started it does, and that has no file open but the first three. Tests start their programs by
 * it: what the child would else have to do itself takes a fork, and under sanitizers that copies and throws away the tables of some hundred megabytes, each time.
 * Linked statically, so that what is preloaded into the program finds nothing here.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  if (argc < 2)
    return 2;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  close_range (3, ~0U, 0);
  execvp (argv[1], argv + 1);
  fprintf (stderr, "%s: %s\n", argv[1], strerror (errno));

  return 127;
}
