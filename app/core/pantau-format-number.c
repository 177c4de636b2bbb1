/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as people write and read them. Indonesian groups by points and has a comma before decimals, English the other
 * way round; what could be either is taken as the program's language has it, and what can only be the other is understood too.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-locale.h"

#define MAX_DECIMALS 3
#define MAX_TEXT     64 /* bytes of a number as people type it */

static gboolean
is_english (void)
{
  return g_str_equal (pantau_locale_get (), "en");
}

/* @digits, grouped by three. (transfer full) */
static char *
group (const char *digits)
{
  GString *out = g_string_new (NULL);
  gsize n = strlen (digits);

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append_c (out, is_english () ? ',' : '.');
      g_string_append_c (out, digits[i]);
    }

  return g_string_free (out, FALSE);
}

/* The sign, @before it and the grouped number. (transfer full) */
static char *
integer_with (const char *before, gint64 number)
{
  /* As unsigned, because the smallest integer has no positive twin. */
  guint64 amount = number < 0 ? -(guint64) number : (guint64) number;
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, amount);
  g_autofree char *grouped = group (digits);

  return g_strconcat (number < 0 ? "-" : "", before, grouped, NULL);
}

char *
pantau_format_integer (gint64 number)
{
  return integer_with ("", number);
}

char *
pantau_format_money (gint64 rupiah)
{
  return integer_with ("Rp", rupiah);
}

/* With at most @decimals, and no needless zeros. (transfer full) */
static char *
number_with (double number, guint decimals)
{
  char format[] = "%.0f", text[G_ASCII_DTOSTR_BUF_SIZE + 320];
  g_autofree char *grouped = NULL;
  char *point, *end;

  if (!isfinite (number))
    return g_strdup ("–");

  format[2] = (char) ('0' + decimals);
  g_ascii_formatd (text, sizeof text, format, fabs (number));
  point = strchr (text, '.');
  end = text + strlen (text);
  while (point != NULL && end > point && (end[-1] == '0' || end[-1] == '.'))
    *--end = '\0';
  point = strchr (text, '.');
  if (point != NULL)
    *point++ = '\0';
  grouped = group (text);

  return g_strconcat (number < 0 && (point != NULL || !g_str_equal (text, "0")) ? "-" : "", grouped,
                      point != NULL ? (is_english () ? "." : ",") : "", point, NULL);
}

char *
pantau_format_number (double number)
{
  return number_with (number, MAX_DECIMALS);
}

char *
pantau_format_bytes (guint64 bytes)
{
  static const char *const units[] = { "B", "KB", "MB", "GB", "TB", "PB", "EB" };
  double amount = (double) bytes;
  guint unit = 0;
  g_autofree char *text = NULL;

  /* What would be rounded up to 1000 is one of the next unit. */
  while (amount >= (unit == 0 ? 1000 : 999.5) && unit < G_N_ELEMENTS (units) - 1)
    {
      amount /= 1000;
      unit++;
    }
  text = number_with (amount, amount < 99.95 ? 1 : 0);

  return g_strconcat (text, " ", units[unit], NULL);
}

/* A number taken apart: digits without separators. */
typedef struct
{
  gboolean is_negative;
  char whole[MAX_TEXT + 1];
  char decimals[MAX_TEXT + 1];
  int exponent; /* of ten: "juta" is 6 */
} Parts;

/* Takes "ribu", "juta" … off the end of @text. */
static int
take_magnitude (char *text)
{
  static const struct
  {
    const char *word;
    int exponent;
  } words[] = {
    { "ribu", 3 },    { "rb", 3 },       { "thousand", 3 },  { "juta", 6 },
    { "jt", 6 },      { "million", 6 },  { "miliar", 9 },    { "milyar", 9 },
    { "billion", 9 }, { "triliun", 12 }, { "trillion", 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_suffix (text, words[i].word))
      {
        text[strlen (text) - strlen (words[i].word)] = '\0';
        g_strchomp (text);
        return words[i].exponent;
      }

  return 0;
}

/* Whether @text is digits in groups of three by @separator, the first group one to three long and not beginning with 0. */
static gboolean
is_grouped (const char *text, char separator)
{
  const char *at = text;
  gsize run = strspn (at, "0123456789");

  if (run < 1 || run > 3 || at[run] != separator || *at == '0')
    return FALSE;

  for (at += run; *at == separator; at += 1 + run)
    {
      run = strspn (at + 1, "0123456789");
      if (run != 3)
        return FALSE;
    }

  return *at == '\0';
}

static void
copy_digits (char *to, const char *from, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (from[i]))
      *to++ = from[i];
  *to = '\0';
}

