/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days and times as people type them, in either language. The text is cut into words and numbers; each must belong to something that
 * we understand, and nothing may be said twice. What could be meant in two ways is refused, because a wrong day in a
 * report is worse than a question.
 */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-format-private.h"

#define MAX_TEXT  100 /* bytes */
#define MAX_WORDS 24
#define UNSET     PANTAU_NAME_NONE

/* The hours that a part has, and from when on it may be said to have been ("tadi siang"). */
static const struct
{
  int first, last; /* of 24 */
} parts[PANTAU_N_PARTS] = {
  [PANTAU_PART_NONE] = { 0, 23 },       [PANTAU_PART_SMALL_HOURS] = { 0, 5 },
  [PANTAU_PART_MORNING] = { 0, 11 },    [PANTAU_PART_NOON] = { 10, 16 },
  [PANTAU_PART_AFTERNOON] = { 14, 19 }, [PANTAU_PART_NIGHT] = { 18, 23 },
  [PANTAU_PART_AM] = { 0, 11 },         [PANTAU_PART_PM] = { 12, 23 },
};

typedef struct
{
  char *text;
  gboolean is_number;
  char before; /* the separator that joins it to the word before: - / . : or 0 for a blank */
} Word;

typedef struct
{
  Word words[MAX_WORDS];
  guint n, at;
  PantauCivil now;
  gint64 now_seconds;
  int day, month, year; /* UNSET where not said */
  gint64 count;         /* the day, in days since 1970 (has_day) */
  gboolean has_day;
  gboolean earlier; /* "tadi": today, or last night */
  int weekday;      /* UNSET, or 1 to 7 */
  gboolean last;    /* "rabu lalu" */
  int hour, minute;
  gboolean is_spoken; /* "jam 2": one of two hours */
  PantauDayPart part;
  gboolean is_exact; /* "5 menit lalu", "sekarang": @exact, and nothing else */
  gint64 exact;
} Reading;

