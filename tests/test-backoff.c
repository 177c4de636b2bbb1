/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When it is tried again (T11): single pauses, a province that is busy, three hundred laptops after an outage, weeks without one. All by a clock
 * that the test sets, so that a month takes a moment. Beside it: whether a line that was down is back (backoff-revival.c).
 */

#include "config.h"

#include "backoff-tests.h"
#include "pantau-backoff.h"
#include "pantau-error.h"

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR

/* Monotonic clocks begin somewhere. */
#define START (1000 * HOUR)

#define HERD 300

static GError *
failure (PantauError code, gint64 not_before)
{
  GError *error = g_error_new_literal (PANTAU_ERROR, (int) code, "scripted");

  pantau_error_tell (error, not_before > 0 ? "busy" : NULL, not_before);

  return error;
}

/* One try at @now that fails so; when the next one is due. */
static gint64
fail (PantauBackoff *backoff, PantauError code, gint64 named, gint64 now)
{
  g_autoptr (GError) error = failure (code, named > 0 ? now + named : 0);

  pantau_backoff_begin (backoff, now);
  pantau_backoff_fail (backoff, error, now);

  return pantau_backoff_get_next (backoff);
}

/* What the province said goes with the error wherever it is handed, and only with ours. */
static void
test_error_tells (void)
{
  g_autoptr (GError) error = failure (PANTAU_ERROR_OVERLOADED, 77), moved = NULL;
  g_autoptr (GError) other = g_error_new_literal (G_FILE_ERROR, 1, "x");
  g_autoptr (GError) copy = g_error_copy (error);

  g_propagate_prefixed_error (&moved, g_error_copy (copy), "files: ");
  g_assert_cmpint (pantau_error_get_not_before (moved), ==, 77);
  g_assert_cmpstr (pantau_error_get_problem (moved), ==, "busy");
  pantau_error_tell (other, "busy", 5);
  g_assert_null (pantau_error_get_problem (other));
  g_assert_cmpint (pantau_error_get_not_before (other), ==, 0);
  g_assert_null (pantau_error_get_problem (NULL));
}

/* Doubles up to five minutes, over the whole of it, from 0; a success begins anew. */
static void
test_full_jitter (void)
{
  PantauBackoff backoff;

  pantau_backoff_init (&backoff, 7);
  for (guint round = 0; round < 2; round++)
    {
      for (guint n = 0; n < 40; n++)
        {
          const gint64 most = MIN ((gint64) 1 << MIN (n, 10), 300) * SECOND;
          gint64 low = G_MAXINT64, high = 0;

          for (guint i = 0; i < 200; i++)
            {
              gint64 pause;

              backoff.failures = n;
              pause = fail (&backoff, PANTAU_ERROR_UNREACHABLE, 0, START) - START;
              low = MIN (low, pause);
              high = MAX (high, pause);
            }
          g_assert_cmpint (low, >=, 0);
          g_assert_cmpint (low, <, most / 10);
          g_assert_cmpint (high, >, most * 9 / 10);
          g_assert_cmpint (high, <=, most);
        }
      pantau_backoff_succeed (&backoff);
      g_assert_cmpuint (backoff.failures, ==, 0);
      g_assert_cmpint (pantau_backoff_get_next (&backoff), ==, 0);
    }
  pantau_backoff_clear (&backoff);
}

/* The same seed gives the same pauses, so that a failing herd can be run again. */
static void
test_seed (void)
{
  PantauBackoff one, two;

  pantau_backoff_init (&one, 11);
  pantau_backoff_init (&two, 11);
  for (guint i = 0; i < 50; i++)
    g_assert_cmpint (fail (&one, PANTAU_ERROR_UNREACHABLE, 0, START), ==,
                     fail (&two, PANTAU_ERROR_UNREACHABLE, 0, START));
  pantau_backoff_clear (&one);
  pantau_backoff_clear (&two);
}

/* Never before the time that was named, not all at it, and not much later. */
static void
test_named (void)
{
  static const gint64 named[] = { 1, 5, 15, 120, 3600 }; /* seconds */

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      gint64 low = G_MAXINT64, high = 0;

      for (guint seed = 1; seed <= HERD; seed++)
        {
          PantauBackoff backoff;
          gint64 pause;

          pantau_backoff_init (&backoff, seed);
          pause = fail (&backoff, PANTAU_ERROR_OVERLOADED, named[i] * SECOND, START) - START;
          low = MIN (low, pause);
          high = MAX (high, pause);
          pantau_backoff_clear (&backoff);
        }
      g_assert_cmpint (low, >=, named[i] * SECOND);
      g_assert_cmpint (high, <=, named[i] * SECOND * 5 / 4 + SECOND);
      g_assert_cmpint (high - low, >, named[i] * SECOND / 5);
    }
}

