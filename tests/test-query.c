/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed into the search, understood or not; filters put in and taken out; what is highlighted. */

#include "config.h"

#include <string.h>

#include "pantau-query-private.h"
#include "pantau-token.h"

static PantauReference *reference;

static void
test_sorts (void)
{
  PantauSort sort;

  for (guint i = 0; i < PANTAU_N_SORTS; i++)
    {
      g_assert_true (pantau_sort_from_name (pantau_sort_get_name (i), &sort));
      g_assert_cmpuint (sort, ==, i);
    }
  g_assert_false (pantau_sort_from_name ("", &sort));
  g_assert_false (pantau_sort_from_name (NULL, &sort));
}

static void
test_empty (void)
{
  static const char *const nothing[] = {
    NULL, "", "   ", "\t\n", "!", "… — *", "wilayah:", "jenis:\"\"", "b", "🙂", "-", "\"\"", "\"",
  };
  static const char *const something[] = {
    "7",         "ab",  "b ",         "\"b\"",     "jenis:risiko",
    "jenis:xyz", "-ab", "beda:tidak", "tingkat:1", "milik:saya",
  };

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (PantauQuery) query = pantau_query_new (reference, nothing[i]);

      g_assert_true (pantau_query_is_empty (query));
      g_assert_cmpstr (pantau_query_get_problem (query), ==, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (something); i++)
    {
      g_autoptr (PantauQuery) query = pantau_query_new (reference, something[i]);

      g_assert_false (pantau_query_is_empty (query));
    }
}

static void
test_problems (void)
{
  static const struct
  {
    const char *text;
    const char *part; /* of the sentence; NULL: it is understood */
  } cases[] = {
    { "wilayah:xyzzy banjir", "xyzzy" },
    { "jenis:xyzzy", "xyzzy" },
    { "kind:!!", "!!" },
    { "status:\"tidak ada begini\"", "tidak ada begini" },
    { "tingkat:6", "6" },
    { "tingkat:0", "0" },
    { "severity:44", "44" },
    { "keadaan:hilang", "hilang" },
    { "beda:mungkin", "mungkin" },
    { "milik:dia", "dia" },
    { "milik:tidak", "tidak" },
    { "dari:31-02-2024", "31-02-2024" },
    { "sampai:xyz", "xyz" },
    { "-tingkat:3", "3" },
    { "wilayah:muba", NULL },
    { "Wilayah:\"musi banyuasin\"", NULL },
    { "REGION:16.06", NULL },
    { "region:16.99", NULL }, /* a code that our edition does not know may well be in a record */
    { "wilayah:mus", NULL },
    { "jenis:risk jenis:hoaks -kind:other", NULL },
    { "jenis:netral", NULL },
    { "jenis:logistik", NULL },
    { "status:baru", NULL },
    { "status:Verified", NULL },
    { "keadaan:tersimpan", NULL },
    { "state:rec", NULL },
    { "beda:ya -karantina:ya", NULL },
    { "mine:yes", NULL },
    { "dari:2024-02-01 sampai:14-02-2024", NULL },
    { "to:\"14 Februari 2024\"", NULL },
    { "16:30 https://contoh.id/a?b=c TPS:3", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauQuery) query = pantau_query_new (reference, cases[i].text);
      const char *problem = pantau_query_get_problem (query);

      if (cases[i].part == NULL ? problem != NULL
                                : problem == NULL || strstr (problem, cases[i].part) == NULL)
        g_error ("“%s”: %s", cases[i].text, problem);
      g_assert_cmpint (query->finds_nothing, ==, cases[i].part != NULL);
    }
}

static char *
joined (GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", (char *) g_ptr_array_index (list, i));

  return g_string_free (text, FALSE);
}

