/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regions: codes, the built-in edition, and the names that people type. */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-reference.h"
#include "test-util.h"

static PantauReference *reference;
static PantauRegions *regions;

static void
assert_means (const char *text, const char *within, const char *code)
{
  g_autoptr (GError) error = NULL;
  const PantauRegion *region = pantau_regions_match (regions, text, within, &error);

  g_assert_no_error (error);
  g_assert_nonnull (region);
  g_assert_cmpstr (region->code, ==, code);
}

static void
assert_fails (const char *text, const char *within, PantauError code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_regions_match (regions, text, within, &error));
  g_assert_error (error, PANTAU_ERROR, (int) code);
  if (part != NULL && strstr (error->message, part) == NULL)
    g_error ("“%s” does not name “%s”", error->message, part);
}

static void
test_covers (void)
{
  g_assert_true (pantau_region_covers ("16", "16.71.01.1001"));
  g_assert_true (pantau_region_covers ("16.71", "16.71"));
  g_assert_true (pantau_region_covers ("16.71", "16.71.01"));
  g_assert_false (pantau_region_covers ("16.7", "16.71"));
  g_assert_false (pantau_region_covers ("16.71", "16.7"));
  g_assert_false (pantau_region_covers ("16.71.01", "16.71"));
  g_assert_false (pantau_region_covers ("", "16"));
  g_assert_false (pantau_region_covers (NULL, "16"));
  g_assert_false (pantau_region_covers ("16", NULL));
}