/* Reads the number in @text, which has @group_sign between thousands and @point before decimals. */
static gboolean
read_as (const char *text, char group_sign, char point, Parts *parts)
{
  const char *mark = strchr (text, point);
  gsize length = mark != NULL ? (gsize) (mark - text) : strlen (text);
  g_autofree char *whole = g_strndup (text, length);
  const char *decimals = mark != NULL ? mark + 1 : "";

  if (strspn (whole, "0123456789") != length && !is_grouped (whole, group_sign))
    return FALSE;
  /* "1.500,-" is how a price says that there are no cents. */
  if (g_str_equal (decimals, "-"))
    decimals = "0";
  if (length == 0 || strspn (decimals, "0123456789") != strlen (decimals) ||
      (mark != NULL && *decimals == '\0'))
    return FALSE;

  copy_digits (parts->whole, whole, length);
  copy_digits (parts->decimals, decimals, strlen (decimals));

  return TRUE;
}

static gboolean
read_parts (const char *given, Parts *parts)
{
  char group_sign = is_english () ? ',' : '.', point = is_english () ? '.' : ',';
  g_autofree char *text = NULL;
  char *at;

  *parts = (Parts){ 0 };
  if (strnlen (given, MAX_TEXT + 1) > MAX_TEXT || !g_str_is_ascii (given))
    return FALSE;

  text = g_strstrip (g_ascii_strdown (given, -1));
  at = text;
  if (*at == '-' || *at == '+')
    parts->is_negative = *at++ == '-';
  if (g_str_has_prefix (at, "rp"))
    at += at[2] == '.' ? 3 : 2;
  parts->exponent = take_magnitude (at);
  g_strstrip (at);
  /* "1 500 000" */
  if (strchr (at, ' ') != NULL && !is_grouped (at, ' '))
    return FALSE;
  for (char *from = at, *to = at;; from++)
    {
      if (*from != ' ')
        *to++ = *from;
      if (*from == '\0')
        break;
    }

  if (read_as (at, group_sign, point, parts))
    return TRUE;

  /* What the other language writes: only where it can mean nothing else, as "1,500,000" and "0.5" in Indonesian. */
  return read_as (at, point, group_sign, parts);
}

gboolean
pantau_format_read_number (const char *text, double *number)
{
  Parts parts;
  g_autofree char *plain = NULL;

  if (!read_parts (text, &parts))
    return FALSE;

  plain = g_strdup_printf ("%s%s.%se%d", parts.is_negative ? "-" : "", parts.whole,
                           *parts.decimals != '\0' ? parts.decimals : "0", parts.exponent);
  *number = g_ascii_strtod (plain, NULL);

  return isfinite (*number);
}

gboolean
pantau_format_read_integer (const char *text, gint64 *number)
{
  Parts parts;
  GString *digits;
  g_autofree char *plain = NULL;
  gsize n;

  if (!read_parts (text, &parts))
    return FALSE;

  /* Decimals are well where a magnitude takes them up ("1,5 juta") or where they say nothing (",00"). */
  n = strlen (parts.decimals);
  while (n > 0 && parts.decimals[n - 1] == '0')
    n--;
  if (n > (gsize) parts.exponent)
    return FALSE;

  digits = g_string_new (parts.is_negative ? "-" : "");
  g_string_append (digits, parts.whole);
  g_string_append_len (digits, parts.decimals, (gssize) n);
  for (gsize i = n; i < (gsize) parts.exponent; i++)
    g_string_append_c (digits, '0');
  plain = g_string_free (digits, FALSE);

  return g_ascii_string_to_signed (plain, 10, G_MININT64, G_MAXINT64, number, NULL);
}
