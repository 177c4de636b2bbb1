/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Special polling stations: which numbers stand where. */

#include "config.h"

#include <string.h>

#include "pantau-error.h"
#include "pantau-place.h"
#include "pantau-reference.h"
#include "pantau-words.h"

static PantauReference *reference;
static PantauSpecialPlaces *places;

/* seed-000: 51 special TPS in 20 Lapas, Rutan and LPKA of Sumatera Selatan. */
static void
test_prisons (void)
{
  GPtrArray *list = pantau_special_places_list (places);
  guint stations = 0, prisons = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const PantauSpecialPlace *place = g_ptr_array_index (list, i);

      g_assert_true ((place->confidence == 'C') == (place->prisons == 0));
      if (place->prisons > 0)
        stations += place->tps->len;
      prisons += place->prisons;
    }
  g_assert_cmpuint (stations, ==, 51);
  g_assert_cmpuint (prisons, ==, 20);
}

/* Villages, elections and kinds are ours too, and no number is given to two places. */
static void
test_fits (void)
{
  GPtrArray *list = pantau_special_places_list (places);
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const PantauSpecialPlace *place = g_ptr_array_index (list, i);

      g_assert_nonnull (
          pantau_regions_lookup (pantau_reference_get_regions (reference), place->village));
      g_assert_nonnull (
          pantau_elections_lookup (pantau_reference_get_elections (reference), place->election));
      g_assert_nonnull (pantau_kinds_choice (kinds, "special_site", place->kind));
      for (guint j = 0; j < place->tps->len; j++)
        g_assert_true (g_hash_table_add (
            seen, g_strdup_printf ("%s %u", place->village, g_array_index (place->tps, guint, j))));
    }
}

static void
test_find (void)
{
  const PantauSpecialPlace *place = pantau_special_places_find (places, "16.01.14.2015", 901);

  g_assert_nonnull (place);
  g_assert_cmpstr (place->site, ==, "Rutan Kelas IIB Baturaja");
  g_assert_true (pantau_special_places_find (places, "16.01.14.2015", 0) == place);
  g_assert_null (pantau_special_places_find (places, "16.01.14.2015", 902));
  g_assert_null (pantau_special_places_find (places, "16.01.14.2015", 1));
  g_assert_null (pantau_special_places_find (places, "16.13.04.2004", 901));
  g_assert_null (pantau_special_places_find (places, NULL, 901));
}

static void
assert_words (const char *json, const char *part, gboolean is_there)
{
  g_autofree char *text = pantau_words_value (reference, "risk", "places", json);

  g_assert_true ((strstr (text, part) != NULL) == is_there);
}

/* Ordinary stations beside special ones are not said to be in the prison. */
static void
test_words (void)
{
  assert_words ("[{\"tps\":[901,902,903],\"village\":\"16.02.05.1010\"}]",
                "TPS 901–903 (Lapas Kelas IIB Kayuagung)", TRUE);
  assert_words ("[{\"tps\":[1,901],\"village\":\"16.02.05.1010\"}]", "Lapas", FALSE);
  assert_words ("[{\"village\":\"16.02.05.1010\"}]", "Lapas", FALSE);
  assert_words ("[{\"tps\":[\"x\",-1],\"village\":\"16.02.05.1010\"}]", "Lapas", FALSE);
}

static void
test_guess (void)
{
  g_autoptr (GPtrArray) guesses =
      pantau_places_guess (reference, "kutaraja tps 901-903", NULL, NULL, 3);
  g_autofree char *site = pantau_place_guess_site (reference, g_ptr_array_index (guesses, 0));

  g_assert_cmpstr (site, ==, "TPS 901–903: Lapas Kelas IIB Kayuagung");
}

static void
test_damaged (void)
{
  static const char *const rows[] = {
    "16.01.14,pemilu-2024,901,Rutan,rutan,1,A",           /* no village */
    "16.01.14.2015,pemilu-2024,9x1,Rutan,rutan,1,A",      /* no number */
    "16.01.14.2015,pemilu-2024,901 1000,Rutan,rutan,1,A", /* none of a station */
    "16.01.14.2015,pemilu-2024,901,,rutan,1,A",           /* no name */
    "16.01.14.2015,pemilu-2024,901,Rutan,rutan,1,D",      /* no such confidence */
    "16.01.14.2015,pemilu-2024,901,Rutan,rutan,x,A",      /* no count */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (
          "# ours\ncode,election,tps_numbers,site,kind,prisons,confidence\n", rows[i], "\n", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;

      g_assert_null (pantau_special_places_new (bytes, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "tps_khusus.csv"));
      g_assert_nonnull (strstr (error->message, "3"));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  places = pantau_reference_get_special_places (reference);

  g_test_add_func ("/special/prisons", test_prisons);
  g_test_add_func ("/special/fits", test_fits);
  g_test_add_func ("/special/find", test_find);
  g_test_add_func ("/special/words", test_words);
  g_test_add_func ("/special/guess", test_guess);
  g_test_add_func ("/special/damaged", test_damaged);
  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
