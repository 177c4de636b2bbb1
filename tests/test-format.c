/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, days and times as people write and read them: in both languages, in WIB whatever the machine's zone. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "test-util.h"

/* Saturday 21 November 2026, 10:30 WIB. */
#define NOW G_GINT64_CONSTANT (1795231800)

static void
assert_text (char *found, const char *expected)
{
  g_autofree char *text = found;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_integer (void)
{
  pantau_locale_init ("id");
  assert_text (pantau_format_integer (0), "0");
  assert_text (pantau_format_integer (999), "999");
  assert_text (pantau_format_integer (1234567), "1.234.567");
  assert_text (pantau_format_integer (-1000), "-1.000");
  assert_text (pantau_format_integer (G_MININT64), "-9.223.372.036.854.775.808");
  assert_text (pantau_format_money (1500000), "Rp1.500.000");
  pantau_locale_init ("en");
  assert_text (pantau_format_integer (1234567), "1,234,567");
  assert_text (pantau_format_money (1500000), "Rp1,500,000");
}

static void
test_number (void)
{
  g_autofree char *huge = NULL;

  pantau_locale_init ("id");
  assert_text (pantau_format_number (0.5), "0,5");
  assert_text (pantau_format_number (2), "2");
  assert_text (pantau_format_number (100), "100");
  assert_text (pantau_format_number (1234.56789), "1.234,568");
  assert_text (pantau_format_number (-0.0001), "0");
  assert_text (pantau_format_number (-3.25), "-3,25");
  assert_text (pantau_format_number (NAN), "–");
  huge = pantau_format_number (1e300);
  g_assert_cmpuint (strlen (huge), >, 300);
  pantau_locale_init ("en");
  assert_text (pantau_format_number (1234.5), "1,234.5");
}

static void
test_bytes (void)
{
  pantau_locale_init ("id");
  assert_text (pantau_format_bytes (0), "0 B");
  assert_text (pantau_format_bytes (999), "999 B");
  assert_text (pantau_format_bytes (1234), "1,2 KB");
  assert_text (pantau_format_bytes (99940), "99,9 KB");
  assert_text (pantau_format_bytes (123456), "123 KB");
  assert_text (pantau_format_bytes (999499), "999 KB");
  assert_text (pantau_format_bytes (999500), "1 MB");
  assert_text (pantau_format_bytes (3400000), "3,4 MB");
  assert_text (pantau_format_bytes (G_MAXUINT64), "18,4 EB");
}

static void
test_time (void)
{
  pantau_locale_init ("id");
  assert_text (pantau_format_time (1707903000), "14 Februari 2024 pukul 16.30 WIB");
  assert_text (pantau_format_date ("2024-02-14"), "Rabu, 14 Februari 2024");
  assert_text (pantau_format_date ("2024-02-30"), "2024-02-30");
  assert_text (pantau_format_date ("keruh"), "keruh");
  assert_text (pantau_format_rfc3339 ("2024-02-14T16:30:00+07:00"),
               "14 Februari 2024 pukul 16.30 WIB");
  assert_text (pantau_format_rfc3339 ("2024-02-14T23:30:00Z"), "15 Februari 2024 pukul 06.30 WIB");
  assert_text (pantau_format_rfc3339 ("2024-02-14"), "Rabu, 14 Februari 2024");
  assert_text (pantau_format_rfc3339 ("?"), "?");
  assert_text (pantau_format_write_time (1707903000), "14-02-2024 16.30");
  assert_text (pantau_format_write_date (1707903000), "14-02-2024");
  pantau_locale_init ("en");
  assert_text (pantau_format_time (1707903000), "14 February 2024, 16:30 WIB");
  assert_text (pantau_format_date ("2024-02-14"), "Wednesday, 14 February 2024");
  assert_text (pantau_format_write_time (1707903000), "14-02-2024 16:30");
}

/* A clock that stands at the end of time is shown, not obeyed. */
static void
test_time_limits (void)
{
  pantau_locale_init ("id");
  assert_text (pantau_format_time (0), "1 Januari 1970 pukul 07.00 WIB");
  assert_text (pantau_format_time (-1), "1 Januari 1970 pukul 06.59 WIB");
  g_free (pantau_format_time (G_MAXINT64));
  g_free (pantau_format_time (G_MININT64));
  g_free (pantau_format_ago (G_MAXINT64, G_MININT64));
  g_free (pantau_format_ago (G_MININT64, G_MAXINT64));
  assert_text (pantau_format_time_short (-7 * 3600 - 1, -7 * 3600), "Kemarin 23.59");
}

static void
test_time_short (void)
{
  pantau_locale_init ("id");
  assert_text (pantau_format_time_short (NOW, NOW), "10.30");
  assert_text (pantau_format_time_short (NOW + 3600, NOW), "11.30");
  assert_text (pantau_format_time_short (NOW - 11 * 3600, NOW), "Kemarin 23.30");
  assert_text (pantau_format_time_short (NOW - 35 * 3600, NOW), "19 Nov");
  assert_text (pantau_format_time_short (1707903000, NOW), "14 Feb 2024");
  pantau_locale_init ("en");
  assert_text (pantau_format_time_short (NOW - 11 * 3600, NOW), "Yesterday 23:30");
}

static void
test_ago (void)
{
  pantau_locale_init ("id");
  assert_text (pantau_format_ago (NOW, NOW), "baru saja");
  assert_text (pantau_format_ago (NOW - 59, NOW), "baru saja");
  assert_text (pantau_format_ago (NOW - 60, NOW), "1 menit yang lalu");
  assert_text (pantau_format_ago (NOW - 7200, NOW), "2 jam yang lalu");
  assert_text (pantau_format_ago (NOW - 3 * 86400, NOW), "3 hari yang lalu");
  assert_text (pantau_format_ago (NOW - 8 * 86400, NOW), "13 Nov");
  assert_text (pantau_format_ago (NOW + 90, NOW), "10.31");
  pantau_locale_init ("en");
  assert_text (pantau_format_ago (NOW - 60, NOW), "1 minute ago");
  assert_text (pantau_format_ago (NOW - 120, NOW), "2 minutes ago");
}

static void
test_duration (void)
{
  pantau_locale_init ("id");
  assert_text (pantau_format_duration (-5), "0 detik");
  assert_text (pantau_format_duration (45), "45 detik");
  assert_text (pantau_format_duration (185), "3 menit");
  assert_text (pantau_format_duration (7800), "2 jam 10 menit");
  assert_text (pantau_format_duration (7200), "2 jam");
  assert_text (pantau_format_duration (2 * 86400 + 3 * 3600), "2 hari 3 jam");
  pantau_locale_init ("en");
  assert_text (pantau_format_duration (3660), "1 hour 1 minute");
}

typedef struct
{
  const char *text;
  gint64 number; /* in thousandths, for fractions */
} Typed;

static void
check_integers (const Typed *typed, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 number = -1;

      if (!pantau_format_read_integer (typed[i].text, &number) || number != typed[i].number)
        g_error ("“%s” is read as %" G_GINT64_FORMAT, typed[i].text, number);
    }
}

