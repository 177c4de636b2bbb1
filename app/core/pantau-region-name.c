/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How names of regions are compared. The official list writes Bukitkecil and Tiga-puluh-lima Ilir,
 * people write Bukit Kecil and 35 Ilir; both are folded to small letters and digits, and a number
 * counts in each of its writings.
 */

#include "config.h"

#include <string.h>

#include "pantau-region-private.h"

void
pantau_region_append_folded (GString *out, gunichar c)
{
  if (c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c))
    g_string_append_unichar (out, g_unichar_tolower (c));
}

guint64
pantau_region_letters (const char *text, gsize length)
{
  guint64 letters = 0;

  for (gsize i = 0; i < length; i++)
    if (g_ascii_islower (text[i]))
      letters |= G_GUINT64_CONSTANT (1) << (text[i] - 'a');
    else if (g_ascii_isdigit (text[i]))
      letters |= G_GUINT64_CONSTANT (1) << (26 + text[i] - '0');

  return letters;
}

char *
pantau_region_fold (const char *text)
{
  GString *out = g_string_new (NULL);
  g_autofree char *decomposed = NULL;

  if (!g_str_is_ascii (text))
    {
      decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
      text = decomposed != NULL ? decomposed : "";
    }

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    pantau_region_append_folded (out, g_utf8_get_char (p));

  return g_string_free (out, FALSE);
}

/* The number that Indonesian words joined by hyphens say ("tiga-puluh-lima"), or 0. Up to 99. */
static guint
number_of_words (const char *word)
{
  static const char *const ones[] = {
    "",     "satu",  "dua",     "tiga",     "empat",   "lima",
    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"
  };
  g_auto (GStrv) parts = g_strsplit (word, "-", 4);
  guint value = 0, last = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint digit = 1;

      if (g_ascii_strcasecmp (parts[i], "belas") == 0 && last > 1 && i == 1)
        value = last + 10;
      else if (g_ascii_strcasecmp (parts[i], "puluh") == 0 && last > 1 && i == 1)
        value = last * 10;
      else
        {
          while (digit < G_N_ELEMENTS (ones) && g_ascii_strcasecmp (parts[i], ones[digit]) != 0)
            digit++;
          if (digit == G_N_ELEMENTS (ones) ||
              (i > 0 && (digit > 9 || value < 20 || value % 10 != 0)))
            return 0;
          value += digit;
          last = digit;
        }
    }

  return value;
}

static const char *const romans[] = { "",   "I",   "II",   "III", "IV", "V",
                                      "VI", "VII", "VIII", "IX",  "X" };

static guint
number_of_word (const char *word)
{
  for (guint i = 1; i < G_N_ELEMENTS (romans); i++)
    if (g_str_equal (word, romans[i]))
      return i;

  if (g_ascii_isdigit (*word) && strspn (word, "0123456789") == strlen (word) && strlen (word) < 3)
    return (guint) g_ascii_strtoull (word, NULL, 10);

  return number_of_words (word);
}

GPtrArray *
pantau_region_writings (const char *name)
{
  GPtrArray *writings = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) roman = g_string_new (NULL);
  gboolean has_number = FALSE;

  g_ptr_array_add (writings, pantau_region_fold (name));

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint number = number_of_word (words[i]);

      has_number |= number > 0;
      if (number > 0)
        g_string_append_printf (digits, "%u", number);
      else
        g_string_append (digits, words[i]);
      g_string_append (roman,
                       number > 0 && number < G_N_ELEMENTS (romans) ? romans[number] : words[i]);
    }

  if (has_number)
    {
      g_ptr_array_add (writings, pantau_region_fold (digits->str));
      g_ptr_array_add (writings, pantau_region_fold (roman->str));
    }

  return writings;
}
