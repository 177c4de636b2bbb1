/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Points in time as people write them. All of Sumatera Selatan is WIB, so a time without an offset
 * is WIB, and so are all times that come out: equal instants are equal text.
 */

#include "config.h"

#include <string.h>

#include "pantau-check.h"

#define WIB_SECONDS (7 * 3600)

/* Exactly @n digits at @at. */
static gboolean
take_digits (const char **at, guint n, int *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*at)[i]))
        return FALSE;
      *value = *value * 10 + ((*at)[i] - '0');
    }
  *at += n;

  return TRUE;
}

static gboolean
take_char (const char **at, const char *one_of)
{
  if (**at == '\0' || strchr (one_of, **at) == NULL)
    return FALSE;
  (*at)++;

  return TRUE;
}

/* What follows the time of day: nothing (WIB), Z, or ±HH:MM. */
static gboolean
take_offset (const char **at, int *seconds)
{
  int hours, minutes, sign;

  *seconds = WIB_SECONDS;
  if (**at == '\0')
    return TRUE;

  *seconds = 0;
  if (take_char (at, "Zz"))
    return TRUE;

  sign = **at == '-' ? -1 : 1;
  if (!take_char (at, "+-") || !take_digits (at, 2, &hours) || !take_char (at, ":") ||
      !take_digits (at, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;
  *seconds = sign * (hours * 3600 + minutes * 60);

  return TRUE;
}

gboolean
pantau_check_time (const char *text, char **normalised, gint64 *when)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) wib = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const char *at = text;
  int year, month, day, hour = 0, minute = 0, second = 0, offset = WIB_SECONDS;

  if (!take_digits (&at, 4, &year) || !take_char (&at, "-") || !take_digits (&at, 2, &month) ||
      !take_char (&at, "-") || !take_digits (&at, 2, &day))
    return FALSE;

  if (*at != '\0')
    {
      if (!take_char (&at, "Tt ") || !take_digits (&at, 2, &hour) || !take_char (&at, ":") ||
          !take_digits (&at, 2, &minute))
        return FALSE;
      if (take_char (&at, ":") && !take_digits (&at, 2, &second))
        return FALSE;
      /* Fractions of a second say nothing about an event. */
      if (take_char (&at, "."))
        while (g_ascii_isdigit (*at))
          at++;
      if (!take_offset (&at, &offset) || *at != '\0')
        return FALSE;
    }

  time = g_date_time_new (utc, year, month, day, hour, minute, second);
  if (time == NULL)
    return FALSE;

  *when = g_date_time_to_unix (time) - offset;
  wib = g_date_time_add_seconds (time, WIB_SECONDS - offset);
  if (wib == NULL)
    return FALSE;
  *normalised = g_date_time_format (wib, "%Y-%m-%dT%H:%M:%S+07:00");

  return TRUE;
}

char *
pantau_check_write_time (gint64 when)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when);
  g_autoptr (GDateTime) time = g_date_time_to_timezone (utc, wib);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+07:00");
}
