/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source for thousands of deadlines and sockets: told in time and in order, never to one who has gone, and nobody's turn is taken. */

#include "config.h"

#include "post.h"

#include <sys/socket.h>
#include <unistd.h>

#include "door-fixture.h"
#include "flight-tests.h"

#define MANY 3000

typedef struct _Desk Desk;

/* One post, and what it was told. */
typedef struct
{
  Desk *desk;
  PantauPost *post; /* (nullable) */
  int fds[2];       /* the first is watched */
  guint times;
  guint closed;
} Box;

struct _Desk
{
  Box boxes[MANY];
  GArray *order; /* of guint: of whom a time was told */
  guint told;

  /* What whoever is told does, besides. */
  int frees; /* that box; -1: none */
  gboolean frees_itself;
  gboolean stops_watching;
  gint64 again; /* µs from now; 0: not */
};

static void
box_free (Box *box)
{
  g_clear_pointer (&box->post, pantau_post_free);
}

static void
post_cb (PantauPostEvent event, gpointer data)
{
  Box *box = data;
  Desk *desk = box->desk;
  guint number = (guint) (box - desk->boxes);

  g_assert_nonnull (box->post); /* it was not freed before */
  desk->told++;
  if (event == PANTAU_POST_TIME)
    {
      box->times++;
      g_array_append_val (desk->order, number);
      if (desk->again > 0)
        pantau_post_set_time (box->post, g_get_monotonic_time () + desk->again);
    }
  else
    {
      box->closed++;
      if (desk->stops_watching)
        pantau_post_set_socket (box->post, -1);
    }
  if (desk->frees >= 0)
    box_free (&desk->boxes[desk->frees]);
  if (desk->frees_itself)
    box_free (box);
}

static Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);

  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  self->frees = -1;
  for (guint i = 0; i < MANY; i++)
    self->boxes[i] = (Box){ .desk = self, .fds = { -1, -1 } };

  return self;
}

static void
desk_open (Desk *self, guint n)
{
  for (guint i = 0; i < n; i++)
    self->boxes[i].post = pantau_post_new (post_cb, &self->boxes[i]);
}

/* Each has a socket, watched. */
static void
desk_watch (Desk *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, self->boxes[i].fds), ==, 0);
      pantau_post_set_socket (self->boxes[i].post, self->boxes[i].fds[0]);
    }
}

static void
desk_hang_up (Desk *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      close (self->boxes[i].fds[1]);
      self->boxes[i].fds[1] = -1;
    }
}

