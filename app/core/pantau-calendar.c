/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Working days, by the table of holidays. The table ends somewhere, and its last year is calculated rather than decreed, so each
 * day also tells whether the answer may still change.
 */

#include "config.h"

#include "pantau-calendar.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "pantau-csv.h"

#define DAY_SECONDS  (24 * 3600)
#define WIB_SECONDS  (7 * 3600)
#define UNIX_JULIAN  719163  /* 1970-01-01 as GDate counts days */
#define FIRST_JULIAN 1       /* 0001-01-01 */
#define LAST_JULIAN  3652059 /* 9999-12-31 */

/* What the table says of a year. */
typedef enum
{
  YEAR_MISSING,
  YEAR_DECREED,
  YEAR_CALCULATED, /* one row that no decree stands behind is enough: cuti bersama are not known then */
} Year;

struct _PantauCalendar
{
  gatomicrefcount ref_count;
  GHashTable *days;  /* julian → PantauDayOff (owned) */
  GHashTable *years; /* year → Year */
};

static void
day_off_free (gpointer data)
{
  PantauDayOff *self = data;

  g_free (self->name);
  g_free (self);
}

static gboolean
read_date (const char *text, GDate *date)
{
  guint y, m, d;
  int end = 0;

  g_date_clear (date, 1);
  if (strlen (text) != 10 || sscanf (text, "%4u-%2u-%2u%n", &y, &m, &d, &end) != 3 || end != 10 ||
      !g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) d, (GDateMonth) m, (GDateYear) y);

  return TRUE;
}

static gpointer
key_of (const GDate *day)
{
  return GUINT_TO_POINTER (g_date_get_julian (day));
}

/* Two reasons for one day: what is sure stands before what is estimated. */
static void
add_day (PantauCalendar *self, PantauDayOff *day)
{
  const PantauDayOff *known = g_hash_table_lookup (self->days, key_of (&day->date));

  if (known != NULL && !known->is_estimate)
    day_off_free (day);
  else
    g_hash_table_insert (self->days, key_of (&day->date), day);
}

static void
add_year (PantauCalendar *self, const PantauDayOff *day)
{
  gpointer year = GUINT_TO_POINTER (g_date_get_year (&day->date));

  if (!day->is_official)
    g_hash_table_insert (self->years, year, GUINT_TO_POINTER (YEAR_CALCULATED));
  else if (g_hash_table_lookup (self->years, year) == NULL)
    g_hash_table_insert (self->years, year, GUINT_TO_POINTER (YEAR_DECREED));
}

static void
read_row (PantauCalendar *self, PantauCsv *csv)
{
  const char *type = pantau_csv_get (csv, 1), *status = pantau_csv_get (csv, 3);
  PantauDayOff *day = g_new0 (PantauDayOff, 1);

  day->name = g_strdup (pantau_csv_get (csv, 2));
  day->is_joint_leave = g_str_equal (type, "cuti_bersama");
  day->is_official = g_str_equal (status, "resmi");
  day->is_estimate = g_str_equal (status, "perkiraan");
  if (!read_date (pantau_csv_get (csv, 0), &day->date))
    pantau_csv_fail (csv, _ ("“%s” is not a date (YYYY-MM-DD)"), pantau_csv_get (csv, 0));
  else if (!day->is_joint_leave && !g_str_equal (type, "libur_nasional"))
    pantau_csv_fail (csv, _ ("the type “%s” is neither libur_nasional nor cuti_bersama"), type);
  else if (!day->is_official && !day->is_estimate && !g_str_equal (status, "tetap"))
    pantau_csv_fail (csv, _ ("the status “%s” is none of resmi, tetap and perkiraan"), status);
  else
    {
      add_year (self, day);
      add_day (self, g_steal_pointer (&day));
    }

  g_clear_pointer (&day, day_off_free);
}

PantauCalendar *
pantau_calendar_new (GBytes *libur, GError **error)
{
  static const char *const columns[] = { "date", "type", "name", "status", NULL };
  g_autoptr (PantauCalendar) self = g_new0 (PantauCalendar, 1);
  g_autoptr (PantauCsv) csv = pantau_csv_new ("libur.csv", libur, columns);

  g_atomic_ref_count_init (&self->ref_count);
  self->days = g_hash_table_new_full (NULL, NULL, NULL, day_off_free);
  self->years = g_hash_table_new (NULL, NULL);

  while (pantau_csv_next (csv))
    read_row (self, csv);

  return pantau_csv_finish (csv, error) ? g_steal_pointer (&self) : NULL;
}

PantauCalendar *
pantau_calendar_ref (PantauCalendar *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_calendar_unref (PantauCalendar *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->days);
  g_hash_table_unref (self->years);
  g_free (self);
}

const PantauDayOff *
pantau_calendar_day_off (PantauCalendar *self, const GDate *day)
{
  return g_hash_table_lookup (self->days, key_of (day));
}

static gboolean
is_weekend (const GDate *day)
{
  return g_date_get_weekday (day) >= G_DATE_SATURDAY;
}

gboolean
pantau_calendar_is_working_day (PantauCalendar *self, const GDate *day)
{
  return !is_weekend (day) && pantau_calendar_day_off (self, day) == NULL;
}

gboolean
pantau_calendar_is_certain (PantauCalendar *self, const GDate *day)
{
  const PantauDayOff *off = pantau_calendar_day_off (self, day);
  gpointer year = GUINT_TO_POINTER (g_date_get_year (day));

  if (is_weekend (day))
    return TRUE;
  if (off != NULL)
    return !off->is_estimate;

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->years, year)) == YEAR_DECREED;
}

GDate
pantau_calendar_day_of (gint64 when)
{
  gint64 local = CLAMP (when, G_MININT64 / 2, G_MAXINT64 / 2) + WIB_SECONDS;
  gint64 days = local / DAY_SECONDS - (local % DAY_SECONDS < 0);
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) CLAMP (days + UNIX_JULIAN, FIRST_JULIAN, LAST_JULIAN));

  return day;
}

gint64
pantau_calendar_moment (const GDate *day, gint64 seconds)
{
  return ((gint64) g_date_get_julian (day) - UNIX_JULIAN) * DAY_SECONDS - WIB_SECONDS + seconds;
}