static void
test_values (void)
{
  static const struct
  {
    const char *text, *kinds, *regions, *statuses;
  } cases[] = {
    { "jenis:risk", "risk", "", "" },
    { "kind:\"Hoaks dan konten internet\" jenis:hoax", "hoax", "", "" },
    { "jenis:dugaan", "neutrality,other", "", "" },
    { "jenis:logistik", "", "",
      "" }, /* the hazard rather than the beginning of a word of a kind's name */
    { "wilayah:muba", "", "16.06", "" },
    { "wilayah:16.06 wilayah:palembang", "", "16.06,16.71", "" },
    { "wilayah:\"Tanjung Baru\" status:baru", NULL, NULL, "baru" },
    { "wilayah:\"rawas ilir\"", "", "16.13.04", "" },
    { "wilayah:palemb", "", "16.71", "" },
    { "status:kajian", "", "", "kajian" },
    { "status:selesai -status:baru", "", "", "selesai" },
    { "status:new", "", "", "baru" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauQuery) query = pantau_query_new (reference, cases[i].text);
      g_autofree char *kinds = joined (query->kinds), *regions = joined (query->regions),
                      *statuses = joined (query->statuses);

      g_assert_cmpstr (pantau_query_get_problem (query), ==, NULL);
      if (cases[i].kinds != NULL)
        g_assert_cmpstr (kinds, ==, cases[i].kinds);
      if (cases[i].regions != NULL)
        g_assert_cmpstr (regions, ==, cases[i].regions);
      g_assert_cmpstr (statuses, ==, cases[i].statuses);
    }
}

/* One name of several regions means all of them, each once. */
static void
test_ambiguous (void)
{
  g_autoptr (PantauQuery) query = pantau_query_new (reference, "wilayah:\"Tanjung Baru\"");

  g_assert_cmpuint (query->regions->len, >, 5);
  for (guint i = 0; i < query->regions->len; i++)
    for (guint j = 0; j < query->regions->len; j++)
      g_assert_true (i == j || !pantau_region_covers (g_ptr_array_index (query->regions, i),
                                                      g_ptr_array_index (query->regions, j)));
}

static void
test_terms (void)
{
  static const struct
  {
    const char *text;
    const char *expected; /* each: minus, surfaces with '_', '*' for a beginning */
  } cases[] = {
    { "Banjir", "banjir*" },
    { "Banjir ", "banjir" },
    { "banjir  di\tPauh", "banjir di pauh*" },
    { "\"surat suara\"", "surat_suara" },
    { "\"surat suara", "surat_suara" },
    { "-tps banjir", "-tps banjir*" },
    { "banjir -ban", "banjir -ban" },
    { "- banjir", "banjir*" },
    { "tps 12", "tps 12" },
    { "Jum'at", "jumat*" },
    { "jum’at ", "jumat" },
    { "ÉTÉ ", "ete" },
    { "baik-baik saja", "baik_baik saja*" },
    { "16.06.01", "16_06_01" },
    { "banjir b", "banjir" },
    { "kec.b", "kec" },
    { "a\"b c\"d", "a b_c" },
    { "jenisxyz:banjir", "jenisxyz_banjir*" },
    { "banjir jenis:risiko", "banjir" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauQuery) query = pantau_query_new (reference, cases[i].text);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint j = 0; j < query->terms->len; j++)
        {
          const PantauTerm *term = g_ptr_array_index (query->terms, j);
          g_autofree char *surfaces = g_strjoinv ("_", term->surfaces);

          g_string_append_printf (found, "%s%s%s%s", j > 0 ? " " : "", term->negative ? "-" : "",
                                  surfaces, term->is_prefix ? "*" : "");
        }
      g_assert_cmpstr (found->str, ==, cases[i].expected);
    }
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PantauQuery) query = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text, "kata%u ", i);
  query = pantau_query_new (reference, text->str);
  g_assert_cmpuint (query->terms->len, ==, 32);
  g_assert_nonnull (pantau_query_get_problem (query));
  g_assert_false (query->finds_nothing);
}

