/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Personal numbers and addresses in open text, on texts as monitors write them: each is labelled with the sorts that it holds.
 * Every number and address is invented.
 */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "pantau-pii.h"

/* What must be found of those that are there, and true of those that were found, in hundredths. */
#define LEAST_RECALL    97
#define LEAST_PRECISION 97

typedef struct
{
  const char *kinds; /* "phone nik", in the order of the text; "" for none */
  const char *text;
} Labelled;

static const Labelled texts[] = {
#include "pii-texts.inc"
};

/* (transfer full) */
static char *
kinds_of (const char *text)
{
  g_autoptr (GPtrArray) found = pantau_pii_find (text);
  GString *kinds = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const PantauPii *one = g_ptr_array_index (found, i);

      g_assert_cmpuint (one->start + one->length, <=, strlen (text));
      g_assert_cmpuint (one->length, >, 5);
      g_string_append_printf (kinds, "%s%s", i > 0 ? " " : "",
                              pantau_pii_kind_get_name (one->kind));
    }

  return g_string_free (kinds, FALSE);
}

/* How many of @words are in @among, each counted once. */
static guint
count_common (char **words, char **among)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  guint n = 0;

  for (guint i = 0; among[i] != NULL; i++)
    g_ptr_array_add (left, among[i]);
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint at;

      if (!g_ptr_array_find_with_equal_func (left, words[i], g_str_equal, &at))
        continue;
      g_ptr_array_remove_index (left, at);
      n++;
    }

  return n;
}

static void
test_set (void)
{
  guint n_true = 0, n_found = 0, n_hits = 0, n_with = 0;

  g_assert_cmpuint (G_N_ELEMENTS (texts), >=, 150);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *kinds = kinds_of (texts[i].text);
      g_auto (GStrv) found = g_strsplit_set (kinds, " ", -1);
      g_auto (GStrv) wanted = g_strsplit_set (texts[i].kinds, " ", -1);

      if (!g_str_equal (kinds, texts[i].kinds))
        g_test_message ("“%s”: found “%s”, and it holds “%s”", texts[i].text, kinds,
                        texts[i].kinds);
      n_true += g_strv_length (wanted);
      n_found += g_strv_length (found);
      n_hits += count_common (found, wanted);
      n_with += *texts[i].kinds != '\0' ? 1 : 0;
    }

  g_test_message ("%u texts, %u of them with something: %u to be found, %u found, %u rightly; "
                  "recall %.3f, precision %.3f",
                  (guint) G_N_ELEMENTS (texts), n_with, n_true, n_found, n_hits,
                  (double) n_hits / n_true, (double) n_hits / n_found);
  g_assert_cmpuint (n_hits * 100, >=, n_true * LEAST_RECALL);
  g_assert_cmpuint (n_hits * 100, >=, n_found * LEAST_PRECISION);
}

/* What is taken out of a stranger's text, though nobody would be warned of it; and what is no telephone there either. */
static void
test_all (void)
{
  static const struct
  {
    const char *text, *part; /* NULL for none */
  } expected[] = {
    { "hubungi 0 8 1 2 3 4 5 6 7 8 9 0 ya", "0 8 1 2 3 4 5 6 7 8 9 0" },
    { "hubungi 0-8-1-2-3-4-5-6-7-8-9-0", "0-8-1-2-3-4-5-6-7-8-9-0" },
    { "hubungi 0.8.1.2.3.4.5.6.7.8", "0.8.1.2.3.4.5.6.7.8" },
    { "wa 6 2 8 1 2 3 4 5 6 7 8 9 0", "6 2 8 1 2 3 4 5 6 7 8 9 0" },
    { "wa +6 2 8 1 2 3 4 5 6 7 8 9 0", "+6 2 8 1 2 3 4 5 6 7 8 9 0" },
    { "wa 0812 3 4 5 6 7 8 9 0", "0812 3 4 5 6 7 8 9 0" },
    { "Telp. 0711-356789", "0711-356789" },
    { "Kantor (0711) 356789, ya", "(0711) 356789" },
    { "rumah 0714 321 456", "0714 321 456" },
    { "rumah 0711.356.789", "0711.356.789" },
    { "Jakarta 021-5551234", "021-5551234" },
    { "Jakarta (021) 5551 2345", "(021) 5551 2345" },
    { "NIK 1613045204870003", "1613045204870003" },
    { "TPS 021 022 023 024", NULL },
    { "kotak 0711 dan 0712", NULL },
    { "pukul 0730 - 1630", NULL },
    { "07-11-2024 08.30", NULL },
    { "08.15 08.30 08.45 09.00 09.15", NULL },
    { "suara 0 8 1 2", NULL },
    { "1 2 3 4 5 6 7 8 9 10 11 12", NULL },
    { "Kode wilayah 16.13.04.2001", NULL },
    { "DPT 6.382.739 pemilih di 13.206 TPS", NULL },
    { "nomor seri kotak 0001234567", NULL },
    { "012/TM/PL/Kab/06.13/XI/2024", NULL },
    { "Call center 1500-123", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GPtrArray) found = pantau_pii_find_all (expected[i].text);
      const PantauPii *one = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
      g_autofree char *part =
          one != NULL ? g_strndup (expected[i].text + one->start, one->length) : NULL;

      g_assert_cmpstr (part, ==, expected[i].part);
      g_assert_cmpuint (found->len, ==, expected[i].part != NULL ? 1 : 0);
    }
}

