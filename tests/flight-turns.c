/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who comes in a burst waits for a place, in order, bounded; and who waits for news is in nobody's way. */

#include "config.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "door-fixture.h"
#include "flight-tests.h"
#include "turns.h"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"
#define POST      "POST /echo HTTP/1.1\r\nHost: x\r\n"

#define PLACES 4

/* ---- The arithmetic ---- */

typedef struct
{
  PantauTurns *turns;
  GArray *order; /* of int: who had a turn; below 0: came to nothing */
  gboolean takes;
} Line;

static void
turn_cb (gpointer who, PantauTurn turn, gpointer data)
{
  Line *line = data;
  int number = turn == PANTAU_TURN_NOW ? GPOINTER_TO_INT (who) : -GPOINTER_TO_INT (who);

  g_array_append_val (line->order, number);
  if (turn == PANTAU_TURN_NOW && line->takes)
    pantau_turns_take (line->turns);
}

static void
line_init (Line *line, guint places, guint most, gint64 patience)
{
  line->order = g_array_new (FALSE, FALSE, sizeof (int));
  line->takes = TRUE;
  line->turns = pantau_turns_new (places, most, patience, turn_cb, line);
}

static void
line_clear (Line *line)
{
  pantau_turns_free (line->turns);
  g_array_unref (line->order);
}

static void
run_until (const Line *line, guint n)
{
  while (line->order->len < n)
    g_main_context_iteration (NULL, TRUE);
}

