/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How programs begin a message of a chat:
 *
 *   25/10/24 19.05 - Budi: …             an export of Android
 *   10/25/24, 7:05 PM - Budi: …
 *   [25/10/24 19.05.12] Budi: …          an export of iOS
 *   [10/25/24, 7:05:12 PM] ~ Budi: …
 *   [25/10 19.05] Budi: …                messages copied at once
 *   [19.05, 25/10/2024] Budi: …          the same from WhatsApp Web
 */

#include "config.h"

#include "pantau-paste-private.h"

#include <string.h>

#define LONGEST_SENDER 120  /* bytes; more is a sentence with a colon in it */
#define FIRST_YEAR     2000 /* nothing of a record is older */

static void
skip_marks (PantauPasteLine *self)
{
  while (g_str_has_prefix (self->p, "\342\200\216") && self->p + 3 <= self->end)
    self->p += 3;
}

static gboolean
take (PantauPasteLine *self, char c)
{
  if (self->p >= self->end || *self->p != c)
    return FALSE;
  self->p++;

  return TRUE;
}

static void
skip_blanks (PantauPasteLine *self)
{
  while (self->p < self->end && *self->p == ' ')
    self->p++;
}

/* At most four digits. */
static gboolean
take_number (PantauPasteLine *self, guint *number)
{
  guint n = 0;

  for (*number = 0; self->p < self->end && g_ascii_isdigit (*self->p) && n < 5; n++)
    *number = *number * 10 + (guint) (*self->p++ - '0');

  return n > 0 && n < 5;
}

/* "25/10/24", "25-10-2024", "2024-10-25", "25.10.24", "25/10" */
static gboolean
take_date (PantauPasteLine *self, PantauPasteStamp *stamp)
{
  char separator;

  if (!take_number (self, &stamp->parts[0]) || self->p >= self->end ||
      strchr ("/-.", *self->p) == NULL)
    return FALSE;
  separator = *self->p++;
  if (!take_number (self, &stamp->parts[1]))
    return FALSE;
  stamp->n_parts = 2;
  if (take (self, separator))
    {
      if (!take_number (self, &stamp->parts[2]))
        return FALSE;
      stamp->n_parts = 3;
    }
  stamp->is_year_first = stamp->parts[0] > 31;

  /* With dots and no year it is an hour. */
  return stamp->n_parts == 3 || separator == '/';
}

/* " PM", " a.m.": 0 none, else 'a' or 'p' */
static char
take_half (PantauPasteLine *self)
{
  static const char *const halves[] = { "am", "pm", "a.m.", "p.m." };
  const char *p = self->p;

  while (p < self->end && *p == ' ')
    p++;
  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      gsize length = strlen (halves[i]);

      if ((gsize) (self->end - p) >= length && g_ascii_strncasecmp (p, halves[i], length) == 0 &&
          !g_ascii_isalpha (p[length]))
        {
          self->p = p + length;
          return halves[i][0];
        }
    }

  return 0;
}

static gboolean
take_time (PantauPasteLine *self, PantauPasteStamp *stamp)
{
  char separator, half;

  if (!take_number (self, &stamp->hour) || self->p >= self->end || strchr (":.", *self->p) == NULL)
    return FALSE;
  separator = *self->p++;
  if (!take_number (self, &stamp->minute))
    return FALSE;
  stamp->second = 0;
  if (take (self, separator) && !take_number (self, &stamp->second))
    return FALSE;
  half = take_half (self);
  if (half == 'p' && stamp->hour < 12)
    stamp->hour += 12;
  if (half == 'a' && stamp->hour == 12)
    stamp->hour = 0;

  return stamp->hour < 24 && stamp->minute < 60 && stamp->second < 60;
}

static void
skip_comma (PantauPasteLine *self)
{
  take (self, ',');
  skip_blanks (self);
}

static gboolean
take_stamp (PantauPasteLine *self, PantauPasteStamp *stamp)
{
  const char *start = self->p;

  if (take_date (self, stamp))
    {
      skip_comma (self);
      if (take_time (self, stamp))
        return TRUE;
    }
  self->p = start;
  if (!take_time (self, stamp))
    return FALSE;
  skip_comma (self);

  return take_date (self, stamp);
}

gboolean
pantau_paste_take_heading (PantauPasteLine *self, PantauPasteStamp *stamp, gboolean *in_brackets)
{
  const char *start = self->p;

  skip_marks (self);
  *in_brackets = take (self, '[');
  if (self->p < self->end && g_ascii_isdigit (*self->p) && take_stamp (self, stamp) &&
      (*in_brackets ? take (self, ']') && take (self, ' ')
                    : take (self, ' ') && take (self, '-') && take (self, ' ')))
    return TRUE;
  self->p = start;

  return FALSE;
}

gboolean
pantau_paste_take_sender (PantauPasteLine *self, PantauSpan *sender)
{
  const char *p, *start;
  guint quotes = 0;

  skip_marks (self);
  if (g_str_has_prefix (self->p, "~ "))
    self->p += 2;
  skip_marks (self);
  start = self->p;
  for (p = start; p < self->end && p - start <= LONGEST_SENDER; p++)
    {
      if (*p == ':' && (p + 1 == self->end || p[1] == ' '))
        break;
      quotes += *p == '"' ? 1 : 0;
    }
  /* A colon within quotation marks is of a group's name that WhatsApp tells of; around them is a nickname: 'Budi "Ucok" Santoso'. */
  if (p >= self->end || p - start > LONGEST_SENDER || p == start || quotes % 2 != 0)
    return FALSE;

  *sender = (PantauSpan){ (gsize) (start - self->text), (gsize) (p - start) };
  self->p = MIN (p + 2, self->end);

  return TRUE;
}

/* Which of the first two numbers is the day: what is above 12 says it, else it is as in Indonesia. */
static gboolean
is_month_first (GArray *stamps)
{
  for (guint i = 0; i < stamps->len; i++)
    {
      const PantauPasteStamp *stamp = &g_array_index (stamps, PantauPasteStamp, i);

      if (stamp->is_year_first || stamp->parts[0] > 12)
        return FALSE;
      if (stamp->parts[1] > 12)
        return TRUE;
    }

  return FALSE;
}

char *
pantau_paste_first_time (GArray *stamps)
{
  const PantauPasteStamp *stamp = &g_array_index (stamps, PantauPasteStamp, 0);
  gboolean month_first = is_month_first (stamps);
  guint year = stamp->is_year_first ? stamp->parts[0] : stamp->parts[2];
  guint month = stamp->parts[month_first && !stamp->is_year_first ? 0 : 1];
  guint day = stamp->is_year_first ? stamp->parts[2] : stamp->parts[month_first ? 1 : 0];
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) when = NULL;

  year = year < 100 ? 2000 + year : year;
  if (stamp->n_parts != 3 || year < FIRST_YEAR)
    return NULL;
  when = g_date_time_new (wib, (int) year, (int) month, (int) day, (int) stamp->hour,
                          (int) stamp->minute, stamp->second);
  if (when == NULL || g_date_time_to_unix (when) > g_get_real_time () / G_USEC_PER_SEC)
    return NULL;

  return g_date_time_format (when, "%Y-%m-%dT%H:%M:%S+07:00");
}