static void
desk_free (Desk *self)
{
  for (guint i = 0; i < MANY; i++)
    {
      box_free (&self->boxes[i]);
      for (guint k = 0; k < 2; k++)
        if (self->boxes[i].fds[k] >= 0)
          close (self->boxes[i].fds[k]);
    }
  g_array_unref (self->order);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static void
run_until (const Desk *self, guint told)
{
  while (self->told < told)
    g_main_context_iteration (NULL, TRUE);
}

/* What is ready; of whatever may come again and again, some rounds. */
static void
run_some (void)
{
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* The earlier time first, whoever was there first; each once; a time that is taken back is not told. */
static void
test_times (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 now = g_get_monotonic_time ();
  const guint n = 1000;

  desk_open (desk, n);
  for (guint i = 0; i < n; i++)
    pantau_post_set_time (desk->boxes[i].post, now + 40000 - (i * 7919 % n) * 20);
  for (guint i = 0; i < n; i += 10)
    pantau_post_set_time (desk->boxes[i].post, -1);
  run_until (desk, n - n / 10);
  run_some ();

  g_assert_cmpuint (desk->told, ==, n - n / 10);
  g_assert_cmpint (g_get_monotonic_time () - now, >=, 40000 - 20); /* not before their time */
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (desk->boxes[i].times, ==, i % 10 != 0);
  for (guint i = 1; i < desk->order->len; i++)
    {
      guint one = g_array_index (desk->order, guint, i - 1),
            other = g_array_index (desk->order, guint, i);

      g_assert_cmpuint (one * 7919 % n, >, other * 7919 % n);
    }
}

/* Set anew it counts anew: earlier, later, from within its own call; and a time that is long over is told once, not for ever. */
static void
test_times_change (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 now = g_get_monotonic_time ();

  desk_open (desk, 3);
  pantau_post_set_time (desk->boxes[0].post, now + G_TIME_SPAN_HOUR);
  pantau_post_set_time (desk->boxes[1].post, now + 1000);
  pantau_post_set_time (desk->boxes[2].post, now + G_TIME_SPAN_HOUR);
  pantau_post_set_time (desk->boxes[1].post, now + 2 * G_TIME_SPAN_HOUR);
  pantau_post_set_time (desk->boxes[0].post, now + 2000);
  run_until (desk, 1);
  g_assert_cmpuint (desk->boxes[0].times, ==, 1);
  pantau_post_set_time (desk->boxes[2].post, 0);
  run_until (desk, 2);
  run_some ();
  g_assert_cmpuint (desk->boxes[2].times, ==, 1);
  g_assert_cmpuint (desk->told, ==, 2);

  desk->again = 500;
  pantau_post_set_time (desk->boxes[0].post, now);
  run_until (desk, 12);
  g_assert_cmpuint (desk->boxes[0].times, ==, 11);
  g_assert_cmpuint (desk->boxes[1].times, ==, 0);
}

/* Who closes is told of, others not; again and again until nobody watches, and what was not read does not hide it. */
static void
test_closed (void)
{
  g_autoptr (Desk) desk = desk_new ();
  guint told;

  desk_open (desk, 3);
  desk_watch (desk, 3);
  raw_send (desk->boxes[0].fds[1], "unread", -1);
  raw_send (desk->boxes[2].fds[1], "unread", -1);
  run_some ();
  g_assert_cmpuint (desk->told, ==, 0); /* bytes are not the end */

  desk_hang_up (desk, 1);
  run_until (desk, 200);
  g_assert_cmpuint (desk->boxes[0].closed, ==, desk->told);
  desk->stops_watching = TRUE;
  told = desk->told;
  run_until (desk, told + 1);
  run_some ();
  g_assert_cmpuint (desk->boxes[0].closed, ==, told + 1);
  g_assert_cmpuint (desk->told, ==, told + 1);

  /* Watched anew it is told anew; half of a client's end is one. */
  pantau_post_set_socket (desk->boxes[0].post, desk->boxes[0].fds[0]);
  run_until (desk, told + 2);
  g_assert_cmpuint (desk->boxes[0].closed, ==, told + 2);
  shutdown (desk->boxes[1].fds[1], SHUT_WR);
  run_until (desk, told + 3);
  g_assert_cmpuint (desk->boxes[1].closed, ==, 1);
  g_assert_cmpuint (desk->boxes[2].closed, ==, 0);
}

/* Whoever is told may free any of them, and the one that would be next is not told of any more. */
static void
test_frees_others (void)
{
  g_autoptr (Desk) desk = desk_new ();
  gint64 now = g_get_monotonic_time ();

  desk_open (desk, 4);
  desk_watch (desk, 4);
  for (guint i = 0; i < 2; i++)
    pantau_post_set_time (desk->boxes[i].post, now - 10 + i);
  desk->frees = 1;
  run_until (desk, 1);
  run_some ();
  g_assert_cmpuint (desk->boxes[0].times, ==, 1);
  g_assert_cmpuint (desk->told, ==, 1);

  desk->frees = 3;
  pantau_post_set_socket (desk->boxes[0].post, -1);
  desk_hang_up (desk, 4);
  desk->stops_watching = TRUE;
  run_until (desk, 2);
  run_some ();
  g_assert_cmpuint (desk->boxes[1].closed, ==, 0);
  g_assert_cmpuint (desk->boxes[2].closed + desk->boxes[3].closed, ==, desk->told - 1);
  g_assert_null (desk->boxes[3].post);
}

/* The last of them frees itself while it is told, and the next ones begin anew, in this and in another context. */
static gpointer
other_thread (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Desk *desk = data;

  g_main_context_push_thread_default (context);
  desk_open (desk, 1);
  pantau_post_set_time (desk->boxes[0].post, g_get_monotonic_time () + 1000);
  while (desk->told < 1)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
test_last_leaves (void)
{
  guint before = count_descriptors ();

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (Desk) desk = desk_new (), other = desk_new ();
      GThread *thread;

      desk->frees_itself = other->frees_itself = TRUE;
      thread = g_thread_new ("other", other_thread, other);
      desk_open (desk, 2);
      desk_watch (desk, 2);
      pantau_post_set_time (desk->boxes[0].post, 0);
      desk_hang_up (desk, 2);
      run_until (desk, 2);
      run_some ();
      g_assert_null (desk->boxes[0].post);
      g_assert_null (desk->boxes[1].post);
      g_thread_join (thread);
      g_assert_null (other->boxes[0].post);
    }
  g_assert_cmpuint (count_descriptors (), ==, before); /* no lookout stayed */
}

static gboolean
count_cb (gpointer data)
{
  (*(guint *) data)++;

  return G_SOURCE_CONTINUE;
}

/*
 * Three thousand clients leave in one moment: each is told of once, one source does it, and others have their turns between them.
 */
static void
test_crowd (void)
{
  g_autoptr (Desk) desk = desk_new ();
  guint turns = 0, descriptors = count_descriptors (), id;
  const guint n = MANY / 8; /* two descriptors each; the usual limit is 1,024 */

  desk_open (desk, MANY);
  g_assert_cmpuint (count_descriptors (), <=, descriptors + 2); /* one for all */
  for (guint i = 0; i < MANY; i++)
    pantau_post_set_time (desk->boxes[i].post, g_get_monotonic_time () + G_TIME_SPAN_HOUR);
  desk_watch (desk, n);
  desk->frees_itself = TRUE;
  id = g_timeout_add_full (G_PRIORITY_DEFAULT, 0, count_cb, &turns, NULL);
  desk_hang_up (desk, n);
  run_until (desk, n);
  run_some ();
  g_source_remove (id);
  g_assert_cmpuint (desk->told, ==, n);
  g_assert_cmpuint (turns, >=, 4);
}

void
flight_add_post_tests (void)
{
  g_test_add_func ("/post/times", test_times);
  g_test_add_func ("/post/times-change", test_times_change);
  g_test_add_func ("/post/closed", test_closed);
  g_test_add_func ("/post/frees-others", test_frees_others);
  g_test_add_func ("/post/last-leaves", test_last_leaves);
  g_test_add_func ("/post/crowd", test_crowd);
}