/* Whoever hurries comes at once to a line that is back, not before the time named, and never more than four times in a minute. */
static void
test_hurry (void)
{
  PantauBackoff backoff;
  gint64 now = START;

  pantau_backoff_init (&backoff, 3);
  for (guint i = 0; i < 12; i++)
    fail (&backoff, PANTAU_ERROR_UNREACHABLE, 0, now);
  pantau_backoff_hurry (&backoff, FALSE, now);
  g_assert_cmpint (pantau_backoff_get_next (&backoff), <=, now);

  pantau_backoff_succeed (&backoff);
  now += HOUR;
  fail (&backoff, PANTAU_ERROR_OVERLOADED, 600 * SECOND, now);
  pantau_backoff_hurry (&backoff, FALSE, now);
  g_assert_cmpint (pantau_backoff_get_next (&backoff), >=, now + 600 * SECOND);
  pantau_backoff_hurry (&backoff, TRUE, now);
  g_assert_cmpint (pantau_backoff_get_next (&backoff), <=, now);

  for (guint i = 0; i < 3; i++)
    {
      fail (&backoff, PANTAU_ERROR_OVERLOADED, 0, now);
      pantau_backoff_hurry (&backoff, TRUE, now);
    }
  g_assert_cmpint (pantau_backoff_get_next (&backoff), >=, now + MINUTE);
  pantau_backoff_clear (&backoff);
}

/* One try at once, one in fifteen seconds, never against a time that was named; the pauses after it are short again. */
static void
test_network (void)
{
  PantauBackoff backoff;
  gint64 now = START;

  pantau_backoff_init (&backoff, 5);
  for (guint i = 0; i < 20; i++)
    fail (&backoff, PANTAU_ERROR_UNREACHABLE, 0, now);
  g_assert_true (pantau_backoff_network (&backoff, now));
  g_assert_cmpint (pantau_backoff_get_next (&backoff), <=, now);
  g_assert_cmpint (fail (&backoff, PANTAU_ERROR_UNREACHABLE, 0, now), <=, now + 8 * SECOND);
  for (gint64 later = 0; later < 15 * SECOND; later += SECOND)
    g_assert_false (pantau_backoff_network (&backoff, now + later));
  g_assert_true (pantau_backoff_network (&backoff, now + 15 * SECOND));

  now += HOUR;
  fail (&backoff, PANTAU_ERROR_OVERLOADED, 90 * SECOND, now);
  g_assert_true (pantau_backoff_network (&backoff, now + SECOND));
  g_assert_cmpint (pantau_backoff_get_next (&backoff), >=, now + 90 * SECOND);
  pantau_backoff_clear (&backoff);
}

/* Somebody is logging in: every few seconds at first, then as with any other line. */
static void
test_portal (void)
{
  PantauBackoff backoff;
  gint64 now = START, longest = 0;

  pantau_backoff_init (&backoff, 9);
  while (now < START + MINUTE)
    {
      gint64 next = fail (&backoff, PANTAU_ERROR_PORTAL, 0, now);

      g_assert_cmpint (next - now, >=, SECOND);
      g_assert_cmpint (next - now, <=, 4 * SECOND);
      now = next;
    }
  for (guint i = 0; i < 60; i++)
    {
      gint64 next = fail (&backoff, PANTAU_ERROR_PORTAL, 0, now);

      longest = MAX (longest, next - now);
      now = next;
    }
  g_assert_cmpint (longest, >, MINUTE);
  g_assert_cmpint (longest, <=, PANTAU_BACKOFF_LONGEST);
  pantau_backoff_clear (&backoff);
}