static void
refuse_integers (const char *const *texts)
{
  for (; *texts != NULL; texts++)
    {
      gint64 number = -1;

      if (pantau_format_read_integer (*texts, &number))
        g_error ("“%s” is read as %" G_GINT64_FORMAT, *texts, number);
    }
}

static void
test_read_integer (void)
{
  static const Typed both[] = {
    { "0", 0 },
    { " 42 ", 42 },
    { "007", 7 },
    { "-3", -3 },
    { "1500000", 1500000 },
    { "1.500.000", 1500000 },
    { "1,500,000", 1500000 },
    { "1 500 000", 1500000 },
    { "Rp 1500", 1500 },
    { "rp.1500", 1500 },
    { "25 ribu", 25000 },
    { "25rb", 25000 },
    { "2 juta", 2000000 },
    { "9223372036854775807", G_MAXINT64 },
  };
  static const Typed indonesian[] = {
    { "1.500", 1500 },       { "Rp1.500.000,00", 1500000 }, { "Rp 1.500.000,-", 1500000 },
    { "1,5 juta", 1500000 }, { "1,25 miliar", 1250000000 },
  };
  static const Typed english[] = {
    { "1,500", 1500 },
    { "Rp1,500,000.00", 1500000 },
    { "1.5 million", 1500000 },
  };
  static const char *const none[] = { "",        " ",        "abc",  "12a", "1.5.0",  "--3",
                                      "1..500",  "1.5000",   ".",    ",",   "-",      "Rp",
                                      "juta",    "12 34",    "0x10", "1e3", "١٢",     "5 %",
                                      "1,2.3,4", "\xff\xfe", "+",    "1-2", "1.500.", NULL };
  static const char *const not_indonesian[] = { "1,5", "1,500", NULL };
  static const char *const not_english[] = { "1.5", "1.500", NULL };
  g_autofree char *endless = g_strnfill (100000, '9');
  const char *too_large[] = { "9223372036854775808", "10000000000000000000000", endless,
                              "999999999 triliun", NULL };

  pantau_locale_init ("id");
  check_integers (both, G_N_ELEMENTS (both));
  check_integers (indonesian, G_N_ELEMENTS (indonesian));
  refuse_integers (none);
  refuse_integers (not_indonesian);
  refuse_integers (too_large);
  pantau_locale_init ("en");
  check_integers (both, G_N_ELEMENTS (both));
  check_integers (english, G_N_ELEMENTS (english));
  refuse_integers (none);
  refuse_integers (not_english);
}

