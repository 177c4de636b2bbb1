/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Behind the province's door: many requests at once, parked ones, clients that leave, and the end; beside it those who wait for a place (flight-turns.c), laptops that
 * were told when to come (flight-appointments.c), and what watches thousands of clients (flight-post.c).
 */

#include "config.h"

#include "http.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "door-fixture.h"
#include "flight-tests.h"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"
#define POST      "POST /echo HTTP/1.1\r\nHost: x\r\n"

/* 64 whole requests at once; the next one is told to come back, except the operator's. */
static void
test_in_flight (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  PantauHttpStatistics statistics;
  g_autofree char *over = NULL, *early = NULL, *exempt = NULL, *after = NULL;
  int fds[64];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = door_connect (door);
      raw_send (fds[i], GET ("/hold"), -1);
    }
  WAIT_UNTIL (door_waiting (door) == 64);
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.in_flight, ==, 64);

  over = door_ask (door, GET ("/text"));
  early = door_ask (door, POST "Content-Length: 10\r\n\r\n");
  exempt = door_ask (door, GET ("/exempt"));
  assert_status (over, 503);
  g_assert_nonnull (strstr (over, "\"type\":\"urn:pantau:problem:busy\""));
  g_assert_nonnull (strstr (over, "\r\nRetry-After: "));
  assert_status (early, 503);
  assert_status (exempt, 200);

  door_release (door);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *response = raw_receive (fds[i]);

      assert_status (response, 200);
      close (fds[i]);
    }
  after = door_ask (door, GET ("/text"));
  assert_status (after, 200);
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.busy, ==, 2);
  g_assert_cmpuint (statistics.by_status[200], ==, 66);
  g_assert_cmpuint (statistics.by_status[503], ==, 2);
}

/* "Retry-After" differs, so that those sent away together do not come back together. */
static void
test_jitter (void)
{
  PantauHttpLimits limits;
  Door *door;
  guint seen = 0;

  pantau_http_limits_init (&limits);
  limits.max_in_flight = 0;
  door = door_new (NULL, NULL, &limits);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *response = door_ask (door, GET ("/text"));
      char digit = strstr (response, "\r\nRetry-After: ")[15];

      g_assert_true (digit >= '1' && digit <= '5');
      seen |= 1u << (digit - '0');
    }
  g_assert_cmpuint (seen & (seen - 1), !=, 0); /* more than one bit */
  door_free (door);
}

/* Bodies that come in slowly share a budget. */
static void
test_budget (void)
{
  PantauHttpLimits limits;
  g_autoptr (Door) door = NULL;
  g_autofree char *half = g_strnfill (30000, 'x'), *refused = NULL, *rest = NULL;
  PantauHttpStatistics statistics;
  int first, second;

  pantau_http_limits_init (&limits);
  limits.body_budget = 50000;
  door = door_new (NULL, NULL, &limits);
  first = door_connect (door);
  raw_send (first, POST "Content-Length: 30001\r\n\r\n", -1);
  raw_send (first, half, -1);
  do
    door_statistics (door, NULL, &statistics);
  while (statistics.received < 30000);
  second = door_connect (door);
  raw_send (second, POST "Content-Length: 30001\r\n\r\n", -1);
  raw_send (second, half, -1);
  refused = raw_receive (second);
  raw_send (first, "x", -1);
  rest = raw_receive (first);
  close (first);
  close (second);
  assert_status (refused, 503);
  assert_status (rest, 200);
}

/* Parked requests take no place from others; beyond their own cap they hear so. */
static void
test_parked (void)
{
  PantauHttpLimits limits;
  g_autoptr (Door) door = NULL;
  g_autofree char *other = NULL, *over = NULL;
  PantauHttpStatistics statistics;
  int fds[40];

  pantau_http_limits_init (&limits);
  limits.max_in_flight = 4;
  limits.max_parked = G_N_ELEMENTS (fds);
  door = door_new (NULL, NULL, &limits);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = door_connect (door);
      raw_send (fds[i], GET ("/park"), -1);
      WAIT_UNTIL (door_waiting (door) == i + 1);
    }
  other = door_ask (door, GET ("/text"));
  over = door_ask (door, GET ("/park"));
  assert_status (other, 200);
  assert_status (over, 503);
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.parked, ==, 40);
  g_assert_cmpuint (statistics.in_flight, ==, 0);

  door_release (door);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *response = raw_receive (fds[i]);

      g_assert_true (g_str_has_suffix (response, "\r\n\r\nreleased\n"));
      close (fds[i]);
    }
  g_assert_cmpuint (door_gone (door), ==, 0);
}

/* A client that leaves while parked is noticed, bytes of a second request unread or not. */
static void
test_parked_leaves (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  guint before = 0;

  for (guint round = 0; round < 2; round++)
    {
      int fds[20];

      for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
        {
          fds[i] = door_connect (door);
          raw_send (fds[i], GET ("/park"), -1);
          if (i % 2 == 0)
            raw_send (fds[i], GET ("/text"), -1);
        }
      WAIT_UNTIL (door_waiting (door) == G_N_ELEMENTS (fds));
      for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
        close (fds[i]);
      WAIT_UNTIL (door_open (door) == 0);
      g_assert_cmpuint (door_waiting (door), ==, 0);
      g_assert_cmpuint (door_gone (door), ==, (round + 1) * G_N_ELEMENTS (fds));
      if (round == 0)
        before = count_descriptors ();
      else
        g_assert_cmpuint (count_descriptors (), ==, before);
    }
  g_assert_cmpuint (door_served (door), ==, 40);
}