/* What is ready at once. */
static void
run_dry (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* The first who came is the first whose turn it is, one for each place; whoever leaves the line is passed over. */
static void
test_order (void)
{
  Line line;
  GList *links[8];

  line_init (&line, 2, 8, -1);
  g_assert_true (pantau_turns_is_free (line.turns));
  pantau_turns_take (line.turns);
  pantau_turns_take (line.turns);
  g_assert_false (pantau_turns_is_free (line.turns));
  for (int i = 0; i < 8; i++)
    {
      g_assert_false (pantau_turns_is_full (line.turns));
      links[i] = pantau_turns_wait (line.turns, GINT_TO_POINTER (i + 1));
    }
  g_assert_true (pantau_turns_is_full (line.turns));
  run_dry ();
  g_assert_cmpuint (line.order->len, ==, 0);

  pantau_turns_leave (line.turns, links[1]);
  g_assert_false (pantau_turns_is_full (line.turns));
  for (guint i = 0; i < 7; i++)
    {
      pantau_turns_give_back (line.turns);
      /* A place that is free belongs to those who wait, not to whoever comes next. */
      g_assert_false (pantau_turns_is_free (line.turns));
      run_until (&line, i + 1);
      run_dry ();
      g_assert_cmpuint (line.order->len, ==, i + 1);
      g_assert_cmpint (g_array_index (line.order, int, i), ==, i == 0 ? 1 : (int) i + 2);
    }
  pantau_turns_give_back (line.turns);
  pantau_turns_give_back (line.turns);
  g_assert_true (pantau_turns_is_free (line.turns));
  line_clear (&line);
}

/* Nobody waits longer than he may; but who has waited so long gets a place that is free. */
static void
test_late (void)
{
  Line line;

  line_init (&line, 1, 8, 20 * 1000);
  pantau_turns_take (line.turns);
  (void) pantau_turns_wait (line.turns, GINT_TO_POINTER (1));
  (void) pantau_turns_wait (line.turns, GINT_TO_POINTER (2));
  run_until (&line, 2);
  g_assert_cmpint (g_array_index (line.order, int, 0), ==, -1);
  g_assert_cmpint (g_array_index (line.order, int, 1), ==, -2);

  (void) pantau_turns_wait (line.turns, GINT_TO_POINTER (3));
  pantau_turns_give_back (line.turns);
  g_usleep (30 * 1000);
  run_until (&line, 3);
  g_assert_cmpint (g_array_index (line.order, int, 2), ==, 3);
  pantau_turns_give_back (line.turns);
  line_clear (&line);
}

/* A turn that is not taken is the next one's. */
static void
test_not_taken (void)
{
  Line line;

  line_init (&line, 1, 500, -1);
  line.takes = FALSE;
  pantau_turns_take (line.turns);
  for (int i = 0; i < 300; i++)
    (void) pantau_turns_wait (line.turns, GINT_TO_POINTER (i + 1));
  pantau_turns_give_back (line.turns);
  run_until (&line, 300);
  for (int i = 0; i < 300; i++)
    g_assert_cmpint (g_array_index (line.order, int, i), ==, i + 1);
  line_clear (&line);
}

/* The delay that is foretold grows with the line, and is none where nobody waits. */
static void
test_load (void)
{
  Line line;
  PantauTurnsLoad load, more;

  line_init (&line, 1, 1000, -1);
  pantau_turns_get_load (line.turns, &load);
  g_assert_cmpint (load.delay, ==, 0);
  pantau_turns_take (line.turns);
  for (int i = 0; i < 400; i++)
    (void) pantau_turns_wait (line.turns, GINT_TO_POINTER (i + 1));
  pantau_turns_get_load (line.turns, &load);
  g_assert_cmpuint (load.waiting, ==, 400);
  g_assert_cmpint (load.delay, >, 0);
  for (guint i = 0; i < 200; i++)
    {
      g_usleep (200);
      pantau_turns_give_back (line.turns);
      run_until (&line, i + 1);
    }
  pantau_turns_get_load (line.turns, &more);
  g_assert_cmpuint (more.done, ==, 200);
  g_assert_cmpuint (more.waiting, ==, 200);
  g_assert_cmpint (more.interval, >=, 200); /* nobody works faster than he sleeps */
  g_assert_cmpint (more.delay, >=, 200 * more.interval);
  for (guint i = 200; i < 400; i++)
    {
      pantau_turns_give_back (line.turns);
      run_until (&line, i + 1);
    }
  pantau_turns_give_back (line.turns);
  line_clear (&line);
}

/* ---- At the door ---- */

static Door *
door_with (guint waiting)
{
  PantauHttpLimits limits;

  pantau_http_limits_init (&limits);
  limits.max_in_flight = PLACES;
  limits.max_waiting = waiting;
  limits.patience = 600 * 1000;

  return door_new (NULL, NULL, &limits);
}

static guint
get_waiting (Door *door)
{
  PantauHttpStatistics statistics;

  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.in_flight, <=, PLACES + PLACES / 4);

  return statistics.waiting;
}

static void
ask_many (Door *door, int *fds, guint n, const char *request)
{
  for (guint i = 0; i < n; i++)
    {
      fds[i] = door_connect (door);
      raw_send (fds[i], request, -1);
    }
}

/* All of a burst are answered although a few are worked on at once, and none is sent away. */
static void
test_burst (void)
{
  g_autoptr (Door) door = door_with (100);
  PantauHttpStatistics statistics;
  int fds[80];

  ask_many (door, fds, G_N_ELEMENTS (fds), GET ("/hold"));
  for (guint done = 0; done < G_N_ELEMENTS (fds); done += PLACES)
    {
      WAIT_UNTIL (door_waiting (door) == PLACES);
      g_assert_cmpuint (door_served (door), ==, done + PLACES);
      WAIT_UNTIL (get_waiting (door) == G_N_ELEMENTS (fds) - done - PLACES);
      door_release (door);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *response = raw_receive (fds[i]);

      assert_status (response, 200);
      close (fds[i]);
    }
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.busy, ==, 0);
}