/* Of all texts of the set, it finds at least what the warning finds. */
static void
test_all_of_set (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) few = pantau_pii_find (texts[i].text),
                            all = pantau_pii_find_all (texts[i].text);

      g_assert_cmpuint (all->len, >=, few->len);
    }
}

/* Where it stands: what is marked is the number and nothing around it. */
static void
test_offsets (void)
{
  static const struct
  {
    const char *text, *part;
  } expected[] = {
    { "Hubungi (0812) 3456-7890, ya", "(0812) 3456-7890" },
    { "Péngirim: +62 812 3456 7890.", "+62 812 3456 7890" },
    { "NIK 1613045204870003; nama", "1613045204870003" },
    { "NIP. 19870412 201001 1 007 di dinas", "19870412 201001 1 007" },
    { "surel ke warga.pauh@contoh.id, lalu", "warga.pauh@contoh.id" },
    { "https://wa.me/6281234567890?text=a", "6281234567890" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GPtrArray) found = pantau_pii_find (expected[i].text);
      const PantauPii *one;
      g_autofree char *part = NULL;

      g_assert_cmpuint (found->len, ==, 1);
      one = g_ptr_array_index (found, 0);
      part = g_strndup (expected[i].text + one->start, one->length);
      g_assert_cmpstr (part, ==, expected[i].part);
    }
}

/* The sentence names the sorts, each once, and repeats nothing of what was written. */
static void
test_warning (void)
{
  g_autofree char *one = pantau_pii_warning ("WA 0812-3456-7890 atau 0813 5555 6666");
  g_autofree char *two = pantau_pii_warning ("1613045204870003 dan siti@contoh.id");
  g_autofree char *none = pantau_pii_warning ("TPS 2, 3, dan 4 terendam 80 cm");

  g_assert_nonnull (one);
  g_assert_null (strstr (one, "0812"));
  g_assert_nonnull (strstr (two, "NIK"));
  g_assert_null (strstr (two, "siti"));
  g_assert_cmpstr (one, !=, two);
  g_assert_null (none);
}

/* Bytes that nobody would write break nothing; long text takes no long time. */
static void
test_random (void)
{
  static const char letters[] = "0816 2-.+@/()aw\xc3\xa9\n";
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++)
    {
      char text[80];
      guint n = (guint) g_rand_int_range (random, 0, sizeof text - 1);
      g_autofree char *valid = NULL, *kinds = NULL;

      for (guint j = 0; j < n; j++)
        text[j] = letters[g_rand_int_range (random, 0, sizeof letters - 1)];
      text[n] = '\0';
      valid = g_utf8_make_valid (text, -1);
      kinds = kinds_of (valid);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pii/set", test_set);
  g_test_add_func ("/pii/all", test_all);
  g_test_add_func ("/pii/all/set", test_all_of_set);
  g_test_add_func ("/pii/offsets", test_offsets);
  g_test_add_func ("/pii/warning", test_warning);
  g_test_add_func ("/pii/random", test_random);

  return g_test_run ();
}