static void
test_codes (void)
{
  static const char *const wrong[] = { "",
                                       "1",
                                       "16.",
                                       "16.7",
                                       "16.71.1",
                                       "1671",
                                       "16.71.01.",
                                       "16.71.01.100",
                                       "16.71.01.10011",
                                       "a6",
                                       "16-71",
                                       "16.71.01.100x" };

  g_assert_cmpuint (pantau_region_level ("16"), ==, 1);
  g_assert_cmpuint (pantau_region_level ("16.71"), ==, 2);
  g_assert_cmpuint (pantau_region_level ("16.71.01"), ==, 3);
  g_assert_cmpuint (pantau_region_level ("16.71.01.1001"), ==, 4);
  g_assert_false (pantau_region_is_code (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (pantau_region_is_code (wrong[i]));
}

static void
test_parents (void)
{
  g_autofree char *parent = pantau_region_parent ("16.71.01.1001");
  g_autofree char *cut = pantau_region_kecamatan ("16.71.01.1001");
  g_autofree char *kept = pantau_region_kecamatan ("16.71");

  g_assert_cmpstr (parent, ==, "16.71.01");
  g_assert_cmpstr (cut, ==, "16.71.01");
  g_assert_cmpstr (kept, ==, "16.71");
  g_assert_null (pantau_region_parent ("16"));
  g_assert_null (pantau_region_kecamatan ("x"));
}

static void
test_counts (void)
{
  guint counts[5] = { 0 };
  guint kelurahan = 0;

  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    {
      const PantauRegion *region = pantau_regions_get_nth (regions, i);

      counts[region->level]++;
      kelurahan += g_str_equal (region->kind, "kelurahan");
      g_assert_true (g_str_equal (region->kind, "kelurahan") ==
                     (region->level == 4 && region->code[9] == '1'));
    }

  g_assert_cmpuint (counts[1], ==, 1);
  g_assert_cmpuint (counts[2], ==, 17);
  g_assert_cmpuint (counts[3], ==, 241);
  g_assert_cmpuint (counts[4], ==, 3259);
  g_assert_cmpuint (kelurahan, ==, 403);
}

static void
test_children (void)
{
  g_autoptr (GPtrArray) kabupaten = pantau_regions_children (regions, "16");
  g_autoptr (GPtrArray) kecamatan = pantau_regions_children (regions, "16.13");
  g_autoptr (GPtrArray) none = pantau_regions_children (regions, "17");

  g_assert_cmpuint (kabupaten->len, ==, 17);
  g_assert_cmpuint (kecamatan->len, ==, 7);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Each kecamatan of the map is one of the table, under the same name. */
static void
test_map (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pantau_reference_read (reference, "kecamatan.csv", &error);
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_no_error (error);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) values = g_strsplit (lines[i], ",", -1);
      const PantauRegion *region;

      if (values[0] == NULL || !pantau_region_is_code (values[0]))
        continue;
      region = pantau_regions_lookup (regions, values[0]);
      g_assert_nonnull (region);
      g_assert_cmpstr (region->name, ==, values[1]);
      n++;
    }

  g_assert_cmpuint (n, ==, 241);
}

static void
test_qualified (void)
{
  g_autofree char *village = pantau_regions_qualified (regions, "16.13.04.2001");
  g_autofree char *ward = pantau_regions_qualified (regions, "16.71.12.1003");
  g_autofree char *unknown = pantau_regions_qualified (regions, "99.99");

  g_assert_cmpstr (village, ==, "Desa Pauh, Kec. Rawas Ilir, Kab. Musi Rawas Utara");
  g_assert_cmpstr (ward, ==, "Kel. Tiga-puluh-enam Ilir, Kec. Gandus, Kota Palembang");
  g_assert_cmpstr (unknown, ==, "99.99");
}

static void
test_aliases (void)
{
  assert_means ("muba", NULL, "16.06");
  assert_means ("MUBA", NULL, "16.06");
  assert_means ("oku", NULL, "16.01");
  assert_means ("OKU Timur", NULL, "16.08");
  assert_means ("pali", NULL, "16.12");
  assert_means ("plg", NULL, "16.71");
  assert_means ("kota palembang", NULL, "16.71");
  assert_means ("Kab. Musi Rawas Utara", NULL, "16.13");
  assert_means ("sumsel", NULL, "16");
}

static void
test_spaces (void)
{
  assert_means ("Bukit Kecil", NULL, "16.71.11");
  assert_means ("Bukitkecil", NULL, "16.71.11");
  assert_means ("bukit-kecil", NULL, "16.71.11");
  assert_means ("RAWASILIR", NULL, "16.13.04");
  assert_means ("Jentian", "16.04", "16.04.12.2026");
  assert_means ("Jenti’an", "16.04", "16.04.12.2026");
  assert_means ("Bükit Kècil", NULL, "16.71.11");
}

static void
test_numbers (void)
{
  assert_means ("Ilir Barat I", NULL, "16.71.04");
  assert_means ("ilir barat 1", NULL, "16.71.04");
  assert_means ("35 Ilir", NULL, "16.71.01.1001");
  assert_means ("Kel. 36 Ilir", NULL, "16.71.12.1003");
  assert_means ("3-4 Ulu", NULL, "16.71.02.1004");
  assert_means ("4 lawang", NULL, "16.11");
  assert_means ("Meranjat 2", NULL, "16.10.08.2009");
}

static void
test_qualification (void)
{
  assert_means ("rawas ilir pauh", NULL, "16.13.04.2001");
  assert_means ("Desa Pauh, Kec. Rawas Ilir, Kab. Musi Rawas Utara", NULL, "16.13.04.2001");
  assert_means ("pauh muratara", NULL, "16.13.04.2001");
  assert_means ("muba keluang", NULL, "16.06.08");
  assert_means ("kel. keluang, muba", NULL, "16.06.08.1015");
  assert_means ("desa keluang banyuasin", NULL, "16.07.15.2010");
  assert_means ("Sanga Desa", NULL, "16.06.05");
  assert_means ("16.06.08", NULL, "16.06.08");
}

/* Every village is found by its qualified name, and by its name within its kecamatan. */
static void
test_every_village (void)
{
  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    {
      const PantauRegion *region = pantau_regions_get_nth (regions, i);
      g_autofree char *kecamatan = pantau_region_kecamatan (region->code);
      g_autofree char *name = pantau_regions_qualified (regions, region->code);

      if (region->level == 4 && i % 7 == 0)
        {
          const PantauRegion *found =
              pantau_regions_match_village (regions, region->name, kecamatan, NULL);

          g_assert_true (found == region);
        }
      if (i % 7 == 0 || region->level < 4)
        assert_means (name, NULL, region->code);
    }
}

static void
test_ambiguous (void)
{
  g_autoptr (GError) error = NULL;
  guint n = 1;

  g_assert_null (pantau_regions_match (regions, "Tanjung Baru", NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  for (const char *p = error->message; *p != '\0'; p++)
    n += *p == ';';
  g_assert_cmpuint (n, ==, 16);

  assert_fails ("Lahat", NULL, PANTAU_ERROR_INVALID, "Kec. Lahat, Kab. Lahat");
  assert_means ("kab lahat", NULL, "16.04");
  assert_means ("kec. lahat", NULL, "16.04.10");
}

static void
test_unknown (void)
{
  assert_fails ("Atlantis", NULL, PANTAU_ERROR_NOT_FOUND, "Atlantis");
  assert_fails ("", NULL, PANTAU_ERROR_NOT_FOUND, NULL);
  assert_fails ("\xff\xfe", NULL, PANTAU_ERROR_NOT_FOUND, NULL);
  assert_fails ("Keluang", "16.71", PANTAU_ERROR_NOT_FOUND, NULL);
  assert_fails ("Rawas Il", NULL, PANTAU_ERROR_NOT_FOUND, "Rawas Ilir");
}

static void
test_find (void)
{
  g_autoptr (GPtrArray) found = pantau_regions_find (regions, "rawas il", NULL, 5);
  g_autoptr (GPtrArray) within = pantau_regions_find (regions, "tanjung baru", "16.03", 50);
  g_autoptr (GPtrArray) nothing = pantau_regions_find (regions, "  ,. ", NULL, 5);
  const PantauRegion *first;

  g_assert_cmpuint (found->len, >, 0);
  g_assert_cmpuint (found->len, <=, 5);
  first = g_ptr_array_index (found, 0);
  g_assert_cmpstr (first->code, ==, "16.13.04");

  g_assert_cmpuint (within->len, >, 0);
  for (guint i = 0; i < within->len; i++)
    g_assert_true (pantau_region_covers (
        "16.03", ((const PantauRegion *) g_ptr_array_index (within, i))->code));

  g_assert_cmpuint (nothing->len, ==, 0);
}

/*
 * A search happens at each key press. The bound is wide, for machines with sanitizers and other
 * work.
 */
static void
test_fast (void)
{
  static const char *const texts[] = { "t",
                                       "tanjung",
                                       "rawas ilir pauh",
                                       "35 ilir",
                                       "Desa Pauh, Kec. Rawas Ilir, Kab. Musi Rawas Utara",
                                       "a b c d e f g h i j k l" };
  gint64 start = test_time_computed ();
  double each;

  for (guint round = 0; round < 10; round++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      {
        g_autoptr (GPtrArray) found = pantau_regions_find (regions, texts[i], NULL, 20);
      }

  each = (double) (test_time_computed () - start) / 1000.0 / 10 / G_N_ELEMENTS (texts);
  g_test_message ("%.2f ms a search", each);
  g_assert_cmpfloat (each, <, 50);
}

static void
assert_damaged (const char *wilayah, const char *alias, const char *part)
{
  g_autoptr (GBytes) table = g_bytes_new (wilayah, strlen (wilayah));
  g_autoptr (GBytes) names = g_bytes_new (alias, strlen (alias));
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_regions_new (table, names, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not name “%s”", error->message, part);
}

static void
test_damaged (void)
{
  const char *head = "code,alias\n";

  assert_damaged ("code,name,kind\n16,A,provinsi\n16.01.01,B,kecamatan\n", head,
                  "wilayah.csv, line 3");
  assert_damaged ("# x\ncode,name,kind\n16,A,desa\n", head, "wilayah.csv, line 3");
  assert_damaged ("code,name,kind\n16,A\n", head, "wilayah.csv, line 2");
  assert_damaged ("code,name,kind\n16,A,provinsi\n16,A,provinsi\n", head, "wilayah.csv, line 3");
  assert_damaged ("code,name,kind\n16,\"A,provinsi\n", head, "wilayah.csv, line 2");
  assert_damaged ("code,name\n16,A\n", head, "wilayah.csv, line 1");
  assert_damaged ("", head, "wilayah.csv");
  assert_damaged ("code,name,kind\n16,\xff,provinsi\n", head, "wilayah.csv, line 2");
  assert_damaged ("code,name,kind\n16,A,provinsi\n", "code,alias\n17,B\n", "alias.csv, line 2");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  regions = pantau_reference_get_regions (reference);

  g_test_add_func ("/region/covers", test_covers);
  g_test_add_func ("/region/codes", test_codes);
  g_test_add_func ("/region/parents", test_parents);
  g_test_add_func ("/region/counts", test_counts);
  g_test_add_func ("/region/children", test_children);
  g_test_add_func ("/region/map", test_map);
  g_test_add_func ("/region/qualified", test_qualified);
  g_test_add_func ("/region/aliases", test_aliases);
  g_test_add_func ("/region/spaces", test_spaces);
  g_test_add_func ("/region/numbers", test_numbers);
  g_test_add_func ("/region/qualification", test_qualification);
  g_test_add_func ("/region/every-village", test_every_village);
  g_test_add_func ("/region/ambiguous", test_ambiguous);
  g_test_add_func ("/region/unknown", test_unknown);
  g_test_add_func ("/region/find", test_find);
  g_test_add_func ("/region/fast", test_fast);
  g_test_add_func ("/region/damaged", test_damaged);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
