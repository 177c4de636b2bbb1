/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A day off from libur.csv. Everything in it belongs to the PantauCalendar that gave it. */
typedef struct
{
  GDate date;
  char *name;
  gboolean is_joint_leave; /* cuti bersama, not a national holiday */
  gboolean is_official;    /* of a decree (resmi) */
  gboolean is_estimate;    /* calculated; the decree may name another day */
} PantauDayOff;

/*
 * Which days are working days (hari kerja): Monday to Friday without national holidays and cuti bersama. All days are days in
 * WIB. Immutable, so any thread may read it.
 */
typedef struct _PantauCalendar PantauCalendar;

/* Reads libur.csv. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauCalendar *pantau_calendar_new (GBytes *libur, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauCalendar *pantau_calendar_ref (PantauCalendar *self);
void pantau_calendar_unref (PantauCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCalendar, pantau_calendar_unref)

/* Why @day is off, beside weekends; of several reasons the surest. (transfer none) (nullable) */
const PantauDayOff *pantau_calendar_day_off (PantauCalendar *self, const GDate *day);

/* Neither a weekend nor off by any day that we know of. */
gboolean pantau_calendar_is_working_day (PantauCalendar *self, const GDate *day);

/*
 * FALSE where a decree that we do not have may still decide whether @day is a working day: it is neither a weekend nor a holiday
 * that is sure, and the year's holidays are not all decreed (perkiraan), or the table has none of that year.
 */
gboolean pantau_calendar_is_certain (PantauCalendar *self, const GDate *day);

/* The day in WIB of a moment in Unix seconds; what is before the year 1 is its first day. */
GDate pantau_calendar_day_of (gint64 when);

/* A moment of @day in WIB, @seconds after its midnight, in Unix seconds. */
gint64 pantau_calendar_moment (const GDate *day, gint64 seconds);

G_END_DECLS