static void
check_number (const char *text, double expected)
{
  double number = -1;

  if (!pantau_format_read_number (text, &number) || fabs (number - expected) > 1e-9)
    g_error ("“%s” is read as %g", text, number);
}

static void
test_read_number (void)
{
  double number;

  pantau_locale_init ("id");
  check_number ("1,5", 1.5);
  check_number ("1.5", 1.5); /* no group has one digit */
  check_number ("0.500", 0.5);
  check_number ("1.500", 1500);
  check_number ("1.234,5", 1234.5);
  check_number ("-0,25", -0.25);
  check_number ("2,5 juta", 2500000);
  pantau_locale_init ("en");
  check_number ("1.500", 1.5);
  check_number ("1,500", 1500);
  check_number ("1,5", 1.5);
  g_assert_false (pantau_format_read_number ("1.5.5", &number));
  g_assert_false (pantau_format_read_number ("", &number));
  g_assert_false (pantau_format_read_number ("nan", &number));
  g_assert_false (pantau_format_read_number ("inf", &number));
}

/* What is written is read back. */
static void
test_numbers_round (void)
{
  g_autoptr (GRand) rand = test_rand_new (7);

  for (guint i = 0; i < 4000; i++)
    {
      gint64 value = ((gint64) g_rand_int (rand) << 20) >> g_rand_int_range (rand, 0, 50), read;
      g_autofree char *text = NULL, *money = NULL, *fraction = NULL;
      double number = g_rand_int_range (rand, -9999999, 9999999) / 1000.0, read_number;

      pantau_locale_init (i % 2 == 0 ? "id" : "en");
      text = pantau_format_integer (value);
      money = pantau_format_money (value);
      fraction = pantau_format_number (number);
      g_assert_true (pantau_format_read_integer (text, &read) && read == value);
      g_assert_true (pantau_format_read_integer (money, &read) && read == value);
      g_assert_true (pantau_format_read_number (fraction, &read_number));
      g_assert_cmpfloat_with_epsilon (read_number, number, 1e-9);
    }
}

typedef struct
{
  const char *text;
  const char *expected; /* as pantau_format_write_time(), or _date() without a time of day */
} Moment;

