/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line that is back before TCP knows. The line is down where a socket's filter throws away each packet that comes for it: the kernel then neither acknowledges
 * nor answers, as over a line without signal.
 */

#include "config.h"

#include "pantau-revival.h"

#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backoff-tests.h"

#define WAY      1000 /* µs there and back */
#define PATIENCE 300  /* ms */

/* Nobody waits longer than this for what must come. */
#define LONGEST (30 * G_TIME_SPAN_SECOND)

/* So long something must not come, which would if it could. */
#define WHILE (800 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  int listener;
  int peer;        /* the province's end */
  GSocket *socket; /* ours, connected */
  PantauRevival *revival;
} Line;

static void
set_up (Line *self, gconstpointer data)
{
  struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof in;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &in, sizeof in), ==, 0);
  g_assert_cmpint (listen (self->listener, 16), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &in, &length), ==, 0);

  self->socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  address = g_socket_address_new_from_native (&in, sizeof in);
  g_socket_connect (self->socket, address, NULL, &error);
  g_assert_no_error (error);
  self->peer = accept (self->listener, NULL, NULL);
  g_assert_cmpint (self->peer, >=, 0);
  self->revival = pantau_revival_new (self->socket, WAY, PATIENCE);
}

static void
tear_down (Line *self, gconstpointer data)
{
  pantau_revival_free (self->revival);
  g_object_unref (self->socket);
  close (self->peer);
  if (self->listener >= 0)
    close (self->listener);
}

/* From now on nothing reaches the socket @fd, or everything does again. */
static void
set_down (int fd, gboolean down)
{
  struct sock_filter nothing = BPF_STMT (BPF_RET | BPF_K, 0);
  struct sock_fprog program = { 1, &nothing };

  g_assert_cmpint (down ? setsockopt (fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program)
                        : setsockopt (fd, SOL_SOCKET, SO_DETACH_FILTER, &(int){ 0 }, sizeof (int)),
                   ==, 0);
}

static void
say (Line *self)
{
  g_assert_cmpint (g_socket_send (self->socket, "news\n", 5, NULL, NULL), ==, 5);
}

/* TRUE as soon as it says that the line is back. */
static gboolean
look_for (Line *self, gint64 time)
{
  gint64 end = g_get_monotonic_time () + time;

  while (g_get_monotonic_time () < end)
    {
      if (pantau_revival_look (self->revival))
        return TRUE;
      g_usleep (PANTAU_REVIVAL_LOOK_MS * 100);
    }

  return FALSE;
}

/* TRUE where somebody else connects. */
static gboolean
is_probed (Line *self)
{
  struct pollfd fd = { .fd = self->listener, .events = POLLIN };

  return poll (&fd, 1, 0) > 0;
}

/* A connection over which all goes well, or nothing is said, is left alone: not even asked after. */
static void
test_well (Line *self, gconstpointer data)
{
  char text[5];

  g_assert_false (look_for (self, WHILE / 2));
  say (self);
  g_assert_cmpint (recv (self->peer, text, sizeof text, MSG_WAITALL), ==, 5);
  g_assert_false (look_for (self, WHILE));
  g_assert_false (is_probed (self));
}

/* The old connection sleeps, the line carries: it says so. */
static void
test_back (Line *self, gconstpointer data)
{
  set_down (self->peer, TRUE);
  say (self);
  g_assert_true (look_for (self, LONGEST));
  g_assert_true (is_probed (self));
  set_down (self->peer, FALSE);
}

/* As long as the line is down it says nothing, and soon after it is back it does. */
static void
test_down (Line *self, gconstpointer data)
{
  set_down (self->peer, TRUE);
  set_down (self->listener, TRUE);
  say (self);
  g_assert_false (look_for (self, 2 * WHILE));
  g_assert_false (is_probed (self));
  set_down (self->listener, FALSE);
  g_assert_true (look_for (self, LONGEST));
  set_down (self->peer, FALSE);
}

/* What was sent has come after all: there is no reason to begin anew. */
static void
test_recovers (Line *self, gconstpointer data)
{
  char text[5];

  set_down (self->peer, TRUE);
  set_down (self->listener, TRUE);
  say (self);
  g_assert_false (look_for (self, WHILE));
  set_down (self->peer, FALSE);
  g_assert_cmpint (recv (self->peer, text, sizeof text, MSG_WAITALL), ==, 5);
  g_assert_cmpint (send (self->peer, "well", 4, 0), ==, 4); /* behind this its end knows too */
  g_assert_cmpint (g_socket_receive (self->socket, text, 4, NULL, NULL), ==, 4);
  set_down (self->listener, FALSE);
  g_assert_false (look_for (self, WHILE));
}

/* Somebody answers that nobody is there: that is no line that carries. */
static void
test_refused (Line *self, gconstpointer data)
{
  close (self->listener);
  self->listener = -1;
  set_down (self->peer, TRUE);
  say (self);
  g_assert_false (look_for (self, 2 * WHILE));
  set_down (self->peer, FALSE);
}

/* A connection that was given up takes with it what the kernel holds; one that is closed already is no trouble. */
static void
test_give_up (Line *self, gconstpointer data)
{
  g_autofree char *block = g_malloc0 (64 * 1024);
  gssize n;
  gsize sent = 0, came = 0;

  g_socket_set_blocking (self->socket, FALSE);
  while ((n = g_socket_send (self->socket, block, 64 * 1024, NULL, NULL)) > 0)
    sent += (gsize) n;
  pantau_revival_give_up (self->revival);
  g_assert_true (g_socket_close (self->socket, NULL));
  while ((n = recv (self->peer, block, 64 * 1024, 0)) > 0)
    came += (gsize) n;
  g_assert_cmpint (n, ==, -1);
  g_assert_cmpint (errno, ==, ECONNRESET);
  g_assert_cmpuint (came, <, sent);

  pantau_revival_give_up (self->revival);
  g_assert_false (pantau_revival_look (self->revival));
}

void
backoff_add_revival_tests (void)
{
#define ADD(name, func) g_test_add ("/revival/" name, Line, NULL, set_up, func, tear_down)
  ADD ("well", test_well);
  ADD ("back", test_back);
  ADD ("down", test_down);
  ADD ("recovers", test_recovers);
  ADD ("refused", test_refused);
  ADD ("give-up", test_give_up);
#undef ADD
}
