/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample records: they pass the check, look like work, and are the same for the same seed. */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "pantau-seed.h"

#define NEWEST G_GINT64_CONSTANT (1795000000) /* 2026-11-18 */
#define N      2000

static PantauReference *reference;

static void
test_pass (void)
{
  g_autoptr (PantauSeed) seed = pantau_seed_new (reference, 1, NULL, NEWEST);

  for (guint i = 0; i < N; i++)
    {
      const char *kind;
      g_autoptr (JsonObject) record = pantau_seed_next (seed, &kind);
      g_autofree char *text = pantau_json_object_text (record);
      g_autofree char *region = NULL, *record_class = NULL;
      g_autoptr (GPtrArray) faults = pantau_faults_new ();
      g_autoptr (JsonObject) body = pantau_check_record (
          reference, kind, text, strlen (text), NEWEST, NULL, &region, &record_class, faults);

      if (body == NULL)
        g_error ("%s: %s", text, ((const PantauFault *) g_ptr_array_index (faults, 0))->message);
      g_assert_cmpuint (pantau_region_level (region), >=, 2);
    }
}

static void
test_narratives (void)
{
  g_autoptr (PantauSeed) seed = pantau_seed_new (reference, 2, NULL, NEWEST);
  g_autoptr (GHashTable) different = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < N; i++)
    {
      const char *kind;
      g_autoptr (JsonObject) record = pantau_seed_next (seed, &kind);
      const char *narrative = pantau_json_string (record, "narrative");
      glong length = g_utf8_strlen (narrative, -1);

      if (length < 150 || length > 500 || strpbrk (narrative, "{}") != NULL ||
          strpbrk (pantau_json_string (record, "title"), "{}") != NULL)
        g_error ("%ld characters: %s", length, narrative);
      g_hash_table_add (different, g_strdup (narrative));
    }

  g_assert_cmpuint (g_hash_table_size (different), >, N * 95 / 100);
}

static void
test_same (void)
{
  g_autoptr (PantauSeed) first = pantau_seed_new (reference, 7, "16.13", NEWEST);
  g_autoptr (PantauSeed) second = pantau_seed_new (reference, 7, "16.13", NEWEST);
  g_autoptr (PantauSeed) other = pantau_seed_new (reference, 8, "16.13", NEWEST);
  guint8 a[37], b[37], c[37];
  guint n_same = 0;

  for (guint i = 0; i < 100; i++)
    {
      const char *kind;
      g_autoptr (JsonObject) one = pantau_seed_next (first, &kind);
      g_autoptr (JsonObject) two = pantau_seed_next (second, &kind);
      g_autoptr (JsonObject) three = pantau_seed_next (other, &kind);
      g_autofree char *text = pantau_json_object_text (one);
      g_autofree char *again = pantau_json_object_text (two);
      g_autofree char *different = pantau_json_object_text (three);

      g_assert_cmpstr (text, ==, again);
      n_same += g_str_equal (text, different);
    }
  g_assert_cmpuint (n_same, ==, 0);

  pantau_seed_bytes (first, a, sizeof (a));
  pantau_seed_bytes (second, b, sizeof (b));
  pantau_seed_bytes (other, c, sizeof (c));
  g_assert_cmpmem (a, sizeof (a), b, sizeof (b));
  g_assert_cmpint (memcmp (a, c, sizeof (a)), !=, 0);
}

/* The generator is xoshiro256** filled by splitmix64, whatever machine this is. */
static void
test_vector (void)
{
  static const guint8 expected[] = { 0x99, 0xec, 0x5f, 0x36, 0xcb, 0x75, 0xf2, 0xb4 };
  g_autoptr (PantauSeed) seed = pantau_seed_new (reference, 0, NULL, NEWEST);
  guint8 bytes[8];

  pantau_seed_bytes (seed, bytes, sizeof (bytes));
  for (guint i = 0; i < 8; i++)
    g_assert_cmphex (bytes[7 - i], ==, expected[i]);
}

static void
test_within (void)
{
  g_autoptr (PantauSeed) seed = pantau_seed_new (reference, 3, "16.71", NEWEST);

  for (guint i = 0; i < 200; i++)
    {
      const char *kind;
      g_autoptr (JsonObject) record = pantau_seed_next (seed, &kind);
      JsonArray *places = pantau_json_array (record, "places");
      const char *village =
          pantau_json_string (json_array_get_object_element (places, 0), "village");
      g_autofree char *normalised = NULL;
      gint64 when;

      g_assert_true (pantau_region_covers ("16.71", village));
      g_assert_true (
          pantau_check_time (pantau_json_string (record, "occurred"), &normalised, &when));
      g_assert_cmpint (when, <=, NEWEST);
      g_assert_cmpint (when, >, NEWEST - 61 * 86400);
    }
}

static void
test_mix (void)
{
  static const struct
  {
    const char *kind;
    guint percent;
  } expected[] = {
    { "risk", 45 }, { "hoax", 20 }, { "neutrality", 12 }, { "other", 8 }, { "activity", 15 }
  };
  g_autoptr (PantauSeed) seed = pantau_seed_new (reference, 4, NULL, NEWEST);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < N; i++)
    {
      const char *kind;
      g_autoptr (JsonObject) record = pantau_seed_next (seed, &kind);

      g_assert_nonnull (record);
      g_hash_table_insert (
          counts, (gpointer) kind,
          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, kind)) + 1));
    }

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, expected[i].kind));

      g_assert_cmpuint (n, >, (expected[i].percent - 3) * N / 100);
      g_assert_cmpuint (n, <, (expected[i].percent + 3) * N / 100);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/seed/pass", test_pass);
  g_test_add_func ("/seed/narratives", test_narratives);
  g_test_add_func ("/seed/same", test_same);
  g_test_add_func ("/seed/vector", test_vector);
  g_test_add_func ("/seed/within", test_within);
  g_test_add_func ("/seed/mix", test_mix);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