static void
check_moment (const Moment *moment, gint64 now)
{
  gint64 when = 0;
  gboolean has_time = FALSE;
  g_autofree char *found = NULL;

  if (!pantau_format_read_time (moment->text, now, &when, &has_time))
    g_error ("“%s” is not read; expected %s", moment->text, moment->expected);
  found = has_time ? pantau_format_write_time (when) : pantau_format_write_date (when);
  if (!g_str_equal (found, moment->expected))
    g_error ("“%s” is read as %s; expected %s", moment->text, found, moment->expected);
}

static void
test_read_time (void)
{
  static const Moment moments[] = {
    /* days */
    { "14-2-2024", "14-02-2024" },
    { "14/02/24", "14-02-2024" },
    { "14.2.2024", "14-02-2024" },
    { "14.02.2024", "14-02-2024" },
    { "14.02.24", "14-02-2024" },
    { "2024-02-14", "14-02-2024" },
    { "2024/2/14", "14-02-2024" },
    { "14 feb 2024", "14-02-2024" },
    { "14 Pebruari 2024", "14-02-2024" },
    { "14 februari 24", "14-02-2024" },
    { "14-feb-24", "14-02-2024" },
    { "1 Nopember 2025", "01-11-2025" },
    { "7 agt 2025", "07-08-2025" },
    { "February 14, 2024", "14-02-2024" },
    { "Rabu, 14 Februari 2024", "14-02-2024" },
    { "pada hari Rabu tanggal 14 Februari 2024", "14-02-2024" },
    { "29 februari 2024", "29-02-2024" },
    /* the last such day */
    { "14 Februari", "14-02-2026" },
    { "22 November", "22-11-2026" },
    { "23 November", "23-11-2025" },
    { "27-11", "27-11-2025" },
    { "31/12", "31-12-2025" },
    { "29 feb", "29-02-2024" },
    /* days by their distance */
    { "hari ini", "21-11-2026" },
    { "kemarin", "20-11-2026" },
    { "kmrn", "20-11-2026" },
    { "kemarin lusa", "19-11-2026" },
    { "yesterday", "20-11-2026" },
    { "besok", "22-11-2026" },
    { "3 hari yang lalu", "18-11-2026" },
    { "2 minggu lalu", "07-11-2026" },
    { "tadi", "21-11-2026" },
    { "tadi pagi", "21-11-2026" },
    { "pagi ini", "21-11-2026" },
    { "kemarin sore", "20-11-2026" },
    { "Jumat", "20-11-2026" },
    { "jum'at kemarin", "20-11-2026" },
    { "sabtu", "21-11-2026" },
    { "sabtu lalu", "14-11-2026" },
    { "hari minggu lalu", "15-11-2026" },
    { "last monday", "16-11-2026" },
    /* times of day */
    { "16.30", "20-11-2026 16.30" },
    { "10.30", "21-11-2026 10.30" },
    { "8.05", "21-11-2026 08.05" },
    { "08:05", "21-11-2026 08.05" },
    { "hari ini 16.30", "21-11-2026 16.30" },
    { "pukul 16.30 WIB", "20-11-2026 16.30" },
    { "pkl. 09.15", "21-11-2026 09.15" },
    { "jam 2 siang", "20-11-2026 14.00" },
    { "2 siang", "20-11-2026 14.00" },
    { "2pm", "20-11-2026 14.00" },
    { "2:30 pm", "20-11-2026 14.30" },
    { "12 am", "21-11-2026 00.00" },
    { "jam 9 pagi", "21-11-2026 09.00" },
    { "jam 3 sore", "20-11-2026 15.00" },
    { "jam 9 malam", "20-11-2026 21.00" },
    { "jam 3 dini hari", "21-11-2026 03.00" },
    { "jam setengah tiga sore", "20-11-2026 14.30" },
    { "setengah 1 siang", "20-11-2026 12.30" },
    { "jam dua belas siang", "20-11-2026 12.00" },
    { "pukul 14", "20-11-2026 14.00" },
    { "tadi jam 9 pagi", "21-11-2026 09.00" },
    { "tadi malam jam 11", "20-11-2026 23.00" },
    { "tadi malam jam 1", "21-11-2026 01.00" },
    { "semalam pukul 23.15", "20-11-2026 23.15" },
    { "sekarang", "21-11-2026 10.30" },
    { "5 menit lalu", "21-11-2026 10.25" },
    { "2 jam yang lalu", "21-11-2026 08.30" },
    { "20 minutes ago", "21-11-2026 10.10" },
    /* both, in either order */
    { "14-02-2024 16.30", "14-02-2024 16.30" },
    { "14/2/2024, 16:30", "14-02-2024 16.30" },
    { "16.30 14-02-2024", "14-02-2024 16.30" },
    { "14 feb 16.30", "14-02-2026 16.30" },
    { "14 Februari 2024 pukul 16.30 WIB", "14-02-2024 16.30" },
    { "14 February 2024, 16:30 WIB", "14-02-2024 16.30" },
    { "Rabu 14 feb 2024 jam 4 sore", "14-02-2024 16.00" },
    { "kemarin jam 9 malam", "20-11-2026 21.00" },
    { "kemarin 07.45", "20-11-2026 07.45" },
    { "2024-02-14T16:30", "14-02-2024 16.30" },
    { "2024-02-14 16:30:20", "14-02-2024 16.30" },
    { "2024-02-14 16.30", "14-02-2024 16.30" },
    { "2024-02-14T09:30:00Z", "14-02-2024 16.30" },
  };

  pantau_locale_init ("id");
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    check_moment (&moments[i], NOW);
}

