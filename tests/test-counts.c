/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of what one may not see: every small example is tried, and no answer, nor the difference of two, tells how many there are of
 * anything small.
 */

#include "config.h"

#include "pantau-counts.h"

#include <string.h>

#include "entry-fixture.h"
#include "pantau-error.h"
#include "test-util.h"

/* Two whole steps and what lies below the first: 0 to 14. */
#define VALUES (3 * PANTAU_COUNTS_STEP)

typedef struct
{
  const char *area, *kind, *stage, *day;
} Cell;

static GPtrArray *
cells_of (const Cell *cells, const guint *values, guint n)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_count_free);

  for (guint i = 0; i < n; i++)
    if (values[i] > 0)
      g_ptr_array_add (list, pantau_count_new (cells[i].area, cells[i].kind, cells[i].stage,
                                               cells[i].day, values[i]));

  return list;
}

static char *
answer (const Cell *cells, const guint *values, guint n)
{
  g_autoptr (GPtrArray) list = cells_of (cells, values, n);
  g_autoptr (GPtrArray) told = pantau_counts_publish (list);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < told->len; i++)
    {
      const PantauCount *count = g_ptr_array_index (told, i);

      g_string_append_printf (text, "%s/%s/%s/%s=%d;", count->area != NULL ? count->area : "*",
                              count->kind, count->stage != NULL ? count->stage : "*",
                              count->day != NULL ? count->day : "*", (int) count->n);
    }

  return g_string_free (text, FALSE);
}

static gboolean
step (guint *values, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (++values[i] < VALUES)
        return TRUE;
      values[i] = 0;
    }

  return FALSE;
}

/*
 * All that could be behind an answer, for whoever knows which cells there are and nothing else: of each cell, and of all together, more
 * than one number is possible. So of two answers no difference is certain either: each of both sides could be another number.
 */
static void
assert_hidden (const Cell *cells, guint n)
{
  g_autoptr (GHashTable) possible =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free); /* answer → bits of values */
  g_autofree guint *values = g_new0 (guint, n);
  GHashTableIter iter;
  gpointer key, value;

  do
    {
      g_autofree char *text = answer (cells, values, n);
      guint64 *bits = g_hash_table_lookup (possible, text);
      guint sum = 0;

      if (bits == NULL)
        {
          bits = g_new0 (guint64, n + 1);
          g_hash_table_insert (possible, g_strdup (text), bits);
        }
      for (guint i = 0; i < n; i++)
        {
          bits[i] |= G_GUINT64_CONSTANT (1) << values[i];
          sum += values[i];
        }
      bits[n] |= G_GUINT64_CONSTANT (1) << MIN (sum, 63);
    }
  while (step (values, n));

  g_hash_table_iter_init (&iter, possible);
  while (g_hash_table_iter_next (&iter, &key, &value))
    for (guint i = 0; i <= n; i++)
      {
        guint64 bits = ((guint64 *) value)[i];

        if ((bits & (bits - 1)) == 0)
          g_error ("the answer “%s” gives number %u away", (char *) key, i);
      }
}

static void
test_hidden (void)
{
  static const Cell days[] = { { "16.13", "neutrality", "new", "2024-02-01" },
                               { "16.13", "neutrality", "new", "2024-02-02" },
                               { "16.13", "neutrality", "new", "2024-02-03" } };
  static const Cell stages[] = { { "16.13", "neutrality", "new", "2024-02-01" },
                                 { "16.13", "neutrality", "handled", "2024-02-01" },
                                 { "16.13", "neutrality", "ended", "2024-02-02" } };
  static const Cell areas[] = { { "16.13", "neutrality", "new", "2024-02-01" },
                                { "16.13", "neutrality", "new", "2024-02-02" },
                                { "16.71", "neutrality", "ended", "2024-02-01" },
                                { "16.71", "other", "ended", "2024-02-01" } };

  for (guint n = 1; n <= 3; n++)
    {
      assert_hidden (days, n);
      assert_hidden (stages, n);
      assert_hidden (areas, n);
    }
  assert_hidden (areas, 4);
}