/* Bodies come in while others are worked on, and are whole when it is their turn. */
static void
test_bodies (void)
{
  g_autoptr (Door) door = door_with (100);
  int held[PLACES], fds[20];

  ask_many (door, held, PLACES, GET ("/hold"));
  WAIT_UNTIL (door_waiting (door) == PLACES);
  ask_many (door, fds, G_N_ELEMENTS (fds), POST "Content-Length: 5\r\n\r\nab");
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    raw_send (fds[i], "cde", -1);
  WAIT_UNTIL (get_waiting (door) == G_N_ELEMENTS (fds));
  door_release (door);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *response = raw_receive (fds[i]);

      g_assert_true (g_str_has_suffix (response, "\r\n\r\nabcde"));
      close (fds[i]);
    }
  for (guint i = 0; i < PLACES; i++)
    close (held[i]);
}

/* However many come: so many wait, the others are told when to come; and where nobody may wait for so long, nobody does. */
static void
test_bounded (void)
{
  g_autoptr (Door) door = door_with (20);
  PantauHttpStatistics statistics;
  guint refused = 0;
  int fds[60];

  ask_many (door, fds, PLACES, GET ("/hold"));
  WAIT_UNTIL (door_waiting (door) == PLACES);
  ask_many (door, fds + PLACES, 20, GET ("/text"));
  WAIT_UNTIL (get_waiting (door) == 20);
  for (guint i = PLACES + 20; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *response = door_ask (door, GET ("/text"));
      const char *named = strstr (response, "\r\nRetry-After: ");

      assert_status (response, 503);
      g_assert_nonnull (named);
      g_assert_null (strstr (named + 1, "\r\nRetry-After: "));
      g_assert_cmpint (g_ascii_strtoll (named + strlen ("\r\nRetry-After: "), NULL, 10), >=, 1);
      g_assert_cmpint (g_ascii_strtoll (named + strlen ("\r\nRetry-After: "), NULL, 10), <=, 91);
      refused++;
    }
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.waiting, ==, 20);
  g_assert_cmpuint (statistics.busy, ==, refused);
  door_release (door);
  for (guint i = 0; i < PLACES + 20; i++)
    {
      g_autofree char *response = raw_receive (fds[i]);

      assert_status (response, 200);
      close (fds[i]);
    }
}

/* What waits shares one budget of memory with what comes in. */
static void
test_budget (void)
{
  PantauHttpLimits limits;
  g_autoptr (Door) door = NULL;
  g_autofree char *body = g_strnfill (30000, 'x'), *over = NULL, *waited = NULL;
  int held[PLACES], first;

  pantau_http_limits_init (&limits);
  limits.max_in_flight = PLACES;
  limits.max_waiting = 100;
  limits.body_budget = 50000;
  limits.patience = 600 * 1000;
  door = door_new (NULL, NULL, &limits);
  ask_many (door, held, PLACES, GET ("/hold"));
  WAIT_UNTIL (door_waiting (door) == PLACES);
  first = door_connect (door);
  raw_send (first, POST "Content-Length: 30000\r\n\r\n", -1);
  raw_send (first, body, -1);
  WAIT_UNTIL (get_waiting (door) == 1);
  {
    int second = door_connect (door);

    raw_send (second, POST "Content-Length: 30000\r\n\r\n", -1);
    raw_send (second, body, -1);
    over = raw_receive (second);
    close (second);
  }
  assert_status (over, 503);
  door_release (door);
  waited = raw_receive (first);
  assert_status (waited, 200);
  close (first);
  for (guint i = 0; i < PLACES; i++)
    close (held[i]);
}

/* Who would wait for news stands in a line of his own: hundreds of them keep nobody from bringing something. */
static void
test_patient (void)
{
  g_autoptr (Door) door = door_with (4);
  g_autofree char *other = NULL;
  PantauHttpStatistics statistics;
  int fds[60];

  ask_many (door, fds, G_N_ELEMENTS (fds), GET ("/poll"));
  WAIT_UNTIL (door_open (door) == G_N_ELEMENTS (fds));
  WAIT_UNTIL ((door_statistics (door, NULL, &statistics),
               statistics.parked == G_N_ELEMENTS (fds) - PLACES / 4));
  g_assert_cmpuint (statistics.in_flight, ==, PLACES / 4);
  other = door_ask (door, GET ("/text"));
  assert_status (other, 200);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *response = NULL;

      WAIT_UNTIL (door_waiting (door) == PLACES / 4);
      door_release (door);
      response = raw_receive (fds[i]);
      assert_status (response, 200); /* each in its order, or this would never come */
      close (fds[i]);
    }
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.busy, ==, 0);
}

