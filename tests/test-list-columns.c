/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns the list has room for, at every width and size of letters. */

#include "config.h"

#include "pantau-list-columns.h"

/* They lie side by side inside the row, whatever the width. */
static void
test_inside (void)
{
  for (int em = 5; em <= 30; em += 5)
    for (int width = 0; width <= 4000; width += 7)
      {
        PantauListSpan spans[PANTAU_LIST_N_COLUMNS];
        int end = 0;

        pantau_list_columns_fit (width, em, spans);
        for (int i = PANTAU_LIST_TITLE; i < PANTAU_LIST_N_COLUMNS; i++)
          {
            if (spans[i].width == 0)
              continue;
            g_assert_cmpint (spans[i].width, >, 0);
            g_assert_cmpint (spans[i].x, >=, end);
            end = spans[i].x + spans[i].width;
          }
        g_assert_cmpint (end, <=, width);
      }
}

/* A column that is there with little room is there with more; the title and the time never go. */
static void
test_order (void)
{
  const int em = 8;
  guint shown = 0;

  for (int width = 320; width <= 4000; width++)
    {
      PantauListSpan spans[PANTAU_LIST_N_COLUMNS];
      guint now = 0;

      pantau_list_columns_fit (width, em, spans);
      for (int i = 0; i < PANTAU_LIST_N_COLUMNS; i++)
        now |= spans[i].width > 0 ? 1u << i : 0;
      g_assert_cmpuint (shown & ~now, ==, 0);
      shown = now;
      g_assert_cmpint (spans[PANTAU_LIST_TITLE].width, >=, 20 * em / 2);
      g_assert_cmpint (spans[PANTAU_LIST_TIME].width, >, 0);
      g_assert_true (pantau_list_columns_is_narrow (width, em) ==
                     (spans[PANTAU_LIST_PLACE].width == 0));
    }
  g_assert_cmpuint (shown, ==, (1u << PANTAU_LIST_N_COLUMNS) - 1);
}

/* Letters twice as large in a window twice as wide leave the same columns. */
static void
test_letters (void)
{
  for (int width = 320; width <= 2000; width += 5)
    {
      PantauListSpan one[PANTAU_LIST_N_COLUMNS], two[PANTAU_LIST_N_COLUMNS];

      pantau_list_columns_fit (width, 8, one);
      pantau_list_columns_fit (2 * width, 16, two);
      for (int i = PANTAU_LIST_TITLE; i < PANTAU_LIST_N_COLUMNS; i++)
        g_assert_true ((one[i].width > 0) == (two[i].width > 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list-columns/inside", test_inside);
  g_test_add_func ("/list-columns/order", test_order);
  g_test_add_func ("/list-columns/letters", test_letters);

  return g_test_run ();
}