/* Five cells of four: the sum alone would give each of them away. */
static void
test_complement (void)
{
  Cell cells[5];
  guint values[5] = { 4, 4, 4, 4, 4 };
  g_autofree char *text = NULL, *fewer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      static const char *const days[] = { "2024-02-01", "2024-02-02", "2024-02-03", "2024-02-04",
                                          "2024-02-05" };

      cells[i] = (Cell){ "16.13", "neutrality", "new", days[i] };
    }
  text = answer (cells, values, G_N_ELEMENTS (cells));
  g_assert_cmpstr (text, ==, "");
  values[0] = 3;
  fewer = answer (cells, values, G_N_ELEMENTS (cells));
  g_assert_cmpstr (fewer, ==, "16.13/neutrality/new/*=15;");
}

/* Each record is counted once at most, and where it is told most exactly. */
static void
test_levels (void)
{
  static const Cell cells[] = { { "16.13", "neutrality", "new", "2024-02-01" },
                                { "16.13", "neutrality", "new", "2024-02-02" },
                                { "16.13", "neutrality", "new", "2024-02-03" },
                                { "16.13", "neutrality", "handled", "2024-02-01" },
                                { "16.13", "neutrality", "ended", "2024-02-01" },
                                { "16.71", "neutrality", "ended", "2024-02-01" },
                                { "16.72", "neutrality", "ended", "2024-02-01" } };
  static const guint values[] = { 12, 3, 4, 3, 3, 3, 4 };
  g_autofree char *text = answer (cells, values, G_N_ELEMENTS (cells));

  g_assert_cmpstr (text, ==,
                   "16.13/neutrality/new/2024-02-01=10;16.13/neutrality/new/*=5;"
                   "16.13/neutrality/*/*=5;*/neutrality/*/*=5;");
}

static void
test_signed (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1), other = test_key_new (2);
  g_autoptr (PantauTotals) counts = pantau_totals_new (), again = NULL, forged = NULL,
                           loaded = NULL;
  g_autofree char *line = NULL, *text = NULL, *signature = NULL;
  g_autoptr (GError) error = NULL;

  counts->epoch = g_strdup ("abcdefghijklmnop");
  counts->time = g_strdup ("2024-02-14T07:00:00+07:00");
  counts->index = 12;
  g_ptr_array_add (counts->cells, pantau_count_new ("16.13", "other", NULL, NULL, 15));
  line = pantau_totals_seal (counts, key);

  again = pantau_totals_open (pantau_keypair_get_name (key), line, strlen (line), &text, &signature,
                              &error);
  g_assert_no_error (error);
  g_assert_cmpint (((PantauCount *) again->cells->pdata[0])->n, ==, 15);
  g_assert_null (((PantauCount *) again->cells->pdata[0])->stage);
  loaded = pantau_totals_believe (pantau_keypair_get_name (key), text, signature, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loaded->index, ==, 12);

  forged =
      pantau_totals_open (pantau_keypair_get_name (other), line, strlen (line), NULL, NULL, &error);
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
  g_assert_null (forged);
}

/* Figures that were not made by the rules are not shown, whoever signed them. */
static void
test_exact (void)
{
  g_autoptr (PantauKeypair) key = test_key_new (1);
  g_autoptr (PantauTotals) counts = pantau_totals_new (), again = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  counts->epoch = g_strdup ("abcdefghijklmnop");
  counts->time = g_strdup ("2024-02-14T07:00:00+07:00");
  g_ptr_array_add (counts->cells, pantau_count_new ("16.13", "other", NULL, NULL, 3));
  line = pantau_totals_seal (counts, key);
  again =
      pantau_totals_open (pantau_keypair_get_name (key), line, strlen (line), NULL, NULL, &error);
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
  g_assert_null (again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/counts/hidden", test_hidden);
  g_test_add_func ("/counts/complement", test_complement);
  g_test_add_func ("/counts/levels", test_levels);
  g_test_add_func ("/counts/signed", test_signed);
  g_test_add_func ("/counts/exact", test_exact);

  return g_test_run ();
}