/* Where many wait a visit that would begin is told when to come; where nobody does any more it begins, before its time too. */
static void
test_visits (void)
{
  g_autoptr (Door) door = door_with (400);
  PantauHttpStatistics statistics;
  int fds[PLACES + 300];

  ask_many (door, fds, PLACES, GET ("/hold"));
  WAIT_UNTIL (door_waiting (door) == PLACES);
  for (char who = 'a'; who <= 'c'; who++)
    {
      g_autofree char *request = g_strdup_printf (GET ("/visit?a=%c"), who), *response = NULL;

      response = door_ask (door, request);
      assert_status (response, 200);
    }
  ask_many (door, fds + PLACES, 300, GET ("/text"));
  WAIT_UNTIL (get_waiting (door) == 300);
  for (char who = 'a'; who <= 'c'; who++)
    {
      g_autofree char *request = g_strdup_printf (GET ("/visit?a=%c"), who), *response = NULL;
      const char *named;

      response = door_ask (door, request);
      assert_status (response, 503);
      named = strstr (response, "\r\nRetry-After: ");
      g_assert_nonnull (named);
      g_assert_cmpint (g_ascii_strtoll (named + strlen ("\r\nRetry-After: "), NULL, 10), >=, 1);
      g_assert_cmpint (g_ascii_strtoll (named + strlen ("\r\nRetry-After: "), NULL, 10), <=, 600);
    }
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.appointments, ==, 3);
  g_assert_cmpuint (statistics.busy, ==, 3);

  door_release (door);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *response = raw_receive (fds[i]);

      assert_status (response, 200);
      close (fds[i]);
    }
  for (char who = 'a'; who <= 'c'; who++)
    {
      g_autofree char *request = g_strdup_printf (GET ("/visit?a=%c"), who), *response = NULL;

      response = door_ask (door, request);
      assert_status (response, 200);
    }
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.appointments, ==, 0);
}

/* Who has waited for as long as anybody may is told so, and who would wait longer at once. */
static void
test_impatient (void)
{
  PantauHttpLimits limits;
  g_autoptr (Door) door = NULL;
  PantauHttpStatistics statistics;
  int fds[PLACES + 300];

  pantau_http_limits_init (&limits);
  limits.max_in_flight = PLACES;
  limits.max_waiting = 400;
  limits.patience = 1000; /* 200 times what one is thought to take before anything was seen */
  door = door_new (NULL, NULL, &limits);
  ask_many (door, fds, PLACES, GET ("/hold"));
  WAIT_UNTIL (door_waiting (door) == PLACES);
  ask_many (door, fds + PLACES, 300, GET ("/text"));
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *response = raw_receive (fds[PLACES + i]);

      assert_status (response, 503); /* all of them, at the latest when a second is over */
      close (fds[PLACES + i]);
    }
  door_statistics (door, NULL, &statistics);
  g_assert_cmpuint (statistics.busy, ==, 300);
  g_assert_cmpuint (statistics.waiting, ==, 0);
  g_assert_cmpuint (statistics.appointments, ==, 0); /* nobody knows who they were */

  door_release (door);
  for (guint i = 0; i < PLACES; i++)
    {
      g_autofree char *response = raw_receive (fds[i]);

      assert_status (response, 200);
      close (fds[i]);
    }
}

