/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole province comes back after an outage, at a province that cannot serve it at once: by the arithmetic of both sides, the appointments here and
 * the back-off of our program there, and a clock that the test sets.
 */

#include "config.h"

#include "appointments.h"

#include "flight-tests.h"
#include "pantau-backoff.h"
#include "pantau-error.h"

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define START  (1000 * G_TIME_SPAN_HOUR)

#define HERD 17000

/* A visit is so many requests one after the other, each of which takes the province so long: 40 visits in a second. */
#define REQUESTS 5
#define SERVICE  (5 * G_TIME_SPAN_MILLISECOND)
#define VISIT    (REQUESTS * SERVICE)
/* From an answer to the next question. */
#define WAY (50 * G_TIME_SPAN_MILLISECOND)

/* ---- A herd ---- */

typedef struct
{
  char name[16];
  PantauBackoff backoff;
  gint64 tries[PANTAU_BACKOFF_A_MINUTE];
  guint n_tries;
  guint requests; /* of its visit */
  gint64 came;
  gint64 due;
  gint64 done;
} Laptop;

typedef struct
{
  PantauAppointments *appointments;
  Laptop *laptops;
  guint n;
  GSequence *events; /* of Laptop, by when they are due */
  gint64 free_at;    /* the province has done by then what it was given */
  guint64 given;
  gint64 longest; /* that a request waited */
  gint64 busy;    /* µs of work */
} Herd;

static int
compare_due (gconstpointer a, gconstpointer b, gpointer data)
{
  const Laptop *one = a, *other = b;

  return one->due != other->due ? (one->due < other->due ? -1 : 1) : (one < other ? -1 : 1);
}

/* @n laptops, each at some moment of @span. */
static void
herd_init (Herd *self, guint n, gint64 span, guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  *self = (Herd){ .appointments = pantau_appointments_new (),
                  .laptops = g_new0 (Laptop, n),
                  .n = n,
                  .events = g_sequence_new (NULL) };
  for (guint i = 0; i < n; i++)
    {
      Laptop *laptop = &self->laptops[i];

      g_snprintf (laptop->name, sizeof laptop->name, "%u", i);
      pantau_backoff_init (&laptop->backoff, seed + i + 1);
      laptop->came = laptop->due = START + (gint64) g_rand_double_range (rand, 0, (double) span);
      g_sequence_append (self->events, laptop);
    }
  g_sequence_sort (self->events, compare_due, NULL);
}

static void
herd_clear (Herd *self)
{
  for (guint i = 0; i < self->n; i++)
    pantau_backoff_clear (&self->laptops[i].backoff);
  g_free (self->laptops);
  g_sequence_free (self->events);
  pantau_appointments_free (self->appointments);
}

/* What the province sees of itself: whoever waits, waits in one line. */
static PantauTurnsLoad
get_load (const Herd *self, gint64 now)
{
  gint64 delay = MAX (self->free_at - now, 0);

  return (PantauTurnsLoad){ .waiting = (guint) (delay / SERVICE),
                            .delay = delay / SERVICE * SERVICE,
                            .interval = SERVICE,
                            .done = self->given - (guint64) (delay / SERVICE) };
}

/* At most four in any minute, whatever became of them. */
static void
count_try (Laptop *laptop, gint64 now)
{
  gint64 *oldest = &laptop->tries[laptop->n_tries++ % PANTAU_BACKOFF_A_MINUTE];

  if (laptop->n_tries > PANTAU_BACKOFF_A_MINUTE)
    g_assert_cmpint (now - *oldest, >=, MINUTE);
  *oldest = now;
}

/* TRUE where it may begin its visit; else it comes again when its back-off says. */
static gboolean
knock (Herd *self, Laptop *laptop, gint64 now)
{
  PantauTurnsLoad load = get_load (self, now);
  g_autoptr (GError) error = NULL;
  gint64 wait = 0;

  count_try (laptop, now);
  pantau_backoff_begin (&laptop->backoff, now);
  if (pantau_appointments_ask (self->appointments, laptop->name, &load, now, &wait))
    return TRUE;

  g_assert_cmpint (wait, >, 0);
  g_assert_cmpint (wait, <=, PANTAU_APPOINTMENTS_LONGEST);
  error = g_error_new_literal (PANTAU_ERROR, PANTAU_ERROR_OVERLOADED, "busy");
  pantau_error_tell (error, "busy", now + (wait + SECOND - 1) / SECOND * SECOND);
  pantau_backoff_fail (&laptop->backoff, error, now);
  laptop->due = pantau_backoff_get_next (&laptop->backoff);

  return FALSE;
}