static void
test_with (void)
{
  static const struct
  {
    const char *text, *key, *value, *expected;
  } cases[] = {
    { "", "jenis", "risk", "jenis:risk" },
    { "banj", "jenis", "risk", "jenis:risk banj" },
    { "banj", "wilayah", "musi rawas", "wilayah:\"musi rawas\" banj" },
    { "jenis:hoax banj", "jenis", "risk", "jenis:risk banj" },
    { "kind:hoax banj", "jenis", "risk", "jenis:risk banj" },
    { "a JENIS:\"x y\" b", "jenis", "risk", "a jenis:risk b" },
    { "jenis:a b jenis:c d", "jenis", "risk", "jenis:risk b d" },
    { "jenis:a b", "jenis", NULL, "b" },
    { "a jenis:b", "jenis", NULL, "a" },
    { "a  jenis:b  c ", "jenis", "", "a   c " },
    { "jenis:b", "jenis", NULL, "" },
    { "-jenis:b", "jenis", "c", "jenis:c -jenis:b" },
    { "a", "jenis", NULL, "a" },
    { "a ", "status", "x\"y", "status:xy a " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = pantau_query_with (cases[i].text, cases[i].key, cases[i].value);

      g_assert_cmpstr (found, ==, cases[i].expected);
      if (cases[i].value != NULL && *cases[i].value != '\0' && strchr (cases[i].value, '"') == NULL)
        {
          g_autofree char *value = pantau_query_value (found, cases[i].key);

          g_assert_cmpstr (value, ==, cases[i].value);
        }
    }
  g_assert_null (pantau_query_value ("a -jenis:b", "jenis"));
}

static void
test_match (void)
{
  static const struct
  {
    const char *query, *text, *expected; /* what is highlighted stands in brackets */
  } cases[] = {
    { "mengirim ", "Kiriman dikirim, pengiriman terkirim; mengiring",
      "[Kiriman] [dikirim], [pengiriman] [terkirim]; mengiring" },
    { "ban", "Banjir di Bandar, abang", "[Banjir] di [Bandar], abang" },
    { "\"surat suara\"", "suara surat suara, surat", "suara [surat suara], surat" },
    { "surat suara \"surat suara rusak\"", "surat suara rusak", "[surat suara rusak]" },
    { "-banjir tps ", "Banjir di TPS 3", "Banjir di [TPS] 3" },
    { "tps 3", "TPS 003 dan TPS 13", "[TPS] [003] dan [TPS] 13" },
    { "jumat", "Hari Jum’at, jum'atan", "Hari [Jum’at], [jum'atan]" },
    { "ete ", "l'été Été", "l'été [Été]" },
    { "jenis:risk", "risk", "risk" },
    { "a", "a \xff b", "a \xff b" },
    { "banjir",
      "\xff"
      "banjir\xff",
      "\xff[banjir]\xff" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauQuery) query = pantau_query_new (reference, cases[i].query);
      g_autoptr (GArray) matches = pantau_query_match (query, cases[i].text);
      g_autoptr (GString) marked = g_string_new (cases[i].text);

      for (guint j = matches->len; j > 0; j--)
        {
          const PantauMatch *match = &g_array_index (matches, PantauMatch, j - 1);

          g_assert_cmpuint (match->start, <, match->end);
          g_string_insert_c (marked, (gssize) match->end, ']');
          g_string_insert_c (marked, (gssize) match->start, '[');
        }
      g_assert_cmpstr (marked->str, ==, cases[i].expected);
    }
}

/* Each line of kata.csv does what it is there for. */
static void
test_families (void)
{
  static const char *const families[][8] = {
    { "distribusi", "mendistribusikan", "pendistribusian", "didistribusikan", "distribusinya" },
    { "kirim", "mengirim", "pengiriman", "kiriman", "dikirimkan", "terkirim", "pengirimannya" },
    { "tunda", "menunda", "penundaan", "tertunda", "ditunda" },
    { "awas", "mengawasi", "pengawas", "pengawasan", "diawasi" },
    { "temu", "menemukan", "penemuan", "bertemu", "temuan" },
    { "tutup", "menutup", "penutupan", "ditutup", "tertutup" },
    { "pilih", "pemilih", "pemilihan", "memilih", "terpilih" },
    { "lapor", "laporan", "melaporkan", "pelapor", "terlapor" },
  };
  static const char *const apart[] = { "tidak", "tempat", "hari", "banjir",
                                       "bantu", "suara",  "surat" };
  PantauFamilies *words = pantau_reference_get_families (reference);
  g_autoptr (GString) stem = g_string_new (NULL), other = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (guint j = 1; j < 8 && families[i][j] != NULL; j++)
      {
        pantau_families_stem (words, families[i][0], stem);
        pantau_families_stem (words, families[i][j], other);
        if (!g_str_equal (stem->str, other->str))
          g_error ("%s → %s, but %s → %s", families[i][0], stem->str, families[i][j], other->str);
      }

  for (guint i = 0; i < G_N_ELEMENTS (apart); i++)
    for (guint j = 0; j < i; j++)
      {
        pantau_families_stem (words, apart[i], stem);
        pantau_families_stem (words, apart[j], other);
        g_assert_cmpstr (stem->str, !=, other->str);
      }
}

static void
test_families_damaged (void)
{
  g_autoptr (GBytes) twice = g_bytes_new_static ("root,words\na,b c\nd,c\n", 20);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_families_new (twice, &error));
  g_assert_nonnull (strstr (error->message, "kata.csv"));
  g_assert_nonnull (strstr (error->message, "“c”"));
}