/* Every error but a line's, with and without a time named, hurried by a person at each chance: four tries in any minute. */
static void
test_four_a_minute (void)
{
  for (int code = PANTAU_ERROR_FAILED; code <= PANTAU_ERROR_CONFLICT; code++)
    for (guint named = 0; named < 3; named++)
      {
        PantauBackoff backoff;
        gint64 tries[200], now = START;

        if (code == PANTAU_ERROR_UNREACHABLE || code == PANTAU_ERROR_PORTAL)
          continue;
        pantau_backoff_init (&backoff, (guint32) (code * 3 + (int) named + 1));
        for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
          {
            tries[i] = now;
            if (i >= PANTAU_BACKOFF_A_MINUTE)
              g_assert_cmpint (tries[i] - tries[i - PANTAU_BACKOFF_A_MINUTE], >=, MINUTE);
            fail (&backoff, (PantauError) code, named * 2 * SECOND, now);
            if (i % 2 == 0)
              {
                pantau_backoff_network (&backoff, now);
                pantau_backoff_hurry (&backoff, TRUE, now);
              }
            now = MAX (now, pantau_backoff_get_next (&backoff));
          }
        pantau_backoff_clear (&backoff);
      }
}

/* ---- A herd ---- */

typedef struct
{
  PantauBackoff backoff;
  gint64 tries[PANTAU_BACKOFF_A_MINUTE];
  guint n_tries;
  gint64 due;
  gboolean is_done;
} Laptop;

/* The laptop whose try is due first; NULL once all are done. */
static Laptop *
next_of (Laptop *laptops)
{
  Laptop *first = NULL;

  for (guint i = 0; i < HERD; i++)
    if (!laptops[i].is_done && (first == NULL || laptops[i].due < first->due))
      first = &laptops[i];

  return first;
}

/* A try at @now: at most four in any minute of one laptop, whatever became of them. */
static void
count_try (Laptop *laptop, gint64 now)
{
  gint64 *oldest = &laptop->tries[laptop->n_tries % PANTAU_BACKOFF_A_MINUTE];

  if (laptop->n_tries >= PANTAU_BACKOFF_A_MINUTE)
    g_assert_cmpint (now - *oldest, >=, MINUTE);
  *oldest = now;
  laptop->n_tries++;
}

/*
 * The province was away for ten minutes and all were told the same; then it takes five in a second and tells the others to come in two seconds. All
 * get in, no second sees a crowd, nobody asks more than four times in a minute.
 */
static void
test_herd (void)
{
  const gint64 back = START + 10 * MINUTE;
  g_autofree Laptop *laptops = g_new0 (Laptop, HERD);
  g_autoptr (GHashTable) seconds = g_hash_table_new (NULL, NULL);
  guint seed = (guint) g_test_rand_int_range (1, 100000), most = 0, most_taken = 0;
  gint64 last = 0;
  Laptop *laptop;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < HERD; i++)
    {
      pantau_backoff_init (&laptops[i].backoff, seed + i);
      laptops[i].due = START;
    }
  while ((laptop = next_of (laptops)) != NULL)
    {
      gint64 now = laptop->due;
      gpointer second = GINT_TO_POINTER ((gint) ((now - START) / SECOND) + 1);
      guint crowd = GPOINTER_TO_UINT (g_hash_table_lookup (seconds, second)) + 1;

      count_try (laptop, now);
      g_hash_table_insert (seconds, second, GUINT_TO_POINTER (crowd));
      if (now > START)
        most = MAX (most, crowd);
      if (now < back)
        fail (&laptop->backoff, PANTAU_ERROR_OVERLOADED, 5 * SECOND, now);
      else if (crowd > 5)
        fail (&laptop->backoff, PANTAU_ERROR_OVERLOADED, 2 * SECOND, now);
      else
        {
          laptop->is_done = TRUE;
          most_taken = MAX (most_taken, crowd);
          last = MAX (last, now);
          continue;
        }
      laptop->due = pantau_backoff_get_next (&laptop->backoff);
    }
  g_test_message ("at most %u in a second; all in after %" G_GINT64_FORMAT " s", most,
                  (last - back) / SECOND);

  /* The second tries, five seconds after all were there at once, are the densest: 300 over two seconds and a quarter. */
  g_assert_cmpuint (most, <, HERD * 3 / 4);
  g_assert_cmpuint (most_taken, <=, 5);
  g_assert_cmpint (last - back, <, 20 * MINUTE);
  for (guint i = 0; i < HERD; i++)
    pantau_backoff_clear (&laptops[i].backoff);
}