/* One request: when it is answered the next one goes. */
static void
ask (Herd *self, Laptop *laptop, gint64 now)
{
  self->longest = MAX (self->longest, self->free_at - now);
  self->free_at = MAX (self->free_at, now) + SERVICE;
  self->busy += SERVICE;
  self->given++;
  laptop->requests++;
  laptop->due = self->free_at + WAY;
}

/* Until all are through. The end of the last. */
static gint64
herd_run (Herd *self)
{
  gint64 last = 0;

  while (!g_sequence_is_empty (self->events))
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->events);
      Laptop *laptop = g_sequence_get (first);
      gint64 now = laptop->due;

      if (laptop->requests == REQUESTS)
        {
          laptop->done = last = now;
          g_sequence_remove (first);
          continue;
        }
      if (laptop->requests > 0 || knock (self, laptop, now))
        ask (self, laptop, now);
      g_sequence_sort_changed (first, compare_due, NULL);
    }

  return last;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* Of the time that each took, sorted. */
static GArray *
herd_get_waits (const Herd *self, guint *most_tries)
{
  GArray *waits = g_array_new (FALSE, FALSE, sizeof (gint64));

  *most_tries = 0;
  for (guint i = 0; i < self->n; i++)
    {
      gint64 wait = self->laptops[i].done - self->laptops[i].came;

      g_array_append_val (waits, wait);
      *most_tries = MAX (*most_tries, self->laptops[i].n_tries);
    }
  g_array_sort (waits, compare_times);

  return waits;
}

static double
seconds (gint64 time)
{
  return (double) time / (double) SECOND;
}

/*
 * All are through as soon as the work can be done, but for little; nobody is sent away again and again, nobody waits many times as long as the others, and no
 * request so long that somebody would call it a hang.
 */
static void
assert_fair (gint64 span, guint seed)
{
  Herd herd;
  gint64 end;
  g_autoptr (GArray) waits = NULL;
  guint most_tries;
  gint64 median, p99, longest;

  herd_init (&herd, HERD, span, seed);
  end = herd_run (&herd) - START;
  waits = herd_get_waits (&herd, &most_tries);
  median = g_array_index (waits, gint64, HERD / 2);
  p99 = g_array_index (waits, gint64, HERD * 99 / 100);
  longest = g_array_index (waits, gint64, HERD - 1);
  g_test_message ("over %.0f s: all through after %.0f s (the work alone %.0f s); median %.1f s, "
                  "p99 %.1f s, longest %.1f s; at most %u tries; a request waited %.1f s at most",
                  seconds (span), seconds (end), seconds (HERD * VISIT), seconds (median),
                  seconds (p99), seconds (longest), most_tries, seconds (herd.longest));

  g_assert_cmpint (end, <, MAX (span, HERD * VISIT) * 3 / 2);
  g_assert_cmpint (longest, <, 4 * median);
  g_assert_cmpuint (most_tries, <=, 4);
  g_assert_cmpint (herd.longest, <, 10 * SECOND);
  g_assert_cmpuint (pantau_appointments_get_size (herd.appointments), ==, 0);
  herd_clear (&herd);
}

static void
test_herd (void)
{
  guint seed = (guint) g_test_rand_int_range (1, 1000000);

  assert_fair (300 * SECOND, seed);  /* the longest pause of our back-off */
  assert_fair (SECOND, seed + HERD); /* the power comes back */
}

/* Where there is room nobody is sent away. */
static void
test_quiet (void)
{
  Herd herd;
  g_autoptr (GArray) waits = NULL;
  guint most_tries;

  herd_init (&herd, HERD / 10, 300 * SECOND, 1);
  herd_run (&herd);
  waits = herd_get_waits (&herd, &most_tries);
  g_assert_cmpuint (most_tries, ==, 1);
  g_assert_cmpint (g_array_index (waits, gint64, waits->len - 1), <, 2 * SECOND);
  herd_clear (&herd);
}