static gboolean
count_token (const char *surface, const char *stem, guint start, guint end, gpointer data)
{
  g_assert_cmpuint (start, <, end);
  g_assert_cmpuint (strlen (surface), <=, PANTAU_TOKEN_MAX);
  g_assert_true (g_utf8_validate (surface, -1, NULL));
  ++*(guint *) data;

  return TRUE;
}

/* Any bytes, and words without end. */
static void
test_token_hostile (void)
{
  PantauFamilies *words = pantau_reference_get_families (reference);
  g_autofree char *longest = g_strnfill (1 << 20, 'a');
  g_autoptr (GString) accents = g_string_new (NULL);
  guint n = 0;

  for (guint a = 1; a < 256; a++)
    for (guint b = 1; b < 256; b += 7)
      {
        const char text[] = { (char) a, (char) b, 'x', (char) a, '\0' };

        pantau_token_foreach (words, text, count_token, &n);
      }
  g_assert_cmpuint (n, >, 1000);

  n = 0;
  pantau_token_foreach (words, longest, count_token, &n);
  g_assert_cmpuint (n, ==, 1);

  for (guint i = 0; i < 1000; i++)
    g_string_append (accents, "\xef\xb7\xba"); /* one letter that decomposes into eighteen */
  pantau_token_foreach (words, accents->str, count_token, &n);
}

static void
test_help (void)
{
  PantauQueryHelp help[PANTAU_N_KEYS];

  g_assert_cmpuint (pantau_query_help (help, PANTAU_N_KEYS), ==, PANTAU_N_KEYS);
  for (guint i = 0; i < PANTAU_N_KEYS; i++)
    {
      g_autoptr (PantauQuery) query = pantau_query_new (reference, help[i].example);
      g_autofree char *value = pantau_query_value (help[i].example, help[i].key);

      g_assert_cmpstr (pantau_query_get_problem (query), ==, NULL);
      g_assert_false (pantau_query_is_empty (query));
      g_assert_nonnull (value);
      g_assert_nonnull (help[i].meaning);
    }
  /* In either language. */
  g_assert_true (strstr (help[PANTAU_KEY_FIGURE].meaning, "claim") != NULL ||
                 strstr (help[PANTAU_KEY_FIGURE].meaning, "klaim") != NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/query/sorts", test_sorts);
  g_test_add_func ("/query/empty", test_empty);
  g_test_add_func ("/query/problems", test_problems);
  g_test_add_func ("/query/values", test_values);
  g_test_add_func ("/query/ambiguous", test_ambiguous);
  g_test_add_func ("/query/terms", test_terms);
  g_test_add_func ("/query/too-many", test_too_many);
  g_test_add_func ("/query/with", test_with);
  g_test_add_func ("/query/match", test_match);
  g_test_add_func ("/query/families", test_families);
  g_test_add_func ("/query/families/damaged", test_families_damaged);
  g_test_add_func ("/query/token/hostile", test_token_hostile);
  g_test_add_func ("/query/help", test_help);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