/* Once the pauses have grown, no ten seconds of the next quarter of an hour have more than a few times their share. */
static void
test_spread (void)
{
  guint tens[90] = { 0 }, most = 0, sum = 0;
  guint seed = (guint) g_test_rand_int_range (1, 100000);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < HERD; i++)
    {
      PantauBackoff backoff;
      gint64 now = START;

      pantau_backoff_init (&backoff, seed + i);
      while (now < START + 45 * MINUTE)
        {
          if (now >= START + 30 * MINUTE)
            tens[(now - START - 30 * MINUTE) / (10 * SECOND)]++;
          now = fail (&backoff, PANTAU_ERROR_OVERLOADED, 0, now);
        }
      pantau_backoff_clear (&backoff);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tens); i++)
    {
      sum += tens[i];
      most = MAX (most, tens[i]);
    }
  g_test_message ("at most %u in ten seconds, on average %u", most,
                  sum / (guint) G_N_ELEMENTS (tens));
  g_assert_cmpuint (most, <, 3 * sum / G_N_ELEMENTS (tens));
}

/* Three months without a province: it is still asked, at least every five minutes, and the next success begins anew. */
static void
test_never_gives_up (void)
{
  const gint64 months = 90 * G_TIME_SPAN_DAY;
  PantauBackoff backoff;
  gint64 now = START;
  guint tries = 0;

  pantau_backoff_init (&backoff, 13);
  while (now < START + months)
    {
      gint64 next =
          fail (&backoff, tries % 7 == 0 ? PANTAU_ERROR_REFUSED : PANTAU_ERROR_UNREACHABLE, 0, now);

      g_assert_cmpint (next - now, <=, PANTAU_BACKOFF_LONGEST + MINUTE);
      now = next;
      tries++;
    }
  g_test_message ("%u tries", tries);
  g_assert_cmpuint (tries, >, 90 * 24 * 60 / 6);
  pantau_backoff_succeed (&backoff);
  g_assert_cmpint (fail (&backoff, PANTAU_ERROR_UNREACHABLE, 0, now), <=, now + SECOND);
  pantau_backoff_clear (&backoff);
}

/*
 * A province that works and names its times is asked at these times, whatever went wrong before it: an outage of hours leaves no pause of minutes behind. Four
 * tries in any minute all the same, and whoever had to wait for its end comes within a quarter of a minute.
 */
static void
test_orderly (void)
{
  guint seed = (guint) g_test_rand_int_range (1, 100000);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < HERD; i++)
    {
      PantauBackoff backoff;
      gint64 tries[40], now = START;

      pantau_backoff_init (&backoff, seed + i);
      for (guint n = 0; n < 20; n++)
        now = fail (&backoff, PANTAU_ERROR_UNREACHABLE, 0, now);
      now += HOUR;
      for (guint n = 0; n < G_N_ELEMENTS (tries); n++)
        {
          const gint64 named = (n % 3 == 0 ? 40 : 2) * SECOND;
          gint64 minute = n >= PANTAU_BACKOFF_A_MINUTE - 1
                              ? tries[n - PANTAU_BACKOFF_A_MINUTE + 1] + MINUTE
                              : 0;

          tries[n] = now;
          if (n >= PANTAU_BACKOFF_A_MINUTE)
            g_assert_cmpint (now - tries[n - PANTAU_BACKOFF_A_MINUTE], >=, MINUTE);
          now = fail (&backoff, PANTAU_ERROR_OVERLOADED, named, now);
          g_assert_cmpint (now, >=, MAX (tries[n] + named, minute));
          g_assert_cmpint (now, <=, MAX (tries[n] + named * 5 / 4 + SECOND, minute + MINUTE / 4));
        }
      /* Where the line fails again it goes on as before: nothing was forgotten. */
      g_assert_cmpuint (backoff.failures, ==, 20);
      pantau_backoff_clear (&backoff);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backoff/error-tells", test_error_tells);
  g_test_add_func ("/backoff/full-jitter", test_full_jitter);
  g_test_add_func ("/backoff/seed", test_seed);
  g_test_add_func ("/backoff/named", test_named);
  g_test_add_func ("/backoff/hurry", test_hurry);
  g_test_add_func ("/backoff/network", test_network);
  g_test_add_func ("/backoff/portal", test_portal);
  g_test_add_func ("/backoff/four-a-minute", test_four_a_minute);
  g_test_add_func ("/backoff/herd", test_herd);
  g_test_add_func ("/backoff/spread", test_spread);
  g_test_add_func ("/backoff/never-gives-up", test_never_gives_up);
  g_test_add_func ("/backoff/orderly", test_orderly);
  backoff_add_revival_tests ();

  return g_test_run ();
}
