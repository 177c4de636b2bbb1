/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of people (NIP, NIK, NRP, telephone) checked for form. Nothing here asks whether anybody bears a number; it finds the
 * digit that was left out or swapped, while whoever types it still has the paper in hand.
 */

#include "config.h"

#include "pantau-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NIP_DIGITS   18
#define NIK_DIGITS   16
#define POLRI_DIGITS 8

/* A civil servant who was born before cannot be in service any more, and one born after is a child. */
#define FIRST_BIRTH 1930
#define LAST_BIRTH  2015

/* Codes of Kemendagri: 11 Aceh to 94, and 95 and 96, which divided Papua since. */
#define FIRST_PROVINCE 11
#define LAST_PROVINCE  96

#define WOMEN 40 /* is added to the day of birth in a NIK */

static const char *const form_names[] = {
  [PANTAU_NUMBER_ANY] = "",
  [PANTAU_NUMBER_NIP] = "nip",
  [PANTAU_NUMBER_NIK] = "nik",
  [PANTAU_NUMBER_NRP] = "nrp",
  [PANTAU_NUMBER_NRP_POLRI] = "nrp-polri",
  [PANTAU_NUMBER_PHONE] = "phone",
};

gboolean
pantau_number_form_from_name (const char *name, PantauNumberForm *form)
{
  for (guint i = 1; name != NULL && i < G_N_ELEMENTS (form_names); i++)
    if (g_str_equal (form_names[i], name))
      {
        *form = (PantauNumberForm) i;
        return TRUE;
      }

  return FALSE;
}

const char *
pantau_number_form_get_name (PantauNumberForm form)
{
  return form_names[form];
}

static guint
read_digits (const char *digits, guint n)
{
  guint value = 0;

  for (guint i = 0; i < n; i++)
    value = value * 10 + (guint) (digits[i] - '0');

  return value;
}

static gboolean
is_day (guint year, guint month, guint day)
{
  return month >= 1 && month <= 12 && day >= 1 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static gboolean
has_birth (const char *digits)
{
  guint year = read_digits (digits, 4);

  return year >= FIRST_BIRTH && year <= LAST_BIRTH &&
         is_day (year, read_digits (digits + 4, 2), read_digits (digits + 6, 2));
}

/* A month, or the 21 and above by which a PPPK's number says that it is one (GK). */
static gboolean
has_appointment (const char *digits)
{
  guint year = read_digits (digits + 8, 4), month = read_digits (digits + 12, 2);

  return year > read_digits (digits, 4) && year <= LAST_BIRTH + 60 &&
         ((month >= 1 && month <= 12) || (month >= 21 && month <= 29));
}

static gboolean
has_sex (const char *digits)
{
  return digits[14] == '1' || digits[14] == '2';
}

gboolean
pantau_number_is_nip (const char *digits)
{
  return has_birth (digits) && has_appointment (digits) && has_sex (digits);
}

static gboolean
has_province (const char *digits)
{
  guint province = read_digits (digits, 2);

  return province >= FIRST_PROVINCE && province <= LAST_PROVINCE;
}

/* The century is not said, so 29 February is taken for any year. */
static gboolean
has_birth_of_nik (const char *digits)
{
  guint day = read_digits (digits + 6, 2);

  return is_day (2000, read_digits (digits + 8, 2), day > WOMEN ? day - WOMEN : day);
}

gboolean
pantau_number_is_nik (const char *digits)
{
  return has_province (digits) && has_birth_of_nik (digits) && read_digits (digits + 12, 4) > 0;
}

static gboolean
is_separator (char c)
{
  return c == ' ' || c == '.' || c == '-';
}

/* The digits alone. NULL where there is anything but digits and what stands between them. (transfer full) (nullable) */
static char *
only_digits (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
    else if (!is_separator (*text))
      return NULL;

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static gpointer
refuse (const char **code, char **message, const char *why, char *sentence)
{
  *code = why;
  *message = sentence;

  return NULL;
}

/* Exactly @wanted digits. @name is how people call the number. (transfer full) (nullable) */
static char *
read_exactly (const char *name, guint wanted, const char *text, const char **code, char **message)
{
  g_autofree char *digits = only_digits (text);
  guint n = digits != NULL ? (guint) strlen (digits) : 0;

  if (digits == NULL)
    return refuse (code, message, "wrong-digits",
                   /* Translators: %s is the name of a number: NIP, NIK, NRP. */
                   g_strdup_printf (_ ("a %s has digits only"), name));
  if (n != wanted)
    return refuse (
        code, message, "wrong-length",
        /* Translators: the name of a number, how many digits it has, how many were written. */
        g_strdup_printf (_ ("a %s has %u digits; this one has %u"), name, wanted, n));

  return g_steal_pointer (&digits);
}

static char *
read_nip (const char *text, const char **code, char **message)
{
  g_autofree char *digits = read_exactly ("NIP", NIP_DIGITS, text, code, message);

  if (digits == NULL)
    return NULL;
  if (!has_birth (digits))
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("a NIP begins with a day of birth, such as 19870412; this one "
                                "does not")));
  if (!has_appointment (digits))
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("digits 9 to 14 of a NIP are the year and month of the "
                                "appointment, such as 201001; these are not")));
  if (!has_sex (digits))
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("digit 15 of a NIP is 1 (man) or 2 (woman); this one is "
                                "neither")));

  return g_steal_pointer (&digits);
}

