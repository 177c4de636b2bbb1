/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Packing: numbers of seven bits a byte, the least first, so that a record takes some twenty bytes. What is read is checked at every byte, since a
 * disk may have spoiled it.
 */

#include "config.h"

#include "pantau-situation-item.h"

#include <string.h>

#define ZONE     (7 * 3600) /* all WIB */
#define DAY      PANTAU_SITUATION_DAY_SECONDS
#define DAY_ZERO 10956                     /* 31 December 1999, in days since 1970 */
#define LAST_DAY G_GINT64_CONSTANT (49709) /* in the year 2136: then 32 bits of seconds are full */
#define ZERO     ((gint64) DAY_ZERO * DAY)

/* More than one record may have of anything: what says more is spoiled. */
#define MANY 1000000

static const char *const kinds[] = { "risk", "hoax", "neutrality", "other", "activity" };

PantauSituationKind
pantau_situation_kind (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], code))
      return (PantauSituationKind) i;

  return PANTAU_SITUATION_UNKNOWN;
}

const char *
pantau_situation_kind_code (PantauSituationKind kind)
{
  return kind < G_N_ELEMENTS (kinds) ? kinds[kind] : NULL;
}

void
pantau_situation_item_init (PantauSituationItem *self)
{
  memset (self, 0, sizeof *self);
  self->spans = g_array_new (FALSE, FALSE, sizeof (PantauSituationSpan));
  self->places = g_array_new (FALSE, FALSE, sizeof (PantauSituationPlace));
  self->aid = g_array_new (FALSE, FALSE, sizeof (PantauSituationAid));
  self->clocks = g_array_new (FALSE, FALSE, sizeof (PantauSituationClock));
}

void
pantau_situation_item_clear (PantauSituationItem *self)
{
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->aid, g_array_unref);
  g_clear_pointer (&self->clocks, g_array_unref);
}

static void
write_number (GByteArray *bytes, guint64 number)
{
  guint8 buffer[10];
  guint n = 0;

  for (; number >= 0x80; number >>= 7)
    buffer[n++] = (guint8) (number | 0x80);
  buffer[n++] = (guint8) number;
  g_byte_array_append (bytes, buffer, n);
}

static void
write_range (GByteArray *bytes, const gint64 range[2])
{
  write_number (bytes, (guint64) range[0]);
  write_number (bytes, (guint64) (range[1] - range[0]));
}

/* A second, and one not before it or none. */
static void
write_seconds (GByteArray *bytes, guint from, guint until)
{
  write_number (bytes, from);
  write_number (bytes, until == 0 ? 0 : until - from + 1);
}

static void
write_risk (const PantauSituationItem *self, GByteArray *bytes)
{
  write_number (bytes, self->likelihood * 6 + self->impact);
  write_range (bytes, self->voters);
  write_range (bytes, self->unnamed);
  if (self->voters[1] > 0 || self->unnamed[1] > 0)
    write_number (bytes, (guint64) self->mark);
  write_number (bytes, self->aid->len);
  for (guint i = 0; i < self->aid->len; i++)
    {
      const PantauSituationAid *aid = &g_array_index (self->aid, PantauSituationAid, i);

      write_number (bytes, aid->word);
      write_seconds (bytes, aid->planned, aid->sent);
      write_number (bytes, aid->amount);
    }
}

void
pantau_situation_item_write (const PantauSituationItem *self, gint64 area, GByteArray *bytes)
{
  write_number (bytes, (guint64) self->kind | (guint64) self->flags << 3);
  write_number (bytes, self->n);
  write_number (bytes, self->election);
  write_number (bytes, self->day);
  write_number (bytes, self->spans->len);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const PantauSituationSpan *span = &g_array_index (self->spans, PantauSituationSpan, i);

      write_seconds (bytes, span->from, span->until);
    }
  write_number (bytes, self->places->len);
  for (guint i = 0; i < self->places->len; i++)
    {
      const PantauSituationPlace *place = &g_array_index (self->places, PantauSituationPlace, i);

      write_number (bytes, place->village == area ? 0 : (guint64) place->village);
      write_number (bytes, place->tps);
    }
  if (self->kind == PANTAU_SITUATION_RISK)
    write_risk (self, bytes);
}