static void
reading_clear (Reading *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->words[i].text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Cuts @text into words of letters and numbers. FALSE where there is a character that belongs to neither. */
static gboolean
cut (Reading *self, const char *text)
{
  char before = 0;

  while (*text != '\0')
    {
      gsize digits = strspn (text, "0123456789"), letters = 0;

      /* "jum'at" */
      while (g_ascii_isalpha (text[letters]) || (letters > 0 && text[letters] == '\''))
        letters++;

      if (digits == 0 && letters == 0)
        {
          gboolean joins = strchr ("-/.:", *text) != NULL;

          if (!joins && strchr (" ,\t", *text) == NULL)
            return FALSE;
          if (joins && before != 0)
            return FALSE;
          before = joins ? *text : before;
          text++;
          continue;
        }

      if (self->n == MAX_WORDS || (self->n == 0 && before != 0))
        return FALSE;
      self->words[self->n++] =
          (Word){ g_strndup (text, digits + letters * (digits == 0)), digits > 0, before };
      before = 0;
      text += digits + letters * (digits == 0);
    }

  /* A point at the end is a full stop. */
  return self->n > 0 && (before == 0 || before == '.');
}

/* The word @ahead of the present one; "" past the end. */
static const char *
peek (Reading *self, guint ahead)
{
  return self->at + ahead < self->n ? self->words[self->at + ahead].text : "";
}

static gboolean
is_number (Reading *self, guint ahead)
{
  return self->at + ahead < self->n && self->words[self->at + ahead].is_number;
}

static char
joint (Reading *self, guint ahead)
{
  return self->at + ahead < self->n ? self->words[self->at + ahead].before : 0;
}

static int
number (Reading *self, guint ahead)
{
  const char *text = peek (self, ahead);

  return strlen (text) <= 4 ? (int) g_ascii_strtoll (text, NULL, 10) : 100000;
}

static gboolean
take (Reading *self, const char *word)
{
  if (!g_str_equal (peek (self, 0), word))
    return FALSE;
  self->at++;

  return TRUE;
}

static gboolean
take_any (Reading *self, const char *const *words)
{
  if (!g_strv_contains (words, peek (self, 0)))
    return FALSE;
  self->at++;

  return TRUE;
}

/* The part of the day that is named at @ahead, by @n words. */
static PantauDayPart
part_at (Reading *self, guint ahead, guint *n)
{
  *n = 2;
  if (g_str_equal (peek (self, ahead), "dini") && g_str_equal (peek (self, ahead + 1), "hari"))
    return PANTAU_PART_SMALL_HOURS;
  *n = 1;

  return pantau_name_part (peek (self, ahead));
}

/* The hour at @ahead, in digits or in @n words; UNSET where there is none. */
static int
hour_of (Reading *self, guint ahead, guint *n)
{
  *n = 1;
  if (is_number (self, ahead))
    return strlen (peek (self, ahead)) < 3 ? number (self, ahead) : UNSET;
  if (g_str_equal (peek (self, ahead), "dua") && g_str_equal (peek (self, ahead + 1), "belas"))
    {
      *n = 2;
      return 12;
    }

  return pantau_name_hour (peek (self, ahead));
}

static gboolean
set_day (Reading *self, gint64 count)
{
  gboolean is_first = !self->has_day;

  self->has_day = TRUE;
  self->count = count;

  return is_first;
}

/* "5 menit lalu", "3 hari yang lalu", "2 hours ago" */
static gboolean
take_distance (Reading *self)
{
  int unit = pantau_name_unit (peek (self, 1));
  guint end = g_str_equal (peek (self, 2), "yang") || g_str_equal (peek (self, 2), "yg") ? 3 : 2;
  gint64 seconds;

  if (!is_number (self, 0) || unit == UNSET || number (self, 0) > 9999 ||
      (!g_str_equal (peek (self, end), "lalu") && !g_str_equal (peek (self, end), "ago")))
    return FALSE;

  seconds = (gint64) number (self, 0) * unit;
  self->at += end + 1;
  if (unit >= PANTAU_DAY_SECONDS)
    return set_day (self, self->now.count - seconds / PANTAU_DAY_SECONDS);

  self->is_exact = TRUE;
  self->exact = self->now_seconds - seconds;

  return TRUE;
}

/* "hari ini", "kemarin", "tadi" … */
static gboolean
take_relative_day (Reading *self)
{
  static const char *const today[] = { "today", NULL };
  static const char *const yesterday[] = { "kemarin", "kemaren", "kmrn", "yesterday", NULL };
  static const char *const tomorrow[] = { "besok", "tomorrow", NULL };
  static const char *const now[] = { "sekarang", "now", NULL };
  guint n;

  if (g_str_equal (peek (self, 0), "hari") && g_str_equal (peek (self, 1), "ini"))
    {
      self->at += 2;
      return set_day (self, self->now.count);
    }
  if (take_any (self, today))
    return set_day (self, self->now.count);
  if (take_any (self, yesterday))
    return set_day (self, self->now.count - (take (self, "lusa") || take (self, "dulu") ? 2 : 1));
  if (take_any (self, tomorrow))
    return set_day (self, self->now.count + 1);
  if (take (self, "lusa"))
    return set_day (self, self->now.count + 2);
  if (take_any (self, now))
    {
      self->is_exact = TRUE;
      self->exact = self->now_seconds;
      return TRUE;
    }
  if (take (self, "this"))
    return part_at (self, 0, &n) != PANTAU_PART_NONE && set_day (self, self->now.count);
  if (take (self, "tadi"))
    {
      self->earlier = TRUE;
      return set_day (self, self->now.count);
    }
  if (take (self, "semalam"))
    {
      self->earlier = TRUE;
      self->part = PANTAU_PART_NIGHT;
      return set_day (self, self->now.count);
    }

  return FALSE;
}

static gboolean
take_weekday (Reading *self)
{
  int weekday = pantau_name_weekday (peek (self, 0));

  if (g_str_equal (peek (self, 0), "last") && pantau_name_weekday (peek (self, 1)) != UNSET)
    {
      self->at++;
      self->last = TRUE;
      return take_weekday (self);
    }
  if (weekday == UNSET || self->weekday != UNSET)
    return FALSE;

  /* "minggu lalu" is last week and last Sunday. */
  if (g_str_equal (peek (self, 0), "minggu") && g_str_equal (peek (self, 1), "lalu") &&
      (self->at == 0 || !g_str_equal (self->words[self->at - 1].text, "hari")))
    return FALSE;

  self->weekday = weekday;
  self->at++;
  if (g_str_equal (peek (self, 0), "yang") && g_str_equal (peek (self, 1), "lalu"))
    self->at++;
  self->last |= take (self, "lalu") || take (self, "kemarin");

  return TRUE;
}

/* "24" is 2024; UNSET where it is no year. */
static int
year_of (Reading *self, guint ahead)
{
  gsize length = strlen (peek (self, ahead));

  if (!is_number (self, ahead) || (length != 2 && length != 4))
    return UNSET;

  return length == 2 ? 2000 + number (self, ahead) : number (self, ahead);
}

static gboolean
set_date (Reading *self, int day, int month, int year, guint n)
{
  self->day = day;
  self->month = month;
  self->year = year;
  self->at += n;

  return TRUE;
}

/* Whether a year follows a day and a month's name. Two digits may be the hour of a time as well. */
static gboolean
has_year_at (Reading *self, guint ahead)
{
  char next = joint (self, ahead + 1);
  guint n;

  if (year_of (self, ahead) == UNSET || joint (self, ahead) == ':')
    return FALSE;

  return strlen (peek (self, ahead)) == 4 ||
         (next != '.' && next != ':' && part_at (self, ahead + 1, &n) == PANTAU_PART_NONE &&
          !g_str_equal (peek (self, ahead + 1), "wib"));
}

/* "14-2-2024", "14/2", "2024-02-14", "14 feb 2024", "14-feb-24", "february 14, 2024" */
static gboolean
take_date (Reading *self)
{
  char mark = joint (self, 1);
  int month = pantau_name_month (peek (self, 1));

  if (self->day != UNSET)
    return FALSE;

  if (is_number (self, 0) && month != UNSET && mark != ':' && strlen (peek (self, 0)) < 3)
    {
      gboolean has_year = has_year_at (self, 2);

      return set_date (self, number (self, 0), month, has_year ? year_of (self, 2) : UNSET,
                       has_year ? 3 : 2);
    }

  month = pantau_name_month (peek (self, 0));
  if (month != UNSET && is_number (self, 1) && strlen (peek (self, 1)) < 3 && mark == 0)
    {
      gboolean has_year = has_year_at (self, 2);

      return set_date (self, number (self, 1), month, has_year ? year_of (self, 2) : UNSET,
                       has_year ? 3 : 2);
    }

  if (!is_number (self, 0) || !is_number (self, 1) || mark == 0 || mark == ':')
    return FALSE;

  if (is_number (self, 2) && joint (self, 2) == mark)
    {
      if (strlen (peek (self, 0)) == 4)
        return mark != '.' &&
               set_date (self, number (self, 2), number (self, 1), number (self, 0), 3);
      return year_of (self, 2) != UNSET && strlen (peek (self, 0)) < 3 &&
             strlen (peek (self, 1)) < 3 &&
             set_date (self, number (self, 0), number (self, 1), year_of (self, 2), 3);
    }

  /* "14.02" is a time. */
  return mark != '.' && strlen (peek (self, 0)) < 3 && strlen (peek (self, 1)) < 3 &&
         set_date (self, number (self, 0), number (self, 1), UNSET, 2);
}

/* Skips @n words that say @hour and @minute. */
static gboolean
set_clock (Reading *self, int hour, int minute, gboolean is_spoken, guint n)
{
  if (self->hour != UNSET || hour > 23 || minute > 59)
    return FALSE;

  self->hour = hour;
  self->minute = minute;
  self->is_spoken = is_spoken;
  self->at += n;

  return TRUE;
}

/* "16.30", "pukul 16.30", "jam 2", "2 siang", "setengah tiga" */
static gboolean
take_clock (Reading *self)
{
  static const char *const names[] = { "jam", "pukul", "pkl", "pk", "at", NULL };
  gboolean is_named = g_strv_contains (names, peek (self, 0));
  guint start = is_named ? 1 : 0, n, m;
  int hour;

  /* "pkl." and "pk." */
  if (is_named && joint (self, 1) != 0 && joint (self, 1) != '.')
    return FALSE;

  if (g_str_equal (peek (self, start), "setengah"))
    {
      hour = hour_of (self, start + 1, &n);
      return hour >= 1 && hour <= 12 &&
             set_clock (self, hour == 1 ? 12 : hour - 1, 30, TRUE, start + 1 + n);
    }

  hour = hour_of (self, start, &n);
  if (hour == UNSET)
    return FALSE;

  if (is_number (self, start) && is_number (self, start + 1) &&
      strlen (peek (self, start + 1)) == 2 &&
      (joint (self, start + 1) == '.' || joint (self, start + 1) == ':'))
    {
      /* Seconds say nothing about an event; three numbers with points are a date. */
      gboolean has_third = is_number (self, start + 2) && joint (self, start + 2) != 0;

      if (has_third && (joint (self, start + 1) != ':' || joint (self, start + 2) != ':' ||
                        strlen (peek (self, start + 2)) != 2 || number (self, start + 2) > 59))
        return FALSE;

      return set_clock (self, hour, number (self, start + 1), FALSE, start + (has_third ? 3 : 2));
    }

  /* A mere number is an hour only where something says so. */
  if (!is_named && part_at (self, n, &m) == PANTAU_PART_NONE)
    return FALSE;
  if (joint (self, start + n) != 0 && is_number (self, start + n))
    return FALSE;

  return set_clock (self, hour, 0, TRUE, start + n);
}

static gboolean
take_part (Reading *self)
{
  guint n;
  PantauDayPart part = part_at (self, 0, &n);

  if (part == PANTAU_PART_NONE || self->part != PANTAU_PART_NONE)
    return FALSE;
  self->part = part;
  self->at += n;

  return !take (self, "ini") || set_day (self, self->now.count);
}

/* Words that say nothing that is not known. */
static gboolean
take_filler (Reading *self)
{
  static const char *const fillers[] = { "pada", "tanggal", "tgl", "hari", "wib",
                                         "on",   "the",     "in",  NULL };

  return take_any (self, fillers);
}

/* What a clock with a part of the day means, of 24 hours; FALSE where the two do not go together. */
static gboolean
settle_hour (Reading *self)
{
  int first = parts[self->part].first, last = parts[self->part].last;

  if (self->hour == UNSET)
    return TRUE;

  /* "jam 2" alone is two hours of the day, and "jam 12 malam" the beginning or the end of it. */
  if (self->part == PANTAU_PART_NONE)
    return !self->is_spoken || self->hour == 0 || self->hour > 12;
  if (self->part == PANTAU_PART_NIGHT && self->hour == 12)
    return FALSE;

  if (self->part == PANTAU_PART_AM && self->hour == 12)
    self->hour = 0;
  /* "jam 1 malam" is after midnight. */
  if (self->part == PANTAU_PART_NIGHT && self->hour < 4)
    return TRUE;
  if (self->hour < first && self->hour < 12)
    self->hour += 12;

  return self->hour >= first && self->hour <= last;
}

static gboolean
settle_date (Reading *self)
{
  gint64 midnight;
  PantauCivil found;

  if (self->day == UNSET)
    return TRUE;
  if (self->has_day)
    return FALSE;

  if (self->year != UNSET)
    {
      if (!pantau_civil_midnight (self->day, self->month, self->year, &midnight))
        return FALSE;
    }
  else
    {
      /* The last such day: a new year does not make last week's flood one of next December. */
      int year = self->now.year;

      while (year > self->now.year - 8 &&
             (!pantau_civil_midnight (self->day, self->month, year, &midnight) ||
              midnight > self->now_seconds + PANTAU_DAY_SECONDS))
        year--;
      if (year == self->now.year - 8)
        return FALSE;
    }

  pantau_civil_set (&found, midnight);

  return set_day (self, found.count);
}

static gboolean
settle_weekday (Reading *self)
{
  PantauCivil at;
  int back;

  if (self->weekday == UNSET)
    return !self->last;

  /* A weekday beside a date is a check of it. */
  if (self->has_day)
    {
      pantau_civil_set (&at, self->count * PANTAU_DAY_SECONDS - PANTAU_WIB_SECONDS);
      return at.weekday == self->weekday && !self->last;
    }

  back = (self->now.weekday - self->weekday + 7) % 7;
  if (back == 0 && self->last)
    back = 7;

  return set_day (self, self->now.count - back);
}

/* "tadi malam jam 11" is yesterday and "tadi malam jam 1" today; without a time it may be either. */
static gboolean
settle_earlier (Reading *self)
{
  if (!self->earlier)
    return TRUE;

  if (self->part == PANTAU_PART_NIGHT)
    {
      if (self->hour == UNSET || (self->hour >= 12 && self->now.hour >= 18))
        return FALSE;
      if (self->hour >= 12)
        self->count--;
      return TRUE;
    }

  /* What has not begun today was not today. */
  return self->hour != UNSET || self->now.hour >= parts[self->part].first;
}

static gboolean
read_words (Reading *self)
{
  while (self->at < self->n)
    if (!take_distance (self) && !take_relative_day (self) && !take_weekday (self) &&
        !take_clock (self) && !take_date (self) && !take_part (self) && !take_filler (self))
      return FALSE;

  return TRUE;
}

gboolean
pantau_format_read_time (const char *text, gint64 now, gint64 *when, gboolean *has_time)
{
  g_auto (Reading) self = { .now_seconds = now, .day = UNSET, .weekday = UNSET, .hour = UNSET };
  g_autofree char *normalised = NULL, *small = NULL;
  gboolean said_day;

  if (strnlen (text, MAX_TEXT + 1) > MAX_TEXT || !g_str_is_ascii (text))
    return FALSE;

  small = g_strstrip (g_ascii_strdown (text, -1));
  if (pantau_check_time (small, &normalised, when))
    {
      *has_time = strlen (small) > 10;
      return TRUE;
    }

  pantau_civil_set (&self.now, now);
  if (!cut (&self, small) || !read_words (&self) || !settle_hour (&self))
    return FALSE;

  if (self.is_exact)
    {
      *when = self.exact - self.exact % 60;
      *has_time = TRUE;
      return !self.has_day && self.day == UNSET && self.weekday == UNSET && self.hour == UNSET &&
             self.part == PANTAU_PART_NONE;
    }

  said_day = self.has_day || self.day != UNSET || self.weekday != UNSET;
  if (!said_day && self.hour == UNSET)
    return FALSE;
  if (!settle_date (&self) || !settle_weekday (&self) || !settle_earlier (&self))
    return FALSE;
  if (!said_day)
    self.count = self.now.count;

  /* A night belongs to two days; which one a small hour of it is in is not said by "kemarin malam jam 1". */
  if (self.part == PANTAU_PART_NIGHT && self.hour != UNSET && self.hour < 4 && !self.earlier)
    return FALSE;

  *when = self.count * PANTAU_DAY_SECONDS - PANTAU_WIB_SECONDS;
  *has_time = self.hour != UNSET;
  if (self.hour != UNSET)
    *when += self.hour * 3600 + self.minute * 60;
  if (self.earlier && *when > now)
    return FALSE;
  /* A mere time of day is the last one. */
  if (!said_day && *when > now)
    *when -= PANTAU_DAY_SECONDS;

  return TRUE;
}
