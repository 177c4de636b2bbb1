/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days, times and amounts of time as people read them: in the program's language, in WIB. Our own words, because the names of
 * months that a laptop's locale has are not those of the language that the program speaks, and may not be there at all.
 */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-format-private.h"
#include "pantau-locale.h"

#define YEAR_1    G_GINT64_CONSTANT (-62135596800) /* 0001-01-01T00:00:00Z */
#define YEAR_9999 G_GINT64_CONSTANT (253402300799) /* 9999-12-31T23:59:59Z */

/*
 * What differs between the languages. Not by gettext: pantau-format-read.c reads both whatever the program speaks, and numbers stand
 * where grammar wants them.
 */
typedef struct
{
  const char *months[12];
  const char *short_months[12];
  const char *days[7]; /* from Monday */
  char clock;          /* between hour and minute */
  const char *moment;  /* day, time */
  const char *yesterday;
  const char *now;
  const char *minute, *minutes, *hour, *hours, *a_day, *many_days, *second, *seconds; /* number */
  const char *ago;                                                                    /* amount */
} Words;

static const Words languages[] = {
  {
      { "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
        "Oktober", "November", "Desember" },
      { "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des" },
      { "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu" },
      '.',
      "%s pukul %s WIB",
      "Kemarin %s",
      "baru saja",
      "%s menit",
      "%s menit",
      "%s jam",
      "%s jam",
      "%s hari",
      "%s hari",
      "%s detik",
      "%s detik",
      "%s yang lalu",
  },
  {
      { "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December" },
      { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
      { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
      ':',
      "%s, %s WIB",
      "Yesterday %s",
      "just now",
      "%s minute",
      "%s minutes",
      "%s hour",
      "%s hours",
      "%s day",
      "%s days",
      "%s second",
      "%s seconds",
      "%s ago",
  },
};

static const Words *
words (void)
{
  return &languages[g_str_equal (pantau_locale_get (), "en") ? 1 : 0];
}

void
pantau_civil_set (PantauCivil *self, gint64 when)
{
  gint64 local = CLAMP (when, YEAR_1, YEAR_9999 - PANTAU_WIB_SECONDS) + PANTAU_WIB_SECONDS;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (local);

  g_date_time_get_ymd (time, &self->year, &self->month, &self->day);
  self->hour = g_date_time_get_hour (time);
  self->minute = g_date_time_get_minute (time);
  self->second = g_date_time_get_second (time);
  self->weekday = g_date_time_get_day_of_week (time);
  self->count = (local - (local < 0 ? PANTAU_DAY_SECONDS - 1 : 0)) / PANTAU_DAY_SECONDS;
}

gboolean
pantau_civil_midnight (int day, int month, int year, gint64 *when)
{
  g_autoptr (GDateTime) time = NULL;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;

  time = g_date_time_new_utc (year, month, day, 0, 0, 0);
  if (time == NULL)
    return FALSE;
  *when = g_date_time_to_unix (time) - PANTAU_WIB_SECONDS;

  return TRUE;
}

/* "16.30" (transfer full) */
static char *
clock_text (const PantauCivil *at)
{
  return g_strdup_printf ("%02d%c%02d", at->hour, words ()->clock, at->minute);
}

/* "14 Februari 2024" (transfer full) */
static char *
day_text (const PantauCivil *at)
{
  return g_strdup_printf ("%d %s %d", at->day, words ()->months[at->month - 1], at->year);
}

char *
pantau_format_time (gint64 when)
{
  PantauCivil at;
  g_autofree char *day = NULL, *clock = NULL;

  pantau_civil_set (&at, when);
  day = day_text (&at);
  clock = clock_text (&at);

  return g_strdup_printf (words ()->moment, day, clock);
}

char *
pantau_format_time_short (gint64 when, gint64 now)
{
  PantauCivil at, today;
  g_autofree char *clock = NULL;

  pantau_civil_set (&at, when);
  pantau_civil_set (&today, now);
  clock = clock_text (&at);

  if (at.count == today.count)
    return g_steal_pointer (&clock);
  if (at.count == today.count - 1)
    return g_strdup_printf (words ()->yesterday, clock);
  if (at.year == today.year)
    return g_strdup_printf ("%d %s", at.day, words ()->short_months[at.month - 1]);

  return g_strdup_printf ("%d %s %d", at.day, words ()->short_months[at.month - 1], at.year);
}

/* (transfer full) */
static char *
amount (gint64 number, const char *one, const char *many)
{
  g_autofree char *text = pantau_format_integer (number);

  return g_strdup_printf (number == 1 ? one : many, text);
}

static char *
minutes (gint64 number)
{
  return amount (number, words ()->minute, words ()->minutes);
}

static char *
hours (gint64 number)
{
  return amount (number, words ()->hour, words ()->hours);
}

static char *
days (gint64 number)
{
  return amount (number, words ()->a_day, words ()->many_days);
}

char *
pantau_format_ago (gint64 when, gint64 now)
{
  gint64 seconds;
  g_autofree char *text = NULL;

  if (when > now || when < now - 7 * (gint64) PANTAU_DAY_SECONDS)
    return pantau_format_time_short (when, now);

  seconds = now - when;
  if (seconds < 60)
    return g_strdup (words ()->now);
  if (seconds < 3600)
    text = minutes (seconds / 60);
  else if (seconds < PANTAU_DAY_SECONDS)
    text = hours (seconds / 3600);
  else
    text = days (seconds / PANTAU_DAY_SECONDS);

  return g_strdup_printf (words ()->ago, text);
}

char *
pantau_format_duration (gint64 seconds)
{
  g_autofree char *large = NULL, *small = NULL;
  gint64 rest;

  seconds = MAX (seconds, 0);
  if (seconds < 60)
    return amount (seconds, words ()->second, words ()->seconds);
  if (seconds < 3600)
    return minutes (seconds / 60);

  if (seconds < PANTAU_DAY_SECONDS)
    {
      large = hours (seconds / 3600);
      rest = seconds % 3600 / 60;
      small = rest > 0 ? minutes (rest) : NULL;
    }
  else
    {
      large = days (seconds / PANTAU_DAY_SECONDS);
      rest = seconds % PANTAU_DAY_SECONDS / 3600;
      small = rest > 0 ? hours (rest) : NULL;
    }

  return small != NULL ? g_strconcat (large, " ", small, NULL) : g_steal_pointer (&large);
}

char *
pantau_format_date (const char *date)
{
  PantauCivil at;
  g_autofree char *normalised = NULL, *day = NULL;
  gint64 when;

  if (strlen (date) != 10 || !pantau_check_time (date, &normalised, &when))
    return g_strdup (date);

  pantau_civil_set (&at, when);
  day = day_text (&at);

  return g_strdup_printf ("%s, %s", words ()->days[at.weekday - 1], day);
}

char *
pantau_format_rfc3339 (const char *time)
{
  g_autofree char *normalised = NULL;
  gint64 when;

  if (strlen (time) == 10)
    return pantau_format_date (time);

  return pantau_check_time (time, &normalised, &when) ? pantau_format_time (when) : g_strdup (time);
}

char *
pantau_format_write_time (gint64 when)
{
  PantauCivil at;
  g_autofree char *clock = NULL;

  pantau_civil_set (&at, when);
  clock = clock_text (&at);

  return g_strdup_printf ("%02d-%02d-%04d %s", at.day, at.month, at.year, clock);
}

char *
pantau_format_write_date (gint64 when)
{
  PantauCivil at;

  pantau_civil_set (&at, when);

  return g_strdup_printf ("%02d-%02d-%04d", at.day, at.month, at.year);
}