static void
refuse_moments (const char *const *texts, gint64 now)
{
  for (; *texts != NULL; texts++)
    {
      gint64 when;
      gboolean has_time;
      g_autofree char *found = NULL;

      if (!pantau_format_read_time (*texts, now, &when, &has_time))
        continue;
      found = pantau_format_write_time (when);
      g_error ("“%s” is read as %s", *texts, found);
    }
}

/* What has two meanings, contradicts itself, or is no day is not guessed at. */
static void
test_read_time_refused (void)
{
  static const char *const texts[] = { "",
                                       " ",
                                       "14",
                                       "2024",
                                       "30 februari 2024",
                                       "31-4-2026",
                                       "2/14/2024",
                                       "14-2-224",
                                       "14--2-2024",
                                       "-14 feb",
                                       "0-1-2024",
                                       "14-2-2024 15-2-2024",
                                       "kemarin 14 feb",
                                       "hari ini kemarin",
                                       "Kamis, 14 Februari 2024", /* a Wednesday */
                                       "jam 2",                   /* which? */
                                       "jam 12 malam",            /* of which day? */
                                       "tadi malam",
                                       "kemarin malam jam 1",
                                       "minggu lalu", /* last week, or Sunday */
                                       "tadi sore",   /* it is morning */
                                       "tadi 16.30",
                                       "jam 9 sore",
                                       "16.30 pagi",
                                       "25.00",
                                       "16.60",
                                       "16.30 17.00",
                                       "16.30 - 17.00",
                                       "16.30 WITA", /* not our zone */
                                       "pagi",
                                       "malam",
                                       "pukul",
                                       "besok lalu",
                                       "99999999999999999999 hari lalu",
                                       "14 feb 2024 x",
                                       "banjir",
                                       "١٤ فبراير",
                                       "14 feb \xff",
                                       "14\nfeb",
                                       NULL };
  g_autofree char *endless = g_strnfill (100000, '1');
  g_autofree char *words = NULL;
  const char *large[] = { endless, NULL, NULL };
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i < 40; i++)
    g_string_append (many, "a ");
  words = g_strdup (many->str);
  large[1] = words;

  pantau_locale_init ("id");
  refuse_moments (texts, NOW);
  refuse_moments (large, NOW);
}

