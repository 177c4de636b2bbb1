/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stands before the C library's poll(), so that a test's watchdog does not count the time in which the program waited for an answer of the X
 * server: on a busy machine that stands in line too. Only for that connection; every other wait within a turn counts. A sanitizer's own
 * function, which is in a library, comes after this one.
 */

#include "config.h"

#include "display-fixture.h"

#include <gdk/x11/gdkx.h>
#include <poll.h>
#include <signal.h>

#include "pantau-watchdog.h"

static int x_server = -1;
static GThread *main_thread;

/* The header calls what it takes write-only. */
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

int
poll (struct pollfd *fds, nfds_t n, int timeout)
{
  struct timespec wait = { .tv_sec = timeout / 1000, .tv_nsec = timeout % 1000 * 1000000L };
  gboolean is_x_server = n == 1 && fds[0].fd == x_server && g_thread_self () == main_thread;
  int ready;

  if (is_x_server)
    pantau_watchdog_pause ();
  ready = ppoll (fds, n, timeout >= 0 ? &wait : NULL, NULL);
  if (is_x_server)
    pantau_watchdog_resume ();

  return ready;
}

void
display_excuse_x_server (void)
{
  main_thread = g_thread_self ();
  x_server = ConnectionNumber (gdk_x11_display_get_xdisplay (gdk_display_get_default ()));
}