void
pantau_situation_item_write_rest (const PantauSituationItem *self, GByteArray *bytes)
{
  if (self->kind == PANTAU_SITUATION_HOAX)
    {
      write_number (bytes, (guint64) self->key);
      write_number (bytes, self->claim == self->key ? 1 : (guint64) self->claim);
      write_number (bytes, self->decided);
    }
  write_number (bytes, self->clocks->len);
  for (guint i = 0; i < self->clocks->len; i++)
    {
      const PantauSituationClock *clock = &g_array_index (self->clocks, PantauSituationClock, i);

      write_number (bytes, (guint64) MAX (clock->due, 0));
      write_number (bytes, clock->ended);
    }
}

/* 0 at the end and beyond: then *@at is NULL, and stays so. */
static inline guint64
read_number (const guint8 **at, const guint8 *end)
{
  const guint8 *p = *at;
  guint64 number = 0;

  for (guint shift = 0; p != NULL && p < end && shift < 64; shift += 7)
    {
      number |= (guint64) (*p & 0x7f) << shift;
      if ((*p++ & 0x80) == 0)
        {
          *at = p;
          return number;
        }
    }
  *at = NULL;

  return 0;
}

static inline guint
read_count (const guint8 **at, const guint8 *end)
{
  guint64 number = read_number (at, end);

  if (number > MANY)
    *at = NULL;

  return *at != NULL ? (guint) number : 0;
}

static inline void
read_range (gint64 range[2], const guint8 **at, const guint8 *end)
{
  guint64 least = read_number (at, end), more = read_number (at, end);

  range[0] = (gint64) MIN (least, (guint64) G_MAXINT32);
  range[1] = range[0] + (gint64) MIN (more, (guint64) G_MAXINT32);
}

static inline void
read_seconds (guint *from, guint *until, const guint8 **at, const guint8 *end)
{
  guint length;

  *from = (guint) read_number (at, end);
  length = (guint) read_number (at, end);
  *until = length == 0 ? 0 : *from + length - 1;
}

static void
read_risk (PantauSituationItem *self, const guint8 **at, const guint8 *end)
{
  guint cell = (guint) read_number (at, end), n;

  self->likelihood = cell / 6 % 6;
  self->impact = cell % 6;
  read_range (self->voters, at, end);
  read_range (self->unnamed, at, end);
  self->mark = self->voters[1] > 0 || self->unnamed[1] > 0 ? (gint64) read_number (at, end) : 0;
  n = read_count (at, end);
  for (guint i = 0; i < n && *at != NULL; i++)
    {
      PantauSituationAid aid;

      aid.word = (guint) read_number (at, end);
      read_seconds (&aid.planned, &aid.sent, at, end);
      aid.amount = (guint) read_number (at, end);
      g_array_append_val (self->aid, aid);
    }
}

static void
read_rest (PantauSituationItem *self, const guint8 **at, const guint8 *end)
{
  guint n;

  if (self->kind == PANTAU_SITUATION_HOAX)
    {
      self->key = (gint64) read_number (at, end);
      self->claim = (gint64) read_number (at, end);
      if (self->claim == 1)
        self->claim = self->key;
      self->decided = (guint) read_number (at, end);
    }
  n = read_count (at, end);
  for (guint i = 0; i < n && *at != NULL; i++)
    {
      PantauSituationClock clock;

      clock.due = (gint64) read_number (at, end);
      clock.ended = (guint) read_number (at, end);
      g_array_append_val (self->clocks, clock);
    }
}