/* The same words at other hours: a night that has two days is not guessed at in the evening either. */
static void
test_read_time_by_hour (void)
{
  static const char *const evening[] = { "tadi malam jam 8", NULL };
  static const char *const night[] = { "tadi siang", "tadi malam jam 3", NULL };
  Moment noon = { "tadi siang", "21-11-2026" };

  pantau_locale_init ("id");
  refuse_moments (evening, NOW + 12 * 3600); /* 22.30 */
  refuse_moments (night, NOW - 9 * 3600);    /* 01.30 */
  check_moment (&noon, NOW + 3 * 3600);
}

static void
test_times_round (void)
{
  g_autoptr (GRand) rand = test_rand_new (11);

  for (guint i = 0; i < 3000; i++)
    {
      gint64 when = (gint64) g_rand_int_range (rand, 0, 30000000) * 60, read;
      g_autofree char *time = NULL, *date = NULL, *words = NULL;
      gboolean has_time;

      pantau_locale_init (i % 2 == 0 ? "id" : "en");
      time = pantau_format_write_time (when);
      date = pantau_format_write_date (when);
      words = pantau_format_time (when);
      g_assert_true (pantau_format_read_time (time, NOW, &read, &has_time));
      g_assert_true (has_time && read == when);
      g_assert_true (pantau_format_read_time (words, NOW, &read, &has_time));
      g_assert_true (has_time && read == when);
      g_assert_true (pantau_format_read_time (date, NOW, &read, &has_time));
      g_assert_true (!has_time && read <= when && when - read < 86400);
      g_assert_cmpint ((read + 7 * 3600) % 86400, ==, 0);
    }
}

/* Words that mean something in any order and number: no crash, and what is read can be written. */
static void
test_read_time_random (void)
{
  static const char *const words[] = { "14",    "2",     "2024",     "16.30",   "feb",   "rabu",
                                       "lalu",  "tadi",  "malam",    "jam",     "pukul", "-",
                                       "/",     ".",     ":",        "hari",    "ini",   "yang",
                                       "dua",   "belas", "setengah", "minggu",  "last",  "this",
                                       "dini",  "pagi",  "pm",       "24",      "00",    "menit",
                                       "besok", "lusa",  ",",        "\xc3\xa9" };
  g_autoptr (GRand) rand = test_rand_new (3);

  for (guint i = 0; i < test_rounds (20000 / TEST_SHARE); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = (guint) g_rand_int_range (rand, 1, 8);
      gint64 when;
      gboolean has_time;

      for (guint j = 0; j < n; j++)
        g_string_append_printf (text, "%s%s",
                                words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))],
                                g_rand_boolean (rand) ? " " : "");
      if (pantau_format_read_time (text->str, NOW, &when, &has_time))
        {
          g_autofree char *written = pantau_format_write_time (when);

          g_assert_cmpuint (strlen (written), >=, 16);
        }
    }
}

int
main (int argc, char **argv)
{
  /* A laptop that was set up elsewhere. */
  g_setenv ("TZ", "America/New_York", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/integer", test_integer);
  g_test_add_func ("/format/number", test_number);
  g_test_add_func ("/format/bytes", test_bytes);
  g_test_add_func ("/format/time", test_time);
  g_test_add_func ("/format/time-limits", test_time_limits);
  g_test_add_func ("/format/time-short", test_time_short);
  g_test_add_func ("/format/ago", test_ago);
  g_test_add_func ("/format/duration", test_duration);
  g_test_add_func ("/format/read-integer", test_read_integer);
  g_test_add_func ("/format/read-number", test_read_number);
  g_test_add_func ("/format/numbers-round", test_numbers_round);
  g_test_add_func ("/format/read-time", test_read_time);
  g_test_add_func ("/format/read-time-refused", test_read_time_refused);
  g_test_add_func ("/format/read-time-by-hour", test_read_time_by_hour);
  g_test_add_func ("/format/times-round", test_times_round);
  g_test_add_func ("/format/read-time-random", test_read_time_random);

  return g_test_run ();
}