/* Clients that leave while they wait leave nothing behind. */
static void
test_leave (void)
{
  g_autoptr (Door) door = door_with (100);
  g_autofree char *after = NULL;
  int held[PLACES], fds[40], polls[40];

  ask_many (door, held, PLACES, GET ("/hold"));
  ask_many (door, polls, 1, GET ("/poll"));
  WAIT_UNTIL (door_waiting (door) == PLACES + 1);
  ask_many (door, fds, G_N_ELEMENTS (fds), GET ("/text"));
  ask_many (door, polls + 1, G_N_ELEMENTS (polls) - 1, GET ("/poll"));
  WAIT_UNTIL (get_waiting (door) == G_N_ELEMENTS (fds));
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  /* These are noticed at once, as parked ones are. */
  for (guint i = 1; i < G_N_ELEMENTS (polls); i++)
    close (polls[i]);
  WAIT_UNTIL (door_open (door) <= PLACES + 1 + G_N_ELEMENTS (fds));
  door_release (door);
  WAIT_UNTIL (door_open (door) == 0 || get_waiting (door) == 0);
  after = door_ask (door, GET ("/text"));
  assert_status (after, 200);
  for (guint i = 0; i < PLACES; i++)
    close (held[i]);
  close (polls[0]);
}

static gpointer
drain_thread (gpointer data)
{
  return GINT_TO_POINTER (door_drain (data, 60 * 1000));
}

/* The end: who waits is still served, who would wait for news is sent away; and a hard one leaves nothing. */
static void
test_drain (void)
{
  Door *door = door_with (100);
  guint before;
  int held[PLACES], fds[10], polls[10];
  GThread *drainer;

  ask_many (door, held, PLACES, GET ("/hold"));
  ask_many (door, polls, 1, GET ("/poll"));
  WAIT_UNTIL (door_waiting (door) == PLACES + 1);
  ask_many (door, fds, G_N_ELEMENTS (fds), GET ("/text"));
  ask_many (door, polls + 1, G_N_ELEMENTS (polls) - 1, GET ("/poll"));
  WAIT_UNTIL (get_waiting (door) == G_N_ELEMENTS (fds));
  WAIT_UNTIL (door_open (door) == PLACES + G_N_ELEMENTS (fds) + G_N_ELEMENTS (polls));
  drainer = g_thread_new ("drain", drain_thread, door);
  for (guint i = 1; i < G_N_ELEMENTS (polls); i++)
    {
      g_autofree char *response = raw_receive (polls[i]);

      assert_status (response, 503);
      close (polls[i]);
    }
  door_release (door);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *response = raw_receive (fds[i]);

      assert_status (response, 200);
      close (fds[i]);
    }
  g_assert_true (GPOINTER_TO_INT (g_thread_join (drainer)));
  for (guint i = 0; i < PLACES; i++)
    close (held[i]);
  close (polls[0]);
  door_free (door);

  before = count_descriptors ();
  door = door_with (100);
  ask_many (door, held, PLACES, GET ("/hold"));
  WAIT_UNTIL (door_waiting (door) == PLACES);
  ask_many (door, fds, G_N_ELEMENTS (fds), GET ("/text"));
  ask_many (door, polls, G_N_ELEMENTS (polls), GET ("/poll"));
  WAIT_UNTIL (get_waiting (door) == G_N_ELEMENTS (fds));
  door_free_hard (door);
  for (guint i = 0; i < PLACES; i++)
    close (held[i]);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      close (fds[i]);
      close (polls[i]);
    }
  g_assert_cmpuint (count_descriptors (), ==, before);
}

void
flight_add_turns_tests (void)
{
  g_test_add_func ("/turns/order", test_order);
  g_test_add_func ("/turns/late", test_late);
  g_test_add_func ("/turns/not-taken", test_not_taken);
  g_test_add_func ("/turns/load", test_load);
  g_test_add_func ("/turns/burst", test_burst);
  g_test_add_func ("/turns/bodies", test_bodies);
  g_test_add_func ("/turns/bounded", test_bounded);
  g_test_add_func ("/turns/budget", test_budget);
  g_test_add_func ("/turns/patient", test_patient);
  g_test_add_func ("/turns/visits", test_visits);
  g_test_add_func ("/turns/impatient", test_impatient);
  g_test_add_func ("/turns/leave", test_leave);
  g_test_add_func ("/turns/drain", test_drain);
}
