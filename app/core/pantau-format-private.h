/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-format.c, which writes days and times, pantau-format-read.c, which reads them, and pantau-format-name.c. */
#pragma once

#include "pantau-format.h"

G_BEGIN_DECLS

#define PANTAU_WIB_SECONDS (7 * 3600)
#define PANTAU_DAY_SECONDS (24 * 3600)

/* A point in time as a clock and a calendar in WIB show it. */
typedef struct
{
  int year, month, day;
  int hour, minute, second;
  int weekday;  /* 1 Monday … 7 Sunday */
  gint64 count; /* days since 1970-01-01 */
} PantauCivil;

/* Outside the years 1 to 9999 the nearest moment within them. */
void pantau_civil_set (PantauCivil *self, gint64 when);

/* Midnight in WIB of a day in Unix seconds; FALSE where there is no such day. */
gboolean pantau_civil_midnight (int day, int month, int year, gint64 *when);

/* Parts of a day, by which "jam 2" is 02.00 or 14.00. */
typedef enum
{
  PANTAU_PART_NONE,
  PANTAU_PART_SMALL_HOURS, /* dini hari, subuh */
  PANTAU_PART_MORNING,
  PANTAU_PART_NOON,      /* siang */
  PANTAU_PART_AFTERNOON, /* sore */
  PANTAU_PART_NIGHT,     /* malam: the evening, and until dawn */
  PANTAU_PART_AM,
  PANTAU_PART_PM,
} PantauDayPart;

#define PANTAU_N_PARTS (PANTAU_PART_PM + 1)

#define PANTAU_NAME_NONE (-1)

/* What @word (small letters) names, else PANTAU_NAME_NONE: a month from 1, a weekday from 1 (Monday), an hour, a unit in seconds. */
int pantau_name_month (const char *word);
int pantau_name_weekday (const char *word);
int pantau_name_hour (const char *word);
int pantau_name_unit (const char *word);
PantauDayPart pantau_name_part (const char *word);

G_END_DECLS
