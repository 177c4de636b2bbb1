/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of days and times that people type: both languages, short forms, and spellings that are common though no dictionary has them.
 * All in small letters.
 */

#include "config.h"

#include "pantau-format-private.h"

typedef struct
{
  const char *word;
  int value;
} Named;

static int
find (const Named *named, const char *word)
{
  for (; named->word != NULL; named++)
    if (g_str_equal (named->word, word))
      return named->value;

  return PANTAU_NAME_NONE;
}

/* clang-format off */
int
pantau_name_month (const char *word)
{
  static const Named months[] = {
    { "januari", 1 }, { "january", 1 }, { "jan", 1 },
    { "februari", 2 }, { "pebruari", 2 }, { "febuari", 2 }, { "february", 2 }, { "feb", 2 }, { "peb", 2 },
    { "maret", 3 }, { "march", 3 }, { "mar", 3 }, { "mrt", 3 },
    { "april", 4 }, { "apr", 4 },
    { "mei", 5 }, { "may", 5 },
    { "juni", 6 }, { "june", 6 }, { "jun", 6 },
    { "juli", 7 }, { "july", 7 }, { "jul", 7 },
    { "agustus", 8 }, { "august", 8 }, { "agust", 8 }, { "agu", 8 }, { "agt", 8 }, { "ags", 8 }, { "aug", 8 },
    { "september", 9 }, { "sept", 9 }, { "sep", 9 },
    { "oktober", 10 }, { "october", 10 }, { "okt", 10 }, { "oct", 10 },
    { "november", 11 }, { "nopember", 11 }, { "nov", 11 }, { "nop", 11 },
    { "desember", 12 }, { "december", 12 }, { "des", 12 }, { "dec", 12 },
    { NULL, 0 },
  };

  return find (months, word);
}

int
pantau_name_weekday (const char *word)
{
  static const Named days[] = {
    { "senin", 1 }, { "senen", 1 }, { "monday", 1 }, { "mon", 1 },
    { "selasa", 2 }, { "tuesday", 2 }, { "tue", 2 },
    { "rabu", 3 }, { "rebo", 3 }, { "wednesday", 3 }, { "wed", 3 },
    { "kamis", 4 }, { "thursday", 4 }, { "thu", 4 },
    { "jumat", 5 }, { "jum'at", 5 }, { "friday", 5 }, { "fri", 5 },
    { "sabtu", 6 }, { "saturday", 6 }, { "sat", 6 },
    { "minggu", 7 }, { "ahad", 7 }, { "sunday", 7 }, { "sun", 7 },
    { NULL, 0 },
  };

  return find (days, word);
}

int
pantau_name_hour (const char *word)
{
  static const Named hours[] = {
    { "satu", 1 }, { "dua", 2 }, { "tiga", 3 }, { "empat", 4 }, { "lima", 5 }, { "enam", 6 },
    { "tujuh", 7 }, { "delapan", 8 }, { "sembilan", 9 }, { "sepuluh", 10 }, { "sebelas", 11 },
    { "one", 1 }, { "two", 2 }, { "three", 3 }, { "four", 4 }, { "five", 5 }, { "six", 6 },
    { "seven", 7 }, { "eight", 8 }, { "nine", 9 }, { "ten", 10 }, { "eleven", 11 }, { "twelve", 12 },
    { NULL, 0 },
  };

  return find (hours, word);
}

int
pantau_name_unit (const char *word)
{
  static const Named units[] = {
    { "menit", 60 }, { "mnt", 60 }, { "minute", 60 }, { "minutes", 60 },
    { "jam", 3600 }, { "hour", 3600 }, { "hours", 3600 },
    { "hari", 86400 }, { "day", 86400 }, { "days", 86400 },
    { "minggu", 604800 }, { "week", 604800 }, { "weeks", 604800 },
    { NULL, 0 },
  };

  return find (units, word);
}

PantauDayPart
pantau_name_part (const char *word)
{
  static const Named named[] = {
    { "subuh", PANTAU_PART_SMALL_HOURS },
    { "pagi", PANTAU_PART_MORNING }, { "morning", PANTAU_PART_MORNING },
    { "siang", PANTAU_PART_NOON },
    { "sore", PANTAU_PART_AFTERNOON }, { "petang", PANTAU_PART_AFTERNOON },
    { "malam", PANTAU_PART_NIGHT }, { "evening", PANTAU_PART_NIGHT }, { "night", PANTAU_PART_NIGHT },
    { "am", PANTAU_PART_AM },
    { "pm", PANTAU_PART_PM }, { "afternoon", PANTAU_PART_PM },
    { NULL, 0 },
  };
  int part = find (named, word);

  return part == PANTAU_NAME_NONE ? PANTAU_PART_NONE : (PantauDayPart) part;
}
/* clang-format on */