gboolean
pantau_situation_item_read (PantauSituationItem *self,
                            gint64 area,
                            const guint8 **at,
                            const guint8 *end)
{
  guint64 first;
  guint n;

  if (*at == end)
    return FALSE;
  g_array_set_size (self->spans, 0);
  g_array_set_size (self->places, 0);
  g_array_set_size (self->aid, 0);
  g_array_set_size (self->clocks, 0);

  first = read_number (at, end);
  self->kind = (PantauSituationKind) MIN (first & 7, PANTAU_SITUATION_UNKNOWN);
  self->flags = (guint) (first >> 3);
  self->n = (guint) read_number (at, end);
  self->election = (guint) read_number (at, end);
  self->day = (guint) read_number (at, end) & 0xffff;
  n = read_count (at, end);
  for (guint i = 0; i < n && *at != NULL; i++)
    {
      PantauSituationSpan span;

      read_seconds (&span.from, &span.until, at, end);
      g_array_append_val (self->spans, span);
    }
  n = read_count (at, end);
  for (guint i = 0; i < n && *at != NULL; i++)
    {
      PantauSituationPlace place;

      place.village = (gint64) read_number (at, end);
      if (place.village == 0)
        place.village = area;
      place.tps = (guint) read_number (at, end);
      g_array_append_val (self->places, place);
    }
  if (self->kind == PANTAU_SITUATION_RISK)
    read_risk (self, at, end);
  read_rest (self, at, end);

  return *at != NULL && self->spans->len > 0;
}

guint
pantau_situation_day (gint64 when)
{
  gint64 seconds = when + ZONE, days = seconds / DAY - (seconds % DAY < 0);

  return (guint) CLAMP (days - DAY_ZERO, 1, LAST_DAY);
}

gint64
pantau_situation_day_end (guint day)
{
  return ((gint64) day + DAY_ZERO + 1) * DAY - ZONE;
}

guint
pantau_situation_second (gint64 when)
{
  return (guint) CLAMP (when + ZONE - ZERO, DAY, (LAST_DAY + 1) * DAY - 1);
}

gint64
pantau_situation_second_end (guint second)
{
  return ZERO + second + 1 - ZONE;
}

gint64
pantau_situation_digits (const char *region)
{
  gint64 digits = 0;

  for (const char *p = region; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) && digits < G_GINT64_CONSTANT (1000000000000))
      digits = digits * 10 + (*p - '0');
    else if (*p != '.')
      return 0;

  return digits;
}

char *
pantau_situation_code (gint64 digits)
{
  int province, kabkota, kecamatan;

  if (digits >= 1000000000)
    {
      province = (int) (digits / 100000000);
      kabkota = (int) (digits / 1000000 % 100);
      kecamatan = (int) (digits / 10000 % 100);

      return g_strdup_printf ("%02d.%02d.%02d.%04d", province, kabkota, kecamatan,
                              (int) (digits % 10000));
    }
  if (digits >= 100000)
    return g_strdup_printf ("%02d.%02d.%02d", (int) (digits / 10000), (int) (digits / 100 % 100),
                            (int) (digits % 100));
  if (digits >= 1000)
    return g_strdup_printf ("%02d.%02d", (int) (digits / 100), (int) (digits % 100));

  return g_strdup_printf ("%02d", (int) digits);
}

gint64
pantau_situation_cut (gint64 digits, guint level)
{
  if (digits >= 1000000000 && level < 4)
    digits /= 10000;
  if (digits >= 100000 && level < 3)
    digits /= 100;
  if (digits >= 1000 && level < 2)
    digits /= 100;

  return digits;
}

gint64
pantau_situation_key (const char *uuid)
{
  guint64 key = 0;

  for (const char *p = uuid; *p != '\0'; p++)
    if (g_ascii_isxdigit (*p))
      key = (key << 4 | key >> 60) ^ (guint64) g_ascii_xdigit_value (*p);

  return (gint64) (key >> 1 | 2);
}