static char *
read_nik (const char *text, const char **code, char **message)
{
  g_autofree char *digits = read_exactly ("NIK", NIK_DIGITS, text, code, message);

  if (digits == NULL)
    return NULL;
  if (!has_province (digits))
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("a NIK begins with the code of a province, such as 16; this one "
                                "does not")));
  if (!has_birth_of_nik (digits))
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("digits 7 to 12 of a NIK are the day of birth, such as 120487 "
                                "(of women 520487); these are not")));
  if (read_digits (digits + 12, 4) == 0)
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("the last four digits of a NIK are never 0000")));

  return g_steal_pointer (&digits);
}

static char *
read_polri (const char *text, const char **code, char **message)
{
  g_autofree char *digits = read_exactly ("NRP Polri", POLRI_DIGITS, text, code, message);
  guint month;

  if (digits == NULL)
    return NULL;
  month = read_digits (digits + 2, 2);
  if (month < 1 || month > 12)
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("a NRP Polri begins with the year and month of birth, such as "
                                "8704; this one does not")));

  return g_steal_pointer (&digits);
}

/* The three forces write it each in its own way: "11010023450180", "18234/P", "531245". */
static char *
read_nrp (const char *text, const char **code, char **message)
{
  const char *slash = strchr (text, '/');
  g_autofree char *number = slash != NULL ? g_strndup (text, slash - text) : g_strdup (text);
  g_autofree char *digits = only_digits (g_strstrip (number));
  g_autofree char *corps = g_ascii_strup (slash != NULL ? slash + 1 : "", -1);
  gsize n = digits != NULL ? strlen (digits) : 0, letters = strlen (g_strstrip (corps));

  if (digits == NULL || strspn (corps, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != letters || letters > 4 ||
      (slash != NULL && letters == 0))
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("a NRP has digits, and after “/” letters only, such as 18234/P")));
  if (n < 5 || n > 16)
    return refuse (code, message, "wrong-length",
                   g_strdup_printf (_ ("a NRP has 5 to 16 digits; this one has %u"), (guint) n));

  return g_strconcat (digits, letters > 0 ? "/" : "", corps, NULL);
}

static char *
read_phone (const char *text, const char **code, char **message)
{
  gboolean plus = *text == '+';
  g_autofree char *digits = only_digits (plus ? text + 1 : text);
  gsize n = digits != NULL ? strlen (digits) : 0;

  if (digits == NULL || (!plus && *digits != '0') || (plus && *digits == '0'))
    return refuse (code, message, "wrong-digits",
                   g_strdup (_ ("a telephone number begins with 0 or +62 and has digits only")));
  if (n < 9 || n > 15)
    return refuse (
        code, message, "wrong-length",
        g_strdup_printf (_ ("a telephone number has 9 to 15 digits; this one has %u"), (guint) n));

  return g_strconcat (plus ? "+" : "", digits, NULL);
}

char *
pantau_number_read (PantauNumberForm form, const char *text, const char **code, char **message)
{
  switch (form)
    {
    case PANTAU_NUMBER_NIP:
      return read_nip (text, code, message);
    case PANTAU_NUMBER_NIK:
      return read_nik (text, code, message);
    case PANTAU_NUMBER_NRP:
      return read_nrp (text, code, message);
    case PANTAU_NUMBER_NRP_POLRI:
      return read_polri (text, code, message);
    case PANTAU_NUMBER_PHONE:
      return read_phone (text, code, message);
    case PANTAU_NUMBER_ANY:
    default:
      return g_strdup (text);
    }
}

char *
pantau_number_format (PantauNumberForm form, const char *text)
{
  if (form == PANTAU_NUMBER_NIP && strlen (text) == NIP_DIGITS)
    return g_strdup_printf ("%.8s %.6s %.1s %.3s", text, text + 8, text + 14, text + 15);
  if (form == PANTAU_NUMBER_NIK && strlen (text) == NIK_DIGITS)
    return g_strdup_printf ("%.6s %.6s %.4s", text, text + 6, text + 12);

  return g_strdup (text);
}
