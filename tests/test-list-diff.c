/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantau_list_diff(): what became other between two answers to the same search. */

#include "config.h"

#include "pantau-list-diff.h"
#include "test-util.h"

static GArray *
numbers (const char *text)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      {
        guint32 number = (guint32) g_ascii_strtoull (words[i], NULL, 10);

        g_array_append_val (array, number);
      }

  return array;
}

/* The parts as "position-removed+added". */
static char *
describe (GArray *hunks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hunks->len; i++)
    {
      PantauHunk *hunk = &g_array_index (hunks, PantauHunk, i);

      g_string_append_printf (text, "%s%u-%u+%u", i > 0 ? " " : "", hunk->position, hunk->removed,
                              hunk->added);
    }

  return g_string_free (text, FALSE);
}

static void
assert_diff (const char *old_text, const char *fresh_text, const char *expected)
{
  g_autoptr (GArray) old = numbers (old_text), fresh = numbers (fresh_text);
  g_autoptr (GArray) hunks = pantau_list_diff (old, fresh);
  g_autofree char *text = describe (hunks);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_equal (void)
{
  assert_diff ("", "", "");
  assert_diff ("1 2 3", "1 2 3", "");
}

static void
test_ends (void)
{
  assert_diff ("", "1 2", "0-0+2");
  assert_diff ("1 2", "", "0-2+0");
  assert_diff ("1 2 3", "9 1 2 3", "0-0+1");
  assert_diff ("1 2 3", "1 2 3 9", "3-0+1");
  assert_diff ("1 2 3", "2 3", "0-1+0");
}

static void
test_far_apart (void)
{
  assert_diff ("1 2 3 4 5 6", "9 1 2 4 5 6 8", "0-0+1 3-1+0 6-0+1");
}

static void
test_moved (void)
{
  /* A record that was sorted to the end by its new status: the others stay. */
  assert_diff ("1 2 3 4 5", "2 3 4 5 1", "0-1+0 4-0+1");
  assert_diff ("1 2 3 4 5", "5 1 2 3 4", "0-0+1 5-1+0");
}

/* Applies the parts as a view does. */
static GArray *
apply (GArray *old, GArray *fresh, GArray *hunks)
{
  GArray *list = g_array_copy (old);

  for (guint i = 0; i < hunks->len; i++)
    {
      PantauHunk *hunk = &g_array_index (hunks, PantauHunk, i);

      g_assert_cmpuint (hunk->position + hunk->removed, <=, list->len);
      g_assert_cmpuint (hunk->removed + hunk->added, >, 0);
      g_array_remove_range (list, hunk->position, hunk->removed);
      g_array_insert_vals (list, hunk->position, &g_array_index (fresh, guint32, hunk->position),
                           hunk->added);
    }

  return list;
}

static void
assert_equal (GArray *left, GArray *right)
{
  g_assert_cmpmem (left->data, left->len * sizeof (guint32), right->data,
                   right->len * sizeof (guint32));
}

static void
disturb (GArray *list, GRand *rand, guint32 *next)
{
  guint from = (guint) g_rand_int_range (rand, 0, (gint32) list->len + 1);
  guint to = (guint) g_rand_int_range (rand, 0, (gint32) list->len + 1);
  guint32 number;

  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      number = (*next)++;
      g_array_insert_val (list, from, number);
      break;
    case 1:
      if (from < list->len)
        g_array_remove_index (list, from);
      break;
    default:
      if (from < list->len && to < list->len)
        {
          number = g_array_index (list, guint32, from);
          g_array_remove_index (list, from);
          g_array_insert_val (list, to, number);
        }
      break;
    }
}

/* Whatever happens to a list, the parts make the one of the other, and few disturbances give few parts. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = test_rand_new (5);
  guint rounds = test_rounds (2000);

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GArray) fresh = NULL, hunks = NULL, applied = NULL;
      guint32 next = 100000;
      guint n = (guint) g_rand_int_range (rand, 0, 400);
      guint disturbances = (guint) g_rand_int_range (rand, 0, round % 10 == 0 ? 300 : 8);

      for (guint32 i = 0; i < n; i++)
        {
          guint32 number = 1 + i * 7919 % 100003;

          g_array_append_val (old, number);
        }
      fresh = g_array_copy (old);
      for (guint i = 0; i < disturbances; i++)
        disturb (fresh, rand, &next);

      hunks = pantau_list_diff (old, fresh);
      applied = apply (old, fresh, hunks);
      assert_equal (applied, fresh);
      if (disturbances <= 1)
        g_assert_cmpuint (hunks->len, <=, 2);
    }
}

static void
test_million (void)
{
  const guint n = 1000000 / TEST_SHARE;
  g_autoptr (GArray) old = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  g_autoptr (GArray) fresh = NULL, hunks = NULL;
  gint64 began, took;

  for (guint32 i = 0; i < n; i++)
    {
      guint32 number = n - i;

      g_array_append_val (old, number);
    }
  fresh = g_array_copy (old);
  g_array_remove_index (fresh, n - 10);
  g_array_prepend_vals (fresh, &(guint32){ n + 1 }, 1);

  began = test_time_computed ();
  hunks = pantau_list_diff (old, fresh);
  took = test_time_computed () - began;

  g_assert_cmpuint (hunks->len, ==, 2);
  g_test_message ("a million compared in %.1f ms", (double) took / 1000);
  g_assert_cmpint (took, <, 200 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/list-diff/equal", test_equal);
  g_test_add_func ("/list-diff/ends", test_ends);
  g_test_add_func ("/list-diff/far-apart", test_far_apart);
  g_test_add_func ("/list-diff/moved", test_moved);
  g_test_add_func ("/list-diff/random", test_random);
  g_test_add_func ("/list-diff/million", test_million);

  return g_test_run ();
}