/* ---- One by one ---- */

static const PantauTurnsLoad busy = {
  .waiting = 1000, .delay = 5 * SECOND, .interval = SERVICE, .done = 1
};
static const PantauTurnsLoad idle = { .interval = SERVICE, .done = 1 };

/* Each is told a time behind the one before; who asks early keeps it, and who comes at it goes before who comes anew. */
static void
test_order (void)
{
  g_autoptr (PantauAppointments) book = pantau_appointments_new ();
  gint64 first = 0, second = 0, again = 0, later = 0, now = START;

  g_assert_false (pantau_appointments_ask (book, "a", &busy, now, &first));
  g_assert_false (pantau_appointments_ask (book, "b", &busy, now, &second));
  g_assert_cmpint (first, >=, busy.delay);
  g_assert_cmpint (second, >, first);
  g_assert_false (pantau_appointments_ask (book, "a", &busy, now + SECOND, &again));
  g_assert_cmpint (again, ==, first - SECOND);

  now += first;
  g_assert_false (pantau_appointments_ask (book, "c", &busy, now, &later));
  g_assert_cmpint (now + later, >, START + second);
  g_assert_true (pantau_appointments_ask (book, "a", &busy, now, &again));
  g_assert_cmpuint (pantau_appointments_get_size (book), ==, 2);
  /* It was there: the next time is another one. */
  g_assert_false (pantau_appointments_ask (book, "a", &busy, now, &again));
  g_assert_cmpint (again, >, later);
}

/* Nobody is kept waiting for one who has not come, and who never comes is forgotten. */
static void
test_missed (void)
{
  g_autoptr (PantauAppointments) book = pantau_appointments_new ();
  gint64 wait = 0;

  g_assert_false (pantau_appointments_ask (book, "a", &busy, START, &wait));
  g_assert_true (pantau_appointments_ask (book, "b", &idle, START, &wait));
  g_assert_true (pantau_appointments_ask (book, "a", &idle, START, &wait));
  g_assert_cmpuint (pantau_appointments_get_size (book), ==, 0);

  g_assert_false (pantau_appointments_ask (book, "c", &busy, START, &wait));
  g_assert_true (
      pantau_appointments_ask (book, "d", &idle, START + 20 * MINUTE, &wait)); /* and looks */
  g_assert_cmpuint (pantau_appointments_get_size (book), ==, 0);
}

/* Names that nobody ever sees again: memory and times have their bounds, whatever the load is said to be. */
static void
test_bounded (void)
{
  static const PantauTurnsLoad loads[] = {
    { .waiting = 2000, .delay = 1, .interval = 0, .done = 0 },
    { .waiting = 2000, .delay = 10 * SECOND, .interval = SERVICE, .done = G_MAXUINT32 },
    { .waiting = 2000, .delay = 24 * G_TIME_SPAN_HOUR, .interval = MINUTE, .done = 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    {
      g_autoptr (PantauAppointments) book = pantau_appointments_new ();
      gint64 now = START;

      g_assert_true (pantau_appointments_ask (book, "x", &idle, now, &(gint64){ 0 }));
      for (guint n = 0; n < 100000; n++)
        {
          char name[16];
          gint64 wait = 0;

          g_snprintf (name, sizeof name, "%u", n);
          if (!pantau_appointments_ask (book, name, &loads[i], now, &wait))
            {
              g_assert_cmpint (wait, >, 0);
              g_assert_cmpint (wait, <=, PANTAU_APPOINTMENTS_LONGEST);
            }
          g_assert_cmpuint (pantau_appointments_get_size (book), <=, PANTAU_APPOINTMENTS_MOST);
          now += n % 100;
        }
    }
}

void
flight_add_appointments_tests (void)
{
  g_test_add_func ("/appointments/herd", test_herd);
  g_test_add_func ("/appointments/quiet", test_quiet);
  g_test_add_func ("/appointments/order", test_order);
  g_test_add_func ("/appointments/missed", test_missed);
  g_test_add_func ("/appointments/bounded", test_bounded);
}