/* Parked time does not count against the deadlines of work, but is not without end. */
static void
test_park_deadline (void)
{
  PantauListenerLimits limits = door_limits ();
  g_autoptr (Door) door = NULL;
  g_autofree char *response = NULL;
  int fd, forgotten;

  limits.connection.idle_timeout = limits.connection.total_timeout = 1500;
  limits.connection.park_timeout = 6000; /* far longer than the pause below, which may oversleep */
  door = door_new (NULL, &limits, NULL);
  fd = door_connect (door);
  raw_send (fd, GET ("/park"), -1);
  WAIT_UNTIL (door_waiting (door) == 1);
  g_usleep (2000 * 1000);
  door_release (door);
  response = raw_receive (fd);
  close (fd);
  assert_status (response, 200);

  forgotten = door_connect (door);
  raw_send (forgotten, GET ("/park"), -1);
  WAIT_UNTIL (door_waiting (door) == 1);
  WAIT_UNTIL (door_gone (door) == 1);
  close (forgotten);
}

/* A client that leaves while its request is worked on harms nobody; the answer is dropped. */
static void
test_held_leaves (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *after = NULL;
  int fds[10];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      struct linger reset = { 1, 0 };

      fds[i] = door_connect (door);
      if (i % 2 == 0)
        setsockopt (fds[i], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
      raw_send (fds[i], GET ("/hold"), -1);
    }
  WAIT_UNTIL (door_waiting (door) == G_N_ELEMENTS (fds));
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  door_release (door);
  WAIT_UNTIL (door_open (door) == 0);
  after = door_ask (door, GET ("/text"));
  assert_status (after, 200);
}

/* Who only ends his sending side before the answer still gets it. */
static void
test_half_closed (void)
{
  g_autoptr (Door) door = door_new (NULL, NULL, NULL);
  g_autofree char *response = NULL;
  int fd = door_connect (door);

  raw_send (fd, GET ("/thread"), -1);
  shutdown (fd, SHUT_WR);
  response = raw_receive (fd);
  close (fd);
  g_assert_true (g_str_has_suffix (response, "\r\n\r\nthread\n"));
}

/*
 * A graceful end: what is worked on is answered, what is parked is sent away, nobody new gets in.
 */
static void
test_drain (void)
{
  Door *door = door_new (NULL, NULL, NULL);
  g_autofree char *parked_answer = NULL, *late_answer = NULL;
  int parked = door_connect (door), late = door_connect (door);

  raw_send (parked, GET ("/park"), -1);
  WAIT_UNTIL (door_waiting (door) == 1);
  WAIT_UNTIL (door_open (door) == 2);
  g_assert_true (door_drain (door, 30000));
  g_assert_cmpuint (door_gone (door), ==, 1);
  parked_answer = raw_receive (parked);
  assert_status (parked_answer, 503);
  g_assert_nonnull (strstr (parked_answer, "\r\nRetry-After: "));

  raw_send (late, GET ("/text"), -1);
  late_answer = raw_receive (late);
  assert_status (late_answer, 503);
  close (parked);
  close (late);
  door_free (door);
}

static void
test_drain_waits (void)
{
  Door *door = door_new (NULL, NULL, NULL);
  int held = door_connect (door);

  raw_send (held, GET ("/hold"), -1);
  WAIT_UNTIL (door_waiting (door) == 1);
  g_assert_false (door_drain (door, 100));
  close (held);
  g_assert_cmpuint (door_free_hard (door), ==, 1); /* and the handler is told */
}

/* The end of the server in the middle of everything. */
static void
test_hard_end (void)
{
  static const char *const requests[] = { GET ("/hold"),
                                          GET ("/park"),
                                          GET ("/large"),
                                          "GET /te",
                                          POST "Content-Length: 5\r\n\r\nab",
                                          POST "Content-Length: 99999999\r\n\r\nab",
                                          "" };
  guint before = count_descriptors ();
  Door *door = door_new (NULL, NULL, NULL);
  int fds[G_N_ELEMENTS (requests)];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = door_connect (door);
      raw_send (fds[i], requests[i], -1);
    }
  WAIT_UNTIL (door_served (door) == 3);
  WAIT_UNTIL (door_open (door) == G_N_ELEMENTS (fds));
  g_assert_cmpuint (door_free_hard (door), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  g_assert_cmpuint (count_descriptors (), ==, before);
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/flight/in-flight", test_in_flight);
  g_test_add_func ("/flight/jitter", test_jitter);
  g_test_add_func ("/flight/budget", test_budget);
  g_test_add_func ("/flight/parked", test_parked);
  g_test_add_func ("/flight/parked-leaves", test_parked_leaves);
  g_test_add_func ("/flight/park-deadline", test_park_deadline);
  g_test_add_func ("/flight/held-leaves", test_held_leaves);
  g_test_add_func ("/flight/half-closed", test_half_closed);
  g_test_add_func ("/flight/drain", test_drain);
  g_test_add_func ("/flight/drain-waits", test_drain_waits);
  g_test_add_func ("/flight/hard-end", test_hard_end);
  flight_add_turns_tests ();
  flight_add_appointments_tests ();
  flight_add_gate_tests ();
  flight_add_post_tests ();

  return g_test_run ();
}
