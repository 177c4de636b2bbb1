/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places by typing: what people type in the field is what they mean, and every keystroke is answered at once. */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "pantau-place.h"
#include "test-util.h"

#define LIMIT 10

static PantauReference *
reference (void)
{
  static PantauReference *self;
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    self = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  return self;
}

/* "16.13.03.2001 2 3": a guess as its code, or its text, and its stations. */
static char *
guess_text (const PantauPlaceGuess *guess)
{
  g_autoptr (GString) text =
      g_string_new (guess->region != NULL ? guess->region->code : guess->text);

  for (guint i = 0; i < guess->tps->len; i++)
    g_string_append_printf (text, " %u", g_array_index (guess->tps, guint, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The guess number @nth, "" past the last. (transfer full) */
static char *
guessed (const char *text, const char *within, const char *const *recent, guint nth)
{
  g_autoptr (GPtrArray) guesses = pantau_places_guess (reference (), text, within, recent, LIMIT);

  return nth < guesses->len ? guess_text (g_ptr_array_index (guesses, nth)) : g_strdup ("");
}

static void
assert_first (const char *text, const char *expected)
{
  g_autofree char *found = guessed (text, NULL, NULL, 0);

  if (!g_str_equal (found, expected))
    g_error ("“%s” is guessed as %s; expected %s", text, found, expected);
}

static const char *
code_of (const char *name)
{
  g_autoptr (GError) error = NULL;
  const PantauRegion *region =
      pantau_regions_match (pantau_reference_get_regions (reference ()), name, NULL, &error);

  g_assert_no_error (error);

  return region->code;
}

/* Where a name, qualified so that it is one region only, and stations stand for what is guessed first. */
static void
test_typed (void)
{
  static const struct
  {
    const char *text, *region, *tps;
  } cases[] = {
    { "rawas ilir pauh 2,3,4", "Desa Pauh, Kec. Rawas Ilir", " 2 3 4" },
    { "rawas ilir pauh", "Desa Pauh, Kec. Rawas Ilir", "" },
    { "pauh rawas ilir tps 2", "Desa Pauh, Kec. Rawas Ilir", " 2" },
    { "tps 2 pauh rawas ilir", "Desa Pauh, Kec. Rawas Ilir", " 2" },
    { "TPS 02 Desa Pauh, Kec. Rawas Ilir, Kab. Musi Rawas Utara", "Desa Pauh, Kec. Rawas Ilir",
      " 2" },
    { "pauh rawas ilir tps 1-5 dan 7", "Desa Pauh, Kec. Rawas Ilir", " 1 2 3 4 5 7" },
    { "pauh rawas ilir 1 s/d 3", "Desa Pauh, Kec. Rawas Ilir", " 1 2 3" },
    { "pauh rawas ilir tps 1 sampai 3, 9", "Desa Pauh, Kec. Rawas Ilir", " 1 2 3 9" },
    { "pauh rawas ilir tps 3 2 3 1", "Desa Pauh, Kec. Rawas Ilir", " 1 2 3" },
    { "pauh, rawas ilir, tps no. 4", "Desa Pauh, Kec. Rawas Ilir", " 4" },
    { "pauh rawas ilir tps03", "Desa Pauh, Kec. Rawas Ilir", " 3" },
    { "Pauh (Rawas Ilir): TPS 2–4 & 6", "Desa Pauh, Kec. Rawas Ilir", " 2 3 4 6" },
    /* numbers that belong to the name */
    { "35 ilir tps 12", "35 Ilir", " 12" },
    { "35 ilir 12", "35 Ilir", " 12" },
    { "35 ilir", "35 Ilir", "" },
    { "tps 12 35 ilir", "35 Ilir", " 12" },
    { "ilir barat 1", "Kec. Ilir Barat I", "" },
    { "ilir barat 1 tps 4", "Kec. Ilir Barat I", " 4" },
    { "ilir barat 1 4", "Kec. Ilir Barat I", " 4" },
    { "ilir barat II 4,5", "Kec. Ilir Barat II", " 4 5" },
    /* still typing */
    { "rawas il pau", "Desa Pauh, Kec. Rawas Ilir", "" },
    { "pauh rawas ilir tps", "Desa Pauh, Kec. Rawas Ilir", "" },
    { "pauh rawas ilir tps 1-", "Desa Pauh, Kec. Rawas Ilir", " 1" },
    { "pauh rawas ilir tps 1,", "Desa Pauh, Kec. Rawas Ilir", " 1" },
    { "pauh rawas ilir tps 1 dan", "Desa Pauh, Kec. Rawas Ilir", " 1" },
    /* a prison */
    { "air paoh baturaja timur tps 901", "Air Paoh, Kec. Baturaja Timur", " 901" },
    { "muba", "Kab. Musi Banyuasin", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expected = g_strconcat (code_of (cases[i].region), cases[i].tps, NULL);

      assert_first (cases[i].text, expected);
    }
}

/* "muba keluang tps 3" is the kecamatan, and its villages are the next guesses. */
static void
test_wide (void)
{
  g_autofree char *first = guessed ("muba keluang tps 3", NULL, NULL, 0);
  g_autofree char *second = guessed ("muba keluang tps 3", NULL, NULL, 1);
  g_autofree char *kecamatan = g_strconcat (code_of ("Kec. Keluang"), " 3", NULL);
  g_autofree char *kabupaten = guessed ("muratara", NULL, NULL, 0);
  g_autofree char *below = guessed ("muratara", NULL, NULL, 1);

  g_assert_cmpstr (first, ==, kecamatan);
  g_assert_true (g_str_has_prefix (second, code_of ("Kec. Keluang")));
  g_assert_true (g_str_has_suffix (second, " 3"));

  g_assert_cmpstr (kabupaten, ==, code_of ("Kab. Musi Rawas Utara"));
  g_assert_true (g_str_has_prefix (below, kabupaten));
  g_assert_cmpuint (pantau_region_level (below), ==, 3);
}

static void
test_order (void)
{
  const char *name = "tanjung baru";
  g_autoptr (GPtrArray) all = pantau_places_guess (reference (), name, NULL, NULL, 40);
  const PantauPlaceGuess *far = g_ptr_array_index (all, 9), *farther = g_ptr_array_index (all, 10);
  const char *recent[] = { "16.99.99.9999", farther->region->code, NULL };
  g_autofree char *kecamatan = pantau_region_kecamatan (far->region->code);
  g_autofree char *near_by = guessed (name, kecamatan, NULL, 0);
  g_autofree char *again = guessed (name, kecamatan, recent, 0);
  g_autofree char *after = guessed (name, kecamatan, recent, 1);
  g_autofree char *nothing = guessed ("", NULL, recent, 0), *none = guessed ("", NULL, recent, 1);
  g_autofree char *bare = guessed ("tps 3", NULL, recent, 0);
  g_autofree char *expected = g_strconcat (farther->region->code, " 3", NULL);

  g_assert_cmpstr (near_by, ==, far->region->code);
  g_assert_cmpstr (again, ==, farther->region->code);
  g_assert_cmpstr (after, ==, far->region->code);
  g_assert_cmpstr (nothing, ==, farther->region->code);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (bare, ==, expected);
}

/* A village that was written about before does not push itself before what is typed to its end. */
static void
test_exact_first (void)
{
  const char *recent[] = { code_of ("Desa Pauh I, Kec. Rawas Ilir"), NULL };
  g_autofree char *first = guessed ("pauh", "16.13.05", recent, 0);

  g_assert_cmpstr (first, ==, code_of ("Desa Pauh, Kec. Rawas Ilir"));
}

static char *
last_guess (const char *text, guint limit)
{
  g_autoptr (GPtrArray) guesses = pantau_places_guess (reference (), text, NULL, NULL, limit);

  g_assert_cmpuint (guesses->len, <=, limit);
  g_assert_cmpuint (guesses->len, >, 0);
  g_assert_null (((PantauPlaceGuess *) guesses->pdata[guesses->len - 1])->region);

  return guess_text (guesses->pdata[guesses->len - 1]);
}

/* Nobody is kept from writing down a place that our edition does not know. */
static void
test_unknown (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "pauh", "pauh" },
    { "  dermaga lama  ", "dermaga lama" },
    { "dermaga lama tps 3, 4", "dermaga lama 3 4" },
    { "dermaga 3", "dermaga 3" },
    { "dermaga tps 1000", "dermaga tps 1000" },
    { "dermaga tps 0", "dermaga tps 0" },
    { "dermaga tps 9-3", "dermaga tps 9-3" },
    { "dermaga tps 1-900", "dermaga tps 1-900" },
    { "tps 3", "tps 3" },
    { "12345678901234567890", "12345678901234567890" },
    { "d\x01rmaga\n2", "d rmaga 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = last_guess (cases[i].text, LIMIT);
      g_autofree char *alone = last_guess (cases[i].text, 1);

      g_assert_cmpstr (found, ==, cases[i].expected);
      g_assert_cmpstr (alone, ==, cases[i].expected);
    }
}

/* What is guessed can be recorded. */
static void
check_recorded (const char *text)
{
  g_autoptr (GPtrArray) guesses = pantau_places_guess (reference (), text, NULL, NULL, LIMIT);
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference ()), "risk");

  for (guint i = 0; i < guesses->len; i++)
    {
      const PantauPlaceGuess *guess = g_ptr_array_index (guesses, i);
      g_autoptr (JsonArray) places = json_array_new ();
      g_autoptr (JsonNode) node = json_node_alloc (), normalised = NULL;
      g_autoptr (GPtrArray) faults = pantau_faults_new ();
      g_autofree char *name = NULL, *stations = NULL, *guess_name = NULL, *guess_stations = NULL;
      JsonNode *place;

      json_array_add_element (places, pantau_place_guess_to_json (guess));
      json_node_init_array (node, places);
      if (!pantau_check_field (reference (), kind, "places", node, 1795231800, &normalised, faults))
        g_error ("“%s”: %s", text, ((PantauFault *) faults->pdata[0])->message);

      place = json_array_get_element (json_node_get_array (normalised), 0);
      name = pantau_place_name (reference (), place);
      stations = pantau_place_stations (place);
      guess_name = pantau_place_guess_name (reference (), guess);
      guess_stations = pantau_place_guess_stations (guess);
      g_assert_cmpstr (name, ==, guess_name);
      g_assert_cmpstr (stations, ==, guess_stations);
    }
}

static void
test_recorded (void)
{
  g_autofree char *endless = g_strnfill (5000, 'a');

  check_recorded ("pauh rawas ilir 1-5, 7");
  check_recorded ("muratara tps 3");
  check_recorded ("dermaga lama tps 3");
  check_recorded (endless);
}

static void
test_stations (void)
{
  static const struct
  {
    const char *json, *expected;
  } cases[] = {
    { "{\"tps\":[2,3,4,7]}", "TPS 2–4, 7" },
    { "{\"tps\":[1,2]}", "TPS 1, 2" },
    { "{\"tps\":[1,2,3,4,5,6,7,8,9,10]}", "TPS 1–10" },
    { "{\"tps\":[7,1,2,3,9,10]}", "TPS 1–3, 7, 9, 10" },
    { "{\"tps\":[]}", "" },
    { "{}", "" },
    { "[]", "" },
    { "{\"tps\":[1,\"x\",null,-3,99999999999,{}]}", "TPS 1" },
    { "{\"tps\":\"3\"}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (cases[i].json, NULL);
      g_autofree char *found = pantau_place_stations (node);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_stations_read (void)
{
  static const struct
  {
    const char *text, *expected; /* NULL: it is something else */
  } cases[] = {
    { "3", "TPS 3" },
    { "1-5, 7 dan 9", "TPS 1–5, 7, 9" },
    { "tps 2 3 4", "TPS 2–4" },
    { "TPS no. 901", "TPS 901" },
    { "pauh 3", NULL },
    { "tps", NULL },
    { "", NULL },
    { "1000", NULL },
    { "5-1", NULL },
    { "1-900", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) numbers = pantau_stations_read (cases[i].text);
      g_autofree char *found = NULL;

      if (numbers != NULL && numbers->len > 0)
        found = pantau_place_guess_stations (&(PantauPlaceGuess){ .tps = numbers });
      if (g_strcmp0 (found, cases[i].expected) != 0)
        g_error ("“%s” is read as %s", cases[i].text, found);
    }
}

static void
test_name (void)
{
  static const struct
  {
    const char *json, *expected;
  } cases[] = {
    { "{\"village\":\"16.99.99.2001\"}", "16.99.99.2001" },
    { "{\"text\":\"Dermaga\\u001b[2J\"}", "Dermaga [2J" },
    { "{\"text\":\"Dermaga\",\"region\":\"16.71\"}", "Dermaga" },
    { "{\"region\":\"16.71\"}", "Kota Palembang" },
    { "{\"village\":3}", "?" },
    { "\"x\"", "?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (cases[i].json, NULL);
      g_autofree char *found = pantau_place_name (reference (), node);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
assert_remembered (const char *const *recent, const char *json, const char *expected)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_auto (GStrv) codes = pantau_places_remember (recent, json_node_get_array (node));
  g_autofree char *joined = g_strjoinv (" ", codes);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_remember (void)
{
  static const char *const recent[] = { "16.01.01.2001", "16.01.01.2002", NULL };
  static const char *const many[] = { "1", "2", "3",  "4",  "5",  "6", "7",
                                      "8", "9", "10", "11", "12", NULL };

  assert_remembered (NULL, "[]", "");
  assert_remembered (recent, "[{\"village\":\"16.01.01.2002\"},{\"text\":\"x\"},3]",
                     "16.01.01.2002 16.01.01.2001");
  assert_remembered (recent, "[{\"village\":\"16.71.01.1001\"},{\"village\":\"16.71.01.1001\"}]",
                     "16.71.01.1001 16.01.01.2001 16.01.01.2002");
  assert_remembered (many, "[{\"village\":\"16.71.01.1001\"}]",
                     "16.71.01.1001 1 2 3 4 5 6 7 8 9 10 11");
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "\xff\xfe", "tps",   "tps tps tps", "1-1-1-1", ",,,,",          "-", "dan dan", "s/d",
    "١٢ تپس",   "tps -", "s/",          "s",       "3 s/d 5 s/d 9", "'", "🌊 tps 3"
  };
  g_autofree char *numbers = g_strnfill (20000, '7');
  g_autoptr (GString) many = g_string_new ("pauh ");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (last_guess (texts[i], LIMIT));
  for (guint i = 0; i < 3000; i++)
    g_string_append (many, "1 ");
  g_free (last_guess (many->str, LIMIT));
  g_free (last_guess (numbers, LIMIT));
}

/* A keystroke must not be felt: the plan gives it 5 ms of all villages. */
static void
test_fast (void)
{
  static const char *const texts[] = { "rawas ilir pauh tps 2,3,4",
                                       "desa tanjung baru kec lahat 12 3", "a" };
  gint64 slowest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize n = 1; n <= strlen (texts[i]); n++)
      {
        g_autofree char *typed = g_strndup (texts[i], n);
        gint64 best = G_MAXINT64;

        for (guint round = 0; round < 3; round++)
          {
            gint64 start = test_time_computed ();
            g_autoptr (GPtrArray) guesses =
                pantau_places_guess (reference (), typed, "16.13", NULL, LIMIT);

            best = MIN (best, test_time_computed () - start);
          }
        slowest = MAX (slowest, best);
      }

  g_test_message ("slowest keystroke: %" G_GINT64_FORMAT " µs", slowest);
  g_assert_cmpint (slowest, <, 5000 * TEST_SHARE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/place/typed", test_typed);
  g_test_add_func ("/place/wide", test_wide);
  g_test_add_func ("/place/order", test_order);
  g_test_add_func ("/place/exact-first", test_exact_first);
  g_test_add_func ("/place/unknown", test_unknown);
  g_test_add_func ("/place/recorded", test_recorded);
  g_test_add_func ("/place/stations", test_stations);
  g_test_add_func ("/place/stations-read", test_stations_read);
  g_test_add_func ("/place/name", test_name);
  g_test_add_func ("/place/remember", test_remember);
  g_test_add_func ("/place/hostile", test_hostile);
  g_test_add_func ("/place/fast", test_fast);

  return g_test_run ();
}
