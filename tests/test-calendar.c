/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working days by the table of holidays, what is certain of them, and days in WIB. */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-reference.h"

static PantauReference *reference;
static PantauCalendar *calendar;

static GDate
day (guint y, guint m, guint d)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) d, (GDateMonth) m, (GDateYear) y);

  return date;
}

/* Friday before the long leave of Lebaran 2024, its holidays and cuti bersama, the Tuesday after. */
static void
test_lebaran (void)
{
  const struct
  {
    guint month, day;
    gboolean works;
  } cases[] = {
    { 4, 5, TRUE },   { 4, 6, FALSE },  { 4, 7, FALSE },  { 4, 8, FALSE },
    { 4, 9, FALSE },  { 4, 10, FALSE }, { 4, 11, FALSE }, { 4, 12, FALSE },
    { 4, 13, FALSE }, { 4, 14, FALSE }, { 4, 15, FALSE }, { 4, 16, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate date = day (2024, cases[i].month, cases[i].day);

      g_assert_true (pantau_calendar_is_working_day (calendar, &date) == cases[i].works);
      g_assert_true (pantau_calendar_is_certain (calendar, &date));
    }
}

/* A voting day is a national holiday. */
static void
test_reasons (void)
{
  GDate voting = day (2024, 11, 27), leave = day (2024, 12, 26), plain = day (2024, 11, 28);
  const PantauDayOff *off = pantau_calendar_day_off (calendar, &voting);

  g_assert_cmpstr (off->name, ==, "Hari Pemilihan Kepala Daerah");
  g_assert_false (off->is_joint_leave);
  g_assert_true (pantau_calendar_day_off (calendar, &leave)->is_joint_leave);
  g_assert_null (pantau_calendar_day_off (calendar, &plain));
}

/* 2027 is calculated, without cuti bersama: only weekends and fixed holidays are sure. Later there is no table. */
static void
test_certain (void)
{
  GDate ordinary = day (2027, 3, 2), fixed = day (2027, 6, 1), estimated = day (2027, 3, 9);
  GDate sunday = day (2027, 3, 7), later = day (2028, 3, 1), saturday = day (2031, 3, 1);
  GDate decreed = day (2026, 12, 31), earlier = day (2023, 5, 2);

  g_assert_false (pantau_calendar_is_certain (calendar, &ordinary));
  g_assert_true (pantau_calendar_is_certain (calendar, &fixed));
  g_assert_false (pantau_calendar_is_certain (calendar, &estimated));
  g_assert_false (pantau_calendar_is_working_day (calendar, &estimated));
  g_assert_true (pantau_calendar_is_certain (calendar, &sunday));
  g_assert_false (pantau_calendar_is_certain (calendar, &later));
  g_assert_true (pantau_calendar_is_working_day (calendar, &later));
  g_assert_true (pantau_calendar_is_certain (calendar, &saturday));
  g_assert_true (pantau_calendar_is_certain (calendar, &decreed));
  g_assert_false (pantau_calendar_is_certain (calendar, &earlier));
}

/* Christmas of 2027 is also, by calculation, Isra Mikraj: what is fixed counts. */
static void
test_twice (void)
{
  GDate christmas = day (2027, 12, 25);

  g_assert_cmpstr (pantau_calendar_day_off (calendar, &christmas)->name, ==, "Hari Raya Natal");
  g_assert_false (pantau_calendar_day_off (calendar, &christmas)->is_estimate);
}

/* A day begins at midnight in WIB, which is 17.00 UTC. */
static void
test_wib (void)
{
  const struct
  {
    gint64 when;
    GDate day;
  } cases[] = {
    { 0, day (1970, 1, 1) },
    { -7 * 3600, day (1970, 1, 1) },
    { -7 * 3600 - 1, day (1969, 12, 31) },
    { 1732726799, day (2024, 11, 27) },
    { 1732726800, day (2024, 11, 28) },
    { G_MININT64, day (1, 1, 1) },
    { G_MAXINT64, day (9999, 12, 31) },
  };
  GDate voting = day (2024, 11, 27);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate got = pantau_calendar_day_of (cases[i].when);

      g_assert_cmpint (g_date_compare (&got, &cases[i].day), ==, 0);
    }
  g_assert_cmpint (pantau_calendar_moment (&voting, 24 * 3600), ==, 1732726800);
}

static void
test_damaged (void)
{
  const struct
  {
    const char *row, *line;
  } cases[] = {
    { "2024-02-30,libur_nasional,x,resmi", "line 3" },
    { "2024-02-20,libur,x,resmi", "line 3" },
    { "2024-02-20,cuti_bersama,x,mungkin", "line 3" },
    { "20 Feb 2024,cuti_bersama,x,resmi", "line 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (
          "date,type,name,status\n2024-01-01,libur_nasional,y,resmi\n", cases[i].row, "\n", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;

      g_assert_null (pantau_calendar_new (bytes, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "libur.csv"));
      g_assert_nonnull (strstr (error->message, cases[i].line));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  calendar = pantau_reference_get_calendar (reference);

  g_test_add_func ("/calendar/lebaran", test_lebaran);
  g_test_add_func ("/calendar/reasons", test_reasons);
  g_test_add_func ("/calendar/certain", test_certain);
  g_test_add_func ("/calendar/twice", test_twice);
  g_test_add_func ("/calendar/wib", test_wib);
  g_test_add_func ("/calendar/damaged", test_damaged);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
